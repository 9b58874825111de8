"""A text before it is sent: kept, read by somebody else, taken out as a mail; and what is said when nobody read it."""

from email import message_from_bytes
from email.policy import default

import pytest

from coctui.casework import access, draft, message
from coctui.casework.eml import SUBJECT_TO_OTHERS, address_of_reporter, as_mail
from coctui.casework.result import Refused
from coctui.models.content_events import ItemRecorded, MessageSent, ShownOutside
from coctui.models.items import Contact
from coctui.models.roster import Policy
from coctui.models.team_events import PolicyChanged
from tests.unit.casework_room import NOOR, OKSANA, PAZ, Lanes
from tests.unit.test_casework_access import code

ID, OTHER = "ab" * 16, "cd" * 16
TEXT = "Hello,\n\nwe ask you to stay out of the lounge.\n\nThe Code of Conduct team"


@pytest.fixture
def lanes() -> Lanes:
    """A case that Noor and Oksana hold."""
    lanes = Lanes()
    lanes.open(NOOR)
    lanes.do(NOOR, access.admit(lanes.case, NOOR, OKSANA, lanes.now))
    return lanes


def keep(lanes: Lanes, text: str = TEXT, id: str = ID, seat: str = NOOR) -> None:
    """Keep a text to the reported person."""
    lanes.do(seat, draft.keep(lanes.case, seat, "reported person", text, id))


def test_a_second_reader_sees_it_first(lanes: Lanes) -> None:
    """A text to the reported person leaves only when somebody else read it; at night one may say that nobody was there."""
    keep(lanes)
    assert code(draft.take_out(lanes.case, NOOR, "reported person", "saved")) == "second-reader"
    assert draft.take_out(lanes.case, NOOR, "reported person", "saved", unread=True) == (
        ShownOutside(how="saved", what="message"),
    )
    assert code(draft.read(lanes.case, NOOR, "reported person", "may go")) == "read-by-another"
    lanes.do(OKSANA, draft.read(lanes.case, OKSANA, "reported person", "may go"))
    assert not isinstance(draft.take_out(lanes.case, NOOR, "reported person", "copied"), Refused)


def test_who_asks_for_a_change_is_heard(lanes: Lanes) -> None:
    """The newest word of each reader counts, and a new text has to be read anew."""
    keep(lanes)
    lanes.do(OKSANA, draft.read(lanes.case, OKSANA, "reported person", "please change", "leave out the lounge"))
    found = draft.kept(lanes.case, "reported person")
    assert found is not None
    assert (found.may_go, found.reads) == (False, ((OKSANA, "please change", "leave out the lounge"),))
    lanes.do(OKSANA, draft.read(lanes.case, OKSANA, "reported person", "may go"))
    found = draft.kept(lanes.case, "reported person")
    assert found is not None
    assert found.may_go
    keep(lanes, "Hello, again.", OTHER)
    found = draft.kept(lanes.case, "reported person")
    assert found is not None
    assert (found.text, found.may_go) == ("Hello, again.", False)


def test_other_messages_need_no_second_reader(lanes: Lanes) -> None:
    """An acknowledgement at three in the morning waits for nobody; a team may choose otherwise for the reported person."""
    lanes.do(NOOR, draft.keep(lanes.case, NOOR, "status", "Not yet.", ID))
    assert not isinstance(draft.take_out(lanes.case, NOOR, "status", "saved"), Refused)
    lanes._write(lanes.team_events, "team", NOOR, PolicyChanged(policy=Policy(second_reader=False)), None)
    assert not draft.needs_reader(lanes.case, "reported person")


