"""Who may see a case, chosen member by member before anything is sent: what may be chosen, what is proposed, what follows."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Literal, NamedTuple

from coctui.casework import access
from coctui.casework.result import Acts, Refused, refuse
from coctui.models.case import Case
from coctui.models.content_events import Received
from coctui.models.event import Body
from coctui.models.statement import Statement

Answer = Literal["", "not yet", "ask", "admit", "exclude"]
"""What is chosen for a member; `""` leaves a holder a holder, and who stepped aside outside."""
ANSWERS: tuple[Answer, ...] = ("not yet", "ask", "admit", "exclude")
Close = Literal["", "no", "yes", "unknown"]
"""Could the reported person be on the team, or close to somebody on it? `""` while nobody said."""


class Settled(NamedTuple):
    """What sending it does: acts to record, and holders about whom a second holder has to say the same."""

    acts: Acts
    moves: tuple[str, ...]


def stands(case: Case, seat: str) -> Answer:
    """What is chosen for a member as the case stands now."""
    match case.access.state(seat):
        case "asked":
            return "ask"
        case "excluded":
            return "exclude"
        case "not yet":
            return "not yet"
        case _:
            return ""


def answers(case: Case, me: str, seat: str) -> tuple[Answer, ...]:
    """What may be chosen for a member: a question that went out is not taken back, who stepped aside is asked anew."""
    if seat == me:
        return ("",)
    match case.access.state(seat):
        case "cleared":
            return ("", "exclude")
        case "recused":
            return ("", "ask", "exclude")
        case "asked":
            return ("ask", "admit", "exclude")
        case "excluded":
            return ("ask", "exclude")
        case _:
            return ANSWERS


def propose(case: Case, me: str, matched: Collection[str], close: Close) -> dict[str, Answer]:
    """What stands there before anybody chose (DESIGN.md 3).

    Whose roster facts occur in the report is proposed as *exclude*; a person decides. Everybody else is proposed as
    *ask* where the reported person is nobody's; else nobody is, and they are taken one by one.
    """
    found: dict[str, Answer] = {}
    for seat in case.access.team.active:
        now = stands(case, seat)
        if now == "not yet" and seat != me:
            now = "exclude" if seat in matched else "ask" if close == "no" else "not yet"
        found[seat] = now
    return found


def untouched(case: Case, me: str) -> bool:
    """Whether nobody but the holder has been decided about: then the first question comes first."""
    return all(case.access.state(seat) == "not yet" for seat in case.access.team.active if seat != me)


def settle(
    case: Case, me: str, chosen: Mapping[str, Answer], now: datetime, motions: Iterable[Statement] = ()
) -> Settled | Refused:
    """What sending the chosen answers records; refused in the words of the first rule that says no."""
    acts: list[Body] = []
    moves: list[str] = []
    waiting = tuple(motions)
    for seat, answer in chosen.items():
        if answer == stands(case, seat):
            continue
        ruled = _act(case, me, seat, answer, now, waiting)
        if isinstance(ruled, Refused):
            if ruled.code != "needs-second":
                return ruled
            moves.append(seat)
        else:
            acts += ruled
    return Settled(tuple(acts), tuple(moves)) if acts or moves else refuse("nothing-chosen")


def hand_away(
    case: Case, me: str, chosen: Mapping[str, Answer], now: datetime, motions: Iterable[Statement] = ()
) -> Settled | Refused:
    """The same by somebody who is named in the report that they took down: sent, and they step aside in the same act.

    What they have read stays with them (DESIGN.md 3). Refused where nobody is chosen who could carry on.
    """
    if not any(answer in ("ask", "admit") for answer in chosen.values()):
        return refuse("who-carries-on")
    found = settle(case, me, chosen, now, motions)
    if isinstance(found, Refused):
        return found
    aside = access.recuse(case, me, now)
    return aside if isinstance(aside, Refused) else Settled((*found.acts, *aside), found.moves)


def wishes_of(case: Case) -> tuple[str, ...]:
    """What reporters said by themselves that they would like: it may say whom they do not want to know."""
    return tuple(e.body.wish for e in case.reports if isinstance(e.body, Received) and e.body.wish.strip())


def _act(
    case: Case, me: str, seat: str, answer: Answer, now: datetime, motions: tuple[Statement, ...]
) -> Acts | Refused:
    match answer:
        case "ask":
            return access.ask(case, me, [seat], now)
        case "admit":
            return access.admit(case, me, seat, now)
        case "exclude":
            return access.exclude(case, me, seat, now, motions)
        case _:
            return ()


def leads_out(case: Case, chosen: Mapping[str, Answer]) -> int:
    """How many leads would be recused or excluded once the chosen answers are sent."""
    leads, seen = case.access.team.having("lead"), case.access
    stay = {seat for seat in seen.leads_out if chosen.get(seat, "") in ("", stands(case, seat))}
    return len(stay | {seat for seat in leads if chosen.get(seat) == "exclude"})
