"""`merge`: what another copy of the vault has comes in. `take-in`: what a merge kept aside may count after all."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coctui.casework import aside as rules
from coctui.casework.result import refuse
from coctui.casework.words import describe, words_of
from coctui.cli import answers, care_answers
from coctui.cli.call import Call, settled
from coctui.cli.care import showing_progress
from coctui.cli.choosing import choice_key, choices
from coctui.cli.paper import Bold
from coctui.cli.reading import code_name
from coctui.cli.shapes import next_promise, status_of
from coctui.cli.trouble import NO_VAULT, Trouble, Usage
from coctui.host.filesystem import examine
from coctui.host.folders import typed_path
from coctui.vault import arrival

if TYPE_CHECKING:
    from coctui.vault.arrival import Arrival, Merged
    from coctui.vault.door import Vault


def merge(call: Call) -> None:
    """Take in what another copy of this vault has."""
    other = typed_path(call.args.other)
    place = examine(other)
    if place.network:
        raise Trouble("network-place", arrival.ON_A_NETWORK.format(place.network), NO_VAULT)
    if place.synced:
        call.remark(arrival.SYNCHRONISED.format(place.synced))
    with showing_progress(call) as progress, call.unlocked() as vault:
        came = vault.merge(other, progress)
        found = tuple(care_answers.CameIn(**one._asdict() | {"choose": _choose(vault, one)}) for one in came.cases)
    answer = care_answers.MergedIn(
        cases=found, joined=came.joined, left=came.left, two_teams=came.two_teams, older=came.older
    )
    call.say(answer, _told(came, answer))


def _choose(vault: "Vault", one: "Arrival") -> tuple[answers.Choice, ...]:
    """What has two answers since the merge, with both."""
    if not one.choose:
        return ()
    case = vault.case(vault.find(one.case))
    keys = {choice_key(case, key) for key in one.choose}
    return tuple(choice for choice in choices(case, one.case) if choice.key in keys)


def _told(came: "Merged", answer: care_answers.MergedIn) -> Iterator[str | tuple[str, ...]]:
    for one, shown in zip(came.cases, answer.cases, strict=True):
        yield (f"{'?' if one.choose else '+'} ", Bold(one.case), f"   {one.came}")
        for choice in shown.choose:
            yield f"    two answers for {choice.what}: choose with coctui {choice.command}"
        if one.aside:
            yield f"    {one.kept_aside}"
    if came.joined:
        yield f"+ joined the team: {', '.join(came.joined)}"
    if came.left:
        yield f"+ left the team: {', '.join(came.left)}"
    if came.two_teams:
        yield f"! {arrival.TWO_TEAMS}"
    if came.older:
        yield f"~ {arrival.OLDER}"
    if came.nothing:
        yield arrival.NOTHING
    yield arrival.STAYS


def take_in(call: Call) -> None:
    """Let entries count that a merge kept aside, or list them."""
    number = call.args.number
    with call.unlocked() as vault:
        room = call.room(vault)
        code, case = code_name(vault, room), vault.case(room)
        if number is None:
            clock, rows, listed = call.clock(vault), list[str | tuple[str, ...]](), list[answers.AsideAnswer]()
            for place, entry in enumerate(case.good_faith, 1):
                told, text = describe(entry, case.access.team), words_of(entry)
                by = case.access.team.members[entry.seat].name
                listed.append(answers.AsideAnswer(number=place, at=entry.at, by=by, title=told.title, text=text))
                rows.append((f"{place:>3}  {clock.stamp(entry.time):14}", Bold(told.title), f"  by {by}"))
                rows += [f"       {line}" for line in text.splitlines()]
            call.say(answers.Aside(case=code, entries=tuple(listed)), rows or ["Nothing is kept aside in this case."])
            return
        if number != "all" and not number.isdecimal():
            raise Usage("NUMBER is the number of an entry, or `all`.")
        chosen = settled(rules.aside_at(case, 0 if number == "all" else int(number) or -1))
        acts = settled(rules.take_in(case, vault.me, chosen)) if chosen else settled(refuse("nothing-aside"))
        case = vault.record(room, acts)
        answer = answers.Recorded(case=code, act="take-in", status=status_of(case), next=next_promise(case))
        call.say(answer, [(Bold(code), f"   taken in: {arrival.counted(len(acts))}")])
