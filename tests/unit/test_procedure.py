"""The published procedure, sentence by sentence: what it asks of taking reports and keeping promises (DESIGN.md 1)."""

from datetime import UTC, datetime, timedelta

import pytest

from coctui.casework import access, act, decision, draft, message, promise, record, small
from coctui.casework.act import Deed
from coctui.casework.calendar import as_calendar
from coctui.casework.leaks import check
from coctui.casework.right_now import default_text, sections
from coctui.casework.taking import BETTER_NOT, say
from coctui.models.asking import to_ask
from coctui.models.case import Case
from coctui.models.content_events import Outcome
from coctui.models.hours import policy_on
from coctui.models.items import ITEMS, VALUES, Person
from coctui.models.listing import row_of
from coctui.models.promise import promises
from coctui.models.promise_events import Acted
from coctui.models.roster import Policy, Team
from tests.unit.casework_room import NOOR, OKSANA, Lanes
from tests.unit.test_casework_access import code

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FACTS = {
    "contact": {"name", "channel", "address", "preferred", "zone", "safe_times", "anonymous", "safety", "concern"},
    "when": {"text", "start", "end", "precision", "zone"},
    "where": {"kind", "place", "platform", "link", "public"},
    "ongoing": {"answer", "checked"},
    "description": {"account", "summary", "behaviour", "impact", "parts"},
    "reported": {"text"},
    "circumstances": {"text", "prior_contact", "other_reports"},
    "others": {"text"},
}
"""The eight items with every sub-field of research/domain.md (b); persons are recorded apart."""


@pytest.fixture
def lanes() -> Lanes:
    """A report by mail; Noor, a lead, and Oksana hold it."""
    lanes = Lanes()
    lanes.open(NOOR)
    lanes.do(NOOR, access.admit(lanes.case, NOOR, OKSANA, lanes.now))
    return lanes


def open_kinds(case: Case) -> list[str]:
    """What is still owed."""
    return [found.kind for found in promises(case) if found.state == "open"]


def test_eight_items_and_missing_is_never_an_error(lanes: Lanes) -> None:
    """Each with its own fields; not known and declined are answers, and a case of nothing but words is whole."""
    assert {name: set(model.model_fields) - {"item"} for name, model in VALUES.items()} == FACTS
    described = {"name", "handles", "appearance", "height", "clothing", "voice", "company", "other", "identified"}
    assert described < set(Person.model_fields)
    for name in ITEMS:
        for state in ("not known", "declined", "not asked"):
            assert isinstance(record.item(lanes.case, NOOR, name, state, {}), tuple)
    assert isinstance(decision.close(lanes.case, NOOR), tuple)


def test_every_sub_field_has_a_field_on_its_sheet() -> None:
    """All of research/domain.md (b) can be written down, one by one, and each of the descriptors of a person."""
    from coctui.screens.item_form import FORMS, PERSON  # here: the rest of this file needs no screen

    assert {name: {blank.field for blank in FORMS[name]} for name in ITEMS} == FACTS
    assert {blank.field for blank in PERSON} == set(Person.model_fields) - {"id", "code"}


@pytest.mark.parametrize("outcome", ["service matter", "out of scope", "no action", "not a violation"])
def test_report_even_if_unsure_no_action_is_fine(lanes: Lanes, outcome: Outcome) -> None:
    """Normal outcomes, with one line from mail to closed."""
    case = lanes.do(OKSANA, small.settle(lanes.case, OKSANA, outcome, lanes.now, reply="Thank you for telling us."))
    assert (case.closed, open_kinds(case)) == (True, [])


def test_any_one_lead_may_act_at_once_and_the_team_looks_within_24_hours(lanes: Lanes) -> None:
    """Referral outside included; who is no lead is marked, and the sentence stands that this team is no emergency service."""
    ids = iter(f"{number:032x}" for number in range(9))
    lanes.do(OKSANA, act.act(lanes.case, OKSANA, Deed(("removed",), referred="asked"), lanes.now, ids.__next__))
    acted = next(event.body for event in lanes.case.duties if isinstance(event.body, Acted))
    assert (acted.lead, acted.referred) == (False, "asked")
    assert [found.due for found in act.to_look_at(lanes.case)] == [lanes.now + DAY]
    words = " ".join(word for part in sections(default_text(1)) for word in part.words)
    assert "no emergency service" in words
    assert "no emergency service" in act.NOT_AN_EMERGENCY_SERVICE


