"""`assess`, `plan`, `vote`: how the cleared members come to a decision."""

from coctui.casework import voting as rules
from coctui.casework.result import Acts, Refused
from coctui.cli.call import Call
from coctui.cli.moment import typed_moment
from coctui.cli.work import work
from coctui.models.awake import zone_of
from coctui.models.case import Case
from coctui.models.votes import tally


def assess(call: Call) -> None:
    """Answer some of the seven questions, say impact and risk."""
    names = (*rules.QUESTIONS, *rules.LEVELS)
    said = {name: answer for name in names if (answer := getattr(call.args, name)) is not None}
    work(call, lambda case, me: rules.assess(case, me, said, call.long_text()), "assessed")


def plan(call: Call) -> None:
    """Propose what follows."""
    args = call.args

    def rule(case: Case, me: str) -> Acts | Refused:
        again = typed_moment(call, args.again, zone_of(case.access.team, me), lean="future") if args.again else None
        return rules.plan(
            case,
            me,
            behaviours=[each for each in rules.BEHAVIOURS if dashed(each) in args.behaviour],
            consequences=[each for each in rules.CONSEQUENCES if dashed(each) in args.consequence],
            ends=args.ends,
            refused=args.refused,
            again=again,
            text=call.long_text(),
        )

    work(call, rule, "proposed; everybody who can open it votes on it", after=_stands)


def vote(call: Call) -> None:
    """Vote on the plan that stands."""
    said = call.args.vote
    work(call, lambda case, me: rules.vote(case, me, said), f"voted: {said}", after=_stands)


def _stands(case: Case, _: str) -> tuple[str, ...]:
    votes = tally(case)
    if votes is None:
        return ()
    return (f"{votes.count('for')} for, {votes.needed} needed, {len(votes.votes)} of {votes.holders} voted.",)


def dashed(words: str) -> str:
    """`a warning, spoken or by mail` is `warning-spoken-or-by-mail`."""
    return words.removeprefix("a ").replace(",", "").replace(" ", "-")
