"""`passphrase`, `paper-key`, `this-computer`: one's own ways in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from coctui.cli import care_answers as answers
from coctui.cli import passphrase as secret
from coctui.cli.call import Call
from coctui.cli.trouble import Trouble, Usage

if TYPE_CHECKING:
    from coctui.vault.door import Vault
    from coctui.vault.unlock import Proof

TRIES = 3
"""How often a group may be typed back before the page is given up."""
IN_A_ROW = 4


@contextmanager
def _proven(call: Call) -> Iterator[tuple["Vault", "Proof", str]]:
    """The open vault, the proof that who types knows a way in, and the name that was given."""
    with call.unlocked(work=0) as vault:
        name, word = call.way_in()
        yield vault, vault.prove(name, word), name


def passphrase(call: Call) -> None:
    """Another passphrase; the old one opens nothing from then on."""
    args = call.args
    with _proven(call) as (vault, proof, name):
        other = call.typed(args.name, "The name to unlock with: ") if args.name is not None else name
        if not other:
            raise Usage("Say which name you want to unlock with: --name NAME.")
        vault.change_passphrase(proof, other, _new(call))
        rows = [
            "Your passphrase is changed: the old one does not open this file any more.",
            "Copies that coctui made are renewed; others from before still open with it. If",
            "somebody may know it, ask a colleague for a new seat: coctui member renew",
        ]
        call.say(_ways(vault, "passphrase"), rows)


def _new(call: Call) -> str:
    found = secret.given_anew(call.args, call.stdin)
    if found is not None:
        return found
    if not call.interactive:
        raise Usage(secret.NONE_NEW)
    from coctui.vault.passphrase import six_words

    return secret.chosen(call.stdin, call.stderr, lambda: six_words(call.source))


def paper_key(call: Call) -> None:
    """A key on paper; with --remove the one there is opens nothing any more."""
    if call.args.remove:
        with call.unlocked(work=0) as vault:
            vault.drop_paper_key()
            call.say(_ways(vault, "paper-key"), ["Your paper key opens nothing any more. Destroy the page."])
        return
    with _proven(call) as (vault, proof, _):
        key = vault.draw_paper_key()
        asked = _two_of(call, key.count("-") + 1)
        _show_page(call, key, asked)
        for place in asked:
            _typed_back(call, vault, key, place)
        vault.keep_paper_key(proof, key)
        if call.args.json:
            call.say(_ways(vault, "paper-key"), [])
        else:
            # Beside the result, which may be on its way to a printer.
            call.remark("The paper key is tested and opens your seat; one from before does not. Take the page home.")


def _two_of(call: Call, count: int) -> tuple[int, int]:
    places = list(range(1, count + 1))
    first = call.source.choose(places)
    places.remove(first)
    return first, call.source.choose(places)


def page(key: str, day: str) -> list[str]:
    """The page to print: what it is, where it belongs, how it is used. It names nobody: a finder learns little."""
    groups = [f"{place:>2}  {group}" for place, group in enumerate(key.split("-"), 1)]
    rows = [groups[at : at + IN_A_ROW] for at in range(0, len(groups), IN_A_ROW)]
    return [
        "PAPER KEY for a coctui vault",
        f"drawn on {day}",
        "",
        *("      " + "       ".join(row) for row in rows),
        "",
        "Whoever has this page and the vault file can read all that you can read.",
        "Keep it at home: not in the laptop bag, not in a photo, not in a file.",
        "",
        "When you cannot open the vault: type all groups in the place of the passphrase",
        "in order. Small letters, and no or other signs between groups, are fine. There",
        "is no 0, 1, 8 or 9 in it: what looks like them is O, I, B or a letter. The",
        "fifth letter of each group is a check: coctui can say which one was misread.",
        "",
        "Lost, or seen by somebody? Make another with: coctui paper-key",
        "Then this one opens nothing in the vault, but still older copies of the file.",
    ]


def _show_page(call: Call, key: str, asked: tuple[int, int]) -> None:
    if call.args.json:
        call.say(answers.PaperKeyDrawn(key=key, asks=asked), [])
        return
    on_screen = call.interactive and call.paper.on_terminal
    if on_screen:
        # On the terminal's second screen: it must not stay in the scrollback.
        call.stdout.write("\x1b[?1049h\x1b[2J\x1b[H")
    call.paper.lines(page(key, f"{call.now():%Y-%m-%d}"))
    call.stdout.flush()
    if on_screen:
        try:
            call.prompt("\nWrite it down or print it now; press enter when it is on paper: ")
            call.stdin.readline()
        finally:
            call.stdout.write("\x1b[2J\x1b[?1049l")
            call.stdout.flush()


def _typed_back(call: Call, vault: "Vault", key: str, place: int) -> None:
    for _ in range(TRIES):
        if not call.args.json:
            call.prompt(f"To test the page, type group {place}: ")
        typed = call.stdin.readline()
        if vault.same_group(key, place, typed):
            return
        if not typed:
            break
    raise Trouble(
        "not-typed-back", "That is not what the page says, so nothing was kept. Destroy the page, and start again."
    )


def this_computer(call: Call) -> None:
    """Whether this computer's keyring opens the vault: on, off, or how it is."""
    act = call.args.act
    if act == "on":
        with _proven(call) as (vault, proof, _):
            name = vault.remember_here(proof)
            rows = [
                "From now on this computer opens the vault too. The key lies in",
                f"{name}.",
                "Every program that runs in your account may read it there, and who sits at your",
                "open computer needs no passphrase.",
                "Unlock with: coctui --this-computer",
            ]
            call.say(_ways(vault, "this-computer on"), rows)
        return
    with call.unlocked(work=0) as vault:
        vault.forget_here(everywhere=call.args.everywhere)
        where = "No computer opens" if call.args.everywhere else "This computer does not open"
        call.say(_ways(vault, "this-computer off"), [f"{where} the vault by itself any more."])


def _ways(vault: "Vault", act: str) -> answers.WaysIn:
    ways = tuple(answers.WayAnswer(kind=way.kind, since=way.since) for way in vault.ways)
    return answers.WaysIn(act=act, ways=ways)
