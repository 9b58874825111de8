"""`init`, `member …`: who is on the team."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from coctui.casework import team as rules
from coctui.casework.result import Refused
from coctui.cli import passphrase as secret
from coctui.cli import team_answers
from coctui.cli.call import Call, settled
from coctui.cli.paper import Bold, pad
from coctui.cli.trouble import Trouble, Usage
from coctui.host.filesystem import examine
from coctui.models import team_events
from coctui.models.roster import Profile, Role

if TYPE_CHECKING:
    from coctui.vault.door import Vault

SYNCED = "seems to watch this folder. It may bring back older files, in which recusals are undone: keep the vault outside of it."


def init(call: Call) -> None:
    """Start a team: a new vault, its first member a chair or lead."""
    from coctui.vault.door import Vault

    args = call.args
    roles = settled(rules.founding_roles(args.role))
    name = _name(call, args.name)
    founding = team_events.Founded(
        format=1,
        conference=_short(args.conference),
        first_day=_day(args.first_day),
        last_day=_day(args.last_day),
        zone=_zone(args.zone),
        profile=Profile(name=name, zone=_zone(args.zone)),
        roles=roles,
    )
    made = Vault.create(call.path, name=name, passphrase=call.new_passphrase(), founding=founding, source=call.source)
    with call.opened(made) as vault:
        answer = team_answers.Founded(conference=vault.team.conference, member=name, roles=_sorted(roles))
        rows = [
            "The vault is made, and you are its first member.",
            "Keep the passphrase on paper: nobody can open your seat without it.",
            *([f"! {client} {SYNCED}"] if (client := examine(call.path).synced) else []),
            "Next: coctui member invite NAME --role ROLE",
        ]
        call.say(answer, rows)


def invite(call: Call) -> None:
    """Invite somebody: a code that works once."""
    roles = settled(rules.roles_of(call.args.role))
    with call.unlocked() as vault:
        name = _name(call, call.args.member)
        if (no := rules.may_invite(vault.team, vault.me, roles, call.now())) is not None:
            settled(no)
        _say_code(call, name, roles, vault.invite(name, roles))


def renew(call: Call) -> None:
    """A new seat for somebody who lost every way in, or who comes back; the old one is closed."""
    with call.unlocked() as vault:
        seat = settled(rules.find_anybody(vault.team, call.typed(call.args.member, "Member: ")))
        if (no := rules.may_renew(vault.team, vault.me, seat, call.now())) is not None:
            settled(no)
        member = vault.team.members[seat]
        _say_code(call, member.name, tuple(member.roles), vault.renew(seat))


def _say_code(call: Call, name: str, roles: tuple[Role, ...], code: str) -> None:
    answer = team_answers.Invited(member=name, roles=_sorted(roles), code=code)
    rows = [
        f"The code for {name}, shown this once:",
        "",
        ("    ", Bold(code)),
        "",
        "Tell it by voice or on paper, not by mail. With the vault file they run:",
        "    coctui member accept NAME",
    ]
    call.say(answer, rows)


def accept(call: Call) -> None:
    """Join with a code, under the name to unlock with."""
    from coctui.vault.door import Vault

    name = _name(call, call.args.member)
    code = _code(call)
    joined = Vault.accept(call.path, name=name, code=code, passphrase=call.new_passphrase(), source=call.source)
    with call.opened(joined) as vault:
        words = vault.words(vault.me)
        answer = team_answers.Joined(member=vault.member.name, roles=_sorted(tuple(vault.member.roles)), words=words)
        rows = [
            f"You are on the team as {vault.member.name}.",
            "Read these six words to a colleague by voice, to be sure that it is you:",
            "",
            f"    {words}",
        ]
        call.say(answer, rows)


def _code(call: Call) -> str:
    if call.args.code_file not in (None, "-"):
        return secret.first_line(Path(call.args.code_file), "code").strip()
    if call.interactive:
        return secret.asked(call.stderr, "The code: ").strip()
    return call.stdin.readline().strip()


def list_members(call: Call) -> None:
    """Everybody on the team, and who is invited."""
    with call.unlocked() as vault:
        team = vault.team
        members = tuple(
            team_answers.MemberAnswer(
                member=member.name, roles=_sorted(tuple(member.roles)), you=seat == vault.me, compared=member.compared
            )
            for seat, member in team.active.items()
        )
        invitations = tuple(
            team_answers.InvitationAnswer(
                member=invite.name,
                roles=_sorted(tuple(invite.roles)),
                since=datetime.fromtimestamp(invite.at, UTC),
                renews=rules.name_of(team, invite.renews or ""),
            )
            for invite in team.invites.values()
        )
        rows = [f"{team.conference}", ""]
        for member in members:
            beside = "you" if member.you else "" if member.compared else "key not compared"
            rows.append(f"  {pad(member.member, 24)} {pad(', '.join(member.roles), 24)} {beside}")
        rows += [f"  {pad(waits.member, 24)} {pad(', '.join(waits.roles), 24)} invited" for waits in invitations]
        call.say(team_answers.Members(conference=team.conference, members=members, invitations=invitations), rows)


def role(call: Call) -> None:
    """Give a member other roles."""
    roles = settled(rules.roles_of(call.args.role))
    with call.unlocked() as vault:
        seat = call.member(vault.team, call.args.member)
        vault.manage(*settled(rules.change_role(vault.team, vault.me, seat, roles, call.now())))
        _say_changed(call, vault, seat, f"is {' and '.join(_sorted(roles))} now.")


def remove(call: Call) -> None:
    """Remove a member, or take back an invitation; a chair by another chair, or by two leads."""
    with call.unlocked() as vault:
        text = call.typed(call.args.member, "Member: ")
        found = rules.find_member(vault.team, text)
        if isinstance(found, Refused) and found.code == "no-such-member":
            _withdraw(call, vault, text)
            return
        seat = settled(found)
        name, roles = rules.name_of(vault.team, seat), _sorted(tuple(vault.team.members[seat].roles))
        acts = rules.remove(vault.team, vault.me, seat, call.now())
        if not isinstance(acts, Refused):
            vault.manage(*acts)
            waits = False
        elif acts.code == "needs-two-leads" and vault.me in vault.team.having("lead"):
            waits = not _seconded(vault, seat)
        else:
            waits = bool(settled(acts))
        said = f"{name} is not on the team any more. What they wrote stays."
        if waits:
            said = f"{name} is a chair: it counts when another lead says the same within seven days."
        answer = team_answers.MemberChanged(member=name, act="remove", roles=roles if waits else (), waits=waits)
        call.say(answer, [said])


def _seconded(vault: "Vault", seat: str) -> bool:
    """Whether another lead's word waited here and this one carries it; else this one waits from now on."""
    from coctui.vault.errors import NotAllowed

    try:
        vault.manage(team_events.Removed(seat=seat))
    except NotAllowed:
        vault.move_removal(seat)
        return False
    return True


