"""Mails of many programs, whole, broken and hostile, read into drafts."""

import base64
import hashlib
import json
import quopri
from datetime import UTC, datetime

import pytest

from coctui.intake.mail import LARGEST, from_bytes
from coctui.intake.notice import Notice
from coctui.models.draft import DraftLine, ReportDraft

NOW = datetime(2026, 12, 5, 12, 0, tzinfo=UTC)
HEAD = b"From: Noor <noor@example.org>\nSubject: The chat\nDate: Sat, 5 Dec 2026 10:00:00 +0100\n"


def read(body: str | bytes, head: bytes = HEAD) -> ReportDraft:
    """A draft of the usual headers, more of them, and a body."""
    return from_bytes(head + (body.encode() if isinstance(body, str) else body), "mail.eml", NOW)


def multipart(*parts: str, kind: str = "mixed") -> str:
    """A multipart body with its header, from parts with theirs."""
    opened = "".join(f"--b1\n{part}\n" for part in parts)
    return f'MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary="b1"\n\n{opened}--b1--\n'


PLAIN = "Content-Type: text/plain; charset=utf-8\n\nSomebody kept writing to me."
HTML = "Content-Type: text/html; charset=utf-8\n\n<p>Somebody kept <b>writing</b> to me.</p>"
PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"\0" * 24).decode()


def test_a_plain_mail() -> None:
    """Subject, sender, times and text of the simplest mail, and its bytes as they came."""
    draft = read("\nIt happened in the hallway chat.\n")
    assert (draft.subject, draft.sender, draft.sender_name) == ("The chat", "noor@example.org", "Noor")
    assert draft.date == draft.received == datetime(2026, 12, 5, 9, 0, tzinfo=UTC)
    assert (draft.received_source, draft.text, draft.html_text) == ("date", "It happened in the hallway chat.", "")
    assert (draft.attachments, draft.warnings, draft.readable) == ((), (), True)
    assert draft.raw.endswith(b"hallway chat.\n")
    assert draft.sha256 == hashlib.sha256(draft.raw).hexdigest()


def test_alternatives_are_read_once_each() -> None:
    """Text and HTML of the same words are two texts and no contradiction."""
    draft = read(multipart(PLAIN, HTML, kind="alternative"))
    assert draft.text == draft.html_text == "Somebody kept writing to me."
    assert draft.warnings == ()


def test_alternatives_that_differ_are_flagged() -> None:
    """Plain text and HTML that say different things are both kept, and said to differ."""
    draft = read(multipart(PLAIN, HTML.replace("writing", "calling"), kind="alternative"))
    assert draft.warnings == (Notice.DISAGREE,)


def test_only_html() -> None:
    """A mail without plain text is read from its HTML."""
    draft = read(
        'Content-Type: text/html\n\n<meta charset="utf-8"><p>Caf\u00e9 &amp; <a href="https://x.example/1">this</a>'
    )
    assert (draft.text, draft.html_text, draft.links) == ("", "Café & this", ("https://x.example/1",))


def test_hidden_text_is_shown_and_flagged() -> None:
    """What a mail program would hide is evidence too."""
    draft = read('Content-Type: text/html\n\n<p>Hello</p><div style="display: none">secret</div>')
    assert draft.html_text == "Hello\n\nsecret"
    assert Notice.HIDDEN_TEXT in draft.warnings


def test_escapes_hidden_in_entities_do_not_leave() -> None:
    """Entities may decode to control characters; the line for `--dry-run` is clean all the same."""
    line = DraftLine.of(read("Content-Type: text/html\n\n<p>&#27;]52;c;eA==&#7; &#x202e;x</p>"))
    assert line.html_text == "�]52;c;eA==� �x"


