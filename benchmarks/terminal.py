"""A program in a terminal of our own: press keys, wait until the screen shows something, read the clock.

    with Terminal([sys.executable, "-m", "coctui"], size=(80, 24)) as terminal:
        milliseconds = terminal.wait("passphrase")
        terminal.type("amber birch").press("enter")
        terminal.wait(lambda screen: "inbox" in screen.lines()[0])

Nothing here sleeps: a wait ends with the output that fulfils it, with the end of the program, or at its deadline.
Used by the benchmarks and by every test that needs a real terminal. Linux and macOS.
"""

import codecs
import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from benchmarks.keys import encode
from benchmarks.screen import Screen

Condition = str | re.Pattern[str] | Callable[[Screen], bool]
"""What to wait for: a regular expression found anywhere on the screen (`^` and `$` at rows), or a question to it."""

PATIENCE = 20.0
"""Seconds that a wait lasts at most; a loaded machine starts Textual in two."""

LOOK = 0.05
"""Seconds between looks whether the program ended while something it started still holds the terminal."""
MOST = 1 << 20
"""Bytes that are received at most before they are drawn: a program that never stops writing is looked at all the same."""
FULL = 4095
"""Bytes that a pseudo-terminal of Linux holds: who has written so many waits until they are read."""
BEGINS, ENDS = b"\x1b[?2026h", b"\x1b[?2026l"
"""Around a synchronised frame."""

FORGOTTEN = ("COLUMNS", "LINES", "TMUX", "STY", "TERM_PROGRAM", "WT_SESSION", "KITTY_WINDOW_ID", "VTE_VERSION")
"""Variables that would tell of the terminal around us."""

# The shell opens the terminal as the first of its session, which makes it the controlling one: no code runs between
# fork and exec, so this is safe beside threads. Then it becomes the program, under the same process id.
SPAWN = 'exec "$@" <>"$0" >&0 2>&0'


class NotShown(AssertionError):
    """What was waited for did not come; says why, and what stood there instead."""

    def __init__(self, until: Condition, why: str, screen: Screen) -> None:
        wanted = until if isinstance(until, str) else getattr(until, "pattern", "what was asked for")
        super().__init__(f"{why} before the screen showed {wanted!r}; it showed:\n{screen.text().rstrip()}")


