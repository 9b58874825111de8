"""Files, mbox files, Maildirs and folders, as people export them."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coctui.intake import source
from coctui.intake.errors import IntakeError
from coctui.intake.notice import Notice

NOW = datetime(2026, 12, 5, 12, 0, tzinfo=UTC)


def mail(subject: str) -> bytes:
    """A small mail."""
    return f"From: noor@example.org\nSubject: {subject}\nDate: Sat, 5 Dec 2026 10:00:00 +0000\n\nText.\n".encode()


def subjects(path: Path) -> list[str]:
    """What is found under a path."""
    return [draft.subject for draft in source.read(path, NOW)]


def test_a_file(tmp_path: Path) -> None:
    """One .eml file is one draft, and says which file it was."""
    file = tmp_path / "one.eml"
    file.write_bytes(mail("one"))
    (draft,) = source.read(file, NOW)
    assert (draft.subject, draft.path, draft.raw) == ("one", str(file), mail("one"))


def test_the_time_of_the_file_is_the_last_resort(tmp_path: Path) -> None:
    """A mail without any date counts from when its file was written, and this is said."""
    file = tmp_path / "one.eml"
    file.write_bytes(b"Subject: x\n\nText.\n")
    os.utime(file, (NOW.timestamp() - 60, NOW.timestamp() - 60))
    (draft,) = source.read(file, NOW)
    assert (draft.received, draft.received_source) == (datetime(2026, 12, 5, 11, 59, tzinfo=UTC), "file")
    assert Notice.TIME_OF_FILE in draft.warnings


SEPARATORS = [
    b"From noor@example.org Sat Dec  5 10:00:00 2026\n",
    b"From - Sat Dec 05 10:00:00 2026\n",  # Thunderbird
    b"From 1234567890@xxx Sat Dec 05 10:00:00 +0000 2026\n",  # Google
    b"From noor at example.org  Sat Dec  5 10:00:00 2026\n",  # Mailman
    b"From MAILER-DAEMON Sat Dec  5 10:00:00 UTC 2026\n",
    b"From noor@example.org\n",
]


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_an_mbox_of_any_program(tmp_path: Path, separator: bytes, end: bytes) -> None:
    """An mbox file is known by its first line, whatever its name and its line ends are."""
    file = tmp_path / "export"
    file.write_bytes((separator + mail("one") + b"\n" + separator + mail("two")).replace(b"\n", end))
    first, second = source.read(file, NOW)
    assert (first.subject, second.subject) == ("one", "two")
    assert first.raw == mail("one").replace(b"\n", end)


def test_lines_that_begin_with_from(tmp_path: Path) -> None:
    """Quoted lines are read as they were written; a line of a text that was never quoted separates nothing."""
    body = b"\n>From here on\n>>From there\n\nFrom Monday on it got worse.\n"
    file = tmp_path / "mbox"
    file.write_bytes(SEPARATORS[0] + b"Subject: one\n" + body + b"\n" + SEPARATORS[0] + mail("two"))
    first, second = source.read(file, NOW)
    assert first.text == "From here on\n>From there\n\nFrom Monday on it got worse."
    assert b">From here on" in first.raw
    assert second.subject == "two"


def test_an_mbox_without_blank_lines(tmp_path: Path) -> None:
    """Some programs forget the blank line between two mails."""
    file = tmp_path / "mbox"
    file.write_bytes(SEPARATORS[0] + mail("one") + SEPARATORS[0] + mail("two"))
    assert subjects(file) == ["one", "two"]


def test_the_separator_has_the_time(tmp_path: Path) -> None:
    """A mail in an mbox file without dates of its own was filed when its separator says."""
    file = tmp_path / "mbox"
    file.write_bytes(SEPARATORS[2] + b"Subject: x\n\nText.\n")
    (draft,) = source.read(file, NOW)
    assert (draft.received, draft.received_source) == (datetime(2026, 12, 5, 10, 0, tzinfo=UTC), "file")


def test_a_maildir(tmp_path: Path) -> None:
    """Read and unread mails of a Maildir; what is still being delivered is not there yet."""
    for box in ("cur", "new", "tmp"):
        (tmp_path / box).mkdir()
    (tmp_path / "cur" / "1:2,S").write_bytes(mail("read"))
    (tmp_path / "new" / "2").write_bytes(mail("unread"))
    (tmp_path / "tmp" / "3").write_bytes(mail("half"))
    assert subjects(tmp_path) == ["read", "unread"]


def test_a_folder_of_files(tmp_path: Path) -> None:
    """Mail files of a folder by name, and nothing else that lies there."""
    (tmp_path / "b.EML").write_bytes(mail("b"))
    (tmp_path / "a.eml").write_bytes(mail("a"))
    (tmp_path / "c.mbox").write_bytes(SEPARATORS[0] + mail("c"))
    (tmp_path / "notes.txt").write_text("no mail")
    (tmp_path / "more.eml").mkdir()
    assert subjects(tmp_path) == ["a", "b", "c"]


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    """A file that is no mail is kept as it is, and the next is read."""
    (tmp_path / "a.eml").write_bytes(b"")
    (tmp_path / "b.eml").write_bytes(mail("b"))
    first, second = source.read(tmp_path, NOW)
    assert (first.readable, second.subject) == (False, "b")


def test_a_file_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder it is a draft with a warning; alone it is an error."""
    (tmp_path / "a.eml").write_bytes(mail("a"))

    def refused(self: Path, mode: str) -> None:
        raise PermissionError(self, mode)

    monkeypatch.setattr(Path, "open", refused)
    (draft,) = source.read(tmp_path, NOW)
    assert (draft.readable, draft.warnings[0]) == (False, Notice.UNOPENED)
    with pytest.raises(IntakeError):
        source.read(tmp_path / "a.eml", NOW)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices of POSIX")
def test_what_is_neither_file_nor_folder_is_not_read(tmp_path: Path) -> None:
    """A pipe would be waited for, and a device may never end."""
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), Path("/dev/null")):
        with pytest.raises(IntakeError, match="neither a file nor a folder"):
            source.read(path, NOW)


@pytest.mark.parametrize("name", ["missing-secret.eml", "nul\0byte", "."])
def test_errors_say_what_to_do_and_no_path(tmp_path: Path, name: str) -> None:
    """A path may hold a name: the error does not repeat it, and comes before anything is read."""
    with pytest.raises(IntakeError) as caught:
        source.read(tmp_path / name, NOW)
    assert ":" in str(caught.value)
    assert str(tmp_path) not in str(caught.value)
    assert name == "." or name not in str(caught.value)
