"""Pictures of the settings: one's own, narrow; the team's rules, wide; one of them on its card."""

from collections.abc import Callable, Iterator

import pytest

from coctui.screens.settings import SettingsScreen
from tests.ui.room import Told, telling
from tests.ui.test_settings_screen import nothing

SHOTS = (((), (80, 24)), (("2",), (120, 40)), (("enter",), (80, 24)))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A team; nothing here writes."""
    with telling(tmp_path_factory.mktemp("settings"), nothing, ("Noor", "Oksana")) as told:
        yield told


@pytest.mark.parametrize(("keys", "size"), SHOTS, ids=["yours", "team", "card"])
def test_settings(told: Told, pictured: Callable[..., bool], keys: tuple[str, ...], size: tuple[int, int]) -> None:
    """A list under tabs, and what the one under the cursor does."""
    assert pictured(told, SettingsScreen, keys, size)
