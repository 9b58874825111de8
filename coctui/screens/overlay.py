"""What cards and sheets share: they stand over a screen that goes dark behind them."""

from typing import Any, TypeVar

from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen

from coctui.screens.base import CoctuiScreen

T = TypeVar("T")


class _Dimmed(BackgroundScreen):
    """The screen behind a card: darker, and nothing bold, so that the card is the one thing to read."""

    PLAIN = Style(bold=False, italic=False)

    @classmethod
    def process_segments(cls, segments: Any, color: Color) -> Any:
        """Tint, then take the weight away."""
        for text, style, control in super().process_segments(segments, color):
            yield Segment(text, style if control or style is None else style + cls.PLAIN, control)


class Overlay(ModalScreen[T], CoctuiScreen[T]):
    """A card or a sheet over a screen that goes dark behind it."""

    def render(self) -> RenderableType:
        """The screen behind, darkened."""
        behind = super().render()
        return _Dimmed(behind.screen, behind.color) if isinstance(behind, BackgroundScreen) else behind
