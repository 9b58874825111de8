"""Everything checked, and the verdict on one card: what fits, what is lost, what helps."""

import time
from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.worker import get_current_worker

from coctui.screens.reading import Parts, ReadingCard
from coctui.vault.verdict import FAR, HELPS, Verdict
from coctui.widgets.bars import PaneRule
from coctui.widgets.key_bar import KeyBar
from coctui.widgets.meter import Meter
from coctui.widgets.reader import Reader, lines_of

FRAME = 0.1
"""Seconds between two pictures of a meter."""
ROWS = 12
"""Findings that are listed; the line command has all of them."""
FITS = "+ Everything fits.\n  The file, the link and signature of every entry, the team, what is your own."
Progress = Callable[[int, int], None]


class GivenUp(Exception):
    """Whoever asked has left: the work stops where it is, and nothing is said."""

    sentence = ""


class Step(Message):
    """So much is done."""

    def __init__(self, done: int, steps: int) -> None:
        super().__init__()
        self.done, self.steps = done, steps


class WorkingCard(ReadingCard):
    """A card on which something goes on for a while, and then its result stands there."""

    CSS_PATH = ["../styles/overlay.tcss", "../styles/reading.tcss", "../styles/care.tcss"]
    DOING = ""
    """What is said over the meter."""

    def __init__(self, title: str) -> None:
        super().__init__("", title, [])
        self._busy = False

    def compose(self) -> ComposeResult:
        """Title, meter, text."""
        with Vertical(id="reading-card"):
            yield PaneRule(self._title, focused=True)
            yield Meter(id="working")
            yield Reader()
        yield KeyBar()

    def _wrap(self) -> None:
        """There is nothing to wrap yet."""

    def job(self, work: Callable[[Progress], Parts]) -> None:
        """Do it in a thread with a meter over the text; what the vault says against it stands there instead."""
        shown = 0.0

        def progress(done: int, steps: int) -> None:
            nonlocal shown
            if get_current_worker().is_cancelled:
                raise GivenUp
            if time.monotonic() - shown > FRAME:
                shown = time.monotonic()
                # Never by call_from_thread: the thread has the vault, and who is asked may be waiting for it.
                self.post_message(Step(done, steps))

        if self._busy:
            return  # one thing at a time
        self._busy = True
        meter = self.query_one(Meter)
        meter.show(self.DOING, 0.0)
        meter.display = True
        self.run_job("care", lambda: work(progress), self.done, self._refused)

    def on_step(self, message: Step) -> None:
        """The meter grows."""
        if self._busy:
            said = f"{self.DOING} {message.done:,} of {message.steps:,}"
            self.query_one(Meter).show(said, message.done / max(1, message.steps))

    def done(self, parts: Parts) -> None:
        """The result."""
        self._busy = False
        self.query_one(Meter).display = False
        self.query_one(Reader).show(lines_of(parts))
        self.query_one(PaneRule).show(count="")

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, GivenUp):
            self.done([("", f"! {getattr(error, 'sentence', '')}")])


class VerdictCard(WorkingCard):
    """Checks all that this member can check."""

    DOING = "Checking"

    def __init__(self) -> None:
        super().__init__("Check everything")

    def on_mount(self) -> None:
        """Begin at once."""
        vault = self.house.session.vault
        assert vault is not None, "this card is on the screen only while the vault is open"  # noqa: S101
        self.job(lambda progress: said(vault.verify(progress)))


def said(verdict: Verdict) -> Parts:
    """A verdict, for a screen."""
    cases = "1 case" if verdict.cases == 1 else f"{verdict.cases} cases"
    if verdict.ok:
        return [
            (
                "",
                f"{FITS}\n  Read to the last attachment: {cases} that you may open.",
            ),
            ("", "To compare with a colleague by voice that your two files hold the same: coctui verify --tip NAME"),
        ]
    parts: Parts = [("", f"! Not everything fits.\n  {FAR[verdict.opens]}")]
    for helps, heading in HELPS.items():
        found = [finding for finding in verdict.findings[:ROWS] if finding.remedy == helps]
        lines = [f"{finding.case}  {finding.sentence} ({finding.code})".strip() for finding in found]
        if lines:
            parts.append((f"{heading}:", "\n".join(lines)))
    more = len(verdict.findings) - ROWS
    if more > 0:
        parts.append(("", f"And {more} more: coctui verify --json lists all of them."))
    return [*parts, ("", "Nothing was changed. Keep this file as it is, and tell your team.")]
