"""Who may open a case, as the case screen draws it."""

from collections.abc import Iterable, Iterator

from coctui.casework.consent import USES
from coctui.models.access import State
from coctui.models.case import Case
from coctui.models.content_events import Duty
from coctui.models.handover import Offer, consent_of, given_back, joined_into, offers, to_take
from coctui.models.row import Row
from coctui.screens.opened import Look, Opened, name_of
from coctui.widgets import moments
from coctui.widgets.case_parts import AccessFacts, BesideFact

DUTIES: tuple[tuple[Duty, str], ...] = (
    ("second", "second"),
    ("reporter", "reporter"),
    ("reported person", "reported p."),
    ("records", "records"),
)
"""The other duties, and what they are called in the panel."""


def access(opened: Opened, look: Look) -> AccessFacts:
    """Who may open it, by name; the reader is `you` and first."""
    case, me = opened.case, opened.me
    seen = case.access
    policy = seen.team.policy
    assigned = case.assigned()
    return AccessFacts(
        cleared=_named(opened, "cleared"),
        asked=_asked(opened, look),
        stepped_aside=_named(opened, "recused"),
        excluded=_named(opened, "excluded"),
        not_yet=_named(opened, "not yet"),
        stand_in=", ".join(name_of(opened, seat) for seat in sorted(seen.stand_ins)),
        assigned=name_of(opened, assigned) if assigned else "",
        duties=tuple((word, name_of(opened, seat)) for duty, word in DUTIES if (seat := case.assigned(duty))),
        leads_out=len(seen.leads_out),
        leads=len(seen.team.having("lead")),
        limit=policy.leads_out,
        call=_call(opened.row, len(seen.leads_out)) if me in seen.cleared else "",
        beside=tuple(_beside(opened)) if me in seen.cleared else (),
    )


def _beside(opened: Opened) -> Iterator[BesideFact]:
    """What is offered, what nobody has, what leave there is, which cases belong here: only what there is."""
    case, me, near = opened.case, opened.me, opened.beside
    if opened.on_own_list:
        yield BesideFact("~", "your own list", "a name here is on it", "R")
    for giver, count in _counted((offer.giver, offer) for offer in to_take(case, me)):
        yield BesideFact("~", "handed to you", f"{_lines(count)}, {name_of(opened, giver)}", "T")
    for taker, count in _counted((offer.seat, offer) for offer in offers(case) if offer.giver == me):
        yield BesideFact("·", "handed over", f"{_lines(count)}, {name_of(opened, taker)} to accept")
    if free := given_back(case):
        yield BesideFact("~", "nobody has", ", ".join(free), "T")
    for person, name in ((None, "reporter"), *((each.id, each.code) for each in case.persons)):
        said = consent_of(case, person)
        given = [f"{'+' if leave == 'yes' else '-'} {use}" for use in USES if (leave := getattr(said, use))]
        if given:
            yield BesideFact("", f"consent {name}", " ".join(given), "c")
    if near.tied:
        yield BesideFact("", "tied to", ", ".join(near.tied), "L")
    if joined_into(case) is not None:
        yield BesideFact("", "went into", near.into or "another case")
    if near.took_in:
        yield BesideFact("", "took in", ", ".join(near.took_in))


def _counted(found: Iterable[tuple[str, Offer]]) -> Iterable[tuple[str, int]]:
    """Lines that wait, by member."""
    counts: dict[str, int] = {}
    for seat, offer in found:
        counts[seat] = counts.get(seat, 0) + len(offer.lines)
    return counts.items()


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"


def _call(row: Row, out: int) -> str:
    if row.alarm == "stand-in":
        return f"{out} leads are out."
    return "No lead can open this." if row.alarm == "no lead" else ""


def _asked(opened: Opened, look: Look) -> tuple[str, ...]:
    """Who was asked, and for how long nobody has heard from them."""
    seen = opened.case.access
    seats = [seat for seat in seen.team.active if seen.state(seat) == "asked"]
    return tuple(f"{name_of(opened, seat)} {_since(seen.standing(seat).since, look)}" for seat in seats)


def _since(at: float, look: Look) -> str:
    return moments.stamp(at, look.at.now, look.zone) if look.clock_times else moments.ago(at, look.at.now)


def _named(opened: Opened, state: State) -> tuple[str, ...]:
    seen = opened.case.access
    seats = [seat for seat in seen.team.active if seen.state(seat) == state]
    return tuple(name_of(opened, seat) for seat in sorted(seats, key=lambda seat: seat != opened.me))


def holders(case: Case) -> str:
    """What the rule over access says."""
    count = len(case.access.cleared)
    return f"{count} holder" if count == 1 else f"{count} holders"
