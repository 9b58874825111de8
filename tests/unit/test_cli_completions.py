"""Completion in a shell: the commands and their fixed words, never anything of a vault."""

import shutil
import subprocess
from pathlib import Path

import pytest

from coctui.cli.table import SHELLS, words
from tests.unit.cli_desk import Desk

ASK = """
source "$1"; shift
COMP_WORDS=("$@" ""); COMP_CWORD=$#
_shtab_coctui; printf '%s\n' "${COMPREPLY[@]}"
"""


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_is_offered(tmp_path: Path, shell: str) -> None:
    """By every shell, without a vault and without a passphrase."""
    script = Desk(tmp_path).type("completions", shell).out
    for command in words():
        assert command.split()[-1] in script


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
def test_bash_takes_it(tmp_path: Path) -> None:
    """Commands of a group, and the choices of an argument."""
    script = Desk(tmp_path).type("completions", "bash").out
    (tmp_path / "c").write_text(script)

    def offered(*typed: str) -> list[str]:
        told = ["bash", "--norc", "-c", ASK, "bash", str(tmp_path / "c"), "coctui", *typed]
        return subprocess.run(told, capture_output=True, text=True, check=True, timeout=60).stdout.split()

    assert "invite" in offered("member")
    assert "no-action" in offered("determine", "copper-birch")
    assert "determine" in offered()
