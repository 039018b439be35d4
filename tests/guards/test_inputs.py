"""Nothing comes in from outside without bounds: every field has a kind of `kompas.inputs`."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from django import forms

from kompas import desk
from kompas.casework import Decision
from kompas.casework.steps import STEPS
from kompas.inputs.fitting import fits
from kompas.persons.entries import KINDS
from kompas.processes.citizen import Correction
from kompas.web.fields import Typed
from kompas.wire.commands import COMMANDS

SOURCE = Path(__file__).parents[2] / "src" / "kompas"
COMING_IN: set[type] = {
    *COMMANDS.values(),
    *(step.command for step in STEPS.values() if step.asked),
    *KINDS.values(),
    Correction,
    Decision,
}
BOUNDED_BY_THEMSELVES = (
    forms.ChoiceField,
    forms.MultipleChoiceField,
    forms.BooleanField,
    forms.FileField,
)
BY_HAND = {"fromisoformat", "strptime", "isdigit", "isdecimal", "isnumeric"}
"""How what is typed would be read past the kinds."""
NOT_TYPED = {
    "inputs",  # they are the kinds
    "sample",  # of its own making
    "register",  # stored by ourselves, and the words of a search
    "desk/screens/health.py",  # the names of our own files
    "web/middleware.py",  # of the session
    "workers/orders.py",  # our own files
    "norms/examples.py",  # read by its domain before
    "norms/toml_lines.py",
}


@pytest.mark.parametrize("cls", sorted(COMING_IN, key=str))
def test_every_field_of_a_command_a_draft_and_a_correction_has_a_kind(cls: type) -> None:
    fits(cls)  # raises Unbounded


def fields() -> Iterator[tuple[str, forms.Field]]:
    for module in walk_packages(desk.__path__, "kompas.desk."):
        import_module(module.name)
    waiting: list[type[forms.BaseForm]] = [forms.Form]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.__module__.startswith("kompas."):
            for name, field in getattr(form, "base_fields", {}).items():
                yield f"{form.__qualname__}.{name}", field


FIELDS = dict(fields())


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_of_a_form_has_a_kind(name: str) -> None:
    assert isinstance(FIELDS[name], (Typed, *BOUNDED_BY_THEMSELVES))


def test_the_fields_are_found() -> None:
    assert len(FIELDS) > 50


def modules(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    for room in rooms:
        for path in sorted((SOURCE / room).rglob("*.py")):
            yield path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def taken_raw(tree: ast.AST) -> Iterator[str]:
    """Where something is taken out of a request by its name: `request.GET.get("til")`."""
    for node in ast.walk(tree):
        if (isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load)) or (
            isinstance(node, ast.Attribute) and node.attr in ("get", "getlist", "dict", "items")
        ):
            inner = node.value
        else:
            continue
        if isinstance(inner, ast.Attribute) and inner.attr in ("GET", "POST"):
            yield ast.unparse(node)


def test_a_screen_takes_nothing_out_of_a_request_past_the_kinds() -> None:
    found = {name: list(taken_raw(tree)) for name, tree in modules("web", "desk", "portal", "site")}
    assert {name: raw for name, raw in found.items() if raw} == {}


def test_what_is_taken_raw_is_found() -> None:
    tree = ast.parse("request.GET.get('a'); request.POST['b']; f(request.POST); typed.day(r.GET)")
    assert list(taken_raw(tree)) == ["request.POST['b']", "request.GET.get"]


def test_what_is_typed_is_read_by_the_kinds_alone() -> None:
    rooms = (path.name for path in SOURCE.iterdir() if path.is_dir())
    found = {
        name: sorted({n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)} & BY_HAND)
        for name, tree in modules(*rooms)
        if not any(name == one or name.startswith(f"{one}/") for one in NOT_TYPED)
    }
    assert {name: by_hand for name, by_hand in found.items() if by_hand} == {}
