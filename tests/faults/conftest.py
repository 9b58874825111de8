"""The sample vault, made once a process, and a copy of it for each test that tampers."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.sample import Desk, Sample, at_home, build, quick_derivation
from tests.faults.tracing import States, Tracer, missing


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The vault as everybody left it; not to be written to."""
    return build(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def one_desk(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A computer on which everybody has had it open; the same for all tests of a process, which saves three unlocks each."""
    folder = tmp_path_factory.mktemp("desk")
    path = Path(shutil.copyfile(sample.path, folder / sample.path.name))
    with at_home(folder / "state"), quick_derivation():
        return Desk(path, folder / "state", sample)


@pytest.fixture
def desk(one_desk: Desk) -> Iterator[Desk]:
    """That computer as it was, for a test that tampers."""
    one_desk.restore()
    with at_home(one_desk.state), quick_derivation():
        yield one_desk
    one_desk.restore()


@pytest.fixture(scope="module")
def tracer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tracer]:
    """One traced program for all tests of a file."""
    if shutil.which("strace") is None:
        missing("strace is not installed: no call can be recorded or made to fail")
    made = Tracer(tmp_path_factory.mktemp("traced"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def states() -> States:
    """What everybody sees in each content of the vault that one of the tests of a file has met."""
    return States()
