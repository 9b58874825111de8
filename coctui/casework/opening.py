"""From what came in to a case: the acts that open it, and the bytes that are sealed beside them.

Items are filled in only with what the report states, never guessed: the channel that a report took is not the place of the
incident, its date is not the date of the incident, and who wrote it is not who it is about.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Literal, get_args

from coctui.casework.codename import Choose, draw_person
from coctui.casework.gloss import check
from coctui.casework.result import Acts
from coctui.casework.text import cut_line, cut_text
from coctui.casework.when import heard, zone_in
from coctui.models.access_events import Opened
from coctui.models.company_events import Consent
from coctui.models.content_events import FileRef, ItemRecorded, Labelled, PersonChanged, Received
from coctui.models.draft import DraftAttachment, IntakeForm, ReportDraft
from coctui.models.event import Body
from coctui.models.items import (
    Circumstances,
    Contact,
    Description,
    ItemValue,
    Ongoing,
    Others,
    Person,
    Reported,
    When,
    Where,
)
from coctui.models.promise_events import Held
from coctui.models.roster import Policy

Ids = Callable[[], str]
"""Makes a fresh opaque id, 32 hex digits."""
PLACES = frozenset(get_args(Where.model_fields["kind"].annotation)) - {""}


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens a case: hand both to the vault in one go."""

    acts: tuple[Body, ...]
    files: Mapping[str, bytes]
    """`FileRef.id` to bytes."""
    notices: tuple[str, ...] = ()
    """Codes of what was left out for a reason, such as a gloss that names somebody."""

    def __repr__(self) -> str:
        return f"<Opening of {len(self.acts)} acts>"


def open_from_draft(
    draft: ReportDraft,
    *,
    policy: Policy,
    code_name: tuple[str, str],
    ids: Ids,
    now: datetime,
    doors: Acts = (),
) -> Opening:
    """Open a case from a mail, or from bytes that could not be read as one: those are kept just as well.

    `doors` is what `access.first_acts` made of whom the opener asks, admits and excludes at once.
    """
    files: dict[str, bytes] = {}
    original = _original(draft, ids(), files)
    attached = tuple(_attachment(part, ids(), files) for part in draft.attachments)
    report = Received(
        channel="mail",
        received=draft.received or now,
        source=draft.received_source,
        sender=cut_line(draft.stated_from or draft.sender),
        subject=cut_line(draft.subject),
        text=cut_text(draft.text),
        html_text=cut_text(draft.html_text),
        readable=draft.readable,
        warnings=tuple(cut_line(warning) for warning in draft.warnings),
        files=(original, *attached),
        acknowledge_hours=policy.acknowledge_hours,
        outcome_days=policy.outcome_days,
    )
    items: list[ItemValue] = []
    if draft.readable and draft.sender:
        name, address = cut_line(draft.sender_name), cut_line(draft.sender)
        items.append(Contact(item="contact", name=name, channel="mail", address=address))
    account = cut_text(draft.text.strip() or draft.html_text.strip())
    if draft.readable and account:
        items.append(Description(item="description", account=account))
    acts = (_opened(code_name), report, *map(_recorded, items), *doors)
    return Opening(acts, files)


def open_from_form(
    form: IntakeForm,
    *,
    policy: Policy,
    code_name: tuple[str, str],
    ids: Ids,
    choose: Choose,
    now: datetime,
    doors: Acts = (),
    zone: tzinfo = UTC,
) -> Opening:
    """Open a case from a form, or from what a member took down; times in words are read in `zone`."""
    report = Received(
        channel=form.channel,
        received=form.received or now,
        source="entered",
        text=cut_text(form.text),
        own_words=form.own_words,
        read_back=form.read_back,
        wish=cut_text(form.wish.strip()),
        language=cut_line(form.language),
        translated=form.translated,
        acknowledge_hours=policy.acknowledge_hours,
        outcome_days=policy.outcome_days,
    )
    people = _people(form, ids, choose)
    gloss = cut_line(form.gloss)
    unfit = check(gloss)
    labels = (Labelled(gloss=gloss),) if gloss and unfit is None else ()
    acts = (
        _opened(code_name),
        report,
        *map(_recorded, _items_of(form, now, zone)),
        *(PersonChanged(person=person) for person in people),
        *_wanted(form, policy),
        *labels,
        *doors,
    )
    return Opening(acts, {}, (unfit.code,) if unfit else ())


