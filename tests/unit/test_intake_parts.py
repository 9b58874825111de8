"""HTML to text, what attachments are, and whether two texts agree."""

import pytest

from coctui.intake import attachment, html, transfer
from coctui.intake.agreement import agree


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("<p>one<p>two<br>three", "one\n\ntwo\nthree"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("a <b>bo</b>ld\n  word &amp; more&nbsp;&eacute;", "a bold word & more é"),
        ("<table><tr><td>a<td>b<tr><td>c</table>d", "a  b\nc\n\nd"),
        ("<ul><li>one<li>two</ul>", "one\ntwo"),
        ("<pre>def f():\n    pass</pre>", "def f():\n    pass"),
        ("<title>t</title><style>p{}</style><script>x<y</script><p>seen", "seen"),
        ("<!-- note --><![if mso]>x<![endif]>", "x"),
        ('smile <img alt="🙂"><img alt="logo of Example">', "smile 🙂"),
        ("<p>unclosed <b>bold <i>both</p></div></span> after", "unclosed bold both\n\nafter"),
        ("", ""),
    ],
)
def test_html_as_text(document: str, text: str) -> None:
    """Paragraphs, lines, cells and entities come out as a person would read them."""
    assert html.read(document).text == text


@pytest.mark.parametrize(
    "document",
    [
        "<p style='DISPLAY : none'>x",
        "<p hidden>x",
        "<p style='font-size:0px'>x",
        "<p style='visibility:hidden;color:red'>x",
        "<p style='color:red; opacity: 0.0 !important'>x",
        "<p style='mso-hide:all'>x",
        "<style>.pre{display:none}</style><p class='a pre'>x",
        "<style>#a { color: red; display : none }</style><p id=a>x",
        "<div style='display:none'><p>x</div>",
    ],
)
def test_hidden_text_is_found(document: str) -> None:
    """What a mail program would not show is shown, and flagged."""
    assert html.read(document).hides
    assert html.read(document).text == "x"


@pytest.mark.parametrize(
    "document", ["<p style='font-size:0.9em; opacity:0.5'>x", "<p hidden></p>x", "<p hidden>  <p>x", "<br hidden>x"]
)
def test_visible_text_is_not_flagged(document: str) -> None:
    """Small is not hidden, and an empty hidden place hides nothing."""
    assert not html.read(document).hides


def test_links_are_kept_where_the_text_does_not_show_them() -> None:
    """A link may be the evidence; its address is not lost with the markup."""
    document = (
        '<a href="https://a.example/1">here</a> <a href="https://b.example">https://b.example</a> <a href="#x">up</a>'
    )
    assert html.read(document).links == ("https://a.example/1",)


def test_the_charset_in_the_document() -> None:
    """A document may name its character set itself."""
    assert html.stated_charset(b'<meta charset="koi8-r">') == "koi8-r"
    assert html.stated_charset(b'<meta http-equiv=x content="text/html; charset=gb2312">') == "gb2312"
    assert html.stated_charset(b"<p>charset=no") is None


@pytest.mark.parametrize(
    ("plain", "document"),
    [
        ("Hello *you*,\n> quoted\n", "Hello you, quoted"),
        ("see this <https://x.example/?a=1> now", "see this now"),
        ("[image: logo.png]\nHello [cid:x@y]", "Hello"),
        ("1. one\n2. two", "one two"),
        ("日本語の文\n章です", "日本語の文章です"),
        ("b c a", "a b c"),
    ],
)
def test_texts_that_agree(plain: str, document: str) -> None:
    """Layout, link addresses, pictures, list numbers and wrapped scripts are no contradiction."""
    assert agree(plain, document)


@pytest.mark.parametrize(("plain", "document"), [("at nine", "at five"), ("you", "you and more"), ("no", "")])
def test_texts_that_do_not_agree(plain: str, document: str) -> None:
    """One word of difference may be the one that matters."""
    assert not agree(plain, document)


PE = b"MZ\x90\0" + b"\0" * 80
DOCX = b"PK\x03\x04" + b"\0" * 40
OOXML = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("declared", "content", "real"),
    [
        ("image/png", b"\x89PNG\r\n\x1a\n" + b"\0" * 20, None),
        ("image/jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0", None),
        ("image/png", b"\xff\xd8\xff\xe0\0\x10JFIF\0", "image/jpeg"),
        ("application/octet-stream", b"%PDF-1.7\n%", "application/pdf"),
        ("application/pdf", PE, "application/vnd.microsoft.portable-executable"),
        ("application/x-msdownload", PE, None),
        (OOXML, DOCX, None),
        ("application/zip", DOCX, None),
        ("image/png", DOCX, "application/zip"),
        ("text/plain", b"MZ is how it starts", None),
        ("text/plain", b"BM wrote this", None),
        ("text/plain", b"#!/bin/sh", None),
        ("text/x-script", b"#!/bin/sh", None),
        ("image/gif", b"just words", None),
        ("image/gif", b"", None),
    ],
)
def test_real_types(declared: str, content: bytes, real: str | None) -> None:
    """The real type is given where it is known and differs, and a text is never mistaken for a program."""
    assert attachment.real_type(declared, content) == real


def test_a_generic_type_is_no_lie() -> None:
    """`application/octet-stream` says nothing, so nothing is wrong with it."""
    file = attachment.of_bytes("a.pdf", "application/octet-stream", b"%PDF-1.7\n%")
    assert file.real_type == "application/pdf"
    assert attachment.notices(file, 1) == []


@pytest.mark.parametrize("length", range(9))
def test_base64_of_any_length(length: int) -> None:
    """A body that was cut anywhere is decoded as far as it goes."""
    content, damaged, _ = transfer.base64(b"QUJDREVG"[:length])
    assert b"ABCDEF".startswith(content)
    assert len(content) == length * 3 // 4
    assert damaged == (length % 4 != 0)
