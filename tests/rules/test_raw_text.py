"""No raw text into widgets: what came from a mail, a person or a file passes `safetext` and is wrapped before it shows."""

import ast

import pytest

from tests.rules.house import PACKAGE, name_of, python_files, tree_of
from tests.rules.raw_text import findings, returning_content

HEAD = "from coctui import safetext\nfrom coctui.safetext import line as clean\nTITLES = {}\n"

REFUSED = [
    "Static(name)",
    "Static(f'by {name}')",
    "Label(case.name)",
    "Button(str(name))",
    "Button('a ' + name)",
    "Button('a {}'.format(name))",
    "self.notify(f'{name} saved')",
    "self.app.notify('saved', title=name)",
    "self.border_title = case.name",
    "widget.tooltip = name",
    "table.add_row('x', name)",
    "table.add_row(*cells)",
    "said.update(name)",
    "Content.from_markup(f'[b]{name}[/b]')",
    "Text.from_markup(name)",
    "Input(value=name)",
    "Input(placeholder=name)",
    "self.exit(message=name)",
    "other = name\nStatic(other)",
    "for name in names:\n    Label(name)",
    "def compose(self, name: str):\n    yield Static(name)",
    "class Said(Static):\n    def __init__(self, name):\n        super().__init__(name)",
    "Static('a' if x else name)",
    "Static(f'{name:>10}')",
]

ACCEPTED = [
    "Static()",
    "Static('Nothing here yet.', id=name)",
    "Static(Content(name))",
    "Static(Text(name))",
    "Static(safetext.line(name))",
    "Static(clean(name))",
    "Static(f'{len(names)} cases')",
    "Static(f'{count:,} cases')",
    "Static(Content.from_markup('[b]$name[/b]', name=name))",
    "Static(Content.assemble(*pieces))",
    "Static('yes' if x else 'no')",
    "Static(TITLES[name])",
    "Static(words.TITLE)",
    "other = 'a'\nif x:\n    other = 'b'\nStatic(other)",
    "text = Content(name)\nStatic(text)",
    "def show(self, text: Content):\n    self.query_one(Static).update(text)",
    "def show(self, text: 'Content | None'):\n    self.query_one(Static).update(text)",
    "Static(heading(name))",
    "Static(self.heading(name))",
    "self.border_title = f'{len(names)} members'",
    "Static(' '.join(['a', 'b']))",
    "Input(type='text', id='passphrase')",
    "title = name",
]


def shown_in() -> list[ast.Module]:
    """Every module that may put something on the screen."""
    return [tree_of(path) for path in python_files("coctui")]


def test_no_raw_text_reaches_a_widget() -> None:
    """In app, screens and widgets every text shown is written in the source, cleaned, or wrapped."""
    returning = returning_content(shown_in())
    files = [
        *python_files("coctui/screens", "coctui/widgets"),
        *[path for path in [PACKAGE / "app.py"] if path.exists()],
    ]
    assert [f"{name_of(path)}:{line}" for path in files for line in findings(tree_of(path), returning)] == []


@pytest.mark.parametrize("source", REFUSED)
def test_raw_text_is_seen(source: str) -> None:
    """Whatever way a text of unknown origin takes into a widget, the rule sees it."""
    assert findings(ast.parse(HEAD + source), {"heading"})


@pytest.mark.parametrize("source", ACCEPTED)
def test_wrapped_text_passes(source: str) -> None:
    """Texts of the source, numbers, cleaned and wrapped texts need no excuse."""
    assert findings(ast.parse(HEAD + source), {"heading"}) == []
