"""The commands for small matters, a wrong paste, and a copy of a case outside."""

from coctui.cli.command import CASE, Command, arg

SMALL = ("service-matter", "out-of-scope", "no-action", "not-a-violation")

WORK_ON_CASE: tuple[Command, ...] = (
    Command("settle", "a small matter, from open to closed with one line", "small:settle", (
        CASE,
        arg("outcome", metavar="OUTCOME", choices=SMALL, help=", ".join(SMALL)),
        arg("--no-reply", action="store_true", help="nobody was written to (spam)"),
        arg("--show", action="store_true", help="a line to write, and nothing else"),
    ), more="What was written back comes from standard input; coctui sends nothing."),
    Command("strike", "take a wrong paste out again", "strike:strike", (
        CASE,
        arg("number", metavar="NUMBER", nargs="?", type=int, default=None, help="as `timeline --numbers` has it; else what you wrote last"),
    ), more="At once within a minute, by who wrote it; later two members say so. What it cannot reach is said."),
    Command("take-in", "let entries count that a merge kept aside", "merging:take_in", (
        CASE,
        arg("number", metavar="NUMBER", nargs="?", default=None, help="which one, or `all`; without: those that there are"),
    ), more="Who wrote them, in another copy, could not know that the case was closed to them. A holder decides."),
    Command("export", "a copy of one case outside the vault, recorded in it", "export:export", (
        CASE,
        arg("output", metavar="FILE", help="where to; - to read it"),
        arg("--format", choices=("txt", "json"), default="txt", metavar="FORMAT", help="txt or json"),
        arg("--no-names", action="store_true", help="without the names of people in it, and without the texts"),
        arg("--replace", action="store_true", help="also where a file of that name is already"),
    ), more="For you alone to read. No strike and no recusal reaches a file outside."),
)  # fmt: skip
