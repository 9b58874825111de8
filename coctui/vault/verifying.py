"""Checking everything: as far as the clear columns go for everybody, to the last byte for a holder (VAULT.md 3)."""

from collections.abc import Iterator

from coctui.vault.anchor import Anchor
from coctui.vault.attachment import read_attachment
from coctui.vault.blob import digest
from coctui.vault.caseroom import CaseRoom, read_case
from coctui.vault.connection import as_ours
from coctui.vault.core import Core
from coctui.vault.errors import Damaged, Forked, VaultError
from coctui.vault.letter import digest_letters
from coctui.vault.parcels import parcel_id
from coctui.vault.room import RoomKey, team_room
from coctui.vault.schema import EXPECTED
from coctui.vault.shelf import BROKEN, KEEPER, KEY, Progress, Shelf
from coctui.vault.teamroom import read_team
from coctui.vault.trail import check_trail
from coctui.vault.verdict import Finding, Verdict

FORKED = "Two copies of this case were worked on apart."


def verify_all(core: Core, shelf: Shelf, anchor: Anchor, progress: Progress | None = None) -> Verdict:
    """Every link and signature, the team lane, and each case of this seat whole. Never raises for what it finds."""
    findings = _found(_file(core), _trail(core, anchor), _team(core, shelf), _own(core), _parcels(core))
    mine = [mark for mark in shelf.marks.values() if mark.kind in (KEY, KEEPER, BROKEN)]
    checked = 0
    for done, mark in enumerate(mine):
        if progress is not None:
            progress(done, len(mine))
        row = shelf.rows.get(mark.room)
        name = row.case if row else ""
        check = _broken(shelf, mark.room, name) if mark.kind == BROKEN else _case(core, mark.room, mark.key, name)
        found = _found(check, name=name)
        if any(finding.code == "letters" for finding in found):
            shelf.due.add(mark.room)
        findings += found
        checked += mark.kind == KEY
    return Verdict(tuple(findings), checked)


def _found(*checks: Iterator[Finding], name: str = "") -> list[Finding]:
    """What the checks find; a row that cannot even be read ends one check with a finding of its own."""
    findings: list[Finding] = []
    for check in checks:
        try:
            with as_ours():
                findings.extend(check)
        except VaultError as error:
            findings.append(Finding(error.code, "Part of the vault cannot be read.", name))
    return findings


def _file(core: Core) -> Iterator[Finding]:
    store = core.store
    if {sql for (sql,) in store.rows("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")} != EXPECTED:
        yield Finding("other-tables", "The file has other tables than a vault has.")
    try:
        said = [line for (line,) in store.rows("PRAGMA integrity_check(20)")]
        broken = said != ["ok"] or store.rows("PRAGMA foreign_key_check") != []
    except VaultError:
        broken = True
    if broken:
        yield Finding("file", "The file itself is damaged.")
    costs = {tuple(row) for row in store.rows("SELECT memory, passes, lanes FROM vault")}
    costs |= {
        tuple(row) for row in store.rows("SELECT next_memory, next_passes, next_lanes FROM vault") if row[0] is not None
    }
    if not costs <= {(cost.memory, cost.passes, cost.lanes) for cost in core.team.costs}:
        yield Finding("cost", "What a guess of a passphrase costs was changed from outside.")


def _trail(core: Core, anchor: Anchor) -> Iterator[Finding]:
    try:
        tips = check_trail(core.store, core.vault, {}, every=True)
    except VaultError as error:
        yield Finding(error.code, "The trail of events was changed, cut or mixed up from outside.")
        return
    if any(writer not in tips or tips[writer].seq < tip.seq for writer, tip in anchor.tips().items()):
        yield Finding("older", "Entries that were here before are missing.")


