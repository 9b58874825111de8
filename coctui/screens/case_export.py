"""One case as a page outside the vault: all that its holder sees of it, with names; the case tells of it before a word is written."""

from collections.abc import Iterator
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from coctui import safetext
from coctui.casework.outside import shown_outside
from coctui.casework.result import Refused
from coctui.host.outside import outside_file
from coctui.models.items import ITEMS, TITLES
from coctui.models.promise import promises
from coctui.screens.blank import pairs_of
from coctui.screens.case_entry import read_entry, stamp_of
from coctui.screens.item_form import FORMS, PERSON, filled
from coctui.screens.opened import Opened, read_opened

if TYPE_CHECKING:
    from coctui.vault.door import Vault


def save_case(vault: "Vault", room: str, path: Path, zone: tzinfo, *, replace: bool) -> None:
    """Record that it was saved, then save it for its maker alone to read. Raises `NotSaved`, `VaultError`."""
    from coctui.vault.errors import NotAllowed

    acts = shown_outside(vault.case(room), vault.me, "saved", "case")
    if isinstance(acts, Refused):
        raise NotAllowed(acts.sentence, code=acts.code)
    with outside_file(path, replace=replace) as file:
        vault.record(room, acts)
        file.write(as_page(read_opened(vault, room), zone).encode())


def as_page(opened: Opened, zone: tzinfo) -> str:
    """Head, promises, report data, people, timeline: Markdown, cleaned line by line."""
    return (
        "\n".join([*_head(opened, zone), *_data(opened, zone), *_people(opened, zone), *_timeline(opened, zone)]) + "\n"
    )


def _head(opened: Opened, zone: tzinfo) -> Iterator[str]:
    row = opened.row
    yield f"# {safetext.line(row.case)}"
    yield from ("", f"{safetext.line(row.gloss)} · {row.status}".strip(" ·"), "", "## Promises", "")
    for promise in promises(opened.case):
        done = f", {stamp_of(promise.done.timestamp(), zone)}" if promise.done else ""
        why = f": {promise.reason}" if promise.reason else ""
        yield f"* {promise.kind}, due {stamp_of(promise.due.timestamp(), zone)}: {promise.state}{done}{why}"


def _data(opened: Opened, zone: tzinfo) -> Iterator[str]:
    yield from ("", "## Report data", "")
    for name in ITEMS:
        item = opened.case.item(name)
        yield f"* {TITLES[name]}: {item.state if item else 'not asked'}"
        if item is not None and item.state == "recorded":
            yield from _said(filled(FORMS[name], item.value, zone))


def _people(opened: Opened, zone: tzinfo) -> Iterator[str]:
    if opened.case.persons:
        yield from ("", "## People", "")
    for person in opened.case.persons:
        yield f"* person {safetext.line(person.code)}, {person.part}"
        yield from _said({**filled(PERSON, person, zone), "handles": _handles(filled(PERSON, person, zone)["handles"])})


def _handles(text: str) -> str:
    return "\n".join(f"{name} on {platform}" for platform, name in pairs_of(text).items())


def _said(texts: dict[str, str]) -> Iterator[str]:
    for field, text in texts.items():
        if text not in ("", "no", "unknown"):
            yield f"  * {field.replace('_', ' ')}: " + "\n    ".join(safetext.block(text).splitlines())


def _timeline(opened: Opened, zone: tzinfo) -> Iterator[str]:
    yield from ("", "## Timeline")
    for event in opened.case.entries:
        read = read_entry(opened, event, zone)
        yield from ("", f"### {read.title}")
        for title, text in read.named if read.named is not None else read.parts:
            yield from ("", *([f"**{safetext.line(title)}**", ""] if title else []), *safetext.block(text).splitlines())
