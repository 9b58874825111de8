"""A report from a JSON file, as `new --from FILE` takes it."""

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from coctui import safetext
from coctui.intake.errors import IntakeError
from coctui.models.draft import IntakeForm

LARGEST = 1024 * 1024
"""Bytes of a form; it is typed, not attached."""

_LONGEST_KEY = 40  # characters of an unknown key that are repeated


def from_json(data: bytes) -> IntakeForm:
    """The form in a JSON object with the fields of `IntakeForm`, of which only `text` must be there.

    Raises `IntakeError`: one line that names the first field at fault and what it should be, and quotes no value.
    """
    if len(data) > LARGEST:
        raise IntakeError("The form is larger than 1 MiB: put long texts into files and attach them.")
    try:
        return IntakeForm.model_validate_json(data.removeprefix(b"\xef\xbb\xbf"), strict=False)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True, include_input=False)
        raise IntakeError(_sentence(details[0])) from None


def _sentence(fault: ErrorDetails) -> str:
    kind = fault["type"]
    if kind == "json_invalid":
        return "The form is not valid JSON: check its brackets, quotes and commas."
    if not fault["loc"]:
        return "The form must be one JSON object, with the report in its field text."
    name = safetext.line(str(fault["loc"][0]), _LONGEST_KEY)
    if kind == "extra_forbidden":
        return f"The form has an unknown field: {name}. Known are {', '.join(IntakeForm.model_fields)}."
    if kind in {"missing", "string_too_short"} and name == "text":
        return "The form has no text: put the report into its field text."
    return f"The form's field {name} is not as it should be: {_expected(name)}."


def _expected(name: str) -> str:
    return {
        "received": "a time with its zone, such as 2026-12-05T14:30:00+01:00",
        "own_words": "true or false",
        "reported": "a list of descriptions",
        "channel": "mail, chat, call, in person, form or other",
        "ongoing": "yes, no or unknown",
    }.get(name, "a text")
