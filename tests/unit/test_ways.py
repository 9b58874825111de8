"""Ways in: the old one goes only when the new one is proven, and what was taken back opens nothing, wherever it comes from."""

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from coctui.vault import ways
from coctui.vault.door import Vault
from coctui.vault.errors import (
    Damaged,
    LongPassphrase,
    NoName,
    Older,
    OnlyWay,
    PaperSlip,
    SamePassphrase,
    VaultError,
    WeakPassphrase,
    WrongKey,
)  # fmt: skip
from coctui.vault.unlock import PASSPHRASE, Proof, Slot
from tests.team import Crew

NEW = "eight new words that nobody knows"


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Crew]:
    """Noor and Ilse; Noor has a case."""
    crew = Crew.of(tmp_path, "Noor", "Ilse")
    crew.case()
    yield crew
    crew.close()


def old(crew: Crew) -> str:
    """What Noor unlocks with."""
    return crew.passphrases["Noor"]


def proof(crew: Crew, secret: str = "") -> Proof:
    """That Noor sits here."""
    return crew["Noor"].prove("Noor", secret or old(crew))


def opens(crew: Crew, secret: str, name: str = "Noor") -> bool:
    """Whether this opens the file on Noor's computer, with the case in it."""
    with crew.computer_of("Noor"):
        try:
            vault = Vault.open(crew.path, name, secret, source=crew.source)
        except WrongKey:
            return False
    seen = [row.case for row in vault.rows()]
    vault.lock()
    assert seen == ["amber-birch"]
    return True


def slots(path: Path) -> set[bytes]:
    """Row ids of all slots."""
    with sqlite3.connect(path) as file:
        return {id for (id,) in file.execute("SELECT id FROM slot")}


def test_a_changed_passphrase(crew: Crew) -> None:
    """The new one opens, in any form of its letters; the old one does not; there are as many slots as before."""
    before = slots(crew.path)
    crew["Noor"].change_passphrase(proof(crew), "Noor", "cafe\u0301 and six other quiet words")
    assert opens(crew, "caf\u00e9 and six other quiet words", "NOOR")
    assert not opens(crew, old(crew))
    after = slots(crew.path)
    assert len(after) == len(before)
    assert len(after - before) == 1
    assert [way.kind for way in crew["Noor"].ways] == ["passphrase"]
    assert opens_for(crew, "Ilse")


def opens_for(crew: Crew, name: str) -> bool:
    """Whether somebody else still gets in."""
    crew.unlock(name)
    return crew[name].verify().ok


def test_another_name_to_unlock_with(crew: Crew) -> None:
    """The name is part of what is typed; the roster keeps its own."""
    crew["Noor"].change_passphrase(proof(crew), "Noor of the lake", NEW)
    assert opens(crew, NEW, "noor of the LAKE")
    assert not opens(crew, NEW)
    assert crew["Noor"].member.name == "Noor"


def test_what_is_refused_changes_nothing(crew: Crew) -> None:
    """Too short, no name, the same one, the way of somebody else: said, and all is as it was."""
    sure, before = proof(crew), slots(crew.path)
    for name, words, error in (
        ("Noor", "short", WeakPassphrase),
        ("Noor", "x" * 501, LongPassphrase),
        ("Noor", "x" * 1_000_000, LongPassphrase),
        ("", NEW, NoName),
        ("Noor", old(crew), SamePassphrase),
        ("Ilse", crew.passphrases["Ilse"], WrongKey),
    ):
        with pytest.raises(error):
            crew["Noor"].change_passphrase(sure, name, words)
    assert slots(crew.path) == before
    assert opens(crew, old(crew))


@pytest.mark.parametrize("secret", ["", "wrong", NEW, "x" * 1_000_000])
def test_only_who_knows_a_way_makes_another(crew: Crew, secret: str) -> None:
    """An unlocked vault is not enough: a passphrase that does not fit proves nothing."""
    with pytest.raises(WrongKey) as caught:
        crew["Noor"].prove("Noor", secret)
    assert caught.value.sentence == WrongKey.sentence


