"""Checking everything: as far as the clear columns go for everybody, to the last byte for a holder (VAULT.md 3)."""

from collections.abc import Iterator

from coctui.models.authority import files_in
from coctui.vault.anchor import Anchor
from coctui.vault.attachment import attachments_under, read_attachment
from coctui.vault.blob import digest
from coctui.vault.branch import letters_of, sets_of
from coctui.vault.caseroom import CaseRoom, read_case
from coctui.vault.closer import OWN_ROWS, case_damage, file_damage, found, parcel_damage
from coctui.vault.core import Core
from coctui.vault.damage import room_damage, trail_damage
from coctui.vault.errors import Damaged, Forked, VaultError
from coctui.vault.letter import digest_letters
from coctui.vault.passphrase import as_words
from coctui.vault.room import RoomKey, team_room
from coctui.vault.roomevents import RoomEvents
from coctui.vault.shelf import BROKEN, KEEPER, KEY, Progress, Shelf
from coctui.vault.teamroom import read_team
from coctui.vault.trail import check_trail
from coctui.vault.verdict import Finding, Tip, Verdict

FORKED = "What this case's events say of who may open it has two beginnings."


def verify_all(core: Core, shelf: Shelf, anchor: Anchor, progress: Progress | None = None) -> Verdict:
    """Every link and signature, the team lane, and each case of this seat whole. Never raises for what it finds."""
    checks = (
        file_damage(core.store),
        _cost(core),
        _trail(core, anchor),
        _team(core, shelf),
        _own(core),
        parcel_damage(core.store),
    )
    findings = [finding for check in checks for finding in found(check)]
    mine = [mark for mark in shelf.marks.values() if mark.kind in (KEY, KEEPER, BROKEN)]
    checked = 0
    for done, mark in enumerate(mine):
        if progress is not None:
            progress(done, len(mine))
        row = shelf.rows.get(mark.room)
        name = row.case if row else ""
        check = _broken(core, shelf, mark.room, name) if mark.kind == BROKEN else _case(core, mark.room, mark.key, name)
        wrong = found(check, name=name)
        if any(finding.code == "letters" for finding in wrong):
            shelf.due.add(mark.room)
        findings += wrong
        checked += mark.kind == KEY
    return Verdict(tuple(findings), checked)


def _cost(core: Core) -> Iterator[Finding]:
    store = core.store
    costs = {tuple(row) for row in store.rows("SELECT memory, passes, lanes FROM vault")}
    costs |= {
        tuple(row) for row in store.rows("SELECT next_memory, next_passes, next_lanes FROM vault") if row[0] is not None
    }
    if not costs <= {(cost.memory, cost.passes, cost.lanes) for cost in core.team.costs}:
        yield Finding("cost", "What a guess of a passphrase costs was changed from outside.", remedy="team")


def _trail(core: Core, anchor: Anchor) -> Iterator[Finding]:
    try:
        tips = check_trail(core.store, core.vault, {}, every=True)
    except VaultError as error:
        details = list(trail_damage(core))
        said = " ".join(finding.sentence for finding in details)
        yield Finding(error.code, said or "The trail of entries was changed, cut or mixed up from outside.")
        return
    if any(writer not in tips or tips[writer].seq < tip.seq for writer, tip in anchor.tips().items()):
        yield Finding("older", "Entries that were here before are missing.")


def _team(core: Core, shelf: Shelf) -> Iterator[Finding]:
    key = core.team_key
    if key is None:
        return
    try:
        read_team(core, key, shelf.founding)
    except VaultError as error:
        yield Finding(error.code, "The team's own events do not fit together.")
        return
    team, events = core.team, core.team_events or RoomEvents()
    if events.unsound or set(team.refused) - set(team.void) or events.lanes["access"] or events.lanes["content"]:
        yield Finding("no-authority", "Somebody wrote about the team who may not. It changed nothing.", remedy="")
    newest = [
        row for row in sets_of(core.store, key.room) if row.branch in events.sets and row.generation == key.generation
    ]
    letters = letters_of(core.store, newest[0]) if newest else {}
    settled = not events.unsettled and len(team.ends) == 1
    if settled and (
        not newest
        or set(letters) != {bytes.fromhex(s) for s in team.lettered}
        or digest_letters(letters, newest[0].card).hex() != team.letters
    ):
        said = "A letter of the team's room was changed; somebody may not be able to open this vault."
        yield Finding("letters", said, remedy="team")
    wanted = {m.keys.seat for m in team.members.values()} | {i.keys.seat for i in team.invites.values()}
    known = {seat.hex() for (seat,) in core.store.rows("SELECT id FROM seat")}
    # Who joined in another copy on a code that was taken back is no member; what they signed is kept, and so is their key.
    wrote = {seat.hex() for (seat,) in core.store.rows("SELECT DISTINCT s.id FROM event e JOIN seat s ON s.n = e.seat")}
    if not wanted <= known <= wanted | wrote:
        yield Finding("seats", "The list of seats is not the one that the team signed.", remedy="team")
    yield from _invitations(core)


def _invitations(core: Core) -> Iterator[Finding]:
    found = core.store.rows("SELECT id, sealed FROM invitation")
    rows = {id.hex(): digest("coctui invitation row 1", sealed).hex() for id, sealed in found}
    if rows != {invite.id: invite.sealed for invite in core.team.invites.values()}:
        yield Finding("invitations", "An invitation was changed or taken out from outside.", remedy="team")


