"""The steps of a case, one module each: the event, what it asks, what it changes, how it is told.

A new module here is found by its file; nothing else lists the steps. Each is imported from its own
module: `from kompas.casework.steps.note import NoteWritten`.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Any

from kompas.casework.record import Command, Event, name_of
from kompas.casework.step import Step
from kompas.words import _

AnyStep = Step[Any, Any]
"""A step of some kind: the one place where its types are not known."""


def _found() -> Iterator[AnyStep]:
    for module in sorted(iter_modules(__path__), key=lambda one: one.name):
        for value in vars(import_module(f"{__name__}.{module.name}")).values():
            is_step = isinstance(value, type) and issubclass(value, Step) and value is not Step
            if is_step and value.__module__ == f"{__name__}.{module.name}":
                yield value()


_BY_EVENT: Mapping[type[Event], AnyStep] = {step.event: step for step in _found()}
_BY_COMMAND: Mapping[type[Command], AnyStep] = {
    step.command: step for step in _BY_EVENT.values() if step.asked
}
STEPS: Mapping[str, AnyStep] = MappingProxyType(
    {
        name_of(object.__new__(step.event)): step
        for step in sorted(_BY_EVENT.values(), key=lambda one: (one.order or 1_000, one.title))
    }
)
"""Every step by the name of its event, in the order in which they are offered."""


def step_of(event: Event) -> AnyStep:
    """The step that recorded an event. Raises KeyError for what is no event of a case."""
    return _BY_EVENT[type(event)]


def step_for(command: Command) -> AnyStep:
    """The step that a command asks for. Raises TypeError for what nobody can ask for."""
    if type(command) not in _BY_COMMAND:
        raise TypeError(type(command))
    return _BY_COMMAND[type(command)]


def title_of(name: str) -> str:
    """What an event is called, by its name; the name where this Kompas does not know it."""
    return _(STEPS[name].title) if name in STEPS else name
