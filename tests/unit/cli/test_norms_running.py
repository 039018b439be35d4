"""`kompas norms running`: who is touched by the standard, and what cannot be read."""

import json
from typing import Any

import pytest

from tests.unit.cli.running import EXAMPLES, Run

FILE = EXAMPLES / "running-grants.json"


def grants() -> list[dict[str, Any]]:
    return list(json.loads(FILE.read_text("utf-8"))["grants"])


def sent(*listed: Any) -> bytes:
    return json.dumps({"grants": listed}).encode()


@pytest.mark.ledger("FW-29")
def test_who_falls_outside_is_listed_with_how_the_standard_reaches_them(kompas: Run) -> None:
    ran = kompas("norms", "running", FILE, "--on", "2026-06-01")
    assert ran.status == 0
    assert "2017-107-3: uden for det vejledende niveau" in ran.flat
    assert "[at-least-d]" in ran.flat
    assert "2018-103-12: i målgruppen Har 5 dage om ugen; det" in ran.flat
    assert "det vejledende niveau er 3 dage" in ran.flat
    assert "ved en konkret afgørelse for hver borger, aldrig samlet" in ran.flat
    assert "1 af 3 bevillinger falder uden for" in ran.flat
    assert "Ingen har dermed fået afslag." in ran.flat
    assert "2016-108-7" not in ran.out
    assert "2016-108-7: i målgruppen" in kompas("norms", "running", FILE, "--all").flat


def test_the_same_for_programs(kompas: Run) -> None:
    ran = kompas("norms", "running", FILE, "--json")
    assert [
        (one["case"], one["falls_outside"], one["reaches"], one["guiding"])
        for one in json.loads(ran.out)["grants"]
    ] == [
        ("2018-103-12", False, "planned_process", {"days_per_week": "3"}),
        ("2017-107-3", True, "to_some_extent", {}),
        ("2016-108-7", False, "to_some_extent", {}),
    ]


def test_what_is_missing_is_asked_for(kompas: Run) -> None:
    grant = grants()[1]
    del grant["facts"]["vum_level"]
    ran = kompas("norms", "running", "-", stdin=sent(grant))
    assert "2017-107-3: kan ikke afgøres endnu" in ran.flat
    assert "Hvilket støttebehov viser udredningen efter VUM?" in ran.flat


def test_a_grant_of_the_standard_itself_is_not_there(kompas: Run) -> None:
    ran = kompas("norms", "running", "-", stdin=sent({**grants()[1], "granted_on": "2019-03-01"}))
    assert ran.status == 0
    assert "0 af 1 bevilling falder uden for" in ran.flat


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"case": "0101701234"}, "ligner et CPR-nummer"),
        ({"case": ""}, "case: Der står ikke noget"),
        ({"service": "haircut"}, '"haircut" kendes ikke'),
        ({"municipality": "atlantis"}, '"atlantis" kendes ikke'),
        ({"granted_on": "2019-02-30"}, "granted_on: Det er ikke en dato, der findes"),
        ({"granted_on": None}, "granted_on: feltet mangler"),
        ({"extent": {"place": 2}}, "extent.place: »2« kan ikke bruges."),
        ({"extent": {"days_per_week": 3}}, "måles ikke i dage om ugen"),
        ({"extent": {"place": True}}, "extent.place: »True« kan ikke bruges."),
        ({"extent": 3}, "extent: her skal stå et objekt"),
        ({"unit": 7}, "unit: Her skal stå en tekst"),
        ({"citizen": "Nogen"}, "kender ikke dette felt"),
        ({"facts": []}, "her skal stå et objekt"),
        ({"facts": {"vum_level": "H1"}}, "kender ikke"),
        ({"municipality": "vejen"}, "ingen standard for midlertidigt"),
        ({"unit": "Kontoret"}, "Vælg en enhed"),
        ({"facts": {"birth_date": "2199-01-01"}}, "kan ikke regnes ud"),
    ],
)
def test_what_cannot_be_read_is_told(kompas: Run, changes: dict[str, Any], said: str) -> None:
    ran = kompas(
        "norms", "running", "-", "--on", "2026-06-01", stdin=sent({**grants()[1], **changes})
    )
    assert ran.status == 2
    assert said in " ".join(ran.err.split())


@pytest.mark.parametrize("raw", [b"{}", b'{"grants": {}}', b'{"grants": [1]}', b'{"grant": []}'])
def test_a_file_without_grants_is_told(kompas: Run, raw: bytes) -> None:
    ran = kompas("norms", "running", "-", stdin=raw)
    assert ran.status == 2
    assert "grants" in ran.err
