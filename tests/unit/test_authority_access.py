"""Who may do what to a case: the table of VAULT.md 4, act by act and seat by seat."""

from collections.abc import Callable

import pytest

from coctui.models.access_events import (
    ACCESS_BODIES,
    Admitted,
    Asked,
    Excluded,
    Lettered,
    Noted,
    Opened,
    Recused,
    Rotated,
    StandInNamed,
)
from coctui.models.authority import may
from coctui.models.content_events import NoteWritten
from coctui.models.event import Body
from coctui.models.team_events import Removed, Renewed, Restored
from tests.histories import HOLDERS, OTHERS, WHO, History, case_of_three, id_of, invitation_of, open_case, team_of_six


def kept_case() -> History:
    """The same case after all its holders left: Paz stepped aside last and is its keeper."""
    history = open_case()
    for who in HOLDERS:
        history.write(who, Recused())
    return history


Act = Callable[[History, str], Body]
ACTS: dict[str, Act] = {
    "opened": lambda h, who: Opened(code="frost-wren", third="moss"),
    "ask who is not yet": lambda h, who: Asked(seat=id_of("Noor")),
    "ask anew who is asked": lambda h, who: Asked(seat=id_of("Wanjiru")),
    "ask anew who stepped aside": lambda h, who: Asked(seat=id_of("Sunniva")),
    "ask anew who is excluded": lambda h, who: Asked(seat=id_of("Mirela")),
    "ask a holder": lambda h, who: Asked(seat=id_of("Paz")),
    "ask who was removed": lambda h, who: Asked(seat=id_of("Zofia")),
    "ask a stranger": lambda h, who: Asked(seat=id_of("Brisa")),
    "admit on the answer": lambda h, who: Admitted(seat=id_of("Wanjiru"), statement=h.says("Wanjiru", "no conflict")),
    "admit on another's answer": lambda h, who: Admitted(
        seat=id_of("Wanjiru"), statement=h.says("Noor", "no conflict")
    ),
    "admit on step aside": lambda h, who: Admitted(seat=id_of("Wanjiru"), statement=h.says("Wanjiru", "step aside")),
    "admit without a question": lambda h, who: Admitted(seat=id_of("Noor"), statement=h.says("Noor", "no conflict")),
    "admit on a word by voice": lambda h, who: Admitted(seat=id_of("Wanjiru")),
    "admit by voice who is not yet": lambda h, who: Admitted(seat=id_of("Noor")),
    "admit by voice who stepped aside": lambda h, who: Admitted(seat=id_of("Sunniva")),
    "admit by voice who is excluded": lambda h, who: Admitted(seat=id_of("Mirela")),
    "admit a holder": lambda h, who: Admitted(seat=id_of("Paz")),
    "admit who was removed": lambda h, who: Admitted(seat=id_of("Zofia")),
    "admit a stranger": lambda h, who: Admitted(seat=id_of("Brisa")),
    "note step aside": lambda h, who: Noted(statement=h.says("Wanjiru", "step aside")),
    "note a holder's step aside": lambda h, who: Noted(statement=h.says("Paz", "step aside", number=1, facts="1" * 64)),
    "note no conflict": lambda h, who: Noted(statement=h.says("Wanjiru", "no conflict")),
    "note a word from elsewhere": lambda h, who: Noted(
        statement=h.says("Wanjiru", "step aside", room=id_of("another"))
    ),
    "note a stranger's word": lambda h, who: Noted(statement=h.says("Brisa", "step aside")),
    "step aside": lambda h, who: Recused(),
    "exclude who is not yet": lambda h, who: Excluded(seat=id_of("Noor")),
    "exclude who is asked": lambda h, who: Excluded(seat=id_of("Wanjiru")),
    "exclude who stepped aside": lambda h, who: Excluded(seat=id_of("Sunniva")),
    "exclude who was removed": lambda h, who: Excluded(seat=id_of("Zofia")),
    "exclude a stranger": lambda h, who: Excluded(seat=id_of("Brisa")),
    "exclude a holder alone": lambda h, who: Excluded(seat=id_of("Oksana")),
    "exclude a holder on Paz's word": lambda h, who: Excluded(
        seat=id_of("Oksana"), motion=h.says("Paz", "exclude", target="Oksana")
    ),
    "exclude oneself": lambda h, who: Excluded(seat=id_of(who), motion=h.says("Paz", "exclude", target=who)),
    "name a stand-in": lambda h, who: StandInNamed(seat=id_of("Tamsin")),
    "name a stand-in who is no organizer": lambda h, who: StandInNamed(seat=id_of("Noor")),
    "name a stand-in who was removed": lambda h, who: StandInNamed(seat=id_of("Zofia")),
    "rotated": lambda h, who: Rotated(previous={h.access.generation or "0" * 32: "0" * 64}),
    "letters anew": lambda h, who: Lettered(),
    "an act of the team": lambda h, who: Restored(),
    "a word of the case": lambda h, who: NoteWritten(text="it was loud"),
}


