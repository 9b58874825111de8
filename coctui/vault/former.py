"""Somebody who left the team as the last one who can open a case: they may hand it on, and nothing else (VAULT.md 4).

The team's room is closed to them, so they work with the last roster that their own sheet remembers. That they were
removed they know from the clear columns: the newest team event is what they write under.
"""

from dataclasses import replace

from pydantic import TypeAdapter, ValidationError

from coctui.models.roster import Team
from coctui.vault.core import Core
from coctui.vault.errors import NotAllowed
from coctui.vault.room import team_room
from coctui.vault.teamroom import cut_of

_ROSTER: TypeAdapter[Team] = TypeAdapter(Team)


def roster_kept(core: Core) -> str:
    """The roster as the own sheet keeps it."""
    return _ROSTER.dump_json(core.team).decode()


def not_on_team() -> NotAllowed:
    """What somebody reads who is no longer on the team, whatever they once could open."""
    return NotAllowed("You are no longer on this team. Ask a chair to invite you anew.", code="not-on-team")


def former_team(core: Core) -> Team:
    """The last roster known to this seat, with the seat removed by the newest team event there is. `NotAllowed`."""
    newest = core.store.one(
        "SELECT e.link FROM event e JOIN room r ON r.n = e.room WHERE r.id = ? ORDER BY e.n DESC LIMIT 1",
        team_room(core.vault),
    )
    try:
        team = _ROSTER.validate_json(core.own.sheet.roster)
        me = team.members[core.me]
    except (ValidationError, KeyError):
        raise not_on_team() from None
    link = newest[0].hex()
    return replace(
        team,
        members={**team.members, core.me: replace(me, removed=True, cut=cut_of(core, core.me))},
        removals=(*team.removals, (link, core.me)),
        line={**team.line, link: len(team.line)},
        head=link,
        heads=(link,),
    )
