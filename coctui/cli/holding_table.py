"""The commands about people and files of a case that one holds."""

from coctui.cli.command import CASE, STDIN, Command, arg

PARTS = ("reported-person", "reporter", "affected-person", "witness", "bystander", "supporter")
FACTS = (
    "identified", "name", "appearance", "height", "clothing", "voice", "company", "contact", "contacted", "other",
)  # fmt: skip

HOLDING_OF_CASE: tuple[Command, ...] = (
    Command("people", "who is named in a case, before any account", "holding:people", (
        CASE, arg("--clear", action="store_true", help="you looked at them: no conflict with anybody named so far"),
    ), more="Whoever has a conflict steps aside: answer CASE recuse. Names are shown; nothing else of the case is."),
    Command("person", "add a person to a case, or change what is known of one", "holding:person", (
        CASE,
        arg("code", metavar="CODE", nargs="?", default="", help="their code name; without it somebody new"),
        arg("--part", choices=PARTS, metavar="PART", help=", ".join(PARTS)),
        arg("--set", action="append", default=[], metavar="FACT=VALUE", help=f"{', '.join(FACTS)}, and handle"),
    ), more=f"A screen name is --set handle=PLATFORM:NAME. With --set FACT=- the value is read. {STDIN}"),
    Command("attach", "add a file to a case, its bytes unaltered", "holding:attach", (
        CASE, arg("file", metavar="FILE", help="its path, or - to read it"),
    )),
    Command("save", "save a file of a case outside; the timeline tells of it", "holding:save", (
        CASE,
        arg("number", metavar="NUMBER", type=int, help="of the file, as `show` lists them, from 1"),
        arg("-o", "--output", metavar="FILE", required=True, help="where to, or - to read it; for you alone to read"),
        arg("--replace", action="store_true", help="also where a file of that name is"),
    )),
)  # fmt: skip
