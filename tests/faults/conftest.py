"""The sample vault, made once a process, and a copy of it for each test that tampers."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.sample import Desk, Sample, at_home, build, quick_derivation


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The vault as everybody left it; not to be written to."""
    return build(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def desk(sample: Sample, tmp_path: Path) -> Iterator[Desk]:
    """A copy of the sample that everybody has had open at its place, and what each of them saw."""
    shutil.copyfile(sample.path, tmp_path / sample.path.name)
    with at_home(tmp_path / "state"), quick_derivation():
        yield Desk(tmp_path / sample.path.name, tmp_path / "state", sample)
