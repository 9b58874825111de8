"""Arbitrary and changed bytes in every decoder: only the exceptions that each of them promises, and in bounded time."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from coctui.models.event import encode
from coctui.models.kinds import Unsound, decode
from coctui.models.row import Glance
from coctui.models.statement import Card, Statement
from coctui.vault.anchor import Anchor
from coctui.vault.blob import NONCE, OVERHEAD, Sealer, Unreadable, pad, padded_length, unpad
from coctui.vault.errors import TooNew, WrongCode, WrongKey
from coctui.vault.invitation import plain_code
from coctui.vault.kdf import Cost, plain_name, plausible
from coctui.vault.letter import Address, open_letter, open_sealed, seal_to, write_letter
from coctui.vault.lines import HELD, LINE, STUB, LineKeys, Lines
from coctui.vault.own import Own
from coctui.vault.passphrase import as_words
from coctui.vault.room import RoomKey
from coctui.vault.seat import PublicKeys, Seat, verify
from coctui.vault.snapshot import (
    CHECKED,
    GLANCE,
    LENGTH,
    LINES,
    MARKS,
    Caches,
    Snapshot,
    _place,
    read_glance,
    read_lines,
    read_snapshot,
    seal_snapshot,
)  # fmt: skip
from coctui.vault.source import ReplaySource
from coctui.vault.store import Store
from coctui.vault.trail import tips_from_json
from coctui.vault.unlock import PASSPHRASE, Slot, open_slot, seal_slot
from tests.faults.sample import START
from tests.unit.test_vectors import vector

VAULT, ROW = b"v" * 16, b"r" * 16
SEAT = Seat(bytes(32))
SEALER = Sealer(bytes(32))
ADDRESS = Address(VAULT, ROW, ROW, SEAT.id)
LETTER = write_letter(ADDRESS, SEAT.public.box, "key", bytes(32))
PARCEL = seal_to(SEAT.public.box, pad(b"{}", 1024), b"")
SLOT = seal_slot(VAULT, Slot(ROW, PASSPHRASE, bytes(32)), bytes(32), bytes(32))
EVENT = vector("event")["bytes"].encode()
CARD = bytes.fromhex(vector("card")["card"]["blob"]["plain"])
STATEMENT = vector("card")["statement"]["json"].encode()
ANY = st.binary(max_size=2_000)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


def changed(whole: bytes) -> st.SearchStrategy[bytes]:
    """Bytes cut, lengthened, or with some of them others; never the same."""
    place = st.integers(0, max(len(whole) - 1, 0))
    flipped = st.tuples(place, st.integers(1, 255)).map(
        lambda at: whole[: at[0]] + bytes([whole[at[0]] ^ at[1]]) + whole[at[0] + 1 :]
    )
    cut = place.map(lambda length: whole[:length])
    longer = st.binary(min_size=1, max_size=40).map(lambda tail: whole + tail)
    return st.one_of(flipped, cut, longer, ANY.filter(lambda other: other != whole))


@given(changed(SEALER.seal(b"some words", b"place")))
def test_blobs(blob: bytes) -> None:
    """No changed blob opens."""
    with pytest.raises(Unreadable):
        SEALER.open(blob, b"place")


@given(ANY)
def test_padding(plain: bytes) -> None:
    """What is padded comes back, at a length that tells at most an eighth; everything else is refused or plain."""
    assert unpad(pad(plain)) == plain
    assert len(plain) + 1 <= len(pad(plain)) == padded_length(len(plain) + 1) <= (len(plain) + 1) * 1.125 + 1
    try:
        inside = unpad(plain)
    except Unreadable:
        return
    assert plain.startswith(inside + b"\x80")


@given(st.integers(0, 2**40))
def test_padded_lengths(length: int) -> None:
    """Longer, never shorter, and the same again for what is padded already."""
    padded = padded_length(length)
    assert length <= padded <= length * 1.125 + 1
    assert padded_length(padded) == padded


@given(changed(SLOT), st.integers(0, 255))
def test_slots(slot: bytes, kind: int) -> None:
    """A changed slot is told as a wrong passphrase."""
    with pytest.raises(WrongKey):
        open_slot(VAULT, Slot(ROW, kind, bytes(32)), slot)


@given(changed(LETTER))
def test_letters(letter: bytes) -> None:
    """A changed letter is nobody's."""
    assert open_letter(ADDRESS, SEAT.box, letter) is None


