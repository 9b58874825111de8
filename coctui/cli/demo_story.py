"""What happens in the demo: sixteen cases that show every state, and as many more as somebody asks for.

Everybody here is invented. As Noor: overdue, going on, to acknowledge, asked, decided, closed, stepped aside from, waiting, opened
again, let in by voice, told in hard letters. And one that she is excluded from and cannot tell of, besides those of other seats
(`demo_seats.py`).
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

from coctui.cli.demo_acts import (
    DAY,
    HOUR,
    MINUTE,
    Act,
    admit,
    aside,
    clear,
    close,
    determine,
    empty,
    item,
    label,
    lead,
    leave,
    mail,
    note,
    person,
    reopen,
    sent,
    take,
)  # fmt: skip
from coctui.cli.demo_team import Scene, Stage, Step
from coctui.models.draft import IntakeForm


def stories(stage: Stage, cases: int) -> Iterator[Iterator[Step]]:
    """The first `cases` stories."""
    from coctui.cli.demo_seats import ELSEWHERE

    told = (*STORIES, *ELSEWHERE)
    for number in range(cases):
        yield (told[number] if number < len(told) else _later)(stage)


def _overdue(stage: Stage) -> Iterator[Step]:
    scene, start = Scene(stage), 7 * DAY + 2 * HOUR
    form = IntakeForm(
        channel="chat", text="I had asked for no more messages. Four more came that evening.", own_words=True,
        reporter_contact="by chat, evenings", when="28 Nov, about 11:40", where="a private chat", place_kind="chat",
        reported=("goes by moss_and_more, writes long lines",), gloss="the chat messages",
    )  # fmt: skip
    kept = "Three screenshots kept, originals as sent. They are well, and wish not to be named."
    return scene.steps(
        (start, take(scene, "Ilse", form, "contact", ask=("Noor", "Oksana", "Paz", "Tamsin"), exclude=("Wanjiru",))),
        (start - 20 * MINUTE, clear(scene, "Noor", by="Ilse")),
        (start - 41 * MINUTE, sent(scene, "Ilse", "acknowledgement")),
        (start - 2 * HOUR, clear(scene, "Oksana", by="Noor")),
        (start - 3 * HOUR, item(scene, "Ilse", "contact", safety=True, concern="fears retaliation")),
        (start - 4 * HOUR, empty(scene, "Ilse", "ongoing", "not known")),
        (start - 5 * HOUR, empty(scene, "Ilse", "circumstances", "declined")),
        (start - DAY, note(scene, "Ilse", kept)),
        (
            start - DAY - MINUTE,
            person(scene, "Ilse", "reported person", clothing="a green scarf", voice="speaks softly"),
        ),
        (start - 2 * DAY, lead(scene, "Noor", "Ilse")),
    )


def _ongoing(stage: Stage) -> Iterator[Step]:
    scene = Scene(stage)
    form = IntakeForm(
        channel="call", text="Somebody keeps talking over everybody and will not leave the table.", where="the lounge, second table",
        place_kind="video room", ongoing="yes", gloss="the table",
    )  # fmt: skip
    return scene.steps((3 * MINUTE, take(scene, "Noor", form)))


def _fresh(stage: Stage) -> Iterator[Step]:
    scene = Scene(stage)
    text = "A picture of me was posted without asking, with a remark under it. I would like it gone.\n"
    sender = "Sunniva <sunniva@example.org>"
    return scene.steps(
        (50 * MINUTE, mail(scene, "Noor", sender, "a picture", text, picture="post.gif", ask=("Oksana", "Tamsin"))),
        (40 * MINUTE, clear(scene, "Oksana", by="Noor")),
        (30 * MINUTE, item(scene, "Oksana", "where", kind="social", public="public")),
        (29 * MINUTE, label(scene, "Oksana", "a picture", "photo")),
        (28 * MINUTE, lead(scene, "Noor", "Oksana")),
    )


def _asked(stage: Stage) -> Iterator[Step]:
    scene = Scene(stage)
    form = IntakeForm(
        channel="in person", text="A remark about an accent, twice, in front of others.", ongoing="no",
        reported=("a speaker of the second day",), gloss="the remark",
    )  # fmt: skip
    return scene.steps((4 * HOUR, take(scene, "Ilse", form, "remark", ask=("Noor", "Oksana", "Tamsin"))))


def _decided(stage: Stage) -> Iterator[Step]:
    scene, start = Scene(stage), 3 * DAY + 5 * HOUR
    form = IntakeForm(
        channel="form", text="Three jokes about one country in one talk; people left.", where="a talk", place_kind="talk",
        when="in the afternoon", ongoing="no", reported=("who gave the talk",), gloss="the jokes",
    )  # fmt: skip
    text = "A talk with the speaker, and the slides are changed before they are published."
    return scene.steps(
        (start, take(scene, "Noor", form, "jokes", ask=("Ilse", "Tamsin"), exclude=("Paz",))),
        (start - 30 * MINUTE, clear(scene, "Ilse", by="Noor")),
        (start - HOUR, clear(scene, "Tamsin", by="Noor")),
        (start - 70 * MINUTE, sent(scene, "Noor", "acknowledgement")),
        (start - DAY, determine(scene, "Tamsin", "violation", text)),
        (start - DAY - HOUR, lead(scene, "Tamsin", "Noor")),
    )


def _closed(stage: Stage) -> Iterator[Step]:
    scene, start = Scene(stage), 9 * DAY
    text = "Somebody keeps writing to me about an invoice. I do not know whether this is for you.\n"
    return scene.steps(
        (start, mail(scene, "Noor", "Lovis <lovis@example.org>", "an invoice", text, ask=("Paz", "Oksana"))),
        (start - 25 * MINUTE, sent(scene, "Noor", "acknowledgement")),
        (start - HOUR, clear(scene, "Paz", by="Noor")),
        (start - 2 * HOUR, label(scene, "Paz", "the invoice", "service")),
        (start - 3 * HOUR, determine(scene, "Paz", "service matter")),
        (start - 4 * HOUR, sent(scene, "Paz", "outcome")),
        (start - DAY, close(scene, "Noor", "Passed on to the helpdesk.")),
    )


def _stepped_aside(stage: Stage) -> Iterator[Step]:
    scene, start = Scene(stage), 2 * DAY
    form = IntakeForm(
        channel="chat", text="Somebody keeps replying to all my posts.", place_kind="social", gloss="the replies"
    )
    return scene.steps(
        (start, take(scene, "Noor", form, "contact", ask=("Ilse", "Oksana", "Wanjiru"))),
        (start - 10 * MINUTE, sent(scene, "Noor", "acknowledgement")),
        (start - HOUR, clear(scene, "Ilse", by="Noor")),
        (start - 2 * HOUR, aside(scene, "Wanjiru", by="Noor")),
        (start - DAY, leave(scene, "Noor")),
        (start - DAY - HOUR, label(scene, "Ilse", "the replies", "contact", "waiting")),
    )


def _excluded(stage: Stage) -> Iterator[Step]:
    scene, start = Scene(stage), 1 * DAY
    form = IntakeForm(
        channel="in person", text="Told in confidence, in the corridor.", ongoing="no", gloss="a talk with us"
    )
    return scene.steps(
        (start, take(scene, "Tamsin", form, "other", ask=("Ilse",), exclude=("Noor",))),
        (start - HOUR, clear(scene, "Ilse", by="Tamsin")),
        (start - 90 * MINUTE, sent(scene, "Tamsin", "acknowledgement")),
    )


def _waiting(stage: Stage) -> Iterator[Step]:
    scene, start = Scene(stage), 4 * DAY
    text = "It was in the channel for beginners, under my introduction. I did not keep the name.\n"
    return scene.steps(
        (
            start,
            mail(scene, "Oksana", "Merle <merle@example.org>", "under my introduction", text, ask=("Noor", "Ilse")),
        ),
        (start - 35 * MINUTE, sent(scene, "Oksana", "acknowledgement")),
        (start - HOUR, clear(scene, "Noor", by="Oksana")),
        (start - 2 * HOUR, label(scene, "Noor", "the introduction", "remark")),
        (
            start - 3 * HOUR,
            item(scene, "Noor", "where", kind="chat", place="the channel for beginners", public="public"),
        ),
        (start - DAY, sent(scene, "Oksana", "question")),
        (start - DAY - MINUTE, label(scene, "Oksana", "the introduction", "remark", "waiting")),
    )


def _reopened(stage: Stage) -> Iterator[Step]:
    scene, start = Scene(stage), 8 * DAY
    form = IntakeForm(
        channel="mail", text="The same account as last year writes under every post of mine.", place_kind="social", ongoing="no",
        reporter_contact="by mail, at any time", gloss="under every post",
    )  # fmt: skip
    return scene.steps(
        (start, take(scene, "Noor", form, "contact", ask=("Tamsin",))),
        (start - HOUR, sent(scene, "Noor", "acknowledgement")),
        (start - 2 * HOUR, clear(scene, "Tamsin", by="Noor")),
        (start - DAY, determine(scene, "Tamsin", "person not identifiable")),
        (start - DAY - HOUR, sent(scene, "Noor", "outcome")),
        (start - 2 * DAY, close(scene, "Noor")),
        (start - 7 * DAY, reopen(scene, "Tamsin", "They wrote again, with a name this time.")),
    )


def _told_by_voice(stage: Stage) -> Iterator[Step]:
    scene, start = Scene(stage), 5 * HOUR
    form = IntakeForm(
        channel="in person", text="Told at the registration desk; they would like to talk to somebody tonight.", ongoing="no",
        reported=("somebody at the desk",), gloss="the desk",
    )  # fmt: skip
    return scene.steps(
        (start, take(scene, "Tamsin", form, "other", ask=("Oksana",))),
        (start - HOUR, sent(scene, "Tamsin", "acknowledgement")),
        (start - 4 * HOUR, admit(scene, "Tamsin", "Noor")),
    )


def _hard_letters(stage: Stage) -> Iterator[Step]:
    """What arrives from outside may hold anything; the screen shows it as what it is."""
    scene, start = Scene(stage), 6 * DAY
    text = (
        "Dear team, [b]please[/b] look: \x1b]0;not a title\x07 \x1b[31mnot red\x1b[0m and \u202eesrever\u202c.\n"
        "Ich möchte nur, dass es aufhört. お願いします。\n"
    )
    return scene.steps(
        (start, mail(scene, "Ilse", "\u202e\x1b[2J <odd@example.org>", "[/] \x1b[5m", text, ask=("Noor",))),
        (start - 30 * MINUTE, clear(scene, "Noor", by="Ilse")),
        (start - 40 * MINUTE, sent(scene, "Ilse", "acknowledgement")),
        (start - 2 * HOUR, label(scene, "Noor", "a mail", "contact")),
        (start - DAY, determine(scene, "Ilse", "not a violation", "It was a test of our mailbox.")),
        (start - 2 * DAY, sent(scene, "Ilse", "not a violation")),
        (start - 3 * DAY, close(scene, "Noor")),
    )


STORIES: tuple[Callable[[Stage], Iterator[Step]], ...] = (
    _overdue, _ongoing, _fresh, _asked, _decided, _closed, _stepped_aside, _excluded, _waiting, _reopened, _told_by_voice, _hard_letters,
)  # fmt: skip
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
    steps: list[tuple[timedelta, Act]] = [
        (start, take(scene, "Noor", form, what, ask=[source.choose(["Ilse", "Oksana", "Tamsin"])])),
        (start - HOUR, sent(scene, "Noor", "acknowledgement")),
    ]
    if start > 4 * DAY:
        steps += [
            (start - DAY, determine(scene, "Noor", "no action")),
            (start - DAY - HOUR, sent(scene, "Noor", "outcome")),
            (start - DAY - 2 * HOUR, close(scene, "Noor")),
        ]
    return scene.steps(*steps)
