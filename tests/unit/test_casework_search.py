"""Search in texts: where words stand, never what stands around them, and nothing that was replaced or struck."""

from types import UnionType
from typing import Literal, Union, get_args, get_origin, get_type_hints

import pytest

from coctui.casework import decision, record
from coctui.casework.search import ENTRY, PLACES, REPLACED, _written, found_in
from coctui.models import content_events as content
from coctui.models.event import Body
from coctui.models.items import VALUES, Person
from coctui.models.noun import Hash, Id, Noun
from tests.unit.casework_room import NOOR, Lanes


@pytest.fixture
def lanes() -> Lanes:
    """A case of Noor's with a mail from Sunniva."""
    lanes = Lanes()
    lanes.open(NOOR)
    return lanes


def test_each_place_is_named_once(lanes: Lanes) -> None:
    """Report, notes, items, people, files and decisions, whatever the case of the letters."""
    file = content.FileRef(id="1" * 32, name="Lobby.png", type="image/png", size=3, sha256="0" * 64)
    for acts in (
        (content.Attached(file=file),),
        record.note(lanes.case, NOOR, "In the lobby."),
        record.note(lanes.case, NOOR, "The LOBBY again."),
        record.item(lanes.case, NOOR, "where", "recorded", {"place": "near the lobby"}),
        record.person(
            lanes.case, NOOR, Person(id="2" * 32, code="Quartz", part="witness", handles={"chat": "lobbyist"})
        ),
        decision.determine(lanes.case, NOOR, "no action", "The lobby is closed."),
    ):
        lanes.do(NOOR, acts)
    assert found_in(lanes.case, " LobBy ") == (
        "the name of a file",
        "a note",
        "the determination",
        "Location",
        "person Quartz",
    )
    assert found_in(lanes.case, "sunniva@") == ("a report",)
    assert found_in(lanes.case, "") == found_in(lanes.case, "  ") == ()


def test_what_was_replaced_or_struck_is_not_found(lanes: Lanes) -> None:
    """An older value of an item, and a note that was taken out."""
    lanes.do(NOOR, record.item(lanes.case, NOOR, "where", "recorded", {"place": "the lobby"}))
    lanes.do(NOOR, record.item(lanes.case, NOOR, "where", "recorded", {"place": "the hall"}))
    case = lanes.do(NOOR, record.note(lanes.case, NOOR, "A wrong paste."))
    note = lanes.content[-1]
    assert found_in(case, "lobby") == ()
    assert found_in(case, "wrong paste") == ("a note",)
    struck = content.Strike(link=note.link, after=note.after, at=lanes.now, struck="note/1")
    assert found_in(lanes.do(NOOR, (struck,)), "wrong paste") == ()


def test_ids_and_words_of_our_own_are_no_text(lanes: Lanes) -> None:
    """A search for hex digits finds no seat; one for `recorded` or `mail` not every case."""
    case = lanes.do(NOOR, record.assign(lanes.case, NOOR, NOOR))
    assert found_in(case, NOOR[:6]) == ()
    assert found_in(case, "received/1") == ()
    assert found_in(case, "witness") == ()


@pytest.mark.parametrize("kind", [*PLACES, *REPLACED, *VALUES.values(), Person], ids=lambda kind: kind.__name__)
def test_every_text_of_a_kind_is_looked_at(kind: type[Noun]) -> None:
    """A field that holds a string is a text that people write, an id, or one word of ours: no new one is forgotten."""
    for name, hint in get_type_hints(kind, include_extras=True).items():
        if name in kind.model_fields and not _ours(hint):
            assert name in _written(kind), name


def _ours(hint: object) -> bool:
    if hint in (Id, Hash) or get_origin(hint) is Literal:
        return True
    if get_origin(hint) in (Union, UnionType, tuple):
        return all(_ours(inside) for inside in get_args(hint) if inside not in (type(None), ...))
    inside = get_args(hint)[0] if get_args(hint) else hint
    return not (inside is str or get_origin(hint) is dict)


def test_a_kind_without_a_place_is_found_too() -> None:
    """What a later version writes is an entry."""
    assert ENTRY not in PLACES.values()
    assert all(issubclass(kind, Body) for kind in PLACES)
