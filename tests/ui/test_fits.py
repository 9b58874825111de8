"""Every screen fits its window: no row wider, none missing, in ASCII not one other sign; and nothing is far away."""

from pathlib import Path

import pytest

from coctui import keymap
from tests.ui.room import Told, rested
from tests.ui.test_every_key import WAYS, app_on, go, told

__all__ = ["told"]
SHAPES = (((80, 24), "utf-8"), ((120, 40), "utf-8"), ((80, 24), "ascii"), ((120, 24), "ascii"))
QUICK = ("case",)
"""Looked at in every run; the others are among the slow tests."""


@pytest.mark.parametrize(
    "screen", [pytest.param(name, marks=() if name in QUICK else pytest.mark.slow) for name in keymap.SCREENS]
)
async def test_no_row_is_wider_than_the_window(screen: str, told: Told, tmp_path: Path) -> None:
    """Each row has exactly the cells of the window, at both sizes; in ASCII scroll bars, edges and signs are letters too."""
    way = WAYS[screen]
    for number, (size, encoding) in enumerate(SHAPES):
        folder = tmp_path / str(number)
        folder.mkdir()
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(
                "XDG_STATE_HOME", str(folder)
            )  # each copy is a vault that this computer sees for the first time
            here = told.copied(folder)
            app = app_on(here, way, encoding=encoding)
            try:
                async with app.run_test(size=size) as pilot:
                    await go(app, pilot, screen)
                    await rested(pilot)
                    strips = app.screen._compositor.render_strips()
                    assert len(strips) == size[1]
                    assert {strip.cell_length for strip in strips} == {size[0]}, size
                    if encoding == "ascii":
                        text = "".join(strip.text for strip in strips)
                        assert sorted({sign for sign in text if not sign.isascii()}) == []
            finally:
                if app.session.vault is not None:
                    app.session.vault.lock()


def test_nothing_is_far_away() -> None:
    """From the list every screen is three keys away at most; what lies behind a line of a list, as far as that line.

    Merging is watched, not gone to: it comes by itself once a path was written and confirmed.
    """
    assert WAYS["merging"].keys[-2:] == ("x", "f2")
    by_itself = {**WAYS, "merging": WAYS["merging"]._replace(keys=WAYS["merging"].keys[:-2])}
    steps = {screen: [key for key in way.keys if key not in ("j", "k", "G")] for screen, way in by_itself.items()}
    assert {screen: keys for screen, keys in steps.items() if len(keys) > 3} == {}
