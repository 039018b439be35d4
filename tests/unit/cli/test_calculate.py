"""`kompas calculate`: payments and pay line by line, and what cannot be read."""

import json
from typing import Any

import pytest

from tests.unit.cli.running import EXAMPLES, Run

WORK, HOUSING = EXAMPLES / "payments-work.json", EXAMPLES / "payments-housing.json"


def changed(**changes: Any) -> bytes:
    """The example on work with parts changed; None takes one out."""
    asked = {**json.loads(WORK.read_text("utf-8")), **changes}
    return json.dumps({key: part for key, part in asked.items() if part is not None}).encode()


@pytest.mark.ledger("S103-06", "S103-04")
def test_transport_and_pay_line_by_line(kompas: Run) -> None:
    ran = kompas("calculate", WORK)
    assert ran.status == 0
    assert "Højst, hvad borgeren betaler 300,00 kr." in ran.flat
    assert "120,00 kr. resten af udgiften" in ran.flat
    assert "520,00 kr." in ran.flat
    assert "ordlyden er fra en ældre eller" in ran.flat


@pytest.mark.ledger("S107-05")
def test_housing_and_packages(kompas: Run) -> None:
    ran = kompas("calculate", HOUSING, "--json")
    assert ran.status == 0
    data = json.loads(ran.out)
    assert data["housing"]["results"] == {"citizen_pays": 510_000}
    assert data["packages"]["results"] == {"citizen_pays": 15_000}
    assert [line["code"] for line in data["housing"]["lines"]][-1] == "citizen_pays"


def test_what_is_not_settled_is_named_and_there_is_no_result(kompas: Run) -> None:
    ran = kompas("calculate", "-", stdin=changed(facts={}, pay=None))
    assert ran.status == 3
    assert "Kan ikke regnes ud endnu: Det mangler: Hvor mange meter" in ran.flat
    assert "Kommunen betaler" not in ran.flat


def test_a_reading_is_told_once(kompas: Run) -> None:
    ran = kompas("calculate", HOUSING)
    assert ran.flat.count("Den er læst som indtægten minus") == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"transport": None, "pay": None}, "Der er intet at regne ud"),
        ({"transport": {"cost": {"oere": -1, "source": "x"}}}, "kan ikke være negativt"),
        ({"transport": {"cost": {"oere": 5, "source": " "}}}, "har ingen kilde"),
        ({"transport": {"cost": {"oere": 5.5, "source": "x"}}}, "transport.cost.oere"),
        ({"transport": {"cost": 5}}, "transport.cost"),
        ({"transport": {}}, "transport.cost"),
        ({"transprt": {}}, "Mente du transport?"),
        ({"service": None}, "service: feltet mangler"),
        ({"service": "haircut"}, "ydelsen haircut"),
        ({"municipality": "atlantis"}, "kommunen atlantis"),
        ({"facts": []}, "facts: her skal stå et objekt"),
        ({"facts": {"vum_level": "H1"}}, "kender ikke"),
        ({"facts": {"birth_date": "2199-01-01"}}, "kan ikke regnes ud"),
    ],
)
def test_what_cannot_be_read_is_told(kompas: Run, changes: dict[str, Any], said: str) -> None:
    ran = kompas("calculate", "-", "--on", "2026-06-01", stdin=changed(**changes))
    assert ran.status == 2
    assert said in " ".join(ran.err.split())
