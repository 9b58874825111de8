"""`doctor`: what it says of invented computers, and that it says the same to a person and a script."""

import io
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import keyring
import pytest

from coctui.host import checks
from coctui.host.checks import Check
from coctui.host.filesystem import Place
from coctui.host.hardening import Protection
from coctui.host.remembered import Note, write_note
from coctui.vault import copies, doctor
from coctui.vault.errors import NoMemory
from tests.keyrings import ALT, FAIL, NULL, Absent, Keeps, posing
from tests.team import START, Crew
from tests.unit.cli_desk import Desk

HELD = [Protection("private files", True, "yours alone"), Protection("no core dump", False, "the limit was not taken")]


@pytest.fixture(autouse=True)
def _this_process_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hardening cannot be taken back: the tests that follow would run under it."""
    monkeypatch.setattr(doctor, "harden", lambda: HELD)
    monkeypatch.setattr(keyring, "get_keyring", lambda: posing(Absent, FAIL))


def by_id(found: tuple[Check, ...]) -> dict[str, Check]:
    """Checks by what they are about; each once."""
    named = {check.id: check for check in found}
    assert len(named) == len(found)
    return named


def test_everything_is_looked_at(tmp_path: Path) -> None:
    """In one call, for a vault that need not be there: what the settings show too."""
    found = by_id(doctor.examine(tmp_path / "nowhere.coctui", {}, derive=False))
    wanted = {
        "private-files",
        "no-core-dump",
        "place",
        "synced",
        "disk",
        "copies",
        "keyring",
        "clock",
        "letters",
        "size",
        "colours",
    }
    assert wanted <= set(found)
    assert found["no-core-dump"].state == "open"
    assert "The limit was not taken." in found["no-core-dump"].said
    for check in found.values():
        assert check.said.endswith("."), check.id
        assert check.state in ("holds", "open", "unknown")


@pytest.mark.parametrize(
    ("place", "id", "words"),
    [
        (Place(network="nfs4"), "place", "on a network (nfs4)"),
        (Place(synced="Dropbox"), "synced", "Dropbox seems to watch this folder"),
    ],
)
def test_a_bad_place(place: Place, id: str, words: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Named, with what follows and what to do."""
    monkeypatch.setattr(checks, "examine", lambda _: place)
    check = by_id(tuple(checks.place(tmp_path / "x.coctui")))[id]
    assert check.state == "open"
    assert words in check.said
    assert check.do


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_a_file_that_others_may_read(tmp_path: Path) -> None:
    """With the command that closes it."""
    file = tmp_path / "team.coctui"
    file.touch(mode=0o600)
    assert by_id(tuple(checks.place(file)))["readers"].state == "holds"
    file.chmod(0o644)
    check = by_id(tuple(checks.place(file)))["readers"]
    assert check.state == "open"
    assert check.do == "chmod 600 team.coctui"


