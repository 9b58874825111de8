"""What a message says before anybody wrote in it: templates in our own words, each with a two-line version.

They are Jinja2 templates, drawn in a sandbox (`drafting`). No name can come into them: what they are given are days, roles and
what was decided. What a person has to say themself stands in square brackets, and the check of a draft finds it.
"""

from coctui.models.content_events import MessageKind
from coctui.models.roster import Team

FOUR_PARTS = ("greeting", "what was seen, neutral", "what it did", "the plan, the consequence")
"""What a text to the reported person holds (PLC-E), in the paragraphs of its template."""

_ACKNOWLEDGEMENT = """\
Hello,

thank you for telling us. Your report has arrived, and a member of the team has read it.

Those of us who have no conflict of interest talk about it now. You hear from us again by {{ outcome_by }}, also if we are not done by \
then.

What you told us stays within the team. If something more happens, or if you do not feel safe, write to us at once. In danger, call the \
emergency number of the place where you are: we are volunteers.

{{ team }}
"""
_QUESTION = """\
Hello,

thank you again for your report. To understand it better we have {{ "a question" if questions|length == 1 else "some questions" }}. \
It is fine not to know, and you need not answer.

{% for question in questions or ["[what we would like to know]"] %}* {{ question }}
{% endfor %}
You hear from us by {{ outcome_by }} in any case.

{{ team }}
"""
_STATUS = """\
Hello,

we have not finished with your report yet, and do not want to leave you waiting. [Why it takes longer, in half a sentence.]

You hear from us again by {{ status_by }}. If something more happened meanwhile, or if you do not feel safe, write to us at once.

{{ team }}
"""
_OUTCOME = """\
Hello,

those of us who have no conflict of interest have talked about your report. {{ decided or "[Whether it was a violation.]" }}

{% if actions %}This was done:
{% for action in actions %}* {{ action }}
{% endfor %}{% else %}[Which actions were taken.]
{% endif %}
The other side was not told who reported it. If you do not feel safe, or if it happens again, write to us at once. Thank you for telling us.

{{ team }}
"""
_NO_VIOLATION = """\
Hello,

those of us who have no conflict of interest have talked about your report. We understand that it was hard. \
By our Code of Conduct it was no violation: [why, in a sentence that names nobody].

[What was done all the same, if anything was.]

You may always write to us again, also about this. Thank you for telling us.

{{ team }}
"""
_CHECK_IN = """\
Hello,

some days have passed, and we would like to know how you are. Has anything more happened, \
or has somebody been unkind to you because of the report? You need not answer.

If you do not feel safe, write to us at once.

{{ team }}
"""
_MODERATORS = """\
Hello,

the Code of Conduct team has talked about something that happened in your space, and asks you for your help.

What was seen: [neutrally, without who reported it].

What we ask for: [the plan, and until when].

If you agree, please tell us when it is done. If you do not, tell us why; we talk about it together. Please do not speak about it with \
anybody, and do not try to find out who reported it.

{{ team }}
"""
_REPORTED = """\
Hello,

the Code of Conduct team has talked about something that you did. [What was seen, neutrally, without times, names and quotes.]

[What it did to people there. That is the effect, whatever was meant.]

We ask you to [the plan]. [The consequence, and until when.] It is not shared outside the team and those who carry it out.

Please do not try to find out who reported it, and do not speak with anybody about it. If you want to answer, write to this address within \
one week.

{{ team }}
"""
SHORT = "-short"
"""Ends the key of a message's two-line version."""
_SHORT_END = "\n{{ team }}\n"

_LONG: dict[MessageKind, str] = {
    "acknowledgement": _ACKNOWLEDGEMENT,
    "question": _QUESTION,
    "status": _STATUS,
    "outcome": _OUTCOME,
    "not a violation": _NO_VIOLATION,
    "check-in": _CHECK_IN,
    "moderators": _MODERATORS,
    "reported person": _REPORTED,
}
_TWO_LINES: dict[MessageKind, str] = {
    "acknowledgement": "Thank you, your report has arrived. You hear from us by {{ outcome_by }}.",
    "question": "Thank you for your report. {{ questions[0] if questions else '[What we would like to know?]' }} You need not answer.",
    "status": "We have not finished with your report yet. You hear from us again by {{ status_by }}.",
    "outcome": "We talked about your report. {{ decided or '[Whether it was a violation.]' }} [What was done.]",
    "not a violation": "We talked about your report. By our Code of Conduct it was no violation: [why]. Write to us again at any time.",
    "check-in": "How are you, some days later? You need not answer; if you do not feel safe, write to us at once.",
    "moderators": "Please [what is to be done] in your space, and keep what was written. We explain later. Thank you.",
    "reported person": "Please stop [what], now. We write to you about it; do not try to find out who told us.",
}


def template_key(kind: MessageKind, *, short: bool = False) -> str:
    """The key of a message's template: `not-a-violation`, `status-short`."""
    return kind.replace(" ", "-") + (SHORT if short else "")


def default_template(kind: MessageKind, *, short: bool = False) -> str:
    """Our own words for a message."""
    return _TWO_LINES[kind] + _SHORT_END if short else _LONG[kind]


def template_of(team: Team, kind: MessageKind, *, short: bool = False) -> str:
    """The team's own template for a message, else ours."""
    return team.words.get(template_key(kind, short=short)) or default_template(kind, short=short)
