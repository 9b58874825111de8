"""`policy`, `settings`: the team's rules, and what one has set for one's own coctui."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coctui.casework import policy as rules
from coctui.casework.profile import Unfit
from coctui.casework.team import name_of
from coctui.cli import team_answers
from coctui.cli.call import Call, settled
from coctui.cli.paper import pad
from coctui.cli.trouble import Trouble, Usage
from coctui.models.roster import Team
from coctui.screens import habits as own
from coctui.screens import own_keys

if TYPE_CHECKING:
    from coctui.vault.door import Vault


def policy(call: Call) -> None:
    """The team's rules; with --set, others from now on."""
    with call.unlocked() as vault:
        fields = dict(_pairs(call, rules.BY_FIELD))
        if "contacts" in fields:
            names = [name.strip() for name in fields["contacts"].split(",") if name.strip()]
            fields["contacts"] = " ".join(call.member(vault.team, name) for name in names)
        if fields:
            changed = rules.change_policy(vault.team, vault.me, fields, call.now())
            if isinstance(changed, Unfit):
                field, reason = next(iter(changed.wrong.items()))
                raise Trouble(f"unfit-{field}", f"{rules.BY_FIELD[field].label}: {reason}")
            vault.manage(*settled(changed))
        team = vault.team
        dumped = team.policy.model_dump(mode="json")
        dumped["contacts"] = tuple(name_of(team, seat) for seat in team.policy.contacts)
        call.say(team_answers.PolicyAnswer(policy=dumped), _shown(team))


def _pairs(call: Call, known: object) -> Iterator[tuple[str, str]]:
    for pair in call.args.set:
        name, equals, value = pair.partition("=")
        if not equals or name not in known:  # type: ignore[operator]  # a mapping or a set
            raise Usage("--set takes NAME=VALUE; without --set all names are shown.")
        yield name, value


def _shown(team: Team) -> Iterator[str]:
    written = rules.written_policy(team.policy)
    for setting in rules.SETTINGS:
        value = written[setting.field]
        if setting.kind == "members":
            value = ", ".join(name_of(team, seat) for seat in team.policy.contacts)
        elif setting.kind in ("hours", "days") and value:
            value = f"{value} {setting.kind}"
        mark = "" if rules.as_published(team.policy, setting.field) else "set by the team"
        yield f"  {pad(setting.field, 26)} {pad(value or setting.empty, 24)} {mark}".rstrip()


OWN = ("theme", "signs", "veil", "lock", "times")


def settings(call: Call) -> None:
    """What one has set for oneself; with --set, something else; an empty value takes it back."""
    with call.unlocked() as vault:
        given = dict(_pairs(call, _names()))
        for name, value in given.items():
            _check(vault, name, value)
        if given:
            vault.write_settings(given)
        habits = own.habits_of(vault.sheet.settings)
        keys = dict(habits.keys)
        answer = team_answers.Settings(
            theme=habits.theme, signs=habits.signs, veil=habits.veil, lock=habits.lock, times=habits.times, keys=keys
        )
        rows = [
            f"  {pad('theme', 8)} {own.THEMES[habits.theme]}",
            f"  {pad('signs', 8)} {own.SIGNS[habits.signs]}",
            f"  {pad('veil', 8)} after {habits.veil} minutes without a key",
            f"  {pad('lock', 8)} after {habits.lock} minutes behind the veil",
            f"  {pad('times', 8)} {own.TIMES[habits.times]}",
            *(f"  {pad('key ' + name, 20)} {key}" for name, key in keys.items()),
        ]
        call.say(answer, rows)


def _names() -> set[str]:
    return {*OWN, *(f"{own_keys.SETTING}{name}" for name, _ in own_keys.changeable())}


def _check(vault: "Vault", name: str, value: str) -> None:
    reason = own.refusal(name, value, vault.sheet.settings)
    if reason:
        raise Trouble(f"unfit-{name.partition(' ')[0]}", reason)
