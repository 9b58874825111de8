"""Promises and timeline of a case, as its screen draws them, and what an entry says in full."""

from coctui import safetext
from coctui.casework.folded import fold
from coctui.casework.strike import asked_out
from coctui.casework.words import CAME, DECIDED, STEP, TOLD, WROTE, describe, words_of
from coctui.models.case import replaced
from coctui.models.content_events import Determined, ItemRecorded, Labelled, PersonChanged, Received, Strike
from coctui.models.event import Event
from coctui.models.promise import Promise, promises
from coctui.screens.opened import Look, Opened
from coctui.widgets import moments
from coctui.widgets.case_parts import PromiseFact
from coctui.widgets.next_step import promise_name
from coctui.widgets.timeline import Entry

CORRECTS = (ItemRecorded, PersonChanged, Labelled, Determined)
"""What corrects what stood there; a new assignment or a reopening takes its place without having been a mistake."""
MARKS = {CAME: "came", WROTE: "wrote", DECIDED: "decided", TOLD: "told", STEP: "small"}


def owed(opened: Opened, look: Look) -> tuple[PromiseFact, ...]:
    """The promises, most urgent first, then the kept ones."""
    received = opened.row.received
    facts = [(_urgency(promise), _promise(promise, received, look)) for promise in promises(opened.case)]
    return tuple(fact for _, fact in sorted(facts, key=lambda pair: pair[0]))


def _urgency(promise: Promise) -> tuple[bool, float]:
    return promise.state != "open", promise.due.timestamp()


def _promise(promise: Promise, received: float, look: Look) -> PromiseFact:
    now, due = look.at.now, promise.due.timestamp()
    what = promise_name(promise.kind)

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
    earlier, out = replaced(case), asked_out(case)
    corrects = {event.link for event in shown if event.link in earlier and isinstance(event.body, CORRECTS)}
    return shown, tuple(_entry(opened, event, event.link in corrects, event.link in out) for event in shown)


FILTERS: tuple[tuple[str, frozenset[str]], ...] = (
    ("", frozenset()),
    ("what people did", frozenset({"came", "wrote", "decided", "told"})),
    ("what came in", frozenset({"came"})),
    ("what we wrote", frozenset({"wrote"})),
    ("what was decided", frozenset({"decided"})),
    ("what was told", frozenset({"told"})),
    ("small steps", frozenset({"small"})),
)
"""What the timeline is filtered by, in the order in which its key goes through them: name, and marks that stay."""


def filtered(
    events: tuple[Event, ...], drawn: tuple[Entry, ...], number: int, wanted: str = ""
) -> tuple[tuple[Event, ...], tuple[Entry, ...]]:
    """Those that a filter lets through, and that hold these words in what the timeline shows of them or would show in full."""
    _, marks = FILTERS[number]
    words = fold(wanted).split()
    kept = [
        (event, entry)
        for event, entry in zip(events, drawn, strict=True)
        if (not marks or entry.mark in marks) and (not words or _holds(entry, words))
    ]
    return tuple(event for event, _ in kept), tuple(entry for _, entry in kept)


def _holds(entry: Entry, words: list[str]) -> bool:
    text = fold(f"{entry.title} {entry.detail} {entry.text}")
    return all(word in text for word in words)


def filter_name(number: int, wanted: str = "") -> str:
    """What the timeline shows, in words; `""` for all of it."""
    name, _ = FILTERS[number]
    found = f"“{safetext.line(wanted, 30)}”" if wanted.strip() else ""
    return ", ".join(part for part in (name, found) if part)


def counted(number: int, shown: int, every: int, wanted: str = "") -> str:
    """What the rule over the timeline says."""
    if not (name := filter_name(number, wanted)):
        return "1 entry" if every == 1 else f"{every} entries"
    return f"{name}: {shown} of {every}"


def _entry(opened: Opened, event: Event, corrects: bool, asked: bool) -> Entry:
    told = describe(event, opened.case.access.team, opened.me)
    strike = opened.case.struck.get(event.link)
    quoted = isinstance(event.body, Received) and event.body.own_words and bool(event.body.text or event.body.html_text)
    at = strike.at.timestamp() if strike else event.time
    mark = "small" if told.quiet else MARKS.get(told.sign, "small")
    detail = told.detail
    if asked:
        mark, detail = "~", f"{detail}; should it go? U"
    elif corrects:
        detail = f"{detail}, a correction"
    return Entry(at, mark, told.title, detail, text=words_of(event).strip(), quoted=quoted)
