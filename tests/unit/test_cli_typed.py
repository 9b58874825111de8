"""How commands are typed, what is said when they cannot be done, and that nothing typed is ever repeated."""

import argparse
import io
import json
import os
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from coctui import __version__
from coctui.cli import main as cli
from coctui.cli.main import main
from coctui.cli.paper import Bold, Paper, cells, pad, wrap
from coctui.cli.table import COMMANDS, blank, parse, parser
from coctui.cli.trouble import Stopped, Usage, as_trouble
from coctui.vault.connection import PATIENCE, PRAGMAS
from coctui.vault.errors import Busy, NotAllowed, WrongKey
from tests.unit.cli_desk import MAIL, Desk, house

CANARY = "Ravenna-Loft-4711"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A vault with one member, made once."""
    with house(tmp_path_factory.mktemp("desk")) as folder:
        desk = Desk(folder)
        desk.found("Noor")
    return desk


@pytest.fixture
def desk(shared: Desk) -> Iterator[Desk]:
    """The same; whatever a test asks of it, what it typed as a canary is never printed."""
    shared.everything.clear()
    yield shared
    assert CANARY not in "".join(shared.everything)


def test_version_and_help(desk: Desk) -> None:
    """Both end with 0 and go to standard output."""
    assert desk.type("--version") == (0, f"coctui {__version__}\n", "")
    said = desk.type("--help")
    assert (said.status, said.err) == (0, "")
    assert all(re.search(rf"^    {command.words.split()[0]}\b", said.out, re.MULTILINE) for command in COMMANDS)


@pytest.mark.parametrize("words", [command.words for command in COMMANDS])
def test_every_command_has_its_own_help(desk: Desk, words: str) -> None:
    """With the shared options, which are taken before or after it."""
    said = desk.type(*words.split(), "--help")
    assert said.status == 0
    assert "--passphrase-fd" in said.out


def test_options_stand_before_or_after_the_command() -> None:
    """Both places fill the same fields, and the later one leaves the earlier be."""
    before = parser().parse_args(["--vault", "v", "--as", "Noor", "--json", "list"], blank())
    after = parser().parse_args(["list", "--vault", "v", "--as", "Noor", "--json"], blank())
    both = parser().parse_args(["--vault", "v", "--json", "list", "--as", "Noor"], blank())
    assert vars(before) == vars(after) == vars(both)


def test_only_what_is_named_is_built_and_what_is_wrong_is_said_by_the_whole() -> None:
    """Without a command no command is built; with one, its first word's; the sentence about a wrong word lists all."""
    assert "COMMAND ..." in parser([]).format_usage()
    assert set(_first_words(parser(["--vault", "v"]))) == set()
    assert set(_first_words(parser(["member", "list"]))) == {"member", "list"}
    assert parse(["--vault", "v"]) == argparse.Namespace(**{**vars(blank()), "vault": "v"})
    assert parse(["member", "list"]) == parser().parse_args(["member", "list"], blank())
    with pytest.raises(Usage) as narrow:
        _ = parse(["lst"])
    with pytest.raises(Usage) as whole:
        _ = parser().parse_args(["lst"], blank())
    assert narrow.value.sentence == whole.value.sentence
    assert "verify" in narrow.value.sentence


def _first_words(built: argparse.ArgumentParser) -> list[str]:
    """The commands and groups of a command line."""
    found = next(action for action in built._actions if isinstance(action, argparse._SubParsersAction))
    return list(found.choices)


@pytest.mark.parametrize(
    "words",
    [
        [CANARY],
        ["list", CANARY],
        ["list", f"--{CANARY}"],
        ["list", "--view", CANARY],
        ["member", CANARY],
        ["show"],
        ["demo", "--cases", CANARY, "--no-open"],
        ["--passphrase-fd", CANARY, "list"],
        ["list"],
        ["--as", CANARY, "list"],
        ["--as", CANARY, "--passphrase-file", f"/nowhere/{CANARY}", "list"],
        ["--as", CANARY, "--passphrase-file", CANARY, "--passphrase-fd", "9", "list"],
        ["init", "--conference", "x", "--name", CANARY, "--role", "lead", "--from", CANARY],
        ["init", "--conference", "x", "--name", CANARY, "--role", "lead", "--zone", CANARY],
    ],
)
def test_usage_is_exit_2_and_repeats_nothing(desk: Desk, words: list[str]) -> None:
    """One line on the error stream, without what was typed."""
    said = desk.type(*words)
    assert (said.status, said.out) == (2, "")
    assert said.err.count("\n") == 1
    assert said.err.startswith("coctui: ")
    assert desk.type("--json", *words).error["status"] == 2


