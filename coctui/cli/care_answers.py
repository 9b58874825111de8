"""What the commands that take care of the vault print with --json."""

from coctui.cli.answer import Answer, Time
from coctui.cli.answers import Choice


class FindingAnswer(Answer):
    """One thing that does not fit. `helps`: `copy` (lost here, unless an earlier copy has it), `unlock` (a holder's unlock repairs it),
    `author` (said again by who gave it), `team` (somebody has to look), or empty (without effect).
    """

    code: str
    sentence: str
    case: str
    helps: str


class TipAnswer(Answer):
    """Words for the newest state of one case, or of the team where `case` is empty."""

    case: str
    words: str


class Verified(Answer):
    """`verify`: `cases` is how many were checked whole, of those that this member may open; `opens` whole, in part or without a key."""

    ok: bool
    opens: str
    cases: int
    findings: tuple[FindingAnswer, ...]
    tip: str
    """With --tip: the words for all together."""
    tips: tuple[TipAnswer, ...]


class WayAnswer(Answer):
    """A way in: `kind` passphrase, paper key or this computer."""

    kind: str
    since: Time


class WaysIn(Answer):
    """`passphrase`, `paper-key`, `this-computer`: what opens this member's seat now. No key is in it."""

    act: str
    ways: tuple[WayAnswer, ...]


class PaperKeyDrawn(Answer):
    """`paper-key`, first object: the key, and which two groups are to be typed back before it opens anything."""

    key: str
    asks: tuple[int, int]


class DueCase(Answer):
    """A closed case whose time is over, or that a colleague asks to expunge."""

    case: str
    closed: Time | None
    kept_until: Time | None
    """`null`: the team set no time."""
    moved_by: str
    """The holder whose word waits for a second one; empty for none."""


class ExpungeDue(Answer):
    """`expunge` without a case: closed cases that this member holds, as far as something is due or waits."""

    cases: tuple[DueCase, ...]


class Expunging(Answer):
    """`expunge CASE`: `waits` until another holder says the same, else it is done, and figures say what went."""

    case: str
    waits: bool
    entries: int
    characters: int
    files: int


class CheckAnswer(Answer):
    """One thing that `doctor` looked at: `state` holds, open or unknown; `do` what to do about it, or empty."""

    id: str
    title: str
    state: str
    said: str
    do: str


class Doctor(Answer):
    """`doctor`: this computer, and the versions of what coctui stands on (empty: not there)."""

    checks: tuple[CheckAnswer, ...]
    versions: dict[str, str]


class BackedUp(Answer):
    """`backup`: where copies were made; `ok` is what checking one of them came to."""

    paths: tuple[str, ...]
    ok: bool
    out_of_reach: tuple[str, ...]
    """Places whose older copies could not be renewed since somebody left."""


class CopyAnswer(Answer):
    """One copy. `stands`: earlier, old letters, newer, another, unreadable, or not there."""

    path: str
    made: Time | None
    stands: str
    put_aside: bool
    """Whether it is what a restored copy took the place of."""


class Copies(Answer):
    """`backup --list`: all copies that this computer knows of, the newest first."""

    copies: tuple[CopyAnswer, ...]


class PutBack(Answer):
    """`restore`: where the file is kept that was there before, and whether known entries are missing now, by whom."""

    kept: str
    missing: bool
    by: tuple[str, ...]
    """Whose entries."""


class CameIn(Answer):
    """What came in of one case: `access` as in `list`, how many entries and by whom, what has two answers now, what is kept aside."""

    case: str
    access: str
    new: bool
    entries: int
    by: tuple[str, ...]
    choose: tuple[Choice, ...]
    aside: int


class MergedIn(Answer):
    """`merge`: what came in that this member may see. Nothing counts or hints at anything else."""

    cases: tuple[CameIn, ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]
    two_teams: bool
    """Whether the other side's team is closed to this member: each side expelled the other, and goes on by itself."""
    older: bool
    """Whether the other file lacks entries that were in it when this computer last had it open."""
