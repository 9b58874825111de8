"""What the commands about promises print with --json; the rules of `answers` hold here, too."""

from coctui.cli.answers import Answer, Time


class DueAnswer(Answer):
    """A line of `due`: a promise that is open, `late` if its time has passed."""

    case: str
    kind: str
    due: Time
    late: bool


class DueList(Answer):
    """`due`: what is open in the cases that one holds, by when it is due; `file` where it was saved as a calendar."""

    promises: tuple[DueAnswer, ...]
    file: str = ""


class SectionAnswer(Answer):
    """A heading of a page, and the words under it."""

    title: str
    words: tuple[str, ...]


class Page(Answer):
    """A page of *right now*; page 2 says who is on shift, next, and may be woken."""

    page: int
    title: str
    sections: tuple[SectionAnswer, ...]
    with_you: tuple[str, ...]


class RightNow(Answer):
    """`right-now`."""

    pages: tuple[Page, ...]


class WordsLine(Answer):
    """A page or template, `own` if the team wrote it itself."""

    words: str
    own: bool


class WordsList(Answer):
    """`words list`."""

    words: tuple[WordsLine, ...]


class WordsShown(Answer):
    """`words show`, `words set`, `words reset`: the words as they are used now."""

    words: str
    own: bool
    text: str
