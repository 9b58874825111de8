"""Histories without a vault: events with made-up links, placed as an honest coctui would place them, or not."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from coctui.models import access_events as access_kinds
from coctui.models import team_events as team_kinds
from coctui.models.access import Access
from coctui.models.case import Case, fold_case
from coctui.models.event import Body, Event, Keyed, Lane, Letters, Struck, Unknown
from coctui.models.facts import facts_of
from coctui.models.fold_access import fold_access, step_access
from coctui.models.fold_team import fold_team
from coctui.models.roster import Keys, Profile, Role, Team
from coctui.models.statement import CardFacts, Said, Statement

START = datetime(2026, 12, 5, 9, 0, tzinfo=UTC)
SALT = "5a" * 16
"""Salt of every card: what an answer is about changes with what it says alone."""


def id_of(name: object) -> str:
    """16 bytes as hex digits, the same for the same name: a seat, a writer, a room, an invitation."""
    return hashlib.sha256(repr(name).encode()).hexdigest()[:32]


def link_of(name: object) -> str:
    """32 bytes as hex digits, the same for the same name: a link, a hash, a public key."""
    return hashlib.sha256(repr(name).encode()).hexdigest()


def keys_of(name: str) -> Keys:
    """The public keys of a member's seat."""
    return Keys(seat=id_of(name), box=link_of(f"box {name}"), sign=link_of(f"sign {name}"))


def invitation_of(name: str, *roles: Role, code: str = "") -> team_kinds.Invitation:
    """An invitation for a member; `code` tells two of them apart."""
    own = id_of(f"invitation {name} {code}")
    return team_kinds.Invitation(
        id=own, keys=keys_of(f"invitation {name} {code}"), name=name, roles=roles, sealed=link_of(own)
    )


