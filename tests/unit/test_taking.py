"""Taking a report: what is said and better not, what is asked next, what is only guessed; and that nothing typed is lost."""

import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coctui.casework import codename
from coctui.casework.opening import open_from_form
from coctui.casework.taking import BETTER_NOT, FIRST, HESITANT, SAY, ask_next, heard, say, sounds_ongoing, stamped
from coctui.cli.main import main
from coctui.models.asking import to_ask
from coctui.models.case import Case
from coctui.models.content_events import Received
from coctui.models.dictation import Dictation
from coctui.models.draft import IntakeForm
from coctui.models.handover import consent_of
from coctui.models.promise import promises
from coctui.models.roster import Policy
from tests.bodies import TEXT
from tests.unit.casework_room import NOOR, START, Lanes
from tests.unit.cli_desk import Desk, house

CALL = """\
She joined the lobby about ten minutes ago, before the lightning talks. There were maybe eight people at the round table.

One person kept asking where she is staying and would not stop when she said she did not want to answer. She moved to another
table and the person followed. They are still there now.

14:04  She is all right and with a friend. She can be reached by chat until 17:00 UTC, and would rather not be called.

14:06  The person had a moth on the hoodie. No name on the badge that she could see. A volunteer at the door may have seen
"""


# ---------------------------------------------------------------------- heard so far


def test_what_seems_to_have_been_heard() -> None:
    """Of the invented call: everything but circumstances, and it goes on."""
    assert heard(CALL) == {"contact", "when", "where", "ongoing", "description", "reported", "others"}
    assert sounds_ongoing(CALL)
    assert heard("") == frozenset()
    assert heard("It was loud.") == frozenset()


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [
        ("They are still in the room.", True),
        ("He keeps writing to me.", True),
        ("He keeps writing to me. It is over, he left.", False),
        ("It was over, and right now it begins again.", True),
        ("I still think of it.", False),
        ("", False),
    ],
)
def test_whether_it_sounds_as_if_it_goes_on(text: str, goes_on: bool) -> None:
    """The last that was said of it counts; a guess, which only offers to act."""
    assert sounds_ongoing(text) == goes_on


@given(TEXT)
def test_any_words_are_listened_to(text: str) -> None:
    """Whatever is typed, nothing stops the guesses, and a draft comes back as it was."""
    taken = Dictation(text=text, began=START)
    assert heard(text) <= heard(f"{text} {CALL}") | {"ongoing"}
    assert isinstance(sounds_ongoing(text), bool)
    assert Dictation.of_draft(taken.as_draft()) == taken
    assert ask_next(taken)


# ---------------------------------------------------------------------- prompts


def test_what_one_may_say_is_what_we_can_keep() -> None:
    """An answer by a time, never an outcome; in the zone of who listens, with the day where it is another."""
    told = datetime(2026, 12, 5, 14, 2, tzinfo=UTC)
    assert say(Policy(), told, UTC)[-1] == "You hear from us by 16:02, and again within a week."
    late = say(Policy(outcome_days=10), told + timedelta(hours=9), ZoneInfo("Asia/Kathmandu"))
    assert late[-1] == "You hear from us by 06:47, and again within 10 days."
    assert say(Policy(acknowledge_hours=20), told, UTC)[-1].startswith("You hear from us by Sunday, 10:02")
    assert not any("violation" in words or "remove" in words for words in SAY)


def test_better_not() -> None:
    """Nothing that presses, judges, promises an outcome, asks for a punishment or invites to withdraw (PYC18)."""
    words = " ".join(BETTER_NOT)
    assert all(
        part in words for part in ("Why did you not", "should happen", "not meant", "We will remove", "withdraw")
    )


def test_somebody_who_hesitates_is_helped_in_this_order() -> None:
    """Reassured, offered a colleague, no name, and to hold it (OTTER)."""
    assert ["decide" in HESITANT[0], "somebody else" in HESITANT[1], "name" in HESITANT[2], "again" in HESITANT[3]] == [
        True
    ] * 4


def test_what_matters_tonight_is_asked_first() -> None:
    """Going on, safe, reachable; what was heard or is answered is not asked, nor how to reach who stays unnamed."""
    assert [prompt.words for prompt in ask_next(Dictation())][:2] == [
        "Is it still going on?",
        "Where is the person now?",
    ]
    assert ask_next(Dictation())[: len(FIRST)] == FIRST
    asked = [prompt.item for prompt in ask_next(Dictation(text=CALL))]
    assert asked == [None, "circumstances"]
    nameless = ask_next(
        Dictation(anonymous=True, ongoing="no", text="Loud, in the hall, yesterday, by somebody; others saw it too.")
    )
    assert [prompt.item for prompt in nameless] == [None, "circumstances"]


def test_a_stamp_stands_on_a_line_of_its_own() -> None:
    """F4 while listening: the time, and the cursor behind it."""
    assert stamped("She is safe.\n", START, UTC) == "She is safe.\n\n12:00  "
    assert stamped("", START, ZoneInfo("Asia/Kathmandu")) == "17:45  "


# ---------------------------------------------------------------------- from words to a case


def opened(form: IntakeForm) -> Case:
    """The case that a report opens."""
    lanes, numbers = Lanes(), iter(range(1, 99))
    made = open_from_form(
        form, policy=Policy(), code_name=("copper-birch", "plover"), ids=lambda: f"{next(numbers):032x}",
        choose=lambda items: items[0], now=lanes.now, zone=UTC,
    )  # fmt: skip
    assert made.files == {}
    assert codename.FIRST
    return lanes.open(NOOR, made.acts)


