"""`right-now` and `words`: what to say in the first minutes, and what the team says in its own words."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from coctui.casework import right_now as pages
from coctui.cli.call import Call, settled
from coctui.cli.paper import Bold, Clock, wrap
from coctui.cli.trouble import Trouble

if TYPE_CHECKING:
    from coctui.models.roster import Team

Line = str | Sequence[str]


def right_now(call: Call) -> None:
    """The pages of *right now*: without a name those that are open to everybody, in our own words."""
    from coctui.cli.duty_answers import Page, RightNow, SectionAnswer

    page = call.args.page
    if not call.knows_who:
        if page is not None and page not in pages.OPEN_PAGES:
            raise Trouble("sealed", "This page is your team's alone, and sealed: add --as and your name to unlock it.")
        texts = {number: pages.default_text(number) for number in pages.OPEN_PAGES if page in (None, number)}
        beside: dict[int, list[str]] = {}
    else:
        from coctui.casework.team_words import words_of

        with call.unlocked() as vault:
            team = vault.team
            texts = {number: words_of(team, pages.key_of(number)) for number in pages.PAGES if page in (None, number)}
            beside = {2: list(_with_you(team, call.now(), call.clock(vault)))}
    found = tuple(
        Page(
            page=number,
            title=pages.PAGES[number],
            sections=tuple(SectionAnswer(title=part.title, words=part.words) for part in pages.sections(text)),
            with_you=tuple(beside.get(number, ())),
        )
        for number, text in texts.items()
    )
    call.say(RightNow(pages=found), [row for one in found for row in _page(one.title, texts[one.page], one.with_you)])


def _page(title: str, text: str, beside: Sequence[str]) -> Iterator[Line]:
    yield (Bold(title),)
    for section in pages.sections(text):
        yield ""
        if section.title:
            yield f"  {section.title}"
        for words in section.words:
            yield from wrap(words, 4)
    if beside:
        yield from ("", "  With you")
        yield from (f"    {row}" for row in beside)
    yield ""


def _with_you(team: "Team", now: datetime, clock: Clock) -> Iterator[str]:
    """Who is on shift, who is next, and who may be woken, in the order in which one would call them."""
    from coctui.casework.cover import cover

    for each in cover(team, now):
        member = team.members[each.seat]
        roles = ", ".join(sorted(member.roles & {"lead", "chair"}))
        at = ""
        if each.shift is not None:
            word, moment = ("until", each.shift.end) if each.standing == "on now" else ("from", each.shift.start)
            at = f"{word} {clock.stamp(moment.timestamp())}"
        phone = member.profile.phone if each.standing == "can be woken" else ""
        told = (member.name, roles, each.standing, at or phone)
        yield ", ".join(part for part in told if part)


def list_words(call: Call) -> None:
    """Every page and template, and whether the team wrote it itself."""
    from coctui.casework.team_words import KEYS
    from coctui.cli.duty_answers import WordsLine, WordsList

    with call.unlocked() as vault:
        own = vault.team.words
        lines = tuple(WordsLine(words=key, own=key in own) for key in KEYS)
    call.say(
        WordsList(words=lines),
        [f"{'+' if line.own else '·'} {line.words}{'   the team’s own' if line.own else ''}" for line in lines],
    )


def show_words(call: Call) -> None:
    """One page or template, as it is used now."""
    from coctui.casework.team_words import words_of
    from coctui.cli.duty_answers import WordsShown

    with call.unlocked() as vault:
        own = call.args.key in vault.team.words
        text = words_of(vault.team, call.args.key)
    call.say(WordsShown(words=call.args.key, own=own, text=text), text.splitlines())


def set_words(call: Call) -> None:
    """Keep what stands on standard input as the team's own words."""
    _change(call, call.long_text(question="The team's own words."), "These are the team's own words from now on.")


def reset_words(call: Call) -> None:
    """Take the team's own words away; ours stand there again."""
    _change(call, "", "coctui's own words stand there again.")


def _change(call: Call, text: str, did: str) -> None:
    from coctui.casework.result import refuse
    from coctui.casework.team_words import change, words_of
    from coctui.cli.duty_answers import WordsShown

    key = call.args.key
    if call.args.command == "words set" and not text.strip():
        settled(refuse("nothing-written"))
    with call.unlocked() as vault:
        vault.manage(*settled(change(vault.team, vault.me, key, text)))
        own, now = key in vault.team.words, words_of(vault.team, key)
    call.say(WordsShown(words=key, own=own, text=now), [did])
