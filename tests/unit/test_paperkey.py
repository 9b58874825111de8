"""The paper key as text: what is printed is read, however it is typed, and a slip is named by its group."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coctui.vault import paperkey
from coctui.vault.paperkey import GROUPS, LETTERS, misread, read, same_group, slips, written

SECRET = bytes(range(7, 39))
PRINTED = written(SECRET)
SECRETS = st.binary(min_size=32, max_size=32)


@given(SECRETS)
def test_what_is_printed_is_read(secret: bytes) -> None:
    """Thirteen groups of five letters that no eye confuses with figures."""
    printed = written(secret)
    groups = printed.split("-")
    assert [len(group) for group in groups] == [5] * GROUPS
    assert set("".join(groups)) <= set(LETTERS)
    assert not set("".join(groups)) & set("0189")
    assert read(printed) == secret
    assert slips(printed) == ()


@pytest.mark.parametrize(
    "typed",
    [
        PRINTED.lower(), PRINTED.replace("-", " "), PRINTED.replace("-", ""), f"  {PRINTED}\n", PRINTED.replace("-", " – "),
        PRINTED.replace("-", "\n"), PRINTED.replace("O", "0").replace("I", "1").replace("B", "8"),
        "".join(chr(ord(c) + 0xFEE0) if c != "-" else " " for c in PRINTED),
    ],
)  # fmt: skip
def test_it_may_be_typed_in_many_ways(typed: str) -> None:
    """Small letters, other signs between groups or none, figures for the letters they look like, wide letters."""
    assert read(typed) == SECRET


@given(st.integers(0, GROUPS - 1), st.integers(0, 4), st.sampled_from(LETTERS))
def test_a_slip_is_named(place: int, within: int, letter: str) -> None:
    """One wrong letter: no key any more, and its group is named, unless by chance the check letter is right again."""
    groups = PRINTED.split("-")
    wrong = groups[place][:within] + letter + groups[place][within + 1 :]
    typed = "-".join([*groups[:place], wrong, *groups[place + 1 :]])
    if wrong == groups[place]:
        assert read(typed) == SECRET
    elif slips(typed):
        assert slips(typed) == (place + 1,)
        assert f"Group {place + 1} of this paper key was not read rightly" in misread(typed)
        assert read(typed) is None
    else:
        assert read(typed) != SECRET


def test_most_slips_are_named() -> None:
    """Of all slips of one letter, all but about one in thirty-one."""
    groups, named, tried = PRINTED.split("-"), 0, 0
    for place in range(GROUPS):
        for within in range(5):
            for letter in set(LETTERS) - {groups[place][within]}:
                wrong = groups[place][:within] + letter + groups[place][within + 1 :]
                named += bool(slips("-".join([*groups[:place], wrong, *groups[place + 1 :]])))
                tried += 1
    assert named / tried > 0.95


def test_groups_that_changed_places_are_named() -> None:
    """The check letter knows where its group stands."""
    groups = PRINTED.split("-")
    groups[2], groups[9] = groups[9], groups[2]
    assert slips("-".join(groups)) == (3, 10)
    assert misread(" ".join(groups)).startswith("Groups 3 and 10 of this paper key were not read rightly.")


@pytest.mark.parametrize(
    "text",
    [
        "", "seven quiet lamps for noor", "A" * 65, "-".join(["AAAAA"] * 13), PRINTED[:-6], f"{PRINTED}-AAAAA", "é" * 65,
        "x" * 1_000_000, "ABCDE-FGHIJ-KLMNO-PQRST-UVWXYZ", "\ud800" * 65, PRINTED.replace("-", "\x00-"), "9" * 65,
    ],
)  # fmt: skip
def test_other_texts_are_no_paper_keys(text: str) -> None:
    """Passphrases, codes, a key with a group too few or too many: tried as a passphrase, without another message."""
    assert read(text) is None
    assert slips(text) == () or len(text.split("-")) == GROUPS
    assert misread("A" * 65) == ""


@given(st.one_of(st.text(max_size=450), st.lists(st.text("ABCDE2345 -", max_size=6), max_size=14).map("-".join)))
def test_any_text_is_answered(text: str) -> None:
    """A secret of 32 bytes or none, and groups that exist."""
    secret = read(text)
    assert secret is None or (len(secret) == 32 and slips(text) == ())
    assert all(1 <= place <= GROUPS for place in slips(text))


def test_groups_are_typed_back() -> None:
    """The test of the page: the right group, however it is typed; not another, not nothing."""
    groups = PRINTED.split("-")
    assert same_group(PRINTED, 4, f" {groups[3].lower()}\n")
    assert same_group(PRINTED, 13, groups[12])
    assert not same_group(PRINTED, 4, groups[4])
    assert not same_group(PRINTED, 4, "")
    assert not same_group(PRINTED, 4, PRINTED)


def test_each_vault_and_each_use_has_its_own_key() -> None:
    """The same paper in two vaults gives unlike slots; the keyring's secret never that of the paper key."""
    keys = [
        derive(vault, SECRET)
        for derive in (paperkey.derive_paper, paperkey.derive_computer)
        for vault in (b"a" * 16, b"b" * 16)
    ]
    assert len({row for row, _ in keys}) == len({key for _, key in keys}) == 4
    assert {(len(row), len(key)) for row, key in keys} == {(16, 32)}
