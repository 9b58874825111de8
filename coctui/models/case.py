"""A case as its cleared members see it: the fold of all its events."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeGuard

from coctui.models import company_events as company
from coctui.models import content_events as kinds
from coctui.models.access import Access
from coctui.models.authority import expunges, is_of, strikes
from coctui.models.category import Category, category_for
from coctui.models.event import Body, Event, Struck, Unknown
from coctui.models.expunge_events import Expunged, Gone
from coctui.models.items import ItemName, Person
from coctui.models.message_events import DraftRead, MessageDrafted
from coctui.models.order import Order, Sight, order
from coctui.models.promise_events import PROMISE_BODIES
from coctui.models.struck import TakenOut, place_struck
from coctui.models.vote_events import Assessed, Planned
from coctui.models.wordless import left_of, payload_of, wordless


@dataclass(frozen=True, slots=True)
class Register:
    """A value that a later one replaces: the event that set it, and those written without knowing of it."""

    event: Event
    rivals: tuple[Event, ...] = ()
    """Other newest answers with another value: "two answers, choose"."""
    seconds: tuple[Event, ...] = ()
    """Other newest answers with the same value."""

    @property
    def body(self) -> Body | Unknown | Struck:
        """What the event that stands says."""
        return self.event.body


@dataclass(frozen=True, slots=True)
class Case:
    """One case: its access, its registers and its timeline."""

    access: Access
    entries: tuple[Event, ...] = ()
    """Every event that counts, access and content, in the order of the case."""
    registers: Mapping[str, Register] = field(default_factory=dict)
    """By what is set: `item where`, `assigned lead`, `determination`, `person 3f…`, `gloss`, `what`, `status`,
    `category`, `closed`, `assessment`, `plan`, `consent reporter`, `tied 3f…`, `joined`."""
    reports: tuple[Event, ...] = ()
    files: tuple[kinds.FileRef, ...] = ()
    sent: tuple[Event, ...] = ()
    duties: tuple[Event, ...] = ()
    """What promises follow from beside reports and messages: acts, reviews, reopenings, strikes, what was made and waived."""
    struck: Mapping[str, TakenOut] = field(default_factory=dict)
    """Link of each struck or expunged event to what is left of it."""
    expunged: Event | None = None
    """The newest expunging: what was said before it is gone, and only figures of it are left."""
    aside: tuple[str, ...] = ()
    """Links of events that do not count: their author was not cleared, or wrote after the cut."""
    good_faith: tuple[Event, ...] = ()
    """Of those, entries by who held the case as they knew it, in another copy: a holder may take them over."""
    unknown: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    order: Order | None = None

    def __repr__(self) -> str:
        return f"<Case {self.access.room}>"

    @property
    def room(self) -> str:
        """The case's opaque id."""
        return self.access.room

    @property
    def code(self) -> str:
        """The code name, two words."""
        return self.access.code

    def item(self, name: ItemName) -> kinds.ItemRecorded | None:
        """What is recorded for one of the eight items, `None` while nobody asked."""
        register = self.registers.get(f"item {name}")
        return register.body if register and isinstance(register.body, kinds.ItemRecorded) else None

    @property
    def persons(self) -> tuple[Person, ...]:
        """Everybody in the case, in the order in which they were added."""
        found = [register.body for key, register in self.registers.items() if key.startswith("person ")]
        return tuple(body.person for body in found if isinstance(body, kinds.PersonChanged))

    def assigned(self, duty: kinds.Duty = "lead") -> str | None:
        """The seat that has a duty, unless it gave it back or is no longer cleared."""
        register = self.registers.get(f"assigned {duty}")
        seat = register.body.seat if register and isinstance(register.body, kinds.Assigned) else None
        return seat if seat in self.access.cleared else None

    def label(self, name: str) -> str:
        """Gloss, what, status or category as last set, `""` if never."""
        register = self.registers.get(name)
        return str(getattr(register.body, name, None) or "") if register else ""

    @property
    def category(self) -> Category | None:
        """What the case is counted as: as somebody chose, else as one word of *what* tells; `None` while nobody knows."""
        register = self.registers.get("category")
        chosen = register.body.category if register and isinstance(register.body, kinds.Labelled) else None
        decided = self.determination
        if chosen is None and decided is not None and decided.outcome == "service matter":
            return "not a conduct matter"
        return chosen or category_for(self.label("what"))

    @property
    def closed(self) -> bool:
        """Whether the newest closing or reopening was a closing."""
        register = self.registers.get("closed")
        return register is not None and isinstance(register.body, kinds.Closed)

    @property
    def determination(self) -> kinds.Determined | None:
        """What the team decided, if it did."""
        register = self.registers.get("determination")
        return register.body if register and isinstance(register.body, kinds.Determined) else None

    @property
    def received(self) -> datetime | None:
        """When the first report was received: starts the clocks."""
        times = [event.body.received for event in self.reports if isinstance(event.body, kinds.Received)]
        return min(times, default=None)

    @property
    def entries_since_expunged(self) -> bool:
        """Whether somebody wrote what the newest expunging does not name: in a copy apart, or afterwards."""
        if self.expunged is None:
            return bool(self.order and self.order.events)
        tombs = (kinds.Strike, Expunged, Struck)
        events = self.order.events if self.order else ()
        return any(event.link not in self.struck and not isinstance(event.body, tombs) for event in events)

    @property
    def two_answers(self) -> tuple[str, ...]:
        """Registers where copies gave different answers that somebody has to choose from."""
        return tuple(key for key, register in self.registers.items() if register.rivals)


