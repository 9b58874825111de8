"""Removal, renewal, invitations: who comes and goes, and what that does to the cases they could open."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from coctui.models.access_events import Asked, Excluded, Recused
from coctui.models.team_events import Compared, Removed, RoleChanged
from coctui.vault.door import Vault
from coctui.vault.errors import LongPassphrase, NotAllowed, Unknown, VaultError, WeakPassphrase, WrongCode, WrongKey
from coctui.vault.invitation import open_invitation
from coctui.vault.seat import Seat
from tests.faults.oracle_keys import Attackers
from tests.team import Crew


def test_a_card_goes_with_who_was_removed(tmp_path: Path) -> None:
    """Somebody asked and removed cannot read the card any more once a holder's coctui has worked."""
    crew = Crew.of(tmp_path)
    room = crew.case(asked=("Ilse",))
    seat: Seat = crew["Ilse"]._open.seat
    with closing(Attackers().begin(crew.path, crew["Noor"]._open.vault)) as attackers:
        attackers.join(seat)
        attackers.look()
        assert attackers.opens(seat.id.hex(), "card", room) == {True}
        crew["Noor"].manage(Removed(seat=seat.id.hex()))
        crew["Noor"].work(60)
        attackers.look()
        assert attackers.opens(seat.id.hex(), "card", room) == {False}
    assert crew["Noor"].verify().ok


def test_a_team_act_of_ones_own_stops_no_case(tmp_path: Path) -> None:
    """Who has just invited somebody, or renewed a former member, can go on in the cases they have open."""
    crew = Crew.of(tmp_path)
    room = crew.case(cleared=("Ilse",))
    crew["Noor"].case(room)
    crew["Noor"].invite("Paz", ("responder",))
    crew["Noor"].record(room, [Asked(seat=crew.seats["Oksana"])])
    crew["Ilse"].refresh()
    assert crew["Ilse"].case(room).access.state(crew.seats["Oksana"]) == "asked"
    assert crew["Ilse"].verify().ok


def test_a_former_keeper_hands_on_whatever_the_team_does_meanwhile(tmp_path: Path) -> None:
    """Who was removed as the last holder asks, lets in, and reads their own acts after the team has gone on."""
    crew = Crew.of(tmp_path, "Noor", "Ilse", "Oksana", "Paz")
    room = crew.case("Ilse")
    crew["Noor"].manage(Removed(seat=crew.seats["Ilse"]))
    keeper = crew.unlock("Ilse")
    keeper.record(room, [Asked(seat=crew.seats["Oksana"])])
    crew["Noor"].invite("Tamsin", ("lead",))
    crew.answer("Oksana", room)
    keeper = crew.unlock("Ilse")
    crew["Noor"].manage(Removed(seat=crew.seats["Paz"]))
    keeper.work(60)
    crew.settle("Oksana")
    assert crew.standing("Oksana", room) == "cleared"
    assert crew["Oksana"].verify().ok


def test_a_removed_keeper_does_not_know_who_was_removed_later(tmp_path: Path) -> None:
    """They take up the answer of somebody who was still on the team to them; then the case is open to nobody."""
    crew = Crew.of(tmp_path, "Noor", "Ilse", "Paz")
    room = crew.case("Ilse", asked=("Paz",))
    crew.answer("Paz", room)
    for name in ("Ilse", "Paz"):
        crew["Noor"].manage(Removed(seat=crew.seats[name]))
    crew.unlock("Ilse").work(60)
    for name in ("Ilse", "Paz"):
        with pytest.raises(NotAllowed):
            crew.unlock(name)


# Removal -------------------------------------------------------------------------------------------------------------


def test_who_was_removed_cannot_unlock_and_reads_why(tmp_path: Path) -> None:
    """One clear sentence, also in a program that is open; the same passphrase, and no word of any case."""
    crew = Crew.of(tmp_path)
    crew.case(cleared=("Ilse",))
    crew["Noor"].manage(Removed(seat=crew.seats["Ilse"]))
    with pytest.raises(NotAllowed) as here:
        crew["Ilse"].refresh()
    crew.lock("Ilse")
    with pytest.raises(NotAllowed) as later:
        crew.unlock("Ilse")
    for error in (here.value, later.value):
        assert (error.code, error.status) == ("not-on-team", 1)
        assert error.sentence == "You are no longer on this team. Ask a chair to invite you anew."


def test_a_removal_changes_the_teams_key_at_once_and_the_cases_at_a_stayers_unlock(tmp_path: Path) -> None:
    """The team's key in the same act, each case's when somebody who stays unlocks; nobody is shown how many."""
    crew = Crew.of(tmp_path)
    rooms = [crew.case(code=code, cleared=("Ilse",)) for code in ("amber-birch", "copper-finch")]
    hidden = crew.case("Ilse", "grey-heron")
    team, cases = crew["Noor"].team.generation, [crew["Noor"].case(room).access.generation for room in rooms]
    crew["Noor"].manage(Removed(seat=crew.seats["Ilse"]))
    assert crew["Noor"].team.generation != team
    assert [crew["Noor"].case(room).access.generation for room in rooms] == cases
    assert all(crew["Noor"].case(room).access.rotation_due for room in rooms)
    assert crew.unlock("Noor").work(60) == 2
    assert not set(cases) & {crew["Noor"].case(room).access.generation for room in rooms}
    assert crew["Noor"].verify().ok
    with pytest.raises(Unknown):
        crew["Noor"].case(hidden)


