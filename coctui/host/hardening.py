"""What the system is asked to keep from other programs and from the disk; each step is tried, and says whether it holds."""

import ctypes
import os
import sys
from collections.abc import Callable
from typing import NamedTuple

_SYSTEM = sys.platform  # a plain string: the type checker looks at every branch on every system
_PR_GET_DUMPABLE = 3
_PR_SET_DUMPABLE = 4
_M_MMAP_THRESHOLD = -3
LARGE = 1 << 20
"""Bytes from which a piece of memory is one of its own."""


class Protection(NamedTuple):
    """One thing that was asked of the system; `doctor` shows them."""

    name: str
    holds: bool
    why: str
    """What it keeps from whom; or why it could not be had and what follows."""


def harden() -> list[Protection]:
    """Asks for everything that this system offers, once, before anything is opened. Never raises."""
    return [_tried(name, step, why) for name, step, why in _STEPS]


def give_back_memory() -> None:
    """Have what is freed in large pieces go back to the system at once, where the C library can be told so.

    glibc keeps such pieces once one was freed, and the derivation frees 19 MB or more: the list's sealed bytes would stay.
    """
    try:
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, LARGE)
    except (OSError, AttributeError, TypeError):
        return  # not glibc


def _tried(name: str, step: Callable[[], str], why: str) -> Protection:
    try:
        missing = step()
    except (ImportError, OSError, ValueError, AttributeError):
        missing = "this system refused it"
    return Protection(name, not missing, missing or why)


def _private_files() -> str:
    if _SYSTEM == "win32":
        return "Windows has no such mask: keep the vault in your own folder, which other accounts cannot read"
    os.umask(0o077)
    return ""


def _no_core_dump() -> str:
    # not on Windows: imported here so that this module is importable everywhere
    try:
        import resource
    except ImportError:
        return "this system has no core limit: a crash report of the system may hold memory"
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return "" if resource.getrlimit(resource.RLIMIT_CORE) == (0, 0) else "the limit was not taken"


def _not_traceable() -> str:
    if _SYSTEM != "linux":
        return "only Linux offers this: programs of the same account may read this one's memory"
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    return "" if libc.prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 else "the kernel refused it"


_STEPS: list[tuple[str, Callable[[], str], str]] = [
    ("private files", _private_files, "files that are written can be read by your account only"),
    ("no core dump", _no_core_dump, "a crash writes no memory to the disk"),
    ("not traceable", _not_traceable, "other programs of your account cannot read this one's memory"),
]
