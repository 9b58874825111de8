"""Taking a wrong paste out: at once within a minute, else after a question that says who must agree, and what it cannot reach."""

from typing import TYPE_CHECKING, Any

from coctui import safetext
from coctui.casework import strike as rules
from coctui.casework.result import Refused
from coctui.casework.words import describe
from coctui.models.content_events import Strike
from coctui.models.event import Body, Event
from coctui.screens.question import QuestionCard
from coctui.widgets.pieces import BOLD, MUTED

if TYPE_CHECKING:
    from coctui.screens.opened import Opened
    from coctui.screens.room import RoomScreen
    from coctui.vault.door import Vault

SAID_TOO = "Somebody else said so too: it goes now."
NOTHING = "Put the cursor on the entry of the timeline that should go."


def question_of(opened: "Opened", entry: Event, act: Body) -> QuestionCard:
    """What taking an entry's words out means here; the safe answer is filled."""
    told = describe(entry, opened.case.access.team, opened.me)
    done = isinstance(act, Strike)
    second = done and isinstance(act, Strike) and not act.confirm_hours
    parts = [(f"{safetext.line(told.title)}  {safetext.line(told.detail)}", BOLD), ("", "")]
    parts += [(SAID_TOO, ""), ("", "")] if second else []
    parts += [(sentence, "") for sentence in rules.follows(act, rules.outside_since(opened.case, entry))]
    parts += [("", ""), ("Its place, its time and its author stay on the timeline.", MUTED)]
    other = "Take the words out" if done else "Ask for it"
    return QuestionCard("Words that should not stand here", parts, safe="Leave them", other=other)


def take_out(vault: "Vault", room: str, link: str) -> str:
    """Take out what stands under this link, or ask for it, in the case as it is now; what to say. Slow: for a thread.

    Raises `VaultError`.
    """
    case = vault.case(room)
    entry = next((event for event in case.entries if event.link == link), None)
    if entry is None:
        return "~ It is not there any more."
    acts = rules.strike(case, vault.me, entry, vault.source.now())
    if isinstance(acts, Refused):
        return f"~ {acts.sentence}"
    vault.record(room, acts)
    return "+ Taken out." if isinstance(acts[0], Strike) else "+ Asked for. It takes a second member."


def ask_to_take_out(screen: "RoomScreen[Any]", entry: Event | None) -> None:
    """Within a minute at once; else ask first. What a rule refuses is said in place of the next thing."""
    opened, vault, room = screen.opened, screen.vault, screen.room
    if opened is None or vault is None:
        return
    if entry is None:
        screen.refuse(NOTHING)
        return
    now = vault.source.now()
    acts = rules.strike(opened.case, opened.me, entry, now)
    if isinstance(acts, Refused):
        screen.refuse(acts.sentence)
        return
    link = entry.link

    def told(words: str) -> None:
        screen.look()
        if words.startswith("~"):
            screen.refuse(words[2:])
        else:
            screen.say(words)

    def go(yes: bool | None) -> None:
        if yes:
            screen.run_job("strike", lambda: take_out(vault, room, link), told, screen.refused)

    if rules.at_once(entry, opened.me, now):
        go(True)
    else:
        _ = screen.app.push_screen(question_of(opened, entry, acts[0]), go)
