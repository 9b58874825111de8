"""`export`: one case as a file outside the vault; the case tells of it."""

import io
import json
import os

from coctui.casework.outside import shown_outside
from coctui.cli import answers
from coctui.cli.call import Call, settled
from coctui.cli.outside import saved_outside
from coctui.cli.paper import Bold, Paper
from coctui.cli.reading import after_people, timeline_rows
from coctui.cli.shapes import case_answer, entry_answers
from coctui.cli.sheet import case_sheet
from coctui.host.folders import typed_path

SAVED = "Saved for you alone to read, and recorded on the timeline. No strike and no recusal reaches this file."


def export(call: Call) -> None:
    """All of a case that its holder sees, with its timeline."""
    args = call.args
    with call.unlocked() as vault:
        room = call.room(vault)
        row = next(row for row in vault.rows() if row.room == room)
        case, clock = after_people(vault, room), call.clock(vault)
        acts = settled(shown_outside(case, vault.me, "saved", "case"))
        path = typed_path(call.typed(args.output, "File: "))
        if args.format == "json":
            told = answers.Told(case=row.case, entries=entry_answers(case))
            shown = case_answer(case, row.case, vault.me, vault.rows())
            made = {"case": shown.model_dump(mode="json"), "timeline": told.model_dump(mode="json")["entries"]}
            text = json.dumps(made, ensure_ascii=True, indent=1) + "\n"
        else:
            page = io.StringIO()
            paper = Paper(page)
            paper.lines(case_sheet(case, row, vault.me, clock, names=not args.no_names))
            paper.line("")
            paper.lines(timeline_rows(case, row.case, vault.me, clock, full=not args.no_names, pinned=False))
            text = page.getvalue()
        with saved_outside(path, replace=args.replace) as file:
            vault.record(room, acts)
            file.write(text.encode())
        answer = answers.Saved(file=os.fspath(path), cases=(row.case,))
    call.say(answer, [(Bold(row.case), f"   {SAVED}")])
