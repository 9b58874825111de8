"""What a rule answers: the acts that follow, or that it refuses, with one sentence on why and what else can be done."""

from dataclasses import dataclass

from coctui.models.event import Body

Acts = tuple[Body, ...]
"""What is to be recorded, in this order, in one transaction."""

SENTENCES: dict[str, str] = {
    # the team
    "already-founded": "This team exists already. Unlock its vault instead of starting it anew.",
    "not-founded": "There is no team here yet. A chair or a lead starts one.",
    "invitation-used": "This invitation was used or taken back. Tell the team; a chair can invite anew.",
    "not-on-team": "{Name} is not on the team now. A chair can invite them.",
    "cost-lowered": "A passphrase must not become cheaper to guess. Choose at least the cost of today.",
    "compare-with-another": "Compare the words with {name} by voice, from your own seat. Your own key needs no comparing.",
    "chair-only": "Only a chair can do this, or a lead while there is no chair. Ask one of them.",
    "lead-or-chair": "A chair or a lead writes the team's own words. Ask one of them.",
    "no-such-words": "There are no words of that name. `coctui words` lists them.",
    "template-wrong": "This template cannot be drawn: it names something that there is not, or a sign of it is missing.",
    "same-words": "These words stand there already. Nothing needs to be done.",
    "role-missing": "Name at least one role: responder, lead, chair or organizer.",
    "last-senior": "{Name} is the last chair or lead. Make somebody else one first.",
    "needs-two-leads": "A chair is removed by another chair, or by two leads who both say so within seven days.",
    "founder-senior": "Who starts a team is its chair or a lead: name one of these roles. More can be added later.",
    "renew-another": "A new seat is for somebody who lost every way in. Another chair can renew yours.",
    "remove-another": "A chair's seat is taken back by another chair, or by two leads: ask them.",
    "no-such-member": "Nobody on the team has that name.",
    "several-members": "Several members have a name that begins like this. Write more of it.",
    # who may open a case
    "already-open": "This case is open already.",
    "not-open": "This case was never opened here. Nothing was changed.",
    "not-cleared": "You do not hold this case. If you are asked, answer first; else ask a holder.",
    "not-organizer": "{Name} is no organizer. A stand-in is: choose one of the organizers.",
    "already-cleared": "{Name} can open this case already. Nothing needs to be done.",
    "already-asked": "{Name} is asked already and has not answered yet. You can also let them in on their word by voice.",
    "already-excluded": "{Name} is excluded already. Nothing needs to be done.",
    "must-be-asked-anew": "Nobody can let {name} in from here. You can ask them anew.",
    "they-stepped-aside": "{Name} stepped aside, so nobody can let them in from here. You can ask them anew.",
    "they-are-excluded": "{Name} is excluded, so nobody can let them in from here. You can ask them anew.",
    "no-question": "No question to {name} is open. Ask first.",
    "answer-is-old": "This answer is about an older card. The question goes out once more by itself.",
    "step-aside-instead": "Nobody is kept away by their own hand. Step aside instead: no reason is asked.",
    "needs-second": "{Name} holds this case, so two other holders have to say this, within seven days.",
    "admit-third": "Only you and {name} hold this case, and neither can exclude the other. Admit a third member first.",
    "two-answers": "{Name} is named twice, with different answers. Choose one: ask, admit or exclude.",
    "yourself": "You hold what you open. Name only colleagues here.",
    "stepped-aside": "You stepped aside here. Nothing more is shown.",
    "answer-first": "You are asked about this case. Answer first: no conflict, or step aside.",
    "confirm-first": "A colleague let you in on your word by voice. Answer the card first: no conflict, or step aside.",
    "nobody-to-ask": "Everybody who could be asked is asked or can open this case already.",
    # work on a case
    "closed": "This case is closed. Reopen it first; everything in it stays.",
    "already-closed": "This case is closed already.",
    "not-closed": "This case is open. Nothing needs to be done.",
    "newer-version": "A newer coctui wrote in this case. It can be read; update coctui to write in it.",
    "assign-holders-only": "{Name} cannot open this case. Ask or admit them first, then assign.",
    "hand-over-whom": "Say first who takes it over. Only who can open this case can: ask a colleague first, with w.",
    "hand-over-another": "Hand over to a colleague who can open this case.",
    "nothing-offered": "Nothing is offered to you here. Nothing was changed.",
    "no-such-line": "No line has that number. Name lines as they are numbered, or none for all of them.",
    "no-duty": "You have no duty here to give back. You stay cleared.",
    "no-such-person": "Nobody in this case has that code name.",
    "nothing-changed": "That is what stands there already. Nothing was changed.",
    "no-plan": "Nothing is proposed yet, so there is nothing to vote on. Propose a plan first; “nothing” is one too.",
    "plan-empty": "Choose at least one thing. “Nothing” is a plan too.",
    "who-carries-on": "Choose first who carries on: ask or admit somebody. Then it is sealed to them, and closes to you.",
    "people-first": "Somebody is named here about whom you were not asked yet. First: coctui people CASE; then --clear, or step aside.",
    "which-case": "Choose the other case first. Nothing was changed.",
    "tie-another": "Name another case: one is never tied to itself.",
    "already-tied": "These two are tied already.",
    "not-tied": "These two are not tied.",
    "tie-would-tell": "Each of these cases is open to somebody who may not see the other, so a tie would tell. None was made.",
    "join-would-show": "Not the same people stand the same way to both cases, so joining would show or hide one. Tie them instead.",
    "file-large": "That file is larger than 40 MB. Keep it elsewhere, and note where.",
    "file-there": "The same file is kept with this case already. Nothing was changed.",
    "nothing-chosen": "Nothing was chosen yet. Choose first; nothing was changed.",
    "nobody-chosen": "Nobody was chosen yet. Choose an organizer first.",
    "strike-waits": "You said so already. Another member who holds the case says the same; the author or a lead takes it out.",
    "nothing-aside": "No entry of that number is kept aside. `coctui take-in CASE` lists those that are.",
    "no-such-entry": "There is no entry of that number. `coctui timeline CASE --numbers` shows them.",
    "not-small": "This is no small matter: decide it, tell the reporter, and close it, each by itself.",
    "no-draft": "No text of this kind is kept here. Keep one first.",
    "read-by-another": "This text is yours: somebody else who holds the case reads it.",
    "second-reader": "Nobody else has read this text yet. Ask a colleague; at night, when there is nobody, say so and take it unread.",
    "nothing-written": "There was nothing on standard input. Nothing was changed.",
    "nothing-said": "Write a few words first, or choose “not known” or “declined”. Both are good answers.",
    "no-such-field": "This item has no such field. Nothing was changed.",
    "not-one-of": "This field takes one of a few words. Nothing was changed.",
    "too-long": "This is too long to keep in one piece. Attach it as a file, or write it in parts.",
    "date-passed": "That day has passed. Promise one that is still to come.",
    "still-to-come": "That moment is still to come. Say when it was.",
    "not-a-time": "This is no time that coctui can read. Write it like “yesterday 3pm”, “22:10 CET” or “4 Dec 15:40”.",
    "no-such-day": "There is no such day. Write it like 4 Dec or 2026-12-04.",
    "which-day": "That date is another day of the week. Write only one of the two.",
    "day-or-month": "Day or month first? Write the month in letters: 4 Dec.",
    "which-half": "Morning or evening? Write 9am, 9pm or 21:00.",
    "which-zone": "Several zones have that name. Write a city, like Europe/Dublin, or UTC+1.",
    "whose-zone": "The reporter's zone is not recorded. Write a city, like Europe/Dublin, or UTC+1.",
    "ends-before": "This ends before it begins. Write both days.",
    "what-was-done": "Say what was done: one word of the list, or half a line of your own.",
    "referred-why": "Say whether the reporter asked for it, or a life was at risk. Nothing else of a referral is kept.",
    "nothing-to-look-at": "Nothing that one member did alone waits for a look here.",
    "look-by-another": "What you did yourself is looked at by somebody else. Ask or admit a colleague.",
    "with-whom": "A check-in with a colleague names one colleague; other promises name nobody.",
    "no-such-promise": "No such promise is open here. Nothing was changed.",
    "sent-keeps": "A message keeps this promise: record it as sent, also with the time at which it was.",
    "review-keeps": "A look by somebody else keeps this promise: review it.",
    "review-stays": "What one member did alone is always looked at by another. This cannot be waived.",
    "waive-why": "Say why: no contact, asked not to be contacted, or bad faith.",
    "said-already": "You said so already. It counts when another member who holds this case says the same.",
    "held-already": "This report is on hold already, unless it happens again.",
    "not-held": "This report is not on hold. Nothing needs to be done.",
    "needs-another": "Another holder must say the same within seven days. Your word waits for them.",
    "expunge-alone": "Two holders expunge a case, and you are the only one. Let a colleague in first.",
    "close-first": "Only a closed case is expunged. Close it first.",
    "kept-until": "This case is still to be kept: the time that your team set is not over. On request it goes at once.",
    "no-retention": "Your team set no time after which cases are expunged. On request one goes at once.",
    "nothing-left": "Nothing is left of this case but its figures. Nothing was changed.",
    "expunged": "This case was expunged: its figures stay, and nothing is added to it. Open a new case.",
    "cannot-be-struck": "Only words of the case can be taken out, not who may open it.",
    "author-or-lead-only": "Only who wrote this, or a lead who holds the case, can take it out.",
    "unknown-act": "This coctui does not know such an act. Nothing was changed.",
    # the harmless hint
    "gloss-long": "A gloss has at most 24 letters.",
    "gloss-name": "A gloss must hold no name of a person or an employer.",
    "gloss-place": "A gloss must hold no room, channel or talk.",
    "gloss-time": "A gloss must hold no number, day or time.",
    "gloss-capital": "Write the gloss in small letters, so that no name slips in.",
}  # fmt: skip
"""Code to sentence, one for each code of `models.authority` and of the rules here (DESIGN-LANGUAGE.md 7)."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A rule says no. `code` never changes and never holds a value; `sentence` is for people."""

    code: str
    sentence: str


def sentence(code: str, name: str = "") -> str:
    """What to say for a code; `name` is that of the member concerned, only ever one of the team."""
    text = SENTENCES.get(code, SENTENCES["unknown-act"])
    return text.replace("{Name}", name or "This member").replace("{name}", name or "this member")


def refuse(code: str, name: str = "") -> Refused:
    """A refusal with its sentence."""
    return Refused(code, sentence(code, name))
