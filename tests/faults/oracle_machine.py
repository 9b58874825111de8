"""A team of five at work, held to the simple truth of `oracle_truth` by every key that a seat ever had (`oracle_keys`)."""

import hashlib
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from hypothesis import event, note
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from coctui.models import access_events as access
from coctui.models import content_events as content
from coctui.models.event import Body
from coctui.vault.copies import take_copy
from coctui.vault.copying import LOOK
from coctui.vault.door import Vault
from coctui.vault.errors import NotAllowed
from coctui.vault.seat import Seat
from coctui.vault.source import ReplaySource
from coctui.vault.unlock import Unlocked, unlock
from tests.faults.oracle_keys import Attackers
from tests.faults.oracle_truth import Answer, Refusal, Truth
from tests.team import START, Crew

Item = TypeVar("Item")
MET: set[str] = set()
"""Which of the interesting states were met by any history of this process."""


class Overheard(ReplaySource):
    """A source that remembers the keys which were drawn from it."""

    heard: set[bytes]

    def token(self, length: int) -> bytes:
        """The next bytes; 32 of them are a key."""
        token = super().token(length)
        if length == 32 and hasattr(self, "heard"):
            self.heard.add(token)
        return token


class Kept(NamedTuple):
    """How everything was when a copy was made."""

    truth: Truth
    seats: dict[str, str]
    passphrases: dict[str, str]
    codes: dict[str, tuple[str, str]]
    hands: dict[str, tuple[Seat, set[bytes]]]


