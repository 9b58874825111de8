"""What each command prints with --json: one object, of one of these models. Times are absolute, UTC.

`case` is always the code name as this member sees it. Nothing here counts, numbers or hints at what somebody may not know
of: no row numbers, links, ids, and no totals but of lists that stand beside them. Errors go to the error stream as
`{"error": {"code", "sentence", "status"}}`.
"""

from typing import Any

from coctui.cli.answer import Answer as Answer  # noqa: PLC0414 - all answers are found here
from coctui.cli.answer import Time as Time  # noqa: PLC0414 - all answers are found here
from coctui.cli.company_answers import Company as Company  # noqa: PLC0414 - all answers are found here
from coctui.cli.company_answers import Leaves as Leaves  # noqa: PLC0414 - all answers are found here
from coctui.cli.company_answers import OfferedLine as OfferedLine  # noqa: PLC0414 - all answers are found here
from coctui.cli.voting_answers import Deciding as Deciding  # noqa: PLC0414 - all answers are found here
from coctui.cli.voting_answers import Plan as Plan  # noqa: PLC0414 - all answers are found here
from coctui.cli.voting_answers import Votes as Votes  # noqa: PLC0414 - all answers are found here


class PromiseAnswer(Answer):
    """A promise: `kind` acknowledgement, outcome, status, review, check-in, expiry or team check-in; `state` open, kept or waived."""

    kind: str
    state: str
    due: Time
    done: Time | None = None
    reason: str = ""
    """Why it is waived; in a list it is left out."""
    colleague: str = ""
    """Of a team check-in: with whom; in a list it is left out."""


# reading ---------------------------------------------------------------------------------------------------------------


class RowAnswer(Answer):
    """A line of `list`."""

    case: str
    access: str
    """`cleared`, `asked`, `answered`, `confirm`, `recused` (a masked row: nothing else is filled) or `damaged`."""
    gloss: str
    what: str
    place: str
    received: Time | None
    ongoing: str
    status: str
    assigned: str
    mine: bool
    safety: bool
    ask: tuple[str, ...]
    """What is still to ask, in words."""
    next: PromiseAnswer | None
    """The promise that is due first."""
    promises: tuple[PromiseAnswer, ...]
    holders: int
    asked: int
    alarm: str
    found: tuple[str, ...] = ()
    """Where `--texts` found the words: `a note`, `Location` …; never the words around them."""


class Listed(Answer):
    """`list`."""

    view: str
    cases: tuple[RowAnswer, ...]


class ItemAnswer(Answer):
    """One of the eight items: `state` recorded, not known, declined or not asked, and its fields."""

    state: str
    value: dict[str, Any]
    by: str = ""
    at: Time | None = None
    """Who asked last, or wrote down what was said, and when."""
    waiting: bool = False
    """Asked, and nothing is recorded since."""
    leave: bool = False
    """Not to be asked about again."""


class PersonAnswer(Answer):
    """Somebody in the case, with all that is recorded of them."""

    code: str
    part: str
    identified: bool
    name: str
    handles: dict[str, str]
    appearance: str
    height: str
    clothing: str
    voice: str
    company: str
    contact: str
    contacted: bool
    other: str


class MemberAccess(Answer):
    """Where a member stands: `state` not yet, asked, cleared, recused or excluded."""

    member: str
    state: str
    since: Time | None
    told: str
    """Who let them in on their word by voice."""
    stand_in: bool


class AccessAnswer(Answer):
    """Who may open a case."""

    members: tuple[MemberAccess, ...]
    holders: tuple[str, ...]
    leads_out: int
    leads_limit: int
    alarm: str
    rotation_due: bool
    """Whether somebody who left still could read older copies: a new key is made at a holder's next unlock."""


class FileAnswer(Answer):
    """A file of the case."""

    name: str
    type: str
    real_type: str
    size: int
    sha256: str
    original: bool


class ReportAnswer(Answer):
    """A report as it came in."""

    channel: str
    received: Time
    source: str
    sender: str
    subject: str
    own_words: bool
    readable: bool
    warnings: tuple[str, ...]


class Decision(Answer):
    """What the team decided."""

    outcome: str
    text: str


class GivenAnswer(Answer):
    """One of two answers."""

    by: str
    at: Time
    said: str


class Choice(Answer):
    """What has two answers, given in copies that did not know of each other; `command` says which one holds."""

    key: str
    what: str
    command: str
    said: tuple[GivenAnswer, ...]


