"""Whether a text mentions somebody on the team: by name, mail, handle or employer, however it was spelt.

Names are compared letter by letter in Latin script without accents (anyascii: Оксана is Oksana), once more the German and
Nordic way (Grünwald is Gruenwald, Årdal is Aardal), and with a slip of the pen where a word is long enough (rapidfuzz).
Finding too much is cheaper than finding too little: a person decides, and only sees who was marked and by what.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import Literal

from anyascii import anyascii

from coctui.models.roster import Profile

Fact = Literal["name", "mail", "handle", "company"]
LONGEST = 400_000
"""Characters of a text that are looked at: sixty times the longest report in the sources."""
SLIP, SLIP_FROM = 88, 6
"""How alike two words are of which one is misspelt (rapidfuzz, 0 to 100), and from how many letters on that says anything."""
SHORT = 3
"""A name of so few letters is one only with a capital, where any are written: Paz, and not in paz."""
HANDLE, HANDLE_PART = 4, 6
"""Letters from which a handle, and a part of one, is nobody else's by chance."""
_PARTICLES = frozenset({"van", "den", "der", "von", "und", "thi", "dos", "del", "las", "los", "the", "bin", "ibn"})
_NO_NAMES = frozenset({"info", "mail", "contact", "hello", "office", "team", "post", "conduct"})
_FORMS = frozenset(
    [
        "ab",
        "ag",
        "as",
        "asa",
        "bv",
        "co",
        "corp",
        "doo",
        "gmbh",
        "inc",
        "jsc",
        "kg",
        "kk",
        "llc",
        "llp",
        "ltd",
        "nv",
        "oy",
        "plc",
        "pty",
        "sa",
        "sarl",
        "sas",
        "sl",
        "spa",
        "spzoo",
        "sro",
        "srl",
    ]
)
"""Legal forms, written together; none of them tells one employer from another."""
_TRADES = frozenset(
    {"foundation", "consulting", "software", "group", "games", "university", "institute", "labs", "technologies"}
)
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae"})
_APOSTROPHE = re.compile(r"(?<=\w)[’'`ʼ](?=\w)")
_POSSESSIVE = re.compile(r"[’'`ʼ]s\b")
_MAIL = re.compile(r"[\w.+%\-]+@[\w\-]+(?:\.[\w\-]+)+")
_TOKEN = re.compile(r"\w+")
_WORD = re.compile(r"[^\W_]+")
_LOGIN = re.compile(r"[\w][\w.\-]*")


class Words:
    """A text, ready to be looked through for several members."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.mails, self.logins, self.plain, self.short = set[str](), set[str](), set[str](), set[str]()
        self._words: list[tuple[str, str]] = []
        left = LONGEST
        for text in texts:
            self._take(unicodedata.normalize("NFC", text[:left]))
            left -= min(left, len(text))

    def _take(self, text: str) -> None:
        self.mails.update(_address(found) for found in _MAIL.findall(text))
        self.logins.update(_together(found) for found in _LOGIN.findall(text))
        bare = _APOSTROPHE.sub("", _POSSESSIVE.sub("", text)).replace("&", " and ")
        words = [(_plain(word), word) for word in _TOKEN.findall(bare)]
        calm = bare == bare.lower()
        self.plain.update(plain for plain, _ in words)
        self.short.update(plain for plain, word in words if calm or word[:1].isupper() or not word.isascii())
        self._words += [*words, ("", ".")]

    @cached_property
    def long(self) -> list[str]:
        """Different words that are long enough to be misspelt."""
        return [word for word in self.plain if len(word) >= SLIP_FROM]

    @cached_property
    def running(self) -> str:
        """All of it, a blank around each word; words that begin small are marked, so that a company is not found in them."""
        return f" {' '.join(plain if word[:1].isupper() or word.isdigit() else f'.{plain}' for plain, word in self._words)} "

    def has(self, name: str) -> bool:
        """Whether a word is this name, exactly or nearly."""
        if len(name) <= SHORT:
            return name in self.short
        if name in self.plain or (len(name) > SHORT + 1 and f"{name}s" in self.plain):
            return True
        return len(name) >= SLIP_FROM and _has_nearly(name, self.long)

    def speaks_of(self, words: tuple[str, ...]) -> bool:
        """Whether these words follow each other; the first, at least, with a capital."""
        if not words:
            return False
        rest = r" ".join(rf"\.?{re.escape(word)}" for word in words[1:])
        return re.search(rf" {re.escape(words[0])}{' ' if rest else ''}{rest} ", self.running) is not None


def _has_nearly(name: str, words: list[str]) -> bool:
    """Whether one of these words is that name with a slip of the pen."""
    # Here: 4 MB and 30 ms, of which a list needs nothing.
    from rapidfuzz import fuzz, process

    return process.extractOne(name, words, scorer=fuzz.ratio, score_cutoff=SLIP) is not None


def mentions(profile: Profile, words: Words) -> tuple[Fact, ...]:
    """What of a member's roster facts a text holds, nothing where it does not seem to mention them."""
    found: dict[Fact, bool] = {
        "name": any(words.has(name) for name in _names(profile)),
        "mail": bool(profile.mail) and _address(profile.mail) in words.mails,
        "handle": any(login in words.logins for login in _logins(profile)),
        "company": any(words.speaks_of(company) for company in _companies(profile.company)),
    }
    return tuple(fact for fact, holds in found.items() if holds)


