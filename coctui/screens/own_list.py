"""One's own list of people and employers whom one must not judge: sealed, and compared at one's own side only."""

from collections.abc import Callable, Iterator

from textual.containers import Horizontal
from textual.widget import Widget

from coctui import safetext
from coctui.casework import own_list as rules
from coctui.casework.result import Refused
from coctui.screens.form import FormSheet, Kept
from coctui.widgets.fields import PushButton
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import BOLD, MUTED
from coctui.widgets.reason import Reason
from coctui.widgets.writing import WritingArea

ALONE = "Nobody else sees this list, or that there is one."
WHAT = (
    "One person, address, handle or employer a line: whom you work with, live with, are close to, or are at odds with. When one "
    "of them is in what you are asked about, your coctui says so, to you alone."
)


class OwnListSheet(FormSheet):
    """One place to write in."""

    AUTO_FOCUS = "#entries"
    SAID = "+ Kept, for you alone."

    def __init__(self) -> None:
        super().__init__("Whom you must not judge", "own list")
        self._before = ""

    def parts(self) -> Iterator[Widget]:
        """What it is for, and the list."""
        self._before = safetext.block("\n".join(self.vault.sheet.private))
        yield Paragraphs([(ALONE, BOLD), (WHAT, MUTED), ("", "")])
        yield WritingArea(safetext.block(self._before), id="entries", classes="answer")
        yield Reason(id="trouble")
        with Horizontal(id="buttons"):
            yield PushButton("Keep", id="keep", default=True)
            yield PushButton("Start anew", id="anew")

    def begin(self) -> dict[str, str]:
        """The list as it is."""
        return {"entries": self._before}

    def written(self) -> dict[str, str]:
        """The lines."""
        return {"entries": self.query_one("#entries", WritingArea).text}

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft."""
        self.query_one("#entries", WritingArea).load_text(safetext.block(fields.get("entries", "")))

    def keep(self) -> Callable[[], Kept]:
        """A new list in the place of the old one."""
        vault, text = self.vault, self.written()["entries"]

        def write() -> Kept:
            entries = rules.kept_list(text.splitlines())
            if isinstance(entries, Refused):
                return entries
            vault.write_private(entries)
            return None

        return write
