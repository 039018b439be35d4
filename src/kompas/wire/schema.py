"""The formats as JSON Schema, with the words of the norms filled in."""

from typing import Any

from kompas.norms import Fact, Library
from kompas.norms.domain import FactType
from kompas.wire.draft import DraftModel

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def facts_schema(library: Library, language: str = "da") -> dict[str, Any]:
    """The schema of FACTS.json."""
    return {
        "$schema": _DRAFT,
        "title": "FACTS.json",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            fact.name: _given_schema(fact, language)
            for fact in library.words.facts.values()
            if fact.about != "system"
        },
    }


def decision_schema(library: Library) -> dict[str, Any]:
    """The schema of DECISION.json."""
    whole = DraftModel.model_json_schema()
    definitions = whole["$defs"]
    decision = definitions.pop("Decision")
    decision["properties"]["service"]["enum"] = list(library.words.services)
    decision["properties"]["municipality"]["enum"] = list(library.words.municipalities)
    decision["properties"]["facts"] = {
        key: value
        for key, value in facts_schema(library).items()
        if key not in ("$schema", "title")
    }
    del decision["properties"]["not_stated"]
    with_measures(decision["properties"], library)
    definitions["Ground"]["properties"]["type"]["oneOf"] = [
        {"const": ground.name, "title": ground.text, "description": _demands_text(ground)}
        for ground in library.grounds.values()
    ]
    definitions.pop("GivenFact", None)
    return {"$schema": _DRAFT, **decision, "title": "DECISION.json", "$defs": definitions}


def with_measures(properties: dict[str, Any], library: Library) -> None:
    """Name the measures, with their bounds and steps, in each property that says how much help."""
    measures = {
        measure.name: {
            "title": f"{measure.unit.many} / {measure.unit.many_en}",
            "type": ["number", "string"],
            **measure.kind.schema(),
            "multipleOf": 1 / measure.unit.parts,
        }
        for measure in library.words.measures.values()
    }
    amounts = {"type": "object", "additionalProperties": False, "properties": measures}
    for name in AMOUNTS:
        if name in properties:
            properties[name] = amounts


AMOUNTS = ("applied_amounts", "granted", "granted_before", "extent")
"""What the fields are called that say how much help there is."""


def _demands_text(ground: Any) -> str:
    shown = "; ".join(f"{demand.code}: {demand.text}" for demand in ground.demands)
    return f"{ground.why} {shown}".strip()


def _given_schema(fact: Fact, language: str) -> dict[str, Any]:
    value = _value_schema(fact)
    return {
        "title": fact.text_en if language == "en" else fact.text,
        "description": fact.ask,
        "anyOf": [
            value,
            {
                "type": "object",
                "additionalProperties": False,
                "required": ["value"],
                "properties": {
                    "value": value,
                    "source": {"type": "string"},
                    "dated": {"type": "string", "format": "date"},
                },
            },
        ],
    }


def _value_schema(fact: Fact) -> dict[str, Any]:
    domain = fact.domain
    match domain.type:
        case FactType.BOOL:
            return {"type": "boolean"}
        case FactType.DATE:
            return {"type": "string", "format": "date"}
        case FactType.INTEGER:
            return {"type": "integer", "minimum": domain.low, "maximum": domain.high}
        case _:
            return {"enum": [*domain.names, *(domain.groups or {})]}
