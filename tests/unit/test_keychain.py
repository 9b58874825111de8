"""This computer as a way in: off by default, never with an untrusted keyring, and its absence is normal."""

import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest

from coctui.host.remembered import note_file, read_note, remembered, write_note
from coctui.vault import keychain
from coctui.vault.door import Vault
from coctui.vault.errors import KeyringLies, KeyringRefused, NoKeyHere, NoKeyring, VaultError
from tests.keyrings import (
    ALT,
    CHAINER,
    FAIL,
    NULL,
    SECRET_SERVICE,
    Absent,
    Forgets,
    Keeps,
    Lies,
    Locked,
    chained,
    computer,
    posing,
)  # fmt: skip
from tests.rules.house import ROOT
from tests.team import Crew

Gives = Callable[[Any], Any]
__all__ = ["computer"]


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Crew]:
    """Noor and Ilse."""
    crew = Crew.of(tmp_path, "Noor", "Ilse")
    yield crew
    crew.close()


def turn_on(crew: Crew, name: str = "Noor") -> str:
    """Let this member's computer open the vault."""
    with crew.computer_of(name):
        return crew[name].remember_here(crew[name].prove(name, crew.passphrases[name]))


def open_here(crew: Crew, name: str = "Noor") -> str:
    """Unlock with the computer of this member; who that is."""
    with crew.computer_of(name):
        vault = Vault.open_here(crew.path, source=crew.source)
    who = vault.member.name
    vault.lock()
    return who


@pytest.mark.parametrize("name", keychain.ALLOWED)
def test_known_keyrings_are_used(name: str, crew: Crew, computer: Gives) -> None:
    """Turned on, it opens without a name and a passphrase; what lies in it is not the passphrase, and names nobody."""
    kept = computer(posing(Keeps, name))
    assert turn_on(crew) == keychain.ALLOWED[name]
    assert open_here(crew) == "Noor"
    ((service, account),) = kept.items
    held = f"{service} {account} {kept.items[service, account]}"
    assert crew.passphrases["Noor"] not in held
    assert "noor" not in held.casefold()
    assert crew["Noor"]._open.seat.id.hex() not in held
    assert sorted(way.kind for way in crew["Noor"].ways) == ["passphrase", "this computer"]


def test_windows_keeps_it_on_this_computer(computer: Gives) -> None:
    """Not in a profile that travels with the account."""
    kept = computer(posing(Keeps, "keyring.backends.Windows.WinVaultKeyring"))
    keychain.keep("a" * 32, bytes(32))
    assert kept.persist == "local machine"


@pytest.mark.parametrize(
    ("backend", "code", "says"),
    [
        (posing(Absent, FAIL), "keyring-none", "That is normal"),
        (posing(Forgets, NULL), "keyring-null", "switched off"),
        (posing(Keeps, ALT), "keyring-plain", "writes keys to the disk"),
        (posing(Keeps, "keyrings.alt.Gnome.Keyring"), "keyring-plain", "writes keys to the disk"),
        (posing(Keeps, "some.plugin.Keyring"), "keyring-other", "does not know"),
        (posing(Keeps, "keyring.backends.SecretService.Keyring2"), "keyring-other", "does not know"),
        (chained(), "keyring-none", "That is normal"),
        (chained(posing(Keeps, ALT), posing(Absent, FAIL)), "keyring-plain", "writes keys to the disk"),
        (None, "keyring-other", "does not know"),
    ],
)
def test_others_are_refused_and_said_why(backend: Any, code: str, says: str, crew: Crew, computer: Gives) -> None:
    """None, the null backend, keyrings.alt, whatever else is installed: nothing is stored, nothing is changed."""
    computer(backend)
    with pytest.raises(NoKeyring) as caught:
        turn_on(crew)
    assert caught.value.code == code
    assert says in caught.value.sentence
    assert [way.kind for way in crew["Noor"].ways] == ["passphrase"]
    with crew.computer_of("Noor"):
        assert not remembered(crew.path)
    assert not getattr(backend, "items", {})


def test_who_derives_from_a_good_one_is_another(computer: Gives) -> None:
    """By exact class: what a plugin makes of a known backend may do anything."""
    good = type(posing(Keeps))
    computer(type("Keyring", (good,), {"__module__": "plugin"})())
    assert keychain.look().why == keychain.OTHER


def test_the_chainer_is_looked_into(crew: Crew, computer: Gives) -> None:
    """The known backend inside it is used by itself: the other one never gets the key."""
    plain, good = posing(Keeps, ALT), posing(Keeps)
    computer(chained(plain, good))
    turn_on(crew)
    assert not plain.items
    assert len(good.items) == 1
    assert open_here(crew) == "Noor"


