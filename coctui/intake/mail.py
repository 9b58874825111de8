"""One mail, from its bytes to a draft: the bytes are kept first, and whatever can be read of them comes second."""

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from coctui.intake import charset, headers, plain, sender, times, tree
from coctui.intake.body import Body
from coctui.intake.notice import Notice
from coctui.models.draft import ReportDraft

LARGEST = 40 * 1024 * 1024
"""Bytes of a mail that is read: the large providers stop at 25 MB of files, 34 MB encoded. Parsing takes 12 times this
in memory. Of a larger mail the headers are read and all bytes are kept."""

_ASKED = 10  # parts that are asked for their character set
_NO_TEXT = (b"%PDF-", b"{\\rtf")
_HEADERS_OF_LARGE = 256 * 1024
_FIELDS_OF_A_MAIL = frozenset(
    {
        "from",
        "to",
        "cc",
        "bcc",
        "subject",
        "date",
        "message-id",
        "received",
        "mime-version",
        "content-type",
        "return-path",
    }
    | {"reply-to", "sender", "delivered-to", "x-mailer", "in-reply-to", "references", "x-original-to"}
)
_APPLE_LENGTH = re.compile(rb"(\d{1,10})[ \t]*\r?\n(?=[!-9;-~]+:)")
_QUOTED_SEPARATOR = re.compile(rb"\A>?From [^\r\n]*\r?\n(?=[!-9;-~]+:)")
_QUOTED_FROM = re.compile(rb"^>(?=>*From )", re.MULTILINE)


class Origin(NamedTuple):
    """Where a mail was found."""

    path: str
    filed: datetime | None = None
    """What the file says of the time, for a mail that says nothing: its own time, or the separator line of an mbox."""
    mbox: bool = False
    """Its lines that begin with `From ` were quoted."""


def from_bytes(raw: bytes, path: Path | str, now: datetime) -> ReportDraft:
    """A mail from its bytes. Never raises: what cannot be read is a draft with `readable=False`, the bytes and a warning."""
    return draft(raw, Origin(str(path)), now)


def draft(raw: bytes, origin: Origin, now: datetime) -> ReportDraft:
    """The same, with what the place where it was found adds."""
    now = now.astimezone(UTC)
    try:
        return _read(raw, origin, now)
    except Exception:  # noqa: BLE001 - a report must not be lost to a fault of a parser, whatever the fault is
        return unreadable(raw, origin, now, Notice.UNREADABLE)


def unreadable(raw: bytes, origin: Origin, now: datetime, notice: Notice) -> ReportDraft:
    """A draft of which only the bytes count."""
    received, source, notices = times.receipt(None, None, origin.filed, now)
    return ReportDraft(
        path=origin.path,
        received=received,
        received_source=source,
        warnings=(notice, *notices),
        raw=raw,
        sha256=hashlib.sha256(raw).hexdigest(),
        readable=False,
    )


def _read(raw: bytes, origin: Origin, now: datetime) -> ReportDraft:
    data = _unwrapped(raw, origin)
    if not data.strip():
        return unreadable(raw, origin, now, Notice.EMPTY)
    large = len(data) > LARGEST
    mail = tree.parse(_head(data) if large else data)
    # names with a hyphen are those of programs: no person begins a text with one and a colon
    if not any("-" in name or name.lower() in _FIELDS_OF_A_MAIL for name in mail.root):
        return _no_mail(data, unreadable(raw, origin, now, Notice.NOT_A_MAIL))
    label = mail.root.charset = _charset(mail.root)
    body = Body() if large else _body(mail)
    said = body.notices
    stated_from = headers.field(mail.root, "from").value
    first = next(iter(sender.mailboxes(stated_from, label)), sender.Mailbox("", ""))
    date = times.moment(headers.field(mail.root, "date").value)
    received, source, odd = times.receipt(times.topmost_received(mail.root), date, origin.filed, now)
    return ReportDraft(
        path=origin.path,
        subject=headers.text(headers.field(mail.root, "subject").value, label),
        sender=first.address,
        sender_name=first.name,
        stated_from=sender.stated(stated_from, label),
        date=date,
        received=received,
        received_source=source,
        text=body.text,
        html_text=body.html_text,
        links=tuple(body.links),
        attachments=tuple(body.attachments),
        warnings=tuple(dict.fromkeys([*([Notice.TOO_LARGE] if large else []), *_about_headers(mail), *odd, *said])),
        raw=raw,
        sha256=hashlib.sha256(raw).hexdigest(),
        readable=not large,
    )


def _no_mail(data: bytes, kept: ReportDraft) -> ReportDraft:
    """What was kept, with its words if it is text: somebody may have saved a mail without its headers."""
    if b"\0" in data or len(data) > LARGEST or data.startswith(_NO_TEXT):
        return kept
    return kept.model_copy(update={"text": plain.with_line_feeds(charset.decode(data, None).text).strip("\n")})


def _charset(root: tree.Part) -> str | None:
    """What the letters of a mail are in where nothing says so: what is said elsewhere in it, in a part or an encoded word."""
    said = [part.content_type().token("charset") for part in islice(root.walk(), _ASKED)]
    for name in ("subject", "from"):
        said += headers.word_charsets(headers.field(root, name).value)
    return next(filter(charset.telling, said), None)


def _body(mail: tree.Tree) -> Body:
    body = Body()
    leaves = mail.leaves()
    for part, notice in islice(leaves, tree.MOST_PARTS):
        body.add(part, notice)
    if next(leaves, None):
        body.notices.append(Notice.TOO_MANY_PARTS)
    body.finish()
    return body


def _about_headers(mail: tree.Tree) -> Iterator[Notice]:
    """What there is to say before the text is looked at."""
    yield from mail.notices
    yield from mail.defects()
    shown = {name: headers.field(mail.root, name) for name in ("from", "subject", "date")}
    if any(field.repeated for field in shown.values()):
        yield Notice.REPEATED_HEADER
    if any(field.cut for field in shown.values()):
        yield Notice.LONG_HEADER
    if not shown["date"].value:
        yield Notice.NO_DATE
    elif times.moment(shown["date"].value) is None:
        yield Notice.DATE_UNREADABLE


def _head(data: bytes) -> bytes:
    """The headers of a mail that is too large, with no body."""
    start = data[:_HEADERS_OF_LARGE].lstrip(b"\r\n")
    end = re.search(rb"\n\r?\n|\r\r", start)
    return start[: end.start() + 1] if end else start


def _unwrapped(raw: bytes, origin: Origin) -> bytes:
    """The mail without what its file put around it: Unicode marks of an editor, the length line of Apple, mbox quoting."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace").encode()
    data = _QUOTED_SEPARATOR.sub(b"", raw.removeprefix(b"\xef\xbb\xbf"))
    if apple := _APPLE_LENGTH.match(data):
        return data[apple.end() : apple.end() + int(apple[1])]
    return _QUOTED_FROM.sub(b"", data) if origin.mbox else data
