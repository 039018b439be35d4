"""`kompas schema`: the examples obey it, and what it forbids is refused by the program too."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.unit.cli.running import EXAMPLES, Run

FACTS = sorted(EXAMPLES.glob("facts-*.json"))
DECISIONS = sorted(EXAMPLES.glob("decision-*.json"))


def schema(kompas: Run, name: str) -> dict[str, Any]:
    ran = kompas("schema", name)
    assert ran.status == 0
    found: dict[str, Any] = json.loads(ran.out)
    jsonschema.Draft202012Validator.check_schema(found)
    return found


def test_the_examples_of_facts_obey_the_schema(kompas: Run) -> None:
    validator = jsonschema.Draft202012Validator(schema(kompas, "facts"))
    for path in FACTS:
        validator.validate(json.loads(path.read_text("utf-8")))


def test_the_examples_of_decisions_obey_the_schema(kompas: Run) -> None:
    validator = jsonschema.Draft202012Validator(schema(kompas, "decision"))
    for path in DECISIONS:
        validator.validate(json.loads(path.read_text("utf-8")))


@pytest.mark.parametrize(
    "bad", [{"vum_levl": "D2"}, {"vum_level": "H9"}, {"age_years": -1}, {"housing": {"x": 1}}]
)
def test_what_the_schema_forbids_is_refused(kompas: Run, bad: dict[str, Any]) -> None:
    validator = jsonschema.Draft202012Validator(schema(kompas, "facts"))
    assert not validator.is_valid(bad)
    raw = json.dumps(bad).encode()
    assert kompas("assess", "-", "--municipality", "vejen", stdin=raw).status == 2


def test_the_titles_follow_the_language(kompas: Run) -> None:
    assert schema(kompas, "facts")["properties"]["housing"]["title"] == "Boform"
    ran = kompas("--lang", "en", "schema", "facts")
    assert json.loads(ran.out)["properties"]["housing"]["title"] == "Housing"


@pytest.mark.parametrize("path", [*FACTS, *DECISIONS], ids=lambda path: path.stem)
def test_an_example_is_fictional(path: Path) -> None:
    """The day of a CPR number is moved by 60, outside the range that is given to people."""
    text = path.read_text("utf-8")
    assert "fiktiv" in text.lower() or "eksempel" in text.lower()
    cpr = (json.loads(text).get("citizen") or {}).get("cpr")
    assert cpr is None or cpr[0] in "6789"
