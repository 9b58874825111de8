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
