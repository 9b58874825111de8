"""Which fields each item of report data has on its sheet, and what they are called. None is required."""

from datetime import UTC, datetime, tzinfo
from typing import NamedTuple

from coctui.models.items import VALUES, ItemName


class Blank(NamedTuple):
    """One field: its name in the model, its label, and what kind of answer it takes."""

    field: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()
    """(value, word) of each answer, for a field that takes one of a few."""
    long: bool = False
    """Several lines."""
    moment: bool = False
    """A day and a time of day, in the reader's zone; kept in UTC."""


YES_NO = (("no", "no"), ("yes", "yes"))
KINDS = ("chat", "talk", "video room", "mail", "social", "repository", "in person", "other")
FORMS: dict[ItemName, tuple[Blank, ...]] = {
    "contact": (
        Blank("name", "Name"),
        Blank("channel", "By"),
        Blank("address", "Address"),
        Blank("safe_times", "Safe times"),
        Blank("zone", "Time zone"),
        Blank("anonymous", "Anonymous", YES_NO),
        Blank("safety", "Fears", YES_NO),
        Blank("concern", "Of what"),
    ),
    "when": (
        Blank("text", "As told"),
        Blank("start", "From", moment=True),
        Blank("end", "Until", moment=True),
        Blank("precision", "How sure", (("exact", "exact"), ("approximate", "about"), ("unknown", "not known"))),
        Blank("zone", "Time zone"),
    ),
    "where": (
        Blank(
            "kind",
            "Kind",
            (("", "not said"), *((kind, kind) for kind in KINDS)),
        ),
        Blank("place", "Place"),
        Blank("platform", "Platform"),
        Blank("link", "Link"),
        Blank("public", "Seen by", (("", "not said"), ("public", "everybody"), ("private", "few"))),
    ),
    "ongoing": (Blank("answer", "Still going on", (("yes", "yes"), ("no", "no"), ("unknown", "not known"))),),
    "description": (
        Blank("account", "Account", long=True),
        Blank("behaviour", "What was done", long=True),
        Blank("impact", "How it landed", long=True),
    ),
    "reported": (Blank("text", "Who", long=True),),
    "circumstances": (Blank("text", "What else", long=True),),
    "others": (Blank("text", "Who else", long=True),),
}
HINTS: dict[ItemName, str] = {
    "contact": "“Fears” is about retaliation, or for their safety. It stays in sight on every screen.",
    "reported": "A name, a screen name, looks, clothing, a voice: one detail is often enough.",
}


HOW_MOMENTS = "Write it like 2026-12-05 14:30, or leave it empty and say it in words above."


def filled(name: ItemName, value: object | None, zone: tzinfo) -> dict[str, str]:
    """What stands in the fields of an item, as text; not cleaned."""
    model = value if value is not None else VALUES[name].model_validate({"item": name})
    found = {}
    for blank in FORMS[name]:
        held = getattr(model, blank.field, "")
        text = ("yes" if held else "no") if isinstance(held, bool) else str(held)
        found[blank.field] = shown_moment(text, zone) if blank.moment else text
    return found


def changed(before: dict[str, str], now: dict[str, str]) -> dict[str, str]:
    """The fields that were changed: what nobody touched stays as it came, whatever cleaning did to its picture."""
    return {field: text for field, text in now.items() if field in before and text != before[field]}


def given(name: ItemName, fields: dict[str, str], zone: tzinfo) -> dict[str, object]:
    """Fields as the model takes them."""
    found: dict[str, object] = {}
    for blank in FORMS[name]:
        if blank.field in fields:
            text = fields[blank.field]
            told = told_moment(text, zone) if blank.moment else text
            found[blank.field] = text == "yes" if blank.choices == YES_NO else told
    return found


def unfit(name: ItemName, fields: dict[str, str], zone: tzinfo) -> dict[str, str]:
    """Field to what does not fit there, in words."""
    moments = (blank.field for blank in FORMS[name] if blank.moment)
    return {field: HOW_MOMENTS for field in moments if field in fields and told_moment(fields[field], zone) is None}


def shown_moment(text: str, zone: tzinfo) -> str:
    """A moment as a reader writes it; what is none stays as it is."""
    try:
        at = datetime.fromisoformat(text)
        return f"{(at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(zone):%Y-%m-%d %H:%M}"
    except (ValueError, OverflowError):
        return text


def told_moment(text: str, zone: tzinfo) -> str | None:
    """RFC 3339 in UTC of what a reader wrote, `""` of nothing, `None` of what is no moment."""
    if not text.strip():
        return ""
    try:
        at = datetime.fromisoformat(text.strip())
        return f"{(at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    except (ValueError, OverflowError):
        return None
