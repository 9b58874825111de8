"""The two colour tables, warm at night and warm by day: the only file that holds a colour.

Every pair of a text and a ground was measured (WCAG 2): text 4.5 or more, things that must be seen 3.0 or more. A test measures them again.
"""

from typing import Final

from textual.theme import Theme

LAMPLIGHT: Final = {
    "background": "#15141b",
    "surface": "#1b1a23",
    "panel": "#242230",
    "boost": "#2d2a3a",
    "cursor-row": "#332d4f",
    "cursor-idle": "#272533",
    "rule": "#3e3a4c",
    "edge": "#7d778f",
    "foreground": "#ece6dc",
    "text-muted": "#bdb6c8",
    "text-faint": "#a29bae",
    "accent": "#c2b2ff",
    "on-accent": "#1a1624",
    "error": "#ff9a8d",
    "warning": "#f2c67c",
    "success": "#a6d5a2",
    "error-wash": "#3a222a",
    "warning-wash": "#332a20",
    "success-wash": "#1f2e28",
    "accent-wash": "#2b2642",
}
"""Dark: off-white on aubergine, little blue; the default, for a volunteer at night."""

DAYLIGHT: Final = {
    "background": "#f7f3eb",
    "surface": "#fdfaf4",
    "panel": "#f0eadf",
    "boost": "#e8e1d4",
    "cursor-row": "#e1d9f8",
    "cursor-idle": "#ebe5d9",
    "rule": "#d3cabb",
    "edge": "#807889",
    "foreground": "#2a2532",
    "text-muted": "#554e60",
    "text-faint": "#625a6c",
    "accent": "#5638c0",
    "on-accent": "#fdfaf4",
    "error": "#a8241c",
    "warning": "#7a4f00",
    "success": "#27632f",
    "error-wash": "#f9e0da",
    "warning-wash": "#f5e7c8",
    "success-wash": "#dfeeda",
    "accent-wash": "#e9e2fa",
}
"""Light: ink on paper, the same roles."""

BUILT_IN: Final = ("background", "surface", "panel", "boost", "foreground", "accent", "error", "warning", "success")
"""Roles that Textual has a slot for; all others travel as variables."""

ROLES: Final = ("error", "warning", "success", "accent", "on-accent", "edge", "rule")


def _sixteen(text: str, ground: str, roles: tuple[str, ...]) -> dict[str, str]:
    """A table for a terminal whose palette is its owner's: one ground, one text, and signs in colours that stand out."""
    table = {name: ground if name in _GROUNDS else text for name in LAMPLIGHT}
    return table | dict(zip(ROLES, roles, strict=True))


_GROUNDS: Final = frozenset(
    name for name in LAMPLIGHT if name.endswith("wash") or name in ("background", "surface", "panel", "boost", "cursor-row", "cursor-idle")
)  # fmt: skip
OWN_DARK: Final = _sixteen(
    "ansi_default",
    "ansi_default",
    ("ansi_bright_red", "ansi_bright_yellow", "ansi_bright_green", "ansi_bright_magenta", "ansi_black", "ansi_default",
     "ansi_bright_black"),
)  # fmt: skip
"""Under `ansi-dark`: the terminal's own colours, which its owner chose for a dark ground."""
OWN_LIGHT: Final = _sixteen(
    "ansi_default",
    "ansi_default",
    ("ansi_red", "ansi_magenta", "ansi_default", "ansi_blue", "ansi_bright_white", "ansi_default", "ansi_white"),
)
"""Under `ansi-light`. No yellow and no green: on white nobody can read them."""
FEW_DARK: Final = _sixteen(
    "#ffffff", "#000000", ("#ff5555", "#ffff55", "#55ff55", "#ff55ff", "#000000", "#aaaaaa", "#555555")
) | {"text-muted": "#aaaaaa", "text-faint": "#aaaaaa"}  # fmt: skip
"""Where a terminal has sixteen colours: each of these is one of them, and none lies on a ground that it falls together with."""
FEW_LIGHT: Final = _sixteen(
    "#000000", "#ffffff", ("#aa0000", "#aa00aa", "#000000", "#0000aa", "#ffffff", "#000000", "#aaaaaa")
)

MEANINGS: Final = ("accent", "primary", "secondary", "error", "warning", "success")
"""What must not turn darker than plain text when colour is taken away."""


def derived(table: dict[str, str]) -> dict[str, str]:
    """Every variable that a stock widget would fill in for itself."""
    return {
        "primary": table["accent"],
        "text": table["foreground"],
        "text-disabled": table["text-faint"],
        "border": table["accent"],
        "border-blurred": table["edge"],
        "block-cursor-background": table["cursor-row"],
        "block-cursor-foreground": table["foreground"],
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": table["cursor-idle"],
        "block-cursor-blurred-foreground": table["foreground"],
        "block-cursor-blurred-text-style": "none",
        "block-hover-background": table["cursor-idle"],
        "input-cursor-background": table["foreground"],
        "input-cursor-foreground": table["background"],
        "input-cursor-text-style": "none",
        "input-selection-background": table["accent-wash"],
        "input-selection-foreground": table["foreground"],
        "scrollbar": table["rule"],
        "scrollbar-hover": table["edge"],
        "scrollbar-active": table["accent"],
        "scrollbar-background": table["background"],
        "scrollbar-background-hover": table["background"],
        "scrollbar-background-active": table["background"],
        "scrollbar-corner-color": table["background"],
        "button-foreground": table["foreground"],
        "button-color-foreground": table["on-accent"],
        "button-focus-text-style": "bold",
        "footer-background": table["background"],
        "footer-foreground": table["text-muted"],
        "footer-key-foreground": table["accent"],
    }


def theme(name: str, table: dict[str, str], *, dark: bool) -> Theme:
    """Make a Textual theme from a table."""
    return Theme(
        name=name,
        dark=dark,
        primary=table["accent"],
        secondary=table["accent"],
        variables=table | derived(table),  # the whole table: Textual would drop `boost` and shift others by rounding
        **{role: table[role] for role in BUILT_IN},  # type: ignore[arg-type]  # the keys are Theme's own field names
    )


THEMES: Final = (theme("coctui-lamplight", LAMPLIGHT, dark=True), theme("coctui-daylight", DAYLIGHT, dark=False))

FALLBACK: Final = {role: LAMPLIGHT[role] for role in LAMPLIGHT if role not in BUILT_IN}
"""Values for our own names under a theme that does not know them: without these a sheet fails to load."""


_CURSOR: Final = {
    "input-cursor-text-style": "reverse",
    "input-selection-background": "ansi_cyan",
    "input-selection-foreground": "ansi_black",
}
"""What a cursor and a selection look like where ground and text have no colour that could be turned round."""


def for_terminal(variables: dict[str, str], *, dark: bool, own: bool, few: bool) -> dict[str, str]:
    """The colours that can be read here: `own` for the terminal's own palette, `few` where it has sixteen."""
    if own:
        table = OWN_DARK if dark else OWN_LIGHT
        return variables | table | derived(table) | _CURSOR
    if few:
        table = FEW_DARK if dark else FEW_LIGHT
        return variables | table | derived(table)
    return variables


def without_colour(variables: dict[str, str]) -> dict[str, str]:
    """Give every meaning the plain text colour: bold, sign and word carry it when a person asked for no colour."""
    return variables | dict.fromkeys(MEANINGS, variables["foreground"])
