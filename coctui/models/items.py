"""The eight items of report data, each with its own fields (SEED; research/domain.md b). No field is required."""

from typing import Annotated, Literal

from pydantic import Field

from coctui.models.noun import Id, Line, Noun, Text

ItemName = Literal["contact", "when", "where", "ongoing", "description", "reported", "circumstances", "others"]
ITEMS: tuple[ItemName, ...] = (
    "contact",
    "when",
    "where",
    "ongoing",
    "description",
    "reported",
    "circumstances",
    "others",
)
TITLES: dict[ItemName, str] = {
    "contact": "Reporter contact",
    "when": "Date and time",
    "where": "Location",
    "ongoing": "Ongoing",
    "description": "Description",
    "reported": "Reported person",
    "circumstances": "Circumstances",
    "others": "Others, witnesses",
}
ASKS: dict[ItemName, str] = {
    "contact": "how to reach them",
    "when": "when",
    "where": "where",
    "ongoing": "still going on",
    "description": "what happened",
    "reported": "who",
    "circumstances": "what else",
    "others": "who else",
}
"""The short words of the inbox column *ask*."""
QUESTIONS: dict[ItemName, str] = {
    "contact": "How may we reach you, and when is it safe to?",
    "when": "When did it happen, as well as you remember?",
    "where": "Where did it happen: which room, channel or place?",
    "ongoing": "Is it still going on?",
    "description": "What happened, in your own words?",
    "reported": "Who did it, or how would we know them?",
    "circumstances": "Is there anything else that we should know?",
    "others": "Did anyone else see it, or help you afterwards?",
}
"""The next good question for an item that nobody asked about."""


class Contact(Noun):
    """How the reporter may be reached, and whether they fear for their safety."""

    item: Literal["contact"]
    name: Line = ""
    channel: Line = ""
    address: Line = ""
    preferred: Line = ""
    """How they would rather be written to, where that is another way."""
    zone: Line = ""
    safe_times: Line = ""
    anonymous: bool = False
    safety: bool = False
    """Fears retaliation or for their safety: stays in sight on every screen."""
    concern: Line = ""


class When(Noun):
    """When it happened: a moment or a period, as well as people remember."""

    item: Literal["when"]
    text: Line = ""
    """In words, as told."""
    start: Line = ""
    end: Line = ""
    """RFC 3339 in UTC where they could be resolved."""
    precision: Literal["exact", "approximate", "unknown"] = "unknown"
    zone: Line = ""


class Where(Noun):
    """Where it happened."""

    item: Literal["where"]
    kind: Literal["chat", "talk", "video room", "mail", "social", "repository", "in person", "other", ""] = ""
    place: Line = ""
    """Channel, room or session."""
    platform: Line = ""
    link: Line = ""
    public: Literal["public", "private", ""] = ""


class Ongoing(Noun):
    """Whether it is still going on."""

    item: Literal["ongoing"]
    answer: Literal["yes", "no", "unknown"] = "unknown"
    checked: Line = ""
    """When somebody last looked: RFC 3339 in UTC where it could be resolved, else in words."""


class Description(Noun):
    """What happened: the account, and apart from it what was done and how it landed."""

    item: Literal["description"]
    account: Text = ""
    summary: Text = ""
    """A responder's neutral words for it."""
    behaviour: Text = ""
    impact: Text = ""
    parts: Line = ""
    """Which parts of the Code of Conduct it touches."""


class Reported(Noun):
    """Who is reported: the persons themselves are recorded one by one."""

    item: Literal["reported"]
    text: Text = ""


class Circumstances(Noun):
    """Additional circumstances."""

    item: Literal["circumstances"]
    text: Text = ""
    prior_contact: Text = ""
    """Whether they knew each other before."""
    other_reports: Text = ""
    """Other reports that the reporter knows of, and whom else they told."""


class Others(Noun):
    """Other people involved and witnesses."""

    item: Literal["others"]
    text: Text = ""


ItemValue = Annotated[
    Contact | When | Where | Ongoing | Description | Reported | Circumstances | Others, Field(discriminator="item")
]
VALUES: dict[ItemName, type[Noun]] = {
    "contact": Contact,
    "when": When,
    "where": Where,
    "ongoing": Ongoing,
    "description": Description,
    "reported": Reported,
    "circumstances": Circumstances,
    "others": Others,
}


class Person(Noun):
    """A person in the case, known by a code name everywhere and by these facts only on demand (SEED's descriptors)."""

    id: Id
    code: Line
    """`Quartz`: shown as *person Quartz*."""
    part: Literal["reported person", "reporter", "affected person", "witness", "bystander", "supporter"]
    identified: bool = False
    """Whether the team knows who it is; else they are described only."""
    name: Line = ""
    handles: dict[Line, Line] = {}
    """Platform to screen name."""
    appearance: Line = ""
    height: Line = ""
    clothing: Line = ""
    voice: Line = ""
    company: Line = ""
    contact: Line = ""
    """Of a witness or an affected person: how they may be reached."""
    contacted: bool = False
    """Whether somebody of the team spoke with them."""
    other: Line = ""
