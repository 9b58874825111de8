"""The tab of the settings about how one gets in and where copies lie: what it lists, and the card behind each line."""

from typing import TYPE_CHECKING, Any

from coctui.host.remembered import remembered
from coctui.screens.base import CoctuiScreen
from coctui.screens.care_lines import care_lines
from coctui.vault.kept import NO_FOLDER, SECOND, second_place
from coctui.widgets.settings_list import SettingLine

if TYPE_CHECKING:
    from textual.screen import Screen

    from coctui.vault.door import Vault
    from coctui.vault.kept import Kept


class CareTab(CoctuiScreen[None], inherit_bindings=False):
    """Ways in and copies, as a part of the settings."""

    _copies: "tuple[Kept, ...] | None"
    """The copies that are known, `None` until they were looked for."""

    @property
    def vault(self) -> "Vault":
        """The open vault."""
        raise NotImplementedError

    def _draw(self) -> None:
        raise NotImplementedError

    def _changed(self, kept: bool | None) -> None:
        raise NotImplementedError

    def _care_lines(self) -> tuple[SettingLine, ...]:
        here, second = remembered(self.house.session.path), self.vault.sheet.settings.get(SECOND, "")
        ways: dict[str, float] = {
            way.kind: way.since.timestamp() for way in sorted(self.vault.ways, key=lambda way: way.since)
        }
        return care_lines(ways, here, self._copies, second, self.house.now(), self.house.zone)

    def _count_copies(self) -> None:
        self.run_job("copies", self.vault.copies, self._counted, lambda _: None)

    def _counted(self, copies: "tuple[Kept, ...]") -> None:
        self._copies = copies
        self._draw()

    def _open_care(self, line: SettingLine) -> None:
        _ = self.app.push_screen(self._care_card(line), self._changed)

    def _care_card(self, line: SettingLine) -> "Screen[Any]":
        ways = {way.kind for way in self.vault.ways}
        match line.key:
            case "passphrase":
                from coctui.screens.passphrase_card import PassphraseCard

                return PassphraseCard()
            case "paper":
                from coctui.screens.paper_card import PaperCard

                return PaperCard(there="paper key" in ways)
            case "computer":
                from coctui.screens.computer_card import ComputerCard

                return ComputerCard(here=remembered(self.house.session.path), anywhere="this computer" in ways)
            case "second":
                return self._second_card(line)
            case "verify":
                from coctui.screens.verdict_card import VerdictCard

                return VerdictCard()
            case "merge":
                from coctui.screens.merge_card import MergeCard

                return MergeCard()
            case "restore":
                from coctui.screens.copies_card import how_to_restore
                from coctui.screens.reading import ReadingCard

                now, zone = self.house.now(), self.house.zone
                parts = how_to_restore(self.house.session.path, self._copies or (), now, zone)
                return ReadingCard("", line.label, parts)
            case _:
                from coctui.screens.copies_card import CopiesCard

                return CopiesCard()

    def _second_card(self, line: SettingLine) -> "Screen[Any]":
        from coctui.screens.setting import SettingCard

        vault = self.vault

        def write(value: str) -> str:
            place = second_place(value)
            if place is None:
                return NO_FOLDER
            vault.write_settings({SECOND: place})
            return ""

        return SettingCard(line.label, line.why, vault.sheet.settings.get(SECOND, ""), write, usual="")
