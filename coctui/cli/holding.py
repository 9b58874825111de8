"""`people`, `person`, `attach`, `save`: who is named in a case and what is known of them, and its files."""

from typing import TYPE_CHECKING, Any

from coctui.casework import people as rules
from coctui.casework.attachment import LARGEST
from coctui.casework.attachment import attach as attaching
from coctui.casework.codename import draw_person
from coctui.casework.outside import shown_outside
from coctui.casework.people_first import everybody, unmet
from coctui.casework.result import Acts, Refused, refuse
from coctui.cli import answers
from coctui.cli.call import Call, settled
from coctui.cli.holding_table import FACTS
from coctui.cli.outside import saved_outside
from coctui.cli.paper import Bold
from coctui.cli.reading import code_name
from coctui.cli.shapes import next_promise, status_of
from coctui.cli.trouble import Trouble, Usage
from coctui.cli.work import work
from coctui.host.folders import typed_path
from coctui.intake.loose import file_at
from coctui.models.case import Case
from coctui.models.items import ItemName, Person

if TYPE_CHECKING:
    from coctui.vault.door import Vault


def people(call: Call) -> None:
    """Who is named in a case; with --clear one says that there is no conflict with anybody named so far."""
    with call.unlocked() as vault:
        room = call.room(vault)
        case, code = vault.case(room), code_name(vault, room)
        new = {each.mark for each in unmet(case, vault.me, vault.sheet.seen.get(room, ()))}
        found = tuple(
            answers.NamedAnswer(code=each.code, part=each.part, name=each.name, facts=each.facts, new=each.mark in new)
            for each in everybody(case)
        )
        if call.args.clear:
            vault.saw_people(room, sorted(new))
        call.say(answers.People(case=code, people=found, asked=bool(new) and not call.args.clear), _listed(code, found))
        if new and not call.args.clear:
            call.remark(f"Still no conflict? coctui people {code} --clear   Else: coctui answer {code} recuse")


def _listed(code: str, found: "tuple[answers.NamedAnswer, ...]") -> list[Any]:
    rows: list[Any] = [(Bold(code), f"   {len(found)} named" if found else "   nobody is named yet")]
    for each in found:
        who = f"person {each.code}" if each.code else "as told"
        rows.append(f"  {'~' if each.new else ' '} {who:<18} {each.part:<16} {each.name or 'no name given'}")
        rows += [f"{'':<39}{fact}" for fact in each.facts]
    return rows


def person(call: Call) -> None:
    """Add somebody, or change some facts of one by code name."""
    facts = _facts(call)
    part = (call.args.part or "").replace("-", " ")

    def rule(case: Case, me: str) -> Acts | Refused:
        known = next((each for each in case.persons if each.code.casefold() == call.args.code.casefold()), None)
        if call.args.code and known is None:
            return refuse("no-such-person")
        if known is None and not part:
            raise Usage("Say with --part what somebody new is in this case.")
        start = known or _new(call, case, part)
        changed = start.model_copy(update={**_taken(start, facts), **({"part": part} if part else {})})
        item: ItemName = "reported" if changed.part == "reported person" else "others"
        return rules.about_people(case, me, item, "recorded", {}, [changed])

    work(call, rule, "recorded")


def _new(call: Call, case: Case, part: str) -> Person:
    code = draw_person(call.source.choose, [each.code for each in case.persons])
    return Person.model_validate({"id": call.source.id(), "code": code, "part": part})


def _facts(call: Call) -> list[tuple[str, str]]:
    found = []
    for pair in call.args.set:
        fact, equals, value = pair.partition("=")
        if not equals or fact not in (*FACTS, "handle"):
            raise Usage(f"--set takes FACT=VALUE; facts are {', '.join(FACTS)}, handle.")
        found.append((fact, call.typed(value, f"{fact}: ")))
    if not found and not call.args.part:
        raise Usage("Name at least one fact with --set, or --part.")
    return found


def _taken(person: Person, facts: list[tuple[str, str]]) -> dict[str, object]:
    taken: dict[str, object] = {}
    handles = dict(person.handles)
    for fact, value in facts:
        if fact == "handle":
            platform, colon, name = value.partition(":")
            if not colon:
                raise Usage("A screen name is --set handle=PLATFORM:NAME.")
            handles[platform.strip() or "?"] = name.strip()
        else:
            taken[fact] = value.casefold() in ("yes", "true") if fact in ("identified", "contacted") else value
    return {**taken, "handles": {key: name for key, name in handles.items() if name}}


def attach(call: Call) -> None:
    """Add a file to a case."""
    path = typed_path(call.typed(call.args.file, "File: "))
    with call.unlocked() as vault:
        room, code = call.room(vault), ""
        code = code_name(vault, room)
        found = attaching(vault.case(room), vault.me, file_at(path, LARGEST), call.source.id())
        if isinstance(found, Refused):
            raise Trouble(found.code, found.sentence)
        _say(call, code, vault.record(room, found.acts, found.files), "added; the file outside stays where it is")


def save(call: Call) -> None:
    """Save a file of a case outside, for oneself alone to read."""
    with call.unlocked() as vault:
        room = call.room(vault)
        case, code = vault.case(room), code_name(vault, room)
        if not 1 <= call.args.number <= len(case.files):
            raise Trouble("no-such-file", "There is no file of that number. See: coctui show")
        case = _saved(call, vault, room, case)
        _say(call, code, case, "saved outside for you alone to read")


def _saved(call: Call, vault: "Vault", room: str, case: Case) -> Case:
    path = typed_path(call.typed(call.args.output, "Where to: "))
    data = vault.attachment(room, case.files[call.args.number - 1])
    with saved_outside(path, replace=call.args.replace) as file:
        told = vault.record(room, settled(shown_outside(case, vault.me, "saved", "file")))
        file.write(data)
    return told


def _say(call: Call, code: str, case: Case, did: str) -> None:
    answer = answers.Recorded(case=code, act=call.args.command, status=status_of(case), next=next_promise(case))
    call.say(answer, [(Bold(code), f"   {did}")])
