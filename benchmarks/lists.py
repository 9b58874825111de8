"""A list on a terminal as whoever measures it sees it: which row is under the cursor, which rows are left, how to filter.

No figure is taken of a screen that only changed: each wait names the row that the keys should lead to.
"""

import re
import time
from collections.abc import Callable

from benchmarks.peers import SIZE, Program, gloss
from benchmarks.screen import Screen
from benchmarks.sealed import NAME, PASSPHRASE
from benchmarks.start import cpu_of
from benchmarks.terminal import Terminal

GLOSS = re.compile(r"g\d{5}")
LIST_AT = 22
"""The column where coctui's list begins, and the bar of its cursor stands."""
PATIENCE = 90.0
RATE = 30
"""Keys a second that a keyboard sends while one is held."""
QUIET = 0.2
"""Seconds without a tick of processor time after which a program is taken to wait for a key."""


class CaseInbox:
    """The program that is measured, unlocked."""

    name = "coctui"

    def __init__(self, program: Program, cases: int) -> None:
        self.cases = cases
        self.terminal = Terminal(program.argv, env=program.env, size=SIZE)
        self.door = self.terminal.wait(r"Passphrase[\s\S]*enter unlock", timeout=PATIENCE)
        """Milliseconds to the unlock screen."""
        self.door_cpu = cpu_of(self.terminal.process.pid)
        self.inbox = self.inbox_cpu = self.moved = self.whole = 0.0
        """From enter on, milliseconds: to the first row, to the cursor on the second one, to the list of all rows, checked."""

    def unlock(self) -> None:
        """Type, let everything be loaded as it is while a person types, then enter: milliseconds and CPU seconds of that."""
        self.terminal.type(NAME).press("tab").type(PASSPHRASE).wait(f"•{{{len(PASSPHRASE)}}}")
        self.rest()
        before = cpu_of(self.terminal.process.pid)
        first = gloss(0)
        self.terminal.press("enter")
        self.inbox = self.terminal.wait(lambda screen: under(screen) == first, timeout=PATIENCE)
        self.inbox_cpu = cpu_of(self.terminal.process.pid) - before

    def go_on(self) -> None:
        """A key as soon as a row is shown, and what it leads to; then wait for the count of all rows."""
        self.terminal.press("j")
        self.moved = self.inbox + self.terminal.wait(lambda screen: under(screen) == gloss(1), timeout=PATIENCE)
        whole = self.terminal.wait(lambda screen: title(screen).endswith(f" {self.cases:,}"), timeout=PATIENCE)
        self.whole = max(self.moved, self.inbox + whole)

    def leave(self) -> None:
        """Lock, so that the list is left somewhere."""
        self.terminal.press("g").wait(lambda screen: under(screen) == gloss(0), timeout=PATIENCE)
        self.terminal.press("Z").wait("Locked", timeout=PATIENCE)
        self.rest()

    def rest(self) -> None:
        """Wait until it waits."""
        wait_until_idle(self.terminal)

    def under(self, screen: Screen) -> str:
        """The gloss under the cursor."""
        return under(screen)

    def first(self) -> None:
        """Go to the first row."""
        self.terminal.press("g").wait(lambda screen: under(screen) == gloss(0), timeout=PATIENCE)
        self.rest_briefly()

    def filter(self, text: str) -> list[float]:
        """Type it letter by letter: milliseconds from each to the rows that it leaves."""
        found = []
        self.first()
        self.terminal.press("f").wait("filter", timeout=PATIENCE)
        self.rest_briefly()
        for length in range(1, len(text) + 1):
            self.terminal.press(text[length - 1])
            found.append(self.terminal.wait(self._left(text[:length]), timeout=PATIENCE))
        self.terminal.press("escape").wait(lambda screen: title(screen).endswith(f"━ {self.cases:,}"), timeout=PATIENCE)
        self.rest_briefly()
        return found

    def _left(self, text: str) -> Callable[[Screen], bool]:
        hits = [gloss(number) for number in range(self.cases) if text in gloss(number)]
        count = f" {len(hits):,} of {self.cases:,}" if len(hits) < self.cases else f" {self.cases:,}"

        def holds(screen: Screen) -> bool:
            shown = [found[0] for line in screen.lines()[3:30] if (found := GLOSS.findall(line))]
            return count in title(screen) and shown[:3] == hits[:3]

        return holds

    def rest_briefly(self) -> None:
        """Let what follows an act be done."""
        wait_until_idle(self.terminal, 0.05)


