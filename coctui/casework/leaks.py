"""The check of a draft: what in it would tell of somebody, why, and how else to say it.

It finds names, screen names, addresses, code names and phrases that the case knows, however they are written in plain letters.
It does not find nicknames, initials, descriptions and what was said in other words: a second reader still sees more.
"""

import re
from typing import Literal, NamedTuple

from coctui.casework.folded import Folded, fold
from coctui.casework.ordinary import ORDINARY, STOP_WORDS
from coctui.casework.secrets import LOOKED, Looked, Secret, phrases, secrets
from coctui.models.case import Case
from coctui.models.content_events import MessageKind, Received
from coctui.models.items import Description, Others, Where
from coctui.models.promise import TO_OTHERS

LONGEST = 20_000
"""Characters of a draft that are looked at; a message is not longer."""
LONGEST_SOURCE = 400_000
"""Characters of each report that a phrase is looked for in."""
PHRASE, TELLING, LONG = 5, 2, 7
"""Words in a row that are known again, and how many of them must say something; from so many on it does not matter."""


SLIP_FROM = 5
"""Letters from which a word with one wrong letter says anything."""


class Leak(NamedTuple):
    """One thing to look at in a draft."""

    start: int
    end: int
    """Where it stands, in characters."""
    sign: Literal["!", "~"]
    """`!` tells of somebody; `~` may."""
    what: str
    """What it is: `the reporter's own name`."""
    say: str
    """How else to say it, `""` where only a person knows."""
    times: int = 1
    """How often it stands there, where only the first place is given."""


class Checked(NamedTuple):
    """What a draft tells, as far as can be looked up."""

    leaks: tuple[Leak, ...]
    """In the order of the text."""
    nothing_of: tuple[Looked, ...]
    """What was looked for and not found."""
    guessable: str
    """Why who reported may be guessed although nothing names them, `""` if nothing says so."""
    parts: int
    """Paragraphs between greeting and signature."""

    @property
    def telling(self) -> int:
        """How many things tell of somebody."""
        return sum(leak.sign == "!" for leak in self.leaks)


_CLOCK = r"\b(?:at |around |about )?(?:\d{1,2}[:.]\d{2}(?:\s?[ap]m)?|\d{1,2}\s?(?:am|pm)|\d{1,2} o'clock)(?: on \w+day)?\b(?!\.\d)"
_CAME = (
    r"\b(?:which|what|an?|the|one|another) (?:attendee|participant|speaker|volunteer|person|member|colleague|sponsor)s? (?:who |that )?"
    r"(?:wrote|told|reported|complained|came|said it)\b(?: to us| us)?"
    r"|\bwrote (?:to )?us\b|\btold us\b|\bcame to us\b|\breported (?:you|this|it to us)\b|\b(?:a|the) complaints?\b|\bcomplained\b"
    r"|\bsent us\b|\b(?:a|the|her|his|their) screenshots?\b"
)
_MORE = (
    r"\balso\b|\banother (?:report|person|incident|case)\b|\bpatterns?\b|\bonce more\b|\bnot the first time\b|\bother reports?\b"
    r"|\b(?:several|more|two|three|many|earlier|previous) (?:reports?|people|persons|incidents|cases|complaints?)\b|\bothers have\b"
)
_GENDER = r"\b(?:she|he|her|hers|his|him|herself|himself|woman|women|man|men|girl|boy|lady|gentleman|ms|mrs|mr)\b"
_OPEN = r"\[[^\[\]\n]{1,200}\]"

_SIGNS: tuple[tuple[str, Literal["!", "~"], str, str], ...] = (
    (_CAME, "!", "says how the report came", "who reported it"),
    (_CLOCK, "~", "an exact time; few were there", "during the event"),
    (_MORE, "~", "says that there is more than one report", ""),
    (_GENDER, "~", "says a gender", "they"),
)
"""Of texts to others than the reporter."""


def check(case: Case, kind: MessageKind, text: str) -> Checked:
    """Look a draft of this kind through for what the case knows."""
    folded = Folded(text[:LONGEST])
    others = kind in TO_OTHERS
    leaks: list[Leak] = []
    found: set[Looked] = set()
    looked_for = secrets(case, kind)
    for secret in looked_for:
        marked = _occurrences(folded, secret)
        leaks += marked
        if marked:
            found.add(secret.looked)
    leaks += _slips(folded, looked_for)
    if others:
        told = _phrases(folded, case)
        leaks += told
        found |= {"the reporter's own phrases"} if told else set()
        for pattern, sign, what, say in _SIGNS:
            leaks += _signs(folded, pattern, sign, what, say)
    leaks += _signs(folded, _OPEN, "!", "is still to be written", "")
    looked = (
        LOOKED
        if others
        else tuple(name for name in LOOKED if name not in ("places that tell", "the reporter's own phrases"))
    )
    return Checked(
        _once(leaks),
        tuple(name for name in looked if name not in found),
        guessable(case) if others else "",
        _paragraphs(text),
    )


def guessable(case: Case) -> str:
    """Why a text without names may still tell who reported: an incident between two (SEED)."""
    where = case.item("where")
    private = where is not None and isinstance(where.value, Where) and where.value.public == "private"
    told = " ".join(fold(text[:LONGEST_SOURCE]) for text in _accounts(case))
    if re.search(
        r"\b(?:direct messages?|private (?:messages?|chat)|dms?|alone with|only the two of us|just the two of us)\b",
        told,
    ):
        return "It was between two people: whoever reads this knows who was there."
    if private:
        return "It happened in private: few people were there."
    others = case.item("others")
    seen = any(person.part in ("witness", "affected person", "bystander") for person in case.persons) or (
        others is not None
        and others.state == "recorded"
        and isinstance(others.value, Others)
        and bool(others.value.text)
    )
    reported = sum(person.part == "reported person" for person in case.persons)
    if reported == 1 and not seen and others is not None:
        return "As far as is recorded, only two people were there."
    return ""


