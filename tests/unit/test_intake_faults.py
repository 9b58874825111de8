"""Faults that mails out in the world have: each of these was met in one, and is invented anew here."""

import base64
import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coctui.intake import source, transfer
from coctui.intake.mail import from_bytes
from coctui.intake.notice import Notice
from coctui.models.draft import DraftLine, ReportDraft

NOW = datetime(2026, 12, 5, 12, 0, tzinfo=UTC)
HEAD = b"From: Noor <noor@example.org>\nSubject: The chat\n"
MULTIPART = b"Content-Type: multipart/mixed; boundary=b1\n"


def read(raw: bytes) -> ReportDraft:
    """A draft of the usual headers and what follows them."""
    return from_bytes(HEAD + raw, "mail.eml", NOW)


@pytest.mark.parametrize("between", [b" \n", b"", b"This is a multi-part message.\n"])
def test_no_blank_line_before_the_first_part(between: bytes) -> None:
    """The headers end where a part begins, also behind a line of spaces or with no line between."""
    draft = read(MULTIPART + between + b"--b1\nContent-Type: text/html\n\n<p>It was loud.\n--b1--\n")
    assert (draft.subject, draft.html_text) == ("The chat", "It was loud.")


def test_an_empty_subject_takes_nothing_in() -> None:
    """A subject without words does not swallow the boundary behind it."""
    draft = from_bytes(MULTIPART + b"Subject: \n \n--b1\nContent-Type: text/plain\n\nx\n--b1--\n", "x", NOW)
    assert (draft.subject, draft.text) == ("", "x")


def test_a_field_with_a_broken_name_belongs_to_no_other() -> None:
    """A field whose name holds a control character is not taken for the rest of the sender."""
    draft = from_bytes(b"From: n@example.org\nSub\0ject: x\nSubject: y\n\nText", "x", NOW)
    assert (draft.stated_from, draft.subject) == ("n@example.org", "y")


def test_broken_headers_of_a_part_are_mended() -> None:
    """A parameter that lost its indentation hides neither the name below it nor the bytes."""
    file = base64.b64encode(b"<html>\n")
    draft = read(
        MULTIPART
        + b"\n--b1\nContent-Transfer-Encoding: base64\nContent-Type: application/zip; x-mode=0600;\nname=a.zip\n"
        + b"Content-Disposition: attachment; filename=b.zip\n\n"
        + file
        + b"\n--b1--\n"
    )
    (found,) = draft.attachments
    assert (found.name, found.type, found.content) == ("b.zip", "application/zip", b"<html>\n")
    assert Notice.MENDED in draft.warnings


@pytest.mark.slow
def test_parts_nested_deeper_than_anybody_would() -> None:
    """A hundred multiparts in each other are still read; where the mail is long too, fewer are."""
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d.\n\n--b%d.\n" % (n, n) for n in range(100))
    assert read(nested + b"\nWords.\n").text == "Words."
    assert Notice.TOO_DEEP in read(nested + b"\n" * 500_000).warnings


@pytest.mark.parametrize(
    ("stated", "kind"),
    [
        ('application/pdf name="a.pdf"', "application/pdf"),
        ("application / pdf", "application/pdf"),
        ('"application/pdf"; name=a.pdf', "application/pdf"),
        ("APPLICATION/PDF;;", "application/pdf"),
    ],
)
def test_types_written_oddly(stated: str, kind: str) -> None:
    """A media type is the two words around the slash, whatever was forgotten behind them."""
    draft = read(MULTIPART + f"\n--b1\nContent-Type: {stated}\n\nx\n--b1--\n".encode())
    assert [file.type for file in draft.attachments] == [kind]


@pytest.mark.parametrize(
    ("encoding", "payload", "text"),
    [
        ("base64", b"Dear team, it was loud.\nI left early.\n", "Dear team, it was loud.\nI left early."),
        ("base64", b"DUMMY\n", "DUMMY"),
        ("base64", b"R3LDvMOfZQ==\n--\nA list, and how to leave it\n", "Grüße"),
        ("base64", b"R3LDv=MOfZQ==", "Grüße"),
        ("Base 64", b"R3LDvMOfZQ==", "Grüße"),
        ("(x) quoted printable", b"Gr=C3=BC", "Grü"),
    ],
)
def test_encodings_that_are_not_what_they_say(encoding: str, payload: bytes, text: str) -> None:
    """Words under the name of base64 stay words; noise and odd spellings cost nothing."""
    head = f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n"
    assert read(head.encode() + payload).text == text


