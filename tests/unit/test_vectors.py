"""Known answers: each blob of format 1 with its keys, nonce, place and result; and a vault of it that must open for ever."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from coctui.models.access_events import Recused
from coctui.models.content_events import NoteWritten
from coctui.models.event import encode
from coctui.models.kinds import decode
from coctui.models.statement import Card, Statement
from coctui.vault import paperkey
from coctui.vault.blob import Sealer, Unreadable, bind, derive, digest, pad, padded_length, unpad
from coctui.vault.chain import SALT, Place, digest_of, link_of
from coctui.vault.door import Vault
from coctui.vault.errors import WrongCode
from coctui.vault.invitation import _slot
from coctui.vault.kdf import Cost, derive_slot, plain_name
from coctui.vault.letter import Address, digest_letters, open_letter, open_sealed
from coctui.vault.own import CHANGE
from coctui.vault.parcels import parcel_id
from coctui.vault.passphrase import as_words
from coctui.vault.reading import CARD, INVITED, STATEMENT
from coctui.vault.room import RoomKey, case_room, team_room
from coctui.vault.seat import Seat, verify
from coctui.vault.source import ReplaySource
from coctui.vault.tally import tally_of
from tests.faults.sample import LETTER, PASSPHRASES, SCAN, START, seen

DATA = Path(__file__).parents[1] / "data"
Vector = dict[str, Any]


def vector(name: str) -> Vector:
    """One file of vectors."""
    found: Vector = json.loads((DATA / "vectors" / f"{name}.json").read_text(encoding="utf-8"))
    return found


def hexed(value: str) -> bytes:
    """Bytes as the vectors write them."""
    return bytes.fromhex(value)


def check_blob(given: Vector, monkeypatch: pytest.MonkeyPatch, to: int | None = None) -> None:
    """Sealing gives these bytes, they open to the plain ones, and nowhere else."""
    sealer, place, sealed = Sealer(hexed(given["key"])), hexed(given["place"]), hexed(given["sealed"])
    with monkeypatch.context() as patch:
        patch.setattr("os.urandom", lambda _: hexed(given["nonce"]))
        assert sealer.seal(hexed(given["plain"]), place, to) == sealed
    assert sealer.open(sealed, place) == hexed(given["plain"])
    with pytest.raises(Unreadable):
        sealer.open(sealed, place + b"\x00")


def test_primitives(monkeypatch: pytest.MonkeyPatch) -> None:
    """Binding, hashing, deriving, padding, sealing."""
    given = vector("blob")
    fields = [hexed(field) for field in given["bind"]["fields"]]
    assert bind(given["bind"]["label"], *fields).hex() == given["bind"]["result"]
    assert digest("letter", b"\x01\x02").hex() == given["digest"]["result"]
    assert derive(hexed(given["derive"]["key"]), given["derive"]["label"]).hex() == given["derive"]["result"]
    for each in given["blob"]:
        check_blob(each, monkeypatch)
    check_blob(given["padded to 1024"], monkeypatch, 1024)
    assert [[length, padded_length(length)] for length, _ in given["padding"]] == given["padding"]
    assert pad(hexed(given["padded"]["plain"])).hex() == given["padded"]["result"]
    assert unpad(hexed(given["padded"]["result"])).hex() == given["padded"]["plain"]


def test_a_seat() -> None:
    """Keys, id and words of a seed; its signature."""
    given = vector("seat")
    seat = Seat(hexed(given["seed"]))
    assert (seat.public.box.hex(), seat.public.sign.hex(), seat.id.hex()) == (
        given["box"],
        given["sign"],
        given["seat"],
    )
    assert as_words(seat.id) == given["words"]
    signed = given["signed"]
    assert seat.sign(signed["label"], hexed(signed["message"])).hex() == signed["signature"]
    assert verify(seat.public, hexed(signed["signature"]), signed["label"], hexed(signed["message"]))
    assert derive(hexed(given["seed"]), "coctui seat own 1").hex() == given["own key"]


def test_a_slot(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names as they are compared; from name and passphrase, in whatever Unicode form, to the slot."""
    given = vector("slot")
    assert [[name, plain_name(name)] for name, _ in given["names"]] == given["names"]
    vault, cost = hexed(given["vault"]), Cost(*given["cost"])
    assert digest("coctui slot salt 1", vault, plain_name(given["name"]).encode()).hex() == given["salt"]
    for passphrase in (given["passphrase"], given["same passphrase"]):
        id, key = derive_slot(vault, given["name"].upper(), passphrase, cost)
        assert (id.hex(), key.hex()) == (given["id"], given["slot"]["key"])
    assert given["passphrase"] != given["same passphrase"]
    assert hexed(given["slot"]["place"]) == bind("slot", vault, hexed(given["id"]), b"\x01")
    check_blob(given["slot"], monkeypatch)


