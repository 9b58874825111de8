"""How cleared members decide together: assess, plan, vote. Nothing here is needed before a decision; small matters go without."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import get_args

from pydantic import ValidationError

from coctui.casework.record import writing
from coctui.casework.result import Acts, Refused, refuse
from coctui.casework.text import LINE, written
from coctui.models.case import Case
from coctui.models.vote_events import Assessed, Behaviour, Consequence, Level, Planned, Vote, Voted
from coctui.models.votes import assessed, planned, tally

QUESTIONS: dict[str, str] = {
    "public": "Seen in public",
    "group": "A group it hits harder",
    "leader": "By a community leader",
    "harassment": "Sexual harassment",
    "safety": "Safety, body or mind",
    "again": "Likely to happen again",
    "stop": "Did not stop when asked",
}
"""The seven questions (PLC-E, Safety First PDX), in the order in which one would talk about them."""
LEVELS = {"impact": "Impact", "risk": "Risk"}
BEHAVIOURS: tuple[Behaviour, ...] = get_args(Behaviour)
CONSEQUENCES: tuple[Consequence, ...] = get_args(Consequence)
HELP: dict[tuple[Level, Level], str] = {
    ("high", "low"): "High impact, low risk: speak with the person, repair, watch for a repeat.",
    ("low", "low"): "Low impact, low risk: a word in private may be enough.",
    ("low", "high"): "Low impact, high risk: set a limit now, before it grows.",
    ("high", "high"): "High impact, high risk: people's safety comes first; meet today.",
}
"""(impact, risk) to a sentence for thinking; it never chooses what follows."""


def assess(case: Case, me: str, said: Mapping[str, str], text: str = "") -> Acts | Refused:
    """Record answers to the seven questions, impact and risk; what is not named stays as it was. None of it is required."""
    if (no := writing(case, me)) is not None:
        return no
    words = written(text)
    if isinstance(words, Refused):
        return words
    before = assessed(case) or Assessed()
    try:
        after = Assessed.model_validate(
            {**before.model_dump(exclude={"kind"}), **said, **({"text": words} if words else {})}
        )
    except ValidationError:
        return refuse("not-one-of")
    return refuse("nothing-changed") if after == before else (after,)


def plan(
    case: Case,
    me: str,
    *,
    behaviours: Sequence[str] = (),
    consequences: Sequence[str] = (),
    ends: str = "",
    refused: str = "",
    again: datetime | None = None,
    text: str = "",
) -> Acts | Refused:
    """Propose what follows. A plan that differs from the one that stands is voted on anew: earlier votes were about another."""
    if (no := writing(case, me)) is not None:
        return no
    lines = [written(ends, limit=LINE), written(refused, limit=LINE), written(text)]
    for line in lines:
        if isinstance(line, Refused):
            return line
    try:
        proposed = Planned.model_validate(
            {
                "behaviours": tuple(each for each in BEHAVIOURS if each in behaviours),
                "consequences": tuple(each for each in CONSEQUENCES if each in consequences),
                "ends": lines[0], "refused": lines[1], "again": again, "text": lines[2],
            }
        )  # fmt: skip
    except ValidationError:
        return refuse("not-one-of")
    if not proposed.behaviours and not proposed.consequences and not proposed.text:
        return refuse("plan-empty")
    before = planned(case)
    return refuse("nothing-changed") if before is not None and before[1] == proposed else (proposed,)


def vote(case: Case, me: str, said: Vote) -> Acts | Refused:
    """Vote on the plan that stands; one may change one's mind until it is decided, and after."""
    if (no := writing(case, me)) is not None:
        return no
    standing = tally(case)
    if standing is None:
        return refuse("no-plan")
    return refuse("nothing-changed") if standing.votes.get(me) == said else (Voted(plan=standing.plan, vote=said),)
