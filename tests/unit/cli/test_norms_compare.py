"""`kompas norms compare`: how standards are named, and what is said when they cannot be."""

import json

import pytest

from tests.unit.cli.running import Run

COPENHAGEN, VEJEN = "copenhagen:activity_and_social@2026-01-01", "vejen:activity_and_social"


def test_two_municipalities_question_by_question(kompas: Run) -> None:
    ran = kompas("norms", "compare", COPENHAGEN, VEJEN)
    assert ran.status == 0
    assert "Københavns Kommune over for Vejen Kommune" in ran.out
    assert "Alder: til og med 65 år Københavns Kommune: 3-4 dage om ugen" in ran.flat
    assert "Blandt dem, der opfylder de krav, som er ens:" in ran.flat
    assert "Kun Vejen Kommune: - Du betaler selv for arrangementer" in ran.flat
    assert "Ens: " in ran.flat


def test_a_standard_is_named_by_its_file(kompas: Run) -> None:
    ran = kompas("norms", "compare", "norms/copenhagen/104-2019.toml", "vejen/104.toml", "--json")
    assert ran.status == 0
    data = json.loads(ran.out)
    assert [data[side]["municipality"] for side in ("one", "other")] == ["copenhagen", "vejen"]
    assert any(not question["same"] for question in data["questions"])


def test_a_standard_and_the_level_before_it(kompas: Run) -> None:
    before = "copenhagen/104-before-2019.toml"
    ran = kompas("norms", "compare", before, "copenhagen/104-2019.toml")
    assert ran.status == 0
    assert "før 1. marts 2019 over for fra 1. marts 2019" in ran.flat
    assert (
        "Alder: fra 66 år før 1. marts 2019: op til 5 dage om ugen fra 1. marts 2019: 2 dage"
        in ran.flat
    )
    assert "Fortolkning: »Op til 5« er læst som et loft" in ran.flat
    assert "dokumentet siger ikke, hvad der gjaldt før: " in ran.flat
    ran = kompas("norms", "compare", f"{before}@2019-01-01", "copenhagen/104-2019.toml")
    assert ran.status == 2


def test_a_standard_and_itself(kompas: Run) -> None:
    ran = kompas("norms", "compare", VEJEN, "vejen/104-2025.toml")
    assert "Ingen borgere får et andet svar." in ran.flat


@pytest.mark.parametrize(
    ("name", "what", "remedy"),
    [
        ("copenhagen", "nævner ikke både kommune og ydelse", "kommune:ydelse@dag"),
        ("copenhagne:activity_and_social", "kender ikke kommunen copenhagne", "Mente du copenha"),
        ("copenhagen:activity", "kender ikke ydelsen activity", "Mente du activity_and_social?"),
        ("vejen:activity_and_social@i-morgen", "ikke en dato", "2026-03-01"),
        ("vejen:activity_and_social@2001-01-01", "ikke lagt regler ind", "en anden dag"),
        ("vejen/105.toml", "ikke en af reglernes filer", "Mente du vejen/104.toml?"),
        ("vejen/104.toml@2001-01-01", "gælder ikke den 1. januar 2001", "dag i filens tid"),
        ("vejen:activity_and_social:Kontoret", "hele kommunen", "--unit"),
    ],
)
def test_a_name_that_cannot_be_used(kompas: Run, name: str, what: str, remedy: str) -> None:
    ran = kompas("norms", "compare", COPENHAGEN, name)
    assert ran.status == 2
    flat = " ".join(ran.err.split())
    assert what in flat
    assert remedy in flat


def test_two_services_are_not_compared(kompas: Run) -> None:
    ran = kompas("norms", "compare", COPENHAGEN, "national/procedure.toml")
    assert ran.status == 2
    assert "ikke for samme ydelse" in ran.err