def test_ways_without_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """A paper key, printed and read, and what a keyring keeps: row id, key and slot."""
    given = vector("way")
    vault, secret = hexed(given["vault"]), hexed(given["secret"])
    assert paperkey.written(secret) == given["printed"]
    assert paperkey.read(given["printed"].lower()) == secret
    for name, derived in (("paper", paperkey.derive_paper), ("computer", paperkey.derive_computer)):
        slot = given[name]
        id, key = derived(vault, secret)
        assert (id.hex(), key.hex()) == (slot["id"], slot["key"])
        assert hexed(slot["place"]) == bind("slot", vault, id, bytes([slot["kind"]]))
        check_blob(slot, monkeypatch)


def test_a_room() -> None:
    """Ids, the generation's name, and the keys that come from a room's key."""
    given = vector("room")
    vault, seat, writer = hexed(given["vault"]), hexed(given["seat"]), hexed(given["writer"])
    assert team_room(vault).hex() == given["team room"]
    assert case_room(vault, seat, writer, given["seq"]).hex() == given["case room"]
    key = RoomKey(vault, hexed(given["case room"]), hexed(given["key"]))
    assert key.generation.hex() == given["generation"]
    assert key.card_key(given["number"]).hex() == given["card key"]
    assert key.answer_key(given["number"]).private_bytes_raw().hex() == given["answer key"]
    assert derive(key.key, "coctui events 1").hex() == given["event key"]
    assert derive(key.key, "coctui attachment 1", hexed(given["attachment"])).hex() == given["attachment key"]


def test_letters() -> None:
    """Letters that were written once open for their seat and for nobody else, and look alike."""
    given = vector("letter")
    address = Address(*(hexed(part) for part in given["address"]))
    assert address.info().hex() == given["info"]
    box = Seat(hexed(given["seed"])).box
    opened = {kind: open_letter(address, box, hexed(letter)) for kind, letter in given["letters"].items()}
    assert opened["nothing"] is None
    assert opened["key"] == ("key", hexed(given["room key"]))
    assert opened["card"] == ("card", hexed(given["card key"]))
    assert {len(letter) for letter in given["letters"].values()} == {2 * 82}
    stranger = X25519PrivateKey.from_private_bytes(bytes(31) + b"\x01")
    assert open_letter(address, stranger, hexed(given["letters"]["key"])) is None
    for place in range(4):
        moved = Address(*(part[:-1] + b"\xff" if number == place else part for number, part in enumerate(address)))
        assert open_letter(moved, box, hexed(given["letters"]["key"])) is None
    letters = {hexed(seat): hexed(letter) for seat, letter in given["set"].items()}
    assert digest_letters(letters, hexed(given["card"])).hex() == given["digest"]


