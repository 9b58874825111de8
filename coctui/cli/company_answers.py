"""What `show --json` says of work that changes hands, of leave that people gave, and of cases that belong together."""

from coctui.cli.answer import Answer, Time


class OfferedLine(Answer):
    """A line of a hand-over to this member that waits to be accepted; `number` is what `take-over` takes."""

    number: int
    sort: str
    """`now`, `promised` or `do not`."""
    text: str
    duty: str
    due: Time | None
    by: str


class Leaves(Answer):
    """What a person gave leave for: `yes`, `no`, or empty where nobody asked."""

    person: str
    """A code name, or `the reporter`."""
    team: str
    reported: str
    pattern: str
    public: str


class Company(Answer):
    """Hand-overs, duties that were given back, leave, and other cases that this member holds too."""

    offered: tuple[OfferedLine, ...]
    free: tuple[str, ...]
    """Duties that somebody stepped back from: whoever says yes has them."""
    leave: tuple[Leaves, ...]
    tied: tuple[str, ...]
    """Code names; a case that this member does not hold is never among them."""
    joined_into: str
    took_in: tuple[str, ...]
