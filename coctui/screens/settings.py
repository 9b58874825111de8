"""Settings: one's own, the team's rules, one's keys; and which protections hold on this computer."""

import os
import sys
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from coctui import keymap, safetext
from coctui.casework import policy as rules
from coctui.casework.profile import Unfit
from coctui.casework.result import Refused
from coctui.host.checks import Check
from coctui.screens import habits as own
from coctui.screens import own_keys, settings_view
from coctui.screens.base import CoctuiScreen
from coctui.screens.care_tab import CareTab
from coctui.screens.header import Header
from coctui.screens.setting import SettingCard
from coctui.widgets.bars import KeyBar, PaneRule
from coctui.widgets.line_list import LineList
from coctui.widgets.mark_list import Mark
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import FAINT, MUTED
from coctui.widgets.settings_list import SettingLine, SettingsList
from coctui.widgets.view_list import Tab, TabLine

if TYPE_CHECKING:
    from coctui.vault.door import Vault
    from coctui.vault.kept import Kept

TABS = ("1 Yours", "2 The team's", "3 Your keys", "4 This computer", "5 Vault")
YOURS, TEAM, KEYS, COMPUTER, CARE = range(5)
WHOSE = (
    "For you alone, on every computer where you open this vault.",
    "For all of the team, from now on: no promise that was made moves. A chair sets them, or a lead while there is no chair.",
    "For you alone. Footer, help and commands show your keys.",
    "Which protections hold where you sit now; nothing was changed. With how long one guess of a passphrase takes: coctui doctor",
    "For you alone: how you open this vault, and where its copies lie. Each of these is a line command too.",
)
LOOKING = SettingLine("looking", "Looking at this computer", "", sign="~", fixed=True)
KEPT = "Kept and sealed."
LOOK_EVERY = 1.0


