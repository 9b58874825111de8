"""Every line of the security page names a test that shows it, and every test that it names is there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.rules.house import ROOT, tree_of

PAGE = ROOT / "docs" / "security.md"
NAMED = re.compile(r"\b((?:\w+/)*test_\w+\.py)::(test_\w+)\b")
NONE_CAN = "no test can show it"
"""Said where it is so: of what Python does with memory."""
PROMISES = ("What protects a case", "Who gets what", "What is never promised")


@cache
def all_tests() -> frozenset[tuple[str, str]]:
    """File below `tests` and name of every test."""
    files = [path for path in (ROOT / "tests").rglob("test_*.py") if path.is_file()]
    return frozenset(
        (path.relative_to(ROOT / "tests").as_posix(), node.name)
        for path in files
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    )


def parts(text: str) -> dict[str, str]:
    """The page's parts by heading."""
    found = re.split(r"^## (.*)$", text, flags=re.MULTILINE)[1:]
    return dict(zip(found[::2], found[1::2], strict=True))


def claims(part: str) -> list[str]:
    """Each bullet with the lines that belong to it, and each row of a table but its head."""
    bullets = re.findall(r"^\* .*(?:\n(?!\*|\n|\|).*)*", part, flags=re.MULTILINE)
    rows = [line for line in part.splitlines() if line.startswith("| ") and not line.startswith(("| who |", "| ---"))]
    return bullets + rows


def unshown(text: str) -> list[str]:
    """Claims that name no test, or one that is not there; by their first words."""
    wrong = []
    for name in PROMISES:
        for claim in claims(parts(text)[name]):
            named = set(NAMED.findall(claim))
            if (not named and NONE_CAN not in claim) or not named <= all_tests():
                wrong.append(claim[:60])
    return wrong


def test_every_claim_is_shown() -> None:
    """Promises, who gets what, and what is never promised: each by a test that exists."""
    text = PAGE.read_text(encoding="utf-8")
    assert [len(claims(parts(text)[name])) >= 10 for name in PROMISES] == [True] * 3
    assert unshown(text) == []
    assert text.count(NONE_CAN) == 1


@pytest.mark.parametrize(
    "claim",
    [
        "* A promise that nobody shows.",
        "* A promise. <sub>unit/test_no_such_file.py::test_anything</sub>",
        "* A promise. <sub>rules/test_security_page.py::test_no_such_test</sub>",
        "| a thief | words | nothing |",
    ],
)
def test_the_rule_bites(claim: str, tmp_path: Path) -> None:
    """A claim without a test, with one that is not there, or in a row without one, is seen."""
    text = PAGE.read_text(encoding="utf-8")
    broken = text.replace("## Who gets what\n", f"## Who gets what\n\n{claim}\n")
    assert unshown(broken) == [claim[:60]]
