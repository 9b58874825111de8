"""The debrief: figures add up, none is a figure, unknown is not none, and no word that anybody wrote gets into it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Literal, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coctui.models.category import CATEGORIES
from coctui.models.content_events import CONTENT_BODIES, Channel, Closed, ItemRecorded, MessageSent, Outcome, Received
from coctui.models.event import Body
from coctui.models.items import VALUES, Where
from coctui.models.promise import Kind
from coctui.models.promise_events import Acted
from coctui.models.roster import Member, Profile, Team
from coctui.models.shift import Shift
from coctui.reports.counting import PLACES, debrief
from coctui.reports.debrief import SCOPE, Debrief, Table
from coctui.reports.facts import ACTIONS, CaseFacts, Owed, Told, facts_of
from coctui.reports.markdown import as_markdown
from coctui.reports.public import for_public
from tests.bodies import bodies, filled
from tests.histories import START, case_of_three, keys_of
from tests.unit.casework_room import NOOR, Lanes

MOMENTS = st.integers(-400, 400).map(lambda hours: START + timedelta(hours=hours))
TEAM = Team(conference="PebbleConf", first_day="2026-12-04", last_day="2026-12-06", zone="Europe/Amsterdam")


@st.composite
def promised(draw: st.DrawFn) -> Owed:
    """A promise in any state."""
    state: Literal["open", "kept", "waived"] = draw(st.sampled_from(("open", "kept", "waived")))
    when = {"kept": (draw(MOMENTS), None), "waived": (None, draw(st.none() | MOMENTS)), "open": (None, None)}
    return Owed(draw(st.sampled_from(get_args(Kind))), draw(MOMENTS), state, *when[state])


@st.composite
def cases(draw: st.DrawFn) -> list[CaseFacts]:
    """Some cases, each with a code name of its own."""
    names = count(1)
    facts = st.builds(
        CaseFacts,
        code=st.builds(lambda: f"case-{next(names)}"),
        received=MOMENTS,
        reports=st.lists(st.builds(Told, st.sampled_from(get_args(Channel)), MOMENTS), max_size=3).map(tuple),
        category=st.sampled_from((None, *CATEGORIES[:4])),
        place=st.sampled_from((None, *PLACES)),
        outcome=st.sampled_from((None, *get_args(Outcome))),
        closed=st.booleans(),
        actions=st.sampled_from((ACTIONS[:2], ACTIONS[-2:-1], ACTIONS[-1:])),
        promises=st.lists(promised(), max_size=4).map(tuple),
        first_answer=st.none() | st.integers(0, 500).map(lambda minutes: timedelta(minutes=minutes)),
        stepped_aside=st.integers(0, 3),
        stand_ins=st.integers(0, 1),
        at_once=st.integers(0, 2),
        ends=st.just(()),
    )
    return draw(st.lists(facts, max_size=8))


def counts(table: Table) -> list[int]:
    """What its lines say, of one where nothing is held back."""
    found = [line.count for line in table.lines if line.count is not None]
    assert len(found) == len(table.lines)
    return found


@given(facts=cases())
def test_figures_add_up(facts: list[CaseFacts]) -> None:
    """Each table to all cases or all reports, promises to all promises, and the lines of cases to the same."""
    made = debrief(facts, TEAM, START)
    reports = sum(len(case.reports) for case in facts)
    assert (made.reports, made.cases, len(made.lines)) == (reports, len(facts), len(facts))
    for table in made.tables:
        assert table.total == (reports if table.unit == "report" else len(facts))
        assert not table.adds_up or sum(counts(table)) == table.total
        assert all(len(line.cases) == line.count for line in table.lines if table.unit == "case")
    # Whoever did nothing yet, or decided on nothing to do, stands in no other line.
    assert sum(counts(made.table("action"))[-2:]) + len([c for c in facts if len(c.actions) > 1]) == len(facts)
    for kept in made.promises:
        fates = (kept.kept, kept.late, kept.missed, kept.open, kept.waived)
        assert sum(fate or 0 for fate in fates) == kept.total
        assert kept.total == sum(promise.kind == kept.kind for case in facts for promise in case.promises)
    assert len(made.late) == sum((kept.late or 0) + (kept.missed or 0) for kept in made.promises)
    assert sum(line.late for line in made.lines) == len(made.late)
    assert all(one.minutes >= 0 for one in made.late)
    assert made.first_answer.answered == sum(case.first_answer is not None for case in facts)


@given(facts=cases(), order=st.randoms(use_true_random=False))
def test_the_order_of_cases_does_not_matter(facts: list[CaseFacts], order: object) -> None:
    """The same debrief, whatever order a vault hands the cases out in."""
    shuffled = list(facts)
    order.shuffle(shuffled)  # type: ignore[attr-defined]  # a `random.Random`
    assert debrief(shuffled, TEAM, START) == debrief(facts, TEAM, START)


def test_nothing_happened_is_a_full_debrief() -> None:
    """Every table with every line, all of them none; every heading on the page; and what cannot be known says so."""
    made = debrief((), Team(), START)
    assert [table.id for table in made.tables] == ["channel", "category", "place", "outcome", "action", "hour", "day"]
    assert {figure.count for figure in made.glance} == {0}
    assert all(set(counts(table)) <= {0} for table in made.tables)
    assert [kept.kind for kept in made.promises] == ["acknowledgement", "outcome", "status", "review"]
    assert (made.team.zones, made.team.nobody_awake, made.first_answer.median) == (None, None, None)
    page = as_markdown(made)
    for head in ("At a glance", "Promises", "How reports came", "What it was about", "Where", "Determination"):
        assert f"## {head}\n" in page
    for said in (
        "- cases: none",
        "| harassment | none |",
        "Missed or late: none.",
        "nobody on shift: not known",
        SCOPE,
    ):
        assert said in page
    assert "| 0" not in page


def member(name: str, **facts: object) -> Member:
    """Somebody on the team."""
    profile = Profile.model_validate({"name": name, **facts})
    return Member(keys_of(name).seat, keys_of(name), profile, frozenset({"responder"}), 0)


def test_hours_with_nobody_are_known_only_where_shifts_are() -> None:
    """Nobody gave a shift: not known. Somebody did: all hours of the conference without one, in the conference's days."""
    first = START.replace(hour=0, day=3) + timedelta(hours=23)  # midnight in Amsterdam
    shift = Shift(start=first, end=first + timedelta(hours=70))
    nobody, one = member("Noor"), member("Ilse", zone="Europe/Paris", shifts=(shift,))
    silent = debrief((), replace(TEAM, members={nobody.seat: nobody}), START).team
    assert (silent.members, silent.zones, silent.nobody_awake) == (1, None, None)
    known = debrief((), replace(TEAM, members={nobody.seat: nobody, one.seat: one}), START).team
    assert (known.zones, known.nobody_awake, len(known.gaps)) == (1, 120, 1)
    assert known.gaps[0].start == first + timedelta(hours=70)