@dataclass
class History:
    """One vault's team and one case of it, written event by event; members are named by their names."""

    team_lane: list[Event] = field(default_factory=list)
    access_lane: list[Event] = field(default_factory=list)
    content_lane: list[Event] = field(default_factory=list)
    now: datetime = START
    written: int = 0
    room: str = id_of("room")
    place: str = ""
    """Where this copy lies: another copy is another writer."""
    seqs: dict[str, int] = field(default_factory=dict)
    teams: dict[int, Team] = field(default_factory=dict)
    accesses: dict[tuple[int, int], Access] = field(default_factory=dict)
    """Folds by the lengths of the lanes, which only grow."""

    def lane(self, lane: Lane) -> list[Event]:
        """The events of one lane, in the order in which they were written."""
        return {"team": self.team_lane, "access": self.access_lane, "content": self.content_lane}[lane]

    def heads(self, lane: Lane) -> tuple[str, ...]:
        """All newest events of a lane."""
        followed = {link for event in self.lane(lane) for link in event.after}
        return tuple(event.link for event in self.lane(lane) if event.link not in followed)

    @property
    def team(self) -> Team:
        """The team as it is now."""
        key = len(self.team_lane)
        if key not in self.teams:
            self.teams[key] = fold_team(self.team_lane)
        return self.teams[key]

    @property
    def access(self) -> Access:
        """Who may open the case now."""
        key = len(self.team_lane), len(self.access_lane)
        if key not in self.accesses:
            self.accesses[key] = fold_access(self.room, self.team, self.access_lane)
        return self.accesses[key]

    @property
    def case(self) -> Case:
        """The case now."""
        return fold_case(self.access, self.access_lane, self.content_lane)

    def branch(self) -> "History":
        """A copy to work on apart; its links never meet those of this one."""
        self.written += 10_000
        return replace(
            self, team_lane=[*self.team_lane], access_lane=[*self.access_lane], content_lane=[*self.content_lane],
            seqs=dict(self.seqs), written=self.written * 100, place=f" {self.written}", teams={}, accesses={},
        )  # fmt: skip

    def meet(self, other: "History") -> None:
        """Take over what the other copy has: a union, as a merge makes it."""
        for lane in ("team", "access", "content"):
            mine = self.lane(lane)
            known = {event.link for event in mine}
            mine += [event for event in other.lane(lane) if event.link not in known]

    def event(
        self,
        who: str,
        body: Body | Unknown | Struck,
        *,
        lane: Lane | None = None,
        after: Sequence[str] | None = None,
        base: str | None = "now",
        at: datetime | None = None,
        writer: str | None = None,
        seq: int | None = None,
    ) -> Event:
        """An event that is not put into the history; whatever is not given is as an honest coctui would fill it in."""
        lane = lane or (body.lane if isinstance(body, Body) else "content")
        self.written += 1
        writer = id_of(f"writer {writer or who}{self.place}")
        if base == "now":
            base = {"team": None, "access": self.team.head, "content": self.access.head if lane == "content" else None}[
                lane
            ]
        return Event(
            link=link_of(self.written),
            room=self.room,
            lane=lane,
            seat=id_of(who),
            writer=writer,
            seq=self.seqs.get(writer, 0) + 1 if seq is None else seq,
            after=self.heads(lane) if after is None else tuple(after),
            base=base,
            at=at or self.now,
            body=body,
        )

    def put(self, *events: Event) -> None:
        """Put events where they belong, whatever they are."""
        for event in events:
            self.lane(event.lane).append(event)
            self.seqs[event.writer] = max(self.seqs.get(event.writer, 0), event.seq)

    def write(
        self,
        who: str,
        body: Body | Unknown,
        *,
        at: datetime | None = None,
        writer: str | None = None,
        lane: Lane | None = None,
    ) -> Event:
        """What an honest coctui writes, with letters and cuts filled in; time goes on by a minute."""
        self.now += timedelta(minutes=1)
        event = self.event(who, self.filled(who, body), at=at, writer=writer, lane=lane)
        self.put(event)
        return event

    def filled(self, who: str, body: Body | Unknown) -> Body | Unknown:
        """The body as the vault completes it."""
        body = self._with_cut(who, body)
        if not isinstance(body, Keyed):
            return body
        return body.model_copy(update={"letters": self.letters(body, who)})

    def letters(self, body: Keyed, who: str) -> Letters:
        """The letters that go out with an event: a rotation names a new generation."""
        if body.lane == "team":
            before, gone = (
                self.team,
                body.invitation if isinstance(body, team_kinds.Joined | team_kinds.Withdrawn) else "",
            )
            seats = [*before.active, *(invite.keys.seat for invite in before.invites.values() if invite.id != gone)]
            match body:
                case team_kinds.Founded():
                    seats.append(id_of(who))
                case team_kinds.Joined():
                    seats.append(body.keys.seat)
                case team_kinds.Invited() | team_kinds.Renewed():
                    seats.append(body.invitation.keys.seat)
                case _:
                    pass
            if isinstance(body, team_kinds.Removed | team_kinds.Renewed):
                seats = [seat for seat in seats if seat != body.seat]
            new, about = isinstance(body, team_kinds.TeamRotated), ""
            generation, number = before.generation, before.number
        else:
            access = self.access
            seats = list(access.team.active)
            new, generation, number = isinstance(body, access_kinds.Rotated), access.generation, access.number
            code = body.code if isinstance(body, access_kinds.Opened) else access.code
            facts = facts_of(self.case) if access.code else CardFacts(code=code)
            about = facts.digest(SALT)
        if new or not generation:
            generation = id_of(f"generation {body.lane} {self.written}")
        return Letters(
            generation=generation, number=number + 1, seats=tuple(seats), digest=link_of("letters"), facts=about
        )

    def _with_cut(self, who: str, body: Body | Unknown) -> Body | Unknown:
        match body:
            case team_kinds.Removed(seat=seat) | team_kinds.Renewed(seat=seat) | access_kinds.Excluded(seat=seat):
                return body.model_copy(update={"cut": self.cut(seat)})
            case access_kinds.Noted(statement=statement):
                return body.model_copy(update={"cut": self.cut(statement.seat)})
            case access_kinds.Recused():
                return body.model_copy(update={"cut": self.cut(id_of(who))})
            case team_kinds.TeamRotated() if not body.previous:
                return body.model_copy(update={"previous": {self.team.generation: link_of("key")}})
            case access_kinds.Rotated() if not body.previous:
                return body.model_copy(update={"previous": {self.access.generation: link_of("key")}})
            case _:
                return body

    def cut(self, seat: str) -> Mapping[str, int]:
        """The last event of each writer of a seat."""
        found: dict[str, int] = {}
        for event in (*self.team_lane, *self.access_lane, *self.content_lane):
            if event.seat == seat:
                found[event.writer] = max(found.get(event.writer, 0), event.seq)
        return found

    # ------------------------------------------------------------------ the usual first pages of a history

    def found(self, who: str, *roles: Role) -> Event:
        """Found the team."""
        return self.write(
            who,
            team_kinds.Founded(
                format=1, conference="PebbleConf", keys=keys_of(who), profile=Profile(name=who), roles=roles
            ),
        )

    def join(self, by: str, who: str, *roles: Role) -> Event:
        """Invite somebody and let them join."""
        made = invitation_of(who, *roles)
        self.write(by, team_kinds.Invited(invitation=made))
        return self.accept(who, made)

    def accept(self, who: str, made: team_kinds.Invitation) -> Event:
        """Take up an invitation with a new seat."""
        return self.write(
            who,
            team_kinds.Joined(invitation=made.id, keys=keys_of(who), profile=Profile(name=who), proof="0" * 128),
        )

    def open(self, who: str) -> Event:
        """Open the case."""
        return self.write(who, access_kinds.Opened(code="amber-birch", third="wren"))

    def ask(self, by: str, *seats: str) -> None:
        """Ask members about a conflict."""
        for who in seats:
            self.write(by, access_kinds.Asked(seat=id_of(who)))

    def says(
        self,
        who: str,
        said: Said,
        *,
        target: str | None = None,
        number: int | None = None,
        facts: str | None = None,
        room: str | None = None,
        at: datetime | None = None,
    ) -> Statement:
        """A statement of a seat: an answer to the card of now, or a motion."""
        self.written += 1
        access = self.access if self.access_lane else None
        digest = access.facts if access and access.facts else "0" * 64
        return Statement(
            vault=id_of("vault"), room=room or self.room, seat=id_of(who), said=said, at=at or self.now,
            number=(access.number if access and not target else 0) if number is None else number,
            facts=facts or digest, target=target and id_of(target), id=id_of(f"statement {self.written}"),
            signature="0" * 128,
        )  # fmt: skip

    def admit(self, by: str, *seats: str) -> None:
        """Let members in on their statement; whoever was not asked is asked first."""
        for who in seats:
            if self.access.state(id_of(who)) != "asked":
                self.ask(by, who)
            self.write(by, access_kinds.Admitted(seat=id_of(who), statement=self.says(who, "no conflict")))

    def exclude(self, by: str, who: str, second: str | None = None) -> Event:
        """Exclude a member, on the word of a second one where one is named."""
        motion = self.says(second, "exclude", target=who) if second else None
        return self.write(by, access_kinds.Excluded(seat=id_of(who), motion=motion))

    def steps(self, event: Event) -> Access | None:
        """What the access fold makes of an event at the end of the lane."""
        return step_access(self.access, event)


