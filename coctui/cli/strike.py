"""`strike`: a wrong paste is taken out again."""

from coctui.casework import strike as rules
from coctui.casework.result import refuse
from coctui.casework.words import describe
from coctui.cli import answers
from coctui.cli.call import Call, settled
from coctui.cli.paper import Bold
from coctui.cli.reading import code_name
from coctui.cli.shapes import next_promise, status_of
from coctui.models.case import Case
from coctui.models.content_events import Strike
from coctui.models.event import Body, Event

CANNOT_REACH = (
    "It is out of the vault and of the copies that coctui made. What somebody read or took along, it cannot reach."
)


def strike(call: Call) -> None:
    """Take an entry's words out, or say that they should go."""
    number = call.args.number
    with call.unlocked() as vault:
        room = call.room(vault)
        code, case = code_name(vault, room), vault.case(room)
        entry = _newest(case, vault.me) if number is None else settled(rules.entry_at(case, number))
        title = describe(entry, case.access.team).title
        acts = settled(rules.strike(case, vault.me, entry, call.now()))
        outside = rules.outside_since(case, entry)
        case = vault.record(room, acts)
        done = isinstance(acts[0], Strike)
        said = list(_remarks(acts[0], outside))
        answer = answers.Recorded(
            case=code, act="strike", status=status_of(case), next=next_promise(case), remarks=tuple(said)
        )
        did = "taken out" if done else "asked to be taken out"
        call.say(answer, [(Bold(code), f"   {did}: {title}"), *(f"  ~ {words}" for words in said)])


def _newest(case: Case, me: str) -> Event:
    mine = [e for e in case.entries if e.seat == me and e.lane == "content" and isinstance(e.body, Body)]
    return mine[-1] if mine else settled(refuse("no-such-entry"))


def _remarks(act: Body, outside: int) -> tuple[str, ...]:
    if not isinstance(act, Strike):
        return ("Another member who holds the case says the same; then the author or a lead takes it out.",)
    times = "once" if outside == 1 else f"{outside} times"
    found = (CANNOT_REACH, *((f"Something of this case was copied or saved {times} since.",) if outside else ()))
    return (*found, "You were the only one who could: a second member confirms it.") if act.confirm_hours else found
