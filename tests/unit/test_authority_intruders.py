"""An event without authority changes nothing, wherever it is inserted, whatever it says, claims and follows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from coctui.models.access import Access
from coctui.models.access_events import Excluded, Opened, Recused, Rotated, StandInNamed
from coctui.models.authority import may
from coctui.models.case import Case, fold_case
from coctui.models.content_events import Assigned, Determined, ItemRecorded, NoteWritten, Strike
from coctui.models.event import Body, Event, Lane, Unknown
from coctui.models.fold_access import fold_access, step_access
from coctui.models.fold_team import fold_team
from coctui.models.items import Where
from coctui.models.kinds import KINDS
from coctui.models.roster import Keys, Policy, Team
from coctui.models.statement import Statement
from coctui.models.team_events import Joined, PolicyChanged, Removed, RoleChanged, Withdrawn
from tests.bodies import HEX, Strategies, bodies, models
from tests.histories import START, History, id_of, link_of, team_of_six

NOTE = NoteWritten(text="it was loud")


def story() -> History:
    """A case with every way of coming and going, and something of everybody in it."""
    history = team_of_six()
    history.join("Noor", "Sunniva", "lead")
    for who in ("Zofia", "Mirela"):
        history.join("Noor", who, "responder")
    history.open("Ilse")
    history.write("Ilse", ItemRecorded(state="recorded", value=Where(item="where", place="the lobby")))
    history.admit("Ilse", "Oksana", "Paz", "Mirela", "Sunniva", "Zofia")
    for who in ("Oksana", "Paz", "Mirela", "Sunniva", "Zofia"):
        history.write(who, NOTE)
    history.ask("Ilse", "Wanjiru")
    history.write("Paz", Recused())
    history.write("Ilse", Rotated(previous={}))
    history.exclude("Ilse", "Mirela", second="Oksana")
    history.write("Noor", Removed(seat=id_of("Sunniva")))
    history.write("Noor", Removed(seat=id_of("Zofia")))
    history.write("Oksana", Assigned(seat=id_of("Ilse")))
    history.write("Ilse", StandInNamed(seat=id_of("Tamsin")))
    history.admit("Ilse", "Tamsin")
    wrong = history.write("Oksana", NoteWritten(text="wrong paste"))
    history.write("Ilse", Strike(link=wrong.link, after=wrong.after, at=wrong.at, struck="note/1"))
    history.write("Tamsin", Determined(outcome="violation"))
    history.write("Noor", PolicyChanged(policy=Policy(leads_out=1)))
    history.write("Noor", RoleChanged(seat=id_of("Oksana"), roles=("responder",)))
    history.ask("Ilse", "Noor")
    return history


STORY = story()
NAMES = ("Noor", "Ilse", "Oksana", "Paz", "Wanjiru", "Tamsin", "Sunniva", "Zofia", "Mirela", "Brisa")
LEFT = ("Sunniva", "Zofia", "Paz", "Mirela")
"""Removed, recused, excluded: what they write past the cut must not count."""
LINKS = [event.link for lane in (STORY.team_lane, STORY.access_lane, STORY.content_lane) for event in lane]
POOL: Strategies = {
    "id": st.sampled_from(
        [*map(id_of, NAMES), STORY.room, *(f"{digit}" * 32 for digit in HEX[:2]), STORY.access.generation]
    ),
    "hash": st.sampled_from([*LINKS, link_of("lost"), STORY.access.facts]),
    "moment": st.integers(-400, 400).map(lambda hours: START + timedelta(hours=hours)),
    "count": st.integers(0, 30) | st.just(2**61),
}
# A joining without the invitation's proof; the vault knows it by its signature, these tests by its first digit.
PROOF = "f" * 128


def proven(joined: Joined, _: Keys) -> bool:
    """Whether a joining is one of the story's."""
    return joined.proof != PROOF


def said_by(body: Any, who: str) -> Any:
    """The body with every statement in it by its author: the vault has checked the signatures of all others."""
    if isinstance(body, Joined):
        return body.model_copy(update={"proof": PROOF})
    for name in ("statement", "motion"):
        statement = getattr(body, name, None)
        if isinstance(statement, Statement):
            body = body.model_copy(update={name: statement.model_copy(update={"seat": id_of(who), "room": STORY.room})})
    return body


def kinds_of(lane: Lane, *without: type[Body]) -> st.SearchStrategy[Any]:
    """Bodies of a lane, with ids and links of the story."""
    return bodies(POOL, wanted=lambda kind: kind.lane == lane and not issubclass(kind, without))


