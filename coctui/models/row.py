"""One line of the inbox, as plain values: drawn from the seat's sealed list before any other model is loaded."""

from collections.abc import Mapping
from typing import NamedTuple


class Row(NamedTuple):
    """What a member may see of one case in a list: never a name of a person, never text of the report."""

    room: str
    """The case's opaque id, 32 hex digits; never shown."""
    case: str
    """Code name as this reader sees it: a third word is added where two visible cases drew the same pair."""
    access: str
    """`cleared`; `asked`; `answered` (no conflict, not yet taken up); `confirm` (told by voice, not yet confirmed on the
    card); `recused` (masked row); `keeper` (left as the last one: may name who carries on); `damaged` (cannot be read)."""
    gloss: str = ""
    what: str = ""
    """One word for what it is about, `""` while nobody has said."""
    place: str = ""
    """Kind of place: chat, talk, video room, mail, social, in person, other, or `""`."""
    received: float = 0.0
    """When the first report was received, seconds since 1970 UTC."""
    ongoing: str = ""
    """`yes`, `no`, `unknown` or `""` (not asked)."""
    status: str = ""
    """`open`, `waiting` (for a reply), `decided` or `closed`."""
    promise: str = ""
    """Kind of the next open promise, `""` when none is open."""
    due: float = 0.0
    """When it is due, seconds since 1970 UTC; 0 for none."""
    assigned: str = ""
    """Display name of the lead for the case, `""` for nobody."""
    mine: bool = False
    """Whether this reader is assigned in any duty."""
    ask: str = ""
    """Which items are still to ask, in words: `where, who else`."""
    safety: bool = False
    """Whether the reporter fears retaliation or for their safety."""
    holders: int = 0
    asked: int = 0
    """How many members hold the key, and how many are asked and have not answered."""
    promises: tuple[tuple[str, str, float, float], ...] = ()
    """Every promise as (kind, state, due, done): state is `open`, `kept` or `waived`; done is 0 while open."""
    alarm: str = ""
    """`stand-in` (more leads are out than the limit), `no lead`, `alone` (only this reader holds it), `rotation`,
    `apart` (two copies met, and this reader opens one side), or `""`."""
    third: str = ""
    """The third word of the code name, shown only where it is needed to tell two cases apart."""
    told_to: str = ""
    """Seat of the colleague who let this reader in on a word by voice; to be confirmed on the card first."""
    originals: tuple[str, ...] = ()
    """SHA-256 of the bytes of each report as it came, so that the same bytes are recognised when they come twice."""
    tied: tuple[str, ...] = ()
    """Rooms of the cases that this one is tied to, as far as it keeps the ties itself."""
    expunged: bool = False
    """Whether its words were taken out for good."""
    near: tuple[str, ...] = ()
    """Rooms of all cases of which this one ever spoke, held by the reader or not: for `vault.beside`, which hands out none."""

    def __repr__(self) -> str:
        return f"<Row {self.room}>"


class Glance(NamedTuple):
    """The lines among which the list was left, as they were shown, and this seat's settings."""

    rows: tuple[Row, ...] = ()
    settings: Mapping[str, str] = {}

    def __repr__(self) -> str:
        return f"<Glance of {len(self.rows)}>"
