"""Nothing tells, first form, at the vault's door: a member who is kept from a case meets no difference (DESIGN.md 3).

A history is played twice from the same source, with a hidden case and without it; the hidden case draws in a stream of
its own. All that the door says to the one who is kept from it must be equal, word for word.
"""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coctui.models.access_events import AccessBody, Admitted, Asked, Excluded, Opened, Recused
from coctui.models.content_events import Assigned, Closed, FileRef, NoteWritten, PersonChanged, Strike
from coctui.models.event import Body
from coctui.models.expunge_events import Expunged
from coctui.models.items import Person
from coctui.models.roster import Policy
from coctui.models.row import Row
from coctui.models.team_events import PolicyChanged
from coctui.reports.counting import debrief
from coctui.reports.gathering import gather
from coctui.vault import beside, copies
from coctui.vault.door import Vault
from coctui.vault.errors import VaultError
from coctui.vault.unlock import unlock
from tests.team import Crew

MAIL = b"attached bytes of the same mail"
FILE = FileRef(
    id="ab" * 16,
    name="report.eml",
    type="message/rfc822",
    size=len(MAIL),
    sha256=hashlib.sha256(MAIL).hexdigest(),
    original=True,
)
NAMES = ("amber-birch", "amber", "a", "copper-finch", "copper", "amber-birch-plover", "grey", "")
"""What is looked for: names of visible cases, of the hidden one, starts of both, and nothing."""
NO_ROOM = "0f" * 16


@pytest.fixture(autouse=True)
def _own_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "LONG", 1)  # of a short list nothing is drawn before the rest
    # Copies of her own: a vault in the folder for temporary files has none.
    monkeypatch.setattr(copies, "usual_places", lambda path, _: (path.parent / "copies",))


