"""Pictures of the demo's screens for README and guide, and all of them on one sheet: `make pictures`.

The app runs without a terminal on a demo vault with a fixed clock; what its screens hold is drawn cell by cell with DejaVu
Sans Mono (on Debian: fonts-dejavu-core). A scene is a member, the keys that lead there, and a size.
"""

import asyncio
import os
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont
from rich.cells import cell_len
from rich.color import Color
from textual.pilot import Pilot
from textual.strip import Strip

from coctui.app import CoctuiApp
from coctui.cli.demo_team import PASSPHRASE, Stage
from coctui.vault.door import Vault
from coctui.vault.source import Source

HERE = Path(__file__).parent
NOW = datetime(2026, 12, 5, 14, 7, tzinfo=UTC)
WIDE, NARROW = (120, 40), (80, 24)
FONTS = tuple(
    Path("/usr/share/fonts", place) for place in ("truetype/dejavu", "TTF", "dejavu", "dejavu-sans-mono-fonts")
)
SIZE, THUMB, ACROSS, GAP = 15, 560, 4, 16
"""Pixels of a letter; of a picture on the sheet, how many stand in a row of it, and between them."""


class Scene(NamedTuple):
    """One picture: who sits there (nobody: locked; `-`: no vault yet), and which keys lead to it from the inbox."""

    name: str
    member: str
    keys: Sequence[str] = ()
    sizes: Sequence[tuple[int, int]] = (WIDE, NARROW)
    no_colour: bool = False


SCENES = (
    Scene("doors", "-"),
    Scene("unlock", ""),
    Scene("inbox", "Noor"),
    Scene("search", "Noor", ("slash", *"messages", "enter"), (WIDE,)),
    Scene("taking", "Noor", ("n", *"She is still there in the lobby, a man with a hoodie follows her")),
    Scene("who-may-see", "Noor", ("enter", "enter", "w")),
    Scene("card", "Noor", ("f", *"ceramic-birch", "enter", "enter")),
    Scene("people-first", "Noor", ("enter",)),
    Scene("case", "Noor", ("enter", "enter")),
    Scene("case-names", "Noor", ("enter", "enter", "u"), (WIDE,)),
    Scene("case-access", "Noor", ("enter", "enter", "2"), (NARROW,)),
    Scene("case-timeline", "Noor", ("enter", "enter", "3"), (NARROW,)),
    Scene("item", "Noor", ("enter", "enter", "e")),
    Scene("note", "Noor", ("enter", "enter", "o", *"She is well.")),
    Scene("assign", "Noor", ("enter", "enter", "a")),
    Scene("message", "Noor", ("enter", "enter", "m")),
    Scene("decide", "Noor", ("enter", "enter", "d")),
    Scene("decide-together", "Noor", ("enter", "enter", "v"), (WIDE,)),
    Scene("hand-over", "Noor", ("enter", "enter", "H"), (NARROW,)),
    Scene("consent", "Noor", ("enter", "enter", "c"), (NARROW,)),
    Scene("due", "Noor", ("P",), (WIDE,)),
    Scene("close", "Noor", ("enter", "enter", "X"), (NARROW,)),
    Scene("act-now", "Noor", ("enter", "enter", "f5")),
    Scene("step-aside", "Noor", ("enter", "enter", "R")),
    Scene("no-lead", "Oksana", ("f", *"somebody", "enter", "enter", "enter"), (WIDE,)),
    Scene("right-now", "Noor", ("exclamation_mark",)),
    Scene("right-now-locked", "", ("escape", "exclamation_mark"), (NARROW,)),
    Scene("debrief", "Noor", ("D",)),
    Scene("debrief-public", "Noor", ("D", "l"), (WIDE,)),
    Scene("team", "Noor", ("T", "j")),
    Scene("profile", "Noor", ("T", "e"), (NARROW,)),
    Scene("settings", "Noor", (",",)),
    Scene("settings-of-the-team", "Noor", (",", "2"), (WIDE,)),
    Scene("ways-in-and-copies", "Noor", (",", "5")),
    Scene("another-passphrase", "Noor", (",", "5", "enter"), (NARROW,)),
    Scene("verdict", "Noor", (",", "5", "j", "j", "j", "j", "j", "enter"), (NARROW,)),
    Scene("veil", "Noor", ("f9",), (NARROW,)),
    Scene("keys", "Noor", ("question_mark",)),
    Scene("inbox-as-the-excluded", "Paz"),
    Scene("inbox-no-colour", "Noor", (), (WIDE,), no_colour=True),
    Scene("case-no-colour", "Noor", ("enter", "enter"), (WIDE,), no_colour=True),
)


