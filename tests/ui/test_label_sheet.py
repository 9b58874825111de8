"""What the list says of a case, for one or for all marked ones; and a line for colleagues that tells nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coctui.host.clipboard import Copied
from coctui.screens.inbox import InboxScreen
from coctui.screens.inbox_acts import CALL
from coctui.screens.label import LabelManySheet, LabelSheet
from tests.ui.inbox_room import NARROW, WIDE, cases
from tests.ui.inbox_rows import stands
from tests.ui.room import Told, press, said, shown, standing, telling, write
from tests.ui.test_inbox_search import two_cases


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """Noor holds two cases, Oksana is asked about one."""
    with telling(tmp_path_factory.mktemp("label"), two_cases) as told:
        yield told


@pytest.mark.parametrize("size", [pytest.param(WIDE, marks=pytest.mark.slow), NARROW], ids=str)
async def test_a_gloss_is_changed_from_the_list_and_checked(told: Told, tmp_path: Path, size: tuple[int, int]) -> None:
    """A name in it is refused in words and nothing is lost; what was not changed is not recorded again."""
    async with standing(told.copied(tmp_path), InboxScreen, size=size) as (app, pilot):
        await press(pilot, "full_stop", *"sla", "enter", "e")
        stands(pilot, LabelSheet)
        await press(pilot, "end", *["backspace"] * 17)
        await write(pilot, "Ilse and the chat")
        await press(pilot, "f2")
        stands(pilot, LabelSheet)
        await press(pilot, "end", *["backspace"] * 17)
        await write(pilot, "the long lines")
        await press(pilot, "tab")
        await write(pilot, "contact")
        await press(pilot, "f2")
        stands(pilot, InboxScreen)
        row = cases(pilot).row
        assert row is not None
        assert (row.gloss, row.what, row.status) == ("the long lines", "contact", "open")
        assert "the long lines" in shown(pilot)
        vault = app.session.vault
        assert vault is not None
        body = vault.case(told.room).entries[-1].body
        assert getattr(body, "status", "") is None


async def test_marked_cases_are_labelled_together(told: Told, tmp_path: Path) -> None:
    """Each in its own timeline; the gloss of none. Marks are said, and go with esc or when it is done."""
    async with standing(told.copied(tmp_path), InboxScreen) as (_, pilot):
        await press(pilot, "x", "x")
        assert "2 marked" in shown(pilot)
        await press(pilot, "escape")
        assert "marked" not in shown(pilot)
        await press(pilot, "g", "x", "x", "e")
        stands(pilot, LabelManySheet)
        assert "copper-plover, slate-wren" in said(pilot)
        await write(pilot, "contact")
        await press(pilot, "tab", "tab", "l", "l", "f2")
        stands(pilot, InboxScreen)
        assert {(row.what, row.status) for row in cases(pilot).rows} == {("contact", "waiting")}
        assert {row.gloss for row in cases(pilot).rows} == {"the chat messages", "the shouting"}
        assert not cases(pilot).marked


async def test_a_case_that_one_does_not_hold_is_never_labelled(told: Told, tmp_path: Path) -> None:
    """A marked row that one was asked about stays as it is."""
    async with standing(told.copied(tmp_path), InboxScreen, name="Oksana") as (_, pilot):
        await press(pilot, "e")
        stands(pilot, InboxScreen)
        await press(pilot, "x", "e")
        stands(pilot, InboxScreen)
        assert "None of the marked cases can be written in." in said(pilot)


async def test_a_call_for_colleagues_is_the_same_whatever_there_is(
    told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For a holder, for who is asked, for who is excluded: nobody learns anything from it."""
    copied: list[str] = []

    def copy(text: str) -> Copied:
        copied.append(text)
        return Copied(True, "Copied.")

    for name in ("Noor", "Oksana", "Paz"):
        folder = tmp_path / name
        folder.mkdir()
        async with standing(told.copied(folder), InboxScreen, name=name) as (app, pilot):
            monkeypatch.setattr(app, "copy", copy)
            await press(pilot, "y")
    assert copied == [CALL] * 3
