"""Another passphrase: the one that opens the vault now, six words that were drawn, and the new one twice."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from coctui import keymap
from coctui.screens.secret_card import SecretCard
from coctui.screens.start import SixWords
from coctui.widgets.fields import FieldRow, PassphraseInput, PushButton
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import MUTED

if TYPE_CHECKING:
    from coctui.vault.door import Vault
    from coctui.vault.unlock import Proof

ABOUT = (
    "The new one is tried before the old one goes. Then the old one opens nothing but older copies that coctui did not make. "
    "If somebody may know it, ask a colleague for a new seat."
)
NOT_ALIKE = "The two are not alike. Type both anew; nothing was changed."


class PassphraseCard(SecretCard):
    """Changes one's passphrase."""

    KEYS = "passphrase"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("sheet", "passphrase")]
    HEAD = "Another passphrase"
    DOES = "change it"

    def parts(self) -> Iterator[Widget]:
        """Who sits here; six words; the new one."""
        yield Paragraphs([(ABOUT, MUTED), ("", "")])
        yield from self.who_rows()
        yield SixWords(id="words")
        yield FieldRow("New", PassphraseInput(id="first"), id="row-first", beside=True)
        yield FieldRow("Once more", PassphraseInput(id="second"), id="row-second", beside=True)
        with Horizontal(id="buttons"):
            yield PushButton("Change it", id="keep", default=True)

    def on_mount(self) -> None:
        """Draw the first six words."""
        super().on_mount()
        self.action_words_new()

    def action_words_new(self) -> None:
        """Six other words."""
        source = self.vault.source

        def draw() -> str:
            from coctui.vault.passphrase import six_words

            return six_words(source)

        self.run_job("words", draw, self.query_one("#words", SixWords).show)

    def action_done(self) -> None:
        """Change it, if everything is there."""
        first, second = self.field("first"), self.field("second")
        if self.field("name").value.strip() and self.field("now").value:
            if not first.value:
                first.focus()
                return
            if first.value != second.value:
                first.value = second.value = ""
                self.wrong("second", NOT_ALIKE)
                first.focus()
                return
        name, new = self.field("name").value.strip(), [first.value]

        def change(vault: "Vault", proof: "Proof") -> None:
            vault.change_passphrase(proof, name, new.pop())

        job = self.prove(change)
        if job is not None:
            first.value = second.value = ""
            self.work(job, lambda _: self._changed())

    def _changed(self) -> None:
        _ = self.dismiss(True)

    def refused(self, error: Exception, sentence: str) -> None:
        """A passphrase that is too weak or too long, or the same: beside the new one."""
        from coctui.vault.errors import LongPassphrase, SamePassphrase, WeakPassphrase

        if isinstance(error, LongPassphrase | SamePassphrase | WeakPassphrase):
            self.wrong("first", sentence)
        else:
            super().refused(error, sentence)

    def forget_secrets(self) -> None:
        """The drawn words neither."""
        super().forget_secrets()
        self.query_one("#words", SixWords).show("")
