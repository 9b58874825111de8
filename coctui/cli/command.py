"""What a command of the command line is made of, and the arguments that many of them share."""

from typing import Any, NamedTuple

ITEMS = ("contact", "when", "where", "ongoing", "description", "reported", "circumstances", "others")
KINDS = (
    "acknowledgement", "question", "status", "outcome", "not-a-violation", "check-in", "moderators", "reported-person",
)  # fmt: skip
STDIN = "A longer text is read from standard input, where that is no terminal."


class Argument(NamedTuple):
    """One argument or option, as argparse takes it."""

    names: tuple[str, ...]
    options: dict[str, Any]


class Command(NamedTuple):
    """A command, or one of a group: `member invite`."""

    words: str
    help: str
    handler: str
    """`module:function` below coctui.cli."""
    arguments: tuple[Argument, ...] = ()
    more: str = ""
    """What its own help adds."""


def arg(*names: str, **options: Any) -> Argument:
    """An argument."""
    return Argument(names, options)


CASE = arg("case", metavar="CASE", help="a code name, an unambiguous start of one, or - to read it")
MEMBER = arg("member", metavar="MEMBER", help="a member's name, an unambiguous start of it, or - to read it")
