"""A room's key, what is derived from it, and the names of its generations."""

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from coctui.vault.blob import Sealer, bind, derive, digest

KEY = 32


def team_room(vault: bytes) -> bytes:
    """The id of the team's room, 16 bytes."""
    return digest("coctui team room 1", vault)[:16]


def case_room(vault: bytes, seat: bytes, writer: bytes, seq: int) -> bytes:
    """The id of a case's room, 16 bytes: only the event `opened` at this place can open it."""
    return digest("coctui case room 1", vault, seat, writer, seq.to_bytes(8, "big"))[:16]


class RoomKey:
    """The key of one generation of one room."""

    __slots__ = ("_events", "generation", "key", "room", "vault")

    def __init__(self, vault: bytes, room: bytes, key: bytes) -> None:
        self.vault, self.room, self.key = vault, room, key
        # A name per key, never the same twice, the same in every copy; it commits to the key, which GCM does not.
        self.generation = digest("coctui generation 1", vault, room, key)[:16]
        self._events: Sealer | None = None

    def __repr__(self) -> str:
        return f"<RoomKey {self.generation.hex()}>"

    def _sealer(self) -> Sealer:
        if self._events is None:
            self._events = Sealer(derive(self.key, "coctui events 1"))
        return self._events

    def seal_event(self, link: bytes, salted: bytes) -> bytes:
        """Seal the salt and bytes of an event for its place."""
        return self._sealer().seal(salted, bind("event", self.vault, self.room, link, self.generation))

    def open_event(self, link: bytes, sealed: bytes) -> bytes:
        """Salt and bytes of an event; `Unreadable`."""
        return self._sealer().open(sealed, bind("event", self.vault, self.room, link, self.generation))

    def attachment(self, attachment: bytes) -> Sealer:
        """The sealer of one attachment's chunks."""
        return Sealer(derive(self.key, "coctui attachment 1", attachment))

    def card_key(self, number: int) -> bytes:
        """The key of the card with that number, 32 bytes: what a letter of kind *card* holds."""
        return derive(self.key, "coctui card 1", number.to_bytes(8, "big"))

    def answer_key(self, number: int) -> X25519PrivateKey:
        """The pair to which answers to that card are sealed."""
        return X25519PrivateKey.from_private_bytes(derive(self.key, "coctui answer 1", number.to_bytes(8, "big")))
