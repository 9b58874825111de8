"""`member lost`: somebody's computer is lost. One act closes its seat, changes keys, says what it had and what to tell."""

from contextlib import suppress
from typing import TYPE_CHECKING

from coctui.casework import lost as rules
from coctui.casework import team
from coctui.cli import team_answers
from coctui.cli.call import Call, settled
from coctui.cli.paper import Bold, wrap
from coctui.cli.reading import code_name
from coctui.models.case import Case

if TYPE_CHECKING:
    from coctui.vault.door import Vault

SECONDS = 60.0
"""For changing keys at once; the rest goes on at each unlock."""


def lost(call: Call) -> None:
    """End a seat because its computer is lost."""
    with call.unlocked() as vault:
        seat = settled(team.find_member(vault.team, call.typed(call.args.member, "Member: ")))
        if (no := team.may_renew(vault.team, vault.me, seat, call.now())) is not None:
            settled(no)
        name = vault.team.members[seat].name
        found = rules.had(held_cases(vault), seat)
        code = vault.renew(seat)
        vault.work(SECONDS)
        had = tuple(
            team_answers.HadAnswer(
                case=code_name(vault, one.room), held=one.held, outside=one.outside,
                new_key=not vault.case(one.room).access.rotation_due,
            )
            for one in found
        )  # fmt: skip
        answer = team_answers.Lost(member=name, code=code, had=had, words=rules.tell(name))
        lines = [rules.said(one, shown.case) for one, shown in zip(found, had, strict=True)]
        call.say(answer, list(_sheet(answer, lines)))


def held_cases(vault: "Vault") -> tuple[Case, ...]:
    """The cases that one holds; one that cannot be read is left out, `verify` names it."""
    from coctui.vault.errors import VaultError

    cases = []
    for row in vault.rows():
        if row.access == "cleared":
            with suppress(VaultError):
                cases.append(vault.case(row.room))
    return tuple(cases)


def _sheet(answer: team_answers.Lost, lines: list[str]) -> "list[str | tuple[str, Bold]]":
    waits = [f"  ~ {had.case} gets its new key with the next unlock." for had in answer.had if not had.new_key]
    return [
        f"The seat of {answer.member} is closed.",
        "",
        "What that computer had, of the cases that you may see:",
        *(f"  {line}" for line in lines or ["none of them"]),
        *wrap(rules.HAD, 2),
        *wrap(rules.OUTSIDE, 2),
        *wrap(rules.NEW_KEYS, 2),
        *waits,
        "",
        "For the team, to copy:",
        *wrap(answer.words, 4),
        "",
        "The code for a new seat, shown this once: tell it by voice or on paper.",
        ("    ", Bold(answer.code)),
    ]
