"""Words for the first minutes, and words that a team writes itself."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from coctui.casework import right_now, team_words
from coctui.casework.drafting import LONGEST, drafted, drawn, tried
from coctui.casework.result import Refused
from coctui.casework.templates import FOUR_PARTS, default_template
from coctui.cli.words_table import KEYS
from coctui.models.content_events import MessageKind
from coctui.models.team_events import WordsChanged
from tests.rules.house import ROOT
from tests.unit.casework_room import ILSE, NOOR, PAZ, Lanes
from tests.unit.cli_desk import Desk, house
from tests.unit.test_casework_access import code

SAID_FIRST = (
    "Are you safe right now?",
    "Shall I get this person out of the room? You don't have to answer anything else first.",
    "If you are in danger, call your local emergency number; I stay with you here.",
)


# ---------------------------------------------------------------------- right now


def test_the_first_words_are_there() -> None:
    """On page 1, each to copy by itself; page 3 knows the four hard moments."""
    first = right_now.sections(right_now.default_text(1))[0]
    assert set(SAID_FIRST) < set(first.words)
    hard = " ".join(section.title for section in right_now.sections(right_now.default_text(3)))
    assert all(word in hard for word in ("harming themself", "under age", "publish", "journalist"))


def test_a_page_is_read_as_it_was_written() -> None:
    """Headings, words under them; words before any heading need none."""
    found = right_now.sections("Call Ilse.\n\n## Outside help\n  112 \n\n#Empty\n")
    assert found == (("", ("Call Ilse.",)), ("Outside help", ("112",)), ("Empty", ()))
    assert right_now.sections("") == ()


def test_the_words_open_while_locked() -> None:
    """In a process that loads no vault, no model and no cipher: they are there within the first second."""
    program = (
        "import sys; from coctui.casework.right_now import default_text; default_text(1);"
        "print([name for name in ('pydantic', 'sqlite3', 'cryptography', 'coctui.vault') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


# ---------------------------------------------------------------------- the team's own words


def test_a_lead_puts_the_teams_words_there() -> None:
    """And takes them away again; a responder asks a lead. Only what is read somewhere can be written."""
    team = Lanes().team
    text = "# Outside help\n112"
    assert team_words.change(team, ILSE, "right-now-2", f" {text}\n") == (WordsChanged(key="right-now-2", text=text),)
    assert code(team_words.change(team, PAZ, "right-now-2", text)) == "lead-or-chair"
    assert code(team_words.change(team, ILSE, "right-now-4", text)) == "no-such-words"
    assert code(team_words.change(team, ILSE, "right-now-2", "")) == "same-words"
    assert code(team_words.change(team, ILSE, "right-now-2", "x" * 20_001)) == "too-long"


def test_every_key_has_words_of_ours() -> None:
    """And the command line knows each of them."""
    team = Lanes().team
    assert set(KEYS) == set(team_words.KEYS)
    assert all(team_words.words_of(team, key).strip() for key in team_words.KEYS)


# ---------------------------------------------------------------------- templates


@pytest.fixture
def lanes() -> Lanes:
    """A case with a report, in which somebody is named."""
    lanes = Lanes()
    lanes.open(NOOR)
    return lanes


@pytest.mark.parametrize("key", [key for key in KEYS if not key.startswith("right-now")])
def test_our_templates_draw_and_name_nobody(lanes: Lanes, key: str) -> None:
    """Whatever is known of the case: days and roles, no address, no code name, no name of the team."""
    short, kind = key.endswith("-short"), key.removesuffix("-short")
    spoken: MessageKind = "check-in" if kind == "check-in" else kind.replace("-", " ")  # type: ignore[assignment]  # one of the kinds
    assert tried(default_template(spoken, short=short)) is None
    text = drafted(lanes.case, spoken, lanes.now, lanes.now.tzinfo, short=short)  # type: ignore[arg-type]  # UTC
    assert not isinstance(text, Refused)
    assert not any(word in text.casefold() for word in ("sunniva", "example.org", "copper", "noor", "{{", "{%"))
    assert not short or len(text.splitlines()) <= 4


def test_what_we_promise_is_an_answer_by_a_day(lanes: Lanes) -> None:
    """A week after the report, never an outcome (WTD); a day that has passed is left for a person to fill in."""
    text = drafted(lanes.case, "acknowledgement", lanes.now, lanes.now.tzinfo)  # type: ignore[arg-type]  # UTC
    assert "You hear from us again by Saturday, 12 December, also if we are not done by then." in str(text)
    later = lanes.now + timedelta(days=8)
    assert "again by [a day]" in str(drafted(lanes.case, "status", later, lanes.now.tzinfo))  # type: ignore[arg-type]  # UTC


def test_the_text_to_the_reported_person_has_its_parts() -> None:
    """Greeting, what was seen, what it did, the plan with its consequence (PLC-E); and not to look for who reported."""
    parts = default_template("reported person").split("\n\n")
    assert parts[0].startswith("Hello")
    assert [("[What was seen" in parts[1]), ("[What it did" in parts[2]), ("the plan" in parts[3])] == [True] * 3
    assert "consequence" in parts[3]
    assert len(FOUR_PARTS) == 4
    assert "do not try to find out who reported it" in parts[4]


@pytest.mark.parametrize(
    "template",
    [
        "{{ reporter }}",
        "{{ 'a' * 1000000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ team.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ questions.append('x') }}",
        "{{ range(9) }}",
        "{{ lipsum() }}",
        "{% for x in questions %}",
        "{% include 'x' %}",
        "{{ 1 / 0 }}",
        "{{ 'x'.format_map(team) }}",
        "{{ 'é'.encode('ascii') }}",
        "{{ 'a'.ljust(1000000000) }}",
        "{{ 'a'|center(1000000000) }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    ],
)
def test_a_template_reaches_nothing(template: str) -> None:
    """What it is not given, Python behind it, and sizes out of all measure: refused, before the team uses it."""
    answer = tried(template)
    assert answer is not None
    assert answer.code == "template-wrong"
    assert code(team_words.change(Lanes().team, NOOR, "status", template)) == "template-wrong"


def test_a_text_out_of_all_measure_is_refused() -> None:
    """A message is not longer than ten pages."""
    assert code(drawn("x" * (LONGEST + 1), {})) == "template-wrong"


# ---------------------------------------------------------------------- by line command


def test_by_line_command(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Pages 1 and 3 from no vault; page 2, the team's own words and who is there only for who unlocks."""
    with house(tmp_path_factory.mktemp("desk")) as folder:
        desk = Desk(folder)
        locked = desk.type("--vault", str(Path("nowhere")), "right-now", "--json").json
        assert [page["page"] for page in locked["pages"]] == [1, 3]
        assert desk.type("right-now", "2", "--json").error["code"] == "sealed"
        desk.found("Noor")
        desk.join("Paz", "responder")
        assert desk.do("Paz", "words", "set", "right-now-2", stdin="# Help\n112").error["code"] == "lead-or-chair"
        assert desk.do("Noor", "words", "set", "right-now-2", stdin="# Outside help\nThe venue: 555-0100\n").json["own"]
        assert desk.do("Noor", "words", "set", "status", stdin=" ").error["code"] == "nothing-written"
        page = desk.do("Paz", "right-now", "2").json["pages"][0]
        assert page["sections"] == [{"title": "Outside help", "words": ["The venue: 555-0100"]}]
        assert "The venue: 555-0100" in desk.tell("Paz", "right-now")
        assert {line["words"] for line in desk.do("Paz", "words", "list").json["words"] if line["own"]} == {
            "right-now-2"
        }
        assert not desk.do("Noor", "words", "reset", "right-now-2").json["own"]
        assert "For each place" in desk.tell("Paz", "words", "show", "right-now-2")
        # nothing of it lies readable in the file
        assert b"555-0100" not in desk.path.read_bytes()


def test_who_is_with_you(tmp_path_factory: pytest.TempPathFactory) -> None:
    """On shift, next, and who may be woken, from what members say of themselves."""
    with house(tmp_path_factory.mktemp("desk")) as folder:
        desk = Desk(folder)
        desk.found("Noor")
        desk.join("Paz", "responder")
        desk.do("Paz", "member", "profile", "--field", "phone", stdin="555-0199")
        desk.do("Noor", "member", "shift", "sat 10:00 to 16:00")
        assert desk.do("Noor", "right-now", "2").json["pages"][0]["with_you"] == [
            "Noor, chair, lead, on now, until 16:00",
            "Paz, can be woken, 555-0199",
        ]
