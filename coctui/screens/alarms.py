"""Something is due: said without saying what, while the screen is veiled or locked. Knows bare times, no case."""

from collections.abc import Iterable

from coctui.models.row import Row
from coctui.widgets.moments import ago, span, until

SOON = 20 * 60.0
"""Seconds before something is due in which it is announced; and after, in which it is still said."""
LONG = 3600.0
"""Seconds after which who comes back was away, and is told what came due meanwhile."""


def dues_of(rows: Iterable[Row]) -> tuple[float, ...]:
    """When something is due that one may know of, seconds since 1970, soonest first."""
    found = {due for row in rows for _, state, due, _ in row.promises if state == "open"}
    return tuple(sorted(found | {row.due for row in rows if row.promise and row.due}))


class Alarms:
    """Rings once when something is due in twenty minutes, and once when it is due."""

    def __init__(self) -> None:
        self._dues: tuple[float, ...] = ()
        self._rung: set[tuple[float, str]] = set()
        self._since: float | None = None
        """When these times were taken: at the veil, or at the lock if there was none."""

    def set(self, dues: Iterable[float], now: float) -> None:
        """Take the times; what is announced already by whatever stood on the screen until now does not ring."""
        self._dues, self._since = tuple(sorted(dues)), now
        self._rung = set()
        _ = self.rings(now)

    def sentence(self, now: float) -> str:
        """What is to be said now; `""` when nothing is near."""
        near = next((due for due in self._dues if -SOON < due - now <= SOON), None)
        if near is None:
            return ""
        minutes = -int((now - near) // 60) if near > now else int((now - near) // 60)
        if not minutes:
            return "Something is due now."
        return f"Something is due in {minutes} min." if near > now else f"Something was due {minutes} min ago."

    def absence(self, dues: Iterable[float], now: float) -> str:
        """What came due while one was away for an hour or more: three sentences, never a list; `""` if nothing did."""
        if self._since is None or now - self._since < LONG:
            return ""
        came = [due for due in sorted(dues) if self._since < due <= now]
        if not came:
            return ""
        many = "a promise came due" if len(came) == 1 else f"{len(came)} promises came due, the first"
        following = next((due for due in sorted(dues) if due > now), None)
        after = "" if following is None else f" The next one is due {until(following, now)}."
        away = span(now - self._since, units=1)
        return f"While you were away for {away}, {many} {ago(came[0], now)}. Space does the most pressing one, P lists all.{after}"

    def rings(self, now: float) -> bool:
        """Whether the bell is to ring: each time comes near once and comes once."""
        reached = {(due, "soon") for due in self._dues if due - SOON <= now}
        reached |= {(due, "now") for due in self._dues if due <= now}
        fresh = {key for key in reached - self._rung if now - key[0] < SOON}
        self._rung |= reached
        return bool(fresh)
