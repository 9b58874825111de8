"""What `verify` found, in words."""

from typing import Literal, NamedTuple

Remedy = Literal["unlock", "author", "copy", "team", ""]
"""What helps: the next unlock of somebody who holds the case; whoever said it says it again by themselves; a copy from before;
the team has to look; nothing needs to be done."""

HELPS = {
    "copy": "Lost in this file, unless a copy from before has it",
    "unlock": "Repaired by itself when a colleague who holds the case unlocks",
    "author": "Said again by itself when who gave it unlocks",
    "team": "For a lead or chair to look at",
    "": "Without effect; to know who did it, compare the timeline",
}
"""What helps, as a heading over what it helps for."""
FAR = {
    "whole": "The vault opens.",
    "in part": "The vault does not open; it was looked at entry by entry.",
    "without a key": "Looked at without a key: the file, and links and signatures of all entries.",
}
"""How far it went, in words."""


class Finding(NamedTuple):
    """One thing that does not fit."""

    code: str
    sentence: str
    case: str = ""
    """Code name of the case that it concerns, if one."""
    remedy: Remedy = "copy"


class Verdict(NamedTuple):
    """All that one seat could check."""

    findings: tuple[Finding, ...]
    cases: int
    """How many cases were checked whole: those that this member may open. Nothing counts what they may not know of."""
    opens: Literal["whole", "in part", "without a key"] = "whole"
    """How far it went: the vault opened; it did not, and was looked at row by row; nobody was unlocked."""

    @property
    def ok(self) -> bool:
        """Whether everything fits."""
        return not self.findings


class Tip(NamedTuple):
    """Words for the newest state of the team, or of a case: two files with the same entries give the same words."""

    case: str
    """Code name; empty for the team, and for all together."""
    words: str