def fold_case(access: Access, access_events: Iterable[Event], content: Iterable[Event]) -> Case:
    """The case that these events add up to: pure, whatever order they are given in."""
    by_link = {event.link: event for event in sorted(content, key=lambda e: isinstance(e.body, Struck))}
    aside = {
        event.link
        for event in by_link.values()
        if not isinstance(event.body, Struck)
        and not access.counts_content(event.seat, event.writer, event.seq, event.base)
    }
    aside -= _taken_in(access, by_link, aside)
    struck = _taken_out(access, by_link, aside)
    # Once its words are gone nobody can tell whether an event counted: its place is kept from the strike on.
    aside -= struck.keys()
    ordered = order(place_struck(by_link, struck), aside)
    counting = [event for event in ordered.events if event.link not in aside]
    case = _fold(Case(access, order=ordered, struck=struck), _counted(counting, struck))
    # A line for each expunged entry would say nothing; what expunged them stands for all.
    counted = [_wordless(event, struck) for event in counting if not isinstance(struck.get(event.link), Gone)]
    lane = sorted((e for e in access_events if e.link in access.line), key=lambda e: access.line[e.link])
    left = [event for event in ordered.events if event.link in aside]
    return replace(
        case, entries=_interleave(access, lane, counted), aside=tuple(event.link for event in left), held=ordered.held,
        good_faith=tuple(event for event in left if access.held_for(event.seat, event.base)),
    )  # fmt: skip


def _taken_in(access: Access, by_link: Mapping[str, Event], aside: Container[str]) -> set[str]:
    """Entries that were kept aside and that a holder lets count. What takes out or lets in is never one of them."""
    taken = (e.body.link for e in by_link.values() if isinstance(e.body, company.TakenIn) and e.link not in aside)
    found = (by_link[link] for link in taken if link in by_link and link in aside)
    return {
        event.link
        for event in found
        if access.held_for(event.seat, event.base)
        and not isinstance(event.body, kinds.Strike | Expunged | company.TakenIn)
    }


def _taken_out(access: Access, by_link: Mapping[str, Event], aside: Container[str]) -> dict[str, TakenOut]:
    """Strikes and expungings that count, by the link of what they took out. Of several that with the lowest link."""
    found: dict[str, TakenOut] = {}
    for link in sorted(by_link):
        event = by_link[link]
        if not isinstance(event.body, kinds.Strike | Expunged):
            continue
        # Words that are gone stay gone, also where it turns out in another copy that whoever took them out was out.
        late = link in aside
        if late and not access.held_for(event.seat, event.base):
            continue
        if isinstance(event.body, kinds.Strike):
            struck = by_link.get(event.body.link)
            if _takes(struck, late) and strikes(access, event, event.body, struck):
                found.setdefault(struck.link, event.body)
        elif expunges(access, event, event.body):
            for gone in event.body.gone:
                struck = by_link.get(gone.link)
                if _takes(struck, late) and is_of(gone, struck, _figures(struck, aside)):
                    found.setdefault(gone.link, gone)
    return found


def _takes(struck: Event | None, late: bool) -> TypeGuard[Event]:
    """Whether there is something to take out, or of a strike that came too late, whether it is taken out already."""
    return struck is not None and (not late or isinstance(struck.body, Struck))


def _figures(event: Event, aside: Container[str]) -> dict[str, Any] | None:
    """What may be left of an entry: of one that never counted, nothing."""
    body = wordless(event.body) if isinstance(event.body, Body) and event.link not in aside else None
    return None if body is None else payload_of(body)


def _counted(events: Iterable[Event], struck: Mapping[str, TakenOut]) -> Iterator[Event]:
    """What the fold goes through: whole entries, and of expunged ones what is left."""
    for event in events:
        taken = struck.get(event.link)
        left = left_of(taken) if isinstance(taken, Gone) else None
        if taken is None:
            yield event
        elif left is not None:
            yield replace(event, body=left)


