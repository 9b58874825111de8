"""Wrote the vectors beside it, once: run again only for a new format, never to make a red test green.

    python tests/data/vectors/make.py

Keys, ids and nonces are counted, so that each value says which it is; HPKE draws a key of its own each time, therefore
its sealed bytes are kept and only opened.
"""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from coctui.models.content_events import NoteWritten
from coctui.models.event import encode
from coctui.models.statement import Card, CardFacts, Statement
from coctui.vault import letter, paperkey
from coctui.vault.attachment import _place as attachment_place
from coctui.vault.blob import Sealer, bind, derive, digest, pad, padded_length
from coctui.vault.chain import NOTHING, SALT, SIGNED, Place, digest_of, link_of
from coctui.vault.invitation import _slot as invitation_slot
from coctui.vault.kdf import FLOOR, derive_slot, plain_name
from coctui.vault.lettering import CARD_SIZE
from coctui.vault.own import CHANGE
from coctui.vault.paperkey import derive_computer, derive_paper
from coctui.vault.parcels import SIZE, parcel_id
from coctui.vault.passphrase import as_words
from coctui.vault.reading import CARD, INVITED, STATEMENT
from coctui.vault.room import RoomKey, case_room, team_room
from coctui.vault.seat import Seat
from coctui.vault.tally import tally_of
from coctui.vault.unlock import COMPUTER, PAPER, PASSPHRASE

HERE = Path(__file__).parent
AT = datetime(2026, 12, 5, 12, 0, tzinfo=UTC)
NONCE = bytes(range(12))
VAULT, WRITER, ROW = (bytes([mark]) * 16 for mark in (0xA0, 0xA1, 0xA2))
SEED, OTHER_SEED = (bytes([mark]) * 32 for mark in (0xB0, 0xB1))
KEY = bytes([0xC0]) * 32
FOUNDING = bytes([0xD0]) * 32
FACTS = CardFacts(
    code="copper-birch", third="plover", day="2026-12-05", ongoing="no", reported=("Tamsin", "a red scarf")
)
SALT_OF_CARD = "e0" * 16
CODE = "ABCDE-FGHIJ-KLMNO-PQRST-UVWXY2"


@contextmanager
def nonce() -> Iterator[None]:
    """Every seal with the same nonce: for vectors only."""
    with patch("os.urandom", lambda length: NONCE[:length]):
        yield


def sealed(key: bytes, plain: bytes, place: bytes, to: int | None = None) -> dict[str, str]:
    """A blob, and all that it takes to make it."""
    with nonce():
        whole = Sealer(key).seal(plain, place, to)
    return {"key": key.hex(), "nonce": NONCE.hex(), "place": place.hex(), "plain": plain.hex(), "sealed": whole.hex()}


def blobs() -> dict[str, Any]:
    """The few primitives."""
    return {
        "bind": {
            "label": "letter",
            "fields": ["", "00", "0102"],
            "result": bind("letter", b"", b"\x00", b"\x01\x02").hex(),
        },
        "digest": {"label": "letter", "fields": ["0102"], "result": digest("letter", b"\x01\x02").hex()},
        "derive": {
            "key": KEY.hex(),
            "label": "coctui events 1",
            "fields": [],
            "result": derive(KEY, "coctui events 1").hex(),
        },
        "blob": [sealed(KEY, plain, bind("own", VAULT)) for plain in (b"", b"x", b"note " * 30)],
        "padded to 1024": sealed(KEY, b"card", bind("card", VAULT), 1024),
        "padding": [
            [length, padded_length(length)] for length in (0, 1, 2, 9, 17, 100, 255, 256, 257, 1_000, 65_537, 1_000_001)
        ],
        "padded": {"plain": b"note".hex(), "result": pad(b"note").hex()},
    }


def seats() -> dict[str, Any]:
    """What comes from a seed, and the words to compare."""
    seat = Seat(SEED)
    return {
        "seed": SEED.hex(), "box": seat.public.box.hex(), "sign": seat.public.sign.hex(), "seat": seat.id.hex(),
        "own key": derive(SEED, "coctui seat own 1").hex(), "words": as_words(seat.id),
        "signed": {"label": SIGNED, "message": FOUNDING.hex(), "signature": seat.sign(SIGNED, FOUNDING).hex()},
    }  # fmt: skip


