"""What is handed on names no computer that it was made on, and no place that packages came from."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.rules.house import ROOT

INVENTED = "noor|ilse|oksana|paz|tamsin|wanjiru|brisa|sunniva"
"""People of the samples; they may have folders."""

MACHINE = re.compile(
    rf"(?i:/home/|/Users/|[A-Z]:\\+Users\\+)(?!(?i:{INVENTED})\b)[A-Za-z]"
    r"|(?<![\w.])/(?:root|work|workspace)/"
    r"|(?:extra-)?index-url|find-links|PIP_(?:EXTRA_)?INDEX|UV_(?:DEFAULT_)?INDEX"
    r"|https?://[^\s)\"'>]*/(?:simple|packages)/"
    r"|files\.pythonhosted\.org"
)

PICTURES = {".svg", ".png"}


def tracked() -> list[Path]:
    """Every file that is handed on, but pictures and this rule."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone")
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    paths = [ROOT / name for name in names if name]
    return [path for path in paths if path.is_file() and path.suffix not in PICTURES and path != Path(__file__)]


def test_no_tracked_file_names_a_machine() -> None:
    """No home folder, no working folder, no package index; and not this clone's own path."""
    own = re.compile(f"{MACHINE.pattern}|{re.escape(str(ROOT))}(?![\\w-])")
    found = [
        f"{path.relative_to(ROOT)}:{number}: {match[0]}"
        for path in tracked()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        for match in own.finditer(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "/home/someone/cases",
        "/Users/someone",
        r"C:\Users\someone",
        "cd |root|x",
        "--index-url",
        "https://example.org|simple|",
        "find-links",
    ],
)
def test_the_rule_bites(line: str) -> None:
    """Paths and indexes are seen, whatever system they come from; `|` is written for `/`, so that no line here reads like one."""
    assert MACHINE.search(line.replace("|", "/"))


@pytest.mark.parametrize(
    "line", ["~/cases", r"C:\Users\Paz", "the /work of a team", "/dev/tty", "https://example.org/simpler", "home/data"]
)
def test_ordinary_text_passes(line: str) -> None:
    """Words and paths that every computer has are no traces."""
    assert not MACHINE.search(line)
