"""Sizes that can be read in one sitting: a longer file holds two nouns, a longer function two thoughts."""

import ast
from pathlib import Path

import pytest

from tests.rules.house import PACKAGE, ROOT, name_of, python_files, tree_of

FILE = 400
FUNCTION = 60
"""Lines without its docstring. The aim is 40; between the two stands a table or a long list of fields."""

SHAPELESS = {"utils", "util", "helpers", "helper", "common", "misc", "part2", "base2", "stuff", "tools"}

SOURCES = [*python_files("coctui", "tests", "benchmarks"), *sorted(PACKAGE.rglob("*.tcss"))]


def test_no_file_is_too_long() -> None:
    """Every source file, tests and style sheets too, stays within 400 lines."""
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {name: lines for name, lines in lengths.items() if lines > FILE} == {}


def test_no_function_is_too_long() -> None:
    """Every function fits on a screen."""
    long = {
        f"{name_of(path)}:{node.lineno} {node.name}": length(node)
        for path in python_files("coctui", "tests", "benchmarks")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and length(node) > FUNCTION
    }
    assert long == {}


def test_files_are_named_after_what_they_hold() -> None:
    """A name such as `utils` says that nobody knew where it belongs."""
    parts = {name_of(path) for path in SOURCES if SHAPELESS & set(path.relative_to(ROOT).with_suffix("").parts)}
    assert parts == set()


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the last, less the docstring."""
    end = node.end_lineno or node.lineno
    first = node.body[0]
    spoken = (first.end_lineno or first.lineno) - first.lineno + 1 if ast.get_docstring(node) is not None else 0
    return end - node.lineno + 1 - spoken


@pytest.mark.parametrize("body", [1, 60, 61])
def test_a_function_is_measured_without_its_docstring(body: int, tmp_path: Path) -> None:
    """The measure itself: two lines of docstring and n lines of body are n + 1 lines with the `def`."""
    source = 'def spoken():\n    """One.\n    Two."""\n' + "    pass\n" * body
    node = ast.parse(source).body[0]
    assert isinstance(node, ast.FunctionDef)
    assert length(node) == body + 1
