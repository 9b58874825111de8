"""Two copies, acted on at random and merged in random directions and orders, end equal: nothing lost, nothing reopened."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coctui.vault.room import team_room
from tests.faults.merge_machine import Apart
from tests.pair import opened
from tests.team import Crew

TABLES = ("branch", "branch_letter", "branch_event")


def check(apart: Apart) -> None:
    """Both copies say the same to everybody, hold all that was ever written, and fit to the last byte."""
    here, there = apart.pair.sides
    assert apart.all_links(here) == apart.all_links(there) >= apart.links
    assert apart.places(here) == apart.places(there)
    assert len(set(apart.places(here))) == len(apart.links), (
        "a (writer, seq) was used twice, or an entry is there twice"
    )
    for name in here.seats:
        mine, theirs = opened(here, name), opened(there, name)
        assert (mine is None) == (theirs is None), name
        if mine is not None and theirs is not None:
            assert mine.rows() == theirs.rows(), name
            assert mine.drafts() == theirs.drafts()
            for row in mine.rows():
                if row.access == "cleared":
                    one, other = mine.case(row.room), theirs.case(row.room)
                    assert [e.link for e in one.entries] == [e.link for e in other.entries]
                    assert (one.registers, one.aside, one.files) == (other.registers, other.aside, other.files)
            for vault in (mine, theirs):
                assert vault.verify().ok, (name, vault.verify())
    for side in (here, there):
        keys_fit(apart, side)


def keys_fit(apart: Apart, side: Crew) -> None:
    """Every key that a seat ever had opens what it should in this file, and nothing else."""
    noor = opened(side, "Noor")
    assert noor is not None
    attackers, store = apart.attackers[apart.pair.sides.index(side)], noor._open.store
    apart.look()
    settled = set[str]()
    for name in side.seats:
        vault = opened(side, name)
        for row in vault.rows() if vault is not None else ():
            if vault is None or row.room in settled or row.access != "cleared" or row.alarm == "apart":
                continue
            settled.add(row.room)
            access = vault.case(row.room).access
            assert not access.rotation_due
            for seat in attackers.hands:
                may = seat in access.cleared or seat == access.keeper
                card = access.state(seat) == "asked" and seat in access.team.active
                kind = "key" if may else "card" if card else ""
                assert attackers.letter(seat, row.room) == kind, (row.case, seat)
                assert attackers.opens(seat, "event", row.room) == {may}, (row.case, seat)
    team = team_room(noor._open.vault).hex()
    for seat in attackers.hands:
        assert attackers.opens(seat, "event", team) == {seat in noor.team.active}
    if settled == set(apart.rooms):
        for table in TABLES:
            assert store.one(f"SELECT COUNT(*) FROM {table}") == (0,), table


def play(seed: int, acts: int) -> Apart:
    """So many acts, then both copies are brought together."""
    apart = Apart(seed)
    try:
        for _ in range(acts):
            apart.act()
        apart.meet()
        check(apart)
    finally:
        apart.close()
    return apart


@given(seed=st.integers(0, 2**32))
@settings(max_examples=max(4, settings().max_examples // 8))
def test_whatever_was_done_in_two_copies(seed: int) -> None:
    """A few dozen acts each time."""
    play(seed, 40)


@pytest.mark.slow
def test_a_thousand_acts() -> None:
    """And all kinds of acts were really done: 28, among them expunging, putting an older file back and merging."""
    apart = play(20261205, 1_000)
    assert len(apart.met) == 28, apart.met