class MailIndex:
    """The mail program on its index."""

    name = "neomutt"

    def __init__(self, program: Program, mails: int) -> None:
        self.cases = mails
        self.terminal = Terminal(program.argv, env=program.env, size=SIZE)
        first = f"-> {gloss(0)}"
        self.index = self.terminal.wait(lambda screen: first in screen.text(), timeout=PATIENCE)
        self.index_cpu = cpu_of(self.terminal.process.pid)

    def under(self, screen: Screen) -> str:
        """The subject under the cursor."""
        return next((line[3:].strip() for line in screen.lines() if line.startswith("-> ")), "")

    def filter(self, text: str) -> list[float]:
        """Its `limit`, which filters on enter only: milliseconds from there."""
        self.terminal.type("l").wait("Limit to", timeout=PATIENCE)
        self.terminal.type(f"~s {text}").wait(lambda screen: screen.lines()[-1].endswith(text), timeout=PATIENCE)
        hits = [gloss(number) for number in range(self.cases) if text in gloss(number)]
        count = f"{len(hits)} of {self.cases}"
        self.terminal.press("enter")
        took = self.terminal.wait(
            lambda screen: (
                count in screen.text()
                and [line[3:].strip() for line in screen.lines()[1 : 1 + min(3, len(hits))]] == hits[:3]
            ),
            timeout=PATIENCE,
        )
        self.terminal.type("l").wait("Limit to", timeout=PATIENCE)
        self.terminal.press("ctrl+u").type("all").press("enter")
        self.terminal.wait("To view all messages", timeout=PATIENCE)
        return [took]

    def rest_briefly(self) -> None:
        """It draws before it waits."""


Listed = CaseInbox | MailIndex


def title(screen: Screen) -> str:
    """The rule over coctui's list."""
    return screen.lines()[2][LIST_AT:]


def under(screen: Screen) -> str:
    """The gloss in coctui's row under the cursor."""
    for line in screen.lines()[3:34]:
        if line[LIST_AT : LIST_AT + 1] == "▌" and (found := GLOSS.findall(line)):
            return str(found[0])
    return ""


def wait_until_idle(terminal: Terminal, quiet: float = QUIET) -> None:
    """Until a program took no processor time for that long: it has done what it does by itself."""
    pid, since = terminal.process.pid, time.monotonic()
    before = cpu_of(pid)
    while time.monotonic() - since < quiet:
        time.sleep(0.01)
        terminal.watch(bool)
        now = cpu_of(pid)
        if now != before:
            before, since = now, time.monotonic()


def move(listed: Listed, key: str, number: int) -> float:
    """Press a key that should lead to that row: milliseconds until the cursor is on it."""
    wanted = gloss(number)
    return listed.terminal.press(key).wait(lambda screen: listed.under(screen) == wanted, timeout=PATIENCE)


def page(listed: Listed) -> float:
    """Press page down: milliseconds until the cursor stands on a row that is at least half a window on."""
    before = int(listed.under(listed.terminal.screen)[1:])
    half = SIZE[1] // 3

    def turned(screen: Screen) -> bool:
        row = listed.under(screen)
        return bool(row) and int(row[1:]) >= min(before + half, listed.cases - 1)

    return listed.terminal.press("pagedown").wait(turned, timeout=PATIENCE)


class Held:
    """A key held for some seconds: how far the screen is behind when it is let go, and how many rows it stopped at."""

    def __init__(self, listed: Listed, start: int, presses: int) -> None:
        self.presses = presses
        self.rows: list[str] = []
        """Each row that a frame showed under the cursor."""
        terminal, first, last = listed.terminal, gloss(start), gloss(start + presses)

        def seen(screen: Screen) -> bool:
            row = listed.under(screen)
            if row not in ("", first) and (not self.rows or self.rows[-1] != row):
                self.rows.append(row)
            return row == last

        began = time.perf_counter()
        for press in range(presses):
            terminal.press("j")
            terminal.receive(began + (press + 1) / RATE - time.perf_counter())
        terminal.mark = began + (presses - 1) / RATE
        self.lag = terminal.wait(seen, timeout=PATIENCE)
        """Milliseconds from the last press to its row."""

    @property
    def share(self) -> float:
        """Rows that were shown on the way, of all."""
        return len(self.rows) / self.presses
