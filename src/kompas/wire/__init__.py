"""JSON in and out: the one room that knows pydantic.

Reads what people and machines send, refuses what is wrong with it in words, and describes the
formats as JSON Schema. Everything behind it works on the plain values of the core.
"""

from kompas.wire.draft import read_draft
from kompas.wire.facts import read_facts
from kompas.wire.reading import WireError
from kompas.wire.schema import decision_schema, facts_schema
from kompas.wire.write import judgement_json

__all__ = [
    "WireError",
    "decision_schema",
    "facts_schema",
    "judgement_json",
    "read_draft",
    "read_facts",
]
