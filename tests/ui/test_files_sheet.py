"""Files of a case: added sealed and unaltered, saved outside for one's own eyes, and the timeline tells of both."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coctui.models.content_events import Attached, ShownOutside
from coctui.screens.case import CaseScreen
from coctui.screens.files import FilesSheet
from coctui.widgets.fields import Field
from tests.ui.room import Desk, Told, form, on_top, press, said, shown, standing, telling, write

NARROW = (80, 24)
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


def story(desk: Desk) -> str:
    """One holder."""
    return desk.open(form())


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The story, told once."""
    with telling(tmp_path_factory.mktemp("story"), story, ("Noor",)) as told:
        yield told


@pytest.fixture
def told(once: Told, tmp_path: Path) -> Told:
    """Its file, for this test alone."""
    return once.copied(tmp_path)


async def test_added_and_saved(told: Told, tmp_path: Path) -> None:
    """A picture called a text is added as it is, and called what it looks like; saved, it is ours alone; never over another."""
    source, target = tmp_path / "cod\u202egpj.txt", tmp_path / "kept.png"
    source.write_bytes(PICTURE)
    async with standing(told, lambda: CaseScreen(told.room), size=NARROW) as (app, pilot):
        await press(pilot, "A")
        on_top(app, FilesSheet)
        assert "No file is kept with this case yet." in shown(pilot)
        app.screen.query_one("#attach", Field).value = str(source)
        await press(pilot, "f2")
        on_top(app, CaseScreen)
        assert app.session.vault is not None
        added = app.session.vault.case(told.room).entries[-1].body
        assert isinstance(added, Attached)
        assert (added.file.type, added.file.real_type, added.file.size) == ("text/plain", "image/png", len(PICTURE))
        await press(pilot, "A")
        assert "codgpj.txt" in shown(pilot)
        assert "looks like image/png" in shown(pilot)
        path = app.screen.query_one("#save", Field)
        assert path.value == "~/codgpj.txt"
        path.value = str(target)
        await press(pilot, "f2")
        assert target.read_bytes() == PICTURE
        assert target.stat().st_mode & 0o077 == 0
        assert app.session.vault.case(told.room).entries[-1].body == ShownOutside(how="saved", what="file")
        target.write_bytes(b"another")
        await press(pilot, "A")
        app.screen.query_one("#save", Field).value = str(target)
        await press(pilot, "f2")
        assert "There is a file of that name already" in said(pilot)
        assert target.read_bytes() == b"another"
        await pilot.click("#replace")
        await press(pilot)
        assert target.read_bytes() == PICTURE


async def test_what_cannot_be_added(told: Told, tmp_path: Path) -> None:
    """No file there, a folder, the same bytes once more: each said in words, without the path, and the sheet stays."""
    source = tmp_path / "a name nobody should read.txt"
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, "A")
        for path in (source, tmp_path):
            app.screen.query_one("#attach", Field).value = str(path)
            await press(pilot, "f2")
            on_top(app, FilesSheet)
            reason = app.screen.query_one("#trouble")
            assert "There is no file of that name." in said(pilot)
            assert "nobody" not in str(getattr(reason, "reason", ""))
        source.write_text("words", encoding="utf-8")
        for _ in range(2):
            app.screen.query_one("#attach", Field).focus()
            await press(pilot, "ctrl+u")
            await write(pilot, str(source))
            await press(pilot, "f2")
            if isinstance(app.screen, CaseScreen):
                await press(pilot, "A")
        assert "The same file is kept with this case already." in said(pilot)
        assert app.session.vault is not None
        assert len(app.session.vault.case(told.room).files) == 1
