"""Who may open a case: the standing of each seat, as the access lane has it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from coctui.models.roster import Cut, Role, Team

State = Literal["not yet", "asked", "cleared", "recused", "excluded"]
OUT: frozenset[State] = frozenset({"recused", "excluded"})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one seat stands in one case."""

    state: State = "not yet"
    number: int = 0
    """Card number of the open question, while asked."""
    since: float = 0.0
    """When it came to this, seconds since 1970 UTC."""
    told_to: str | None = None
    """Who let this seat in on its word by voice."""
    by: str | None = None


NOWHERE = Standing()


@dataclass(frozen=True, slots=True)
class Restriction:
    """From where on a seat's events do not count: the event that says so, its place in the line, and the cut."""

    link: str
    place: int
    cut: Cut


class Known(NamedTuple):
    """What somebody knew whose newest access event was one that was written apart from others."""

    cleared: frozenset[str]
    restrictions: frozenset[str]
    """Links of those that they had seen."""


@dataclass(frozen=True, slots=True)
class Access:
    """The fold of a case's access lane over the roster."""

    room: str
    team: Team
    vault: str = ""
    code: str = ""
    third: str = ""
    opened_by: str | None = None
    opened_at: float = 0.0
    own: str = ""
    """A seat that opened the case after its removal, which it did not know of: nobody who removed it knew of the case."""
    standings: Mapping[str, Standing] = field(default_factory=dict)
    stand_ins: frozenset[str] = frozenset()
    keeper: str | None = None
    """A member who left as the last one cleared: may ask, take up, admit, write letters, and nothing else."""
    gone: frozenset[str] = frozenset()
    """Removed seats that the fold has taken note of so far."""
    known: int | None = None
    """Place in the team lane up to which the authors had read it so far; `None`: all of it, as it is now."""
    generation: str = ""
    replaced: frozenset[str] = frozenset()
    """Generations before this one: none of them comes back."""
    got: frozenset[str] = frozenset()
    """Seats that ever had a key letter of this generation."""
    number: int = 0
    facts: str = ""
    """The digest of what the newest card says."""
    letters: str = ""
    lettered: tuple[str, ...] = ()
    line: Mapping[str, int] = field(default_factory=dict)
    """Link of every event that counts to its place."""
    cleared_at: tuple[frozenset[str], ...] = ()
    """Who was cleared after each place of the line."""
    known_at: tuple[int, ...] = ()
    """And up to which place the team lane was known then."""
    passed: Mapping[str, int] = field(default_factory=dict)
    """Link of every other event to the place of the one that it follows, -1 where that is none."""
    restrictions: Mapping[str, tuple[Restriction, ...]] = field(default_factory=dict)
    apart: Mapping[str, Known] = field(default_factory=dict)
    """For each access event that was written apart from others, whether it counts or not: what they add up to."""
    spent: frozenset[str] = frozenset()
    """Ids of statements already taken up."""
    head: str | None = None
    heads: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    """Newest events by who might write: more than one where copies met, until a holder changes the key (VAULT.md 7 c)."""
    refused: tuple[str, ...] = ()
    """Links of events without authority: kept, listed by verify, never folded."""
    void: tuple[str, ...] = ()
    """Of those, the ones by who might write them as they saw the lane: a restriction that they had not seen is why."""
    believed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """For access events written apart: who may have been cleared for who wrote them, where that is not what counts."""
    unknown: tuple[str, ...] = ()
    """Links of events of a newer version: the room is read-only."""
    held: tuple[str, ...] = ()
    """Links of events that wait for one that is missing."""

    def __repr__(self) -> str:
        return f"<Access {self.room}>"

    def standing(self, seat: str) -> Standing:
        """Where a seat stands; a renewed seat takes over that its predecessor was recused or excluded."""
        own = self.standings.get(seat)
        if own is not None:
            return own
        for old in self.team.ancestors(seat):
            standing = self.standings.get(old)
            if standing is not None:
                return standing if standing.state in OUT else NOWHERE
        return NOWHERE

    def state(self, seat: str) -> State:
        """The state of a seat's standing."""
        return self.standing(seat).state

    def on_team(self, seat: str) -> bool:
        """Whether a seat is on the team, as far as the team lane is known here."""
        return self._roles(seat) is not None

    def roles(self, seat: str) -> frozenset[Role]:
        """The roles of a seat, as far as the team lane is known here; none for somebody not on the team."""
        return self._roles(seat) or frozenset()

    def _roles(self, seat: str) -> frozenset[Role] | None:
        roles = self.team.roles_at(seat, self.known)
        if roles is None and self.known is not None and seat not in self.gone:
            # Removed by somebody of whose copy nothing was known here: to these authors they were on the team.
            earlier = (h.roles for h in reversed(self.team.history) if h.seat == seat and h.place <= (self.known or 0))
            return next((held for held in earlier if held is not None), None)
        return roles

    def place(self, base: str | None) -> int:
        """Where in the line an access event stands, or the one that it follows if it does not count; -1 if unknown."""
        return self.line.get(base or "", self.passed.get(base or "", -1))

    def ever_lead(self, seat: str, base: str | None) -> bool:
        """Whether a seat acted as lead here when `base` was the newest access event, or at any time since."""
        place = self.place(base)
        return seat in self.stand_ins or (place >= 0 and self.team.ever(seat, "lead", self.known_at[place]))

    @property
    def cleared(self) -> frozenset[str]:
        """The holders: seats that are cleared and still on the team."""
        return frozenset(
            seat for seat, standing in self.standings.items() if standing.state == "cleared" and seat not in self.gone
        )

    @property
    def leads_out(self) -> frozenset[str]:
        """Leads now on the team who are recused or excluded."""
        return frozenset(seat for seat in self.team.having("lead") if self.state(seat) in OUT)

    @property
    def leads_in(self) -> frozenset[str]:
        """Cleared members who may act as lead here: leads, and stand-ins."""
        return frozenset(seat for seat in self.cleared if seat in self.team.having("lead") or seat in self.stand_ins)

    @property
    def rotation_due(self) -> bool:
        """Whether a seat that knows this generation's key is no longer cleared, or copies met, and somebody is there to change it."""
        cleared = self.cleared
        return bool(cleared) and (not self.got <= cleared or len(self.ends) > 1)

    def counts_content(self, seat: str, writer: str, seq: int, base: str | None) -> bool:
        """Whether a content event counts: its author was cleared at its base, and no later cut leaves it out."""
        cleared, unseen = self._known_at(base, seat)
        member = self.team.members.get(seat)
        if seat not in cleared or member is None:
            return False
        if seat != self.own and member.removed and seq > member.cut.get(writer, -1):
            return False
        return all(seq <= restriction.cut.get(writer, -1) for restriction in unseen)

    def held_for(self, seat: str, base: str | None) -> bool:
        """Whether a seat held the case as somebody knew it who wrote under `base`, though that may have become void."""
        return seat in self.believed.get(base or "", self._known_at(base, seat)[0])

    def _known_at(self, base: str | None, seat: str) -> tuple[frozenset[str], list[Restriction]]:
        """Who was cleared when `base` was the newest access event, and the restrictions of a seat that were not known then."""
        known, place, all_of = self.apart.get(base or ""), self.place(base), self.restrictions.get(seat, ())
        if known is not None:
            return known.cleared, [found for found in all_of if found.link not in known.restrictions]
        if place < 0:
            return frozenset(), []
        return self.cleared_at[place], [found for found in all_of if found.place > place]
