"""The commands for promises: what is due, and what became of it."""

from coctui.cli.command import CASE, STDIN, Command, arg

PROMISES = ("acknowledgement", "outcome", "status", "review", "check-in", "expiry", "team-check-in")
MADE = ("check-in", "expiry", "team-check-in")
REASONS = ("no-contact", "asked-not-to-be-contacted", "bad-faith", "not-needed")
DID = ("removed", "muted", "safe-place", "moderator", "security", "other")
REFERRED = ("asked", "life-at-risk")
TIME = "like “yesterday 3pm”, “22:10 CET” or “4 Dec 15:40”; - to read it"
WITH = arg("--with", dest="colleague", default="", metavar="MEMBER", help="of a team check-in: with whom; - to read it")

DUTIES_OF_CASE: tuple[Command, ...] = (
    Command("due", "what was promised in the cases that you hold, by when", "duty:due", (
        arg("--days", type=int, default=None, metavar="N", help="only what is due within so many days"),
        arg("--ics", dest="output", metavar="FILE", help="save it as a calendar that says when, and “a promise”, nothing else"),
        arg("--replace", action="store_true", help="also where a file of that name is already"),
    )),
    Command("promise", "promise to look again: at how somebody is, or at what ends", "duty:promise", (
        CASE,
        arg("kind", metavar="KIND", choices=MADE, help=", ".join(MADE)),
        arg("--by", required=True, metavar="TIME", help="by when, like “friday”, “in 3 days” or “12 Dec 18:00”; - to read it"),
        WITH,
    ), more=STDIN),
    Command("keep", "record that such a promise was kept", "duty:keep", (
        CASE,
        arg("kind", metavar="KIND", choices=PROMISES, help=", ".join(PROMISES)),
        arg("--at", default="", metavar="TIME", help=f"when, if that is not now: {TIME}"),
        WITH,
    ), more=f"{STDIN} What a message keeps is recorded with `sent`."),
    Command("waive", "let a promise go, with a reason", "duty:waive", (
        CASE,
        arg("reason", metavar="REASON", choices=REASONS, help=", ".join(REASONS)),
        arg("--promise", dest="kind", default=None, metavar="KIND", choices=PROMISES, help="only this one; else all to the reporter"),
        WITH,
    ), more=f"{STDIN} Bad faith counts when a second member says the same."),
    Command("act", "record what was done at once, by one member alone", "act:act", (
        CASE,
        arg("--did", action="append", default=[], choices=DID, metavar="WHAT", help=", ".join(DID)),
        arg("--referred", default="", choices=REFERRED, metavar="WHY", help=f"referred outside: {' or '.join(REFERRED)}"),
        arg("--at", default="", metavar="TIME", help=f"when, if that is not now: {TIME}"),
        arg("--where", dest="place", default="", metavar="TEXT", help="in which space; - to read it"),
        arg("--until", default="", metavar="TIME", help="when it ends by itself, like “sunday 18:00”"),
    ), more=f"{STDIN} If somebody is in danger, call for help there first. The team looks at it within 24 hours."),
    Command("review", "say what the team thinks of what one member did alone", "act:review", (
        CASE, arg("verdict", choices=("confirm", "reverse"), help="it was right, or it is taken back"),
    ), more=STDIN),
    Command("hold", "hold a report unless it happens again", "duty:hold", (
        CASE, arg("--off", action="store_true", help="it happened again, or is to be answered after all"),
    ), more=STDIN),
)  # fmt: skip
