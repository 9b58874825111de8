"""Where mail comes from: a file, an mbox file, a Maildir, a folder of files."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from coctui.intake import mbox
from coctui.intake.errors import IntakeError
from coctui.intake.mail import Origin, draft, unreadable
from coctui.intake.notice import Notice
from coctui.models.draft import ReportDraft

_SUFFIXES = frozenset({".eml", ".emlx", ".mbox", ".mbx"})
_SNIFFED = 512  # bytes


def read(path: Path, now: datetime) -> Iterator[ReportDraft]:
    """Every mail in a `.eml` file, an mbox file (known by its first line, not its name), a Maildir or a folder of files.

    `now` decides which times are in the future or long ago. A mail that cannot be read is a draft with `readable=False`.

    Raises `IntakeError` at once if the path cannot be opened or holds no mail.
    """
    try:
        if path.is_dir():
            files = _files(path)
            return _folder(files, now)
        if not path.is_file() and path.exists():
            raise IntakeError("That is neither a file nor a folder: give one of them.")  # a device may never end
        opened = path.open("rb")
    except FileNotFoundError:
        raise IntakeError("There is no such file or folder: check the path.") from None
    except (OSError, ValueError):
        raise IntakeError("The file or folder could not be opened: check that it may be read.") from None
    return _file(path, opened, now)


def _files(folder: Path) -> list[Path]:
    maildir = [folder / "cur", folder / "new"]
    if any(box.is_dir() for box in maildir):
        files = [file for box in maildir if box.is_dir() for file in box.iterdir() if not file.name.startswith(".")]
    else:
        files = [file for file in folder.iterdir() if file.suffix.lower() in _SUFFIXES]
    found = sorted(file for file in files if file.is_file())
    if not found:
        raise IntakeError("The folder holds no mail: give a folder of .eml files, a Maildir, or a file.")
    return found


def _folder(files: list[Path], now: datetime) -> Iterator[ReportDraft]:
    for file in files:
        try:
            opened = file.open("rb")
        except OSError:
            yield unreadable(b"", Origin(str(file)), now.astimezone(UTC), Notice.UNOPENED)
            continue
        yield from _file(file, opened, now)


def _file(path: Path, opened: BinaryIO, now: datetime) -> Iterator[ReportDraft]:
    with opened as file:
        try:
            start = file.read(_SNIFFED)
            file.seek(0)
            if mbox.begins_mbox(start):
                for stored in mbox.mails(file):
                    yield draft(stored.raw, Origin(str(path), stored.filed, mbox=True), now)
                return
            raw = file.read()
            filed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        except (OSError, ValueError, OverflowError):
            yield unreadable(b"", Origin(str(path)), now.astimezone(UTC), Notice.UNOPENED)
            return
    yield draft(raw, Origin(str(path), filed), now)
