"""Finds places where text reaches a widget as it is: Textual would read its brackets as markup, or crash on them.

A text is fine when it is written in the source, made by `safetext`, or wrapped in `Content` or `Text`; also when it is
put together from such parts, comes from a name that only ever holds such, or from a function that says it returns one.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

EVERY = 99
"""Every positional argument is shown."""

SHOWN = {
    "Static": (1, {"content"}),
    "Label": (1, {"content"}),
    "Button": (1, {"label"}),
    "Checkbox": (1, {"label"}),
    "RadioButton": (1, {"label"}),
    "Collapsible": (0, {"title"}),
    "TabPane": (1, {"title"}),
    "Option": (1, {"prompt"}),
    "Selection": (1, {"prompt"}),
    "Link": (1, {"text"}),
    "Markdown": (1, {"markdown"}),
    "Input": (1, {"value", "placeholder"}),
    "TextArea": (1, {"text", "placeholder"}),
    "notify": (1, {"message", "title"}),
    "add_row": (EVERY, {"label"}),
    "add_column": (1, {"label"}),
    "add_columns": (EVERY, set[str]()),
    "add_option": (1, {"item"}),
    "update": (1, {"content"}),
    "write_line": (1, set[str]()),
    "panic": (EVERY, set[str]()),
    "exit": (0, {"message"}),
    "from_markup": (1, {"markup"}),
    "from_text": (1, {"markup_content"}),
}
"""What shows text: how many of the first arguments, and which named ones. `update` is also a dict's: there write `|=`."""

FIELDS = {"border_title", "border_subtitle", "sub_title", "tooltip", "placeholder"}
"""Attributes whose text a widget shows."""

WRAPPERS = {"Content", "Text"}
CLEANERS = {"line", "block", "filename"}
NUMBERS = {"len", "int", "float", "round", "sum", "min", "max", "abs"}
KEPT = {
    "strip",
    "rstrip",
    "lstrip",
    "upper",
    "lower",
    "title",
    "capitalize",
    "replace",
    "ljust",
    "rjust",
    "center",
    "join",
    "format",
}
"""Methods of a text whose result is as fine as the text and their arguments are."""


@dataclass
class Scope:
    """What is known of names within one function, or one module."""

    held: dict[str, list[ast.expr | None]] = field(default_factory=dict)
    """Name to everything assigned to it; None for what cannot be read, a parameter or a loop."""
    wrapped: set[str] = field(default_factory=set)
    """Parameters that say they are `Content` or `Text`."""


def findings(tree: ast.Module, returning: set[str]) -> list[int]:
    """Line numbers where raw text is shown. `returning`: functions anywhere in coctui that return `Content` or `Text`."""
    cleaners = _cleaners(tree)
    found: list[int] = []
    _search(tree, Search(returning, cleaners, [_scope(tree.body)]), found)
    return sorted(found)


def returning_content(trees: Iterable[ast.Module]) -> set[str]:
    """Names of all functions and methods whose annotation promises `Content` or `Text`."""
    return {
        node.name
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _is_wrapper(node.returns)
    }


