"""Who is on the team: roles, the policy, and what the team lane's events add up to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from coctui.models.noun import Hash, Id, Line, Noun

Role = Literal["responder", "lead", "chair", "organizer"]
SENIOR: frozenset[Role] = frozenset({"lead", "chair"})
"""The roles without which a team cannot go on: the last of them is never removed (VAULT.md 4)."""
Cut = Mapping[str, int]
"""Writer id to the last sequence number that counts; a writer not named counts none (VAULT.md 3)."""


class Keys(Noun):
    """The two public keys of a seat; its id is a hash of them, made by the vault."""

    seat: Id
    box: Hash
    sign: Hash


class Cost(Noun):
    """What one guess of a passphrase costs: Argon2id memory in KiB, passes, lanes."""

    memory: int
    passes: int
    lanes: int


class Policy(Noun):
    """Settings of the team; each default is the published value where there is one (research/domain.md)."""

    leads_out: int = 2
    """More leads recused or excluded than this: a stand-in is called for ("more than two", SEED)."""
    masked_row: bool = True
    """Whether who stepped aside still sees the code name; never where the case names a team member."""
    acknowledge_hours: int = 2
    outcome_days: int = 7
    """Hours to the acknowledgement and days to the outcome, from receipt (PLC-E)."""
    contacts: tuple[Id, ...] = ()
    """Seats of the conflict contacts."""


class Profile(Noun):
    """What a member says of themself, so that a colleague can reach them and a conflict can be seen."""

    name: Line
    mail: Line = ""
    handles: tuple[Line, ...] = ()
    company: Line = ""
    zone: Line = ""
    phone: Line = ""


@dataclass(frozen=True, slots=True)
class Member:
    """One seat on the team as the team lane has it now."""

    seat: str
    keys: Keys
    profile: Profile
    roles: frozenset[Role]
    seniority: int
    """Place in the order of joining, the founder 0."""
    removed: bool = False
    cut: Cut = field(default_factory=dict)
    compared: bool = False
    """Whether somebody compared the six words of the key by voice."""
    before: str | None = None
    """The seat that this one succeeds after a renewal."""

    def __repr__(self) -> str:
        return f"<Member {self.seat}>"

    @property
    def name(self) -> str:
        """The display name, untrusted text."""
        return self.profile.name


@dataclass(frozen=True, slots=True)
class Invite:
    """An open invitation: its public keys, for whom, and whom it renews."""

    id: str
    keys: Keys
    name: str
    roles: frozenset[Role]
    at: float
    """When it was written, seconds since 1970 UTC."""
    sealed: str
    renews: str | None = None
    """The old seat, where the invitation gives somebody a new one."""

    def __repr__(self) -> str:
        return f"<Invite {self.id}>"


@dataclass(frozen=True, slots=True)
class Team:
    """The roster and settings: the fold of the team lane."""

    conference: str = ""
    first_day: str = ""
    last_day: str = ""
    zone: str = ""
    policy: Policy = field(default_factory=Policy)
    costs: tuple[Cost, ...] = ()
    members: Mapping[str, Member] = field(default_factory=dict)
    invites: Mapping[str, Invite] = field(default_factory=dict)
    removals: tuple[tuple[str, str], ...] = ()
    """(link of the team event, seat) in the order in which seats were removed or renewed."""
    line: Mapping[str, int] = field(default_factory=dict)
    """Link of every folded team event to its place in the line."""
    head: str | None = None
    founded: str | None = None
    generation: str = ""
    got: frozenset[str] = frozenset()
    """Seats and invitations that ever had a letter of the current generation."""
    number: int = 0
    letters: str = ""
    lettered: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<Team of {len(self.members)}>"

    @property
    def active(self) -> dict[str, Member]:
        """Members who are on the team now, by seat, in order of seniority."""
        return {seat: member for seat, member in self.members.items() if not member.removed}

    def having(self, role: Role) -> frozenset[str]:
        """Seats now on the team that hold a role."""
        return frozenset(seat for seat, member in self.active.items() if role in member.roles)

    @property
    def rotation_due(self) -> bool:
        """Whether somebody who left still knows the team room's key."""
        return bool(self.got - set(self.active) - set(self.invites))

    def ancestors(self, seat: str) -> tuple[str, ...]:
        """The seats that a renewed seat succeeds, newest first."""
        found: list[str] = []
        member = self.members.get(seat)
        while member is not None and member.before is not None and member.before not in found:
            found.append(member.before)
            member = self.members.get(member.before)
        return tuple(found)

    def removed_by(self, base: str | None) -> frozenset[str]:
        """Seats that were already removed when the team event `base` was the newest; none before the team began."""
        place = -1 if base is None else self.line.get(base, -1)
        return frozenset(seat for link, seat in self.removals if self.line[link] <= place)
