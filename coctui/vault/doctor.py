"""Which protections hold on the running machine: what `doctor` and the settings show. Nothing is unlocked or changed."""

import platform
import sqlite3
import sys
import time
from contextlib import closing, suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple, TextIO

from coctui.host import checks
from coctui.host.checks import Check
from coctui.host.hardening import harden
from coctui.host.remembered import remembered
from coctui.vault import copies
from coctui.vault.connection import as_ours, connect_to_read, read_head
from coctui.vault.errors import NoMemory, VaultError
from coctui.vault.kdf import STANDARD, derive_slot
from coctui.vault.keychain import WHY, look
from coctui.vault.source import SYSTEM, Source

LIBRARIES = (
    "textual",
    "cryptography",
    "sqlite-utils",
    "pydantic",
    "keyring",
    "platformdirs",
    "mnemonic",
    "justhtml",
    "puremagic",
)
SLOW, FAST = 3.0, 0.05
"""Seconds for one derivation between which a passphrase is dear to guess and bearable to type."""


class Version(NamedTuple):
    """A part and its version, empty where it is not there."""

    name: str
    version: str


def examine(
    path: Path,
    environment: dict[str, str],
    *,
    stream: TextIO | None = None,
    source: Source = SYSTEM,
    derive: bool = True,
) -> tuple[Check, ...]:
    """Look at this computer for the vault at this path, which need not be there. Takes a second with `derive`."""
    found = [*checks.protections(harden()), *checks.place(path)]
    swap = checks.swap()
    found += [swap] if swap is not None else []
    found += [copies_of(path), keyring(path), checks.clock(source.now(), _newest(path))]
    found += [checks.letters(stream or sys.stdout), *checks.terminal(environment, checks.size_of(stream or sys.stdout))]
    return (*found, *([guessing()] if derive else []))


def versions() -> tuple[Version, ...]:
    """What coctui stands on, here."""
    from cryptography.hazmat.backends.openssl import backend

    found = [Version("coctui", _version("coctui")), Version("Python", platform.python_version())]
    found += [
        Version("SQLite", sqlite3.sqlite_version),
        Version("OpenSSL", backend.openssl_version_text().split(" ")[1]),
    ]
    found += [Version(name, _version(name)) for name in LIBRARIES]
    return (*found, Version("system", f"{platform.system()} {platform.release()} {platform.machine()}"))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _newest(path: Path) -> float | None:
    """When the vault was last written, as the disk has it."""
    times: list[float] = []
    for suffix in ("", "-wal"):
        with suppress(OSError):
            times.append(path.with_name(path.name + suffix).stat().st_mtime)
    return max(times, default=None)


def copies_of(path: Path) -> Check:
    """Where copies lie, as far as that can be seen without unlocking: a second place may be set inside the vault."""
    title = "copies in two places"
    try:
        with as_ours(), closing(connect_to_read(path)) as connection:
            vault, _ = read_head(connection)
    except VaultError:
        return Check("copies", title, "unknown", "There is no vault here yet, so there are no copies.")
    places = copies.usual_places(path, vault)
    with_copies = [place for place in places if _has_copies(place, path)]
    if not places:
        return Check("copies", title, "open", "This vault lies among throw-away files: no copies come by themselves.")
    if len(with_copies) > 1:
        return Check("copies", title, "holds", "Copies come by themselves: beside the vault, and in a second place.")
    do = "Make one on a stick or another disk: coctui backup FOLDER"
    if with_copies:
        where = "only beside the vault" if with_copies[0] == copies.beside(path) else "in one place only"
        return Check("copies", title, "open", f"Copies lie {where}, as far as can be seen without unlocking.", do)
    return Check("copies", title, "open", "No copy was found, as far as can be seen without unlocking.", do)


def _has_copies(folder: Path, path: Path) -> bool:
    try:
        return bool(copies.copies_in(folder, path))
    except OSError:
        return False


def keyring(path: Path) -> Check:
    """Which keyring this computer has, whether it may be used, and whether it is."""
    title, found = "a keyring that may be used", look()
    if remembered(path):
        said = f"This computer opens the vault by itself: {found.name or 'its keyring'} keeps a key, because you asked for it."
        return Check("keyring", title, "holds", said, "To end that: coctui this-computer off")
    if found.backend is None:
        return Check("keyring", title, "unknown", WHY[found.why])
    return Check("keyring", title, "holds", f"It is {found.name}. It is not used unless you ask for it.")


def guessing() -> Check:
    """Whether this computer has the memory for a passphrase's key, and how long one guess takes here."""
    title, began = "passphrases that are dear to guess", time.monotonic()
    try:
        derive_slot(bytes(16), "doctor", "a passphrase that opens nothing", STANDARD)
    except NoMemory:
        said = f"There are not {STANDARD.memory // 1024} MiB of free memory, so a vault of the usual kind does not open now."
        return Check("guessing", title, "open", said, "Close other programs, then try again.")
    took = time.monotonic() - began
    said = f"One guess takes {took:.1f} s and {STANDARD.memory // 1024} MiB on this computer."
    return Check("guessing", title, "holds" if FAST < took < SLOW else "unknown", said)
