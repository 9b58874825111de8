"""Rotation: a new key for a room, by somebody who stays (VAULT.md 1).

A leaver would know a key of their own making. All of the room is sealed anew, so that after the checkpoint neither an
old letter nor old ciphertext is left in the file: 105 events take 15 to 18 ms.
"""

from coctui.models import access_events as kinds
from coctui.models.facts import facts_of
from coctui.vault.attachment import reseal_attachments
from coctui.vault.blob import Unreadable
from coctui.vault.caseroom import CaseRoom, read_case
from coctui.vault.core import Core
from coctui.vault.errors import NotAllowed, PutBack
from coctui.vault.lettering import card_now, case_recipients, saying, write_letters
from coctui.vault.recording import append_acts
from coctui.vault.room import RoomKey


def rotate_case(core: Core, room: CaseRoom) -> CaseRoom:
    """Give a case a new key, inside `Store.writing()`. Struck words and their attachments are not sealed again."""
    if core.me not in room.access.cleared:
        raise NotAllowed(code="not-cleared")
    new = RoomKey(core.vault, room.key.room, core.source.token(32))
    # From the case, not from the card before: that may hold what a strike has just taken out.
    says = saying(core, card_now(core, room.key), facts_of(room.case))
    # What a strike claims cannot be checked once the words are gone: a file that an entry still names stays.
    named = {file.id for file in room.case.files}
    for strike in room.case.struck.values():
        for file in set(strike.files) - named:
            core.store.run("DELETE FROM attachment WHERE room = ? AND id = ?", room.n, bytes.fromhex(file))
    reseal(core, room.n, room.key, new, frozenset(bytes.fromhex(link) for link in room.case.struck))
    letters = write_letters(core, room.n, new, case_recipients(room.access), room.access.number + 1, says)
    core.leaves = True
    replaced = {room.key.generation.hex(): room.key.key.hex()}
    append_acts(core, CaseRoom(room.n, new, room.events, room.access, None, room.content_heads, room.access_heads),
                [kinds.Rotated(previous=replaced)], letters)  # fmt: skip
    return read_case(core, new)


def reseal(core: Core, room: int, old: RoomKey, new: RoomKey, struck: frozenset[bytes] = frozenset()) -> None:
    """Seal every row and attachment of a room under its new key; the words of struck events go."""
    events = core.store.events(room)
    generation = _renamed(core, room, old, new)
    for row in events:
        if not row.sealed or row.link in struck:
            sealed = b""
        else:
            try:
                sealed = new.seal_event(row.link, old.open_event(row.link, row.sealed))
            except Unreadable:
                raise PutBack from None
        core.store.run("UPDATE event SET generation = ?, sealed = ? WHERE n = ?", generation, sealed, row.n)
    reseal_attachments(core.store, room, old, new)
    # Letters of the old generation go with its name; write_letters follows at once in the same transaction.
    core.store.run("DELETE FROM letter WHERE room = ?", room)
    core.store.run("UPDATE room SET generation = ? WHERE n = ?", generation, room)
    for (other,) in core.store.rows("SELECT n FROM generation WHERE room = ? AND n <> ?", room, generation):
        core.store.run("DELETE FROM generation WHERE n = ?", other)


def _renamed(core: Core, room: int, old: RoomKey, new: RoomKey) -> int:
    """The local number of the old generation, which bears the new one's name from now on.

    Not a new row and the old one deleted: for that SQLite looks through every event and attachment of the vault for one
    that refers to it (25 ms in 110,000 events).
    """
    generation = core.store.generation_number(room, old.generation)
    core.store.run("UPDATE generation SET name = ?, room = ? WHERE n = ?", new.generation, room, generation)
    return generation
