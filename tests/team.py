"""A small team with a vault: members by name, each at a computer of their own, all in one file. Invented people only."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from coctui.models.access_events import Admitted, Asked, Opened
from coctui.models.content_events import FileRef, Received
from coctui.models.event import Body
from coctui.models.roster import Profile, Role
from coctui.models.row import Row
from coctui.models.team_events import Founded
from coctui.vault import kdf
from coctui.vault.door import Vault
from coctui.vault.source import ReplaySource

START = datetime(2026, 12, 5, 12, 0, tzinfo=UTC)
ROLES: dict[str, tuple[Role, ...]] = {
    "Noor": ("lead", "chair"),
    "Ilse": ("lead",),
    "Oksana": ("responder",),
    "Paz": ("responder",),
    "Tamsin": ("lead",),
    "Wanjiru": ("organizer",),
}
"""What each invented member is, unless a test says otherwise."""


class Crew:
    """A team, its vault at `path`, and the vaults that its members have open, by name."""

    def __init__(self, folder: Path, *, seed: int = 1) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.path = folder, folder / "team.coctui"
        self.source = ReplaySource(seed, START)
        self.open: dict[str, Vault] = {}
        self.seats: dict[str, str] = {}
        """Name to the newest seat of that member."""
        self.passphrases: dict[str, str] = {}

    @classmethod
    def of(cls, folder: Path, *names: str, seed: int = 1) -> Self:
        """A team of these members, all unlocked; the first one founds it. Without names: Noor, Ilse and Oksana."""
        crew = cls(folder, seed=seed)
        first, *others = names or ("Noor", "Ilse", "Oksana")
        crew.found(first)
        for name in others:
            crew.join(name, by=first)
        return crew

    def found(self, name: str) -> Vault:
        """Start the team."""
        founding = Founded(format=1, conference="PyLadiesCon", profile=Profile(name=name), roles=ROLES[name])
        words = self._new_passphrase(name)
        with self.computer_of(name):
            vault = Vault.create(
                self.path, name=name, passphrase=words, founding=founding, cost=kdf.FLOOR, source=self.source
            )
        return self._opened(name, vault)

    def join(self, name: str, *, by: str = "Noor") -> Vault:
        """Invite a member, who accepts at once."""
        return self.accept(name, self[by].invite(name, ROLES[name]))

    def accept(self, name: str, code: str) -> Vault:
        """Take up an invitation; also one to a new seat, then with a passphrase of its own."""
        words = self._new_passphrase(name)
        with self.computer_of(name):
            vault = Vault.accept(self.path, name=name, code=code, passphrase=words, source=self.source)
        return self._opened(name, vault)

    def _new_passphrase(self, name: str) -> str:
        before = self.passphrases.get(name)
        self.passphrases[name] = f"{before} anew" if before else f"{name} keeps six plain words"
        return self.passphrases[name]

    def _opened(self, name: str, vault: Vault) -> Vault:
        self.open[name], self.seats[name] = vault, vault.me
        return vault

    def unlock(self, name: str) -> Vault:
        """Lock what the member has open, and unlock it with their passphrase."""
        self.lock(name)
        return self.second(name)

    def second(self, name: str) -> Vault:
        """Unlock once more, as another program would, beside what may be open; this one counts from now on."""
        with self.computer_of(name):
            vault = Vault.open(self.path, name, self.passphrases[name], source=self.source)
        return self._opened(name, vault)

    def lock(self, name: str) -> None:
        """Lock a member's vault, if it is open."""
        vault = self.open.pop(name, None)
        if vault is not None:
            vault.lock()

    def close(self) -> None:
        """Lock all that is open."""
        for name in list(self.open):
            self.lock(name)

    def __getitem__(self, name: str) -> Vault:
        return self.open[name]

    @contextmanager
    def computer_of(self, name: str) -> Iterator[None]:
        """Meanwhile the state folder is that of this member's computer."""
        before = os.environ.get("XDG_STATE_HOME")
        os.environ["XDG_STATE_HOME"] = str(self.folder / "computers" / name)
        try:
            yield
        finally:
            if before is None:
                del os.environ["XDG_STATE_HOME"]
            else:
                os.environ["XDG_STATE_HOME"] = before

    # What members do -----------------------------------------------------------------------------------------------

    def report(self, text: str = "Somebody shouted in the hallway.", files: Sequence[FileRef] = ()) -> Received:
        """A report that comes in now."""
        return Received(channel="mail", received=self.source.now(), text=text, files=tuple(files))

    def case(
        self,
        by: str = "Noor",
        code: str = "amber-birch",
        *,
        asked: Sequence[str] = (),
        cleared: Sequence[str] = (),
        told: Sequence[str] = (),
        acts: Sequence[Body] = (),
        files: Mapping[str, bytes] | None = None,
    ) -> str:
        """A case: `asked` get the question, `cleared` answer it too and are let in, `told` are let in by voice."""
        doors = [
            *(Asked(seat=self.seats[name]) for name in (*asked, *cleared)),
            *(Admitted(seat=self.seats[name]) for name in told),
        ]
        first = acts if any(isinstance(act, Received) for act in acts) else (self.report(), *acts)
        room = self[by].open_case([Opened(code=code, third="plover"), *first, *doors], files)
        for name in cleared:
            self.answer(name, room)
        self.settle(by, *cleared, *asked, *told)
        return room

    def answer(self, name: str, room: str, *, aside: bool = False) -> None:
        """A member answers the card, or confirms a word by voice."""
        self[name].refresh()
        self[name].answer(room, "step aside" if aside else "no conflict")

    def settle(self, *names: str) -> None:
        """These members, one after the other, see what is new and do what is due; then they look once more."""
        for name in names:
            self[name].refresh()
            self[name].work(60)
        for name in names:
            self[name].refresh()

    def row(self, name: str, room: str) -> Row | None:
        """A member's line for a case, after looking anew."""
        self[name].refresh()
        return next((row for row in self[name].rows() if row.room == room), None)

    def standing(self, name: str, room: str) -> str:
        """How a case stands to a member: `cleared`, `asked`, …, or `""` for no line at all."""
        row = self.row(name, room)
        return row.access if row else ""

    def raw(self) -> bytes:
        """Every byte of the vault's files."""
        return b"".join(path.read_bytes() for path in sorted(self.folder.glob("team.coctui*")))
