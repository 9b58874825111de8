"""A case as the plain values that its screen draws. Pure: nothing here asks the vault or looks at a clock."""

from datetime import tzinfo
from typing import NamedTuple

from coctui import safetext
from coctui.casework.words import CAME, DECIDED, STEP, TOLD, WROTE, describe, words_of
from coctui.models.access import State
from coctui.models.case import Case
from coctui.models.content_events import Received, Strike
from coctui.models.event import Event
from coctui.models.items import (
    ASKS,
    ITEMS,
    QUESTIONS,
    TITLES,
    Circumstances,
    Contact,
    Description,
    ItemName,
    ItemValue,
    Ongoing,
    Others,
    Reported,
    When,
    Where,
)
from coctui.models.promise import Promise, promises
from coctui.models.row import Row
from coctui.widgets import moments, next_step
from coctui.widgets.bars import NextStep
from coctui.widgets.case_parts import AccessFacts, HeadFacts, ItemLine, Pill, PromiseFact
from coctui.widgets.timeline import Entry
from coctui.widgets.views import Moment, wakes

MARKS = {CAME: "came", WROTE: "wrote", DECIDED: "decided", TOLD: "told", STEP: "small"}
PROMISES = {
    "status": "status to the reporter",
    "outcome": "outcome to the reporter",
    "review": "a look at what was done",
    "expiry": "the end of what was done",
}
ALARM_ACTS = {
    "alone": "Ask a colleague: coctui ask",
    "stand-in": "Name a stand-in: coctui stand-in",
    "no lead": "Name a stand-in: coctui stand-in",
    "rotation": "Any change finishes that.",
}
"""Ways out that are line commands so far."""


class Opened(NamedTuple):
    """A case as it was read once: what every part of the screen is drawn from."""

    case: Case
    row: Row
    me: str


class Look(NamedTuple):
    """How a reader looks at it now."""

    at: Moment
    zone: tzinfo
    clock_times: bool = False
    names: int = 0
    """Seconds for which names are still shown."""


# head


def head(opened: Opened, look: Look) -> HeadFacts:
    """Code name, gloss, at most two pills, and what it is about."""
    row = opened.row
    age = (
        moments.stamp(row.received, look.at.now, look.zone)
        if look.clock_times
        else moments.ago(row.received, look.at.now)
    )
    return HeadFacts(row.case, row.gloss, _pills(row, look), (row.what, row.place, f"received {age}"))


def _pills(row: Row, look: Look) -> tuple[Pill, ...]:
    pills: list[Pill] = []
    if row.status == "closed":
        pills.append(Pill("", "closed"))
    elif row.ongoing == "yes":
        pills.append(Pill("!", "ONGOING"))
    elif row.promise and row.due and row.due < look.at.now:
        pills.append(Pill("!", "OVERDUE"))
    if row.safety:
        pills.append(Pill("~", "safety: fears retaliation", "safety"))
    if look.names:
        # the Next bar says what is urgent; a concern for safety stays beside the name whatever else is shown
        return (*pills[-1:], Pill("~", f"names shown, {look.names} s", f"names {look.names} s"))
    return tuple(pills)


def first_to_ask(case: Case) -> int | None:
    """Place of the first item that nobody asked about."""
    return next((place for place, name in enumerate(ITEMS) if _state(case, name) == "not asked"), None)


def next_thing(opened: Opened, look: Look) -> tuple[NextStep, ItemName | None]:
    """What the Next bar says, and the item that `space` opens, if it is one."""
    case, row = opened.case, opened.row
    if row.status == "closed" and not wakes(row, look.at):
        return NextStep("", "Closed.", "Everything in it stays. Reopen it with: coctui reopen"), None
    if row.promise and row.due and row.due < look.at.now:
        due = moments.stamp(row.due, look.at.now, look.zone) if look.clock_times else moments.ago(row.due, look.at.now)
        act = next_step.promise_due(next_step.kind_of(row), row.due, look.at.now).act
        return NextStep("!", act, f"It was due {due}: coctui sent keeps it."), None
    for key in case.two_answers:
        name = key.removeprefix("item ")
        if name in ITEMS:
            return NextStep("~", f"Two answers for “{TITLES[name]}”: choose.", "", "open it"), name
    if row.ongoing == "yes":
        return NextStep("!", "It is going on now.", "Look first at what can be done at once."), None
    if row.alarm in next_step.ALARMS:
        return NextStep("~", next_step.ALARMS[row.alarm][0], ALARM_ACTS[row.alarm]), None
    place = first_to_ask(case)
    if row.promise and row.due and row.due < look.at.today:
        return next_step.promise_due(row.promise, row.due, look.at.now)._replace(sign="~"), None
    if place is not None:
        return NextStep("", "Still to ask, if it helps:", f"{to_ask(case)}.", "write it down"), ITEMS[place]
    if row.promise and row.due:
        return next_step.promise_due(row.promise, row.due, look.at.now), None
    return NextStep("", "Nothing is due.", "Everything was asked."), None


