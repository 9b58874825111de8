"""The tables of format 1, word for word: a file whose schema differs is refused (VAULT.md 2).

Rooms, writers, seats and generations are small local integers; hashes and associated data use the ids. No column holds
a word, a name, a time or a status in clear. The tables named after branches hold something only where two copies met that
nobody has brought together yet (docs/decisions/0012).
"""

FORMAT = 1
MIN_READER = 1
APPLICATION_ID = 0x636F6375
"""`cocu`."""

TABLES: dict[str, str] = {
    "vault": (
        "CREATE TABLE vault (one INTEGER PRIMARY KEY CHECK (one = 1), format INTEGER NOT NULL, min_reader INTEGER NOT NULL, "
        "vault BLOB NOT NULL, memory INTEGER NOT NULL, passes INTEGER NOT NULL, lanes INTEGER NOT NULL, "
        "next_memory INTEGER, next_passes INTEGER, next_lanes INTEGER) STRICT"
    ),
    "slot": "CREATE TABLE slot (id BLOB PRIMARY KEY, kind INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT",
    "seat": "CREATE TABLE seat (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, box BLOB NOT NULL, sign BLOB NOT NULL) STRICT",
    "writer": "CREATE TABLE writer (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE) STRICT",
    "generation": (
        "CREATE TABLE generation (n INTEGER PRIMARY KEY, room INTEGER NOT NULL REFERENCES room, name BLOB NOT NULL UNIQUE, "
        "former INTEGER NOT NULL) STRICT"
    ),
    "room": (
        "CREATE TABLE room (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, generation INTEGER NOT NULL, number INTEGER NOT NULL, "
        "card BLOB NOT NULL, link BLOB NOT NULL) STRICT"
    ),
    "letter": (
        "CREATE TABLE letter (room INTEGER NOT NULL REFERENCES room, seat INTEGER NOT NULL REFERENCES seat, "
        "generation INTEGER NOT NULL REFERENCES generation, sealed BLOB NOT NULL, PRIMARY KEY (room, seat)) STRICT, WITHOUT ROWID"
    ),
    "event": (
        "CREATE TABLE event (n INTEGER PRIMARY KEY, room INTEGER NOT NULL REFERENCES room, lane INTEGER NOT NULL, "
        "seat INTEGER NOT NULL REFERENCES seat, writer INTEGER NOT NULL REFERENCES writer, seq INTEGER NOT NULL, "
        "digest BLOB NOT NULL, link BLOB NOT NULL, signature BLOB NOT NULL, "
        "generation INTEGER NOT NULL REFERENCES generation, sealed BLOB NOT NULL, UNIQUE (writer, seq)) STRICT"
    ),
    "parcel": "CREATE TABLE parcel (id BLOB PRIMARY KEY, room INTEGER NOT NULL REFERENCES room, sealed BLOB NOT NULL) STRICT",
    "attachment": (
        "CREATE TABLE attachment (room INTEGER NOT NULL REFERENCES room, id BLOB NOT NULL, chunk INTEGER NOT NULL, "
        "generation INTEGER NOT NULL REFERENCES generation, sealed BLOB NOT NULL, PRIMARY KEY (room, id, chunk, generation)) STRICT"
    ),
    "branch": (
        "CREATE TABLE branch (n INTEGER PRIMARY KEY, room INTEGER NOT NULL REFERENCES room, "
        "generation INTEGER NOT NULL REFERENCES generation, number INTEGER NOT NULL, card BLOB NOT NULL, link BLOB NOT NULL) STRICT"
    ),
    "branch_letter": (
        "CREATE TABLE branch_letter (branch INTEGER NOT NULL REFERENCES branch, seat INTEGER NOT NULL REFERENCES seat, "
        "sealed BLOB NOT NULL, PRIMARY KEY (branch, seat)) STRICT, WITHOUT ROWID"
    ),
    "branch_event": (
        "CREATE TABLE branch_event (event INTEGER NOT NULL REFERENCES event, generation INTEGER NOT NULL REFERENCES generation, "
        "sealed BLOB NOT NULL, PRIMARY KEY (event, generation)) STRICT"
    ),
    "own": "CREATE TABLE own (id BLOB PRIMARY KEY, seat INTEGER NOT NULL REFERENCES seat, sealed BLOB NOT NULL) STRICT",
    "cache": (
        "CREATE TABLE cache (seat INTEGER NOT NULL REFERENCES seat, kind INTEGER NOT NULL, sealed BLOB NOT NULL, "
        "PRIMARY KEY (seat, kind)) STRICT"
    ),
    "invitation": "CREATE TABLE invitation (id BLOB PRIMARY KEY, sealed BLOB NOT NULL) STRICT",
}
INDEXES: dict[str, str] = {"event_room": "CREATE INDEX event_room ON event (room)"}
EXPECTED = frozenset(TABLES.values()) | frozenset(INDEXES.values())