def test_what_somebody_wrote_counts_after_their_removal(tmp_path: Path) -> None:
    """Their entries stay; new ones past the removal would not count."""
    crew = Crew.of(tmp_path)
    room = crew.case("Ilse", cleared=("Noor",))
    crew["Noor"].refresh()
    before = len(crew["Noor"].case(room).entries)
    crew["Noor"].manage(Removed(seat=crew.seats["Ilse"]))
    crew["Noor"].work(60)
    case = crew["Noor"].case(room)
    assert len(case.entries) == before + 1
    assert case.aside == ()


def test_a_chair_is_removed_by_two_leads(tmp_path: Path) -> None:
    """One lead moves, another acts; one alone is refused, and the last lead is never removed."""
    crew = Crew.of(tmp_path, "Noor", "Ilse", "Tamsin")
    noor = Removed(seat=crew.seats["Noor"])
    with pytest.raises(NotAllowed) as alone:
        crew["Ilse"].manage(noor)
    assert alone.value.code == "needs-two-leads"
    assert crew["Tamsin"].move_removal(crew.seats["Noor"]) == 1
    crew["Ilse"].manage(noor)
    assert set(crew["Ilse"].team.active) == {crew.seats["Ilse"], crew.seats["Tamsin"]}
    crew["Tamsin"].refresh()
    crew["Tamsin"].manage(Removed(seat=crew.seats["Ilse"]))
    with pytest.raises(NotAllowed) as last:
        crew["Tamsin"].manage(Removed(seat=crew.seats["Tamsin"]))
    assert last.value.code == "last-senior"


# Renewal -------------------------------------------------------------------------------------------------------------


def test_a_renewed_seat_is_kept_from_what_the_old_one_was_kept_from(tmp_path: Path) -> None:
    """Excluded and recused carry over; cleared does not: asked once, like anybody."""
    crew = Crew.of(tmp_path)
    held = crew.case(cleared=("Ilse",))
    left = crew.case(code="copper-finch", cleared=("Ilse",))
    kept_from = crew.case(code="grey-heron", acts=[Excluded(seat=crew.seats["Ilse"])])
    crew["Ilse"].record(left, [Recused()])
    old = crew.seats["Ilse"]
    code = crew["Noor"].renew(old)
    with pytest.raises(NotAllowed):
        crew["Ilse"].refresh()
    crew.lock("Ilse")
    crew.accept("Ilse", code)
    crew.settle("Noor")
    new = crew.seats["Ilse"]
    assert new != old
    assert crew["Ilse"].member.roles == {"lead"}
    assert crew["Ilse"].rows() == ()
    states = [crew["Noor"].case(room).access.state(new) for room in (held, left, kept_from)]
    assert states == ["not yet", "recused", "excluded"]
    crew["Noor"].record(held, [Asked(seat=new)])
    crew.answer("Ilse", held)
    crew.settle("Noor")
    assert crew.standing("Ilse", held) == "cleared"


def test_the_old_way_in_is_closed_by_a_renewal(tmp_path: Path) -> None:
    """The old passphrase opens the old seat, which is no longer on the team."""
    crew = Crew.of(tmp_path)
    crew.accept("Ilse", crew["Noor"].renew(crew.seats["Ilse"]))
    crew.passphrases["Ilse"] = crew.passphrases["Ilse"].removesuffix(" anew")
    with pytest.raises(NotAllowed) as error:
        crew.unlock("Ilse")
    assert error.value.code == "not-on-team"


def _misread(code: str) -> str:
    return code.translate(str.maketrans("OIB", "018"))


# Invitations ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda code: code.replace("-", " "),
        lambda code: f"  {code.replace('-', '')}\n",
        _misread,
    ],
    ids=["small letters", "spaces", "no dashes", "0 for O, 1 for I, 8 for B"],
)
def test_a_code_may_be_typed_as_people_type(tmp_path: Path, typed: Callable[[str], str]) -> None:
    """Small letters, spaces, no dashes, and the digits that look like letters."""
    crew = Crew.of(tmp_path, "Noor")
    vault = crew.accept("Ilse", typed(crew["Noor"].invite("Ilse", ("lead",))))
    assert [member.name for member in vault.team.active.values()] == ["Noor", "Ilse"]


CODES = {
    "none": "",
    "short": "AAAAA",
    "unknown": "AAAAA-AAAAA-AAAAA-AAAAA-AAAAAA",
    "other letters": "ÄÄÄÄÄ-AAAAA-AAAAA-AAAAA-AAAAAA",
    "very long": "A" * 5_000,
}


