"""What cards about one's ways in share: a name and a passphrase prove who sits here, and no field keeps one a moment too long."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input

from coctui import keymap
from coctui.screens.overlay import Overlay
from coctui.widgets.bars import KeyBar, PaneRule
from coctui.widgets.fields import Field, FieldRow, PassphraseInput, PushButton
from coctui.widgets.reason import Reason

if TYPE_CHECKING:
    from coctui.vault.door import Vault
    from coctui.vault.unlock import Proof

R = TypeVar("R")
SLOWLY = "Opening. This takes about a second, on purpose."
WHO = "Type the name that you unlock with."
WITH = "Type the passphrase that opens it now; a paper key does too."


class SecretCard(Overlay[bool], inherit_bindings=False):
    """A card with secrets on it. The result is whether something was changed; the veil puts it away."""

    KEYS = "sheet"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("sheet")]
    CSS_PATH = ["../styles/overlay.tcss", "../styles/form.tcss", "../styles/care.tcss"]
    AUTO_FOCUS = "Field"
    HEAD: ClassVar[str] = ""
    """What the card is called."""
    DOES: ClassVar[str] = "keep"
    """What F2 does, as the footer says it."""

    def __init__(self) -> None:
        super().__init__()
        self._busy = False

    def compose(self) -> ComposeResult:
        """Title, then what the card is about."""
        with Vertical(classes="card"):
            yield PaneRule(self.HEAD, focused=True)
            yield from self.parts()
            yield Reason(id="trouble")
        yield KeyBar()

    def parts(self) -> Iterator[Widget]:
        """Sentences, fields and buttons."""
        raise NotImplementedError

    @staticmethod
    def who_rows() -> Iterator[Widget]:
        """The fields that prove who sits here."""
        yield FieldRow("Name", Field(limit=200, id="name"), id="row-name", beside=True)
        yield FieldRow("Passphrase now", PassphraseInput(id="now"), id="row-now", beside=True)

    def footer(self) -> list[tuple[str, str]]:
        """F2 says what it does here."""
        return [(key, self.DOES if key == "F2" else label) for key, label in super().footer()]

    @property
    def vault(self) -> "Vault":
        """The open vault."""
        vault = self.house.session.vault
        assert vault is not None, "this card is on the screen only while the vault is open"  # noqa: S101
        return vault

    # fields

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.value:  # emptied by us is no reason to take the reason away
            for row in self.query(FieldRow):
                row.wrong("")

    @on(Input.Submitted)
    def _next_field(self, event: Input.Submitted) -> None:
        if event.input is self._fields()[-1]:
            self.action_done()
        else:
            self.focus_next()

    def _fields(self) -> list[Field]:
        """Those that stand there now."""
        return [
            field
            for field in self.query(Field)
            if all(node.display for node in field.ancestors_with_self if isinstance(node, Widget))
        ]

    @on(PushButton.Pressed, "#keep")
    def _keep_pressed(self) -> None:
        self.action_done()

    def action_done(self) -> None:
        """What F2 does."""
        raise NotImplementedError

    def wrong(self, row: str, sentence: str) -> None:
        """Say beside a field what does not fit, and go there."""
        found = self.query_one(f"#row-{row}", FieldRow)
        found.wrong(sentence)
        found.field.focus()

    def field(self, name: str) -> Field:
        """A field by its name."""
        return self.query_one(f"#{name}", Field)

    def who(self) -> tuple[str, str] | None:
        """Name and passphrase, taken out of their fields; `None` where one is not there yet, which is said."""
        name, secret = self.field("name").value.strip(), cast("PassphraseInput", self.field("now"))
        if not name:
            self.wrong("name", WHO)
        elif not secret.value:
            self.wrong("now", WITH)
        else:
            return name, secret.take()
        return None

    # work

    def work(self, job: Callable[[], R], done: Callable[[R], None]) -> None:
        """Something slow; what the vault says against it is said under the fields."""
        if self._busy:
            return
        self._busy = True
        self.trouble(SLOWLY, "~")

        def finished(result: R) -> None:
            self._busy = False
            self.trouble("")
            done(result)

        self.run_job("way", job, finished, self._refused)

    def _refused(self, error: Exception) -> None:
        self._busy = False
        self.trouble("")
        self.refused(error, str(getattr(error, "sentence", "")))

    def refused(self, error: Exception, sentence: str) -> None:
        """Say why it was not done."""
        from coctui.vault.errors import WrongKey

        if isinstance(error, WrongKey) and self.query("#row-now"):
            self.wrong("now", sentence)
        else:
            self.trouble(sentence)

    def trouble(self, sentence: str, mark: str = "!") -> None:
        """Under the fields; `""` for nothing."""
        self.query_one("#trouble", Reason).show(sentence, mark)

    def prove(self, then: "Callable[[Vault, Proof], R]") -> "Callable[[], R] | None":
        """A job that proves who sits here and goes on with that; `None` where something has to be typed first."""
        typed = self.who()
        if typed is None:
            return None
        vault, who = self.vault, [typed]  # taken out as it is used: Textual remembers what it ran

        def job() -> R:
            return then(vault, vault.prove(*who.pop()))

        return job

    # leaving

    def forget_secrets(self) -> None:
        """No field keeps what was typed."""
        for field in self.query(Field):
            field.value = ""

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Away, and nothing stays in a field."""
        self.forget_secrets()
        return super().dismiss(result)

    def veiled(self) -> None:
        """Behind the veil no secret waits for whoever lifts it."""
        super().veiled()
        self.forget_secrets()

    def action_back(self) -> None:
        """Out of the field, then away: nothing is changed."""
        if self.typing:
            self.set_focus(None)
        else:
            _ = self.dismiss(False)