def _names(profile: Profile) -> set[str]:
    """Each part of a name by itself, parts written together, and what a mail address or a handle adds: Cate for Catherine."""
    found: set[str] = set()
    for spelt in (profile.name, profile.name.casefold().translate(_GERMAN)):
        parts = [_plain(part) for part in _WORD.findall(_APOSTROPHE.sub("", spelt))]
        found.update(parts)
        found.update(first + second for first, second in pairwise(parts))
        found.update("".join(parts[start:]) for start in range(1, len(parts) - 1))
    local = profile.mail.partition("@")[0].partition("+")[0]
    found.update(_plain(part) for part in _WORD.findall(local.replace("_", " ")) if len(part) > SHORT)
    for handle in profile.handles:
        found.update(part for part in map(_plain, re.split(r"[\W_]+", handle)) if len(part) >= HANDLE_PART)
    return {name for name in found if len(name) >= SHORT and name not in _PARTICLES | _NO_NAMES}


def _logins(profile: Profile) -> Iterator[str]:
    names = _names(profile)
    for login in map(_together, profile.handles):
        if len(login) >= HANDLE:
            yield login
    local = _together(profile.mail.partition("@")[0].partition("+")[0])
    if len(local) >= HANDLE and local not in names | _NO_NAMES:
        yield local


def _companies(company: str) -> Iterator[tuple[str, ...]]:
    """The employer's name without its legal form, and without its trade where enough is left."""
    words = [_plain(word) for word in _WORD.findall(_APOSTROPHE.sub("", company).replace("&", " and "))]
    while (form := _form(words)) is not None:
        del words[form:]
    if len(words) > 1 or (words and len(words[0]) > SHORT + 1):
        yield tuple(words)
    if len(words) > 2 and words[-1] in _TRADES:
        yield tuple(words[:-1])


def _form(words: list[str]) -> int | None:
    """Where a legal form begins at the end, `z o.o.` as well as `GmbH & Co. KG`."""
    ends = range(max(1, len(words) - 4), len(words))
    return next((start for start in ends if "".join(words[start:]) in _FORMS or words[start:] == ["and"]), None)


def _plain(text: str) -> str:
    """Latin letters without accents, small; what another script leaves when it is spelt out."""
    return anyascii(text).replace("'", "").casefold().strip()


def _together(login: str) -> str:
    return re.sub(r"[\W_]", "", _plain(login.lstrip("@")))


def _address(mail: str) -> str:
    """An address without what follows a plus sign: it reaches the same person."""
    local, _, domain = mail.casefold().partition("@")
    return f"{local.partition('+')[0]}@{domain.rstrip('.')}"