class Witnessed(RuleBasedStateMachine):
    """A team at work, and attackers that hold all its keys."""

    def __init__(self) -> None:
        super().__init__()
        self.crew = Crew(Path(tempfile.mkdtemp()))
        self.crew.source = Overheard(1, START)
        self.attackers = Attackers()
        self.truth = Truth()
        self.codes: dict[str, tuple[str, str]] = {}
        """Name to the code and the old seat of somebody who is to come back."""
        self.kept: Kept | None = None
        self.met: set[str] = set()
        self._copied: dict[tuple[Path, int], set[tuple[str, str]]] = {}
        """Of each copy, (seat, room) of the keys that its letters give."""

    @initialize()
    def begin(self) -> None:
        """Five members; three of them hold the first case, each let in on their answer."""
        core = self.crew.found("Noor")._open
        for name in ("Ilse", "Oksana", "Paz", "Wanjiru"):
            self.crew.join(name)
        self.attackers.begin(self.crew.path, core.vault)
        for name in self.crew.open:
            self._joined(name)
        self._new_case("Noor")
        (room,) = self.truth.rooms
        for name in ("Ilse", "Oksana"):
            self._ask(room, self._seat("Noor"), self._seat(name))
            self._answer(room, name, "no conflict")
        self._work("Noor")
        assert len(self.truth.cleared(room)) == 3

    def _joined(self, name: str, before: str | None = None) -> None:
        self.attackers.join(self.crew[name]._open.seat)
        self.truth.join(self.crew.seats[name], before)

    def teardown(self) -> None:
        """In the end everybody does what is due, and the file is whole for everybody."""
        MET.update(self.met)
        for word in sorted(self.met):
            event(word)
        if sys.exc_info()[0] is None and self.truth.rooms:
            self._everybody_works()
        self.attackers.close()
        self.crew.close()

    # A copy from before ---------------------------------------------------------------------------------------------

    def _keep_copy(self) -> None:
        self.kept = Kept(
            self.truth.copy(), dict(self.crew.seats), dict(self.crew.passphrases), dict(self.codes),
            {seat: (hands.seat, set(hands.secrets)) for seat, hands in self.attackers.hands.items()},
        )  # fmt: skip
        take_copy(self.crew.path, self._kept_copy())

    def _kept_copy(self) -> Path:
        return self.crew.folder / "kept" / "team.coctui"

    def _put_back(self) -> None:
        """The copy is put in the vault's place, and with it all that anybody knows is as it was then.

        What somebody learnt since is what docs/security.md says of an older file that is put back.
        """
        assert self.kept is not None
        truth, seats, passphrases, codes, hands = self.kept
        self.crew.close()
        self.attackers.close()
        self.truth, self.codes = truth.copy(), dict(codes)
        self.crew.seats, self.crew.passphrases = dict(seats), dict(passphrases)

        def opener(path: Path) -> Unlocked:
            return unlock(path, name, passphrases[name], self.crew.source)

        for place, (name, seat) in enumerate(seats.items()):
            with self.crew.computer_of(name), suppress(NotAllowed):
                if place == 0:
                    Vault.restore(self.crew.path, self._kept_copy(), opener, accept_older=True, source=self.crew.source)
                Vault.load(opener(self.crew.path), accept_older=True).lock()
                self.truth.look(seat)
        for name in codes:
            # Who comes back does so on a new computer: theirs has seen more, and would say so first.
            shutil.rmtree(self.crew.folder / "computers" / name)
        for copy in self.crew.folder.rglob("team 2*.coctui"):
            copy.unlink()
        vault = self.attackers.vault
        self.attackers = Attackers().begin(self.crew.path, vault)
        for attacker, secrets in hands.values():
            self.attackers.join(attacker)
            self.attackers.hands[attacker.id.hex()].secrets = set(secrets)

    def _merge_copy(self, name: str) -> None:
        vault, seat = self._a_while_later(name), self._seat(name)
        assert vault.merge(self._kept_copy()).nothing, "all of it was here"
        self.attackers.merges(self._kept_copy())
        self.truth.work(seat)
        self._copies_open_what_they_should(seat)

    def _everybody_works(self) -> None:
        for _ in range(2):
            for name in self._names():
                self._awake(name)
                self._work(name)
        for name in self._names():
            self._refresh(name)
            verdict = self.crew[name].verify()
            assert verdict.ok, verdict.findings
            self._compare_rows(name)
        self.nothing_opens_but_what_should()
        for room in self.truth.rooms:
            assert not self.truth.due(room)
            letters, keeper = self.truth.rooms[room].letters, self.truth.rooms[room].keeper
            done = self.truth.cleared(room) or keeper in self.truth.active
            assert not done or all(kind == self.truth.letter(room, seat) for seat, kind in letters.items())

    # Names, rooms, choices -----------------------------------------------------------------------------------------

    def _seat(self, name: str) -> str:
        return self.crew.seats[name]

    def _name(self, seat: str) -> str:
        return next(name for name, known in self.crew.seats.items() if known == seat)

    def _names(self) -> list[str]:
        return [name for name, seat in self.crew.seats.items() if seat in self.truth.active]

    def _room(self, n: int) -> str:
        # The first case is met twice as often as all others.
        rooms = [*self.truth.rooms]
        return rooms[(n // 2) % len(rooms)] if n % 2 else rooms[0]

    def _awake(self, name: str) -> Vault:
        self._listen(name)
        if name not in self.crew.open:
            self._unlock(name)
        return self.crew[name]

    def _unlock(self, name: str) -> None:
        self.crew.unlock(name)
        self.truth.look(self._seat(name))

    def _refresh(self, name: str) -> None:
        self._awake(name).refresh()
        self.truth.look(self._seat(name))

    def _listen(self, name: str) -> None:
        """Who makes a key knows it, whether or not it is ever written down for them."""
        assert isinstance(self.crew.source, Overheard)
        self.crew.source.heard = self.attackers.hands[self._seat(name)].secrets

    def _try(self, room: str, name: str, act: Body, say: Callable[[Truth], Any]) -> bool:
        """Do it at the door and in truth: both do it, or both refuse."""
        vault, after = self._awake(name), self.truth.copy()
        refused, code = False, ""
        try:
            after.settle(room, self._seat(name))
            say(after)
            after.settle(room, self._seat(name))
        except Refusal:
            refused = True
        try:
            vault.record(room, [act], self._bytes(act))
        except NotAllowed as error:
            code = error.code
            note(f"{name} was refused {act.kind}: {code}")
        assert bool(code) == refused, f"{act.kind}: {code or 'was not refused'}"
        if refused:
            return False
        self._notice(room, after)
        now, before = after.rooms[room], self.truth.rooms[room]
        if now.rotations > before.rotations or now.out() > before.out():
            after.look(self._seat(name))
        self.truth = after
        self._nothing_is_left_behind()
        return True

    @staticmethod
    def _bytes(act: Body) -> dict[str, bytes]:
        return {act.file.id: bytes_of(act.file.id)} if isinstance(act, content.Attached) else {}

    def _notice(self, room: str, after: Truth) -> None:
        """Which of the interesting states are met, for `--hypothesis-show-statistics`."""
        now = after.rooms[room]
        if room in self.truth.rooms:
            if now.rotations > self.truth.rooms[room].rotations:
                self.met.add("rotated")
                self.met.update(
                    f"rotated away from {now.state.get(s)}" for s in self.truth.rooms[room].knows - now.knows
                )
            if len(after.cleared(room)) > len(self.truth.cleared(room)) and self.truth.rooms[room].keeper:
                self.met.add("let in by a keeper")
        if now.keeper:
            self.met.add("keeper" if now.keeper in after.active else "keeper who was removed")

    def _new_case(self, name: str) -> None:
        id = self.crew.source.id()
        self._awake(name)
        self.crew.case(name, f"amber-{id[:6]}", acts=[content.Attached(file=file_of(id))], files={id: bytes_of(id)})
        room = next(row.room for row in self.crew[name].rows() if row.case.startswith(f"amber-{id[:6]}"))
        self.truth.open(room, self._seat(name))
        self._work(name)

    def _ask(self, room: str, by: str, who: str) -> bool:
        return self._try(room, self._name(by), access.Asked(seat=who), lambda truth: truth.ask(room, by, who))

    def _answer(self, room: str, name: str, said: Answer) -> None:
        vault, seat = self._awake(name), self._seat(name)
        if self.truth.shown(room, seat) in ("asked", "answered"):
            vault.answer(room, said)
            self.truth.answer(room, seat, said)
            self.met.add("asked and answered")

    def _work(self, name: str) -> None:
        self._a_while_later(name).work(60)
        after = self.truth.copy()
        after.work(self._seat(name))
        for room in after.rooms:
            self._notice(room, after)
        self.truth = after
        self._copies_open_what_they_should(self._seat(name))

    def _a_while_later(self, name: str) -> Vault:
        """Who left does not learn when the key of a case changes: their copies are looked at by the clock."""
        vault = self._awake(name)
        self.crew.source.advance(LOOK)
        return vault

    def _copies_open_what_they_should(self, by: str) -> None:
        """No copy of a case that the one who worked could open has a letter that reopens a case for somebody who left it."""
        for copy in self.crew.folder.rglob("team 2*.coctui"):
            made = (copy, copy.stat().st_mtime_ns)
            if made not in self._copied:
                self._copied[made] = self.attackers.keys_in(copy)
                self.met.add("copied")
            for seat, room in self._copied[made]:
                if (by, room) not in self._copied[made]:
                    # Renewed by a seat that never had the case, it would tell that seat of it.
                    continue
                assert seat in self.truth.rooms[room].knows, f"{copy.name} opens a case for {self._who(seat)}"

    def _compare_rows(self, name: str) -> None:
        vault, seat = self.crew[name], self._seat(name)
        shown = {row.room: row.access for row in vault.rows()}
        expected = {room: self.truth.shown(room, seat) for room in self.truth.rooms}
        assert shown == {room: standing for room, standing in expected.items() if standing}

    # What must hold ------------------------------------------------------------------------------------------------

    @invariant()
    def nothing_opens_but_what_should(self) -> None:
        """Every key of every seat, on every sealed byte."""
        if not self.truth.rooms:
            return
        self._nothing_is_left_behind()
        for seat in self.attackers.hands:
            for room, now in self.truth.rooms.items():
                self._keys_fit(seat, room, may=seat in now.knows)
            assert self.attackers.opens(seat, "event", self.attackers.team) == {seat in self.truth.active}
            assert not self.attackers.strangers(seat)
            visible = {room for room in self.truth.rooms if self._may_show(room, seat)}
            assert self.attackers.cached(seat) <= visible, "a cache kept a line of a case that its owner may not see"

    def _nothing_is_left_behind(self) -> None:
        """Right after a key changed: what is written after that leaves its own log, of what is sealed to its writer."""
        for id in self.attackers.look():
            assert not list(self.attackers.left_behind(id)), "something of an old key is left in the files"

    def _keys_fit(self, seat: str, room: str, *, may: bool) -> None:
        now, opens = self.truth.rooms[room], self.attackers.opens
        asked = may or now.letters.get(seat) == "card"
        found = {table: opens(seat, table, room) for table in ("event", "card", "attachment")}
        found = {table: opened for table, opened in found.items() if opened}
        expected = {"event": {may}, "card": {asked}, "attachment": {may}}
        who = f"{self._who(seat)}, {self.truth.state(room, seat)}, in case {[*self.truth.rooms].index(room)}"
        assert found == {table: expected[table] for table in found}, f"{who}: {found}"
        assert self.attackers.letter(seat, room) == now.letters.get(seat, ""), who
        if not may and not any(motion.to == seat for motion in now.motions):
            assert True not in opens(seat, "parcel", room), who

    def _may_show(self, room: str, seat: str) -> bool:
        return seat in self.truth.rooms[room].knows or self.truth.state(room, seat) in ("asked", "cleared")

    def _who(self, seat: str) -> str:
        return next((name for name, known in self.crew.seats.items() if known == seat), "a former seat")


def pick(options: Sequence[Item], n: int) -> Item | None:
    """One of them, if there are any."""
    return options[n % len(options)] if options else None


def bytes_of(id: str) -> bytes:
    """What the file with that id holds."""
    return b"attached bytes " + id.encode()


def file_of(id: str) -> content.FileRef:
    """A file to attach."""
    data = bytes_of(id)
    return content.FileRef(
        id=id, name="chat.txt", type="text/plain", size=len(data), sha256=hashlib.sha256(data).hexdigest()
    )
