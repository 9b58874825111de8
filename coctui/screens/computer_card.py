"""Whether this computer's keyring opens the vault: what that means, on, off, and off everywhere."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from coctui.screens.secret_card import SecretCard
from coctui.widgets.fields import PushButton
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import MUTED

if TYPE_CHECKING:
    from coctui.vault.door import Vault
    from coctui.vault.unlock import Proof

ABOUT = (
    "The keyring of this computer can keep a random key, never the passphrase. Every program that runs in your account may read it "
    "there, and who sits at your open computer needs no passphrase. So it is off until you want it."
)
LOST = "A laptop is gone? From every computer takes back what any of them keeps."


class ComputerCard(SecretCard):
    """Lets this computer open the vault, or no more."""

    HEAD = "This computer opens the vault"
    DOES = "let it open"

    def __init__(self, *, here: bool, anywhere: bool) -> None:
        """`here`: whether this computer does now; `anywhere`: whether any of one's computers does."""
        super().__init__()
        self._here, self._anywhere = here, anywhere
        self._found = ""

    def parts(self) -> Iterator[Widget]:
        """What it means; which keyring there is; who sits here."""
        yield Paragraphs([(ABOUT, MUTED), ("", "")])
        yield Paragraphs(id="found")
        with Vertical(id="proving"):
            yield from self.who_rows()
        with Horizontal(id="buttons"):
            yield PushButton("Let it open", id="keep", default=True)
            yield PushButton("Not this one any more", id="off")
            yield PushButton("From every computer", id="everywhere")

    def on_mount(self) -> None:
        """Ask the keyring what it is; that may take its time."""
        super().on_mount()
        self._draw(usable=False, said="Looking for a keyring.")
        self.query_one("#off").display = self._here
        self.query_one("#everywhere").display = self._anywhere
        self.run_job("keyring", self.vault.keyring_here, lambda found: self._looked(*found))

    def _looked(self, name: str, why: str) -> None:
        self._draw(usable=bool(name), said=f"Here it would lie in {name}." if name else why)
        (self.field("name") if name and not self._here else self.query_one("#off")).focus()

    def _draw(self, *, usable: bool, said: str) -> None:
        state = "It does now." if self._here else ""
        parts = [(f"{state} {said}".strip(), ""), *([(LOST, MUTED)] if self._anywhere else []), ("", "")]
        self.query_one("#found", Paragraphs).show(parts)
        self._usable = usable
        for name in ("#proving", "#keep"):
            self.query_one(name).display = usable and not self._here
        self.refresh_keys()

    def works(self, binding: str) -> bool:
        """F2 where a keyring can be used."""
        return binding != "done" or (self._usable and not self._here)

    _usable = False

    def action_done(self) -> None:
        """Let it open."""

        def remember(vault: "Vault", proof: "Proof") -> str:
            return vault.remember_here(proof)

        job = self.prove(remember)
        if job is not None:
            self.work(job, lambda _: self._changed())

    @on(PushButton.Pressed, "#off")
    @on(PushButton.Pressed, "#everywhere")
    def _off(self, event: PushButton.Pressed) -> None:
        vault, everywhere = self.vault, event.sender.id == "everywhere"
        self.work(lambda: vault.forget_here(everywhere=everywhere), lambda _: self._changed())

    def _changed(self) -> None:
        _ = self.dismiss(True)
