"""Pictures of the team, wide and narrow, and of the sheet on which one says how one is reached."""

from collections.abc import Callable, Iterator

import pytest

from coctui.screens.team import TeamScreen
from tests.ui.room import Told, telling
from tests.ui.test_team_screen import roster

WIDE, NARROW = (120, 40), (80, 24)
SHOTS = ((("j",), WIDE), (("j",), NARROW), (("e",), WIDE), (("j", "j", "X"), NARROW))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The roster, told once; nothing here writes."""
    with telling(tmp_path_factory.mktemp("roster"), roster, ("Noor", "Ilse", "Oksana", "Tamsin")) as told:
        yield told


@pytest.mark.parametrize(("keys", "size"), SHOTS, ids=["wide", "narrow", "profile", "remove"])
def test_team(told: Told, pictured: Callable[..., bool], keys: tuple[str, ...], size: tuple[int, int]) -> None:
    """Who is on now, next and can be woken, and when nobody is there."""
    assert pictured(told, TeamScreen, keys, size)
