"""`strike`: a wrong paste is taken out again."""

from coctui.casework import strike as rules
from coctui.casework.result import refuse
from coctui.casework.words import describe
from coctui.cli import answers
from coctui.cli.call import Call, settled
from coctui.cli.paper import Bold
from coctui.cli.reading import code_name
from coctui.cli.shapes import next_promise, status_of
from coctui.models.content_events import Strike


def strike(call: Call) -> None:
    """Take an entry's words out, or say that they should go."""
    number = call.args.number
    with call.unlocked() as vault:
        room = call.room(vault)
        code, case = code_name(vault, room), vault.case(room)
        newest = rules.newest_of(case, vault.me) if number is None else rules.entry_at(case, number)
        entry = settled(newest if newest is not None else refuse("no-such-entry"))
        title = describe(entry, case.access.team).title
        acts = settled(rules.strike(case, vault.me, entry, call.now()))
        outside = rules.outside_since(case, entry)
        case = vault.record(room, acts)
        done = isinstance(acts[0], Strike)
        said = rules.follows(acts[0], outside)
        answer = answers.Recorded(
            case=code, act="strike", status=status_of(case), next=next_promise(case), remarks=said
        )
        did = "taken out" if done else "asked to be taken out"
        call.say(answer, [(Bold(code), f"   {did}: {title}"), *(f"  ~ {words}" for words in said)])
