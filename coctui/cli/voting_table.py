"""The commands by which the cleared members decide together: assess, plan, vote."""

from coctui.cli.command import CASE, STDIN, Command, arg

ASKED = (
    ("public", "seen in public"),
    ("group", "a group it hits harder"),
    ("leader", "by a community leader"),
    ("harassment", "sexual harassment"),
    ("safety", "somebody's safety, body or mind"),
    ("again", "likely to happen again"),
    ("stop", "did not stop when asked"),
)
BEHAVIOURS = (
    "avoid-specific-language", "avoid-kinds-of-discussion", "no-private-messages-to-someone", "stay-out-of-channels",
    "give-up-moderator-rights", "give-up-volunteer-duties", "give-up-leadership", "give-up-membership",
)  # fmt: skip
CONSEQUENCES = (
    "nothing", "warning-spoken-or-by-mail", "final-warning", "leave-for-a-time", "leave-for-good", "publish-an-account-no-names",
    "pass-on-to-the-PSF-group",
)  # fmt: skip

DECIDING: tuple[Command, ...] = (
    Command("assess", "seven plain questions, impact and risk: a help for thinking, never a score", "voting:assess", (
        CASE,
        *(arg(f"--{name}", choices=("yes", "no", "perhaps"), metavar="YES|NO|PERHAPS", help=words) for name, words in ASKED),
        arg("--impact", choices=("low", "high"), metavar="LOW|HIGH", help="how much harm was done"),
        arg("--risk", choices=("low", "high"), metavar="LOW|HIGH", help="how much there could be"),
    ), more=f"{STDIN} What is not named stays as it was."),
    Command("plan", "propose what is asked of the reported person, and what follows", "voting:plan", (
        CASE,
        arg("--behaviour", action="append", default=[], choices=BEHAVIOURS, metavar="WHAT", help=", ".join(BEHAVIOURS)),
        arg("--consequence", action="append", default=[], choices=CONSEQUENCES, metavar="WHAT", help=", ".join(CONSEQUENCES)),
        arg("--ends", default="", metavar="TEXT", help="when it ends"),
        arg("--if-refused", dest="refused", default="", metavar="TEXT", help="what follows if they refuse"),
        arg("--look-again", dest="again", default="", metavar="TIME", help="like “in 14 days”; - to read it"),
    ), more=f"{STDIN} Another plan is voted on anew."),
    Command("vote", "vote on the plan that stands", "voting:vote", (
        CASE, arg("vote", choices=("for", "against", "abstain"), help="for, against, abstain"),
    ), more="Only votes of who can open the case count; who steps aside later takes theirs along."),
)  # fmt: skip
