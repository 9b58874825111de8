"""Checking the trail: links, gaps and signatures of what is new in each writer's chain (VAULT.md 3, "Checking").

A link covers the one before it, so one good signature vouches for all earlier events of the same seat in the same
chain: at unlock the newest of each (writer, seat) is verified, by `verify` every one (0.2 ms each).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from coctui.models.lanes import LANES
from coctui.vault.chain import NOTHING, SIGNED, Place, link_of
from coctui.vault.errors import Damaged, Older
from coctui.vault.seat import PublicKeys, verify
from coctui.vault.store import EventRow, Store

LANES_KNOWN = range(len(LANES))


class Tip(NamedTuple):
    """The newest checked event of a writer."""

    seq: int
    link: bytes


Tips = Mapping[bytes, Tip]
"""By writer id."""


def seat_keys(store: Store) -> dict[bytes, PublicKeys]:
    """Public keys by seat id, from a table that needs no trust: an id is the hash of its keys."""
    found: dict[bytes, PublicKeys] = {}
    for seat, box, sign in store.typed((bytes, bytes, bytes), "SELECT id, box, sign FROM seat"):
        keys = PublicKeys(box, sign)
        if keys.seat != seat:
            raise Damaged(code="seat-keys")
        found[seat] = keys
    return found


def check_trail(
    store: Store, vault: bytes, known: Tips, *, every: bool = False, progress: Callable[[int, int], None] | None = None
) -> dict[bytes, Tip]:
    """Check what each writer's chain has gained since `known`, and give the new tips.

    Raises `Older` where the file lacks what was known, `Damaged` where a link, a sequence or a signature does not fit.
    `every`: all signatures, not only the newest of each seat.
    """
    keys = seat_keys(store)
    tips: dict[bytes, Tip] = {}
    writers = store.rows("SELECT n, id FROM writer")
    for missing in set(known) - {id for _, id in writers}:
        raise Older(code="chain-gone" if missing else "chain-none")
    for place, (number, writer) in enumerate(writers):
        if progress is not None:
            progress(place, len(writers))
        start = known.get(writer, Tip(0, NOTHING))
        _still_there(store, number, start)
        tips[writer] = _check_chain(vault, store.chain(number, start.seq), start, keys, every=every)
    _check_counts(store, {number: tips[writer].seq for number, writer in writers})
    return tips


def _check_counts(store: Store, tips: Mapping[int, int]) -> None:
    """Each chain runs from 1 to its tip, and the rooms hold the same rows: none hides from one of the two indexes.

    A row with a sequence number below 1, without a seat or writer, or missing from an index would be read with its room
    and checked by nobody.
    """
    counted = dict(store.rows("SELECT writer, COUNT(*) FROM event INDEXED BY sqlite_autoindex_event_1 GROUP BY writer"))
    in_rooms = store.one("SELECT COUNT(*) FROM event INDEXED BY event_room")[0]
    if counted != {number: seq for number, seq in tips.items() if seq} or in_rooms != sum(tips.values()):
        raise Damaged(code="chain-gap")


def check_rows(store: Store, vault: bytes, rows: Iterable[EventRow]) -> None:
    """Check rows one by one, each with its own link and signature; `Damaged`. For rows that no newer check vouches for."""
    keys = seat_keys(store)
    for row in rows:
        before = store.one("SELECT link FROM event WHERE writer = ? AND seq = ?", row.writer_n, row.seq - 1)
        if row.seq < 1 or row.lane not in LANES_KNOWN or (before is None) != (row.seq == 1):
            raise Damaged(code="chain-gap")
        place = Place(vault, row.room, row.lane, row.seat, row.writer, row.seq)
        if link_of(place, before[0] if before else NOTHING, row.digest) != row.link:
            raise Damaged(code="chain-link")
        if not signed_row(row, keys):
            raise Damaged(code="signature")


def _still_there(store: Store, writer: int, tip: Tip) -> None:
    if tip.seq == 0:
        return
    row = store.one("SELECT link FROM event WHERE writer = ? AND seq = ?", writer, tip.seq)
    if row is None:
        newest = store.tip(writer)
        raise Older(code="chain-shorter") if newest is None or newest[0] < tip.seq else Damaged(code="chain-gap")
    if row[0] != tip.link:
        raise Damaged(code="chain-changed")


def _check_chain(
    vault: bytes, rows: list[EventRow], start: Tip, keys: Mapping[bytes, PublicKeys], *, every: bool
) -> Tip:
    seq, before = start
    newest: dict[bytes, EventRow] = {}
    for row in rows:
        if row.seq != seq + 1 or row.lane not in LANES_KNOWN or len(row.digest) != 32:
            raise Damaged(code="chain-gap")
        link = link_of(Place(vault, row.room, row.lane, row.seat, row.writer, row.seq), before, row.digest)
        if link != row.link:
            raise Damaged(code="chain-link")
        if every and not signed_row(row, keys):
            raise Damaged(code="signature")
        newest[row.seat] = row
        seq, before = row.seq, link
    if not every and not all(signed_row(row, keys) for row in newest.values()):
        raise Damaged(code="signature")
    return Tip(seq, before)


def signed_row(row: EventRow, keys: Mapping[bytes, PublicKeys]) -> bool:
    """Whether the seat in the row signed its link."""
    return row.seat in keys and verify(keys[row.seat], row.signature, SIGNED, row.link)


def tips_to_json(tips: Tips) -> dict[str, tuple[int, str]]:
    """Tips as the anchor and the cache keep them."""
    return {writer.hex(): (tip.seq, tip.link.hex()) for writer, tip in tips.items()}


def tips_from_json(kept: Mapping[str, tuple[int, str]]) -> dict[bytes, Tip]:
    """The reverse; raises `ValueError` for anything else."""
    return {bytes.fromhex(writer): Tip(int(seq), bytes.fromhex(link)) for writer, (seq, link) in kept.items()}
