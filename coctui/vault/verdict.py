"""What `verify` found, in words."""

from typing import NamedTuple


class Finding(NamedTuple):
    """One thing that does not fit."""

    code: str
    sentence: str
    case: str = ""
    """Code name of the case that it concerns, if one."""


class Verdict(NamedTuple):
    """All that one seat could check."""

    findings: tuple[Finding, ...]
    cases: int
    """How many cases were checked whole: those that this member may open. Nothing counts what they may not know of."""

    @property
    def ok(self) -> bool:
        """Whether everything fits."""
        return not self.findings
