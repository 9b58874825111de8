"""Files that come with a mail: their names, and what they are whatever they say."""

import hashlib

import puremagic

from coctui.intake import headers
from coctui.intake.notice import Notice
from coctui.intake.tree import Part
from coctui.models.draft import DraftAttachment

_SURE = 0.3
"""puremagic's confidence: a tenth for each byte that matched; two bytes (`BM`, `MZ`) may be the start of a text."""

_UNDECLARED = frozenset(
    {"application/octet-stream", "application/unknown", "application/x-unknown", "binary/octet-stream"}
)
_TEXTUAL = ("text/", "message/", "application/pgp", "application/json", "application/xml")
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# by their first bytes: puremagic names a zip or an OLE file after one of the many formats built on it
_FIRST_BYTES = {
    b"MZ": "application/vnd.microsoft.portable-executable",
    b"\x7fELF": "application/x-executable",
    b"\xcf\xfa\xed\xfe": "application/x-mach-binary",
    b"#!": "text/x-script",
}
_PROGRAMS = frozenset(_FIRST_BYTES.values())
_SAME = {
    "image/jpg": "image/jpeg",
    "image/pjpeg": "image/jpeg",
    "image/x-png": "image/png",
    "image/bmp": "image/x-ms-bmp",
    "image/x-bmp": "image/x-ms-bmp",
    "application/x-pdf": "application/pdf",
    "application/x-zip-compressed": "application/zip",
    "application/x-zip": "application/zip",
    "application/gzip": "application/x-gzip",
    "text/rtf": "application/rtf",
    "audio/mp3": "audio/mpeg",
    "audio/x-wav": "audio/wav",
    "audio/x-m4a": "audio/mp4",
    "application/x-msdownload": "application/vnd.microsoft.portable-executable",
    "application/x-msdos-program": "application/vnd.microsoft.portable-executable",
    "application/x-dosexec": "application/vnd.microsoft.portable-executable",
}
# what is built on zip and on OLE, as far as mail declares it
_ON_ZIP = (
    "application/vnd.openxmlformats",
    "application/vnd.oasis",
    "application/epub",
    "application/java",
    "application/vnd.apple",
)
_ON_OLE = ("application/msword", "application/vnd.ms-", "application/x-ole")


def of_part(part: Part, content: bytes) -> DraftAttachment:
    """The attachment that a part holds; `content` is its decoded payload."""
    return of_bytes(stated_name(part), part.declared_type(), content)


def of_bytes(name: str, declared: str, content: bytes) -> DraftAttachment:
    """An attachment with its size, its hash and its real type."""
    return DraftAttachment(
        name=name,
        type=declared,
        real_type=real_type(declared, content),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
    )


def stated_name(part: Part) -> str:
    """The file name that a part states, in `Content-Disposition` or else in `Content-Type`; `""` if none."""
    label = part.root.charset
    stated = headers.parameters(headers.field(part, "content-disposition").value, label).values.get("filename", "")
    declared = headers.parameters(headers.field(part, "content-type").value, label).values.get("name", "")
    return (stated or declared).strip()


def real_type(declared: str, content: bytes) -> str | None:
    """What the bytes are, where that is known and is not what is declared."""
    for start, kind in _FIRST_BYTES.items():
        # two letters begin a program only if bytes follow that no text has
        if content.startswith(start) and (start == b"#!" or b"\0" in content[:512]):
            return None if _normal(declared) == kind or (start == b"#!" and declared.startswith("text/")) else kind
    if declared.startswith(_TEXTUAL) and b"\0" not in content and not content.startswith((b"%PDF-", b"\x89PNG")):
        return None
    if content.startswith(_ZIP):
        return None if _is(declared, "application/zip", _ON_ZIP) else "application/zip"
    if content.startswith(_OLE):
        return None if _is(declared, "application/x-ole-storage", _ON_OLE) else "application/x-ole-storage"
    kinds = _recognised(content)
    return None if not kinds or _normal(declared) in map(_normal, kinds) else kinds[0]


def notices(file: DraftAttachment, number: int) -> list[str]:
    """What there is to say about an attachment; it stands at place `number` in its mail."""
    said = []
    if file.real_type and file.type not in _UNDECLARED:
        said.append(Notice.OTHER_TYPE.about(number))
    if (file.real_type or _normal(file.type)) in _PROGRAMS:
        said.append(Notice.PROGRAM.about(number))
    return said


def _is(declared: str, kind: str, built_on_it: tuple[str, ...]) -> bool:
    return _normal(declared) == kind or declared.startswith(built_on_it)


def _normal(kind: str) -> str:
    return _SAME.get(kind, kind)


def _recognised(content: bytes) -> list[str]:
    if not content:
        return []
    try:
        matches = puremagic.magic_string(content)
    except (LookupError, ValueError):
        return []
    return [match.mime_type for match in matches if match.mime_type and match.confidence >= _SURE]