def test_a_report_says_how_it_was_taken() -> None:
    """Own words or a summary, read back, the wish that was volunteered, in which language, translated or not."""
    case = opened(
        IntakeForm(text="Loud.", channel="call", read_back=True, wish=" an apology ", language="de", translated=True)
    )
    body = case.reports[0].body
    assert isinstance(body, Received)
    assert (body.own_words, body.read_back, body.wish, body.language, body.translated) == (
        False,
        True,
        "an apology",
        "de",
        True,
    )


def test_consent_is_one_question_at_night() -> None:
    """May I tell the rest of the team? Nothing is recorded where nobody asked."""
    assert consent_of(opened(IntakeForm(text="Loud.")), None).team == ""
    assert consent_of(opened(IntakeForm(text="Loud.", consent="no")), None).team == "no"


def test_hold_unless_it_happens_again() -> None:
    """The acknowledgement is owed, an outcome is not."""
    owed = {
        promise.kind: (promise.state, promise.reason)
        for promise in promises(opened(IntakeForm(text="Loud.", hold=True)))
    }
    assert owed == {"acknowledgement": ("open", ""), "outcome": ("waived", "on hold")}


def test_who_it_happened_to_is_not_who_reports_it() -> None:
    """Each person apart, under a code name; naming one is an answer to who else was there."""
    case = opened(IntakeForm(text="Loud.", reported=("tall", "small"), affected=("a friend",), witnesses=("the host",)))
    assert [(person.part, person.other) for person in case.persons] == [
        ("reported person", "tall"),
        ("reported person", "small"),
        ("affected person", "a friend"),
        ("witness", "the host"),
    ]
    assert len({person.code for person in case.persons}) == 4
    assert not {"reported", "others"} & set(to_ask(case))


def test_a_fear_stays_in_sight() -> None:
    """The flag and what is feared; a fear in words is one without the flag, too."""
    case = opened(IntakeForm(text="Loud.", concern="knows where I work", safe_times="evenings", zone="Asia/Kathmandu"))
    item = case.item("contact")
    assert item is not None
    value = item.value.model_dump()
    assert (value["safety"], value["concern"], value["safe_times"]) == (True, "knows where I work", "evenings")


def test_when_it_happened_is_read_in_the_reporters_zone() -> None:
    """As it was said, and what it comes to; without a zone of theirs in that of who took it down."""
    for zone, start in (
        ("", "2026-12-04T15:00Z"),
        ("Asia/Kathmandu", "2026-12-04T09:15Z"),
        ("Nowhere/X", "2026-12-04T15:00Z"),
    ):
        item = opened(IntakeForm(text="Loud.", when="yesterday 3pm", zone=zone)).item("when")
        assert item is not None
        assert item.value.model_dump()["start"] == start


# ---------------------------------------------------------------------- nothing typed is lost


class Killed(io.StringIO):
    """Standard input that ends as a closed terminal does, after so many lines."""

    def __init__(self, text: str, lines: int) -> None:
        super().__init__(text)
        self.left = lines

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]  # as StringIO has it
        """A line, or the end of everything."""
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        return super().readline()


ANSWERS = "They followed me.\nThey are still there.\n.\nchat\n\nyes\nby chat\nretaliation\nyes\nyes\nlater\n"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A team of one."""
    with house(tmp_path_factory.mktemp("desk")) as folder:
        desk = Desk(folder)
        desk.found("Noor")
    return desk


def interrupted(desk: Desk, text: str, lines: int) -> int:
    """Noor takes a report, and her terminal closes after so many lines; the exit code."""
    words = ["--vault", str(desk.path), "--as", "Noor", "--passphrase-file", desk.file("p", desk.passphrase("Noor"))]
    out, err = io.StringIO(), io.StringIO()
    status = main([*words, "new"], stdin=Killed(text, lines), stdout=out, stderr=err, source=desk.source)
    assert out.getvalue() == ""
    return status


@pytest.mark.parametrize("lines", [1, 2, 4, 8, 10])
def test_who_is_interrupted_goes_on_at_the_next_new(desk: Desk, lines: int) -> None:
    """At any line: what was typed up to there is a draft, sealed; saving the report ends it."""
    assert interrupted(desk, ANSWERS, lines) == 130
    assert b"followed" not in b"".join(path.read_bytes() for path in desk.folder.rglob("*") if path.is_file())
    said = desk.do("Noor", "new", stdin="on\nAnd then?\n.\n" + "\n" * 8)
    assert "You began a report and did not save it." in said.err
    kept = desk.do("Noor", "show", said.json["case"]).json
    first = "They followed me." if lines == 1 else "They followed me.\nThey are still there."
    assert kept["items"]["description"]["value"]["account"] == f"{first}\nAnd then?"
    assert kept["reports"][0]["channel"] == ("chat" if lines > 3 else "other")
    assert kept["safety"] == (lines > 7)
    assert "You began" not in desk.do("Noor", "new", stdin=ANSWERS).err


def test_one_may_start_anew(desk: Desk) -> None:
    """The old words are gone then; a report that says so reminds of the reporter's no."""
    interrupted(desk, "Old words.\n", 1)
    said = desk.do("Noor", "new", stdin="anew\nNew words.\n.\ncall\n\n\n\n\nno\n\n").json
    shown = desk.do("Noor", "show", said["case"]).json
    assert shown["items"]["description"]["value"]["account"] == "New words."
    assert said["remarks"] == [
        "The reporter did not want the rest of the team to be told: think of it before you ask anybody."
    ]


@given(st.lists(st.text(max_size=20), max_size=3))
def test_a_broken_draft_is_no_draft(rows: list[str]) -> None:
    """What somebody else kept under that key is left alone."""
    found = Dictation.of_draft("\n".join(rows))
    assert found is None or isinstance(found, Dictation)