def _withdraw(call: Call, vault: "Vault", text: str) -> None:
    invite = settled(rules.find_invite(vault.team, text))
    settled(rules.withdraw(vault.team, vault.me, invite, call.now()))
    vault.withdraw(invite.id)
    answer = team_answers.MemberChanged(member=invite.name, act="withdraw", roles=_sorted(tuple(invite.roles)))
    call.say(answer, [f"The invitation for {invite.name} is taken back; its code opens nothing now."])


def compare(call: Call) -> None:
    """Six words of a member's key; with --same, that they were compared by voice."""
    with call.unlocked() as vault:
        seat = call.member(vault.team, call.args.member)
        words = vault.words(seat)
        if call.args.same:
            vault.manage(*settled(rules.compare(vault.team, vault.me, seat, call.now())))
        name = rules.name_of(vault.team, seat)
        roles = _sorted(tuple(vault.team.members[seat].roles))
        said = (
            "recorded: the words were the same."
            if call.args.same
            else "If they are the same: coctui member compare NAME --same"
        )
        rows = [f"Six words of the key of {name}; compare them by voice:", "", f"    {words}", "", said]
        call.say(team_answers.MemberChanged(member=name, act="compare", roles=roles, words=words), rows)


def _say_changed(call: Call, vault: "Vault", seat: str, said: str) -> None:
    name = rules.name_of(vault.team, seat)
    roles = _sorted(tuple(vault.team.members[seat].roles))
    call.say(
        team_answers.MemberChanged(member=name, act=call.args.command.partition(" ")[2], roles=roles),
        [f"{name} {said}"],
    )


def _name(call: Call, text: str) -> str:
    name = " ".join(call.typed(text, "Name: ").split())
    if not name:
        raise Usage("A name is needed.")
    return _short(name)


def _short(text: str) -> str:
    if len(text) > 200:
        raise Trouble("too-long", "A name has at most 200 letters.")
    return text


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise Usage("A day is written like 2026-12-04.") from None


def _zone(text: str) -> str:
    try:
        return ZoneInfo(text).key if text else ""
    except (OSError, ValueError, KeyError):
        raise Usage("This time zone is not known here. Write it like Europe/Berlin, or leave it out.") from None


def _sorted(roles: tuple[Role, ...]) -> tuple[str, ...]:
    return tuple(role for role in rules.ROLES if role in roles)
