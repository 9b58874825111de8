"""What members do in the demo, in the words of its stories; each goes the way that a person's act would."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Literal

from coctui.casework import access, codename, decision, message, opening, record
from coctui.cli.call import settled
from coctui.cli.demo_team import Scene
from coctui.intake.mail import from_bytes
from coctui.models.content_events import MessageKind, Outcome
from coctui.models.draft import IntakeForm
from coctui.models.event import Body
from coctui.models.hours import policy_on
from coctui.models.items import ItemName, Person

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
Act = Callable[[], object]
MESSAGE_TICKS = frozenset(message.TICKS)


def take(scene: Scene, by: str, form: IntakeForm, what: str = "", **doors: Sequence[str]) -> Act:
    """Somebody takes a report down, and decides who is asked, admitted, excluded."""

    def act() -> None:
        source, vault = scene.stage.source, scene.stage.at(by)
        made = opening.open_from_form(
            form, policy=policy_on(vault.team, source.now()), code_name=codename.draw(source.choose), ids=source.id, choose=source.choose,
            now=source.now(), doors=_doors(scene, by, doors),
        )  # fmt: skip
        scene.room = vault.open_case(made.acts, made.files)
        if what:
            scene.do(by, lambda case, me: record.label(case, me, what=what))

    return act


def mail(
    scene: Scene, by: str, sender: str, subject: str, text: str, *, picture: str = "", **doors: Sequence[str]
) -> Act:
    """A mail comes in, with a picture of that name or without, and somebody imports it three minutes later."""

    def act() -> None:
        source, vault = scene.stage.source, scene.stage.at(by)
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = sender, "conduct@example.org", subject
        letter["Date"] = format_datetime(source.now() - 4 * MINUTE)
        letter["Received"] = f"from mx.example.org by mail.example.org; {format_datetime(source.now() - 3 * MINUTE)}"
        letter.set_content(text)
        if picture:
            letter.add_attachment(PICTURE, maintype="image", subtype="gif", filename=picture)
        draft = from_bytes(letter.as_bytes(), "demo.eml", source.now())
        made = opening.open_from_draft(
            draft, policy=policy_on(vault.team, source.now()), code_name=codename.draw(source.choose), ids=source.id, now=source.now(),
            doors=_doors(scene, by, doors),
        )  # fmt: skip
        scene.room = vault.open_case(made.acts, made.files)

    return act


PICTURE = bytes.fromhex("47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b")
"""The smallest picture there is: one white dot."""


def _doors(scene: Scene, by: str, doors: dict[str, Sequence[str]]) -> tuple[Body, ...]:
    stage = scene.stage
    seats = {answer: [stage.seat(name) for name in names] for answer, names in doors.items()}
    return settled(access.first_acts(stage.at(by).team, stage.seat(by), **seats))


def clear(scene: Scene, name: str, by: str) -> Act:
    """Somebody answers the card with "no conflict", and a colleague's coctui lets them in."""
    return lambda: scene.say(name, clear=True, by=by)


def aside(scene: Scene, name: str, by: str) -> Act:
    """Somebody answers the card by stepping aside."""
    return lambda: scene.say(name, clear=False, by=by)


def leave(scene: Scene, name: str) -> Act:
    """A holder steps aside; whoever stays changes the key when they next look."""

    def act() -> None:
        now = scene.stage.source.now()
        scene.do(name, lambda case, me: access.recuse(case, me, now))
        for vault in scene.stage.seats.values():
            vault.refresh()
            vault.work(1.0)

    return act


def admit(scene: Scene, by: str, whom: str) -> Act:
    """A holder lets somebody in on their word by voice."""
    stage = scene.stage
    return lambda: scene.do(by, lambda case, me: access.admit(case, me, stage.seat(whom), stage.source.now()))


def stand_in(scene: Scene, by: str, whom: str) -> Act:
    """A holder names an organizer as temporary lead."""
    stage = scene.stage
    return lambda: scene.do(by, lambda case, me: access.stand_in(case, me, stage.seat(whom), stage.source.now()))


def item(scene: Scene, by: str, name: ItemName, **fields: object) -> Act:
    """Somebody records an item."""
    return lambda: scene.do(by, lambda case, me: record.item(case, me, name, "recorded", fields))


def empty(scene: Scene, by: str, name: ItemName, state: Literal["not known", "declined"]) -> Act:
    """Somebody records that an item is not known, or that the reporter declined to say."""
    return lambda: scene.do(by, lambda case, me: record.item(case, me, name, state, {}))


def person(scene: Scene, by: str, part: Literal["reported person", "affected person", "witness"], **facts: str) -> Act:
    """Somebody records a person."""

    def act() -> None:
        source = scene.stage.source
        known = Person(id=source.id(), code=codename.draw_person(source.choose), part=part, **facts)  # type: ignore[arg-type]
        scene.do(by, lambda case, me: record.person(case, me, known))

    return act


def note(scene: Scene, by: str, text: str) -> Act:
    """Somebody writes a note."""
    return lambda: scene.do(by, lambda case, me: record.note(case, me, text))


def label(scene: Scene, by: str, gloss: str, what: str, status: Literal["open", "waiting"] | None = None) -> Act:
    """Somebody says in a word what it is about."""
    return lambda: scene.do(by, lambda case, me: record.label(case, me, gloss=gloss, what=what, status=status))


def lead(scene: Scene, by: str, whom: str) -> Act:
    """Somebody gives the lead for the case to a holder."""
    return lambda: scene.do(by, lambda case, me: record.assign(case, me, scene.stage.seat(whom)))


def sent(scene: Scene, by: str, kind: MessageKind) -> Act:
    """Somebody records that a message was sent; one about the outcome says all three things."""
    ticks = MESSAGE_TICKS if kind == "outcome" else frozenset[str]()
    now = scene.stage.source.now
    return lambda: scene.do(by, lambda case, me: message.sent(case, me, kind, now(), ticks=ticks))


def determine(scene: Scene, by: str, outcome: Outcome, text: str = "") -> Act:
    """Somebody records what the team decided."""
    return lambda: scene.do(by, lambda case, me: decision.determine(case, me, outcome, text))


def close(scene: Scene, by: str, text: str = "") -> Act:
    """Somebody closes the case."""
    return lambda: scene.do(by, lambda case, me: decision.close(case, me, text))


def reopen(scene: Scene, by: str, text: str) -> Act:
    """Somebody opens it again."""
    return lambda: scene.do(by, lambda case, me: decision.reopen(case, me, text))
