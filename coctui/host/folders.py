"""Paths: where the default vault lies on this system, readable by its owner only, and what somebody typed."""

import os
from pathlib import Path

import platformdirs

_NAME = "coctui"
_VAULT = "vault.coctui"


def data_folder() -> Path:
    """The folder of the default vault, made if it is not there."""
    folder = platformdirs.user_data_path(_NAME, appauthor=False)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not folder.is_symlink():
        # it may have been made by something else, under a wider mask
        folder.chmod(0o700)
    return folder


def default_vault() -> Path:
    """The vault that is meant when none is named; its folder is there, the file perhaps not."""
    return data_folder() / _VAULT


def typed_path(text: str) -> Path:
    """The path that somebody typed, `~` and all; one that begins with the home of nobody stays as it is."""
    return Path(os.path.expanduser(text))  # noqa: PTH111  # `Path.expanduser` fails where nobody has that name
