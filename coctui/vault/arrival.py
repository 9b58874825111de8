"""What came in with a merge, as far as this member may see it: nothing here counts or hints at anything else."""

from collections.abc import Iterable
from typing import NamedTuple

from coctui.models.access_events import Lettered, Rotated
from coctui.models.case import Case
from coctui.models.listing import told_apart
from coctui.models.roster import Team
from coctui.vault.core import Core
from coctui.vault.shelf import KEY, Shelf

TWO_TEAMS = (
    "In the two copies each side removed the other: two teams in one file. Each goes on by itself, until somebody who is "
    "on the team in both merges them."
)
OLDER = (
    "The other file lacks entries that were in it when you had it open here: an older copy lies in its place. Merge the newer "
    "one as well, if it is still there."
)
NOTHING = "All that you may see was here already."
STAYS = "The other file stays as it is. To have all of it there too, merge the other way round."
ON_A_NETWORK = "The other file lies on a network place ({}). Copy it to a disk of this computer, then merge that."
SYNCHRONISED = "{} synchronises the other file: wait until it says that it is done, or something may be missing."
LOOKING, COPYING, TAKING, JOINING = MERGING = (
    "Looking at the other file",
    "Copying this one as it is",
    "Taking in what is new",
    "Bringing the two together",
)
"""What merging does, one after the other; until the third is done nothing is changed."""
BY_ITSELF = (Rotated, Lettered)
"""What nobody wrote: it follows from what somebody did."""


class Arrival(NamedTuple):
    """What came in of one case."""

    case: str
    """Code name."""
    access: str
    """As a line of the inbox says it."""
    new: bool = False
    """Whether this member sees it for the first time here."""
    entries: int = 0
    by: tuple[str, ...] = ()
    """Names of who wrote them."""
    choose: tuple[str, ...] = ()
    """What has two answers now that were written apart: `determination`, `assigned lead` …"""
    aside: int = 0
    """Entries that are kept aside: who wrote them could not know that the case was closed to them."""

    @property
    def came(self) -> str:
        """What came in, in words."""
        if self.new:
            return "is new to you" if self.access == "cleared" else "you are asked about it"
        if self.entries:
            return f"{counted(self.entries)} by {' and '.join(self.by)}"
        return "something changed in who may open it"

    @property
    def kept_aside(self) -> str:
        """What does not count yet, in words; `""` for nothing."""
        said = f"kept aside: {counted(self.aside)}; who wrote it could not know that the case was closed to them"
        return said if self.aside else ""


def counted(entries: int) -> str:
    """So many entries."""
    return "1 entry" if entries == 1 else f"{entries} entries"


class Merged(NamedTuple):
    """All of it."""

    cases: tuple[Arrival, ...] = ()
    joined: tuple[str, ...] = ()
    """Names of members who are new here."""
    left: tuple[str, ...] = ()
    two_teams: bool = False
    """Whether part of the team's own events is closed to this member: two sides that each went on without the other."""

    older: bool = False
    """Whether the other file lacks entries that were in it when this computer last had it open."""

    @property
    def nothing(self) -> bool:
        """Whether all that this member may see was here already."""
        return self._replace(older=False) == Merged()


class Seen(NamedTuple):
    """What a member saw of the rooms that will gain something."""

    team: Team
    access: dict[bytes, str]
    """Of each visible room, how it stood."""
    links: dict[bytes, frozenset[str]]
    """Of each case that was open, its entries."""
    choose: dict[bytes, tuple[str, ...]]
    good_faith: dict[bytes, int]


def seen_of(core: Core, shelf: Shelf, rooms: Iterable[bytes]) -> Seen:
    """What there is to be seen of these rooms now."""
    found = Seen(core.team, {}, {}, {}, {})
    for room in rooms:
        if room in shelf.rows:
            found.access[room] = shelf.rows[room].access
            case = _case(shelf, room)
            if case is not None:
                found.links[room] = frozenset(entry.link for entry in case.entries)
                found.choose[room], found.good_faith[room] = case.two_answers, len(case.good_faith)
    return found


def _case(shelf: Shelf, room: bytes) -> Case | None:
    mark = shelf.marks.get(room)
    open_here = mark is not None and mark.kind == KEY and shelf.rows[room].access == "cleared"
    return shelf.room(room).case if open_here else None


def merged(core: Core, shelf: Shelf, before: Seen, rooms: Iterable[bytes]) -> Merged:
    """What is to be seen now and was not before."""
    names = {row.room: row.case for row in told_apart(tuple(shelf.rows.values()))}
    found = [_arrival(core, shelf, before, room, names[room.hex()]) for room in rooms if room in shelf.rows]
    was, now = before.team.active, core.team.active
    events = core.team_events
    return Merged(
        cases=tuple(sorted(arrival for arrival in found if arrival is not None)),
        joined=tuple(member.name for seat, member in now.items() if seat not in was),
        left=tuple(member.name for seat, member in was.items() if seat not in now),
        two_teams=events is not None and bool(events.closed),
    )


def _arrival(core: Core, shelf: Shelf, before: Seen, room: bytes, name: str) -> Arrival | None:
    access, case = shelf.rows[room].access, _case(shelf, room)
    known = before.links.get(room, frozenset())
    entries = (
        [entry for entry in case.entries if entry.link not in known and not isinstance(entry.body, BY_ITSELF)]
        if case is not None
        else []
    )
    members = core.team.members
    by = dict.fromkeys(members[entry.seat].name for entry in entries if entry.seat in members)
    choose = [key for key in case.two_answers if key not in before.choose.get(room, ())] if case is not None else []
    aside = max(len(case.good_faith) - before.good_faith.get(room, 0), 0) if case is not None else 0
    new = room not in before.access
    if not (new or entries or choose or aside or access != before.access[room]):
        return None
    return Arrival(name, access, new, len(entries), tuple(by), tuple(choose), aside)
