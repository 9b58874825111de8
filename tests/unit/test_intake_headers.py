"""Header fields of mail as programs really write them."""

from datetime import UTC, datetime, timedelta
from email.message import Message

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coctui.intake import charset, headers, sender, times
from coctui.intake.notice import Notice

NOW = datetime(2026, 12, 5, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("About the chat", "About the chat"),
        ("a =?utf-8?q?b?= c", "a b c"),
        ("=?utf-8?q?a?= =?utf-8?q?b?=", "ab"),
        ("=?utf-8?q?a?=\r\n\t=?iso-8859-1?q?=E9?=", "aé"),
        ("=?utf-8?q?a?= and =?utf-8?q?c?=", "a and c"),
        ("=?utf-8?Q?=E2=82?=\r\n =?utf-8?Q?=AC?=", "€"),  # split in the middle of a letter
        ("=?utf-8?B?5pel?= =?utf-8?B?5g==?= =?utf-8?B?nKw=?=", "日本"),
        ("x=?utf-8?q?=C3=A9?=y", "xéy"),  # touching other text
        ("=?utf-8?q?two words?=", "two words"),  # a space inside
        ("=?utf-8*de?Q?=C3=A9?=", "é"),  # RFC 2231 language
        ("=?utf-8?B?w6k?=", "é"),  # padding missing
        ("=?gb2312?B?xOO6ww==?=", "你好"),
        ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
        ("=?koi8-r?B?8NLJ18XU?=", "Привет"),
        ("=?windows-1251?Q?=CF=F0=E8=E2=E5=F2?=", "Привет"),
        ("=?unknown-8bit?q?caf=E9?=", "café"),
        ("=?rot13?q?nop?= =?unicode_escape?q?=5Cx1b?=", "nop\\x1b"),
        ("=?utf-7?q?+AOk-?=", "é"),
        ("=?utf-7?q?1+1=3D2, +ABs-x, +4AA-?=", "1+1=2, +ABs-x, +4AA-"),  # no letters: a sum, a control, private use
        ("=?utf-8?q?cut off", "=?utf-8?q?cut off"),
        ("=?utf-8?q?a=0D=0ABcc=3A_x?=", "a Bcc: x"),  # no line end comes out of a header
        ("caf\udce9", "café"),  # raw windows-1252
        ("caf\udcc3\udca9 =?utf-8?q?=C3=A9?=", "café é"),  # raw UTF-8 beside an encoded word
        ("folded\r\n  line", "folded line"),
    ],
)
def test_text_is_decoded(value: str, shown: str) -> None:
    """A subject reads as its writer saw it, whatever program sent it."""
    assert headers.text(value) == shown