def _accounts(case: Case) -> list[str]:
    item = case.item("description")
    account = [item.value.account] if item is not None and isinstance(item.value, Description) else []
    return [*account, *(event.body.text for event in case.reports if isinstance(event.body, Received))]


# ---------------------------------------------------------------------- names and the like


def _occurrences(folded: Folded, secret: Secret) -> list[Leak]:
    pattern = rf"(?<![a-z0-9])(?:@|u/)?{secret.pattern}(?![a-z0-9])"
    hard: list[Leak] = []
    ordinary: list[Leak] = []
    for match in re.finditer(pattern, folded.text):
        start, end = folded.span(*match.span())
        chance = secret.word and _by_chance(folded.source, start, end, secret.word)
        sign: Literal["!", "~"] = "~" if secret.soft or chance else "!"
        leak = Leak(start, _with_possessive(folded.source, end), sign, secret.what, secret.say)
        (ordinary if chance else hard).append(leak)
    # A word that is a name as well would be marked in every line: once is enough to make somebody look.
    return [*hard, *(leak._replace(times=len(ordinary), what=f"{leak.what}, or only a word") for leak in ordinary[:1])]


def _slips(folded: Folded, looked_for: tuple[Secret, ...]) -> list[Leak]:
    """Words that are a name but for one letter."""
    # Here: 4 MB and 30 ms, of which who writes no message needs nothing.
    from rapidfuzz.distance import OSA

    names = {secret.word: secret for secret in looked_for if len(secret.word) >= SLIP_FROM}
    leaks: list[Leak] = []
    for match in re.finditer(r"[a-z]+", folded.text):
        if len(match[0]) < SLIP_FROM or match[0] in names or match[0] in STOP_WORDS:
            continue
        for word, secret in names.items():
            if OSA.distance(word, match[0], score_cutoff=1) == 1:
                start, end = folded.span(*match.span())
                leaks.append(Leak(start, end, "~", f"almost {secret.what}", secret.say))
                break
    return leaks


def _by_chance(source: str, start: int, end: int, word: str) -> bool:
    """Whether a single part of a name is an ordinary word here: `will`, or `Will` at the start of a sentence; `bo`."""
    written = source[start:end].lstrip("@")
    if (word not in ORDINARY and len(word) > 2) or _with_possessive(source, end) > end or written.casefold() != word:
        return False
    if not written[:1].isupper():
        return True
    if written.isupper() and len(written) > 1 and len(word) > 2:
        return False
    before = source[:start].rstrip()
    return word in ORDINARY and (not before or before[-1] in ".!?:\n" or source[:start].endswith("\n"))


def _with_possessive(source: str, end: int) -> int:
    found = re.match(r"['’]s?\b|['’]", source[end : end + 2])
    return end + found.end() if found and source[end : end + 1] in "'’" else end


# ---------------------------------------------------------------------- phrases


def _phrases(folded: Folded, case: Case) -> list[Leak]:
    """Runs of words that stand in a report in the same order."""
    grams: set[tuple[str, ...]] = set()
    for text in phrases(case):
        words = re.findall(r"[a-z0-9]+", fold(text[:LONGEST_SOURCE]).replace("'", ""))
        grams.update(zip(*(words[step:] for step in range(PHRASE)), strict=False))
    tokens = [(m[0].replace("'", ""), m.start(), m.end()) for m in re.finditer(r"[a-z0-9']+", folded.text)]
    tokens = [token for token in tokens if token[0]]
    leaks: list[Leak] = []
    at = 0
    while at + PHRASE <= len(tokens):
        upto = at
        while tuple(word for word, *_ in tokens[upto : upto + PHRASE]) in grams:
            upto += 1
        if upto == at:
            at += 1
            continue
        run = tokens[at : upto + PHRASE - 1]
        if len(run) >= LONG or sum(word not in STOP_WORDS for word, *_ in run) >= TELLING:
            start, end = folded.span(run[0][1], run[-1][2])
            leaks.append(Leak(start, end, "!", "the reporter's own words", "in words of your own"))
        at = upto + PHRASE - 1
    return leaks


# ---------------------------------------------------------------------- signs of a report


def _signs(folded: Folded, pattern: str, sign: Literal["!", "~"], what: str, say: str) -> list[Leak]:
    spans = [folded.span(*match.span()) for match in re.finditer(pattern, folded.text)]
    if sign == "!":
        return [Leak(start, end, sign, what, say) for start, end in spans]
    return [Leak(start, end, sign, what, say, len(spans)) for start, end in spans[:1]]


def _once(leaks: list[Leak]) -> tuple[Leak, ...]:
    """Each place once: the longest mark, and of two alike the one that tells."""
    kept: list[Leak] = []
    for leak in sorted(leaks, key=_rank):
        if all(leak.end <= other.start or leak.start >= other.end for other in kept):
            kept.append(leak)
    return tuple(sorted(kept, key=lambda leak: leak.start))


def _rank(leak: Leak) -> tuple[int, str, int, bool, str]:
    """Longer first, then what tells, then names: the first part of an address is often one."""
    return leak.start - leak.end, leak.sign, leak.start, not leak.what.endswith(" name"), leak.what


def _paragraphs(text: str) -> int:
    return max(0, len([part for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]) - 2)
