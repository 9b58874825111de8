"""A debrief as a file of its maker's: told of in every case that is in it before a word is written."""

from collections.abc import Callable
from pathlib import Path

from coctui.host.outside import outside_file
from coctui.reports.debrief import Debrief
from coctui.reports.markdown import as_markdown


def as_json(debrief: Debrief) -> str:
    """One object, ASCII only, like all that --json prints."""
    return debrief.model_dump_json(ensure_ascii=True) + "\n"


def save(
    path: Path, debrief: Debrief, record: Callable[[str], None], *, json: bool = False, replace: bool = False
) -> tuple[str, ...]:
    """Write it; `record(code name)` is called for each case in it first. The code names. Raises `NotSaved`, and what `record` raises."""
    text, codes = as_json(debrief) if json else as_markdown(debrief), tuple(debrief.codes())
    with outside_file(path, replace=replace) as file:
        for code in codes:
            record(code)
        file.write(text.encode())
    return codes
