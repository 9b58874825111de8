"""Rotation: a new key for a room, by somebody who stays (VAULT.md 1).

A leaver would know a key of their own making. All of the room is sealed anew, so that after the checkpoint neither an
old letter nor old ciphertext is left in the file: 105 events take 15 to 18 ms.
"""

from collections.abc import Collection
from dataclasses import replace

from coctui.models import access_events as kinds
from coctui.models.facts import facts_of
from coctui.vault.attachment import drop_attachment, reseal_attachments
from coctui.vault.blob import Unreadable
from coctui.vault.branch import Target, drop_seals
from coctui.vault.caseroom import CaseRoom, read_case
from coctui.vault.core import Core
from coctui.vault.errors import NotAllowed, PutBack
from coctui.vault.lettering import card_now, case_recipients, saying, write_letters
from coctui.vault.recording import append_acts
from coctui.vault.room import RoomKey
from coctui.vault.roomevents import RoomEvents
from coctui.vault.store import EventRow


def rotate_case(core: Core, room: CaseRoom) -> CaseRoom:
    """Give a case a new key, inside `Store.writing()`. Struck words and their attachments are not sealed again.

    Where copies met and several branches open, it replaces all of their keys.
    """
    if core.me not in room.access.cleared:
        raise NotAllowed(code="not-cleared")
    new = RoomKey(core.vault, room.key.room, core.source.token(32))
    # From the case, not from the card before: that may hold what a strike has just taken out.
    says = saying(core, card_now(core, room.key), facts_of(room.case))
    # What a strike claims cannot be checked once the words are gone: a file that an entry still names stays.
    named = {file.id for file in room.case.files}
    for strike in room.case.struck.values():
        for file in set(strike.files) - named:
            drop_attachment(core.store, room.n, bytes.fromhex(file), room.events.keys)
    resealed = reseal(core, room.n, room.events, new, frozenset(bytes.fromhex(link) for link in room.case.struck))
    target = Target(room.n, (new,), room.events.sets)
    letters = write_letters(core, target, case_recipients(room.access), room.access.number + 1, says)
    core.leaves = True
    append_acts(core, CaseRoom(room.n, new, resealed, room.access, None, room.content_heads, room.access_heads),
                [kinds.Rotated(previous=replaced_keys(room.events, room.access.replaced))], letters)  # fmt: skip
    return read_case(core, new)


def replaced_keys(found: RoomEvents, replaced: Collection[str]) -> dict[str, str]:
    """The keys that a rotation carries along: all that are at hand and that none which counts has replaced before."""
    keys = {generation.hex(): key.key.hex() for generation, key in found.keys.items()}
    return {generation: key for generation, key in keys.items() if generation not in replaced}


def reseal(
    core: Core, room: int, found: RoomEvents, new: RoomKey, struck: frozenset[bytes] = frozenset()
) -> RoomEvents:
    """Seal every row and attachment of a room that opens under its new key; the words of struck events go.

    A branch that does not open keeps its rows, and its seals of what it shares. Letters must follow in the transaction.
    """
    store, under = core.store, {link: generation for generation, links in found.under.items() for link in links}
    rows, seals = store.events(room), store.further_seals(room)
    generation = store.generation_number(room, new.generation)
    drop_seals(store, room, found.keys)
    for row in rows:
        link = row.link.hex()
        if link in found.closed:
            continue
        sealed = b""
        if link in under and row.link not in struck:
            sealed = _sealed_anew(
                row, dict([*seals.get(row.n, ()), (row.generation, row.sealed)]), found.keys[under[link]], new
            )
        if row.generation in found.keys:
            store.run("UPDATE event SET generation = ?, sealed = ? WHERE n = ?", generation, sealed, row.n)
        else:
            store.run(
                "INSERT INTO branch_event (event, generation, sealed) VALUES (?, ?, ?)", row.n, generation, sealed
            )
    reseal_attachments(store, room, found.keys, new)
    for name in found.keys:
        # Its name stays: whoever merges an older copy can tell that its letters bring nothing.
        store.run("UPDATE generation SET former = 1 WHERE n = ?", store.generation_number(room, name))
    links = [row.link.hex() for row in found.rows]
    keys = {**found.keys, new.generation: new}
    return replace(found, under={new.generation: links}, keys=keys, own=(new.generation,), sets=(0,))


def _sealed_anew(row: EventRow, seals: dict[bytes, bytes], old: RoomKey, new: RoomKey) -> bytes:
    try:
        return new.seal_event(row.link, old.open_event(row.link, seals[old.generation]))
    except Unreadable:
        raise PutBack from None