# report data


def items(case: Case, look: Look) -> tuple[ItemLine, ...]:
    """The eight items with their states and short values; names only while they are shown."""
    return tuple(_item(case, name, look) for name in ITEMS)


def to_ask(case: Case) -> str:
    """What the rule over the report data says: never a count."""
    return ", ".join(ASKS[name] for name in ITEMS if _state(case, name) == "not asked")


def question(case: Case) -> str:
    """The next good question, `""` when everything was asked."""
    place = first_to_ask(case)
    return "" if place is None else QUESTIONS[ITEMS[place]]


def _state(case: Case, name: ItemName) -> str:
    item = case.item(name)
    return item.state if item else "not asked"


def _item(case: Case, name: ItemName, look: Look) -> ItemLine:
    item = case.item(name)
    value = ""
    if item is not None and item.state == "recorded":
        value = _reported(case, item.value, look) if isinstance(item.value, Reported) else short(item.value, look)
    rivals = f"item {name}" in case.two_answers
    return ItemLine(TITLES[name], _state(case, name), value, two_answers=rivals)


def short(value: ItemValue, look: Look) -> str:
    """An item in a few words."""
    match value:
        case Contact():
            return _contact(value, named=bool(look.names))
        case When():
            return value.text or _moment(value.start, look) or _moment(value.end, look)
        case Where():
            return value.place or " ".join(part for part in (value.public, value.kind or value.platform) if part)
        case Ongoing():
            return value.answer if value.answer != "unknown" else "not known"
        case Description():
            return words(value.account or value.behaviour or value.impact)
        case Reported() | Others():
            return value.text[:200] if look.names else words(value.text)
        case Circumstances():
            return words(value.text)


def _contact(value: Contact, *, named: bool) -> str:
    if named:
        parts = (value.name, value.address, value.safe_times)
    else:
        parts = (
            f"by {value.channel}" if value.channel else "",
            "anonymous" if value.anonymous else "",
            value.safe_times,
        )
    return ", ".join(part for part in parts if part) or "recorded"


def _reported(case: Case, value: Reported, look: Look) -> str:
    people = [person for person in case.persons if person.part == "reported person"]
    if look.names:
        known = [person.name or f"person {person.code}" for person in people]
        return ", ".join([*known, value.text[:200]] if value.text else known)
    return ", ".join(f"person {person.code}" for person in people) or words(value.text)


def words(text: str) -> str:
    """`212 words`, `""` of none."""
    count = len(text[:100_000].split())
    if not count:
        return ""
    return "1 word" if count == 1 else f"{count:,} words" if len(text) <= 100_000 else "a long text"


def _moment(text: str, look: Look) -> str:
    at = parsed(text)
    return moments.stamp(at, look.at.now, look.zone) if at is not None else text


def parsed(text: str) -> float | None:
    """Seconds since 1970 UTC of a moment as items hold it, `None` of none."""
    from datetime import UTC, datetime

    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    try:
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
    except (OverflowError, ValueError, OSError):
        return None


# access


def access(opened: Opened) -> AccessFacts:
    """Who may open it, by name; the reader is `you` and first."""
    case, me = opened.case, opened.me
    seen = case.access
    policy = seen.team.policy
    assigned = case.assigned()
    return AccessFacts(
        cleared=_named(opened, "cleared"),
        asked=_named(opened, "asked"),
        stepped_aside=_named(opened, "recused"),
        excluded=_named(opened, "excluded"),
        not_yet=_named(opened, "not yet"),
        stand_in=", ".join(name_of(opened, seat) for seat in sorted(seen.stand_ins)),
        assigned=name_of(opened, assigned) if assigned else "",
        leads_out=len(seen.leads_out),
        leads=len(seen.team.having("lead")),
        limit=policy.leads_out,
        call=_call(opened.row, len(seen.leads_out)) if me in seen.cleared else "",
    )


