"""A reader of format 1 written from docs/format.md alone: nothing of coctui is imported here."""

import base64
import hashlib
import json
import sqlite3
import unicodedata
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
LANES = ("team", "access", "content")


def bind(label: str, *fields: bytes) -> bytes:
    """Label and fields, each with its length before it."""
    return b"".join(len(part).to_bytes(4, "big") + part for part in (label.encode(), *fields))


def digest(label: str, *fields: bytes) -> bytes:
    """SHA-256 of that."""
    return hashlib.sha256(bind(label, *fields)).digest()


def derive(key: bytes, label: str, *fields: bytes, length: int = 32) -> bytes:
    """HKDF-SHA256."""
    return HKDF(SHA256(), length, salt=None, info=bind(label, *fields)).derive(key)


def unseal(key: bytes, blob: bytes, place: bytes) -> bytes:
    """The plain bytes of a blob."""
    padded = AESGCM(key).decrypt(blob[1:13], blob[13:], b"\x01" + place)
    return padded.rstrip(b"\x00").removesuffix(b"\x80")


def number(value: int) -> bytes:
    """A number as fields carry it."""
    return value.to_bytes(8, "big")


def plain_name(name: str) -> str:
    """A name as it is compared."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    return "".join(c for c in folded if not unicodedata.combining(c) and not c.isspace())


def paper_secret(printed: str) -> bytes:
    """The 32 bytes of a paper key; each fifth letter is a check of the four before it and of their place."""
    groups = printed.split("-")
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    for place, group in enumerate(groups):
        assert group[4] == letters[digest("coctui paper check 1", bytes([place]), group[:4].encode())[0] >> 3]
    return base64.b32decode("".join(group[:4] for group in groups) + "====")


class SecondReader:
    """A vault, opened for one member."""

    def __init__(self, path: Path, name: str, passphrase: str) -> None:
        self.file = sqlite3.connect(path)
        self.vault, memory, passes, lanes = self.one("SELECT vault, memory, passes, lanes FROM vault")
        salt = digest("coctui slot salt 1", self.vault, plain_name(name).encode())
        secret = unicodedata.normalize("NFC", passphrase).encode()
        derived = Argon2id(salt=salt, length=64, iterations=passes, lanes=lanes, memory_cost=memory).derive(secret)
        self._take_slot(derived[:16], derived[32:])

    @classmethod
    def with_paper(cls, path: Path, printed: str) -> "SecondReader":
        """The same with a paper key, which needs no name."""
        reader = cls.__new__(cls)
        reader.file = sqlite3.connect(path)
        (reader.vault,) = reader.one("SELECT vault FROM vault")
        derived = derive(paper_secret(printed), "coctui paper key 1", reader.vault, length=48)
        reader._take_slot(derived[:16], derived[16:])
        return reader

    def _take_slot(self, id: bytes, key: bytes) -> None:
        kind, sealed = self.one("SELECT kind, sealed FROM slot WHERE id = ?", id)
        opened = unseal(key, sealed, bind("slot", self.vault, id, bytes([kind])))
        self.seed, self.founding = opened[:32], opened[32:]
        self.box = X25519PrivateKey.from_private_bytes(derive(self.seed, "coctui seat box 1"))
        signing = Ed25519PrivateKey.from_private_bytes(derive(self.seed, "coctui seat sign 1"))
        keys = (self.box.public_key().public_bytes_raw(), signing.public_key().public_bytes_raw())
        self.seat = digest("coctui seat 1", *keys)[:16]

    def one(self, sql: str, *values: object) -> Any:
        """The first row."""
        return self.file.execute(sql, values).fetchone()

    def check_trail(self) -> int:
        """Every link and signature; how many events."""
        keys = {}
        for seat, box, sign in self.file.execute("SELECT id, box, sign FROM seat"):
            assert digest("coctui seat 1", box, sign)[:16] == seat
            keys[seat] = Ed25519PublicKey.from_public_bytes(sign)
        sql = (
            "SELECT w.id, e.seq, r.id, e.lane, s.id, e.digest, e.link, e.signature FROM event e JOIN room r ON r.n = e.room "
            "JOIN seat s ON s.n = e.seat JOIN writer w ON w.n = e.writer ORDER BY w.id, e.seq"
        )
        tips: dict[bytes, tuple[int, bytes]] = {}
        for writer, seq, room, lane, seat, hashed, link, signature in self.file.execute(sql):
            before = tips.get(writer, (0, bytes(32)))
            assert seq == before[0] + 1
            place = (self.vault, room, LANES[lane].encode(), seat, writer, number(seq), before[1], hashed)
            assert digest("coctui link 1", *place) == link
            keys[seat].verify(signature, b"coctui event 1" + link)
            tips[writer] = (seq, link)
        return sum(seq for seq, _ in tips.values())

    def rooms(self) -> dict[bytes, tuple[str, bytes]]:
        """What each letter holds for this member, by room: `key` or `card`, and 32 bytes."""
        sql = (
            "SELECT r.id, g.name, l.sealed FROM letter l JOIN room r ON r.n = l.room JOIN generation g ON g.n = r.generation "
            "JOIN seat s ON s.n = l.seat WHERE s.id = ?"
        )
        found = {}
        for room, generation, sealed in self.file.execute(sql, (self.seat,)).fetchall():
            try:
                plain = SUITE.decrypt(
                    sealed[1:], self.box, info=bind("letter", self.vault, room, generation, self.seat)
                )
            except Exception:  # noqa: BLE001, S112  # nobody's: the library says so in several ways
                continue
            if plain[0] == 1:
                assert digest("coctui generation 1", self.vault, room, plain[1:])[:16] == generation
            found[room] = ({1: "key", 2: "card"}[plain[0]], plain[1:])
        return found

    def events(self, room: bytes, key: bytes) -> list[dict[str, Any]]:
        """What lies in a room, in the order of the file; `{}` for what was struck."""
        sql = (
            "SELECT e.link, e.digest, g.name, e.sealed FROM event e JOIN room r ON r.n = e.room "
            "JOIN generation g ON g.n = e.generation WHERE r.id = ? ORDER BY e.n"
        )
        found: list[dict[str, Any]] = []
        for link, hashed, generation, sealed in self.file.execute(sql, (room,)).fetchall():
            if not sealed:
                found.append({})
                continue
            place = bind("event", self.vault, room, link, generation)
            plain = unseal(derive(key, "coctui events 1"), sealed, place)
            assert hashlib.sha256(plain).digest() == hashed
            found.append(json.loads(plain[16:]))
        return found

    def attachment(self, room: bytes, key: bytes, id: bytes) -> bytes:
        """The bytes of an attachment."""
        sql = (
            "SELECT a.chunk, g.name, a.sealed FROM attachment a JOIN room r ON r.n = a.room "
            "JOIN generation g ON g.n = a.generation WHERE r.id = ? AND a.id = ? ORDER BY a.chunk"
        )
        rows = self.file.execute(sql, (room, id)).fetchall()
        return b"".join(
            unseal(
                derive(key, "coctui attachment 1", id),
                sealed,
                bind("attachment", self.vault, room, id, number(chunk), bytes([chunk == len(rows) - 1]), generation),
            )
            for chunk, generation, sealed in rows
        )

    def card(self, room: bytes, card_key: bytes) -> dict[str, Any]:
        """The card of a case to which this member was asked."""
        at, sealed = self.one("SELECT number, card FROM room WHERE id = ?", room)
        found: dict[str, Any] = json.loads(unseal(card_key, sealed, bind("card", self.vault, room, number(at))))
        return found

    def about(self, card: dict[str, Any]) -> str:
        """The digest of a card's facts."""
        facts = card["facts"]
        listed = json.dumps([facts["code"], facts["day"], facts["reported"]], ensure_ascii=False)
        return hashlib.sha256(b"coctui card facts 1" + bytes.fromhex(card["salt"]) + listed.encode()).hexdigest()

    def own(self) -> list[dict[str, Any]]:
        """The member's own rows."""
        rows = self.file.execute(
            "SELECT o.id, o.sealed FROM own o JOIN seat s ON s.n = o.seat WHERE s.id = ?", (self.seat,)
        )
        key = derive(self.seed, "coctui seat own 1")
        return [
            {"id": id.hex()} | json.loads(unseal(key, sealed, bind("own", self.vault, self.seat, id)))
            for id, sealed in rows.fetchall()
        ]

    def sheet(self) -> dict[str, Any]:
        """The member's own sheet, of one branch."""
        rows = self.own()
        (whole,) = (row for row in rows if row["kind"] == "sheet")
        sheet, before = dict(whole["sheet"]), whole["id"]
        after = {row["after"]: row for row in rows if row["kind"] == "change"}
        while before in after:
            row = after.pop(before)
            before = row["id"]
            for field, value in row["change"].items():
                if isinstance(value, dict):
                    entries = {**sheet.get(field, {}), **value}
                    sheet[field] = {key: entry for key, entry in entries.items() if entry is not None}
                else:
                    sheet[field] = value
            sheet["version"] = row["version"]
        assert not after
        return sheet
