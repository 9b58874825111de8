"""A key on paper: drawn, written down, and tested by typing two groups of it back before it counts."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from coctui.screens.secret_card import SecretCard
from coctui.widgets.drawn import Drawn
from coctui.widgets.fields import Field, FieldLabel, FieldRow, PushButton
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import BOLD, FAINT, MUTED, Line

if TYPE_CHECKING:
    from coctui.vault.door import Vault
    from coctui.vault.unlock import Proof

TRIES = 3
"""How often groups may be typed back before the page is given up."""
IN_A_ROW = 4
ABOUT = (
    "For the day when the passphrase is gone: thirteen groups of five letters that open the vault like it. Whoever has the page "
    "and the file reads all that you can read."
)
WRITE = (
    "Write all groups down now, in order. There is no 0, 1, 8 or 9 in them. Keep the page at home: not in the laptop bag, not in a "
    "photo, not in a file. To print a page instead: esc, then coctui paper-key | lp"
)
TEST = "Now from the paper, to test it. The fifth letter of each group is a check."
NOT_THE_SAME = "That is not what was drawn. Look at the paper again; nothing is kept yet."
GIVEN_UP = "Two groups could not be read back, so nothing was kept. Destroy the page, and start again."
OLD_GOES = (
    "A paper key opens the vault now. A new one takes its place; or it can be taken back, if the page was lost or seen."
)


class Groups(Drawn):
    """The groups of a key with their numbers; they are nowhere but here."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.key = ""

    def show(self, key: str) -> None:
        """Take a key, `""` for none."""
        self.key = key
        self.redraw(layout=True)

    def lines(self, width: int) -> list[Line]:
        """Four groups in a row."""
        groups = list(enumerate(self.key.split("-"), 1)) if self.key else []
        return [
            [piece for place, group in groups[at : at + IN_A_ROW] for piece in ((f"{place:>3}  ", FAINT), (f"{group}    ", BOLD))]
            for at in range(0, len(groups), IN_A_ROW)
        ]  # fmt: skip


class PaperCard(SecretCard):
    """Draws a paper key, shows it once, tests it, keeps it; or takes the one there is back."""

    HEAD = "A key on paper"
    DOES = "go on"

    def __init__(self, *, there: bool) -> None:
        """`there`: whether a paper key opens the vault now."""
        super().__init__()
        self._there = there
        self._proof: Proof | None = None
        self._asked = (1, 2)
        self._slips = 0

    def parts(self) -> Iterator[Widget]:
        """Three steps, one at a time."""
        yield Paragraphs([(f"{ABOUT} {OLD_GOES if self._there else ''}".strip(), MUTED), ("", "")], id="about")
        with Vertical(id="proving", classes="step"):
            yield from self.who_rows()
        with Vertical(id="written", classes="step"):
            yield Groups(id="groups")
        with Vertical(id="testing", classes="step"):
            yield FieldRow("Group", Field(limit=40, id="one"), id="row-one", beside=True)
            yield FieldRow("Group", Field(limit=40, id="two"), id="row-two", beside=True)
        with Horizontal(id="buttons"):
            yield PushButton("Draw a key", id="keep", default=True)
            yield PushButton("Take it back", id="drop")

    def on_mount(self) -> None:
        """First who sits here."""
        super().on_mount()
        self._step("proving")
        self.query_one("#drop").display = self._there

    def _step(self, step: str) -> None:
        self._now = step
        for each in self.query(".step"):
            each.display = each.id == step
        button = self.query_one("#keep", PushButton)
        button.label = {"proving": "Draw a key", "written": "It is on paper", "testing": "Test it"}[step]
        button.refresh(layout=True)
        self.query_one("#drop").display = self._there and step == "proving"

    # one step after the other

    def action_done(self) -> None:
        """The next step."""
        {"proving": self._draw, "written": self._ask, "testing": self._test}[self._now]()

    def _draw(self) -> None:
        def draw(vault: "Vault", proof: "Proof") -> "tuple[Proof, str]":
            return proof, vault.draw_paper_key()

        job = self.prove(draw)
        if job is not None:
            self.work(job, self._drawn)

    def _drawn(self, drawn: "tuple[Proof, str]") -> None:
        self._proof, key = drawn
        self.query_one("#groups", Groups).show(key)
        self.query_one("#about", Paragraphs).show([(WRITE, ""), ("", "")])
        self._step("written")
        self.query_one("#keep").focus()

    def _ask(self) -> None:
        source = self.vault.source
        places = list(range(1, self.query_one("#groups", Groups).key.count("-") + 2))
        first = source.choose(places)
        places.remove(first)
        self._asked = first, source.choose(places)
        for name, place in zip(("one", "two"), self._asked, strict=True):
            self.query_one(f"#row-{name} FieldLabel", FieldLabel).say(f"Group {place}")
        self.query_one("#about", Paragraphs).show([(TEST, ""), ("", "")])
        self._step("testing")
        self.field("one").focus()

    def _test(self) -> None:
        vault, key, proof = self.vault, self.query_one("#groups", Groups).key, self._proof
        for name, place in zip(("one", "two"), self._asked, strict=True):
            if not vault.same_group(key, place, self.field(name).value):
                self._slipped(name)
                return
        assert proof is not None, "who sits here was proven before a key was drawn"  # noqa: S101
        self.work(lambda: vault.keep_paper_key(proof, key), lambda _: self._kept())

    def _slipped(self, name: str) -> None:
        self._slips += bool(self.field(name).value.strip())
        if self._slips < TRIES:
            self.wrong(name, NOT_THE_SAME)
            return
        self.forget_secrets()
        self._slips = 0
        self.trouble(GIVEN_UP)

    def _kept(self) -> None:
        _ = self.dismiss(True)

    @on(PushButton.Pressed, "#drop")
    def _drop_pressed(self) -> None:
        self.work(self.vault.drop_paper_key, lambda _: self._kept())

    def forget_secrets(self) -> None:
        """The key neither: what was not tested was never kept."""
        super().forget_secrets()
        self._proof = None
        self.query_one("#groups", Groups).show("")
        self.query_one("#about", Paragraphs).show([(ABOUT, MUTED), ("", "")])
        self._step("proving")
