"""Words that a team writes for itself: the pages of *right now*, and the templates of its messages."""

from typing import get_args

from coctui.casework.drafting import tried
from coctui.casework.result import Acts, Refused, refuse
from coctui.casework.right_now import PAGES, default_text, key_of
from coctui.casework.templates import default_template, template_key
from coctui.casework.text import written
from coctui.models.authority import may_team
from coctui.models.content_events import MessageKind
from coctui.models.noun import EARLIEST
from coctui.models.roster import Team
from coctui.models.team_events import WordsChanged

LONGEST = 20_000
"""Characters: about ten pages."""
_TEMPLATES: dict[str, tuple[MessageKind, bool]] = {
    template_key(kind, short=short): (kind, short) for kind in get_args(MessageKind) for short in (False, True)
}
KEYS: tuple[str, ...] = (
    *(key_of(page) for page in PAGES),
    *_TEMPLATES,
)
"""Everything that a team may put into its own words."""


def words_of(team: Team, key: str) -> str:
    """What stands under a key: the team's own words, else ours."""
    own = team.words.get(key)
    if own:
        return own
    if key in _TEMPLATES:
        kind, short = _TEMPLATES[key]
        return default_template(kind, short=short)
    return default_text(int(key.rpartition("-")[2]))


def change(team: Team, me: str, key: str, text: str) -> Acts | Refused:
    """Keep the team's own words under a key; none: ours again. A chair or a lead may."""
    words = written(text, limit=LONGEST)
    if isinstance(words, Refused):
        return words
    if key not in KEYS:
        return refuse("no-such-words")
    if key in _TEMPLATES and words and (wrong := tried(words)) is not None:
        return wrong
    if team.words.get(key, "") == words:
        return refuse("same-words")
    ruling = may_team(team, me, body := WordsChanged(key=key, text=words), EARLIEST)
    return (body,) if ruling else refuse(ruling.code)
