"""`verify`: care of the vault."""

from coctui.cli import care_answers as answers
from coctui.cli.call import Call
from coctui.cli.trouble import DONE, NO_VAULT


def verify(call: Call) -> int:
    """Check everything that this member can check; 3 where something does not fit."""
    with call.unlocked(work=0) as vault:  # nothing is changed while something may not fit
        verdict = vault.verify()
        findings = tuple(
            answers.FindingAnswer(code=found.code, sentence=found.sentence, case=found.case)
            for found in verdict.findings
        )
        if verdict.ok:
            cases = (
                "1 case that you may open was"
                if verdict.cases == 1
                else f"{verdict.cases} cases that you may open were"
            )
            rows = [f"+ Everything fits. {cases} checked whole."]
        else:
            rows = [f"! {found.case + ': ' if found.case else ''}{found.sentence} ({found.code})" for found in findings]
            rows.append("Nothing was changed. Keep this file as it is, and tell your team.")
        call.say(answers.Verified(ok=verdict.ok, cases=verdict.cases, findings=findings), rows)
        return DONE if verdict.ok else NO_VAULT
