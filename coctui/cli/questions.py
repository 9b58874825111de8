"""A report taken down question by question. Every answer may be left out: it is fine not to know."""

from datetime import datetime, tzinfo
from typing import Any, get_args

from coctui.casework.result import Refused, refuse
from coctui.casework.typed_time import resolve
from coctui.cli.call import Call, settled
from coctui.cli.moment import say_back
from coctui.models.content_events import Channel
from coctui.models.draft import IntakeForm
from coctui.models.items import QUESTIONS

CHANNELS: tuple[Channel, ...] = get_args(Channel)


def ask_form(call: Call, zone: tzinfo) -> IntakeForm:
    """The answers as a form. Enter alone leaves an item to be asked later; the end of input ends the questions."""
    call.remark("Enter alone leaves a question open. It is fine not to know; one detail is often enough.")
    text = call.dictated(QUESTIONS["description"])
    if not text.strip():
        settled(refuse("nothing-said"))
    answers: dict[str, Any] = {
        "text": text.strip(),
        "channel": _one_of(call, "How did it reach you?", CHANNELS, "other"),
    }
    answers["received"] = _time(call, zone)
    answers["reporter_contact"] = _line(call, QUESTIONS["contact"])
    answers["when"] = _line(call, QUESTIONS["when"])
    answers["where"] = _line(call, QUESTIONS["where"])
    answers["ongoing"] = _one_of(call, QUESTIONS["ongoing"], ("yes", "no", "unknown"), "") or None
    answers["reported"] = tuple(part for part in [_line(call, QUESTIONS["reported"])] if part)
    answers["circumstances"] = _line(call, QUESTIONS["circumstances"])
    answers["others"] = _line(call, QUESTIONS["others"])
    answers["gloss"] = _line(call, "A harmless hint beside the code name, without names, places or times?")
    return IntakeForm.model_validate(answers)


def _line(call: Call, question: str) -> str:
    call.prompt(f"{question} ")
    return call.stdin.readline().strip()


def _one_of(call: Call, question: str, words: tuple[str, ...], otherwise: str) -> str:
    """One of a few words, or the start of one; anything else is asked once more."""
    while True:
        call.prompt(f"{question} ({', '.join(words)}) ")
        row = call.stdin.readline()
        said = row.strip().casefold()
        found = [word for word in words if said and word.startswith(said)]
        if len(found) == 1 or said in words:
            return said if said in words else found[0]
        if not said:
            return otherwise


def _time(call: Call, zone: tzinfo) -> datetime | None:
    """When the team was told; enter alone: now. What cannot be read is asked once more, with the reason."""
    while True:
        call.prompt("When were you told? (enter: now, else like “yesterday 3pm” or “4 Dec 14:30”) ")
        said = call.stdin.readline().strip()
        if not said:
            return None
        found = resolve(said, call.now(), zone)
        if isinstance(found, Refused):
            call.remark(found.sentence)
            continue
        say_back(call, found)
        return found.start