def test_a_card_and_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is signed, what is sealed, and the parcel of an answer."""
    given = vector("card")
    seat = Seat(hexed(given["seed"]))
    card = Card.model_validate_json(hexed(given["card"]["blob"]["plain"]))
    assert card.signed_bytes().decode() == given["card"]["signed"]
    assert card.about == card.facts.digest(given["salt"]) == given["facts digest"]
    assert verify(seat.public, hexed(card.signature), CARD, card.signed_bytes())
    check_blob(given["card"]["blob"], monkeypatch, 1024)
    parcel = given["parcel"]
    key = X25519PrivateKey.from_private_bytes(hexed(parcel["answer key"]))
    assert key.public_key().public_bytes_raw().hex() == card.answer
    plain = unpad(open_sealed(key, hexed(parcel["sealed"]), hexed(parcel["info"])))
    assert plain.decode() == given["statement"]["json"]
    said = Statement.model_validate_json(plain)
    assert said.signed_bytes().decode() == given["statement"]["signed"]
    assert said.signature == given["statement"]["signature"]
    assert verify(seat.public, hexed(said.signature), STATEMENT, said.signed_bytes())
    assert parcel_id(hexed(parcel["sealed"])).hex() == parcel["id"]


def test_an_event() -> None:
    """From words to canonical bytes, digest, link, signature and row; and the tally."""
    given = vector("event")
    raw = given["bytes"].encode()
    body, after, base, at = decode(raw, "content")
    assert encode(body, after, base, at) == raw
    salted = hexed(given["salt"]) + raw
    place = Place(
        hexed(given["vault"]),
        hexed(given["room"]),
        given["lane"],
        hexed(given["seat"]),
        hexed(given["writer"]),
        given["seq"],
    )
    assert digest_of(salted).hex() == given["digest"]
    link = link_of(place, hexed(given["before"]), hexed(given["digest"]))
    assert link.hex() == given["link"]
    assert Seat(hexed(given["seed"])).sign("coctui event 1", link).hex() == given["signature"]
    key = RoomKey(place.vault, place.room, hexed(given["key"]))
    assert key.generation.hex() == given["generation"]
    opened = key.open_event(link, hexed(given["sealed"]))
    assert (opened[:SALT].hex(), opened[SALT:]) == (given["salt"], raw)
    tally = tally_of([hexed(each) for each in given["tally"]["links"]])
    assert (tally.count, tally.links) == (given["tally"]["count"], given["tally"]["hash"])


def test_other_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chunk of an attachment, an own row, a cache, an invitation and its code."""
    given = vector("row")
    for name in ("chunk", "own", "cache", "invitation"):
        check_blob(given[name], monkeypatch)
    vault = hexed(vector("room")["vault"])
    check_blob(given["own change"], monkeypatch, CHANGE)
    for code in given["invitation"]["codes"]:
        id, key = _slot(vault, code)
        assert (id.hex(), key.hex()) == (given["invitation"]["id"], given["invitation"]["key"])
    for wrong in ("", "ABCDE", given["invitation"]["codes"][0] + "A", "é" * 26):
        with pytest.raises(WrongCode):
            _slot(vault, wrong)
    proof = given["proof"]
    assert verify(Seat(hexed(proof["seed"])).public, hexed(proof["signature"]), INVITED, hexed(proof["seat"]))


@pytest.fixture
def format_1(tmp_path: Path) -> Path:
    """The vault of format 1, at a place where it may be written to."""
    return Path(shutil.copyfile(DATA / "format-1.coctui", tmp_path / "team.coctui"))


@pytest.mark.parametrize(
    ("name", "cases"),
    [
        ("Noor", {"copper-birch": "cleared", "amber-finch": "cleared", "slate-heron": "cleared"}),
        ("ilse ", {"copper-birch": "cleared", "slate-heron": "cleared"}),
        ("OKSANA", {"copper-birch": "answered", "slate-heron": "recused"}),
    ],
)  # fmt: skip
def test_a_vault_of_format_1_opens_for_ever(format_1: Path, name: str, cases: dict[str, str]) -> None:
    """Everybody finds in it what they left there, and can go on."""
    source = ReplaySource(1, START)
    vault = Vault.open(format_1, name, PASSPHRASES[name.strip().title()], source=source)
    assert {row.case: row.access for row in vault.rows()} == cases
    assert vault.verify().ok
    assert [member.name for member in vault.team.members.values()] == ["Noor", "Ilse", "Oksana"]
    everything = seen(vault)
    if cases["copper-birch"] == "cleared":
        room = vault.find("copper")
        texts = repr(everything["cases"][room])
        assert "I called Sunniva, she is safe." in texts
        assert [vault.attachment(room, file) for file in vault.case(room).files] == [LETTER, SCAN]
        held = vault.find("slate")
        assert "the night desk of the hotel calls back at eight" in repr(everything["cases"][held])
        assert any(isinstance(event.body, Recused) for event in vault.case(held).entries)
        vault.record(room, (NoteWritten(text="and it goes on"),))
    else:
        assert vault.card(vault.find("copper")).facts.reported == ("Tamsin",)
    vault.lock()
    vault = Vault.open(format_1, name, PASSPHRASES[name.strip().title()], source=source)
    assert vault.verify().ok
    vault.lock()
