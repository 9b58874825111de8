"""Invented cases of ten short entries, the same ones at every run: what a vault is measured with."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from coctui.models.access_events import Opened
from coctui.models.content_events import Assigned, ItemRecorded, Labelled, NoteWritten, Received
from coctui.models.event import Body
from coctui.models.items import Circumstances, Description, Ongoing, Others, When, Where

BEGAN = datetime(2026, 3, 1, 9, tzinfo=UTC)
COLOURS = ("amber", "birch", "cobalt", "dune", "ember", "fern", "grey", "hazel", "indigo", "jade")
BIRDS = ("wren", "heron", "plover", "siskin", "dunnock", "avocet", "linnet", "curlew", "martin", "swift")
SENTENCES = (
    "Somebody wrote it in the lobby channel after the second talk.",
    "It was said twice, the second time louder.",
    "Brisa was there and heard it too.",
    "I asked them to stop and they laughed.",
    "The moderators took the message away after ten minutes.",
    "I have a picture of the chat and can send it.",
    "It is not the first time this week.",
    "Nobody has to answer today, but I would like to know what happens next.",
    "We spoke by voice; they are well and want to stay for the last day.",
    "The speaker said that it was meant as a joke, and did not take it back.",
)
SHORTEST, LONGEST = 100, 400
"""Bytes of text in an entry that has words; three of ten entries are a choice of a few words."""


def ten_entries(number: int, seat: str) -> list[Body]:
    """What a case says: opened, and ten entries after that; `number` tells cases apart, `seat` is its lead."""
    draw = random.Random(number)  # invented cases, the same at every run
    return [
        Opened(code=f"{draw.choice(COLOURS)}-{draw.choice(BIRDS)}", third=draw.choice(BIRDS)),
        Received(
            channel="mail",
            received=BEGAN + timedelta(minutes=7 * number),
            sender="somebody@example.org",
            subject="In the lobby channel",
            text=words(draw),
        ),
        ItemRecorded(state="recorded", value=Description(item="description", account=words(draw))),
        ItemRecorded(state="recorded", value=When(item="when", text="yesterday, about ten in the evening")),
        ItemRecorded(state="recorded", value=Where(item="where", kind="chat", place="#lobby")),
        ItemRecorded(state="recorded", value=Ongoing(item="ongoing", answer="no")),
        ItemRecorded(state="recorded", value=Circumstances(item="circumstances", text=words(draw))),
        ItemRecorded(state="recorded", value=Others(item="others", text=words(draw))),
        Labelled(gloss="messages in the lobby", what="remarks"),
        Assigned(seat=seat),
        note(number),
    ]


def note(number: int) -> NoteWritten:
    """A note of a few sentences."""
    return NoteWritten(text=words(random.Random(-number)))  # the same


def words(draw: random.Random) -> str:
    """Sentences of 100 to 400 bytes together, all lengths alike."""
    length = draw.randint(SHORTEST, LONGEST)
    return " ".join(_sentences(draw, length))[:length].rstrip()


def _sentences(draw: random.Random, length: int) -> Iterator[str]:
    while length > 0:
        sentence = draw.choice(SENTENCES)
        length -= len(sentence) + 1
        yield sentence


def content(number: int, size: int = 100_000) -> bytes:
    """An attachment's bytes: like pictures they cannot be made shorter."""
    return random.Random(number).randbytes(size)  # the same
