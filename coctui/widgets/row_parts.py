"""A row in full, to be read: what the columns cut, every promise, and clock times beside the relative ones."""

from datetime import UTC, tzinfo

from coctui.models.row import Row
from coctui.widgets import moments
from coctui.widgets.case_line import ACCESS_WORDS
from coctui.widgets.next_step import ALARMS, for_row
from coctui.widgets.preview import promise_lines
from coctui.widgets.views import Moment

ONGOING = {"yes": "It is going on now.", "no": "It is not going on.", "unknown": "Whether it goes on is not known."}


def row_parts(row: Row, at: Moment, zone: tzinfo = UTC) -> list[tuple[str, str]]:
    """(title, text) of each part that has something to say; texts as they came, for the reader to clean."""
    step = for_row(row, at)
    parts = [("Next", " ".join(part for part in (step.act, step.because) if part))]
    if row.received:
        when = f"{moments.ago(row.received, at.now)}, {moments.stamp(row.received, at.now, zone)}"
        parts.append(("Received", f"{when} {moments.zone_name(at.now, zone)}"))
    if row.access != "cleared":
        said = ACCESS_WORDS.get(row.access, ("you stepped aside", ""))[0]
        return [*parts, ("Where you stand", said)]
    about = [("Gloss", row.gloss), ("What", row.what), ("Place", row.place), ("Ongoing", ONGOING.get(row.ongoing, ""))]
    parts += [(title, text) for title, text in about if text]
    lines = [
        f"{mark} {what}: {became}, {moments.stamp(due, at.now, zone)}"
        for (mark, what, became), (_, _, due, _) in zip(promise_lines(row, at, zone), row.promises, strict=True)
    ]
    parts.append(("Promises", "\n".join(lines) or "Every promise is kept."))
    parts.append(("Assigned", f"{row.assigned or 'nobody'}{', and you' if row.mine else ''}"))
    parts.append(("May open", f"{row.holders} holder{'' if row.holders == 1 else 's'}, {row.asked} asked"))
    parts.append(("Still ask", row.ask or "nothing more"))
    if row.safety:
        parts.append(("Safety", "The reporter fears retaliation, or for their safety."))
    if row.alarm in ALARMS:
        parts.append(("Look at this", " ".join(ALARMS[row.alarm])))
    return parts
