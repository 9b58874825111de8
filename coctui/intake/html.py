"""HTML of a mail as text: what it says, what it hides, and where its links lead.

The tokens are read in one pass (justhtml), without a tree: no nesting makes it slow or deep. Entities may decode to
control characters (`&#27;`), so the text is as untrusted as any other.
"""

import re
from typing import NamedTuple

import justhtml

MOST_LINKS = 200
"""Links kept of one document; each is looked for in its text."""

_UNSEEN = frozenset({"script", "style", "template", "title"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre", "hr"})
_LINES = frozenset(
    {"address", "article", "aside", "body", "center", "dd", "details", "div", "dt", "fieldset", "figcaption", "figure"}
    | {"footer", "form", "header", "html", "li", "main", "nav", "option", "section", "summary", "tbody", "thead", "tr"}
)
_CELLS = frozenset({"td", "th"})
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    r"|(?:font-size|opacity|max-height|max-width)\s*:\s*0*(?:\.0*)?(?:px|pt|em|rem|%)?\s*(?:!important\s*)?(?:;|$)",
    re.IGNORECASE,
)
_HIDING_RULE = re.compile(r"[.#]([\w-]+)\s*\{[^{}]*display\s*:\s*none", re.IGNORECASE)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_HEAD = 2048  # bytes of a document in which browsers look for its character set


class HtmlText(NamedTuple):
    """What a document says."""

    text: str
    hides: bool = False
    """Some of the text may not be shown by a mail program; it is in `text` all the same."""
    links: tuple[str, ...] = ()
    """Addresses that links lead to and that the text does not show."""


def stated_charset(document: bytes) -> str | None:
    """The character set that a document names itself, for where the mail does not."""
    found = _META_CHARSET.search(document[:_HEAD])
    return found[1].decode() if found else None


def read(document: str) -> HtmlText:
    """The text of a document: paragraphs and lines kept, hidden passages included."""
    reader = _Reader()
    for kind, data in justhtml.stream(document):
        if isinstance(data, tuple):
            name, attributes = data[0], data[1]
            if kind == "start" and name and isinstance(attributes, dict):
                reader.open(name, attributes)
        elif kind == "end":
            reader.close(data)
        elif kind == "text":
            reader.say(data)
    text = re.sub(r"[ \t]+\n", "\n", "".join(reader.pieces))
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    return HtmlText(text, reader.hides, tuple(link for link in reader.links if link not in text))


class _Reader:
    """Where in the document we are, and what was said so far."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.links: dict[str, None] = {}
        self.hides = False
        self._open: list[tuple[str, bool]] = []
        """Names of the open elements, and whether each hides what is in it."""
        self._count: dict[str, int] = {}
        self._hidden = 0
        self._hiding_names: set[str] = set()

    def open(self, name: str, attributes: dict[str, str | None]) -> None:
        if name == "img":
            self._picture(attributes.get("alt") or "")
        self._break(name)
        if name in _VOID:
            return
        if name in {"p", "li", "td", "th", "tr"} and self._open and self._open[-1][0] == name:
            self.close(name)
        if (
            name == "a"
            and (target := (attributes.get("href") or "").strip())
            and not target.startswith("#")
            and len(self.links) < MOST_LINKS
        ):
            self.links[target.removeprefix("mailto:")] = None
        hides = self._is_hidden(attributes)
        self._open.append((name, hides))
        self._count[name] = self._count.get(name, 0) + 1
        self._hidden += hides

    def close(self, name: str) -> None:
        if self._count.get(name):
            closed = ""
            while closed != name:
                closed, hid = self._open.pop()
                self._count[closed] -= 1
                self._hidden -= hid
        self._break(name)

    def say(self, text: str) -> None:
        if self._open and self._open[-1][0] in _UNSEEN:
            if self._open[-1][0] == "style":
                self._hiding_names |= {name.lower() for name in _HIDING_RULE.findall(text)}
            return
        if self._count.get("pre") or self._count.get("textarea"):
            said = text.replace("\r\n", "\n").replace("\r", "\n")
        else:
            said = _SPACE.sub(" ", text)
            if not self.pieces or self.pieces[-1][-1] in " \n":
                said = said.lstrip(" ")
        if said:
            self.pieces.append(said)
            self.hides |= bool(self._hidden and said.strip())

    def _picture(self, alternative: str) -> None:
        # mail programs send emoji as pictures; other pictures are attachments, and their names would be noise
        if alternative.strip() and not any(character.isalnum() for character in alternative):
            self.pieces.append(alternative.strip())

    def _break(self, name: str) -> None:
        if name == "br" or name in _PARAGRAPHS or name in _LINES:
            ends = "\n\n" if name in _PARAGRAPHS else "\n"
            if name == "br" or (self.pieces and not self.pieces[-1].endswith(ends)):
                self.pieces.append(ends)
        elif name in _CELLS and self.pieces and self.pieces[-1][-1] not in " \n":
            self.pieces.append("  ")

    def _is_hidden(self, attributes: dict[str, str | None]) -> bool:
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower().split()
        return (
            "hidden" in attributes
            or bool(_HIDING.search(attributes.get("style") or ""))
            or not self._hiding_names.isdisjoint(names)
        )
