"""Working on cases as one seat: which are open to it, recording, answering, moving, stepping out."""

from collections.abc import Sequence

from coctui.models import access_events
from coctui.models.access import OUT
from coctui.models.authority import may
from coctui.models.event import Body
from coctui.models.expunge_events import Expunged
from coctui.models.facts import facts_of, names_a_member, names_a_member_among
from coctui.models.statement import Card, Said, Statement
from coctui.vault.caseroom import CaseRoom, word_by_voice
from coctui.vault.core import Core
from coctui.vault.duty import settle
from coctui.vault.errors import NotAllowed, Unknown
from coctui.vault.expunging import expunge_motions, filled, move_to_expunge
from coctui.vault.keeping import write_caches
from coctui.vault.own import Answer
from coctui.vault.parcels import motions, post, post_answer
from coctui.vault.recording import Files, record
from coctui.vault.shelf import KEEPER, Shelf


def standing_of(core: Core, shelf: Shelf, id: bytes) -> str:
    """How a case stands to this reader: as its row says, `recused` for one stepped aside from, `""` for none."""
    row = shelf.rows.get(id)
    return row.access if row is not None else "recused" if core.own.sheet.aside.get(id.hex()) else ""


def holding(core: Core, shelf: Shelf, id: bytes) -> CaseRoom:
    """An open case of which one is cleared and, if let in on a word by voice, has said so. `Unknown`, `NotAllowed`."""
    match standing_of(core, shelf, id):
        case "cleared" | "damaged":
            return shelf.room(id)
        case "confirm":
            raise NotAllowed(code="confirm-first")
        case "asked" | "answered":
            raise NotAllowed(code="answer-first")
        case "recused" | "keeper":
            raise NotAllowed(code="stepped-aside")
        case _:
            raise Unknown


def card_of(core: Core, shelf: Shelf, id: bytes) -> Card:
    """The card that is to be answered, or to be confirmed by who was let in on a word by voice."""
    if standing_of(core, shelf, id) == "confirm":
        room = shelf.room(id)
        told_to = room.access.standing(core.me).told_to
        if told_to is not None:
            return Card(
                vault=core.vault.hex(), room=id.hex(), number=room.access.number, facts=facts_of(room.case),
                salt="0" * 32, by=told_to, answer="0" * 64,
            )  # fmt: skip
    return shelf.card(id)


def record_in_case(
    core: Core, shelf: Shelf, id: bytes, acts: Sequence[Body], files: Files | None
) -> tuple[CaseRoom, bool]:
    """Record acts, inside a transaction; the case as it is then, and whether old letters are to go from the log as well.

    What lies in its parcels is taken up first, and a rotation that is due happens before and after: nothing is sealed
    under a key that a leaver knows.
    """
    start = _recordable(core, shelf, id, acts)
    room = settle(core, start)
    room = record(core, room, [_with_motion(core, room, act) for act in acts], files)
    room = settle(core, room) if core.me in room.access.cleared and room.rotation_due else room
    shelf.place(room)
    if any(isinstance(act, access_events.Recused) for act in acts):
        _step_out(core, room)
    if any(isinstance(act, Expunged) for act in acts):
        # Perhaps half a note. The line in one's cache opens no more: its letters were written anew.
        core.own.drop_drafts_of(id.hex())
    left = {seat for seat, standing in room.access.standings.items() if standing.state in OUT} - {
        seat for seat, standing in start.access.standings.items() if standing.state in OUT
    }
    return room, bool(left) or room.access.generation != start.access.generation


def _recordable(core: Core, shelf: Shelf, id: bytes, acts: Sequence[Body]) -> CaseRoom:
    """Holders record; a keeper may ask and let in; who was let in by voice may step aside without confirming."""
    stepping_aside = all(isinstance(act, access_events.Recused) for act in acts)
    mark = shelf.marks.get(id)
    keeping = mark is not None and mark.kind == KEEPER and all(act.lane == "access" for act in acts)
    if keeping or (standing_of(core, shelf, id) == "confirm" and stepping_aside):
        return shelf.room(id)
    return holding(core, shelf, id)


