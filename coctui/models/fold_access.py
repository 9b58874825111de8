"""Who may open a case, from the events of its access lane (VAULT.md 3, 4, 7)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from coctui.models import access_events as kinds
from coctui.models.access import Access, Known, Restriction, Standing, State
from coctui.models.authority import may
from coctui.models.event import Body, Event, Keyed
from coctui.models.generation import begins, numbered
from coctui.models.line import walk
from coctui.models.piece import Rules
from coctui.models.roster import Cut, Team, capped


def fold_access(room: str, team: Team, events: Iterable[Event]) -> Access:
    """The standing of every seat in one case; raises `Forked` where the lane has two beginnings.

    Statements inside the events, and that the room's id is that of its `opened`, must have been checked by the vault
    before: the fold reads no signature.
    """
    lane = list(events)
    first = [event for event in lane if not event.after]
    own = first[0].seat if len(first) == 1 and _past(team, first[0]) else ""

    def voids(restriction: Event, event: Event) -> bool:
        seat, cut = leaves_case(restriction) or ("", {})
        if event.seat == seat and event.seq > cut.get(event.writer, -1):
            return True
        granted = event.body.seat if isinstance(event.body, GRANTS) else ""
        return seat in (granted, *team.ancestors(granted))

    def outdated(event: Event) -> bool:
        return event.seat != own and _past(team, event) and event.seat not in team.removed_by(event.base)

    rules = Rules(step_access, _apply_access, _may_be_newer, _restricts, voids, lambda *_: False, _seniority, outdated)
    result = walk(Access(room, team, known=-1, own=own), lane, rules)
    access = _with_cuts(_note_removals(replace(result.state, known=None), None), result.apart)
    access = replace(
        access, refused=tuple(result.refused), unknown=tuple(result.unknown), heads=result.heads, ends=result.ends,
        held=result.held, passed=result.passed, void=result.void,
    )  # fmt: skip
    known = {link: _known(state) for link, state in result.apart.items()}
    access = replace(access, apart={at: found for at, found in known.items() if found != _known_by_place(access, at)})
    held = {
        link: frozenset[str]().union(*(state.cleared for state in states)) for link, states in result.believed.items()
    }
    return replace(access, believed={link: seats for link, seats in held.items() if seats != known[link].cleared})


def _with_cuts(access: Access, apart: Mapping[str, Access]) -> Access:
    """Where two copies closed a case to the same holder, both cuts hold: neither author knew of the other."""
    restrictions = dict(access.restrictions)
    for link, known in apart.items():
        for seat, found in known.restrictions.items():
            mine = [made for made in found if made.link == link and link in access.line]
            if mine and all(made.link != link for made in restrictions.get(seat, ())):
                restrictions[seat] = (*restrictions.get(seat, ()), replace(mine[0], place=access.line[link]))
    return replace(access, restrictions=restrictions)


def _past(team: Team, event: Event) -> bool:
    """Whether an event lies past what a removal leaves to its author."""
    member = team.members.get(event.seat)
    return member is not None and member.removed and event.seq > member.cut.get(event.writer, -1)


GRANTS = (kinds.Asked, kinds.Admitted, kinds.StandInNamed)


def _known(access: Access) -> Known:
    restrictions = (found.link for all_of in access.restrictions.values() for found in all_of)
    return Known(access.cleared, frozenset(restrictions))


def _known_by_place(access: Access, link: str) -> Known:
    """What one would know at the place of an event, if all that stands before it in the line had been seen."""
    place = access.place(link)
    seen = (found.link for all_of in access.restrictions.values() for found in all_of if found.place <= place)
    return Known(access.cleared_at[place] if place >= 0 else frozenset(), frozenset(seen))


def _restricts(event: Event) -> bool:
    return isinstance(event.body, kinds.Recused | kinds.Noted | kinds.Excluded)


def _seniority(access: Access, event: Event) -> int:
    member = access.team.members.get(event.seat)
    return member.seniority if member else len(access.team.members)


def step_access(access: Access, event: Event) -> Access | None:
    """The access state after one more event, or `None` where its author may not write it."""
    body = event.body
    told = _as_known(access, event)
    if told is None or not isinstance(body, Body) or not _counts_yet(told, event):
        return None
    if not may(told, event.seat, body, event.at):
        return None
    return _following(told, event, body)


def _apply_access(access: Access, event: Event) -> Access | None:
    """The same for an event that its author might write as they knew the lane; a second beginning is none."""
    body = event.body
    told = _as_known(access, event)
    if told is None or not isinstance(body, Body) or (isinstance(body, kinds.Opened) and access.opened_by is not None):
        return None
    return _following(told, event, body)


def _following(access: Access, event: Event, body: Body) -> Access:
    access = _with_letters(_apply(access, event, body), body)
    known = max(access.team.line.values(), default=-1) if access.known is None else access.known
    return replace(
        access,
        head=event.link,
        line={**access.line, event.link: len(access.line)},
        cleared_at=(*access.cleared_at, access.cleared),
        known_at=(*access.known_at, known),
    )


def leaves_case(event: Event) -> tuple[str, Cut] | None:
    """Whom an access event takes from the case, and the last events that count of them."""
    match event.body:
        case kinds.Recused(cut=cut):
            return event.seat, capped(cut, event.writer, event.seq)
        case kinds.Noted(statement=statement, cut=cut):
            return statement.seat, cut
        case kinds.Excluded(seat=seat, cut=cut):
            return seat, cut
        case _:
            return None


def _may_be_newer(access: Access, event: Event) -> bool:
    """Only who has the key can have written what we do not know; before the case is opened, anybody."""
    if access.opened_by is None:
        return True
    told = _as_known(access, event)
    return told is not None and event.seat in told.cleared | {told.keeper} and _counts_yet(told, event)


def _as_known(access: Access, event: Event) -> Access | None:
    """The state as the author knew it: an event knows of the team what those before it knew, and its own base.

    `None` for a base that is no event of the team lane: nobody holds a grant there.
    """
    place = access.team.place(event.base)
    if place is None:
        return None
    if access.known is None:
        return _note_removals(access, None)
    return _note_removals(replace(access, known=max(access.known, place)), event.base)


def _counts_yet(access: Access, event: Event) -> bool:
    """Whether a removal that its author knew of leaves this event to them: up to the cut; to a keeper, whose acts are few, even later."""
    known = event.seat in access.team.members
    return known and (event.seat not in access.gone or not _past(access.team, event) or access.keeper == event.seat)


def _note_removals(access: Access, base: str | None) -> Access:
    """Take note of the seats removed as of a team event, or by now, in their order; the last cleared one to go is the keeper."""
    removed = access.team.removed_by(base) if access.known is not None else [seat for _, seat in access.team.removals]
    for seat in removed:
        if seat in access.gone:
            continue
        alone = access.cleared == {seat}
        access = replace(access, gone=access.gone | {seat}, keeper=seat if alone else access.keeper)
    return access


def _with_letters(access: Access, body: Body) -> Access:
    if not isinstance(body, Keyed) or body.letters is None:
        return access
    letters, holders = body.letters, access.cleared | ({access.keeper} if access.keeper else set())
    previous = body.previous if isinstance(body, kinds.Rotated) else None
    rotated = begins(access.generation, access.replaced, letters.generation, previous)
    return replace(
        access,
        generation=letters.generation if rotated else access.generation,
        replaced=access.replaced.union(previous or ()) if rotated else access.replaced,
        got=frozenset(holders) if rotated else access.got | holders,
        number=numbered(access.number, letters.number),
        facts=letters.facts or access.facts,
        letters=letters.digest,
        lettered=letters.seats,
    )


def _apply(access: Access, event: Event, body: Body) -> Access:
    match body:
        case kinds.Opened():
            access = replace(access, code=body.code, third=body.third, opened_by=event.seat, opened_at=event.time)
            return _stand(access, event.seat, "cleared", event)
        case kinds.Asked(seat=seat):
            return _ask(access, seat, event, body)
        case kinds.StandInNamed(seat=seat):
            named = replace(access, stand_ins=access.stand_ins | {seat})
            return named if seat in access.cleared else _ask(named, seat, event, body)
        case kinds.Admitted(seat=seat, statement=statement):
            spent = access.spent | ({statement.id} if statement else set())
            if seat not in access.cleared:
                access = _stand(access, seat, "cleared", event, told_to=None if statement else event.seat)
            return replace(access, keeper=None, spent=spent)
        case kinds.Noted(statement=statement):
            return replace(_leave(access, "recused", event), spent=access.spent | {statement.id})
        case kinds.Recused():
            return _leave(access, "recused", event)
        case kinds.Excluded(motion=motion):
            access = replace(access, spent=access.spent | ({motion.id} if motion else set()))
            return _leave(access, "excluded", event)
        case _:
            return access


def _stand(
    access: Access, seat: str, state: State, event: Event, *, number: int = 0, told_to: str | None = None
) -> Access:
    standing = Standing(state, number, event.time, told_to, event.seat)
    return replace(access, standings={**access.standings, seat: standing})


def _ask(access: Access, seat: str, event: Event, body: Keyed) -> Access:
    """A question is open from the card on that goes out with it, whatever number that claims to have.

    Who was let in on another copy meanwhile is asked nothing.
    """
    if seat in access.cleared:
        return access
    number = numbered(access.number, body.letters.number) if body.letters else access.number + 1
    return _stand(access, seat, "asked", event, number=number)


def _leave(access: Access, state: State, event: Event) -> Access:
    """A seat is out. The last one cleared who steps aside keeps the key for who comes after, and nothing else."""
    seat, cut = leaves_case(event) or ("", {})
    if access.state(seat) == "excluded" and state == "recused":
        return access
    held, alone = seat in access.cleared, access.cleared == {seat}
    access = _stand(access, seat, state, event)
    if not held:
        # Nothing of theirs counts since they left; a cut made now would take what they wrote as a holder.
        return access
    restriction = Restriction(event.link, len(access.line), dict(cut))
    restrictions = {**access.restrictions, seat: (*access.restrictions.get(seat, ()), restriction)}
    return replace(access, restrictions=restrictions, keeper=seat if alone else access.keeper)
