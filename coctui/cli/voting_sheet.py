"""What `show` says of assessment, plan and votes: as an answer and as lines."""

from collections.abc import Iterator

from coctui.casework.voting import HELP, LEVELS, QUESTIONS
from coctui.casework.words import plan_words
from coctui.cli.paper import pad, wrap
from coctui.cli.voting_answers import Deciding, Plan, Votes
from coctui.models.case import Case
from coctui.models.votes import assessed, planned, tally, unconfirmed

SIGNS = {"for": "+", "against": "-", "abstain": "·"}
STANDS = {
    "open": "still open",
    "met": "enough are for it",
    "not met": "not enough can be for it",
    "tie": "even: talk again",
}


def deciding_answer(case: Case) -> Deciding:
    """For --json."""
    said = assessed(case)
    plan, votes, members = planned(case), tally(case), case.access.team.members
    return Deciding(
        assessment={key: text for key, text in said.model_dump(exclude={"kind"}).items() if text} if said else {},
        plan=Plan(**plan[1].model_dump(exclude={"kind"})) if plan else None,
        votes=Votes(
            votes={members[seat].name: vote for seat, vote in votes.votes.items()},
            needed=votes.needed, quorum=votes.quorum, stand=votes.stand,
        )
        if votes
        else None,
        confirm_again=tuple(members[seat].name for seat in unconfirmed(case)),
    )  # fmt: skip


def deciding_lines(case: Case) -> Iterator[str]:
    """For a person; nothing where there is nothing to say."""
    if (said := assessed(case)) is not None:
        yield from ("", "Assessment   a help for thinking, never a score")
        for name, label in (*QUESTIONS.items(), *LEVELS.items()):
            if answer := getattr(said, name):
                yield f"  {pad(label, 26)} {answer}"
        if (help_ := HELP.get((said.impact, said.risk))) is not None:
            yield from wrap(help_, 2)
        yield from wrap(said.text, 2) if said.text else ()
    if (plan := planned(case)) is not None:
        yield from ("", "Plan")
        for words in plan_words(plan[1]):
            yield from wrap(words, 2)
    if (votes := tally(case)) is not None:
        members = case.access.team.members
        yield from ("", f"Votes   {STANDS[votes.stand]}; needs {votes.needed} for, of {votes.holders} who can open it")
        for seat in sorted(case.access.cleared, key=lambda seat: members[seat].seniority):
            vote = votes.votes.get(seat)
            yield f"  {SIGNS[vote] if vote else '~'} {pad(members[seat].name, 20)} {vote or 'not yet'}"