def holders(code: str = "", **others: str) -> dict[str, str]:
    """The same answer for each holder but those named; nobody else may do anything."""
    return {**{who: others.get(who, code) for who in HOLDERS}, **dict.fromkeys(OTHERS, "not-cleared")}


TABLE: dict[str, dict[str, str]] = {
    "opened": dict.fromkeys(WHO, "already-open"),
    "ask who is not yet": holders(),
    "ask anew who is asked": holders(),
    "ask anew who stepped aside": holders(),
    "ask anew who is excluded": holders(),
    "ask a holder": holders("already-cleared"),
    "ask who was removed": holders("not-on-team"),
    "ask a stranger": holders("not-on-team"),
    "admit on the answer": holders(),
    "admit on another's answer": holders("answer-is-old"),
    "admit on step aside": holders("answer-is-old"),
    "admit without a question": holders("no-question"),
    "admit on a word by voice": holders(),
    "admit by voice who is not yet": holders(),
    "admit by voice who stepped aside": holders("must-be-asked-anew"),
    "admit by voice who is excluded": holders("must-be-asked-anew"),
    "admit a holder": holders("already-cleared"),
    "admit who was removed": holders("not-on-team"),
    "admit a stranger": holders("not-on-team"),
    "note step aside": holders(),
    "note a holder's step aside": holders(),
    "note no conflict": holders("answer-is-old"),
    "note a word from elsewhere": holders("answer-is-old"),
    "note a stranger's word": holders("answer-is-old"),
    "step aside": holders(),
    "exclude who is not yet": holders(),
    "exclude who is asked": holders(),
    "exclude who stepped aside": holders(),
    "exclude who was removed": holders("not-on-team"),
    "exclude a stranger": holders("not-on-team"),
    "exclude a holder alone": holders("needs-second", Oksana="step-aside-instead"),
    "exclude a holder on Paz's word": holders("needs-second", Ilse="", Oksana="step-aside-instead"),
    "exclude oneself": holders("step-aside-instead"),
    "name a stand-in": holders(),
    "name a stand-in who is no organizer": holders("not-organizer"),
    "name a stand-in who was removed": holders("not-organizer"),
    "rotated": holders(),
    "letters anew": holders(),
    "an act of the team": holders("unknown-act"),
    "a word of the case": holders("unknown-act"),
}
KEEPER: dict[str, str] = {
    "opened": "already-open",
    "ask who is not yet": "",
    "ask anew who stepped aside": "",
    "ask anew who is excluded": "",
    "ask a holder": "yourself",
    "ask who was removed": "not-on-team",
    "admit on the answer": "",
    "admit on a word by voice": "",
    "admit by voice who is not yet": "",
    "admit by voice who stepped aside": "must-be-asked-anew",
    "admit by voice who is excluded": "must-be-asked-anew",
    "admit a holder": "yourself",
    "admit who was removed": "not-on-team",
    "note step aside": "",
    "note no conflict": "answer-is-old",
    "step aside": "",
    "exclude who is not yet": "not-cleared",
    "exclude who is asked": "not-cleared",
    "exclude a holder on Paz's word": "not-cleared",
    "name a stand-in": "not-cleared",
    "rotated": "not-cleared",
    "letters anew": "",
    "an act of the team": "not-cleared",
    "a word of the case": "not-cleared",
}


def test_the_table_is_whole() -> None:
    """Every act of the access lane and every seat has its row."""
    history = open_case()
    assert {type(act(history, "Ilse")) for act in ACTS.values()} >= set(ACCESS_BODIES)
    assert set(TABLE) == set(ACTS) >= set(KEEPER)
    assert all(set(row) == set(WHO) for row in TABLE.values())


def judged(history: History, act: str, who: str) -> str:
    """The answer of authority, after the fold has given the same one."""
    body = ACTS[act](history, who)
    ruling = may(history.access, id_of(who), body, history.now)
    event = history.event(who, history.filled(who, body), lane="access", base=history.team.head)
    assert (act, who, history.steps(event) is not None) == (act, who, ruling.allowed)
    assert ruling.allowed == (ruling.code == "")
    return ruling.code


def test_the_table() -> None:
    """Before an act is made and when it is folded the answer is the same, and it is that of the table."""
    history = open_case()
    for act, row in TABLE.items():
        assert (act, {who: judged(history, act, who) for who in row}) == (act, row)