@pytest.mark.parametrize(("uuid", "state"), [("CRYPT-LUKS2-0f0f", "holds"), ("LVM-0f0f", "unknown"), (None, "unknown")])
def test_an_encrypted_disk(uuid: str | None, state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen where Linux shows it; never claimed to be missing."""
    monkeypatch.setattr(checks, "_SYSTEM", "linux")
    mounts = tmp_path / "mountinfo"
    mounts.write_text("1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 253:0 / /home rw - ext4 /dev/dm-0 rw\n")
    dm = tmp_path / "sys" / "dev" / "block" / "253:0" / "dm"
    dm.mkdir(parents=True)
    if uuid is not None:
        (dm / "uuid").write_text(f"{uuid}\n")
    found = checks.disk(Path("/home/noor/team.coctui"), system=tmp_path / "sys", mounts=mounts)
    assert found.state == state
    monkeypatch.setattr(checks, "_SYSTEM", "darwin")
    assert checks.disk(Path("/home/noor/team.coctui"), system=tmp_path / "sys", mounts=mounts).state == "unknown"


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Filename Type Size\n", "holds"),
        ("Filename Type Size\n/dev/zram0 partition 4\n", "holds"),
        ("Filename Type Size\n/dev/sda2 partition 4\n", "unknown"),
    ],
)
def test_swap(text: str, state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """None, in memory, or on a disk."""
    monkeypatch.setattr(checks, "_SYSTEM", "linux")
    swaps = tmp_path / "swaps"
    swaps.write_text(text)
    found = checks.swap(swaps)
    assert found is not None
    assert found.state == state
    assert (nowhere := checks.swap(tmp_path / "nowhere")) is not None
    assert nowhere.state == "unknown"


@pytest.mark.parametrize(
    ("now", "newest", "state"),
    [
        (START, None, "holds"),
        (START, START - timedelta(days=400), "holds"),
        (START, START + timedelta(minutes=9), "holds"),
        (START, START + timedelta(hours=1), "open"),
        (datetime(1970, 1, 2, tzinfo=UTC), None, "open"),
        (datetime(2199, 1, 2, tzinfo=UTC), None, "open"),
    ],
)
def test_a_clock(now: datetime, newest: datetime | None, state: str) -> None:
    """Behind the vault's newest change, or in another century: said."""
    assert checks.clock(now, newest.timestamp() if newest else None).state == state


def test_letters_and_terminals() -> None:
    """A locale without UTF-8, a small window, no colours, tmux and SSH: each with plain words."""
    assert checks.letters(io.TextIOWrapper(io.BytesIO(), encoding="utf-8")).state == "holds"
    plain = checks.letters(io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    assert (plain.state, "LANG" in plain.do) == ("open", True)
    small = by_id(tuple(checks.terminal({"NO_COLOR": "1", "TMUX": "x", "SSH_CONNECTION": "x"}, (72, 20))))
    assert small["size"].state == "open"
    assert "coctui line" in small["size"].do
    assert "NO_COLOR" in small["colours"].said
    assert "tmux and SSH" in small["between"].said
    large = by_id(tuple(checks.terminal({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, (120, 40))))
    assert large["size"].state == "holds"
    assert "between" not in large
    assert {checks._colours({"TERM": term}) for term in ("dumb", "xterm", "xterm-256color")} == {
        "This terminal knows no colours: signs and words say everything.",
        "This terminal shows few colours: enough.",
        "This terminal shows 256 colours: enough.",
    }
    assert by_id(tuple(checks.terminal({}, None)))["size"].state == "unknown"
    assert checks.size_of(io.StringIO()) is None


@pytest.mark.parametrize(
    ("backend", "state", "words"),
    [
        (posing(Keeps), "holds", "the desktop's keyring (Secret Service). It is not used unless you ask for it."),
        (posing(Absent, FAIL), "unknown", "That is normal"),
        (posing(Keeps, NULL), "unknown", "switched off"),
        (posing(Keeps, ALT), "unknown", "writes keys to the disk"),
    ],
)
def test_keyrings(backend: Any, state: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which there is, whether it would be allowed, and whether it is used."""
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    check = doctor.keyring(tmp_path / "team.coctui")
    assert check.state == state
    assert words in check.said
    write_note(tmp_path / "team.coctui", Note("ab" * 16, "cd" * 16))
    check = doctor.keyring(tmp_path / "team.coctui")
    assert "This computer opens the vault by itself" in check.said
    assert "this-computer off" in check.do


def test_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """None, only beside the vault, in two places; and of a vault in a throw-away folder that none come."""
    crew = Crew.of(tmp_path / "crew", "Noor")
    crew.close()
    with monkeypatch.context() as patch:
        patch.setattr(copies, "usual_places", lambda *_: ())
        assert "throw-away" in doctor.copies_of(crew.path).said
    beside, second = copies.beside(crew.path), tmp_path / "second"
    monkeypatch.setattr(copies, "usual_places", lambda *_: (beside, second))
    assert doctor.copies_of(crew.path).said.startswith("No copy was found")
    name = copies.copy_name(crew.path, START)
    for folder, state, words in (
        (beside, "open", "only beside the vault"),
        (second, "holds", "beside the vault, and in a second place"),
    ):
        folder.mkdir()
        (folder / name).touch()
        check = doctor.copies_of(crew.path)
        assert check.state == state
        assert words in check.said
    assert doctor.copies_of(tmp_path / "nowhere").state == "unknown"


def test_what_a_guess_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measured; and where the memory is not there, what that means and what to do."""

    def none(*_: object) -> None:
        raise NoMemory

    monkeypatch.setattr(doctor, "derive_slot", none)
    assert doctor.guessing().state == "open"
    assert "256 MiB" in doctor.guessing().said
    times = iter((0.0, 0.9, 0.0, 9.0, 0.0, 0.001))
    monkeypatch.setattr(doctor, "derive_slot", lambda *_: None)
    monkeypatch.setattr("coctui.vault.doctor.time.monotonic", lambda: next(times))
    assert [doctor.guessing().state for _ in range(3)] == ["holds", "unknown", "unknown"]


def test_versions_are_those_that_run() -> None:
    """Of everything that sealing and drawing stand on."""
    found = {part.name: part.version for part in doctor.versions()}
    assert {"coctui", "Python", "SQLite", "OpenSSL", "textual", "cryptography", "keyring"} <= set(found)
    assert all(found.values())
    assert doctor._version("no-such-library") == ""


def test_as_it_is_typed(tmp_path: Path) -> None:
    """Nothing is unlocked, no name is asked; the same to a person, in rows of 80, as to a script."""
    desk = Desk(tmp_path)
    told = desk.type("--vault", str(desk.path), "--json", "doctor", "--quick").json
    said = desk.type("--vault", str(desk.path), "doctor", "--quick")
    assert said.status == 0
    assert max(map(len, said.out.splitlines())) <= 80
    plain = " ".join(said.out.split())
    for check in told["checks"]:
        assert check["title"] in plain
        assert " ".join(check["said"].split()) in plain
    assert told["versions"]["coctui"]
    assert not desk.path.exists()


def test_it_is_the_same_with_and_without_cases(tmp_path: Path) -> None:
    """What lies in the vault makes no difference to it."""
    crew = Crew.of(tmp_path / "crew", "Noor")
    crew.case()
    crew.close()
    before = doctor.examine(crew.path, {}, source=crew.source, derive=False)
    crew.unlock("Noor")
    crew.case(code="copper-finch")
    crew.close()
    assert doctor.examine(crew.path, {}, source=crew.source, derive=False) == before