def test_what_is_counted_of_a_case() -> None:
    """Two reports and one case; told late, so kept late; the place, and what is still open."""
    lanes = Lanes()
    lanes.open()
    told = Received(channel="chat", received=lanes.now + timedelta(hours=1))
    where = ItemRecorded(state="recorded", value=Where(item="where", kind="talk", place="the loom hall"))
    lanes.do(NOOR, (told, where))
    lanes.wait(hours=3)
    case = lanes.do(NOOR, (MessageSent(message="acknowledgement"), MessageSent(message="reported person")))
    facts = facts_of(case, "copper-birch")
    made = debrief([facts], lanes.team, lanes.now + timedelta(hours=1))
    assert (made.reports, made.cases) == (2, 1)
    assert {line.name: line.count for line in made.table("channel").lines if line.count} == {"mail": 1, "chat": 1}
    assert {line.name for line in made.table("place").lines if line.count} == {"talk"}
    assert [(late.kind, late.minutes, late.case) for late in made.late] == [("acknowledgement", 60, "copper-birch")]
    assert facts.actions == ("a talk with the person",)
    assert made.first_answer.median == 180
    assert [(end.what, end.late) for end in made.open_ends] == [
        ("not decided", False),
        ("outcome to come", False),
        ("nobody assigned", False),
        ("held by one member only", False),
        ("not counted as anything yet", False),
    ]


