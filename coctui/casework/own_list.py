"""People and employers whom a member must not judge: a list of their own, compared at their side only.

It lies sealed in their own sheet. Nobody else sees that it exists, what is on it, or whether something matched.
"""

from collections.abc import Iterable, Sequence

from coctui.casework.matching import Words, mentions
from coctui.casework.result import Refused, refuse
from coctui.casework.text import LINE, whole
from coctui.models.roster import Profile

MOST = 500
ON_IT = "A name here is on your own list. Step aside? R"


def kept_list(lines: Iterable[str]) -> tuple[str, ...] | Refused:
    """A list from lines as typed: blank ends and blank lines away, each entry once."""
    entries = tuple(dict.fromkeys(entry for line in lines if (entry := " ".join(whole(line).split()))))
    return refuse("too-long") if len(entries) > MOST or any(len(entry) > LINE for entry in entries) else entries


def is_on_it(entries: Sequence[str], texts: Iterable[str]) -> bool:
    """Whether the texts mention anybody on the list, as a person, a mail address, a handle or an employer."""
    if not entries:
        return False
    words = Words(texts)
    return any(mentions(_entry(entry), words) for entry in entries)


def _entry(entry: str) -> Profile:
    return Profile(
        name="" if "@" in entry else entry,
        mail=entry if "@" in entry.strip("@") else "",
        handles=(entry,) if entry.startswith("@") else (),
        company="" if "@" in entry else entry,
    )