def test_what_was_sent_is_recorded_whoever_read_it(lanes: Lanes) -> None:
    """The truth is never refused: a text that went out unread says so, and one that was read names its reader."""
    unread = message.sent(lanes.case, NOOR, "reported person", lanes.now, text=TEXT)
    assert unread == (MessageSent(message="reported person", text=TEXT),)
    assert isinstance(unread, tuple)
    assert isinstance(unread[0], MessageSent)
    assert message.unread(lanes.case, unread[0])
    keep(lanes)
    lanes.do(OKSANA, draft.read(lanes.case, OKSANA, "reported person", "may go"))
    read = message.sent(lanes.case, NOOR, "reported person", lanes.now, text=f" {TEXT}\n")
    assert read == (MessageSent(message="reported person", text=TEXT, read_by=OKSANA),)
    changed = message.sent(lanes.case, NOOR, "reported person", lanes.now, text=f"{TEXT}\nPS")
    assert isinstance(changed, tuple)
    assert isinstance(changed[0], MessageSent)
    assert changed[0].read_by is None


def test_a_text_that_was_sent_is_kept_no_longer(lanes: Lanes) -> None:
    """Another of its kind begins anew."""
    keep(lanes)
    lanes.do(NOOR, message.sent(lanes.case, NOOR, "moderators", lanes.now))
    assert draft.kept(lanes.case, "reported person") is not None
    lanes.do(NOOR, message.sent(lanes.case, NOOR, "reported person", lanes.now, text=TEXT))
    assert draft.kept(lanes.case, "reported person") is None
    assert code(draft.read(lanes.case, OKSANA, "reported person", "may go")) == "no-draft"
    assert code(draft.take_out(lanes.case, NOOR, "reported person", "saved")) == "no-draft"


def test_only_holders_keep_and_read(lanes: Lanes) -> None:
    """And nothing empty, and nothing twice."""
    assert code(draft.keep(lanes.case, PAZ, "status", "x", ID)) == "not-cleared"
    assert code(draft.keep(lanes.case, NOOR, "status", "  ", ID)) == "nothing-said"
    keep(lanes)
    assert code(draft.keep(lanes.case, OKSANA, "reported person", TEXT, OTHER)) == "same-words"
    assert code(draft.read(lanes.case, PAZ, "reported person", "may go")) == "not-cleared"


# ---------------------------------------------------------------------- the mail


def test_a_mail_that_is_not_sent_yet(lanes: Lanes) -> None:
    """To the reporter's address, under a subject that says nothing; without sender, date and names."""
    mail = message_from_bytes(as_mail(lanes.case, "status", "Größe\n\nThe team"), policy=default)
    assert dict(mail.items()) | {"Content-Type": "", "Content-Transfer-Encoding": "", "MIME-Version": ""} == {
        "Subject": "Your message to us", "To": "sunniva@example.org", "X-Unsent": "1",
        "Content-Type": "", "Content-Transfer-Encoding": "", "MIME-Version": "",
    }  # fmt: skip
    assert mail.get_content().splitlines() == ["Größe", "", "The team"]


def test_a_mail_to_others_has_no_address(lanes: Lanes) -> None:
    """The team knows where to send it; the case does not."""
    mail = message_from_bytes(as_mail(lanes.case, "reported person", TEXT), policy=default)
    assert (mail["To"], mail["Subject"]) == (None, SUBJECT_TO_OTHERS)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("a@example.org\nBcc: b@example.org", "a@example.org"),
        ("by chat", "sunniva@example.org"),
        ("Mara <mara@example.org>", "mara@example.org"),
        ("\u202egro.elpmaxe@aram", "sunniva@example.org"),
    ],
)
def test_an_address_is_an_address_only(lanes: Lanes, written: str, address: str) -> None:
    """Nothing else of what a report gives as contact can come into a header."""
    lanes.do(NOOR, (ItemRecorded(state="recorded", value=Contact(item="contact", address=written)),))
    assert address_of_reporter(lanes.case) == address
    assert as_mail(lanes.case, "status", "x").count(b"example.org") == 1


def test_what_is_dangerous_in_a_text_becomes_visible(lanes: Lanes) -> None:
    """A pasted escape does not reach a file."""
    assert b"\x1b" not in as_mail(lanes.case, "status", "x\x1b]52;c;eA==\x07y")
