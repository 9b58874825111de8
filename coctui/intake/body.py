"""What the parts of a mail say, gathered: the text, the HTML's text, the files."""

from coctui.intake import attachment, charset, headers, html, plain, transfer
from coctui.intake.agreement import agree
from coctui.intake.notice import Notice
from coctui.intake.tree import Part
from coctui.models.draft import DraftAttachment

_WINMAIL = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_ENCRYPTED = frozenset({"application/pgp-encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})


class Body:
    """Takes the parts of one mail in their order, and keeps what they hold.

    text/plain and text/html parts are text, unless they are declared as attachments or carry a file's name inside a
    mail of several parts; everything else is an attachment, its bytes as decoded and no further.
    """

    def __init__(self) -> None:
        self.text = ""
        self.html_text = ""
        self.links: list[str] = []
        self.attachments: list[DraftAttachment] = []
        self.notices: list[str] = []
        self._texts: list[str] = []
        self._html_texts: list[str] = []

    def add(self, part: Part, notice: Notice | None = None) -> None:
        """Takes in a part; a fault inside it costs this part only."""
        if notice:
            self.notices.append(notice)
        try:
            self._take(part)
        except Exception:  # noqa: BLE001 - the other parts are evidence too, whatever the fault of this one is
            self.notices.append(Notice.PART_UNREAD)

    def finish(self) -> None:
        """Joins what was taken in, and compares the two texts."""
        self.text = "\n\n".join(filter(None, self._texts))
        self.html_text = "\n\n".join(filter(None, self._html_texts))
        if self.text and self.html_text and not agree(self.text, self.html_text):
            self.notices.append(Notice.DISAGREE)
        for number, file in enumerate(self.attachments, start=1):
            self.notices += attachment.notices(file, number)

    def _take(self, part: Part) -> None:
        kind = part.declared_type()
        is_file = _is_file(part, kind)
        content, damaged, unknown = transfer.decode(part.payload(), part.transfer_encoding(), words=not is_file)
        if damaged:
            self.notices.append(Notice.DAMAGED_ENCODING)
        if unknown:
            self.notices.append(Notice.UNKNOWN_ENCODING)
        if is_file:
            self._take_file(part, kind, content)
        elif kind == "text/html":
            self._take_html(part, content)
        else:
            self._take_text(part, content)

    def _take_file(self, part: Part, kind: str, content: bytes) -> None:
        self.attachments.append(attachment.of_part(part, content))
        if kind in {"message/rfc822", "message/global"}:
            self.notices.append(Notice.ENCLOSED)
        elif kind in _ENCRYPTED and part.content_type().token("smime-type").lower() not in {
            "signed-data",
            "certs-only",
        }:
            self.notices.append(Notice.ENCRYPTED)
        elif kind in _WINMAIL:
            self.notices.append(Notice.WINMAIL)

    def _take_text(self, part: Part, content: bytes) -> None:
        body, files = plain.without_files(content)
        for file in files:
            name = charset.decode(file.name, None).text
            self.attachments.append(attachment.of_bytes(name, "application/octet-stream", file.content))
        if files:
            self.notices.append(Notice.UUENCODED)
        declared = part.content_type()
        text = plain.with_line_feeds(self._letters(part, body, declared.token("charset") or None))
        if declared.token("format").lower() == "flowed":
            text = plain.unflowed(text, delete_space=declared.token("delsp").lower() == "yes")
        self._texts.append(text.strip("\n"))

    def _take_html(self, part: Part, content: bytes) -> None:
        label = part.content_type().token("charset") or html.stated_charset(content)
        read = html.read(self._letters(part, content, label))
        self._html_texts.append(read.text)
        self.links += read.links
        if read.hides:
            self.notices.append(Notice.HIDDEN_TEXT)

    def _letters(self, part: Part, content: bytes, label: str | None) -> str:
        decoded = charset.decode(content, label) if label else charset.undeclared(content, part.root.charset)
        if decoded.notice:
            self.notices.append(decoded.notice)
        return decoded.text


def _is_file(part: Part, kind: str) -> bool:
    if kind.startswith("multipart/"):
        # without a boundary, or too deep: text only where it is the whole mail
        return part.depth > 0
    if kind not in {"text/plain", "text/html"}:
        return True
    disposition = headers.parameters(headers.field(part, "content-disposition").value).value
    return disposition == "attachment" or (part.depth > 0 and bool(attachment.stated_name(part)))
