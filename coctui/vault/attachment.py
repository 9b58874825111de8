"""Attachments: sealed in chunks of 256 KiB, each bound to its place, so that none can be moved, dropped or cut off."""

import hashlib
from collections.abc import Mapping

from coctui.models.content_events import FileRef
from coctui.vault.blob import Unreadable, bind
from coctui.vault.errors import Damaged
from coctui.vault.room import RoomKey
from coctui.vault.store import Store

CHUNK = 256 * 1024
Keys = Mapping[bytes, RoomKey]
"""Room keys by generation."""


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


def read_attachment(store: Store, room: int, keys: Keys, ref: FileRef) -> bytes:
    """The bytes of an attachment, as long and with the hash that its event says; `Damaged` otherwise."""
    id = bytes.fromhex(ref.id)
    content = _opened(_versions(store, room, id), keys, id)
    if content is None or len(content) != ref.size or hashlib.sha256(content).hexdigest() != ref.sha256:
        raise Damaged(code="attachment")
    return content


def _versions(store: Store, room: int, id: bytes) -> dict[bytes, list[bytes]]:
    """The sealed chunks of an attachment by generation: one as a rule, more where branches share it."""
    sql = (
        "SELECT g.name, a.sealed FROM attachment a JOIN generation g ON g.n = a.generation WHERE a.room = ? AND a.id = ? "
        "ORDER BY a.chunk"
    )
    found: dict[bytes, list[bytes]] = {}
    for generation, sealed in store.rows(sql, room, id):
        found.setdefault(generation, []).append(sealed)
    return found


def attachments_under(store: Store, room: int, keys: Keys) -> set[bytes]:
    """Ids of the attachments of a room that lie there under any of these keys."""
    sql = "SELECT DISTINCT a.id, g.name FROM attachment a JOIN generation g ON g.n = a.generation WHERE a.room = ?"
    return {id for id, generation in store.rows(sql, room) if generation in keys}


def _opened(versions: Mapping[bytes, list[bytes]], keys: Keys, id: bytes) -> bytes | None:
    """The bytes under a key at hand, `None` where all of it is under others; `Damaged`."""
    for generation, chunks in versions.items():
        if generation in keys:
            return _join(chunks, keys[generation], id)
    return None


def _join(chunks: list[bytes], key: RoomKey, id: bytes) -> bytes:
    sealer = key.attachment(id)
    try:
        return b"".join(
            sealer.open(sealed, _place(key, id, number, number == len(chunks) - 1))
            for number, sealed in enumerate(chunks)
        )
    except Unreadable:
        raise Damaged(code="attachment") from None


def reseal_attachments(store: Store, room: int, keys: Keys, new: RoomKey) -> None:
    """Seal every chunk of a room that opens under its new key."""
    for (id,) in store.rows("SELECT DISTINCT id FROM attachment WHERE room = ?", room):
        content = _opened(_versions(store, room, id), keys, id)
        if content is not None:
            drop_attachment(store, room, id, keys)
            put_attachment(store, room, new, id, content)


def drop_attachment(store: Store, room: int, id: bytes, keys: Keys) -> None:
    """Delete what is sealed of an attachment under these keys; a branch that does not open keeps its own."""
    sql = "DELETE FROM attachment WHERE room = ? AND id = ? AND generation = (SELECT n FROM generation WHERE name = ?)"
    store.run_many(sql, [(room, id, generation) for generation in keys])
