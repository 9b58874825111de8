"""Two copies of a vault at work, acted on at random and merged in random directions; then held to what must come of it."""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from random import Random

from coctui.models.access_events import Admitted, Asked, Excluded, Recused
from coctui.models.content_events import Assigned, Attached, Determined, NoteWritten, PersonChanged, Strike
from coctui.models.event import Body
from coctui.models.expunge_events import Expunged
from coctui.models.items import Person
from coctui.models.roster import Policy, Profile
from coctui.models.team_events import PolicyChanged, ProfileChanged, Removed, RoleChanged
from coctui.vault.copies import take_copy
from coctui.vault.door import Vault
from coctui.vault.errors import LockedOut, NotAllowed, Unknown, Waiting, WrongCode, WrongKey
from coctui.vault.unlock import Unlocked, unlock
from tests.faults.oracle_keys import Attackers
from tests.faults.oracle_machine import bytes_of, file_of
from tests.pair import Pair, opened
from tests.team import Crew

REFUSED = (NotAllowed, Unknown, LockedOut, Waiting, WrongCode)
CODES = ("amber-birch", "copper-finch", "slate-heron", "silver-larch", "moss-plover")
GUESTS = ("Tamsin", "Wanjiru")
MOST_ROOMS = 5


class Apart:
    """The two copies, and every key that anybody ever had from either."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.pair = Pair(Path(tempfile.mkdtemp()))
        self.rooms: list[str] = []
        self.codes: list[tuple[str, str, Crew]] = []
        """Codes of invitations that nobody used yet: for whom, and in which copy."""
        self.met: dict[str, int] = {}
        self.attackers = (Attackers(), Attackers())
        self.links: set[bytes] = set()
        self._case(self.pair.here, self.pair.here["Noor"])
        self.pair.here.settle("Noor")
        self.pair.part()
        for attackers, side in zip(self.attackers, self.pair.sides, strict=True):
            attackers.begin(side.path, side["Noor"]._open.vault)
        self.look()

    def close(self) -> None:
        """Let go of both files."""
        for attackers in self.attackers:
            attackers.close()
        self.pair.close()

    # Acts ----------------------------------------------------------------------------------------------------------

    def act(self) -> None:
        """Somebody does something in one of the copies; a rule may refuse it."""
        side = self.random.choice(self.pair.sides)
        name = self.random.choice(list(side.seats))
        vault = opened(side, name)
        if vault is None:
            return
        what, weight = zip(*ACTS.items(), strict=True)
        (chosen,) = self.random.choices(what, weight)
        with suppress(*REFUSED):
            chosen(self, side, vault)
            self.met[chosen.__name__.strip("_")] = self.met.get(chosen.__name__.strip("_"), 0) + 1

    def _pick(self, vault: Vault, *access: str) -> str:
        rooms = [row.room for row in vault.rows() if row.access in (access or ("cleared",))]
        if not rooms:
            raise Unknown
        return self.random.choice(rooms)

    def _somebody(self, vault: Vault) -> str:
        return self.random.choice(list(vault.team.active))

    def _record(self, vault: Vault, *acts: Body, files: dict[str, bytes] | None = None) -> None:
        vault.record(self._pick(vault), acts, files)

    def _note(self, side: Crew, vault: Vault) -> None:
        self._record(vault, NoteWritten(text=f"note {side.source.id()}"))

    def _attach(self, side: Crew, vault: Vault) -> None:
        id = side.source.id()
        self._record(vault, Attached(file=file_of(id)), files={id: bytes_of(id)})

    def _decide(self, side: Crew, vault: Vault) -> None:
        self._record(vault, Determined(outcome=self.random.choice(("violation", "no action"))))

    def _assign(self, side: Crew, vault: Vault) -> None:
        self._record(vault, Assigned(seat=self._somebody(vault)))

    def _report(self, side: Crew, vault: Vault) -> None:
        person = Person(
            id=side.source.id(), code="Quartz", part="reported person", name=f"Brisa {side.source.id()[:4]}"
        )
        self._record(vault, PersonChanged(person=person))

    def _strike(self, side: Crew, vault: Vault) -> None:
        room = self._pick(vault)
        case = vault.case(room)
        mine = [e for e in case.entries if e.seat == vault.me and isinstance(e.body, NoteWritten | Attached)]
        for entry in mine[:1]:
            files = (entry.body.file.id,) if isinstance(entry.body, Attached) else ()
            kind = getattr(entry.body, "kind", "")
            vault.record(room, [Strike(link=entry.link, after=entry.after, at=entry.at, struck=kind, files=files)])

    def _ask(self, side: Crew, vault: Vault) -> None:
        self._record(vault, Asked(seat=self._somebody(vault)))

    def _answer(self, side: Crew, vault: Vault) -> None:
        said = self.random.choice(("no conflict", "no conflict", "step aside"))
        vault.answer(self._pick(vault, "asked", "answered", "confirm"), said)  # type: ignore[arg-type]  # of two words

    def _admit(self, side: Crew, vault: Vault) -> None:
        self._record(vault, Admitted(seat=self._somebody(vault)))

    def _recuse(self, side: Crew, vault: Vault) -> None:
        vault.record(self._pick(vault, "cleared", "confirm"), [Recused()])

    def _exclude(self, side: Crew, vault: Vault) -> None:
        room, who = self._pick(vault), self._somebody(vault)
        if who in vault.case(room).access.cleared:
            vault.move(room, "exclude", who)
        else:
            vault.record(room, [Excluded(seat=who)])

    def _second(self, side: Crew, vault: Vault) -> None:
        room = self._pick(vault)
        for motion in vault.motions(room)[:1]:
            vault.record(room, [Excluded(seat=motion.target) if motion.target else Expunged(why="request")])

    def _expunge(self, side: Crew, vault: Vault) -> None:
        vault.move(self._pick(vault), "expunge")

    def _case(self, side: Crew, vault: Vault) -> None:
        if len(self.rooms) < MOST_ROOMS:
            id = side.source.id()
            name = next(name for name, seat in side.seats.items() if seat == vault.me)
            acts = [Attached(file=file_of(id))]
            self.rooms.append(side.case(name, CODES[len(self.rooms)], acts=acts, files={id: bytes_of(id)}))

    def _profile(self, side: Crew, vault: Vault) -> None:
        vault.manage(ProfileChanged(profile=Profile(name=vault.member.name, company=side.source.id()[:6])))

    def _policy(self, side: Crew, vault: Vault) -> None:
        vault.manage(PolicyChanged(policy=Policy(leads_out=self.random.randint(0, 9))))

    def _role(self, side: Crew, vault: Vault) -> None:
        who = self._somebody(vault)
        if who != side.seats["Noor"]:
            vault.manage(RoleChanged(seat=who, roles=(self.random.choice(("lead", "responder")),)))

    def _remove(self, side: Crew, vault: Vault) -> None:
        who = self._somebody(vault)
        if who != side.seats["Noor"] and self.random.random() < 0.3:
            vault.manage(Removed(seat=who))

    def _invite(self, side: Crew, vault: Vault) -> None:
        waiting = [name for name in GUESTS if name not in side.seats and name not in {n for n, _, _ in self.codes}]
        for name in waiting[:1]:
            self.codes.append((name, vault.invite(name, ("responder",)), side))

    def _accept(self, side: Crew, vault: Vault) -> None:
        for name, code, where in self.codes[:1]:
            self.codes.remove((name, code, where))
            where.accept(name, code)

    def _withdraw(self, side: Crew, vault: Vault) -> None:
        for invitation in list(vault.team.invites)[:1]:
            self.codes = [each for each in self.codes if each[2] is not side]
            vault.withdraw(invitation)

    def _draft(self, side: Crew, vault: Vault) -> None:
        vault.save_draft("intake", f"draft {side.source.id()}")

    def _work(self, side: Crew, vault: Vault) -> None:
        vault.work(60)

    def _lock(self, side: Crew, vault: Vault) -> None:
        side.lock(next(name for name, seat in side.seats.items() if seat == vault.me))

    def _wait(self, side: Crew, vault: Vault) -> None:
        side.source.advance(timedelta(hours=self.random.choice((1, 5, 30))))

    def _copy(self, side: Crew, vault: Vault) -> None:
        take_copy(side.path, self._aside(side))

    def _aside(self, side: Crew) -> Path:
        return side.folder / "aside.coctui"

    def _restore(self, side: Crew, vault: Vault) -> None:
        """The file from before comes back; the other copy has all that it lacks, so nothing is lost."""
        if not self._aside(side).exists() or not self.all_links(side) <= self.all_links(self.pair.other(side)):
            raise Unknown
        attackers, id = self.attackers[self.pair.sides.index(side)], vault._open.vault
        side.close()
        attackers.close()
        self.codes = [each for each in self.codes if each[2] is not side]

        def opener(path: Path) -> Unlocked:
            return unlock(path, name, side.passphrases[name], side.source)

        for place, name in enumerate(side.seats):
            with side.computer_of(name), suppress(WrongKey, NotAllowed, Waiting):
                if place == 0:
                    Vault.restore(side.path, self._aside(side), opener, accept_older=True, source=side.source)
                Vault.load(opener(side.path), accept_older=True).lock()
        attackers.begin(side.path, id)
        self.look()

    def _merge(self, side: Crew, vault: Vault) -> None:
        vault.merge(self.pair.other(side).path)
        self.look()

    # What must come of it ------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Every attacker takes what lies in both files now; whoever has one copy may have the other."""
        for attackers, side in zip(self.attackers, self.pair.sides, strict=True):
            for name in list(side.open):
                for each in self.attackers:
                    each.join(side[name]._open.seat)
            attackers.look()
        here, there = self.attackers
        for seat in here.hands:
            both = here.hands[seat].secrets | there.hands[seat].secrets
            here.hands[seat].secrets, there.hands[seat].secrets = set(both), set(both)
        self.links |= self.all_links(self.pair.here) | self.all_links(self.pair.there)

    @staticmethod
    def all_links(side: Crew) -> set[bytes]:
        """Every entry of a copy."""
        vault = side.open.get("Noor") or side.unlock("Noor")
        return {link for (link,) in vault._open.store.rows("SELECT link FROM event")}

    @staticmethod
    def places(side: Crew) -> list[tuple[bytes, int]]:
        """(writer, seq) of every entry of a copy."""
        sql = "SELECT w.id, e.seq FROM event e JOIN writer w ON w.n = e.writer ORDER BY 1, 2"
        return [(writer, seq) for writer, seq in side.open["Noor"]._open.store.rows(sql)]

    def settle(self, side: Crew) -> None:
        """Everybody in a copy does what is due, until nothing more is."""
        before = -1
        while (now := len(self.all_links(side))) != before:
            before = now
            for name in side.seats:
                vault = opened(side, name)
                if vault is not None:
                    vault.work(60)

    def meet(self) -> None:
        """Merged and settled, to and fro, until both are equal: soon, since what met is not changed any more."""
        for _ in range(4):
            for side in self.pair.sides:
                vault = opened(side, "Noor")
                assert vault is not None
                vault.merge(self.pair.other(side).path)
                self.look()
                self.settle(side)
            if self.all_links(self.pair.here) == self.all_links(self.pair.there):
                return
        raise AssertionError("the copies do not become equal")


ACTS: dict[Callable[[Apart, Crew, Vault], None], int] = {
    Apart._note: 8, Apart._attach: 2, Apart._decide: 2, Apart._assign: 2, Apart._report: 2, Apart._strike: 2,
    Apart._ask: 4, Apart._answer: 6, Apart._admit: 4, Apart._recuse: 3, Apart._exclude: 3, Apart._second: 3, Apart._case: 2,
    Apart._profile: 2, Apart._policy: 2, Apart._role: 1, Apart._remove: 1, Apart._invite: 1, Apart._accept: 2,
    Apart._withdraw: 1, Apart._expunge: 2, Apart._copy: 1, Apart._restore: 2, Apart._draft: 1, Apart._work: 8,
    Apart._lock: 3, Apart._wait: 2, Apart._merge: 4,
}  # fmt: skip
"""What is done, and how often beside the rest."""
