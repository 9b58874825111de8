"""The team's rules: each with a name, a reason and its published value; set by a chair, within what makes sense."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coctui.casework.policy import (
    BY_FIELD,
    LEAST,
    MOST,
    SETTINGS,
    Setting,
    as_published,
    change_policy,
    read_policy,
    written_policy,
)
from coctui.casework.profile import Unfit
from coctui.casework.result import Refused
from coctui.models.roster import Policy
from coctui.models.team_events import PolicyChanged
from tests.unit.casework_room import ILSE, NOOR, PAZ, START, Lanes

TEAM = Lanes().team


def test_every_rule_can_be_set_and_says_why() -> None:
    """A field of the policy that no screen would show fails here; each default is the published value."""
    assert {setting.field for setting in SETTINGS} == set(Policy.model_fields)
    assert all(as_published(Policy(), setting.field) and setting.why.endswith(".") for setting in SETTINGS)
    assert all(len(setting.label) <= 28 for setting in SETTINGS)


def fitting(setting: Setting) -> st.SearchStrategy[str]:
    """Texts that fit a rule."""
    match setting.kind:
        case "yes or no":
            found = st.sampled_from(("yes", "no"))
        case "choice":
            found = st.sampled_from(setting.choices)
        case "members":
            found = st.lists(st.sampled_from(sorted(TEAM.active)), max_size=2, unique=True).map(" ".join)
        case kind:
            found = st.integers(LEAST[kind], MOST[kind]).map(str)
    return found | st.just("") if setting.empty else found


@given(data=st.data())
def test_rules_are_read_as_they_are_shown(data: st.DataObject) -> None:
    """Whatever fits is kept, and shown as it was written."""
    fields = {setting.field: data.draw(fitting(setting)) for setting in SETTINGS}
    policy = read_policy(TEAM, fields)
    assert isinstance(policy, Policy)
    assert written_policy(policy) == fields
    assert read_policy(replace(TEAM, policy=policy), {}) == policy


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("acknowledge_hours", "0"),
        ("acknowledge_hours", "two"),
        ("acknowledge_hours", ""),
        ("outcome_days", "99999"),
        ("outcome_days_outside", "-1"),
        ("masked_row", "perhaps"),
        ("stand_in_ends", "never"),
        ("contacts", "somebody"),
        ("leads_out", "٣"),
    ],
)
def test_what_does_not_fit_is_said_beside_it(field: str, text: str) -> None:
    """And nothing is changed."""
    found = change_policy(TEAM, NOOR, {field: text, "review_hours": "12"}, START)
    assert isinstance(found, Unfit)
    assert list(found.wrong) == [field]


def test_a_chair_sets_them() -> None:
    """Nobody else does; what is as it was is nothing to record."""
    acts = change_policy(TEAM, NOOR, {"leads_out": "1", "contacts": f"{ILSE} {PAZ}"}, START)
    assert isinstance(acts, tuple)
    assert isinstance(acts[0], PolicyChanged)
    assert acts[0].policy == Policy(leads_out=1, contacts=(ILSE, PAZ))
    refused = change_policy(TEAM, PAZ, {"leads_out": "1"}, START)
    assert isinstance(refused, Refused)
    assert refused.code == "chair-only"
    assert isinstance(change_policy(TEAM, NOOR, {"leads_out": "2"}, START), Refused)
    assert BY_FIELD["leads_out"].label
