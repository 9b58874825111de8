"""What tests of screens share: a vault with the case of the pictures."""

from pathlib import Path

import pytest

from tests.ui.room import Told, story, telling


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """Noor's team of six and one case, in a file for this test alone."""
    with telling(tmp_path, story) as told:
        return told