def test_attachments_are_exact() -> None:
    """Name, declared type, size and hash of a file, and its bytes to the last one."""
    content = bytes(range(256)) * 3
    body = base64.encodebytes(content).decode()
    part = f'Content-Type: application/pdf\nContent-Disposition: attachment; filename="a.pdf"\nContent-Transfer-Encoding: base64\n\n{body}'
    (file,) = read(multipart(PLAIN, part)).attachments
    assert (file.name, file.type, file.size, file.content) == ("a.pdf", "application/pdf", 768, content)
    assert file.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    "headers",
    [
        "Content-Type: text/plain\nContent-Disposition: attachment; filename=log.txt",
        "Content-Type: text/plain\nContent-Disposition: attachment",
        "Content-Type: text/plain; name=log.txt",
        "Content-Type: text/html\nContent-Disposition: inline; filename=page.html",
        "Content-Type: text/calendar; method=REQUEST",
        "Content-Type: image/png\nContent-ID: <x>",
        "Content-Type: message/delivery-status",
        "Content-Type: application/pgp-signature; name=signature.asc",
    ],
)
def test_what_is_an_attachment(headers: str) -> None:
    """Files, pictures, invitations and signatures are attachments, a text that is a file too."""
    draft = read(multipart(PLAIN, f"{headers}\n\nline one\n"))
    assert draft.text == "Somebody kept writing to me."
    assert [file.content for file in draft.attachments] == [b"line one\n"]


def test_texts_around_a_picture_are_joined() -> None:
    """Apple Mail cuts the text where a picture stands."""
    picture = f"Content-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64\n\n{PICTURE}"
    draft = read(multipart(PLAIN, picture, "Content-Type: text/plain\n\nAnd then this."))
    assert draft.text == "Somebody kept writing to me.\n\nAnd then this."
    assert [file.name for file in draft.attachments] == ["a.png"]


def test_related_in_alternative_in_mixed() -> None:
    """Outlook nests three deep."""
    related = multipart(
        HTML, f"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\n{PICTURE}", kind="related"
    )
    alternative = multipart(PLAIN, related.replace("b1", "b3"), kind="alternative").replace("b1", "b2")
    draft = read(multipart(alternative.replace("MIME-Version: 1.0\n", "")))
    assert draft.text == draft.html_text
    assert [file.type for file in draft.attachments] == ["image/png"]


def test_an_enclosed_message_is_an_attachment_byte_for_byte() -> None:
    """A forwarded message stays as it was, with its own headers and line ends, and is not mixed into the text."""
    inner = "From: Ilse <ilse@example.org>\r\nSubject:  odd   spacing\r\n\r\nInner text.\r\n"
    draft = read(multipart(PLAIN, f"Content-Type: message/rfc822\n\n{inner}"))
    assert draft.text == "Somebody kept writing to me."
    assert draft.attachments[0].content == inner.encode()
    assert Notice.ENCLOSED in draft.warnings


def test_a_digest_encloses_messages() -> None:
    """Parts of a digest are messages without saying so."""
    draft = read(multipart("\nSubject: one\n\nx", "\nSubject: two\n\ny", kind="digest"))
    assert [file.type for file in draft.attachments] == ["message/rfc822"] * 2


def test_flowed_text_is_put_together() -> None:
    """Paragraphs of format=flowed are whole again; quotes keep every mark, and the signature stays apart."""
    body = "Hello \n\nOne line that \nflows on.\n> quoted \n> too\n  stuffed\n-- \nNoor"
    draft = read(f"Content-Type: text/plain; format=flowed\n\n{body}")
    assert draft.text == "Hello \n\nOne line that flows on.\n> quoted \n> too\n stuffed\n-- \nNoor"
    joined = read("Content-Type: text/plain; format=flowed; delsp=yes\n\n日 \n本")
    assert joined.text == "日本"


def test_uuencoded_files_are_taken_out() -> None:
    """A file inside the text becomes an attachment; words that only look like one stay."""
    draft = read("\nlook\nbegin 644 a.txt\n#:&D*\n`\nend\nafter\n")
    assert draft.text == "look\nafter"
    assert [(file.name, file.content) for file in draft.attachments] == [("a.txt", b"hi\n")]
    assert read("\nbegin 100 years\nof solitude\n").attachments == ()


