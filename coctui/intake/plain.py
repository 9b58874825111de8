"""Text of text/plain parts: format=flowed put together again, files inside the text taken out."""

import re
from typing import NamedTuple

from coctui.intake import transfer

_UU_BEGIN = re.compile(rb"begin [0-7]{3,4} (\S.*)")
_SIGNATURE = "-- "


class EnclosedFile(NamedTuple):
    """A file that stood uuencoded inside a text."""

    name: bytes
    content: bytes


def without_files(body: bytes) -> tuple[bytes, list[EnclosedFile]]:
    """The text without its uuencoded files, and the files; a block that does not decode or end stays in the text."""
    if b"begin " not in body:
        return body, []
    kept: list[bytes] = []
    files: list[EnclosedFile] = []
    name, content, begun = b"", bytearray(), -1
    for line in body.splitlines(keepends=True):
        kept.append(line)
        if begin := _UU_BEGIN.match(line):
            name, content, begun = begin[1].strip(), bytearray(), len(kept) - 1
        elif begun < 0:
            continue
        elif line.rstrip() == b"end":
            files.append(EnclosedFile(name, bytes(content)))
            del kept[begun:]
            begun = -1
        elif (decoded := transfer.uuencoded_line(line)) is None:
            begun = -1
        else:
            content += decoded
    return b"".join(kept), files


def unflowed(text: str, *, delete_space: bool) -> str:
    """A text of format=flowed (RFC 3676) with its paragraphs whole; `delete_space` is the parameter DelSp.

    Quoted lines stay as they came: programs flow quotes that they wrapped themselves, and a mark lost is a word lost.
    """
    paragraphs: list[str] = []
    open_before = False
    for line in text.split("\n"):
        if line.startswith(">"):
            paragraphs.append(line)
            open_before = False
            continue
        content = line.removeprefix(" ")
        flows = content.endswith(" ") and content != _SIGNATURE
        kept = content[:-1] if flows and delete_space else content
        # an empty line ends a paragraph, also one whose last line was left open
        if open_before and content and content != _SIGNATURE:
            paragraphs[-1] += kept
        else:
            paragraphs.append(kept)
        open_before = flows
    return "\n".join(paragraphs)


def with_line_feeds(text: str) -> str:
    """Every kind of line end as a line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
