"""Invented lines of an inbox, and a stand-in for the open vault that has nothing but them: for tests of the list and its looks."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, NoReturn

from textual.pilot import Pilot

from coctui.models.row import Row
from coctui.vault.errors import Unknown
from coctui.widgets.moments import end_of_today
from coctui.widgets.views import Moment

NOW = datetime(2026, 12, 5, 14, 7, tzinfo=UTC).timestamp()
MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0
AT = Moment(NOW, end_of_today(NOW, UTC))


def row(case: str, **fields: Any) -> Row:
    """An open case of this name; its room id is made from the name."""
    told: dict[str, Any] = {"access": "cleared", "status": "open", "received": NOW - 3 * DAY, "holders": 2}
    return Row(case.encode().hex().ljust(32, "0")[:32], case, **(told | fields))


OVERDUE = row(
    "slate-wren",
    gloss="the chat messages",
    what="contact",
    place="chat",
    received=NOW - 7 * DAY - 2 * HOUR,
    promise="outcome",
    due=NOW - 2 * HOUR,
    ask="who else",
    holders=3,
    asked=1,
    safety=True,
    promises=(
        ("acknowledgement", "kept", NOW - 7 * DAY, NOW - 7 * DAY - 79 * MINUTE),
        ("outcome", "open", NOW - 2 * HOUR, 0.0),
    ),
)
ONGOING = row(
    "amber-birch", gloss="the table", place="video room", received=NOW - 3 * MINUTE, ongoing="yes",
    promise="acknowledgement", due=NOW + 117 * MINUTE, ask="where, who",
)  # fmt: skip
TODAY = row(
    "copper-plover", gloss="a picture", what="photo", place="social", received=NOW - 47 * MINUTE,
    promise="acknowledgement", due=NOW + 73 * MINUTE, assigned="Oksana", ask="when",
)  # fmt: skip
ASKED = row("misty-larch", access="asked", received=NOW - HOUR)
ANSWERED = row("meadow-basalt", access="answered", received=NOW - 4 * HOUR)
BY_VOICE = row("cotton-curlew", access="confirm", received=NOW - 5 * HOUR)
LATER = row(
    "velvet-linden", gloss="the jokes", what="jokes", place="chat", promise="outcome", due=NOW + 5 * DAY, mine=True
)
WAITING = row(
    "linen-swift", gloss="the posts", what="contact", place="chat", status="waiting", assigned="Paz", ask="where"
)
DECIDED = row(
    "ochre-finch",
    gloss="the invoice",
    what="service",
    place="mail",
    status="decided",
    promise="outcome",
    due=NOW + 3 * DAY,
)
CLOSED = row("cobalt-spruce", gloss="the emails", what="warning", place="mail", received=NOW - 9 * DAY, status="closed")
ASIDE = row("canvas-thrush", access="recused", received=0.0)
KEEPER = row("paper-elm", access="keeper", received=0.0)
ROWS = (LATER, CLOSED, ASKED, OVERDUE, ASIDE, ONGOING, WAITING, TODAY, DECIDED, ANSWERED, BY_VOICE)


class Shelf:
    """What the inbox asks of an open vault."""

    def __init__(self, rows: tuple[Row, ...] = ROWS) -> None:
        self.lines = rows
        self.changed = False
        self.me = "0" * 32
        self.locked = False
        self.cleaning_up = False
        self.notices: tuple[str, ...] = ()
        self.left_at: list[str] = []
        self.sheet = SimpleNamespace(settings={})
        self.member = SimpleNamespace(name="Noor", roles=frozenset({"lead"}), profile=SimpleNamespace(shifts=()))
        self.team = SimpleNamespace(
            practice=False,
            conference="PyLadiesCon 2026",
            first_day="2026-12-04",
            last_day="2026-12-06",
            zone="UTC",
            members={},
            active={},
        )

    def rows(self) -> tuple[Row, ...]:
        """The lines."""
        return self.lines

    def refresh(self) -> bool:
        """Whether somebody else wrote since the last look."""
        changed, self.changed = self.changed, False
        return changed

    def work(self, seconds: float) -> int:
        """Nothing is ever due here."""
        assert seconds > 0
        return 0

    def case(self, room: str) -> NoReturn:
        """There is nothing behind these lines."""
        raise Unknown

    def write_settings(self, settings: dict[str, str]) -> None:
        """Kept, as the own sheet keeps them."""
        self.sheet.settings = {name: value for name, value in (self.sheet.settings | settings).items() if value}

    def leave_at(self, rooms: list[str]) -> None:
        """Among which lines the list is left."""
        self.left_at = rooms

    def lock(self) -> None:
        """Remember that it was asked for."""
        self.locked = True


def stands(pilot: Pilot[Any], kind: type[object]) -> None:
    """The screen on top is of that kind."""
    screen: object = pilot.app.screen
    assert isinstance(screen, kind), type(screen).__name__
