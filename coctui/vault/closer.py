"""A vault that does not open, or that nobody unlocks: looked at as far as each row goes by itself. Nothing is written."""

from collections.abc import Iterator
from pathlib import Path

from coctui.vault.connection import as_ours, connect, read_head
from coctui.vault.core import Core
from coctui.vault.damage import FILE, read_room, room_damage, trail_damage
from coctui.vault.errors import LOOK_CLOSER, Damaged, Forked, Older, VaultError
from coctui.vault.former import roster_of
from coctui.vault.letter import Address, open_letter
from coctui.vault.own import Own
from coctui.vault.parcels import parcel_id
from coctui.vault.room import RoomKey, team_room
from coctui.vault.schema import EXPECTED
from coctui.vault.seat import SEED, Seat
from coctui.vault.shelf import Progress
from coctui.vault.source import SYSTEM
from coctui.vault.store import Store
from coctui.vault.teamroom import read_team
from coctui.vault.unlock import Unlocked
from coctui.vault.verdict import Finding, Verdict

OWN_ROWS = Finding("own-row", "Part of what you keep for yourself alone, drafts or settings, cannot be read.")


def look_closer(unlocked: Unlocked, why: VaultError, progress: Progress | None = None) -> Verdict:
    """What is whole and what is lost in a vault whose loading ended with `why`; closes it. Never raises for what it finds."""
    store = Store(unlocked.connection)
    try:
        own = Own(store, unlocked.vault, unlocked.seat, unlocked.source)
        core = Core(store, unlocked.vault, unlocked.seat, unlocked.source, bytes(16), own)
        findings = [*found(file_damage(store)), *found(_own(core)), *found(_team(core, unlocked.founding))]
        findings += [*found(trail_damage(core)), *found(parcel_damage(store))]
        whole, rooms = 0, sorted(own.sheet.held.items(), key=lambda held: (held[1], held[0]))
        for done, (id, name) in enumerate(rooms):
            if progress is not None:
                progress(done, len(rooms))
            lost = found(case_damage(core, bytes.fromhex(id), name), name=name)
            whole += not lost
            findings += lost
        if isinstance(why, Older | Forked) or not findings:
            findings.insert(0, Finding(why.code, why.sentence.removesuffix(f" {LOOK_CLOSER}")))
        return Verdict(tuple(dict.fromkeys(findings)), whole, "in part")
    finally:
        store.close()


def look_outside(path: Path) -> Verdict:
    """What anybody can check without a key: the file, the links and signatures of all entries, answers on their way.

    Raises `NoVault`, `TooNew`, `Busy` where there is nothing to check.
    """
    try:
        store = Store(connect(path))
    except Damaged as error:
        return Verdict((FILE._replace(code=error.code),), 0, "without a key")
    try:
        nobody = Seat(bytes(SEED))
        vault = _vault_id(store)
        core = Core(store, vault, nobody, SYSTEM, bytes(16), Own(store, vault, nobody, SYSTEM))
        findings = [*found(file_damage(store)), *found(trail_damage(core)), *found(parcel_damage(store))]
        return Verdict(tuple(dict.fromkeys(findings)), 0, "without a key")
    finally:
        store.close()


def _vault_id(store: Store) -> bytes:
    try:
        return read_head(store.connection)[0]
    except VaultError:
        return bytes(16)


def found(check: Iterator[Finding], name: str = "") -> list[Finding]:
    """What a check finds; a row that cannot even be read ends it with a finding of its own."""
    findings: list[Finding] = []
    try:
        with as_ours():
            findings.extend(check)
    except VaultError as error:
        sentence = "Part of this case cannot be read." if name else "Part of the vault cannot be read."
        findings.append(Finding(error.code, sentence, name))
    return findings


def _own(core: Core) -> Iterator[Finding]:
    core.own.load()
    if core.own.unreadable or core.own.gaps:
        yield OWN_ROWS


def _team(core: Core, founding: bytes) -> Iterator[Finding]:
    """Read the team if it can be read, else take the roster that this member last saw: for the names."""
    core.team = roster_of(core.own.sheet.roster)
    row = core.store.room(team_room(core.vault))
    if row is None:
        yield Finding("room-gone", "The team's own entries are no longer in the file.")
        return
    letter = core.store.letters(row.n).get(core.seat.id)
    address = Address(core.vault, row.id, row.generation, core.seat.id)
    opened = open_letter(address, core.seat.box, letter[1]) if letter is not None else None
    if opened is None:
        yield Finding("team-letter", "Your letter of the team's room was changed or is gone.", remedy="team")
        return
    key = RoomKey(core.vault, row.id, opened.key)
    try:
        read_team(core, key, founding)
    except VaultError as error:
        read = read_room(core, key, row.n)
        lost = f": {len(read.lost)} of {read.rows} entries cannot be read" if read.lost else ""
        yield Finding(error.code, f"The team's own entries do not fit together{lost}.")


def case_damage(core: Core, id: bytes, name: str) -> Iterator[Finding]:
    """What of a case is lost to this seat, from its letter to the last attachment."""
    row = core.store.room(id)
    if row is None:
        yield Finding("room-gone", "This case is no longer in the file.", name)
        return
    letter = core.store.letters(row.n).get(core.seat.id)
    address = Address(core.vault, id, row.generation, core.seat.id)
    opened = open_letter(address, core.seat.box, letter[1]) if letter is not None else None
    if opened is None or opened.kind != "key":
        yield Finding("letter", "Your letter of this case was changed or is gone.", name, "unlock")
        return
    key = RoomKey(core.vault, id, opened.key)
    if key.generation != row.generation:
        yield Finding("put-back", "Your letter of this case was put back from an older copy.", name, "unlock")
        return
    yield from room_damage(core, key, name)


def file_damage(store: Store) -> Iterator[Finding]:
    """The file as SQLite has it, and whether its tables are those of a vault."""
    if {sql for (sql,) in store.rows("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")} != EXPECTED:
        yield Finding("other-tables", "The file has other tables than a vault has.")
    try:
        said = [line for (line,) in store.rows("PRAGMA integrity_check(20)")]
        broken = said != ["ok"] or store.rows("PRAGMA foreign_key_check") != []
    except VaultError:
        broken = True
    if broken:
        yield FILE


def parcel_damage(store: Store) -> Iterator[Finding]:
    """Answers on their way: each is named by its bytes."""
    for id, sealed in store.rows("SELECT id, sealed FROM parcel"):
        if parcel_id(sealed) != id:
            yield Finding("parcel", "An answer on its way was changed from outside.", remedy="author")
            return