def _own(core: Core) -> Iterator[Finding]:
    if core.own.unreadable or core.own.gaps:
        yield OWN_ROWS


def _broken(core: Core, shelf: Shelf, id: bytes, name: str) -> Iterator[Finding]:
    """Why a case does not open."""
    try:
        shelf.room(id)
    except Forked:
        yield Finding("forked", FORKED, name)
    except VaultError as error:
        yield from _lost(error, case_damage(core, id, name), name)


def _lost(error: VaultError, details: Iterator[Finding], name: str) -> Iterator[Finding]:
    """What is lost of a case that does not open, under the code of the reason why; in general words where that is not found."""
    listed = found(details, name)
    if not listed:
        yield Finding(error.code, "Part of this case cannot be read, or was put back from an older copy.", name)
        return
    yield listed[0]._replace(code=error.code)
    yield from listed[1:]


def _case(core: Core, id: bytes, key: bytes, name: str) -> Iterator[Finding]:
    opened = RoomKey(core.vault, id, key)
    try:
        room = read_case(core, opened)
    except Forked:
        yield Finding("forked", FORKED, name)
        return
    except VaultError as error:
        yield from _lost(error, room_damage(core, opened, name), name)
        return
    case, access = room.case, room.access
    strays = {*room.events.unsound, *access.refused, *case.aside} - {
        *access.void,
        *(event.link for event in case.good_faith),
    }
    if strays or room.events.lanes["team"]:
        yield Finding("no-authority", "Somebody wrote in this case who may not. It changed nothing.", name, "")
    if room.case.held:
        yield Finding("held", "Entries of this case wait for one that is missing.", name)
    yield from _letters(core, room, name)
    yield from _files(core, room, name)


def _letters(core: Core, room: CaseRoom, name: str) -> Iterator[Finding]:
    """Whose letter is damaged, by what the newest event wrote; a holder's unlock writes them anew."""
    if room.events.unsettled or len(room.access.ends) > 1:
        return  # copies met here: the letters are written anew by the next holder who opens all of it
    row = next(row for row in sets_of(core.store, room.key.room) if row.branch in room.events.sets)
    letters = letters_of(core.store, row)
    named = {bytes.fromhex(seat) for seat in room.access.lettered}
    # Who joined on an invitation that the other copy took back is no member, and wrote a letter for themself before that.
    void = (core.team_events.lanes["team"] if core.team_events is not None else ()) if core.team.void else ()
    joined = {event.seat for event in void if event.link in core.team.void} | core.team.members.keys()
    later = {bytes.fromhex(seat) for seat in joined} - named
    ours = {seat: sealed for seat, sealed in letters.items() if seat in named}
    whole = digest_letters(ours, row.card).hex() == room.access.letters
    own = core.store.letters(room.n).values() if row.branch == 0 else ()
    same = {row.generation, *(generation for generation, _ in own)} == {room.key.generation}
    # Who was removed knows the team as it was then, and not who joined since and wrote a letter for themself.
    strange = core.team_key is not None and not set(letters) - later <= named
    if not whole or not same or strange:
        yield Finding("letters", "A letter of this case was changed.", name, "unlock")


def _files(core: Core, room: CaseRoom, name: str) -> Iterator[Finding]:
    struck = {file for strike in room.case.struck.values() for file in strike.files}
    wanted = {file.id for file in room.case.files} - struck
    # An entry that is kept aside keeps its file, until a holder takes it over.
    named = wanted.union(struck, *(files_in(event.body) for event in room.events.lanes["content"]))
    there = {id.hex() for id in attachments_under(core.store, room.n, room.events.keys)}
    if not wanted <= there <= named:
        yield Finding("attachment", "An attachment is missing, or one lies here that belongs to no entry.", name)
        return
    broken = 0
    for file in room.case.files:
        try:
            read_attachment(core.store, room.n, room.events.keys, file)
        except Damaged:
            broken += 1
    if broken:
        yield Finding("attachment", f"{broken} of {len(room.case.files)} attachments cannot be read.", name)


def tips(core: Core, shelf: Shelf, other: str | None = None, progress: Progress | None = None) -> tuple[Tip, ...]:
    """Words for the team's newest state, and with `other` for each case that both hold; first those for all together.

    Two members who hold the same file read the same words to each other. No word depends on a case that one of them
    does not hold: it would tell that something is going on there.
    """
    names = {team_room(core.vault): ""}
    mine = [mark for mark in shelf.marks.values() if mark.kind == KEY and other is not None]
    for done, mark in enumerate(mine):
        if progress is not None:
            progress(done, len(mine))
        cleared = shelf.room(mark.room).access.cleared
        if core.me in cleared and other in cleared:
            names[mark.room] = shelf.rows[mark.room].case
    states = {id: _state(core, id) for id in names}
    whole = digest("coctui tip 1", *(states[id] for id in sorted(states)))
    each = sorted((name, as_words(states[id])) for id, name in names.items())
    return (Tip("", as_words(whole)), *(Tip(name, words) for name, words in each))


def _state(core: Core, room: bytes) -> bytes:
    links = core.store.rows("SELECT e.link FROM event e JOIN room r ON r.n = e.room WHERE r.id = ?", room)
    return digest("coctui tip 1", core.vault, room, *sorted(link for (link,) in links))
