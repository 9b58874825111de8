"""`ask`, `answer`, `admit`, `exclude`, `stand-in`: who may open a case."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coctui.casework import access as rules
from coctui.casework.conflict import texts_in, touched
from coctui.casework.result import Acts, Refused, sentence
from coctui.casework.team import name_of
from coctui.cli import answers
from coctui.cli.call import Call, settled
from coctui.cli.paper import Bold
from coctui.cli.reading import code_name
from coctui.cli.shapes import access_answer
from coctui.cli.trouble import Trouble
from coctui.models.case import Case

if TYPE_CHECKING:
    from coctui.vault.door import Vault

EVERYBODY = "all"


def ask(call: Call) -> None:
    """Send the question to the members named, or to everybody who is *not yet*."""
    with call.unlocked() as vault:
        room = call.room(vault)
        case = vault.case(room)
        left: tuple[answers.LeftOut, ...] = ()
        if call.args.members == [EVERYBODY]:
            found = touched(vault.team, texts_in(case))
            left = tuple(
                answers.LeftOut(member=name_of(vault.team, seat), matched=what)
                for seat, what in found.items()
                if case.access.state(seat) == "not yet"
            )
            acts = rules.ask_everybody(case, vault.me, call.now(), found)
        else:
            acts = rules.ask(case, vault.me, [call.member(vault.team, text) for text in call.args.members], call.now())
        _record(call, vault, room, acts, "asked", left)


def admit(call: Call) -> None:
    """Let a member in on their word by voice."""
    with call.unlocked() as vault:
        room, seat = call.room(vault), call.member(vault.team, call.args.member)
        _record(
            call,
            vault,
            room,
            rules.admit(vault.case(room), vault.me, seat, call.now()),
            "let in, to confirm on the card:",
        )


def stand_in(call: Call) -> None:
    """Name an organizer as temporary lead of a case."""
    with call.unlocked() as vault:
        room, seat = call.room(vault), call.member(vault.team, call.args.member)
        _record(call, vault, room, rules.stand_in(vault.case(room), vault.me, seat, call.now()), "asked as stand-in:")


def exclude(call: Call) -> None:
    """Keep a member from a case; of a holder, with a second holder's word or as a motion to the others."""
    with call.unlocked() as vault:
        room, seat = call.room(vault), call.member(vault.team, call.args.member)
        case = vault.case(room)
        acts = rules.exclude(case, vault.me, seat, call.now(), vault.motions(room))
        if not (isinstance(acts, Refused) and acts.code == "needs-second"):
            _record(call, vault, room, acts, "excluded")
            return
        vault.move(room, "exclude", seat)
        code, name = code_name(vault, room), name_of(vault.team, seat)
        waiting = f"{name} holds this case: it counts when another holder says the same within seven days."
        _say(call, vault, case, answers.Changed(
            case=code, act="exclude", members=(name,), waits=True, who=access_answer(case.access, vault.me)
        ), waiting)  # fmt: skip


def _record(
    call: Call,
    vault: "Vault",
    room: str,
    acts: Acts | Refused,
    did: str,
    left: tuple[answers.LeftOut, ...] = (),
) -> None:
    found = settled(acts)
    code = code_name(vault, room)
    case = vault.record(room, found)
    seats = [str(getattr(act, "seat", "")) for act in found]
    names = tuple(name_of(vault.team, seat) for seat in seats)
    who = access_answer(case.access, vault.me)
    answer = answers.Changed(case=code, act=call.args.command, members=names, left_out=left, who=who)
    _say(call, vault, case, answer, f"{did} {_listed(names)}.")


def _say(call: Call, vault: "Vault", case: Case, answer: answers.Changed, said: str) -> None:
    call.say(answer, [(Bold(answer.case), f"   {said}"), *map(not_asked, answer.left_out)])
    if case.access.cleared == {vault.me} and not call.args.json:
        call.remark("You are the only one who can open this. Ask a colleague, so that it does not rest on you.")


def answer(call: Call) -> None:
    """Answer a card, confirm a word by voice, or step aside from a case that one holds."""
    with call.unlocked() as vault:
        room = call.room(vault)
        row = next(row for row in vault.rows() if row.room == room)
        if row.access == "recused":
            raise Trouble("stepped-aside", sentence("stepped-aside"))
        handler = _no_conflict if call.args.said == "clear" else _step_aside
        said = handler(call, vault, room, row.access)
        now = next((line.access for line in vault.rows() if line.room == room), "recused")
        call.say(answers.Answered(case=row.case, said=call.args.said, access=now), [(Bold(row.case), f"   {said}")])


def _no_conflict(_: Call, vault: "Vault", room: str, access: str) -> str:
    if access == "cleared":
        return "You can open this case already."
    vault.answer(room, "no conflict")
    if access == "confirm":
        return "You confirmed: no conflict. The case is open to you."
    return "You answered: no conflict. A colleague's coctui lets you in when it next runs."


def _step_aside(call: Call, vault: "Vault", room: str, access: str) -> str:
    if access in ("asked", "answered"):
        vault.answer(room, "step aside")
        return "You stepped aside. Nobody will ask for a reason, and none is stored."
    if access == "confirm":
        from coctui.models.access_events import Recused

        vault.record(room, (Recused(),))
        return "You stepped aside. Nobody will ask for a reason, and none is stored."
    case = vault.case(room)
    stay = rules.who_carries_on(case, vault.me)
    vault.record(room, settled(rules.recuse(case, vault.me, call.now())))
    if not stay:
        return "You were the only holder. The case closed to you; you can still ask who carries on."
    verb, whose = ("carry", "their") if len(stay) > 1 else ("carries", "their")
    return f"The case closed to you. {_listed(stay)} {verb} on, and {whose} coctui makes a new key."


def not_asked(left: answers.LeftOut) -> str:
    """Whom `all` did not ask, and why: a person decides."""
    return f"    ~ {left.member} was not asked: their {' and '.join(left.matched)} occurs in it. Ask or exclude them."


def _listed(names: Sequence[str]) -> str:
    """`Ilse, Oksana and Paz`."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
