"""Roles of a member, or of somebody who is invited."""

from collections.abc import Callable, Iterator

from textual.containers import Horizontal
from textual.widget import Widget

from coctui.casework import team as rules
from coctui.casework.result import Refused
from coctui.casework.team import ROLES
from coctui.models.roster import Role
from coctui.screens.form import FormSheet, Kept
from coctui.widgets.fields import PushButton
from coctui.widgets.mark_list import Mark, MarkList
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import BOLD, MUTED, cells
from coctui.widgets.reason import Reason
from coctui.widgets.roster import WHOLE

WHAT: dict[Role, str] = {
    "responder": "answers reports",
    "lead": "may act alone on what goes on; counts where leads step aside",
    "chair": "invites and removes, sets roles and the team's rules",
    "organizer": "may stand in as a lead, for one case",
}
MARKS = tuple(Mark(role, role, WHAT[role]) for role in ROLES)


class RolesSheet(FormSheet):
    """Four roles to mark; one may have several."""

    AUTO_FOCUS = "#roles"

    def __init__(self, seat: str, name: str) -> None:
        """`name` is cleaned."""
        super().__init__(f"Roles of {name}", f"roles {seat}")
        self._seat, self._whose = seat, name

    def parts(self) -> Iterator[Widget]:
        """The marks; a name that is too long for the title stands above them."""
        if cells(self._whose) > WHOLE:
            yield Paragraphs([(self._whose, BOLD), ("", "")], own=False)
        yield MarkList(MARKS, self.vault.team.members[self._seat].roles, many=True, id="roles")
        yield Paragraphs([("", ""), ("They count for what is written from now on.", MUTED)])
        yield Reason(id="trouble")
        with Horizontal(id="buttons"):
            yield PushButton("Keep", id="keep", default=True)

    def begin(self) -> dict[str, str]:
        """The roles as they are."""
        return {"roles": " ".join(sorted(self.vault.team.members[self._seat].roles))}

    def written(self) -> dict[str, str]:
        """The roles that are marked."""
        return {"roles": " ".join(sorted(self.query_one("#roles", MarkList).chosen))}

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft."""
        self.query_one("#roles", MarkList).take(MARKS, fields.get("roles", "").split())

    def keep(self) -> Callable[[], Kept]:
        """Other roles from now on."""
        vault, seat = self.vault, self._seat
        roles = tuple(role for role in ROLES if role in self.written()["roles"].split())

        def write() -> Kept:
            acts = rules.change_role(vault.team, vault.me, seat, roles, vault.source.now())
            if isinstance(acts, Refused):
                return acts
            vault.manage(*acts)
            return None

        return write
