"""Duties that change hands: offered line by line, accepted line by line, given back without a reason."""

from collections.abc import Collection, Iterable, Sequence

from coctui.casework.record import holding, writing
from coctui.casework.result import Acts, Refused, refuse
from coctui.casework.text import written
from coctui.models.case import Case
from coctui.models.company_events import HandedOver, HandOverLine, SteppedBack, TakenOver
from coctui.models.content_events import Assigned, Duty
from coctui.models.handover import given_back, to_take
from coctui.models.listing import DUTIES
from coctui.models.promise import promises


def hand_over(case: Case, me: str, seat: str, lines: Sequence[HandOverLine]) -> Acts | Refused:
    """Offer work on a case to another holder; nothing changes hands before they accept it."""
    if (no := writing(case, me)) is not None:
        return no
    if seat == me:
        return refuse("hand-over-another")
    if seat not in case.access.cleared:
        member = case.access.team.members.get(seat)
        return refuse("assign-holders-only", member.name if member else "")
    kept: list[HandOverLine] = []
    for line in lines:
        words = written(line.text)
        if isinstance(words, Refused):
            return words
        if words or line.duty:
            kept.append(line.model_copy(update={"text": words}))
    return (HandedOver(seat=seat, lines=tuple(kept)),) if kept else refuse("nothing-said")


def proposed(case: Case, me: str) -> tuple[HandOverLine, ...]:
    """What a hand-over of everything would say: one's duties, and the open promises with their times."""
    mine = [duty for duty in DUTIES if case.assigned(duty) == me]
    duties = tuple(HandOverLine(sort="now", text="", duty=duty) for duty in mine)
    owed = (promise for promise in promises(case) if promise.state == "open")
    return (*duties, *(HandOverLine(sort="promised", text=promise.kind, due=promise.due) for promise in owed))


def take_over(case: Case, me: str, places: Iterable[int] | None = None) -> Acts | Refused:
    """Accept lines that were offered to one, by their numbers through all offers from 0; without numbers all of them."""
    if (no := writing(case, me)) is not None:
        return no
    lines = numbered(case, me)
    wanted = list(range(len(lines))) if places is None else sorted(set(places))
    if not lines:
        return refuse("nothing-offered")
    if not wanted or wanted[0] < 0 or wanted[-1] >= len(lines):
        return refuse("no-such-line")
    by_offer: dict[str, list[int]] = {}
    duties: list[Duty] = []
    for number in wanted:
        link, place, line = lines[number]
        by_offer.setdefault(link, []).append(place)
        if line.duty is not None:
            duties.append(line.duty)
    taken = tuple(TakenOver(handed=link, lines=tuple(places)) for link, places in by_offer.items())
    return (*taken, *(Assigned(duty=duty, seat=me) for duty in dict.fromkeys(duties)))


def numbered(case: Case, me: str) -> list[tuple[str, int, HandOverLine]]:
    """The lines that are offered to a member, in the order in which they are numbered: (link of the offer, place, line)."""
    return [(offer.link, place, line) for offer in to_take(case, me) for place, line in offer.lines.items()]


def step_back(case: Case, me: str) -> Acts | Refused:
    """Give all duties back and stay cleared: no conflict, no reason, and nobody counts it."""
    if (no := holding(case, me)) is not None:
        return no
    mine = tuple(duty for duty in DUTIES if case.assigned(duty) == me)
    return (SteppedBack(duties=mine),) if mine else refuse("no-duty")


def say_yes(case: Case, me: str, duties: Collection[Duty] | None = None) -> Acts | Refused:
    """Take duties that somebody gave back; without `duties` all of them."""
    if (no := writing(case, me)) is not None:
        return no
    free = [duty for duty in given_back(case) if duties is None or duty in duties]
    return tuple(Assigned(duty=duty, seat=me) for duty in free) or refuse("nothing-offered")


def accept(case: Case, me: str, lines: Collection[tuple[str, int]], duties: Collection[Duty]) -> Acts | Refused:
    """Take what one said yes to, line by line: of what is offered, by (link of the offer, place), and of what lies with nobody.

    What somebody else took meanwhile is left out.
    """
    if not lines and not duties:
        return refuse("nothing-chosen")
    places = [number for number, (link, place, _) in enumerate(numbered(case, me)) if (link, place) in lines]
    taken = take_over(case, me, places) if places or not duties else ()
    free = say_yes(case, me, duties) if duties else ()
    if isinstance(taken, Refused):
        return taken
    if isinstance(free, Refused):
        return taken or free
    return tuple(dict.fromkeys((*taken, *free)))
