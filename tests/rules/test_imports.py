"""What gets loaded when: models without a terminal, help without Textual, the unlock screen without its heavy company."""

import ast
import sys
from pathlib import Path

import pytest

from tests.rules.house import PACKAGE, loaded_by, modules, name_of, python_files, run_python, tree_of

SCREEN = {"textual", "rich"}
CIPHERS = {"cryptography", "keyring", "sqlite3", "_sqlite3", "sqlite_utils"}
HEAVY = {"pydantic", "sqlite_utils", "keyring"}
"""Together they would nearly double the start of a hello-world Textual app, so they load while the person types."""

OF_ONE_SYSTEM = ("resource", "termios", "fcntl")


def existing(*names: str) -> list[str]:
    """Those of the modules that exist, packages with all that is in them; skips the test where none does yet."""
    found = [module for name in names for module in modules(name)]
    return found or pytest.skip(f"no {', '.join(names)} yet")


def test_models_load_no_terminal_and_no_cipher() -> None:
    """Every noun can be used in a place that has neither screen nor vault."""
    assert loaded_by(*modules("coctui.models")) & (SCREEN | CIPHERS) == set()


def test_nothing_below_the_screens_loads_textual() -> None:
    """Vault, rules, mail and the rest work where no terminal is."""
    below = ("vault", "casework", "intake", "reports", "host", "models", "safetext", "keymap")
    assert loaded_by(*existing(*(f"coctui.{name}" for name in below))) & SCREEN == set()


def test_a_row_is_drawn_without_pydantic() -> None:
    """What the inbox needs for its first picture is plain Python."""
    assert loaded_by(*existing("coctui.models.row", "coctui.safetext", "coctui.keymap")) & (HEAVY | SCREEN) == set()


def test_unlocking_loads_only_what_it_needs() -> None:
    """The path to the first screen uses sqlite3 and cryptography; the heavy libraries come in a thread afterwards."""
    names = existing("coctui.vault.unlock", "coctui.vault.snapshot", "coctui.vault.errors", "coctui.screens.unlock")
    assert loaded_by(*names) & HEAVY == set()


def test_an_open_vault_needs_no_tools_for_tables() -> None:
    """sqlite-utils (3 MB) makes tables and savepoints; to read, list and write loads neither it nor a keyring's library."""
    names = existing("coctui.vault.unlock", "coctui.vault.door", "coctui.vault.store")
    assert loaded_by(*names) & (HEAVY - {"pydantic"}) == set()


def test_the_list_and_a_case_are_loaded_without_what_looks_for_slips_of_the_pen() -> None:
    """It is loaded (4 MB) when a name is looked for in a text."""
    assert "rapidfuzz" not in loaded_by(*existing("coctui.screens.inbox", "coctui.screens.case", "coctui.screens.item"))


def test_what_reads_a_kind_of_event_is_made_when_one_is_read() -> None:
    """Making it for all kinds takes 3 MB and 35 ms of every start, and most of them occur in no vault."""
    program = (
        "import coctui.vault.door\n"
        "from coctui.models.kinds import BODIES\n"
        "print(len(BODIES), *(body.__name__ for body in BODIES if body.__pydantic_complete__))"
    )
    number, *made = run_python(program).split()
    assert int(number) > 50
    assert made == []


def test_the_unlock_screen_is_painted_without_heavy_company() -> None:
    """The app stands at the unlock screen, drawn, and the libraries for what comes behind it are not loaded yet."""
    program = (
        "import asyncio, pathlib, sys\n"
        "from coctui.app import CoctuiApp\n"
        "async def stand():\n"
        "    app = CoctuiApp(pathlib.Path('nowhere.coctui'), first=False)\n"
        "    async with app.run_test(size=(120, 40)) as pilot:\n"
        "        await pilot.pause()\n"
        "        drawn = [strip.text for strip in app.screen._compositor.render_strips()]\n"
        "        assert any('Passphrase' in line for line in drawn), drawn\n"
        "        print(*sys.modules)\n"
        "asyncio.run(stand())"
    )
    loaded = {name.partition(".")[0] for name in run_python(program).split()}
    assert "textual" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_are_quick(option: str) -> None:
    """Asking what coctui is does not load what draws it."""
    if not (PACKAGE / "cli" / "main.py").exists():
        pytest.skip("no command line yet")
    program = (
        "import contextlib, io, sys\n"
        "from coctui.cli.main import run\n"
        "sys.argv = ['coctui', sys.argv[1]]\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        "    run()\n"
        "print(*sys.modules)"
    )
    loaded = {name.partition(".")[0] for name in run_python(program, option).split()}
    assert loaded & (SCREEN | {"pydantic"}) == set()


def test_every_module_loads_on_every_system() -> None:
    """No module of ours needs a library that only Linux and macOS have: where it is missing, the step is left out."""
    program = (
        "import builtins, importlib, sys\n"
        f"blocked, real = {OF_ONE_SYSTEM!r}, builtins.__import__\n"
        "def ours(name, globals=None, locals=None, fromlist=(), level=0):\n"
        "    if name in blocked and str((globals or {}).get('__name__')).partition('.')[0] == 'coctui':\n"
        "        raise ImportError(f'no {name} on this system')\n"
        "    return real(name, globals, locals, fromlist, level)\n"
        "builtins.__import__ = ours\n"
        "for module in sys.argv[1:]:\n"
        "    importlib.import_module(module)\n"
    )
    run_python(program, *modules())


def test_packages_are_empty() -> None:
    """Importing one module of a package loads nothing beside it; the vault's door alone may say what it offers."""
    spoken = {PACKAGE / "__init__.py", PACKAGE / "vault" / "__init__.py"}
    full = [name_of(path) for path in python_files("coctui") if path.name == "__init__.py" and path.stat().st_size]
    assert sorted(set(full) - {name_of(path) for path in spoken}) == []


PLAIN = {
    "models": {"pydantic", "pydantic_core", "coctui.models", "coctui.safetext"},
    "safetext.py": set[str](),
    "keys.py": set[str](),
    "keydoors.py": {"coctui.keys"},
    "keyplaces.py": set[str](),
    "keylist.py": {"coctui.keys"},
    "keys_elsewhere.py": {"coctui.keys"},
    "keymap.py": {
        "textual",
        "coctui.keys",
        "coctui.keylist",
        "coctui.keydoors",
        "coctui.keyplaces",
        "coctui.keys_elsewhere",
    },  # Textual for the type of a binding, and where one is made
    "host": {"platformdirs", "coctui.host"},
}
"""Part of coctui to what it may import beside the standard library."""


@pytest.mark.parametrize("part", PLAIN)
def test_plain_parts_stay_plain(part: str) -> None:
    """Models know pydantic, the host knows platformdirs, and text is cleaned with nothing but the standard library."""
    place = PACKAGE / part
    files = sorted(place.rglob("*.py")) if place.is_dir() else [path for path in [place] if path.exists()]
    foreign = {f"{name_of(path)}: {name}" for path in files for name in _imports(path) if not _plain(name, PLAIN[part])}
    assert foreign == set()


def _imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _plain(name: str, allowed: set[str]) -> bool:
    return name.partition(".")[0] in sys.stdlib_module_names or any(f"{name}.".startswith(f"{own}.") for own in allowed)
