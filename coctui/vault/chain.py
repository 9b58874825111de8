"""The chain of events: digests, links and signatures (VAULT.md 3)."""

import hashlib
from typing import NamedTuple

from coctui.models.lanes import LANES
from coctui.vault.blob import bind

SALT = 16
NOTHING = bytes(32)
"""Stands for the link before a writer's first event."""
SIGNED = "coctui event 1"


class Place(NamedTuple):
    """The clear columns that a link covers, besides the one before it and the digest."""

    vault: bytes
    room: bytes
    lane: int
    seat: bytes
    writer: bytes
    seq: int


def digest_of(salted: bytes) -> bytes:
    """SHA-256 over salt and bytes of an event, 32 bytes: the salt keeps short events from being guessed."""
    return hashlib.sha256(salted).digest()


def link_of(place: Place, before: bytes, digest: bytes) -> bytes:
    """The identity of an event, 32 bytes: no generation, sealed bytes or signature in it, so a rotation leaves it."""
    vault, room, lane, seat, writer, seq = place
    fields = (vault, room, LANES[lane].encode(), seat, writer, seq.to_bytes(8, "big"), before, digest)
    return hashlib.sha256(bind("coctui link 1", *fields)).digest()
