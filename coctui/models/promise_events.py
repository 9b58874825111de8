"""What was promised, kept and waived in a case, and what one person did alone: events of the content lane."""

from typing import Literal

from coctui.models.event import Body
from coctui.models.noun import Hash, Id, Line, Moment, Span, Text

Made = Literal["check-in", "expiry", "team check-in"]
"""Promises that a person makes; the others follow from a report, a message or an act."""
ToReporter = Literal["all", "acknowledgement", "outcome", "check-in"]
"""Which promises to the reporter are waived; *outcome* is the status messages on the way to it, too."""
Reason = Literal["no contact", "asked not to be contacted", "bad faith", "not needed"]
Did = Literal["removed", "muted", "safe place", "moderator", "security", "referred", "other"]
Referral = Literal["", "asked", "life at risk"]


class PromiseMade(Body):
    """Somebody promised to look again: at how somebody is, or at a measure that ends."""

    kind: Literal["promise/1"] = "promise/1"
    id: Id
    promise: Made
    due: Moment
    seat: Id | None = None
    """Of a check-in with a colleague: with whom."""
    text: Text = ""


class PromiseKept(Body):
    """A promise that somebody made was kept, in a way that is no message."""

    kind: Literal["kept/1"] = "kept/1"
    id: Id
    when: Moment | None = None
    """When it was done, where that is not when it was written down."""
    text: Text = ""


class PromiseWaived(Body):
    """A promise need not be kept, and why. Bad faith counts once two members said so (PLC-E leaves it to the team)."""

    kind: Literal["waived/1"] = "waived/1"
    reason: Reason
    promise: ToReporter = "all"
    id: Id | None = None
    """Of a promise that somebody made: which."""
    text: Text = ""


class Acted(Body):
    """One member acted at once, alone (SEED: any one lead may)."""

    kind: Literal["act/1"] = "act/1"
    id: Id
    did: tuple[Did, ...]
    when: Moment
    place: Line = ""
    text: Text = ""
    referred: Referral = ""
    """Referred outside: whether the reporter asked or a life was at risk; nothing else of it is kept."""
    until: Moment | None = None
    """When what was done ends, where it does."""
    lead: bool = True
    """Whether they acted as a lead; somebody who is none is marked, not refused."""
    review_hours: Span = 24
    """Copied from the policy of that day (DJ, CARP: 24 h)."""


class Reviewed(Body):
    """The team looked at what one member did alone."""

    kind: Literal["review/1"] = "review/1"
    action: Id | None = None
    strike: Hash | None = None
    """Or at a strike that somebody did alone: the link of what was taken out."""
    verdict: Literal["confirmed", "reversed"]
    lead: bool = False
    """Whether they looked as a lead."""
    text: Text = ""


class Held(Body):
    """The reporter asked to hold the report unless it happens again (OTTER: escrow), or that came to an end."""

    kind: Literal["hold/1"] = "hold/1"
    on: bool = True
    text: Text = ""
    outcome_days: Span = 7
    """Days to the outcome once it is no longer held."""


class StrikeAsked(Body):
    """A member said that an entry should be taken out: it takes two, the author or a lead among them."""

    kind: Literal["strike-asked/1"] = "strike-asked/1"
    link: Hash


PROMISE_BODIES: tuple[type[Body], ...] = (PromiseMade, PromiseKept, PromiseWaived, Acted, Reviewed, Held, StrikeAsked)
