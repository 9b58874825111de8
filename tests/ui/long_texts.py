"""A team whose names, notes and lines are all too long for a screen, each with a letter at its start and one at its end.

The letters are Ethiopic, which nothing else here is written in, one cell wide, and no two alike: a letter on the screen
says which text began there, or that it is there to its end. A letter of its own cannot be broken by a line end.
"""

from datetime import timedelta
from hashlib import sha256
from typing import NamedTuple

from rich.cells import cell_len

from coctui.casework import access, attachment, consent, decision, handover, message, record, voting
from coctui.casework.result import Refused
from coctui.models.company_events import HandOverLine
from coctui.models.content_events import Labelled
from coctui.models.draft import DraftAttachment
from coctui.models.items import Person
from coctui.models.promise_events import Acted, PromiseMade
from coctui.models.roster import Profile
from coctui.models.shift import Shift
from coctui.models.team_events import ProfileChanged, WordsChanged
from tests.ui.room import START, Desk, form

WORDS = (
    "Somebody who is called by many names and answers to each of them in turn ",
    "Donaudampfschiffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "会議室の隣にある小さな部屋で起きたことについての長い説明文です",
    "e\u0301a\u0308o\u0302u\u0304" * 16,
    "שלום לכולם מהחדר הקטן שליד האולם הגדול של הכנס שלנו ",
    "مرحبا بالجميع من الغرفة الصغيرة المجاورة للقاعة الكبيرة ",
)
"""Sentences, a word without a space, wide letters, letters in two parts, two scripts that run from right to left."""
FIRST = 0x1200
LETTERS = [chr(code) for code in range(FIRST, FIRST + 0x160) if chr(code).isalpha() and cell_len(chr(code)) == 1]


class Text(NamedTuple):
    """A planted text: the field that it stands in, its first letter and its last."""

    field: str
    first: str
    last: str