def test_closing_a_case_misses_what_was_late() -> None:
    """What was over its time when the case was closed is missed; what had time left was let go."""
    lanes = Lanes()
    lanes.open()
    lanes.wait(hours=5)
    case = lanes.do(NOOR, (Acted(id="ab" * 16, did=("removed", "muted"), when=lanes.now), Closed()))
    made = debrief([facts_of(case, "copper-birch")], lanes.team, lanes.now + timedelta(days=30))
    fates = {kept.kind: (kept.missed, kept.waived) for kept in made.promises}
    assert fates == {"acknowledgement": (1, 0), "outcome": (0, 1), "status": (0, 0), "review": (1, 0)}
    assert [(late.kind, late.minutes) for late in made.late] == [("acknowledgement", 180), ("review", 29 * 24 * 60)]
    assert made.lines[0].actions == ("removed from a space", "muted")
    assert made.team.at_once == 1
    assert [end.what for end in made.open_ends] == ["review to come", "not counted as anything yet"]


def test_no_word_of_anybody_gets_in() -> None:
    """A case whose every text, in every kind of event, is a word to look for: only its code name is in the debrief."""
    words: list[str] = []

    def word(_: str) -> str:
        words.append(f"canary{len(words)}x")
        return words[-1]

    history = case_of_three()
    acts: Iterator[Body] = (filled(kind, word) for kind in CONTENT_BODIES if kind is not ItemRecorded)
    for act in (*acts, *(filled_item(name, word) for name in VALUES)):
        history.write("Ilse", act)
    facts = facts_of(history.case, history.case.code)
    everybody = {seat: replace(m, profile=filled(Profile, word)) for seat, m in history.team.members.items()}
    made = debrief([facts], replace(history.team, members=everybody), START)
    assert len(words) > 60
    for shown in (made, for_public(made, 3)):
        text = shown.model_dump_json() + as_markdown(shown)
        assert "canary" not in text
        assert ("amber-birch" in text) is not shown.public


def filled_item(name: str, word: object) -> ItemRecorded:
    """An item with words in all its fields."""
    value = filled(VALUES[name], word)  # type: ignore[index, arg-type]  # one of the eight; a maker of words
    return ItemRecorded(state="recorded", value=value.model_copy(update={"item": name}))


@given(drawn=st.lists(bodies(wanted=lambda kind: kind in CONTENT_BODIES), max_size=6))
def test_whatever_happened_can_be_told(drawn: list[Body]) -> None:
    """Any acts in any order make a debrief whose JSON reads back as it was, and a page of plain lines."""
    history = case_of_three()
    for act in drawn:
        history.write("Ilse", act)
    made = debrief([facts_of(history.case, "amber-birch")], history.team, START)
    assert Debrief.model_validate_json(made.model_dump_json()).model_dump_json() == made.model_dump_json()
    page = as_markdown(made)
    assert all(line.isprintable() for line in page.splitlines())


@pytest.mark.parametrize("code", ["amber|birch", "amber-\x1b[2Jbirch", "# amber `birch`"])
def test_a_hostile_code_name_steers_nothing(code: str) -> None:
    """Neither the terminal nor the table of the page."""
    history = case_of_three()
    page = as_markdown(debrief([facts_of(history.case, code)], history.team, START))
    rows = page.partition("## Cases\n")[2].strip().splitlines()
    assert "\x1b" not in page
    assert [row.replace("\\|", "").count("|") for row in rows] == [9, 9, 9]