@pytest.mark.parametrize(
    ("encoding", "payload", "text", "said"),
    [
        ("base64", base64.encodebytes("Grüße".encode()), "Grüße", None),
        ("BASE64 ", b"R3LDvMOfZQ==\n_______\nA list's footer", "Grüße", Notice.DAMAGED_ENCODING),
        ('"base64"', b"R3LDvMOfZ", "Grüß", Notice.DAMAGED_ENCODING),
        ("base64", b"R3LD!vMOfZQ==", "Grüße", Notice.DAMAGED_ENCODING),
        ("quoted-printable", quopri.encodestring("Grüße".encode()), "Grüße", None),
        ("Quoted-Printable", b"soft =\nbreak =C3=BC =zz", "soft break ü =zz", Notice.DAMAGED_ENCODING),
        ("x-uuencode", b"begin 644 x\n#:&D*\n`\nend\n", "hi", None),
        ("8bit", "Grüße".encode(), "Grüße", None),
        ("x-mystery", b"plain", "plain", Notice.UNKNOWN_ENCODING),
    ],
)
def test_transfer_encodings(encoding: str, payload: bytes, text: str, said: Notice | None) -> None:
    """Bodies are decoded, and damage is said."""
    draft = read(
        f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n".encode() + payload
    )
    assert draft.text == text
    assert draft.warnings == ((said,) if said else ())


def test_a_missing_boundary_is_worked_out() -> None:
    """Parts are found where the header forgot to say what separates them, or said it wrongly."""
    whole = multipart(PLAIN, HTML)
    for broken in (whole.replace('; boundary="b1"', ""), whole.replace('boundary="b1"', "boundary=other")):
        draft = read(broken)
        assert draft.text == draft.html_text == "Somebody kept writing to me."
        assert Notice.BOUNDARY_MISSING in draft.warnings


def test_no_parts_at_all() -> None:
    """A multipart without any part is shown as the text that it is."""
    draft = read("Content-Type: multipart/mixed\n\nJust words.\n")
    assert (draft.text, draft.warnings) == ("Just words.", (Notice.BOUNDARY_UNKNOWN,))


def test_a_mail_that_was_cut_off() -> None:
    """What arrived is read, and that something is missing is said."""
    draft = read(multipart(PLAIN, HTML).replace("--b1--\n", ""))
    assert draft.text == draft.html_text
    assert draft.warnings == (Notice.CUT_OFF,)


def test_text_behind_the_last_part() -> None:
    """Text outside the parts is pointed at."""
    assert Notice.OUTSIDE_TEXT in read(multipart(PLAIN) + "one more thing\n").warnings


def test_broken_header_lines_are_mended() -> None:
    """A line that lost its indentation, or has a space before its colon, hides no header below it."""
    draft = from_bytes(b"To: a long\nline, broken\nSubject : Chat\nFrom: n@example.org\n\nText\n", "x", NOW)
    assert (draft.subject, draft.sender, draft.text) == ("Chat", "n@example.org", "Text")
    assert Notice.MENDED in draft.warnings
    crlf = from_bytes(b"Subject: a\r\nsecond\r\nFrom: n@example.org\r\n\r\nText\r\n", "x", NOW)
    assert (crlf.subject, crlf.sender, crlf.text) == ("a second", "n@example.org", "Text")


def test_the_first_of_repeated_headers_counts() -> None:
    """Two subjects: the first is shown, and the other is not passed over in silence."""
    draft = read("Subject: Another\n\nx")
    assert draft.subject == "The chat"
    assert Notice.REPEATED_HEADER in draft.warnings


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\r\n\n", b""])
def test_marks_of_editors_are_passed_over(mark: bytes) -> None:
    """A file that went through an editor is the same mail."""
    draft = from_bytes(mark + HEAD + b"\nText\n", "x", NOW)
    assert (draft.subject, draft.text, draft.raw[: len(mark)]) == ("The chat", "Text", mark)


def test_files_of_other_programs() -> None:
    """UTF-16 from an editor, and Apple's file with a length before and a list behind the mail."""
    assert from_bytes((HEAD + b"\nText\n").decode().encode("utf-16"), "x", NOW).text == "Text"
    mail = HEAD + b"\nText\n"
    assert from_bytes(b"%d\n" % len(mail) + mail + b"<?xml version='1.0'?>", "x", NOW).text == "Text"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"", ""),
        (b"\r\n\n", ""),
        (b"only words\r\n", "only words"),
        (b"\x00\xff" * 50, ""),
        (b"%PDF-1.7 no mail", ""),
        (b"Hello: you\n\nx", "Hello: you\n\nx"),
    ],
)
def test_what_is_no_mail_is_kept(raw: bytes, text: str) -> None:
    """Nothing that comes in is lost: the bytes stay, marked as unreadable, and words among them are the text."""
    draft = from_bytes(raw, "x", NOW)
    assert (draft.readable, draft.raw, draft.text, draft.received_source) == (False, raw, text, "entered")
    assert draft.warnings


