"""Who may take words out of a case, before the act and for ever after (VAULT.md 3, 4)."""

from coctui.models.access import Access
from coctui.models.access_events import (
    StandInNamed,
)
from coctui.models.authority import may_strike, strikes
from coctui.models.content_events import NoteWritten, Strike
from coctui.models.event import Event, Struck
from tests.histories import HOLDERS, OTHERS, WHO, case_of_three, id_of, open_case


def strike_of(event: Event) -> Strike:
    """What is left of an event, told as it was."""
    return Strike(link=event.link, after=event.after, at=event.at, struck=event.body.kind)


def test_who_may_strike() -> None:
    """The author of the words or a lead, both only while they hold the case; never who may open it, never a strike."""
    history = open_case()
    note = history.write("Paz", NoteWritten(text="wrong paste"))
    access = history.access
    expected = {**dict.fromkeys(OTHERS, "not-cleared"), "Ilse": "", "Oksana": "", "Paz": ""}
    assert {who: may_strike(access, id_of(who), note).code for who in WHO} == expected
    own = history.write("Ilse", NoteWritten(text="other"))
    assert may_strike(access, id_of("Paz"), own).code == "author-or-lead-only"
    strike = history.write("Paz", strike_of(note))
    gone = Event(note.link, note.room, "content", note.seat, note.writer, note.seq, (), None, note.at, Struck())
    for event in (strike, history.access_lane[0], history.team_lane[0], gone):
        assert may_strike(access, id_of("Ilse"), event).code == "cannot-be-struck"


def test_a_cleared_stand_in_may_strike() -> None:
    """They are the lead of this case."""
    history = case_of_three()
    note = history.write("Paz", NoteWritten(text="wrong paste"))
    history.admit("Ilse", "Tamsin")
    assert may_strike(history.access, id_of("Tamsin"), note).code == "author-or-lead-only"
    history.write("Ilse", StandInNamed(seat=id_of("Tamsin")))
    assert may_strike(history.access, id_of("Tamsin"), note)


def test_a_strike_that_may_be_written_counts() -> None:
    """What casework allows the fold takes, for each seat and each kind of target."""
    history = open_case()
    targets = [history.write("Paz", NoteWritten(text="wrong paste")), history.write("Ilse", NoteWritten(text="mine"))]
    targets.append(history.write("Ilse", strike_of(targets[1])))
    targets.append(history.access_lane[0])
    access: Access = history.access
    for target in targets:
        for who in HOLDERS:
            event = history.event(who, strike_of(target))
            assert isinstance(event.body, Strike)
            assert strikes(access, event, event.body, target) == may_strike(access, id_of(who), target).allowed
