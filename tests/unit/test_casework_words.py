"""Entries in words, glosses that tell nothing, and who is on the team."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from coctui.casework import access, decision, gloss, message, record, team, words
from coctui.casework.result import Acts, Refused
from coctui.casework.words import SENT, Told, describe, words_of
from coctui.models.access_events import ACCESS_BODIES, Lettered, Rotated
from coctui.models.content_events import CONTENT_BODIES, MessageKind, Strike
from coctui.models.event import Event, Struck, Unknown
from coctui.models.items import Person
from coctui.models.message_events import MESSAGE_BODIES
from coctui.models.promise_events import PROMISE_BODIES
from coctui.models.team_events import RoleChanged, Withdrawn
from tests.unit.casework_room import ILSE, NOOR, OKSANA, PAZ, ROOM, START, TAMSIN, WANJIRU, Lanes
from tests.unit.test_casework_access import code

QUARTZ = Person(id="1" * 32, code="Quartz", part="reported person", name="Ravenna Loft", handles={"chat": "rlofty"})


@pytest.fixture
def lanes() -> Lanes:
    """A case in which much happened."""
    lanes = Lanes()
    lanes.open(NOOR)
    steps: list[Callable[[], Acts | Refused]] = [
        lambda: access.admit(lanes.case, NOOR, OKSANA, lanes.now),
        lambda: access.exclude(lanes.case, NOOR, ILSE, lanes.now),
        lambda: access.ask(lanes.case, NOOR, [PAZ], lanes.now),
        lambda: access.stand_in(lanes.case, NOOR, WANJIRU, lanes.now),
        lambda: record.item(lanes.case, NOOR, "where", "recorded", {"place": "loom hall", "kind": "talk"}),
        lambda: record.person(lanes.case, NOOR, QUARTZ),
        lambda: record.note(lanes.case, NOOR, "Ravenna was named."),
        lambda: record.assign(lanes.case, NOOR, OKSANA),
        lambda: record.label(lanes.case, NOOR, gloss="the jokes"),
        lambda: message.sent(lanes.case, NOOR, "acknowledgement", lanes.now, text="Thank you."),
        lambda: decision.determine(lanes.case, NOOR, "violation", "A warning."),
        lambda: decision.close(lanes.case, NOOR),
        lambda: decision.reopen(lanes.case, NOOR),
        lambda: (Rotated(previous={}),),
    ]
    for step in steps:
        lanes.do(NOOR, step())
    lanes.do(OKSANA, access.recuse(lanes.case, OKSANA, lanes.now))
    return lanes


def test_a_case_told_entry_by_entry(lanes: Lanes) -> None:
    """Signs, titles and who did it; the reader is "you", steps of the machine and of access are quiet."""
    told = [describe(entry, lanes.team, NOOR) for entry in lanes.case.entries]
    assert told == [
        Told("·", "Opened", "by you", quiet=True),
        Told("●", "Report received", "by mail, taken in by you"),
        Told("·", "Let in", "Oksana on their word, told you", quiet=True),
        Told("·", "Excluded", "Ilse, by you", quiet=True),
        Told("·", "Asked", "Paz, by you", quiet=True),
        Told("·", "Stand-in asked", "Wanjiru, by you", quiet=True),
        Told("○", "Location", "recorded by you"),
        Told("○", "Person Quartz", "reported person, by you"),
        Told("○", "Note", "you"),
        Told("○", "Assigned", "Oksana, by you"),
        Told("○", "Gloss", "“the jokes”, by you"),
        Told("→", "Acknowledged", "you"),
        Told("◆", "Decided: violation", "you"),
        Told("◆", "Closed", "you"),
        Told("◆", "Reopened", "you"),
        Told("·", "New case key", "", quiet=True),
        Told("·", "Stepped aside", "Oksana", quiet=True),
    ]


def test_no_entry_names_a_person_of_the_case(lanes: Lanes) -> None:
    """Neither title nor detail; the words themselves are asked for apart."""
    shown = " ".join(" ".join(describe(entry, lanes.team)[:3]) for entry in lanes.case.entries).casefold()
    assert not any(word in shown for word in ("ravenna", "loft", "loom", "sunniva"))
    assert [words_of(entry) for entry in lanes.case.entries if words_of(entry)] == [
        "Ravenna was named.",
        "Thank you.",
        "A warning.",
    ]


def test_every_kind_has_words() -> None:
    """No kind of event falls through to the nameless entry."""
    tree = ast.parse(Path(words.__file__).read_text(encoding="utf-8"))
    told = {
        node.cls.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.MatchClass) and isinstance(node.cls, ast.Attribute)
    }
    kinds = {body.__name__ for body in (*ACCESS_BODIES, *CONTENT_BODIES, *PROMISE_BODIES, *MESSAGE_BODIES)}
    assert kinds - told == {"Lettered"}


@pytest.mark.parametrize("body", [Struck(kind="note/1"), Unknown(kind="verse/9", payload={}), Lettered()])
def test_what_cannot_be_read_has_words(body: Struck | Unknown | Lettered) -> None:
    """Struck words, entries of a newer coctui and letters written anew are said quietly."""
    told = describe(Event("0" * 64, ROOM, "content", NOOR, NOOR, 0, (), None, START, body), Lanes().team)
    assert told.quiet
    assert "verse" not in told.title + told.detail


def test_a_strike_says_how_much_went() -> None:
    """And not what."""
    body = Strike(link="1" * 64, after=(), at=START, struck="note/1", characters=120)
    told = describe(Event("0" * 64, ROOM, "content", ILSE, ILSE, 0, (), None, START, body), Lanes().team)
    assert told == Told("·", "Taken out", "120 characters, by Ilse", quiet=True)


@pytest.mark.parametrize("kind", SENT)
def test_every_message_has_a_title(kind: MessageKind) -> None:
    """What was told to whom, in a few words."""
    assert len(SENT[kind]) <= 30


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("the chat messages", ""),
        ("The jokes", ""),
        ("das Gespräch", "gloss-capital"),
        ("a very long hint on things", "gloss-long"),
        ("what ravenna's did", "gloss-name"),
        ("rlofty again", "gloss-name"),
        ("sunniva wrote", "gloss-name"),
        ("noor was told", "gloss-name"),
        ("under the loom", "gloss-place"),
        ("#general", "gloss-place"),
        ("see example.org", "gloss-place"),
        ("at 14:00", "gloss-time"),
        ("room ٣", "gloss-time"),
        ("friday night", "gloss-time"),
        ("", ""),
    ],
)
def test_a_gloss_tells_nothing(lanes: Lanes, text: str, refused: str) -> None:
    """No name that the case or the team knows, no room, no time, at most 24 letters."""
    answer = gloss.check(text, lanes.case)
    assert (answer.code if answer else "") == refused


def test_members_are_found_by_what_people_type() -> None:
    """Whatever case and accents, or the start of a name; two that fit are not guessed between."""
    roster = Lanes().team
    assert team.find_member(roster, "  wanjirú ") == WANJIRU
    assert team.find_member(roster, "tam") == TAMSIN
    assert code(team.find_member(roster, "Brisa")) == "no-such-member"
    assert code(team.find_member(roster, "")) == "no-such-member"


@pytest.mark.parametrize(
    ("text", "roles"),
    [("lead", ("lead",)), ("chair, Lead", ("lead", "chair")), ("organizer,organizer", ("organizer",))],
)
def test_roles_are_read(text: str, roles: tuple[str, ...]) -> None:
    """Several, joined by commas, in whatever order."""
    assert team.roles_of(text) == roles


def test_unknown_roles_are_refused() -> None:
    """And a founder without chair or lead."""
    assert code(team.roles_of("boss")) == "role-missing"
    assert code(team.roles_of("")) == "role-missing"
    assert code(team.founding_roles("responder")) == "founder-senior"
    assert team.founding_roles("lead,responder") == ("responder", "lead")


def test_who_manages_the_team() -> None:
    """The chair; a lead is refused while there is one, and told whom to ask."""
    lanes = Lanes()
    roster, now = lanes.team, lanes.now
    assert team.may_invite(roster, NOOR, ("lead",), now) is None
    assert code(team.may_invite(roster, ILSE, ("lead",), now)) == "chair-only"
    assert team.change_role(roster, NOOR, PAZ, ("lead",), now) == (RoleChanged(seat=PAZ, roles=("lead",)),)
    assert code(team.change_role(roster, ILSE, PAZ, ("lead",), now)) == "chair-only"
    assert code(team.remove(roster, ILSE, NOOR, now)) == "needs-two-leads"
    assert not isinstance(team.remove(roster, NOOR, PAZ, now), Refused)
    assert team.may_renew(roster, NOOR, PAZ, now) is None
    assert code(team.may_renew(roster, NOOR, NOOR, now)) == "renew-another"
    assert code(team.compare(roster, NOOR, NOOR, now)) == "compare-with-another"
    assert not isinstance(team.compare(roster, PAZ, NOOR, now), Refused)


def test_an_open_invitation_is_taken_back_by_name() -> None:
    """By a chair at once."""
    lanes = Lanes()
    lanes.team_events.pop()
    roster = lanes.team
    invite = team.find_invite(roster, "wanjiru")
    assert not isinstance(invite, Refused)
    assert team.withdraw(roster, NOOR, invite, lanes.now) == (Withdrawn(invitation=invite.id),)
    assert code(team.withdraw(roster, PAZ, invite, lanes.now)) == "chair-only"
