"""What is done to the team, asked in plain words first: compare, remove, take back, renew. Slow: each act is for a thread."""

from typing import TYPE_CHECKING

from coctui.casework import team as rules
from coctui.casework.result import Acts, Refused, sentence
from coctui.models.team_events import Removed
from coctui.screens.question import QuestionCard
from coctui.widgets.pieces import BOLD, MUTED
from coctui.widgets.roster import RosterLine

if TYPE_CHECKING:
    from coctui.vault.door import Vault

WAITS = "They are a chair: it counts when another lead says the same within seven days."


def removal_question(line: RosterLine) -> QuestionCard:
    """What removing a member, or taking an invitation back, means."""
    if line.invited:
        parts = [("Its code opens nothing from now on.", ""), ("They can be invited anew.", MUTED)]
        return QuestionCard(f"The invitation for {line.name}", parts, safe="Leave it", other="Take it back")
    parts = [
        ("They are off the team now, and the team's key changes at once.", BOLD),
        ("", ""),
        ("What they wrote stays. What they hold changes its key with the next work of those who stay.", ""),
        ("What they have read or copied cannot be taken back.", ""),
        ("", ""),
        (
            "They can come back to a new seat: N on their line. What they are kept from stays closed to them then.",
            MUTED,
        ),
    ]
    return QuestionCard(f"Remove {line.name}", parts, safe="Leave them on the team", other="Remove them")


def renewal_question(name: str) -> QuestionCard:
    """What a new seat means."""
    parts = [
        ("For somebody who lost every way in (laptop, passphrase and paper key), or who comes back.", ""),
        ("", ""),
        ("Their old seat is closed now, and they get a code for a new one.", BOLD),
        ("They are asked once about each case; what they are kept from stays closed.", ""),
        ("", ""),
        ("Be sure that it is them who ask: by voice, not by mail.", MUTED),
    ]
    return QuestionCard(f"A new seat for {name}", parts, safe="Leave it", other="Close the old seat")


def compared(vault: "Vault", seat: str) -> str:
    """Record that the words were the same; a refusal in words, `""` for none."""
    return _done(vault, rules.compare(vault.team, vault.me, seat, vault.source.now()))


def withdraw(vault: "Vault", invitation: str) -> str:
    """Take an invitation back."""
    invite = vault.team.invites.get(invitation)
    if invite is None:
        return sentence("invitation-used")
    acts = rules.withdraw(vault.team, vault.me, invite, vault.source.now())
    if isinstance(acts, Refused):
        return acts.sentence
    vault.withdraw(invitation)
    return ""


def remove(vault: "Vault", seat: str) -> str:
    """Remove a member; a chair together with another lead's word, or leaving one's own for the others."""
    acts = rules.remove(vault.team, vault.me, seat, vault.source.now())
    if isinstance(acts, Refused) and acts.code == "needs-two-leads" and vault.me in vault.team.having("lead"):
        from coctui.vault.errors import NotAllowed

        try:
            vault.manage(Removed(seat=seat))
        except NotAllowed:
            vault.move_removal(seat)
            return WAITS
        return ""
    return _done(vault, acts)


def renew(vault: "Vault", seat: str) -> str | Refused:
    """The code for a new seat."""
    no = rules.may_renew(vault.team, vault.me, seat, vault.source.now())
    return vault.renew(seat) if no is None else no


def _done(vault: "Vault", acts: Acts | Refused) -> str:
    if isinstance(acts, Refused):
        return acts.sentence
    vault.manage(*acts)
    return ""
