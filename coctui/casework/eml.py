"""A text as a mail that is not sent yet: for the sender's own mail program."""

import re
from email.message import EmailMessage
from email.policy import SMTP

from coctui import safetext
from coctui.models.case import Case
from coctui.models.content_events import MessageKind, Received
from coctui.models.items import Contact
from coctui.models.promise import TO_OTHERS

SUBJECT_TO_REPORTER, SUBJECT_TO_OTHERS = "Your message to us", "From the Code of Conduct team"
"""A subject is shown on locked screens: it names nobody, and nothing."""
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE | re.ASCII)


def as_mail(case: Case, kind: MessageKind, text: str) -> bytes:
    """The mail's bytes; `X-Unsent` makes mail programs open it for writing. Without sender, date and names."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = SUBJECT_TO_OTHERS if kind in TO_OTHERS else SUBJECT_TO_REPORTER
    if kind not in TO_OTHERS and (address := address_of_reporter(case)):
        mail["To"] = address
    mail["X-Unsent"] = "1"
    mail.set_content(safetext.block(text), charset="utf-8", cte="quoted-printable")
    return mail.as_bytes()


def address_of_reporter(case: Case) -> str:
    """Where the reporter can be written to, `""` where that is no mail address."""
    contact = case.item("contact")
    texts = [contact.value.address] if contact is not None and isinstance(contact.value, Contact) else []
    texts += [event.body.sender for event in case.reports if isinstance(event.body, Received)]
    for text in texts:
        found = _ADDRESS.search(safetext.line(text))
        if found is not None:
            return found[0]
    return ""
