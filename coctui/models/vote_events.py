"""How the cleared members come to a decision: they assess, plan what follows, and vote on the plan. Content lane."""

from typing import Literal

from coctui.models.event import Body
from coctui.models.noun import Hash, Line, Moment, Text

Said = Literal["", "yes", "no", "perhaps"]
"""Answer to one question of an assessment; empty while nobody has said."""
Level = Literal["", "low", "high"]
Behaviour = Literal[
    "avoid specific language",
    "avoid kinds of discussion",
    "no private messages to someone",
    "stay out of channels",
    "give up moderator rights",
    "give up volunteer duties",
    "give up leadership",
    "give up membership",
]
"""What a plan may ask of the reported person (PLC-E lists these eight)."""
Consequence = Literal[
    "nothing",
    "a warning, spoken or by mail",
    "a final warning",
    "leave for a time",
    "leave for good",
    "publish an account, no names",
    "pass on to the PSF group",
]
"""What may follow (PLC-E lists these seven)."""
Vote = Literal["for", "against", "abstain"]


class Assessed(Body):
    """Seven plain questions, and where that leaves the case: a help for thinking, never a score (PLC-E)."""

    kind: Literal["assessment/1"] = "assessment/1"
    public: Said = ""
    group: Said = ""
    """Whether it hits a group harder that is marginalised already."""
    leader: Said = ""
    harassment: Said = ""
    safety: Said = ""
    again: Said = ""
    stop: Said = ""
    """Whether they did not stop when asked."""
    impact: Level = ""
    risk: Level = ""
    text: Text = ""


class Planned(Body):
    """What is asked of the reported person, and what follows; a later plan takes its place, and is voted on anew."""

    kind: Literal["plan/1"] = "plan/1"
    behaviours: tuple[Behaviour, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    ends: Line = ""
    refused: Line = ""
    """What follows if the person refuses the plan: decided beforehand (OTTER)."""
    again: Moment | None = None
    """When to look at it again."""
    text: Text = ""


class Voted(Body):
    """A holder's vote on a plan; a later one of theirs takes its place."""

    kind: Literal["vote/1"] = "vote/1"
    plan: Hash
    """Link of the plan."""
    vote: Vote


VOTE_BODIES: tuple[type[Body], ...] = (Assessed, Planned, Voted)
