"""Expunging a case: which entries go, the motion to a colleague, and what one's own side forgets (VAULT.md 3, 4)."""

from coctui.models.authority import MOTION_LASTS, files_in, may_expunge
from coctui.models.content_events import Strike
from coctui.models.event import Body, Event, Struck
from coctui.models.expunge_events import Expunged, Gone, gone_digest
from coctui.models.statement import Statement
from coctui.models.wordless import characters, payload_of, wordless
from coctui.vault.caseroom import CaseRoom
from coctui.vault.core import Core
from coctui.vault.errors import NotAllowed
from coctui.vault.parcels import motions, post


def entries_to_go(room: CaseRoom) -> tuple[Gone, ...]:
    """Every entry with words, those too that do not count or wait for another; by link, so that all see one list."""
    case = room.case
    uncounted = {*case.aside, *case.held}
    events = [event for event in room.events.lanes["content"] if _has_words(event) and event.link not in case.struck]
    return tuple(_gone(event, event.link not in uncounted) for event in sorted(events, key=lambda event: event.link))


def _has_words(event: Event) -> bool:
    return not isinstance(event.body, Struck | Strike | Expunged)


def _gone(event: Event, counts: bool) -> Gone:
    body = event.body
    left = wordless(body) if counts and isinstance(body, Body) else None
    return Gone(
        link=event.link, after=event.after, at=event.at, struck=body.kind, characters=characters(body),
        files=tuple(sorted(files_in(body))), left=None if left is None else payload_of(left),
    )  # fmt: skip


def filled(room: CaseRoom, act: Expunged, me: str, core: Core) -> Expunged:
    """The act with its entries, and with the motion of a colleague that waits here for this seat, if there is one."""
    whole = act.model_copy(update={"gone": entries_to_go(room)})
    if whole.motion is not None:
        return whole
    for motion in expunge_motions(core, room):
        seconded = whole.model_copy(update={"motion": motion})
        if may_expunge(room.access, me, seconded, core.source.now()):
            return seconded
    return whole


def expunge_motions(core: Core, room: CaseRoom) -> tuple[Statement, ...]:
    """Colleagues' motions to expunge the case as it is now, newest first, one of each."""
    found: dict[str, Statement] = {}
    opened = (motion for _, motion in motions(core, room.key.room, room.n) if stands(core, room, motion))
    for motion in sorted(opened, key=lambda motion: motion.at, reverse=True):
        found.setdefault(motion.seat, motion)
    return tuple(found.values())


def stands(core: Core, room: CaseRoom, motion: Statement) -> bool:
    """Whether a motion to expunge can still be acted on: by a holder, not too old, about the entries that are there."""
    fresh = core.source.now() - motion.at <= MOTION_LASTS
    about = motion.facts == gone_digest(entries_to_go(room))
    return motion.said == "expunge" and motion.seat in room.access.cleared and fresh and about


def move_to_expunge(core: Core, room: CaseRoom) -> int:
    """Leave a motion for each other holder, inside a transaction; for how many. `NotAllowed` where nothing is left."""
    gone = entries_to_go(room)
    if not gone:
        raise NotAllowed(code="nothing-left")
    others = sorted(room.access.cleared - {core.me})
    for seat in others:
        statement = core.state(room.key.room, "expunge", facts=gone_digest(gone))
        post(core, room.n, room.key.room, bytes.fromhex(core.team.members[seat].keys.box), statement)
    return len(others)
