"""The same case on two screens of one member, in two processes: what one leaves, the other shows no longer."""

from pathlib import Path

import pytest

from coctui.screens.room import LOOK_EVERY
from tests.ui.test_first_evening import CANARY, CASE, PATIENCE, Evening


@pytest.mark.slow
def test_an_open_case_closes_in_the_other_process(tmp_path: Path) -> None:
    """Stepped aside by a line command elsewhere, without a key here: the case is gone from the screen with one sentence."""
    evening = Evening(tmp_path)
    shared = evening.codes("Ilse")[0]
    assert evening.run("Ilse", "answer", shared, "clear") == 0
    assert evening.run("Noor", "list") == 0
    with evening.screen("Ilse", (80, 24)) as terminal:
        terminal.wait(shared, timeout=PATIENCE)
        terminal.press("enter").wait("Before any account", timeout=PATIENCE)
        terminal.press("enter").wait(CASE, timeout=PATIENCE)
        terminal.press("o").wait("F2", timeout=PATIENCE)
        assert evening.run("Ilse", "answer", shared, "recuse") == 0
        terminal.wait("You stepped aside here", timeout=PATIENCE)
        terminal.wait(lambda screen: "F2" not in screen.text() and CANARY not in screen.text(), timeout=PATIENCE)
    assert LOOK_EVERY <= 1.0
