"""What takes no keys from the class above it names its own: else all of them would be lost without a word."""

import importlib
import pkgutil
from collections.abc import Iterator

from textual.dom import DOMNode

import coctui

FOLDERS = ("coctui.screens.", "coctui.widgets.", "coctui.app")


def deaf() -> Iterator[type[DOMNode]]:
    """Classes of coctui with `inherit_bindings=False`, on the screen as they are or made further by others."""
    for module in pkgutil.walk_packages(coctui.__path__, "coctui."):
        if module.name.startswith(FOLDERS):
            importlib.import_module(module.name)
    waiting: list[type[DOMNode]] = [DOMNode]
    while waiting:
        found = waiting.pop()
        waiting += found.__subclasses__()
        if found.__module__.startswith(FOLDERS) and not found._inherit_bindings:
            yield found


def test_who_takes_no_keys_names_its_own() -> None:
    """Classes that only others are made of may leave it to those; every one that is shown has a table of keys, if an empty one."""
    found = set(deaf())
    assert len(found) > 40
    assert [each.__name__ for each in found if not each.__subclasses__() and "BINDINGS" not in vars(each)] == []
