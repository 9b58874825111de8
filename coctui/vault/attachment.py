"""Attachments: sealed in chunks of 256 KiB, each bound to its place, so that none can be moved, dropped or cut off."""

import hashlib

from coctui.models.content_events import FileRef
from coctui.vault.blob import Unreadable, bind
from coctui.vault.errors import Damaged
from coctui.vault.room import RoomKey
from coctui.vault.store import Store

CHUNK = 256 * 1024


def _place(key: RoomKey, id: bytes, chunk: int, last: bool) -> bytes:
    return bind("attachment", key.vault, key.room, id, chunk.to_bytes(8, "big"), bytes([last]), key.generation)


def put_attachment(store: Store, room: int, key: RoomKey, id: bytes, content: bytes) -> None:
    """Seal an attachment's bytes into the file, inside `Store.writing()`."""
    sealer, generation = key.attachment(id), store.generation_number(room, key.generation)
    pieces = [content[start : start + CHUNK] for start in range(0, len(content), CHUNK)] or [b""]
    for number, piece in enumerate(pieces):
        sealed = sealer.seal(piece, _place(key, id, number, number == len(pieces) - 1))
        sql = "INSERT INTO attachment (room, id, chunk, generation, sealed) VALUES (?, ?, ?, ?, ?)"
        store.run(sql, room, id, number, generation, sealed)


def read_attachment(store: Store, room: int, key: RoomKey, ref: FileRef) -> bytes:
    """The bytes of an attachment, as long and with the hash that its event says; `Damaged` otherwise."""
    id = bytes.fromhex(ref.id)
    content = _join(
        store.rows("SELECT sealed FROM attachment WHERE room = ? AND id = ? ORDER BY chunk", room, id), key, id
    )
    if len(content) != ref.size or hashlib.sha256(content).hexdigest() != ref.sha256:
        raise Damaged(code="attachment")
    return content


def _join(rows: list[tuple[bytes]], key: RoomKey, id: bytes) -> bytes:
    sealer = key.attachment(id)
    try:
        return b"".join(
            sealer.open(sealed, _place(key, id, number, number == len(rows) - 1))
            for number, (sealed,) in enumerate(rows)
        )
    except Unreadable:
        raise Damaged(code="attachment") from None


def reseal_attachments(store: Store, room: int, old: RoomKey, new: RoomKey) -> None:
    """Seal every chunk of a room under its new key."""
    for (id,) in store.rows("SELECT DISTINCT id FROM attachment WHERE room = ?", room):
        rows = store.rows("SELECT sealed FROM attachment WHERE room = ? AND id = ? ORDER BY chunk", room, id)
        content = _join(rows, old, id)
        store.run("DELETE FROM attachment WHERE room = ? AND id = ?", room, id)
        put_attachment(store, room, new, id, content)