def _with_motion(core: Core, room: CaseRoom, act: Body) -> Body:
    """An exclusion and an expunging carry the colleague's motion that waits here for this seat, if there is one."""
    if isinstance(act, Expunged):
        return filled(room, act, core.me, core)
    if not isinstance(act, access_events.Excluded) or act.motion is not None or act.seat not in room.access.cleared:
        return act
    fitting = [motion for motion in motions_in(core, room) if motion.target == act.seat]
    return act.model_copy(update={"motion": fitting[0]}) if fitting else act


def motions_in(core: Core, room: CaseRoom) -> tuple[Statement, ...]:
    """Colleagues' motions that this seat can act on now, one for each colleague and target, the newest first."""
    found: dict[tuple[str, str], Statement] = {}
    opened = sorted((motion for _, motion in motions(core, room.key.room, room.n)), key=lambda m: m.at, reverse=True)
    for motion in opened:
        target = motion.target
        if target in room.access.cleared and target is not None:
            act = access_events.Excluded(seat=target, motion=motion)
            if may(room.access, core.me, act, core.source.now()):
                found.setdefault((motion.seat, target), motion)
    return (*found.values(), *expunge_motions(core, room))


def _step_out(core: Core, room: CaseRoom) -> None:
    """What stepping aside leaves on one's own side: perhaps a masked name, and nothing of the case.

    The line in one's cache opens no more: its letters were written anew. What one answered before is no answer any more
    to whoever asks anew.
    """
    id = room.key.room.hex()
    name = "" if names_a_member(room.case) else room.case.code
    held = {other: code for other, code in core.own.sheet.held.items() if other != id}
    seen = {other: marks for other, marks in core.own.sheet.seen.items() if other != id}
    answers = {other: answer for other, answer in core.own.sheet.answers.items() if other != id}
    core.own.write(aside={**core.own.sheet.aside, id: name}, held=held, seen=seen, answers=answers)
    core.own.drop_drafts_of(id)


def answer_card(core: Core, shelf: Shelf, id: bytes, said: Said) -> None:
    """Answer the question on a card, inside a transaction, or confirm what a colleague was told by voice."""
    standing = standing_of(core, shelf, id)
    if standing == "confirm" and said == "no conflict":
        room = shelf.room(id)
        core.own.write(confirmed=(*core.own.sheet.confirmed, word_by_voice(room.access, core.me)))
        shelf.place(room)
        return
    if standing not in ("asked", "answered") or said not in ("no conflict", "step aside"):
        holding(core, shelf, id)
        raise NotAllowed(code="no-question")
    card = shelf.card(id)
    parcel = post_answer(core, core.store.number("room", id) or 0, card, said)
    kept = Answer(said=said, number=card.number, facts=card.about, at=core.source.now(), parcel=parcel.hex())
    aside = dict(core.own.sheet.aside)
    if said == "step aside":
        aside[id.hex()] = "" if names_a_member_among(card.facts.reported, core.team) else card.facts.code
    core.own.write(answers={**core.own.sheet.answers, id.hex(): kept}, aside=aside)
    shelf.show_card(id)
    if said == "step aside":
        write_caches(core, shelf)


def move_in_case(core: Core, shelf: Shelf, id: bytes, said: Said, target: str = "") -> int:
    """Leave a motion for each other cleared member, inside a transaction; for how many."""
    room = holding(core, shelf, id)
    if said == "expunge":
        return move_to_expunge(core, room)
    others = sorted(room.access.cleared - {core.me, target})
    for seat in others:
        statement = core.state(id, said, target=target)
        post(core, room.n, id, bytes.fromhex(core.team.members[seat].keys.box), statement)
    return len(others)
