"""Who a mail says it is from: names and addresses of a `From` header, also of a malformed one."""

import re
from typing import NamedTuple

from coctui.intake import headers

_TOKEN = re.compile(
    r'(?P<local>"(?:[^"\\]|\\.){0,200}"@[^\s<>(),;:"]+)|"(?P<quoted>(?:[^"\\]|\\.)*)"?|<(?P<angle>[^<>]*)>?'
    r'|(?P<mark>[(),;:\\>])|[^"<(),;:\\>]+',
    re.DOTALL,
)
_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+")
_ROUTE = re.compile(r"^@[^:]*:")
_WHOLE = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^\s<>@]+@[^\s<>@]+)>\s*")


class Mailbox(NamedTuple):
    """One sender as stated."""

    name: str
    address: str

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>" if self.name and self.address else self.name or self.address


class _Collected:
    """The pieces of one mailbox while it is read."""

    def __init__(self) -> None:
        self.phrase = ""
        self.comments = ""
        # a comment behind the address is no part of a name (RFC 5322, 3.4), unless there is no other
        self.behind = ""
        self.angle: str | None = None

    def mailbox(self) -> Mailbox | None:
        name, address = _readable(self.phrase), ""
        if self.angle is not None:
            address = _ROUTE.sub("", headers.words(self.angle).strip())
            # a fold may fall into an address; inside quotes a space belongs to it
            if "@" in address and '"' not in address:
                address = "".join(address.split())
            address = address.removeprefix("mailto:")
        elif written := next(filter(_ADDRESS.fullmatch, name.split()), ""):
            name = " ".join(name.replace(written, " ", 1).split())
            address = written[1:-1] if written[0] == "[" and written[-1] == "]" else written
        elif whole := _WHOLE.fullmatch(name):
            # the whole field, address and all, in one encoded word
            name, address = _readable(whole["name"]), whole["address"]
        if not name:
            name = _readable((self.comments + self.behind).strip("() "))
        elif self.comments:
            name = f"{name} {_readable(self.comments)}"
        return Mailbox(name, address) if name or address else None


def mailboxes(value: str, label: str | None = None) -> list[Mailbox]:
    """The senders in a raw `From` header, in their order; a group counts as its members; `label` as in `headers.letters`."""
    line = headers.letters(" ".join(value.splitlines()), label)
    found: list[Mailbox | None] = []
    current = _Collected()
    depth = 0
    for token in _TOKEN.finditer(line):
        mark = token["mark"]
        if depth or mark == "(":
            depth += {"(": 1, ")": -1}.get(mark or "", 0)
            gap = " " if mark == "(" and depth == 1 else ""
            if current.angle is None:
                current.comments += gap * bool(current.comments) + token[0]
            else:
                current.behind += gap * bool(current.behind) + token[0]
        elif (address := token["local"] if token["angle"] is None else token["angle"]) is not None:
            current.angle = address
        elif mark == ":":
            # the name of a group, as in `undisclosed-recipients:;`
            current = _Collected()
        elif mark == ";" or (mark == "," and (current.angle is not None or "@" in current.phrase)):
            found.append(current.mailbox())
            current = _Collected()
        elif token["quoted"] is not None:
            current.phrase += re.sub(r"\\(.)", r"\1", token["quoted"])
        elif mark not in {")", ">", "\\"}:
            # a comma without an address before it belongs to a name: Doe, Jane <jane@…>
            current.phrase += token[0]
    found.append(current.mailbox())
    return [mailbox for mailbox in found if mailbox]


def stated(value: str, label: str | None = None) -> str:
    """The whole header as a person reads it: `Name <address>`, several joined by a comma, or just what is there."""
    return ", ".join(map(str, mailboxes(value, label))) or headers.text(value, label).strip("<> ")


def _readable(text: str) -> str:
    return " ".join(headers.words(text).split())