def _wordless(event: Event, struck: Mapping[str, TakenOut]) -> Event:
    """What a strike leaves of an event, also while its words are still in the file."""
    strike = struck.get(event.link)
    return event if strike is None else replace(event, base=None, body=Struck(kind=strike.struck))


def _interleave(access: Access, lane: list[Event], counted: list[Event]) -> tuple[Event, ...]:
    """Access and content in one order: a content event stands after the access event it was written under.

    What that was of struck words is gone with them; there the clocks decide.
    """
    entries: list[Event] = []
    done = 0
    for event in counted:
        later = (place for place in range(done, len(lane)) if lane[place].time > event.time)
        upto = next(later, len(lane)) if event.base is None else access.place(event.base) + 1
        entries += lane[done:upto]
        done = max(done, upto)
        entries.append(event)
    return tuple(entries + lane[done:])


_DUTIES: tuple[type[Body], ...] = (*PROMISE_BODIES, DraftRead, kinds.Reopened, kinds.Strike)


def _keys(body: Body) -> tuple[str, ...]:
    """Which registers an event sets."""
    match body:
        case kinds.ItemRecorded():
            return (f"item {body.value.item}",)
        case kinds.PersonChanged():
            return (f"person {body.person.id}",)
        case MessageDrafted():
            return (f"draft {body.message}",)
        case kinds.Assigned():
            return (f"assigned {body.duty}",)
        case company.SteppedBack():
            return tuple(f"assigned {duty}" for duty in body.duties)
        case company.Consent():
            return (f"consent {body.person or 'reporter'}",)
        case company.Tied():
            return (f"tied {body.other}",)
        case company.JoinedCases(into=True):
            return ("joined",)
        case Assessed():
            return ("assessment",)
        case Planned():
            return ("plan",)
        case kinds.Determined():
            return ("determination",)
        case kinds.Closed() | kinds.Reopened():
            return ("closed",)
        case kinds.Labelled():
            return tuple(name for name in ("gloss", "what", "status", "category") if getattr(body, name) is not None)
        case _:
            return ()


def replaced(case: "Case") -> dict[str, Event]:
    """Link of each entry that stands in the place of another to that one: what said the same thing of the case before it."""
    newest: dict[str, Event] = {}
    found: dict[str, Event] = {}
    for event in case.entries:
        for key in _keys(event.body) if isinstance(event.body, Body) else ():
            if key in newest and not isinstance(event.body, company.SteppedBack):  # it gives back, it corrects nothing
                found[event.link] = newest[key]
            newest[key] = event
    return found


def _said(key: str, event: Event) -> object:
    """What an event sets one register to, to tell two answers from one given twice."""
    match event.body:
        case kinds.Labelled() as body:
            return getattr(body, key, None)
        case kinds.Closed() | kinds.Reopened() as body:
            return type(body)
        case company.SteppedBack():
            return None
        case kinds.Assigned() as body:
            return body.seat
        case body:
            return body


def _fold(case: Case, counted: Iterable[Event]) -> Case:
    registers: dict[str, Register] = {}
    sight = Sight(case.order) if case.order and not case.order.straight else None
    reports, files, sent, unknown = list[Event](), list[kinds.FileRef](), list[Event](), list[str]()
    duties: list[Event] = []
    expunged: Event | None = None
    for event in counted:
        body = event.body
        if not isinstance(body, Body):
            unknown.append(event.link)
            continue
        for key in _keys(body):
            registers[key] = _set(registers.get(key), key, event, sight)
        if isinstance(body, kinds.Received):
            reports.append(event)
            files.extend(body.files)
        elif isinstance(body, kinds.Attached):
            files.append(body.file)
        elif isinstance(body, kinds.MessageSent):
            sent.append(event)
        elif isinstance(body, _DUTIES):
            duties.append(event)
        elif isinstance(body, Expunged):
            expunged = event
    return replace(
        case, registers=registers, reports=tuple(reports), files=tuple(files), sent=tuple(sent), duties=tuple(duties),
        unknown=tuple(unknown), expunged=expunged,
    )  # fmt: skip


def _set(old: Register | None, key: str, event: Event, sight: Sight | None) -> Register:
    if old is None or sight is None:
        return Register(event)
    unseen = [other for other in (old.event, *old.rivals, *old.seconds) if not sight.saw(event.link, other.link)]
    said = _said(key, event)
    return Register(
        event,
        rivals=tuple(other for other in unseen if _said(key, other) != said),
        seconds=tuple(other for other in unseen if _said(key, other) == said),
    )
