"""What is kept between two unlocks: the caches in the file, the anchor outside it, and the list of rooms one holds."""

from coctui.vault.anchor import Anchor
from coctui.vault.beside import glance_of
from coctui.vault.core import Core
from coctui.vault.former import roster_kept
from coctui.vault.shelf import BROKEN, CARD, Shelf
from coctui.vault.snapshot import read_stubs, seal_snapshot
from coctui.vault.ways import known_ways, sweep_ways

ROW = 16
"""Bytes of the id of an own row; a damaged one may have any."""


def write_caches(core: Core, shelf: Shelf) -> None:
    """Seal what this seat knows of every room, inside `Store.writing()`."""
    seat = core.store.number("seat", core.seat.id)
    stubs = read_stubs(core.store.connection)
    snapshot = shelf.snapshot()._replace(glance=glance_of(shelf))
    for kind, sealed in seal_snapshot(core.vault, core.seat, snapshot, stubs):
        core.store.run("INSERT OR REPLACE INTO cache (seat, kind, sealed) VALUES (?, ?, ?)", seat, kind, sealed)


def hold(core: Core, shelf: Shelf) -> None:
    """Note in the own sheet which rooms one holds (one that is gone from the file was deleted), and the last roster.

    Drafts of a room that was closed to this seat go with it.
    """
    held = {row.room: row.case for row in shelf.rows.values() if row.access in ("cleared", "confirm", "damaged")}
    roster = roster_kept(core)
    for room in set(core.own.sheet.held) - set(held):
        core.own.drop_drafts_of(room)
    for row in shelf.rows.values():
        if row.expunged:
            core.own.drop_drafts_of(row.room)
    asked = {mark.room.hex() for mark in shelf.marks.values() if mark.kind in (CARD, BROKEN)}
    answers = {room: answer for room, answer in core.own.sheet.answers.items() if room in asked}
    aside = {room: code for room, code in core.own.sheet.aside.items() if room not in held}
    seen = {room: marks for room, marks in core.own.sheet.seen.items() if room in held}
    told = tuple(sorted(row.hex() for row in core.own.unreadable if len(row) == ROW))
    kept = {
        "held": held, "roster": roster, "answers": answers, "aside": aside, "seen": seen, "told": told,
        "ways": known_ways(core),
    }  # fmt: skip
    if any(getattr(core.own.sheet, name) != value for name, value in kept.items()):
        core.own.write(**kept)
    sweep_ways(core)


def hold_case(core: Core, shelf: Shelf, room: bytes) -> None:
    """Note that one holds a case that was just opened; nothing else in the sheet can have changed by that."""
    core.own.write(held={**core.own.sheet.held, room.hex(): shelf.rows[room].case})


def note_copies(core: Core) -> None:
    """Note that every copy is older now than a change of keys or letters; where they lie stands in the own sheet."""
    copies = {id: place.model_copy(update={"old": place.old + 1}) for id, place in core.own.sheet.copies.items()}
    if copies:
        core.own.write(copies=copies)


def keep_anchor(core: Core, shelf: Shelf, anchor: Anchor) -> None:
    """Remember outside the file what was checked in it, and who wrote last in each chain."""
    # The newest of each chain by its index: joined the other way round SQLite read all 110,000 events (56 ms) each time.
    sql = (
        "SELECT w.id, (SELECT s.id FROM event e JOIN seat s ON s.n = e.seat WHERE e.writer = w.n ORDER BY e.seq DESC LIMIT 1) "
        "FROM writer w"
    )
    seats = {writer: seat.hex() for writer, seat in core.store.rows(sql) if seat is not None}
    own = core.own
    sheet = {core.me: (own.sheet.lines[0], own.sheet.version)} if own.sheet.lines else {}
    anchor.keep(shelf.tips, seats, sheet, f"{core.source.now():%Y-%m-%d %H:%M} UTC")


def notices(core: Core, anchor: Anchor) -> tuple[str, ...]:
    """What to say once after unlocking. A lost anchor is normal: then this is simply a vault that is new here."""
    said: list[str] = []
    if not anchor.known_here and anchor.known_vault:
        said.append(
            "This is a copy of a vault that you had open elsewhere. What is written here and there does not meet by itself: "
            "coctui merge brings what the other file has into this one."
        )
    if core.own.gaps or not {row.hex() for row in core.own.unreadable} <= set(core.own.sheet.told):
        said.append(
            "Part of what you keep here for yourself alone, drafts or settings, is damaged and cannot be read. "
            "Everything else opens as before. An older copy of the vault may still have it."
        )
    return tuple(said)
