"""A debrief: figures on what happened and what was promised, one line a case by code name. What `debrief --format json` writes."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import PlainSerializer

from coctui.models.category import Category
from coctui.models.content_events import Channel, Outcome
from coctui.models.noun import Moment, Noun
from coctui.reports.facts import Action, End

SCOPE = "Figures that you may see: cases that you hold, and no others. Every debrief says this, to everybody alike."
"""Said always and the same: so the line tells nobody whether there is anything that they may not see."""


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


Time = Annotated[Moment, PlainSerializer(_stamp, return_type=str)]
"""`2026-12-05T14:07:00Z`"""


class Figure(Noun):
    """A number with its name."""

    name: str
    count: int | None
    """`null`: not known, or held back. Nothing is ever `null` because it is none: that is 0."""
    held_back: bool = False
    """In a draft for the public: whether it is not said, because it is small or would tell one that is."""
    cases: tuple[str, ...] = ()
    """Code names of the cases behind it."""


class Table(Noun):
    """Figures of one kind."""

    id: Literal["channel", "category", "place", "outcome", "action", "hour", "day"]
    title: str
    unit: Literal["case", "report"]
    adds_up: bool
    """Whether each case or report stands in one line only, so that the lines add up to the total."""
    total: int
    lines: tuple[Figure, ...]


class Kept(Noun):
    """What became of the promises of one kind; the five figures add up to `total`."""

    kind: str
    within: str
    """`2 h`, `7 d`; `""` where it was not the same for all."""
    total: int | None
    """`null`, like any of the five, where it is held back. In a draft for the public: of those whose time is over."""
    kept: int | None
    """In time."""
    late: int | None
    """Kept, after its time."""
    missed: int | None
    """Its time is over and it is not kept."""
    open: int | None
    """There is time left."""
    waived: int | None
    """Not needed: there was no way to answer, it was waived, or the case was closed before its time."""


class Late(Noun):
    """One promise that was not kept in time."""

    case: str
    kind: str
    due: Time
    done: Time | None
    """`null`: not kept yet."""
    minutes: int
    """How late it was; so far, if it is not kept yet."""


class FirstAnswer(Noun):
    """How long reporters waited for a first answer, in minutes; `null` where nobody was answered yet."""

    answered: int | None
    """Cases in which there was one; `null` where it is held back."""
    median: int | None
    longest: int | None


class Gone(Noun):
    """A span in which nobody was on shift."""

    start: Time
    end: Time


class TeamFigures(Noun):
    """The team, without names."""

    members: int
    leads: int
    zones: int | None
    """How many time zones they gave; `null` where nobody gave one."""
    nobody_awake: int | None
    """Minutes of the conference days without anybody on shift; `null` where days or shifts are not known."""
    gaps: tuple[Gone, ...]
    stepped_aside: int | None
    """How often somebody stepped aside from one of these cases; `null` in a draft for the public, as the next."""
    stand_ins: int | None
    at_once: int | None
    """How often somebody acted at once, alone; what became of that stands under *review*."""


class OpenEnd(Noun):
    """Something that is still to be done in a case."""

    case: str
    what: End
    due: Time | None
    late: bool


class CaseLine(Noun):
    """One case."""

    case: str
    received: Time
    reports: int
    channels: tuple[Channel, ...]
    category: Category | None
    place: str | None
    outcome: Outcome | None
    closed: bool
    actions: tuple[Action, ...]
    kept: int
    """Promises kept in time."""
    late: int
    """Promises kept late, or missed."""


class Debrief(Noun):
    """`debrief`: figures over the cases that its maker holds. No name, and no word that anybody wrote, but code names."""

    scope: str
    conference: str
    first_day: str
    last_day: str
    zone: str
    """In which hours and days are counted; all other times are UTC."""
    made: Time
    so_far: bool
    """Whether the conference still goes on, or has not begun."""
    public: bool
    """Whether it is the draft for the public: small counts held back, no lines of cases."""
    reports: int
    cases: int
    glance: tuple[Figure, ...]
    tables: tuple[Table, ...]
    promises: tuple[Kept, ...]
    late: tuple[Late, ...]
    first_answer: FirstAnswer
    team: TeamFigures
    open_ends: tuple[OpenEnd, ...]
    lines: tuple[CaseLine, ...]

    def table(self, id: str) -> Table:
        """One of the tables."""
        return next(table for table in self.tables if table.id == id)

    def codes(self) -> Iterator[str]:
        """Every code name in it."""
        return (line.case for line in self.lines)