class History:
    """One telling of it: Noor and Oksana work, Ilse is kept from one case, and what she meets is written down."""

    def __init__(self, *, hidden: bool) -> None:
        self.crew = Crew.of(Path(mkdtemp()), "Noor", "Ilse", "Oksana", "Paz", seed=7)
        self.hides = hidden
        for name in ("Noor", "Oksana", "Paz"):
            self.crew[name].write_settings({"copies": "off"})
        self.rooms: list[str] = []
        self.hidden: list[str] = []
        self.seen: list[Any] = []

    # What everybody does -------------------------------------------------------------------------------------------

    def opens(self) -> None:
        """Noor opens a case; Ilse is cleared, asked, told by voice or not yet, in turn."""
        turn = len(self.rooms) % 4
        if "Ilse" not in self.crew.open:
            self.ilse_unlocks()
        ways: dict[str, tuple[str, ...]] = {("cleared", "asked", "told", "acts")[turn]: ("Ilse",) if turn < 3 else ()}
        code = ("amber-birch", "copper-finch")[turn % 2]
        files = {FILE.id: MAIL} if turn == 0 else {}
        acts = [self.crew.report(files=[FILE])] if turn == 0 else []
        self.rooms.append(
            self.crew.case(
                code=code,
                acts=acts,
                files=files,
                cleared=("Oksana", *ways.get("cleared", ())),
                asked=ways.get("asked", ()),
                told=ways.get("told", ()),
            )
        )

    def writes(self) -> None:
        """Noor writes in the newest case."""
        if self.rooms:
            self.crew["Noor"].record(self.rooms[-1], [NoteWritten(text="They will talk tomorrow.")])

    def ilse_writes(self) -> None:
        """Ilse writes wherever she may, and keeps drafts and settings."""
        for room in self.rooms:
            self.meets("writes", partial(self.records, room, NoteWritten(text="Yes.")))
        self.ilse.save_draft("intake", f"A call {len(self.seen)}")
        self.ilse.write_settings({"veil": str(len(self.seen))})
        self.ilse.write_private([f"Tern & Gull {len(self.seen)}"])

    def ilse_answers(self) -> None:
        """Ilse answers the newest card."""
        for room in self.rooms[-1:]:
            self.meets("answers", partial(self.ilse.answer, room, "no conflict"))

    def ilse_steps_aside(self) -> None:
        """Ilse steps aside from the oldest case."""
        for room in self.rooms[:1]:
            self.meets("leaves", partial(self.records, room, Recused()))

    def ilse_locks(self) -> None:
        """Ilse locks, and is away until something of hers is next."""
        self.crew.lock("Ilse")

    def ilse_unlocks(self) -> None:
        """Ilse locks and unlocks: the list at once, how reading goes on, what is said."""
        if "Ilse" in self.crew.open:
            self.ilse.leave_at([row.room for row in self.ilse.rows()])
        self.crew.lock("Ilse")
        self.crew.source.advance(timedelta(minutes=31))
        told: list[tuple[int, int]] = []
        with self.crew.computer_of("Ilse"):
            unlocked = unlock(self.crew.path, "Ilse", self.crew.passphrases["Ilse"], self.crew.source)
            # The list is there at once, or not: see the test at the end. What it says must be equal.
            kept = unlocked.snapshot()
            self.seen.append(("list", None if kept is None else self._plain(kept.rows)))
            self.seen.append(("at once", self._plain(unlocked.glance.rows), dict(unlocked.glance.settings)))
            self.crew.open["Ilse"] = Vault.load(unlocked, lambda done, steps: told.append((done, steps)))
        self.seen.append(("unlocks", told, self.crew["Ilse"].notices))

    @property
    def ilse(self) -> Vault:
        """Her vault, unlocked."""
        if "Ilse" not in self.crew.open:
            self.ilse_unlocks()
        return self.crew["Ilse"]

    def team(self) -> None:
        """Somebody is invited, joins, and a setting changes: what is drawn is the same."""
        self.crew["Noor"].refresh()
        self.seen.append(self.crew["Noor"].invite("Tamsin", ("lead",)))
        self.crew["Noor"].manage(PolicyChanged(policy=Policy(leads_out=1 + len(self.seen) % 3)))

    def works(self) -> None:
        """Everybody's coctui does what is due."""
        self.crew.settle("Noor", "Oksana")
        self.seen.append(("works", self.ilse.work(60)))

    def looks(self) -> None:
        """Ilse looks at everything there is."""
        vault = self.ilse
        self.seen.append(("refresh", vault.refresh()))
        self.seen.append(("rows", self._plain(vault.rows())))
        self.meets(
            "debrief",
            lambda: debrief(gather(vault.rows(), vault.case).facts, vault.team, self.crew.source.now()).model_dump(),
        )
        for text in NAMES:
            self.meets(f"find {text}", partial(vault.find, text))
        self.meets("known", partial(vault.known, FILE.sha256))
        for room in [*self.rooms, self.hidden[0] if self.hidden else NO_ROOM]:
            self._tries(vault, room)
        self.seen.append(("verify", vault.verify()))
        self.seen.append(("drafts", vault.drafts(), vault.notices, vault.cleaning_up))
        self.seen.append(("team", self._team(vault)))
        self.seen.append(("sheet", self._plain(self._sheet(vault))))
        self.seen.append(("kept", self._kept(vault)))
        self.seen.append(("copies", [(kept.path.name, kept.standing) for kept in vault.copies()], vault.out_of_reach))

    def _tries(self, vault: Vault, room: str) -> None:
        self.meets("case", lambda: [self._entry(entry.body) for entry in vault.case(room).entries])
        self.meets("card", lambda: [vault.card(room).facts.model_dump()])
        self.meets("motions", lambda: len(vault.motions(room)))
        self.meets("file", partial(vault.attachment, room, FILE))
        if room not in self.rooms:
            self.meets("moves", partial(vault.move, room, "exclude", self.crew.seats["Paz"]))
            self.meets("answers", partial(vault.answer, room, "no conflict"))
            for act in (Recused(), Admitted(seat=vault.me), NoteWritten(text="Yes.")):
                self.meets(act.kind, partial(self.records, room, act))

    def records(self, room: str, act: Body) -> str:
        """Ilse records something; the name of the case."""
        return self.ilse.record(room, [act]).code

    # The hidden case -----------------------------------------------------------------------------------------------

    def hides_a_case(self, what: str) -> None:
        """Something happens in the case that Ilse is kept from; what is due elsewhere was done before, in both tellings."""
        self.crew.settle("Noor", "Oksana")
        if self.hides:
            with self.crew.source.stream("hidden"):
                getattr(self, f"_hidden_{what}")()
                self.crew.settle("Noor", "Oksana", "Noor")

    def _hidden_opens(self) -> None:
        """With the name, and the mail, of a case that she may see."""
        oksana, ilse = self.crew.seats["Oksana"], self.crew.seats["Ilse"]
        about = Person(id="cd" * 16, code="Quartz", part="reported person", name="Ilse")
        acts: list[Body] = [Opened(code="amber-birch", third="heron"), self.crew.report(files=[FILE])]
        acts += [PersonChanged(person=about), Admitted(seat=oksana)]
        acts += [Excluded(seat=ilse)] if len(self.hidden) % 2 == 0 else []
        room = self.crew["Noor"].open_case(acts, {FILE.id: MAIL})
        self.hidden.append(room)
        self.crew["Oksana"].refresh()
        self.crew["Oksana"].answer(room, "no conflict")

    def _hidden_writes(self) -> None:
        for room in self.hidden:
            note = NoteWritten(text="Ilse is not to know.")
            case = self.crew["Noor"].record(room, [note, Assigned(seat=self.crew.seats["Noor"])])
            struck = [e for e in case.entries if isinstance(e.body, NoteWritten)][-1]
            strike = Strike(link=struck.link, after=struck.after, at=struck.at, struck="note/1", characters=20)
            self.crew["Noor"].record(room, [strike])

    def _hidden_asks(self) -> None:
        """Ilse is asked by mistake and excluded before she looks; Paz is asked and steps aside."""
        for room in self.hidden:
            ilse, paz = self.crew.seats["Ilse"], self.crew.seats["Paz"]
            self.crew["Noor"].record(room, [Asked(seat=ilse)])
            self.crew["Noor"].record(room, [Excluded(seat=ilse), Asked(seat=paz)])
            self.crew.answer("Paz", room, aside=True)

    def _hidden_expunges(self) -> None:
        """It is closed, and Noor and Oksana take its words out for good."""
        for room in self.hidden:
            noor, oksana = self.crew["Noor"], self.crew["Oksana"]
            case = noor.record(room, [Closed()])
            if self.crew.seats["Oksana"] in case.access.cleared and self.crew.standing("Oksana", room) == "cleared":
                noor.move(room, "expunge")
                oksana.refresh()
                oksana.record(room, [Expunged(why="request")])

    def _hidden_leaves(self) -> None:
        """Oksana steps aside and comes back: two new keys."""
        for room in self.hidden:
            self.crew["Oksana"].record(room, [Recused()])
            self.crew.settle("Noor")
            self.crew["Noor"].record(room, [Asked(seat=self.crew.seats["Oksana"])])
            self.crew.answer("Oksana", room)

    # Written down --------------------------------------------------------------------------------------------------

    def meets(self, what: str, act: Callable[[], Any]) -> None:
        """What an act gives Ilse, or how it is refused."""
        try:
            self.seen.append((what, self._plain(act())))
        except VaultError as error:
            self.seen.append((what, type(error).__name__, error.code, error.sentence, error.status))

    def _plain(self, said: Any) -> Any:
        """The same, with visible rooms by their number: ids are hashes of places that shift, and are never shown."""
        match said:
            case str():
                for number, room in enumerate(self.rooms):
                    said = said.replace(room, f"room {number}")
                return said
            case Row():
                return tuple(self._plain(value) for value in said)
            case dict():
                return {self._plain(key): self._plain(value) for key, value in said.items()}
            case list() | tuple():
                return [self._plain(value) for value in said]
            case _:
                return said

    def _entry(self, body: Any) -> Any:
        """An entry of a visible case, without what places it in the file."""
        outside = {"letters", "tally", "cut", "statement", "previous", "link", "after"}
        return (body.kind, body.model_dump(exclude=outside) if not isinstance(body, AccessBody) else "")

    def _team(self, vault: Vault) -> Any:
        members = {m.name: (m.seat, sorted(m.roles), m.removed, m.compared) for m in vault.team.members.values()}
        invites = [(invite.id, invite.name, invite.at) for invite in vault.team.invites.values()]
        return members, invites, vault.team.policy.model_dump(), vault.team.conference

    @staticmethod
    def _sheet(vault: Vault) -> dict[str, Any]:
        """The own sheet but for the roster, whose links shift, the parcels' ids, and where the folder of this telling is."""
        answers = {room: (a.said, a.number, a.facts, a.at) for room, a in vault.sheet.answers.items()}
        places = [(Path(place.path).name, place.old) for place in vault.sheet.copies.values()]
        kept = vault.sheet.model_dump(exclude={"roster", "answers", "confirmed", "copies"})
        return kept | {"answers": answers, "copies": places}

    @staticmethod
    def _kept(vault: Vault) -> tuple[int, ...]:
        """How many rows of hers lie in the file."""
        one = vault._open.store.one
        sql = "SELECT COUNT(*) FROM {} WHERE seat = (SELECT n FROM seat WHERE id = ?)"
        return tuple(one(sql.format(table), vault._open.seat.id)[0] for table in ("own", "event"))


