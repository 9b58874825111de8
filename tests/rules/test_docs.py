"""What the pages say is what the program does: commands, keys, and how to run the tests."""

import importlib
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.rules.house import PACKAGE, ROOT

COMMAND_IN_HELP = re.compile(r"^ {2,8}([a-z][a-z-]+)(?:, [a-z-]+)*(?: {2,}\S|$)", re.MULTILINE)
"""A line of the help that begins with a command: indented, the word, then its explanation or nothing."""

COMMAND_IN_PAGE = re.compile(
    r"(?:`|^\s*(?:\$ )?)coctui((?: --?[a-z][\w-]*(?:[ =][A-Z./~][^\s`]*)?)*) ([a-z][a-z-]+)\b", re.MULTILINE
)
"""`coctui COMMAND` in code, options with capital or path values before it skipped."""


def pages() -> list[Path]:
    """Every page for people who use coctui; decisions and history are for people who build it."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@cache
def commands() -> frozenset[str]:
    """What `coctui --help` lists."""
    if not (PACKAGE / "cli" / "main.py").exists():
        pytest.skip("no command line yet")
    shown = subprocess.run(
        [sys.executable, "-m", "coctui", "--help"],
        cwd=ROOT,
        env={"COLUMNS": "100", "PATH": "", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return frozenset(COMMAND_IN_HELP.findall(shown))


def in_code(text: str) -> str:
    """Only what a page sets as code: fenced blocks, indented by nothing, and spans."""
    fenced = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    spans = re.findall(r"`[^`\n]+`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    return "\n".join([*fenced, *spans])


def test_every_command_is_on_a_page() -> None:
    """A responder finds each command of the help in the README or the guide."""
    assert len(commands()) > 5, "the help lists its commands one a line"
    code = "\n".join(in_code(path.read_text(encoding="utf-8")) for path in pages())
    assert [command for command in sorted(commands()) if not re.search(rf"(?<![\w-]){command}(?![\w-])", code)] == []


def test_every_command_on_a_page_exists() -> None:
    """No page sends a responder to a command that is not there."""
    told = {
        f"{path.name}: {command}"
        for path in pages()
        for _, command in COMMAND_IN_PAGE.findall(in_code(path.read_text(encoding="utf-8")))
        if command not in commands()
    }
    assert told == set()


def test_the_key_page_is_made_from_the_key_table() -> None:
    """docs/keys.md is what the key table says today; `make docs` writes it anew."""
    if not (PACKAGE / "keymap.py").exists():
        pytest.skip("no key table yet")
    page = ROOT / "docs" / "keys.md"
    assert page.exists()
    assert page.read_text(encoding="utf-8") == importlib.import_module("coctui.keymap").as_markdown()


def test_the_first_two_commands_of_the_readme_are_demo_and_test() -> None:
    """Who arrives sees how to look at it and how to test it, and the machine runs that same test command."""
    shown = re.findall(r"^\s*(make [a-z]+)", in_code((ROOT / "README.md").read_text(encoding="utf-8")), re.MULTILINE)
    assert shown[:2] == ["make demo", "make test"]
    assert "\nmake test\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_make_target_on_a_page_exists() -> None:
    """`make something` in a page is something that the Makefile knows."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    told = {
        f"{path.name}: {target}"
        for path in [*pages(), ROOT / "CONTRIBUTING.md"]
        for target in re.findall(r"\bmake ([a-z]+)", in_code(path.read_text(encoding="utf-8")))
        if target not in targets
    }
    assert told == set()


def test_every_link_leads_somewhere() -> None:
    """A link from one page to a file of the repository finds it."""
    everything = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in everything
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", path.read_text(encoding="utf-8"))
        if not (path.parent / target).exists()
    ]
    assert broken == []


def test_decisions_are_numbered_and_short() -> None:
    """Decision records are numbered without gaps and fit on a page."""
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [path.name[:4] for path in records] == [f"{number:04}" for number in range(1, len(records) + 1)]
    assert [path.name for path in records if len(path.read_text(encoding="utf-8").splitlines()) > 60] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("`coctui list`", ["list"]),
        ("`coctui --vault FILE show amber`", ["show"]),
        ("`coctui --json list`", ["list"]),
        ("```sh\ncoctui init --name Noor\n```", ["init"]),
        ("coctui list of things", []),
        ("`coctui`", []),
    ],
)
def test_commands_are_found_in_code_only(text: str, found: list[str]) -> None:
    """The reading of pages itself: in code, with options before the command or not."""
    assert [command for _, command in COMMAND_IN_PAGE.findall(in_code(text))] == found
