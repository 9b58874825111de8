"""A text before it is sent: kept for a second reader, read, and taken out as a mail to send. coctui itself sends nothing."""

from typing import Literal, NamedTuple

from coctui.casework.outside import shown_outside
from coctui.casework.record import writing
from coctui.casework.result import Acts, Refused, refuse
from coctui.casework.text import written
from coctui.models.case import Case
from coctui.models.content_events import MessageKind
from coctui.models.event import Event
from coctui.models.message_events import DraftRead, MessageDrafted

Verdict = Literal["may go", "please change"]
NEEDS_READER: frozenset[MessageKind] = frozenset({"reported person"})
"""Messages that want a second reader, unless the team's settings say otherwise."""


class Kept(NamedTuple):
    """A text that is kept in a case, and what its readers said."""

    id: str
    kind: MessageKind
    text: str
    author: str
    reads: tuple[tuple[str, Verdict, str], ...] = ()
    """Seat, what they said, and in which words: of everybody but the author, the newest word of each."""

    @property
    def may_go(self) -> bool:
        """Whether somebody else read it, and nobody who did asks for a change."""
        return bool(self.reads) and all(said == "may go" for _, said, _ in self.reads)

    @property
    def reader(self) -> str | None:
        """The seat of who read it last and let it go."""
        return next((seat for seat, said, _ in reversed(self.reads) if said == "may go"), None)


def kept(case: Case, kind: MessageKind) -> Kept | None:
    """The text of this kind that is kept now; one that was sent is kept no longer."""
    register = case.registers.get(f"draft {kind}")
    if register is None or not isinstance(register.body, MessageDrafted) or _sent(case, register.event, kind):
        return None
    body, author = register.body, register.event.seat
    said: dict[str, tuple[str, Verdict, str]] = {}
    for event in case.duties:
        if isinstance(event.body, DraftRead) and event.body.draft == body.id and event.seat != author:
            said.pop(event.seat, None)
            said[event.seat] = (event.seat, event.body.verdict, event.body.text)
    return Kept(body.id, kind, body.text, author, tuple(said.values()))


def _sent(case: Case, drafted: Event, kind: MessageKind) -> bool:
    """Whether a message of that kind was recorded as sent after the text was kept, in the order of the case."""
    links = {event.link for event in case.sent if getattr(event.body, "message", "") == kind}
    after = False
    for entry in case.entries:
        after = after or entry.link == drafted.link
        if after and entry.link in links:
            return True
    return False


def keep(case: Case, me: str, kind: MessageKind, text: str, id: str) -> Acts | Refused:
    """Keep a text in the case, for a second reader and for who goes on with it."""
    words = written(text, needed=True)
    if isinstance(words, Refused):
        return words
    if (before := kept(case, kind)) is not None and before.text == words:
        return refuse("same-words")
    return writing(case, me) or (MessageDrafted(id=id, message=kind, text=words),)


def read(case: Case, me: str, kind: MessageKind, verdict: Verdict, text: str = "") -> Acts | Refused:
    """Say of a text that is kept whether it may go; its author asks somebody else."""
    words = written(text)
    if isinstance(words, Refused):
        return words
    if (no := writing(case, me)) is not None:
        return no
    found = kept(case, kind)
    if found is None:
        return refuse("no-draft")
    if found.author == me:
        return refuse("read-by-another")
    return (DraftRead(draft=found.id, verdict=verdict, text=words),)


def take_out(
    case: Case, me: str, kind: MessageKind, how: Literal["copied", "saved"], *, unread: bool = False
) -> Acts | Refused:
    """Take a kept text out of coctui, recorded: by default a text to the reported person only once somebody else read it.

    `unread` takes it all the same: at night there may be nobody else, and the entry says that nobody read it.
    """
    found = kept(case, kind)
    if found is None:
        return refuse("no-draft")
    if needs_reader(case, kind) and not found.may_go and not unread:
        return refuse("second-reader")
    return shown_outside(case, me, how, "message")


def needs_reader(case: Case, kind: MessageKind) -> bool:
    """Whether a second reader is to see a text of this kind first (DJ; PLC-E is silent, so it is a setting)."""
    return kind in NEEDS_READER and case.access.team.policy.second_reader


def reader_of(case: Case, kind: MessageKind, text: str) -> str | None:
    """Who read a text before it was sent, `None` for nobody: only the very words that were kept count."""
    found = kept(case, kind)
    return found.reader if found is not None and found.text == text.strip() else None
