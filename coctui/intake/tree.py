"""The parts of a mail: the standard library's parser (compat32), fenced in so that no mail makes it slow or deep.

The fence is in what a part says of itself while it is parsed. A message inside a message says it is text, so the parser
does not descend, and its bytes stay as they came; so does a multipart that lies too deep. Too many parts end the parse.
"""

import re
from collections.abc import Iterator
from email import policy
from email.errors import CloseBoundaryNotFoundDefect, MessageDefect, MissingHeaderBodySeparatorDefect
from email.message import Message
from email.parser import BytesParser
from functools import partial
from typing import NamedTuple, cast

from coctui.intake import headers
from coctui.intake.notice import Notice

DEEPEST = 120
"""Multiparts in multiparts; honest mail has four or five, tests of mail programs fifty."""

_COMPARISONS = 40_000_000  # of a line with a boundary; five seconds
_LEAST_DEEP = 6

MOST_PARTS = 1_000
"""Parts of one mail; 5,000 take a second, and there is no bound without this."""

_FIELD = re.compile(rb"[!-9;-~]+:")
_KNOWN_FIELD = re.compile(
    rb"(?:from|to|cc|bcc|reply-to|sender|subject|date|message-id|in-reply-to|references|received|return-path"
    rb"|delivered-to|mime-version|content-[a-z-]+|list-[a-z-]+|dkim-signature|authentication-results|x-[a-z0-9-]+):",
    re.IGNORECASE,
)
_BROKEN_FIELD = re.compile(rb"(?=[!-~]{0,60}[^\s!-~])[^\s:]{1,60}:")
_MEDIA_TYPE = re.compile(r"[\s\"']*([^\s/;,\"'=]+)\s*/\s*([^\s/;,\"'=]+)")
_SPACE_BEFORE_COLON = re.compile(rb"([!-9;-~]+)[ \t]+:")
_BOUNDARY_LINE = re.compile(rb"^--([!-~](?:[ -~]{0,68}[!-~])?)[ \t]*\r?\n(?=content-)", re.IGNORECASE | re.MULTILINE)
_LOST_FIELD = re.compile(rb"^content-[a-z-]+[ \t]*:", re.IGNORECASE | re.MULTILINE)
_BLANK_LINE = re.compile(rb"\n(?=\r?\n)|\r(?=\r)")
_LONGEST_HEADERS = 1_000_000  # bytes; mended only within these


class Part(Message):
    """A part that knows how deep it lies and lets the parser in only so far."""

    depth = 0

    def __init__(self, policy: policy.Compat32 = policy.compat32, deepest: int = DEEPEST) -> None:
        super().__init__(policy=policy)
        self.deepest = deepest
        self.root: Part = self
        self._encoding: str | None = None
        # these two count at the root only
        self.parts = 1
        self.recovered = False
        self.charset: str | None = None

    def attach(self, payload: Message) -> None:  # type: ignore[override]
        """Takes a part in, counts it, and ends the parse at `MOST_PARTS`."""
        part = cast("Part", payload)
        part.depth, part.root = self.depth + 1, self.root
        self.root.parts += 1
        if self.root.parts > MOST_PARTS:
            raise _Enough(self.root)
        super().attach(part)

    def get_content_type(self) -> str:
        """What the parser is told: the declared type, or text where it must not descend."""
        declared = self.declared_type()
        if declared.startswith("message/") or (self.depth >= self.deepest and declared.startswith("multipart/")):
            return "text/plain"
        return declared

    def get_boundary(self, failobj: object = None) -> str | None:  # type: ignore[override]
        """The boundary, read without the quadratic time of the standard one."""
        del failobj
        return self.content_type().values.get("boundary", "").rstrip() or None

    def content_type(self) -> headers.Parameters:
        """`Content-Type` with its parameters."""
        return headers.parameters(headers.field(self, "content-type").value)

    def declared_type(self) -> str:
        """The media type that the part declares; text/plain where it declares none that is one (RFC 2045, 5.2)."""
        declared = self.content_type().value
        if not declared:
            return self.get_default_type()
        kind = _MEDIA_TYPE.match(declared)
        return f"{kind[1]}/{kind[2]}" if kind else "text/plain"

    def payload(self) -> bytes:
        """The body as it stands in the mail, still in its transfer encoding."""
        self.transfer_encoding()
        content = self.get_payload(decode=True)
        return content if isinstance(content, bytes) else b""

    def transfer_encoding(self) -> str:
        """`Content-Transfer-Encoding` as stated."""
        if self._encoding is None:
            self._encoding = headers.field(self, "content-transfer-encoding").value
            # without this header the library gives the bytes as they are; its own decoding loses damaged ones
            del self["content-transfer-encoding"]
        return self._encoding


class _Enough(Exception):
    def __init__(self, root: Part) -> None:
        super().__init__()
        self.root = root


class Tree(NamedTuple):
    """A mail taken apart, and what had to be done for it."""

    root: Part
    notices: tuple[Notice, ...] = ()

    def leaves(self) -> Iterator[tuple[Part, Notice | None]]:
        """Every part that holds no parts, in the order of the mail; with what there is to say about its place."""
        yield from _leaves(self.root)

    def defects(self) -> Iterator[Notice]:
        """What the parser met on the way."""
        for part in self.root.walk():
            defects: list[MessageDefect] = part.defects
            if any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in defects):
                yield Notice.CUT_OFF
            if isinstance(part.epilogue, str) and part.epilogue.strip():
                yield Notice.OUTSIDE_TEXT


