"""What `show` says of work that changes hands, of leave, and of other cases: as an answer and as lines."""

from collections.abc import Iterator, Sequence

from coctui.casework.consent import USES
from coctui.casework.handover import numbered
from coctui.cli.company_answers import Company, Leaves, OfferedLine
from coctui.cli.paper import Clock, pad, wrap
from coctui.models.case import Case
from coctui.models.handover import consent_of, given_back, joined_into, offers, ties, took_in
from coctui.models.row import Row


def codes_of(rows: Sequence[Row]) -> dict[str, str]:
    """The code names of the cases that a reader holds."""
    return {row.room: row.case for row in rows if row.access == "cleared"}


def company_answer(case: Case, reader: str, rows: Sequence[Row]) -> Company:
    """For --json. A tie is told in both cases, whichever of them keeps it; `rows` are those that the reader sees."""
    codes = codes_of(rows)
    tied = {*ties(case), *(row.room for row in rows if case.room in row.tied)}
    giver = {offer.link: offer.giver for offer in offers(case)}
    members = case.access.team.members
    lines = tuple(
        OfferedLine(
            number=number, sort=line.sort, text=line.text, duty=line.duty or "", due=line.due, by=members[giver[link]].name
        )
        for number, (link, _, line) in enumerate(numbered(case, reader), start=1)
    )  # fmt: skip
    into = joined_into(case)
    return Company(
        offered=lines,
        free=given_back(case),
        leave=tuple(_leave(case)),
        tied=tuple(sorted(codes[room] for room in tied if room in codes)),
        joined_into=codes.get(into or "", ""),
        took_in=tuple(sorted(codes[room] for room in took_in(case) if room in codes)),
    )


def _leave(case: Case) -> Iterator[Leaves]:
    people = [(None, "the reporter"), *((person.id, f"person {person.code}") for person in case.persons)]
    for id, name in people:
        said = consent_of(case, id)
        if any(getattr(said, use) for use in USES):
            yield Leaves(person=name, **{use: getattr(said, use) for use in USES})


def company_lines(company: Company, clock: Clock) -> Iterator[str]:
    """For a person; nothing where there is nothing to say."""
    if company.offered:
        yield from ("", "Handed over to you: accept it line by line, or all of it, with take-over")
        for line in company.offered:
            due = f", by {clock.stamp(line.due.timestamp())}" if line.due else ""
            said = " · ".join(part for part in (f"duty: {line.duty}" if line.duty else "", line.text) if part)
            head = f"  {line.number:>3}  {pad(line.sort, 9)} "
            for row in wrap(f"{said}{due}, by {line.by}", len(head)):
                yield head + row.strip()
                head = " " * len(head)
    if company.free:
        yield from ("", f"  ~ nobody has: {', '.join(company.free)}. Say yes with take-over --free")
    if company.leave:
        yield from ("", "Leave")
        for leave in company.leave:
            given = {"yes": "+", "no": "-"}
            uses = [f"{given[word]} {USES[use]}" for use in USES if (word := getattr(leave, use))]
            yield f"  {pad(leave.person, 16)} {'   '.join(uses)}"
    for head, names in (("Tied to", company.tied), ("Took in", company.took_in), ("Went into", (company.joined_into,))):
        if any(names):
            yield from ("", f"{pad(head, 10)} {', '.join(names)}")
