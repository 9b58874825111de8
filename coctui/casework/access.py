"""Who may open a case: ask, admit, exclude, name a stand-in, step aside (DESIGN.md 3).

No act here has a place for a reason: none is asked, stored or inferable.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from coctui.casework.result import Acts, Refused, refuse
from coctui.models.access_events import Admitted, Asked, Excluded, Recused, StandInNamed
from coctui.models.authority import may
from coctui.models.case import Case
from coctui.models.event import Body
from coctui.models.roster import Team
from coctui.models.statement import Statement


def ask(case: Case, me: str, seats: Iterable[str], now: datetime) -> Acts | Refused:
    """Send the question to these members; who stepped aside or is excluded may be asked anew."""
    acts: list[Body] = []
    for seat in dict.fromkeys(seats):
        if me in case.access.cleared and case.access.state(seat) == "asked":
            return refuse("already-asked", _name(case.access.team, seat))
        act = _ruled(case, me, Asked(seat=seat), seat, now)
        if isinstance(act, Refused):
            return act
        acts += act
    return tuple(acts) or refuse("nobody-to-ask")


def ask_everybody(case: Case, me: str, now: datetime, but: Collection[str] = ()) -> Acts | Refused:
    """Send the question to everybody who is *not yet*, save those in `but`; who is out, asked or in stays so."""
    waiting = [seat for seat in case.access.team.active if case.access.state(seat) == "not yet" and seat not in but]
    return ask(case, me, waiting, now)


def admit(case: Case, me: str, seat: str, now: datetime) -> Acts | Refused:
    """Let a member in on their word by voice, recorded as "told ME"; they confirm it on the card first."""
    state = case.access.state(seat)
    if me in case.access.cleared and state in ("recused", "excluded") and seat in case.access.team.active:
        return refuse(
            "they-stepped-aside" if state == "recused" else "they-are-excluded", _name(case.access.team, seat)
        )
    return _ruled(case, me, Admitted(seat=seat), seat, now)


def exclude(case: Case, me: str, seat: str, now: datetime, motions: Iterable[Statement] = ()) -> Acts | Refused:
    """Keep a member from the case; one who holds it only together with a second holder's `motions`.

    Refused with `needs-second` where a motion has to be made first, `admit-third` where nobody could second it.
    """
    if me in case.access.cleared and case.access.state(seat) == "excluded":
        return refuse("already-excluded", _name(case.access.team, seat))
    for motion in motions:
        body = Excluded(seat=seat, motion=motion)
        if motion.target == seat and may(case.access, me, body, now):
            return (body,)
    act = _ruled(case, me, Excluded(seat=seat), seat, now)
    if isinstance(act, Refused) and act.code == "needs-second" and case.access.cleared == {me, seat}:
        return refuse("admit-third", _name(case.access.team, seat))
    return act


def stand_in(case: Case, me: str, seat: str, now: datetime) -> Acts | Refused:
    """Name an organizer as temporary lead for this case; they are asked like anybody."""
    return _ruled(case, me, StandInNamed(seat=seat), seat, now)


def recuse(case: Case, me: str, now: datetime) -> Acts | Refused:
    """Step aside from a case that one holds: never refused to a holder, without a reason."""
    return _ruled(case, me, Recused(), me, now)


def who_carries_on(case: Case, me: str) -> tuple[str, ...]:
    """Names of the other holders, leads first: to say before somebody steps aside who stays."""
    access = case.access
    stay = sorted(
        access.cleared - {me}, key=lambda seat: (seat not in access.leads_in, access.team.members[seat].seniority)
    )
    return tuple(_name(access.team, seat) for seat in stay)


def first_acts(
    team: Team, me: str, *, ask: Sequence[str] = (), admit: Sequence[str] = (), exclude: Sequence[str] = ()
) -> Acts | Refused:
    """Who gets in at intake, decided by the opener member by member; who is named nowhere stays *not yet*."""
    chosen = [*dict.fromkeys(ask), *dict.fromkeys(admit), *dict.fromkeys(exclude)]
    for seat in chosen:
        if seat == me:
            return refuse("step-aside-instead" if seat in exclude else "yourself")
        if seat not in team.active:
            return refuse("not-on-team", _name(team, seat))
        if chosen.count(seat) > 1:
            return refuse("two-answers", _name(team, seat))
    return (
        *(Excluded(seat=seat) for seat in dict.fromkeys(exclude)),
        *(Admitted(seat=seat) for seat in dict.fromkeys(admit)),
        *(Asked(seat=seat) for seat in dict.fromkeys(ask)),
    )


def _ruled(case: Case, me: str, body: Body, seat: str, now: datetime) -> Acts | Refused:
    if case.access.unknown:
        return refuse("newer-version")
    ruling = may(case.access, me, body, now)
    return (body,) if ruling else refuse(ruling.code, _name(case.access.team, seat))


def _name(team: Team, seat: str) -> str:
    member = team.members.get(seat)
    return member.name if member else ""
