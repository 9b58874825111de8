"""The team's rules: what can be set, what is published, and why a value does not fit. A chair sets them (VAULT.md 4)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, NamedTuple

from coctui.casework.profile import Unfit
from coctui.casework.result import Acts, Refused, refuse
from coctui.models.authority import may_team
from coctui.models.roster import Policy, Team
from coctui.models.team_events import PolicyChanged

Kind = Literal["count", "hours", "days", "yes or no", "choice", "members"]
YES, NO = "yes", "no"
PUBLISHED = Policy()
"""The rules that a team begins with."""


class Setting(NamedTuple):
    """One rule: its field, what it is called, and where its value comes from."""

    field: str
    label: str
    kind: Kind
    why: str
    """What it does, and which document says what, in a sentence or two."""
    empty: str = ""
    """What it means when it is left empty; `""` where it must not be."""
    choices: tuple[str, ...] = ()


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "acknowledge_hours", "Acknowledgement within", "hours",
        "From receipt to the first answer. Published: 2 hours (PyLadiesCon procedure).",
    ),
    Setting(
        "outcome_days", "Outcome within", "days",
        "From receipt to telling the reporter what came of it. Published: 7 days (PyLadiesCon procedure).",
    ),
    Setting(
        "acknowledge_hours_outside", "Acknowledgement, other days", "hours",
        "The same for reports received outside the conference days. Empty: no difference, as published.", empty="no difference",
    ),
    Setting(
        "outcome_days_outside", "Outcome, other days", "days",
        "The same for reports received outside the conference days. Empty: no difference, as published.", empty="no difference",
    ),
    Setting(
        "review_hours", "Review of acts within", "hours",
        "The team looks at what one member did alone. The procedure is silent; others say 24 hours (Django, Carpentries).",
    ),
    Setting(
        "check_in_days", "Check-in after", "days",
        "From telling the reported person to asking the reporter how they are. Mozilla says one week.",
    ),
    Setting(
        "team_check_in_days", "Check-in with us after", "days",
        "After a heavy case somebody asks a colleague how they are. No document sets a number.",
    ),
    Setting(
        "leads_out", "Leads out, at most", "count",
        "More leads recused or excluded than this, and the case asks for a stand-in. Published: “more than two”.",
    ),
    Setting(
        "stand_in_ends", "A stand-in's part ends", "choice",
        "With the case at the latest. The procedure leaves it open.", choices=("when a lead returns", "with the case"),
    ),
    Setting(
        "masked_row", "Who stepped aside sees a row", "yes or no",
        "A row with the code name and nothing else, or no row. Never one where the case names a member of the team.",
    ),
    Setting(
        "answer_hours", "Silence is said after", "hours",
        "Waking hours after which the holders are told that an asked member has not answered. No document sets a number.",
    ),
    Setting(
        "contacts", "Conflict contacts", "members",
        "To whom somebody writes who does not want to write to all. Published: two named people.", empty="nobody named yet",
    ),
    Setting(
        "second_reader", "A second reader", "yes or no",
        "Whether a text to the reported person wants a second reader. The procedure is silent; Django requires one.",
    ),
    Setting(
        "retention_days", "Expunge after", "days",
        "From closing a case until its words are due to be expunged. Empty: no date, as in the published procedure.", empty="no date",
    ),
    Setting(
        "hold_back", "Held back in public below", "count",
        "In a draft for the public, counts below this are held back. No document sets a number; three is common.",
    ),
)  # fmt: skip
"""Every field of `Policy`, in the order in which one would read them."""
BY_FIELD = {setting.field: setting for setting in SETTINGS}
MOST: dict[Kind, int] = {"hours": 720, "days": 3_650, "count": 100}
LEAST: dict[Kind, int] = {"hours": 1, "days": 1, "count": 0}


def written_policy(policy: Policy) -> dict[str, str]:
    """The rules as text: numbers, `yes` or `no`, seats with blanks between them, `""` for none."""
    return {setting.field: _written(getattr(policy, setting.field)) for setting in SETTINGS}


def _written(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return YES if value else NO
        case tuple():
            return " ".join(value)
        case _:
            return str(value)


def as_published(policy: Policy, field: str) -> bool:
    """Whether a rule has the value it began with."""
    return bool(getattr(policy, field) == getattr(PUBLISHED, field))


def read_policy(team: Team, fields: Mapping[str, str]) -> Policy | Unfit:
    """The rules with the fields that are given, each of `SETTINGS`; the others stay."""
    changed: dict[str, object] = {}
    wrong: dict[str, str] = {}
    for field, text in fields.items():
        reason = _reason(BY_FIELD[field], text.strip(), team)
        if reason:
            wrong[field] = reason
        else:
            changed[field] = _value(BY_FIELD[field], text.strip())
    return Unfit(wrong) if wrong else team.policy.model_copy(update=changed)


def change_policy(team: Team, me: str, fields: Mapping[str, str], now: datetime) -> Acts | Unfit | Refused:
    """Set rules of the team. They hold for what is written from now on: no promise moves."""
    policy = read_policy(team, fields)
    if isinstance(policy, Unfit):
        return policy
    act = PolicyChanged(policy=policy)
    ruling = may_team(team, me, act, now)
    if not ruling:
        return refuse(ruling.code)
    return (act,) if policy != team.policy else refuse("nothing-chosen")


def _reason(setting: Setting, text: str, team: Team) -> str:
    """Why a value does not fit, `""` if it does."""
    if not text and setting.empty:
        return ""
    match setting.kind:
        case "yes or no":
            return "" if text in (YES, NO) else "Yes or no."
        case "choice":
            return "" if text in setting.choices else f"One of: {', '.join(setting.choices)}."
        case "members":
            return "" if set(text.split()) <= set(team.active) else "Only members who are on the team."
        case kind:
            least, most = LEAST[kind], MOST[kind]
            fits = text.isascii() and text.isdigit() and len(text) < 6 and least <= int(text) <= most
            empty = ", or leave it empty" if setting.empty else ""
            return "" if fits else f"A whole number from {least} to {most:,}{empty}."


def _value(setting: Setting, text: str) -> object:
    match setting.kind:
        case "yes or no":
            return text == YES
        case "choice":
            return text
        case "members":
            return tuple(dict.fromkeys(text.split()))
        case _:
            return int(text) if text else None