def test_the_table_of_a_keeper() -> None:
    """They ask, take up statements, admit and write letters for who comes after, and nothing else; others do nothing."""
    history = kept_case()
    assert history.access.keeper == id_of("Paz")
    assert not history.access.cleared
    for act, code in KEEPER.items():
        assert (act, judged(history, act, "Paz")) == (act, code)
        for who in WHO:
            if who != "Paz":
                assert (act, who, judged(history, act, who)) == (
                    act,
                    who,
                    "already-open" if act == "opened" else "not-cleared",
                )


def test_a_removed_keeper_keeps_to_the_same_table() -> None:
    """Removal changes nothing for them, save that there is nothing left to step aside from."""
    history = kept_case()
    history.write("Noor", Removed(seat=id_of("Paz")))
    assert history.access.keeper == id_of("Paz")
    for act, code in KEEPER.items():
        expected = {"step aside": "not-cleared", "ask a holder": "yourself", "admit a holder": "yourself"}.get(
            act, code
        )
        assert (act, judged(history, act, "Paz")) == (act, expected)


def test_any_member_opens_a_case_once() -> None:
    """Whatever their role; a stranger and a removed member do not, and nothing comes before."""
    history = team_of_six()
    history.join("Noor", "Zofia", "responder")
    history.write("Noor", Removed(seat=id_of("Zofia")))
    for who in ("Noor", "Ilse", "Paz", "Tamsin"):
        assert judged(history, "opened", who) == ""
    for who in ("Zofia", "Brisa"):
        assert judged(history, "opened", who) == "not-on-team"
    for act in ACTS:
        if act != "opened":
            assert (act, judged(history, act, "Ilse")) == (act, "not-open")


# ---------------------------------------------------------------------- stand-ins, renewal


def test_a_stand_in_is_asked_like_anybody_and_leads_once_cleared() -> None:
    """Until then nothing changes; who is out is asked anew by it."""
    history = case_of_three()
    history.write("Ilse", StandInNamed(seat=id_of("Tamsin")))
    access = history.access
    assert access.state(id_of("Tamsin")) == "asked"
    assert access.stand_ins == {id_of("Tamsin")}
    assert id_of("Tamsin") not in access.leads_in
    history.admit("Ilse", "Tamsin")
    assert id_of("Tamsin") in history.access.leads_in


def test_an_organizer_who_holds_the_case_is_named_without_being_asked_again() -> None:
    """The clearance stays; nobody names themself."""
    history = case_of_three()
    history.admit("Ilse", "Tamsin")
    assert may(history.access, id_of("Tamsin"), StandInNamed(seat=id_of("Tamsin")), history.now).code == "yourself"
    history.write("Ilse", StandInNamed(seat=id_of("Tamsin")))
    assert history.access.state(id_of("Tamsin")) == "cleared"
    assert id_of("Tamsin") in history.access.leads_in


CARRIED = {"cleared": "not yet", "asked": "not yet", "recused": "recused", "excluded": "excluded"}


@pytest.mark.parametrize(("before", "state"), CARRIED.items())
def test_a_renewed_seat_is_kept_from_what_the_old_one_was_kept_from(before: str, state: str) -> None:
    """Recusals and exclusions are carried over, twice too; clearance and questions are not."""
    history = case_of_three()
    match before:
        case "recused":
            history.write("Paz", Recused())
        case "excluded":
            history.exclude("Ilse", "Paz", second="Oksana")
        case "asked":
            history.write("Paz", Recused())
            history.ask("Ilse", "Paz")
        case _:
            pass
    for old, new in (("Paz", "Paz anew"), ("Paz anew", "Paz again")):
        made = invitation_of(new, "responder")
        history.write("Noor", Renewed(seat=id_of(old), invitation=made))
        history.accept(new, made)
        assert history.access.state(id_of(new)) == state
        body = Admitted(seat=id_of(new))
        assert may(history.access, id_of("Ilse"), body, history.now).code == (
            "must-be-asked-anew" if state != "not yet" else ""
        )
        assert may(history.access, id_of("Ilse"), Asked(seat=id_of(new)), history.now)


def test_who_comes_back_after_a_removal_is_still_kept_out() -> None:
    """Removed, then renewed: what the old seat was kept from comes along, and its cut stays as it was."""
    history = case_of_three()
    history.exclude("Ilse", "Paz", second="Oksana")
    history.write("Noor", Removed(seat=id_of("Paz")))
    cut = history.team.members[id_of("Paz")].cut
    made = invitation_of("Paz anew", "responder")
    history.put(history.event("Noor", Renewed(seat=id_of("Paz"), cut={id_of("writer Paz"): 10**9}, invitation=made)))
    history.accept("Paz anew", made)
    assert history.access.state(id_of("Paz anew")) == "excluded"
    assert history.team.members[id_of("Paz")].cut == cut