def team_of_six() -> History:
    """Noor (chair, lead), Ilse and Oksana (leads), Paz and Wanjiru (responders), Tamsin (organizer)."""
    history = History()
    history.found("Noor", "chair", "lead")
    history.join("Noor", "Ilse", "lead")
    history.join("Noor", "Oksana", "lead")
    history.join("Noor", "Paz", "responder")
    history.join("Noor", "Wanjiru", "responder")
    history.join("Noor", "Tamsin", "organizer")
    return history


def case_of_three() -> History:
    """Opened by Ilse; Oksana and Paz are cleared too, Wanjiru is asked, nobody has excluded anybody."""
    history = team_of_six()
    history.open("Ilse")
    history.admit("Ilse", "Oksana", "Paz")
    history.ask("Ilse", "Wanjiru")
    return history


HOLDERS = ("Ilse", "Oksana", "Paz")
OTHERS = ("Wanjiru", "Sunniva", "Mirela", "Tamsin", "Noor", "Zofia", "Brisa")
"""Asked, recused, excluded; organizer, chair, both not yet; removed while cleared, a stranger."""
WHO = (*HOLDERS, *OTHERS)


def open_case() -> History:
    """Three holders, and one seat of every other standing."""
    history = team_of_six()
    for who in ("Sunniva", "Mirela", "Zofia"):
        history.join("Noor", who, "responder")
    history.open("Ilse")
    history.admit("Ilse", "Oksana", "Paz", "Sunniva", "Zofia")
    history.write("Sunniva", access_kinds.Recused())
    history.exclude("Ilse", "Mirela")
    history.ask("Ilse", "Wanjiru")
    history.write("Noor", team_kinds.Removed(seat=id_of("Zofia")))
    return history


def apart(history: History) -> tuple[History, History]:
    """Two copies of the history; links of one never meet those of the other."""
    return history, history.branch()


def met(here: History, there: History) -> History:
    """Both together; in whichever direction they meet, the folds are the same."""
    other = replace(there, team_lane=[*there.team_lane], access_lane=[*there.access_lane], content_lane=[*there.content_lane],
                    teams={}, accesses={})  # fmt: skip
    here.meet(there)
    other.meet(here)
    assert fold_team(other.team_lane) == fold_team(here.team_lane)
    assert fold_access(other.room, other.team, other.access_lane) == here.access
    return here