MANAGING = [
    KINDS[kind] for kind in ("invited/1", "removed/1", "renewed/1", "role/1", "policy/1", "founded/1", "joined/1")
]
MEMBERS_OF_NO_SAY = ("Ilse", "Oksana", "Paz", "Wanjiru", "Tamsin", "Mirela")
TEAM = st.one_of(
    st.tuples(st.sampled_from(MEMBERS_OF_NO_SAY), st.one_of(*(models(kind, POOL) for kind in MANAGING))),
    st.tuples(st.just("Brisa"), kinds_of("team")),
    st.tuples(st.sampled_from(("Sunniva", "Zofia")), kinds_of("team", Withdrawn) | models(Unknown)),
)
ACCESS = st.tuples(
    st.sampled_from(("Noor", "Wanjiru", "Brisa", *LEFT)),
    # A second `opened` in a room is none: the room's id is that of the first, which the vault checks.
    kinds_of("access", Opened) | models(Unknown),
)
CONTENT = st.tuples(
    st.sampled_from(("Noor", "Wanjiru", "Brisa", *LEFT)), kinds_of("content") | models(Unknown) | kinds_of("access")
)


ANYTHING = kinds_of("access") | kinds_of("team") | kinds_of("content")
BEYOND = [KINDS[kind] for kind in ("excluded/1", "stand-in/1", "rotated/1", "opened/1")]
NO_KEEPERS_ACT = kinds_of("content") | bodies(POOL, wanted=lambda kind: kind in BEYOND) | models(Unknown)


@st.composite
def intruders(
    draw: st.DrawFn, lane: Lane, acts: st.SearchStrategy[tuple[str, Any]], *, before: int | None = None
) -> Event:
    """An event by somebody without authority, after and under anything; `before`: only after events before that place."""
    who, body = draw(acts)
    own = STORY.lane(lane)
    seen = own if before is None else own[:before]
    links = [event.link for event in seen] + ([link_of("lost")] if before is None else [])
    after = draw(st.lists(st.sampled_from(links), max_size=3, unique=True)) if links else []
    writer = draw(st.sampled_from((who, "Ilse", "elsewhere")))
    return STORY.event(
        who,
        said_by(body, who),
        lane=lane,
        after=after,
        base=draw(st.none() | st.sampled_from([*LINKS, link_of("lost")])),
        at=START + timedelta(hours=draw(st.integers(-400, 400))),
        writer=writer,
        seq=draw(st.integers(10**6, 10**7)),
    )


def plain(fold: Team | Access | Case) -> Any:
    """A fold without the lists that name what does not count.

    `ends` too: what somebody wrote who had not seen that they were removed asks for a new key, and does nothing else.
    """
    if isinstance(fold, Team):
        return replace(fold, heads=(), ends=(), refused=(), void=(), passed={}, held=())
    if isinstance(fold, Access):
        return replace(
            fold, heads=(), ends=(), refused=(), void=(), believed={}, passed={}, held=(), team=plain(fold.team)
        )
    return replace(fold, aside=(), good_faith=(), held=(), order=None, access=plain(fold.access))


def folded(lanes: dict[Lane, Sequence[Event]]) -> tuple[Team, Access, Case]:
    """Team, access and case of some lanes."""
    team = fold_team(lanes["team"], STORY.team.founded, proven)
    access = fold_access(STORY.room, team, lanes["access"])
    return team, access, fold_case(access, lanes["access"], lanes["content"])


def lanes_of(history: History) -> dict[Lane, Sequence[Event]]:
    """The three lanes."""
    return {"team": history.team_lane, "access": history.access_lane, "content": history.content_lane}


def last(lane: Sequence[Event], *kinds: type[Body]) -> int:
    """The place after the last event of some kinds."""
    return 1 + max(place for place, event in enumerate(lane) if isinstance(event.body, kinds))


# Before they left, those who left had authority, and what others followed of theirs counts.
EVERYBODY_LEFT: dict[Lane, int] = {
    "team": last(STORY.team_lane, Removed),
    "access": last(STORY.access_lane, Recused, Excluded),
    "content": 1,
}
HONEST = [plain(fold) for fold in folded(lanes_of(STORY))]


def test_the_story_itself_counts() -> None:
    """Nothing honest is refused, and the story has something of everything, else the tests below prove nothing."""
    team, access, case = folded(lanes_of(STORY))
    assert team.refused == access.refused == case.aside == ()
    assert access.cleared == {id_of(who) for who in ("Ilse", "Oksana", "Tamsin")}
    assert len(case.struck) == 1
    assert {access.state(id_of(who)) for who in NAMES} == {"cleared", "asked", "recused", "excluded", "not yet"}


