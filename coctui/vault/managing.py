"""Acts about the team that need more than an event: a second lead's motion, a new seat for an old member."""

from collections.abc import Sequence

from coctui.models import team_events
from coctui.models.event import Body
from coctui.vault.core import Core
from coctui.vault.errors import NotAllowed
from coctui.vault.invitation import invite
from coctui.vault.parcels import motions, post
from coctui.vault.teamroom import record_team


def manage_team(core: Core, acts: Sequence[Body]) -> None:
    """Record team acts, inside a transaction; a removal carries the other lead's motion that waits for this seat."""
    record_team(core, [_with_motion(core, act) for act in acts])


def _team_room(core: Core) -> tuple[bytes, int]:
    if core.team_key is None:
        raise NotAllowed(code="not-on-team")
    return core.team_key.room, core.store.number("room", core.team_key.room) or 0


def _with_motion(core: Core, act: Body) -> Body:
    if not isinstance(act, team_events.Removed) or act.motion is not None:
        return act
    for _, motion in motions(core, *_team_room(core)):
        if motion.said == "remove" and motion.target == act.seat:
            return act.model_copy(update={"motion": motion})
    return act


def move_removal(core: Core, target: str) -> int:
    """Leave a motion to remove a chair for each other lead, inside a transaction; for how many."""
    room, number = _team_room(core)
    leads = sorted(core.team.having("lead") - {core.me, target})
    for seat in leads:
        statement = core.state(room, "remove", target=target)
        post(core, number, room, bytes.fromhex(core.team.members[seat].keys.box), statement)
    return len(leads)


def renew_seat(core: Core, seat: str) -> str:
    """Close a member's old seat and invite them to a new one, inside a transaction; the code. `NotAllowed`."""
    member = core.team.members.get(seat)
    if member is None:
        raise NotAllowed(code="not-on-team")
    return invite(core, member.name, tuple(member.roles), renews=seat)
