"""Words for the first minutes: the pages of *right now*, in our own words until the team writes its own.

Pages 1 and 3 open without a vault, so nothing else is loaded here. Page 2, who can do what and whom to call, is the team's
alone and sealed; what stands here of it is only what it should say.
"""

from typing import NamedTuple

PAGES: dict[int, str] = {1: "Words", 2: "Who can remove", 3: "Hard moments"}
OPEN_PAGES = (1, 3)
"""Pages that open while locked, in the default words: the team's own are sealed."""


class Section(NamedTuple):
    """A heading, and what stands under it: words to copy, or steps."""

    title: str
    words: tuple[str, ...]


_WORDS = """\
# To somebody who tells you
Thank you for telling me. I am with you, take the time you need.
Are you safe right now?
Shall I get this person out of the room? You don't have to answer anything else first.
You do not have to decide anything now. You can stay without a name.
If you are in danger, call your local emergency number; I stay with you here.

# To somebody who should stop
Please stop this now. I am from the Code of Conduct team.
We speak in private, in a while. Please leave this room for now.

# To everybody in the room
We pause here for a few minutes. Nothing is asked of you.
If something weighs on you, write to us. We read it.

# To a host or a moderator
Please remove this person from your room, and keep the chat as it is. I explain later. Thank you.

# To the team
A report came in; please unlock coctui.

# First minutes
1. Is everybody safe? Ask there.
2. Make it stop, kindly and short.
3. Stay with the one it happened to.
4. Keep what was written.
5. Tell one colleague.

# What we are not
We are volunteers, no emergency service. For danger, illness or violence call the number of the place where the person is.

# If it is too much
You may stop and hand over.
"""
_WHO = """\
# Who can mute, remove or ban
For each place: the platform, who can, and how to reach them at night.

# Outside help
The emergency number of the venue's place; a crisis line for each country that many come from; the venue's security.
"""
_HARD = """\
# Somebody speaks of harming themself
I am glad that you tell me. Are you thinking of killing yourself? Asking it so plainly does no harm.
Are you somewhere safe, and is somebody with you who could stay?
I am no doctor, and you should not be alone with this. Let us call your local emergency number or a crisis line together; I stay here.
Then: call a lead. If a life is at risk, outside help comes before every promise of silence. Say so to the person.

# Somebody is under age
Listen, write down their own words, ask little. Do not promise to keep it secret.
I want you to be safe, so I have to tell one colleague who knows what to do.
Then: call a lead at once. Do not speak with the reported person, and do not tell the parents before a lead says so.

# Somebody threatens to publish
I hear that you are angry. I cannot speak about reports or people here, not even to say whether there is one.
You can write to us at the conduct address. We read it, and we answer.
Then: keep what they wrote, answer nothing more, tell a lead.

# A journalist asks
I cannot comment, and I cannot say whether there was a report. Please write to the organizers.
Then: give no name, not even a "no". Tell a lead who asked, for whom, and by when.

# You know one of them
I am not the right person for this; a colleague takes over now.
Then: hand over, and step aside. Nobody asks why.
"""
_DEFAULTS = {1: _WORDS, 2: _WHO, 3: _HARD}


def key_of(page: int) -> str:
    """Under which key the team keeps its own words for a page."""
    return f"right-now-{page}"


def default_text(page: int) -> str:
    """Our own words for a page."""
    return _DEFAULTS[page]


def sections(text: str) -> tuple[Section, ...]:
    """A page as it was written: headings begin with `#`, all other lines are words; what comes first needs no heading."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("#"):
            found.append((line.lstrip("#").strip(), []))
        elif line.strip():
            if not found:
                found.append(("", []))
            found[-1][1].append(line.strip())
    return tuple(Section(title, tuple(words)) for title, words in found)
