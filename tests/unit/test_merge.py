"""Two copies of a vault that were worked on apart meet: nothing is lost, nothing is undone, nothing tells."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from coctui.models.access_events import Admitted, Asked, Excluded, Recused
from coctui.models.content_events import Assigned, Determined, NoteWritten
from coctui.models.roster import Policy
from coctui.models.team_events import PolicyChanged, Removed
from coctui.vault import connection, copies
from coctui.vault.door import Vault
from coctui.vault.errors import LockedOut, OtherVault, SameFile
from tests.faults.sample import tampering
from tests.pair import Pair
from tests.team import Crew


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    """Four members, one case that all of them hold, and two copies."""
    made = Pair(tmp_path)
    yield made
    made.close()


def notes(vault: Vault, room: str) -> set[str]:
    """The notes of a case."""
    return {entry.body.text for entry in vault.case(room).entries if isinstance(entry.body, NoteWritten)}


def test_notes_of_both_sides_are_there_in_either_direction(pair: Pair) -> None:
    """And again, and the other way round: the same case, verified whole, and nothing that comes twice."""
    room = pair.here.case(cleared=("Ilse",))
    pair.part()
    pair.here["Noor"].record(room, [NoteWritten(text="here")])
    pair.there["Ilse"].record(room, [NoteWritten(text="there")])
    came = pair.here["Noor"].merge(pair.there.path)
    assert [(one.case, one.new, one.entries, one.by) for one in came.cases] == [("amber-birch", False, 1, ("Ilse",))]
    assert pair.here["Noor"].merge(pair.there.path).nothing
    # Who has the vault open meanwhile notices it like anything that somebody else writes.
    assert pair.here["Ilse"].refresh()
    assert notes(pair.here["Ilse"], room) == {"here", "there"}
    pair.there["Ilse"].merge(pair.here.path)
    for crew, name in ((pair.here, "Noor"), (pair.there, "Ilse"), (pair.here, "Ilse"), (pair.there, "Noor")):
        vault = crew.unlock(name)
        assert notes(vault, room) == {"here", "there"}
        assert vault.verify().ok, vault.verify()


def test_a_recusal_is_not_undone_by_letters_of_the_other_copy(pair: Pair) -> None:
    """Ilse steps aside here while Noor lets Paz in there: after they met Ilse opens nothing, Paz does."""
    room = pair.here.case(cleared=("Ilse", "Oksana"))
    pair.part()
    pair.here["Ilse"].record(room, [Recused()])
    pair.here.settle("Noor")
    pair.there["Noor"].record(room, [NoteWritten(text="there"), Admitted(seat=pair.there.seats["Paz"])])
    pair.here["Oksana"].merge(pair.there.path)
    pair.here.settle("Noor", "Paz", "Ilse")
    assert pair.here.standing("Ilse", room) == "recused"
    assert pair.here.standing("Paz", room) == "confirm"
    pair.here["Paz"].answer(room, "no conflict")
    assert notes(pair.here["Paz"], room) == {"there"}
    assert pair.here["Noor"].verify().ok


def test_two_keys_are_made_one_by_who_opens_both(pair: Pair) -> None:
    """Ilse left here, Oksana there, and both copies changed the key: Noor opens both and brings them together."""
    room = pair.here.case(cleared=("Ilse", "Oksana"))
    pair.part()
    pair.here["Ilse"].record(room, [NoteWritten(text="of Ilse"), Recused()])
    pair.here["Oksana"].refresh()
    pair.here["Oksana"].record(room, [NoteWritten(text="here")])
    pair.there["Oksana"].record(room, [NoteWritten(text="of Oksana"), Recused()])
    pair.there["Ilse"].refresh()
    pair.there["Ilse"].record(room, [NoteWritten(text="there")])
    pair.here["Paz"].merge(pair.there.path)
    for name, standing in (("Ilse", "recused"), ("Oksana", "recused"), ("Noor", "cleared"), ("Paz", "")):
        pair.here.unlock(name)
        assert pair.here.standing(name, room) == standing, name
    pair.here.settle("Noor")
    assert {"of Ilse", "of Oksana"} <= notes(pair.here["Noor"], room)
    assert pair.here["Noor"].verify().ok
    for name in ("Ilse", "Oksana", "Paz"):
        pair.here.unlock(name)
        assert pair.here.standing(name, room) in ("", "recused")
        assert pair.here[name].verify().ok


def test_a_case_that_was_opened_there_comes_in(pair: Pair) -> None:
    """With its file; also for somebody who joined here meanwhile, and may not open it."""
    pair.part()
    pair.here.join("Tamsin")
    room = pair.there.case(by="Ilse", code="slate-heron", cleared=("Noor",))
    pair.here["Noor"].refresh()
    came = pair.here["Noor"].merge(pair.there.path)
    assert [(one.case, one.new) for one in came.cases] == [("slate-heron", True)]
    assert pair.here["Noor"].case(room).code == "slate-heron"
    assert pair.here.standing("Tamsin", room) == ""
    assert pair.here["Noor"].verify().ok
    assert pair.here["Tamsin"].verify().ok
    pair.here["Noor"].record(room, [Asked(seat=pair.here.seats["Tamsin"])])
    assert pair.here.standing("Tamsin", room) == "asked"


def test_two_answers_are_to_be_chosen_from(pair: Pair) -> None:
    """Decided and assigned on both sides: both are there until somebody says which."""
    room = pair.here.case(cleared=("Ilse",))
    pair.part()
    seats = pair.here.seats
    pair.here["Noor"].record(room, [Determined(outcome="violation"), Assigned(seat=seats["Noor"])])
    pair.there["Ilse"].record(room, [Determined(outcome="no action"), Assigned(seat=seats["Ilse"])])
    came = pair.here["Noor"].merge(pair.there.path)
    assert set(came.cases[0].choose) == {"determination", "assigned lead"}
    case = pair.here["Noor"].record(room, [Determined(outcome="undetermined"), Assigned(seat=seats["Noor"])])
    assert case.two_answers == ()


def test_damage_in_a_case_that_is_closed_to_who_merges(pair: Pair, tmp_path: Path) -> None:
    """It comes in as it is; a holder's verify names it, and the copy that was made before the merge has the case as it was."""
    room = pair.here.case(cleared=("Ilse",))
    pair.part()
    pair.there["Ilse"].record(room, [NoteWritten(text="there")])
    pair.there.close()
    with tampering(pair.there.path) as file:
        file.execute("UPDATE event SET sealed = zeroblob(301) WHERE n = (SELECT MAX(n) FROM event)")
    assert pair.here["Paz"].merge(pair.there.path).nothing
    copy = next(kept.path for kept in pair.here["Paz"].copies() if kept.path.parent == copies.beside(pair.here.path))
    assert not pair.here.unlock("Noor").verify().ok
    before = Crew(tmp_path / "before")
    shutil.copyfile(copy, before.path)
    before.source, before.passphrases = pair.here.source, pair.here.passphrases
    noor = before.unlock("Noor")
    assert noor.case(room).code == "amber-birch"
    assert noor.verify().ok
    before.close()


