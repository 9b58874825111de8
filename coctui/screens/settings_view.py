"""What the settings screen lists: one's own settings, the team's rules, one's keys."""

from collections.abc import Mapping

from coctui import safetext
from coctui.casework import policy as rules
from coctui.casework.team import name_of
from coctui.host.checks import Check
from coctui.models.roster import Team
from coctui.screens import habits as own
from coctui.screens import own_keys
from coctui.widgets.settings_list import SettingLine

PIN = "pin"
OWN_WHY = {
    "theme": "Colours of your coctui. With the last two your terminal's own palette is used.",
    "signs": "Lines, dots and bars, or letters of the keyboard alone, for terminals and readers that do not know the others.",
    "times": "How times stand there after unlocking; t turns them round on every screen.",
    "veil": "Minutes without a key until the veil comes down. A minute before, coctui says so; any key stays.",
    "lock": "Minutes behind the veil until the vault locks. More than 30 hold only while you are on shift.",
    PIN: "Asked for behind the veil until the next lock; three misses lock. It is kept in memory only.",
}
LABELS = {
    "theme": "Colours",
    "signs": "Signs",
    "times": "Times",
    "veil": "Veil after",
    "lock": "Lock after",
    PIN: "PIN behind the veil",
}
CHOICES: dict[str, Mapping[str, str]] = {"theme": own.THEMES, "signs": own.SIGNS, "times": own.TIMES}
"""Settings that take one of a few values, each with what it is called."""


def own_lines(settings: Mapping[str, str], *, pin: bool) -> tuple[SettingLine, ...]:
    """What one has set for oneself."""
    habits = own.habits_of(settings)
    usual = own.Habits()
    values = {
        "theme": own.THEMES[habits.theme],
        "signs": own.SIGNS[habits.signs],
        "times": own.TIMES[habits.times],
        "veil": f"{habits.veil} min",
        "lock": f"{habits.lock} min behind it",
        PIN: "set until the next lock" if pin else "none",
    }
    changed = {name: getattr(habits, name) != getattr(usual, name) for name in values if name != PIN} | {PIN: pin}
    return tuple(SettingLine(name, LABELS[name], values[name], changed[name], OWN_WHY[name]) for name in values)


def rule_lines(team: Team) -> tuple[SettingLine, ...]:
    """The team's rules."""
    written = rules.written_policy(team.policy)
    found = []
    for setting in rules.SETTINGS:
        as_it_came = rules.as_published(team.policy, setting.field)
        found.append(
            SettingLine(
                setting.field,
                setting.label,
                _spoken(setting, written[setting.field], team),
                not as_it_came,
                setting.why,
                "" if as_it_came else "set by the team",
            )
        )
    return tuple(found)


def _spoken(setting: rules.Setting, value: str, team: Team) -> str:
    if not value:
        return setting.empty
    match setting.kind:
        case "members":
            return safetext.line(", ".join(name_of(team, seat) for seat in value.split()))
        case "hours" | "days":
            return f"{value} {setting.kind[:-1] if value == '1' else setting.kind}"
        case _:
            return value


def key_lines(settings: Mapping[str, str]) -> tuple[SettingLine, ...]:
    """Every key that can be another one."""
    changed = own_keys.own_keys(settings)
    found = []
    for name, key in own_keys.changeable():
        keys = own_keys.with_own(name, dict(key.binds)[name], changed).split(",")
        shown = " ".join(own_keys.readable(part) for part in keys)
        why = "One letter or sign in the place of the letters; arrows, enter, esc and F-keys stay."
        label = key.help if len(key.binds) == 1 else f"{key.help}: {name.rpartition('.')[2].replace('_', ' ')}"
        found.append(SettingLine(name, label, shown, name in changed, why, "yours" if name in changed else ""))
    return tuple(found)


STATES = {"holds": ("+", "holds"), "open": ("!", "open"), "unknown": ("~", "not known")}


def computer_lines(checks: tuple[Check, ...]) -> tuple[SettingLine, ...]:
    """Which protections hold on this computer, as `coctui doctor` says it."""
    return tuple(
        SettingLine(
            check.id,
            safetext.line(check.title, 80),
            STATES[check.state][1],
            why=safetext.line(f"{check.said} {check.do}".strip(), 600),
            sign=STATES[check.state][0],
            fixed=True,
        )
        for check in checks
    )
