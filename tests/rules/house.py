"""Where things stand, for the rules that read source instead of running it."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "coctui"


def python_files(*roots: str) -> list[Path]:
    """Every Python file below these folders of the repository."""
    return sorted(path for root in roots for path in (ROOT / root).rglob("*.py"))


def name_of(path: Path) -> str:
    """A file's place in the repository, as the messages say it."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    """The file's syntax; read once, several rules look at it."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def modules(package: str = "coctui") -> list[str]:
    """Every module of the package, by discovery; `__main__` runs the program and is left out."""
    base = ROOT.joinpath(*package.split("."))
    files = [base.with_suffix(".py")] if base.with_suffix(".py").exists() else sorted(base.rglob("*.py"))
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in files]
    return [name.removesuffix(".__init__") for name in names if not name.endswith("__main__")]


def run_python(program: str, *arguments: str) -> str:
    """What a fresh Python prints; it starts in the repository, with nothing loaded but what the program asks for."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def loaded_by(*names: str) -> set[str]:
    """The top-level packages in memory after importing these modules in a fresh process."""
    program = "import importlib, sys; [importlib.import_module(name) for name in sys.argv[1:]]; print(*sys.modules)"
    return {name.partition(".")[0] for name in run_python(program, *names).split()}
