"""The commands for texts on their way out; coctui itself sends nothing."""

from coctui.cli.command import CASE, KINDS, STDIN, Command, arg

KIND = arg("kind", metavar="KIND", choices=KINDS, help=", ".join(KINDS))

MESSAGES: tuple[Command, ...] = (
    Command("message draft", "a text to go on with, from its template", "message:draft", (
        CASE, KIND, arg("--short", action="store_true", help="the two-line version"),
    )),
    Command("message check", "what in a text would tell of somebody", "message:check", (CASE, KIND),
            more=f"{STDIN} Without one the text that is kept."),
    Command("message keep", "keep a text in the case, for a second reader", "message:keep", (CASE, KIND), more=STDIN),
    Command("message show", "the text that is kept, and what its readers said", "message:show", (CASE, KIND)),
    Command("message read", "say of a kept text that it may go, or what to change", "message:read", (
        CASE, KIND, arg("--change", action="store_true", help="please change it; what, from standard input"),
    ), more=STDIN),
    Command("message save", "the kept text as a mail that is not sent yet", "message:save", (
        CASE, KIND,
        arg("output", metavar="FILE", help="where to; - to read it"),
        arg("--unread", action="store_true", help="also where a second reader is missing"),
        arg("--replace", action="store_true", help="also where a file of that name is already"),
    ), more="Recorded on the timeline. Your mail program opens it; coctui sends nothing."),
)  # fmt: skip