@pytest.mark.parametrize("code", CODES.values(), ids=CODES)
def test_a_wrong_code_opens_nothing(tmp_path: Path, code: str) -> None:
    """One message whatever is wrong with it, exit 4, and nothing is written."""
    crew = Crew.of(tmp_path, "Noor")
    crew["Noor"].invite("Ilse", ("lead",))
    files = (crew.path, crew.path.with_name(crew.path.name + "-wal"))
    before = [file.read_bytes() for file in files]
    _refused(crew, code)
    assert [file.read_bytes() for file in files] == before


def test_a_code_is_used_once(tmp_path: Path) -> None:
    """Who finds it used is told to tell the team: somebody else may have read it."""
    crew = Crew.of(tmp_path, "Noor")
    code = crew["Noor"].invite("Ilse", ("lead",))
    crew.accept("Ilse", code)
    _refused(crew, code)
    crew["Noor"].refresh()
    assert len(crew["Noor"].team.active) == 2


def test_a_code_that_was_taken_back_opens_nothing(tmp_path: Path) -> None:
    """The same message, and the invitation is gone from the roster."""
    crew = Crew.of(tmp_path, "Noor")
    code = crew["Noor"].invite("Ilse", ("lead",))
    (invitation,) = crew["Noor"].team.invites
    crew["Noor"].withdraw(invitation)
    _refused(crew, code)
    assert crew["Noor"].team.invites == {}
    assert crew["Noor"].verify().ok


def _refused(crew: Crew, code: str) -> None:
    with pytest.raises(WrongCode) as error, crew.computer_of("Ilse"):
        Vault.accept(crew.path, name="Ilse", code=code, passphrase="Ilse keeps six plain words", source=crew.source)
    assert error.value.status == 4
    assert "tell the team" in error.value.sentence
    assert code[:5] == "" or code[:5] not in str(error.value)


def test_who_is_invited_needs_a_passphrase_and_a_name_of_their_own(tmp_path: Path) -> None:
    """A short or endless passphrase is refused before the code is spent; so is the way in that somebody already has."""
    crew = Crew.of(tmp_path, "Noor")
    code = crew["Noor"].invite("Ilse", ("lead",))
    taken = crew.passphrases["Noor"]
    wrong = ("Ilse", "six words", WeakPassphrase), ("Ilse", "x" * 501, LongPassphrase), ("noor", taken, WrongKey)
    for name, passphrase, refusal in wrong:
        with pytest.raises(VaultError) as error:
            Vault.accept(crew.path, name=name, code=code, passphrase=passphrase, source=crew.source)
        assert isinstance(error.value, refusal)
    assert crew.accept("Ilse", code).member.name == "Ilse"


def test_a_new_member_finds_no_case_and_a_letter_in_each(tmp_path: Path) -> None:
    """Whoever joins opens none of the cases that were there, and is asked like anybody."""
    crew = Crew.of(tmp_path, "Noor", "Ilse")
    room = crew.case()
    crew.join("Paz")
    assert crew["Paz"].rows() == ()
    letters = "SELECT COUNT(*) FROM letter WHERE room = (SELECT n FROM room WHERE id = ?)"
    assert crew["Paz"]._open.store.one(letters, bytes.fromhex(room)) == (3,)
    crew["Noor"].record(room, [Asked(seat=crew.seats["Paz"])])
    assert crew.standing("Paz", room) == "asked"
    assert crew["Noor"].verify().ok


def test_a_role_and_a_compared_key_show_on_every_roster(tmp_path: Path) -> None:
    """A chair changes roles; any member says that they compared a key; six words are the same for both."""
    crew = Crew.of(tmp_path)
    crew["Noor"].manage(RoleChanged(seat=crew.seats["Oksana"], roles=("responder", "lead")))
    crew["Ilse"].refresh()
    crew["Ilse"].manage(Compared(seat=crew.seats["Oksana"]))
    crew["Oksana"].refresh()
    assert crew["Oksana"].member.roles == {"responder", "lead"}
    assert crew["Oksana"].member.compared
    words = {crew[name].words(crew.seats["Oksana"]) for name in crew.open}
    assert len(words) == 1
    assert len(words.pop().split()) == 6
    with pytest.raises(NotAllowed):
        crew["Oksana"].manage(RoleChanged(seat=crew.seats["Ilse"], roles=("responder",)))


def test_a_code_that_was_taken_back_reads_nothing_of_the_team_from_then_on(tmp_path: Path) -> None:
    """Who has the code and an older copy of the file had the team's key: it changes with the withdrawal."""
    crew = Crew.of(tmp_path, "Noor")
    code = crew["Noor"].invite("Ilse", ("lead",))
    core = crew["Noor"]._open
    _, inviting, _ = open_invitation(core.store, core.vault, code)
    with closing(Attackers().begin(crew.path, core.vault)) as attackers:
        attackers.join(inviting)
        attackers.look()
        assert attackers.opens(inviting.id.hex(), "event", attackers.team) == {True}
        crew["Noor"].withdraw(next(iter(crew["Noor"].team.invites)))
        (changed,) = attackers.look()
        assert attackers.opens(inviting.id.hex(), "event", attackers.team) == {False}
        assert not list(attackers.left_behind(changed))
    assert not crew["Noor"].team.rotation_due
    assert crew.unlock("Noor").verify().ok
