"""Somebody who left the team as the last one who can open a case: they may hand it on, and nothing else (VAULT.md 4).

The team's room is closed to them, so they work with the last roster that their own sheet remembers. That they were
removed they know from the clear columns: the newest team event is what they write under.
"""

import hashlib
from dataclasses import replace

from pydantic import TypeAdapter, ValidationError

from coctui.models.roster import Member, Team
from coctui.vault.core import Core
from coctui.vault.errors import NotAllowed
from coctui.vault.room import team_room
from coctui.vault.teamroom import cut_of

_ROSTER: TypeAdapter[Team] = TypeAdapter(Team)


def roster_kept(core: Core) -> str:
    """The roster as the own sheet keeps it."""
    return _ROSTER.dump_json(core.team).decode()


def roster_of(kept: str) -> Team:
    """The roster that an own sheet keeps, for the names in it; an empty one where it cannot be read."""
    try:
        return _ROSTER.validate_json(kept)
    except ValidationError:
        return Team()


def roster_digest(core: Core) -> str:
    """A hash of what lines of the inbox say of members: names, roles, who is gone. When it changes, they are made anew."""
    said = sorted((m.seat, m.name, sorted(m.roles), m.removed, m.before or "") for m in core.team.members.values())
    return hashlib.sha256(repr((said, core.team.policy.leads_out)).encode()).hexdigest()


def not_on_team() -> NotAllowed:
    """What somebody reads who is no longer on the team, whatever they once could open."""
    return NotAllowed("You are no longer on this team. Ask a chair to invite you anew.", code="not-on-team")


def _kept(core: Core) -> tuple[Team, Member]:
    try:
        team = _ROSTER.validate_json(core.own.sheet.roster)
        return team, team.members[core.me]
    except (ValidationError, KeyError):
        raise not_on_team() from None


def already_former(core: Core) -> bool:
    """Whether this seat has found before that it is no longer on the team. `NotAllowed` where it keeps no roster."""
    return _kept(core)[1].removed


def former_team(core: Core) -> Team:
    """The last roster known to this seat, gone on with what the clear columns say. `NotAllowed`.

    The seat was removed by one of the team events that it cannot read: by the newest one when it first looks. From then
    on the own sheet keeps that, so that what it writes as a keeper stays written under the same events.
    """
    sql = "SELECT e.link FROM event e JOIN room r ON r.n = e.room WHERE r.id = ? ORDER BY e.n"
    links = [link.hex() for (link,) in core.store.rows(sql, team_room(core.vault))]
    team, me = _kept(core)
    line = dict(team.line)
    for link in links:
        line.setdefault(link, len(line))
    team = replace(team, line=line, head=links[-1], heads=(links[-1],))
    if me.removed:
        return team
    gone = replace(me, removed=True, cut=cut_of(core, core.me))
    return replace(team, members={**team.members, core.me: gone}, removals=(*team.removals, (links[-1], core.me)))
