"""The page of commands says what the table says."""

import importlib
from typing import get_args

from coctui.casework import small
from coctui.cli import answers
from coctui.cli.command import ITEMS, KINDS
from coctui.cli.duty_table import DID, MADE, PROMISES, REASONS, REFERRED
from coctui.cli.page import as_markdown
from coctui.cli.table import CATEGORIES, COMMANDS, OUTCOMES, VIEWS
from coctui.cli.work_table import SMALL
from coctui.models import category, content_events, items, promise, promise_events
from coctui.models.content_events import FileRef
from coctui.models.items import Person
from coctui.widgets.views import VIEWS as KNOWN_VIEWS
from tests.rules.house import ROOT


def test_the_page_is_made_from_the_table() -> None:
    """docs/commands.md is what `python -m coctui.cli.page` writes today."""
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == as_markdown()


def test_every_command_has_a_handler() -> None:
    """And each handler says in a sentence what it does."""
    for command in COMMANDS:
        module, _, name = command.handler.partition(":")
        assert getattr(importlib.import_module(f"coctui.cli.{module}"), name).__doc__


def test_the_table_spells_what_the_models_know() -> None:
    """Words of the command line are those of the models, with dashes; the table itself loads no model."""
    spaced = {word.replace("-", " ") for word in (*KINDS, *OUTCOMES, *ITEMS)}
    known = {*get_args(content_events.MessageKind), *get_args(content_events.Outcome), *items.ITEMS}
    assert spaced == {word.replace("-", " ") for word in known}
    assert [name.replace("-", " ") for name in CATEGORIES] == [name.replace(",", "") for name in category.CATEGORIES]
    assert {word.replace("team-", "team ") for word in PROMISES} == set(get_args(promise.Kind))
    assert {word.replace("team-", "team ") for word in MADE} == set(get_args(promise_events.Made))
    assert {word.replace("-", " ") for word in REASONS} == set(get_args(promise_events.Reason))
    assert {word.replace("-", " ") for word in (*DID, "referred")} == set(get_args(promise_events.Did))
    assert {word.replace("-", " ") for word in REFERRED} == set(get_args(promise_events.Referral)) - {""}
    assert {word.replace("-", " ") for word in SMALL} == set(small.REPLIES)
    assert [view.replace("-", " ") for view in VIEWS] == [view.id for view in KNOWN_VIEWS]


def test_what_is_recorded_of_a_person_and_a_file_is_told() -> None:
    """A field that a model gains is a field of its answer, or `show --json` would fail on it."""
    assert set(answers.PersonAnswer.model_fields) == set(Person.model_fields) - {"id"}
    assert set(answers.FileAnswer.model_fields) == set(FileRef.model_fields) - {"id"}
