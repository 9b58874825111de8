"""Which words count: answers to a question, and motions, by number, facts, age and author (VAULT.md 1, 4)."""

from datetime import timedelta

import pytest

from coctui.models.access_events import (
    Admitted,
    Asked,
    Excluded,
    Lettered,
    Noted,
)
from coctui.models.authority import may
from tests.histories import case_of_three, id_of, team_of_six


def test_an_answer_counts_for_the_open_question_only() -> None:
    """Not below its card number, not beyond the newest card, about the facts of the newest card, and once."""
    history = case_of_three()
    asked = history.access.standing(id_of("Wanjiru")).number
    assert asked == history.access.number
    history.write("Ilse", Lettered())
    newest = history.access.number

    def code(number: int, facts: str | None = None) -> str:
        said = history.says("Wanjiru", "no conflict", number=number, facts=facts)
        return may(history.access, id_of("Ilse"), Admitted(seat=id_of("Wanjiru"), statement=said), history.now).code

    assert [code(number) for number in (asked - 1, asked, newest, newest + 1)] == [
        "answer-is-old",
        "",
        "",
        "answer-is-old",
    ]
    assert code(newest, facts="1" * 64) == "answer-is-old"


def test_a_replayed_answer_is_dropped() -> None:
    """The same statement lets nobody in twice, and notes nothing twice."""
    history = case_of_three()
    said = history.says("Wanjiru", "no conflict")
    history.write("Ilse", Admitted(seat=id_of("Wanjiru"), statement=said))
    aside = history.says("Wanjiru", "step aside")
    history.write("Oksana", Noted(statement=aside))
    history.ask("Ilse", "Wanjiru")
    number = history.access.number
    for old in (said, said.model_copy(update={"number": number})):
        body = Admitted(seat=id_of("Wanjiru"), statement=old)
        assert may(history.access, id_of("Ilse"), body, history.now).code == "answer-is-old"
    assert may(history.access, id_of("Ilse"), Noted(statement=aside), history.now).code == "answer-is-old"
    assert history.access.state(id_of("Wanjiru")) == "asked"


@pytest.mark.parametrize("first", ["no conflict", "step aside"])
def test_step_aside_always_counts_and_wins(first: str) -> None:
    """Whichever of two answers is taken up first, and however old the card: who stepped aside is out until asked anew."""
    history = case_of_three()
    clear, aside = (
        history.says("Wanjiru", "no conflict"),
        history.says("Wanjiru", "step aside", number=0, facts="1" * 64),
    )
    admit, note = Admitted(seat=id_of("Wanjiru"), statement=clear), Noted(statement=aside)
    for body in (admit, note) if first == "no conflict" else (note, admit):
        if may(history.access, id_of("Ilse"), body, history.now):
            history.write("Ilse", body)
    assert history.access.state(id_of("Wanjiru")) == "recused"
    history.ask("Ilse", "Wanjiru")
    assert may(history.access, id_of("Ilse"), admit, history.now).code == "answer-is-old"


def test_a_card_number_that_lies_opens_no_old_answer() -> None:
    """A question goes out with the card after the newest one, whatever number its letters claim."""
    history = case_of_three()
    old = history.says("Wanjiru", "no conflict")
    history.write("Ilse", Noted(statement=history.says("Wanjiru", "step aside")))
    for claimed in (0, 10**15):
        body = history.filled("Paz", Asked(seat=id_of("Wanjiru")))
        assert isinstance(body, Asked)
        assert body.letters is not None
        number = history.access.number
        history.put(
            history.event(
                "Paz", body.model_copy(update={"letters": body.letters.model_copy(update={"number": claimed})})
            )
        )
        assert history.access.number in {number, number + 1}
        assert history.access.standing(id_of("Wanjiru")).number >= number
        admit = Admitted(seat=id_of("Wanjiru"), statement=old)
        assert may(history.access, id_of("Paz"), admit, history.now).code == "answer-is-old"


def test_a_question_in_a_transaction_without_letters_of_its_own() -> None:
    """It is open from the card on that goes out at the end of the transaction."""
    history = case_of_three()
    number = history.access.number
    history.put(history.event("Ilse", Asked(seat=id_of("Noor"))))
    assert history.access.standing(id_of("Noor")).number == number + 1


# ---------------------------------------------------------------------- motions


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (timedelta(0), ""),
        (timedelta(days=-7), ""),
        (timedelta(days=-7, seconds=-1), "needs-second"),
        (timedelta(minutes=5), ""),
        (timedelta(minutes=6), "needs-second"),
    ],
)
def test_a_motion_lasts_seven_days(at: timedelta, code: str) -> None:
    """From when it was made, by its author's clock, with a few minutes for clocks that differ."""
    history = case_of_three()
    motion = history.says("Oksana", "exclude", target="Paz", at=history.now + at)
    body = Excluded(seat=id_of("Paz"), motion=motion)
    assert may(history.access, id_of("Ilse"), body, history.now).code == code


def test_a_motion_is_by_another_holder_about_this_holder_in_this_case() -> None:
    """Not by author or target, by nobody who does not hold the case, not about somebody else, another case or act."""
    history = case_of_three()
    wrong = [
        history.says("Ilse", "exclude", target="Paz"),
        history.says("Paz", "exclude", target="Paz"),
        history.says("Wanjiru", "exclude", target="Paz"),
        history.says("Noor", "exclude", target="Paz"),
        history.says("Oksana", "exclude", target="Ilse"),
        history.says("Oksana", "exclude"),
        history.says("Oksana", "remove", target="Paz"),
        history.says("Oksana", "exclude", target="Paz", room=id_of("another")),
    ]
    for motion in wrong:
        body = Excluded(seat=id_of("Paz"), motion=motion)
        assert may(history.access, id_of("Ilse"), body, history.now).code == "needs-second"


def test_a_motion_is_used_once() -> None:
    """Asked anew and let in again, a member is not excluded on the old word."""
    history = case_of_three()
    motion = history.says("Oksana", "exclude", target="Paz")
    history.write("Ilse", Excluded(seat=id_of("Paz"), motion=motion))
    history.admit("Ilse", "Paz")
    body = Excluded(seat=id_of("Paz"), motion=motion)
    assert may(history.access, id_of("Ilse"), body, history.now).code == "needs-second"


def test_two_holders_cannot_exclude_one_another() -> None:
    """Each finds nobody for the second word; with a third one it works."""
    history = team_of_six()
    history.open("Ilse")
    history.admit("Ilse", "Oksana")
    for author, target in (("Ilse", "Oksana"), ("Oksana", "Ilse")):
        for by in ("Ilse", "Oksana", "Paz", "Noor"):
            motion = history.says(by, "exclude", target=target)
            body = Excluded(seat=id_of(target), motion=motion)
            assert may(history.access, id_of(author), body, history.now).code == "needs-second"
    history.admit("Ilse", "Paz")
    history.exclude("Ilse", "Oksana", second="Paz")
    assert history.access.state(id_of("Oksana")) == "excluded"