class SettingsScreen(CareTab, CoctuiScreen[None]):
    """A list under three tabs, and beside it what the setting under the cursor does."""

    KEYS = "settings"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("everywhere", "settings", "safety")]
    CSS_PATH = "../styles/settings.tcss"
    AUTO_FOCUS = "#settings"

    def __init__(self, tab: int = YOURS) -> None:
        super().__init__()
        self.tab = tab
        self._checks: tuple[Check, ...] = ()
        self._copies: tuple[Kept, ...] | None = None

    def compose(self) -> ComposeResult:
        """Tabs, list, reasons."""
        yield Header(self.house)
        yield TabLine("h l tabs", id="tabs")
        with Horizontal(id="body"):
            yield SettingsList(id="settings")
            with Vertical(id="side"):
                yield PaneRule("", id="name")
                yield Paragraphs(id="why", own=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """The first tab."""
        super().on_mount()
        self._draw(top=True)
        self._look_closer()
        self.set_interval(LOOK_EVERY, self._look)

    @property
    def vault(self) -> "Vault":
        """The open vault."""
        vault = self.house.session.vault
        assert vault is not None, "settings are on the screen only while the vault is open"  # noqa: S101
        return vault

    # drawing

    def _lines(self) -> tuple[SettingLine, ...]:
        settings = self.vault.sheet.settings
        if self.tab == TEAM:
            return settings_view.rule_lines(self.vault.team)
        if self.tab == KEYS:
            return settings_view.key_lines(settings)
        if self.tab == COMPUTER:
            return settings_view.computer_lines(self._checks) or (LOOKING,)
        if self.tab == CARE:
            return self._care_lines()
        return settings_view.own_lines(settings, pin=self.house.session.pin is not None)

    def _draw(self, *, top: bool = False) -> None:
        self.query_one(TabLine).show(list(TABS), self.tab)
        self.query_one(SettingsList).show(self._lines(), top=top)
        self._draw_why()

    def _draw_why(self) -> None:
        line = self.query_one(SettingsList).chosen
        self.query_one("#name", PaneRule).show(line.label if line else "")
        parts = [(line.value, "bold"), ("", ""), (line.why, ""), ("", "")] if line else []
        self.query_one("#why", Paragraphs).show([*parts, (WHOSE[self.tab], MUTED if line else FAINT)])

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._draw_why()

    def _look(self) -> None:
        if self.house.session.vault is not None and self.app.screen is self:
            self.run_job("look", self.vault.refresh, self._looked, lambda _: None)

    def _looked(self, _: bool) -> None:
        if self.house.session.vault is not None and self._lines() != self.query_one(SettingsList).settings:
            self._draw()

    # tabs

    def _show_tab(self, tab: int) -> None:
        tab = max(0, min(tab, len(TABS) - 1))
        if tab != self.tab:
            self.tab = tab
            self._draw(top=True)
            self._look_closer()

    def _look_closer(self) -> None:
        """What a tab shows that has to be looked for."""
        if self.tab == COMPUTER:
            self._examine()
        elif self.tab == CARE:
            self._count_copies()

    def _examine(self) -> None:
        path, source = self.house.session.path, self.vault.source

        def examine() -> tuple[Check, ...]:
            from coctui.vault.doctor import examine

            return examine(path, dict(os.environ), stream=sys.__stdout__, source=source, derive=False)

        self.run_job("doctor", examine, self._examined, lambda _: None)

    def _examined(self, checks: tuple[Check, ...]) -> None:
        self._checks = checks
        if self.tab == COMPUTER:
            self._draw()

    @on(Tab)
    def _tab_chosen(self, message: Tab) -> None:
        self._show_tab(message.index)

    def action_move_left(self) -> None:
        """The tab before."""
        self._show_tab(self.tab - 1)

    def action_move_right(self) -> None:
        """The tab after."""
        self._show_tab(self.tab + 1)

    def action_pane_next(self) -> None:
        """The tab after, and round."""
        self._show_tab((self.tab + 1) % len(TABS))

    def action_pane_previous(self) -> None:
        """The tab before, and round."""
        self._show_tab((self.tab - 1) % len(TABS))

    def action_pane_1(self) -> None:
        """One's own."""
        self._show_tab(YOURS)

    def action_pane_2(self) -> None:
        """The team's."""
        self._show_tab(TEAM)

    def action_pane_3(self) -> None:
        """One's keys."""
        self._show_tab(KEYS)

    def action_pane_4(self) -> None:
        """This computer."""
        self._show_tab(COMPUTER)

    def action_pane_5(self) -> None:
        """Ways in, and copies."""
        self._show_tab(CARE)

    def action_times(self) -> None:
        """Clock times, or how long ago, on the screens that show any."""
        self.house.clock_times = not self.house.clock_times

    # changing

    @on(LineList.Opened)
    def _opened(self) -> None:
        line = self.query_one(SettingsList).chosen
        if line is not None and not line.fixed:
            if self.tab == CARE:
                self._open_care(line)
                return
            card = (self._own_card, self._rule_card, self._key_card)[self.tab](line)
            _ = self.app.push_screen(card, self._changed)

    def _changed(self, kept: bool | None) -> None:
        if self.house.session.vault is None:
            return
        self._look_closer()
        if not kept:
            return
        if self.tab != TEAM:
            self.house.adopt(self.vault.sheet.settings)
        self._draw()
        self.say(KEPT)

    def _own_card(self, line: SettingLine) -> SettingCard:
        if line.key == settings_view.PIN:
            return SettingCard(line.label, f"{line.why} Empty takes it away.", "", self.house.set_pin, secret=True)
        vault, settings = self.vault, self.vault.sheet.settings

        def write(value: str) -> str:
            refusal = own.refusal(line.key, value, settings)
            if not refusal:
                vault.write_settings({line.key: value})
            return refusal

        choices = settings_view.CHOICES.get(line.key)
        value = settings.get(line.key, "")
        if choices is None:
            return SettingCard(line.label, line.why, value, write, usual="")
        marks = [Mark(name, words) for name, words in choices.items()]
        return SettingCard(line.label, line.why, value or next(iter(choices)), write, marks=marks)

    def _key_card(self, line: SettingLine) -> SettingCard:
        vault, settings = self.vault, self.vault.sheet.settings
        name = f"{own_keys.SETTING}{line.key}"

        def write(value: str) -> str:
            refusal = own.refusal(name, value, settings)
            if not refusal:
                vault.write_settings({name: value})
            return refusal

        return SettingCard(line.label, line.why, settings.get(name, ""), write, usual="")

    def _rule_card(self, line: SettingLine) -> SettingCard:
        vault, setting = self.vault, rules.BY_FIELD[line.key]
        team = vault.team

        def write(value: str) -> str:
            acts = rules.change_policy(vault.team, vault.me, {setting.field: value}, vault.source.now())
            if isinstance(acts, Unfit):
                return acts.wrong[setting.field]
            if isinstance(acts, Refused):
                return "" if acts.code == "nothing-chosen" else acts.sentence
            vault.manage(*acts)
            return ""

        marks = {
            "yes or no": [Mark(word, word) for word in (rules.YES, rules.NO)],
            "choice": [Mark(word, word) for word in setting.choices],
            "members": [Mark(seat, safetext.line(member.name)) for seat, member in team.active.items()],
        }.get(setting.kind, [])
        value, usual = (
            rules.written_policy(team.policy)[setting.field],
            rules.written_policy(rules.PUBLISHED)[setting.field],
        )
        return SettingCard(line.label, line.why, value, write, marks=marks, many=setting.kind == "members", usual=usual)
