"""The card's facts: what an asked member may know, in no more room than a card has."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coctui.models.access_events import Asked, Opened
from coctui.models.content_events import ItemRecorded, PersonChanged, Received
from coctui.models.facts import ROOM_FOR_REPORTED, facts_of
from coctui.models.items import Ongoing, Person, Reported
from coctui.models.statement import Card, CardFacts
from tests.bodies import models
from tests.histories import SALT, START, History, case_of_three, id_of, team_of_six

CARD = 1024
"""Bytes to which every card is padded, one of them the mark of its end (VAULT.md 1)."""


def sealed_size(facts: CardFacts) -> int:
    """Bytes of a signed card with these facts, as the vault seals it."""
    card = Card(
        vault="f" * 32, room="f" * 32, number=2**62 - 1, facts=facts, salt="f" * 32, by="f" * 32, answer="f" * 64,
        signature="f" * 128,
    )  # fmt: skip
    return len(card.model_dump_json(exclude_defaults=True).encode())


# Characters that grow in JSON or in UTF-8, and ordinary ones.
NASTY = st.text(st.sampled_from('"\\\x01\x7fäあ🐦 \n\u2028ab'), max_size=500) | st.text(
    st.characters(codec="utf-8"), max_size=300
)


@given(
    code=NASTY,
    third=NASTY,
    text=NASTY,
    persons=st.lists(st.tuples(NASTY, NASTY, st.dictionaries(NASTY, NASTY, max_size=3)), max_size=5),
)
def test_a_card_always_fits(code: str, third: str, text: str, persons: list[tuple[str, str, dict[str, str]]]) -> None:
    """Whatever was recorded, or forged: sealing the card never fails, and so nobody can stop a question going out."""
    history = team_of_six()
    history.write("Ilse", Opened(code=code, third=third))
    history.write("Ilse", Received(channel="mail", received=START))
    history.write("Ilse", ItemRecorded(state="recorded", value=Ongoing(item="ongoing", answer="unknown")))
    history.write("Ilse", ItemRecorded(state="recorded", value=Reported(item="reported", text=text)))
    for number, (name, company, handles) in enumerate(persons):
        known = Person(
            id=id_of(number), code="Quartz", part="reported person", name=name, company=company, handles=handles
        )
        history.write("Ilse", PersonChanged(person=known))
    facts = facts_of(history.case)
    assert sealed_size(facts) < CARD
    assert all(facts.reported)


@pytest.mark.parametrize("character", ["a", '"', "\x01", "あ", "🐦"])
def test_the_largest_card_fits(character: str) -> None:
    """Every text as long as it may be, of characters that take one to six bytes, in many lines and in one."""
    history = team_of_six()
    history.write("Ilse", Opened(code=character * 1000, third=character * 1000))
    history.write("Ilse", Received(channel="mail", received=START))
    history.write("Ilse", ItemRecorded(state="recorded", value=Ongoing(item="ongoing", answer="unknown")))
    for number in range(60):
        known = Person(
            id=id_of(number), code="Quartz", part="reported person", name=character * (1 if number < 59 else 1000)
        )
        history.write("Ilse", PersonChanged(person=known))
        assert sealed_size(facts_of(history.case)) < CARD


def test_four_megabytes_of_text_fit_too() -> None:
    """The longest text that an item may hold is cut, not carried."""
    history = case_of_three()
    history.write("Ilse", ItemRecorded(state="recorded", value=Reported(item="reported", text="a" * 4_000_000)))
    facts = facts_of(history.case)
    assert len(facts.reported[0]) == ROOM_FOR_REPORTED - 2
    assert sealed_size(facts) < CARD


def test_a_card_names_who_is_reported_and_nobody_else() -> None:
    """By name, handle, employer or looks; as the code name where nothing is known; what was said in words last."""
    history = case_of_three()
    people: list[dict[str, Any]] = [
        {"part": "reported person", "name": "Mara", "handles": {"the chat": "mara_x"}, "company": "Pebble Ltd"},
        {"part": "reported person", "code": "Talc"},
        {"part": "witness", "name": "Wren"},
        {"part": "reporter", "name": "Mirela"},
    ]
    for number, person in enumerate(people):
        history.write("Ilse", PersonChanged(person=Person(**{"id": id_of(number), "code": "Quartz", **person})))
    history.write(
        "Ilse", ItemRecorded(state="recorded", value=Reported(item="reported", text="somebody in  a\nred coat"))
    )
    expected = ("Mara · mara_x on the chat · Pebble Ltd", "person Talc", "somebody in a red coat")
    assert facts_of(history.case).reported == expected
    history.write(
        "Ilse", ItemRecorded(state="declined", value=Reported(item="reported", text="somebody in  a\nred coat"))
    )
    assert facts_of(history.case).reported == expected[:2]


def test_the_day_is_that_of_the_first_receipt_in_utc() -> None:
    """A mail stamped shortly after midnight further east was received the day before."""
    history = case_of_three()
    assert facts_of(history.case).day == ""
    east = timezone(timedelta(hours=9))
    history.write("Ilse", Received(channel="mail", received=datetime(2026, 12, 6, 1, 0, tzinfo=east)))
    history.write("Ilse", Received(channel="mail", received=datetime(2026, 12, 9, 1, 0, tzinfo=UTC)))
    assert facts_of(history.case).day == "2026-12-05"


def asked() -> History:
    """A case in which it is said whether it goes on."""
    history = case_of_three()
    history.write("Ilse", ItemRecorded(state="recorded", value=Ongoing(item="ongoing", answer="yes")))
    return history


def test_whether_it_goes_on_is_shown_and_asks_nobody_anew() -> None:
    """The digest is about who is reported and when, not about what changes by the minute."""
    history = asked()
    before = facts_of(history.case)
    history.write("Ilse", ItemRecorded(state="recorded", value=Ongoing(item="ongoing", answer="no")))
    after = facts_of(history.case)
    assert (before.ongoing, after.ongoing) == ("yes", "no")
    assert before.digest(SALT) == after.digest(SALT)


@given(facts=models(CardFacts), other=models(CardFacts))
def test_the_digest_tells_facts_apart(facts: CardFacts, other: CardFacts) -> None:
    """Equal for equal code name, day and people, however they are split; different otherwise."""
    same = (facts.code, facts.day, facts.reported) == (other.code, other.day, other.reported)
    assert (facts.digest(SALT) == other.digest(SALT)) == same
    assert facts.model_copy(update={"ongoing": "no", "third": "x"}).digest(SALT) == facts.digest(SALT)
    assert facts.model_copy(update={"reported": (*facts.reported, "")}).digest(SALT) != facts.digest(SALT)


def test_without_its_salt_a_digest_says_nothing_of_the_facts() -> None:
    """The same facts have another digest under another salt: a name that was struck cannot be tried out."""
    facts = CardFacts(code="copper-birch", day="2026-12-05", reported=("Sunniva",))
    assert facts.digest(SALT) != facts.digest("a5" * 16)


def test_a_new_name_asks_anew() -> None:
    """An answer about other people does not count for these."""
    history = asked()
    history.write("Ilse", Asked(seat=id_of("Noor")))
    before = facts_of(history.case).digest(SALT)
    history.write("Ilse", PersonChanged(person=Person(id=id_of(1), code="Quartz", part="reported person", name="Mara")))
    assert facts_of(history.case).digest(SALT) != before
