"""Every command and every screen has its line in the tables by which it is shown that nothing tells of a hidden case."""

from coctui.cli.table import words
from tests import every_command, every_screen


def test_every_command_is_typed_by_who_is_kept_from_a_case() -> None:
    """The table has each command that there is, and no other."""
    assert set(every_command.WAYS) == set(words()), every_command.INSTRUCTION


def test_every_screen_is_looked_at_by_who_is_kept_from_a_case() -> None:
    """The table has each screen that no other one is made of, and none that is not there."""
    known = {look.screen for look in every_screen.WALK} | set(every_screen.NONE)
    assert every_screen.leaves() <= known, every_screen.INSTRUCTION
    assert known - every_screen.leaves() <= {"ItemSheet", "ReadingCard"}  # PeopleSheet and CopiesCard are made of them