@given(st.binary(min_size=32, max_size=32), st.sampled_from(["key", "card", "nothing"]))
def test_letters_to_any_key(box: bytes, kind: Any) -> None:
    """Whatever 32 bytes somebody joined with, a letter of the same length is written."""
    assert len(write_letter(ADDRESS, box, kind, bytes(32))) == len(LETTER)


@pytest.mark.parametrize("box", [bytes(32), b"\x01" + bytes(31), b"\xff" * 32, b"\xec" + b"\xff" * 30 + b"\x7f"])
def test_letters_to_keys_of_low_order(box: bytes) -> None:
    """A key to which nothing can be sealed gets a letter for nobody: it does not stop the others from getting theirs."""
    assert len(write_letter(ADDRESS, box, "key", bytes(32))) == len(LETTER)
    assert len(seal_to(box, pad(b"{}", 1024), b"")) == len(PARCEL)


@given(changed(PARCEL))
def test_parcels(parcel: bytes) -> None:
    """A changed parcel does not open."""
    with pytest.raises(Unreadable):
        open_sealed(SEAT.box, parcel, b"")


@given(
    st.one_of(changed(EVENT), JSON.map(lambda value: json.dumps(value).encode())),
    st.sampled_from(["team", "access", "content"]),
)
def test_events(raw: bytes, lane: Any) -> None:
    """No event, or one whose bytes are the only form of it."""
    try:
        body, after, base, at = decode(raw, lane)
    except Unsound:
        return
    assert encode(body, after, base, at) == raw


@given(st.one_of(changed(CARD), changed(STATEMENT), JSON.map(lambda value: json.dumps(value).encode())))
def test_cards_and_statements(raw: bytes) -> None:
    """What is inside a card or a parcel is a model, or a `ValueError` that quotes nothing."""
    for kind in (Card, Statement):
        try:
            assert kind.model_validate_json(raw).signed_bytes()
        except ValidationError as error:
            said = str(error)
        else:
            continue
        assert "input_value" not in said


@given(st.binary(max_size=80), st.binary(max_size=80), st.binary(max_size=80))
def test_signatures(box: bytes, sign: bytes, signature: bytes) -> None:
    """Keys and signatures of any length verify nothing."""
    assert not verify(PublicKeys(box, sign), signature, "coctui event 1", b"link")


@given(st.text(max_size=60))
def test_codes(code: str) -> None:
    """A code is 26 letters of base 32, or none."""
    try:
        letters = plain_code(code)
    except WrongCode:
        return
    assert len(letters) == 26
    assert letters.isascii()


@given(st.text(max_size=200))
def test_names(name: str) -> None:
    """Making a name plain never fails, and leaves no space."""
    assert not any(c.isspace() for c in plain_name(name))


@given(st.binary(min_size=9, max_size=64))
def test_words(hashed: bytes) -> None:
    """Always six words."""
    assert len(as_words(hashed).split()) == 6


@given(st.integers(), st.integers(), st.integers())
def test_costs(memory: int, passes: int, lanes: int) -> None:
    """A cost that is accepted is bounded: at most 2 GiB, 16 passes, 16 lanes."""
    if plausible(Cost(memory, passes, lanes)):
        assert memory * passes * lanes <= 2 * 1024 * 1024 * 16 * 16


@given(JSON)
def test_tips(kept: Any) -> None:
    """What a cache says of tips is tips, or one of the exceptions that its reader expects."""
    try:
        tips_from_json(kept)
    except (ValueError, TypeError, AttributeError, ArithmeticError):
        return


