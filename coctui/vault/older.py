"""A file that lacks what was here before: refused in words, or taken back into use by who says so (VAULT.md 6)."""

from typing import NamedTuple

from coctui.vault.anchor import Anchor
from coctui.vault.core import Core
from coctui.vault.errors import Damaged, Older
from coctui.vault.shelf import Shelf


class Missing(NamedTuple):
    """What a file lacks of what this computer knew."""

    by: tuple[str, ...]
    """Names of those whose entries are missing."""
    entries: int
    since: str
    """When the vault was last checked here, as it is said to people."""
    line: str
    version: int
    """Which own sheet was known, and in which version."""

    def refusal(self, *, copy: bool = False) -> Older:
        """Why the file does not open, or is not put back, and what helps."""
        what = f"Entries by {' and '.join(self.by)}" if self.by else "Things that you kept for yourself and"
        if copy:
            return Older(
                f"This copy is older than the vault on this computer. {what} that were here on {self.since} are missing in it, "
                "and whoever stepped aside since then could read again. Nothing was changed. If nothing newer is left: "
                "coctui restore COPY --accept-older"
            )
        return Older(
            f"This vault is older than the one on this computer. {what} that were here on {self.since} are missing, "
            "and whoever stepped aside since then could read again. Put the newer file back; if it is lost for good: "
            "coctui restore --accept-older"
        )


def sheet_is_older(core: Core, anchor: Anchor) -> bool:
    """Whether this seat has kept more for itself on this computer than the file has."""
    line, version = anchor.sheets().get(core.me, ("", 0))
    return (bool(line) and line not in core.own.sheet.lines) or core.own.sheet.version < version


def missing(core: Core, shelf: Shelf, anchor: Anchor) -> Missing | None:
    """What a file lacks of what was known at its path; `None` where nothing is missing. `Damaged` for another history."""
    seats, by, entries = anchor.seats(), set[str](), 0
    for writer, tip in anchor.tips().items():
        here = shelf.tips.get(writer)
        if here is None or here.seq < tip.seq:
            member = core.team.members.get(seats.get(writer, ""))
            by.add(member.name if member else "somebody")
            entries += tip.seq - (here.seq if here else 0)
            continue
        sql = "SELECT link FROM event e JOIN writer w ON w.n = e.writer WHERE w.id = ? AND e.seq = ?"
        if core.store.one(sql, writer, tip.seq) != (tip.link,):
            raise Damaged(code="chain-changed")
    line, version = anchor.sheets().get(core.me, ("", 0))
    if core.own.unreadable or core.own.gaps:
        # Damage, and told as such: nobody is locked out by a bad sector in what they kept for themself.
        core.own.take_as(line, version)
    if not entries and not sheet_is_older(core, anchor):
        return None
    return Missing(tuple(sorted(by)), entries, anchor.seen(), line, version)