def test_a_colleagues_passphrase_proves_nothing(crew: Crew) -> None:
    """It opens a slot, but not that of who sits here."""
    with pytest.raises(WrongKey):
        crew["Noor"].prove("Ilse", crew.passphrases["Ilse"])


def test_a_slot_that_does_not_open_is_not_taken(crew: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written is opened before the old one goes; where that fails, nothing was changed."""
    sure, before = proof(crew), slots(crew.path)

    def broken(_: bytes, __: Slot, sealed: bytes) -> bytes:
        return bytes(len(sealed))

    monkeypatch.setattr(ways, "open_slot", broken)
    with pytest.raises(Damaged):
        crew["Noor"].change_passphrase(sure, "Noor", NEW)
    monkeypatch.undo()
    assert slots(crew.path) == before


def test_a_stop_in_the_middle_leaves_one_way(crew: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the new slot and the end of the old one: nobody has both or none."""
    sure, before = proof(crew), slots(crew.path)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ways, "sweep_ways", stop)
    with pytest.raises(KeyboardInterrupt):
        crew["Noor"].change_passphrase(sure, "Noor", NEW)
    monkeypatch.undo()
    assert slots(crew.path) == before
    assert [way.kind for way in crew["Noor"].ways] == ["passphrase"]


def test_an_old_slot_put_back_opens_nothing(crew: Crew) -> None:
    """Whoever puts the old row into the new file, or merges it: the same words as for a wrong one; then it goes."""
    crew.close()
    shutil.copy(crew.path, crew.path.with_suffix(".before"))
    crew.unlock("Noor")
    crew["Noor"].change_passphrase(proof(crew), "Noor", NEW)
    crew.close()
    with sqlite3.connect(crew.path) as file:
        file.execute("ATTACH ? AS before", (str(crew.path.with_suffix(".before")),))
        file.execute("INSERT OR IGNORE INTO slot SELECT * FROM before.slot")
    assert len(slots(crew.path)) == 3
    assert not opens(crew, old(crew))
    assert opens(crew, NEW)
    assert len(slots(crew.path)) == 2


def test_the_whole_older_file_is_noticed(crew: Crew) -> None:
    """With no event since, the own sheet alone tells: the file with the old passphrase is older."""
    crew.unlock("Noor")
    crew.lock("Noor")
    before = crew.path.with_suffix(".before")
    crew.close()
    shutil.copy(crew.path, before)
    crew.unlock("Noor")
    crew["Noor"].change_passphrase(proof(crew), "Noor", NEW)
    crew.close()
    shutil.copyfile(before, crew.path)
    with crew.computer_of("Noor"), pytest.raises(Older):
        Vault.open(crew.path, "Noor", old(crew), source=crew.source)


def test_a_paper_key_opens_without_a_name(crew: Crew) -> None:
    """Typed in any way; the passphrase still opens; a second paper key ends the first."""
    first = crew["Noor"].draw_paper_key()
    assert not opens(crew, first)
    crew["Noor"].keep_paper_key(proof(crew), first.lower().replace("-", " "))
    assert opens(crew, first, "")
    assert opens(crew, first.lower(), "whoever")
    assert opens(crew, old(crew))
    second = crew["Noor"].draw_paper_key()
    assert second != first
    crew["Noor"].keep_paper_key(proof(crew), second)
    assert opens(crew, second, "")
    assert not opens(crew, first, "")
    assert sorted(way.kind for way in crew["Noor"].ways) == ["paper key", "passphrase"]


def test_a_forgotten_passphrase(crew: Crew) -> None:
    """Unlocked with the paper key, a new passphrase is set; the forgotten one goes although nobody typed it."""
    paper = crew["Noor"].draw_paper_key()
    crew["Noor"].keep_paper_key(proof(crew), paper)
    crew.passphrases["Noor"], forgotten = paper, old(crew)
    crew.unlock("Noor")
    crew["Noor"].change_passphrase(proof(crew, paper), "Noor", NEW)
    assert opens(crew, NEW)
    assert not opens(crew, forgotten)
    assert opens(crew, paper)


