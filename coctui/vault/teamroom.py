"""The team's room: founding, inviting, joining, removing, renewing (VAULT.md 4, 5)."""

from collections.abc import Sequence

from coctui.models import team_events as kinds
from coctui.models.authority import may_team
from coctui.models.event import Body, Event, Letters
from coctui.models.fold_team import fold_team, step_team
from coctui.models.piece import Forked as ForkedLane
from coctui.models.roster import Cost as CostModel
from coctui.models.roster import Keys, Profile, Role, Team
from coctui.vault.branch import UNNAMED, Target, check_sets, name_sets, newest_key, read_events, sets_of, target_of
from coctui.vault.core import Core
from coctui.vault.errors import Damaged, Forked, NotAllowed
from coctui.vault.kdf import Cost
from coctui.vault.lettering import team_recipients, write_letters
from coctui.vault.reading import INVITED
from coctui.vault.room import RoomKey, team_room
from coctui.vault.rotation import replaced_keys, reseal
from coctui.vault.seat import PublicKeys, Seat, verify
from coctui.vault.tally import tally_of

LETTER_CHANGING = (kinds.Founded, kinds.Invited, kinds.Withdrawn, kinds.Joined, kinds.Removed, kinds.Renewed)
"""Team events that change who receives the team room's key."""


def keys_model(keys: PublicKeys) -> Keys:
    """Public keys as events carry them."""
    return Keys(seat=keys.seat.hex(), box=keys.box.hex(), sign=keys.sign.hex())


def read_team(core: Core, key: RoomKey, founding: bytes | None = None, seat: Seat | None = None) -> None:
    """Open the team room and fold it into `core`: with this key, and all that a seat's letters in the room hold.

    Raises `PutBack`, `Damaged`, `Forked`; the founder must be the slot's.
    """
    sets = sets_of(core.store, key.room)
    if not sets:
        raise Damaged(code="room-gone")
    events = read_events(core, sets, key, seat)
    try:
        team = fold_team(events.lanes["team"], founding.hex() if founding else None, _proven)
    except ForkedLane:
        raise Forked from None
    if team.founded is None or (founding is not None and team.founded != founding.hex()):
        raise Damaged(code="founding")
    check_sets(sets, events, events.lanes["team"], team)
    core.team, core.team_events = team, events
    core.team_key = newest_key(sets, events, team)


def _proven(body: kinds.Joined, invited: Keys) -> bool:
    """Whether the key of the invitation that is open there signed the new seat."""
    signer = PublicKeys(bytes.fromhex(invited.box), bytes.fromhex(invited.sign))
    return verify(signer, bytes.fromhex(body.proof), INVITED, bytes.fromhex(body.keys.seat))


def record_team(core: Core, acts: Sequence[Body]) -> None:
    """Append acts to the team lane, inside `Store.writing()`, and fold the team anew. Raises `NotAllowed`.

    A removal, renewal or withdrawal rotates the team's key in the same transaction; case rooms become due.
    """
    if core.team_key is None:
        raise NotAllowed(code="not-on-team")
    if core.team.unknown:
        raise NotAllowed(code="newer-version")
    room = core.store.number("room", core.team_key.room) or 0
    team, filled = core.team, list[Body]()
    for planned in acts:
        act = planned
        if isinstance(act, kinds.Removed | kinds.Renewed):
            act = act.model_copy(update={"cut": cut_of(core, act.seat)})
        ruling = may_team(team, core.me, act, core.source.now())
        if not ruling:
            raise NotAllowed(code=ruling.code)
        pretended = Event(
            f"{len(filled):064x}",
            core.team_key.room.hex(),
            "team",
            core.me,
            core.writer.hex(),
            0,
            (),
            None,
            core.source.now(),
            act,
        )
        team = step_team(team, pretended) or team
        filled.append(act)
    _append_team(core, room, team, filled)


def team_unsettled(core: Core) -> bool:
    """Whether this member can bring together what copies that met left of the team's room."""
    key, events, team = core.team_key, core.team_events, core.team
    if key is None or events is None or core.me not in team.active or team.unknown:
        return False
    return events.unsettled or team.rotation_due or key.generation.hex() != team.generation


def rotate_team(core: Core) -> None:
    """Change the team room's key, inside `Store.writing()`: two copies met, or somebody who left still knows it."""
    if core.team_key is not None:
        _append_team(core, core.store.number("room", core.team_key.room) or 0, core.team, [], rotates=True)


