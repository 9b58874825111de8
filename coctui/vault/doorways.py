"""One's own ways in, as the door offers them: a passphrase changed, a paper key, this computer."""

from coctui.vault import paperkey
from coctui.vault.own import WayIn
from coctui.vault.unlock import COMPUTER, PAPER, Proof, typed_slots
from coctui.vault.unsealed import Unsealed
from coctui.vault.ways import (
    drop_ways,
    forget_computer,
    new_passphrase,
    paper_slot,
    prove,
    put_way,
    remembering,
    rows_here,
)


class Doorways(Unsealed):
    """What an open vault lets its member do about how they get in."""

    @property
    def ways(self) -> tuple[WayIn, ...]:
        """One's own ways in that open: passphrase, paper key, and each computer that was allowed to."""
        with self._lock:
            return tuple(way for way in self._open.own.sheet.ways.values() if not way.gone)

    def prove(self, name: str, secret: str) -> Proof:
        """That whoever sits here knows the passphrase or the paper key: asked before a way in is made. `WrongKey`."""
        with self._lock:
            return prove(self._open, typed_slots(name, secret))

    def change_passphrase(self, proof: Proof, name: str, passphrase: str) -> None:
        """A new passphrase, and perhaps another name to unlock with; the old one opens nothing from then on.

        Raises `WeakPassphrase`, `LongPassphrase`, `NoName`, `SamePassphrase`, `WrongKey` where another seat is behind both, `NoMemory`.
        """
        slot = new_passphrase(self._open, name, passphrase)
        with self._transaction() as core:
            put_way(core, proof, slot)
        self._checkpoint(core)

    def draw_paper_key(self) -> str:
        """A paper key, drawn and written in groups; nothing keeps it until `keep_paper_key`."""
        return paperkey.written(self.source.token(paperkey.SECRET))

    @staticmethod
    def same_group(key: str, place: int, typed: str) -> bool:
        """Whether a group of a paper key, counted from 1, was typed back as it is printed."""
        return paperkey.same_group(key, place, typed)

    def keep_paper_key(self, proof: Proof, written: str) -> None:
        """From now on this paper key opens the seat, and the one before no more. Raises `PaperSlip`."""
        slot = paper_slot(self._open, written)
        with self._transaction() as core:
            put_way(core, proof, slot)
        self._checkpoint(core)

    def drop_paper_key(self) -> None:
        """The paper key opens nothing any more: it was lost, or seen by somebody."""
        with self._transaction() as core:
            drop_ways(core, PAPER)
        self._checkpoint(core)

    @staticmethod
    def keyring_here() -> tuple[str, str]:
        """What people call the keyring of this computer that could be used; or `""`, and why there is none."""
        from coctui.vault.keychain import WHY, look

        found = look()
        return found.name, WHY.get(found.why, "")

    def remember_here(self, proof: Proof) -> str:
        """From now on this computer's keyring opens the seat too; what people call that keyring.

        Raises `NoKeyring`, `KeyringRefused`, `KeyringLies`.
        """
        with remembering(self._open, self.path) as made, self._transaction() as core:
            put_way(core, proof, made.slot, made.replaces)
        self._checkpoint(core)
        return made.keyring

    def forget_here(self, *, everywhere: bool = False) -> None:
        """This computer, or with `everywhere` each one, opens nothing any more."""
        with self._transaction() as core:
            drop_ways(core, COMPUTER, None if everywhere else rows_here(self.path))
        forget_computer(self.path)
        self._checkpoint(core)