def test_a_broken_keyring_library_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plugin that raises, a configuration that names what is not there."""

    def breaks() -> None:
        raise ModuleNotFoundError

    monkeypatch.setattr(keyring, "get_keyring", breaks)
    assert keychain.look() == (None, "", keychain.NONE)


@pytest.mark.parametrize(("behaves", "error"), [(Lies, KeyringLies), (Forgets, KeyringLies), (Locked, KeyringRefused)])
def test_what_does_not_come_back_is_not_kept(
    behaves: type[Keeps], error: type[VaultError], crew: Crew, computer: Gives
) -> None:
    """Read back and compared before a slot is written; no error has the secret in it."""
    kept = computer(posing(behaves))
    with pytest.raises(error) as caught:
        turn_on(crew)
    assert not kept.items
    assert [way.kind for way in crew["Noor"].ways] == ["passphrase"]
    assert caught.value.__cause__ is None
    shown = "".join(traceback.format_exception(caught.value))
    assert "Locked" not in shown.replace("KeyringRefused", "")
    with crew.computer_of("Noor"):
        assert not remembered(crew.path)


def test_an_item_that_was_deleted(crew: Crew, computer: Gives) -> None:
    """Said as what it is, with the way out; the passphrase opens as ever, and turning it on again makes a new one."""
    kept = computer(posing(Keeps))
    turn_on(crew)
    kept.items.clear()
    with pytest.raises(NoKeyHere) as caught:
        open_here(crew)
    assert caught.value.status == 4
    assert "passphrase or your paper key" in caught.value.sentence
    crew.unlock("Noor")
    turn_on(crew)
    assert open_here(crew) == "Noor"
    assert len([way for way in crew["Noor"].ways if way.kind == "this computer"]) == 1


@pytest.mark.parametrize("given", ["00" * 32, "no hex", "", "ab", "é" * 32, None, 7])
def test_something_else_in_its_place(given: Any, crew: Crew, computer: Gives) -> None:
    """An item that somebody changed opens nothing and breaks nothing."""
    kept = computer(posing(Keeps))
    turn_on(crew)
    for place in kept.items:
        kept.items[place] = given
    with pytest.raises(NoKeyHere):
        open_here(crew)


def test_a_keyring_that_is_locked_later(crew: Crew, computer: Gives, monkeypatch: pytest.MonkeyPatch) -> None:
    """Locked, or gone with the desktop: said, and the passphrase opens."""
    kept = computer(posing(Keeps))
    turn_on(crew)
    items = kept.items
    for backend, error in ((posing(Locked), KeyringRefused), (posing(Absent, FAIL), NoKeyring)):
        backend.items = items
        computer(backend)
        with pytest.raises(error):
            open_here(crew)
    crew.unlock("Noor")


def test_turned_off(crew: Crew, computer: Gives) -> None:
    """The slot goes, then the item and the note: what was kept opens nothing, also for who copied the item before."""
    kept = computer(posing(Keeps))
    turn_on(crew)
    stolen = dict(kept.items)
    with crew.computer_of("Noor"):
        note = read_note(crew.path)
        crew["Noor"].forget_here()
        assert not kept.items
        assert not remembered(crew.path)
        assert note is not None
        write_note(crew.path, note)
    kept.items.update(stolen)
    with pytest.raises(NoKeyHere):
        open_here(crew)
    assert [way.kind for way in crew["Noor"].ways] == ["passphrase"]


def test_two_computers_and_one_lost(crew: Crew, computer: Gives) -> None:
    """Each has a key of its own; from one of them both can be ended."""
    computer(posing(Keeps))
    turn_on(crew)
    crew.lock("Noor")
    crew.lock("Ilse")
    with crew.computer_of("Ilse"):
        noor = Vault.open(crew.path, "Noor", crew.passphrases["Noor"], source=crew.source)
        noor.remember_here(noor.prove("Noor", crew.passphrases["Noor"]))
        noor.forget_here()
        assert sorted(way.kind for way in noor.ways) == ["passphrase", "this computer"]
        noor.forget_here(everywhere=True)
        assert [way.kind for way in noor.ways] == ["passphrase"]
        noor.lock()
    with pytest.raises(NoKeyHere):
        open_here(crew)


def test_a_stop_in_the_middle_keeps_the_older_one(crew: Crew, computer: Gives, monkeypatch: pytest.MonkeyPatch) -> None:
    """Turning it on again fails: the key of before is still there and opens."""
    kept = computer(posing(Keeps))
    turn_on(crew)
    before = dict(kept.items)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("coctui.vault.doorways.put_way", stop)
        with pytest.raises(KeyboardInterrupt):
            turn_on(crew)
    assert kept.items == before
    assert open_here(crew) == "Noor"


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"account": 1, "row": 2}', '{"account": "x", "row": "y"}', "[" * 100_000]
)
def test_a_note_that_somebody_changed(text: str, crew: Crew, computer: Gives) -> None:
    """It is as good as none."""
    computer(posing(Keeps))
    turn_on(crew)
    with crew.computer_of("Noor"):
        note_file(crew.path).write_text(text)
        assert not remembered(crew.path)
    with pytest.raises(NoKeyHere):
        open_here(crew)


def test_the_keyring_is_loaded_only_when_it_is_used(tmp_path: Path) -> None:
    """Neither opening a vault nor asking whether this computer was allowed to loads the library."""
    program = (
        "import sys, pathlib\n"
        "from coctui.vault import door\nfrom coctui.host import remembered as computer\n"
        "assert not computer.remembered(pathlib.Path('nowhere'))\n"
        "assert 'keyring' not in sys.modules\n"
        "from coctui.vault import keychain\n"
        "assert 'keyring' not in sys.modules\n"
        "keychain.look()\n"
        "assert 'keyring' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


def test_the_names_are_those_of_the_library() -> None:
    """The list of classes, against the library as it is installed; those of other systems by their source."""
    folder = Path(keyring.__file__).parent / "backends"
    for name in (*keychain.ALLOWED, CHAINER, FAIL, NULL):
        _, _, module, word = name.rsplit(".", 3)
        file = folder / module / "__init__.py" if (folder / module).is_dir() else folder / f"{module}.py"
        assert f"class {word}(" in file.read_text(encoding="utf-8"), name
    assert SECRET_SERVICE in keychain.ALLOWED
