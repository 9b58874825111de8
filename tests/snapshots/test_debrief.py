"""Pictures of the debrief, wide and narrow: for the team, for the public, and what stands behind a figure."""

from collections.abc import Callable, Iterator

import pytest

from coctui.screens.debrief import DebriefScreen
from tests.ui.conference import NAMES, conference
from tests.ui.room import Told, telling

WIDE, NARROW = (120, 40), (80, 24)
SHOTS = (((), WIDE), ((), NARROW), (("l",), WIDE), (("enter",), NARROW))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The conference, told once; nothing here writes."""
    with telling(tmp_path_factory.mktemp("conference"), conference, NAMES) as told:
        yield told


@pytest.mark.parametrize(("keys", "size"), SHOTS, ids=["wide", "narrow", "public", "behind"])
def test_debrief(told: Told, pictured: Callable[..., bool], keys: tuple[str, ...], size: tuple[int, int]) -> None:
    """Six figures, then promises and bars; one block is one case."""
    assert pictured(told, DebriefScreen, keys, size)
