"""What came in from outside, before it is a report: a mail that was read, a form that was filled in."""

from datetime import UTC
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from coctui import safetext

Utc = Annotated[AwareDatetime, AfterValidator(lambda moment: moment.astimezone(UTC))]
"""A moment with its zone, kept in UTC."""

ReceivedSource = Literal["received", "date", "file", "entered"]
"""Where the time of receipt was taken from: topmost `Received`, `Date`, the file, or the moment it was entered."""

Channel = Literal["mail", "chat", "call", "in person", "form", "other"]
"""How a report reached the team."""


class _Unseen(BaseModel):
    """A model whose content never shows in a traceback, a log line or a message of an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    def __repr_args__(self) -> list[tuple[str | None, object]]:
        return []


class DraftAttachment(_Unseen):
    """A file that came with a mail, its bytes exactly as the sender's program encoded them."""

    name: str
    """As the mail states it, decoded but not cleaned (`safetext.filename` does that); `""` where it states none."""
    type: str
    """Media type as declared, lower case: `image/png`."""
    real_type: str | None = None
    """What the bytes are where they are recognised and something else was declared."""
    size: int
    """Bytes."""
    sha256: str
    """Of the bytes, 64 hex digits."""
    content: bytes


class ReportDraft(_Unseen):
    """A mail as it was read: its text, its times and its files, and always the original bytes."""

    path: str
    """Which file it came from."""
    subject: str = ""
    sender: str = ""
    """Address in `From`, as stated; nobody has checked that it is the sender's."""
    sender_name: str = ""
    stated_from: str = ""
    """The whole `From` decoded, `Name <address>`; several are joined by a comma."""
    date: Utc | None = None
    """The `Date` header."""
    received: Utc | None = None
    received_source: ReceivedSource = "entered"
    text: str = ""
    """What the text/plain parts say, one after the other."""
    html_text: str = ""
    """What the text/html parts say, hidden passages included."""
    links: tuple[str, ...] = ()
    """Addresses that the HTML leads to and does not show, in order."""
    attachments: tuple[DraftAttachment, ...] = ()
    warnings: tuple[str, ...] = ()
    """Plain sentences for the responder; they never quote the mail."""
    raw: bytes
    sha256: str
    """Of `raw`, 64 hex digits: the same bytes twice are the same mail."""
    readable: bool = True
    """False where it could not be read as a mail: then only `raw` counts."""


class AttachmentLine(_Unseen):
    """One attachment in the output of `import --dry-run --json`."""

    name: str
    """Fit for showing, without folders; `""` where the mail states none. `safetext.filename` makes it fit for saving."""
    type: str
    """Media type as declared."""
    size: int
    sha256: str


_NOT_ON_WINDOWS = str.maketrans(dict.fromkeys('<>:"|?*', "_"))


def _shown_name(stated: str) -> str:
    """A name fit for showing; the signs that only Windows forbids in names stay, as what the mail says."""
    fit = safetext.filename(stated)
    last = stated.replace("\\", "/").rstrip("/ ").rpartition("/")[2]
    plain = " ".join(safetext.line(last).split())
    return plain if plain.translate(_NOT_ON_WINDOWS) == fit else fit


class DraftLine(_Unseen):
    """One mail in the output of `import --dry-run --json`, one JSON object a line; every text is fit for a terminal."""

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True, validate_by_alias=True)

    path: str
    subject: str
    from_: str = Field(alias="from")
    """`Name <address>`, or what of it there is."""
    date: Utc | None
    """The `Date` header, ISO 8601 in UTC; null where it is missing or cannot be read."""
    text: str
    html_text: str
    attachments: tuple[AttachmentLine, ...]
    warnings: tuple[str, ...]

    @classmethod
    def of(cls, draft: ReportDraft) -> Self:
        """What `--dry-run` says of a draft."""
        return cls(
            path=safetext.line(draft.path),
            subject=safetext.line(draft.subject),
            from_=safetext.line(draft.stated_from),
            date=draft.date,
            text=safetext.block(draft.text),
            html_text=safetext.block(draft.html_text),
            attachments=tuple(
                AttachmentLine(
                    name=_shown_name(file.name) if file.name else "",
                    type=safetext.line(file.type),
                    size=file.size,
                    sha256=file.sha256,
                )
                for file in draft.attachments
            ),
            warnings=draft.warnings,
        )


class IntakeForm(_Unseen):
    """A report taken down by a member or a form, as `new --from FILE` reads it; only the text must be there."""

    channel: Channel = "other"
    received: Utc | None = None
    """When the team was told; it starts the clocks. With its zone: `2026-12-05T14:30:00+01:00`."""
    text: str = Field(min_length=1)
    own_words: bool = False
    """Whether the text is the reporter's own wording, not somebody's notes of it."""
    reporter_contact: str = ""
    when: str = ""
    where: str = ""
    place_kind: str = ""
    """Kind of place, in a word or two: chat, talk, video room."""
    ongoing: Literal["yes", "no", "unknown"] | None = None
    """None where nobody asked."""
    reported: tuple[str, ...] = ()
    """Each reported person, described freely."""
    circumstances: str = ""
    others: str = ""
    """Other people and witnesses."""
    gloss: str = ""
    """The harmless hint beside the code name."""
    read_back: bool = False
    """Whether it was read back to the reporter, and they agreed."""
    safety: bool = False
    concern: str = ""
    """Whether the reporter fears retaliation or for their safety, and what they fear."""
    consent: Literal["yes", "no"] | None = None
    """Whether the rest of the team may be told; None where nobody asked."""
    hold: bool = False
    """Whether nothing is to follow unless it happens again."""
    wish: str = ""
    """What the reporter would like to happen, if they said so by themselves; it is not asked."""
    anonymous: bool = False
    safe_times: str = ""
    zone: str = ""
    """The reporter's time zone: `Europe/Berlin`."""
    public: Literal["public", "private"] | None = None
    affected: tuple[str, ...] = ()
    """Each person whom it happened to, apart from who reports it, described freely."""
    witnesses: tuple[str, ...] = ()
    """Each witness, likewise."""
    language: str = ""
    translated: bool = False
    """Whether a machine translated it."""