def test_details_are_anonymised_when_talking_to_the_reported_person(lanes: Lanes) -> None:
    """Names do not leave unseen, a second reader is wanted, and nobody is told to look for who reported."""
    text = "Sunniva told us that you did not stop."
    found = check(lanes.case, "reported person", text)
    assert [leak.what for leak in found.leaks] == ["the reporter's own name", "says how the report came"]
    lanes.do(NOOR, draft.keep(lanes.case, NOOR, "reported person", text, "1" * 32))
    assert code(draft.take_out(lanes.case, NOOR, "reported person", "copied")) == "second-reader"


def test_retaliation_or_safety_concerns_stay_in_sight(lanes: Lanes) -> None:
    """Also when the reporter keeps everything else to themself."""
    lanes.do(NOOR, record.item(lanes.case, NOOR, "contact", "recorded", {"safety": True, "concern": "knows my street"}))
    lanes.do(NOOR, record.item(lanes.case, NOOR, "contact", "declined", {}))
    assert row_of(lanes.case, NOOR).safety


def test_acknowledge_within_2_hours(lanes: Lanes) -> None:
    """From receipt; any word to the reporter keeps it, one to somebody else does not."""
    assert promises(lanes.case)[0].due == lanes.now + 2 * HOUR
    lanes.do(NOOR, message.sent(lanes.case, NOOR, "moderators", lanes.now))
    assert open_kinds(lanes.case)[0] == "acknowledgement"
    lanes.do(NOOR, message.sent(lanes.case, NOOR, "acknowledgement", lanes.now))
    assert open_kinds(lanes.case) == ["outcome"]


def test_follow_up_within_one_week_if_contact_information_was_given(lanes: Lanes) -> None:
    """Who left no way to be answered is owed nothing, and asked nothing."""
    assert promises(lanes.case)[1].due == lanes.now + 7 * DAY
    nameless = Lanes()
    nameless.open(NOOR)
    nameless.content.clear()
    nameless.do(NOOR, record.item(nameless.case, NOOR, "contact", "recorded", {"anonymous": True}))
    assert (open_kinds(nameless.case), to_ask(nameless.case)) == ([], ())


def test_on_day_7_an_undecided_case_asks_for_a_status_message(lanes: Lanes) -> None:
    """It keeps the day; the next one is the day that it promises, and each one after that."""
    lanes.wait(days=7)
    assert min(owed.due for owed in promises(lanes.case) if owed.state == "open") <= lanes.now
    lanes.do(NOOR, message.sent(lanes.case, NOOR, "status", lanes.now, next_due=lanes.now + 3 * DAY))
    assert [(found.state, found.due) for found in promises(lanes.case) if found.kind == "status"] == [
        ("kept", lanes.now),
        ("open", lanes.now + 3 * DAY),
    ]


def test_the_follow_up_says_discussed_violation_or_not_actions_taken(lanes: Lanes) -> None:
    """Three ticks, asked and never demanded; and a question may ask for more to identify the person."""
    assert set(message.left_out("outcome", frozenset())) == set(message.TICKS.values())
    assert message.left_out("outcome", frozenset(message.TICKS)) == ()
    lanes.do(NOOR, message.question(lanes.case, NOOR, ("reported",), lanes.now))
    assert "reported" not in to_ask(lanes.case)


def test_who_reports_in_bad_faith_may_get_no_reply(lanes: Lanes) -> None:
    """Two members say so."""
    lanes.do(NOOR, promise.waive(lanes.case, NOOR, "bad faith"))
    assert "outcome" in open_kinds(lanes.case)
    lanes.do(OKSANA, promise.waive(lanes.case, OKSANA, "bad faith"))
    assert open_kinds(lanes.case) == []


