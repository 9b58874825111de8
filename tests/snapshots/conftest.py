"""What tests of pictures share: the folder of the report on differences, which every test's own home would lose."""

import os
from pathlib import Path

import pytest

FOLDER = "TEXTUAL_SNAPSHOT_TEMPDIR"


@pytest.fixture(scope="session")
def report() -> str:
    """Where the snapshot plugin keeps what it compared; named in the environment before the first test."""
    return os.environ.get(FOLDER, "")


@pytest.fixture(autouse=True)
def reported(report: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the name back that a clean environment dropped with all others of Textual's."""
    monkeypatch.setenv(FOLDER, report)
