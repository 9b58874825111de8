"""Content-Transfer-Encoding undone: base64, quoted-printable and uuencode, damaged or not."""

import binascii
import re
from itertools import islice
from typing import NamedTuple

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_EQUALS = re.compile(rb"=[^A-Za-z0-9+/]*")
_BOUNDARY = re.compile(rb"^--", re.MULTILINE)
_MOST_NOISE = 1_000  # equals signs that are passed over
_LOOKED_AT = 1_000  # bytes in which words are looked for
_SHORTEST = 8  # letters; no file is smaller than two groups of four and has one letter over
# names without their hyphens and spaces: `7-bit`, `quoted printable` and `base 64` are written too
_NOT_OF_A_NAME = re.compile(r"\([^()]*\)|[^a-z0-9]")
_AS_IS = frozenset({"", "7bit", "8bit", "binary", "none"})
_UUENCODE = frozenset({"xuuencode", "uuencode", "uue", "xuue"})


class Content(NamedTuple):
    """The bytes of a part."""

    content: bytes
    damaged: bool = False
    """Something did not fit the encoding and was passed over."""
    unknown: bool = False
    """Nobody knows this encoding: the bytes are as they came."""


def decode(payload: bytes, encoding: str, *, words: bool = False) -> Content:
    """The bytes that the sender encoded; `encoding` is the header's value. Never raises.

    `words` says that they are a text: then words under the name of base64 are taken as they stand.
    """
    name = _NOT_OF_A_NAME.sub("", encoding.partition(";")[0].lower())
    if name == "base64":
        return base64(payload) if _is_base64(payload, words=words) else Content(payload.strip(b"\r\n"), damaged=True)
    if name == "quotedprintable":
        return quoted_printable(payload)
    if name in _UUENCODE:
        return uuencode(payload)
    return Content(payload, unknown=name not in _AS_IS)


def base64(payload: bytes) -> Content:
    """Up to the padding: footers that lists add behind it are no base64. What is incomplete is given as far as it goes."""
    end = _padding(payload)
    body, behind = payload[:end], payload[end:]
    letters = _NOT_BASE64.sub(b"", body)
    # a stray letter says less than a byte: it cannot be decoded
    whole = len(letters) - (len(letters) % 4 == 1)
    foreign = len(letters) + sum(map(body.count, (b"\r", b"\n", b" ", b"\t"))) != len(body)
    damaged = foreign or bool(behind.strip(b"= \t\r\n")) or whole != len(letters) or (bool(whole % 4) and not behind)
    return Content(binascii.a2b_base64(letters[:whole] + b"=" * (-whole % 4)), damaged)


def _padding(payload: bytes) -> int:
    """Where the padding begins: at an equals sign that ends a group of four; another one is noise, as `binascii` reads it.

    Or where the next part begins, in a mail that does not say so.
    """
    boundary = _BOUNDARY.search(payload)
    end = boundary.start() if boundary else len(payload)
    letters, done = 0, 0
    for sign in islice(_EQUALS.finditer(payload, 0, end), _MOST_NOISE):
        letters += len(_NOT_BASE64.sub(b"", payload[done : sign.start()]))
        if letters % 4 + sign[0].count(b"=") >= 4 and letters % 4 >= 2:  # one letter is no byte yet
            return sign.start()
        done = sign.end()
    return end


def _is_base64(payload: bytes, *, words: bool) -> bool:
    """Whether it may be what its header says: many programs say base64 and send words."""
    lines = [line.strip() for line in payload[:_LOOKED_AT].splitlines() if line.strip()][:5]
    if len(lines) == 1 and len(lines[0]) < _SHORTEST and len(_NOT_BASE64.sub(b"", lines[0])) % 4 == 1:
        return False
    padded = next((number for number, line in enumerate(lines) if line.endswith(b"=")), len(lines))
    gaps = sum(b" " in line for line in lines[:padded])
    return not words or 2 * gaps <= padded


def quoted_printable(payload: bytes) -> Content:
    """Escapes that are none stay as they are."""
    damaged = re.search(rb"=(?![0-9A-Fa-f]{2}|[ \t]*(?:\r?\n|\Z))", payload) is not None
    return Content(binascii.a2b_qp(payload), damaged)


def uuencode(payload: bytes) -> Content:
    """What stands between `begin` and `end`."""
    lines = payload.splitlines()
    first = next((number for number, line in enumerate(lines) if line.startswith(b"begin ")), None)
    if first is None:
        return Content(payload, damaged=True)
    content = bytearray()
    damaged = False
    for line in lines[first + 1 :]:
        if line.rstrip() == b"end":
            return Content(bytes(content), damaged)
        decoded = uuencoded_line(line)
        damaged |= decoded is None
        content += decoded or b""
    return Content(bytes(content), damaged=True)


def uuencoded_line(line: bytes) -> bytes | None:
    """One line of uuencode, `None` if it is no such line."""
    stripped = line.rstrip(b"\r\n")
    if not stripped:
        return b""
    try:
        return binascii.a2b_uu(stripped)
    except binascii.Error:
        # some programs count the padding of the last line wrongly: its own length byte says what is meant
        length = (((stripped[0] - 32) & 63) * 4 + 5) // 3
        try:
            return binascii.a2b_uu(stripped[:length])
        except binascii.Error:
            return None
