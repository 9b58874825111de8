"""What leaves coctui by a person's own act, recorded where every holder sees it."""

from typing import Literal

from coctui.casework.result import Acts, Refused, refuse
from coctui.models.case import Case
from coctui.models.content_events import ShownOutside

How = Literal["copied", "saved"]
What = Literal["case", "entry", "message", "file", "debrief"]


def shown_outside(case: Case, me: str, how: How, what: What) -> Acts | Refused:
    """Record that something of a case was copied or saved outside; in a closed case too."""
    if me not in case.access.cleared:
        return refuse("not-cleared")
    return refuse("newer-version") if case.access.unknown else (ShownOutside(how=how, what=what),)
