"""What the vault says when it cannot: a code, one sentence that says what to do, a status, and never a value."""

import inspect
import sqlite3
import traceback
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coctui.models.access_events import Opened
from coctui.models.content_events import NoteWritten
from coctui.models.passphrase import LONGEST, TAKEN
from coctui.models.roster import Profile
from coctui.models.team_events import Founded
from coctui.vault import connection, errors
from coctui.vault.connection import as_ours, translate
from coctui.vault.door import Vault
from coctui.vault.errors import (
    Busy,
    Damaged,
    LongPassphrase,
    NoName,
    NoRoom,
    VaultError,
    WeakPassphrase,
    WrongCode,
    WrongKey,
)
from coctui.vault.kdf import FLOOR, too_long
from coctui.vault.source import ReplaySource
from tests.faults.sample import PASSPHRASES, START, found, opened

CANARY = "canary-4711"
KINDS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, VaultError)]
STATUS = {0, 1, 3, 4, 6}


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_speaks(kind: type[VaultError]) -> None:
    """A status of DESIGN.md 7, a code, and whole sentences without words for machines."""
    error = kind()
    assert error.status in STATUS
    assert error.code == kind.code
    assert error.args == (kind.code,)
    assert error.sentence.endswith(".") or error.sentence.endswith(("init", "verify"))
    assert not {"sqlite", "exception", "None", "row"} & set(error.sentence.lower().split())
    assert str(error) == f"{kind.sentence} ({kind.code})"
    assert (
        "sentence" not in vars(kind("Another.", code="another")) or kind("Another.", code="another").code == "another"
    )


def test_codes_are_unlike() -> None:
    """Two kinds of trouble never have one code."""
    codes = [kind.code for kind in KINDS]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("SQLITE_BUSY", Busy), ("SQLITE_BUSY_SNAPSHOT", Busy), ("SQLITE_LOCKED", Busy), ("SQLITE_FULL", NoRoom),
        ("SQLITE_IOERR_WRITE", NoRoom), ("SQLITE_IOERR_SHMSIZE", NoRoom), ("SQLITE_IOERR_TRUNCATE", NoRoom),
        ("SQLITE_READONLY_DIRECTORY", NoRoom), ("SQLITE_CANTOPEN", NoRoom), ("SQLITE_CORRUPT", Damaged),
        ("SQLITE_NOTADB", Damaged), ("SQLITE_IOERR_READ", Damaged), ("SQLITE_IOERR_SHORT_READ", Damaged), ("", Damaged),
    ],
)  # fmt: skip
def test_what_sqlite_says_becomes_ours(name: str, expected: type[VaultError]) -> None:
    """A full disk is not damage, a lock is not a full disk, and everything else is damage."""
    error = sqlite3.OperationalError(CANARY)
    error.sqlite_errorname = name
    assert type(translate(error)) is expected


@pytest.mark.parametrize(
    "stray", [KeyError(CANARY), ValueError(CANARY), TypeError(CANARY), RecursionError(), sqlite3.DataError(CANARY)]
)
def test_stray_exceptions_are_damage(stray: Exception) -> None:
    """Whatever a damaged row makes the code stumble over."""
    with pytest.raises(Damaged) as caught, as_ours():
        raise stray
    assert CANARY not in "".join(traceback.format_exception(caught.value))


@pytest.fixture
def noor(tmp_path: Path) -> Iterator[Vault]:
    """A vault with one case, full of canaries."""
    founding = Founded(format=1, conference=CANARY, profile=Profile(name=f"Noor {CANARY}"), roles=("chair", "lead"))
    vault = Vault.create(
        tmp_path / f"{CANARY}.coctui", name="Noor", passphrase=PASSPHRASES["Noor"], founding=founding, cost=FLOOR,
        source=ReplaySource(1, START),
    )  # fmt: skip
    yield vault
    vault.lock()


def told(act: Callable[[], object]) -> str:
    """All that an error of the vault carries: text, arguments, notes, cause, and its traceback as it would be printed."""
    with pytest.raises(VaultError) as caught:
        act()
    error = caught.value
    assert error.__cause__ is None
    assert not getattr(error, "__notes__", [])
    printed = "".join(traceback.format_exception(error))
    shown = [line for line in printed.splitlines() if not line.startswith("  ")]
    return "\n".join([*shown, repr(error), str(error), repr(error.args), repr(vars(error))])


