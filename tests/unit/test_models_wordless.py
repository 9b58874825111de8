"""What outlives an expunged entry: no word of anybody, and the same figures."""

from datetime import timedelta
from typing import Any

import pytest

from coctui.models import content_events as kinds
from coctui.models import promise_events as duties
from coctui.models.event import Body, encode
from coctui.models.expunge_events import Expunged, Gone, gone_digest
from coctui.models.items import Contact, Description, ItemValue, Ongoing, Where
from coctui.models.kinds import BODIES, decode
from coctui.models.wordless import COUNTED, SENDER, characters, left_of, payload_of, wordless
from tests.bodies import filled
from tests.team import START

CANARY = "canary"
CONTENT = [body for body in BODIES if body.lane == "content"]
LEAVE_NOTHING = {
    "person/1", "note/1", "attached/1", "assigned/1", "strike/1", "expunged/1", "handed-over/1", "taken-over/1",
    "taken-in/1", "stepped-back/1", "consent/1", "draft/1", "read/1", "strike-asked/1", "tied/1", "joined-cases/1",
    "assessment/1", "plan/1", "vote/1",
}  # fmt: skip
"""Kinds of which no figure is made. A new kind belongs here or into `wordless`, after some thought."""
ITEMS: list[ItemValue] = [
    Contact(item="contact", name=CANARY, channel=CANARY, address=CANARY, safety=True, concern=CANARY),
    Where(item="where", kind="talk", place=CANARY, platform=CANARY, link=CANARY, public="public"),
    Ongoing(item="ongoing", answer="yes"),
    Description(item="description", account=CANARY),
]


def whole(kind: type[Body]) -> list[Any]:
    """Bodies of a kind with a canary in every free text."""
    if kind is kinds.ItemRecorded:
        return [kinds.ItemRecorded(state="recorded", value=value) for value in ITEMS]
    return [filled(kind, lambda path: f"{CANARY} {path}")]


@pytest.mark.parametrize("kind", CONTENT, ids=lambda kind: kind.__name__)
def test_no_word_is_left(kind: type[Body]) -> None:
    """Of no kind; and twice is as once."""
    for body in whole(kind):
        left = wordless(body)
        if left is not None:
            assert CANARY not in left.model_dump_json()
            assert wordless(left) == left
            assert type(left) is type(body)


def test_every_kind_was_thought_of() -> None:
    """Either it is counted, or it is listed as leaving nothing."""
    all_kinds = {kind.model_fields["kind"].default for kind in CONTENT}
    assert all_kinds == set(COUNTED) | LEAVE_NOTHING
    assert not set(COUNTED) & LEAVE_NOTHING


@pytest.mark.parametrize(
    "body",
    [
        kinds.Received(channel="call", received=START, sender="a@example.org", text="words", acknowledge_hours=4),
        kinds.Labelled(what="jokes", category=None, gloss="a joke"),
        kinds.Labelled(category="swearing"),
        kinds.Determined(outcome="violation", text="words"),
        kinds.Closed(text="words"),
        kinds.MessageSent(message="status", text="words", next=START, when=START - timedelta(hours=1)),
        duties.Acted(id="ab" * 16, did=("muted",), when=START, text="words", place="words", until=START),
        kinds.ItemRecorded(state="recorded", value=Contact(item="contact", address="words", anonymous=True)),
    ],
    ids=lambda body: str(body.kind),
)
def test_what_is_left_comes_back(body: Body) -> None:
    """As it is written into an event and read again."""
    left = wordless(body)
    assert left is not None
    gone = Gone(link="0" * 64, after=(), at=START, struck=body.kind, left=payload_of(left))
    raw = encode(Expunged(why="request", gone=(gone,)), (), None, START)
    again, *_ = decode(raw, "content")
    assert isinstance(again, Expunged)
    assert left_of(again.gone[0]) == left
    assert b"words" not in raw.replace(b"wordless", b"")


@pytest.mark.parametrize(
    ("struck", "left"),
    [
        ("note/1", {"text": "words"}),
        ("closed/1", {"text": "words"}),
        ("determination/1", {"outcome": "violation", "text": "words"}),
        ("received/1", {"channel": "mail", "received": "2026-12-05T12:00:00Z", "sender": "a@example.org"}),
        ("status/1", {"gloss": "words"}),
        ("status/1", {"what": "words"}),
        ("item/1", {"state": "recorded", "value": {"item": "description", "account": "words"}}),
        ("item/1", {"state": "recorded", "value": {"item": "contact", "address": "words"}}),
        ("closed/1", {"kind": "note/1"}),
        ("closed/1", {"nothing": 1}),
        ("unheard-of/1", {}),
        ("opened/1", {"code": "words", "third": "words"}),
    ],
)
def test_what_claims_to_be_wordless_and_is_not(struck: str, left: dict[str, Any]) -> None:
    """An expunging is no way to carry words along: it then leaves nothing."""
    assert left_of(Gone(link="0" * 64, after=(), at=START, struck=struck, left=left)) is None


def test_whether_the_reporter_could_be_answered_is_kept() -> None:
    """One bit of the contact and of the sender, since promises follow from it."""
    known = wordless(kinds.Received(channel="mail", received=START, sender="a@example.org"))
    assert isinstance(known, kinds.Received)
    assert known.sender == SENDER
    for given, unreachable in (
        (Contact(item="contact", address="words", anonymous=True), False),
        (Contact(item="contact", anonymous=True), True),
        (Contact(item="contact"), False),
    ):
        left = wordless(kinds.ItemRecorded(state="recorded", value=given))
        assert isinstance(left, kinds.ItemRecorded)
        assert left.value == Contact(item="contact", anonymous=unreachable)


def test_characters_are_counted() -> None:
    """All texts, however deep; not the kind."""
    assert characters(kinds.NoteWritten(text="four")) == 4
    assert characters(kinds.ItemRecorded(state="recorded", value=Description(item="description", account="abc"))) == 22


def test_the_digest_is_of_a_set() -> None:
    """The order does not count; each entry, its place and its figures do."""
    one = Gone(link="1" * 64, after=(), at=START, struck="closed/1", left={})
    two = one.model_copy(update={"link": "2" * 64})
    assert gone_digest([one, two]) == gone_digest([two, one])
    others = [
        one.model_copy(update=change)
        for change in ({"after": ("3" * 64,)}, {"at": START + timedelta(seconds=1)}, {"left": None}, {"characters": 1})
    ]
    assert len({gone_digest(gone) for gone in ([one], [two], [one, two], [], *([other] for other in others))}) == 8
