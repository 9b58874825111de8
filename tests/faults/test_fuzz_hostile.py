"""What a hostile file, code, key or typed text may make of us: our own errors, and bounded time and memory."""

import json
import time
import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coctui.models.event import CANONICAL
from coctui.models.expunge_events import Gone
from coctui.models.kinds import Unsound, decode
from coctui.models.wordless import COUNTED, left_of, wordless
from coctui.vault import paperkey
from coctui.vault.attachment import _join, _place
from coctui.vault.blob import Sealer, Unreadable, bind, pad, unpad
from coctui.vault.closer import look_closer, look_outside
from coctui.vault.core import Core
from coctui.vault.door import Vault
from coctui.vault.errors import Damaged, VaultError, WrongCode
from coctui.vault.invitation import _slot, open_invitation
from coctui.vault.kdf import FLOOR, composed, derive_slot, plain_name
from coctui.vault.letter import seal_to
from coctui.vault.lettering import _card_place, open_card
from coctui.vault.own import Own
from coctui.vault.page import Reader, _folder, _info, pages_of
from coctui.vault.parcels import open_parcel
from coctui.vault.room import RoomKey
from coctui.vault.seat import Seat
from coctui.vault.source import ReplaySource
from coctui.vault.store import Store
from coctui.vault.unlock import unlock
from tests.faults.sample import PASSPHRASES, START, Desk
from tests.faults.test_fuzz_bytes import ANY, CARD, JSON, STATEMENT, changed

VAULT, ROOM = b"v" * 16, b"r" * 16
SEAT = Seat(bytes(32))
KEY = RoomKey(VAULT, ROOM, bytes(32))
SECRET = bytes(range(32))
PAPER = paperkey.written(SECRET)
AS_JSON = JSON.map(lambda value: json.dumps(value).encode())


class OneInvitation:
    """A store with a single invitation."""

    def __init__(self, sealed: bytes) -> None:
        self.sealed = sealed

    def one(self, _: str, *__: object) -> tuple[bytes]:
        """That row."""
        return (self.sealed,)


class NoKeys:
    """A reader that knows no seat: nothing is signed by anybody."""

    def signed(self, *_: object) -> bool:
        """Never."""
        return False


class Bare(Core):
    """What opens parcels and cards, without a file."""

    def reader(self) -> Any:
        """One that knows nobody."""
        return NoKeys()


def core() -> Core:
    """That."""
    return Bare(cast("Store", None), VAULT, SEAT, ReplaySource(1, START), bytes(16), cast("Own", None))


def card_of(plain: bytes) -> object:
    """What whoever has the card key can make a reader of cards read."""
    sealed = Sealer(bytes(32)).seal(plain, _card_place(VAULT, ROOM, 1))
    return open_card(core(), ROOM, 1, bytes(32), sealed)


def answer_of(plain: bytes) -> object:
    """The same of who has the public half of an answer key, which is everybody asked."""
    return open_parcel(core(), ROOM, SEAT.box, seal_to(SEAT.public.box, pad(plain), bind("parcel", VAULT, ROOM)))


def event_of(raw: bytes) -> object:
    """The same of a member: an event whose bytes are in the one form, with these as its fields."""
    try:
        payload = json.loads(raw)
    except (ValueError, RecursionError):
        payload = raw.decode()
    whole = {"after": [], "at": "2026-12-05T12:00:00.000Z", "base": None, "kind": "note/1", "payload": payload}
    return decode(CANONICAL.encode(whole).encode() if isinstance(payload, dict) else raw, "content")


CODE = "ABCDE-FGHIJ-KLMNO-PQRST-UVWXY2"


@given(st.one_of(ANY, st.none(), st.integers()))
def test_invitations(sealed: Any) -> None:
    """A row that nobody sealed under the code is a wrong code."""
    with pytest.raises((WrongCode, TypeError)):
        open_invitation(cast("Store", OneInvitation(sealed)), VAULT, CODE)


