"""`backup` and `restore`: copies of the vault, made, listed and put back."""

from pathlib import Path
from typing import TYPE_CHECKING

from coctui.cli import care_answers as answers
from coctui.cli.call import Call
from coctui.cli.care import showing_progress
from coctui.cli.trouble import DONE, NO_VAULT, Trouble, Usage
from coctui.host.folders import typed_path
from coctui.vault.kept import NO_FOLDER, SECOND, STANDS, second_place

if TYPE_CHECKING:
    from coctui.vault.door import Vault


def backup(call: Call) -> int:
    """Copy the vault while others work, and check the copy; or list the copies, or say where they come by themselves."""
    if call.args.list:
        with call.unlocked() as vault:
            _list(call, vault)
        return DONE
    if call.args.second is not None or call.args.forget is not None:
        _set(call)
        return DONE
    with showing_progress(call) as progress, call.unlocked() as vault:
        made = vault.backup(typed_path(call.args.to) if call.args.to is not None else None, progress)
        paths, left = tuple(map(str, made.paths)), vault.out_of_reach
        rows = [f"+ {path}" for path in paths]
        if made.verdict.ok:
            rows.append("Compared with the vault row by row, opened and checked: everything fits.")
        else:
            rows += [f"! {found.sentence}" for found in made.verdict.findings]
            rows.append("The copy is as damaged as the vault. Run: coctui verify")
        rows += [f"Not renewed, since it is not there: {path}" for path in left]
        call.say(answers.BackedUp(paths=paths, ok=made.verdict.ok, out_of_reach=left), rows)
        return DONE if made.verdict.ok else NO_VAULT


def _list(call: Call, vault: "Vault") -> None:
    clock, rows, listed = call.clock(vault), list[str](), list[answers.CopyAnswer]()
    for kept in vault.copies():
        stands = kept.standing or "not there"
        listed.append(answers.CopyAnswer(path=str(kept.path), made=kept.at, stands=stands, put_aside=kept.put_aside))
        aside = ", put aside when a copy was restored" if kept.put_aside else ""
        rows.append(f"{clock.stamp(kept.at.timestamp()) if kept.at else '':14}{kept.path}")
        rows.append(f"{'':14}{STANDS[stands]}{aside}")
    call.say(answers.Copies(copies=tuple(listed)), rows or ["No copies are known on this computer."])


def _set(call: Call) -> None:
    with call.unlocked() as vault:
        if call.args.second is not None:
            second = call.args.second
            place = second_place(second, make=True)
            if place is None:
                raise Trouble("no-folder", NO_FOLDER)
            vault.write_settings({SECOND: place})
        if call.args.forget is not None:
            vault.forget_copies(Path(call.args.forget))
        _list(call, vault)


def restore(call: Call) -> None:
    """Put a copy in the place of the vault, or take back into use an older file that lies there."""
    from coctui.vault.door import Vault
    from coctui.vault.unlock import unlock

    accept, copy = call.args.accept_older, call.args.copy
    if copy is None and not accept:
        raise Usage("Name the copy to put back; your coctui's own are listed by: coctui backup --list")
    kept: Path | None = None
    with showing_progress(call) as progress:
        if copy is not None:
            way = call.way_in()
            kept = Vault.restore(
                call.path,
                typed_path(copy),
                lambda path: unlock(path, *way, call.source),
                accept_older=accept,
                source=call.source,
                progress=progress,
            )
        # What a copy lacks was looked at before it was put in place.
        with call.opened(Vault.load(call.unlock(), accept_older=True), work=0) as vault:
            lacks = vault.restored
            rows = ["+ The copy is in the place of the vault." if copy is not None else "+ The vault is in use again."]
            if kept is not None:
                rows.append(f"What was there is kept: {kept}")
            if lacks is not None and not lacks.entries:
                rows.append("Settings and drafts of yours are as they were then.")
            elif lacks is not None:
                who = f" by {' and '.join(lacks.by)}" if lacks.by else ""
                rows += [
                    f"Entries{who} that were here are missing now.",
                    "Whoever stepped aside since then is in their cases again, and must say so anew.",
                    "Your team reads that an older file was taken back into use.",
                ]
            missing, by = (bool(lacks.entries), lacks.by) if lacks is not None else (False, ())
            call.say(answers.PutBack(kept=str(kept) if kept else "", missing=missing, by=by), rows)
