"""What a person of a case gave leave for. Leave that was given can be taken back at any time, without a reason."""

from coctui.casework.record import holding
from coctui.casework.result import Acts, Refused, refuse
from coctui.models.case import Case
from coctui.models.company_events import Consent, Leave
from coctui.models.handover import consent_of

USES: dict[str, str] = {
    "team": "tell the rest of the team",
    "reported": "tell the reported person",
    "pattern": "count it, without names, with other reports",
    "public": "say it in public",
}
"""What leave is asked for, each by itself (SEED: anonymised unless that person instructs otherwise)."""


def consent(case: Case, me: str, person: str | None = None, **given: Leave) -> Acts | Refused:
    """Record leave for some uses, of the reporter or of a person by id; uses that are not named stay as they were."""
    if (no := holding(case, me)) is not None:
        return no
    if person is not None and all(known.id != person for known in case.persons):
        return refuse("no-such-person")
    if not given or not set(given) <= USES.keys():
        return refuse("nothing-chosen")
    before = consent_of(case, person)
    after = before.model_copy(update=dict(given))
    apart = f"consent {person or 'reporter'}" in case.two_answers  # then what stands may be what is chosen
    return refuse("nothing-changed") if after == before and not apart else (Consent.model_validate(after.model_dump()),)
