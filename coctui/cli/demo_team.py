"""The demo's team and its clock: every act goes the way that a person's would, through casework and the vault."""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from coctui.casework.result import Acts, Refused
from coctui.cli.call import settled
from coctui.models.case import Case
from coctui.models.roster import Profile, Role
from coctui.models.shift import Shift
from coctui.models.team_events import Compared, Founded, ProfileChanged
from coctui.vault.door import Vault
from coctui.vault.errors import VaultError
from coctui.vault.kdf import FLOOR
from coctui.vault.source import Item, Source

PASSPHRASE = "look around in here"  # noqa: S105 - of the demo only, which says it to everybody
PEOPLE: dict[str, tuple[Role, ...]] = {
    "Noor": ("lead", "chair"),
    "Ilse": ("lead",),
    "Oksana": ("responder",),
    "Paz": ("responder",),
    "Tamsin": ("lead",),
    "Wanjiru": ("organizer",),
}
"""The seats of the demo. Invented, like everybody in it."""
FACTS: dict[str, tuple[str, str, str]] = {
    "Noor": ("Blue Heron Games", "Europe/Madrid", "+34 900 555 001"),
    "Ilse": ("Tern & Daughters", "Europe/Berlin", ""),
    "Oksana": ("", "Europe/Kyiv", "+380 900 555 003"),
    "Paz": ("Open Kelp", "America/Santiago", ""),
    "Tamsin": ("Quiet Harbour Ltd", "Pacific/Auckland", "+64 900 555 005"),
    "Wanjiru": ("", "Africa/Nairobi", ""),
}
"""Employer, zone, and the number to wake them at night."""
SHIFTS: dict[str, tuple[tuple[int, int], ...]] = {
    "Noor": ((-3, 5), (21, 29)), "Oksana": ((-11, -3), (13, 21)), "Ilse": ((5, 12),), "Tamsin": ((30, 38),)
}  # fmt: skip
"""On shift from so many hours after now to so many; one hour is covered by nobody."""
BEGAN = timedelta(days=12)
"""How long ago the demo's team began."""


class DemoSource(Source):
    """Code names drawn from a seed, the same each time; keys and ids by the system, as in any vault; a clock of its own."""

    def __init__(self, seed: int, start: datetime) -> None:
        self._draws = random.Random(seed)  # noqa: S311 - code names of invented cases, no secret
        self.clock = start

    def now(self) -> datetime:
        """The time that the story has come to."""
        return self.clock

    def choose(self, items: Sequence[Item]) -> Item:
        """One of the items, the same for the same seed."""
        return self._draws.choice(items)


class Step(NamedTuple):
    """Something that somebody did, so long before now."""

    ago: timedelta
    act: Callable[[], object]


class Stage:
    """The vault of the demo, open at every seat at once; time goes from BEGAN to now."""

    def __init__(self, path: Path, seed: int, now: datetime) -> None:
        self.path, self.end = path, now
        self.source = DemoSource(seed, now - BEGAN)
        self.seats: dict[str, Vault] = {}

    def play(self, cases: int) -> None:
        """Found the team, then let everything happen in the order of time."""
        from coctui.cli.demo_story import stories

        self._found()
        steps = sorted((step for story in stories(self, cases) for step in story), key=lambda step: -step.ago)
        for step in steps:
            self.source.clock = self.end - step.ago
            step.act()
        self.source.clock = self.end
        for vault in self.seats.values():
            vault.refresh()
            vault.work(1.0)

    def close(self) -> None:
        """Lock every seat."""
        for vault in self.seats.values():
            with suppress(VaultError):
                vault.lock()

    def _found(self) -> None:
        founder, *others = PEOPLE
        first, last = (f"{self.end + days:%Y-%m-%d}" for days in (-timedelta(days=1), timedelta(days=1)))
        founding = Founded(
            format=1, conference="Sample Conference", first_day=first, last_day=last, zone="UTC", practice=True,
            profile=self._profile(founder), roles=PEOPLE[founder],
        )  # fmt: skip
        chair = Vault.create(
            self.path, name=founder, passphrase=PASSPHRASE, founding=founding, cost=FLOOR, source=self.source
        )
        self.seats[founder] = chair
        for name in others:
            code = chair.invite(name, PEOPLE[name])
            self.seats[name] = Vault.accept(self.path, name=name, code=code, passphrase=PASSPHRASE, source=self.source)
            self.seats[name].manage(ProfileChanged(profile=self._profile(name)))
            chair.refresh()
            if name != "Wanjiru":
                chair.manage(Compared(seat=self.seats[name].me))

    def _profile(self, name: str) -> Profile:
        company, zone, phone = FACTS[name]
        shifts = tuple(
            Shift(start=self.end + timedelta(hours=start), end=self.end + timedelta(hours=end))
            for start, end in SHIFTS.get(name, ())
        )
        mail, handles = f"{name.lower()}@sample-conference.example", (f"{name.lower()}_sample",)
        return Profile(name=name, mail=mail, handles=handles, company=company, zone=zone, phone=phone, shifts=shifts)

    def seat(self, name: str) -> str:
        """A member's seat id."""
        return self.seats[name].me

    def at(self, name: str) -> Vault:
        """A member's vault, in step with what the others wrote."""
        self.seats[name].refresh()
        return self.seats[name]


class Scene:
    """One case of the demo, while it is told."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.room = stage, ""

    def do(self, name: str, rule: Callable[[Case, str], Acts | Refused]) -> None:
        """Let a holder do something; in the demo no rule may refuse."""
        vault = self.stage.at(name)
        vault.record(self.room, settled(rule(vault.case(self.room), vault.me)))

    def say(self, name: str, clear: bool, by: str) -> None:
        """Let somebody answer the card, and a colleague's coctui take the answer up."""
        self.stage.at(name).answer(self.room, "no conflict" if clear else "step aside")
        self.stage.at(by).work(1.0)

    def steps(self, *told: tuple[timedelta, Callable[[], object]]) -> Iterator[Step]:
        """The steps of a story."""
        return (Step(ago, act) for ago, act in told)
