"""Which members a report seems to touch: their name, mail, handle or employer occurs in it. A person decides what follows."""

import re
import unicodedata
from collections.abc import Iterable

from coctui.models.case import Case
from coctui.models.content_events import Received
from coctui.models.draft import IntakeForm, ReportDraft
from coctui.models.items import ITEMS
from coctui.models.roster import Profile, Team

_SHORT = 3
"""A name of fewer letters is found only as a whole."""


def touched(team: Team, texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Seat to what of its roster facts occurs in the texts: `name`, `mail`, `handle`, `company` (DESIGN.md 3).

    Whole words, whatever their case and accents; first and last names apart. Finding too much is meant: it only says
    whom not to ask without a look.
    """
    text = _plain("\n".join(texts))
    found: dict[str, tuple[str, ...]] = {}
    for seat, member in team.active.items():
        what = tuple(fact for fact, values in _facts(member.profile) if any(_occurs(value, text) for value in values))
        if what:
            found[seat] = what
    return found


def texts_of(report: ReportDraft | IntakeForm) -> tuple[str, ...]:
    """Every text of a report in which somebody may be named."""
    if isinstance(report, IntakeForm):
        told = (
            report.text,
            report.reporter_contact,
            report.where,
            report.circumstances,
            report.others,
            *report.reported,
        )
        return tuple(text for text in told if text)
    names = tuple(file.name for file in report.attachments)
    return (report.subject, report.stated_from, report.sender, report.text, report.html_text, *names)


def texts_in(case: Case) -> tuple[str, ...]:
    """The same of a case: its reports, its report data and its people."""
    texts: list[str] = []
    for event in case.reports:
        if isinstance(event.body, Received):
            body = event.body
            texts += (body.sender, body.subject, body.text, body.html_text, *(file.name for file in body.files))
    for noun in (*(item.value for name in ITEMS if (item := case.item(name)) is not None), *case.persons):
        for value in noun.model_dump(exclude={"id", "code", "item"}).values():
            texts += map(str, value.values() if isinstance(value, dict) else (value,))
    return tuple(text for text in texts if text)


def _facts(profile: Profile) -> tuple[tuple[str, tuple[str, ...]], ...]:
    parts = tuple(part for part in re.split(r"[\s.\-_]+", profile.name) if len(part) >= _SHORT)
    return (
        ("name", (profile.name, *parts)),
        ("mail", (profile.mail,)),
        ("handle", profile.handles),
        ("company", (profile.company,)),
    )


def _occurs(value: str, text: str) -> bool:
    value = _plain(value).strip().lstrip("@")
    return bool(value) and re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text) is not None


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