class Planted:
    """Makes texts for fields, and knows them again by their letters."""

    def __init__(self) -> None:
        self.texts: list[Text] = []

    def __call__(self, field: str, length: int = 160) -> str:
        """A text of so many letters for a field."""
        number = len(self.texts)
        text = Text(field, LETTERS[2 * number], LETTERS[2 * number + 1])
        self.texts.append(text)
        words = WORDS[number % len(WORDS)]
        return text.first + (words * (length // len(words) + 1))[: length - 2].rstrip() + text.last


def story(desk: Desk, long: Planted) -> str:
    """A case that Noor holds with Ilse and in which everything happened, one that she is asked about, one to tie it to; its room."""
    now = desk.source.now
    noor, ilse, oksana = (desk.seats[name] for name in ("Noor", "Ilse", "Oksana"))
    noor.manage(WordsChanged(key="right-now-2", text=long("who can remove", 300)))
    for name, vault in desk.seats.items():
        vault.refresh()
        shift = Shift(start=START - timedelta(hours=2), end=START + timedelta(hours=30))
        profile = Profile(
            name=long(f"{name}: name", 70), mail=long("mail", 90), handles=(long("handle", 90),), company=long("company", 90),
            phone=long("phone", 90), shifts=(shift,),
        )  # fmt: skip
        vault.manage(ProfileChanged(profile=profile))
    noor.refresh()
    noor.invite(long("invited", 70), ("responder",))
    other = desk.open(form(gloss=long("other gloss", 24)), ("pewter-dunnock", "elm"))
    _asks(desk, long)
    room = desk.open(
        form(
            gloss=long("gloss", 24), text=long("account", 3_000), where=long("where"), when=long("when"),
            reporter_contact=long("contact"), reported=(long("reported"),), wish=long("wish"),
        ),
        ("slate-wren", "birch"),
    )  # fmt: skip
    desk.do("Noor", room, lambda case, me: access.admit(case, me, ilse.me, now()))
    desk.do("Noor", other, lambda case, me: access.admit(case, me, ilse.me, now()))
    for each in (room, other):
        ilse.refresh()
        ilse.answer(each, "no conflict")
        ilse.saw_people(each, [])
    desk.do("Noor", room, lambda case, me: access.ask(case, me, [oksana.me], now()))
    _told(desk, room, long)
    _done(desk, room, long)
    return room


def _asks(desk: Desk, long: Planted) -> None:
    """Oksana asks Noor about a case of her own."""
    from coctui.casework.opening import open_from_form

    oksana = desk.seats["Oksana"]
    oksana.refresh()
    opening = open_from_form(
        form(gloss=long("asked gloss", 24), reported=(long("asked reported"),)), policy=oksana.team.policy,
        code_name=("copper-finch", "oak"), ids=desk.source.id, choose=desk.source.choose, now=desk.source.now(),
    )  # fmt: skip
    room = oksana.open_case(opening.acts, dict(opening.files))
    desk.do("Oksana", room, lambda case, me: access.ask(case, me, [desk.seat("Noor")], desk.source.now()))


def _told(desk: Desk, room: str, long: Planted) -> None:
    """What the report says, item by item, and who is in it."""
    fields = {
        "contact": ("name", "channel", "address", "preferred", "zone", "safe_times", "concern"),
        "when": ("text", "zone"),
        "where": ("place", "platform", "link"),
        "ongoing": ("checked",),
        "description": ("summary", "behaviour", "impact", "parts"),
        "circumstances": ("text", "prior_contact", "other_reports"),
        "others": ("text",),
    }
    for name, lines in fields.items():
        item = {line: long(f"{name}.{line}") for line in lines}
        desk.do("Noor", room, lambda case, me, n=name, i=item: record.item(case, me, n, "recorded", i))  # type: ignore[misc]
    for part in ("reported person", "witness"):
        person = Person(
            id=desk.source.id(), code=long(f"{part}: code", 40), part=part, name=long(f"{part}: name"),
            handles={"chat": long(f"{part}: handle")}, appearance=long(f"{part}: appearance"), company=long(f"{part}: company"),
            other=long(f"{part}: other"), contact=long(f"{part}: contact"),
        )  # fmt: skip
        desk.do("Noor", room, lambda case, me, p=person: record.person(case, me, p))  # type: ignore[misc]
    desk.seats["Noor"].record(room, [Labelled(what=long("what", 60))])
    noor = desk.seats["Noor"]
    content = b"seven b"
    file = DraftAttachment(
        name=long("file", 70), type="text/plain", size=len(content), sha256=sha256(content).hexdigest(), content=content
    )
    added = attachment.attach(noor.case(room), noor.me, file, desk.source.id())
    assert not isinstance(added, Refused)
    noor.record(room, added.acts, added.files)


def _done(desk: Desk, room: str, long: Planted) -> None:
    """What the team did about it."""
    now = desk.source.now
    noor, ilse = desk.seat("Noor"), desk.seat("Ilse")
    desk.do("Ilse", room, lambda case, me: record.note(case, me, long("note", 1_500)))
    desk.do("Noor", room, lambda case, me: record.assign(case, me, noor))
    desk.do("Noor", room, lambda case, me: record.assign(case, me, ilse, "reporter"))
    desk.do("Noor", room, lambda case, me: message.sent(case, me, "acknowledgement", now(), text=long("message", 900)))
    lines = [HandOverLine(sort="now", text=long("handed over")), HandOverLine(sort="do not", text=long("do not"))]
    desk.do("Ilse", room, lambda case, me: handover.hand_over(case, me, noor, lines))
    desk.do("Noor", room, lambda case, me: consent.consent(case, me, team="yes", public="no"))
    act = Acted(id=desk.source.id(), did=("removed",), when=now(), place=long("act place"), text=long("act"))
    desk.do("Ilse", room, lambda case, me: (act,))
    due = now() + timedelta(hours=1)
    desk.do(
        "Noor",
        room,
        lambda case, me: (PromiseMade(id=desk.source.id(), promise="check-in", due=due, text=long("promise")),),
    )
    desk.do("Noor", room, lambda case, me: voting.assess(case, me, {"public": "yes"}, long("assessment")))
    desk.do("Noor", room, lambda case, me: voting.plan(
        case, me, behaviours=["avoid specific language"], consequences=["a warning, spoken or by mail"],
        ends=long("ends"), refused=long("refused"), text=long("plan"),
    ))  # fmt: skip
    desk.do("Ilse", room, lambda case, me: voting.vote(case, me, "for"))
    desk.do("Noor", room, lambda case, me: decision.determine(case, me, "violation", long("determination")))
    desk.later(hours=1)
    desk.seats["Noor"].refresh()