@pytest.mark.parametrize(
    "words",
    [
        ["show", CANARY],
        ["note", CANARY],
        ["member", "remove", CANARY],
        ["init", "--conference", "x", "--name", "Noor", "--role", CANARY],
        ["member", "invite", CANARY, "--role", CANARY],
        ["import", "--ask", CANARY, "x"],
    ],
)
def test_refusals_are_exit_1_and_repeat_nothing(desk: Desk, words: list[str]) -> None:
    """The same for what a rule refuses, and for names that nobody has."""
    said = desk.do("Noor", *words, stdin=CANARY, as_json=False)
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)


def test_wrong_name_and_wrong_passphrase_are_one_message(desk: Desk) -> None:
    """Exit 4, whichever it was."""
    wrong = desk.file("wrong.txt", CANARY * 2)
    name = desk.type("--vault", str(desk.path), "--as", CANARY, "--passphrase-file", wrong, "list")
    words = desk.type("--vault", str(desk.path), "--as", "Noor", "--passphrase-file", wrong, "list")
    assert name == words
    assert (words.status, words.out) == (4, "")
    assert "They do not open this vault together." in words.err


def test_no_vault_is_exit_3(desk: Desk, tmp_path: Path) -> None:
    """Nothing is made by asking, and a file that is no vault is told."""
    file = desk.file("p.txt", desk.passphrase("Noor"))
    place = tmp_path / "none.coctui"
    assert desk.type("--vault", str(place), "--as", "Noor", "--passphrase-file", file, "list").status == 3
    assert not place.exists()
    place.write_text("no vault at all", encoding="utf-8")
    assert desk.type("--vault", str(place), "--as", "Noor", "--passphrase-file", file, "list").status == 3


