"""What somebody says who cannot write in the room: an answer to a question, or a motion to a colleague."""

import hashlib
import json
from typing import Literal

from coctui.models.noun import Count, Hash, Id, Line, Moment, Noun, Signature

Said = Literal["no conflict", "step aside", "exclude", "remove", "expunge"]


class CardFacts(Noun):
    """What an asked member may know before answering: the card's facts, and nothing else of the case."""

    code: Line
    third: Line = ""
    day: Line = ""
    """Day on which the first report was received, as `2026-12-05`, UTC."""
    ongoing: Literal["yes", "no", "unknown", ""] = ""
    reported: tuple[Line, ...] = ()
    """Who is reported, each as the team knows them; empty while nobody is recorded."""

    def digest(self, salt: str) -> str:
        """What an answer is about: it holds while the code name, the day and who is reported stay the same.

        `ongoing` is shown on the card and left out here: that somebody stopped shouting is no reason to ask
        every colleague about a conflict once more (docs/decisions/0005). The salt lies on the card alone: once that
        is replaced, nobody can try out whose name a digest in an older event stood for (docs/decisions/0009).
        """
        facts = json.dumps([self.code, self.day, list(self.reported)], ensure_ascii=False).encode()
        return hashlib.sha256(b"coctui card facts 1" + bytes.fromhex(salt) + facts).hexdigest()


class Signed(Noun):
    """Something a seat says over its signature, outside the chain of events."""

    vault: Id
    room: Id
    number: Count
    signature: Signature | Literal[""] = ""

    def signed_bytes(self) -> bytes:
        """The bytes under the signature: canonical JSON of everything but the signature itself."""
        rest = self.model_dump(mode="json", exclude={"signature"})
        return json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


class Statement(Signed):
    """One sentence of a seat, bound to vault, room, card and facts; carried as evidence in a colleague's event.

    `number` is the number of the card that it answers, 0 for a motion; `facts` the digest of that card's facts.
    """

    seat: Id
    facts: Hash
    """Of a motion to expunge: the digest of what is to go and of what is left of it."""
    said: Said
    target: Id | None = None
    """Of a motion: the seat that it is about."""
    at: Moment
    id: Id


class Card(Signed):
    """The card of a case, as an asked member reads it: sealed under the card key, signed by who wrote it."""

    facts: CardFacts
    salt: Id
    """16 random bytes, the same from card to card while an answer to the one before is still about this one."""
    by: Id
    """Seat that wrote the card."""
    answer: Hash
    """Public key to which answers are sealed."""

    @property
    def about(self) -> str:
        """The digest of its facts, which an answer names."""
        return self.facts.digest(self.salt)
