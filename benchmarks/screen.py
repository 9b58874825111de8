"""What a person would see: a program's output as a screen of cells, and the answers a terminal gives to questions.

pyte keeps the cells. It draws parts of sequences that it does not know, so each sequence is read here first and only
those that pyte understands are handed on.
"""

import re
from collections.abc import Callable

import pyte

_TOKEN = re.compile(
    r"(?P<plain>[^\x1b]+)"
    r"|\x1b\[(?P<prefix>[<=>?]?)(?P<numbers>[0-9;:]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    r"|\x1b\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|\x1b[PX^_](?P<string>[^\x1b]*)\x1b\\"
    r"|\x1b(?P<short>[ #%&()*+/][ -~]|[0-9=<>A-OQ-WYZa-z{|}~\\])"
)
_UNFINISHED = re.compile(r"\x1b(?:\[[<=>?]?[0-9;:]*[ -/]*|[\]PX^_][^\x1b]*\x1b?|[ #%&()*+/])?\Z")

ALTERNATE = {47, 1047, 1049}
SYNCHRONISED = 2026
IN_BAND_RESIZE = 2048
KNOWN_MODES = {1, 6, 7, 25, 1000, 1002, 1003, 1004, 1006, 1016, 2004, SYNCHRONISED, IN_BAND_RESIZE} | ALTERNATE
FOR_PYTE = {6, 7, 25}
CELL = (8, 16)
"""Width and height of a cell in pixels, for programs that ask."""


