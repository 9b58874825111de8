"""What can happen to the team: the events of the team lane (VAULT.md 4)."""

from typing import Literal

from coctui.models.event import Keyed
from coctui.models.noun import Count, Hash, Id, Line, Noun, Signature, Text
from coctui.models.roster import Cost, Keys, Policy, Profile, Role
from coctui.models.statement import Statement


class TeamBody(Keyed):
    """An event of the team lane."""

    lane = "team"


class Founded(TeamBody):
    """The vault was made, by its first member."""

    kind: Literal["founded/1"] = "founded/1"
    format: Count
    conference: Line
    first_day: Line = ""
    last_day: Line = ""
    zone: Line = ""
    keys: Keys | None = None
    profile: Profile
    roles: tuple[Role, ...]
    policy: Policy = Policy()
    cost: Cost | None = None
    practice: bool = False
    """Nothing in this vault is real: a demo or a drill. Every screen says so; it can never be taken back."""


class Invitation(Noun):
    """The public half of an invitation, and the hash of its sealed row."""

    id: Id
    keys: Keys
    name: Line
    roles: tuple[Role, ...]
    sealed: Hash


class Invited(TeamBody):
    """Somebody was invited."""

    kind: Literal["invited/1"] = "invited/1"
    invitation: Invitation


class Withdrawn(TeamBody):
    """An invitation was taken back."""

    kind: Literal["withdrawn/1"] = "withdrawn/1"
    invitation: Id


class Joined(TeamBody):
    """Somebody took up an invitation with a seat made on the spot."""

    kind: Literal["joined/1"] = "joined/1"
    invitation: Id
    keys: Keys
    profile: Profile
    proof: Signature
    """Signature of the invitation key over the seat id."""


class Removed(TeamBody):
    """A seat left the team; its events count up to the cut."""

    kind: Literal["removed/1"] = "removed/1"
    seat: Id
    cut: dict[Id, Count] = {}
    motion: Statement | None = None
    """The other lead's word, where two leads remove a chair."""


class Renewed(TeamBody):
    """Somebody who lost every way in is invited to a new seat; the old one is closed."""

    kind: Literal["renewed/1"] = "renewed/1"
    seat: Id
    cut: dict[Id, Count] = {}
    invitation: Invitation


class RoleChanged(TeamBody):
    """A member's roles changed."""

    kind: Literal["role/1"] = "role/1"
    seat: Id
    roles: tuple[Role, ...]


class PolicyChanged(TeamBody):
    """The team's settings changed."""

    kind: Literal["policy/1"] = "policy/1"
    policy: Policy


class ProfileChanged(TeamBody):
    """A member changed what they say of themself."""

    kind: Literal["profile/1"] = "profile/1"
    profile: Profile


class Compared(TeamBody):
    """Somebody compared the six words of a member's key with that member, by voice."""

    kind: Literal["compared/1"] = "compared/1"
    seat: Id


class CostRaised(TeamBody):
    """Passphrases cost more to guess from now on."""

    kind: Literal["cost/1"] = "cost/1"
    cost: Cost


class Restored(TeamBody):
    """An older copy was taken back into use, knowingly."""

    kind: Literal["restored/1"] = "restored/1"
    missing: Count = 0
    """Not said any more: how many events are not in the copy would tell of cases that a reader may not know of."""


class WordsChanged(TeamBody):
    """The team put something into its own words: a page of *right now*, a template. None: ours again."""

    kind: Literal["words/1"] = "words/1"
    key: Line
    text: Text


class TeamRotated(TeamBody):
    """The team room has a new key; the keys that it replaces are carried along."""

    kind: Literal["team-rotated/1"] = "team-rotated/1"
    previous: dict[Id, Hash]


class TeamLettered(TeamBody):
    """The letters of the team room were written anew."""

    kind: Literal["team-lettered/1"] = "team-lettered/1"


TEAM_BODIES: tuple[type[TeamBody], ...] = (
    Founded, Invited, Withdrawn, Joined, Removed, Renewed, RoleChanged, PolicyChanged, ProfileChanged, Compared,
    CostRaised, Restored, WordsChanged, TeamRotated, TeamLettered,
)  # fmt: skip