class Terminal:
    """One program in one pseudo-terminal, from its start to its end.

    `size` is (columns, rows). `env` is laid over the own environment, None takes a variable away. `mute` is a terminal
    that answers no question and knows no protocol; otherwise one like kitty or foot.
    """

    def __init__(
        self,
        argv: Sequence[str | os.PathLike[str]],
        *,
        env: Mapping[str, str | None] | None = None,
        size: tuple[int, int] = (80, 24),
        cwd: str | os.PathLike[str] | None = None,
        mute: bool = False,
    ) -> None:
        self._answers: list[str] = []
        self.screen = Screen(*size, reply=None if mute else self._answers.append)
        self.raw = b""
        """Every byte received."""
        self.peak_rss = 0
        """Most memory ever resident, in bytes, as of the last wait; 0 where the system does not tell (not Linux)."""
        self._received: deque[tuple[bytes, float]] = deque()
        """Output that is not drawn yet, and when it came."""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._shown = 0.0
        self._over = False
        self._master, slave = os.openpty()
        self._set_size(*size)
        os.set_blocking(self._master, False)
        try:
            self.mark = time.perf_counter()
            self.process = subprocess.Popen(  # the caller says what to run
                ["/bin/sh", "-c", SPAWN, os.ttyname(slave), *(os.fspath(word) for word in argv)],
                stdin=slave,
                stdout=slave,
                stderr=slave,
                cwd=cwd,
                env=_environment(env or {}),
                start_new_session=True,
            )
        finally:
            os.close(slave)

    def __enter__(self) -> Self:
        """Itself; the program is killed on the way out."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """No program outlives its test."""
        self.kill()
        self.hang_up()

    # ------------------------------------------------------------ what a person does

    def press(self, *keys: str) -> Self:
        """Press keys one after the other: characters, or names as in `benchmarks.keys.encode`."""
        flags = self.screen.kitty[-1] if self.screen.kitty else 0
        return self.send("".join(encode(key, flags) for key in keys))

    def type(self, text: str) -> Self:
        """Type a text, key by key."""
        return self.press(*text)

    def paste(self, text: str) -> Self:
        """Paste a text, marked as such where the program asked for that."""
        return self.send(f"\x1b[200~{text}\x1b[201~" if 2004 in self.screen.modes else text)

    def send(self, data: str | bytes) -> Self:
        """Send bytes as they are; the clock of the next `wait` starts here."""
        self.mark = time.perf_counter()
        self._write(data.encode() if isinstance(data, str) else data)
        return self

    def resize(self, columns: int, rows: int) -> Self:
        """Give the window another size; the clock of the next `wait` starts here."""
        self.mark = time.perf_counter()
        self._set_size(columns, rows)
        self.screen.resize(columns, rows)
        self._reply()
        return self

    def hang_up(self) -> None:
        """Close the window: the program gets SIGHUP, nothing can be read any more."""
        if self._master >= 0:
            os.close(self._master)
            self._master, self._over = -1, True

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self.process.send_signal(number)

    def kill(self) -> None:
        """End the program and all it started, if they still run."""
        self._weigh()
        with contextlib.suppress(ProcessLookupError, PermissionError):  # already gone; macOS says it the second way
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)

    # ------------------------------------------------------------ what a person sees

    def text(self) -> str:
        """The screen as it stood at the last wait."""
        return self.screen.text()

    def wait(self, until: Condition, timeout: float = PATIENCE) -> float:
        """Read until the screen shows it; milliseconds to the output that did, from the start, key or resize before.

        NotShown: the deadline passed (`timeout` seconds) or the program ended first.
        """
        holds = self._question(until)
        deadline = time.perf_counter() + timeout
        found = self.screen.feed("", holds)
        while not found:
            if self._over and not self._received:
                raise NotShown(until, "the program ended", self.screen)
            if time.perf_counter() >= deadline:
                raise NotShown(until, f"{timeout:g} s passed", self.screen)
            found = self._read(deadline, holds)
        self._weigh()
        return max(0.0, (self._shown - self.mark) * 1000)

    def wait_change(self, timeout: float = PATIENCE) -> float:
        """Read until anything visible differs from now, a colour or the cursor too; milliseconds as in `wait`."""
        before = self.screen.picture()
        return self.wait(lambda screen: screen.picture() != before, timeout)

    def watch(self, look: Callable[[Screen], object], seconds: float = 0.0) -> None:
        """Read for so long, or what is there already, and show `look` the screen after each finished frame."""

        def shown() -> bool:
            look(self.screen)
            return False

        deadline = time.perf_counter() + seconds
        self._read(deadline, shown)
        while time.perf_counter() < deadline and not self._over:
            self._read(deadline, shown)

    def receive(self, seconds: float) -> None:
        """Receive for so long, and leave it to a later wait to draw it: who presses keys by the clock has no time for that."""
        deadline = time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0 and not self._over:
            self._take(left)

    def wait_exit(self, timeout: float = PATIENCE) -> int:
        """Read until the program ends; its exit status, negative for a signal. NotShown: it goes on."""
        deadline = time.perf_counter() + timeout
        while (self._received or not self._over) and time.perf_counter() < deadline:
            self._weigh()
            self._read(deadline, None)
        try:
            return self.process.wait(max(0.0, deadline - time.perf_counter()) + LOOK)
        except subprocess.TimeoutExpired:
            raise NotShown("its end", f"{timeout:g} s passed", self.screen) from None

    # ------------------------------------------------------------ inside

    def _question(self, until: Condition) -> Callable[[], bool]:
        if isinstance(until, str):
            until = re.compile(until, re.MULTILINE)
        if isinstance(until, re.Pattern):
            pattern = until
            return lambda: pattern.search(self.screen.text()) is not None
        question = until
        return lambda: question(self.screen)

    def _read(self, deadline: float, holds: Callable[[], bool] | None) -> bool:
        """Take what arrives next, all of it; True when a frame in it holds what is looked for."""
        if not self._received:
            self._receive(min(LOOK, max(0.0, deadline - time.perf_counter())))
        found = False
        while self._received and not found:
            chunk, self._shown = self._received.popleft()
            found = self.screen.feed(self._decoder.decode(chunk), holds)
        self._reply()
        return found

    def _receive(self, patience: float) -> None:
        """Receive all that is there before any of it is drawn: to the end of a frame, and while the program writes more than
        a terminal holds. Drawing 20 KB takes pyte 16 ms, for which the program would stand still with the rest in its hands,
        and which would count as its own.
        """
        size, tail, within = 0, b"", not self.screen.presented
        while size < MOST and (more := self._take(patience)):
            size, seen = size + len(more), tail + more
            begins, ends = seen.rfind(BEGINS), seen.rfind(ENDS)
            within = begins > ends if begins != ends else within
            tail = seen[1 - len(BEGINS) :]
            patience = LOOK if within or len(more) >= FULL else 0.0
        if not size and not self._over:
            self._over = self.process.poll() is not None

    def _take(self, patience: float) -> bytes:
        """One read of what is there within so many seconds."""
        if self._over or not select.select([self._master], [], [], patience)[0]:
            return b""
        try:
            more = os.read(self._master, 65536)
        except BlockingIOError:
            return b""
        except OSError:  # Linux says the end of a terminal this way
            more = b""
        if more:
            self._received.append((more, time.perf_counter()))
            self.raw += more
        self._over = not more
        return more

    def _reply(self) -> None:
        answers = "".join(self._answers)
        self._answers.clear()
        if answers and not self._over:
            self._write(answers.encode())

    def _write(self, data: bytes) -> None:
        deadline = time.perf_counter() + PATIENCE
        while data:
            try:
                data = data[os.write(self._master, data) :]
            except BlockingIOError:  # the program is busy writing: let it finish
                if time.perf_counter() > deadline:
                    raise NotShown("the keys", "the program stopped reading", self.screen) from None
                self._read(deadline, None)
            except OSError:
                self._over = True
                return

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _weigh(self) -> None:
        """Ask the kernel for the high-water mark: unlike `ru_maxrss` it knows nothing of the process before exec."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii", errors="replace")
        except OSError:
            return
        if found := re.search(r"^VmHWM:\s*(\d+) kB", status, re.MULTILINE):
            self.peak_rss = max(self.peak_rss, int(found[1]) * 1024)


def _environment(changes: Mapping[str, str | None]) -> dict[str, str]:
    base = {name: value for name, value in os.environ.items() if name not in FORGOTTEN}
    base |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}
    return {name: value for name, value in {**base, **changes}.items() if value is not None}
