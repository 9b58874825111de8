"""Several coctui write into one file at once, each a process of its own: every entry is there, each once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from coctui.models.content_events import NoteWritten
from tests.rules.house import ROOT
from tests.team import Crew

NAMES = ("Noor", "Ilse", "Oksana", "Paz", "Tamsin")


def write_at_once(folder: Path, count: int, entries: int, seconds: float) -> None:
    """So many processes write; then the file is whole and holds what each of them says that it wrote."""
    names = NAMES[:count]
    crew = Crew.of(folder, *names)
    room = crew.case(cleared=names[1:])
    crew.close()
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.faults.writing", str(crew.path), name, str(folder / "computers" / name),
             str(entries), str(seconds)],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for name in names
    ]  # fmt: skip
    said = [process.communicate(timeout=seconds + 300) for process in started]
    assert [error for _, error in said] == [""] * count
    told = [json.loads(out) for out, _ in said]
    took = sorted(each for one in told for each in one["took"])
    print(  # noqa: T201  # the figures, with `pytest -s`
        f"{count} at once, {seconds:.0f} s: {len(took)} entries, half in {took[len(took) // 2] * 1000:.0f} ms, 95 of 100 in "
        f"{took[len(took) * 95 // 100] * 1000:.0f} ms, the slowest in {took[-1]:.1f} s; {sum(one['busy'] for one in told)} times busy"
    )
    written = sorted(text for one in told for text in one["written"])
    noor = crew.unlock("Noor")
    found = [entry for entry in noor.case(room).entries if isinstance(entry.body, NoteWritten)]
    assert sorted(entry.body.text for entry in found if isinstance(entry.body, NoteWritten)) == written
    assert len({(entry.writer, entry.seq) for entry in found}) == len(found) > count
    assert noor.verify().ok
    crew.close()


def test_two_at_once(tmp_path: Path) -> None:
    """Two, forty entries each."""
    write_at_once(tmp_path, 2, 40, 120)


@pytest.mark.slow
@pytest.mark.parametrize("count", [2, 5])
def test_for_a_while(tmp_path: Path, count: int) -> None:
    """Two and five, for ten seconds or for COCTUI_AT_ONCE: docs/benchmarks.md has the figures of a minute."""
    write_at_once(tmp_path, count, 1_000_000, float(os.environ.get("COCTUI_AT_ONCE", "10")))