def test_no_error_quotes_anything(noor: Vault, tmp_path: Path) -> None:
    """Neither what was typed nor what lies in the vault, nor where it lies."""
    room = opened(noor, CANARY, CANARY)
    path = noor.path
    founding = Founded(format=1, conference=CANARY, profile=Profile(name=CANARY), roles=("chair",))
    acts: list[Callable[[], object]] = [
        lambda: Vault.open(path, "Noor", CANARY),
        lambda: Vault.open(path, CANARY, PASSPHRASES["Noor"]),
        lambda: Vault.open(tmp_path / CANARY, "Noor", CANARY),
        lambda: Vault.accept(path, name=CANARY, code=CANARY, passphrase=CANARY * 3),
        lambda: Vault.create(path, name=CANARY, passphrase=CANARY * 3, founding=founding, cost=FLOOR),
        lambda: Vault.create(
            tmp_path / "no" / CANARY, name=CANARY, passphrase=CANARY * 3, founding=founding, cost=FLOOR
        ),
        lambda: Vault.create(tmp_path / "x", name=CANARY, passphrase="short", founding=founding, cost=FLOOR),
        lambda: noor.find(CANARY + "x"),
        lambda: noor.case("00" * 16),
        lambda: noor.record(room, (Opened(code=CANARY, third=CANARY),)),
        lambda: noor.record(room, (NoteWritten(text=CANARY),), {"ab" * 16: CANARY.encode()}),
        lambda: noor.withdraw(CANARY),
        lambda: noor.renew(CANARY),
    ]
    for number, act in enumerate(acts):
        assert CANARY not in told(act), number


