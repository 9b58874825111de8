"""docs/format.md is enough to read a vault, and names every label that the code uses and no other."""

import ast
import re
import shutil
from pathlib import Path

from coctui.vault.door import Vault
from coctui.vault.schema import APPLICATION_ID, FORMAT, TABLES
from tests.faults.sample import LETTER, PASSPHRASES, SCAN
from tests.rules.house import PACKAGE, ROOT, python_files, tree_of
from tests.unit.second_reader import SecondReader, digest

PAGE = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
LABEL = re.compile(r"coctui [a-z ]+ 1")
PLACE = re.compile(r"^\| `([a-z]+)` \|", re.MULTILINE)


def labels_in_code() -> set[str]:
    """Every label of a key, hash or signature, as texts or bytes."""
    found = set()
    for path in python_files("coctui/vault", "coctui/models"):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
                text = node.value.decode(errors="ignore") if isinstance(node.value, bytes) else node.value
                found |= {text} if LABEL.fullmatch(text) else set()
    return found


def places_in_code() -> set[str]:
    """Every label of a place: the first argument of `bind`, where it is written out."""
    return {
        node.args[0].value
        for path in python_files("coctui/vault")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "bind"
        and node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
        and not LABEL.fullmatch(node.args[0].value)
    }  # fmt: skip


def test_the_page_names_every_label() -> None:
    """A label that is missing here, or gone from the code, is a mistake on one side."""
    assert set(re.findall(rf'`"({LABEL.pattern})"`', PAGE)) == labels_in_code()
    section = PAGE[PAGE.index("| place or info |") : PAGE.index("## From a passphrase")]
    assert set(PLACE.findall(section)) == places_in_code()


def test_the_page_names_the_tables_and_marks() -> None:
    """Tables, application id and format number."""
    section = PAGE[PAGE.index("## The file") : PAGE.index("## Primitives")]
    assert set(TABLES) <= set(re.findall(r"`([a-z_]+)`", section))
    assert f"0x{APPLICATION_ID:08X}" in section
    assert f"offset 60 is {FORMAT}" in " ".join(section.split())


def test_the_second_reader_knows_nothing_of_coctui() -> None:
    """It imports no module of ours, so that it reads what the page says and not what the code does."""
    source = Path(__file__).with_name("second_reader.py").read_text(encoding="utf-8")
    assert not re.search(rf"(from|import) {PACKAGE.name}\b", source)


def test_a_paper_key_can_be_read_from_the_page_alone(tmp_path: Path) -> None:
    """Another program opens the same seat with it."""
    path = Path(shutil.copyfile(ROOT / "tests" / "data" / "format-1.coctui", tmp_path / "team.coctui"))
    vault = Vault.open(path, "Noor", PASSPHRASES["Noor"])
    printed = vault.draw_paper_key()
    vault.keep_paper_key(vault.prove("Noor", PASSPHRASES["Noor"]), printed)
    seat = vault.me
    vault.lock()
    reader = SecondReader.with_paper(path, printed)
    assert reader.seat.hex() == seat
    reader.file.close()


def test_a_vault_can_be_read_from_the_page_alone(tmp_path: Path) -> None:
    """Another program finds in the vault of format 1 what coctui finds."""
    path = Path(shutil.copyfile(ROOT / "tests" / "data" / "format-1.coctui", tmp_path / "team.coctui"))
    noor = SecondReader(path, "noor", PASSPHRASES["Noor"])
    assert noor.check_trail() > 30
    rooms = noor.rooms()
    assert {kind for kind, _ in rooms.values()} == {"key"}
    assert len(rooms) == 4
    team = digest("coctui team room 1", noor.vault)[:16]
    kinds = [event.get("kind") for event in noor.events(team, rooms[team][1])]
    assert kinds[:3] == ["founded/1", "invited/1", "joined/1"]
    texts = {room: noor.events(room, key) for room, (_, key) in rooms.items() if room != team}
    everything = repr(texts)
    for words in ("copper-birch", "amber-finch", "slate-heron", "I called Sunniva, she is safe.", "strike/1"):
        assert words in everything
    assert "4539" not in everything, "struck"
    files = [
        (room, bytes.fromhex(file["id"]))
        for room, events in texts.items()
        for event in events
        for file in [*event.get("payload", {}).get("files", []), event.get("payload", {}).get("file")]
        if isinstance(file, dict)
    ]
    assert [noor.attachment(room, rooms[room][1], id) for room, id in files] == [LETTER, SCAN]
    assert {row["kind"] for row in noor.own()} == {"sheet", "change", "draft"}
    assert noor.sheet()["settings"] == {"zone": "Europe/Amsterdam"}
    assert set(noor.sheet()["held"]) == {room.hex() for room in texts}
    oksana = SecondReader(path, "Oksana", PASSPHRASES["Oksana"])
    cards = [oksana.card(room, key) for room, (kind, key) in oksana.rooms().items() if kind == "card"]
    assert [card["facts"]["code"] for card in cards] == ["copper-birch"]
    lettered = [
        event["payload"]["letters"] for event in texts[bytes.fromhex(cards[0]["room"])] if "letters" in repr(event)
    ]
    assert oksana.about(cards[0]) == lettered[-1]["facts"]
    assert {kind for room, (kind, _) in oksana.rooms().items() if room != team} == {"card"}
    for reader in (noor, oksana):
        reader.file.close()