def _team(core: Core, shelf: Shelf) -> Iterator[Finding]:
    key = core.team_key
    if key is None:
        return
    try:
        team, events = read_team(core, key, shelf.founding)
    except VaultError as error:
        yield Finding(error.code, "The team's own events do not fit together.")
        return
    if events.unsound or team.refused or events.lanes["access"] or events.lanes["content"]:
        yield Finding("no-authority", "Somebody wrote about the team who may not. It changed nothing.")
    row = core.store.room(team_room(core.vault))
    letters = {seat: sealed for seat, (_, sealed) in core.store.letters(row.n).items()} if row else {}
    if (
        row is None
        or set(letters) != {bytes.fromhex(s) for s in team.lettered}
        or digest_letters(letters, row.card).hex() != team.letters
    ):
        yield Finding(
            "letters", "A letter of the team's room was changed; somebody may not be able to open this vault."
        )
    wanted = {m.keys.seat for m in team.members.values()} | {i.keys.seat for i in team.invites.values()}
    if {seat.hex() for (seat,) in core.store.rows("SELECT id FROM seat")} != wanted:
        yield Finding("seats", "The list of seats is not the one that the team signed.")
    yield from _invitations(core)


def _invitations(core: Core) -> Iterator[Finding]:
    found = core.store.rows("SELECT id, sealed FROM invitation")
    rows = {id.hex(): digest("coctui invitation row 1", sealed).hex() for id, sealed in found}
    if rows != {invite.id: invite.sealed for invite in core.team.invites.values()}:
        yield Finding("invitations", "An invitation was changed or taken out from outside.")


def _own(core: Core) -> Iterator[Finding]:
    if core.own.unreadable or core.own.gaps:
        yield Finding("own-row", "Part of what you keep for yourself alone, drafts or settings, cannot be read.")


def _parcels(core: Core) -> Iterator[Finding]:
    for id, sealed in core.store.rows("SELECT id, sealed FROM parcel"):
        if parcel_id(sealed) != id:
            yield Finding(
                "parcel", "An answer on its way was changed from outside. It will be said again by who gave it."
            )
            return


def _broken(shelf: Shelf, id: bytes, name: str) -> Iterator[Finding]:
    """Why a case does not open."""
    try:
        shelf.room(id)
    except Forked:
        yield Finding("forked", FORKED, name)
    except VaultError as error:
        yield Finding(error.code, "Part of this case cannot be read.", name)


def _case(core: Core, id: bytes, key: bytes, name: str) -> Iterator[Finding]:
    try:
        room = read_case(core, RoomKey(core.vault, id, key))
    except Forked:
        yield Finding("forked", FORKED, name)
        return
    except VaultError as error:
        yield Finding(error.code, "Part of this case cannot be read, or was put back from an older copy.", name)
        return
    if room.events.unsound or room.access.refused or room.case.aside or room.events.lanes["team"]:
        yield Finding("no-authority", "Somebody wrote in this case who may not. It changed nothing.", name)
    if room.case.held:
        yield Finding("held", "Entries of this case wait for one that is missing.", name)
    yield from _letters(core, room, name)
    yield from _files(core, room, name)


def _letters(core: Core, room: CaseRoom, name: str) -> Iterator[Finding]:
    """Whose letter is damaged, by what the newest event wrote; a holder's unlock writes them anew."""
    row = core.store.room(room.key.room)
    letters = core.store.letters(room.n)
    named = {bytes.fromhex(seat) for seat in room.access.lettered}
    later = {bytes.fromhex(seat) for seat in core.team.members} - named
    ours = {seat: sealed for seat, (_, sealed) in letters.items() if seat in named}
    whole = row is not None and digest_letters(ours, row.card).hex() == room.access.letters
    same = all(generation == room.key.generation for generation, _ in letters.values())
    if not whole or not same or not set(letters) - later <= named:
        yield Finding("letters", "A letter of this case was changed. It is written anew when a holder unlocks.", name)


def _files(core: Core, room: CaseRoom, name: str) -> Iterator[Finding]:
    struck = {file for strike in room.case.struck.values() for file in strike.files}
    wanted = {file.id for file in room.case.files}
    there = {id.hex() for (id,) in core.store.rows("SELECT DISTINCT id FROM attachment WHERE room = ?", room.n)}
    if there - struck != wanted - struck:
        yield Finding("attachment", "An attachment is missing, or one lies here that belongs to no entry.", name)
        return
    for file in room.case.files:
        try:
            read_attachment(core.store, room.n, room.key, file)
        except Damaged:
            yield Finding("attachment", "An attachment cannot be read.", name)
