"""Copies of one vault that were worked on apart, with their rows put together by hand: nothing beside the events helps."""

import shutil
from pathlib import Path

import pytest

from coctui.models.access_events import Asked, Excluded
from coctui.models.content_events import NoteWritten
from coctui.models.roster import Policy
from coctui.models.team_events import PolicyChanged
from tests.faults.sample import PASSPHRASES, Desk, open_as, tampering

CLEAR = "room, lane, seat, writer, seq, digest, link, signature, generation, sealed"


def union(desk: Desk, other: Path) -> None:
    """The rows of another copy that this one has not, put in by hand."""
    with tampering(desk.path) as file:
        file.execute("ATTACH ? AS other", (str(other),))
        file.execute("INSERT OR IGNORE INTO writer (id) SELECT id FROM other.writer")
        file.execute(
            "INSERT INTO generation (room, name, former) SELECT (SELECT n FROM room m WHERE m.id = r.id), g.name, g.former "
            "FROM other.generation g JOIN other.room r ON r.n = g.room WHERE g.name NOT IN (SELECT name FROM generation)"
        )
        file.execute(
            f"INSERT INTO event ({CLEAR}) SELECT (SELECT n FROM room m WHERE m.id = r.id), e.lane, (SELECT n FROM seat m "
            "WHERE m.id = s.id), (SELECT n FROM writer m WHERE m.id = w.id), e.seq, e.digest, e.link, e.signature, "
            "(SELECT n FROM generation m WHERE m.name = g.name), e.sealed FROM other.event e JOIN other.room r ON r.n = e.room "
            "JOIN other.seat s ON s.n = e.seat JOIN other.writer w ON w.n = e.writer JOIN other.generation g ON g.n = e.generation "
            "WHERE e.link NOT IN (SELECT link FROM event)"
        )


@pytest.fixture
def apart(desk: Desk, tmp_path: Path) -> Path:
    """A second copy of the vault, on Ilse's computer."""
    path = tmp_path / "hers" / "team.coctui"
    path.parent.mkdir()
    shutil.copyfile(desk.path, path)
    return path


def test_a_forked_access_lane_folds(desk: Desk, apart: Path) -> None:
    """Who may open a case was changed in two copies: what the other side did not know of counts, and the key changes."""
    noor, ilse = open_as(desk.path, "Noor"), open_as(apart, "Ilse")
    noor.record(desk.rooms[2], (Excluded(seat=desk.seats["Oksana"]),))
    ilse.record(desk.rooms[2], (Asked(seat=desk.seats["Oksana"]),))
    noor.lock()
    ilse.lock()
    union(desk, apart)
    noor = open_as(desk.path, "Noor")
    access = noor.case(desk.rooms[2]).access
    assert (access.state(desk.seats["Oksana"]), len(access.ends), access.rotation_due) == ("excluded", 2, True)
    assert noor.work(1.0)
    access = noor.case(desk.rooms[2]).access
    assert (access.state(desk.seats["Oksana"]), len(access.ends), access.rotation_due) == ("excluded", 1, False)
    assert noor.verify().ok
    noor.lock()


def test_a_forked_team_lane_folds(desk: Desk, apart: Path) -> None:
    """The team was changed in two copies: everybody opens it, and the first member at work makes it a line again."""
    noor, too = open_as(desk.path, "Noor"), open_as(apart, "Noor")
    noor.manage(PolicyChanged(policy=Policy(leads_out=1)))
    too.manage(PolicyChanged(policy=Policy(leads_out=4)))
    noor.lock()
    too.lock()
    union(desk, apart)
    policies = set()
    for name in (*PASSPHRASES, *PASSPHRASES):
        vault = open_as(desk.path, name)
        vault.work(1.0)
        policies.add(vault.team.policy.leads_out)
        assert len(vault.team.ends) == 1
        assert vault.verify().ok
        vault.lock()
    assert len(policies) == 1


def test_content_written_apart_is_no_fork(desk: Desk, apart: Path) -> None:
    """Two copies in which only notes were written meet without harm."""
    noor, ilse = open_as(desk.path, "Noor"), open_as(apart, "Ilse")
    noor.record(desk.rooms[2], (NoteWritten(text="here"),))
    ilse.record(desk.rooms[2], (NoteWritten(text="there"),))
    noor.lock()
    ilse.lock()
    union(desk, apart)
    noor = open_as(desk.path, "Noor")
    said = [event.body.text for event in noor.case(desk.rooms[2]).entries if isinstance(event.body, NoteWritten)]
    assert {"here", "there"} <= set(said)
    assert noor.verify().ok
    noor.record(desk.rooms[2], (Excluded(seat=desk.seats["Oksana"]),))
    noor.lock()
    noor = open_as(desk.path, "Noor")
    assert noor.verify().ok
    noor.lock()
