"""What a case wants next, as its Next bar says it, and where the bar's key leads."""

from coctui.casework.strike import waiting_for
from coctui.casework.two_answers import ALSO_CLOSED
from coctui.models.case import Case
from coctui.models.handover import given_back, to_take
from coctui.models.items import ITEMS
from coctui.models.votes import tally, unconfirmed
from coctui.screens.case_data import first_to_ask, to_ask
from coctui.screens.next_act import Lead, promised
from coctui.screens.opened import Look, Opened
from coctui.screens.two_answers import choice_of
from coctui.widgets import moments, next_step
from coctui.widgets.bars import NextStep
from coctui.widgets.views import wakes

Next = tuple[NextStep, Lead | None]
"""What is said, and what the key does."""
DOES = {
    "acknowledgement": "write it",
    "status": "write it",
    "outcome": "write it",
    "check-in": "write it",
    "review": "look at it",
    "expiry": "say that it was seen to",
    "team check-in": "say that it was done",
}
ALARMS: dict[str, tuple[str, Lead | None]] = {
    "alone": ("ask a colleague", Lead("who")),
    "stand-in": ("name a stand-in", Lead("stand-in")),
    "no lead": ("name a stand-in", Lead("stand-in")),
    "rotation": ("", None),
    "apart": ("", None),
}


def next_thing(opened: Opened, look: Look) -> Next:
    """The one thing to do now: late first, then what people must choose, then what goes on, then what is open."""
    row = opened.row
    if row.status == "closed" and _two_answers(opened.case) is None and not wakes(row, look.at):
        return NextStep("", "Closed.", "Everything in it stays.", "reopen it"), Lead("close")
    if row.promise and row.due and row.due < look.at.now:
        return _late(opened, look)
    if (choice := _two_answers(opened.case)) is not None:
        return choice
    if row.ongoing == "yes" and row.status != "closed":
        return NextStep("!", "It is going on now.", "Look first at what can be done at once.", "act now"), Lead("act")
    if (entry := waiting_for(opened.case, opened.me)) is not None:
        act = "A colleague asks that words be taken out of the timeline."
        return NextStep("~", act, "It takes a second member.", "look at it"), Lead("strike", entry.link)
    if row.alarm in next_step.ALARMS:
        does, lead = ALARMS[row.alarm]
        act, because = next_step.ALARMS[row.alarm]
        return NextStep("~", act, because if row.alarm in ("alone", "rotation") else "", does), lead
    return _between_us(opened) or _in_time(opened, look)


def _between_us(opened: Opened) -> Next | None:
    """What a colleague waits for: work that they hand over, a duty that lies with nobody."""
    case, me = opened.case, opened.me
    if unconfirmed(case):
        act = "Who had a part in the decision stepped aside."
        return NextStep("~", act, "Confirm it again, or decide anew.", "decide"), Lead("determine")
    votes = tally(case)
    if votes is not None and me not in votes.votes and votes.stand == "open" and case.determination is None:
        decides = "Your vote decides this." if votes.decides(me) else f"{len(votes.votes)} of {votes.holders} voted."
        return NextStep("~", "A plan waits for your vote.", decides, "vote"), Lead("deciding")
    if offered := to_take(case, me):
        count = sum(len(offer.lines) for offer in offered)
        lines = "1 line" if count == 1 else f"{count} lines"
        act = f"{lines} handed over to you."
        return NextStep("~", act, "Yours once you say yes.", "look through"), Lead("take over")
    if free := given_back(case, but=me):
        act = f"Nobody has: {', '.join(free)}."
        return NextStep("~", act, "Whoever says yes has it.", "say yes"), Lead("take over")
    return None


def _late(opened: Opened, look: Look) -> Next:
    row = opened.row
    due = moments.stamp(row.due, look.at.now, look.zone) if look.clock_times else moments.ago(row.due, look.at.now)
    kind = next_step.kind_of(row)
    act = next_step.promise_due(kind, row.due, look.at.now).act
    tail = f": {next_step.KEEPS[kind]}" if kind in next_step.KEEPS else "."
    return NextStep("!", act, f"It was due {due}{tail}", DOES.get(kind, "")), promised(row)


def _two_answers(case: Case) -> Next | None:
    """Answers given without knowledge of each other, where one of them must be chosen."""
    closed = case.closed and "closed" not in case.two_answers
    for key in case.two_answers:
        if not closed or key.partition(" ")[0] in ALSO_CLOSED:
            what, lead = choice_of(key)
            return NextStep("~", f"Two answers for {what}: choose.", "", "open it"), lead
    return None


def _in_time(opened: Opened, look: Look) -> Next:
    case, row = opened.case, opened.row
    due = next_step.promise_due(next_step.kind_of(row), row.due, look.at.now) if row.promise and row.due else None
    if due is not None and row.due < look.at.today:
        return due._replace(sign="~", does=DOES.get(next_step.kind_of(row), "")), promised(row)
    place = first_to_ask(case)
    if place is not None:
        lead = Lead("item", ITEMS[place])
        return NextStep("", "Still to ask, if it helps:", f"{to_ask(case)}.", "write it down"), lead
    if row.status != "decided":
        by = f"The reporter is told {moments.until(row.due, look.at.now)}." if due else "Nothing is due."
        return NextStep("", "Everything was asked.", by, "decide"), Lead("determine")
    if due is not None:
        return due._replace(does=DOES.get(next_step.kind_of(row), "")), promised(row)
    return NextStep("", "Decided, and nothing is due.", "", "close it"), Lead("close")