@given(
    team=st.lists(intruders("team", TEAM), max_size=3),
    access=st.lists(intruders("access", ACCESS), max_size=3),
    data=st.data(),
)
def test_what_nobody_follows_changes_nothing(team: list[Event], access: list[Event], data: st.DataObject) -> None:
    """In all lanes at once: it forks nothing, holds nothing back, makes nothing read-only and takes nothing out."""
    content = data.draw(st.lists(intruders("content", CONTENT), max_size=3))
    lanes: dict[Lane, Sequence[Event]] = {
        "team": [*team, *STORY.team_lane],
        "access": [*access, *STORY.access_lane],
        "content": [*content, *STORY.content_lane],
    }
    folds = folded(lanes)
    assert [plain(fold) for fold in folds] == HONEST
    named = {*folds[0].refused, *folds[0].held, *folds[1].refused, *folds[1].held, *folds[2].aside, *folds[2].held}
    assert {event.link for event in (*team, *access, *content)} <= named


@given(data=st.data())
def test_what_an_honest_member_follows_changes_nothing(data: st.DataObject) -> None:
    """Who has it in their copy names it among what they had seen, and everything stays as it was."""
    acts: dict[Lane, st.SearchStrategy[tuple[str, Any]]] = {"team": TEAM, "access": ACCESS, "content": CONTENT}
    lanes = lanes_of(STORY)
    for lane, kind in acts.items():
        place = data.draw(st.integers(EVERYBODY_LEFT[lane], len(lanes[lane]) - 1))
        stray = data.draw(intruders(lane, kind, before=place))
        lanes[lane] = [
            *lanes[lane][:place],
            stray,
            *(replace(e, after=(*e.after, stray.link)) if e is lanes[lane][place] else e for e in lanes[lane][place:]),
        ]
    team, access, case = folded(lanes)
    spliced = [plain(team), plain(access), plain(case)]
    assert spliced[:2] == HONEST[:2]
    assert [e.link for e in case.entries] == [e.link for e in HONEST[2].entries]
    assert {key: r.event.link for key, r in case.registers.items()} == {
        key: r.event.link for key, r in HONEST[2].registers.items()
    }
    assert set(case.struck) <= set(HONEST[2].struck)


@given(data=st.data())
def test_who_asks_before_and_who_folds_after_agree(data: st.DataObject) -> None:
    """`may` and the fold give the same answer to any act by anybody at the end of the lane."""
    who, body = (
        data.draw(st.sampled_from(NAMES)),
        data.draw(ANYTHING),
    )
    body, now = said_by(body, who), STORY.now + timedelta(hours=data.draw(st.integers(-200, 200)))
    event = STORY.event(who, body, lane="access", base=STORY.team.head, at=now)
    assert bool(may(STORY.access, id_of(who), body, now)) == (step_access(STORY.access, event) is not None)


@given(data=st.data())
def test_a_keeper_changes_nothing_beyond_their_acts(data: st.DataObject) -> None:
    """Neither content nor other acts, recused or removed, under any base; and they let in nobody by their own word."""
    removed = data.draw(st.booleans())
    history = KEPT[removed]
    body = said_by(data.draw(NO_KEEPERS_ACT), "Ilse")
    before = (history.access, history.case)
    lane: Lane = "content" if isinstance(body, Body) and body.lane == "content" else "access"
    base = data.draw(st.sampled_from([*LINKS[:30], history.access.head, history.team.head]))
    event = history.event("Ilse", body, lane=lane, base=base, seq=10**6)
    access_lane = [*history.access_lane, *([event] if lane == "access" else [])]
    content = [*history.content_lane, *([event] if lane == "content" else [])]
    access = fold_access(history.room, history.team, access_lane)
    assert plain(access) == plain(before[0]) or isinstance(body, Unknown)
    assert plain(fold_case(before[0], history.access_lane, content)) == plain(before[1])


def kept(*, removed: bool) -> History:
    """A case whose last holder stepped aside or was removed."""
    history = team_of_six()
    history.open("Ilse")
    history.write("Ilse", NOTE)
    history.write(*(("Noor", Removed(seat=id_of("Ilse"))) if removed else ("Ilse", Recused())))
    return history


KEPT = {removed: kept(removed=removed) for removed in (True, False)}
