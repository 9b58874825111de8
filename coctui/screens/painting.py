"""Paint what a key changed at once, not at the next tick of a clock, and nothing else with it.

Textual paints sixty times a second: what changes waits for the next tick, 8 ms in the middle and 17 ms at worst, which is
most of what one waits for when the cursor moves. Here a change is painted as soon as nothing else is waiting. Each key may
ask for three pictures (the letter, the list, what is known of the row), unless the next key waits already; other changes for
three within three frames. What is more waits for the tick, so that a burst costs no more pictures than before.

Textual also draws every row of every widget between the highest and the lowest change: two rows of the list and what is
known of the one under the cursor are the whole screen to it. Here only the rows that changed are drawn.
"""

from collections import deque
from collections.abc import Iterable
from functools import lru_cache
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from rich.color import ColorSystem
from textual import events
from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.screen import UPDATE_PERIOD, Screen

if TYPE_CHECKING:
    from rich.console import Console
    from rich.style import Style
    from textual.strip import Strip

# What is used of Textual here is private, hence the exact pin and tests/ui/test_painting.py.

T = TypeVar("T")
AT_ONCE = 3
"""Pictures that one key may ask for before the tick is waited for."""


class PaintsAtOnce(Screen[T], inherit_bindings=False):
    """A screen whose first changes after a key or a pause are painted without a delay. A change of layout that no key brought
    keeps Textual's pace.
    """

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name, id, classes)
        self._compositor = Bands()
        self._painted = deque([0.0] * AT_ONCE, AT_ONCE)
        self._at_once = 0
        """Pictures that the last key may still ask for."""

    def keyed(self, *, more: bool) -> None:
        """A key is on its way here; `more` if another one waits behind it."""
        self._at_once = 0 if more else AT_ONCE

    async def _on_idle(self, event: events.Idle) -> None:
        # Screen._on_idle runs after this and finds nothing to do.
        laid_out = self._layout_required or self._scroll_required
        if self._recompose_required or not (self._dirty_widgets or laid_out):
            return
        now = monotonic()
        if self._at_once or (not laid_out and now - self._painted[0] >= AT_ONCE * UPDATE_PERIOD):
            self._at_once = max(0, self._at_once - 1)
            self._painted.append(now)
            self._on_timer_update()


class Bands(Compositor):
    """Of each widget the rows that changed: bands of rows, each drawn by itself."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """What changed since the last picture."""
        dirty, screen = self._dirty_regions.copy(), self.size.region
        self._dirty_regions.clear()
        spans = list(self._regions_to_spans(dirty))
        if not spans:
            return None
        changed = {y for y, _, _ in spans}.__contains__
        rows: list[dict[int, Strip | None]] = [{}] * self.size.height
        for band in bands(region.intersection(screen) for region in dirty):
            part = self._render_chops(band, changed)
            rows[band.y : band.bottom] = part[band.y : band.bottom]  # type: ignore[assignment]  # one mapping a row
        return Rows(rows, [span for span in spans if span[0] < screen.height], [cut[1:] for cut in self.cuts])

    def _get_renders(self, crop: Region | None = None) -> "Iterable[tuple[Region, Region, list[Strip]]]":
        if crop is None or crop.size == self.size:
            yield from super()._get_renders(crop)
            return
        rows, bare = Region(0, crop.y, self.size.width, crop.height), [crop]
        for widget, (region, clip) in self.visible_widgets.items():  # those in front come first
            seen = region.intersection(clip).intersection(rows)
            if seen.area and any(seen.overlaps(part) for part in bare):
                yield region, seen, widget.render_lines(seen.translate(-region.offset))
                bare = [left for part in bare for left in without(part, seen)]
                if not bare:
                    return


def bands(regions: Iterable[Region]) -> list[Region]:
    """Regions that share rows, or whose rows follow upon each other, as one; from the top down."""
    found: list[Region] = []
    for region in sorted((each for each in regions if each.area), key=lambda each: each.y):
        if found and region.y <= found[-1].bottom:
            found[-1] = found[-1].union(region)
        else:
            found.append(region)
    return found


def without(region: Region, hole: Region) -> list[Region]:
    """What is left of a region outside of another: at most four parts."""
    hole = region.intersection(hole)
    if not hole.area:
        return [region]
    parts = (
        Region.from_corners(region.x, region.y, region.right, hole.y),
        Region.from_corners(region.x, hole.bottom, region.right, region.bottom),
        Region.from_corners(region.x, hole.y, hole.x, hole.bottom),
        Region.from_corners(hole.right, hole.y, region.right, hole.bottom),
    )
    return [part for part in parts if part.area]


class Rows(ChopsUpdate):
    """Pieces of rows on their way to the terminal. Textual makes an object for each move of the terminal's cursor (0.6 ms
    of a key) and ends each row with a line feed, which nobody needs.
    """

    def render_segments(self, console: "Console") -> str:
        """As the terminal reads it."""
        written = list[str]()
        for y, first, last in self.spans:
            for end, (x, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=True):
                if strip is not None and x < last and end > first:
                    shown = strip if end <= last else strip.crop(0, last - x)
                    written.append(f"\x1b[{y + 1};{x + 1}H{written_out(shown, console)}")
        return "".join(written)


def written_out(strip: "Strip", console: "Console") -> str:
    """A strip as the terminal reads it, kept with it: of each style only what differs from the one before.

    Textual begins each style anew: 25 KB of a list on 120 columns, for which a slow line takes long, instead of 14.
    """
    kept = strip._render_cache  # noqa: SLF001
    if kept is None:
        if any(style is not None and style.link for _, style, _ in strip):
            return strip.render(console)
        system = console._color_system or ColorSystem.TRUECOLOR  # noqa: SLF001
        parts, now = list[str](), PLAIN
        for text, style, _ in strip:
            wanted = PLAIN if style is None else inks(style, system)
            if wanted != now:
                parts.append(f"\x1b[{change(now, wanted)}m")
                now = wanted
            parts.append(text)
        if now != PLAIN:
            parts.append("\x1b[0m")
        kept = strip._render_cache = "".join(parts)  # noqa: SLF001
    return kept


class Inks(NamedTuple):
    """What a terminal is told of a style, in its codes: bold and the like, the colour, the ground."""

    ways: str
    colour: str
    ground: str


PLAIN = Inks("", "39", "49")


@lru_cache(4096)
def inks(style: "Style", system: "ColorSystem") -> Inks:
    """The codes of a style in so many colours."""
    colour, ground = style.color, style.bgcolor
    return Inks(
        style.without_color._make_ansi_codes(system),  # noqa: SLF001
        ";".join(colour.downgrade(system).get_ansi_codes()) if colour else PLAIN.colour,
        ";".join(ground.downgrade(system).get_ansi_codes(foreground=False)) if ground else PLAIN.ground,
    )


@lru_cache(4096)
def change(now: Inks, wanted: Inks) -> str:
    """The codes that lead from one to the other; from bold to less than bold by way of nothing."""
    start = [] if now.ways == wanted.ways or not now.ways else ["0"]
    before = PLAIN if start else now
    ways = [wanted.ways] if wanted.ways != before.ways else []
    colours = [to for of, to in zip(before[1:], wanted[1:], strict=True) if of != to]
    return ";".join([*start, *ways, *colours])