def slots() -> dict[str, Any]:
    """Names, salts, and the way from a passphrase to a seat."""
    name, passphrase = "Zoë  O'Hara", "kettle lantern meadow orbit pebble cr\u00e8me"
    id, key = derive_slot(VAULT, name, passphrase, FLOOR)
    place = bind("slot", VAULT, id, bytes([PASSPHRASE]))
    return {
        "names": [[text, plain_name(text)] for text in (name, "ＮＯＯＲ", "Strauß", "Ｉlse\u00a0", "i\u0307", "Оксана")],
        "vault": VAULT.hex(), "name": name, "salt": digest("coctui slot salt 1", VAULT, plain_name(name).encode()).hex(),
        "passphrase": passphrase, "same passphrase": "kettle lantern meadow orbit pebble cre\u0300me", "cost": list(FLOOR),
        "id": id.hex(), "slot": sealed(key, SEED + FOUNDING, place),
    }  # fmt: skip


def ways() -> dict[str, Any]:
    """Ways in without a name: a paper key as it is printed, and what a computer's keyring keeps."""
    secret = bytes(range(0xE0, 0x100))
    found: dict[str, Any] = {"vault": VAULT.hex(), "secret": secret.hex(), "printed": paperkey.written(secret)}
    for name, kind, derived in (("paper", PAPER, derive_paper), ("computer", COMPUTER, derive_computer)):
        id, key = derived(VAULT, secret)
        place = bind("slot", VAULT, id, bytes([kind]))
        found[name] = {"id": id.hex(), "kind": kind} | sealed(key, SEED + FOUNDING, place)
    return found


def rooms() -> dict[str, Any]:
    """Ids, generations, and what a room's key gives."""
    seat = Seat(SEED).id
    key = RoomKey(VAULT, case_room(VAULT, seat, WRITER, 7), KEY)
    return {
        "vault": VAULT.hex(), "seat": seat.hex(), "writer": WRITER.hex(), "seq": 7, "key": KEY.hex(), "number": 3,
        "team room": team_room(VAULT).hex(), "case room": key.room.hex(), "generation": key.generation.hex(),
        "event key": derive(KEY, "coctui events 1").hex(), "attachment key": derive(KEY, "coctui attachment 1", ROW).hex(),
        "attachment": ROW.hex(), "card key": key.card_key(3).hex(), "answer key": key.answer_key(3).private_bytes_raw().hex(),
    }  # fmt: skip


def letters() -> dict[str, Any]:
    """Letters that must open for one seat and for nobody else."""
    seat, other = Seat(SEED), Seat(OTHER_SEED)
    key = RoomKey(VAULT, case_room(VAULT, seat.id, WRITER, 7), KEY)
    address = letter.Address(VAULT, key.room, key.generation, seat.id)
    made = {
        "key": letter.write_letter(address, seat.public.box, "key", KEY),
        "card": letter.write_letter(address, seat.public.box, "card", key.card_key(3)),
        "nothing": letter.write_letter(address, seat.public.box, "nothing", bytes(32)),
    }
    pair = {seat.id: made["key"], other.id: made["nothing"]}
    return {
        "seed": SEED.hex(), "info": address.info().hex(), "address": [part.hex() for part in address],
        "letters": {kind: each.hex() for kind, each in made.items()}, "room key": KEY.hex(), "card key": key.card_key(3).hex(),
        "set": {id.hex(): each.hex() for id, each in pair.items()}, "card": "0102",
        "digest": letter.digest_letters(pair, b"\x01\x02").hex(),
    }  # fmt: skip


def cards() -> dict[str, Any]:
    """A card as it is signed and sealed, and a statement that answers it, as it is posted."""
    seat = Seat(SEED)
    key = RoomKey(VAULT, case_room(VAULT, seat.id, WRITER, 7), KEY)
    answer = key.answer_key(3).public_key().public_bytes_raw()
    card = Card(
        vault=VAULT.hex(),
        room=key.room.hex(),
        number=3,
        facts=FACTS,
        salt=SALT_OF_CARD,
        by=seat.id.hex(),
        answer=answer.hex(),
    )
    card = card.model_copy(update={"signature": seat.sign(CARD, card.signed_bytes()).hex()})
    said = Statement(
        vault=VAULT.hex(),
        room=key.room.hex(),
        number=3,
        seat=seat.id.hex(),
        facts=FACTS.digest(SALT_OF_CARD),
        said="no conflict",
        at=AT,
        id=ROW.hex(),
    )
    said = said.model_copy(update={"signature": seat.sign(STATEMENT, said.signed_bytes()).hex()})
    place = bind("card", VAULT, key.room, (3).to_bytes(8, "big"))
    parcel = letter.seal_to(
        answer, pad(said.model_dump_json(exclude_defaults=True).encode(), SIZE), bind("parcel", VAULT, key.room)
    )
    return {
        "seed": SEED.hex(), "salt": SALT_OF_CARD, "facts digest": FACTS.digest(SALT_OF_CARD),
        "card": {"signed": card.signed_bytes().decode(), "signature": card.signature,
                 "blob": sealed(key.card_key(3), card.model_dump_json(exclude_defaults=True).encode(), place, CARD_SIZE)},
        "statement": {"signed": said.signed_bytes().decode(), "signature": said.signature,
                      "json": said.model_dump_json(exclude_defaults=True)},
        "parcel": {"answer key": key.answer_key(3).private_bytes_raw().hex(), "info": bind("parcel", VAULT, key.room).hex(),
                   "sealed": parcel.hex(), "id": parcel_id(parcel).hex()},
    }  # fmt: skip


