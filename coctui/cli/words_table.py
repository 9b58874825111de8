"""The commands for words that are ready before they are needed."""

from coctui.cli.command import STDIN, Command, arg

KEYS = (
    "right-now-1", "right-now-2", "right-now-3", "acknowledgement", "acknowledgement-short", "question", "question-short",
    "status", "status-short", "outcome", "outcome-short", "not-a-violation", "not-a-violation-short", "check-in",
    "check-in-short", "moderators", "moderators-short", "reported-person", "reported-person-short",
)  # fmt: skip
KEY = arg("key", metavar="WORDS", choices=KEYS, help=", ".join(KEYS))

WORDS: tuple[Command, ...] = (
    Command("right-now", "words for the first minutes, to read or to print", "words:right_now", (
        arg("page", metavar="PAGE", nargs="?", type=int, choices=(1, 2, 3), default=None,
            help="1 words, 2 who can remove and whom to call, 3 hard moments"),
    ), more="Without --as pages 1 and 3 in our own words, from no vault; with it your team's words, and page 2."),
    Command("words list", "which pages and templates the team wrote itself", "words:list_words"),
    Command("words show", "one of them, as the team or coctui has it", "words:show_words", (KEY,)),
    Command("words set", "put the team's own words there", "words:set_words", (KEY,),
            more=f"{STDIN} A line that begins with # is a heading. A chair or a lead may."),
    Command("words reset", "go back to coctui's own words", "words:reset_words", (KEY,)),
)  # fmt: skip
