"""The sets on which matching is judged, put together from hand-written forms, texts and names: `python tests/data/matching/make.py`.

They were written before the matcher that they judge, and are not to be bent towards it. `forms.txt` holds what a report calls each
member, `silent.txt` texts about nobody on the team, `others.txt` people who are on no team, some of them almost named alike.
"""

import json
from pathlib import Path

HERE = Path(__file__).parent
FRAMES = [
    "It was {} who wrote to me after the talk, and then again at night.",
    "I would rather not say this in front of {}, to be honest.",
    "My report is about something that happened at the table with {}.",
    "Somebody told me that the person is close to {}, but I am not sure.",
    "in the chat there is a message by {} under mine, please look",
    "I think they work with {}.",
    "The recording shows it: first the moderator, then {} laughing.",
    "Please do not show this to {}.",
    "They introduced themself as a friend of {} and stayed for an hour.",
    "What I have: two screenshots, and the name {} in one of them.",
    "(Forwarded) From: {} – subject: your picture",
    "Es ging um {}; mehr möchte ich dazu nicht schreiben.",
    "Estaba sentado al lado de {} y no dijo nada.",
    "Who did it? {}, I believe, or somebody with the same voice.",
    "He kept saying that {} had allowed it.",
    "The witness was {}. Nobody else was in the room.",
    "– {}?\n– Yes. In the hallway, about noon.",
]
SAID = [
    "{} told me about your address.",
    "I was sitting next to {} when it happened.",
    "You may ask {}, who has seen all of it.",
    "The session was led by {}.",
]


def main() -> None:
    """Write both sets."""
    forms = [line.partition(": ")[::2] for line in _lines("forms")]
    told = [(member, form) for member, all_ in forms for form in all_.split(" | ")]
    mentions = [{"member": m, "text": FRAMES[place % len(FRAMES)].format(form)} for place, (m, form) in enumerate(told)]
    others = [SAID[place % len(SAID)].format(name) for place, name in enumerate(_lines("others"))]
    for name, rows in (("mentions", mentions), ("silent", [*_lines("silent"), *others][:200])):
        (HERE / f"{name}.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _lines(name: str) -> list[str]:
    return (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    main()