def test_a_copy_on_a_stick_that_takes_nothing(pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file as it lay while it was in use is read from a disk that cannot be written, with nothing beside it; with its log it is not."""
    room = pair.here.case(cleared=("Ilse",))
    pair.part()
    pair.there["Ilse"].record(room, [NoteWritten(text="there")])
    pair.close()
    stick = tmp_path / "stick"
    stick.mkdir()
    shutil.copyfile(pair.there.path, stick / "team.coctui")
    assert (stick / "team.coctui").read_bytes()[18:20] == b"\2\2", "it has a log when it is open"
    monkeypatch.setattr(connection, "_read_only", lambda _: True)
    assert pair.here.unlock("Noor").merge(stick / "team.coctui").cases[0].entries == 1
    assert [each.name for each in stick.iterdir()] == ["team.coctui"]
    (stick / "team.coctui-wal").write_bytes(b"")
    assert connection._reading(stick / "team.coctui") == "mode=ro"


def test_clocks_that_are_wrong(pair: Pair, tmp_path: Path) -> None:
    """An hour ahead here, a day asleep there: who saw a value and wrote another wins, and a recusal beats that seat's later writing."""
    room, clock = pair.here.case(cleared=("Ilse", "Oksana")), pair.here.source
    pair.part()
    late = Crew(tmp_path / "late")
    shutil.copyfile(pair.here.path, late.path)
    late.source, late.seats, late.passphrases = clock, pair.here.seats, pair.here.passphrases
    clock.advance(timedelta(hours=1))
    pair.here["Noor"].record(room, [Determined(outcome="violation")])
    pair.here["Ilse"].record(room, [Recused()])
    clock.advance(timedelta(hours=-1))
    pair.there["Oksana"].merge(pair.here.path)
    assert pair.there["Oksana"].record(room, [Determined(outcome="no action")]).two_answers == ()
    # Ilse's other laptop slept through it and is a day late: it did not know.
    clock.advance(timedelta(days=1))
    late.unlock("Ilse").record(room, [NoteWritten(text="a day later")])
    late.close()
    came = pair.there["Noor"].merge(late.path)
    assert [one.aside for one in came.cases] == [1]
    assert pair.there.standing("Ilse", room) == "recused"
    case = pair.there["Noor"].case(room)
    assert (case.determination and case.determination.outcome, notes(pair.there["Noor"], room)) == ("no action", set())
    assert pair.there["Noor"].verify().ok


def test_the_team_of_both_sides(pair: Pair) -> None:
    """Somebody joined here, somebody was removed there, a setting changed there."""
    pair.part()
    pair.here.join("Tamsin")
    pair.there["Noor"].manage(Removed(seat=pair.there.seats["Paz"]))
    pair.there["Noor"].manage(PolicyChanged(policy=Policy(leads_out=4)))
    with pytest.raises(LockedOut):
        pair.here["Paz"].merge(pair.there.path)
    with pytest.raises(LockedOut):
        pair.here["Tamsin"].merge(pair.there.path)
    came = pair.here["Oksana"].merge(pair.there.path)
    assert (came.joined, came.left) == ((), ("Paz",))
    vault = pair.here.unlock("Tamsin")
    assert {m.name for m in vault.team.active.values()} == {"Noor", "Ilse", "Oksana", "Tamsin"}
    assert vault.team.policy.leads_out == 4
    assert vault.verify().ok


def test_what_is_refused(pair: Pair, tmp_path: Path) -> None:
    """The file itself, also by another name; another team's vault."""
    other = Crew.of(tmp_path / "other", "Noor", seed=9)
    other.close()
    with pytest.raises(SameFile):
        pair.here["Noor"].merge(pair.here.path)
    with pytest.raises(OtherVault):
        pair.here["Noor"].merge(other.path)
    assert pair.here["Noor"].verify().ok


def test_excluded_there_while_let_in_here(pair: Pair) -> None:
    """Paz is no holder; what they wrote is kept aside, and nothing of the case is left for them."""
    room = pair.here.case(cleared=("Ilse",))
    pair.part()
    pair.here["Noor"].record(room, [Admitted(seat=pair.here.seats["Paz"])])
    pair.here["Paz"].refresh()
    pair.here["Paz"].answer(room, "no conflict")
    pair.here["Paz"].record(room, [NoteWritten(text="of Paz")])
    pair.there["Ilse"].record(room, [Excluded(seat=pair.there.seats["Paz"])])
    came = pair.here["Noor"].merge(pair.there.path)
    assert [(one.case, one.aside) for one in came.cases] == [("amber-birch", 1)]
    assert pair.here.standing("Paz", room) == ""
    assert notes(pair.here["Noor"], room) == set()
    assert pair.here["Noor"].verify().ok
