"""`debrief`: figures on what happened, to read, to save for the chair, or as a draft for the public."""

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from coctui.casework.outside import shown_outside
from coctui.casework.result import Refused
from coctui.cli import answers
from coctui.cli.call import Call
from coctui.cli.trouble import Trouble, Usage
from coctui.host.folders import typed_path
from coctui.host.outside import NotSaved
from coctui.models.case import Case
from coctui.reports.counting import debrief as counted
from coctui.reports.debrief import Debrief
from coctui.reports.gathering import Gathered, gather
from coctui.reports.markdown import as_markdown
from coctui.reports.public import for_public
from coctui.reports.saving import as_json, save

if TYPE_CHECKING:
    from coctui.vault.door import Vault


def debrief(call: Call) -> None:
    """The debrief of the cases that one holds; with -o as a file, which each of these cases then tells of."""
    args = call.args
    if args.replace and not args.output:
        raise Usage("--replace belongs to -o FILE.")
    json = args.format == "json" or (args.json and not args.output)
    with call.unlocked() as vault:
        gathered = gather(vault.rows(), lambda room: _read(vault, room))
        if gathered.unread:
            call.remark(f"Cases that cannot be read now, and are in no figure: {gathered.unread}. Run: coctui verify")
        made = counted(gathered.facts, vault.team, call.now())
        if args.public:
            made = for_public(made, vault.team.policy.hold_back)
        if args.output:
            _save(call, vault, made, gathered, json=json)
        elif json:
            call.stdout.write(as_json(made))
        else:
            call.paper.lines(as_markdown(made).splitlines())


def _read(vault: "Vault", room: str) -> Case | None:
    from coctui.vault.errors import VaultError

    with suppress(VaultError):
        return vault.case(room)
    return None


def _save(call: Call, vault: "Vault", made: Debrief, gathered: Gathered, *, json: bool) -> None:
    path = typed_path(call.typed(call.args.output, "File: "))

    def record(code: str) -> None:
        room = gathered.rooms[code]
        acts = shown_outside(vault.case(room), vault.me, "saved", "debrief")
        if isinstance(acts, Refused):
            raise Trouble(acts.code, acts.sentence)
        vault.record(room, acts)

    try:
        cases = save(path, made, record, json=json, replace=call.args.replace)
    except NotSaved as error:
        way_out = " Choose another name, or add --replace." if error.code == "already-there" else ""
        raise Trouble(error.code, error.sentence + way_out) from None
    said = "Saved for you alone to read. Whoever gets it from you can read it too."
    told = (
        f"Recorded on the timeline of {len(cases)} cases." if len(cases) != 1 else "Recorded on the timeline of 1 case."
    )
    call.say(answers.Saved(file=os.fspath(path), cases=cases), [said, told] if cases else [said])
