"""Who may open what, said as simply as VAULT.md says it: sets of names and no events. The oracle holds the vault to it."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, Self

Answer = Literal["no conflict", "step aside"]
WEEK = timedelta(days=7)
OUT = ("recused", "excluded")


class Refusal(Exception):
    """The rules say no."""


@dataclass(eq=False)
class Said:
    """An answer on its way: to which question, about which facts."""

    seat: str
    said: Answer
    question: int
    facts: int


@dataclass(eq=False)
class Motion:
    """A holder's word to another one that a third is to be excluded."""

    by: str
    to: str
    target: str
    at: datetime


@dataclass
class Room:
    """One case."""

    state: dict[str, str] = field(default_factory=dict)
    questions: dict[str, int] = field(default_factory=dict)
    asked_so_far: int = 0
    facts: int = 0
    keeper: str | None = None
    told: set[str] = field(default_factory=set)
    """Let in on a word by voice that is not confirmed yet."""
    knows: set[str] = field(default_factory=set)
    """Seats that have had the key which the case is sealed under now."""
    parcels: list[Said] = field(default_factory=list)
    motions: list[Motion] = field(default_factory=list)
    letters: dict[str, str] = field(default_factory=dict)
    """What each seat's letter came to when all were last written."""
    strikes: bool = False
    named: bool = False
    """Whether the card names somebody."""
    rotations: int = 0

    def out(self) -> set[str]:
        """Who left it."""
        return {seat for seat, state in self.state.items() if state in OUT}


