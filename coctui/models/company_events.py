"""How members share a case: handed over, stepped back, consent of the people in it, ties to other cases. Content lane."""

from typing import Literal

from coctui.models.content_events import Duty
from coctui.models.event import Body
from coctui.models.noun import Count, Hash, Id, Moment, Noun, Text

Sort = Literal["now", "promised", "do not"]
"""What a line of a hand-over is: what is going on, what was promised to whom by when, what must not happen."""
Leave = Literal["", "yes", "no"]
"""Whether somebody gave leave: not asked, yes, no."""


class HandOverLine(Noun):
    """One line of a hand-over, accepted by itself."""

    sort: Sort
    text: Text
    duty: Duty | None = None
    """A duty that goes with it, once the line is accepted."""
    due: Moment | None = None
    """Of something promised: by when."""


class CompanyBody(Body):
    """An event about who does what, and with whose leave."""


class HandedOver(CompanyBody):
    """A holder offers work on the case to another, line by line."""

    kind: Literal["handed-over/1"] = "handed-over/1"
    seat: Id
    """To whom: a holder."""
    lines: tuple[HandOverLine, ...]


class TakenOver(CompanyBody):
    """Who was offered it accepted some of the lines; the duties that go with them are theirs."""

    kind: Literal["taken-over/1"] = "taken-over/1"
    handed: Hash
    """Link of the hand-over."""
    lines: tuple[Count, ...]
    """Which of its lines, from 0."""


class TakenIn(CompanyBody):
    """An entry that was kept aside counts, on the word of a holder: its author could not know that the case was closed to them."""

    kind: Literal["taken-in/1"] = "taken-in/1"
    link: Hash


class SteppedBack(CompanyBody):
    """A holder gives duties back and stays cleared: no conflict, no reason (DESIGN.md, Words: step back)."""

    kind: Literal["stepped-back/1"] = "stepped-back/1"
    duties: tuple[Duty, ...]


class Consent(CompanyBody):
    """What a person of the case gave leave for; a later one replaces it, so that leave can be taken back."""

    kind: Literal["consent/1"] = "consent/1"
    person: Id | None = None
    """A person recorded in the case; `None`: the reporter."""
    team: Leave = ""
    """To be told to the rest of the team."""
    reported: Leave = ""
    """To be told to the reported person."""
    pattern: Leave = ""
    """To be counted, without names, when several reports are put together."""
    public: Leave = ""
    """To be said in public."""


class Tied(CompanyBody):
    """This case and another one belong together; only a room whose holders all hold the other one keeps it."""

    kind: Literal["tied/1"] = "tied/1"
    other: Id
    on: bool = True


class JoinedCases(CompanyBody):
    """Two cases with the same holders are one from here on. What is owed to each reporter stays owed in their own case."""

    kind: Literal["joined-cases/1"] = "joined-cases/1"
    other: Id
    into: bool
    """Whether this case went into the other one; else it took the other one in."""


COMPANY_BODIES: tuple[type[Body], ...] = (
    HandedOver, TakenOver, TakenIn, SteppedBack, Consent, Tied, JoinedCases,
)  # fmt: skip
