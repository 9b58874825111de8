"""Every command of the command line: its words, its arguments, and where its handler is. Nothing else is loaded for --help."""

import argparse
import contextlib
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NoReturn

from coctui import __version__
from coctui.cli.care_table import CARE_OF_VAULT
from coctui.cli.command import CASE, ITEMS, KINDS, MEMBER, STDIN, Command, arg
from coctui.cli.company_table import COMPANY_OF_CASE
from coctui.cli.duty_table import DUTIES_OF_CASE
from coctui.cli.holding_table import HOLDING_OF_CASE
from coctui.cli.message_table import MESSAGES
from coctui.cli.trouble import Usage
from coctui.cli.voting_table import DECIDING
from coctui.cli.words_table import WORDS
from coctui.cli.work_table import WORK_ON_CASE

VIEWS = ("needs-you", "asked", "ongoing", "mine", "waiting", "decided", "all", "closed", "stepped-aside")
DUTIES = ("lead", "second", "reporter", "reported-person", "records")
OUTCOMES = (
    "violation", "not-a-violation", "out-of-scope", "person-not-identifiable", "undetermined", "service-matter", "no-action",
)  # fmt: skip

PROFILE = ("name", "mail", "handles", "company", "zone", "phone", "shifts")
CATEGORIES = (
    "harassment", "intimidation-following", "screenshots-to-harass", "private-information", "threats-of-violence", "incitement",
    "extra-accounts", "sexual-language-images", "insults-stereotype-jokes", "swearing", "unwanted-attention", "unwanted-contact",
    "pattern-of-contact", "disruption", "contact-after-a-stop", "photos-without-asking", "other-conduct", "not-a-conduct-matter",
)  # fmt: skip
SORTS = ("in", "written", "decided", "told", "small")
SHELLS = ("bash", "zsh", "fish", "tcsh", "powershell")
FILES = ("PATH", "FILE", "F")
"""Metavars of what is a file's path."""


MEMBERS = arg("members", metavar="MEMBER", nargs="+", help="names, or - to read one")
ROLE = arg("--role", required=True, metavar="ROLE", help="responder, lead, chair, organizer; several joined by commas")
DOORS = (
    arg(
        "--ask",
        action="append",
        default=[],
        metavar="MEMBER",
        help="ask this member about a conflict; `all`: everybody else",
    ),
    arg("--admit", action="append", default=[], metavar="MEMBER", help="let this member in on their word by voice"),
    arg("--exclude", action="append", default=[], metavar="MEMBER", help="keep this member from it"),
)