def test_a_file_under_base64_is_decoded_as_far_as_it_goes() -> None:
    """Only a text is looked at for words: of a file the letters are decoded."""
    assert transfer.decode(b"QUJD REVG\nR0hJ SktM\n", "base64").content == b"ABCDEFGHIJKL"
    assert transfer.decode(b"QUJD\n--next\nContent-Type: x\n", "base64").content == b"ABC"


@pytest.mark.parametrize(
    ("charset", "letters"), [("gb2312", "邮件传输"), ("big5", "我好"), ("koi8-r", "Привет"), ("shift_jis", "日本")]
)
def test_raw_letters_are_those_of_the_rest_of_the_mail(charset: str, letters: str) -> None:
    """Subject, sender, file name and text that name no character set are in the one that the mail names elsewhere."""
    raw = letters.encode(charset)
    told = f"Content-Type: text/plain; charset={charset}\n\nx\n".encode()
    named = b"--b1\nContent-Type: image/png; name=" + raw + b"\n\nx\n"
    parts = b"--b1\n" + told + b"--b1\n\n" + raw + b"\n" + named + b"--b1--\n"
    draft = from_bytes(
        b"From: " + raw + b" <n@example.org>\nSubject: " + raw + b"\n" + MULTIPART + b"\n" + parts, "x", NOW
    )
    assert (draft.subject, draft.sender_name, draft.text) == (letters, letters, f"x\n\n{letters}")
    assert draft.attachments[0].name == letters


def test_a_character_set_in_the_long_form_beside_raw_letters() -> None:
    """`charset*` with a language and 8-bit letters in the body is an ordinary text."""
    head = "Content-Type: text/plain; charset*=utf-8'en'koi8-r\n\n"
    assert read(head.encode() + "Привет".encode("koi8-r")).text == "Привет"


@pytest.mark.parametrize("label", ["iso8859_10", "cp852", "x-mac-cyrillic", "johab", "utf-32"])
def test_rarer_character_sets(label: str) -> None:
    """Sets of DOS and of older machines are known by the names that mail gives them."""
    letters = {"x-mac-cyrillic": "Привет", "johab": "한국"}.get(label, "čž")
    codec = {"x-mac-cyrillic": "mac-cyrillic"}.get(label, label)
    assert read(f"Content-Type: text/plain; charset={label}\n\n".encode() + letters.encode(codec)).text == letters


def test_a_separator_of_mbox_on_a_single_mail() -> None:
    """A mail that was cut out of an mbox file is read, also where the line in front was quoted."""
    for line in (b"From noor Sat Dec  5 10:00:00 2026\n", b">From noor Sat Dec  5 10:00:00 2026\n"):
        assert from_bytes(line + HEAD + b"\nText", "x", NOW).subject == "The chat"


def test_separators_without_a_date(tmp_path: Path) -> None:
    """Lines equal to the first one separate mails, blank line or not."""
    file = tmp_path / "mbox"
    file.write_bytes((b"From - \n" + HEAD + b"\nText\n") * 3)
    assert [draft.text for draft in source.read(file, NOW)] == ["Text"] * 3


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ("Fwd: what (1)?.eml", "Fwd: what (1)?.eml"),
        ("C:/notes/a:b.txt", "a:b.txt"),
        ("../a\u202eb.txt", "ab.txt"),
        ("CON.txt", "_CON.txt"),
    ],
)
def test_names_are_shown_as_stated(stated: str, shown: str) -> None:
    """`--dry-run` shows a name as the mail states it, without folders and what a terminal must not get."""
    name = base64.b64encode(stated.encode()).decode()
    part = f'--b1\nContent-Type: image/png; name="=?utf-8?B?{name}?="\n\nx\n--b1--\n'
    (file,) = DraftLine.of(read(MULTIPART + b"\n" + part.encode())).attachments
    assert (file.name, file.sha256) == (shown, hashlib.sha256(b"x").hexdigest())