@given(st.one_of(JSON.map(json.dumps), st.text(), st.just("[" * 100_000), st.just("9" * 100_000)), st.booleans())
def test_anchors(text: str, whole: bool) -> None:
    """A state file that somebody changed is as good as lost, or one that says nothing false."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "team.coctui"
        path.touch()
        anchor = Anchor(VAULT, path)
        here = anchor._here
        if whole:
            text = json.dumps({"paths": {here: _loaded(text)}, "writers": {anchor._identity: _loaded(text)}})
        anchor._file.parent.mkdir(parents=True, exist_ok=True)
        anchor._file.write_text(text, encoding="utf-8", errors="ignore")
        anchor = Anchor(VAULT, path)
        for read in (anchor.tips, anchor.seats, anchor.sheets, anchor.seen, lambda: anchor.tips_of("x")):
            read()
        assert len(anchor.writer(ReplaySource(1, START))) == 16
        anchor.keep({}, {}, {}, "now")
        assert Anchor(VAULT, path).known_here
        anchor._file.unlink()


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


@given(st.dictionaries(st.sampled_from(["paths", "tips", "seats", "sheets", "at"]), JSON, max_size=5))
def test_anchors_of_the_right_shape(kept: dict[str, Any]) -> None:
    """The same one level further down, where most of it is right."""
    test_anchors.hypothesis.inner_test(json.dumps(kept), whole=True)  # type: ignore[attr-defined]  # Hypothesis keeps the test there


class OneRow:
    """A store that holds a single own row."""

    def __init__(self, sealed: Any) -> None:
        self.sealed = sealed

    def rows(self, _: str, *__: object) -> list[tuple[bytes, Any]]:
        """That row."""
        return [(ROW, self.sealed)]


@given(JSON)
def test_own_rows(held: Any) -> None:
    """Whatever a version of coctui wrote there: a sheet, a change of it, a draft, or damage."""
    own = Own(cast("Store", OneRow(None)), VAULT, SEAT, ReplaySource(1, START))
    own._store.sealed = SEAT.own.seal(json.dumps(held).encode(), own._place(ROW))  # type: ignore[attr-defined]  # ours, see above
    try:
        own.load()
    except TooNew:
        return


@given(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["sheet", "draft", "change"]),
            "sheet": JSON,
            "key": JSON,
            "text": JSON,
            "version": JSON,
            "after": JSON | st.just("ab" * 16),
            "change": JSON,
        }
    )
)
def test_own_rows_of_the_right_shape(held: Any) -> None:
    """The same for rows that look right from outside."""
    test_own_rows.hypothesis.inner_test(held)  # type: ignore[attr-defined]  # as above


@given(
    st.dictionaries(
        st.sampled_from([LINES, MARKS, CHECKED, GLANCE]), st.one_of(ANY, st.none(), st.integers()), max_size=4
    )
)
def test_caches_of_others(sealed: Any) -> None:
    """Caches that this seat did not seal are none."""
    caches = Caches(sealed, {ROW: bytes(STUB)})
    assert read_lines(caches, VAULT, SEAT) is None
    assert read_snapshot(caches, VAULT, SEAT, Lines((), {}, frozenset())) is None
    assert read_glance(caches, VAULT, SEAT, caches.stubs.get) == Glance()


@given(
    st.one_of(JSON.map(lambda value: HELD.pack(1, bytes(16), bytes(32)) + json.dumps(value).encode()), ANY),
    st.one_of(JSON.map(lambda value: json.dumps(value).encode()), ANY),
    ANY,
)
def test_caches_of_another_version(row: bytes, checked: bytes, marks: bytes) -> None:
    """Caches that another version of coctui sealed are read or none."""
    stubs = {ROW: bytes(STUB)}
    empty = Caches(dict(seal_snapshot(VAULT, SEAT, Snapshot((), {}, {}), stubs)), stubs)
    assert read_snapshot(empty, VAULT, SEAT, read_lines(empty, VAULT, SEAT)) is not None
    key = LineKeys(VAULT, SEAT, stubs.get).of(ROW)
    assert key is not None
    line = bytes(NONCE) + key.encrypt(bytes(NONCE), row, None)
    for lines in (row, LINE.pack(ROW, len(line)) + line, LINE.pack(ROW, len(row)) + row):
        settings = LENGTH.pack(len(checked)) + checked
        plain = ((LINES, lines), (MARKS, marks), (CHECKED, checked), (GLANCE, settings + lines))
        sealed = {kind: SEAT.own.seal(bytes(16) + each, _place(VAULT, SEAT, kind)) for kind, each in plain}
        caches = Caches(sealed, stubs)
        read_snapshot(caches, VAULT, SEAT, read_lines(caches, VAULT, SEAT))
        assert isinstance(read_glance(caches, VAULT, SEAT, stubs.get), Glance)


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=16, max_size=16), ANY)
def test_rooms(key: bytes, link: bytes, sealed: bytes) -> None:
    """No bytes that were not sealed in a room open there."""
    room = RoomKey(VAULT, ROW, key)
    with pytest.raises(Unreadable):
        room.open_event(link, sealed)
    assert len(room.seal_event(link, b"")) > OVERHEAD
    assert isinstance(room.answer_key(2**40), X25519PrivateKey)