def test_a_lost_paper_key(crew: Crew) -> None:
    """Taken back it opens nothing, and is told as any wrong one; the last way in is never taken back."""
    paper = crew["Noor"].draw_paper_key()
    crew["Noor"].keep_paper_key(proof(crew), paper)
    crew["Noor"].drop_paper_key()
    assert not opens(crew, paper, "")
    with crew.computer_of("Noor"), pytest.raises(WrongKey) as caught:
        Vault.open(crew.path, "", paper)
    assert caught.value.sentence == WrongKey.sentence
    core = crew["Noor"]._open
    with pytest.raises(OnlyWay), core.store.writing():
        ways.drop_ways(core, PASSPHRASE)
    assert opens(crew, old(crew))


def test_a_paper_key_with_a_slip_is_not_kept(crew: Crew) -> None:
    """Nor is any other text."""
    key = crew["Noor"].draw_paper_key()
    for wrong in (key[:-1] + ("A" if key[-1] != "A" else "C"), "", "no paper key"):
        with pytest.raises(PaperSlip):
            crew["Noor"].keep_paper_key(proof(crew), wrong)


def test_all_that_is_wrong_is_told_alike(crew: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence, one code and as many derivations for a wrong passphrase, none, a long one, a wrong paper key."""
    from coctui.vault import kdf, paperkey, unlock

    counted: list[int] = []

    def derive(vault: bytes, name: str, passphrase: str, cost: kdf.Cost) -> tuple[bytes, bytes]:
        counted.append(1)
        return bytes(16), bytes(32)

    monkeypatch.setattr(unlock, "derive_slot", derive)
    told = []
    for wrong in ("wrong", "", "x" * 1_000_000, paperkey.written(bytes(32)), crew.passphrases["Ilse"], "\ud800" * 30):
        counted.clear()
        with crew.computer_of("Noor"), pytest.raises(VaultError) as caught:
            Vault.open(crew.path, "Noor", wrong)
        told.append((type(caught.value), caught.value.sentence, caught.value.code, caught.value.status, len(counted)))
    assert set(told) == {(WrongKey, WrongKey.sentence, "wrong-key", 4, 1)}


def test_nothing_of_a_proof_is_shown(crew: Crew) -> None:
    """Not in a traceback, a log or a debugger."""
    sure = proof(crew)
    assert repr(sure) == "<Proof>"
    assert repr(sure.slot) == "<Slot>"
    assert sure.seed.hex() not in f"{sure!r} {crew['Noor'].ways!r} {crew['Noor']._open.own.sheet!r}"


def test_a_vault_from_before_learns_its_ways(crew: Crew) -> None:
    """The way that opened it is noted at the first unlock; nothing in the file says whose slot is whose."""
    assert [way.kind for way in crew["Noor"].ways] == ["passphrase"]
    with sqlite3.connect(crew.path) as file:
        kinds = file.execute("SELECT kind FROM slot").fetchall()
    assert kinds == [(1,), (1,)]


def test_no_copy_opens_with_what_was_taken_back(crew: Crew, tmp_path: Path) -> None:
    """A new passphrase, another paper key: every copy that coctui made is made anew, and opens only as the vault does."""
    folder = tmp_path / "copies"
    folder.mkdir()
    paper = crew["Noor"].draw_paper_key()
    crew["Noor"].keep_paper_key(proof(crew), paper)
    crew["Noor"].backup(folder)
    crew.source.advance(timedelta(minutes=1))
    crew["Noor"].change_passphrase(proof(crew), "Noor", NEW)
    crew["Noor"].keep_paper_key(proof(crew, NEW), crew["Noor"].draw_paper_key())
    crew.lock("Noor")
    copies = list(folder.iterdir())
    assert len(copies) == 1
    with crew.computer_of("Wanjiru"):
        for secret in (old(crew), paper):
            with pytest.raises(WrongKey):
                Vault.open(copies[0], "Noor", secret)
        Vault.open(copies[0], "Noor", NEW).lock()
