"""A case without a vault: invented members, acts that casework made, and the fold of both."""

import hashlib
from datetime import UTC, datetime, timedelta

from coctui.casework.result import Acts, Refused
from coctui.models.access_events import AccessBody, Excluded, Noted, Opened
from coctui.models.case import Case, fold_case
from coctui.models.content_events import Received
from coctui.models.event import Body, Event, Lane
from coctui.models.fold_access import fold_access
from coctui.models.fold_team import fold_team
from coctui.models.roster import Keys, Profile, Role, Team
from coctui.models.statement import Statement
from coctui.models.team_events import Founded, Invitation, Invited, Joined

START = datetime(2026, 12, 5, 12, 0, tzinfo=UTC)
ROOM = "c0" * 16


def seat_of(name: str) -> str:
    """The invented seat id of a member."""
    return hashlib.sha256(name.encode()).hexdigest()[:32]


NOOR, ILSE, OKSANA, PAZ, TAMSIN, WANJIRU, BRISA = (
    seat_of(name) for name in ("Noor", "Ilse", "Oksana", "Paz", "Tamsin", "Wanjiru", "Brisa")
)
ROLES: dict[str, tuple[Role, ...]] = {
    "Noor": ("lead", "chair"),
    "Ilse": ("lead",),
    "Oksana": ("responder",),
    "Paz": ("responder",),
    "Tamsin": ("lead",),
    "Wanjiru": ("organizer",),
}


class Lanes:
    """Team lane and one case, each written as one line."""

    def __init__(self) -> None:
        self.now = START
        self.team_events: list[Event] = []
        self.access_events: list[Event] = []
        self.content: list[Event] = []
        for name, roles in ROLES.items():
            self._join(name, roles)

    def _join(self, name: str, roles: tuple[Role, ...]) -> None:
        profile = Profile(name=name, mail=f"{name.lower()}@example.org", handles=(f"{name.lower()}_x",))
        keys = Keys(seat=seat_of(name), box="ab" * 32, sign="cd" * 32)
        if not self.team_events:
            founded = Founded(format=1, conference="PyLadiesCon", keys=keys, profile=profile, roles=roles)
            self._write(self.team_events, "team", NOOR, founded, None)
            return
        made = Invitation(id=seat_of(f"to {name}"), keys=keys, name=name, roles=roles, sealed="ef" * 32)
        self._write(self.team_events, "team", NOOR, Invited(invitation=made), None)
        joined = Joined(invitation=made.id, keys=keys, profile=profile, proof="00" * 64)
        self._write(self.team_events, "team", seat_of(name), joined, None)

    @property
    def team(self) -> Team:
        """The roster."""
        return fold_team(self.team_events)

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return fold_case(fold_access(ROOM, self.team, self.access_events), self.access_events, self.content)

    def open(self, seat: str = NOOR, acts: Acts | None = None) -> Case:
        """A case with a report that came in now."""
        report = Received(channel="mail", received=self.now, sender="Sunniva <sunniva@example.org>")
        return self.do(seat, acts or (Opened(code="copper-birch", third="plover"), report))

    def do(self, seat: str, acts: Acts | Refused) -> Case:
        """Record acts as the vault would; the case after them."""
        assert not isinstance(acts, Refused), acts.code
        for body in acts:
            if isinstance(body, AccessBody):
                base = self.team_events[-1].link
                self._write(self.access_events, "access", seat, self._with_cut(body, seat), base)
            else:
                base = self.access_events[-1].link
                self._write(self.content, "content", seat, body, base)
        return self.case

    def _with_cut(self, body: AccessBody, author: str) -> AccessBody:
        """What somebody wrote before they left stays, as the vault says when it seals the event."""
        if "cut" not in type(body).model_fields:
            return body
        gone = body.statement.seat if isinstance(body, Noted) else body.seat if isinstance(body, Excluded) else author
        return body.model_copy(update={"cut": {gone: max(len(self.access_events), len(self.content))}})

    def wait(self, **spans: float) -> None:
        """Let time pass."""
        self.now += timedelta(**spans)

    def motion(self, author: str, target: str) -> Statement:
        """What a second holder would have said."""
        return Statement(
            vault="aa" * 16,
            room=ROOM,
            number=0,
            seat=author,
            facts="00" * 32,
            said="exclude",
            target=target,
            at=self.now,
            id=seat_of(f"motion {author} {target} {self.now}"),
        )

    def _write(self, lane: list[Event], name: Lane, seat: str, body: Body, base: str | None) -> None:
        link = hashlib.sha256(f"{name} {len(lane)}".encode()).hexdigest()
        after = (lane[-1].link,) if lane else ()
        lane.append(Event(link, ROOM, name, seat, seat, len(lane), after, base, self.now, body))
