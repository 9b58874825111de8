"""From the list of cases to the screens about all of them: debrief, team, settings."""

from typing import Any

from textual.screen import Screen


class Elsewhere(Screen[Any]):
    """What a screen needs that leads there; each comes back to it."""

    def _go(self, screen: Screen[Any]) -> None:
        """Put it over this one, which reads anew when it has gone."""
        _ = self.app.push_screen(screen, lambda _: self.came_back())

    def came_back(self) -> None:
        """Something may have changed meanwhile."""

    def action_take(self) -> None:
        """Take a report down; what was written while locked is begun already."""
        from coctui.screens.taking import TakingScreen

        _ = self.app.push_screen(TakingScreen(), self._taken)

    def _taken(self, room: str | None) -> None:
        """A case was opened: who may see this, then the case."""
        self.came_back()
        if room is not None:
            from coctui.screens.case import CaseScreen
            from coctui.screens.who import WhoSheet

            self._go(CaseScreen(room))
            _ = self.app.push_screen(WhoSheet(room))

    def action_due(self) -> None:
        """What was promised."""
        from coctui.screens.due import DueScreen

        self._go(DueScreen())

    def action_debrief(self) -> None:
        """The debrief."""
        from coctui.screens.debrief import DebriefScreen

        self._go(DebriefScreen())

    def action_team(self) -> None:
        """The team."""
        from coctui.screens.team import TeamScreen

        self._go(TeamScreen())

    def action_settings(self) -> None:
        """Settings."""
        from coctui.screens.settings import SettingsScreen

        self._go(SettingsScreen())