@given(st.integers(0, 200), st.integers(1, 255))
def test_changed_invitations(at: int, by: int) -> None:
    """Nor does one of which a byte is another."""
    id, key = _slot(VAULT, CODE)
    whole = Sealer(key).seal(bytes(64), bind("invitation", VAULT, id))
    place = at % len(whole)
    sealed = whole[:place] + bytes([whole[place] ^ by]) + whole[place + 1 :]
    with pytest.raises(WrongCode):
        open_invitation(cast("Store", OneInvitation(sealed)), VAULT, CODE)


@given(st.one_of(changed(CARD), AS_JSON, ANY))
def test_cards_under_their_key(plain: bytes) -> None:
    """Whatever somebody with the card key sealed: a card that a member signed, or none."""
    with pytest.raises(Unreadable):
        card_of(plain)


@given(st.one_of(changed(STATEMENT), AS_JSON, ANY))
def test_answers_under_their_key(plain: bytes) -> None:
    """Whatever somebody sealed to an answer key: a statement that its seat signed, or none."""
    assert answer_of(plain) is None


ID = b"i" * 16
CHUNKS = [
    KEY.attachment(ID).seal(piece, _place(KEY, ID, n, n == 2)) for n, piece in enumerate((b"one", b"two", b"three"))
]


@given(
    st.one_of(
        st.lists(st.sampled_from(CHUNKS), max_size=5).filter(lambda rows: rows != CHUNKS),
        st.lists(ANY, min_size=1, max_size=3),
        st.integers(0, 2).flatmap(
            lambda at: changed(CHUNKS[at]).map(lambda new: [*CHUNKS[:at], new, *CHUNKS[at + 1 :]])
        ),
    )
)
def test_chunks(rows: list[bytes]) -> None:
    """Missing, moved, doubled, changed: an attachment is whole, or damaged."""
    assert _join(CHUNKS, KEY, ID) == b"onetwothree"
    if rows:
        with pytest.raises(Damaged):
            _join(rows, KEY, ID)


@given(st.one_of(st.text(max_size=450), st.integers(0, 64).map(lambda at: PAPER[:at] + PAPER[at + 1 :])))
def test_paper_keys(text: str) -> None:
    """Any text: the key, slips, or nothing; and the message never holds what was typed."""
    secret = paperkey.read(text)
    assert secret is None or paperkey.written(secret) == paperkey.written(secret).upper()
    said = paperkey.misread(text)
    assert len(said) < 200
    assert not said or set(said) <= set(
        "Groups 0123456789, and of this paper key was were not read rightly. Look at the paper again, and type it once more."
    )


FIELDS = ["text", "kind", "state", "value", "outcome", "channel", "what"]


@given(
    st.sampled_from([*COUNTED, "note/1", "opened/1", ""]),
    st.one_of(
        st.none(),
        st.dictionaries(
            st.sampled_from(["text", "kind", "state", "value", "outcome", "channel", "what"]), JSON, max_size=4
        ),
    ),
)
def test_what_is_left_of_expunged_entries(struck: str, left: Any) -> None:
    """Nothing, or an entry without words."""
    body = left_of(Gone(link="0" * 64, after=(), at=START, struck=struck, left=left))
    assert body is None or wordless(body) == body


@given(st.one_of(ANY, AS_JSON))
def test_pages(plain: bytes) -> None:
    """Pages that were written while locked: text, or left where they are."""
    reader = Reader(VAULT, SEAT.public)
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    for name, sealed in (
        ("raw", plain),
        ("sealed", seal_to(SEAT.public.box, pad(plain), _info(reader, "sealed"))),
    ):
        (folder / f"{reader.shelf}.{name}.page").write_bytes(sealed)
    for _, key, text in pages_of(VAULT, SEAT):
        assert key == "page sealed"
        assert text.encode() == plain


# The whole file ---------------------------------------------------------------------------------------------------------


def closer(path: Path, name: str, why: VaultError) -> str:
    """Look at a vault row by row; it cannot be whole."""
    try:
        unlocked = unlock(path, name, PASSPHRASES[name], ReplaySource(3, START))
    except VaultError as error:
        return error.code
    assert not look_closer(unlocked, why).ok
    return "looked closer"


