"""A case as its cleared members see it: the fold of all its events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from coctui.models import content_events as kinds
from coctui.models.access import Access
from coctui.models.event import Body, Event, Struck, Unknown
from coctui.models.items import ItemName, Person
from coctui.models.noun import Noun
from coctui.models.order import Order, order


@dataclass(frozen=True, slots=True)
class Register:
    """A value that a later one replaces: the event that set it, and those written without knowing of it."""

    event: Event
    rivals: tuple[Event, ...] = ()
    """Other newest answers with another value: "two answers, choose"."""

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
    """By what is set: `item where`, `assigned lead`, `determination`, `person 3f…`, `gloss`, `what`, `status`, `closed`."""
    reports: tuple[Event, ...] = ()
    files: tuple[kinds.FileRef, ...] = ()
    sent: tuple[Event, ...] = ()
    struck: Mapping[str, kinds.Strike] = field(default_factory=dict)
    """Link of each struck event to what is left of it."""
    aside: tuple[str, ...] = ()
    """Links of events that do not count: their author was not cleared, or wrote after the cut."""
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
        """The seat that has a duty, unless it is no longer cleared."""
        register = self.registers.get(f"assigned {duty}")
        seat = register.body.seat if register and isinstance(register.body, kinds.Assigned) else None
        return seat if seat in self.access.cleared else None

    def label(self, name: str) -> str:
        """Gloss, what or status as last set, `""` if never."""
        register = self.registers.get(name)
        return str(getattr(register.body, name, None) or "") if register else ""

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
    def two_answers(self) -> tuple[str, ...]:
        """Registers where copies gave different answers that somebody has to choose from."""
        return tuple(key for key, register in self.registers.items() if register.rivals)


def fold_case(access: Access, access_events: Iterable[Event], content: Iterable[Event]) -> Case:
    """The case that these events add up to: pure, whatever order they are given in."""
    content = list(content)
    strikes = {e.body.link: e.body for e in content if isinstance(e.body, kinds.Strike) and e.link != e.body.link}
    ordered = order(replace(e, after=strikes[e.link].after, at=strikes[e.link].at) if e.link in strikes else e for e in content)
    counted: list[Event] = []
    aside: list[str] = []
    for event in ordered.events:
        if isinstance(event.body, Struck) or access.counts_content(event.seat, event.writer, event.seq, event.base):
            counted.append(event)
        else:
            aside.append(event.link)
    struck = _valid_strikes(access, counted)
    case = _fold(Case(access, order=ordered, struck=struck), [e for e in counted if e.link not in struck])
    lane = sorted((e for e in access_events if e.link in access.line), key=lambda e: access.line[e.link])
    return replace(case, entries=_interleave(access, lane, counted), aside=tuple(aside), held=ordered.held)


def _valid_strikes(access: Access, counted: list[Event]) -> dict[str, kinds.Strike]:
    """Strikes by the author of what was struck, or by a lead who was cleared when striking (VAULT.md 4)."""
    authors = {event.link: event.seat for event in counted}
    leads = access.team.having("lead") | access.stand_ins
    found: dict[str, kinds.Strike] = {}
    for event in counted:
        if isinstance(event.body, kinds.Strike) and (event.seat == authors.get(event.body.link) or event.seat in leads):
            found[event.body.link] = event.body
    return found


def _interleave(access: Access, lane: list[Event], counted: list[Event]) -> tuple[Event, ...]:
    """Access and content in one order: a content event stands after the access event it was written under."""
    entries: list[Event] = []
    done = 0
    for event in counted:
        upto = access.line.get(event.base or "", -1) + 1
        entries += lane[done:upto]
        done = max(done, upto)
        entries.append(event)
    return tuple(entries + lane[done:])


def _keys(body: Body) -> tuple[str, ...]:
    """Which registers an event sets."""
    match body:
        case kinds.ItemRecorded():
            return (f"item {body.value.item}",)
        case kinds.PersonChanged():
            return (f"person {body.person.id}",)
        case kinds.Assigned():
            return (f"assigned {body.duty}",)
        case kinds.Determined():
            return ("determination",)
        case kinds.Closed() | kinds.Reopened():
            return ("closed",)
        case kinds.Labelled():
            return tuple(name for name in ("gloss", "what", "status") if getattr(body, name) is not None)
        case _:
            return ()


def _said(key: str, event: Event) -> Noun | str | None:
    """What an event sets one register to, to tell two answers from one given twice."""
    body = event.body
    return getattr(body, key, None) if isinstance(body, kinds.Labelled) else body


def _fold(case: Case, counted: list[Event]) -> Case:
    registers: dict[str, Register] = {}
    seen = case.order.ancestors() if case.order and not case.order.straight else None
    reports, files, sent, unknown = list[Event](), list[kinds.FileRef](), list[Event](), list[str]()
    for event in counted:
        body = event.body
        if not isinstance(body, Body):
            unknown.append(event.link)
            continue
        for key in _keys(body):
            registers[key] = _set(registers.get(key), key, event, seen)
        if isinstance(body, kinds.Received):
            reports.append(event)
            files.extend(body.files)
        elif isinstance(body, kinds.Attached):
            files.append(body.file)
        elif isinstance(body, kinds.MessageSent):
            sent.append(event)
    return replace(
        case, registers=registers, reports=tuple(reports), files=tuple(files), sent=tuple(sent), unknown=tuple(unknown)
    )


def _set(old: Register | None, key: str, event: Event, seen: Mapping[str, frozenset[str]] | None) -> Register:
    if old is None or seen is None:
        return Register(event)
    known = seen[event.link]
    unseen = [rival for rival in (old.event, *old.rivals) if rival.link not in known]
    return Register(event, tuple(rival for rival in unseen if _said(key, rival) != _said(key, event)))
