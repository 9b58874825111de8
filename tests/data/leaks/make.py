"""The set on which the check of drafts is judged, put together from hand-written people, accounts and sentences.

It was written before the check that it judges, and is not to be bent towards it: `python tests/data/leaks/make.py`. Every case is
invented. In a draft a leak stands between ⟦ and ⟧ with its form before a bar; forms in `others.txt` are those that a check may miss.
"""

import json
import random
import unicodedata
from pathlib import Path

HERE = Path(__file__).parent
CODES = ("amber-birch", "slate-wren", "copper-finch", "velvet-linden", "dune-cypress")
PEOPLE_CODES = ("Quartz", "Feldspar", "Calcite", "Malachite", "Zircon")
KINDS = ("reported person", "reported person", "moderators")


def rows(name: str) -> list[list[str]]:
    """The lines of a file, split at bars."""
    return [line.split("|") for line in (HERE / name).read_text(encoding="utf-8").splitlines() if line]


def plain(text: str) -> str:
    """Without accents, as somebody types it who has no such keys."""
    special = str.maketrans(
        {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "þ": "th", "Þ": "Th", "ı": "i", "đ": "d"}
    )
    found = unicodedata.normalize("NFKD", text.translate(special))
    return "".join(c for c in found if not unicodedata.combining(c))


def possessive(name: str, number: int) -> str:
    """Mara's, Mara’s; Ines' now and then."""
    if name.endswith("s") and number % 2:
        return name + "'"
    return name + ("'s" if number % 2 else "’s")


def form(kind: str, facts: dict[str, str], number: int) -> str:
    """How a draft says it."""
    name, handle, mail = facts["name"], facts["handle"], facts["mail"]
    first, last = name.split()[0], name.split()[-1]
    local = mail.partition("@")[0]
    words = facts["account"].rstrip(".").split()
    start = number % max(1, len(words) - 8)
    quote = " ".join(words[start : start + 7])
    return {
        "exact": name, "lower": name.lower(), "upper": name.upper(), "possessive": possessive(name, number), "first": first,
        "last": last, "plain": plain(name), "plain first": plain(first), "first lower": first.lower(),
        "first possessive": possessive(first, number), "handle": handle, "handle at": f"@{handle}",
        "handle squeezed": "".join(c for c in handle if c.isalnum()), "handle reddit": f"u/{handle}", "address": mail, "local": local,
        "company": facts["company"], "person code": f"person {facts['person code']}", "person code bare": facts["person code"],
        "case code": facts["case code"], "case code spaced": facts["case code"].replace("-", " "), "quote": quote,
        "quote cased": quote.capitalize(),
    }[kind]  # fmt: skip


def case(number: int, people: list[list[str]], draw: random.Random) -> dict[str, object]:
    """One invented case with a draft in which somebody is told of."""
    name, handle, mail, company = people[number]
    witness = people[(number + 37) % len(people)]
    reported = people[(number + 61) % len(people)]
    account = rows("accounts.txt")[number % 20][0]
    facts = {
        "name": name, "handle": handle, "mail": mail, "company": company, "account": account,
        "person code": PEOPLE_CODES[number % 5], "case code": CODES[number % 5],
    }  # fmt: skip
    sentences, silent = rows("drafts.txt"), [row[0] for row in rows("silent.txt")]
    chosen = [sentences[(number * 3 + step * 13) % len(sentences)] for step in range(3)]
    told = []
    for step, (kind, sentence) in enumerate(chosen):
        said, around_it = sentences[number % 5] if kind == "company" and not company else (kind, sentence)
        told.append(around_it.format(f"⟦{said}|{form(said, facts, number + step)}⟧"))
    around = draw.sample(silent, 3)
    paragraphs = ["Hello,"]
    for quiet, telling in zip(around, told, strict=True):
        paragraphs.append(
            f"{quiet[0].upper()}{quiet[1:]} {telling[0].upper() + telling[1:] if not telling.startswith('⟦') else telling}"
        )
    return {
        "kind": KINDS[number % len(KINDS)],
        "case": facts["case code"],
        "account": account,
        "reporter": {"name": name, "mail": mail, "handle": handle, "company": company, "code": facts["person code"]},
        "witness": {"name": witness[0], "mail": witness[2], "handle": witness[1], "company": "", "code": "Talc"},
        "reported": {"name": reported[0], "mail": "", "handle": reported[1], "company": "", "code": "Mica"},
        "draft": "\n\n".join([*paragraphs, "The Code of Conduct team"]),
    }


def main() -> None:
    """Write the set: a hundred cases, the forms that may be missed, and what tells nothing."""
    people = rows("people.txt")
    draw = random.Random(5)
    cases = [case(number, people, draw) for number in range(100)]
    names = {row[0]: row for row in people}
    others = [
        {
            "form": kind,
            "said": said,
            "name": name,
            "handle": names[name][1],
            "mail": names[name][2],
            "draft": sentence.format(f"⟦{kind}|{said}⟧"),
        }
        for kind, said, name, sentence in rows("others.txt")
    ]
    made = {"cases": cases, "others": others, "silent": [row[0] for row in rows("silent.txt")]}
    text = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    (HERE / "cases.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
