"""A small vault with three members and a case, and the app standing in front of it: what tests of the case screens share."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile
from typing import Any, NamedTuple, TypeVar

import pytest
from textual import events
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import WorkerCancelled

from coctui.app import CoctuiApp
from coctui.casework import access, message, record
from coctui.casework.opening import open_from_form
from coctui.casework.result import Acts, Refused
from coctui.models.case import Case
from coctui.models.draft import IntakeForm
from coctui.models.roster import Profile, Role
from coctui.models.team_events import Founded
from coctui.vault.door import Vault
from coctui.vault.kdf import FLOOR
from coctui.vault.source import ReplaySource
from tests.conftest import HOMES

S = TypeVar("S")

START = datetime(2026, 12, 5, 9, 20, tzinfo=UTC)
PASSPHRASE = "seven quiet lamps in a row"
ROLES: dict[str, tuple[Role, ...]] = {
    "Noor": ("lead", "chair"),
    "Ilse": ("lead",),
    "Oksana": ("responder",),
    "Paz": ("responder",),
    "Tamsin": ("responder",),
    "Wanjiru": ("organizer",),
}
ACCOUNT = "I had asked for no more messages. Four more came that evening, each one longer than the last."


def settled(acts: Acts | Refused) -> Acts:
    """Acts that no rule refuses."""
    assert not isinstance(acts, Refused), acts
    return acts


class Desk:
    """One file, several seats at it, one clock that stands still until it is moved."""

    def __init__(self, path: Path, names: Sequence[str] = tuple(ROLES), seed: int = 7) -> None:
        self.path, self.source = path, ReplaySource(seed, START)
        founder = names[0]
        profile = Profile(name=founder)
        founding = Founded(
            format=1,
            conference="PyLadiesCon 2026",
            profile=profile,
            roles=ROLES[founder],
            first_day="2026-12-04",
            last_day="2026-12-06",
            zone="UTC",
        )
        chair = Vault.create(
            path, name=founder, passphrase=PASSPHRASE, founding=founding, cost=FLOOR, source=self.source
        )
        self.seats = {founder: chair}
        for name in names[1:]:
            code = chair.invite(name, ROLES[name])
            self.seats[name] = Vault.accept(path, name=name, code=code, passphrase=PASSPHRASE, source=self.source)
            chair.refresh()

    def seat(self, name: str) -> str:
        """A member's seat id."""
        return self.seats[name].me

    def open(self, form: IntakeForm, code: tuple[str, str] = ("slate-wren", "birch"), doors: Acts = ()) -> str:
        """A case opened by the founder; its room."""
        vault = next(iter(self.seats.values()))
        opening = open_from_form(
            form,
            policy=vault.team.policy,
            code_name=code,
            ids=self.source.id,
            choose=self.source.choose,
            now=self.source.now(),
            doors=doors,
        )
        return vault.open_case(opening.acts, dict(opening.files))

    def do(self, name: str, room: str, rule: Callable[[Case, str], Acts | Refused]) -> None:
        """Let a holder do something that no rule refuses."""
        vault = self.seats[name]
        vault.refresh()
        vault.record(room, settled(rule(vault.case(room), vault.me)))

    def later(self, **by: float) -> None:
        """Let time pass."""
        self.source.advance(timedelta(**by))

    def close(self) -> None:
        """Lock every seat: the file is whole, and can be copied."""
        for vault in self.seats.values():
            vault.lock()


def form(**fields: object) -> IntakeForm:
    """A report as a form brings it."""
    told: dict[str, object] = {
        "channel": "chat",
        "received": START,
        "text": ACCOUNT,
        "own_words": True,
        "gloss": "the chat messages",
        "reporter_contact": "j_fernweh",
        "when": "yesterday, about 19:40",
        "place_kind": "chat",
        "where": "a private chat",
        "reported": ("Somebody in a green hoodie",),
    }
    return IntakeForm.model_validate(told | fields)


