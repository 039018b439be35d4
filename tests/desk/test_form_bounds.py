"""No field of a form takes a text without an end."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest
from django import forms

from kompas import desk
from kompas.desk.steps.form import Line, Text
from kompas.limits import LONGEST_TEXT

PASSWORDS = (forms.PasswordInput,)
"""What is typed there is measured by those who make passwords, and never kept."""


def fields() -> Iterator[tuple[str, forms.CharField]]:
    for module in walk_packages(desk.__path__, "kompas.desk."):
        if not module.name.endswith("wsgi"):
            import_module(module.name)
    waiting: list[type[forms.BaseForm]] = [forms.Form]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.__module__.startswith("kompas."):
            for name, field in getattr(form, "base_fields", {}).items():
                if isinstance(field, forms.CharField) and not isinstance(field.widget, PASSWORDS):
                    yield f"{form.__qualname__}.{name}", field


FIELDS = dict(fields())


@pytest.mark.parametrize("name", FIELDS)
def test_every_text_has_a_bound(name: str) -> None:
    longest = FIELDS[name].max_length
    assert longest is not None
    assert longest <= LONGEST_TEXT


def test_the_fields_are_found() -> None:
    assert len(FIELDS) > 20


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        (Text("x"), "ord " * 5_001, "20003"),
        (Text("x"), "x" * 1_001, "uden mellemrum"),
        (Line("x"), "x" * 201, "200"),
    ],
)
def test_what_is_longer_is_told(field: forms.CharField, typed: str, told: str) -> None:
    with pytest.raises(forms.ValidationError) as error:
        field.clean(typed)
    assert told in " ".join(error.value.messages)


@pytest.mark.parametrize("typed", ["ord " * 4_999 + "ord", "x" * 1_000, "Til »Anna«"])
def test_what_is_as_long_as_it_may_be_is_taken(typed: str) -> None:
    assert Text("x").clean(typed) == typed
