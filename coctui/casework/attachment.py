"""Files of a case: added with their bytes as they are, seen by every holder."""

from typing import NamedTuple

from coctui.casework.record import writing
from coctui.casework.result import Acts, Refused, refuse
from coctui.casework.text import cut_line
from coctui.models.case import Case
from coctui.models.content_events import Attached, FileRef
from coctui.models.draft import DraftAttachment

LARGEST = 40 * 1024 * 1024
"""Bytes; as much as a mail may bring (intake/mail.py)."""


class Added(NamedTuple):
    """What is recorded, and the bytes that go with it."""

    acts: Acts
    files: dict[str, bytes]


def attach(case: Case, me: str, file: DraftAttachment, id: str) -> Added | Refused:
    """Add a file, its bytes unaltered; the same bytes twice are one file."""
    if (no := writing(case, me)) is not None:
        return no
    if file.size > LARGEST:
        return refuse("file-large")
    if any(held.sha256 == file.sha256 for held in case.files):
        return refuse("file-there")
    ref = FileRef(
        id=id,
        name=cut_line(file.name),
        type=cut_line(file.type),
        real_type=cut_line(file.real_type or ""),
        size=file.size,
        sha256=file.sha256,
    )
    return Added((Attached(file=ref),), {id: file.content})