@dataclass
class Truth:
    """The team and its cases."""

    active: list[str] = field(default_factory=list)
    before: dict[str, str] = field(default_factory=dict)
    rooms: dict[str, Room] = field(default_factory=dict)
    answers: dict[tuple[str, str], Said] = field(default_factory=dict)
    """(seat, room): what a member's own sheet remembers, to say it again."""
    aside: set[tuple[str, str]] = field(default_factory=set)
    """(seat, room) of masked rows."""
    rosters: dict[str, list[str]] = field(default_factory=dict)
    """Who was on the team when a seat left it: all that a keeper who was removed can know."""

    def copy(self) -> Self:
        """A second one, to try things on."""
        return deepcopy(self)

    # Reading -------------------------------------------------------------------------------------------------------

    def state(self, room: str, seat: str) -> str:
        """Where a seat stands; who was renewed is as little welcome as before."""
        states = self.rooms[room].state
        if seat in states:
            return states[seat]
        old: str | None = seat
        while (old := self.before.get(old or "")) is not None:
            if old in states:
                return states[old] if states[old] in OUT else "not yet"
        return "not yet"

    def cleared(self, room: str) -> set[str]:
        """Who holds a case."""
        return {seat for seat, state in self.rooms[room].state.items() if state == "cleared" and seat in self.active}

    def working(self, room: str) -> list[str]:
        """Who holds it on screen as well: not those let in by voice who have not said so themselves."""
        return sorted(self.cleared(room) - self.rooms[room].told)

    def asked(self, room: str) -> list[str]:
        """Whose answer is waited for."""
        return [seat for seat in self.active if self.state(room, seat) == "asked"]

    def due(self, room: str) -> bool:
        """Whether somebody who has had the key is no longer to have it, and somebody is there to change it."""
        cleared = self.cleared(room)
        return bool(cleared) and (self.rooms[room].strikes or not self.rooms[room].knows <= cleared)

    def letter(self, room: str, seat: str) -> str:
        """The kind of the letter that a seat is to have."""
        if seat in self.cleared(room) or seat == self.rooms[room].keeper:
            return "key"
        return "card" if seat in self.asked(room) else ""

    def roster(self, by: str) -> list[str]:
        """The team as somebody knows it."""
        return self.rosters.get(by, self.active)

    def _letters(self, room: str, by: str) -> None:
        """Every change of access writes all letters anew."""
        now, known = self.rooms[room], self.roster(by)
        kinds = {"cleared": "key", "asked": "card"}
        now.letters = {seat: kinds[state] for seat, state in now.state.items() if seat in known and state in kinds}
        if now.keeper:
            now.letters[now.keeper] = "key"

    def _mend(self, room: str, by: str) -> None:
        """A letter to somebody who was removed goes, at the next unlock of a holder or keeper who knows of it."""
        now, known = self.rooms[room], self.roster(by)
        if any(seat not in known and seat != now.keeper for seat in now.letters):
            self._letters(room, by)

    def shown(self, room: str, seat: str) -> str:
        """What a member's inbox says of a case."""
        state, said = self.state(room, seat), self.answers.get((seat, room))
        if seat == self.rooms[room].keeper:
            return "keeper"
        if state == "cleared":
            return "confirm" if seat in self.rooms[room].told else "cleared"
        masked = "recused" if (seat, room) in self.aside else ""
        if state != "asked":
            return masked
        if said is None or not self._stands(room, said):
            return "asked"
        return "answered" if said.said == "no conflict" else masked

    def _stands(self, room: str, said: Said) -> bool:
        """Whether an answer is still the one to the card: after stepping aside, a question is a new one."""
        now = self.rooms[room]
        return said.facts == now.facts and (said.said == "no conflict" or said in now.parcels)

    # Acts ----------------------------------------------------------------------------------------------------------

    def open(self, room: str, by: str) -> None:
        """A new case."""
        self.rooms[room] = Room(state={by: "cleared"}, knows={by})
        self._letters(room, by)

    def ask(self, room: str, by: str, who: str) -> None:
        """A holder or the keeper asks."""
        self._writes(room, by, keeper=True)
        if who not in self.active or who in self.cleared(room) or (who == by and by == self.rooms[room].keeper):
            raise Refusal
        self._asked(room, by, who)

    def stand_in(self, room: str, by: str, who: str) -> None:
        """A holder names an organizer, who is asked like anybody."""
        self._writes(room, by)
        if who == by:
            raise Refusal
        if who not in self.cleared(room):
            self._asked(room, by, who)
        self._letters(room, by)

    def _asked(self, room: str, by: str, who: str) -> None:
        now = self.rooms[room]
        now.asked_so_far += 1
        now.state[who], now.questions[who] = "asked", now.asked_so_far
        self._letters(room, by)

    def admit(self, room: str, by: str, who: str) -> None:
        """On a word by voice."""
        self._writes(room, by, keeper=True)
        if who not in self.active or who in self.cleared(room) or self.state(room, who) in OUT:
            raise Refusal
        self._let_in(room, by, who)
        self.rooms[room].told.add(who)

    def _let_in(self, room: str, by: str, who: str) -> None:
        now = self.rooms[room]
        now.state[who], now.keeper = "cleared", None
        now.told.discard(who)
        now.knows.add(who)
        self._letters(room, by)

    def exclude(self, room: str, by: str, who: str, at: datetime) -> None:
        """By a holder; of another holder only with a third one's motion."""
        self._writes(room, by)
        if who not in self.active or who == by:
            raise Refusal
        if who in self.cleared(room) and not self.motions(room, by, who, at):
            raise Refusal
        self._leave(room, by, who, "excluded")

    def motions(self, room: str, to: str, target: str, at: datetime) -> list[Motion]:
        """Motions that a holder can act on."""
        mine = [m for m in self.rooms[room].motions if m.to == to and m.target == target and at - m.at <= WEEK]
        return [m for m in mine if m.by in self.cleared(room)]

    def move(self, room: str, by: str, target: str, at: datetime) -> int:
        """A motion to each other holder."""
        self._writes(room, by)
        others = self.cleared(room) - {by, target}
        self.rooms[room].motions += [Motion(by, to, target, at) for to in others]
        return len(others)

    def recuse(self, room: str, by: str) -> None:
        """Never refused to a holder."""
        if by not in self.cleared(room):
            raise Refusal
        self._leave(room, by, by, "recused")
        self.aside.add((by, room))
        self.answers.pop((by, room), None)

    def strike(self, room: str, by: str) -> None:
        """Words are taken out: the key changes."""
        self._writes(room, by)
        self.rooms[room].strikes = True

    def expunge(self, room: str, by: str) -> None:
        """All words are taken out, by two: the key changes, and the card names nobody any more."""
        self._writes(room, by)
        now = self.rooms[room]
        now.strikes, now.facts, now.named = True, now.facts + now.named, False

    def reported(self, room: str, by: str) -> None:
        """The card says something new."""
        self._writes(room, by)
        self.rooms[room].facts += 1
        self.rooms[room].named = True
        if "asked" in self.rooms[room].state.values():
            self._letters(room, by)

    def write(self, room: str, by: str) -> None:
        """Something else is written."""
        self._writes(room, by)

    def _writes(self, room: str, by: str, *, keeper: bool = False) -> None:
        if by not in self.cleared(room) and not (keeper and by == self.rooms[room].keeper):
            raise Refusal

    def _leave(self, room: str, by: str, who: str, state: str) -> None:
        now = self.rooms[room]
        if self.state(room, who) != "excluded" or state != "recused":
            if self.cleared(room) == {who}:
                now.keeper = who
            now.state[who] = state
            now.told.discard(who)
        self._letters(room, by)

    def remove(self, who: str) -> None:
        """From the team."""
        for id, now in self.rooms.items():
            if self.cleared(id) == {who}:
                now.keeper = who
        self.active.remove(who)
        self.rosters[who] = list(self.active)

    def join(self, seat: str, before: str | None = None) -> None:
        """A new seat, perhaps in the place of an old one."""
        self.active.append(seat)
        if before is not None:
            self.before[seat] = before

    def answer(self, room: str, who: str, said: Answer) -> None:
        """Of an asked member."""
        now = self.rooms[room]
        parcel = Said(who, said, now.questions[who], now.facts)
        now.parcels.append(parcel)
        self.answers[who, room] = parcel
        if said == "step aside":
            self.aside.add((who, room))

    # What happens by itself ----------------------------------------------------------------------------------------

    def settle(self, room: str, by: str) -> None:
        """Answers are taken up, then the key changes if that is due."""
        now = self.rooms[room]
        if by in self.cleared(room) or by == now.keeper:
            waiting, now.parcels = now.parcels, []
            for parcel in sorted(waiting, key=lambda said: said.said != "step aside"):
                if by in self.cleared(room) or by == now.keeper:
                    self._take_up(room, by, parcel)
        if by in self.cleared(room) and self.due(room):
            now.knows, now.strikes = self.cleared(room), False
            now.rotations += 1
            self._letters(room, by)

    def _take_up(self, room: str, by: str, parcel: Said) -> None:
        now, who = self.rooms[room], parcel.seat
        if parcel.said == "step aside":
            self._leave(room, by, who, "recused")
            return
        # A keeper who was removed lets in whom they last knew to be on the team.
        asked = who in self.roster(by) and now.state.get(who) == "asked" and now.questions[who] == parcel.question
        if asked and parcel.facts == now.facts:
            self._let_in(room, by, who)

    def look(self, seat: str) -> None:
        """What a member's own sheet forgets when they look: answers to what asks no more, masks of what they hold."""
        for id, now in self.rooms.items():
            if now.letters.get(seat) != "card":
                self.answers.pop((seat, id), None)
            if seat in self.cleared(id):
                self.aside.discard((seat, id))

    def work(self, by: str) -> None:
        """What a member's coctui does by itself: in every room of theirs; and answers that got lost are said again."""
        for id in self.rooms:
            self.settle(id, by)
            if by in self.cleared(id) or by == self.rooms[id].keeper:
                self._mend(id, by)
        for (seat, id), said in list(self.answers.items()):
            if seat != by:
                continue
            now = self.rooms[id]
            if now.letters.get(by) != "card" or not self._stands(id, said):
                del self.answers[seat, id]
            elif said not in now.parcels:
                again = Said(by, said.said, now.questions[by], now.facts)
                now.parcels.append(again)
                self.answers[seat, id] = again
        self.look(by)