def main() -> None:
    """Draw all scenes, and the sheet."""
    fonts = _fonts()
    with tempfile.TemporaryDirectory() as folder:
        pictures: list[Image.Image] = []
        for scene in SCENES:
            for size in scene.sizes:
                path = Path(folder) / f"{len(pictures)}.coctui"  # what one scene did is not there in the next
                stage = Stage(path, 1, NOW)
                stage.play(16)
                stage.close()
                strips, ground = asyncio.run(_strips(path, scene, size, stage.source))
                picture = draw(strips, ground, size, fonts)
                picture.quantize(64).save(HERE / f"{scene.name}-{size[0]}x{size[1]}.png", optimize=True)
                pictures.append(picture)
    _sheet(pictures).quantize(128).save(HERE / "contact-sheet.png", optimize=True)


async def _strips(path: Path, scene: Scene, size: tuple[int, int], source: Source) -> tuple[list[Strip], str]:
    os.environ.pop("NO_COLOR", None)
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}  # whatever this terminal can show
    if scene.no_colour:
        os.environ["NO_COLOR"] = "1"
    app = CoctuiApp(path, now=NOW.timestamp, zone=UTC, encoding="utf-8", first=scene.member == "-")
    if scene.member.isalpha():
        app.session.vault = Vault.open(path, scene.member, PASSPHRASE, source=source)
    async with app.run_test(size=size) as pilot:
        if scene.member.isalpha():
            app.enter()
        await _rest(pilot)
        for key in scene.keys:
            await pilot.press({" ": "space", "-": "minus", ".": "full_stop", ",": "comma"}.get(key, key))
        await _rest(pilot)
        strips, ground = app.screen._compositor.render_strips(), app.screen.styles.background.hex6
        if (vault := app.session.drop()) is not None:
            vault.lock()
    return strips, ground


async def _rest(pilot: Pilot[int]) -> None:
    for _ in range(3):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


def draw(
    strips: list[Strip], ground: str, size: tuple[int, int], fonts: dict[str, ImageFont.FreeTypeFont]
) -> Image.Image:
    """The cells of a screen as a picture."""
    plain = fonts["Mono"]
    ascent, descent = plain.getmetrics()
    width, height = round(plain.getlength("M")), ascent + descent
    picture = Image.new("RGB", (width * size[0], height * size[1]), ground)
    pen = ImageDraw.Draw(picture)
    for y, strip in enumerate(strips):
        x = 0
        for text, style, control in strip:
            if control or not text:
                continue
            look = style or None
            ink, paper = _hex(look and look.color, "#ece6dc"), _hex(look and look.bgcolor, ground)
            if look and look.reverse:
                ink, paper = paper, ink
            cells = cell_len(text)
            pen.rectangle((x * width, y * height, (x + cells) * width - 1, (y + 1) * height - 1), fill=paper)
            font = fonts[
                "Mono"
                + ("-Bold" if look and look.bold else "")
                + ("-Oblique" if look and look.italic and not look.bold else "")
            ]
            at = x
            for letter in text:
                pen.text((at * width, y * height), letter, font=font, fill=ink)
                at += cell_len(letter)
            if look and look.underline:
                pen.line(
                    (x * width, y * height + ascent + 1, (x + cells) * width - 1, y * height + ascent + 1), fill=ink
                )
            x += cells
    return picture


def _hex(colour: Color | None, otherwise: str) -> str:
    return otherwise if colour is None or colour.is_default else colour.get_truecolor().hex


def _fonts() -> dict[str, ImageFont.FreeTypeFont]:
    folder = next((place for place in FONTS if (place / "DejaVuSansMono.ttf").exists()), None)
    if folder is None:
        raise SystemExit("Pictures are drawn with DejaVu Sans Mono, which is not here: install fonts-dejavu-core.")
    names = ("Mono", "Mono-Bold", "Mono-Oblique")
    return {name: ImageFont.truetype(str(folder / f"DejaVuSans{name}.ttf"), SIZE) for name in names}


def _sheet(pictures: list[Image.Image]) -> Image.Image:
    """All of them in rows, each as wide as the others."""
    small = [
        picture.resize((THUMB, THUMB * picture.height // picture.width), Image.Resampling.LANCZOS)
        for picture in pictures
    ]
    rows = [small[start : start + ACROSS] for start in range(0, len(small), ACROSS)]
    heights = [max(picture.height for picture in row) for row in rows]
    sheet = Image.new("RGB", (GAP + ACROSS * (THUMB + GAP), GAP + sum(height + GAP for height in heights)), "#303030")
    y = GAP
    for row, height in zip(rows, heights, strict=True):
        for place, picture in enumerate(row):
            sheet.paste(picture, (GAP + place * (THUMB + GAP), y))
        y += height + GAP
    return sheet


if __name__ == "__main__":
    main()
