"""The list before its vault is there: the lines among which it was left, drawn while everything is read and checked behind them.

One may move among them, lock and leave. All other keys wait, in their order, and the mouse does not press. So nothing is done
on what was not checked; a vault that turns out damaged or older is told at the door.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.events import Event, Key, MouseDown, MouseUp

from coctui.screens.guarded import GuardedApp

if TYPE_CHECKING:
    from coctui.models.row import Glance
    from coctui.screens.inbox import InboxScreen
    from coctui.vault.door import Vault

WAY_OUT = frozenset({"lock", "suspend", "leave"})
"""Actions that need no vault."""


class AheadApp(GuardedApp, inherit_bindings=False):
    """An app that goes in before the vault is checked, and back out when that is not as it should be."""

    def go_in(self, then: Callable[[], None] | None = None) -> None:
        """To the list of the rows at hand; `then` comes once it is drawn."""
        raise NotImplementedError

    @property
    def ahead(self) -> "InboxScreen | None":
        """The list, while it stands before its vault."""
        if self.session.glance is None:
            return None
        from coctui.screens.inbox import InboxScreen

        return next((screen for screen in self._stack if isinstance(screen, InboxScreen)), None)

    def enter_ahead(self, glance: "Glance", then: Callable[[], None]) -> None:
        """Show the lines among which the list was left; `then` reads on."""
        self.session.glance, self.session.rows = glance, glance.rows
        self._type_ahead.answers = self._answers
        self.adopt(glance.settings)
        self.go_in(then)

    def back_out(self) -> None:
        """The vault is not as it should be: to the door, where that is said. What was typed meanwhile was meant for the list."""
        self._type_ahead.forget()
        if self.ahead is not None:
            self.habits = self.habits._replace(keys={})
            self.set_keymap({})
            self.call_next(self._back_out)

    async def _back_out(self) -> None:
        while len(self._stack) > 1:
            await self.pop_screen()

    def _drop(self) -> "tuple[str, list[Vault]]":
        self._type_ahead.forget()
        return super()._drop()

    def _answers(self, event: Event) -> bool:
        """Whether a key can be answered now."""
        if (inbox := self.ahead) is None:
            return True
        bound = inbox.active_bindings.get(event.key) if isinstance(event, Key) else None
        if bound is None or self.screen is not inbox:
            return False
        return bound.binding.action in WAY_OUT or (bound.node is inbox.cases and bound.binding.action != "open")

    async def on_event(self, event: Event) -> None:
        """A press of the mouse would open what is not there yet."""
        if not (isinstance(event, (MouseDown, MouseUp)) and self.ahead is not None):
            await super().on_event(event)
