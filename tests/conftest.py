"""What every test shares: a home of its own, no terminal habits of this computer, cursors that hold still."""

import gc
import hashlib
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Small and the same on every run: a red test is red for everyone. `make faults` draws anew, and many more.
settings.register_profile("small", max_examples=25, stateful_step_count=20, deadline=None, derandomize=True)
settings.register_profile(
    "faults",
    max_examples=500,
    stateful_step_count=60,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("small")

os.environ["TZ"] = "UTC"
if hasattr(time, "tzset"):
    time.tzset()

HOMES = {
    "HOME": "home",
    "XDG_DATA_HOME": "home/data",
    "XDG_STATE_HOME": "home/state",
    "XDG_CONFIG_HOME": "home/config",
    "XDG_CACHE_HOME": "home/cache",
    "XDG_RUNTIME_DIR": "home/run",
    "TMPDIR": "home/tmp",
}
"""Environment variable to folder below the test's own: nothing that coctui writes can land outside it."""

HABITS = ("NO_COLOR", "COLUMNS", "LINES", "COLORTERM", "FORCE_COLOR", "CLICOLOR", "PYTHONWARNINGS")
"""Settings of the person who runs the tests, which would change what a screen shows."""


GARBAGE = (20_000, 20, 20)
"""Objects, and rounds, between two looks for garbage. Python's own figures suit a small program: here each look goes through
all tests and libraries, and made up a sixth of the time of every test of a screen."""
gc.set_threshold(*GARBAGE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything below tests/faults is a fault test, without saying so each time."""
    folder = Path(__file__).parent / "faults"
    for item in items:
        if folder in item.path.parents:
            item.add_marker("faults")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many single calls of the system were made to fail: none would be no test."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, ())]
    counts = [
        int(count)
        for report in reports
        for count in re.findall(r"^(\d+) failures injected", report.capstdout, re.MULTILINE)
    ]
    if counts:
        terminalreporter.write_line(f"{sum(counts)} failures injected, one at a time, in {len(counts)} acts")


def pytest_collection_finish() -> None:
    """Nothing that was loaded until here is garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def remembered_keys() -> Iterator[None]:
    """Each slot key is derived once a process: the same name and passphrase give the same key, 25 ms earlier.

    No passphrase is held for that, only a digest. `kdf.derive_slot` itself stays as it is, for the tests of derivation
    and costs; so do the programs that tests start.
    """
    from coctui.vault import kdf, unlock

    slots: dict[bytes, tuple[bytes, bytes]] = {}

    def derive(vault: bytes, name: str, passphrase: str, cost: kdf.Cost) -> tuple[bytes, bytes]:
        given = hashlib.sha256(repr((vault, name, passphrase, cost)).encode()).digest()
        if given not in slots:
            slots[given] = kdf.derive_slot(vault, name, passphrase, cost)
        return slots[given]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(unlock, "derive_slot", derive)
        yield


def _move_in(folder: Path, patch: pytest.MonkeyPatch) -> None:
    for name, place in HOMES.items():
        path = folder / place
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        patch.setenv(name, str(path))


@pytest.fixture(scope="session", autouse=True)
def first_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is made once for all tests lands in no home of whoever runs them, nor finds what an earlier run left there."""
    with pytest.MonkeyPatch.context() as patch:
        _move_in(tmp_path_factory.mktemp("first"), patch)
        yield


@pytest.fixture(scope="module", autouse=True)
def home_of_the_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The same for what is made once for a file of tests."""
    with pytest.MonkeyPatch.context() as patch:
        _move_in(tmp_path_factory.mktemp("file"), patch)
        yield


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder for this test alone, also for the programs it starts; its path."""
    _move_in(tmp_path, monkeypatch)
    monkeypatch.setenv("TERM", "xterm-256color")
    # tempfile asks the environment once a process and remembers.
    monkeypatch.setattr(tempfile, "tempdir", None)
    # The real keyring of whoever runs the tests is out of reach.
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    for name in [*HABITS, *(name for name in os.environ if name.startswith("TEXTUAL"))]:
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def still_cursors(monkeypatch: pytest.MonkeyPatch) -> None:
    """No cursor blinks, so that a screen looks the same whenever it is looked at.

    Only where Textual is loaded already: tests of models and vault must not be the ones that load it.
    """
    if "textual.app" not in sys.modules:
        return
    from textual.widgets import Input, TextArea

    for widget in (Input, TextArea):
        monkeypatch.setattr(widget, "_toggle_cursor" if widget is Input else "_toggle_cursor_blink_visible", _nothing)


def _nothing(*_: object) -> None:
    """Stands where a cursor would blink."""
