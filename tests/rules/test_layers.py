"""The layers of the house: who may import whom. The contracts stand in pyproject.toml; each is shown to bite."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from tests.rules.house import PACKAGE, ROOT

TRESPASSES = {
    "cli, app -> screens": ("widgets/trespass.py", "import coctui.screens"),
    "Widgets take models": ("widgets/burglar.py", "import coctui.vault"),
    "Only the vault touches": ("intake/trespass.py", "def hidden() -> None:\n    import sqlite3"),
    "Below the screens nobody": ("models/trespass.py", "import textual"),
    "The command line reaches": ("cli/trespass.py", "import rich"),
    "The vault has one door": ("screens/trespass.py", "import coctui.vault.trespass"),
}
"""Beginning of a contract's name to a file and a line that break it."""


def contracts() -> list[dict[str, Any]]:
    """The contracts as pyproject.toml has them."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return list(config["tool"]["importlinter"]["contracts"])


def lint(folder: Path) -> tuple[int, str]:
    """Exit status and words of import-linter for the package in a folder."""
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [program, "--no-cache", "--config", ROOT / "pyproject.toml"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, " ".join(done.stdout.split()) + done.stderr


def test_every_import_goes_down() -> None:
    """No module imports from a layer above it, nor past a door."""
    status, said = lint(ROOT)
    assert status == 0, said


def test_every_contract_can_break(tmp_path: Path) -> None:
    """In a copy of the house with one trespass against each contract, all of them are reported."""
    shutil.copytree(PACKAGE, tmp_path / "coctui", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "coctui" / "vault" / "trespass.py").touch()
    for file, line in TRESPASSES.values():
        (tmp_path / "coctui" / file).write_text(f"{line}\n", encoding="utf-8")
    _, said = lint(tmp_path)
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    kept = [contract["name"] for contract in contracts if f"{contract['name']} BROKEN" not in said]
    assert kept == [], said
    assert len(contracts) == len(TRESPASSES)


def test_every_package_has_a_place() -> None:
    """A new part of coctui must be put into a layer, or it could import whatever it likes."""
    placed = " ".join(contracts()[0]["layers"]).replace("(", " ").replace(")", " ").split()
    parts = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or any(path.glob("*.py"))}
    assert sorted(parts - {name.removeprefix("coctui.") for name in placed} - {"__init__", "__pycache__"}) == []
