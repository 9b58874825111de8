"""`expunge`: the words of a closed case taken out for good, on the word of two holders."""

from typing import TYPE_CHECKING

from coctui.casework import expunge as rules
from coctui.casework.result import Refused
from coctui.casework.team import name_of
from coctui.cli import care_answers as answers
from coctui.cli.call import Call, settled
from coctui.cli.paper import Bold, pad, wrap
from coctui.cli.reading import code_name
from coctui.cli.trouble import Trouble, Usage
from coctui.models.case import Case
from coctui.models.expunge_events import Expunged, Why

if TYPE_CHECKING:
    from coctui.vault.door import Vault


def expunge(call: Call) -> None:
    """Ask for it, or carry it out where another holder asked already; without a case, what is due."""
    with call.unlocked() as vault:
        if call.args.case is None:
            _list(call, vault)
            return
        room = call.room(vault)
        case, code = vault.case(room), code_name(vault, room)
        why: Why = "request" if call.args.on_request else "retention"
        found = rules.expunge(case, vault.me, call.now(), why, vault.motions(room))
        if isinstance(found, Refused) and found.code != "needs-another":
            settled(found)
        _sure(call, code)
        if isinstance(found, Refused):
            vault.move(room, "expunge")
            answer = answers.Expunging(case=code, waits=True, entries=0, characters=0, files=0)
            call.say(answer, [(Bold(code),), *wrap(found.sentence)])
            return
        _say(call, code, vault.record(room, found))


def _sure(call: Call, code: str) -> None:
    """Ask once more: nothing brings the words back."""
    if call.args.yes:
        return
    if not call.interactive:
        raise Usage("What is expunged cannot be brought back. If that is meant, add --yes.")
    call.prompt(f"Nothing brings it back. Type the code name {code} to expunge it: ")
    if call.stdin.readline().strip().casefold() != code:
        raise Trouble("not-sure", "That is not its code name. Nothing was changed.")


def _say(call: Call, code: str, case: Case) -> None:
    body = case.expunged.body if case.expunged is not None else None
    gone = body.gone if isinstance(body, Expunged) else ()
    entries, characters = len(gone), sum(one.characters for one in gone)
    files = sum(len(one.files) for one in gone)
    answer = answers.Expunging(case=code, waits=False, entries=entries, characters=characters, files=files)
    rows = [
        (Bold(code), f"   expunged: {entries} entries, {characters} characters, {files} attachments."),
        "Its figures stay. Copies that coctui did not make still hold what they held.",
    ]
    call.say(answer, rows)


def _list(call: Call, vault: "Vault") -> None:
    found, clock = list[answers.DueCase](), call.clock(vault)
    rows: list[str | tuple[str, ...]] = []
    for row in vault.rows():
        if row.access != "cleared" or row.status != "closed" or row.expunged:
            continue
        case = vault.case(row.room)
        movers = [motion.seat for motion in vault.motions(row.room) if motion.said == "expunge"]
        if not movers and not rules.due(case, call.now()):
            continue
        by = name_of(vault.team, movers[0]) if movers else ""
        closed, until = rules.closed_at(case), rules.kept_until(case)
        found.append(answers.DueCase(case=row.case, closed=closed, kept_until=until, moved_by=by))
        said = f"{by} asks to expunge it" if by else "its time is over"
        day = clock.day(closed.timestamp()) if closed is not None else ""
        rows.append((Bold(pad(row.case, 24)), f" closed {day}: {said}"))
    call.say(answers.ExpungeDue(cases=tuple(found)), rows or ["Nothing is to be expunged."])
