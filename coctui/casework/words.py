"""A timeline entry in words, for screens and the command line: what happened, who did it; never the name of a person of the case."""

from typing import NamedTuple

from coctui.casework.consent import USES
from coctui.casework.named import Named
from coctui.models import access_events as access
from coctui.models import company_events as company
from coctui.models import content_events as content
from coctui.models import message_events as messages
from coctui.models import promise_events as duties
from coctui.models import vote_events as votes
from coctui.models.event import Body, Event, Struck, Unknown
from coctui.models.expunge_events import Expunged, Why
from coctui.models.items import TITLES
from coctui.models.roster import Team


class Told(NamedTuple):
    """One entry, ready to be laid out; every part still goes through `safetext`."""

    sign: str
    """`●` came in, `○` written down, `◆` decided, `→` told somebody, `·` a small step (DESIGN-LANGUAGE.md 3)."""
    title: str
    detail: str
    quiet: bool = False
    """Whether the machine did it, or it is about access: shown small."""


CAME, WROTE, DECIDED, TOLD, STEP = "●", "○", "◆", "→", "·"
CHANNELS: dict[content.Channel, str] = {
    "mail": "by mail",
    "chat": "chat message",
    "call": "on a call",
    "in person": "in person",
    "form": "by form",
    "other": "another way",
}
SENT: dict[content.MessageKind, str] = {
    "acknowledgement": "Acknowledged",
    "question": "Asked the reporter",
    "status": "Told how it stands",
    "outcome": "Told the outcome",
    "not a violation": "Told why it is no violation",
    "check-in": "Asked how they are",
    "moderators": "Told the moderators",
    "reported person": "Told the reported person",
}
DID: dict[duties.Did, str] = {
    "removed": "removed the person from the space",
    "muted": "muted, or took away rights",
    "safe place": "brought the reporter to a safe place",
    "moderator": "asked a moderator to step in",
    "security": "called security or the venue",
    "referred": "referred to an outside agency",
    "other": "something else",
}
REFERRED: dict[duties.Referral, str] = {
    "": "",
    "asked": "referred outside, as the reporter asked",
    "life at risk": "referred outside, a life was at risk",
}
"""Nothing else is said of a referral: neither to whom nor what was told."""
WHY: dict[Why, str] = {"retention": "kept as long as the team keeps cases", "request": "on request"}
OUTSIDE = {
    "case": "this case",
    "entry": "one entry",
    "message": "a message",
    "file": "an attachment",
    "debrief": "its line in a debrief",
}


def describe(entry: Event, team: Team, me: str = "") -> Told:
    """What an entry says, in a few words; `me` is called "you"."""
    by = Named(team, me)
    body = entry.body
    if isinstance(body, Unknown):
        return Told(STEP, "Written by a newer coctui", by(entry.seat), quiet=True)
    if isinstance(body, Struck):
        return Told(STEP, "Taken out", "words that should not stand here", quiet=True)
    if isinstance(body, access.AccessBody):
        return _of_access(body, entry.seat, by)
    return _of_content(body, entry.seat, by)


def words_of(entry: Event) -> str:
    """The long words of an entry, `""` where there are none: an account, a note, a message, a decision."""
    match entry.body:
        case content.Received(text=text, html_text=html):
            return text or html
        case (
            content.NoteWritten(text=text)
            | content.MessageSent(text=text)
            | content.Determined(text=text)
            | content.Closed(text=text)
            | content.Reopened(text=text)
            | messages.MessageDrafted(text=text)
            | messages.DraftRead(text=text)
            | duties.PromiseMade(text=text)
            | duties.PromiseKept(text=text)
            | duties.PromiseWaived(text=text)
            | duties.Acted(text=text)
            | duties.Reviewed(text=text)
            | duties.Held(text=text)
            | votes.Assessed(text=text)
        ):
            return text
        case votes.Planned():
            return "\n".join(plan_words(entry.body))
        case company.HandedOver(lines=lines):
            return "\n".join(f"{line.sort}: {line.text or line.duty}" for line in lines)
        case _:
            return ""


