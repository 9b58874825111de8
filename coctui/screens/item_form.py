"""Which fields each item of report data and each person has on its sheet, and what they are called. None is required."""

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo

from coctui.casework.result import Refused
from coctui.casework.typed_time import REMARKS, Spoken, echo, resolve
from coctui.casework.when import stamp
from coctui.models.items import VALUES, ItemName, Person
from coctui.models.noun import Noun
from coctui.screens.blank import YES_NO, Blank, as_text, as_value

KINDS = ("chat", "talk", "video room", "mail", "social", "repository", "in person", "other")
FORMS: dict[ItemName, tuple[Blank, ...]] = {
    "contact": (
        Blank("name", "Name"),
        Blank("channel", "By"),
        Blank("address", "Address"),
        Blank("preferred", "Rather by"),
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
    "ongoing": (
        Blank("answer", "Still going on", (("yes", "yes"), ("no", "no"), ("unknown", "not known"))),
        Blank("checked", "Last looked", moment=True),
    ),
    "description": (
        Blank("account", "Account", long=True),
        Blank("behaviour", "What was done", long=True),
        Blank("impact", "How it landed", long=True),
        Blank("summary", "In short", long=True),
        Blank("parts", "Of the Code"),
    ),
    "reported": (Blank("text", "Who", long=True),),
    "circumstances": (
        Blank("text", "What else", long=True),
        Blank("prior_contact", "Known before", long=True),
        Blank("other_reports", "Others told", long=True),
    ),
    "others": (Blank("text", "Who else", long=True),),
}
HINTS: dict[ItemName, str] = {
    "contact": "“Fears” is about retaliation, or for their safety. It stays in sight on every screen.",
    "reported": "A name, a screen name, looks, clothing, a voice: one detail is often enough.",
}
PERSON: tuple[Blank, ...] = (
    Blank(
        "part",
        "In this case",
        (
            ("witness", "witness"),
            ("affected person", "affected person"),
            ("bystander", "bystander"),
            ("supporter", "supporter"),
        ),
    ),
    Blank("identified", "Who it is", (("no", "described only"), ("yes", "identified"))),
    Blank("name", "Name", ask="Was there a name under the picture, or on the badge?"),
    Blank("handles", "Screen names", pairs=True, ask="Which name did they have there, and on what platform?"),
    Blank("appearance", "Looks", ask="What did they look like, as far as you saw?"),
    Blank("height", "Height", ask="Were they taller or smaller than you?"),
    Blank("clothing", "Clothing", ask="What did they wear: a colour, a print, a badge?"),
    Blank("voice", "Voice, accent", ask="How did they sound, and in which language?"),
    Blank("company", "Company", ask="Did a badge or a profile name a company or a project?"),
    Blank("contact", "To reach them", ask="May we speak with them, and how?"),
    Blank("contacted", "Spoken with", YES_NO),
    Blank("other", "Anything else", ask="Is there anything else by which we would know them?"),
)
"""What may be known of a person: SEED's descriptors, and of others in a case how to reach them."""
OF_OTHERS = frozenset({"part", "contact", "contacted"})
"""What is asked of witnesses and affected persons only."""
HOW_MOMENTS = "Write it like 2026-12-05 14:30 or “yesterday 3pm”, or leave it empty and say it in words above."


def blanks_of(name: ItemName) -> tuple[Blank, ...]:
    """What is asked of each person that an item names."""
    return PERSON if name == "others" else tuple(blank for blank in PERSON if blank.field not in OF_OTHERS)


def filled(blanks: tuple[Blank, ...], model: Noun, zone: tzinfo) -> dict[str, str]:
    """What stands in the fields of a model, as text; not cleaned."""
    texts = {blank.field: as_text(getattr(model, blank.field, "")) for blank in blanks}
    return {
        blank.field: shown_moment(texts[blank.field], zone) if blank.moment else texts[blank.field] for blank in blanks
    }


def empty(name: ItemName) -> Noun:
    """An item of which nothing is known."""
    return VALUES[name].model_validate({"item": name})


def nobody(id: str, code: str, name: ItemName) -> Person:
    """A person of whom nothing is known yet."""
    return Person(id=id, code=code, part="reported person" if name == "reported" else "witness")


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """The fields that were changed: what nobody touched stays as it came, whatever cleaning did to its picture."""
    return {field: text for field, text in now.items() if field in before and text != before[field]}


def given(blanks: tuple[Blank, ...], fields: Mapping[str, str], now: datetime, zone: tzinfo) -> dict[str, object]:
    """Fields as the model takes them."""
    found: dict[str, object] = {}
    for blank in blanks:
        if blank.field in fields:
            text = fields[blank.field]
            spoken = told_moment(text, now, zone) if blank.moment else None
            found[blank.field] = as_value(blank, text) if spoken is None else stamp(spoken.start)
    return found


def unfit(blanks: tuple[Blank, ...], fields: Mapping[str, str], now: datetime, zone: tzinfo) -> dict[str, str]:
    """Field to what does not fit there, in words."""
    moments = (blank.field for blank in blanks if blank.moment and fields.get(blank.field, "").strip())
    return {field: HOW_MOMENTS for field in moments if told_moment(fields[field], now, zone) is None}


def shown_moment(text: str, zone: tzinfo) -> str:
    """A moment as a reader writes it; what is none stays as it is."""
    try:
        at = datetime.fromisoformat(text)
        return f"{(at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(zone):%Y-%m-%d %H:%M}"
    except (ValueError, OverflowError):
        return text


def said_back(text: str, now: datetime, zone: tzinfo, theirs: tzinfo | None = None) -> str:
    """How a time was read, with its zone; or why it could not be: it is kept in words all the same."""
    found = resolve(text, now, zone, theirs=theirs)
    if isinstance(found, Refused):
        return found.sentence
    return " ".join([f"read as {echo(found)}.", *(REMARKS[remark] for remark in found.remarks)])


def told_moment(text: str, now: datetime, zone: tzinfo) -> Spoken | None:
    """What a reader meant by a time, `None` of nothing and of what is no moment or two."""
    found = resolve(text, now, zone) if text.strip() else None
    return None if isinstance(found, Refused) else found
