"""One team and two copies of its vault, worked on apart: each member may have either of them open."""

import shutil
from pathlib import Path

from coctui.vault.door import Vault
from coctui.vault.errors import NotAllowed, Waiting, WrongKey
from tests.team import Crew


class Pair:
    """Two copies: `here` and `there`. Both know the same names, seats and passphrases, and have one clock."""

    def __init__(self, folder: Path, *names: str) -> None:
        self.here = Crew.of(folder / "here", *(names or ("Noor", "Ilse", "Oksana", "Paz")))
        self.there = Crew(folder / "there")
        self.sides = (self.here, self.there)

    def part(self) -> None:
        """The second copy is made of the first as it is now; who had that open has both open."""
        names = list(self.here.open)
        self.close()
        shutil.copyfile(self.here.path, self.there.path)
        self.there.source, self.there.seats = self.here.source, self.here.seats
        self.there.passphrases = self.here.passphrases
        for name in names:
            self.here.unlock(name)
            self.there.unlock(name)

    def other(self, side: Crew) -> Crew:
        """The copy that this one is not."""
        return self.there if side is self.here else self.here

    def close(self) -> None:
        """Lock everything."""
        self.here.close()
        self.there.close()


def opened(side: Crew, name: str) -> Vault | None:
    """A member's vault as it is now; `None` for who is not on the team in this copy, or waits for a key."""
    try:
        if name not in side.open:
            side.unlock(name)
        side[name].refresh()
        return side[name]
    except WrongKey:
        return None
    except (NotAllowed, Waiting) as error:
        if error.code not in ("not-on-team", "copies-met"):
            raise
        side.lock(name)
        return None
