"""Every command of the table as somebody types it who is kept from a case: one line for each, or why it needs none.

`{case}` becomes a case that they may see and one that they may not; files lie in `{folder}`.
"""

from typing import NamedTuple

INSTRUCTION = (
    "A new command needs a line in WAYS of tests/every_command.py: how somebody types it who is kept from a case, with {case} where "
    "it takes a code name; a command that opens no vault of the team says why. tests/unit/test_nothing_tells_commands.py then types "
    "it in two histories, with a hidden case and without, and demands the same output, errors and exit code."
)


class Typed(NamedTuple):
    """One way to type a command."""

    words: tuple[str, ...]
    text: str = ""
    """What comes from standard input."""


def typed(*words: str, text: str = "") -> Typed:
    """The same, shorter."""
    return Typed(words, text)


WAYS: dict[str, tuple[Typed, ...] | str] = {
    "init": "makes another vault; in the place of this one it is refused whatever lies in it",
    "demo": "makes a throw-away vault of its own",
    "member accept": "joins with a code, before anything is unlocked; test_nothing_tells_commands.py has one who joins",
    "completions": "prints a script that is the same for everybody",
    "list": (
        typed(), typed("--view", "needs-you"), typed("--view", "waiting"), typed("--view", "closed"), typed("--view", "stepped-aside"),
        typed("--search", "lobby"), typed("--texts", "lobby"), typed("--search", "pewter"),
    ),
    "show": (typed("{case}"), typed("{case}", "--names"), typed("pewter"), typed("p"), typed("a"), typed("")),
    "timeline": (typed("{case}", "--full"), typed("{case}", "--numbers")),
    "member list": (typed(),),
    "member profile": (typed(), typed("Noor"), typed("--set", "phone=+31 6 000")),
    "member shift": (typed(), typed("sat 22:00 to sun 06:00")),
    "policy": (typed(), typed("--set", "leads_out=1")),
    "settings": (typed(), typed("--set", "veil=3")),
    "own-list": (typed(), typed("--write", text="Tern & Gull\nQuartz"), typed()),
    "member role": (typed("Oksana", "responder"),),
    "member compare": (typed("Noor"), typed("Oksana", "--same")),
    "right-now": (typed(), typed("2")),
    "words list": (typed(),),
    "words show": (typed("status"),),
    "words set": (typed("right-now-3", text="Call the venue."),),
    "words reset": (typed("right-now-3"),),
    "debrief": (
        typed(), typed("--public", "--format", "md"), typed("-o", "{folder}/debrief.json", "--format", "json", "--replace"),
    ),
    "due": (typed(), typed("--days", "3"), typed("--ics", "{folder}/due.ics", "--replace")),
    "verify": (typed(), typed("--tip"), typed("--tip", "Noor"), typed("--without-key")),
    "doctor": (typed("--quick"),),
    "import": (
        typed("{folder}/again.eml"), typed("{folder}/box.mbox", "--ask", "all"), typed("{folder}/box.mbox"),
        typed("{folder}/again.eml", "--dry-run"),
    ),
    "new": (typed("--from", "{folder}/form.json", "--ask", "all"), typed()),
    "ask": (typed("{case}", "Oksana"), typed("{case}", "all")),
    "answer": (typed("{case}", "clear"), typed("harbour-cedar", "recuse")),
    "admit": (typed("{case}", "Tamsin"),),
    "exclude": (typed("{case}", "Wanjiru"),),
    "stand-in": (typed("{case}", "Wanjiru"),),
    "assign": (typed("{case}", "Oksana"), typed("{case}", "--nobody", "--duty", "second")),
    "people": (typed("{case}"), typed("{case}", "--clear")),
    "person": (typed("{case}", "--part", "witness", "--set", "name=Tove"), typed("{case}", "Quartz", "--set", "height=tall")),
    "attach": (typed("{case}", "{folder}/again.eml"),),
    "save": (typed("{case}", "1", "-o", "{folder}/saved", "--replace"),),
    "hand-over": (typed("{case}", "Oksana", "--all"), typed("{case}", "Tamsin", text="now: call her back")),
    "take-over": (typed("{case}"), typed("{case}", "--free")),
    "step-back": (typed("{case}"),),
    "consent": (typed("{case}", "--team", "yes"),),
    "tie": (typed("{case}", "slate-wren"), typed("slate-wren", "{case}"), typed("{case}", "linen-plover", "--off")),
    "join": (typed("{case}", "linen-plover"), typed("linen-plover", "{case}")),
    "item": (typed("{case}", "where", text="the hall"), typed("{case}", "others", "--declined")),
    "note": (typed("{case}", text="They called."),),
    "sent": (typed("{case}", "acknowledgement"), typed("{case}", "outcome", "--discussed", "--determination", "--actions")),
    "determine": (typed("{case}", "not-a-violation", text="It was a mistake."),),
    "label": (typed("{case}", "--what", "jokes"),),
    "assess": (typed("{case}", "--public", "yes"),),
    "plan": (typed("{case}", "--consequence", "nothing"),),
    "vote": (typed("{case}", "for"),),
    "promise": (typed("{case}", "check-in", "--by", "friday"),),
    "keep": (typed("{case}", "check-in"),),
    "waive": (typed("{case}", "no-contact"),),
    "act": (typed("{case}", "--did", "removed"),),
    "review": (typed("{case}", "confirm"),),
    "hold": (typed("{case}"), typed("{case}", "--off")),
    "take-in": (typed("{case}"), typed("{case}", "all")),
    "message draft": (typed("{case}", "status"),),
    "message check": (typed("{case}", "reported-person", text="Noor was there."),),
    "message keep": (typed("{case}", "status", text="We talk about it."),),
    "message show": (typed("{case}", "status"),),
    "message read": (typed("{case}", "status"),),
    "message save": (typed("{case}", "status", "{folder}/mail.eml", "--unread", "--replace"),),
    "strike": (typed("{case}"), typed("{case}", "3")),
    "export": (typed("{case}", "{folder}/export.txt", "--replace"),),
    "settle": (typed("{case}", "no-action", "--no-reply"),),
    "close": (typed("{case}"),),
    "reopen": (typed("{case}"),),
    "expunge": (typed(), typed("{case}", "--on-request", "--yes")),
    "member invite": (typed("Brisa", "--role", "lead"),),
    "member lost": (typed("Tamsin"),),
    "member renew": (typed("Wanjiru"),),
    "member remove": (typed("Brisa"), typed("Wanjiru"), typed("Noor")),
    "passphrase": (typed(),),
    "paper-key": (typed("--remove"), typed()),
    "this-computer": (typed("off"),),
    "backup": (typed(), typed("--list"), typed("{folder}/copy.coctui"), typed("--second", "{folder}/second"), typed("--list")),
    "merge": (typed("{folder}/copy.coctui"), typed("{folder}/second/team.coctui")),
    "restore": (typed("{folder}/copy.coctui"),),
    "line": (typed(text="due\nlist\nhelp\nshow {case}\nlock\nquit\n"),),
}  # fmt: skip
"""Command to the ways in which it is typed, in this order: what ends or replaces something comes last."""


def takes_a_case(way: Typed) -> bool:
    """Whether it names a case."""
    return any("{case}" in word for word in (*way.words, way.text))


def filled(command: str, way: Typed, *, case: str, folder: str) -> Typed:
    """The whole line for one case."""
    words = (word.format(case=case, folder=folder) for word in way.words)
    return Typed((*command.split(), *words), way.text.format(case=case, folder=folder))
