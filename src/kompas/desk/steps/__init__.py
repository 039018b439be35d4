"""The forms of the steps of a case: one class for each thing that is said, which makes the command.

A form here is found by its file: a class of `StepForm` that names its step. What has a page of its
own elsewhere (facts, documents, the panel's decision, the decision, the letter) is not here.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules

from kompas.desk.steps.form import About, StepForm

__all__ = ["FORMS", "About", "StepForm"]


def _found() -> Iterator[type[StepForm]]:
    for module in iter_modules(__path__):
        for value in vars(import_module(f"{__name__}.{module.name}")).values():
            is_form = isinstance(value, type) and issubclass(value, StepForm)
            if is_form and value.__module__.endswith(module.name) and hasattr(value, "step"):
                yield value


FORMS: Mapping[str, type[StepForm]] = {form.step: form for form in _found()}
"""The forms by the event that they record (`kompas.casework.steps.STEPS`)."""
