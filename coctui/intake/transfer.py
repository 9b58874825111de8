"""Content-Transfer-Encoding undone: base64, quoted-printable and uuencode, damaged or not."""

import binascii
import re
from typing import NamedTuple

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_AS_IS = frozenset({"", "7bit", "8bit", "binary", "7-bit", "8-bit", "none"})
_UUENCODE = frozenset({"x-uuencode", "uuencode", "uue", "x-uue"})


class Content(NamedTuple):
    """The bytes of a part."""

    content: bytes
    damaged: bool = False
    """Something did not fit the encoding and was passed over."""
    unknown: bool = False
    """Nobody knows this encoding: the bytes are as they came."""


def decode(payload: bytes, encoding: str) -> Content:
    """The bytes that the sender encoded; `encoding` is the header's value. Never raises."""
    name = encoding.partition(";")[0].partition("(")[0].strip(" \t\r\n\"'").lower()
    if name == "base64":
        return base64(payload)
    if name == "quoted-printable":
        return quoted_printable(payload)
    if name in _UUENCODE:
        return uuencode(payload)
    return Content(payload, unknown=name not in _AS_IS)


def base64(payload: bytes) -> Content:
    """Up to the padding: footers that lists add behind it are no base64. What is incomplete is given as far as it goes."""
    body, padding, behind = payload.partition(b"=")
    letters = _NOT_BASE64.sub(b"", body)
    # a stray letter says less than a byte: it cannot be decoded
    whole = len(letters) - (len(letters) % 4 == 1)
    foreign = len(letters) + sum(map(body.count, (b"\r", b"\n", b" ", b"\t"))) != len(body)
    damaged = foreign or bool(behind.strip(b"= \t\r\n")) or whole != len(letters) or (bool(whole % 4) and not padding)
    return Content(binascii.a2b_base64(letters[:whole] + b"=" * (-whole % 4)), damaged)


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