def test_a_mail_that_is_too_large() -> None:
    """Its headers are read, its bytes are kept, and the limit is said."""
    draft = read(b"\n" + b"x" * LARGEST)
    assert (draft.subject, draft.readable, draft.text) == ("The chat", False, "")
    assert draft.warnings[0] == Notice.TOO_LARGE
    assert len(draft.raw) > LARGEST


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"Content-Type: message/rfc822\n\n" * 600, Notice.ENCLOSED),
        (
            b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(20_000)),
            Notice.TOO_DEEP,
        ),
        (b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 5_000, Notice.TOO_MANY_PARTS),
        (b"Content-Type: multipart/mixed\n\n" + b"--b\ncontent-type: multipart/mixed\n\n" * 5_000, None),
        (b'Content-Type: text/plain; x="' + b";" * 1_000_000 + b"\n\nx", None),
        (b"Content-Type: text/plain" + b";" * 1_000_000 + b"\n\nx", None),
        (b"To: " + b"(" * 1_000_000 + b"\n\nx", None),
        (b"Subject: " + b"=?a?q?" * 200_000 + b"\n\nx", Notice.REPEATED_HEADER),
        (b"Content-Type: text/html\n\n" + b"<div hidden>" * 50_000 + b"x", Notice.HIDDEN_TEXT),
        (b"Content-Type: text/html\n\n" + b"<a href=x>" * 50_000 + b"</b>" * 50_000, None),
        (b"Content-Type: text/html\n\n" + b"\n" * 200_000, None),
        (b"\n" + b"begin 644 x\n" * 50_000, None),
    ],
    ids=[
        "messages",
        "multiparts",
        "parts",
        "lost",
        "quotes",
        "params",
        "brackets",
        "words",
        "divs",
        "ends",
        "lines",
        "uu",
    ],
)
def test_hostile_mails_end_soon(body: bytes, said: Notice | None) -> None:
    """Depth, number and length are bounded: each of these once took minutes, memory or the whole program somewhere."""
    draft = read(body)
    assert draft.readable
    assert said is None or said in draft.warnings


def test_addresses_that_never_were() -> None:
    """5,000 brackets in From made readers recurse."""
    assert from_bytes(b"From: " + b"(" * 5000 + b"\n\nx", "x", NOW).readable


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nx", Notice.ENCRYPTED),
        ("Content-Type: application/ms-tnef; name=winmail.dat\n\nx", Notice.WINMAIL),
        ("Content-Type: image/png; name=a.png\n\n#!/bin/sh\nrm x", Notice.PROGRAM.about(1)),
        ("Content-Type: image/png; name=a.png\n\n%PDF-1.7", Notice.OTHER_TYPE.about(1)),
    ],
)
def test_parts_to_beware_of(part: str, said: str) -> None:
    """What cannot be opened, or is not what it says, is pointed at by its number."""
    assert said in read(multipart(PLAIN, part)).warnings


def test_the_documented_line() -> None:
    """`import --dry-run --json` gives exactly these fields, the date in UTC, and every text fit for a terminal."""
    part = "Content-Type: text/plain\nContent-Disposition: attachment; filename*=utf-8''..%2Fcod%E2%80%AEgpj.exe\n\nx"
    draft = from_bytes(HEAD.replace(b"The chat", b"a\x1b[2J") + multipart(PLAIN, part).encode(), "mail.eml", NOW)
    line = json.loads(DraftLine.of(draft).model_dump_json())
    assert list(line) == ["path", "subject", "from", "date", "text", "html_text", "attachments", "warnings"]
    assert (line["path"], line["subject"]) == ("mail.eml", "a�[2J")
    assert (line["from"], line["date"]) == ("Noor <noor@example.org>", "2026-12-05T09:00:00Z")
    assert line["attachments"] == [
        {"name": "codgpj.exe", "type": "text/plain", "size": 1, "sha256": hashlib.sha256(b"x").hexdigest()}
    ]


def test_a_draft_shows_nothing_of_itself() -> None:
    """Neither repr nor str of a draft may carry a report into a log or a traceback."""
    draft = read(multipart(PLAIN, "Content-Type: image/png; name=secret.png\n\nx"))
    for thing in (draft, draft.attachments[0], DraftLine.of(draft)):
        assert f"{thing!r}{thing}" == f"{type(thing).__name__}()"
