"""The fixtures that every test leans on: no test may reach the home folder of whoever runs it."""

import os
import tempfile
from pathlib import Path

import platformdirs
from hypothesis import given
from hypothesis import strategies as st


def test_every_folder_lies_in_the_test_s_own(tmp_path: Path) -> None:
    """Home, data, state, settings, cache and temporary files all land below the test's folder."""
    folders = [
        Path.home(),
        platformdirs.user_data_path("coctui"),
        platformdirs.user_state_path("coctui"),
        platformdirs.user_config_path("coctui"),
        platformdirs.user_cache_path("coctui"),
        Path(tempfile.gettempdir()),
    ]
    assert [folder for folder in folders if tmp_path not in folder.parents] == []


@given(number=st.integers())
def test_properties_may_use_the_home(number: int) -> None:
    """A property test can ask for nothing of its own and still runs within the isolated home."""
    assert os.environ["HOME"].startswith(tempfile.gettempdir().removesuffix("/tmp"))
