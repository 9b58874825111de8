"""Where the keys of a case lead that are about who does what with whom: hand-over, stepping back, consent, ties."""

from coctui.models.case import Case
from coctui.models.handover import given_back, to_take
from coctui.models.listing import DUTIES
from coctui.screens.case_ways import CaseWays
from coctui.screens.next_act import Lead, sheet_for
from coctui.screens.opened import Opened, read_opened


class CaseCompany(CaseWays, inherit_bindings=False):
    """Acts between the holders of a case."""

    def works(self, binding: str) -> bool:
        """What there is to take over, or to give back."""
        opened = self.opened
        if binding == "take_over":
            return opened is not None and bool(to_take(opened.case, opened.me) or given_back(opened.case))
        if binding == "step_back":
            return opened is not None and any(opened.case.assigned(duty) == opened.me for duty in DUTIES)
        if binding == "vote":
            return opened is not None
        return super().works(binding)

    def action_vote(self) -> None:
        """Decide together: assess, plan, vote."""
        self.go(Lead("deciding"))

    def action_hand_over(self) -> None:
        """Hand over to a colleague."""
        self.go(Lead("hand over"))

    def action_take_over(self) -> None:
        """What is handed over, or lies with nobody."""
        self.go(Lead("take over"))

    def action_consent(self) -> None:
        """What somebody gave leave for."""
        self.go(Lead("consent"))

    def action_tie(self) -> None:
        """Tie or join cases."""
        if self.opened is not None:
            self.lay_over(sheet_for(self.room, Lead("tie"), self.opened), self._tied)

    def _tied(self, changed: Case | None) -> None:
        """What was recorded may stand in the other case only: this one is read anew all the same."""
        vault, room = self.vault, self.room
        if changed is not None and vault is not None:
            self.run_job("case", lambda: read_opened(vault, room), self._read_anew, self.refused)

    def _read_anew(self, opened: Opened) -> None:
        before, self.opened = self.opened, opened
        self.draw(before)

    def action_step_back(self) -> None:
        """Give one's duties back (asks)."""
        from coctui.screens.step_back import ask_to_step_back

        ask_to_step_back(self)
