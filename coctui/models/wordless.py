"""What of an entry may outlive it: kinds, times and choices from lists of ours, so that figures stay true. No word of anybody.

A kind that is not named here leaves nothing: a new one has to ask for it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from coctui.models import content_events as kinds
from coctui.models import promise_events as duties
from coctui.models.category import category_for
from coctui.models.event import Body
from coctui.models.expunge_events import Gone
from coctui.models.items import Contact, Ongoing, Where

SENDER = "(expunged)"
"""Stands for a sender who was known: whether the reporter could be answered is counted."""
WORDS: Mapping[type[Body], tuple[str, ...]] = {
    kinds.Received: ("sender", "subject", "text", "html_text", "wish", "language", "warnings", "files"),
    kinds.MessageSent: ("text", "read_by"),
    kinds.ShownOutside: (),
    kinds.Determined: ("text",),
    kinds.Closed: ("text",),
    kinds.Reopened: ("text",),
    duties.PromiseMade: ("text", "seat"),
    duties.PromiseKept: ("text",),
    duties.PromiseWaived: ("text",),
    duties.Acted: ("text", "place"),
    duties.Reviewed: ("text",),
    duties.Held: ("text",),
}
"""Kinds that are counted, and which of their fields go."""
_ALL: tuple[type[Body], ...] = (*WORDS, kinds.Labelled, kinds.ItemRecorded)
COUNTED = {kind.model_fields["kind"].default: kind for kind in _ALL}


def wordless(body: Body) -> Body | None:
    """The entry without words of anybody, `None` where nothing of it is counted. Twice is as once."""
    match body:
        case kinds.Labelled(what=what, category=category, status=status):
            counted = None if what is None else category_for(what) or ""
            return kinds.Labelled(what=counted, category=category, status=status)
        case kinds.ItemRecorded(state=state, value=value):
            item = _item(value)
            return None if item is None else kinds.ItemRecorded(state=state, value=item)
        case _ if type(body) in WORDS:
            blank = {name: type(body).model_fields[name].default for name in WORDS[type(body)]}
            if isinstance(body, kinds.Received) and body.sender:
                blank["sender"] = SENDER
            return body.model_copy(update=blank)
        case _:
            return None


def _item(value: Any) -> Contact | Where | Ongoing | None:
    match value:
        case Contact(address=address, channel=channel, anonymous=anonymous, safety=safety):
            return Contact(item="contact", anonymous=anonymous and not (address or channel), safety=safety)
        case Where(kind=kind, public=public):
            return Where(item="where", kind=kind, public=public)
        case Ongoing():
            return value
        case _:
            return None


def payload_of(body: Body) -> dict[str, Any]:
    """The fields of a wordless entry, as `Gone.left` holds them."""
    return body.model_dump(mode="json", exclude={"kind"}, exclude_defaults=True)


def left_of(gone: Gone) -> Body | None:
    """What is left of an expunged entry; `None` for nothing, and for what claims to be wordless and is not."""
    known = COUNTED.get(gone.struck)
    if gone.left is None or known is None or "kind" in gone.left:
        return None
    try:
        body = known.model_validate(gone.left)
    except (ValidationError, RecursionError):
        return None
    return body if wordless(body) == body and payload_of(body) == gone.left else None


def characters(body: Any) -> int:
    """How many characters of text a body holds, however deep; names of fields do not count."""
    return sum(len(text) for text in _texts(body.model_dump(mode="json", exclude={"kind"})))


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from _texts(each)
        case list():
            for each in value:
                yield from _texts(each)
        case _:
            return