@pytest.mark.parametrize(
    ("value", "stated", "address", "name"),
    [
        ("noor@example.org", "noor@example.org", "noor@example.org", ""),
        ("Noor <noor@example.org>", "Noor <noor@example.org>", "noor@example.org", "Noor"),
        ("noor@example.org (Noor)", "Noor <noor@example.org>", "noor@example.org", "Noor"),
        ("Noor (she/her) <n@example.org>", "Noor (she/her) <n@example.org>", "n@example.org", "Noor (she/her)"),
        ('"Paz, of Lima" <p@example.org>', "Paz, of Lima <p@example.org>", "p@example.org", "Paz, of Lima"),
        ("Lima, Paz <p@example.org>", "Lima, Paz <p@example.org>", "p@example.org", "Lima, Paz"),
        ('"Paz \\"P\\" L" <p@example.org>', 'Paz "P" L <p@example.org>', "p@example.org", 'Paz "P" L'),
        ("=?utf-8?q?L=C3=A9a=2C_Q?= <l@example.org>", "Léa, Q <l@example.org>", "l@example.org", "Léa, Q"),
        ('"=?utf-8?q?L=C3=A9a?=" <l@example.org>', "Léa <l@example.org>", "l@example.org", "Léa"),
        ("=?utf-8?q?Noor_=3Cn=40example=2Eorg=3E?=", "Noor <n@example.org>", "n@example.org", "Noor"),
        ("Team: Noor <n@example.org>, i@example.org;", "Noor <n@example.org>, i@example.org", "n@example.org", "Noor"),
        ("undisclosed-recipients:;", "undisclosed-recipients:;", "", ""),
        ("Noor", "Noor", "", "Noor"),
        ("Noor <>", "Noor", "", "Noor"),
        ("", "", "", ""),
        ("<@relay.example:n@example.org>", "n@example.org", "n@example.org", ""),
        ('"noor q"@example.org', '"noor q"@example.org', '"noor q"@example.org', ""),
        ("Noor <noor@\r\n example.org>", "Noor <noor@example.org>", "noor@example.org", "Noor"),
        ("L\udcc3\udca9a <l@example.org>", "Léa <l@example.org>", "l@example.org", "Léa"),
        ("Noor <mailto:n@example.org>", "Noor <n@example.org>", "n@example.org", "Noor"),
        ("Noor [n@example.org]", "Noor <n@example.org>", "n@example.org", "Noor"),
        ("Noor <n at example.org>", "Noor <n at example.org>", "n at example.org", "Noor"),
        ("Noor <n@example.org> (at home)", "Noor <n@example.org>", "n@example.org", "Noor"),
        ("<n@example.org> (Noor)", "Noor <n@example.org>", "n@example.org", "Noor"),
        ("<>", "", "", ""),
        ("a@example.org; b@example.org", "a@example.org, b@example.org", "a@example.org", ""),
    ],
)
def test_senders(value: str, stated: str, address: str, name: str) -> None:
    """Name and address are found, with names in quotes, comments, groups and broken forms."""
    assert sender.stated(value) == stated
    first = next(iter(sender.mailboxes(value)), sender.Mailbox("", ""))
    assert first == (name, address)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("attachment; filename=notes.txt", "notes.txt"),
        ('attachment; filename="my notes.txt"', "my notes.txt"),
        ("attachment; filename=my notes.txt", "my notes.txt"),
        ("attachment; filename*=utf-8''%e2%82%ac.pdf; filename=x.pdf", "€.pdf"),
        ('attachment; filename*0="a;b"; filename*1=c.txt', "a;bc.txt"),
        ("attachment; filename*1*=%20c; filename*0*=iso-8859-1'en'%E9", "é c"),
        ("attachment; filename*0*=utf-8''%E2%82; filename*1*=%AC.txt", "€.txt"),
        ('attachment; filename="=?utf-8?B?w6k=?=\r\n =?utf-8?B?w6k=?=.txt"', "éé.txt"),
        ('attachment; filename="C:\\Users\\Paz\\talk.key"', "C:\\Users\\Paz\\talk.key"),
        ("attachment; filename=caf\udcc3\udca9.txt", "café.txt"),
        ("attachment; ;; =x; filename=ok.txt", "ok.txt"),
        ('attachment; filename="open', "open"),
        ("attachment; filename*=plain%41.txt", "plainA.txt"),
        ("attachment filename=a.txt", "a.txt"),  # no semicolon
        ('attachment; size="3" filename="a b.txt"', "a b.txt"),
    ],
)
def test_parameters(value: str, name: str) -> None:
    """The names of files are found as RFC 2231 and as everybody else writes them."""
    parsed = headers.parameters(value)
    assert parsed.value == "attachment"
    assert parsed.values["filename"] == name


@pytest.mark.parametrize(
    ("value", "hour"),
    [
        ("Sat, 5 Dec 2026 10:00:00 +0100", 9),
        ("Sat, 5 Dec 2026 10:00:00 +01:00", 9),
        ("5 Dec 26 10:00 EST", 15),
        ("Sat Dec  5 10:00:00 2026", 10),
        ("Sat Dec 05 2026 10:00:00 GMT+0100 (CET)", 9),
        ("Sat, 5 Dec 2026 10:00:00 -0000", 10),
        ("2026-12-05T10:00:00+01:00", 9),
        ("Sat, 05 Dec 2026 10:00:60 GMT", 10),
        ("Sat, 5 Dec 2026 10:00:00 +01", 9),
        ("Sat, 5 Dec 2026 10:00:00.123 +0100", 9),
        ("Sat, 5 Dec 126 10:00:00 GMT", 10),  # a year of three digits
    ],
)
def test_dates(value: str, hour: int) -> None:
    """A date is read in the forms that programs write, and kept in UTC."""
    moment = times.moment(value)
    assert moment is not None
    assert (moment.day, moment.hour, moment.tzinfo) == (5, hour, UTC)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "soon",
        "Sat, 31 Feb 2026 10:00:00 GMT",
        "5 Dec 99999 10:00:00 GMT",
        "5 Dec 2026 10:00:00 +9999",
        "5 Dec 2026 10:00:61 GMT",
        "(" * 5000,
    ],
)
def test_dates_that_are_none(value: str) -> None:
    """A date that cannot be read is no date, and no fault."""
    assert times.moment(value) is None


