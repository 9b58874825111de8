"""Blanks of a form: a field of a model, its label, and the widget that takes an answer to it. None is ever required."""

import json
from typing import NamedTuple

from textual.widget import Widget

from coctui import safetext
from coctui.widgets.choices import Choices
from coctui.widgets.fields import Field
from coctui.widgets.pairs import PairField
from coctui.widgets.state_choice import StateChoice
from coctui.widgets.writing import WritingArea


class Blank(NamedTuple):
    """One field: its name in the model, its label, and what kind of answer it takes."""

    field: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()
    """(value, word) of each answer, for a field that takes one of a few."""
    long: bool = False
    """Several lines."""
    moment: bool = False
    """A time as people type it, kept in UTC."""
    pairs: bool = False
    """Platform and screen name, as many as there are; as text it is JSON."""
    ask: str = ""
    """What one may ask for it, in words one can say aloud."""


YES_NO = (("no", "no"), ("yes", "yes"))
LINE = 1_000
"""Characters of a line, as the models bound it."""


def clean(blank: Blank, text: str) -> str:
    """What stands in a field: the text as a terminal may show it."""
    if blank.pairs:
        return pairs_text({safetext.line(k): safetext.line(v) for k, v in pairs_of(text).items()})
    return safetext.block(text) if blank.long else safetext.line(text)


def widget_for(blank: Blank, text: str, prefix: str = "") -> Widget:
    """The widget of a blank with a cleaned text in it."""
    id = f"{prefix}{blank.field}"
    widget: Widget
    if blank.choices:
        widget = Choices([("", word) for _, word in blank.choices], word_of(blank, text), id=id)
    elif blank.pairs:
        return PairField(pairs_of(text), id=id)
    elif blank.long:
        widget = WritingArea(text, id=id)
    else:
        widget = Field(safetext.line(text), limit=LINE, id=id)
    widget.add_class("answer")
    return widget


def read(blank: Blank, widget: Widget) -> str:
    """What stands in it now."""
    if isinstance(widget, StateChoice):
        return next((value for value, word in blank.choices if word == widget.value), "")
    if isinstance(widget, WritingArea):
        return widget.text
    if isinstance(widget, PairField):
        return pairs_text(widget.pairs)
    return widget.value if isinstance(widget, Field) else ""


def put(blank: Blank, widget: Widget, text: str) -> None:
    """Other text in it, or another answer."""
    if isinstance(widget, StateChoice):
        widget.show(word_of(blank, text))
    elif isinstance(widget, WritingArea):
        widget.load_text(text)
    elif isinstance(widget, PairField):
        widget.show(pairs_of(text))
    elif isinstance(widget, Field):
        widget.value = safetext.line(text)


def word_of(blank: Blank, value: str) -> str:
    """The word of an answer; of a value that is none of them, the first."""
    return dict(blank.choices).get(value, blank.choices[0][1])


def pairs_of(text: str) -> dict[str, str]:
    """Platform to screen name from text; empty where it is none."""
    try:
        held = json.loads(text or "{}")
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in held.items()} if isinstance(held, dict) else {}


def pairs_text(pairs: dict[str, str]) -> str:
    """And back; the empty text for none."""
    return json.dumps(pairs, ensure_ascii=False) if pairs else ""


def as_text(held: object) -> str:
    """A value of the model as the text of its field; moments are turned by who knows the zone."""
    if isinstance(held, bool):
        return "yes" if held else "no"
    return pairs_text(held) if isinstance(held, dict) else str(held)


def as_value(blank: Blank, text: str) -> object:
    """The text of a field as the model takes it; moments apart."""
    if blank.pairs:
        return pairs_of(text)
    return text == "yes" if blank.choices == YES_NO else text
