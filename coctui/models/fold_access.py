"""Who may open a case, from the events of its access lane (VAULT.md 3, 4)."""

from collections.abc import Iterable
from dataclasses import replace

from coctui.models import access_events as kinds
from coctui.models.access import NOWHERE, Access, Restriction, Standing, State
from coctui.models.authority import may
from coctui.models.event import Body, Event, Keyed
from coctui.models.line import walk
from coctui.models.roster import Cut, Team

KEEPER_ACTS = (kinds.Asked, kinds.Noted, kinds.Admitted, kinds.Lettered)
"""All that a keeper may write, even after removal (VAULT.md 4)."""


def fold_access(room: str, team: Team, events: Iterable[Event]) -> Access:
    """The standing of every seat in one case; raises `Forked` where the lane has two ends.

    Statements inside the events must have been checked by the vault before; the fold reads no signature.
    """
    result = walk(Access(room, team), list(events), step_access)
    access = _note_removals(result.state, team.head)
    return replace(access, refused=tuple(result.refused), unknown=tuple(result.unknown), heads=result.heads)


def step_access(access: Access, event: Event) -> Access | None:
    """The access state after one more event, or `None` where its author may not write it."""
    body = event.body
    access = _note_removals(access, event.base)
    member = access.team.members.get(event.seat)
    if not isinstance(body, Body) or member is None:
        return None
    if member.removed and event.seq > member.cut.get(event.writer, -1):
        keeping = access.keeper == event.seat and isinstance(body, KEEPER_ACTS)
        if not keeping:
            return None
    if not may(access, event.seat, body, event.at):
        return None
    access = _apply(access, event, body)
    access = _with_letters(access, body)
    return replace(
        access,
        head=event.link,
        line={**access.line, event.link: len(access.line)},
        cleared_at=(*access.cleared_at, access.cleared),
    )


def _note_removals(access: Access, base: str | None) -> Access:
    """Take note of the seats removed up to a team event; the last cleared one to go becomes the keeper."""
    for seat in access.team.removed_by(base) - access.gone:
        alone = access.cleared == {seat}
        access = replace(access, gone=access.gone | {seat}, keeper=seat if alone else access.keeper)
    return access


def _with_letters(access: Access, body: Body) -> Access:
    if not isinstance(body, Keyed) or body.letters is None:
        return access
    letters = body.letters
    holders = access.cleared | ({access.keeper} if access.keeper else set())
    got = access.got | holders if letters.generation == access.generation else frozenset(holders)
    return replace(
        access, generation=letters.generation, got=got, number=letters.number, facts=letters.facts,
        letters=letters.digest, lettered=letters.seats,
    )  # fmt: skip


def _apply(access: Access, event: Event, body: Body) -> Access:
    match body:
        case kinds.Opened():
            access = replace(access, code=body.code, third=body.third, opened_by=event.seat, opened_at=event.time)
            return _stand(access, event.seat, "cleared", event)
        case kinds.Asked() | kinds.StandInNamed():
            number = body.letters.number if body.letters else 0
            access = _stand(access, body.seat, "asked", event, number=number)
            named = {body.seat} if isinstance(body, kinds.StandInNamed) else set()
            return replace(access, stand_ins=access.stand_ins | named)
        case kinds.Admitted(seat=seat, statement=statement):
            access = _stand(access, seat, "cleared", event, told_to=None if statement else event.seat)
            spent = access.spent | ({statement.id} if statement else set())
            return replace(access, keeper=None, spent=spent)
        case kinds.Noted(statement=statement, cut=cut):
            return replace(_leave(access, statement.seat, "recused", cut, event), spent=access.spent | {statement.id})
        case kinds.Recused(cut=cut):
            return _leave(access, event.seat, "recused", cut, event)
        case kinds.Excluded(seat=seat, cut=cut, motion=motion):
            access = replace(access, spent=access.spent | ({motion.id} if motion else set()))
            return _leave(access, seat, "excluded", cut, event)
        case _:
            return access


def _stand(access: Access, seat: str, state: State, event: Event, *, number: int = 0, told_to: str | None = None) -> Access:
    standing = Standing(state, number, event.time, told_to, event.seat)
    return replace(access, standings={**access.standings, seat: standing})


def _leave(access: Access, seat: str, state: State, cut: Cut, event: Event) -> Access:
    """A seat is out. The last one cleared who steps aside keeps the key for who comes after, and nothing else."""
    was = access.standings.get(seat, NOWHERE).state
    if was == "excluded" and state == "recused":
        return access
    alone = access.cleared == {seat}
    access = _stand(access, seat, state, event)
    restriction = Restriction(len(access.line), dict(cut))
    restrictions = {**access.restrictions, seat: (*access.restrictions.get(seat, ()), restriction)}
    return replace(access, restrictions=restrictions, keeper=seat if alone else access.keeper)
