"""`hand-over`, `take-over`, `step-back`, `consent`, `tie`, `join`: who does what in a case, with whose leave, beside which other case."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from coctui.casework import consent as leave
from coctui.casework import handover, ties
from coctui.casework.result import Acts, Refused, refuse
from coctui.cli import answers
from coctui.cli.call import Call, settled
from coctui.cli.paper import Bold
from coctui.cli.reading import code_name
from coctui.cli.shapes import next_promise, status_of
from coctui.cli.trouble import Usage
from coctui.models.case import Case
from coctui.models.company_events import HandOverLine, Leave, Sort
from coctui.models.handover import given_back

if TYPE_CHECKING:
    from coctui.vault.door import Vault

SORTS: dict[str, Sort] = {"now": "now", "promised": "promised", "do not": "do not"}


def hand_over(call: Call) -> None:
    """Offer work on a case to another holder: lines from standard input, or with --all one's duties and what is promised."""
    with call.unlocked() as vault:
        room, seat = call.room(vault), call.member(vault.team, call.args.member)
        case = vault.case(room)
        lines = list(handover.proposed(case, vault.me)) if call.args.all else []
        asked = "" if call.args.all else "Each line begins with now:, promised: or do not:."
        lines += _lines(call.long_text(question=asked))
        _did(call, vault, room, handover.hand_over(case, vault.me, seat, lines), f"offered, {_count(len(lines))}")


def _lines(text: str) -> list[HandOverLine]:
    found: list[HandOverLine] = []
    for row in filter(None, map(str.strip, text.splitlines())):
        word, colon, rest = row.partition(":")
        sort = SORTS.get(" ".join(word.casefold().replace("'", " no").split())) if colon else None
        found.append(HandOverLine(sort=sort or "now", text=rest.strip() if sort else row))
    return found


def _count(number: int) -> str:
    return "1 line" if number == 1 else f"{number} lines"


def take_over(call: Call) -> None:
    """Accept what is offered to one: all of it or some lines; or, with --free, duties that somebody gave back."""
    places = [number - 1 for number in call.args.lines] or None
    with call.unlocked() as vault:
        room = call.room(vault)
        case = vault.case(room)
        if call.args.free:
            _did(call, vault, room, handover.say_yes(case, vault.me), f"yours now: {', '.join(given_back(case))}")
            return
        lines = handover.numbered(case, vault.me)
        _did(call, vault, room, handover.take_over(case, vault.me, places), f"accepted, {_count(len(places or lines))}")


def step_back(call: Call) -> None:
    """Give one's duties in a case back; one stays cleared."""
    with call.unlocked() as vault:
        room = call.room(vault)
        _did(call, vault, room, handover.step_back(vault.case(room), vault.me), "stepped back; you stay cleared")


def consent(call: Call) -> None:
    """Record what the reporter, or a person of the case by code name, gave leave for."""
    given = cast("dict[str, Leave]", {use: said for use in leave.USES if (said := getattr(call.args, use)) is not None})
    if not given:
        raise Usage(f"Name at least one of --{', --'.join(leave.USES)}, with yes or no.")
    with call.unlocked() as vault:
        room = call.room(vault)
        case = vault.case(room)
        person = _person(case, call.args.person) if call.args.person else None
        acts = person if isinstance(person, Refused) else leave.consent(case, vault.me, person, **given)
        _did(call, vault, room, acts, ", ".join(f"{leave.USES[use]}: {said}" for use, said in given.items()))


def _person(case: Case, code: str) -> str | Refused:
    wanted = code.casefold().removeprefix("person ").strip()
    found = [person.id for person in case.persons if person.code.casefold() == wanted]
    return found[0] if found else refuse("no-such-person")


def tie(call: Call) -> None:
    """Tie two cases, or with --off take a tie away."""
    with call.unlocked() as vault:
        case, other = _both(call, vault)
        found = settled((ties.untie if call.args.off else ties.tie)(case, other, vault.me))
        _did(call, vault, found[0].room, found[1], "no longer tied" if call.args.off else "tied")


def join(call: Call) -> None:
    """Let a case go into another one that the same people see."""
    with call.unlocked() as vault:
        case, other = _both(call, vault)
        goes, takes = settled(ties.join(case, other, vault.me))
        vault.record(other.room, takes)
        _did(
            call,
            vault,
            case.room,
            goes,
            f"went into {code_name(vault, other.room)}; what is owed to its reporter stays owed",
        )


def _both(call: Call, vault: "Vault") -> tuple[Case, Case]:
    room, other = call.room(vault), vault.find(call.typed(call.args.other, "The other case: "))
    return vault.case(room), vault.case(other)


def _did(call: Call, vault: "Vault", room: str, acts: Acts | Refused, did: str, remarks: Sequence[str] = ()) -> None:
    code = code_name(vault, room)
    case = vault.record(room, settled(acts))
    answer = answers.Recorded(
        case=code, act=call.args.command, status=status_of(case), next=next_promise(case), remarks=tuple(remarks)
    )
    call.say(answer, [(Bold(code), f"   {did}")])
