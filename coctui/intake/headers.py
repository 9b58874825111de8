"""Header fields: unfolded, their letters decoded, their parameters taken apart. Nothing in here raises on any input.

Done here and not by the standard library because its readers raise late (a year out of range, a line end inside an
encoded word), recurse on brackets, lose raw 8-bit letters, and take quadratic time on hostile parameters.
"""

import re
from email.message import Message
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from coctui.intake import charset, transfer

LONGEST = 16_000
"""Characters of a header that are read; the work for one is linear in this, and no honest one is near it."""

_FOLD = re.compile(r"(?:\r\n|\r|\n)+[ \t]*")
_WORD_START = re.compile(r"=\?([^?*\s=]{1,60})(?:\*[^?\s]{0,60})?\?([BbQq])\?")
# a semicolon comes before each parameter; some programs forget it behind the value and behind a closing quote
_VALUE = re.compile(r"[^;]*?(?=;|\s{1,20}[^\s=;\"/]{1,60}\s{0,5}=|\Z)")
_PARAMETER = re.compile(r'(?:;|(?<=")\s|\A\s)\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)', re.DOTALL)
_SECTION = re.compile(r"([^*]+)(?:\*(\d{1,4}))?(\*)?")


class Field(NamedTuple):
    """One header as it stands in the mail."""

    value: str
    """As the parser left it: folds in, raw 8-bit bytes as surrogates. At most `LONGEST` characters."""
    repeated: bool = False
    """Given more than once, with another value."""
    cut: bool = False


def field(message: Message, name: str) -> Field:
    """The first field of this name that says anything; an empty value if there is none."""
    values = [value for value in all_fields(message, name) if value.strip()]
    if not values:
        return Field("")
    return Field(values[0][:LONGEST], len(set(values)) > 1, len(values[0]) > LONGEST)


def all_fields(message: Message, name: str) -> list[str]:
    """Every field of this name from the top down, uncut."""
    return [str(value) for key, value in message.raw_items() if key.strip().lower() == name]


def text(value: str, label: str | None = None) -> str:
    """A header as a person reads it: one line, encoded words and raw 8-bit letters decoded; `label` as in `letters`."""
    return _FOLD.sub(" ", words(letters(_FOLD.sub(" ", value), label))).strip()


def letters(value: str, label: str | None = None) -> str:
    """Raw 8-bit bytes, which the parser keeps as surrogates, as letters: UTF-8, else what `label` names, else windows-1252."""
    if value.isascii():
        return value
    return charset.undeclared(value.encode("utf-8", "surrogateescape"), label).text


def word_charsets(value: str) -> list[str]:
    """The character sets that the encoded words of a header name."""
    return [start[1].lower() for start in _WORD_START.finditer(value)]


def words(value: str) -> str:
    """Encoded words (RFC 2047) decoded, also where they stand in quotes or touch other text, as many programs write them.

    Neighbours in one character set are joined as bytes before they are decoded: some programs split inside a letter.
    """
    done: list[str] = []
    pending, pending_set = b"", ""
    position = 0
    while start := _WORD_START.search(value, position):
        end = value.find("?=", start.end())
        if end < 0:
            break
        between = value[position : start.start()]
        label = start[1].lower()
        if not (pending_set and not between.strip() and label == pending_set):
            done.append(_decoded(pending, pending_set))
            pending = b""
            # white space between two encoded words is there for folding only
            done.append(between if between.strip() or not pending_set else "")
        pending += _word(value[start.end() : end], start[2])
        pending_set = label
        position = end + 2
    done += [_decoded(pending, pending_set), value[position:]]
    return "".join(done)


def _word(encoded: str, kind: str) -> bytes:
    raw = encoded.encode("utf-8", "surrogateescape")
    return (
        transfer.base64(raw).content if kind in "Bb" else transfer.quoted_printable(raw.replace(b"_", b"=20")).content
    )


def _decoded(data: bytes, label: str) -> str:
    return charset.decode(data, label).text if data else ""


class Parameters(NamedTuple):
    """A value with parameters, as in `Content-Type` and `Content-Disposition`."""

    value: str
    """Lower case, without comments."""
    values: dict[str, str]
    """Decoded; names in lower case."""

    def token(self, name: str) -> str:
        """A parameter that is one word: its quotes, comments and what follows a space taken off."""
        return (self.values.get(name, "").split() or [""])[0].strip("'\"")


def parameters(value: str, label: str | None = None) -> Parameters:
    """Takes a header's parameters apart, continued and encoded ones (RFC 2231) joined; the first of equal names counts.

    `label` is the character set of raw 8-bit letters that are not UTF-8.
    """
    line = letters(_FOLD.sub(" ", value), label).strip()
    found = _VALUE.match(line)
    main, rest = (found[0], line[found.end() :]) if found else (line, "")
    plain: dict[str, str] = {}
    sections: dict[str, dict[int, tuple[str, bool]]] = {}
    for match in _PARAMETER.finditer(rest):
        section = _SECTION.fullmatch(match[1].lower())
        content = _unquoted(match[2].strip())
        if section is None:
            continue
        name, number, encoded = section.groups()
        if number is None and not encoded:
            plain.setdefault(name, words(content))
        else:
            sections.setdefault(name, {}).setdefault(int(number or 0), (content, bool(encoded)))
    joined = {name: _joined(parts) for name, parts in sections.items()}
    return Parameters(main.partition("(")[0].strip().lower(), plain | {k: v for k, v in joined.items() if v})


def _unquoted(value: str) -> str:
    if not value.startswith('"'):
        return value
    inner = value[1:-1] if value.endswith('"') and len(value) > 1 else value[1:]
    # only these two: a path of Windows in quotes keeps its backslashes, and so its last part can be found
    return inner.replace('\\"', '"').replace("\\\\", "\\")


def _joined(sections: dict[int, tuple[str, bool]]) -> str:
    """The parts of a parameter (`name*0*=utf-8''a%20`, `name*1=b`) in their order, decoded as a whole."""
    label = ""
    data = b""
    for number, (content, encoded) in sorted(sections.items()):
        value = content
        if encoded and not data and value.count("'") >= 2 and number in {0, 1}:
            label, _, value = value.split("'", 2)
        raw = value.encode("utf-8", "replace")
        data += unquote_to_bytes(raw) if encoded else raw
    return words(charset.decode(data, label or None).text)
