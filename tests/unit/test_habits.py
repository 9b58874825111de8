"""What a member may set for their own coctui: never two things on one key, never out of reach of a way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coctui import keymap
from coctui.keys import MOVE, VEIL
from coctui.screens import own_keys
from coctui.screens.habits import THEMES, Habits, habits_of, minutes_refusal

FREE = "§"
CHANGEABLE = [name for name, _ in own_keys.changeable()]


def bound(screen: str, own: dict[str, str]) -> list[str]:
    """Every key of a screen, with a member's own ones in place."""
    return [
        part for key in keymap.keys_of(screen) for name, keys in key.binds for part in own_keys.with_own(name, keys, own).split(",")
    ]  # fmt: skip


@given(st.dictionaries(st.sampled_from(CHANGEABLE), st.characters(categories=["L", "P", "S", "Nd"]), max_size=12))
def test_nothing_is_ever_bound_twice(wanted: dict[str, str]) -> None:
    """Whatever somebody chooses, one after the other: what is refused changes nothing, the rest clashes nowhere."""
    own = own_keys.own_keys({f"key {name}": typed for name, typed in wanted.items()})
    for screen in keymap.SCREENS:
        if screen not in own_keys.CLOSED:
            keys = bound(screen, own)
            assert {key for key in keys if keys.count(key) > 1} == set()


@given(st.dictionaries(st.sampled_from(CHANGEABLE), st.characters(categories=["L", "P", "S"]), max_size=12))
def test_there_is_always_a_way_back(wanted: dict[str, str]) -> None:
    """Enter, esc, tab, arrows and F-keys do what they did."""
    own = own_keys.own_keys({f"key {name}": typed for name, typed in wanted.items()})
    for screen in keymap.SCREENS:
        before = {key for key in bound(screen, {}) if not own_keys.character(key)}
        assert before <= set(bound(screen, own))


@pytest.mark.parametrize(
    ("binding", "typed", "why"),
    [
        ("veil", "Z", "Upper case"),
        ("veil", "t", "taken: clock times"),
        ("lock", "y", "Upper case stays upper case"),
        ("recuse", "Z", "taken: lock now"),
        ("veil", "1", "Numbers"),
        ("veil", "ab", "One letter"),
        ("veil", " ", "One letter"),
        ("veil", "", "One letter"),
        ("open", "x", "stays as it is"),
        ("leave", "x", "stays as it is"),
        ("no.such", "x", "stays as it is"),
    ],
)
def test_what_cannot_be_is_said_in_words(binding: str, typed: str, why: str) -> None:
    """One sentence, and the key stays what it was."""
    assert why in own_keys.refusal(binding, typed, {})
    assert own_keys.own_keys({f"key {binding}": typed}) == {}


def test_what_one_key_leaves_another_may_take() -> None:
    """First the one, then the other; not the other way round."""
    assert own_keys.refusal("times", "z", {})
    assert own_keys.refusal("times", "z", {"veil": FREE}) == ""


def test_two_keys_may_change_places() -> None:
    """Looked at together they clash with nothing."""
    both = {"veil": "t", "times": "z"}
    assert own_keys.own_keys({f"key {name}": typed for name, typed in both.items()}) == both
    assert own_keys.own_keys({"key veil": "t"}) == {}


def test_own_keys_are_shown() -> None:
    """In the footer the new letter, in the help the ones that stayed beside it."""
    assert own_keys.shown(VEIL, {"veil": FREE}) == f"{FREE} F9"
    assert own_keys.shown(VEIL, {"veil": FREE}, brief=True) == FREE
    assert own_keys.shown(MOVE, {"move.down": FREE}) == f"{FREE} k ↓ ↑"
    assert own_keys.shown(VEIL, {}) == VEIL.shown


def test_habits_are_read_from_settings() -> None:
    """What stands there is taken, what nobody can read is as if it were not there."""
    settings = {"theme": "ansi-light", "signs": "ascii", "veil": "10", "lock": "60", "key veil": FREE, "other": "x"}
    assert habits_of(settings) == Habits("ansi-light", "ascii", 10, 60, {"veil": FREE})
    for name, value in (
        ("theme", "dracula"),
        ("signs", "emoji"),
        ("veil", "0"),
        ("veil", "x"),
        ("lock", "61"),
        ("key open", "x"),
    ):
        assert habits_of({name: value}) == Habits(), name


def test_a_long_lock_is_for_a_shift() -> None:
    """An hour behind the veil while on shift, half an hour otherwise."""
    long, usual = habits_of({"lock": "60"}), habits_of({"lock": "10"})
    assert [long.lock_after(on_shift=on) for on in (True, False)] == [60, 30]
    assert [usual.lock_after(on_shift=on) for on in (True, False)] == [10, 10]


@pytest.mark.parametrize(
    ("kind", "typed"), [("veil", "31"), ("veil", "-1"), ("veil", "5 min"), ("lock", "0"), ("lock", "99999")]
)
def test_minutes_that_cannot_be_are_explained(kind: str, typed: str) -> None:
    """With the range that can."""
    assert "Minutes from 1 to" in minutes_refusal(kind, typed)  # type: ignore[arg-type]


def test_minutes_that_can_be_pass() -> None:
    """Within the range, or nothing at all, which means the usual."""
    assert minutes_refusal("veil", " 7 ") == minutes_refusal("lock", "60") == minutes_refusal("lock", "") == ""


def test_every_theme_has_words() -> None:
    """Ours two, and Textual's pair for a tuned palette."""
    assert set(THEMES) == {"coctui-lamplight", "coctui-daylight", "ansi-dark", "ansi-light"}
