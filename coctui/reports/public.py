"""A debrief for the public: no line of any case, and no count so small that somebody could be recognised by it.

A count that is held back must not follow from the others and their total: so where it would, more lines of the same
table are held back, the smallest first. What remains is a draft, which people who know the cases read before it goes out.
"""

from collections.abc import Sequence

from coctui.reports.debrief import Debrief, Figure, FirstAnswer, Kept, Table

OF_TIMES = frozenset({"hour", "day"})
"""Tables that tell when: an hour can be enough to know who."""
LIKE = {"nothing yet": "not decided yet", "no action": "no action"}
"""Lines of *what we did* that nearly tell a line of the determinations: held back where that one is."""


def for_public(debrief: Debrief, hold_back: int) -> Debrief:
    """The same with counts below `hold_back` held back, and with all that tells of single cases left out."""
    tables = [_table(table, hold_back) for table in debrief.tables if table.id not in OF_TIMES]
    outcomes = {line.name: line for table in tables if table.id == "outcome" for line in table.lines}
    team = debrief.team.model_copy(update={"gaps": (), "stepped_aside": None, "stand_ins": None, "at_once": None})
    return debrief.model_copy(
        update={
            "public": True,
            "glance": tuple(_glance(figure, outcomes, hold_back) for figure in debrief.glance),
            "tables": tuple(_in_step(table, outcomes) if table.id == "action" else table for table in tables),
            "promises": tuple(_kept(kept, hold_back) for kept in debrief.promises),
            "late": (),
            "first_answer": _first_answer(debrief.first_answer, hold_back),
            "team": team,
            "open_ends": (),
            "lines": (),
        }
    )


def held(counts: Sequence[int], hold_back: int) -> frozenset[int]:
    """Which of these counts, whose total is known, are held back: the small ones, and what would tell them.

    The hidden ones could be shared out in several ways, so that none is known to be small: at least two, with enough
    between them that any could be as large as one that is shown. Where that cannot be, nothing of the table is shown.
    """
    small = [place for place, count in enumerate(counts) if 0 < count < hold_back]
    if not small:
        return frozenset()
    hidden = set(small)
    rest = sorted((count, place) for place, count in enumerate(counts) if count >= max(hold_back, 1))
    while len(hidden) < 2 or sum(counts[place] for place in hidden) - len(hidden) < hold_back - 1:
        if not rest:
            return frozenset(range(len(counts)))
        hidden.add(rest.pop(0)[1])
    return frozenset(hidden)


def held_back(debrief: Debrief) -> int:
    """How many figures of a draft are held back."""
    lines = [line for table in debrief.tables for line in table.lines]
    return sum(figure.held_back for figure in (*debrief.glance, *lines)) + sum(
        k.total is None for k in debrief.promises
    )


def _hidden(figure: Figure) -> Figure:
    return Figure(name=figure.name, count=None, held_back=True)


def _shown(figure: Figure) -> Figure:
    return Figure(name=figure.name, count=figure.count)


def _table(table: Table, hold_back: int) -> Table:
    counts = [line.count or 0 for line in table.lines]
    small = frozenset(place for place, count in enumerate(counts) if 0 < count < hold_back)
    places = held(counts, hold_back) if table.adds_up else small
    lines = tuple(_hidden(line) if place in places else _shown(line) for place, line in enumerate(table.lines))
    return table.model_copy(update={"lines": lines})


def _in_step(table: Table, outcomes: dict[str, Figure]) -> Table:
    hidden = {name for name, outcome in LIKE.items() if outcomes[outcome].held_back}
    return table.model_copy(
        update={"lines": tuple(_hidden(line) if line.name in hidden else line for line in table.lines)}
    )


_OUTCOMES = {"violations": "violation", "not violations": "not a violation", "out of scope": "out of scope"}


def _glance(figure: Figure, outcomes: dict[str, Figure], hold_back: int) -> Figure:
    if figure.name in _OUTCOMES:
        hidden = outcomes[_OUTCOMES[figure.name]].held_back
    else:
        hidden = figure.name == "open" and 0 < (figure.count or 0) < hold_back
    return _hidden(figure) if hidden else _shown(figure)


def _kept(kept: Kept, hold_back: int) -> Kept:
    """How many we kept, of those whose time is over, is about us. What became of the others tells of single cases."""
    settled = (kept.kept or 0) + (kept.late or 0) + (kept.missed or 0)
    few = 0 < settled < hold_back
    nothing = {"late": None, "missed": None, "open": None, "waived": None}
    return kept.model_copy(update={**nothing, "total": None if few else settled, "kept": None if few else kept.kept})


def _first_answer(waited: FirstAnswer, hold_back: int) -> FirstAnswer:
    if 0 < (waited.answered or 0) < hold_back:
        return FirstAnswer(answered=None, median=None, longest=None)
    return waited.model_copy(update={"longest": None})
