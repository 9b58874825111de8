"""Colours: every text can be read on every ground that it may stand on, and no file but one holds a colour."""

import re
from itertools import product
from pathlib import Path

import pytest
from textual.color import Color

from coctui.app import CoctuiApp
from coctui.styles.theme import DAYLIGHT, LAMPLIGHT, THEMES, without_colour

PACKAGE = Path(__file__).parents[2] / "coctui"
TEXTS = ("foreground", "text-muted", "text-faint", "accent", "error", "warning", "success")
GROUNDS = ("background", "surface", "panel", "boost", "cursor-row", "cursor-idle")
WASHES = ("error-wash", "warning-wash", "success-wash", "accent-wash")
MEANINGS = ("error", "warning", "success", "accent")
READABLE, SEEN = 4.5, 3.0
"""WCAG 2: contrast of text, and of what must be seen without being read."""


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
