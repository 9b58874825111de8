"""A report from a JSON file."""

import json
from datetime import UTC, datetime

import pytest

from coctui.intake.errors import IntakeError
from coctui.intake.form import LARGEST, from_json
from coctui.models.draft import IntakeForm

FULL = {
    "channel": "in person",
    "received": "2026-12-05T14:30:00+01:00",
    "text": "It was loud.",
    "own_words": True,
    "reporter_contact": "Oksana, at the desk",
    "when": "just now",
    "where": "hallway",
    "place_kind": "video room",
    "ongoing": "unknown",
    "reported": ["tall, red hat", "somebody else"],
    "circumstances": "c",
    "others": "Brisa saw it",
    "gloss": "the hallway",
    "read_back": True,
    "safety": True,
    "concern": "knows where I work",
    "consent": "yes",
    "hold": True,
    "wish": "an apology",
    "anonymous": True,
    "safe_times": "evenings",
    "zone": "Asia/Kathmandu",
    "public": "private",
    "affected": ["a friend of theirs"],
    "witnesses": ["a volunteer at the door"],
    "language": "de",
    "translated": True,
}


def test_a_full_form() -> None:
    """Every field arrives, times in UTC."""
    assert set(FULL) == set(IntakeForm.model_fields)
    form = from_json(json.dumps(FULL).encode())
    assert form.received == datetime(2026, 12, 5, 13, 30, tzinfo=UTC)
    assert form.reported == ("tall, red hat", "somebody else")
    assert form.model_dump(mode="json", exclude={"received"}) == {k: v for k, v in FULL.items() if k != "received"}


def test_only_the_text_must_be_there() -> None:
    """Nothing else is asked of a reporter; what is missing stays not asked."""
    form = from_json(b'\xef\xbb\xbf{"text": "It was loud."}')
    assert (form.channel, form.ongoing, form.received, form.reported) == ("other", None, None, ())


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not valid JSON"),
        (b"{", "not valid JSON"),
        (b'{"text": "\xff"}', "not valid JSON"),
        (b"[" * 100_000, "not valid JSON"),
        (b'["canary"]', "one JSON object"),
        (b"{}", "has no text"),
        (b'{"text": ""}', "has no text"),
        (b'{"text": 5}', "field text"),
        (b'{"text": "x", "where_was": "canary"}', "unknown field: where_was"),
        (b'{"text": "x", "a\\u001b[2J": "canary"}', "unknown field: a\ufffd[2J"),
        (b'{"text": "x", "received": "canary"}', "field received"),
        (b'{"text": "x", "received": "2026-12-05T14:30:00"}', "its zone"),
        (b'{"text": "x", "channel": "canary"}', "mail, chat, call"),
        (b'{"text": "x", "ongoing": "canary"}', "yes, no or unknown"),
        (b'{"text": "x", "reported": "canary"}', "a list"),
        (b'{"text": "x", "reported": [["canary"]]}', "a list"),
        (b'{"text": "x", "own_words": "canary"}', "true or false"),
        (b" " * (LARGEST + 1), "1 MiB"),
    ],
)
def test_what_is_wrong_is_said_without_values(data: bytes, says: str) -> None:
    """The field is named and what it should be, never what stands in it."""
    with pytest.raises(IntakeError) as caught:
        from_json(data)
    assert says in str(caught.value)
    assert "canary" not in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert caught.value.__cause__ is None
