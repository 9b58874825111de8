"""Members by name, in the few phrases that a timeline uses."""

from coctui.models.roster import Team


class Named:
    """Names of members of one team; the reader is "you"."""

    def __init__(self, team: Team, me: str = "") -> None:
        self._team, self._me = team, me

    def __call__(self, seat: str, author: str = "") -> str:
        """`Paz`, or `Paz, by Noor`."""
        member = self._team.members.get(seat)
        name = "you" if seat == self._me else member.name if member else "somebody"
        return f"{name}, by {self(author)}" if author else name

    def verb(self, verb: str, author: str, comma: str = "") -> str:
        """`recorded by Ilse`."""
        return f"{verb}{comma} by {self(author)}"

    def done(self, author: str) -> str:
        """`by Ilse`."""
        return f"by {self(author)}"