def test_another_writer_is_exit_6(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Said as busy, with nothing lost."""
    case = desk.do("Noor", "new", "--from", "-", stdin='{"text": "x"}').json["case"]
    patient = [pragma.replace(str(PATIENCE), "50") for pragma in PRAGMAS]
    monkeypatch.setattr("coctui.vault.connection.PRAGMAS", patient)
    other = sqlite3.connect(desk.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        said = desk.do("Noor", "note", case, stdin="kept?")
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert (said.status, said.error["code"]) == (6, "busy")
    assert desk.do("Noor", "note", case, stdin="now").status == 0


def test_mail_that_cannot_be_read_is_exit_5_and_the_rest_is_kept(desk: Desk) -> None:
    """What could not be opened is told, what could be read is in the vault."""
    said = desk.do("Noor", "import", desk.file("a.eml", MAIL), desk.file("b.eml", ""), f"/nowhere/{CANARY[:3]}.eml")
    assert said.status == 5
    assert [line["outcome"] for line in said.objects] == ["opened", "not read", "not read"]
    assert "There is no such file or folder" in said.err


def test_a_dry_run_needs_no_vault(desk: Desk) -> None:
    """One object a line, the agreed fields, and neither name nor passphrase is asked for."""
    said = desk.type("import", "--dry-run", "--json", desk.file("c.eml", MAIL), "--vault", "/nowhere/x")
    line = said.json
    assert list(line) == ["path", "subject", "from", "date", "text", "html_text", "attachments", "warnings"]
    assert (line["from"], line["date"]) == ("Sunniva <sunniva@example.org>", "2026-12-05T11:30:00Z")
    assert not Path("/nowhere").exists()


def test_passphrase_from_a_descriptor(desk: Desk) -> None:
    """One line of it; the rest is left for whoever reads on."""
    here, there = os.pipe()
    os.write(there, f"{desk.passphrase('Noor')}\nmore".encode())
    os.close(there)
    try:
        words = ["--vault", str(desk.path), "--as", "noor", "--passphrase-fd", str(here), "member", "list", "--json"]
        assert desk.type(*words).json["members"][0]["member"] == "Noor"
        assert os.read(here, 9) == b"more"
    finally:
        os.close(here)


def test_everything_from_standard_input(desk: Desk) -> None:
    """Passphrase, name, case and text, in the order in which they are needed."""
    case = desk.do("Noor", "new", "--from", "-", stdin='{"text": "x"}').json["case"]
    words = ["--vault", str(desk.path), "--as", "-", "--passphrase-fd", "0", "note", "-", "--json"]
    said = desk.type(*words, stdin=f"Noor\n{desk.passphrase('Noor')}\n{case}\nFirst line.\nSecond.\n")
    assert said.json["case"] == case
    assert desk.do("Noor", "timeline", case).json["entries"][-1]["text"] == "First line.\nSecond."


def test_a_report_by_questions(desk: Desk) -> None:
    """What matters tonight first, the rest now or later; enter leaves a question open, the end of input ends them."""
    told = "A shout in the hall.\nTwice.\n.\ncall\n\nyes\n\n\n\n\nnow\nyesterday\nthe hall\n"
    said = desk.do("Noor", "new", stdin=told)
    shown = desk.do("Noor", "show", said.json["case"]).json
    assert shown["items"]["description"]["value"]["account"] == "A shout in the hall.\nTwice."
    assert shown["items"]["ongoing"]["value"]["answer"] == "yes"
    assert shown["items"]["where"]["value"]["place"] == "the hall"
    assert shown["items"]["reported"]["state"] == "not asked"
    assert shown["reports"][0]["channel"] == "call"


def test_init_makes_a_vault(tmp_path: Path) -> None:
    """With the options of the conference; a second one at the same place is refused; a short passphrase too."""
    desk = Desk(tmp_path)
    words = [
        "init",
        "--conference",
        "PyLadiesCon",
        "--name",
        "Noor",
        "--role",
        "chair",
        "--from",
        "2026-12-04",
        "--zone",
        "UTC",
    ]
    weak = desk.type("--vault", str(desk.path), "--passphrase-file", desk.file("w", "short"), *words)
    assert (weak.status, desk.path.exists()) == (1, False)
    file = desk.file("p", desk.passphrase("Noor"))
    said = desk.type("--vault", str(desk.path), "--passphrase-file", file, *words, "--json")
    assert said.json == {"conference": "PyLadiesCon", "member": "Noor", "roles": ["chair"]}
    again = desk.type("--vault", str(desk.path), "--passphrase-file", file, *words, "--json")
    assert (again.status, again.error["code"]) == (1, "already-there")


class Failing(io.StringIO):
    """A stream on which writing fails in a given way."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error

    def write(self, _: str) -> int:
        """Fail."""
        raise self.error


@pytest.mark.parametrize(
    ("error", "status"),
    [(KeyboardInterrupt(), 130), (Stopped(15), 143), (BrokenPipeError(), 141), (RuntimeError(CANARY), 70)],
)
def test_ends_without_a_traceback(desk: Desk, error: BaseException, status: int) -> None:
    """Ctrl+C, SIGTERM, a closed pipe and a fault of coctui: an exit code, and of a fault only its type and a code."""
    err = io.StringIO()
    words = [
        "--vault",
        str(desk.path),
        "--as",
        "Noor",
        "--passphrase-file",
        desk.file("Noor.txt", desk.passphrase("Noor")),
    ]
    found = main([*words, "list"], stdin=io.StringIO(), stdout=Failing(error), stderr=err, source=desk.source)
    assert found == status
    assert CANARY not in err.getvalue()
    if status == 70:
        assert re.fullmatch(r"coctui: coctui stopped \(RuntimeError, code [0-9A-F]{6}\)\. .*\n", err.getvalue())


def test_no_command_opens_the_screen(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    """Only `coctui` alone does, on the vault that was named."""
    opened: list[tuple[str | None, str]] = []

    def note(vault: str | None, name: str) -> int:
        opened.append((vault, name))
        return 0

    monkeypatch.setattr(cli, "_open_screen", note)
    assert desk.type("--vault", "v").status == 0
    assert desk.type("--as", "Noor").status == 0
    assert desk.type("--as", "-").status == 0
    assert opened == [("v", ""), (None, "Noor"), (None, "")]
    refused = desk.type("--json")
    assert refused.status == 2
    assert "belong to a command" in refused.err


def test_errors_in_words() -> None:
    """A refusal of the vault gets the sentence of its rule; other errors keep their own status."""
    assert "lead while there is no chair" in as_trouble(NotAllowed(code="chair-only")).sentence
    assert as_trouble(NotAllowed("Said better.", code="chair-only")).sentence == "Said better."
    assert [as_trouble(error).status for error in (WrongKey(), Busy(), Usage("x"))] == [4, 6, 2]


def test_paper_cleans_and_measures() -> None:
    """Escape codes and direction tricks never pass; columns are counted in cells, lines broken within 80."""
    out = io.StringIO()
    paper = Paper(out)
    paper.line("a\x1b]52;c;x\x07b", Bold("gpj\u202eexe"), "\nc")
    assert out.getvalue() == "a\ufffd]52;c;x\ufffdbgpj\ufffdexe c\n"
    assert pad("カタカナ", 6) == "カタ… "
    rows = wrap("word " * 40 + "x" * 200, 6)
    assert all(cells(row) <= 80 for row in rows)
    assert "".join(rows).replace(" ", "") == "word" * 40 + "x" * 200


def test_json_holds_the_exact_text_in_ascii(desk: Desk) -> None:
    """Control and direction characters of a report are escaped, not replaced."""
    text = "a\u202eb\x1b[31mé"
    said = desk.do("Noor", "new", "--from", "-", stdin=json.dumps({"text": text}))
    shown = desk.do("Noor", "show", said.json["case"])
    assert shown.out.isascii()
    assert all(character.isprintable() for character in shown.out.rstrip("\n"))
    assert shown.json["items"]["description"]["value"]["account"] == text
    plain = desk.tell("Noor", "show", said.json["case"])
    assert not {"\x1b", "\u202e"} & set(plain)
