"""The three doors of a first run."""

from coctui.widgets.line_list import NO_ENTRY, LineList
from coctui.widgets.pieces import FAINT, KEY, MUTED, Line, fit

DOORS = (
    ("Look around", "A made-up conference, nothing is kept.", "No name, no passphrase of yours."),
    ("Join a team", "You were given a code and a file to open.", "You choose a passphrase that only you know."),
    ("Start a team", "A new vault. You are its first lead or chair.", "About two minutes, then you invite the others."),
)


class DoorList(LineList):
    """Look around, join a team, start a team; two lines each, a blank between."""

    def on_mount(self) -> None:
        """Always the same three."""
        owners: list[int] = []
        firsts: list[int] = []
        for entry in range(len(DOORS)):
            firsts.append(len(owners))
            owners += [entry, entry, NO_ENTRY]
        self.set_entries(owners[:-1], firsts)

    def line(self, number: int, width: int) -> Line:
        """A door's name and what is behind it."""
        door, row = divmod(number, 3)
        name, what, more = DOORS[door]
        if row == 0:
            return [(f" {door + 1} ", KEY), (fit(name, 15), "bold $foreground"), (what, "$foreground")]
        return [(" " * 18, ""), (more, MUTED if door == self.cursor else FAINT)] if row == 1 else []
