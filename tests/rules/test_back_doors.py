"""No back-stairs: data goes in and out through the vault, files through two packages, and nothing over a network."""

import ast
from collections.abc import Iterator

import pytest

from tests.rules.house import name_of, python_files, tree_of

OF_THE_VAULT = {"sqlite3", "_sqlite3", "sqlite_utils", "cryptography", "keyring"}

NOWHERE = {
    "socket": "coctui works offline",
    "ssl": "coctui works offline",
    "http": "coctui works offline",
    "urllib.request": "coctui works offline",
    "smtplib": "coctui works offline",
    "imaplib": "coctui works offline",
    "poplib": "coctui works offline",
    "ftplib": "coctui works offline",
    "webbrowser": "a link in a report is for reading",
    "requests": "coctui works offline",
    "httpx": "coctui works offline",
    "logging": "a log would keep what the vault seals",
    "pickle": "reading it runs it",
    "shelve": "reading it runs it",
    "marshal": "reading it may crash",
}
"""Module that no part of coctui imports, and why."""

WRITES = {"write_text", "write_bytes", "touch", "symlink_to", "hardlink_to", "copyfile", "copytree", "copy2"}
MAY_WRITE = ("coctui/vault/", "coctui/host/")
"""The vault writes its files sealed; the host writes what a person asked to have outside, for its owner alone."""

MAY_RUN = ("coctui/host/",)
"""Other programs (a clipboard tool) are started in one place."""


def imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every import of a module, wherever it stands, also those spelled as a call: line and dotted name."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield from ((node.lineno, f"{module}.{alias.name}") for alias in names)
            case ast.Call(
                func=ast.Name(id="import_module" | "__import__") | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield node.lineno, name


def writes(tree: ast.Module) -> list[int]:
    """Lines that open a file for writing, or write one in a single step."""
    return [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Call) and _writes(node)]


def _writes(call: ast.Call) -> bool:
    match call.func:
        case ast.Attribute(value=ast.Name(id="os"), attr="open" | "fdopen" | "mkfifo"):
            return True
        case ast.Attribute(attr=name) if name in WRITES:
            return True
        case ast.Name(id="open") | ast.Attribute(attr="open"):
            before = 1 if isinstance(call.func, ast.Name) else 0  # a path's own `open` is not told the path again
            given = [*call.args[before : before + 1], *(word.value for word in call.keywords if word.arg == "mode")]
            modes = [word.value for word in given if isinstance(word, ast.Constant) and isinstance(word.value, str)]
            return any(set(mode) <= set("rwaxbt+") and set(mode) & set("wax+") for mode in modes)
    return False


def trespasses(source: ast.Module, place: str) -> list[str]:
    """What a module at this place does that only another place may."""
    found = [f"{place}:{line}: writes a file" for line in writes(source) if not place.startswith(MAY_WRITE)]
    for line, name in imports(source):
        top = name.partition(".")[0]
        if top in OF_THE_VAULT and not place.startswith("coctui/vault/"):
            found.append(f"{place}:{line}: {top} belongs to the vault")
        if top in {"subprocess", "pty"} and not place.startswith(MAY_RUN):
            found.append(f"{place}:{line}: other programs are started in coctui/host")
        if top == "tempfile" and not place.startswith(MAY_WRITE):
            found.append(f"{place}:{line}: temporary files outlive a crash")
        found += [f"{place}:{line}: {why}" for bad, why in NOWHERE.items() if f"{name}.".startswith(f"{bad}.")]
    return found


def test_there_are_no_back_doors() -> None:
    """No module of coctui goes round the vault, the host or the rule that nothing leaves this computer."""
    assert [found for path in python_files("coctui") for found in trespasses(tree_of(path), name_of(path))] == []


@pytest.mark.parametrize(
    "source",
    [
        "import sqlite3",
        "def later():\n    from cryptography.hazmat.primitives import hashes",
        "import importlib\nimportlib.import_module('sqlite_utils')",
        "__import__('keyring')",
        "import urllib.request",
        "from urllib import request",
        "import logging.handlers",
        "import subprocess",
        "from tempfile import NamedTemporaryFile",
        "open('x', 'w')",
        "path.open('ab')",
        "open('x', mode='r+')",
        "path.write_text('x')",
        "os.open('x', 0)",
    ],
)
def test_a_back_door_is_seen(source: str) -> None:
    """Whatever way it is spelled."""
    assert trespasses(ast.parse(source), "coctui/screens/invented.py")


@pytest.mark.parametrize("source", ["open('x')", "path.open('rb')", "from urllib.parse import quote"])
def test_reading_is_no_back_door(source: str) -> None:
    """Reading a file that a person named is what an import does."""
    assert trespasses(ast.parse(source), "coctui/intake/invented.py") == []
