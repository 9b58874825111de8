"""A report while it is taken down: words first, everything else later, nothing needed."""

import json
from typing import Self

from pydantic import ValidationError

from coctui.models.draft import IntakeForm, Utc

KEY = "dictation"
"""The key under which it is kept as a draft of the vault, sealed, to be gone on with."""


class Dictation(IntakeForm):
    """What is written so far; only saving it as a report needs words."""

    text: str = ""
    began: Utc | None = None

    def as_draft(self) -> str:
        """The text of a draft of the vault."""
        return json.dumps(self.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False)

    @classmethod
    def of_draft(cls, text: str | None) -> Self | None:
        """What was begun; `None` for nothing, and for a draft that somebody else wrote."""
        try:
            return cls.model_validate_json(text) if text else None
        except ValidationError:
            return None

    def form(self) -> IntakeForm | None:
        """The report to open a case from; `None` while there are no words."""
        if not self.text.strip():
            return None
        return IntakeForm.model_validate(self.model_dump(exclude={"began"}))
