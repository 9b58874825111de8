"""The floor: the smallest full-screen program that this framework allows."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("Hello, world")


if __name__ == "__main__":
    Hello().run()
