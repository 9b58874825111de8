"""`import`, `new`: what came in becomes a case each."""

import json
from collections.abc import Iterator, Sequence
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from coctui.casework import codename, opening
from coctui.casework.access import first_acts
from coctui.casework.conflict import texts_of, touched
from coctui.casework.result import Acts, sentence
from coctui.casework.team import name_of
from coctui.cli import answers
from coctui.cli.access import EVERYBODY, not_asked
from coctui.cli.call import Call, settled
from coctui.cli.paper import Bold, wrap
from coctui.cli.questions import Questions, begun
from coctui.cli.reading import code_name
from coctui.cli.trouble import DONE, UNREADABLE, Trouble
from coctui.intake.errors import IntakeError
from coctui.intake.form import LARGEST, from_json
from coctui.intake.source import read
from coctui.models.awake import zone_of
from coctui.models.dictation import KEY, Dictation
from coctui.models.draft import DraftLine, IntakeForm, ReportDraft
from coctui.models.hours import policy_on

if TYPE_CHECKING:
    from coctui.models.roster import Team
    from coctui.vault.door import Vault

KEPT = "could not be read, kept as it came"


class Doors(NamedTuple):
    """Whom the opener named, before looking at a report."""

    ask: tuple[str, ...]
    admit: tuple[str, ...]
    exclude: tuple[str, ...]
    everybody: bool

    def of(self, team: "Team", me: str, report: ReportDraft | IntakeForm) -> tuple[Acts, tuple[answers.LeftOut, ...]]:
        """The acts for one report; with `all`, members whom it seems to touch are left for a person to decide."""
        if not self.everybody:
            return settled(first_acts(team, me, ask=self.ask, admit=self.admit, exclude=self.exclude)), ()
        found = touched(team, texts_of(report))
        named = {me, *self.ask, *self.admit, *self.exclude}
        left = tuple(
            answers.LeftOut(member=name_of(team, seat), matched=what)
            for seat, what in found.items()
            if seat not in named
        )
        others = tuple(seat for seat in team.active if seat not in named and seat not in found)
        return settled(first_acts(team, me, ask=(*self.ask, *others), admit=self.admit, exclude=self.exclude)), left


def _doors(call: Call, team: "Team", me: str) -> Doors:
    args = call.args
    ask = tuple(call.member(team, text) for text in args.ask if text != EVERYBODY)
    admit = tuple(call.member(team, text) for text in args.admit)
    exclude = tuple(call.member(team, text) for text in args.exclude)
    doors = Doors(ask, admit, exclude, EVERYBODY in args.ask)
    settled(first_acts(team, me, ask=ask, admit=admit, exclude=exclude))  # refused before anything is read
    return doors


def import_mail(call: Call) -> int:
    """Each mail becomes a case of its own, confirmed one by one; 5 at the end if one could not be read."""
    if call.args.dry_run:
        return _dry_run(call)
    status, read_well, unread = DONE, 0, 0
    with call.unlocked() as vault:
        importing = Importing(call, vault)
        for path, number, draft in _drafts(call):
            line = importing.take(path, number, draft)
            _say_imported(call, line)
            if line.outcome in ("kept", "not read"):
                status, unread = UNREADABLE, unread + 1
            else:
                read_well += 1
            _progress(call, read_well + unread)
        _progress(call, 0)
    if unread:
        mails = "mail" if read_well == 1 else "mails"
        call.remark(f"{read_well} {mails} read, {unread} could not be; their bytes are kept where there were any.")
    return status


def _drafts(call: Call) -> Iterator[tuple[str, int, ReportDraft | None]]:
    """Every mail of every path with its number there; `None` for a path that could not be opened."""
    for path in call.args.paths:
        try:
            for number, draft in enumerate(read(Path(path), call.now()), 1):
                yield path, number, draft
        except IntakeError as error:
            call.remark(f"coctui: {error}")
            yield path, 0, None


class Importing:
    """One import: whom the opener named, and the code names that are known so far."""

    def __init__(self, call: Call, vault: "Vault") -> None:
        self.call, self.vault = call, vault
        self.doors = _doors(call, vault.team, vault.me)
        # read once: thousands of mails may come in at a time
        self.names = {row.room: row.case for row in vault.rows()}
        self.taken = set(self.names.values())

    def take(self, path: str, number: int, draft: ReportDraft | None) -> answers.Imported:
        """Open a case for a mail, in one transaction, unless its bytes are in a visible case already."""
        place = draft.path if draft else path
        if draft is None or not (draft.readable or draft.raw):
            warnings = draft.warnings if draft else ()
            return _imported(place, number, "not read", warnings=warnings)
        room = self.vault.known(draft.sha256)
        if room is not None:
            return _imported(place, number, "already here", self._name(room))
        acts, left = self.doors.of(self.vault.team, self.vault.me, draft)
        source = self.call.source
        code = codename.draw(source.choose)
        policy = policy_on(self.vault.team, draft.received or self.call.now())
        made = opening.open_from_draft(
            draft, policy=policy, code_name=code, ids=source.id, now=self.call.now(), doors=acts
        )
        room = self.vault.open_case(made.acts, made.files)
        outcome = "opened" if draft.readable else "kept"
        return _imported(place, number, outcome, self._name(room, code[0]), warnings=draft.warnings, left_out=left)

    def _name(self, room: str, code: str = "") -> str:
        """A case's name; of one that was just opened under `code` that, unless another visible case has it too."""
        if room not in self.names:
            alone = code and code not in self.taken
            self.names[room] = code if alone else code_name(self.vault, room)
            self.taken |= {code, self.names[room]}
        return self.names[room]


