"""From what came in to a case: nothing lost, nothing guessed."""

import hashlib
import random
from datetime import timedelta
from itertools import count

from coctui.casework import record
from coctui.casework.access import ask_everybody, first_acts
from coctui.casework.conflict import texts_in, texts_of, touched
from coctui.casework.opening import Opening, open_from_draft, open_from_form
from coctui.casework.result import Refused
from coctui.models.access_events import Asked, Opened
from coctui.models.case import Case
from coctui.models.content_events import Received
from coctui.models.draft import DraftAttachment, IntakeForm, ReportDraft
from coctui.models.facts import facts_of
from coctui.models.items import Contact, Description, Person, Where
from coctui.models.listing import row_of
from coctui.models.roster import Policy
from tests.unit.casework_room import ILSE, NOOR, OKSANA, PAZ, START, TAMSIN, WANJIRU, Lanes

RAW = b"From: Sunniva <sunniva@example.org>\nSubject: the lounge\n\nIt happened again.\n"
PICTURE = b"\x89PNG and more"


def mail(**changes: object) -> ReportDraft:
    """A mail from Sunniva with a picture."""
    values: dict[str, object] = {
        "path": "inbox/1.eml",
        "subject": "the lounge\nBcc: x",
        "sender": "sunniva@example.org",
        "sender_name": "Sunniva Q",
        "stated_from": "Sunniva Q <sunniva@example.org>",
        "date": START,
        "received": START + timedelta(minutes=1),
        "received_source": "received",
        "text": "It happened again, in the lounge, on Friday.\n",
        "html_text": "It happened <again>",
        "attachments": (
            DraftAttachment(
                name="../x\u202egnp", type="image/png", size=len(PICTURE), sha256="0" * 64, content=PICTURE
            ),
        ),
        "warnings": ("The HTML holds text that a mail program may not show.",),
        "raw": RAW,
        "sha256": hashlib.sha256(RAW).hexdigest(),
    }
    return ReportDraft.model_validate({**values, **changes})


def opening(draft: ReportDraft, policy: Policy | None = None) -> Opening:
    """An opening with ids that count up."""
    ids = (f"{number:032x}" for number in count(1))
    return open_from_draft(
        draft, policy=policy or Policy(), code_name=("copper-birch", "plover"), ids=lambda: next(ids), now=START
    )


def opened(made: Opening) -> Case:
    """The case that an opening makes."""
    return Lanes().open(NOOR, made.acts)


def report(case: Case) -> Received:
    """Its report."""
    body = case.reports[0].body
    assert isinstance(body, Received)
    return body


def test_a_mail_becomes_a_case_with_all_that_it_states() -> None:
    """Times, source, texts, sender, warnings and files, and the hours of today's policy."""
    made = opening(mail(), Policy(acknowledge_hours=5, outcome_days=9))
    case = opened(made)
    body = report(case)
    assert made.acts[0] == Opened(code="copper-birch", third="plover")
    assert (body.received, body.source) == (START + timedelta(minutes=1), "received")
    assert (body.sender, body.subject) == ("Sunniva Q <sunniva@example.org>", "the lounge Bcc: x")
    assert (body.text, body.html_text) == ("It happened again, in the lounge, on Friday.\n", "It happened <again>")
    assert (body.acknowledge_hours, body.outcome_days) == (5, 9)
    assert body.warnings == ("The HTML holds text that a mail program may not show.",)
    assert body.own_words


def test_the_original_bytes_are_kept_beside_the_attachments() -> None:
    """The first file is the mail as it came, under a name that tells nothing; each file has its hash and its bytes."""
    made = opening(mail())
    original, picture = report(opened(made)).files
    assert (original.original, original.name, original.sha256) == (True, "report.eml", mail().sha256)
    assert (picture.original, picture.sha256) == (False, hashlib.sha256(PICTURE).hexdigest())
    assert dict(made.files) == {original.id: RAW, picture.id: PICTURE}
    assert row_of(opened(made), NOOR).originals == (mail().sha256,)


def test_nothing_is_guessed_from_a_mail() -> None:
    """Contact and description are stated; place, time, people and what goes on are not, whatever the text says."""
    case = opened(opening(mail()))
    items = {name: case.item(name) for name in ("contact", "description")}
    assert items["contact"] is not None
    assert items["contact"].value == Contact(
        item="contact", name="Sunniva Q", channel="mail", address="sunniva@example.org"
    )
    assert items["description"] is not None
    assert items["description"].value == Description(
        item="description", account="It happened again, in the lounge, on Friday."
    )
    row = row_of(case, NOOR)
    assert row.ask == "when, where, still going on, who, what else, who else"
    assert (row.place, row.what, row.gloss) == ("", "", "")
    assert case.persons == ()


def test_html_stands_in_where_there_is_no_plain_text() -> None:
    """The account is what the mail says, in whichever form."""
    account = opened(opening(mail(text=" \n"))).item("description")
    assert account is not None
    assert isinstance(account.value, Description)
    assert account.value.account == "It happened <again>"


