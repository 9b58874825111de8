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