def story(desk: Desk) -> str:
    """The case of the pictures: three holders, one asked, one who stepped aside, one excluded; its room."""
    room = desk.open(form())
    now = desk.source.now
    desk.later(minutes=41)
    desk.do("Noor", room, lambda case, me: access.exclude(case, me, desk.seat("Paz"), now()))
    desk.do(
        "Noor", room, lambda case, me: access.ask(case, me, [desk.seat(n) for n in ("Ilse", "Oksana", "Tamsin")], now())
    )
    desk.do("Noor", room, lambda case, me: message.sent(case, me, "acknowledgement", now()))
    desk.later(minutes=30)
    for name, said in (("Ilse", "no conflict"), ("Tamsin", "step aside")):
        desk.seats[name].refresh()
        desk.seats[name].answer(room, said)  # type: ignore[arg-type]  # one of the two words
    desk.seats["Noor"].work(1.0)
    desk.later(minutes=50)
    desk.do(
        "Ilse",
        room,
        lambda case, me: record.note(
            case, me, "Three pictures kept, as sent. She is well, and wishes not to be named."
        ),
    )
    desk.do("Ilse", room, lambda case, me: record.item(case, me, "ongoing", "not known", {}))
    desk.do("Ilse", room, lambda case, me: record.item(case, me, "circumstances", "declined", {}))
    desk.do("Noor", room, lambda case, me: record.assign(case, me, desk.seat("Ilse")))
    desk.later(hours=1)
    desk.seats["Noor"].refresh()
    return room


class Told(NamedTuple):
    """A vault file with a story in it, locked, and the time that it has come to."""

    path: Path
    room: str
    now: datetime

    def copied(self, folder: Path) -> "Told":
        """The same in a file of its own, for a test to change."""
        return self._replace(path=Path(copyfile(self.path, folder / "team.coctui")))

    def source(self, seat: str) -> ReplaySource:
        """A clock that stands where the story ended; draws that no story and no other seat made."""
        return ReplaySource(sum(seat.encode()) + 1_000, self.now)

    def vault(self, name: str) -> Vault:
        """The vault at a member's seat, as another process has it."""
        return Vault.open(self.path, name, PASSPHRASE, source=self.source(f"other {name}"))


_TELLINGS: dict[tuple[Callable[[Desk], str], tuple[str, ...]], tuple[bytes, str, datetime]] = {}
"""A story and who is there to the file, the room and the time that it ended with: the same however often it is told."""


@contextmanager
def telling(folder: Path, story: Callable[[Desk], str], names: Sequence[str] = tuple(ROLES)) -> Iterator[Told]:
    """A story told once in a process, and again from its file; in a home of its own."""
    with pytest.MonkeyPatch.context() as patch:
        for name in HOMES:
            patch.setenv(name, str(folder))
        path = folder / "team.coctui"
        if (told := _TELLINGS.get((story, tuple(names)))) is None:
            desk = Desk(path, names)
            room = story(desk)
            desk.close()
            told = _TELLINGS[story, tuple(names)] = path.read_bytes(), room, desk.source.now()
            path.unlink()
        path.write_bytes(told[0])
        yield Told(path, *told[1:])


@asynccontextmanager
async def standing(
    told: Told,
    screen: Callable[[], Screen[Any]],
    *,
    name: str = "Noor",
    size: tuple[int, int] = (120, 40),
    encoding: str = "utf-8",
) -> AsyncIterator[tuple[CoctuiApp, Pilot[int]]]:
    """The app with a member's vault open and a screen on it, once everything it asked for is there."""
    source = told.source(name)
    app = CoctuiApp(told.path, now=lambda: source.now().timestamp(), zone=UTC, encoding=encoding, first=False)
    app.session.vault = Vault.open(told.path, name, PASSPHRASE, source=source)
    try:
        async with app.run_test(size=size) as pilot:
            await app.push_screen(screen())
            await rested(pilot)
            yield app, pilot
    finally:
        if app.session.vault is not None:
            app.session.vault.lock()


async def rested(pilot: Pilot[Any]) -> None:
    """Wait for what threads still do, and for what they told."""
    for _ in range(2):
        with suppress(WorkerCancelled):  # of a screen that closed meanwhile
            await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys one by one, then wait for what they set going."""
    await pilot.press(*keys)
    await rested(pilot)


async def write(pilot: Pilot[Any], text: str) -> None:
    """Put a text in at the cursor: the first letter by its key, the rest as a paste, which is quicker than keys."""
    await pilot.press("space" if text[0] == " " else text[0])
    pilot.app.post_message(events.Paste(text[1:]))
    await rested(pilot)


def on_top(app: CoctuiApp, kind: type[S]) -> S:
    """The screen on top, which must be of that kind."""
    screen: object = app.screen
    assert isinstance(screen, kind), type(screen).__name__
    return screen


def shown(pilot: Pilot[Any]) -> str:
    """All text that stands on the screen now."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def said(pilot: Pilot[Any]) -> str:
    """The same as running text, wherever lines were broken."""
    return " ".join(shown(pilot).split())
