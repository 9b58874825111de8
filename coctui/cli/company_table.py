"""The commands about who does what in a case, with whose leave, and beside which other case."""

from coctui.cli.command import CASE, MEMBER, STDIN, Command, arg

OTHER = arg("other", metavar="OTHER", help="the other case, likewise")
USES = (
    ("team", "to be told to the rest of the team"),
    ("reported", "to be told to the reported person"),
    ("pattern", "to be counted, without names, with other reports"),
    ("public", "to be said in public"),
)

COMPANY_OF_CASE: tuple[Command, ...] = (
    Command("hand-over", "offer duties and open threads to another holder, line by line", "company:hand_over", (
        CASE, MEMBER, arg("--all", action="store_true", help="all your duties here, and what is still promised"),
    ), more=f"{STDIN} Each line begins with `now:`, `promised:` or `do not:`."),
    Command("take-over", "accept what is offered to you", "company:take_over", (
        CASE,
        arg("lines", metavar="LINE", type=int, nargs="*", help="numbers of lines, as `show` counts them; none: all"),
        arg("--free", action="store_true", help="instead: the duties that somebody gave back"),
    )),
    Command("step-back", "give your duties back and stay cleared; no reason", "company:step_back", (CASE,)),
    Command("consent", "record what somebody gave leave for", "company:consent", (
        CASE,
        arg("--person", metavar="CODE", default="", help="a person's code name; without it the reporter"),
        *(arg(f"--{use}", choices=("yes", "no"), metavar="YES|NO", help=words) for use, words in USES),
    ), more="Leave can be taken back at any time; both stand on the timeline."),
    Command("tie", "say that two cases belong together", "company:tie", (
        CASE, OTHER, arg("--off", action="store_true", help="they do not any more"),
    )),
    Command("join", "let a case go into another one that the same people see", "company:join", (CASE, OTHER)),
)  # fmt: skip
