"""Two copies worked on apart, merged on the screen: what came in, in words, and the way to what has two answers."""

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copyfile

import pytest

from coctui.casework import consent as leave
from coctui.casework import record
from coctui.casework.result import Refused
from coctui.host.filesystem import Place
from coctui.models.company_events import Consent
from coctui.screens import merge_card
from coctui.screens.case import CaseScreen
from coctui.screens.choose import ChooseSheet
from coctui.screens.merge_card import STOPPED, MergeCard, MergingCard
from coctui.screens.settings import SettingsScreen
from coctui.screens.verdict_card import Progress
from coctui.vault import arrival
from coctui.vault.arrival import Merged
from coctui.vault.door import Vault
from coctui.vault.errors import VaultError
from coctui.widgets.choice_list import ChoiceList
from coctui.widgets.reason import Reason
from tests.ui.room import PASSPHRASE, Told, on_top, press, said, shown, standing, story, telling, write


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A vault with one case."""
    with telling(tmp_path_factory.mktemp("story"), story) as told:
        yield told


@pytest.fixture
def told(once: Told, tmp_path: Path) -> Told:
    """Its file, for this test alone."""
    return once.copied(tmp_path)


def gloss_and_leave(vault: Vault, room: str, gloss: str, said: str, *, note: str = "") -> None:
    """What a holder does in one of the copies."""
    case = vault.case(room)
    acts = record.label(case, vault.me, gloss=gloss), leave.consent(case, vault.me, public=said)  # type: ignore[arg-type]
    for found in (*acts, *([record.note(case, vault.me, note)] if note else [])):
        assert not isinstance(found, Refused)
        vault.record(room, found)


def copy_of(told: Told) -> Path:
    """A second copy, in which Ilse worked."""
    other = Path(copyfile(told.path, told.path.with_name("hers é.coctui")))
    vault = Vault.open(other, "Ilse", PASSPHRASE, source=told.source("Ilse there"))
    gloss_and_leave(vault, told.room, "the pictures", "no", note="I spoke to them.")
    vault.lock()
    return other


def listening(vault: Vault, hear: Callable[[str], object]) -> Callable[..., Merged]:
    """Hear of each step that merging takes; the way it was before."""
    merge = vault.merge

    def watched(path: Path, progress: Progress, doing: Callable[[str], None]) -> Merged:
        def tell(words: str) -> None:
            hear(words)
            doing(words)

        return merge(path, progress, tell)

    vault.merge = watched  # type: ignore[method-assign, assignment]
    return merge


async def test_two_copies_meet(told: Told) -> None:
    """From the settings to the last of two answers: each step in words, both answers by name, the standing one may be it."""
    other = copy_of(told)
    there = other.read_bytes()
    here = told.vault("Noor")
    gloss_and_leave(here, told.room, "the chat", "yes")
    here.lock()
    async with standing(told, lambda: SettingsScreen(4), size=(80, 24)) as (app, pilot):
        vault = app.session.vault
        assert vault is not None
        steps = list[str]()
        listening(vault, steps.append)
        await press(pilot, "G", "enter")
        on_top(app, MergeCard)
        await press(pilot, "f2")
        assert merge_card.WHICH in said(pilot)
        await write(pilot, str(other))
        await press(pilot, "f2")
        card = on_top(app, MergingCard)
        assert steps == list(arrival.MERGING)
        assert "3 entries by Ilse" in said(pilot)
        assert arrival.STAYS in said(pilot)
        assert "two answers for the gloss, what there is leave for: choose" in said(pilot)
        assert "I spoke to them." not in shown(pilot)
        await press(pilot, "enter")
        for what, mine in (("the gloss", "the chat"), ("what there is leave for", "")):
            if isinstance(app.screen, CaseScreen):  # the first one lies over the case at once
                assert f"Two answers for {what}: choose." in said(pilot)
                await press(pilot, "space")
            sheet = on_top(app, ChooseSheet)
            assert mine in said(pilot)
            assert {"Ilse," in said(pilot), "you," in said(pilot)} == {True}
            standing_one = sheet.begin()["link"]
            if what == "the gloss":
                await press(pilot, "j", "space")  # the other one
                assert sheet.written()["link"] != standing_one
            await press(pilot, "f2")
            on_top(app, CaseScreen)
        case = vault.case(told.room)
        assert case.two_answers == ()
        assert case.label("gloss") == "the chat"
        assert isinstance(case.registers["consent reporter"].body, Consent)
        assert "Two answers" not in said(pilot)
        await press(pilot, "escape")
        assert app.screen is card
        assert not card.query(ChoiceList), "nothing is left to choose"
        await press(pilot, "escape")
        on_top(app, SettingsScreen)
    assert other.read_bytes() == there


async def test_what_is_not_merged(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong file, a network place, and esc while nothing is changed yet: said, and the path stands there to be put right."""
    other = copy_of(told)
    async with standing(told, lambda: SettingsScreen(4), size=(80, 24)) as (app, pilot):
        vault = app.session.vault
        assert vault is not None
        await press(pilot, "G", "enter")
        for path in ("~nobody-of-that-name/x", str(told.path), str(told.path.parent)):
            on_top(app, MergeCard).query_one("#path").value = path  # type: ignore[attr-defined]
            await press(pilot, "f2")
            on_top(app, MergingCard)
            assert "! " in shown(pilot)
            with pytest.raises(VaultError) as error:
                vault.merge(Path(path))
            assert error.value.sentence in said(pilot)
            await press(pilot, "escape")
        monkeypatch.setattr(merge_card, "examine", lambda _: Place(network="nfs"))
        await press(pilot, "f2")
        assert [one.reason for one in app.screen.query(Reason)] == [arrival.ON_A_NETWORK.format("nfs")]
        monkeypatch.setattr(merge_card, "examine", lambda _: Place(synced="Dropbox"))
        merge = listening(
            vault, lambda words: app.call_from_thread(app.simulate_key, "escape") if words == arrival.TAKING else None
        )
        before = vault.case(told.room)
        on_top(app, MergeCard).query_one("#path").value = str(other)  # type: ignore[attr-defined]
        await press(pilot, "f2")
        assert STOPPED.removeprefix("~ ") in said(pilot)
        vault.refresh()
        assert vault.case(told.room) == before
        await press(pilot, "escape")
        vault.merge = merge  # type: ignore[method-assign]
        await press(pilot, "f2")
        assert arrival.SYNCHRONISED.format("Dropbox") in said(pilot)
        assert len(vault.case(told.room).entries) == len(before.entries) + 3