def plan_words(plan: votes.Planned) -> tuple[str, ...]:
    """A plan line by line."""
    facts = (
        ("ends", plan.ends), ("if refused", plan.refused), ("look again", f"{plan.again:%Y-%m-%d}" if plan.again else ""),
    )  # fmt: skip
    said = tuple(f"{label}: {text}" for label, text in facts if text)
    return (*plan.behaviours, *plan.consequences, *said, *([plan.text] if plan.text else []))


def _of_access(body: access.AccessBody, author: str, by: Named) -> Told:
    match body:
        case access.Opened():
            return Told(STEP, "Opened", by.done(author), quiet=True)
        case access.Asked(seat=seat):
            return Told(STEP, "Asked", by(seat, author), quiet=True)
        case access.Admitted(seat=seat, statement=None):
            return Told(STEP, "Let in", f"{by(seat)} on their word, told {by(author)}", quiet=True)
        case access.Admitted(seat=seat):
            return Told(STEP, "Let in", f"{by(seat)}: no conflict", quiet=True)
        case access.Noted(statement=statement):
            return Told(STEP, "Stepped aside", by(statement.seat), quiet=True)
        case access.Recused():
            return Told(STEP, "Stepped aside", by(author), quiet=True)
        case access.Excluded(seat=seat, motion=motion):
            both = f" and {by(motion.seat)}" if motion else ""
            return Told(STEP, "Excluded", by(seat, author) + both, quiet=True)
        case access.StandInNamed(seat=seat):
            return Told(STEP, "Stand-in asked", by(seat, author), quiet=True)
        case access.Rotated():
            return Told(STEP, "New case key", "", quiet=True)
        case _:
            return Told(STEP, "Letters written anew", "", quiet=True)


def _of_content(body: Body, author: str, by: Named) -> Told:
    match body:
        case content.Received(channel=channel, readable=readable):
            unread = "" if readable else "; kept as it came, it could not be read"
            return Told(CAME, "Report received", f"{CHANNELS[channel]}, {by.verb('taken in', author)}{unread}")
        case content.ItemRecorded(state=state, value=value):
            return Told(WROTE, TITLES[value.item], by.verb(state, author))
        case content.PersonChanged(person=person):
            return Told(WROTE, f"Person {person.code}", by.verb(person.part, author, ","))
        case content.NoteWritten():
            return Told(WROTE, "Note", by(author))
        case content.Attached():
            return Told(WROTE, "File added", by(author))
        case content.Assigned(duty=duty, seat=seat):
            whom = by(seat) if seat else "nobody"
            duty_words = "" if duty == "lead" else f" for {duty}"
            return Told(WROTE, "Assigned", f"{whom}{duty_words}, by {by(author)}")
        case content.Labelled():
            return Told(WROTE, *_labelled(body, by(author)))
        case _:
            return _of_outcome(body, author, by)


def _of_outcome(body: Body, author: str, by: Named) -> Told:
    match body:
        case content.MessageSent(message=message, next=due):
            again = f", again by {due:%Y-%m-%d}" if due else ""
            return Told(TOLD, SENT[message], f"{by(author)}{again}")
        case content.ShownOutside(how=how, what=what):
            shown = "Copied" if how == "copied" else "Saved outside"
            return Told(TOLD, shown, f"{OUTSIDE[what]}, by {by(author)}", quiet=True)
        case content.Determined(outcome=outcome):
            return Told(DECIDED, f"Decided: {outcome}", by(author))
        case content.Closed():
            return Told(DECIDED, "Closed", by(author))
        case content.Reopened():
            return Told(DECIDED, "Reopened", by(author))
        case Expunged(why=why, gone=gone):
            taken = f"{len(gone)} entries, {sum(one.characters for one in gone)} characters"
            return Told(DECIDED, "Expunged", f"{WHY[why]}: {taken}, by {by(author)} and a second holder", quiet=True)
        case content.Strike(characters=characters):
            return Told(STEP, "Taken out", f"{characters} characters, by {by(author)}", quiet=True)
        case _:
            return _of_duty(body, author, by)


