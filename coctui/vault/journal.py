"""A member's own sheet as it lies in the file: written whole now and then, and after that only what changed.

Works on plain JSON and knows no fields. Each row has a fresh id and a change names the row before it, so that two copies
of a vault hold two branches of one sheet, which meet here without asking which came first (VAULT.md 7).
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from coctui.models.noun import Noun

Plain = dict[str, Any]


class Entry(NamedTuple):
    """One opened row of a sheet."""

    version: int
    after: bytes | None
    """The row that it changes; `None`: it holds the sheet whole."""
    said: Plain
    size: int
    """Bytes as sealed."""


class Branch(NamedTuple):
    """A sheet and the rows that it was read from, oldest first."""

    rows: tuple[bytes, ...]
    version: int
    sheet: Plain
    whole: bool
    """Whether it begins where it should: nothing before its first row is missing."""


def branches(entries: Mapping[bytes, Entry]) -> list[Branch]:
    """What the rows come to, oldest first: one branch as a rule, more where copies met or a row in between is gone."""
    followed = {entry.after for entry in entries.values()}
    found = [_branch(entries, id) for id in entries if id not in followed]
    return sorted(found, key=lambda branch: (branch.version, branch.rows))


def _branch(entries: Mapping[bytes, Entry], newest: bytes) -> Branch:
    rows: list[bytes] = []
    at: bytes | None = newest
    while at is not None and at in entries and at not in rows:
        rows.append(at)
        at = entries[at].after
    rows.reverse()
    sheet: Plain = {}
    for id in rows:
        _change(sheet, entries[id].said, keep_gone=at is not None)
    return Branch(tuple(rows), entries[newest].version, sheet, at is None)


def _change(sheet: Plain, change: Plain, *, keep_gone: bool) -> None:
    """Make a change: of a mapping single entries, `null` for one that goes; of all else the whole value.

    In place: 64 changes of a list of 10,000 would else copy it 64 times. `keep_gone`: those stay as `null`, for what
    this is itself a change of.
    """
    for name, value in change.items():
        before = sheet.setdefault(name, {}) if isinstance(value, dict) else None
        if not isinstance(before, dict):
            sheet[name] = value
            continue
        for key, each in value.items():
            if each is not None or keep_gone:
                before[key] = each
            else:
                before.pop(key, None)


def met(found: list[Branch]) -> Plain:
    """All branches as one, oldest first: nothing that was noted in one is lost, and what was taken back stays so."""
    sheet: Plain = {}
    for branch in found:
        sheet |= {name: _met(sheet.get(name), value) for name, value in branch.sheet.items()}
    return sheet


def _met(before: Any, after: Any) -> Any:
    """One field of two branches."""
    if isinstance(after, dict):
        entries = before if isinstance(before, dict) else {}
        entries = entries | {key: _newer(entries.get(key), each) for key, each in after.items()}
        return {key: each for key, each in entries.items() if each is not None}
    if isinstance(after, list) and isinstance(before, list):
        return before + [each for each in after if each not in before]
    return after


def _newer(before: Any, after: Any) -> Any:
    """Of two entries under one key: the one that was taken back, else the one that says a later time, else the newer."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return after
    if before.get("gone") or after.get("gone"):
        return before if before.get("gone") else after
    return before if str(before.get("at", "")) > str(after.get("at", "")) else after


def difference(before: Noun, after: Noun) -> Plain:
    """What makes one sheet of the other."""
    change: Plain = {}
    for name in type(after).model_fields:
        old, new = getattr(before, name), getattr(after, name)
        if old is new or old == new:
            continue
        if isinstance(new, Mapping):
            gone = dict.fromkeys(set(old) - set(new))
            change[name] = {key: _plain(value) for key, value in new.items() if old.get(key) != value} | gone
        else:
            change[name] = _plain(new)
    return change


def _plain(value: Any) -> Any:
    if isinstance(value, Noun):
        return value.model_dump(mode="json", exclude_defaults=True)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value