def test_a_mail_that_cannot_be_read_is_kept_all_the_same() -> None:
    """Its bytes are there, nothing is asked yet, and the clock runs from now."""
    made = opening(mail(readable=False, received=None, received_source="entered", text="", html_text="", sender=""))
    case = opened(made)
    assert RAW in made.files.values()
    assert not report(case).readable
    assert report(case).received == START
    assert case.item("contact") is None
    assert case.item("description") is None


def test_hostile_sizes_and_halves_of_characters_are_kept_to_what_an_event_holds() -> None:
    """A report is never lost because one of its lines is too long or no text."""
    draft = mail(subject="x" * 5000, stated_from="y" * 5000, sender="z" * 5000, text="a\ud800b", sender_name="n" * 5000)
    body = report(opened(opening(draft)))
    assert (len(body.subject), len(body.sender)) == (1000, 1000)
    assert body.text == "a\ufffdb"


def test_doors_open_with_the_case() -> None:
    """Who is asked, admitted and excluded at intake is so from the first moment."""
    lanes = Lanes()
    doors = first_acts(lanes.team, NOOR, ask=[PAZ], admit=[ILSE], exclude=[OKSANA])
    assert not isinstance(doors, Refused)
    ids = (f"{number:032x}" for number in count(1))
    made = open_from_draft(
        mail(), policy=lanes.team.policy, code_name=("a-b", "c"), ids=lambda: next(ids), now=START, doors=doors
    )
    access = lanes.open(NOOR, made.acts).access
    assert {seat: access.state(seat) for seat in (NOOR, PAZ, ILSE, OKSANA)} == {
        NOOR: "cleared",
        PAZ: "asked",
        ILSE: "cleared",
        OKSANA: "excluded",
    }


def from_form(form: IntakeForm) -> tuple[Case, Opening]:
    """The case that a form opens."""
    ids, rng = (f"{number:032x}" for number in count(1)), random.Random(3)
    made = open_from_form(
        form, policy=Policy(), code_name=("a-b", "c"), ids=lambda: next(ids), choose=rng.choice, now=START
    )
    return opened(made), made


def test_a_form_fills_the_items_that_it_states() -> None:
    """Each in its field, each reported person under a code name, and what nobody said stays to ask."""
    form = IntakeForm(
        channel="call",
        received=START - timedelta(hours=1),
        text="Somebody shouted at me.",
        reporter_contact="@sunniva, evenings",
        where="the lounge",
        place_kind="Video  Room",
        ongoing="no",
        reported=("tall, red scarf", " ", "a voice"),
        gloss="the shouting",
    )
    case, made = from_form(form)
    where = case.item("where")
    assert where is not None
    assert where.value == Where(item="where", kind="video room", place="the lounge")
    assert report(case).received == START - timedelta(hours=1)
    assert not report(case).own_words
    assert [person.other for person in case.persons] == ["tall, red scarf", "a voice"]
    assert len({person.code for person in case.persons}) == 2
    assert facts_of(case).reported == ("tall, red scarf", "a voice")
    assert row_of(case, NOOR).ask == "when, what else, who else"
    assert row_of(case, NOOR).gloss == "the shouting"
    assert made.notices == ()


def test_a_kind_of_place_of_their_own_is_kept_in_their_word() -> None:
    """It is some other place, and what they call it stays."""
    case, _ = from_form(IntakeForm(text="x", place_kind="hallway track"))
    where = case.item("where")
    assert where is not None
    assert where.value == Where(item="where", kind="other", platform="hallway track")


def test_a_gloss_that_tells_is_left_out_and_said() -> None:
    """The case opens all the same."""
    case, made = from_form(IntakeForm(text="x", gloss="talk at 14:00"))
    assert case.label("gloss") == ""
    assert made.notices == ("gloss-time",)


def test_members_whom_a_report_names_are_found() -> None:
    """By name, mail or handle, whatever the case of letters; a part of another word does not count."""
    team = Lanes().team
    assert touched(team, texts_of(mail(text="PAZ was there, and @ilse_x too. Pazific."))) == {
        ILSE: ("handle",),
        PAZ: ("name",),
    }
    assert touched(team, texts_of(mail(sender="oksana@example.org"))) == {OKSANA: ("name", "mail")}
    assert touched(team, texts_of(mail())) == {}
    assert touched(team, texts_of(IntakeForm(text="x", reported=("Noor",)))) == {NOOR: ("name",)}


def test_members_whom_a_case_names_are_found() -> None:
    """In its reports, its data and its people, also where somebody recorded them later."""
    lanes = Lanes()
    lanes.open(NOOR, opening(mail(text="Ilse saw it.")).acts)
    lanes.do(NOOR, record.item(lanes.case, NOOR, "others", "recorded", {"text": "and paz"}))
    person = Person(id="9" * 32, code="Quartz", part="reported person", handles={"chat": "oksana_x"})
    lanes.do(NOOR, record.person(lanes.case, NOOR, person))
    found = touched(lanes.team, texts_in(lanes.case))
    assert found == {ILSE: ("name",), OKSANA: ("handle",), PAZ: ("name",)}
    asked = ask_everybody(lanes.case, NOOR, START, found)
    assert asked == (Asked(seat=TAMSIN), Asked(seat=WANJIRU))


def test_an_opening_shows_nothing_of_itself() -> None:
    """Neither bytes nor words in its representation."""
    assert repr(opening(mail())) == "<Opening of 4 acts>"
