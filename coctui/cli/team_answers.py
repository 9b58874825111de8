"""What the commands about the team print with --json."""

from typing import Any

from coctui.cli.answers import Answer, Time


class Founded(Answer):
    """`init`."""

    conference: str
    member: str
    roles: tuple[str, ...]


class Invited(Answer):
    """`member invite`, `member renew`: the code opens the invitation once."""

    member: str
    roles: tuple[str, ...]
    code: str


class HadAnswer(Answer):
    """What a lost computer had of a case that one holds."""

    case: str
    held: bool
    outside: int
    """How often something of it was copied or saved outside from there."""
    new_key: bool
    """Whether the case has a new key already."""


class Lost(Answer):
    """`member lost`: the seat is closed."""

    member: str
    code: str
    """For the new seat, shown this once."""
    had: tuple[HadAnswer, ...]
    """Of the cases that you may see; the list is no shorter and no longer for the others."""
    words: str
    """For the team, to copy: they name no case."""


class Joined(Answer):
    """`member accept`."""

    member: str
    roles: tuple[str, ...]
    words: str
    """Six words of the new key, to compare by voice with a colleague."""


class MemberAnswer(Answer):
    """A member now on the team."""

    member: str
    roles: tuple[str, ...]
    you: bool
    compared: bool


class InvitationAnswer(Answer):
    """An invitation that nobody took up yet."""

    member: str
    roles: tuple[str, ...]
    since: Time
    renews: str


class Members(Answer):
    """`member list`."""

    conference: str
    members: tuple[MemberAnswer, ...]
    invitations: tuple[InvitationAnswer, ...]


class ShiftAnswer(Answer):
    """From when to when."""

    start: Time
    end: Time


class ProfileAnswer(Answer):
    """`member profile`: what a member says of themself."""

    member: str
    roles: tuple[str, ...]
    you: bool
    compared: bool
    mail: str
    handles: tuple[str, ...]
    company: str
    zone: str
    phone: str
    """To wake them; `""`: they are not woken."""
    shifts: tuple[ShiftAnswer, ...]


class OnShift(Answer):
    """Where a member stands: `standing` on now, next, can be woken, or not on shift."""

    member: str
    standing: str
    shift: ShiftAnswer | None
    """The one that goes on, or the next."""


class Cover(Answer):
    """`member shift`: who is there, in the order in which one would call them."""

    members: tuple[OnShift, ...]
    nobody: tuple[ShiftAnswer, ...] | None
    """From now to the end of the conference, else for two days; `null` where nobody gave a shift."""


class OwnList(Answer):
    """`own-list`: people and employers whom one must not judge. Nobody else sees it."""

    entries: tuple[str, ...]


class MemberChanged(Answer):
    """`member role`, `member remove`, `member compare`."""

    member: str
    act: str
    roles: tuple[str, ...]
    waits: bool = False
    """Whether another lead has to say the same first."""
    words: str = ""


class PolicyAnswer(Answer):
    """`policy`: the team's rules by name; `contacts` are members' names, `null` is none."""

    policy: dict[str, Any]


class Settings(Answer):
    """`settings`: what one has set for one's own coctui; `keys` by id, as in the page of keys."""

    theme: str
    signs: str
    """`unicode`, `ascii`, or `""`: as the system says."""
    veil: int
    lock: int
    """Minutes."""
    times: str
    """`clock`, or `""`: how long ago."""
    keys: dict[str, str]
