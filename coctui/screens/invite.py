"""Inviting somebody: a name, roles, and a code that is shown once."""

from collections.abc import Callable, Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from coctui import keymap, safetext
from coctui.casework import team as rules
from coctui.casework.profile import LONGEST_NAME, WRONG, Unfit
from coctui.casework.team import ROLES
from coctui.screens.form import FormSheet, Kept
from coctui.screens.overlay import Overlay
from coctui.screens.roles import MARKS
from coctui.widgets.bars import KeyBar, PaneRule
from coctui.widgets.fields import Field, FieldLabel, FieldRow, PushButton
from coctui.widgets.mark_list import MarkList
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import BOLD, KEY, MUTED
from coctui.widgets.reason import Reason

SAFE = "The code opens one seat, once. Tell it by voice or on paper, never by mail and not beside the file."


class InviteSheet(FormSheet):
    """Who, and as what; then their code."""

    AUTO_FOCUS = "#who"

    def __init__(self) -> None:
        super().__init__("Invite somebody", "invite")
        self._code = ""

    def parts(self) -> Iterator[Widget]:
        """Name and roles."""
        name = Field(limit=LONGEST_NAME, id="who")
        name.add_class("answer")
        yield FieldRow("Name", name, id="row-name", beside=True)
        with Horizontal(classes="row"):
            yield FieldLabel("As")
            yield MarkList(MARKS, ("responder",), many=True, id="roles")
        yield Paragraphs([(SAFE, MUTED)])
        yield Reason(id="trouble")
        with Horizontal(id="buttons"):
            yield PushButton("Make the code", id="keep", default=True)
            yield PushButton("Start anew", id="anew")

    def begin(self) -> dict[str, str]:
        """Nobody yet, as a responder."""
        return {"who": "", "roles": "responder"}

    def written(self) -> dict[str, str]:
        """Name and roles."""
        roles = " ".join(sorted(self.query_one("#roles", MarkList).chosen))
        return {"who": self.query_one("#who", Field).value, "roles": roles}

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft."""
        self.query_one("#who", Field).value = safetext.line(fields.get("who", ""))
        self.query_one("#roles", MarkList).take(MARKS, fields.get("roles", "").split())

    def keep(self) -> Callable[[], Kept]:
        """Invite them, if a rule allows it."""
        vault, written = self.vault, self.written()
        name = " ".join(written["who"].split())
        roles = tuple(role for role in ROLES if role in written["roles"].split())

        def write() -> Kept:
            if not 0 < len(name) <= LONGEST_NAME:
                return Unfit({"name": WRONG["name"]})
            no = rules.may_invite(vault.team, vault.me, roles, vault.source.now())
            if no is None:
                self._code = vault.invite(name, roles)
            return no

        return write

    def kept(self, kept: Kept) -> None:
        """The code, in the place of the sheet."""
        if kept is not None:
            super().kept(kept)
            return
        name, code, self._code = self.written()["who"].strip(), self._code, ""
        self.dirty = False

        def told(done: bool | None) -> None:
            _ = self.dismiss(bool(done))

        _ = self.app.push_screen(CodeCard(safetext.line(name, 40), code), told)


class CodeCard(Overlay[bool], inherit_bindings=False):
    """The code, once; what to paste into a chat, and what to say by voice."""

    KEYS = "code"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("code")]
    CSS_PATH = "../styles/overlay.tcss"
    AUTO_FOCUS = None

    def __init__(self, name: str, code: str) -> None:
        """`name` is cleaned."""
        super().__init__()
        self._who, self._code = name, code

    def compose(self) -> ComposeResult:
        """Code, line, six words."""
        parts = [
            (self._code, KEY),
            ("", ""),
            (SAFE, ""),
            ("", ""),
            ("This may go into any chat, with the vault's file:", MUTED),
            (f"coctui --vault FILE member accept {quoted(self._who)}", BOLD),
            ("", ""),
            ("Their coctui then shows six words. Let them be read to you by voice, and compare: c", MUTED),
        ]
        with Vertical(classes="card"):
            yield PaneRule(f"The code for {self._who}", count="shown this once", focused=True)
            yield Paragraphs(parts)
        yield KeyBar()

    def action_back(self) -> None:
        """It is told."""
        _ = self.dismiss(True)

    def action_open(self) -> None:
        """The same."""
        _ = self.dismiss(True)


def quoted(name: str) -> str:
    """A name as one word of a command line; one that would need more than quotation marks is left to be typed."""
    return f'"{name}"' if " " in name and name.replace(" ", "").isalnum() else name if name.isalnum() else "NAME"
