"""What a case wants next, as the Next bar says it: from a row alone, without its text."""

from coctui.models.row import Row
from coctui.widgets import moments
from coctui.widgets.bars import NextStep
from coctui.widgets.views import Moment, wakes

ACTS = {
    "acknowledgement": "Tell the reporter that it arrived.",
    "status": "Tell the reporter how it stands.",
    "outcome": "Tell the reporter the outcome.",
    "review": "Look again at what was done.",
    "check-in": "Ask the reporter how they are.",
    "expiry": "Something that was done ends: lift it, or go on.",
    "team check-in": "Ask a colleague how they are.",
}
KEEPS = {
    "acknowledgement": "two lines keep it.",
    "status": "two lines keep it.",
}
PROMISES = {
    "status": "status to the reporter",
    "outcome": "outcome to the reporter",
    "review": "a look at what was done",
    "expiry": "the end of what was done",
}
"""What a promise is called where its kind alone says too little."""
ALARMS = {
    "alone": ("You are the only one who can open this.", "Ask a colleague, so that it does not rest on you."),
    "stand-in": ("More leads are out than the limit.", "Name a stand-in."),
    "no lead": ("No lead can open this.", "Name a stand-in."),
    "rotation": ("The key of this case is being renewed.", "Opening it finishes that."),
    "apart": ("Two copies met; you read one side.", "Who opens both brings them together."),
}


ELSEWISE = {
    "answered": NextStep("", "You answered.", "A colleague's coctui lets you in when it next runs.", "look again"),
    "keeper": NextStep("~", "Nobody can open this.", "Name who carries on: coctui ask"),
    "damaged": NextStep("!", "Part of this case cannot be read.", "Nothing was changed. Run: coctui verify"),
}
"""Cases that one cannot open."""


def promise_due(kind: str, due: float, now: float) -> NextStep:
    """The step that a promise asks for; late ones say so without blame and with the way out."""
    act = ACTS.get(kind, "Keep what was promised.")
    if due < now:
        tail = f": {KEEPS[kind]}" if kind in KEEPS else "."
        return NextStep("!", act, f"It was due {moments.ago(due, now)}{tail}")
    return NextStep("", act, f"Due {moments.until(due, now)}.")


def promise_name(kind: str) -> str:
    """What a promise is called in a list."""
    return PROMISES.get(kind, kind)


def kind_of(row: Row) -> str:
    """What keeps the next promise of a case: while nothing is decided, a word on how it stands keeps the day of the outcome."""
    return "status" if row.promise == "outcome" and row.status != "decided" else row.promise


def for_row(row: Row | None, at: Moment) -> NextStep:
    """The Next bar of the inbox, for the row under the cursor; an empty step for none."""
    if row is None:
        return NextStep()
    if row.access == "asked":
        return NextStep("~", "Answer the conflict check.", "Nobody will ask for a reason.", "answer")
    if row.access == "confirm":
        return NextStep("~", "Is it so: no conflict?", "A colleague wrote that you said so.", "answer")
    if row.access != "cleared":
        return ELSEWISE.get(row.access, NextStep("", "You stepped aside here.", "Nothing more is shown."))
    if row.status == "closed" and not wakes(row, at):
        return NextStep("", "Closed.", "Nothing is due.", "open it")
    kind = kind_of(row)
    if row.promise and row.due and row.due < at.now:
        return promise_due(kind, row.due, at.now)._replace(does="open it")
    if row.ongoing == "yes" and row.status != "closed":
        act = ACTS.get(row.promise, "")
        due = f"{act} Due {moments.until(row.due, at.now)}." if act and row.due else "Look at it first."
        return NextStep("!", "It is going on now.", due, "open it")
    if row.alarm in ALARMS:
        return NextStep("~", *ALARMS[row.alarm], does="open it")
    if row.status == "waiting":
        return NextStep("", "Waiting for a reply.", "", "open it")
    if row.promise and row.due:
        step = promise_due(row.promise, row.due, at.now)
        return step._replace(sign="~" if row.due < at.today else "", does="open it")
    return NextStep("", "Nothing is due.", f"Still to ask: {row.ask}." if row.ask else "", "open it")
