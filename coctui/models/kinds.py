"""All kinds of events as one union, and the way from an event's bytes back to its body."""

import json
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from coctui.models.access_events import ACCESS_BODIES
from coctui.models.content_events import CONTENT_BODIES
from coctui.models.event import Body, Lane, Unknown
from coctui.models.team_events import TEAM_BODIES

BODIES: tuple[type[Body], ...] = (*TEAM_BODIES, *ACCESS_BODIES, *CONTENT_BODIES)
KINDS: dict[str, type[Body]] = {body.model_fields["kind"].default: body for body in BODIES}
_READER: TypeAdapter[Body] = TypeAdapter(Annotated[reduce(or_, BODIES), Field(discriminator="kind")])  # type: ignore[arg-type]  # a union made at import has no static form


class Unsound(Exception):
    """Bytes that are no event: not JSON, fields missing, or a known kind with wrong fields."""


def decode(raw: bytes, lane: Lane) -> tuple[Body | Unknown, tuple[str, ...], str | None, datetime]:
    """Body, `after`, `base` and `at` of an event's canonical bytes; a kind of a newer version stays as it is.

    Raises `Unsound`, without quoting what it read.
    """
    try:
        envelope: dict[str, Any] = json.loads(raw)
        kind, payload = envelope["kind"], envelope["payload"]
        after, base, at = tuple(envelope["after"]), envelope["base"], datetime.fromisoformat(envelope["at"])
        if at.tzinfo is None or not all(isinstance(link, str) for link in after):
            raise Unsound
        known = KINDS.get(kind)
        if known is None:
            return Unknown(kind=kind, payload=payload), after, base, at
        if known.lane != lane:
            raise Unsound
        return _READER.validate_python({"kind": kind, **payload}, strict=False), after, base, at
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, ValidationError):
        raise Unsound from None