def _of_duty(body: Body, author: str, by: Named) -> Told:
    match body:
        case duties.Acted(did=did, referred=referred, lead=lead):
            done = ", ".join(
                [*(DID[what] for what in did if what != "referred"), *([REFERRED[referred]] if referred else [])]
            )
            marked = "" if lead else ", who is no lead"
            return Told(DECIDED, "Acted at once", f"{done or DID['other']}, by {by(author)}{marked}")
        case duties.Reviewed(verdict=verdict):
            return Told(DECIDED, "Looked at together", f"{verdict}, by {by(author)}")
        case duties.PromiseMade(promise=promise, due=due, seat=seat):
            whom = f" with {by(seat)}" if seat else ""
            return Told(
                WROTE, "Promised", f"{promise.removeprefix('team ')}{whom} by {due:%Y-%m-%d}, {by.done(author)}"
            )
        case duties.PromiseKept():
            return Told(WROTE, "Promise kept", by(author))
        case duties.PromiseWaived(reason=reason):
            return Told(WROTE, "Promise waived", f"{reason}, by {by(author)}")
        case company.CompanyBody():
            return _of_company(body, author, by)
        case votes.Assessed(impact=impact, risk=risk):
            where = ", ".join(f"{name} {level}" for name, level in (("impact", impact), ("risk", risk)) if level)
            return Told(DECIDED, "Assessed", f"{where}, {by.done(author)}" if where else by.done(author))
        case votes.Planned(behaviours=behaviours, consequences=consequences):
            count = len(behaviours) + len(consequences)
            return Told(DECIDED, "Plan proposed", f"{count} chosen, {by.done(author)}")
        case votes.Voted(vote=vote):
            return Told(DECIDED, "Voted", f"{'abstains' if vote == 'abstain' else vote}, {by(author)}")
        case messages.MessageDrafted(message=message):
            return Told(WROTE, "Text kept", f"{message}, by {by(author)}")
        case messages.DraftRead(verdict=verdict):
            return Told(WROTE, "Read by a second reader", f"{verdict}, {by(author)}")
        case duties.StrikeAsked():
            return Told(STEP, "Asked to be taken out", by.done(author), quiet=True)
        case duties.Held(on=on):
            return Told(DECIDED, "On hold unless it happens again" if on else "On hold no more", by(author))
        case _:
            return Told(STEP, "Entry", by(author), quiet=True)


def _labelled(body: content.Labelled, author: str) -> tuple[str, str]:
    if body.gloss is not None:
        return "Gloss", f"“{body.gloss}”, by {author}" if body.gloss else f"none, by {author}"
    if body.what is not None:
        return "What it is about", f"{body.what or 'not said'}, by {author}"
    if body.category is not None:
        return "Counted as", f"{body.category}, by {author}"
    return ("Waiting for a reply" if body.status == "waiting" else "Going on"), author


def _of_company(body: company.CompanyBody, author: str, by: Named) -> Told:
    match body:
        case company.HandedOver(seat=seat, lines=lines):
            count = "1 line" if len(lines) == 1 else f"{len(lines)} lines"
            return Told(WROTE, "Handed over", f"{count} to {by(seat, author)}")
        case company.TakenOver(lines=lines):
            count = "1 line" if len(lines) == 1 else f"{len(lines)} lines"
            return Told(WROTE, "Taken over", f"{count}, by {by(author)}")
        case company.TakenIn():
            return Told(STEP, "Taken in", f"an entry that was kept aside, by {by(author)}", quiet=True)
        case company.SteppedBack(duties=given):
            return Told(WROTE, "Stepped back", f"{by(author)}, from {', '.join(given)}")
        case company.Consent():
            uses = {"yes": "leave given", "no": "no leave", "": "leave not asked"}
            said = {use: getattr(body, use) for use in USES}
            parts = [
                f"{uses[leave]}: {', '.join(use for use in USES if said[use] == leave)}"
                for leave in ("yes", "no")
                if leave in said.values()
            ]
            return Told(WROTE, "Leave", "; ".join(parts) or uses[""])
        case company.Tied(on=on):
            return Told(STEP, "Tied to another case" if on else "Tie taken away", by.done(author), quiet=True)
        case company.JoinedCases(into=into):
            return Told(DECIDED, "Went into another case" if into else "Took in another case", by.done(author))
        case _:
            return Told(STEP, "Shared", by.done(author), quiet=True)
