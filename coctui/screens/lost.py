"""A lost computer: asked in plain words, done in one act, and then what it had and the words for the team."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from coctui import safetext
from coctui.casework import lost as rules
from coctui.casework import team
from coctui.casework.result import Refused
from coctui.screens.question import QuestionCard
from coctui.screens.reading import ReadingCard
from coctui.widgets.pieces import BOLD, MUTED

if TYPE_CHECKING:
    from coctui.host.clipboard import Copied
    from coctui.screens.base import CoctuiScreen
    from coctui.vault.door import Vault

SECONDS = 60.0
"""For changing keys at once; the rest goes on in the background and at each unlock."""


class Ended(NamedTuple):
    """What closing the seat came to."""

    name: str
    code: str
    lines: tuple[str, ...]
    """What the computer had of each case that this reader holds."""


def lost_question(name: str) -> QuestionCard:
    """What is done in one act; the safe answer is filled. `name` is cleaned."""
    parts = [
        ("Their seat is closed now, and the team's key changes at once.", BOLD),
        ("Every case that you hold, and that it could open, gets a new key.", ""),
        ("", ""),
        ("Then you read what that computer had, and words for the team.", ""),
        ("They get a code for a new seat; what they are kept from stays closed.", ""),
        ("", ""),
        ("Be sure that it is them who say so: by voice, not by mail.", MUTED),
    ]
    return QuestionCard(f"The computer of {name} is lost", parts, safe="Leave it", other="Close its seat")


def end_seat(vault: "Vault", seat: str) -> Ended | Refused:
    """Close the seat, change keys, and say what it had. Slow: for a thread. Raises `VaultError`."""
    no = team.may_renew(vault.team, vault.me, seat, vault.source.now())
    if no is not None:
        return no
    from coctui.vault.errors import VaultError

    cases, codes = [], {}
    for row in vault.rows():
        if row.access == "cleared":
            codes[row.room] = row.case
            with suppress(VaultError):
                cases.append(vault.case(row.room))
    found, name = rules.had(cases, seat), vault.team.members[seat].name
    code = vault.renew(seat)
    vault.work(SECONDS)
    return Ended(name, code, tuple(rules.said(one, codes[one.room]) for one in found))


def told(screen: "CoctuiScreen[Any]", ended: Ended) -> ReadingCard:
    """What is to be read and said; `y` copies the words for the team, which name no case."""
    house, words = screen.house, rules.tell(safetext.line(ended.name))

    def said(found: "Copied") -> None:
        screen.say(f"{'+' if found.done else '~'} {found.sentence}")

    def copy(_: str) -> None:
        screen.run_job("copy", lambda: house.copy(words), said)

    parts = [
        ("For the team (y copies this)", words),
        ("What it had, of the cases that you may see", "\n".join(ended.lines) or "none of them"),
        ("", f"{rules.HAD}\n{rules.OUTSIDE}\n{rules.NEW_KEYS}"),
        ("The code for a new seat, shown this once: by voice or on paper", ended.code),
    ]
    return ReadingCard("", f"The computer of {safetext.line(ended.name)}", parts, copy=copy)
