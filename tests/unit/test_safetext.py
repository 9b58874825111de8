"""What may reach a terminal, a file, or the name of a file."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coctui.safetext import MARKS, NAME_BYTES, REPLACEMENT, block, filename, line

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)
TRICKY = st.text(
    st.sampled_from(
        "aé\u0628\u0915\u094d👩🏽❤葛ᠠ\u0301\u20dd\u200b\u200c\u200d\ufe00\ufe0e\ufe0f\u180b\u202e\ud800\U000e0061\U000e0100\x1b\x9b\r\n\t"
    ),
    max_size=40,
)

DANGEROUS = [
    *(chr(code) for code in range(0x20) if chr(code) not in "\t\n\r"),
    *(chr(code) for code in range(0x7F, 0xA0)),
    *"\u00ad\u034f\u061c\u115f\u3164\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e",
    *"\u2060\u2064\u2066\u2067\u2068\u2069\ufeff\ufff9\ufffe\uffff\ufdd0\ud800\udfff\ufe00\ufe0f",
    *"\U000e0001\U000e0041\U000e007f\U000e0100\U0001fffe\U0010ffff\U0001d173",
]

ORDINARY = [
    "Noor wrote: it's fine (really), 100 % - see [1] and [/b] <x>",
    "Grüße, café, naïve, Łódź, Ελληνικά, Здравствуйте",
    "Tiếng Việt, and decomposed: " + unicodedata.normalize("NFD", "Tiếng Việt"),
    "مرحبا، كيف الحال؟ بِسْمِ",
    "שָׁלוֹם עֲלֵיכֶם",
    "می‌خواهم کتاب‌ها را",  # Persian spells with the non-joiner
    "क्‍ष और क्‌ष, हिन्दी में ज़रूरी",  # Hindi chooses the form of a cluster with a joiner
    "അവന്‍ പറഞ്ഞു",  # Malayalam as it was encoded before Unicode 5.1
    "ශ්‍රී ලංකා",
    "ภาษาไทย น้ำ ที่",
    "ကျွန်ုပ်တို့ မြန်မာ",
    "བསྒྲུབས་སོང་།",
    "日本語、中文，한국어",
    "葛\U000e0100城市",  # the variant in which the city writes itself
    "🙂 ❤️ 👍🏽 👩‍👩‍👧‍👦 🏳️‍🌈 👩🏽‍⚕️ ❤️‍🔥 🇵🇹 1️⃣ #️⃣",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    """People write in any script and with emoji, and what they wrote is shown unchanged."""
    assert line(text) == text
    assert block(text) == text


@pytest.mark.parametrize("character", DANGEROUS, ids=[f"{ord(c):04X}" for c in DANGEROUS])
def test_dangerous_characters_become_visible(character: str) -> None:
    """What could steer a terminal or hide from a reader is replaced, one for one, never dropped silently."""
    assert line(f"a{character}b") == f"a{REPLACEMENT}b"
    assert block(f"a{character}b") == f"a{REPLACEMENT}b"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]52;c;aGk=\x07", "�]52;c;aGk=�"),
        ("\x9b31mred", "�31mred"),
        ("a\u200d\u200db", "a��b"),
        ("ک\u200c\u200cت", "ک\u200c�ت"),
        ("👩\u200d\u200d👧", "👩��👧"),
        ("👩\u200d!", "👩�!"),
        ("☺\ufe0f\ufe0f\ufe0e", "☺\ufe0f��"),
        ("a\ufe0f\u200d👧", "a��👧"),
        ("🏴\U000e0067\U000e0062\U000e007f", "🏴���"),
    ],
)
def test_sequences_that_only_look_ordinary(text: str, shown: str) -> None:
    """Joiners and selectors stay only where a script or an emoji needs them, and never in rows."""
    assert line(text) == shown


def test_a_line_is_one_row() -> None:
    """Line ends and tabs become spaces: a subject cannot start a second row."""
    assert line("one\r\ntwo\n\nthree\rfour\tfive") == "one two three four five"


def test_a_block_keeps_its_lines() -> None:
    """Every kind of line end becomes one line feed, and a tab cannot jump."""
    assert block("one\r\ntwo\rthree\n\n\tfour") == "one\ntwo\nthree\n\n    four"


@pytest.mark.parametrize(("limit", "shown"), [(0, ""), (1, "…"), (4, "Nao…"), (5, "Naomi"), (9, "Naomi")])
def test_a_limit_is_kept_and_shown(limit: int, shown: str) -> None:
    """A cut text says so, and is never longer than asked."""
    assert line("Naomi", limit) == shown


def test_piles_of_marks_are_cut() -> None:
    """Marks that would climb over other lines are cut, visibly, and the text goes on behind them."""
    assert line("o" + "\u0301" * 50 + "k") == "o" + "\u0301" * MARKS + REPLACEMENT + "k"


def test_a_mark_at_the_start_does_not_reach_the_screen_before_it() -> None:
    """A leading combining mark would be drawn onto the border or the label in front."""
    assert line("\u0338Ilse") == REPLACEMENT + "Ilse"


@given(st.one_of(ANYTHING, TRICKY))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """Text may pass several borders on its way, and looks the same after each."""
    for clean in (line, block, filename, lambda value: line(value, 7)):
        assert clean(clean(text)) == clean(text)


@given(st.one_of(ANYTHING, TRICKY))
def test_nothing_dangerous_passes(text: str) -> None:
    """Whatever comes in, no control, surrogate, tag or direction override goes out."""
    for cleaned in (line(text), block(text).replace("\n", ""), filename(text)):
        assert not [c for c in cleaned if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}]
        assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200e\u200f\ufeff")
        cleaned.encode()


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("notes.txt", "notes.txt"),
        ("Übersicht (3) - año.pdf", "Übersicht (3) - año.pdf"),
        ("cod\u202egpj.exe", "codgpj.exe"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Paz\\talk.key", "talk.key"),
        ("folder/", "folder"),
        ("..", "unnamed"),
        ("", "unnamed"),
        ("\x00\u200b", "unnamed"),
        (".bashrc", "_.bashrc"),
        ("CON", "_CON"),
        ("aux.txt", "_aux.txt"),
        ("com1.tar.gz", "_com1.tar.gz"),
        ("console.log", "console.log"),
        ("what?.txt", "what_.txt"),
        ("file.txt:stream", "file.txt_stream"),
        ("photo.jpg. . ", "photo.jpg"),
        ("a\r\nb\t c.txt", "a b c.txt"),
        (unicodedata.normalize("NFD", "café.txt"), "café.txt"),
    ],
)
def test_names_of_files(name: str, saved: str) -> None:
    """A name from a mail can be shown and saved on every system, and stays inside its folder."""
    assert filename(name) == saved


def test_a_long_name_keeps_its_extension() -> None:
    """255 bytes, not letters, and the end that says what it is survives."""
    name = filename("é" * 300 + ".pdf")
    assert len(name.encode()) <= NAME_BYTES
    assert name.endswith("é.pdf")


@given(st.one_of(ANYTHING, TRICKY))
def test_every_name_can_be_saved(name: str) -> None:
    """No name is empty, too long, a path, hidden, or ends in what Windows would cut off."""
    saved = filename(name)
    assert 0 < len(saved.encode()) <= NAME_BYTES
    assert not set(saved) & set('/\\<>:"|?*\0')
    assert not saved.startswith(".")
    assert not saved.endswith((".", " "))
