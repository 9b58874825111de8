"""One word for one thing, and a few words never: they judge people, or mean another kind of program."""

import re
import tokenize
from io import StringIO
from pathlib import Path

import pytest

from tests.rules.house import PACKAGE, ROOT, name_of, python_files

NEVER = re.compile(r"\b(accused|victims?|suspects?|suspected|tickets?|users?|admins?|passwords?)\b", re.IGNORECASE)

FOREIGN = re.compile(
    r"\buser_(data|state|config|cache|runtime|log|documents|downloads)_(dir|path)\b|\b(get|set|delete)_password\b"
    r"|\buser_version\b|[/\\]\+?Users\b"
)
"""Names that platformdirs, keyring, SQLite and two systems gave to something that we must spell."""

HERE = Path(__file__)


def texts() -> list[Path]:
    """Everything written for people or styled for them, but history and samples."""
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *PACKAGE.rglob("*.tcss")]
    return sorted([*pages, ROOT / "pyproject.toml", ROOT / "Makefile", ROOT / ".ci" / "run"])


def spelled(text: str) -> str:
    """A name as words: `UserName_x` reads `User Name x`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text).replace("_", " ")


def in_python(source: str) -> list[str]:
    """Each place in a Python source where a word stands that never should, as `line: word`."""
    if not NEVER.search(spelled(source)):
        return []  # reading it token by token takes forty times as long, and nearly no file has one
    found = []
    tokens = [token for token in tokenize.generate_tokens(StringIO(source).readline) if token.type != tokenize.NL]
    for token, following in zip(tokens, [*tokens[1:], tokens[-1]], strict=True):
        # Textual's Input and ours of that kind take `password=True`; nothing else may be called so.
        ours = token.type == tokenize.NAME and not (token.string == "password" and following.string == "=")
        spoken = tokenize.tok_name[token.type] in {"STRING", "COMMENT", "FSTRING_MIDDLE"}
        if ours or spoken:
            words = NEVER.findall(spelled(FOREIGN.sub("", token.string)))
            found += [f"{token.start[0]}: {word}" for word in words]
    return found


def test_code_speaks_our_words() -> None:
    """No name, text or comment uses a word of the list, in tests and benchmarks neither."""
    files = [path for path in python_files("coctui", "tests", "benchmarks") if path != HERE]
    assert [f"{name_of(path)}:{at}" for path in files for at in in_python(path.read_text(encoding="utf-8"))] == []


def test_pages_and_styles_speak_our_words() -> None:
    """No page, style sheet or build file does."""
    wrong = [
        f"{name_of(path)}:{number}: {word}"
        for path in texts()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for word in NEVER.findall(spelled(line))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "source",
    [
        "user = 1",
        "class AdminScreen: ...",
        "x = 'the accused'",
        "# a victim",
        'f"{x} tickets"',
        "def set_password_of(): ...",
    ],
)
def test_the_rule_bites(source: str) -> None:
    """A word is found in names, parts of names, texts and comments."""
    assert in_python(source)


@pytest.mark.parametrize(
    "source", ["Input(password=True)", "path.expanduser()", "platformdirs.user_data_path('coctui')"]
)
def test_the_words_of_libraries_pass(source: str) -> None:
    """Names that we must spell to call a library are no words of ours."""
    assert in_python(source) == []
