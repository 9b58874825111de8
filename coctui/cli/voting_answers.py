"""What `show --json` says of how the cleared members decide: assessment, plan, votes."""

from coctui.cli.answer import Answer, Time


class Plan(Answer):
    """What is proposed."""

    behaviours: tuple[str, ...]
    consequences: tuple[str, ...]
    ends: str
    refused: str
    again: Time | None
    text: str


class Votes(Answer):
    """The votes on that plan, of who can open the case now."""

    votes: dict[str, str]
    """Member to `for`, `against` or `abstain`."""
    needed: int
    quorum: int
    stand: str
    """`open`, `met`, `not met` or `tie`."""


class Deciding(Answer):
    """Assessment, plan and votes, as far as there are any."""

    assessment: dict[str, str]
    """Question to `yes`, `no` or `perhaps`; `impact` and `risk` to `low` or `high`; `text`. Only what was said."""
    plan: Plan | None
    votes: Votes | None
    confirm_again: tuple[str, ...]
    """Who had a part in the decision and stepped aside since: it asks to be confirmed."""
