"""The unit's standard texts in a decision: the fields that they go into, and one put in.

A text is put below what stands in a field of the draft, where its writer sees and changes it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from django.http import QueryDict

from kompas.desk.deciding.draft import DecisionDraft
from kompas.web.fields import Text
from kompas.web.form_parts import PartForm, Rows

PHRASE, INTO = "phrase", "phrase_into"
"""The names under which the form brings the text that was chosen, and the field."""


def text_fields(form: PartForm, shown: frozenset[str]) -> Mapping[str, str]:
    """What a text can be put into: each field of running text by its name, as the page calls it.

    `shown` are the parts of the whole that the page shows; the others have no field to see it in.
    """
    parts = (part for name, part in form.parts.items() if name in shown)
    return {name: called for part in parts for name, called in _texts(part)}


def _texts(part: PartForm | Rows) -> Iterator[tuple[str, str]]:
    if isinstance(part, Rows):
        for row in part.forms:
            yield from _texts(row)
        return
    for bound in part:
        if isinstance(bound.field, Text):
            yield bound.html_name, part.fault_of(bound, "").label
    for inner in part.parts.values():
        yield from _texts(inner)


def put_in(draft: DecisionDraft, name: str, text: str) -> DecisionDraft:
    """The draft with a text below what stands in a field."""
    typed: QueryDict = draft.typed.copy()
    typed[name] = "\n\n".join(filter(None, (typed.get(name, "").rstrip(), text)))
    return replace(draft, typed=typed)