def test_the_topmost_received_counts() -> None:
    """The line that our own side wrote last says when the mail was received."""
    message = Message()
    message["Received"] = "from relay.example by mx.example; (no time)"
    message["Received"] = "from b by c; Sat, 5 Dec 2026 11:00:00 GMT"
    message["Received"] = "from a by b; Sat, 5 Dec 2026 10:00:00 GMT"
    found = times.topmost_received(message)
    assert found is not None
    assert found.hour == 11


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("received", "date", "filed", "at", "source", "notices"),
    [
        (NOW - HOUR, NOW - 2 * HOUR, NOW, NOW - HOUR, "received", []),
        (None, NOW - 2 * HOUR, NOW, NOW - 2 * HOUR, "date", []),
        (None, None, NOW - HOUR, NOW - HOUR, "file", [Notice.TIME_OF_FILE]),
        (None, None, None, NOW, "entered", [Notice.TIME_ENTERED]),
        (NOW + HOUR, None, None, NOW + HOUR, "received", [Notice.FUTURE]),
        (NOW, NOW + HOUR, None, NOW, "received", [Notice.DATE_FUTURE]),
        (None, NOW - 30 * 24 * HOUR, None, NOW - 30 * 24 * HOUR, "date", []),
        (None, NOW - 31 * 24 * HOUR, None, NOW - 31 * 24 * HOUR, "date", [Notice.LONG_AGO]),
    ],
)
def test_receipt(
    received: datetime | None,
    date: datetime | None,
    filed: datetime | None,
    at: datetime,
    source: str,
    notices: list[Notice],
) -> None:
    """`Received` before `Date` before the file before now; odd times are kept and marked."""
    assert times.receipt(received, date, filed, NOW) == (at, source, notices)


@pytest.mark.parametrize(
    ("data", "label", "text", "notice"),
    [
        ("é".encode(), "utf-8", "é", None),
        ("é".encode(), " 'UTF-8' ", "é", None),
        (b"caf\xe9 \x80", "iso-8859-1", "café €", None),  # windows-1252 under the name of latin-1
        ("é".encode(), "iso-8859-1", "é", Notice.CHARSET_WRONG),
        (b"caf\xe9", "utf-8", "café", Notice.CHARSET_WRONG),
        ("日本".encode()[:-1], "utf-8", "日�", Notice.CHARSET_DAMAGED),
        (b"caf\xe9", None, "café", Notice.CHARSET_WRONG),
        (b"plain", None, "plain", None),
        ("朱镕基".encode("gb18030"), "gb2312", "朱镕基", None),  # the second letter is not in GB 2312
        ("日本".encode("iso2022_jp"), "iso-2022-jp", "日本", None),
        (b"\x1b$B-!\x1b(B", "iso-2022-jp", "①", None),  # not in JIS X 0208, and often sent
        ("日本".encode("iso2022_jp"), None, "日本", Notice.CHARSET_WRONG),
        ("①".encode("cp932"), "shift_jis", "①", None),
        ("안녕".encode("cp949"), "ks_c_5601-1987", "안녕", None),
        ("Привет".encode("koi8-r"), "koi8-r", "Привет", None),
        ("é".encode(), "x-mystery", "é", Notice.CHARSET_UNKNOWN),
        (b"+AOk-", "utf-7", "é", None),
        (b"41", "hex", "41", Notice.CHARSET_UNKNOWN),
        (b"x", "idna", "x", Notice.CHARSET_UNKNOWN),
        (b"\xef\xbb\xbfx", "iso-8859-1", "x", None),  # the mark counts more than the label
        ("é".encode("utf-16"), None, "é", None),
    ],
)
def test_charsets(data: bytes, label: str | None, text: str, notice: Notice | None) -> None:
    """Letters come out right under right, wrong, missing and dangerous names of character sets."""
    assert charset.decode(data, label) == (text, notice)


@given(st.binary(max_size=60), st.sampled_from([*charset._CODECS, "utf-7", "", "undefined", "\0"]))
def test_every_charset_takes_every_byte(data: bytes, label: str) -> None:
    """No bytes under no name raise."""
    assert isinstance(charset.decode(data, label).text, str)


@given(st.text(st.sampled_from("=?utf-8?q?B?=*'%0AéÃ\udcc3 \r\n\t\"\\<>(),;:@a."), max_size=80))
def test_no_header_raises(value: str) -> None:
    """Whatever a header holds, reading it gives something."""
    assert "\n" not in headers.text(value)
    headers.parameters(value)
    sender.stated(value)
    times.moment(value)