STEPS = (
    History.opens, History.writes, History.ilse_writes, History.ilse_answers, History.ilse_steps_aside,
    History.ilse_locks, History.ilse_unlocks, History.team, History.works, History.looks,
)  # fmt: skip
HIDDEN = ("opens", "writes", "asks", "leaves", "expunges")


Steps = list[Callable[[History], None] | str]


def _told(steps: Steps, *, hidden: bool) -> list[Any]:
    history = History(hidden=hidden)
    try:
        for step in [History.opens, *steps, "opens", History.looks, History.works, History.ilse_unlocks, History.looks]:
            if isinstance(step, str):
                history.hides_a_case(step)
            else:
                step(history)
        return history.seen
    finally:
        history.crew.close()


@given(st.lists(st.one_of(st.sampled_from(STEPS), st.sampled_from(HIDDEN)), max_size=8))
@settings(max_examples=max(10, settings().max_examples // 5))
def test_a_hidden_case_makes_no_difference(steps: Steps) -> None:
    """Whatever happens in it, and whatever else happens: she meets the same, and keeps the same."""
    without, with_it = _told(steps, hidden=False), _told(steps, hidden=True)
    assert without == with_it


def test_expunging_a_hidden_case_makes_none() -> None:
    """Asked for, carried out, and looked at afterwards."""
    steps: Steps = ["opens", "leaves", "writes", "expunges", History.looks, History.works, History.ilse_writes]
    assert _told(steps, hidden=False) == _told(steps, hidden=True)


def test_nor_is_the_list_slower_to_come() -> None:
    """Her list is there at once after unlocking, also when somebody left the hidden case meanwhile."""
    steps: Steps = ["opens", History.ilse_locks, "leaves", History.ilse_unlocks]
    assert _told(steps, hidden=False) == _told(steps, hidden=True)


def test_nor_do_her_copies_tell() -> None:
    """Copies of hers come by the clock alone; what left the hidden case is no reason to renew them."""
    hour = [History.ilse_unlocks, History.ilse_unlocks, History.works]
    steps: Steps = ["opens", *hour, "leaves", History.ilse_unlocks, History.works, History.looks]
    without = _told(steps, hidden=False)
    assert without == _told(steps, hidden=True)
    assert [len(seen[1]) for seen in without if seen[0] == "copies"] == [2, 2, 2]


def test_nor_do_they_come_sooner() -> None:
    """While her coctui is open it looks at its copies every ten minutes, whatever leaves the hidden case meanwhile."""
    steps: Steps = ["opens", History.ilse_unlocks, History.works, later(24), History.works, later(5), "leaves"]
    steps += [History.works, History.looks, later(6), History.works]
    without = _told(steps, hidden=False)
    assert without == _told(steps, hidden=True)
    assert [len(seen[1]) for seen in without if seen[0] == "copies"] == [1, 2, 2]


def later(minutes: int) -> Callable[[History], None]:
    """So much time goes by; her vault stays open."""
    return lambda history: history.crew.source.advance(timedelta(minutes=minutes))