def _imported(
    path: str,
    number: int,
    outcome: str,
    case: str | None = None,
    *,
    warnings: tuple[str, ...] = (),
    left_out: tuple[answers.LeftOut, ...] = (),
) -> answers.Imported:
    return answers.Imported(path=path, number=number, outcome=outcome, case=case, warnings=warnings, left_out=left_out)


def _say_imported(call: Call, line: answers.Imported) -> None:
    sign, said = {
        "opened": ("+", "opened"),
        "kept": ("~", KEPT),
        "already here": ("·", "is here already"),
        "not read": ("!", "not read"),
    }[line.outcome]
    where = f"{line.path}" if line.number <= 1 else f"{line.path}, mail {line.number}"
    rows: list[Sequence[str] | str] = [(f"{sign} ", Bold(line.case or "-"), f"   {said}: {where}")]
    rows += [f"    ~ {warning}" for warning in line.warnings if line.outcome != "already here"]
    rows += [not_asked(left) for left in line.left_out]
    call.say(line, rows)
    call.stdout.flush()


def _progress(call: Call, done: int) -> None:
    """On a terminal only, and only where the results go elsewhere; 0 wipes it."""
    if call.stderr.isatty() and not call.stdout.isatty():
        call.prompt(f"\r{done} mails" if done else "\r          \r")


def _dry_run(call: Call) -> int:
    """What would be read, and nothing else: no vault, no passphrase."""
    status = DONE
    for _, number, draft in _drafts(call):
        if draft is None:
            status = UNREADABLE
            continue
        line = DraftLine.of(draft)
        if not draft.readable:
            status = UNREADABLE
        if call.args.json:
            call.stdout.write(json.dumps(line.model_dump(mode="json", by_alias=True), ensure_ascii=True) + "\n")
            continue
        when = f"{line.date:%Y-%m-%d %H:%M} UTC" if line.date else "no date"
        rows = [f"{line.path}, mail {number}", f"    {when}", f"    {line.from_}", f"    {line.subject}"]
        rows += [f"    {file.name or 'unnamed'}, {file.type}, {file.size:,} bytes" for file in line.attachments]
        rows += [f"    ~ {warning}" for warning in line.warnings]
        call.paper.lines([*rows, *wrap((line.text or line.html_text)[:400], 6), ""])
    return status


def new(call: Call) -> None:
    """Take down a report: from a JSON file, or question by question."""
    form = None if call.args.form is None else _form(call)
    with call.unlocked() as vault:
        doors = _doors(call, vault.team, vault.me)
        zone = zone_of(vault.team, vault.me)
        asked = form is None
        form = form or _asked(call, vault, zone)
        acts, left = doors.of(vault.team, vault.me, form)
        source = call.source
        made = opening.open_from_form(
            form,
            policy=policy_on(vault.team, form.received or call.now()),
            code_name=codename.draw(source.choose),
            ids=source.id,
            choose=source.choose,
            now=call.now(),
            doors=acts,
            zone=zone,
        )
        code = code_name(vault, vault.open_case(made.acts, made.files))
        if asked:
            vault.drop_draft(KEY)
        remarks = tuple(sentence(notice) for notice in made.notices)
        if form.consent == "no":
            remarks += (
                "The reporter did not want the rest of the team to be told: think of it before you ask anybody.",
            )
        answer = answers.Opened(
            case=code,
            asked=_names(vault.team, acts, "asked/1"),
            admitted=_names(vault.team, acts, "admitted/1"),
            excluded=_names(vault.team, acts, "excluded/1"),
            left_out=left,
            remarks=remarks,
        )
        rows: list[Sequence[str] | str] = [(Bold(code), "   opened")]
        call.say(answer, [*rows, *(not_asked(line) for line in left), *(f"    ~ {remark}" for remark in remarks)])


def _asked(call: Call, vault: "Vault", zone: tzinfo) -> IntakeForm:
    """Question by question; each answer is kept as a draft before the next, until the case is open."""

    def keep(taken: Dictation) -> None:
        vault.save_draft(KEY, taken.as_draft())

    return Questions(call, zone, begun(call, vault.draft(KEY)), keep).form()


def _form(call: Call) -> IntakeForm:
    if call.args.form == "-":
        return from_json(call.stdin.read(LARGEST + 1).encode("utf-8", "replace"))
    try:
        with Path(call.args.form).open("rb") as file:
            return from_json(file.read(LARGEST + 1))
    except (OSError, ValueError):
        raise Trouble("unreadable", "The form could not be opened: check its path.", UNREADABLE) from None


def _names(team: "Team", acts: Acts, kind: str) -> tuple[str, ...]:
    return tuple(name_of(team, str(getattr(act, "seat", ""))) for act in acts if act.kind == kind)