def test_after_a_heavy_case_somebody_asks_how_the_responder_is(lanes: Lanes) -> None:
    """Who referred somebody outside because a life was at risk is asked some days later, by itself; closing changes nothing."""
    ids = iter(f"{number:032x}" for number in range(9))
    lanes.do(NOOR, act.act(lanes.case, NOOR, Deed(referred="life at risk"), lanes.now, ids.__next__))
    lanes.do(NOOR, decision.close(lanes.case, NOOR))
    [found] = [one for one in promises(lanes.case) if one.kind == "team check-in"]
    days = lanes.case.access.team.policy.team_check_in_days
    assert (found.state, found.seat, found.due) == ("open", NOOR, lanes.now + days * DAY)
    lanes.wait(days=days)
    lanes.do(OKSANA, promise.keep(lanes.case, OKSANA, "team check-in", lanes.now, seat=NOOR))
    assert "team check-in" not in open_kinds(lanes.case)


def test_after_enforcing_somebody_asks_the_reporter(lanes: Lanes) -> None:
    """A week after the reported person was told (MOZ); the reporter is asked once, and what ends is lifted or goes on."""
    ids = iter(f"{number:032x}" for number in range(9))
    lanes.do(NOOR, act.act(lanes.case, NOOR, Deed(("muted",), until=lanes.now + 3 * DAY), lanes.now, ids.__next__))
    told = lanes.now
    lanes.do(NOOR, decision.determine(lanes.case, NOOR, "violation"))
    lanes.do(NOOR, message.sent(lanes.case, NOOR, "reported person", lanes.now))
    found = {one.kind: one.due for one in promises(lanes.case) if one.state == "open"}
    assert (found["check-in"], found["expiry"]) == (told + 7 * DAY, told + 3 * DAY)
    lanes.do(NOOR, message.sent(lanes.case, NOOR, "check-in", lanes.now))
    assert "check-in" not in open_kinds(lanes.case)


def test_other_hours_hold_outside_the_conference_days() -> None:
    """A setting of the team; a report keeps the hours of the day on which it was received."""
    policy = Policy(acknowledge_hours_outside=24, outcome_days_outside=14)
    team = Team(policy=policy, first_day="2026-12-04", last_day="2026-12-06", zone="UTC")
    for day, hours, days in ((5, 2, 7), (20, 24, 14)):
        on = policy_on(team, datetime(2026, 12, day, 12, tzinfo=UTC))
        assert (on.acknowledge_hours, on.outcome_days) == (hours, days)


def test_a_calendar_says_when_and_a_promise_only(lanes: Lanes) -> None:
    """Every open promise of the case, and no word of it."""
    text = as_calendar([one.due for one in promises(lanes.case) if one.state == "open"], lanes.now)
    assert text.count("BEGIN:VEVENT") == text.count("SUMMARY:a promise") == 2
    words = {line.partition(":")[0] for line in text.splitlines()}
    assert words == {"BEGIN", "END", "VERSION", "PRODID", "METHOD", "UID", "DTSTAMP", "DTSTART", "SUMMARY"}


def test_no_promise_of_an_outcome_and_nothing_that_presses() -> None:
    """What a responder may say, and better does not (PYC18, WTD)."""
    words = " ".join(say(Policy(), Lanes().now, Lanes().now.tzinfo)).casefold()  # type: ignore[arg-type]  # UTC
    assert "hear from us" in words
    assert not any(part in words for part in ("violation", "punish", "remove", "decide for you"))
    assert any("withdraw" in words for words in BETTER_NOT)


def test_when_all_is_told_and_done_nothing_fires(lanes: Lanes) -> None:
    """The story of a violation to its end: decided, told, looked after, closed."""
    ids = iter(f"{number:032x}" for number in range(9))
    lanes.do(NOOR, act.act(lanes.case, NOOR, Deed(("muted",), until=lanes.now + DAY), lanes.now, ids.__next__))
    lanes.do(OKSANA, act.review(lanes.case, OKSANA, "confirmed"))
    lanes.do(NOOR, decision.determine(lanes.case, NOOR, "violation"))
    for kind in ("acknowledgement", "reported person", "outcome"):
        lanes.do(NOOR, message.sent(lanes.case, NOOR, kind, lanes.now))
    lanes.do(NOOR, decision.close(lanes.case, NOOR))
    assert open_kinds(lanes.case) == ["check-in", "expiry"]
    lanes.wait(days=7)
    lanes.do(NOOR, promise.keep(lanes.case, NOOR, "expiry", lanes.now))
    lanes.do(NOOR, message.sent(lanes.case, NOOR, "check-in", lanes.now))
    assert open_kinds(lanes.case) == []
