"""What the commands about texts print with --json; the rules of `answers` hold here, too."""

from coctui.cli.answers import Answer


class DraftText(Answer):
    """`message draft`: a text to go on with."""

    case: str
    kind: str
    text: str


class LeakAnswer(Answer):
    """One thing to look at: `sign` is `!` where it tells of somebody, `~` where it may."""

    start: int
    end: int
    """Where it stands, in characters."""
    line: int
    """In which line, from 1."""
    sign: str
    said: str
    what: str
    say: str
    """How else to say it."""
    times: int


class DraftCheck(Answer):
    """`message check`, `message keep`: what a text tells, as far as can be looked up."""

    case: str
    kind: str
    leaks: tuple[LeakAnswer, ...]
    nothing_of: tuple[str, ...]
    """What was looked for and not found."""
    guessable: str
    """Why who reported may be guessed although nothing names them."""
    needs_reader: bool
    kept: bool = False


class ReadAnswer(Answer):
    """What a second reader said: `may go` or `please change`."""

    by: str
    said: str
    text: str


class KeptAnswer(Answer):
    """`message show`, `message read`: the text that is kept."""

    case: str
    kind: str
    text: str
    by: str
    reads: tuple[ReadAnswer, ...]
    may_go: bool


class SavedMail(Answer):
    """`message save`: the file; `read_by` is empty where nobody else read the text."""

    case: str
    kind: str
    file: str
    read_by: str
