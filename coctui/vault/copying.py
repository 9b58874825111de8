"""Where copies of an open vault lie, when they are made, and that none outlives who left (VAULT.md 6).

Whenever keys or letters are replaced, each place notes it in the same transaction; a fresh copy there, compared with the
vault, takes the note away and the older copies with it. A place that is not there now keeps its note, and is named.
"""

import hashlib
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from coctui.host.unfinished import sweep
from coctui.vault import copies
from coctui.vault.connection import as_ours, connect
from coctui.vault.copies import EVERY, Copy, copies_in, copy_name, remove, rolled, standing, take_copy
from coctui.vault.core import Core
from coctui.vault.errors import Busy, CopyDiffers, Damaged, Exists, NoRoom, VaultError
from coctui.vault.kept import OFF, SECOND, Backup, Kept, Standing
from coctui.vault.letter import Address, open_letter
from coctui.vault.own import CopyPlace, Own, Sheet
from coctui.vault.restoring import put_back
from coctui.vault.shelf import BROKEN, CLOSED, Progress, Shelf
from coctui.vault.source import Source
from coctui.vault.store import Store
from coctui.vault.unlock import Unlocked
from coctui.vault.unsealed import Unsealed
from coctui.vault.verdict import Verdict
from coctui.vault.verifying import verify_all

LOOK = EVERY / 6
"""How often the copies are looked at while nobody leaves."""
GONE_WITH = ("earlier", "old letters")
"""How a copy stands of which nothing is lost when it is deleted."""


