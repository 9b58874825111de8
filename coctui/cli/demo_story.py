"""What happens in the demo: eight cases that show each state once, and as many more as somebody asks for.

Everybody here is invented. As Noor: one case overdue, one going on, one to acknowledge, one to answer a card for, one decided, one
closed, one that she stepped aside from, and one that she is excluded from and cannot tell of.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Literal

from coctui.casework import access, codename, decision, message, opening, record
from coctui.cli.call import settled
from coctui.cli.demo_team import Scene, Stage, Step
from coctui.intake.mail import from_bytes
from coctui.models.draft import IntakeForm
from coctui.models.event import Body

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
Doors = dict[str, Sequence[str]]


def stories(stage: Stage, cases: int) -> Iterator[Iterator[Step]]:
    """The first `cases` stories."""
    for number in range(cases):
        yield (_STORIES[number] if number < len(_STORIES) else _later)(stage)


def _open(scene: Scene, by: str, form: IntakeForm, what: str = "", **doors: Sequence[str]) -> None:
    """Somebody takes a report down."""
    stage, source = scene.stage, scene.stage.source
    vault = stage.at(by)
    made = opening.open_from_form(
        form, policy=vault.team.policy, code_name=codename.draw(source.choose), ids=source.id, choose=source.choose,
        now=source.now(), doors=_doors(stage, by, doors),
    )  # fmt: skip
    scene.room = vault.open_case(made.acts, made.files)
    if what:
        scene.do(by, lambda case, me: record.label(case, me, what=what))


def _mail(scene: Scene, by: str, sender: str, subject: str, text: str, **doors: Sequence[str]) -> None:
    """A mail comes in, and somebody imports it."""
    stage, source = scene.stage, scene.stage.source
    vault = stage.at(by)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "conduct@example.org", subject
    mail["Date"] = format_datetime(source.now() - 4 * MINUTE)
    mail["Received"] = f"from mx.example.org by mail.example.org; {format_datetime(source.now() - 3 * MINUTE)}"
    mail.set_content(text)
    draft = from_bytes(mail.as_bytes(), "demo.eml", source.now())
    made = opening.open_from_draft(
        draft, policy=vault.team.policy, code_name=codename.draw(source.choose), ids=source.id, now=source.now(),
        doors=_doors(stage, by, doors),
    )  # fmt: skip
    scene.room = vault.open_case(made.acts, made.files)


def _doors(stage: Stage, by: str, doors: Doors) -> tuple[Body, ...]:
    seats = {answer: [stage.seat(name) for name in names] for answer, names in doors.items()}
    return settled(access.first_acts(stage.at(by).team, stage.seat(by), **seats))


def _item(scene: Scene, by: str, name: str, **fields: object) -> Callable[[], None]:
    return lambda: scene.do(by, lambda case, me: record.item(case, me, name, "recorded", fields))  # type: ignore[arg-type]  # names of items


def _note(scene: Scene, by: str, text: str) -> Callable[[], None]:
    return lambda: scene.do(by, lambda case, me: record.note(case, me, text))


def _label(
    scene: Scene, by: str, gloss: str, what: str, status: Literal["open", "waiting"] | None = None
) -> Callable[[], None]:
    return lambda: scene.do(by, lambda case, me: record.label(case, me, gloss=gloss, what=what, status=status))


def _lead(scene: Scene, by: str, whom: str) -> Callable[[], None]:
    return lambda: scene.do(by, lambda case, me: record.assign(case, me, scene.stage.seat(whom)))


def _sent(scene: Scene, by: str, kind: Literal["acknowledgement", "outcome", "question"]) -> Callable[[], None]:
    ticks = frozenset(message.TICKS) if kind == "outcome" else frozenset[str]()
    now = scene.stage.source.now
    return lambda: scene.do(by, lambda case, me: message.sent(case, me, kind, now(), ticks=ticks))


def _overdue(stage: Stage) -> Iterator[Step]:
    scene, start = Scene(stage), 7 * DAY + 2 * HOUR
    form = IntakeForm(
        channel="chat", text="I had asked for no more messages. Four more came that evening.", own_words=True,
        reporter_contact="by chat, evenings", when="28 Nov, about 11:40", where="a private chat", place_kind="chat",
        reported=("goes by moss_and_more, writes long lines",), gloss="the chat messages",
    )  # fmt: skip
    return scene.steps(
        (
            start,
            lambda: _open(
                scene, "Ilse", form, "contact", ask=("Noor", "Oksana", "Paz", "Tamsin"), exclude=("Wanjiru",)
            ),
        ),
        (start - 20 * MINUTE, lambda: scene.say("Noor", clear=True, by="Ilse")),
        (start - 41 * MINUTE, _sent(scene, "Ilse", "acknowledgement")),
        (start - 2 * HOUR, lambda: scene.say("Oksana", clear=True, by="Noor")),
        (start - 3 * HOUR, _item(scene, "Ilse", "contact", safety=True, concern="fears retaliation")),
        (
            start - 4 * HOUR,
            lambda: scene.do("Ilse", lambda case, me: record.item(case, me, "ongoing", "not known", {})),
        ),
        (
            start - 5 * HOUR,
            lambda: scene.do("Ilse", lambda case, me: record.item(case, me, "circumstances", "declined", {})),
        ),
        (
            start - DAY,
            _note(scene, "Ilse", "Three screenshots kept, originals as sent. They are well, and wish not to be named."),
        ),
        (start - 2 * DAY, _lead(scene, "Noor", "Ilse")),
    )


def _ongoing(stage: Stage) -> Iterator[Step]:
    scene = Scene(stage)
    form = IntakeForm(
        channel="call", text="Somebody keeps talking over everybody and will not leave the table.", where="the lounge, second table",
        place_kind="video room", ongoing="yes", gloss="the table",
    )  # fmt: skip
    return scene.steps((3 * MINUTE, lambda: _open(scene, "Noor", form)))


def _fresh(stage: Stage) -> Iterator[Step]:
    scene = Scene(stage)
    text = "A picture of me was posted without asking, with a remark under it. I would like it gone.\n"
    return scene.steps(
        (
            50 * MINUTE,
            lambda: _mail(scene, "Noor", "Sunniva <sunniva@example.org>", "a picture", text, ask=("Oksana", "Tamsin")),
        ),
        (40 * MINUTE, lambda: scene.say("Oksana", clear=True, by="Noor")),
        (30 * MINUTE, _item(scene, "Oksana", "where", kind="social", public="public")),
        (29 * MINUTE, _label(scene, "Oksana", "a picture", "photo")),
        (28 * MINUTE, _lead(scene, "Noor", "Oksana")),
    )


def _asked(stage: Stage) -> Iterator[Step]:
    scene = Scene(stage)
    form = IntakeForm(
        channel="in person", text="A remark about an accent, twice, in front of others.", ongoing="no",
        reported=("a speaker of the second day",), gloss="the remark",
    )  # fmt: skip
    return scene.steps((4 * HOUR, lambda: _open(scene, "Ilse", form, "remark", ask=("Noor", "Oksana", "Tamsin"))))


def _decided(stage: Stage) -> Iterator[Step]:
    scene, start = Scene(stage), 3 * DAY + 5 * HOUR
    form = IntakeForm(
        channel="form", text="Three jokes about one country in one talk; people left.", where="a talk", place_kind="talk",
        when="in the afternoon", ongoing="no", reported=("who gave the talk",), gloss="the jokes",
    )  # fmt: skip
    text = "A talk with the speaker, and the slides are changed before they are published."
    return scene.steps(
        (start, lambda: _open(scene, "Noor", form, "jokes", ask=("Ilse", "Tamsin"), exclude=("Paz",))),
        (start - 30 * MINUTE, lambda: scene.say("Ilse", clear=True, by="Noor")),
        (start - HOUR, lambda: scene.say("Tamsin", clear=True, by="Noor")),
        (start - 70 * MINUTE, _sent(scene, "Noor", "acknowledgement")),
        (start - DAY, lambda: scene.do("Tamsin", lambda case, me: decision.determine(case, me, "violation", text))),
        (start - DAY - HOUR, _lead(scene, "Tamsin", "Noor")),
    )


def _closed(stage: Stage) -> Iterator[Step]:
    scene, start = Scene(stage), 9 * DAY
    text = "Somebody keeps writing to me about an invoice. I do not know whether this is for you.\n"
    return scene.steps(
        (start, lambda: _mail(scene, "Noor", "Lovis <lovis@example.org>", "an invoice", text, ask=("Paz", "Oksana"))),
        (start - 25 * MINUTE, _sent(scene, "Noor", "acknowledgement")),
        (start - HOUR, lambda: scene.say("Paz", clear=True, by="Noor")),
        (start - 2 * HOUR, _label(scene, "Paz", "the invoice", "service")),
        (start - 3 * HOUR, lambda: scene.do("Paz", lambda case, me: decision.determine(case, me, "service matter"))),
        (start - 4 * HOUR, _sent(scene, "Paz", "outcome")),
        (
            start - DAY,
            lambda: scene.do("Noor", lambda case, me: decision.close(case, me, "Passed on to the helpdesk.")),
        ),
    )


def _stepped_aside(stage: Stage) -> Iterator[Step]:
    scene, start = Scene(stage), 2 * DAY
    form = IntakeForm(
        channel="chat", text="Somebody keeps replying to all my posts.", place_kind="social", gloss="the replies"
    )
    return scene.steps(
        (start, lambda: _open(scene, "Noor", form, "contact", ask=("Ilse", "Oksana", "Wanjiru"))),
        (start - 10 * MINUTE, _sent(scene, "Noor", "acknowledgement")),
        (start - HOUR, lambda: scene.say("Ilse", clear=True, by="Noor")),
        (start - 2 * HOUR, lambda: scene.say("Wanjiru", clear=False, by="Noor")),
        (start - DAY, lambda: scene.do("Noor", lambda case, me: access.recuse(case, me, stage.source.now()))),
        (start - DAY - MINUTE, lambda: stage.at("Ilse").work(1.0)),
        (start - DAY - HOUR, _label(scene, "Ilse", "the replies", "contact", "waiting")),
    )


def _excluded(stage: Stage) -> Iterator[Step]:
    scene, start = Scene(stage), 1 * DAY
    form = IntakeForm(
        channel="in person", text="Told in confidence, in the corridor.", ongoing="no", gloss="a talk with us"
    )
    return scene.steps(
        (start, lambda: _open(scene, "Tamsin", form, "other", ask=("Ilse",), exclude=("Noor",))),
        (start - HOUR, lambda: scene.say("Ilse", clear=True, by="Tamsin")),
        (start - 90 * MINUTE, _sent(scene, "Tamsin", "acknowledgement")),
    )


_STORIES = (_overdue, _ongoing, _fresh, _asked, _decided, _closed, _stepped_aside, _excluded)
_MORE = (
    ("The same person asked for my number again after I had said no.", "the number", "contact", "in person"),
    ("A slide showed a picture that had no place there.", "the slides", "photo", "talk"),
    ("There was no way to take part without a microphone.", "the microphone", "access", "video room"),
    ("Somebody wrote insults under a review of my code.", "the review", "insults", "repository"),
    ("Advertising in every channel, by one account.", "the adverts", "spam", "chat"),
)


def _later(stage: Stage) -> Iterator[Step]:
    """One more case, drawn from a few; some are acknowledged, decided and closed by now."""
    scene, source = Scene(stage), stage.source
    text, gloss, what, place = source.choose(_MORE)
    start = source.choose([hours * HOUR for hours in range(3, 240)])
    form = IntakeForm(channel="mail", text=text, place_kind=place, gloss=gloss, ongoing="no")
    steps: list[tuple[timedelta, Callable[[], object]]] = [
        (start, lambda: _open(scene, "Noor", form, what, ask=[source.choose(["Ilse", "Oksana", "Tamsin"])])),
        (start - HOUR, _sent(scene, "Noor", "acknowledgement")),
    ]
    if start > 4 * DAY:
        steps += [
            (start - DAY, lambda: scene.do("Noor", lambda case, me: decision.determine(case, me, "no action"))),
            (start - DAY - HOUR, _sent(scene, "Noor", "outcome")),
            (start - DAY - 2 * HOUR, lambda: scene.do("Noor", decision.close)),
        ]
    return scene.steps(*steps)
