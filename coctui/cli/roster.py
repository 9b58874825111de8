"""`member profile`, `member shift`, `own-list`: how colleagues reach one, when one is there, and whom one must not judge."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from coctui.casework import own_list as rules
from coctui.casework.cover import OnShift, alone, cover
from coctui.casework.profile import FIELDS, Unfit, change_profile, read_shifts, spoken_shift, written_profile
from coctui.casework.team import ROLES
from coctui.cli import team_answers
from coctui.cli.call import Call, settled
from coctui.cli.paper import Bold, pad
from coctui.cli.trouble import Trouble, Usage
from coctui.models.awake import zone_of
from coctui.models.roster import Member, Profile
from coctui.models.shift import Shift
from coctui.models.team_events import ProfileChanged

if TYPE_CHECKING:
    from coctui.vault.door import Vault

Line = str | Sequence[str]


def profile(call: Call) -> None:
    """What a member says of themself; with --set or --field, what one says of oneself from now on."""
    args = call.args
    fields = _fields(call)
    if fields and args.member:
        raise Usage("Everybody says for themself: leave out MEMBER to change your own profile.")
    with call.unlocked() as vault:
        seat = call.member(vault.team, args.member) if args.member else vault.me
        if fields:
            changed = change_profile(vault.team, vault.me, fields, call.now(), zone_of(vault.team, vault.me))
            if isinstance(changed, Unfit):
                name, reason = next(iter(changed.wrong.items()))
                raise Trouble(f"unfit-{name}", f"{FIELDS[name]}: {reason}")
            vault.manage(*settled(changed))
        call.say(_answer(vault, seat), _shown(vault, vault.team.members[seat]))


def _fields(call: Call) -> dict[str, str]:
    fields: dict[str, str] = {}
    for pair in call.args.set:
        name, equals, value = pair.partition("=")
        if not equals or name not in FIELDS:
            raise Usage(f"--set takes FIELD=VALUE; a FIELD is one of: {', '.join(FIELDS)}.")
        fields[name] = value
    if call.args.field:
        fields[call.args.field] = call.long_text(question=f"{FIELDS[call.args.field]}:")
    return fields


def _answer(vault: "Vault", seat: str) -> team_answers.ProfileAnswer:
    member = vault.team.members[seat]
    facts = member.profile
    return team_answers.ProfileAnswer(
        member=member.name,
        roles=tuple(role for role in ROLES if role in member.roles),
        you=seat == vault.me,
        compared=member.compared,
        mail=facts.mail,
        handles=facts.handles,
        company=facts.company,
        zone=facts.zone,
        phone=facts.phone,
        shifts=_shifts(facts.shifts),
    )


def _shifts(shifts: Sequence[Shift]) -> tuple[team_answers.ShiftAnswer, ...]:
    return tuple(team_answers.ShiftAnswer(start=shift.start, end=shift.end) for shift in shifts)


def _shown(vault: "Vault", member: Member) -> Iterator[Line]:
    yield Bold(member.name), f"   {', '.join(role for role in ROLES if role in member.roles)}"
    written = written_profile(member.profile, zone_of(vault.team, vault.me))
    for name, label in FIELDS.items():
        if name != "name":
            first, *others = written[name].splitlines() or ["not said"]
            yield f"  {pad(label, 12)} {first}"
            yield from (f"{' ' * 15}{other}" for other in others)


def shift(call: Call) -> None:
    """Who is on shift now, next and can be woken, and when nobody is there; or add a shift of one's own, or take one away."""
    args = call.args
    if args.clear and (args.span or args.drop):
        raise Usage("--clear takes all your shifts away: leave out SPAN and --drop.")
    if args.drop and not args.span:
        raise Usage("Say which shift is to go: coctui member shift SPAN --drop")
    with call.unlocked() as vault:
        if args.span or args.clear:
            _change_shifts(call, vault)
        clock, team = call.clock(vault), vault.team
        standing, gaps = cover(team, call.now()), alone(team, call.now())
        answer = team_answers.Cover(
            members=tuple(_on_shift(vault, each) for each in standing),
            nobody=None if gaps is None else tuple(team_answers.ShiftAnswer(start=g.start, end=g.end) for g in gaps),
        )
        rows: list[Line] = []
        for each in standing:
            until = ""
            if each.shift is not None:
                word, at = ("until", each.shift.end) if each.standing == "on now" else ("from", each.shift.start)
                until = f"{word} {clock.stamp(at.timestamp())}, {clock.until(at.timestamp())}"
            rows.append(f"  {pad(each.standing, 14)} {pad(team.members[each.seat].name, 24)} {until}")
        zone = zone_of(team, vault.me)
        spans = (Shift(start=gap.start, end=gap.end) for gap in gaps or ())
        rows += [f"  ~ nobody       {spoken_shift(span, zone)}" for span in spans]
        if gaps is None:
            rows.append("  Nobody gave a shift yet: when nobody is there is not known.")
        call.say(answer, rows)


def _on_shift(vault: "Vault", each: OnShift) -> team_answers.OnShift:
    span = _shifts([each.shift])[0] if each.shift else None
    return team_answers.OnShift(member=vault.team.members[each.seat].name, standing=each.standing, shift=span)


def _change_shifts(call: Call, vault: "Vault") -> None:
    before: Profile = vault.member.profile
    kept: tuple[Shift, ...] = ()
    if call.args.span:
        text = call.typed(call.args.span, "When: ")
        read = settled(read_shifts(text, call.now(), zone_of(vault.team, vault.me)))
        others = tuple(shift for shift in before.shifts if shift not in read)
        if call.args.drop and len(others) == len(before.shifts):
            raise Trouble("no-such-shift", "You gave no such shift. coctui member profile shows yours.")
        kept = others if call.args.drop else tuple(sorted((*others, *read), key=lambda shift: shift.start))
    if kept != before.shifts:
        vault.manage(ProfileChanged(profile=before.model_copy(update={"shifts": kept})))


def own_list(call: Call) -> None:
    """One's own list of people and employers whom one must not judge; with --write, a new one from standard input."""
    with call.unlocked() as vault:
        if call.args.write:
            lines = call.long_text(question="One person or employer a line.").splitlines()
            vault.write_private(settled(rules.kept_list(lines)))
        entries = vault.sheet.private
        said = "Nobody else sees this list, or that there is one."
        rows = [*(f"  {entry}" for entry in entries), said] if entries else ["There is nothing on it.", said]
        call.say(team_answers.OwnList(entries=entries), rows)
