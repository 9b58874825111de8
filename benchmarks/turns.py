"""One turn of each comparison: the same act on the same case in every column."""

from collections.abc import Callable

from benchmarks.cases import note
from benchmarks.clock import Step
from benchmarks.plain import PlainRows
from benchmarks.sealed import attach
from coctui.models.content_events import FileRef
from coctui.models.event import encode
from coctui.vault.door import Vault

PLAIN, SEALED, CIPHER, BARE = "plain rows", "vault", "SQLCipher", "bare insert"
Turn = dict[str, Step]


class Columns:
    """The vault and its twins."""

    def __init__(self, vault: Vault, rows: dict[str, PlainRows]) -> None:
        self.vault, self.rows = vault, rows

    def _turn(self, sealed: Step, plain: Callable[[PlainRows], Step]) -> Turn:
        steps = {name: plain(twin) for name, twin in self.rows.items()}
        return {PLAIN: steps.pop(PLAIN), SEALED: sealed, **steps}

    def open(self, room: str) -> Turn:
        """Open a case: rows to the fold."""
        return self._turn(Step(lambda _: self.vault.case(room)), lambda twin: Step(lambda _: twin.open(room)))

    def append(self, room: str, number: int) -> Turn:
        """Write a note in a case that is open."""
        body = note(number)
        raw = encode(body, ("0" * 64,), "0" * 64, self.vault.source.now())
        turn = self._turn(
            Step(lambda _: self.vault.record(room, [body]), lambda: self.vault.case(room)),
            lambda twin: Step(lambda held: twin.append(held, body), lambda: twin.open(room)),
        )
        return turn | {BARE: Step(lambda _: self.rows[PLAIN].insert(number, raw))}

    def attach(self, room: str, ref: FileRef, content: bytes) -> Turn:
        """Add a file to a case that is open."""
        return self._turn(
            Step(lambda _: attach(self.vault, room, ref, content), lambda: self.vault.case(room)),
            lambda twin: Step(lambda held: twin.attach(held, ref, content), lambda: twin.open(room)),
        )

    def read(self, room: str, ref: FileRef) -> Turn:
        """Read a file of a case that is open."""
        return self._turn(
            Step(lambda _: self.vault.attachment(room, ref), lambda: self.vault.case(room)),
            lambda twin: Step(lambda held: twin.attachment(held, ref), lambda: twin.open(room)),
        )
