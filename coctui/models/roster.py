"""Who is on the team: roles, the policy, and what the team lane's events add up to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from coctui.models.noun import Count, Hash, Id, Line, Noun, Span
from coctui.models.shift import Shift

Role = Literal["responder", "lead", "chair", "organizer"]
SENIOR: frozenset[Role] = frozenset({"lead", "chair"})
"""The roles without which a team cannot go on: the last of them is never removed (VAULT.md 4)."""
Cut = Mapping[str, int]
"""Writer id to the last sequence number that counts; a writer not named counts none (VAULT.md 3)."""


def capped(cut: Cut, writer: str, seq: int) -> Cut:
    """The cut of somebody who leaves by their own event: nothing counts that this chain gained afterwards."""
    return {**cut, writer: min(cut[writer], seq)} if writer in cut else cut


def both(one: Cut, other: Cut) -> Cut:
    """What two cuts of the same seat leave: an event counts only if neither takes it."""
    return {writer: min(seq, other[writer]) for writer, seq in one.items() if writer in other}


class Keys(Noun):
    """The two public keys of a seat; its id is a hash of them, made by the vault."""

    seat: Id
    box: Hash
    sign: Hash


class Cost(Noun):
    """What one guess of a passphrase costs: Argon2id memory in KiB, passes, lanes."""

    memory: Count
    passes: Count
    lanes: Count


class Policy(Noun):
    """Settings of the team; each default is the published value where there is one (research/domain.md)."""

    leads_out: Count = 2
    """More leads recused or excluded than this: a stand-in is called for ("more than two", SEED)."""
    masked_row: bool = True
    """Whether who stepped aside still sees the code name; never where the case names a team member."""
    acknowledge_hours: Span = 2
    outcome_days: Span = 7
    """Hours to the acknowledgement and days to the outcome, from receipt (PLC-E)."""
    acknowledge_hours_outside: Span | None = None
    outcome_days_outside: Span | None = None
    """The same for a report received outside the conference days; `None`: no difference, as published (PLC-E is silent)."""
    review_hours: Span = 24
    """Hours until the team looks at what one member did alone (DJ, CARP, LLVM; PLC-E is silent)."""
    check_in_days: Span = 7
    """Days from telling the reported person to asking the reporter how they are (MOZ)."""
    team_check_in_days: Span = 3
    """Days until somebody asks a colleague how they are, after a heavy case."""
    second_reader: bool = True
    """Whether a text to the reported person wants a second reader (DJ; PLC-E is silent)."""
    contacts: tuple[Id, ...] = ()
    """Seats of the conflict contacts."""
    stand_in_ends: Literal["when a lead returns", "with the case"] = "when a lead returns"
    """When a stand-in's part ends; with the case at the latest. The procedure leaves it open."""
    answer_hours: Span = 4
    """Waking hours after which an asked member's silence is mentioned to the holders. No source sets a number."""
    retention_days: Span | None = None
    """Days from closing a case until its words are due to be expunged; `None`: no date, as in the published procedure."""
    hold_back: Count = 3
    """In a draft for the public, counts below this are held back. No source sets a number; three is common."""


class Profile(Noun):
    """What a member says of themself, so that a colleague can reach them and a conflict can be seen."""

    name: Line
    mail: Line = ""
    handles: tuple[Line, ...] = ()
    company: Line = ""
    zone: Line = ""
    phone: Line = ""
    """To wake them outside their shifts; who gives none is not woken."""
    shifts: tuple[Shift, ...] = ()
    """When they are on shift."""


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


class Held(NamedTuple):
    """From a place of the team lane on, a seat had these roles; `None`: it was no longer on the team."""

    place: int
    seat: str
    roles: frozenset[Role] | None


@dataclass(frozen=True, slots=True)
class Team:
    """The roster and settings: the fold of the team lane."""

    conference: str = ""
    practice: bool = False
    """Nothing in it is real: a demo or a drill."""
    first_day: str = ""
    last_day: str = ""
    zone: str = ""
    policy: Policy = field(default_factory=Policy)
    costs: tuple[Cost, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    """What the team put into its own words: pages of *right now* and templates, by key."""
    members: Mapping[str, Member] = field(default_factory=dict)
    invites: Mapping[str, Invite] = field(default_factory=dict)
    removals: tuple[tuple[str, str], ...] = ()
    """(link of the team event, seat) in the order in which seats were removed or renewed."""
    history: tuple[Held, ...] = ()
    """Every change of who is on the team and in which roles, oldest first."""
    line: Mapping[str, int] = field(default_factory=dict)
    """Link of every folded team event to its place in the line."""
    passed: Mapping[str, int] = field(default_factory=dict)
    """Link of every other event to the place of the one that it follows, -1 where that is none."""
    knew: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """For events written apart: who was removed as one knew it who had seen that event last, where its place says else."""
    head: str | None = None
    founded: str | None = None
    generation: str = ""
    replaced: frozenset[str] = frozenset()
    """Generations before this one: none of them comes back."""
    got: frozenset[str] = frozenset()
    """Seats, and seats of invitations, that ever had a letter of the current generation."""
    number: int = 0
    letters: str = ""
    lettered: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    """Newest events by who might write: more than one where copies met, until somebody changes the key (VAULT.md 7 c)."""
    refused: tuple[str, ...] = ()
    void: tuple[str, ...] = ()
    """Of those, the ones by who might write them as they saw the lane: a restriction that they had not seen is why."""
    unknown: tuple[str, ...] = ()
    held: tuple[str, ...] = ()

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
        """Whether somebody who left, or whose invitation was taken back, still knows the team room's key; or copies met."""
        return len(self.ends) > 1 or bool(
            self.got - set(self.active) - {invite.keys.seat for invite in self.invites.values()}
        )

    def ancestors(self, seat: str) -> tuple[str, ...]:
        """The seats that a renewed seat succeeds, newest first."""
        found: list[str] = []
        member = self.members.get(seat)
        while member is not None and member.before is not None and member.before not in found:
            found.append(member.before)
            member = self.members.get(member.before)
        return tuple(found)

    def place(self, link: str | None) -> int | None:
        """Where in the line a team event stands, or the one that it follows if it does not count; `None` if unknown."""
        return self.line.get(link or "", self.passed.get(link or ""))

    def roles_at(self, seat: str, place: int | None) -> frozenset[Role] | None:
        """The roles of a seat at a place of the line, `None` for somebody not on the team then; no place: now."""
        if place is None:
            member = self.active.get(seat)
            return member.roles if member else None
        return next((held.roles for held in reversed(self.history) if held.seat == seat and held.place <= place), None)

    def ever(self, seat: str, role: Role, place: int) -> bool:
        """Whether a seat held a role at that place of the line or at any later one."""
        then = self.roles_at(seat, place) or frozenset()
        return role in then or any(role in (h.roles or ()) for h in self.history if h.seat == seat and h.place > place)

    def removed_by(self, base: str | None) -> tuple[str, ...]:
        """Seats that were already removed when the team event `base` was the newest, in the order of their removal."""
        knew = self.knew.get(base or "")
        if knew is not None:
            return tuple(seat for _, seat in self.removals if seat in knew)
        place = self.place(base)
        return () if place is None else tuple(seat for link, seat in self.removals if self.line[link] <= place)
