"""Colours: every text can be read on every ground that it may stand on, and no file but one holds a colour."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem, ColorType
from textual.color import Color

from coctui.app import CoctuiApp
from coctui.screens.inbox import InboxScreen
from coctui.styles.theme import (
    DAYLIGHT,
    FEW_DARK,
    FEW_LIGHT,
    LAMPLIGHT,
    OWN_DARK,
    OWN_LIGHT,
    THEMES,
    for_terminal,
    without_colour,
)
from tests.ui.room import Told, press, shown, standing, story, telling

PACKAGE = Path(__file__).parents[2] / "coctui"
TEXTS = ("foreground", "text-muted", "text-faint", "accent", "error", "warning", "success")
GROUNDS = ("background", "surface", "panel", "boost", "cursor-row", "cursor-idle")
WASHES = ("error-wash", "warning-wash", "success-wash", "accent-wash")
MEANINGS = ("error", "warning", "success", "accent")
READABLE, SEEN = 4.5, 3.0
"""WCAG 2: contrast of text, and of what must be seen without being read."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A vault with one case."""
    with telling(tmp_path_factory.mktemp("story"), story) as told:
        yield told


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [channel / 255 for channel in Color.parse(colour).rgb]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    bright, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("table", [LAMPLIGHT, DAYLIGHT], ids=["lamplight", "daylight"])
def test_every_text_can_be_read(table: dict[str, str]) -> None:
    """Each text colour on each ground, on the washes that it may stand on, and on a filled button."""
    pairs = [*product(TEXTS, GROUNDS), *product(TEXTS[:3], WASHES), *((name, f"{name}-wash") for name in MEANINGS)]
    pairs.append(("on-accent", "accent"))
    low = {pair: contrast(table[pair[0]], table[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in low.items() if ratio < READABLE} == {}


@pytest.mark.parametrize("table", [LAMPLIGHT, DAYLIGHT], ids=["lamplight", "daylight"])
def test_edges_can_be_seen(table: dict[str, str]) -> None:
    """Empty checks, meters at rest and the edges of fields stand out from every ground."""
    assert {ground for ground in GROUNDS if contrast(table["edge"], table[ground]) < SEEN} == set()


SIXTEEN = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
"""Names of the first eight colours of a terminal; the others are the bright ones."""
PALETTES = {
    "console": "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
    "xterm": "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
}
"""What terminals show for the sixteen, unless their owner chose otherwise."""
PAIRS = [*product(TEXTS, (*GROUNDS, *WASHES)), ("on-accent", "accent"), *((text, "background") for text in TEXTS)]


def seen(colour: str, palette: str, *, ground: bool, dark: bool) -> str:
    """What a colour of a table looks like in a terminal of sixteen colours."""
    names = PALETTES[palette].split()
    if colour == "ansi_default":
        return f"#{names[0 if ground == dark else 15]}"
    if colour.startswith("ansi_"):
        number = SIXTEEN.index(colour.removeprefix("ansi_").removeprefix("bright_"))
        return f"#{names[number + 8 * ('bright' in colour)]}"
    return f"#{names[RichColor.parse(colour).downgrade(ColorSystem.STANDARD).number or 0]}"


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize(
    ("table", "dark"),
    [(OWN_DARK, True), (OWN_LIGHT, False), (FEW_DARK, True), (FEW_LIGHT, False)],
    ids=["own dark", "own light", "sixteen dark", "sixteen light"],
)
def test_every_text_can_be_read_in_sixteen_colours(table: dict[str, str], palette: str, *, dark: bool) -> None:
    """Under a terminal's own palette, and where a terminal has no more than that one."""
    low = {
        (text, ground): round(found, 1)
        for text, ground in PAIRS
        if (
            found := contrast(
                seen(table[text], palette, ground=False, dark=dark),
                seen(table[ground], palette, ground=ground != "accent", dark=dark),
            )
        )
        < READABLE
    }
    assert low == {}
    assert set(table) == set(LAMPLIGHT)


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
async def test_in_the_terminals_palette_no_other_colour_is_drawn(theme: str, told: Told, tmp_path: Path) -> None:
    """List, case, card and sheet: all colours are the terminal's own, and nothing shows through a card."""
    async with standing(told.copied(tmp_path), InboxScreen, size=(80, 24)) as (app, pilot):
        app.theme = theme
        for keys in ((), ("p",), ("escape", "o"), ("escape", "escape", "enter"), ("R",)):
            await press(pilot, *keys)
            drawn = {
                colour.name
                for strip in app.screen._compositor.render_strips()
                for part in strip
                if part.style
                for colour in (part.style.color, part.style.bgcolor)
                if colour is not None and colour.type == ColorType.TRUECOLOR
            }
            assert drawn == set(), type(app.screen).__name__
        assert "Step aside from slate-wren" in shown(pilot)
        assert "Report data" not in shown(pilot)


def test_sixteen_colours_are_for_terminals_that_have_no_more() -> None:
    """Others keep the theme as it was measured."""
    plain = dict(LAMPLIGHT)
    assert for_terminal(plain, dark=True, own=False, few=False) == plain
    assert for_terminal(plain, dark=True, own=False, few=True)["error"] == FEW_DARK["error"]
    assert for_terminal(plain, dark=False, own=True, few=True)["error"] == OWN_LIGHT["error"]


def test_both_tables_have_the_same_roles() -> None:
    """A sheet that looks right by night has all its colours by day."""
    assert list(LAMPLIGHT) == list(DAYLIGHT)
    assert [theme.name for theme in THEMES] == ["coctui-lamplight", "coctui-daylight"]


def test_no_other_file_holds_a_colour() -> None:
    """Screens, widgets and sheets name roles; the theme file says what they look like."""
    hexes = re.compile(r"#[0-9a-fA-F]{3,8}\b")
    files = [
        *(PACKAGE / "screens").glob("*.py"),
        *(PACKAGE / "widgets").glob("*.py"),
        *(PACKAGE / "styles").glob("*.tcss"),
    ]
    found = {path.name: hexes.findall(path.read_text(encoding="utf-8")) for path in [*files, PACKAGE / "app.py"]}
    assert {name: colours for name, colours in found.items() if any(len(c) in (4, 7, 9) for c in colours)} == {}


def test_without_colour_nothing_is_darker_than_plain_text() -> None:
    """`NO_COLOR` turns colours to greys: what shouts must not fade."""
    plain = without_colour(dict(LAMPLIGHT) | {"primary": LAMPLIGHT["accent"]})
    assert {plain[name] for name in (*MEANINGS, "primary")} == {LAMPLIGHT["foreground"]}


@pytest.mark.parametrize("theme", ["coctui-lamplight", "coctui-daylight", "ansi-dark", "ansi-light"])
async def test_sheets_load_under_every_theme(theme: str, tmp_path: Path) -> None:
    """Also under the terminal's own palette, which knows none of our names."""
    app = CoctuiApp(tmp_path / "none.coctui", first=False)
    async with app.run_test() as pilot:
        app.theme = theme
        await pilot.pause()
        assert app.query_one("#head").display
