"""Another copy of the vault: which file, what is being done, what came in, and the cases in which somebody has to choose."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from coctui import keymap, safetext
from coctui.host.filesystem import examine
from coctui.host.folders import typed_path
from coctui.screens.overlay import Overlay
from coctui.screens.reading import Parts
from coctui.screens.two_answers import choice_of, said_of
from coctui.screens.verdict_card import GivenUp, Progress, WorkingCard
from coctui.vault import arrival
from coctui.widgets.bars import KeyBar, PaneRule
from coctui.widgets.choice_list import Choice, ChoiceList
from coctui.widgets.fields import Field, FieldRow, PushButton
from coctui.widgets.line_list import LineList
from coctui.widgets.meter import Meter
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import MUTED
from coctui.widgets.reader import Reader

if TYPE_CHECKING:
    from coctui.vault.arrival import Merged
    from coctui.vault.door import Vault

ABOUT = (
    "A file of this vault that was worked on apart from yours: on a stick, or from a colleague. What it has and yours lacks comes in; "
    "nothing is lost, and nothing comes in twice. A copy of your file is made first, and the other file stays as it is."
)
WHICH = "Which file? Type its path."
STOPPED = "~ Stopped. Nothing was merged, and both files are as they were."
UNTIL = "Esc stops it while nothing is changed yet."


class MergeCard(Overlay[bool], inherit_bindings=False):
    """A path. The result is whether something was merged."""

    KEYS = "sheet"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("sheet")]
    CSS_PATH = ["../styles/overlay.tcss", "../styles/form.tcss"]
    AUTO_FOCUS = "#path"

    def compose(self) -> ComposeResult:
        """What it does, and which file."""
        with Vertical(classes="card"):
            yield PaneRule("Merge another copy", focused=True)
            yield Paragraphs([(ABOUT, MUTED), ("", "")])
            yield FieldRow("File", Field(limit=1_000, id="path"), id="row-path", beside=True)
            with Horizontal(id="buttons"):
                yield PushButton("Merge it", id="keep", default=True)
        yield KeyBar()

    def footer(self) -> list[tuple[str, str]]:
        """F2 says what it does here."""
        return [(key, "merge it" if key == "F2" else label) for key, label in super().footer()]

    @on(Input.Changed, "#path")
    def _typed(self) -> None:
        self.query_one("#row-path", FieldRow).wrong("")

    @on(Input.Submitted, "#path")
    @on(PushButton.Pressed, "#keep")
    def _keep_pressed(self) -> None:
        self.action_done()

    def action_done(self) -> None:
        """Look where the file lies, then merge it."""
        typed = self.query_one("#path", Field).value.strip()
        row = self.query_one("#row-path", FieldRow)
        if not typed:
            row.wrong(WHICH)
            return
        other = typed_path(typed)
        place = examine(other)
        if place.network:
            row.wrong(arrival.ON_A_NETWORK.format(place.network))
            return
        note = arrival.SYNCHRONISED.format(place.synced) if place.synced else ""
        card = MergingCard(other, note)
        _ = self.app.push_screen(card, lambda _: self._after(card))

    def _after(self, card: "MergingCard") -> None:
        """Away once something was merged; else the path stands there to be put right."""
        if card.came is not None:
            _ = self.dismiss(True)
        else:
            self.query_one("#path").focus()

    def action_back(self) -> None:
        """Out of the field, then away; nothing was merged."""
        if self.typing:
            self.set_focus(None)
        else:
            _ = self.dismiss(False)


class Doing(Message):
    """A part of the work begins."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


