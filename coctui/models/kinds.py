"""All kinds of events as one union, and the way from an event's bytes back to its body."""

import json
import re
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from coctui.models.access_events import ACCESS_BODIES
from coctui.models.company_events import COMPANY_BODIES
from coctui.models.content_events import CONTENT_BODIES
from coctui.models.event import CANONICAL, Body, Lane, Unknown, stamp
from coctui.models.expunge_events import EXPUNGE_BODIES
from coctui.models.message_events import MESSAGE_BODIES
from coctui.models.noun import EARLIEST, LATEST
from coctui.models.promise_events import PROMISE_BODIES
from coctui.models.team_events import TEAM_BODIES
from coctui.models.vote_events import VOTE_BODIES

BODIES: tuple[type[Body], ...] = (
    *TEAM_BODIES,
    *ACCESS_BODIES,
    *CONTENT_BODIES,
    *PROMISE_BODIES,
    *MESSAGE_BODIES,
    *COMPANY_BODIES,
    *VOTE_BODIES,
    *EXPUNGE_BODIES,
)
KINDS: dict[str, type[Body]] = {body.model_fields["kind"].default: body for body in BODIES}

_LINK = re.compile(r"[0-9a-f]{64}")
DEEPEST = 64
"""Objects and lists within each other in the payload of an unknown kind; how many Python can read differs by version."""


class Unsound(Exception):
    """Bytes that are no event: not canonical JSON, fields missing, or a known kind with wrong fields."""


def decode(raw: bytes, lane: Lane) -> tuple[Body | Unknown, tuple[str, ...], str | None, datetime]:
    """Body, `after`, `base` and `at` of an event's canonical bytes; a kind of a newer version stays as it is.

    One event has one form in bytes, whatever its kind: what another reader could take differently (a key given twice,
    other spaces, a number too large) is no event. Raises `Unsound`, without quoting what it read.
    """
    try:
        envelope: dict[str, Any] = json.loads(raw)
        if CANONICAL.encode(envelope).encode() != raw:
            raise Unsound
        after, at, base, kind, payload = (envelope.pop(name) for name in ("after", "at", "base", "kind", "payload"))
        if envelope or not isinstance(payload, dict) or after != sorted(set(after)):
            raise Unsound
        links, under, time = tuple(map(_link, after)), None if base is None else _link(base), _time(at)
        known = KINDS.get(kind)
        if known is None:
            _no_deeper_than(DEEPEST, payload)
            return Unknown(kind=kind, payload=payload), links, under, time
        if known.lane != lane or "kind" in payload:
            raise Unsound
        return known.model_validate({"kind": kind, **payload}), links, under, time
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError, ValidationError):
        raise Unsound from None


def _link(link: str) -> str:
    if not _LINK.fullmatch(link):
        raise Unsound
    return link


def _no_deeper_than(levels: int, payload: Any) -> None:
    inside = [payload]
    for _ in range(levels):
        inside = [
            held
            for one in inside
            for held in (one.values() if isinstance(one, dict) else one)
            if isinstance(held, dict | list)
        ]
        if not inside:
            return
    raise Unsound


def _time(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None or stamp(at) != text or not EARLIEST <= at <= LATEST:
        raise Unsound
    return at