class Shown(Answer):
    """`show` of a case that one holds."""

    case: str
    access: str = "cleared"
    gloss: str
    what: str
    status: str
    received: Time | None
    safety: bool
    reports: tuple[ReportAnswer, ...]
    items: dict[str, ItemAnswer]
    ask: tuple[str, ...]
    """The next good questions, for items that nobody asked about."""
    persons: tuple[PersonAnswer, ...]
    promises: tuple[PromiseAnswer, ...]
    assigned: dict[str, str]
    """Duty to member."""
    who: AccessAnswer
    deciding: Deciding
    """How the decision came, or comes about."""
    determination: Decision | None
    closed: bool
    files: tuple[FileAnswer, ...]
    two_answers: tuple[str, ...]
    """Where two copies gave different answers that somebody has to choose from."""
    choices: tuple[Choice, ...]
    """The same with the answers."""
    company: Company
    """Hand-overs, leave, and other cases that belong to this one."""


class CardShown(Answer):
    """`show` of a case to which one is asked: what the card says, no more."""

    case: str
    access: str
    received_day: str
    ongoing: str
    reported: tuple[str, ...]
    asked_by: str
    on_own_list: bool = False
    """Whether a name here is on one's own list of those whom one must not judge; compared here, told to nobody."""


class EntryAnswer(Answer):
    """An entry of the timeline; `number` is its place there, from 1."""

    number: int
    at: Time
    kind: str
    sign: str
    title: str
    detail: str
    by: str
    text: str
    quiet: bool


class Told(Answer):
    """`timeline`."""

    case: str
    entries: tuple[EntryAnswer, ...]


# doing -----------------------------------------------------------------------------------------------------------------


class LeftOut(Answer):
    """A member whom `all` did not ask, since the report seems to touch them."""

    member: str
    matched: tuple[str, ...]
    """Which of their facts on the roster occur in it: name, mail, handle, company."""


class Changed(Answer):
    """`ask`, `admit`, `exclude`, `stand-in`: who may open the case now."""

    case: str
    act: str
    members: tuple[str, ...]
    waits: bool = False
    """Whether a second holder has to say the same first."""
    left_out: tuple[LeftOut, ...] = ()
    """Whom `ask CASE all` left for a person to decide."""
    who: AccessAnswer


class Answered(Answer):
    """`answer`: `said` is `clear` or `recuse`; `access` is where one stands now."""

    case: str
    said: str
    access: str


class Recorded(Answer):
    """What was written by a command about one case (`item`, `person`, `attach`, `note`, `sent` …), and where the case stands."""

    case: str
    act: str
    status: str
    next: PromiseAnswer | None
    remarks: tuple[str, ...] = ()


class NamedAnswer(Answer):
    """Somebody named in a case."""

    code: str
    """Code name, `""` for who stands in words only."""
    part: str
    name: str
    facts: tuple[str, ...]
    new: bool
    """Whether this reader did not say "no conflict" about them yet."""


class People(Answer):
    """`people`: who is named, and whether that is still to be answered."""

    case: str
    people: tuple[NamedAnswer, ...]
    asked: bool


class Opened(Answer):
    """`new`: the case that was opened."""

    case: str
    asked: tuple[str, ...]
    admitted: tuple[str, ...]
    excluded: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    remarks: tuple[str, ...]


class Imported(Answer):
    """`import`: one object a line, one for each mail."""

    path: str
    number: int
    """Which mail of this path, from 1."""
    outcome: str
    """`opened`, `kept` (it could not be read; its bytes are in the case), `already here` or `not read`."""
    case: str | None
    warnings: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


class Saved(Answer):
    """`debrief -o FILE`: where it lies, and the cases in it, each of which tells of it now. Without -o: see Debrief."""

    file: str
    cases: tuple[str, ...]


# care --------------------------------------------------------------------------------------------------------------


class Demo(Answer):
    """`demo --no-open`: where the vault is, and who opens it with which passphrase."""

    vault: str
    kept: bool
    passphrase: str
    members: tuple[str, ...]


class Completions(Answer):
    """What `completions` prints: a script for a shell."""

    shell: str
    script: str


class AsideAnswer(Answer):
    """An entry that is kept aside."""

    number: int
    at: Time
    by: str
    title: str
    text: str


class Aside(Answer):
    """`take-in` without a number: what is kept aside in a case."""

    case: str
    entries: tuple[AsideAnswer, ...]