def looked_at(path: Path, name: str) -> str:
    """What `verify` of a broken file comes to: an error of ours, or a verdict."""
    try:
        unlocked = unlock(path, name, PASSPHRASES[name], ReplaySource(3, START))
    except VaultError as error:
        try:
            return f"{error.code} {look_outside(path).ok}"
        except VaultError as worse:
            return worse.code
    try:
        vault = Vault.load(unlocked)
    except VaultError as error:
        return closer(path, name, error)
    verdict = vault.verify()
    vault.lock()
    return "whole" if verdict.ok else "verified"


def broken(whole: bytes, at: int) -> bytes:
    """A run of bytes zeroed, one changed, or the rest cut off."""
    match at % 3:
        case 0:
            return whole[:at] + bytes(min(64, len(whole) - at)) + whole[at + 64 :]
        case 1:
            return whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]
        case _:
            return whole[:at] + bytes(len(whole) - at)


@pytest.mark.parametrize("name", ["Noor", "Oksana"])
def test_a_broken_file_is_looked_at(desk: Desk, name: str) -> None:
    """Wherever it is broken, `verify` has an answer; the vault opens, or says so and is looked at row by row."""
    seen: set[str] = set()
    for at in range(100, len(desk.bytes), max(1, len(desk.bytes) // 60) | 1):
        desk.restore(anchor=bool(at % 2))
        desk.path.write_bytes(broken(desk.bytes, at))
        seen.add(looked_at(desk.path, name))
    assert "looked closer" in seen


# Time and memory --------------------------------------------------------------------------------------------------------

MEGA = 1_000_000
HOSTILE: dict[str, bytes] = {
    "nested lists": b"[" * MEGA,
    "nested objects": b'{"a":' * (MEGA // 5),
    "a long number": b"9" * MEGA,
    "a long exponent": b"1e" + b"9" * 1000,
    "many keys": ("{" + ",".join(f'"{n}":0' for n in range(40_000)) + "}").encode(),
    "a long list": b"[" + b"0," * 200_000 + b"0]",
    "zeros": bytes(MEGA),
}
READERS: dict[str, Callable[[bytes], object]] = {
    "event": lambda raw: decode(raw, "content"),
    "event of a member": event_of,
    "card": card_of,
    "answer": answer_of,
    "padding": unpad,
    "paper key": lambda raw: paperkey.read(raw.decode()),
    "name": lambda raw: plain_name(raw.decode()),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_megabyte_costs_little(what: str) -> None:
    """Every reader of foreign bytes refuses it with what it promises, in so many times its size of memory.

    Thirty times is what 100,000 numbers and texts of JSON take; a hundred what as many fields that no model has take.
    """
    raw = HOSTILE[what]
    for name, read in READERS.items():
        tracemalloc.start()
        with suppress(Unsound, ValueError, Unreadable):
            read(raw)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < (200 if name == "event of a member" else 40) * MEGA, name


MARKS = "a" + "\u0315\u0300\u0327" * 300_000


@pytest.mark.parametrize(
    "act", [composed, plain_name, paperkey.read, paperkey.misread, lambda text: derive_slot(VAULT, text, text, FLOOR)]
)
def test_marks_without_end_take_no_time(act: Callable[[str], object]) -> None:
    """Nearly a megabyte of marks on one letter: put in order as they are, it would take minutes; seconds are far too many already."""
    began = time.process_time()
    act(MARKS)
    assert time.process_time() - began < 20


@given(st.text(st.sampled_from("ae\u0301\u0327\u0315é漢\u1100\u1161"), max_size=60), st.integers(0, 3))
def test_composing_in_pieces_is_composing(text: str, times: int) -> None:
    """Where no letter has more than thirty marks, a long passphrase is what NFC makes of it."""
    import unicodedata

    long = (text[:25] + "x") * (100 * times) + text[:25]
    assert composed(long) == unicodedata.normalize("NFC", long)
