"""The head of a case: code name, gloss, pills. Pure: nothing here asks the vault or looks at a clock."""

from coctui.casework.own_list import ON_IT
from coctui.screens.opened import Look, Opened
from coctui.widgets import moments
from coctui.widgets.case_parts import HeadFacts, Pill


def head(opened: Opened, look: Look) -> HeadFacts:
    """Code name, gloss, at most two pills, and what it is about."""
    row = opened.row
    age = (
        moments.stamp(row.received, look.at.now, look.zone)
        if look.clock_times
        else moments.ago(row.received, look.at.now)
    )
    return HeadFacts(row.case, row.gloss, _pills(opened, look), (row.what, row.place, f"received {age}"))


def _pills(opened: Opened, look: Look) -> tuple[Pill, ...]:
    row = opened.row
    pills: list[Pill] = []
    if row.status == "closed":
        pills.append(Pill("", "closed"))
    elif row.ongoing == "yes":
        pills.append(Pill("!", "ONGOING"))
    elif row.promise and row.due and row.due < look.at.now:
        pills.append(Pill("!", "OVERDUE"))
    if row.safety:
        pills.append(Pill("~", "safety: fears retaliation", "safety"))
    if opened.on_own_list and len(pills) < 2:  # else the panel alone says it: a concern for safety stays in sight
        pills.insert(0, Pill("~", ON_IT, "own list: R"))
    if look.names:
        # the Next bar says what is urgent; a concern for safety stays beside the name whatever else is shown
        return (*pills[-1:], Pill("~", f"names shown, {look.names} s", f"names {look.names} s"))
    return tuple(pills)
