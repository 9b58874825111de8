"""The paper key: 256 random bits, written so that a tired person can type them, with a check letter in each group.

Thirteen groups of five letters of base 32; the fifth says whether the other four, and their place, were read rightly: a
masked field shows nothing, so the group with a slip has to be named. On the unlock path: nothing heavy is loaded.
"""

import base64
import re
import unicodedata

from coctui.vault.blob import derive, digest

SECRET = 32
GROUPS, WIDTH = 13, 4
"""52 letters carry 256 bits and four that are nought; each group of four has a check letter behind it."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
LONGEST = 400
"""Characters of a text that could be a paper key, with whatever stands between its groups."""
SURE = 7
"""So many groups that hold make a text a paper key with slips: a passphrase has them by chance once in 10**8 or less."""
_MISREAD = str.maketrans("018", "OIB")
_BETWEEN = re.compile(r"[\s\-–—_.,:/]+")  # what people, printers and telephones put between groups


def written(secret: bytes) -> str:
    """A secret of 32 bytes as it is printed: `ABCDE-FGHIJ-…`, thirteen groups."""
    letters = base64.b32encode(secret).decode().rstrip("=")
    groups = [letters[at : at + WIDTH] for at in range(0, len(letters), WIDTH)]
    return "-".join(group + _check(place, group) for place, group in enumerate(groups))


def _check(place: int, letters: str) -> str:
    return LETTERS[digest("coctui paper check 1", bytes([place]), letters.encode())[0] >> 3]


def _groups(text: str) -> list[str]:
    """The groups of a text, if it has thirteen or as many letters as thirteen have; else none."""
    if len(text) > LONGEST:
        return []
    plain = unicodedata.normalize("NFKC", text).upper().translate(_MISREAD)
    typed = [group for group in _BETWEEN.split(plain) if group]
    if len(typed) == GROUPS:
        return typed
    letters = "".join(typed)
    size = WIDTH + 1
    return [letters[at : at + size] for at in range(0, len(letters), size)] if len(letters) == GROUPS * size else []


def _holds(place: int, group: str) -> bool:
    fits = len(group) == WIDTH + 1 and not set(group) - set(LETTERS)
    return fits and _check(place, group[:WIDTH]) == group[WIDTH]


def read(text: str) -> bytes | None:
    """The secret in a typed paper key; `None` for any other text, and for a key with a slip."""
    groups = _groups(text)
    if not groups or not all(_holds(place, group) for place, group in enumerate(groups)):
        return None
    letters = "".join(group[:WIDTH] for group in groups)
    secret = base64.b32decode(letters + "====")
    return secret if base64.b32encode(secret).decode().rstrip("=") == letters else None


def slips(text: str) -> tuple[int, ...]:
    """Which groups, counted from 1, of what is plainly a paper key do not hold. Says nothing of any vault."""
    groups = _groups(text)
    wrong = tuple(place + 1 for place, group in enumerate(groups) if not _holds(place, group))
    return wrong if groups and GROUPS - len(wrong) >= SURE else ()


def misread(text: str) -> str:
    """What to say of a paper key with slips; `""` for one without, and for any other text."""
    wrong = [str(place) for place in slips(text)]
    if not wrong:
        return ""
    listed = " and ".join([", ".join(wrong[:-1]), wrong[-1]] if len(wrong) > 1 else wrong)
    subject, verb = ("Groups", "were") if len(wrong) > 1 else ("Group", "was")
    return (
        f"{subject} {listed} of this paper key {verb} not read rightly. Look at the paper again, and type it once more."
    )


def same_group(printed: str, place: int, typed: str) -> bool:
    """Whether a group of a printed key, counted from 1, was typed back rightly, whatever stands around it."""
    plain = unicodedata.normalize("NFKC", typed).upper().translate(_MISREAD)
    return "".join(c for c in plain if c.isalnum()) == printed.split("-")[place - 1]


def derive_paper(vault: bytes, secret: bytes) -> tuple[bytes, bytes]:
    """Row id (16 bytes) and key (32 bytes) of its slot. HKDF is enough for 256 random bits, and needs no name."""
    return _split(derive(secret, "coctui paper key 1", vault, length=48))


def derive_computer(vault: bytes, secret: bytes) -> tuple[bytes, bytes]:
    """The same for what this computer's keyring keeps."""
    return _split(derive(secret, "coctui this computer 1", vault, length=48))


def _split(derived: bytes) -> tuple[bytes, bytes]:
    return derived[:16], derived[16:]