def events() -> dict[str, Any]:
    """An event from its words to its row, and a tally."""
    seat = Seat(SEED)
    key = RoomKey(VAULT, case_room(VAULT, seat.id, WRITER, 7), KEY)
    raw = encode(NoteWritten(text='Noor: "she is safe" — später'), (FOUNDING.hex(),), KEY.hex(), AT)
    salted = bytes(range(SALT)) + raw
    link = link_of(Place(VAULT, key.room, 2, seat.id, WRITER, 9), NOTHING, digest_of(salted))
    with nonce():
        row = key.seal_event(link, salted)
    return {
        "vault": VAULT.hex(), "room": key.room.hex(), "lane": 2, "seat": seat.id.hex(), "writer": WRITER.hex(), "seq": 9,
        "before": NOTHING.hex(), "bytes": raw.decode(), "salt": salted[:SALT].hex(), "digest": digest_of(salted).hex(),
        "link": link.hex(), "seed": SEED.hex(), "signature": seat.sign(SIGNED, link).hex(), "key": KEY.hex(),
        "nonce": NONCE.hex(), "generation": key.generation.hex(), "sealed": row.hex(),
        "tally": {"links": [link.hex(), FOUNDING.hex()], "count": 2, "hash": tally_of([link, FOUNDING]).links},
    }  # fmt: skip


def rows() -> dict[str, Any]:
    """What else lies in the file: a chunk, an own row, a cache, an invitation."""
    seat = Seat(SEED)
    key = RoomKey(VAULT, case_room(VAULT, seat.id, WRITER, 7), KEY)
    own = derive(SEED, "coctui seat own 1")
    id, invited = invitation_slot(VAULT, CODE)
    draft = json.dumps({"kind": "draft", "key": "note", "text": "später"}, ensure_ascii=False).encode()
    gone: dict[str, str | None] = {VAULT.hex(): None, WRITER.hex(): "copper-birch"}
    said = {"kind": "change", "after": VAULT.hex(), "version": 7, "change": {"held": gone, "roster": "[]"}}
    change = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    return {
        "chunk": {"number": 1, "last": True, "id": ROW.hex()}
        | sealed(derive(KEY, "coctui attachment 1", ROW), b"the end", attachment_place(key, ROW, 1, last=True)),
        "own": sealed(own, draft, bind("own", VAULT, seat.id, ROW)),
        "own change": sealed(own, change, bind("own", VAULT, seat.id, ROW), CHANGE),
        "cache": sealed(own, bytes(16) + b"[]", bind("cache", VAULT, seat.id, bytes([1]))),
        "invitation": {
            "codes": [CODE, "abcdefghijkl mno pqrst-uvwxy2", "A8CDE-FGHIJ-KLMN0-PQRST-UVWXY2"],
            "id": id.hex(),
        }
        | sealed(invited, OTHER_SEED + FOUNDING, bind("invitation", VAULT, id)),
        "proof": {
            "seed": OTHER_SEED.hex(),
            "seat": seat.id.hex(),
            "signature": Seat(OTHER_SEED).sign(INVITED, seat.id).hex(),
        },
    }


VECTORS = {
    "blob": blobs, "seat": seats, "slot": slots, "way": ways, "room": rooms, "letter": letters, "card": cards, "event": events, "row": rows,
}  # fmt: skip


def main() -> None:
    """Write them all, and a vault of format 1 beside."""
    for name, make in VECTORS.items():
        (HERE / f"{name}.json").write_text(json.dumps(make(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    from tests.faults.sample import build

    with tempfile.TemporaryDirectory() as folder:
        made = build(Path(folder))
        shutil.copyfile(made.path, HERE.parent / "format-1.coctui")


if __name__ == "__main__":
    main()
