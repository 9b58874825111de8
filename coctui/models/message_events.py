"""Texts on their way out: kept in the case, so that a second reader sees them before anybody sends them. Content lane."""

from typing import Literal

from coctui.models.content_events import MessageKind
from coctui.models.event import Body
from coctui.models.noun import Id, Text


class MessageDrafted(Body):
    """A text was kept for a second reader; a later one of the same kind takes its place."""

    kind: Literal["draft/1"] = "draft/1"
    id: Id
    message: MessageKind
    text: Text


class DraftRead(Body):
    """Somebody else read a text before it went out."""

    kind: Literal["read/1"] = "read/1"
    draft: Id
    verdict: Literal["may go", "please change"]
    text: Text = ""


MESSAGE_BODIES: tuple[type[Body], ...] = (MessageDrafted, DraftRead)
