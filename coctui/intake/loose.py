"""A file from this computer, on its way into a case: its bytes as they are, and what they look like."""

import mimetypes
from pathlib import Path

from coctui.intake.attachment import of_bytes
from coctui.intake.errors import IntakeError
from coctui.models.draft import DraftAttachment


class NotRead(IntakeError):
    """A file could not be read: a code, and a sentence that names no path, which may hold a name."""

    def __init__(self, code: str, sentence: str) -> None:
        self.code, self.sentence = code, sentence
        super().__init__(sentence)


def file_at(path: Path, largest: int) -> DraftAttachment:
    """The file at a path, of at most `largest` bytes. Raises `NotRead`."""
    try:
        if not path.is_file():
            raise NotRead("no-file", "There is no file of that name. Write its whole path.")
        if path.stat().st_size > largest:
            raise NotRead(
                "file-large",
                f"That file is larger than {largest // 1024 // 1024} MB. Keep it elsewhere, and note where.",
            )
        content = path.read_bytes()
    except (OSError, ValueError):
        raise NotRead("not-readable", "That file cannot be read here. Nothing was changed.") from None
    declared = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return of_bytes(path.name, declared, content)
