"""Work that is due in the rooms of this seat: answers to take up, keys to change, letters to mend, answers to say again."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from coctui.models.access_events import Lettered
from coctui.models.authority import MOTION_LASTS
from coctui.models.statement import Card
from coctui.vault.caseroom import CaseRoom
from coctui.vault.core import Core
from coctui.vault.errors import Damaged, Forked, NotAllowed, Unknown
from coctui.vault.expunging import stands
from coctui.vault.own import Answer
from coctui.vault.parcels import motions, parcel_id, post_answer, take_up
from coctui.vault.recording import record
from coctui.vault.rotation import rotate_case
from coctui.vault.shelf import BROKEN, CARD, KEEPER, KEY, Shelf
from coctui.vault.teamroom import rotate_team, team_unsettled

Transaction = Callable[[], AbstractContextManager[Core]]
BATCH = 50
"""Rooms worked on in one transaction (VAULT.md 1)."""


def rooms_with_work(core: Core, shelf: Shelf) -> list[bytes]:
    """Rooms where something waits for this seat."""
    with_parcels = {
        room for (room,) in core.store.rows("SELECT DISTINCT r.id FROM parcel p JOIN room r ON r.n = p.room")
    }
    mine = {room for room, mark in shelf.marks.items() if mark.kind in (KEY, KEEPER)}
    return sorted((shelf.due | with_parcels) & mine)


def work_in(core: Core, shelf: Shelf, seconds: float, transaction: Transaction) -> int:
    """Do what is due for up to so many seconds, each batch in one transaction; how many rooms changed."""
    until = time.monotonic() + seconds
    _settle_team(core, transaction)
    rooms = rooms_with_work(core, shelf)
    changed: list[CaseRoom] = []
    for start in range(0, len(rooms), BATCH):
        batch: list[CaseRoom] = []
        with transaction():
            for id in rooms[start : start + BATCH]:
                room = _one(core, shelf, id)
                if room is not None:
                    batch.append(room)
            for room in batch:
                shelf.place(room)
        changed += batch
        if time.monotonic() > until:
            break
    _say_again(core, shelf, transaction)
    return len(changed)


def _settle_team(core: Core, transaction: Transaction) -> None:
    """Change the team room's key where copies met: one line again, which names both (VAULT.md 7 c)."""
    if team_unsettled(core):
        with transaction():
            # Somebody else may have done it meanwhile.
            if team_unsettled(core):
                rotate_team(core)


def _one(core: Core, shelf: Shelf, id: bytes) -> CaseRoom | None:
    """Do one room's work; `None` where there was none. A room that cannot be read is left for `verify` to name."""
    try:
        # A savepoint: a room that turns out damaged half-way leaves nothing behind, the others go on.
        with core.store.db.atomic():
            start = room = shelf.room(id)
            room = settle(core, room)
            if not shelf.letters_fit(room):
                room = record(core, room, [Lettered()])
    except (Damaged, Forked, Unknown, NotAllowed):
        # A rule refuses too: a room with an event of a newer version is read-only, and must not hold up the others.
        return None
    return room if room is not start else None


def settle(core: Core, room: CaseRoom) -> CaseRoom:
    """Take up what lies in the room's parcels, then change the key if that is due; inside `Store.writing()`."""
    acts, spent = take_up(core, room)
    if acts:
        room = record(core, room, acts)
    core.store.run_many("DELETE FROM parcel WHERE id = ?", [(id,) for id in spent])
    for id, motion in motions(core, room.key.room, room.n):
        old = motion.id in room.access.spent or core.source.now() - motion.at > MOTION_LASTS
        about = stands(core, room, motion) if motion.said == "expunge" else motion.target in room.access.cleared
        if old or not about:
            core.store.run("DELETE FROM parcel WHERE id = ?", id)
    if room.rotation_due and core.me in room.access.cleared:
        room = rotate_case(core, room)
    return room


def _say_again(core: Core, shelf: Shelf, transaction: Transaction) -> None:
    """Answers of this seat that got lost: said again while the card still asks and its facts are the same."""
    if not core.own.sheet.answers:
        return
    with transaction():
        sql = "SELECT p.id, p.sealed, r.id FROM parcel p JOIN room r ON r.n = p.room"
        # One that was changed or carried to another room will never be taken up.
        there = {(id.hex(), room.hex()) for id, sealed, room in core.store.rows(sql) if parcel_id(sealed) == id}
        kept: dict[str, Answer] = {}
        for room, answer in core.own.sheet.answers.items():
            mark = shelf.marks.get(bytes.fromhex(room))
            if mark is not None and mark.kind == BROKEN:
                kept[room] = answer
            if mark is None or mark.kind != CARD:
                continue
            card = shelf.card(mark.room)
            if shelf.stands(answer, card):
                kept[room] = answer if (answer.parcel, room) in there else _said_again(core, card, answer)
        if kept != core.own.sheet.answers:
            core.own.write(answers=kept)


def _said_again(core: Core, card: Card, answer: Answer) -> Answer:
    parcel = post_answer(core, core.store.number("room", bytes.fromhex(card.room)) or 0, card, answer.said)
    return answer.model_copy(update={"parcel": parcel.hex(), "number": card.number})
