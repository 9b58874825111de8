"""Who is on shift, out of the roster: for the lines under the views, and for the word that one may rest."""

from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

from coctui import safetext
from coctui.casework.cover import cover
from coctui.widgets import moments
from coctui.widgets.shift_list import OnShift

if TYPE_CHECKING:
    from coctui.vault.door import Vault

MOST = 4
"""Lines: more would push the views out of a small window."""


def on_shift(vault: "Vault", now: float, zone: tzinfo) -> tuple[OnShift, ...]:
    """Who is on shift now, oneself first, and the next one who comes; nothing where nobody gave a shift."""
    team = vault.team
    there = cover(team, datetime.fromtimestamp(now, UTC))
    here = [each for each in there if each.standing == "on now" and each.shift is not None]
    here.sort(key=lambda each: each.seat != vault.me)
    coming = [each for each in there if each.standing == "next" and each.shift is not None]
    found = []
    for each in [*here[: MOST - 1], *coming[:1]]:
        assert each.shift is not None  # noqa: S101  # picked so above
        follows = each.standing == "next"
        moment = moments.stamp((each.shift.start if follows else each.shift.end).timestamp(), now, zone)
        name = safetext.line(team.members[each.seat].name, 24)
        found.append(OnShift(name, f"{'at' if follows else 'to'} {moment}", mine=each.seat == vault.me, next=follows))
    return tuple(found)
