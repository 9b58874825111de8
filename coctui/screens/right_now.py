"""Right now: words for the first minutes, who can remove somebody, hard moments. Opens while locked, save its sealed page."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from coctui import keymap, safetext
from coctui.casework import right_now as pages
from coctui.screens.base import CoctuiScreen
from coctui.screens.header import Header
from coctui.widgets import moments
from coctui.widgets.bars import NextBar, NextStep, PaneRule
from coctui.widgets.key_bar import KeyBar
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import MUTED
from coctui.widgets.view_list import Tab, TabLine
from coctui.widgets.words_list import Words, WordsBeside, WordsList

if TYPE_CHECKING:
    from coctui.host.clipboard import Copied

DANGER = NextStep("!", "Is somebody in danger? Call for help there first.", "", does="who to call", key="2")
SEALED = "This page is your team's alone, and sealed. Unlock to read it."
BESIDE = ("First minutes", "What we are not", "If it is too much")
"""Sections of the first page that stand beside the words where there is room."""


class RightNowScreen(CoctuiScreen[None], inherit_bindings=False):
    """Three pages of words. `act` leads on to recording what was done, where a case is open."""

    KEYS = "right now"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("right now", "safety")]
    CSS_PATH = "../styles/right_now.tcss"
    AUTO_FOCUS = "#words"

    def __init__(self, act: Callable[[], None] | None = None) -> None:
        super().__init__()
        self._act = act
        self.page = 1

    def compose(self) -> ComposeResult:
        """Danger first, tabs, words; beside them who is with you."""
        yield Header(self.house)
        with Horizontal(id="body"):
            with Vertical(id="main"):
                yield NextBar(id="danger")
                yield TabLine(id="tabs")
                yield WordsList("y copy", id="words")
                yield Paragraphs(id="then")
            with Vertical(id="beside"):
                yield PaneRule("With you", id="with-rule")
                yield Paragraphs(id="with", own=False)
                yield WordsBeside(id="steps")
        yield KeyBar()

    def on_mount(self) -> None:
        """The first page."""
        super().on_mount()
        self.query_one("#danger", NextBar).show(DANGER)
        self._draw()

    # what stands where

    @property
    def open(self) -> bool:
        """Whether the team's own words can be read."""
        return self.house.session.vault is not None

    def _text(self, page: int) -> str:
        vault = self.house.session.vault
        if vault is not None:
            from coctui.casework.team_words import words_of

            return words_of(vault.team, pages.key_of(page))
        return pages.default_text(page) if page in pages.OPEN_PAGES else f"# {pages.PAGES[page]}\n{SEALED}"

    def _sections(self, page: int) -> list[Words]:
        found = pages.sections(self._text(page))
        return [Words(safetext.line(part.title), tuple(map(safetext.line, part.words))) for part in found]

    def _draw(self) -> None:
        wide = self.size.width >= 100
        sections = self._sections(self.page)
        beside = [part for part in self._sections(1) if part.title in BESIDE]
        words = [part for part in sections if not (wide and self.page == 1 and part in beside)]
        hint = "opens while locked too" if self.page in pages.OPEN_PAGES else "your team's alone"
        titles = [f"{number} {title}" for number, title in pages.PAGES.items()]
        self.query_one("#tabs", TabLine).show(titles, self.page - 1, hint)
        self.query_one("#words", WordsList).show(words, tight=self.size.height < 30)
        self.query_one("#steps", WordsList).show(beside)
        self.query_one("#with", Paragraphs).show(self._with_you())
        then = "F5  record what was done: half a line is enough" if self._act else ""
        self.query_one("#then", Paragraphs).show([(then, MUTED)] if then else [])
        self.query_one("#beside").display = wide
        self.refresh_keys()

    def _with_you(self) -> list[tuple[str, str]]:
        vault, now = self.house.session.vault, self.house.now()
        if vault is None:
            return [("Unlock to see who is on shift.", MUTED)]
        from coctui.casework.cover import cover

        told: list[tuple[str, str]] = []
        for each in cover(vault.team, datetime.fromtimestamp(now, UTC)):
            if each.standing == "not on shift" or each.seat == vault.me:
                continue
            member = vault.team.members[each.seat]
            word = {"on now": "on shift to", "next": "on shift from"}.get(each.standing, "may be woken")
            moment = each.shift.end if each.shift and each.standing == "on now" else each.shift and each.shift.start
            at = f" {moments.clock(moment.timestamp(), self.house.zone)}" if moment else f", {member.profile.phone}"
            told.append(
                (safetext.line(f"{member.name}  {word}{at}"), "$foreground" if each.standing == "on now" else MUTED)
            )
        return told or [("Nobody else gave a shift or a number.", MUTED)]

    def on_resize(self, event: events.Resize) -> None:
        """One column or two."""
        super().on_resize(event)
        self._draw()

    def minute(self) -> None:
        """Shifts begin and end."""
        self.query_one("#with", Paragraphs).show(self._with_you())

    # keys

    def works(self, binding: str) -> bool:
        """What needs an open vault, or a case, does nothing without it."""
        if binding == "act":
            return self._act is not None
        return self.open if binding in ("lock", "veil") else True

    def _turn(self, page: int) -> None:
        self.page = page
        self._draw()
        self.query_one("#words").focus()

    def action_page_1(self) -> None:
        """Words."""
        self._turn(1)

    def action_page_2(self) -> None:
        """Who can remove, whom to call."""
        self._turn(2)

    def action_page_3(self) -> None:
        """Hard moments."""
        self._turn(3)

    @on(Tab)
    def _tab(self, message: Tab) -> None:
        self._turn(message.index + 1)

    def action_move_left(self) -> None:
        """The page before."""
        self._turn(max(1, self.page - 1))

    def action_move_right(self) -> None:
        """The next page."""
        self._turn(min(len(pages.PAGES), self.page + 1))

    def action_copy(self) -> None:
        """Copy the words under the cursor. They are nobody's story: nothing is recorded."""
        section = self.query_one("#words", WordsList).section
        if section is not None:
            text, house = "\n".join(section.sentences), self.house
            self.run_job("copy", lambda: house.copy(text), self._copied)

    def _copied(self, copied: "Copied") -> None:
        self.say(f"{'+' if copied.done else '~'} {copied.sentence}")

    def action_act(self) -> None:
        """On to what was done."""
        if self._act is not None:
            act = self._act
            _ = self.dismiss()
            act()