@dataclass
class Search:
    """What the search knows at one place."""

    returning: set[str]
    cleaners: set[str]
    scopes: list[Scope]
    base: str = ""
    """The widget that the class around inherits from, if it shows text."""

    def within(self, scope: Scope) -> "Search":
        """The same, one function further in."""
        return Search(self.returning, self.cleaners, [*self.scopes, scope], self.base)

    def fine(self, node: ast.expr | None, depth: int = 8) -> bool:
        """Whether this expression can only be text that may be shown."""
        if node is None or depth == 0:
            return False
        match node:
            case ast.Constant() | ast.Compare():
                return True
            case ast.FormattedValue(value=value, format_spec=spec):
                return _numeric(spec) or self.fine(value, depth - 1)
            case ast.JoinedStr() | ast.BinOp() | ast.BoolOp() | ast.Tuple() | ast.List() | ast.Starred():
                parts = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
                return all(self.fine(part, depth - 1) for part in parts)
            case ast.NamedExpr(value=value):
                return self.fine(value, depth - 1)
            case ast.IfExp(body=body, orelse=orelse):
                return self.fine(body, depth - 1) and self.fine(orelse, depth - 1)
            case ast.ListComp(elt=shown) | ast.GeneratorExp(elt=shown):
                return self.fine(shown, depth - 1)
            case ast.Subscript(value=ast.Name(id=name)) | ast.Name(id=name) if name.isupper():
                return True  # a table of texts written in the source
            case ast.Attribute(attr=name) if name.isupper():
                return True
            case ast.Name(id=name):
                return self._known(name, depth)
            case ast.Call():
                return self._fine_call(node, depth)
        return False

    def _known(self, name: str, depth: int) -> bool:
        for scope in reversed(self.scopes):
            if name in scope.wrapped:
                return True
            if name in scope.held:
                return all(self.fine(value, depth - 1) for value in scope.held[name])
        return False

    def _fine_call(self, call: ast.Call, depth: int) -> bool:
        match call.func:
            case ast.Name(id=name):
                return name in WRAPPERS | NUMBERS | self.returning | self.cleaners
            case ast.Attribute(value=ast.Name(id="safetext"), attr=name):
                return name in CLEANERS
            case ast.Attribute(value=ast.Name(id=owner)) if owner in WRAPPERS:
                return True  # its own arguments are looked at when the walk comes to them
            case ast.Attribute(value=text, attr=name) if name in KEPT:
                return self.fine(text, depth - 1) and all(self.fine(word, depth - 1) for word in call.args)
            case ast.Attribute(attr=name):
                return name in self.returning
        return False


def _search(node: ast.AST, search: Search, found: list[int]) -> None:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        search = search.within(_scope(node.body, node.args))
    elif isinstance(node, ast.ClassDef):
        bases = [base.id for base in node.bases if isinstance(base, ast.Name) and base.id in SHOWN]
        search = Search(search.returning, search.cleaners, search.scopes, bases[0] if bases else "")
    found += [shown.lineno for shown in _shown(node, search) if not search.fine(shown)]
    for child in ast.iter_child_nodes(node):
        _search(child, search, found)


def _shown(node: ast.AST, search: Search) -> Iterator[ast.expr]:
    """The expressions that this node puts before a reader's eyes."""
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if any(isinstance(target, ast.Attribute) and target.attr in FIELDS for target in targets):
            yield node.value
    elif isinstance(node, ast.Call):
        name = _called(node, search.base)
        if name in SHOWN:
            count, named = SHOWN[name]
            yield from node.args[:count]
            yield from (word.value for word in node.keywords if word.arg in named)
        if name.isidentifier():
            yield from (word.value for word in node.keywords if word.arg in FIELDS and name not in SHOWN)


def _called(call: ast.Call, base: str) -> str:
    match call.func:
        case ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr="__init__"):
            return base
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def _scope(body: list[ast.stmt], arguments: ast.arguments | None = None) -> Scope:
    scope = Scope()
    if arguments:
        for argument in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]:
            if _is_wrapper(argument.annotation):
                scope.wrapped.add(argument.arg)
            else:
                scope.held[argument.arg] = [None]
    for node in [inner for statement in body for inner in ast.walk(statement)]:
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.NamedExpr):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if isinstance(target, ast.Name):
                    scope.held.setdefault(target.id, []).append(node.value)
                elif isinstance(target, ast.Tuple):
                    _unread(target, scope)
        elif isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
            _unread(node.target, scope)
        elif isinstance(node, ast.withitem) and node.optional_vars:
            _unread(node.optional_vars, scope)
    return scope


def _unread(target: ast.expr, scope: Scope) -> None:
    for name in ast.walk(target):
        if isinstance(name, ast.Name):
            scope.held.setdefault(name.id, []).append(None)


def _is_wrapper(annotation: ast.expr | None) -> bool:
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        annotation = ast.parse(annotation.value, mode="eval").body
    match annotation:
        case ast.Name(id=name):
            return name in WRAPPERS
        case ast.BinOp(left=left, right=ast.Constant(value=None)):
            return _is_wrapper(left)
    return False


def _numeric(spec: ast.expr | None) -> bool:
    """A format that only a number can have: a text in its place would be an error."""
    parts = spec.values if isinstance(spec, ast.JoinedStr) else []
    text = "".join(str(part.value) for part in parts if isinstance(part, ast.Constant))
    return text.endswith(("d", "f", "%", ",", "e", "g"))


def _cleaners(tree: ast.Module) -> set[str]:
    """Names under which this module imported functions of safetext."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "coctui.safetext"
        for alias in node.names
        if alias.name in CLEANERS
    }
