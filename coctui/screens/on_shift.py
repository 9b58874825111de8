"""Who is on shift, out of the roster: for the lines under the views, and for the word that one may rest."""

from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

from coctui import safetext
from coctui.models.awake import reach
from coctui.models.shift import current
from coctui.widgets import moments
from coctui.widgets.shift_list import OnShift

if TYPE_CHECKING:
    from coctui.vault.door import Vault

MOST = 4
"""Lines: more would push the views out of a small window."""


def on_shift(vault: "Vault", now: float, zone: tzinfo) -> tuple[OnShift, ...]:
    """Who is on shift now, oneself first, and the next one who comes; nothing where nobody gave a shift."""
    team, at = vault.team, datetime.fromtimestamp(now, UTC)
    there = reach(team, frozenset(team.active), at)
    found = []
    for seat in sorted(there.on_now, key=lambda seat: seat != vault.me):
        member = team.members[seat]
        shift = current(member.profile.shifts, at)
        if shift is not None:
            until = moments.stamp(shift.end.timestamp(), now, zone)
            found.append(OnShift(safetext.line(member.name, 24), f"to {until}", mine=seat == vault.me))
    found = found[: MOST - 1]
    for seat, start in there.next[:1]:
        name = safetext.line(team.members[seat].name, 24)
        found.append(
            OnShift(name, f"at {moments.stamp(start.timestamp(), now, zone)}", mine=seat == vault.me, next=True)
        )
    return tuple(found)