def _append_team(core: Core, room: int, team: Team, acts: list[Body], *, rotates: bool = False) -> None:
    """`team` is the team as it will be; letters go to whom it then names."""
    key, found = core.team_key, core.team_events
    if key is None or found is None:
        raise NotAllowed(code="not-on-team")
    leaves = any(isinstance(act, kinds.Removed | kinds.Renewed) for act in acts)
    # A code that was taken back gave the key as well, to whoever read it beside a copy of the file.
    rotates = rotates or leaves or found.unsettled or any(isinstance(act, kinds.Withdrawn) for act in acts)
    target = target_of(room, key, found)
    if rotates:
        acts.append(kinds.TeamRotated(previous=replaced_keys(found, core.team.replaced)))
        key = RoomKey(core.vault, key.room, core.source.token(32))
        target, found = Target(room, (key,), found.sets), reseal(core, room, found, key)
        core.leaves = True
    for leaver in (act.seat for act in acts if isinstance(act, kinds.Removed | kinds.Renewed)):
        # Everybody on the team reads who left; what the list said to them goes with them.
        core.store.run("DELETE FROM cache WHERE seat = (SELECT n FROM seat WHERE id = ?)", bytes.fromhex(leaver))
    letters: Letters | None = None
    if rotates or any(isinstance(act, LETTER_CHANGING) for act in acts):
        _mirror(core, team)
        letters = write_letters(core, target, team_recipients(team), core.team.number + 1, None)
    links = found.links()
    after, named = core.team.heads, b""
    for planned in acts:
        carries = letters if isinstance(planned, (*LETTER_CHANGING, kinds.TeamRotated)) else None
        act = planned.model_copy(update={"tally": tally_of(links), "letters": carries})
        written = core.append(key, room, act, after, None)
        after = (written.event.link,)
        links.append(written.row.link)
        named = written.row.link if carries else named
    if named:
        name_sets(core.store, room, named)
    read_team(core, key, bytes.fromhex(core.team.founded or ""))


def _mirror(core: Core, team: Team) -> None:
    """Seats and open invitations as rows, so that letters can be addressed to them."""
    wanted = {m.keys.seat: m.keys for m in team.members.values()} | {i.keys.seat: i.keys for i in team.invites.values()}
    known = {seat.hex() for (seat,) in core.store.rows("SELECT id FROM seat")}
    for seat, keys in wanted.items():
        if seat not in known:
            core.put_seat(PublicKeys(bytes.fromhex(keys.box), bytes.fromhex(keys.sign)))


def cut_of(core: Core, seat: str) -> dict[str, int]:
    """The last event of a seat by each writer, anywhere in the file: what counts of a member who leaves."""
    sql = (
        "SELECT w.id, MAX(e.seq) FROM event e JOIN writer w ON w.n = e.writer JOIN seat s ON s.n = e.seat "
        "WHERE s.id = ? GROUP BY w.id"
    )
    return {writer.hex(): seq for writer, seq in core.store.rows(sql, bytes.fromhex(seat))}


def found(core: Core, founding: kinds.Founded, cost: Cost) -> str:
    """Make the team's room and write its first event, inside `Store.writing()`; the link of it."""
    key = RoomKey(core.vault, team_room(core.vault), core.source.token(32))
    core.put_seat(core.seat.public)
    sql = "INSERT INTO room (id, generation, number, card, link) VALUES (?, 0, 0, ?, ?)"
    room = core.store.run(sql, key.room, b"", UNNAMED)
    body = founding.model_copy(update={"keys": keys_model(core.seat.public), "cost": cost_model(cost)})
    pretended = Event(
        "0" * 64, key.room.hex(), "team", core.me, core.writer.hex(), 1, (), None, core.source.now(), body
    )
    team = step_team(Team(), pretended)
    if team is None:
        raise NotAllowed("The first member of a team is a chair or a lead.", code="role-missing")
    letters = write_letters(core, Target(room, (key,)), team_recipients(team), 1, None)
    body = body.model_copy(update={"letters": letters, "tally": tally_of([])})
    written = core.append(key, room, body, (), None)
    name_sets(core.store, room, written.row.link)
    read_team(core, key)
    return written.event.link


def cost_model(cost: Cost) -> CostModel:
    """A cost as the founding event carries it."""
    return CostModel(memory=cost.memory, passes=cost.passes, lanes=cost.lanes)


def joined(core: Core, invitation: str, proof: bytes, name: str) -> kinds.Joined:
    """The event with which a new seat takes up its invitation."""
    return kinds.Joined(
        invitation=invitation, keys=keys_model(core.seat.public), profile=Profile(name=name), proof=proof.hex()
    )


def roles_of(roles: Sequence[Role]) -> tuple[Role, ...]:
    """Roles in a fixed order, each once."""
    order: tuple[Role, ...] = ("responder", "lead", "chair", "organizer")
    return tuple(role for role in order if role in roles)
