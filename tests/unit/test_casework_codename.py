"""Code names say nothing, and are easy to tell apart when spoken or typed."""

import random
from itertools import combinations

import pytest

from coctui.casework.codename import FIRST, MINERALS, SECOND, draw, draw_person

LISTS = pytest.mark.parametrize("words", [FIRST, SECOND, tuple(word.lower() for word in MINERALS)])
_NAMES_WORDS = """\
amber ash aurora beryl brook brooke clay coral dale dawn flint forrest gale garnet glen hazel heath heather holly ivy
jade jasper jay juniper lark laurel lee linnet lily martin meadow merlin misty myrtle olive opal pearl phoebe rain
reed rhea river robin rowan ruby rusty sandy savanna savannah serge sienna sierra sky skye stormy summer willow wren
noor ilse oksana paz tamsin wanjiru brisa sunniva
"""
NAMES = set(_NAMES_WORDS.split())
"""First names among materials, weathers, landscapes, birds, trees and stones, and those of the samples."""
_HUNTERS_WORDS = "hawk eagle owl falcon heron kestrel kite shrike raven crow magpie buzzard osprey harrier skua vulture"
HUNTERS = set(_HUNTERS_WORDS.split())


def distance(a: str, b: str) -> int:
    """How many letters have to be changed, added, left out or swapped to come from one word to the other."""
    table = [[i + j if i * j == 0 else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


def test_lists_have_their_size() -> None:
    """128 words each, so that 16,384 pairs are equally likely."""
    assert (len(FIRST), len(SECOND)) == (128, 128)
    assert len(set(FIRST) | set(SECOND)) == 256


@LISTS
def test_words_are_short_and_plain(words: tuple[str, ...]) -> None:
    """Small ASCII letters; at most 9 of them in a case's words, so that a list column holds the pair."""
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)
    assert all(len(word) <= 9 for word in (*FIRST, *SECOND))


@LISTS
def test_no_word_is_mistaken_for_another(words: tuple[str, ...]) -> None:
    """No two words of a list are one letter apart, and none begins with another."""
    close = [(a, b) for a, b in combinations(words, 2) if distance(a, b) < 2 or a.startswith(b) or b.startswith(a)]
    assert close == []


@LISTS
def test_no_names_and_no_hunters(words: tuple[str, ...]) -> None:
    """Nobody on a team shares a word with a case, and no bird of the list hunts."""
    assert not (NAMES | HUNTERS) & set(words)


def test_draw_gives_pair_and_another_third_word() -> None:
    """The third word never repeats the second."""
    rng = random.Random(7)
    for _ in range(300):
        code, third = draw(rng.choice)
        first, second = code.split("-")
        assert first in FIRST
        assert second in SECOND
        assert third in SECOND
        assert third != second


def test_people_of_a_case_have_different_names() -> None:
    """Also when there are more people than minerals."""
    rng = random.Random(7)
    taken: list[str] = []
    for _ in range(len(MINERALS) + 3):
        taken.append(draw_person(rng.choice, taken))
    assert len(set(taken)) == len(taken)
