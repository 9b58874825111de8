"""Invitations: a code on paper or read aloud that makes a seat, once (VAULT.md 5).

The inviter never holds the new seat's seed: it is made where the code is used. One who uses the code first is found out,
because the invitee's code then says that it was already used.
"""

import base64

from coctui.models import team_events as kinds
from coctui.models.roster import Role
from coctui.vault.blob import Sealer, Unreadable, bind, derive, digest
from coctui.vault.branch import openings
from coctui.vault.core import Core
from coctui.vault.errors import NotAllowed, WrongCode
from coctui.vault.letter import Address, write_letter
from coctui.vault.reading import INVITED
from coctui.vault.room import RoomKey, team_room
from coctui.vault.seat import SEED, Seat
from coctui.vault.source import Source
from coctui.vault.store import Store
from coctui.vault.teamroom import joined, keys_model, read_team, record_team, roles_of

LETTERS = 26
"""Base32 letters: 130 bits, in groups of five and a last one of six."""


def new_code(source: Source) -> str:
    """A fresh code as it is printed: `ABCDE-FGHIJ-KLMNO-PQRST-UVWXYZ`."""
    letters = base64.b32encode(source.token(20)).decode()[:LETTERS]
    return "-".join([letters[0:5], letters[5:10], letters[10:15], letters[15:20], letters[20:26]])


def plain_code(code: str) -> str:
    """A code as typed, without what people add: spaces, dashes, small letters, 0 for O, 1 for I, 8 for B."""
    letters = "".join(c for c in code.upper() if c.isalnum()).translate(str.maketrans("018", "OIB"))
    if len(letters) != LETTERS or not letters.isascii():
        raise WrongCode
    return letters


def _slot(vault: bytes, code: str) -> tuple[bytes, bytes]:
    """Row id and key of an invitation. HKDF is enough for 130 random bits."""
    derived = derive(plain_code(code).encode(), "coctui invitation 1", vault, length=48)
    return derived[:16], derived[16:]


def invite(core: Core, name: str, roles: tuple[Role, ...], *, renews: str | None = None) -> str:
    """Write an invitation, inside `Store.writing()`; the code to hand over. Raises `NotAllowed`."""
    code, seed = new_code(core.source), core.source.token(SEED)
    id, key = _slot(core.vault, code)
    founding = bytes.fromhex(core.team.founded or "")
    sealed = Sealer(key).seal(seed + founding, bind("invitation", core.vault, id))
    core.store.run("INSERT INTO invitation (id, sealed) VALUES (?, ?)", id, sealed)
    made = kinds.Invitation(
        id=id.hex(), keys=keys_model(Seat(seed).public), name=name, roles=roles_of(roles),
        sealed=digest("coctui invitation row 1", sealed).hex(),
    )  # fmt: skip
    act = kinds.Invited(invitation=made) if renews is None else kinds.Renewed(seat=renews, invitation=made)
    record_team(core, [act])
    return code


def open_invitation(store: Store, vault: bytes, code: str) -> tuple[bytes, Seat, bytes]:
    """The row id, the invitation's own keys, and the founding link; `WrongCode` for none or a used one."""
    id, key = _slot(vault, code)
    row = store.one("SELECT sealed FROM invitation WHERE id = ?", id)
    try:
        plain = Sealer(key).open(row[0] if row else b"", bind("invitation", vault, id))
    except Unreadable:
        raise WrongCode from None
    return id, Seat(plain[:SEED]), plain[SEED:]


def take_up_invitation(core: Core, id: bytes, inviting: Seat, founding: bytes, name: str) -> None:
    """Join with the seat that `core` holds, inside `Store.writing()`: team event, letters, and one in every case room.

    The letters that the new seat writes itself are nobody's: it joins every room as somebody who may not open it.
    """
    opened = [each for each in openings(core, team_room(core.vault), inviting) if each.kind == "key"]
    if not opened:
        raise WrongCode
    read_team(core, RoomKey(core.vault, team_room(core.vault), opened[0].key), founding, inviting)
    if id.hex() not in core.team.invites:
        raise WrongCode
    proof = inviting.sign(INVITED, core.seat.id)
    act = joined(core, id.hex(), proof, name)
    _letters_to_nobody(core)
    record_team(core, [act])
    core.store.run("DELETE FROM invitation WHERE id = ?", id)
    core.drop_seat(inviting.id)


def _letters_to_nobody(core: Core) -> None:
    core.put_seat(core.seat.public)
    me = core.store.number("seat", core.seat.id)
    rows = core.store.rows(
        "SELECT r.n, r.id, g.n, g.name FROM room r JOIN generation g ON g.n = r.generation WHERE r.id <> ?",
        team_room(core.vault),
    )
    core.store.run_many(
        "INSERT INTO letter (room, seat, generation, sealed) VALUES (?, ?, ?, ?)",
        (
            (
                n,
                me,
                generation,
                write_letter(Address(core.vault, id, name, core.seat.id), bytes(32), "nothing", bytes(32)),
            )
            for n, id, generation, name in rows
        ),
    )


def withdraw(core: Core, invitation: str) -> None:
    """Take back an invitation, inside `Store.writing()`. Raises `NotAllowed`."""
    invite = core.team.invites.get(invitation)
    if invite is None:
        raise NotAllowed(code="invitation-used")
    record_team(core, [kinds.Withdrawn(invitation=invitation)])
    core.store.run("DELETE FROM invitation WHERE id = ?", bytes.fromhex(invitation))
    core.drop_seat(bytes.fromhex(invite.keys.seat))