class Copying(Unsealed):
    """An unlocked vault that is copied."""

    _tended: tuple[datetime, int, bytes] | None = None
    """When copies were looked at, how old they were all in all, and a hash of the names of one's keys."""

    @property
    def _sheet(self) -> Sheet:
        return self._open.own.sheet

    def backup(self, to: Path | None = None, progress: Progress | None = None) -> Backup:
        """Copy the vault to a file, into a folder that is there, or to the usual places; open and check it as verify does.

        What does not fit in a copy does not fit in the vault either: it is kept and told, but takes no earlier one's place.
        Where copies lie is noted: they are renewed whenever somebody leaves a case. Raises `Exists` where something else
        lies, `NoRoom`, `Busy`, `CopyDiffers`.
        """
        with self._lock:
            self._looked()
            made, found = list[Path](), list[Verdict]()
            to = to if to is None else copies.whole(to)
            places = [to] if to is not None else self._usual() or [copies.beside(self.path)]
            to_folder = to is None or _is_folder(to)

            def check(copy: Path) -> None:
                if not found:
                    found.append(self._checked(copy, progress))
                if not found[0].ok and target.exists():
                    raise Damaged

            for place in places:
                target = place / copy_name(self.path, self.source.now()) if to_folder else place
                self._refuse_others(target)
                seen = self._olds()
                take_copy(self.path, target, check)
                made.append(target)
                self._note(place if to_folder else target, seen, folder=to_folder, asked=to is not None)
            return Backup(tuple(made), found[0])

    def _standing(self, copy: Path) -> Standing:
        core = self._open

        def gives(room: bytes, generation: bytes, letter: bytes) -> bool:
            return open_letter(Address(core.vault, room, generation, core.seat.id), core.seat.box, letter) is not None

        return standing(core.store.connection, copy, core.seat.id, gives)

    def _refuse_others(self, target: Path) -> None:
        if target.resolve() == self.path.resolve():
            raise Exists
        if target.exists() and self._standing(target) not in GONE_WITH:
            raise Exists
        try:
            str(target).encode()
        except UnicodeEncodeError:
            raise Exists(
                "The name of this place is no text that can be kept. Choose another.", code="odd-name"
            ) from None

    def _checked(self, copy: Path, progress: Progress | None) -> Verdict:
        """What this seat's `verify` says of a copy."""
        core = self._open
        with closing(connect(copy, alone=True)) as connection, as_ours():
            store = Store(connection)
            own = Own(store, core.vault, core.seat, core.source)
            own.load()
            there = Core(store, core.vault, core.seat, core.source, core.writer, own)
            shelf = Shelf(there, self._shelf.founding, None)
            shelf.sync()
            return verify_all(there, shelf, self._anchor, progress)

    def lock(self) -> None:
        """Lock; copies from before somebody left do not wait for the next unlock."""
        with self._lock:
            if self._core is not None and self.out_of_reach:
                with suppress(VaultError):
                    self.keep_copies()
            super().lock()

    @classmethod
    def restore(
        cls,
        path: Path,
        copy: Path,
        unlock: Callable[[Path], Unlocked],
        *,
        accept_older: bool,
        source: Source,
        progress: Progress | None = None,
    ) -> Path | None:
        """Put a copy in the place of a vault, looked through first; where what was there is kept. See `put_back`."""
        return put_back(path, copy, unlock, accept_older=accept_older, source=source, progress=progress)

    # By themselves -------------------------------------------------------------------------------------------------

    def keep_copies(self) -> None:
        """Make the copies that are due: one an hour, and where somebody left a case of one's own those from before anew.

        Not only where something changed: when a copy was made would tell of a case that one may not know of. So does
        this seat not renew copies for the sake of a case that was never its own; who held it does.

        What cannot be written now stays due; nothing is raised for it, `out_of_reach` names it.
        """
        with self._lock:
            self._looked()
            places, now = self._places(), self.source.now()
            if not places or (self._tended and now - self._tended[0] < LOOK and self._tended[1:] == self._keys()):
                return
            sweep(self.path.parent, self.path.name)
            for path, place in places.items():
                # A full disk, a stick that is not there: told by what stays noted.
                with suppress(OSError, NoRoom, Busy, CopyDiffers):
                    self._tend(path, place)
            self._tended = now, *self._keys()

    def _keys(self) -> tuple[int, bytes]:
        """How old copies are, and the keys of one's own rooms alone: a look for the sake of another one would tell of it."""
        marks = self._shelf.marks.values()
        names = sorted(mark.room + mark.generation for mark in marks if mark.kind != CLOSED)
        team = self._open.team_key
        hashed = hashlib.sha256(b"".join([team.generation if team is not None else b"", *names])).digest()
        return sum(place.old for place in self._places().values()), hashed

    def _usual(self) -> list[Path]:
        """The folders in which copies come by themselves."""
        setting, folders = self._sheet.settings.get(SECOND, ""), copies.usual_places(self.path, self._open.vault)
        if setting == OFF:
            return []
        return [*folders[:1], Path(setting)] if setting and folders else list(folders)

    def _places(self) -> dict[Path, CopyPlace]:
        """The places of this computer: the usual folders, noted or not, and those that were asked for."""
        on = self._open.writer.hex()
        noted = {Path(place.path): place for place in self._here().values()}
        return {folder: CopyPlace(path=str(folder), on=on, folder=True) for folder in self._usual()} | noted

    def _here(self) -> dict[str, CopyPlace]:
        mine = self._anchor.writers() | {self._open.writer.hex()}
        return {id: place for id, place in self._sheet.copies.items() if place.on in mine}

    def _tend(self, path: Path, place: CopyPlace) -> None:
        usual = path in self._usual()
        if usual:
            path.mkdir(mode=0o700, parents=not place.old, exist_ok=True)
        seen = self._olds()
        sweep(path if place.folder else path.parent, self.path.stem if place.folder else path.name)
        if place.folder:
            there = [(copy, self._standing(copy.path)) for copy in copies_in(path, self.path)]
            fresh = path / copy_name(self.path, self.source.now())
        else:
            there = [(Copy(path, self.source.now(), put_aside=False), self._standing(path))] if path.exists() else []
            fresh = path
        if not there and not usual and path.parent.is_dir():
            # Somebody deleted them, or the file: there is nothing left to renew.
            self._forget(path)
            return
        stands = {found for _, found in there}
        stale = bool(place.old) or "old letters" in stands
        newest = max((copy.at for copy, _ in there if not copy.put_aside), default=None)
        waited = newest is None or self.source.now() - newest >= EVERY
        if not stale and not (usual and waited):
            return
        take_copy(self.path, fresh)
        if any(mark.kind == BROKEN for mark in self._shelf.marks.values()):
            # An earlier copy may be all that is left of a damaged case: none goes, and what is noted stays so.
            return
        before = [copy for copy, found in there if found in GONE_WITH and copy.path != fresh]
        for copy in before if stale else rolled([*before, Copy(fresh, self.source.now(), put_aside=False)]):
            remove(copy.path)
        self._note(path, seen, folder=place.folder, asked=not usual)

    # What is noted of places ---------------------------------------------------------------------------------------

    def _olds(self) -> dict[str, int]:
        """How old each place is before a copy is begun: who leaves meanwhile is not in it."""
        return {id: place.old for id, place in self._sheet.copies.items()}

    def _note(self, path: Path, seen: dict[str, int], *, folder: bool, asked: bool) -> None:
        """Note that a place has a fresh copy."""
        known = {id: place for id, place in self._here().items() if Path(place.path) == path}
        if known and not any(place.old for place in known.values()):
            return
        with self._transaction() as core:
            sheet = core.own.sheet.copies
            since = max((sheet[id].old - seen.get(id, 0) for id in known if id in sheet), default=0)
            old = max(since, 0)
            place = CopyPlace(path=str(path), on=core.writer.hex(), folder=folder, asked=asked, old=old)
            others = {id: each for id, each in sheet.items() if id not in known}
            core.own.write(copies=others | {place_id(place): place})

    def forget_copies(self, path: Path) -> None:
        """Name this place no more: the copies there were destroyed, or never come back."""
        with self._lock:
            self._looked()
            self._forget(copies.whole(path))

    def _forget(self, path: Path) -> None:
        gone = {id for id, place in self._here().items() if Path(place.path) == path}
        with self._transaction() as core:
            core.own.write(copies={id: each for id, each in core.own.sheet.copies.items() if id not in gone})

    # For people ----------------------------------------------------------------------------------------------------

    def copies(self) -> tuple[Kept, ...]:
        """All copies that this computer knows of, the newest first, and then places that are not there now."""
        with self._lock:
            self._looked()
            found = list[Kept]()
            for path, place in self._places().items():
                try:
                    if place.folder:
                        listed = copies_in(path, self.path)
                        found += [Kept(c.path, c.at, self._standing(c.path), c.put_aside) for c in listed]
                    else:
                        at = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
                        found.append(Kept(path, at, self._standing(path)))
                except OSError:
                    found += [Kept(path)] if place_id(place) in self._sheet.copies else []
            return tuple(sorted(found, key=lambda kept: -kept.at.timestamp() if kept.at else 1.0))

    @property
    def out_of_reach(self) -> tuple[str, ...]:
        """Places whose copies still open what somebody left: not there now, or not to be written."""
        return tuple(sorted(place.path for place in self._here().values() if place.old))


def place_id(place: CopyPlace) -> str:
    """Under which a place is noted."""
    return hashlib.sha256(f"{place.on} {place.path}".encode()).hexdigest()[:32]


def _is_folder(path: Path) -> bool:
    """Whether a copy goes into a folder, or under that very name; `NoRoom` for a path that leads nowhere."""
    try:
        return path.resolve().is_dir()
    except (OSError, RuntimeError, ValueError):
        raise NoRoom("Nothing can be written at that place, and no copy was made. Choose another.") from None