COMMANDS: tuple[Command, ...] = (
    Command("init", "start a team: a new vault with its first member", "team:init", (
        arg("--conference", required=True, metavar="TEXT", help="the conference's name"),
        arg("--name", required=True, metavar="MEMBER", help="your name, to unlock with; - to read it"),
        arg("--role", required=True, metavar="ROLE", help="lead or chair, or both joined by a comma"),
        arg("--from", dest="first_day", default="", metavar="DAY", help="first day of the conference: 2026-12-04"),
        arg("--to", dest="last_day", default="", metavar="DAY", help="last day"),
        arg("--zone", default="", metavar="TZ", help="its time zone: Europe/Berlin"),
    )),
    Command("demo", "a filled throw-away vault with invented people, opened", "demo:demo", (
        arg("--cases", type=int, default=16, metavar="N", help="how many cases (default 16)"),
        arg("--seed", type=int, default=1, metavar="S", help="another seed, other code names"),
        arg("--keep", metavar="PATH", help="keep the vault at PATH"),
        arg("--no-open", action="store_true", help="do not open it"),
    ), more="With --as MEMBER it is opened as that member: some stepped aside from a case, one is excluded from one."),
    Command("member invite", "invite somebody: prints a code that works once", "team:invite", (MEMBER, ROLE)),
    Command("member accept", "join with a code, under the name to unlock with", "team:accept", (
        arg("member", metavar="NAME", help="the name that you will unlock with; - to read it"),
        arg("--code-file", metavar="F", help="file with the code; without it the code is read from standard input"),
    )),
    Command("member list", "who is on the team", "team:list_members"),
    Command("member profile", "how a member is reached; yours is yours to change", "roster:profile", (
        arg("member", metavar="MEMBER", nargs="?", default="", help="whose; yours without it"),
        arg("--set", action="append", default=[], metavar="FIELD=VALUE", help=f"{', '.join(PROFILE)}; several handles with commas"),
        arg("--field", choices=PROFILE, default="", metavar="FIELD", help="which field the text on standard input is for"),
    )),
    Command("member shift", "who is on now, next, and can be woken; or your own shifts", "roster:shift", (
        arg("span", metavar="SPAN", nargs="?", default="", help="add one of yours, like: sat 22:00 to 06:00; - to read it"),
        arg("--drop", action="store_true", help="take that one away"),
        arg("--clear", action="store_true", help="take all yours away"),
    )),
    Command("policy", "the team's rules: hours of promises, leads out, conflict contacts; a chair sets them", "settings:policy", (
        arg("--set", action="append", default=[], metavar="NAME=VALUE", help="another value, for what is written from now on"),
    )),
    Command("settings", "what you have set for your own coctui", "settings:settings", (
        arg("--set", action="append", default=[], metavar="NAME=VALUE", help="theme, signs, veil, lock, times, `key ID`; empty: as usual"),
    )),
    Command("own-list", "people and employers whom you must not judge: for you alone", "roster:own_list", (
        arg("--write", action="store_true", help="a new list, one a line, from standard input"),
    )),
    Command("member role", "give a member other roles", "team:role", (
        MEMBER, arg("role", metavar="ROLE", help="responder, lead, chair, organizer; several joined by commas"),
    )),
    Command("member remove", "remove a member, or take back an invitation", "team:remove", (MEMBER,)),
    Command("member renew", "a new seat for somebody who lost every way in, or who comes back", "team:renew", (MEMBER,)),
    Command("member lost", "somebody's computer is lost: close its seat, change keys, say what it had", "lost:lost", (MEMBER,)),
    Command("member compare", "six words of a member's key, to compare by voice", "team:compare", (
        MEMBER, arg("--same", action="store_true", help="record that you compared them and they were the same"),
    )),
    Command("import", "mail into reports: files, folders, mbox", "intake:import_mail", (
        arg("paths", metavar="PATH", nargs="+", help=".eml file, mbox file, Maildir, or a folder of them"),
        *DOORS,
        arg("--dry-run", action="store_true", help="say what would be read; opens no vault"),
    ), more="Without --ask, --admit and --exclude only you hold what is imported."),
    Command("new", "take down a report, by questions or from a file", "intake:new", (
        arg("--from", dest="form", metavar="FILE", help="a JSON object, of which only `text` must be there; - to read it"), *DOORS,
    )),
    Command("list", "the cases that you may know of", "reading:list_cases", (
        arg("--view", choices=VIEWS, default="all", metavar="VIEW", help=", ".join(VIEWS)),
        arg("--search", default="", metavar="TEXT", help="only lines that hold this; - to read it"),
        arg("--texts", default="", metavar="TEXT", help="only cases whose texts hold this: opens each that you may open; - to read it"),
    )),
    Command("show", "one case", "reading:show", (
        CASE, arg("--names", action="store_true", help="with the names of people in it"),
    )),
    Command("timeline", "what happened in a case, entry by entry", "reading:timeline", (
        CASE,
        arg("--full", action="store_true", help="with the texts of the entries"),
        arg("--numbers", action="store_true", help="with the numbers by which `strike` names an entry"),
        arg("--kind", choices=SORTS, default="", metavar="KIND", help=", ".join(SORTS)),
        arg("--search", default="", metavar="TEXT", help="only entries that hold these words; - to read it"),
        arg("--utc", action="store_true", help="times in UTC instead of your zone"),
    )),
    Command("ask", "ask members whether they have a conflict", "access:ask", (
        CASE, arg("members", metavar="MEMBER", nargs="+", help="names, - to read one, or `all`"),
    )),
    Command("answer", "answer a card, or step aside later", "access:answer", (
        CASE, arg("said", choices=("clear", "recuse"), help="no conflict, or step aside; no reason is asked"),
    )),
    Command("admit", "let a member in on their word by voice", "access:admit", (CASE, MEMBER)),
    Command("exclude", "keep a member from a case", "access:exclude", (CASE, MEMBER)),
    Command("stand-in", "name an organizer as temporary lead", "access:stand_in", (CASE, MEMBER)),
    Command("assign", "give a duty to a holder", "work:assign", (
        CASE,
        arg("member", metavar="MEMBER", nargs="?", help="a holder's name; - to read it"),
        arg("--nobody", action="store_true", help="take the duty back"),
        arg("--duty", choices=DUTIES, default="lead", metavar="DUTY", help=", ".join(DUTIES)),
    )),
    *HOLDING_OF_CASE,
    *DECIDING,
    *COMPANY_OF_CASE,
    Command("item", "record one of the eight items of report data", "work:item", (
        CASE,
        arg("item", metavar="ITEM", choices=ITEMS, help=", ".join(ITEMS)),
        arg("--not-known", dest="state", action="store_const", const="not known", help="it is not known"),
        arg("--declined", dest="state", action="store_const", const="declined", help="the reporter declined to say"),
        arg("--not-asked", dest="state", action="store_const", const="not asked", help="nobody asked after all"),
        arg("--leave", action="store_true", help="do not ask about it again"),
        arg("--field", metavar="FIELD", default="", help="which field the text is for, where it is not the main one"),
        arg("--set", action="append", default=[], metavar="FIELD=VALUE", help="set a field; arguments stay in a shell's history"),
    ), more=f"{STDIN} Without --set and a state it is what is recorded."),
    Command("note", "write a note", "work:note", (CASE,), more=STDIN),
    Command("sent", "record a message that somebody sent", "work:sent", (
        CASE,
        arg("kind", metavar="KIND", choices=KINDS, help=", ".join(KINDS)),
        arg("--discussed", action="store_true", help="it says that the team discussed it"),
        arg("--determination", action="store_true", help="it says whether it was a violation"),
        arg("--actions", action="store_true", help="it says which actions were taken"),
        arg("--next", dest="next_day", metavar="DAY", help="of a status message: the day that it promises"),
        arg("--kept", action="store_true", help="the text that is kept in the case, word for word"),
        arg("--at", default="", metavar="TIME", help="when it was sent, if that is not now: “yesterday 3pm”, “22:10 CET”"),
        arg("--asks", action="append", default=[], choices=ITEMS, metavar="ITEM", help="of a question: an item that it asks about"),
    ), more=STDIN),
    Command("determine", "record what the team decided", "work:determine", (
        CASE, arg("outcome", metavar="OUTCOME", choices=OUTCOMES, help=", ".join(OUTCOMES)),
    ), more=STDIN),
    Command("close", "close a case", "work:close", (CASE,), more=STDIN),
    Command("reopen", "open a closed case again", "work:reopen", (CASE,), more=STDIN),
    Command("completions", "words for your shell's tab key", "completions:completions", (
        arg("shell", metavar="SHELL", choices=SHELLS, help=", ".join(SHELLS)),
    ), more="For bash: coctui completions bash > ~/.local/share/bash-completion/completions/coctui"),
    Command("line", "one unlocked plain prompt with all commands, for screen readers", "line:line"),
    Command("label", "what a case is about: in the list, and as it is counted", "work:label", (
        CASE,
        arg("--gloss", metavar="TEXT", help="a harmless hint beside the code name, at most 24 letters"),
        arg("--what", metavar="WORD", help="one word for the list"),
        arg("--category", metavar="CATEGORY", choices=CATEGORIES, help=f"as debriefs count it: {', '.join(CATEGORIES)}"),
        arg("--status", metavar="STATUS", choices=("open", "waiting"), help="open, or waiting for a reply"),
    )),
    Command("debrief", "figures over the cases that you hold", "debrief:debrief", (
        arg("--format", choices=("md", "json"), default="md", metavar="FORMAT", help="md or json"),
        arg("--public", action="store_true", help="a draft for the public: small counts held back, no lines of cases"),
        arg("-o", dest="output", metavar="FILE", help="save it there, for you alone to read; its cases tell of it"),
        arg("--replace", action="store_true", help="also where a file of that name is already"),
    )),
    *DUTIES_OF_CASE,
    *WORK_ON_CASE,
    *WORDS,
    *MESSAGES,
    *CARE_OF_VAULT,
)  # fmt: skip
GROUPS = {
    "message": "texts on their way out: draft, check, keep, show, read, save",
    "words": "pages and templates in the team's own words: list, show, set, reset",
    "member": "who is on the team: invite, accept, list, profile, shift, role, remove, renew, compare",
}
ABOUT = "A locked case room in a terminal, for the people who answer Code of Conduct reports at a conference."
AFTER = (
    "Without a command, coctui opens its screen. Exit codes: 0 done, 1 refused by a rule, unknown or no access, 2 usage, 3 no vault "
    "there, or damaged, too new or older than known, 4 wrong name, passphrase or code, 5 input could not be read (all that could be "
    "was kept), 6 another coctui is writing, 70 a fault of coctui."
)