def _call(row: Row, out: int) -> str:
    if row.alarm == "stand-in":
        return f"{out} leads are out. Name a stand-in."
    return "No lead can open this. Name a stand-in." if row.alarm == "no lead" else ""


def name_of(opened: Opened, seat: str) -> str:
    """A member's name, as they wrote it; `you` for the reader."""
    member = opened.case.access.team.members.get(seat)
    return "you" if seat == opened.me else member.name if member else "somebody"


def _named(opened: Opened, state: State) -> tuple[str, ...]:
    seen = opened.case.access
    seats = [seat for seat in seen.team.active if seen.state(seat) == state]
    return tuple(name_of(opened, seat) for seat in sorted(seats, key=lambda seat: seat != opened.me))


def holders(case: Case) -> str:
    """What the rule over access says."""
    count = len(case.access.cleared)
    return f"{count} holder" if count == 1 else f"{count} holders"


# timeline


def owed(opened: Opened, look: Look) -> tuple[PromiseFact, ...]:
    """The promises, most urgent first, then the kept ones."""
    received = opened.row.received
    facts = [(_urgency(promise), _promise(promise, received, look)) for promise in promises(opened.case)]
    return tuple(fact for _, fact in sorted(facts, key=lambda pair: pair[0]))


def _urgency(promise: Promise) -> tuple[bool, float]:
    return promise.state != "open", promise.due.timestamp()


def _promise(promise: Promise, received: float, look: Look) -> PromiseFact:
    now, due = look.at.now, promise.due.timestamp()
    what = PROMISES.get(promise.kind, promise.kind)

    def share(then: float) -> float:
        return (then - received) / (due - received) if due > received else 1.0

    if promise.state == "kept" and promise.done:
        done = promise.done.timestamp()
        took = moments.span(done - received)
        left = moments.clock(done, look.zone) if look.clock_times else "at once" if took == "now" else f"in {took}"
        return PromiseFact("+", what, f"kept {moments.day(done, look.zone)}", share(done), left)
    if promise.state == "waived":
        return PromiseFact("-", what, "not needed", 0.0, "")
    stamp = moments.stamp(due, now, look.zone)
    day = stamp if len(stamp) == len("14:07") else moments.day(due, look.zone)
    left = stamp if look.clock_times else moments.until(due, now)
    if due < now:
        return PromiseFact("!", what, f"was due {day}", 1.0, left)
    return PromiseFact("~" if due < look.at.today else " ", what, f"due {day}", share(now), left)


def entries(opened: Opened) -> tuple[tuple[Event, ...], tuple[Entry, ...]]:
    """The events that stand on the timeline, and how they are drawn, in the order of the case."""
    case = opened.case
    # a strike is shown in the place of what it took out
    shown = tuple(event for event in case.entries if not isinstance(event.body, Strike))
    return shown, tuple(_entry(opened, event) for event in shown)


def _entry(opened: Opened, event: Event) -> Entry:
    told = describe(event, opened.case.access.team, opened.me)
    strike = opened.case.struck.get(event.link)
    quoted = isinstance(event.body, Received) and event.body.own_words and bool(event.body.text or event.body.html_text)
    at = strike.at.timestamp() if strike else event.time
    mark = "small" if told.quiet else MARKS.get(told.sign, "small")
    return Entry(at, mark, told.title, told.detail, text=words_of(event).strip(), quoted=quoted)


# reading


def account(value: Description) -> list[tuple[str, str]]:
    """The parts of a description that hold something: title and text, not yet cleaned."""
    parts = (("In their words", value.account), ("What was done", value.behaviour), ("How it landed", value.impact))
    return [(title, text) for title, text in parts if text.strip()]


def entry_parts(event: Event) -> list[tuple[str, str]]:
    """What an entry says in full: title and text, not yet cleaned."""
    body = event.body
    if isinstance(body, Received):
        parts = [("Subject", body.subject), *(("Look at this", warning) for warning in body.warnings)]
        return [(title, text) for title, text in [*parts, ("As it came", words_of(event))] if text.strip()]
    text = words_of(event)
    return [("", text)] if text.strip() else []


def heading(told_title: str, detail: str) -> str:
    """One line that names what is read."""
    return safetext.line(f"{told_title}  {detail}".strip())