def _opened(code_name: tuple[str, str]) -> Opened:
    code, third = code_name
    return Opened(code=code, third=third)


def _recorded(value: ItemValue) -> ItemRecorded:
    return ItemRecorded(state="recorded", value=value)


def _original(draft: ReportDraft, file: str, files: dict[str, bytes]) -> FileRef:
    """The bytes as they came, under a name that tells nothing."""
    files[file] = draft.raw
    return FileRef(
        id=file, name="report.eml", type="message/rfc822", size=len(draft.raw), sha256=draft.sha256, original=True
    )


def _attachment(part: DraftAttachment, file: str, files: dict[str, bytes]) -> FileRef:
    files[file] = part.content
    return FileRef(
        id=file,
        name=cut_line(part.name),
        type=cut_line(part.type),
        real_type=cut_line(part.real_type or ""),
        size=len(part.content),
        sha256=hashlib.sha256(part.content).hexdigest(),
    )


def _wanted(form: IntakeForm, policy: Policy) -> tuple[Body, ...]:
    """What the reporter said of what may follow: whether the team may be told, and to hold it unless it happens again."""
    leave = (Consent(team=form.consent),) if form.consent is not None else ()
    return (*leave, Held(outcome_days=policy.outcome_days)) if form.hold else leave


def _items_of(form: IntakeForm, now: datetime, zone: tzinfo) -> list[ItemValue]:
    """The items that a form states; what it leaves empty stays not asked."""
    items: list[ItemValue] = []
    reporter = Contact(
        item="contact",
        address=cut_line(form.reporter_contact),
        safe_times=cut_line(form.safe_times),
        zone=cut_line(form.zone),
        anonymous=form.anonymous,
        safety=form.safety or bool(form.concern.strip()),
        concern=cut_line(form.concern),
    )
    if reporter != Contact(item="contact"):
        items.append(reporter)
    if form.when.strip():
        theirs = zone_in(form.zone)
        items.append(
            When.model_validate({"item": "when", **heard(cut_line(form.when), now, theirs or zone, theirs).fields})
        )
    if form.where.strip() or form.place_kind.strip() or form.public:
        items.append(_where(form))
    if form.ongoing is not None:
        items.append(Ongoing(item="ongoing", answer=form.ongoing))
    if form.text.strip():
        items.append(Description(item="description", account=cut_text(form.text.strip())))
    if any(text.strip() for text in form.reported):
        items.append(Reported(item="reported"))
    if form.circumstances.strip():
        items.append(Circumstances(item="circumstances", text=cut_text(form.circumstances.strip())))
    if form.others.strip() or any(text.strip() for text in (*form.affected, *form.witnesses)):
        items.append(Others(item="others", text=cut_text(form.others.strip())))
    return items


def _where(form: IntakeForm) -> Where:
    """A kind of place that is none of ours is kept in the reporter's word for it."""
    kind = " ".join(form.place_kind.casefold().split())
    place = cut_line(form.where)
    public = form.public or ""
    if kind in PLACES:
        return Where.model_validate({"item": "where", "kind": kind, "place": place, "public": public})
    platform = cut_line(form.place_kind)
    return Where(item="where", kind="other" if kind else "", place=place, platform=platform, public=public)


def _people(form: IntakeForm, ids: Ids, choose: Choose) -> list[Person]:
    """Each person as they were described, under a code name of their own; who it happened to is not who reports it."""
    people: list[Person] = []
    told: tuple[tuple[Literal["reported person", "affected person", "witness"], tuple[str, ...]], ...] = (
        ("reported person", form.reported),
        ("affected person", form.affected),
        ("witness", form.witnesses),
    )
    for part, texts in told:
        for text in texts:
            if text.strip():
                code = draw_person(choose, [person.code for person in people])
                people.append(Person(id=ids(), code=code, part=part, other=cut_line(text)))
    return people