class Parser(argparse.ArgumentParser):
    """argparse that takes no shortened options and never repeats what was typed: it may be a name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"allow_abbrev": False, **options})

    def error(self, message: str) -> NoReturn:
        """Raise `Usage` with what was wrong, without the value."""
        choices = re.search(r"\(choose from (.*)\)$", message)
        what = re.match(r"argument ([^:]+):", message)
        if message.startswith("unrecognized arguments"):
            said = "There is an option or a word too many."
        elif choices and what:
            said = f"{what[1]} is one of: {choices[1].replace(chr(39), '')}."
        elif what and "invalid" in message:
            said = f"{what[1]} is not as it should be."
        else:
            said = f"{message[:1].upper()}{message[1:]}."
        raise Usage(f"{said} See: {self.prog} --help")


def parse(words: Sequence[str]) -> argparse.Namespace:
    """What was typed: `command`, the words of a command or `""`, `handler`, and its values. Raises `Usage`.

    Only the commands that are named are built: the whole command line takes 14 ms, a tenth of the way to the first picture.
    """
    if not {"-h", "--help"} & {*words}:
        with contextlib.suppress(Usage):  # the whole command line knows better what is wrong
            return parser(words).parse_args(words, blank())
    return parser().parse_args(words, blank())


def parser(words: Collection[str] | None = None) -> Parser:
    """The whole command line, or as much of it as these words name. Its namespace has `command` and `handler`."""
    shared = _shared()
    top = Parser(prog="coctui", description=ABOUT, epilog=AFTER, parents=[shared])
    top.add_argument("--version", action="version", version=f"coctui {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", title="commands", parser_class=Parser)
    groups: dict[str, Any] = {}
    for command in COMMANDS:
        first, _, second = command.words.partition(" ")
        if words is not None and first not in words:
            continue
        place: Any = commands
        if second:
            if first not in groups:
                group = commands.add_parser(first, help=GROUPS[first], description=GROUPS[first], parents=[shared])
                groups[first] = group.add_subparsers(
                    metavar="COMMAND", title="commands", required=True, parser_class=Parser
                )
            place = groups[first]
        about = command.help[0].upper() + command.help[1:] + "."
        own = place.add_parser(
            second or first, help=command.help, description=about, epilog=command.more or None, parents=[shared]
        )
        for argument in command.arguments:
            own.add_argument(*argument.names, **argument.options)
        own.set_defaults(command=command.words, handler=command.handler)
    return top


def blank() -> argparse.Namespace:
    """What holds where an option was not given; see `_shared`."""
    return argparse.Namespace(
        vault=None,
        member_as=None,
        passphrase_file=None,
        passphrase_fd=None,
        this_computer=False,
        json=False,
        command="",
        handler="",
    )


def _shared() -> Parser:
    """The options that are taken before or after COMMAND: without defaults, so that the later place leaves the earlier be."""
    shared = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    options = shared.add_argument_group("before or after any command")
    options.add_argument("--vault", metavar="PATH", help="the vault (default: the one in your data folder)")
    options.add_argument("--as", dest="member_as", metavar="MEMBER", help="the name that you unlock with; - to read it")
    options.add_argument("--passphrase-file", metavar="PATH", help="file whose first line is the passphrase")
    options.add_argument("--passphrase-fd", type=int, metavar="N", help="open descriptor to read it from")
    options.add_argument(
        "--this-computer", action="store_true", help="unlock with this computer's keyring, if you allowed it"
    )
    options.add_argument("--json", action="store_true", help="for scripts: one JSON object, times in UTC")
    return shared


def words() -> Iterator[str]:
    """Every command by its words, for tests and pages."""
    return (command.words for command in COMMANDS)
