"""Nothing tells: with and without a case that a member is excluded from, everything that their commands print is equal."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.unit.cli_desk import MAIL, MBOX, Desk, Said, house

COMMANDS: tuple[tuple[str, ...], ...] = (
    ("list",),
    ("list", "--view", "needs-you"),
    ("list", "--search", "copper"),
    ("list", "--texts", "a"),
    ("member", "list"),
    ("member", "compare", "Noor"),
    ("member", "profile", "--set", "phone=+31 6 000"),
    ("member", "shift", "sat 22:00 to sun 06:00"),
    ("own-list",),
    ("settings", "--set", "veil=3"),
    ("policy",),
    ("policy", "--set", "leads_out=1"),
    ("show", "copper"),
    ("timeline", "a"),
    ("answer", "b", "clear"),
    ("ask", "c", "Ilse"),
    ("label", "a", "--what", "jokes"),
    ("debrief",),
    ("debrief", "--public", "--format", "md"),
    ("debrief", "-o", "debrief.json", "--format", "json"),
    ("due",),
    ("due", "--ics", "promises.ics"),
    ("waive", "a", "no-contact"),
    ("keep", "b", "expiry"),
    ("promise", "c", "check-in", "--by", "friday"),
    ("hold", "copper"),
    ("message", "draft", "a", "status"),
    ("message", "check", "b", "reported-person"),
    ("message", "keep", "c", "status"),
    ("message", "show", "copper", "status"),
    ("message", "read", "a", "status"),
    ("message", "save", "b", "status", "promises.ics"),
    ("settle", "b", "no-action", "--no-reply"),
    ("strike", "c"),
    ("strike", "copper", "1"),
    ("export", "a", "promises.ics"),
    ("right-now",),
    ("words", "list"),
    ("words", "show", "status"),
    ("words", "set", "right-now-2"),
    ("act", "a", "--did", "removed"),
    ("review", "b", "confirm"),
    ("verify",),
    ("backup",),
    ("backup", "--list"),
    ("backup", "copy.coctui"),
    ("restore", "copy.coctui"),
    ("expunge",),
    ("paper-key", "--remove"),
    ("this-computer", "off"),
    ("hand-over", "d", "Ilse", "--all"),
    ("take-over", "e"),
    ("step-back", "f"),
    ("people", "l"),
    ("people", "m", "--clear"),
    ("person", "n", "--part", "witness", "--set", "name=Tove"),
    ("person", "o", "Quartz", "--set", "height=tall"),
    ("attach", "p", "again.eml"),
    ("save", "q", "1", "-o", "promises.ics"),
    ("assess", "g", "--public", "yes"),
    ("plan", "g", "--consequence", "nothing"),
    ("vote", "g", "for"),
    ("consent", "g", "--team", "yes"),
    ("tie", "h", "i"),
    ("join", "j", "k"),
    ("import", "again.eml"),
    ("member", "invite", "Brisa", "--role", "lead"),
    ("member", "lost", "Ilse"),
    ("member", "remove", "Ilse"),
)


def history(folder: Path, *, hidden: bool) -> list[tuple[int, str, str]]:
    """All that Paz is told after a history with or without a case that Paz is kept from."""
    desk = Desk(folder, seed=5)
    desk.found("Noor")
    desk.join("Ilse", "lead")
    desk.join("Paz", "responder")
    box, mail = desk.file("box.mbox", MBOX), desk.file("again.eml", MAIL)
    seen = desk.do("Noor", "import", box, "--ask", "Paz").objects[0]["case"]
    with desk.source.stream("hidden"):
        names: list[str] = []
        if hidden:
            case = desk.do("Noor", "import", mail, "--exclude", "Paz", "--ask", "Ilse").json["case"]
            desk.do("Ilse", "answer", case, "clear")
            desk.do("Noor", "note", case, stdin="about Paz")
            desk.do("Ilse", "item", case, "where", stdin="the lounge")
            desk.do("Noor", "promise", case, "team-check-in", "--with", "Paz", "--by", "friday")
            desk.do("Ilse", "act", case, "--did", "muted")
            desk.do("Noor", "review", case, "confirm")
            desk.do("Ilse", "message", "keep", case, "status", stdin="Paz was there.")
            desk.do("Noor", "message", "read", case, "status")
            desk.do("Ilse", "strike", case)
            desk.do("Noor", "export", case, str(folder / "noor.txt"))
            desk.do("Ilse", "assess", case, "--safety", "yes", "--risk", "high", stdin="Paz was there.")
            desk.do("Ilse", "plan", case, "--consequence", "leave-for-a-time", stdin="Paz is not to go near.")
            desk.do("Noor", "vote", case, "for")
            desk.do("Ilse", "waive", case, "bad-faith")
            desk.do("Ilse", "hold", case)
            desk.do("Ilse", "people", case, "--clear")
            desk.do("Ilse", "person", case, "--part", "witness", "--set", "name=Paz")
            desk.do("Noor", "attach", case, mail)
            names = [case, case[:4]]
    desk.do("Noor", "list")
    desk.source.advance(timedelta(hours=1))
    tried = [*COMMANDS, *(("show", name) for name in (names or ["mesa-hornbill", "mesa"])), ("answer", seen, "clear")]
    places = {"again.eml": mail, "debrief.json": str(folder / "debrief.json")}
    places["copy.coctui"] = str(folder / "copy.coctui")
    places["promises.ics"] = str(folder / "promises.ics")
    said = [desk.do("Paz", *(places.get(word, word) for word in words)) for words in tried]
    said += [desk.do("Paz", *words, as_json=False) for words in (("list",), ("show", seen), ("debrief",), ("verify",))]
    said += [desk.do("Paz", "line", stdin=f"due\nlist\nshow {names[0] if names else 'mesa-hornbill'}\n", as_json=False)]
    saved = [(folder / name).read_text(encoding="utf-8") for name in ("debrief.json", "promises.ics")]
    return [*((0, text, "") for text in saved), *told(said, folder)]


def told(said: list[Said], folder: Path) -> list[tuple[int, str, str]]:
    """What commands said, wherever the folder of the vault is."""
    here = (str(folder), str(folder.parent))
    return [(one.status, one.out.replace(here[0], "").replace(here[1], ""), one.err) for one in said]


@pytest.mark.slow
def test_with_and_without_the_hidden_case(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every command of the excluded seat: same exit code, same output, same errors."""
    with house(tmp_path_factory.mktemp("without")) as folder:
        without = history(folder, hidden=False)
    with house(tmp_path_factory.mktemp("with")) as folder:
        assert history(folder, hidden=True) == without
    assert {status for status, _, _ in without} == {0, 1}
