"""`verify`: whether everything fits, in words that fit on a screen; what is lost, and what helps."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from coctui.cli import care_answers as answers
from coctui.cli.call import Call
from coctui.cli.paper import Bold, pad, wrap
from coctui.cli.trouble import DONE, NO_VAULT, Usage
from coctui.vault.verdict import FAR, HELPS

if TYPE_CHECKING:
    from coctui.vault.door import Vault
    from coctui.vault.errors import VaultError
    from coctui.vault.verdict import Finding, Tip, Verdict

Progress = Callable[[int, int], None]
ROWS = 12
"""Findings that are listed for a person; --json has all of them."""
COPIES = {
    "whole": "Which copies there are: coctui backup --list",
    "in part": "Copies lie in the folder beside it. coctui restore COPY checks one first.",
    "without a key": "Copies lie in the folder beside it. coctui restore COPY checks one first.",
}


def verify(call: Call) -> int:
    """Check everything that this member can check; 3 where something does not fit."""
    from coctui.vault.errors import Damaged, Forked, Older

    if call.args.without_key:
        if call.args.tip is not None:
            raise Usage("Words to compare need somebody who is unlocked: leave out --without-key.")
        return _say(call, _outside(call), ())
    with showing_progress(call) as progress:
        try:
            with call.unlocked(work=0) as vault:  # nothing is changed while something may not fit
                other = _other(call, vault)
                verdict = vault.verify(progress)
                tips = vault.tips(other, progress) if call.args.tip is not None else ()
        except (Damaged, Forked, Older) as error:
            verdict, tips = _closer(call, error, progress), ()
    return _say(call, verdict, tips)


def _other(call: Call, vault: "Vault") -> str | None:
    named = call.args.tip
    return None if named in (None, "") else call.member(vault.team, named)


def _outside(call: Call) -> "Verdict":
    from coctui.vault.closer import look_outside

    return look_outside(call.path)


def _closer(call: Call, why: "VaultError", progress: Progress | None) -> "Verdict":
    """A vault that did not open: entry by entry where a seat can be unlocked, else as anybody sees it."""
    from coctui.vault.closer import look_closer, look_outside
    from coctui.vault.errors import LOOK_CLOSER, Damaged
    from coctui.vault.verdict import Finding

    try:
        unlocked = call.unlock()
    except Damaged as error:
        outside = look_outside(call.path)
        first = Finding(error.code, error.sentence.removesuffix(f" {LOOK_CLOSER}"))
        return outside._replace(findings=(first, *(found for found in outside.findings if found.code != error.code)))
    return look_closer(unlocked, why, progress)


@contextmanager
def showing_progress(call: Call) -> Iterator[Progress | None]:
    """A line on the terminal that is gone afterwards; nothing for a script."""
    if call.args.json or not call.aside.on_terminal:
        yield None
        return

    def show(done: int, steps: int) -> None:
        call.stderr.write(f"\r\x1b[Kchecking {done} of {steps}")
        call.stderr.flush()

    try:
        yield show
    finally:
        call.stderr.write("\r\x1b[K")
        call.stderr.flush()


def _say(call: Call, verdict: "Verdict", tips: "tuple[Tip, ...]") -> int:
    findings = tuple(
        answers.FindingAnswer(code=found.code, sentence=found.sentence, case=found.case, helps=found.remedy)
        for found in verdict.findings
    )
    said = tuple(answers.TipAnswer(case=tip.case, words=tip.words) for tip in tips[1:])
    words = tips[0].words if tips else ""
    answer = answers.Verified(
        ok=verdict.ok, opens=verdict.opens, cases=verdict.cases, findings=findings, tip=words, tips=said
    )
    call.say(answer, [*(_fits(verdict) if verdict.ok else _does_not(verdict)), *_compare(tips)])
    return DONE if verdict.ok else NO_VAULT


def _fits(verdict: "Verdict") -> Iterator[str]:
    if verdict.opens == "without a key":
        yield "+ As far as anybody can tell without a key, everything fits."
        yield "  The file is whole, and every entry is linked and signed."
        yield "  What is in them only a member can check."
        return
    cases = "1 case" if verdict.cases == 1 else f"{verdict.cases} cases"
    yield "+ Everything fits."
    yield "  The file, the link and signature of every entry, the team, what is your own."
    yield f"  Read to the last attachment: {cases} that you may open."


def _does_not(verdict: "Verdict") -> Iterator[str | tuple[str, ...]]:
    yield "! Not everything fits."
    yield f"  {FAR[verdict.opens]}"
    left = ROWS
    for helps, heading in HELPS.items():
        found = [finding for finding in verdict.findings if finding.remedy == helps]
        if not found or left <= 0:
            continue
        yield ""
        yield f"  {heading}:"
        for finding in found[:left]:
            yield from _finding(finding)
        left -= len(found)
    more = len(verdict.findings) - ROWS
    if more > 0:
        yield f"    and {more} more; --json lists all of them"
    yield ""
    if verdict.opens == "in part":
        yield f"  Whole and readable: {verdict.cases} of the cases that you hold."
    yield "  Nothing was changed. Keep this file as it is, and tell your team."
    if any(finding.remedy == "copy" for finding in verdict.findings):
        yield f"  {COPIES[verdict.opens]}"


def _finding(finding: "Finding") -> Iterable[str | tuple[str, ...]]:
    said = wrap(f"{finding.sentence} ({finding.code})", indent=6 if finding.case else 4)
    return [("    ", Bold(finding.case)), *said] if finding.case else said


def _compare(tips: "tuple[Tip, ...]") -> Iterator[str | tuple[str, ...]]:
    if not tips:
        return
    yield ""
    yield "Read these words to each other. They are alike where both files are:"
    yield ("    ", Bold(tips[0].words))
    if len(tips) > 2:
        yield "If they differ, one of these does:"
        for tip in tips[1:]:
            yield f"    {pad(tip.case or 'the team', 20)} {tip.words}"