def parse(data: bytes) -> Tree:
    """The parts of a mail, from its bytes. Bytes that are no mail give one part without headers."""
    mended = _mended(data.lstrip(b"\r\n"))
    notices = (Notice.MENDED,) if mended is not None else ()
    root, whole = _parsed(data.lstrip(b"\r\n") if mended is None else mended)
    return Tree(root, notices if whole else (*notices, Notice.TOO_MANY_PARTS))


def _parsed(data: bytes) -> tuple[Part, bool]:
    try:
        # typeshed does not know that the parser's class argument decides what it gives back
        return cast("Part", BytesParser(_maker(data), policy=policy.compat32).parsebytes(data)), True
    except _Enough as enough:
        return enough.root, False


def _maker(data: bytes) -> "partial[Part]":
    """Parts that know how deep this mail is read: the parser compares each line with every boundary that is open."""
    lines = data.count(b"\n") + data.count(b"\r") + 1
    return partial(Part, deepest=max(_LEAST_DEEP, min(DEEPEST, _COMPARISONS // lines)))


def _leaves(part: Part) -> Iterator[tuple[Part, Notice | None]]:
    # asked before the payload is: for a text the library decodes it, and falls over some names of character sets
    if part.is_multipart():
        for child in part.get_payload():
            yield from _leaves(cast("Part", child))
        return
    if whole := _with_all_headers(part):
        yield from ((leaf, notice or Notice.MENDED) for leaf, notice in _leaves(whole))
    elif not part.declared_type().startswith("multipart/"):
        yield part, None
    elif part.depth >= part.deepest:
        yield part, Notice.TOO_DEEP
    elif not part.root.recovered and (found := _BOUNDARY_LINE.search(part.payload())):
        yield from _recovered(part, found[1])
    elif part.payload().strip():
        yield part, Notice.BOUNDARY_UNKNOWN


def _with_all_headers(part: Part) -> Part | None:
    """A part whose headers ended too soon, at a broken line, read again with the headers below that line."""
    if part.depth == 0 or part.root.recovered:
        return None
    if not any(isinstance(defect, MissingHeaderBodySeparatorDefect) for defect in part.defects):
        return None
    body = part.payload()
    if not _LOST_FIELD.search(body[: _end_of_headers(body)]):
        return None
    # in front, so that the broken line goes on where it did
    fields = [("Content-Transfer-Encoding", part.transfer_encoding()), *part.raw_items()]
    head = "".join(f"{name}: {value}\n" for name, value in fields if value).encode("utf-8", "surrogateescape")
    mended = _mended(head + body)
    if mended is None:
        return None
    again, _ = _parsed(mended)
    again.depth, again.recovered = part.depth, True
    return again


def _end_of_headers(body: bytes) -> int:
    found = _BLANK_LINE.search(body[:_LONGEST_HEADERS])
    return found.start() if found else 0


def _recovered(part: Part, boundary: bytes) -> Iterator[tuple[Part, Notice | None]]:
    """The parts of a multipart that names no boundary, or a wrong one, between the lines that look like one."""
    quoted = boundary.replace(b"\\", b"\\\\").replace(b'"', b'\\"')
    again, _ = _parsed(b'Content-Type: multipart/mixed; boundary="' + quoted + b'"\n\n' + part.payload())
    # once is enough: a mail built to be recovered again and again would take quadratic time
    again.recovered = True
    if not again.is_multipart():
        yield part, Notice.BOUNDARY_UNKNOWN
        return
    for child in again.get_payload():
        yield from ((leaf, notice or Notice.BOUNDARY_MISSING) for leaf, notice in _leaves(cast("Part", child)))


def _mended(data: bytes) -> bytes | None:
    """The mail with broken lines among its headers made whole, so that the headers below them are read; `None` if all is well.

    Broken are a long line whose second half lost its indentation, and a space before the colon.
    """
    head = re.match(rb"(?s).*?(?:\n|\r(?!\n))(?=\r?\n|\r)", data[:_LONGEST_HEADERS])
    if head is None:
        return None
    lines = head[0].splitlines(keepends=True)
    # where a part begins without a blank line before it, the headers are over
    ends = next((number for number, line in enumerate(lines) if line.startswith(b"--")), len(lines))
    lines, behind = lines[:ends], b"".join(lines[ends:])
    last_known = max((number for number, line in enumerate(lines) if _KNOWN_FIELD.match(line)), default=-1)
    mended = [
        _SPACE_BEFORE_COLON.sub(rb"\1:", line, count=1) if _SPACE_BEFORE_COLON.match(line) else line for line in lines
    ]
    for number, line in enumerate(mended[1:last_known], start=1):
        if line[:1] not in {b" ", b"\t"} and not _FIELD.match(line):
            # a field whose name is broken is kept apart; anything else goes on with the field above it
            mended[number] = (b"X-Broken: " if _BROKEN_FIELD.match(line) else b" ") + line
    return None if mended == lines else b"".join(mended) + behind + data[head.end() :]
