"""Which members a report seems to touch: their name, mail, handle or employer occurs in it. A person decides what follows."""

from collections.abc import Iterable

from coctui.casework.matching import Words, mentions
from coctui.models.case import Case
from coctui.models.content_events import Received
from coctui.models.draft import IntakeForm, ReportDraft
from coctui.models.items import ITEMS
from coctui.models.roster import Team


def touched(team: Team, texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Seat to what of its roster facts occurs in the texts: `name`, `mail`, `handle`, `company` (DESIGN.md 3)."""
    words = Words(texts)
    found: dict[str, tuple[str, ...]] = {seat: mentions(member.profile, words) for seat, member in team.active.items()}
    return {seat: facts for seat, facts in found.items() if facts}


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
