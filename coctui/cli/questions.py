"""A report taken down question by question: words first, then what matters tonight; the rest when somebody has time.

Every answer may be left out: it is fine not to know. What is typed is kept after each line, so that nothing of it is lost.
"""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any, get_args

from coctui.casework.result import Refused, refuse
from coctui.casework.taking import CONSENT, READ_BACK
from coctui.casework.typed_time import resolve
from coctui.cli.call import Call, settled
from coctui.cli.moment import say_back
from coctui.models.content_events import Channel
from coctui.models.dictation import Dictation
from coctui.models.draft import IntakeForm
from coctui.models.items import QUESTIONS

CHANNELS: tuple[Channel, ...] = get_args(Channel)
Keep = Callable[[Dictation], None]
"""Keeps what was answered so far."""


class Questions:
    """Asks, and keeps each answer before the next question."""

    def __init__(self, call: Call, zone: tzinfo, begun: Dictation | None, keep: Keep) -> None:
        self.call, self.zone, self.keep = call, zone, keep
        self.taken = begun or Dictation(began=call.now())

    def form(self) -> IntakeForm:
        """The answers as a form. Enter alone leaves a question open; the end of input ends them all."""
        self.call.remark("Enter alone leaves a question open. It is fine not to know; one detail is often enough.")
        self._words()
        self._tonight()
        if self._choice("More now, or later?", ("now", "later"), "later") == "now":
            self._this_week()
        found = self.taken.form()
        return found if found is not None else settled(refuse("nothing-said"))

    def _words(self) -> None:
        before = self.taken.text.strip()
        if before:
            self.call.remark("You had begun. What you type now stands behind it.")
        rows: list[str] = []

        def row(text: str) -> None:
            rows.append(text)
            self._set(text="".join([f"{before}\n" if before else "", *rows]))

        self.call.dictated(QUESTIONS["description"], row)
        self._set(text=self.taken.text.strip())
        if not self.taken.text:
            settled(refuse("nothing-said"))

    def _tonight(self) -> None:
        """What was said, whether it goes on, how to reach them, and whether the team may be told."""
        was = self.taken
        self._set(channel=self._choice("How did it reach you?", CHANNELS, was.channel))
        self._set(received=self._time() or was.received)
        self._set(ongoing=self._choice(QUESTIONS["ongoing"], ("yes", "no", "unknown"), was.ongoing or "") or None)
        self._set(reporter_contact=self._line(QUESTIONS["contact"], was.reporter_contact))
        self._set(concern=self._line("Is there anything that they are afraid of?", was.concern))
        self._set(consent=self._choice(CONSENT, ("yes", "no"), was.consent or "") or None)
        self._set(read_back=self._choice(READ_BACK, ("yes", "no"), "yes" if was.read_back else "no") == "yes")

    def _this_week(self) -> None:
        was = self.taken
        self._set(when=self._line(QUESTIONS["when"], was.when))
        self._set(where=self._line(QUESTIONS["where"], was.where))
        self._set(reported=tuple(part for part in [self._line(QUESTIONS["reported"], *was.reported[:1])] if part))
        self._set(circumstances=self._line(QUESTIONS["circumstances"], was.circumstances))
        self._set(others=self._line(QUESTIONS["others"], was.others))
        self._set(gloss=self._line("A harmless hint beside the code name, without names, places or times?", was.gloss))

    def _set(self, **fields: Any) -> None:
        self.taken = self.taken.model_copy(update=fields)
        self.keep(self.taken)

    def _line(self, question: str, otherwise: str = "") -> str:
        """A line; enter alone leaves what was answered before."""
        self.call.prompt(f"{question} ")
        return self.call.stdin.readline().strip() or otherwise

    def _choice(self, question: str, words: tuple[str, ...], otherwise: str) -> str:
        """One of a few words, or the start of one; anything else is asked once more."""
        while True:
            self.call.prompt(f"{question} ({', '.join(words)}) ")
            said = self.call.stdin.readline().strip().casefold()
            found = [word for word in words if said and word.startswith(said)]
            if len(found) == 1 or said in words:
                return said if said in words else found[0]
            if not said:
                return otherwise

    def _time(self) -> datetime | None:
        """When the team was told; enter alone: now. What cannot be read is asked once more, with the reason."""
        while True:
            self.call.prompt("When were you told? (enter: now, else like “yesterday 3pm” or “4 Dec 14:30”) ")
            said = self.call.stdin.readline().strip()
            if not said:
                return None
            found = resolve(said, self.call.now(), self.zone)
            if isinstance(found, Refused):
                self.call.remark(found.sentence)
                continue
            say_back(self.call, found)
            return found.start


def begun(call: Call, draft: str | None) -> Dictation | None:
    """A report that somebody began and did not save: to go on with, or to begin anew."""
    found = Dictation.of_draft(draft)
    if found is None or not found.text.strip():
        return None
    call.prompt("You began a report and did not save it. Go on with it, or start anew? (on, anew) ")
    return None if call.stdin.readline().strip().casefold().startswith("a") else found