class MergingCard(WorkingCard, inherit_bindings=False):
    """Merges, then says what came in, and leads to the cases that have two answers."""

    KEYS = "merging"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("merging")]
    DOING = arrival.LOOKING

    def __init__(self, other: Path, note: str) -> None:
        super().__init__("Merge another copy")
        self._other, self._note = other, note
        self._stop = False
        self.came: Merged | None = None
        """What came in; `None` while nothing was merged."""
        self._open: dict[str, tuple[str, ...]] = {}
        """Room of each case that is listed, in that order, to what has two answers in it."""

    @property
    def _vault(self) -> "Vault":
        vault = self.house.session.vault
        assert vault is not None, "this card is on the screen only while the vault is open"  # noqa: S101
        return vault

    def on_mount(self) -> None:
        """Begin at once."""
        self.refresh_keys()
        vault, other = self._vault, self._other

        def work(progress: Progress) -> Parts:
            def step(done: int, steps: int) -> None:
                self._go_on()
                progress(done, steps)

            def doing(words: str) -> None:
                if words != arrival.JOINING:
                    self._go_on()
                self.post_message(Doing(words))

            self.came = vault.merge(other, step, doing)
            self._open = {vault.find(one.case): one.choose for one in self.came.cases if one.choose}
            return told(self.came, self._note)

        self.job(work)

    def _go_on(self) -> None:
        if self._stop:
            raise GivenUp

    def on_doing(self, message: Doing) -> None:
        """What is being done now; nothing that is finished is counted twice."""
        if self._busy:
            self.DOING = message.words
            place = arrival.MERGING.index(message.words)
            said = f"{message.words}: {place + 1} of {len(arrival.MERGING)}"
            note = f" {UNTIL}" if message.words != arrival.JOINING else ""
            self.query_one(Meter).show(f"{said}.{note}", 0.0)

    def done(self, parts: Parts) -> None:
        """What came in; and under it where somebody has to choose."""
        super().done(parts)
        if self.came is not None and self._open:
            found = [one for one in self.came.cases if one.choose]
            self._list(tuple(Choice("", safetext.line(one.case), _to_choose(one.choose)) for one in found))
        self.refresh_keys()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, GivenUp):
            self.done([("", STOPPED)])
        else:
            super()._refused(error)

    # choosing

    def _list(self, choices: tuple[Choice, ...]) -> None:
        for old in self.query(ChoiceList):
            _ = old.remove()
        if choices:
            found = ChoiceList(choices)
            _ = self.query_one("#reading-card").mount(found)
            found.focus()
        else:
            self.query_one(Reader).focus()

    @on(LineList.Opened)
    def _opened(self, message: LineList.Opened) -> None:
        from coctui.screens.case import CaseScreen

        room, keys = list(self._open.items())[message.index]
        # Straight to the two answers: what is late comes before them in the case's own Next bar.
        _ = self.app.push_screen(CaseScreen(room, first=choice_of(keys[0])[1]), lambda _: self._look_again())

    def _look_again(self) -> None:
        """What was chosen meanwhile is not listed any more."""
        vault, rooms = self._vault, tuple(self._open)

        def left() -> list[tuple[str, str, tuple[str, ...]]]:
            names = {row.room: row.case for row in vault.rows() if row.access == "cleared"}
            keys = {room: vault.case(room).two_answers for room in rooms if room in names}
            return [(room, names[room], keys[room]) for room in keys if keys[room]]

        self.run_job("left", left, self._left, lambda _: None)

    def _left(self, left: list[tuple[str, str, tuple[str, ...]]]) -> None:
        self._open = {room: keys for room, _, keys in left}
        self._list(tuple(Choice("", safetext.line(name), _to_choose(keys)) for _, name, keys in left))
        self.refresh_keys()

    def works(self, binding: str) -> bool:
        """Opening where there is a case to choose in."""
        return bool(self._open) if binding == "open" else super().works(binding)

    def action_back(self) -> None:
        """While it works: stop, where that changes nothing. Then close."""
        if self._busy:
            self._stop = True
        else:
            _ = self.dismiss()


def _to_choose(keys: tuple[str, ...]) -> str:
    return "two answers: choose" if len(keys) == 1 else f"two answers, {len(keys)} times: choose"


def told(came: "Merged", note: str) -> Parts:
    """What came in, of what this member may see."""
    rows = [
        "\n".join(
            part
            for part in (
                f"{'?' if one.choose else '+'} {one.case}   {one.came}",
                said_of(one.choose) if one.choose else "",
                one.kept_aside,
            )
            if part
        )
        for one in came.cases
    ]
    rows += [f"+ joined the team: {', '.join(came.joined)}"] if came.joined else []
    rows += [f"+ left the team: {', '.join(came.left)}"] if came.left else []
    rows += [f"! {arrival.TWO_TEAMS}"] if came.two_teams else []
    rows += [f"~ {arrival.OLDER}"] if came.older else []
    rows += [arrival.NOTHING] if came.nothing else []
    rows += [f"~ {note}"] if note else []
    return [("Merged. What came in", "\n".join(rows)), ("", arrival.STAYS)]
