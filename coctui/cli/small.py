"""`settle`: a small matter from open to closed."""

from coctui.casework import small as rules
from coctui.casework.result import Acts, Refused, refuse
from coctui.cli.call import Call
from coctui.cli.message_answers import DraftText
from coctui.cli.reading import code_name
from coctui.cli.trouble import Usage
from coctui.cli.work import work
from coctui.models.case import Case


def settle(call: Call) -> None:
    """Decide, record the line that was written back, and close, in one go."""
    args = call.args
    if args.no_reply and args.show:
        raise Usage("--show is a line to write; --no-reply is for when nobody is written to.")
    outcome = args.outcome.replace("-", " ")
    if args.show:
        with call.unlocked() as vault:
            code, line = code_name(vault, call.room(vault)), rules.REPLIES[outcome]
        call.say(DraftText(case=code, kind="outcome", text=line), [line])
        return

    def rule(case: Case, me: str) -> Acts | Refused:
        reply = "" if args.no_reply else call.long_text(question="What was written back.")
        if not args.no_reply and not reply.strip():
            return refuse("nothing-written")
        return rules.settle(case, me, outcome, call.now(), reply=reply)

    remarks = ("Nobody was written to.",) if args.no_reply else ()
    work(call, rule, f"settled: {outcome}, and closed", remarks=remarks)
