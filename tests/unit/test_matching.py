"""Who on the team a text mentions, on two sets that were written before the matcher (tests/data/matching/make.py)."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coctui.casework.conflict import touched
from coctui.casework.matching import LONGEST, Words, mentions
from coctui.models.roster import Keys, Member, Profile, Team

DATA = Path(__file__).parents[1] / "data" / "matching"
MISSED = {"فاطمة", "Saša", "渡辺"}
"""Forms that are not found: names in scripts that tell the sounds only in part, and a pet name that no fact of hers holds."""


def load(name: str) -> list[Any]:
    """One of the sets."""
    rows: list[Any] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return rows


@pytest.fixture(scope="module")
def team() -> Team:
    """Sixteen invented members."""
    keys = [Keys(seat=f"{place:032x}", box="0" * 64, sign="0" * 64) for place in range(16)]
    profiles = [Profile(**(row | {"handles": tuple(row["handles"])})) for row in load("roster")]
    rows = zip(keys, profiles, strict=True)
    return Team(members={k.seat: Member(k.seat, k, p, frozenset({"lead"}), place) for place, (k, p) in enumerate(rows)})


def names(team: Team, text: str) -> set[str]:
    """Who is marked for a text."""
    return {team.members[seat].name for seat in touched(team, [text])}


def test_nearly_every_mention_is_found(team: Team) -> None:
    """At least 95 of 100, and of those that are not the list is known."""
    rows = load("mentions")
    missed = [row["text"] for row in rows if row["member"] not in names(team, row["text"])]
    assert len(rows) == 200
    assert len(missed) <= 10
    assert all(any(form in text for form in MISSED) for text in missed)
    assert len(missed) == len(MISSED)


def test_hardly_anybody_is_marked_without_need(team: Team) -> None:
    """At most 2 of 100 texts that mention nobody of the team."""
    rows = load("silent")
    assert len(set(rows)) == 200
    assert len([text for text in rows if names(team, text)]) <= 4


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Noor was there", ("name",)),
        ("from noor.haddad+x@HERON-games.example.", ("name", "mail")),
        ("ask noor_hl", ("handle",)),
        ("they are at Blue Heron Games", ("company",)),
        ("a blue heron", ()),
        ("north of nowhere", ()),
    ],
)
def test_what_matched_is_said(team: Team, text: str, facts: tuple[str, ...]) -> None:
    """The fact that occurs, by its kind: so that a person can judge what it is worth."""
    found = touched(team, [text])
    noor = next(seat for seat, member in team.members.items() if member.name.startswith("Noor"))
    assert set(facts) <= set(found.get(noor, ()))
    assert bool(found.get(noor)) is bool(facts)


def test_who_left_is_not_marked(team: Team) -> None:
    """Only members who are on the team now."""
    seat = next(iter(team.members))
    gone = Team(
        members={seat: Member(seat, team.members[seat].keys, team.members[seat].profile, frozenset(), 0, removed=True)}
    )
    assert touched(gone, ["Noor Haddad"]) == {}


@given(st.text(), st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_any_text_and_any_facts(text: str, name: str, mail: str, company: str) -> None:
    """Nothing that anybody wrote stops intake."""
    profile = Profile(name=name, mail=mail, handles=(name, mail), company=company)
    assert set(mentions(profile, Words([text, name]))) <= {"name", "mail", "handle", "company"}


def test_an_empty_profile_matches_nothing() -> None:
    """Whatever the text: nobody is marked for facts that they did not give."""
    assert mentions(Profile(name=""), Words(["", " . @ Any text at all, GmbH & Co. KG"])) == ()


def test_a_very_long_text_is_looked_at_up_to_a_bound(team: Team) -> None:
    """What stands behind the bound is not looked at; nothing is scanned twice."""
    assert names(team, "x " * (LONGEST // 2) + " Noor") == set()
    assert "Noor Haddad-Lindqvist" in names(team, "Noor " + "x " * LONGEST)
