"""Two answers, given without knowledge of each other: both of them, by whom and when; one is chosen, and said anew."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget

from coctui import safetext
from coctui.casework.result import Acts, Refused
from coctui.casework.two_answers import answers, choose
from coctui.casework.words import describe, words_of
from coctui.models.case import Case
from coctui.models.content_events import Labelled
from coctui.models.event import Event
from coctui.screens.opened import Opened, name_of
from coctui.screens.sheet import Rule, Sheet
from coctui.screens.two_answers import choice_of
from coctui.widgets import moments
from coctui.widgets.fields import PushButton
from coctui.widgets.mark_list import Mark, MarkList
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import MUTED
from coctui.widgets.reason import Reason

APART = "They were given apart, in two copies. Choose the one that holds, also if it is the first; both stay on the timeline."
SETTLED = "There is one answer now: somebody chose."


class ChooseSheet(Sheet, inherit_bindings=False):
    """Answers to mark, the one that stands until then first."""

    BINDINGS: ClassVar[list[BindingType]] = Sheet.BINDINGS
    AUTO_FOCUS = "#answers"
    DOES = "this one holds"
    WRITES = False

    def __init__(self, room: str, key: str, opened: Opened | None = None) -> None:
        super().__init__(room, f"choose {room} {key}", opened)
        self._key = key

    def heading(self) -> str:
        """What it is about."""
        return f"Two answers for {choice_of(self._key)[0]}"

    def parts(self) -> Iterator[Widget]:
        """The answers, and what follows."""
        marks = self._marks()
        with VerticalScroll(id="fields", can_focus=False):
            yield MarkList(marks, (marks[0].value,) if marks else (), id="answers")
        yield Paragraphs([(APART if marks else SETTLED, MUTED)], id="hint")
        yield Reason(id="trouble")
        with Horizontal(id="buttons"):
            yield PushButton("This one holds", id="keep", default=True)
            yield PushButton("Start anew", id="anew")

    def _marks(self) -> tuple[Mark, ...]:
        return tuple(Mark(event.link, self._by(event), self._said(event)) for event in answers(self.case, self._key))

    def _by(self, event: Event) -> str:
        assert self.opened is not None, "marks are made once the case is read"  # noqa: S101
        when = moments.stamp(event.time, self.house.now(), self.house.zone)
        return f"{safetext.line(name_of(self.opened, event.seat), 40)}, {when}:"

    def _said(self, event: Event) -> str:
        if isinstance(event.body, Labelled):
            return safetext.line(str(getattr(event.body, self._key, "") or "none"), 200)
        told, words = describe(event, self.case.access.team), words_of(event) or str(getattr(event.body, "text", ""))
        return safetext.line(" · ".join(part for part in (told.title, told.detail, words) if part), 400)

    # values

    def begin(self) -> dict[str, str]:
        """The one that stands."""
        return {"link": next((event.link for event in answers(self.case, self._key)), "")} if self.opened else {}

    def written(self) -> dict[str, str]:
        """The one that is marked."""
        return {"link": self.query_one("#answers", MarkList).value}

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft, where the answer is still one of them."""
        marks = self._marks()
        if fields.get("link", "") in {mark.value for mark in marks}:
            self.query_one("#answers", MarkList).take(marks, (fields["link"],))

    def news(self, before: Opened) -> None:
        """Somebody chose meanwhile, or gave a third one."""
        marks, chosen = self._marks(), self.written()["link"]
        self.query_one("#answers", MarkList).take(marks, (chosen,))
        self.query_one("#hint", Paragraphs).show([(APART if marks else SETTLED, MUTED)])

    def rule(self) -> Rule:
        """The marked one, said anew."""
        vault, key, link = self.vault, self._key, self.written()["link"]
        word, _, room = key.partition(" ")

        def chosen(case: Case, me: str) -> Acts | Refused:
            holds = {row.room for row in vault.rows() if row.access == "cleared"} if word == "tied" else set()
            return choose(case, me, key, link, vault.case(room) if room in holds else None)

        return chosen

    @on(MarkList.Changed, "#answers")
    def _chosen(self) -> None:
        self.changed()
