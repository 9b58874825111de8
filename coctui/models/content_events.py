"""What can happen in a case: the events of the content lane."""

from typing import Literal

from coctui.models.category import Category
from coctui.models.event import Body
from coctui.models.items import ItemName, ItemValue, Person
from coctui.models.noun import Count, Hash, Id, Line, Moment, Noun, Span, Text

Channel = Literal["mail", "chat", "call", "in person", "form", "other"]
Duty = Literal["lead", "second", "reporter", "reported person", "records"]
Outcome = Literal[
    "violation",
    "not a violation",
    "out of scope",
    "person not identifiable",
    "undetermined",
    "service matter",
    "no action",
]
MessageKind = Literal[
    "acknowledgement", "question", "status", "outcome", "not a violation", "check-in", "moderators", "reported person"
]


class FileRef(Noun):
    """An attachment as its events know it: the bytes lie sealed in chunks beside."""

    id: Id
    name: Line
    type: Line
    real_type: Line = ""
    """What the bytes look like, where that differs from what was declared."""
    size: Count
    sha256: Hash
    original: bool = False
    """Whether these are the bytes of the report as they came."""


class Received(Body):
    """A report came in. The account itself is in *description*; here is how it reached the team."""

    kind: Literal["received/1"] = "received/1"
    channel: Channel
    received: Moment
    """Starts both clocks; UTC."""
    source: Literal["received", "date", "file", "entered"] = "entered"
    """Where that time comes from."""
    sender: Line = ""
    subject: Line = ""
    text: Text = ""
    html_text: Text = ""
    own_words: bool = True
    """The reporter's own words, or a summary by who took it down."""
    read_back: bool = False
    """What was taken down was read back, and they agreed."""
    wish: Text = ""
    """What the reporter would like to happen: only if they said so by themselves (PYC18)."""
    language: Line = ""
    translated: bool = False
    """Whether a machine translated it (DJ)."""
    readable: bool = True
    warnings: tuple[Line, ...] = ()
    files: tuple[FileRef, ...] = ()
    acknowledge_hours: Span = 2
    outcome_days: Span = 7
    """Copied from the policy of that day: a later change moves no promise (VAULT.md 3)."""


class ItemRecorded(Body):
    """One of the eight items of report data: a value, or that it is not known, declined, not asked."""

    kind: Literal["item/1"] = "item/1"
    state: Literal["recorded", "not known", "declined", "not asked"]
    value: ItemValue
    leave: bool = False
    """Not to be asked about again, as far as this is known."""


class PersonChanged(Body):
    """A person of the case was added or changed."""

    kind: Literal["person/1"] = "person/1"
    person: Person


class NoteWritten(Body):
    """A responder wrote a note."""

    kind: Literal["note/1"] = "note/1"
    text: Text


class Attached(Body):
    """A file was added to the case."""

    kind: Literal["attached/1"] = "attached/1"
    file: FileRef


class Assigned(Body):
    """A duty in the case went to a member, or to nobody."""

    kind: Literal["assigned/1"] = "assigned/1"
    duty: Duty = "lead"
    seat: Id | None = None


class Labelled(Body):
    """What the inbox says of the case: gloss, what it is about. A field left out stays as it was."""

    kind: Literal["status/1"] = "status/1"
    gloss: Line | None = None
    what: Line | None = None
    status: Literal["open", "waiting"] | None = None
    category: Category | None = None
    """What it is about, as it is counted afterwards."""


class MessageSent(Body):
    """A message was sent by somebody, outside of coctui."""

    kind: Literal["sent/1"] = "sent/1"
    message: MessageKind
    text: Text = ""
    discussed: bool = False
    determination: bool = False
    actions: bool = False
    """The three ticks of an outcome: discussed, violation or not, actions taken (SEED)."""
    next: Moment | None = None
    """Of a status message: the date that it promises."""
    when: Moment | None = None
    """When it was sent, where that is not when it was written down."""
    asks: tuple[ItemName, ...] = ()
    """Of a question: which items it asks about."""
    check_in_days: Span = 0
    """Of a message that tells the reported person what the team decided: days until the reporter is asked how they are."""
    read_by: Id | None = None
    """The second reader, where there was one."""


class ShownOutside(Body):
    """Something of the case was taken out of coctui: copied, or saved to a file."""

    kind: Literal["outside/1"] = "outside/1"
    how: Literal["copied", "saved"]
    what: Literal["case", "entry", "message", "file", "debrief"]
    """A *debrief* holds a line of the case under its code name, and no word of it."""


class Determined(Body):
    """The team decided."""

    kind: Literal["determination/1"] = "determination/1"
    outcome: Outcome
    text: Text = ""


class Closed(Body):
    """The case was closed."""

    kind: Literal["closed/1"] = "closed/1"
    text: Text = ""


class Reopened(Body):
    """The case was opened again."""

    kind: Literal["reopened/1"] = "reopened/1"
    text: Text = ""
    outcome_days: Span = 0
    """Days to another message on the outcome, where the reporter was told one already; copied from the policy."""


class Strike(Body):
    """A wrong paste was taken out: what is left of the event, so that the fold and the chain go on."""

    kind: Literal["strike/1"] = "strike/1"
    link: Hash
    after: tuple[Hash, ...]
    """Its place: the rank is computed from here, never claimed (VAULT.md 3)."""
    at: Moment
    struck: Line
    """Kind of the struck event."""
    characters: Count = 0
    """How much was taken out, in characters."""
    files: tuple[Id, ...] = ()
    """Attachments that went with it."""
    confirm_hours: Span = 0
    """Done by the only one who could: hours until a second member confirms it."""


CONTENT_BODIES: tuple[type[Body], ...] = (
    Received, ItemRecorded, PersonChanged, NoteWritten, Attached, Assigned, Labelled, MessageSent, ShownOutside,
    Determined, Closed, Reopened, Strike,
)  # fmt: skip
