"""Parcels: what somebody says who cannot write in the room, and how a colleague takes it up (VAULT.md 1)."""

from collections.abc import Iterator
from contextlib import suppress

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from coctui.models import access_events as kinds
from coctui.models.event import Body, Keyed
from coctui.models.statement import Card, Said, Statement
from coctui.vault.blob import Unreadable, bind, digest, pad, unpad
from coctui.vault.caseroom import CaseRoom
from coctui.vault.core import Core
from coctui.vault.errors import NotAllowed
from coctui.vault.letter import open_sealed, seal_to
from coctui.vault.reading import STATEMENT
from coctui.vault.recording import Rehearsal
from coctui.vault.room import RoomKey

SIZE = 1024
"""Bytes to which every statement is padded: an answer and a motion look the same from outside."""
FURTHEST = 64
"""How many earlier cards are tried for an answer that was on its way while others were let in."""


def parcel_id(sealed: bytes) -> bytes:
    """The id of a parcel, 16 bytes."""
    return digest("coctui parcel 1", sealed)[:16]


def post(core: Core, room: int, room_id: bytes, box: bytes, statement: Statement) -> bytes:
    """Seal a statement to a public key and leave it in the room, inside `Store.writing()`; the parcel's id.

    The id is a hash of the sealed bytes: as random as they are, and a changed parcel is noticed by anybody.
    """
    plain = pad(statement.model_dump_json(exclude_defaults=True).encode(), SIZE)
    sealed = seal_to(box, plain, bind("parcel", core.vault, room_id))
    id = parcel_id(sealed)
    core.store.run("INSERT INTO parcel (id, room, sealed) VALUES (?, ?, ?)", id, room, sealed)
    return id


def post_answer(core: Core, room: int, card: Card, said: Said) -> bytes:
    """An asked member's answer, sealed to the answer key that the card names."""
    room_id = bytes.fromhex(card.room)
    statement = core.state(room_id, said, number=card.number, facts=card.about)
    return post(core, room, room_id, bytes.fromhex(card.answer), statement)


def open_parcel(core: Core, room: bytes, box: X25519PrivateKey, sealed: bytes) -> Statement | None:
    """The statement in a parcel if it opens under this key and is signed by its seat, else `None`."""
    try:
        plain = unpad(open_sealed(box, sealed, bind("parcel", core.vault, room)))
        if len(plain) > SIZE:
            return None
        statement = Statement.model_validate_json(plain)
    except (Unreadable, ValueError):
        return None
    fits = statement.room == room.hex() and core.reader().signed(statement, statement.seat, STATEMENT)
    return statement if fits else None


def _answer_keys(core: Core, room: CaseRoom) -> Iterator[X25519PrivateKey]:
    """The answer keys of this card and of those before it, newest first, also under keys that were replaced."""
    keys = {room.key.generation.hex(): room.key}
    numbers: list[tuple[int, str]] = []
    for event in room.events.lanes["access"]:
        if isinstance(event.body, kinds.Rotated):
            for name, key in event.body.previous.items():
                keys[name] = RoomKey(core.vault, room.key.room, bytes.fromhex(key))
        if isinstance(event.body, Keyed) and event.body.letters:
            numbers.append((event.body.letters.number, event.body.letters.generation))
    for number, generation in sorted(set(numbers), reverse=True)[:FURTHEST]:
        if generation in keys:
            yield keys[generation].answer_key(number)


def waiting(core: Core, room: int) -> list[tuple[bytes, bytes]]:
    """Parcels (id, sealed) that lie in a room, in an order that says nothing of when they came."""
    return [
        (id, sealed) for id, sealed in core.store.rows("SELECT id, sealed FROM parcel WHERE room = ? ORDER BY id", room)
    ]


def take_up(core: Core, room: CaseRoom) -> tuple[list[Body], list[bytes]]:
    """What the answers in a room's parcels come to: acts for the colleague who found them, and the parcels they spend.

    "Step aside" first, since it always counts and wins. An answer that does not fit any more is dropped: the seat is
    asked still. A parcel that no key opens is left alone.
    """
    found: list[tuple[Statement, bytes]] = []
    for id, sealed in waiting(core, room.n):
        for key in _answer_keys(core, room):
            statement = open_parcel(core, room.key.room, key, sealed)
            if statement is not None:
                found.append((statement, id))
                break
    found.sort(key=lambda pair: (pair[0].said != "step aside", pair[0].at, pair[0].id))
    rehearsal = Rehearsal(core, room.key.room, room)
    for statement, _ in found:
        with suppress(NotAllowed):
            if statement.said == "step aside":
                rehearsal.play(kinds.Noted(statement=statement))
            else:
                rehearsal.play(kinds.Admitted(seat=statement.seat, statement=statement))
    return rehearsal.acts, [id for _, id in found]


def motions(core: Core, room: bytes, room_n: int) -> list[tuple[bytes, Statement]]:
    """Motions by colleagues that lie in a room for this seat, with the ids of their parcels."""
    opened = ((id, open_parcel(core, room, core.seat.box, sealed)) for id, sealed in waiting(core, room_n))
    return [
        (id, said) for id, said in opened if said is not None and (said.target is not None or said.said == "expunge")
    ]
