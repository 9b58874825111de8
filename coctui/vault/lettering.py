"""Writing a room's letters and its card anew: all of them, at every change of access (VAULT.md 1)."""

from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

from coctui.models.access import Access
from coctui.models.event import Letters
from coctui.models.roster import Team
from coctui.models.statement import Card, CardFacts
from coctui.vault.blob import Sealer, Unreadable, bind
from coctui.vault.branch import NewSet, Target, letters_of, replace_sets, sets_of
from coctui.vault.caseroom import CaseRoom
from coctui.vault.core import Core
from coctui.vault.errors import Damaged
from coctui.vault.letter import Address, Kind, digest_letters, write_letter
from coctui.vault.reading import CARD
from coctui.vault.room import RoomKey
from coctui.vault.store import RoomRow

CARD_SIZE = 1024
"""Bytes to which every card is padded before it is sealed."""


class Recipient(NamedTuple):
    """Whose letter: the public key to seal it to, and of which kind it is."""

    box: bytes
    kind: Kind


class Says(NamedTuple):
    """What a card is to say, and the salt of its digest."""

    facts: CardFacts
    salt: str


def case_recipients(access: Access) -> dict[bytes, Recipient]:
    """One letter for every seat on the team, whatever it may open; a keeper keeps theirs, even after removal."""
    kinds: dict[str, Kind] = {seat: "card" for seat, s in access.standings.items() if s.state == "asked"}
    kinds |= dict.fromkeys(access.cleared, "key")
    seats = dict(access.team.active)
    if access.keeper is not None:
        seats[access.keeper] = access.team.members[access.keeper]
        kinds[access.keeper] = "key"
    return {
        bytes.fromhex(seat): Recipient(bytes.fromhex(m.keys.box), kinds.get(seat, "nothing"))
        for seat, m in seats.items()
    }


def team_recipients(team: Team) -> dict[bytes, Recipient]:
    """The team room's key goes to each member and to each open invitation."""
    found = {bytes.fromhex(seat): Recipient(bytes.fromhex(m.keys.box), "key") for seat, m in team.active.items()}
    for invite in team.invites.values():
        found[bytes.fromhex(invite.keys.seat)] = Recipient(bytes.fromhex(invite.keys.box), "key")
    return found


def write_letters(
    core: Core, target: Target, recipients: Mapping[bytes, Recipient], number: int, says: Says | None
) -> Letters:
    """Write them into the file, and give what the event says of them; the team's room has no card.

    Where several branches of a room open, each gets letters of its own, lest a key be lost with its last letter.
    """
    made = [_write_set(core, target.room, key, recipients, number, says) for key in target.keys]
    replace_sets(core.store, target, made)
    letters, card = made[0].letters, made[0].card
    return Letters(
        generation=target.keys[0].generation.hex(),
        number=number,
        seats=tuple(sorted(seat.hex() for seat in letters)),
        digest=digest_letters(letters, card).hex(),
        facts=says.facts.digest(says.salt) if says is not None else "",
    )


def _write_set(
    core: Core, room: int, key: RoomKey, recipients: Mapping[bytes, Recipient], number: int, says: Says | None
) -> NewSet:
    card = seal_card(core, key, number, says) if says is not None else b""
    card_key = key.card_key(number)
    letters = {
        seat: write_letter(
            Address(core.vault, key.room, key.generation, seat),
            to.box,
            to.kind,
            key.key if to.kind == "key" else card_key,
        )
        for seat, to in recipients.items()
    }
    return NewSet(core.store.generation_number(room, key.generation), number, card, letters)


def card_now(core: Core, key: RoomKey) -> Card | None:
    """The card that lies in a case's room, for a holder; `None` where there is none yet, or it does not open."""
    rows = [row for row in sets_of(core.store, key.room) if row.generation == key.generation]
    for row in sorted(rows, key=lambda row: -row.number):
        with suppress(Unreadable):
            return open_card(core, key.room, row.number, key.card_key(row.number), row.card)
    return None


def card_with(core: Core, room: bytes, card_key: bytes) -> Card:
    """The card that an asked member's key opens; `Damaged` where there is none."""
    for row in sets_of(core.store, room):
        with suppress(Unreadable):
            return open_card(core, room, row.number, card_key, row.card)
    raise Damaged(code="card")


def saying(core: Core, before: Card | None, facts: CardFacts) -> Says:
    """Facts for the next card, with the salt of the one before if an answer to that is about these too."""
    same = before is not None and facts.digest(before.salt) == before.about
    return Says(facts, before.salt if before is not None and same else core.source.id())


def seal_card(core: Core, key: RoomKey, number: int, says: Says) -> bytes:
    """The card with that number, signed by this seat, padded to 1 KiB, sealed under its own key."""
    answer = key.answer_key(number).public_key().public_bytes_raw().hex()
    card = Card(
        vault=core.vault.hex(), room=key.room.hex(), number=number, facts=says.facts, salt=says.salt, by=core.me,
        answer=answer,
    )  # fmt: skip
    signed = card.model_copy(update={"signature": core.seat.sign(CARD, card.signed_bytes()).hex()})
    plain = signed.model_dump_json(exclude_defaults=True).encode()
    return Sealer(key.card_key(number)).seal(plain, _card_place(core.vault, key.room, number), CARD_SIZE)


def open_card(core: Core, room: bytes, number: int, card_key: bytes, sealed: bytes) -> Card:
    """What an asked member reads; `Unreadable` where it does not open or was not written by a member."""
    plain = Sealer(card_key).open(sealed, _card_place(core.vault, room, number))
    if len(plain) > CARD_SIZE:
        raise Unreadable
    try:
        card = Card.model_validate_json(plain)
    except ValueError:
        raise Unreadable from None
    right_place = card.room == room.hex() and card.number == number
    if not right_place or card.by not in core.team.members or not core.reader().signed(card, card.by, CARD):
        raise Unreadable
    return card


def _card_place(vault: bytes, room: bytes, number: int) -> bytes:
    return bind("card", vault, room, number.to_bytes(8, "big"))


def letters_fit(core: Core, room: CaseRoom) -> bool:
    """Whether the letters in the file are those that the newest event wrote; later seats wrote their own beside."""
    access = room.access
    sets = [row for row in sets_of(core.store, room.key.room) if row.branch in room.events.sets]
    newest = [row for row in sets if row.generation == room.key.generation]
    if not newest or len({row.link for row in sets}) > 1 or newest[0].number != access.number:
        return False
    letters = letters_of(core.store, newest[0])
    named = {seat: sealed for seat, sealed in letters.items() if seat.hex() in access.lettered}
    return digest_letters(named, newest[0].card).hex() == access.letters


def wrote(said: Letters, letters: Mapping[bytes, bytes], beside: RoomRow) -> bool:
    """Whether a set of letters in the file is what an event says that it wrote; later seats wrote their own beside."""
    named = {seat: sealed for seat, sealed in letters.items() if seat.hex() in said.seats}
    return digest_letters(named, beside.card).hex() == said.digest
