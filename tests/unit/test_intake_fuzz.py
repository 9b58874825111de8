"""Whatever bytes come in, a draft comes out, and what is said of it quotes nothing."""

import re
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from coctui.intake import mbox
from coctui.intake.mail import Origin, draft, from_bytes
from coctui.intake.notice import Notice
from coctui.models.draft import DraftLine, ReportDraft

NOW = datetime(2026, 12, 5, 12, 0, tzinfo=UTC)

PIECES = [
    *(
        b"\n",
        b"\r\n",
        b"\n\n",
        b"\r",
        b" ",
        b"\t",
        b"\0",
        b"\x1b",
        b"\xff",
        b"\xc3\xa9",
        b"=\n",
        b"=C3=A9",
        b"w6k=",
        b"--b1\n",
    ),
    *(b"--b1--\n", b"--b2\n", b"From: Noor <n@example.org>\n", b"From x Sat Dec  5 10:00:00 2026\n", b">From y\n"),
    *(
        b"Subject: ",
        b"=?utf-8?q?=C3?=",
        b"=?utf-8?B?qQ==?=",
        b"=?utf-7?q?+AOk-?=",
        b"Date: Sat, 5 Dec 2026 10:00:00 +0100\n",
    ),
    *(
        b"Received: from a; Sat, 5 Dec 2026 10:00:00 GMT\n",
        b"Content-Type: multipart/mixed; boundary=b1\n",
        b"begin 644 x\n",
    ),
    *(b"Content-Type: multipart/alternative; boundary=b2\n", b"Content-Type: multipart/digest\n", b"#:&D*\n", b"end\n"),
    *(b"Content-Type: text/html; charset=utf-7\n", b"Content-Type: text/plain; charset=iso-2022-jp; format=flowed\n"),
    *(
        b"Content-Type: message/rfc822\n",
        b"Content-Type: text/plain; name*0*=utf-8''%E2; name*1=b\n",
        b"Content-Type: x\n",
    ),
    *(
        b"Content-Transfer-Encoding: base64\n",
        b"Content-Transfer-Encoding: quoted-printable\n",
        b"<p style=display:none>",
    ),
    *(
        b'Content-Disposition: attachment; filename="../a\x00.exe"\n',
        b"&#27;",
        b"\x1b$B\x1b(B",
        b"MZ",
        b"%PDF-",
        b"PK\x03\x04",
    ),
]
MAILS = st.one_of(st.binary(max_size=300), st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join))

SENTENCE = re.compile("|".join(rf"(?:Attachment \d+: )?{re.escape(notice)}" for notice in Notice))


def check(found: ReportDraft, raw: bytes) -> None:
    """What holds for every draft."""
    assert found.raw == raw
    assert found.received is not None
    assert all(SENTENCE.fullmatch(warning) for warning in found.warnings)
    assert found.readable or found.warnings
    assert "\n" not in found.subject + found.sender + found.stated_from
    line = DraftLine.of(found).model_dump_json()
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", line)


@given(MAILS)
def test_any_bytes_give_a_draft(raw: bytes) -> None:
    """Nothing raises, the bytes are kept, and warnings are sentences of ours."""
    check(from_bytes(raw, "x.eml", NOW), raw)


@given(MAILS)
def test_any_mail_with_headers_is_readable(raw: bytes) -> None:
    """Behind one honest header no fault is left that costs the whole mail."""
    found = from_bytes(b"Subject: x\n" + raw, "x.eml", NOW)
    assert found.readable
    assert Notice.PART_UNREAD not in found.warnings


@given(MAILS)
def test_any_mbox_is_taken_apart(raw: bytes) -> None:
    """Every byte of an mbox file but its separators and the blank lines before them is in one of the mails."""
    lines = [b"From x Sat Dec  5 10:00:00 2026\n", *raw.splitlines(keepends=True)]
    stored = list(mbox.mails(lines))
    assert stored
    assert sum(len(mail.raw) for mail in stored) <= len(raw)
    for mail in stored:
        check(draft(mail.raw, Origin("x.mbox", mail.filed, mbox=True), NOW), mail.raw)
