"""The bytes of an event: one form for each, read back as it was, and nothing else is an event."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coctui.models.event import EPOCH, Body, Lane, Unknown, encode
from coctui.models.kinds import BODIES, DEEPEST, KINDS, Unsound, decode
from tests.bodies import MOMENTS, bodies, hexes, models

LANES: tuple[Lane, ...] = ("team", "access", "content")
LINKS = st.lists(hexes(64), max_size=3).map(tuple)
BASES = st.none() | hexes(64)
DRAWN = {kind: models(body) for kind, body in KINDS.items()}
NOTE: dict[str, Any] = {
    "after": [],
    "at": "2026-12-05T09:00:00.000Z",
    "base": None,
    "kind": "note/1",
    "payload": {"text": "it was loud"},
}


def written(envelope: dict[str, Any]) -> bytes:
    """An envelope as `encode` would write it."""
    return json.dumps(envelope, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(data=st.data(), after=LINKS, base=BASES, at=MOMENTS)
def test_a_body_of_every_kind_is_read_back_as_it_was(
    kind: str, data: st.DataObject, after: tuple[str, ...], base: str | None, at: datetime
) -> None:
    """What was said, after what, under what and when; and the same bytes come out again."""
    body: Body = data.draw(DRAWN[kind])
    raw = encode(body, after, base, at)
    read, read_after, read_base, read_at = decode(raw, body.lane)
    assert read == body
    assert type(read) is type(body)
    assert read_after == tuple(sorted(set(after)))
    assert read_base == base
    assert abs((read_at - at).total_seconds()) < 0.001
    assert encode(read, read_after, read_base, read_at) == raw


@given(body=models(Unknown), lane=st.sampled_from(LANES), after=LINKS, base=BASES, at=MOMENTS)
def test_an_unknown_kind_survives_in_each_lane(
    body: Unknown, lane: Lane, after: tuple[str, ...], base: str | None, at: datetime
) -> None:
    """What a newer version wrote is kept as it came."""
    raw = encode(body, after, base, at)
    read, read_after, read_base, read_at = decode(raw, lane)
    assert isinstance(read, Unknown)
    assert (read.kind, read.payload) == (body.kind, body.payload)
    assert encode(read, read_after, read_base, read_at) == raw


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(data=st.data())
def test_a_known_kind_has_one_lane(kind: str, data: st.DataObject) -> None:
    """An event of the team is none of a case, and the reverse."""
    raw = encode(data.draw(DRAWN[kind]), (), None, EPOCH)
    for lane in LANES:
        if lane != KINDS[kind].lane:
            with pytest.raises(Unsound):
                decode(raw, lane)


@given(raw=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode(errors="surrogatepass")))
def test_arbitrary_bytes_are_unsound_at_worst(raw: bytes) -> None:
    """Nothing but `Unsound` comes out, whatever goes in."""
    for lane in LANES:
        with pytest.raises(Unsound):
            decode(raw, lane)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | hexes(64)
    | st.sampled_from(sorted(KINDS)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(envelope=st.fixed_dictionaries({}, optional=dict.fromkeys(NOTE, JSON)), lane=st.sampled_from(LANES))
def test_an_envelope_of_anything_is_unsound_or_sound(envelope: dict[str, Any], lane: Lane) -> None:
    """Fields of any kind of value never raise anything else, and what is read gives the same bytes again."""
    raw = written({**NOTE, **envelope})
    try:
        body, after, base, at = decode(raw, lane)
    except Unsound:
        return
    assert encode(body, after, base, at) == raw or not isinstance(body, Unknown)


@given(body=bodies(), cut=st.integers(0, 400), put=st.binary(max_size=3))
def test_changed_bytes_are_unsound_or_another_event(body: Body, cut: int, put: bytes) -> None:
    """A byte more, less or other raises nothing but `Unsound`."""
    raw = encode(body, (), None, EPOCH)
    changed = raw[:cut] + put + raw[cut + 1 :]
    with suppress(Unsound):
        decode(changed, body.lane)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("after", ["0" * 63]),
        ("after", ["b" * 64, "a" * 64]),
        ("after", ["a" * 64, "a" * 64]),
        ("after", "a" * 64),
        ("after", {"a" * 64: 1}),
        ("after", None),
        ("base", ["a" * 64]),
        ("base", "a" * 64 + "\n"),
        ("base", 5),
        ("base", ""),
        ("at", "2026-12-05T09:00:00.000"),
        ("at", "2026-12-05T10:00:00.000+01:00"),
        ("at", "2026-12-05T09:00:00Z"),
        ("at", "0001-01-01T00:00:00.000+23:59"),
        ("at", "9999-12-31T23:59:59.999Z"),
        ("at", 1796461200),
        ("kind", ["note/1"]),
        ("kind", None),
        ("payload", []),
        ("payload", "text"),
        ("payload", {"text": "a", "more": 1}),
        ("payload", {}),
        # An access event in the clothes of a note would be folded by its inner kind.
        ("payload", {"kind": "opened/1", "code": "a", "third": "b"}),
        ("payload", {"kind": "note/1", "text": "a"}),
        ("extra", 1),
    ],
)
def test_an_envelope_that_could_be_read_in_two_ways_is_unsound(field: str, value: object) -> None:
    """Links, times and kinds have one form; nothing may hide beside them."""
    assert decode(written(NOTE), "content")
    for lane in LANES:
        with pytest.raises(Unsound):
            decode(written({**NOTE, field: value}), lane)


@pytest.mark.parametrize(
    "raw",
    [
        written(NOTE).replace(b'{"text"', b'{"text":"other","text"'),
        written(NOTE).replace(b":", b": "),
        json.dumps(NOTE, sort_keys=True, separators=(",", ":")).replace("loud", "\\u006coud").encode(),
        written(NOTE).decode().encode("utf-16"),
        b"\xef\xbb\xbf" + written(NOTE),
        written(NOTE) + b"\n",
        written({**NOTE, "kind": "newer/1", "payload": {"n": 1}}).replace(b"1}", b"NaN}"),
        written({**NOTE, "kind": "newer/1", "payload": {"n": 1}}).replace(b"1}", b"1e999}"),
        written({**NOTE, "kind": "newer/1", "payload": {"n": 1}}).replace(b"1}", b'"\\ud800"}'),
        written({**NOTE, "kind": "newer/1", "payload": {"n": 1}}).replace(b"1}", b"9" * 5000 + b"}"),
        b"[" * 100_000,
        written({**NOTE, "kind": "newer/1"}).replace(b'{"text"', b'{"a":' + b"[" * 5000 + b"]" * 5000 + b',"text"'),
    ],
    ids=[
        "twice",
        "spaces",
        "escaped",
        "utf-16",
        "mark",
        "line",
        "nan",
        "infinite",
        "surrogate",
        "digits",
        "deep",
        "deep inside",
    ],
)
def test_other_bytes_for_the_same_event_are_unsound(raw: bytes) -> None:
    """One event has one form, whatever its kind: two readers never take it differently."""
    with pytest.raises(Unsound):
        decode(raw, "content")


@pytest.mark.parametrize(("levels", "read"), [(DEEPEST, True), (DEEPEST + 1, False)])
def test_how_deep_an_unknown_kind_may_be(levels: int, read: bool) -> None:
    """The same on every Python: how many levels its reader of JSON can follow differs by version."""
    payload: Any = 1
    for level in range(levels):
        payload = {"a": payload} if level % 2 or level == levels - 1 else [payload]
    raw = written({**NOTE, "kind": "newer/1", "payload": payload})
    if read:
        assert isinstance(decode(raw, "content")[0], Unknown)
    else:
        with pytest.raises(Unsound):
            decode(raw, "content")


@pytest.mark.parametrize("field", ["received", "next", "at"])
def test_a_time_inside_an_event_has_a_zone(field: str) -> None:
    """One without a zone would stop the fold where it is compared."""
    kinds: dict[str, tuple[str, dict[str, Any]]] = {
        "received": ("received/1", {"channel": "mail"}),
        "next": ("sent/1", {"message": "status"}),
        "at": ("strike/1", {"link": "a" * 64, "after": [], "struck": "note/1"}),
    }
    kind, rest = kinds[field]
    envelope = {**NOTE, "kind": kind, "payload": {**rest, field: "2026-12-05T09:00:00"}}
    with pytest.raises(Unsound):
        decode(written(envelope), "content")
    assert decode(written({**envelope, "payload": {**rest, field: "2026-12-05T09:00:00Z"}}), "content")


@given(moment=st.datetimes(timezones=st.timezones() | st.just(UTC)))
def test_any_time_with_a_zone_fits(moment: datetime) -> None:
    """A forged date of a mail becomes one that every zone and every promise can be computed from."""
    body = KINDS["received/1"].model_validate({"channel": "mail", "received": moment})
    kept: datetime = body.received  # type: ignore[attr-defined]  # of the kind just asked for
    assert kept.tzinfo is UTC
    assert 1900 <= kept.year <= 9000
    if 1901 < moment.year < 8999:
        # By the second: an hour that a clock change gives twice equals none in Python.
        assert kept.timestamp() == moment.timestamp()


@pytest.mark.parametrize(("kind", "path"), [("removed/1", "cut"), ("restored/1", "missing"), ("founded/1", "format")])
@pytest.mark.parametrize("number", [-1, 2**63, 10**30])
def test_a_number_that_the_file_cannot_hold_is_unsound(kind: str, path: str, number: int) -> None:
    """Counts and places in a sequence are neither negative nor beyond 64 bits."""
    payloads: dict[str, dict[str, Any]] = {
        "removed/1": {"seat": "0" * 32},
        "restored/1": {},
        "founded/1": {"conference": "", "profile": {"name": ""}, "roles": []},
    }
    payload = payloads[kind]
    fits = {**payload, path: {"0" * 32: 7} if path == "cut" else 7}
    wrong = {**payload, path: {"0" * 32: number} if path == "cut" else number}
    assert decode(written({**NOTE, "kind": kind, "payload": fits}), "team")
    with pytest.raises(Unsound):
        decode(written({**NOTE, "kind": kind, "payload": wrong}), "team")


def test_every_kind_ends_in_its_version() -> None:
    """So that fields can change without changing what was written before."""
    assert len(KINDS) == len(BODIES)
    assert all(kind.partition("/")[2].isdigit() for kind in KINDS)