def test_a_vault_on_a_network_is_refused(noor: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made, opened or joined there: nothing is written; a copy that nobody else has open may lie there (VAULT.md 6)."""
    monkeypatch.setattr(connection, "network", lambda path: "nfs4" if "share" in path.parts else "")
    words, share = PASSPHRASES["Noor"], tmp_path / "share"
    share.mkdir()
    founding = Founded(format=1, conference="PyLadiesCon", profile=Profile(name="Noor"), roles=("chair",))
    with pytest.raises(errors.OnNetwork):
        Vault.create(share / "team.coctui", name="Noor", passphrase=words, founding=founding, cost=FLOOR)
    assert list(share.iterdir()) == []
    copy = share / "copy.coctui"
    assert noor.backup(copy).paths == (copy,)
    before = copy.read_bytes()
    with pytest.raises(errors.OnNetwork):
        Vault.open(copy, "Noor", words)
    assert (copy.read_bytes(), [path.name for path in share.iterdir()]) == (before, ["copy.coctui"])


def test_nothing_of_the_vault_shows_its_keys(noor: Vault) -> None:
    """`repr` of every object that holds a key, a word or a name, as a crash report or a debugger would print it."""
    room = opened(noor, CANARY, CANARY)
    core, shelf = noor._core, noor._shelf
    assert core is not None
    assert core.team_key is not None
    case = shelf.room(bytes.fromhex(room))
    keys = [core.team_key.key, case.key.key, case.key.card_key(1)]
    things: list[Any] = [
        noor, core, shelf, core.seat, core.own, core.own.sheet, core.team_key, core.team, core.store, case, case.key, case.events,
        case.access, case.case, shelf.snapshot(), *shelf.marks.values(), *case.events.rows, *case.events.lanes["content"], noor.member,
        noor.member.keys, noor.member.profile, noor.rows(), noor.rows()[0], core.reader(), core.own_tip(), noor.team.policy,
        noor.verify(),
    ]  # fmt: skip
    for thing in things:
        for shown in (repr(thing), str(thing), f"{thing}", repr([thing]), repr({"x": thing})):
            assert CANARY not in shown, type(thing)
            assert not any(key.hex() in shown or repr(key)[2:-1] in shown for key in keys), type(thing)


@pytest.mark.parametrize("name", ["", " ", "\t\n", "\u0301", "\u00a0\u2003", "x" * 101, "half \ud83d", "\udce4"])
def test_a_name_that_comes_to_nothing_is_refused(noor: Vault, tmp_path: Path, name: str) -> None:
    """Names to unlock with: two empty ones would be the same, and half a character is no text."""
    founding = Founded(format=1, conference="", profile=Profile(name="Noor"), roles=("chair",))
    with pytest.raises(NoName):
        Vault.create(tmp_path / "other", name=name, passphrase=PASSPHRASES["Noor"], founding=founding, cost=FLOOR)
    assert not (tmp_path / "other").exists()
    code = noor.invite("Ilse", ("lead",))
    with pytest.raises(NoName):
        Vault.accept(noor.path, name=name, code=code, passphrase=PASSPHRASES["Ilse"])
    with pytest.raises(WrongKey):
        Vault.open(noor.path, name, PASSPHRASES["Noor"])
    Vault.accept(noor.path, name="Ilse", code=code, passphrase=PASSPHRASES["Ilse"]).lock()


@pytest.mark.parametrize("passphrase", ["", "x", "\ud800" * 20, "x" * 1_000_000, "\x00" * 20, "é" * 1_000])
def test_odd_passphrases_are_just_wrong(noor: Vault, passphrase: str) -> None:
    """Empty, half a character, a megabyte: one answer, the same for all."""
    with pytest.raises(WrongKey) as caught:
        Vault.open(noor.path, "Noor", passphrase)
    assert type(caught.value) is WrongKey
    assert caught.value.sentence == WrongKey.sentence


def test_the_longest_passphrase_unlocks(tmp_path: Path) -> None:
    """No length is cut off, and no other form of the same letters is another passphrase."""
    founding = Founded(format=1, conference="", profile=Profile(name="Noor"), roles=("chair",))
    long = "h\u00e9" * 250
    path = tmp_path / "team.coctui"
    Vault.create(path, name="Zoë Noor", passphrase=long, founding=founding, cost=FLOOR).lock()
    for name in ("zoe noor", "ZOE\u0308NOOR", "Ｚoë Noor"):
        Vault.open(path, name, "he\u0301" * 250).lock()
    for wrong in (long[:-1], long + "x", long.upper()):
        with pytest.raises(WrongKey):
            Vault.open(path, "Zoë Noor", wrong)


@pytest.mark.parametrize("passphrase", ["x" * 501, "he\u0301" * 251, "x" * 1_000_000, "x\u0315\u0300\u0327" * 300_000])
def test_one_that_no_field_holds_is_refused_before_anything_is_made(tmp_path: Path, passphrase: str) -> None:
    """Five hundred characters as a person counts them, and no more: cut anywhere, it would be another one."""
    founding = Founded(format=1, conference="", profile=Profile(name="Noor"), roles=("chair",))
    with pytest.raises(LongPassphrase) as told:
        Vault.create(tmp_path / "other", name="Noor", passphrase=passphrase, founding=founding, cost=FLOOR)
    assert "at most 500 characters" in told.value.sentence
    assert list(tmp_path.glob("other*")) == []


@given(st.text(min_size=TAKEN, max_size=TAKEN + 20))
def test_what_fills_a_field_is_never_a_passphrase(text: str) -> None:
    """So nobody can have one of which a field shows only the beginning."""
    assert too_long(text)
    assert len(unicodedata.normalize("NFC", text)) > LONGEST


@pytest.mark.parametrize("passphrase", ["", "x" * 14, " " * 40, "e\u0301" * 8])
def test_a_weak_passphrase_is_refused_before_anything_is_made(tmp_path: Path, passphrase: str) -> None:
    """Fifteen characters as a person counts them."""
    founding = Founded(format=1, conference="", profile=Profile(name="Noor"), roles=("chair",))
    with pytest.raises(WeakPassphrase):
        Vault.create(tmp_path / "other", name="Noor", passphrase=passphrase, founding=founding, cost=FLOOR)
    assert list(tmp_path.glob("other*")) == []


def test_a_used_code_is_told_as_a_wrong_one(noor: Vault) -> None:
    """With one sentence more: the invitee learns that somebody was there before them."""
    code = noor.invite("Ilse", ("lead",))
    Vault.accept(noor.path, name="Ilse", code=code, passphrase=PASSPHRASES["Ilse"]).lock()
    said = []
    for tried in (code, "ABCDE-ABCDE-ABCDE-ABCDE-ABCDEF", "no code", ""):
        with pytest.raises(WrongCode) as caught:
            Vault.accept(noor.path, name="Brisa", code=tried, passphrase=PASSPHRASES["Ilse"])
        said.append((caught.value.sentence, caught.value.status))
    assert set(said) == {(WrongCode.sentence, 4)}
    assert "tell the team" in WrongCode.sentence


def test_a_name_and_passphrase_that_are_taken_are_not_given_again(tmp_path: Path, noor: Vault) -> None:
    """A second seat behind the same name and passphrase would hide the first."""
    code = noor.invite("Noor too", ("lead",))
    with pytest.raises(WrongKey, match="name-taken"):
        Vault.accept(noor.path, name="NOOR", code=code, passphrase=PASSPHRASES["Noor"])
    Vault.accept(noor.path, name="Noor B.", code=code, passphrase=PASSPHRASES["Noor"]).lock()


def test_the_sample_is_found_again(tmp_path: Path) -> None:
    """The way of making vaults that the fault tests rely on."""
    found(tmp_path / "team.coctui", ReplaySource(2, START)).lock()
    Vault.open(tmp_path / "team.coctui", "Noor", PASSPHRASES["Noor"]).lock()
