"""Settings one under another: what each is called, what it is set to, and whether it was changed."""

from typing import NamedTuple

from coctui.widgets.line_list import LineList
from coctui.widgets.pieces import FAINT, MUTED, Line, clip, fit, sign

LABEL, VALUE = 32, 26


class SettingLine(NamedTuple):
    """One setting; every text is our own or cleaned."""

    key: str
    label: str
    value: str
    changed: bool = False
    """Whether it is not as it came."""
    why: str = ""
    """What it does and where its value comes from."""
    note: str = ""
    """Beside the value: `set by the team`, `yours`."""
    sign: str = ""
    """`+` holds, `!` does not, `~` not known: of a fact."""
    fixed: bool = False
    """Whether there is nothing to change: a fact."""


class SettingsList(LineList):
    """A row each; enter changes the one under the cursor."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.settings: tuple[SettingLine, ...] = ()

    def show(self, settings: tuple[SettingLine, ...], *, top: bool = False) -> None:
        """Take the settings; the cursor stays, or goes to the `top`."""
        self.settings = settings
        places = list(range(len(settings)))
        self.set_entries(places, places, cursor=0 if top else None)

    @property
    def chosen(self) -> SettingLine | None:
        """The line under the cursor."""
        return self.settings[self.cursor] if self.cursor < len(self.settings) else None

    def line(self, number: int, width: int) -> Line:
        """Label, value, note."""
        setting = self.settings[number]
        cut = self.glyphs.cut
        value = "bold $foreground" if setting.changed else "$foreground"
        wide = width - 2 - LABEL - VALUE >= len(setting.note)
        if setting.fixed:
            return clip(
                [
                    (" ", ""),
                    sign(setting.sign),
                    (" ", ""),
                    (fit(setting.label, LABEL + 8, cut), "$foreground"),
                    (setting.value, MUTED),
                ],
                width - 2,
                cut,
            )
        return clip(
            [
                (" ", ""),
                (fit(setting.label, LABEL - 2, cut) + "  ", MUTED),
                (fit(setting.value, VALUE, cut) if wide else setting.value, value),
                (setting.note if wide else "", FAINT),
            ],
            width - 2,
            cut,
        )
