"""Who is on the team: invite, change roles, take back, remove, renew, compare (VAULT.md 4)."""

import re
import unicodedata
from datetime import datetime
from typing import get_args

from coctui.casework.result import Acts, Refused, refuse
from coctui.models.authority import may_team
from coctui.models.event import Body
from coctui.models.roster import SENIOR, Invite, Keys, Role, Team
from coctui.models.team_events import Compared, Invitation, Invited, Removed, Renewed, RoleChanged, Withdrawn

ROLES: tuple[Role, ...] = get_args(Role)
_BLANK = Keys(seat="0" * 32, box="0" * 64, sign="0" * 64)


def roles_of(text: str) -> tuple[Role, ...] | Refused:
    """Roles from words joined by commas: `lead,chair`."""
    words = [word.strip().casefold() for word in text.split(",") if word.strip()]
    found = tuple(role for role in ROLES if role in words)
    return found if found and set(words) <= set(ROLES) else refuse("role-missing")


def founding_roles(text: str) -> tuple[Role, ...] | Refused:
    """Roles of who starts a team: chair or lead is among them."""
    roles = roles_of(text)
    if isinstance(roles, Refused) or SENIOR & set(roles):
        return roles
    return refuse("founder-senior")


def may_invite(team: Team, me: str, roles: tuple[Role, ...], now: datetime) -> Refused | None:
    """Why this member may not invite somebody with these roles, or `None`."""
    blank = Invitation(id="0" * 32, keys=_BLANK, name="", roles=roles, sealed="0" * 64)
    ruling = may_team(team, me, Invited(invitation=blank), now)
    return None if ruling else refuse(ruling.code)


def may_renew(team: Team, me: str, seat: str, now: datetime) -> Refused | None:
    """Why this member may not give another a new seat, or `None`."""
    if seat == me:
        return refuse("renew-another")
    blank = Invitation(id="0" * 32, keys=_BLANK, name="", roles=(), sealed="0" * 64)
    ruling = may_team(team, me, Renewed(seat=seat, invitation=blank), now)
    return None if ruling else refuse(ruling.code, name_of(team, seat))


def change_role(team: Team, me: str, seat: str, roles: tuple[Role, ...], now: datetime) -> Acts | Refused:
    """Give a member other roles."""
    return _ruled(team, me, RoleChanged(seat=seat, roles=roles), seat, now)


def remove(team: Team, me: str, seat: str, now: datetime) -> Acts | Refused:
    """Remove a member; `needs-two-leads` where a lead's word has to wait for another lead's."""
    if seat == me and "chair" in team.members[me].roles:
        return refuse("remove-another")
    return _ruled(team, me, Removed(seat=seat), seat, now)


def withdraw(team: Team, me: str, invite: Invite, now: datetime) -> Acts | Refused:
    """Take back an open invitation."""
    ruling = may_team(team, me, Withdrawn(invitation=invite.id), now)
    return (Withdrawn(invitation=invite.id),) if ruling else refuse(ruling.code)


def compare(team: Team, me: str, seat: str, now: datetime) -> Acts | Refused:
    """Record that the six words of a member's key were the same, compared by voice."""
    return _ruled(team, me, Compared(seat=seat), seat, now)


def find_member(team: Team, text: str) -> str | Refused:
    """The seat of a member now on the team: by name, whatever case, accents and spaces, or an unambiguous start of one."""
    return _find({seat: member.name for seat, member in team.active.items()}, text, "no-such-member")


def find_anybody(team: Team, text: str) -> str | Refused:
    """The same, and if nobody on the team has that name: of one who left, and who can come back to a new seat."""
    found = find_member(team, text)
    if not isinstance(found, Refused) or found.code != "no-such-member":
        return found
    return _find({seat: team.members[seat].name for seat in former(team)}, text, "no-such-member")


def former(team: Team) -> tuple[str, ...]:
    """Seats of those who left the team and have no other seat, nor an invitation to one, in the order of joining."""
    followed = {member.before for member in team.members.values()} | {invite.renews for invite in team.invites.values()}
    return tuple(seat for seat, member in team.members.items() if member.removed and seat not in followed)


def find_invite(team: Team, text: str) -> Invite | Refused:
    """The open invitation of that name."""
    found = _find({key: invite.name for key, invite in team.invites.items()}, text, "no-such-member")
    return found if isinstance(found, Refused) else team.invites[found]


def name_of(team: Team, seat: str) -> str:
    """A member's name, `""` for nobody."""
    member = team.members.get(seat)
    return member.name if member else ""


def _find(names: dict[str, str], text: str, missing: str) -> str | Refused:
    wanted = _plain(text)
    same = [key for key, name in names.items() if _plain(name) == wanted]
    near = [key for key, name in names.items() if wanted and _plain(name).startswith(wanted)]
    found = same or near
    if len(found) == 1:
        return found[0]
    return refuse("several-members" if found else missing)


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"\s+", "", "".join(c for c in folded if not unicodedata.combining(c)))


def _ruled(team: Team, me: str, body: Body, seat: str, now: datetime) -> Acts | Refused:
    ruling = may_team(team, me, body, now)
    return (body,) if ruling else refuse(ruling.code, name_of(team, seat))
