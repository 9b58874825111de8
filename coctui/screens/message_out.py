"""What is done with a message that is written: read by a second person, copied, saved as a mail, marked as sent. Nothing is sent."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on

from coctui.casework import draft
from coctui.casework.eml import as_mail
from coctui.casework.result import Refused
from coctui.host.outside import outside_file
from coctui.models.case import Case
from coctui.models.content_events import MessageKind
from coctui.screens.sheet import Sheet
from coctui.widgets.fields import PushButton

if TYPE_CHECKING:
    from coctui.host.clipboard import Copied

SAVED = "+ Saved as a mail that is not sent yet, in your home folder. Mark it as sent once it is."


class MessageOut(Sheet, inherit_bindings=False):
    """A sheet with a text of some kind in it."""

    kind: MessageKind

    @property
    def text(self) -> str:
        """The text as it stands."""
        raise NotImplementedError

    # a second reader

    @on(PushButton.Pressed, "#may-go")
    def _may_go(self) -> None:
        self._say_of_it("may go")

    @on(PushButton.Pressed, "#change")
    def _please_change(self) -> None:
        self._say_of_it("please change")

    def _say_of_it(self, verdict: draft.Verdict) -> None:
        kind = self.kind
        self.keep(lambda case, me: draft.read(case, me, kind, verdict))

    # out

    def _kept_now(self) -> Case | Refused:
        """The case with this very text kept in it; in a thread."""
        vault, room = self.vault, self.room
        case = vault.case(room)
        found = draft.kept(case, self.kind)
        if found is not None and found.text == self.text.strip():
            return case
        acts = draft.keep(case, vault.me, self.kind, self.text, vault.source.id())
        return acts if isinstance(acts, Refused) else vault.record(room, acts)

    @on(PushButton.Pressed, "#copy")
    def action_copy(self) -> None:
        """Copy it; the timeline tells of it."""
        self._copy(unread=False)

    def _copy(self, *, unread: bool) -> None:
        vault, room, kind, house, text = self.vault, self.room, self.kind, self.house, self.text

        def copy() -> "Copied | Refused":
            case = self._kept_now()
            if isinstance(case, Refused):
                return case
            acts = draft.take_out(case, vault.me, kind, "copied", unread=unread)
            if isinstance(acts, Refused):
                return acts
            vault.record(room, acts)
            return house.copy(text)

        def told(found: "Copied | Refused") -> None:
            if isinstance(found, Refused):
                self._refuse_or_ask(found, lambda: self._copy(unread=True))
                return
            self.dirty = False
            self.say(f"{'+' if found.done else '~'} {found.sentence}")
            self.look()

        self.run_job("out", copy, told, self.not_kept)

    @on(PushButton.Pressed, "#mail")
    def action_mail(self) -> None:
        """Save it as a mail that is not sent yet; the timeline tells of it."""
        self._mail(unread=False)

    def _mail(self, *, unread: bool) -> None:
        vault, room, kind, text = self.vault, self.room, self.kind, self.text

        def save() -> Case | Refused:
            case = self._kept_now()
            if isinstance(case, Refused):
                return case
            acts = draft.take_out(case, vault.me, kind, "saved", unread=unread)
            if isinstance(acts, Refused):
                return acts
            with outside_file(_free(Path("~/message.eml").expanduser())) as file:
                told_of = vault.record(room, acts)  # told of before it lies outside
                file.write(as_mail(case, kind, text))
            return told_of

        def told(found: Case | Refused) -> None:
            if isinstance(found, Refused):
                self._refuse_or_ask(found, lambda: self._mail(unread=True))
                return
            self.dirty = False
            self.say(SAVED)
            self.look()

        self.run_job("out", save, told, self.not_kept)

    def _refuse_or_ask(self, refused: Refused, again: Callable[[], None]) -> None:
        """A missing second reader is asked about: at night there may be nobody else."""
        if refused.code != "second-reader":
            self.refuse(refused.sentence)
            return
        from coctui.screens.question import QuestionCard

        parts = [
            ("Nobody else has read this text yet.", "bold"),
            ("", ""),
            ("A colleague sees what one has got used to. At night, when there is nobody, it may go unread;", ""),
            ("the timeline says so.", ""),
        ]
        card = QuestionCard("A second reader", parts, safe="Wait for a reader", other="Take it out unread")
        _ = self.app.push_screen(card, lambda yes: again() if yes else None)

    @on(PushButton.Pressed, "#sent")
    def action_sent(self) -> None:
        """Mark it as sent: what it said, when the next one is due."""
        from coctui.screens.sent import SentSheet

        if not self.flushed():
            return
        sheet = SentSheet(self.room, self.kind, self.opened, text=self.text)
        _ = self.app.push_screen(sheet, self._was_sent)

    def _was_sent(self, case: Case | None) -> None:
        if case is None:
            return
        vault, key = self.vault, self.draft_key
        self.dirty = False
        self.run_job("drop draft", lambda: vault.drop_draft(key), lambda _: self._away(case), self.not_kept)

    def _away(self, case: Case) -> None:
        _ = self.dismiss(case)


def _free(path: Path) -> Path:
    """A name that nothing has yet: `message.eml`, `message-2.eml`."""
    number, free = 2, path
    while free.exists():
        free, number = path.with_stem(f"{path.stem}-{number}"), number + 1
    return free
