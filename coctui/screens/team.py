"""The team: who is on it, who is there now and next, how each is reached, and the hours with nobody."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from coctui import keymap, safetext
from coctui.casework.result import Refused
from coctui.models.roster import Member
from coctui.screens import team_view
from coctui.screens.base import CoctuiScreen
from coctui.screens.header import Header
from coctui.screens.question import QuestionCard
from coctui.widgets.bars import KeyBar, NextBar, NextStep, PaneRule
from coctui.widgets.fields import Field
from coctui.widgets.line_list import LineList
from coctui.widgets.pieces import BOLD, MUTED, cells
from coctui.widgets.roster import WHOLE, MemberFacts, RosterHeads, RosterLine, RosterList
from coctui.widgets.scroll_area import ScrollArea
from coctui.widgets.shift_chart import ShiftChart

if TYPE_CHECKING:
    from textual.screen import Screen

    from coctui.vault.door import Vault

T = TypeVar("T")
LOOK_EVERY = 1.0
DONE = "Recorded and sealed."


class TeamScreen(CoctuiScreen[None]):
    """A list of members, and beside it what the one under the cursor says of themself."""

    KEYS = "team"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("everywhere", "team", "safety")]
    CSS_PATH = "../styles/team.tcss"
    AUTO_FOCUS = "#members"
    _head: str | None = None
    """The newest event of the team that is drawn."""

    def compose(self) -> ComposeResult:
        """Next bar, list, facts."""
        yield Header(self.house)
        yield NextBar(id="next")
        with Horizontal(id="body"):
            with Vertical(id="main", classes="pane"):
                yield PaneRule("Team", focused=True, id="title")
                yield Field(id="filter", limit=100)
                yield RosterHeads(id="heads")
                yield RosterList(id="members")
                yield PaneRule("The next 24 hours", id="hours-title")
                yield ShiftChart(id="hours")
            with Vertical(id="side", classes="pane"):
                yield PaneRule("", id="name")
                with ScrollArea(id="told"):
                    yield MemberFacts(id="facts")
        yield KeyBar()

    def on_mount(self) -> None:
        """Draw the team, then look now and then whether it changed."""
        super().on_mount()
        self.draw_team()
        self.set_interval(LOOK_EVERY, self._look)

    @property
    def vault(self) -> "Vault":
        """The open vault."""
        vault = self.house.session.vault
        assert vault is not None, "the team is on the screen only while the vault is open"  # noqa: S101
        return vault

    # drawing

    @property
    def _now(self) -> datetime:
        return datetime.fromtimestamp(self.house.now(), UTC)

    def draw_team(self) -> None:
        """The team as it is now; the cursor stays on its member."""
        team, zone, now = self.vault.team, self.house.zone, self._now
        self._head = team.head
        wanted = self.query_one("#filter", Field).value
        shown = team_view.lines(team, self.vault.me, now, zone, clock=self.house.clock_times, wanted=wanted)
        self.query_one(RosterList).show(shown, () if wanted else team_view.gap_lines(team, now, zone))
        rows, hours = team_view.chart(team, now, zone)
        self.query_one(ShiftChart).show(rows, hours)
        self.set_class(not rows, "-no-shifts")
        count = len(team.active)
        self.query_one("#title", PaneRule).show(count=f"{count} members" if count != 1 else "1 member")
        self.query_one("#next", NextBar).show(team_view.next_step(team, now, zone))
        self._draw_facts()

    def _draw_facts(self) -> None:
        line, facts, name = self._chosen, self.query_one(MemberFacts), self.query_one("#name", PaneRule)
        name.show(line.name if line else "")
        self.query_one("#told").scroll_home(animate=False)
        if line is None:
            facts.show(())
            self.refresh_keys()
            return
        whole = ("Name", line.name if cells(line.name) > WHOLE else "", "")
        if line.invited:
            said: tuple[tuple[str, str, str], ...] = (
                ("Roles", line.roles, ""),
                ("Invited", line.until, ""),
                ("Next", "they use their code, once", ""),
            )
        else:
            vault = self.vault
            said = team_view.facts(vault.team, line.key, vault.words(line.key), self._now, self.house.zone)
        facts.show((whole, *said))
        self.refresh_keys()

    @property
    def _chosen(self) -> RosterLine | None:
        return self.query_one(RosterList).chosen

    @property
    def _member(self) -> Member | None:
        line = self._chosen
        return None if line is None or line.invited else self.vault.team.members.get(line.key)

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._draw_facts()

    def minute(self) -> None:
        """Shifts begin and end."""
        self.draw_team()

    def action_times(self) -> None:
        """Clock times, or how long there is."""
        self.house.clock_times = not self.house.clock_times
        self.draw_team()

    # what others wrote

    def _look(self) -> None:
        if self.house.session.vault is not None and self.app.screen is self:
            self.run_job("look", self.vault.refresh, self._looked, self._refused)

    def _looked(self, _: bool) -> None:
        # What is news for the list of cases need not be what changes here, and the other way round.
        if self.house.session.vault is not None and self.vault.team.head != self._head:
            self.draw_team()

    def _refused(self, error: Exception) -> None:
        if getattr(error, "code", "") != "locked":
            self._say_no(str(getattr(error, "sentence", "")))

    def _say_no(self, sentence: str) -> None:
        self.query_one("#next", NextBar).show(NextStep("~", sentence))

    # filter

    def action_filter(self) -> None:
        """Filter as you type."""
        self.add_class("-filtering")
        self.query_one("#filter").focus()

    @on(Input.Changed, "#filter")
    def _filtered(self) -> None:
        self.draw_team()

    @on(Input.Submitted, "#filter")
    def _filter_kept(self) -> None:
        self.query_one(RosterList).focus()

    def action_back(self) -> None:
        """Out of the filter first."""
        if self.has_class("-filtering"):
            self.query_one("#filter", Field).value = ""
            self.remove_class("-filtering")
            self.query_one(RosterList).focus()
        else:
            _ = self.dismiss()

    # acts

    def works(self, binding: str) -> bool:
        """What there is to do with the line under the cursor."""
        line = self._chosen if self.is_mounted else None
        if binding in ("compare", "roles", "renew", "lost"):
            here = line is not None and not line.invited and (binding == "renew" or not line.left)
            return here and (binding == "roles" or (line is not None and not line.you))
        if binding in ("remove", "open"):
            return line is not None and not line.left
        return True

    def _over(self, screen: "Screen[Any]") -> None:
        _ = self.app.push_screen(screen, lambda _: self.draw_team())

    @on(LineList.Opened)
    def _opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Oneself: one's own profile. A colleague: their key words."""
        line = self._chosen
        if line is not None and line.you:
            self.action_edit()
        elif line is not None and not line.invited:
            self.action_compare()

    def action_edit(self) -> None:
        """What one says of oneself."""
        from coctui.screens.profile import ProfileSheet

        self._over(ProfileSheet())

    def action_own_list(self) -> None:
        """People and employers whom one must not judge."""
        from coctui.screens.own_list import OwnListSheet

        self._over(OwnListSheet())

    def action_invite(self) -> None:
        """Invite somebody."""
        from coctui.screens.invite import InviteSheet

        self._over(InviteSheet())

    def action_roles(self) -> None:
        """Other roles for the member under the cursor."""
        member = self._member
        if member is not None:
            from coctui.screens.roles import RolesSheet

            self._over(RolesSheet(member.seat, safetext.line(member.name)))

    def action_compare(self) -> None:
        """Compare the six words of a key, by voice."""
        member = self._member
        if member is None or member.seat == self.vault.me:
            return
        from coctui.screens.team_acts import compared

        name, vault = safetext.line(member.name), self.vault
        parts = [
            (f"Ask {name} by voice to read theirs: under T, on their own line.", ""),
            ("", ""),
            (vault.words(member.seat), BOLD),
            ("", ""),
            ("If they are not the same, somebody else has that seat: tell the team at once.", MUTED),
        ]
        card = QuestionCard(f"Key words of {name}", parts, safe="Not compared", other="They were the same")
        self._ask(card, lambda: compared(vault, member.seat))

    def action_remove(self) -> None:
        """Remove the member, or take the invitation back."""
        line = self._chosen
        if line is None:
            return
        from coctui.screens.team_acts import removal_question, remove, withdraw

        vault, key = self.vault, line.key
        self._ask(removal_question(line), lambda: withdraw(vault, key) if line.invited else remove(vault, key))

    def action_renew(self) -> None:
        """A new seat for somebody who lost every way in."""
        member = self._member
        if member is None:
            return
        from coctui.screens.invite import CodeCard
        from coctui.screens.team_acts import renew, renewal_question

        vault, name = self.vault, safetext.line(member.name)
        self._ask_for(
            renewal_question(name), lambda: renew(vault, member.seat), lambda code: self._over(CodeCard(name, code))
        )

    def action_lost(self) -> None:
        """A computer is lost: its seat is closed, in one act."""
        member = self._member
        if member is None:
            return
        from coctui.screens.lost import end_seat, lost_question, told

        vault, name = self.vault, safetext.line(member.name)
        self._ask_for(
            lost_question(name), lambda: end_seat(vault, member.seat), lambda ended: self._over(told(self, ended))
        )

    def _ask(self, card: QuestionCard, act: Callable[[], str]) -> None:
        """Ask, and if the other answer is given, do it, which says why not."""

        def said(refusal: str) -> None:
            if refusal:
                self._say_no(refusal)
            else:
                self.say(DONE)

        self._ask_for(card, act, said)

    def _ask_for(self, card: QuestionCard, act: Callable[[], T | Refused], show: Callable[[T], None]) -> None:
        """Ask, and if the other answer is given, do it and show what came of it; a refusal stands in the Next bar."""

        def answered(yes: bool | None) -> None:
            if yes:
                self.run_job("record", act, done, self._refused)

        def done(found: T | Refused) -> None:
            self.draw_team()
            if isinstance(found, Refused):
                self._say_no(found.sentence)
            else:
                show(found)

        _ = self.app.push_screen(card, answered)
