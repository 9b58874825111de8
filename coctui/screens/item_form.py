"""Which fields each item of report data has on its sheet, and what they are called. None is required."""

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


YES_NO = (("no", "no"), ("yes", "yes"))
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
        Blank("precision", "How sure", (("exact", "exact"), ("approximate", "about"), ("unknown", "not known"))),
        Blank("zone", "Time zone"),
    ),
    "where": (
        Blank(
            "kind",
            "Kind",
            (
                *((kind, kind) for kind in ("chat", "talk", "video room", "mail", "in person", "other")),
                ("", "not said"),
            ),
        ),
        Blank("place", "Place"),
        Blank("platform", "Platform"),
        Blank("link", "Link"),
        Blank("public", "Seen by", (("public", "everybody"), ("private", "few"), ("", "not said"))),
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


def filled(name: ItemName, value: object | None) -> dict[str, str]:
    """What stands in the fields of an item, as text."""
    model = value if value is not None else VALUES[name].model_validate({"item": name})
    found = {}
    for blank in FORMS[name]:
        held = getattr(model, blank.field)
        found[blank.field] = ("yes" if held else "no") if isinstance(held, bool) else str(held)
    return found


def given(name: ItemName, before: dict[str, str], now: dict[str, str]) -> dict[str, object]:
    """The fields that were changed, as the model takes them: what nobody touched stays as it came."""
    flags = {blank.field for blank in FORMS[name] if blank.choices == YES_NO}
    changed = {field: text for field, text in now.items() if text != before[field]}
    return {field: text == "yes" if field in flags else text for field, text in changed.items()}