class Screen:
    """A terminal's face. `feed` it output; it answers through `reply`, unless it is mute."""

    def __init__(self, columns: int, rows: int, reply: Callable[[str], None] | None = None) -> None:
        self.columns, self.rows = columns, rows
        self.modes: set[int] = {7, 25}
        """Private modes that are on."""
        self.kitty: list[int] = []
        """Stack of keyboard flags that the program asked for; the last one holds."""
        self.title = ""
        self._reply = reply
        self._rest = ""
        self._last = " "
        self._normal = pyte.HistoryScreen(columns, rows, history=10_000)
        self._alternate = pyte.Screen(columns, rows)
        self._normal_stream, self._alternate_stream = pyte.Stream(self._normal), pyte.Stream(self._alternate)

    @property
    def alternate(self) -> bool:
        """Whether a full-screen program holds the screen."""
        return bool(self.modes & ALTERNATE)

    @property
    def cells(self) -> pyte.Screen:
        """The screen in sight, cell by cell: `cells.buffer[row][column]` has data, colours and `reverse`."""
        return self._alternate if self.alternate else self._normal

    @property
    def presented(self) -> bool:
        """Whether what stands here is in sight: within a synchronised frame a terminal shows the frame before."""
        return SYNCHRONISED not in self.modes

    def lines(self) -> list[str]:
        """The rows in sight, without the blanks at their ends."""
        return [line.rstrip() for line in self.cells.display]

    def text(self) -> str:
        """All of it as one text."""
        return "\n".join(self.lines())

    def left_behind(self) -> str:
        """The normal screen with everything that scrolled away: what is still there after a full-screen program."""
        above = ["".join(row[column].data for column in range(self.columns)) for row in self._normal.history.top]
        return "\n".join(line.rstrip() for line in [*above, *self._normal.display])

    def picture(self) -> tuple[object, ...]:
        """Everything visible, to compare with another moment: text, colours and cursor."""
        cells = self.cells
        rows = tuple(tuple(sorted(cells.buffer[row].items())) for row in range(self.rows))
        return (rows, cells.cursor.x, cells.cursor.y, cells.cursor.hidden)

    def resize(self, columns: int, rows: int) -> None:
        """The window has a new size; told in the output's own channel where the program asked for that."""
        self.columns, self.rows = columns, rows
        self._normal.resize(rows, columns)
        self._alternate.resize(rows, columns)
        if IN_BAND_RESIZE in self.modes:
            self._report_size()

    def feed(self, text: str, presented: Callable[[], bool] | None = None) -> bool:
        """Take output; ask `presented`, after each finished frame and at the end, whether what was looked for is there.

        True as soon as it is; what came after that frame is kept for the next call.
        """
        text, self._rest = self._rest + text, ""
        at = 0
        while at < len(text):
            token = _TOKEN.match(text, at)
            if token is None:
                if _UNFINISHED.match(text, at):
                    self._rest = text[at:]
                    break
                at += 1  # an escape byte that begins nothing
                continue
            at = token.end()
            framed = self._take(token)
            if framed and presented and presented():
                self._rest = text[at:]
                return True
        return bool(presented and self.presented and presented())

    def _take(self, token: re.Match[str]) -> bool:
        """Carry out one token; True when it ended a synchronised frame."""
        if (plain := token["plain"]) is not None:
            self._draw(plain)
            self._last = plain[-1] if plain[-1] >= " " else self._last
        elif (final := token["final"]) is not None:
            return self._control(token["prefix"], token["numbers"], token["between"], final)
        elif (osc := token["osc"]) is not None:
            self._command(osc)
        elif token["string"] is not None:
            self._question(token[0])
        elif len(token["short"]) == 1:
            self._draw(token[0])
        return False

    def _draw(self, text: str) -> None:
        (self._alternate_stream if self.alternate else self._normal_stream).feed(text)

    def _control(self, prefix: str, numbers: str, between: str, final: str) -> bool:
        values = [int(number) if number.isdigit() else 0 for number in numbers.split(";")] if numbers else []
        first = values[0] if values else 0
        if prefix == "?" and final in "hl" and not between:
            return self._set_modes(values, on=final == "h")
        if prefix or between or final in "cnt":
            self._ask(prefix, values, between, final)
        elif final == "b":
            self._draw(self._last * min(max(first, 1), 1000))
        elif final in "ST":
            self._scroll(min(max(first, 1), self.rows), down=final == "T")
        elif final == "m":
            self._draw(f"\x1b[{';'.join(part for part in numbers.split(';') if ':' not in part)}m")
        else:
            self._draw(f"\x1b[{numbers}{final}")
        return False

    def _scroll(self, count: int, *, down: bool) -> None:
        cells = self.cells
        x, y = cells.cursor.x, cells.cursor.y
        top, bottom = cells.margins or (0, self.rows - 1)
        for _ in range(count):
            cells.cursor.y = top if down else bottom
            (cells.reverse_index if down else cells.index)()
        cells.cursor.x, cells.cursor.y = x, y

    def _set_modes(self, modes: list[int], *, on: bool) -> bool:
        framed = not on and SYNCHRONISED in modes and SYNCHRONISED in self.modes
        if on and ALTERNATE & set(modes) and not self.alternate:
            self._alternate.reset()
        if on and IN_BAND_RESIZE in modes and self._reply:
            self._report_size()
        self.modes = self.modes | set(modes) if on else self.modes - set(modes)
        for mode in FOR_PYTE & set(modes):
            self._draw(f"\x1b[?{mode}{'h' if on else 'l'}")
        return framed

    # ------------------------------------------------------------ questions

    def _report_size(self) -> None:
        width, height = self.columns * CELL[0], self.rows * CELL[1]
        self._say(f"\x1b[48;{self.rows};{self.columns};{height};{width}t")

    def _say(self, text: str) -> None:
        if self._reply:
            self._reply(text)

    def _ask(self, prefix: str, values: list[int], between: str, final: str) -> None:
        first = values[0] if values else 0
        cursor = self.cells.cursor
        match (prefix, between, final, first):
            case ("?", "$", "p", mode):
                state = 0 if mode not in KNOWN_MODES else 1 if mode in self.modes else 2
                self._say(f"\x1b[?{mode};{state}$y")
            case (">" | "<" | "=" | "?", "", "u", flags):
                self._keyboard(prefix, flags)
            case ("", "", "c", _):
                self._say("\x1b[?62;22c")
            case (">", "", "c", _):
                self._say("\x1b[>1;10;0c")
            case (">", "", "q", _):
                self._say("\x1bP>|coctui-tests(1)\x1b\\")
            case ("", "", "n", 5):
                self._say("\x1b[0n")
            case ("", "", "n", 6):
                self._say(f"\x1b[{cursor.y + 1};{cursor.x + 1}R")
            case ("", "", "t", 18):
                self._say(f"\x1b[8;{self.rows};{self.columns}t")
            case ("", "", "t", 14):
                self._say(f"\x1b[4;{self.rows * CELL[1]};{self.columns * CELL[0]}t")
            case _:
                pass

    def _keyboard(self, prefix: str, flags: int) -> None:
        if not self._reply:  # a terminal that answers nothing knows no such protocol
            return
        if prefix == ">":
            self.kitty.append(flags)
        elif prefix == "<":
            del self.kitty[-max(flags, 1) :]
        elif prefix == "=":
            self.kitty[-1:] = [flags]
        else:
            self._say(f"\x1b[?{self.kitty[-1] if self.kitty else 0}u")

    def _command(self, body: str) -> None:
        code, _, rest = body.partition(";")
        if code in {"0", "2"}:
            self.title = rest
        elif rest == "?" and code in {"10", "11", "12"}:
            self._say(f"\x1b]{code};rgb:{'1010/1010/1010' if code == '11' else 'e0e0/e0e0/e0e0'}\x1b\\")

    def _question(self, whole: str) -> None:
        if whole.startswith("\x1bP$q"):
            self._say("\x1bP0$r\x1b\\")
        elif whole.startswith("\x1bP+q"):
            self._say("\x1bP0+r\x1b\\")
