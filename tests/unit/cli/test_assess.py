"""`kompas assess`: the explained answer for one citizen."""

import json

import pytest

from tests.unit.cli.running import EXAMPLES, Example, Run


def facts(**changed: object) -> bytes:
    """The facts of the example in housing, changed."""
    given = json.loads((EXAMPLES / "facts-d2-housing.json").read_text("utf-8"))
    for name, value in changed.items():
        if value is None:
            given.pop(name)
        else:
            given[name] = value
    return json.dumps(given).encode()


def test_each_question_has_its_answer_in_words(kompas: Run, example: Example) -> None:
    ran = kompas("assess", example("facts-d2-housing"), "--municipality", "copenhagen")
    assert ran.status == 0
    assert ran.err == ""
    for line in (
        "Målgruppe: i målgruppen",
        "Omfang: 3-4 dage om ugen",
        "Befordring: kommunen betaler befordringen",
        "Opfølgning senest efter: 24 måneder",
        "Sagsbehandlingsfrist: står ikke i standarden",
    ):
        assert line in ran.out.splitlines()
    for heading in ("Betaling", "Andre muligheder", "Husk i vurderingen", "Regler, der er brugt"):
        assert heading in ran.out.splitlines()


def test_two_municipalities_answer_by_their_own_standards(kompas: Run, example: Example) -> None:
    ran = kompas("assess", example("facts-d2-housing"), "--municipality", "vejen")
    assert "Vejen Kommune" in ran.out
    assert "Omfang: 5 dage om ugen" in ran.out
    assert "Sagsbehandlingsfrist: 6 uger" in ran.out
    assert "Opfølgning senest efter: 12 måneder" in ran.out


def test_a_rule_shows_mark_status_rank_source_and_the_citizens_value(
    kompas: Run, example: Example
) -> None:
    ran = kompas("assess", example("facts-d2-housing"), "--municipality", "copenhagen")
    assert (
        "✓ opfyldt (lov): Du er fyldt 18 år. Der er ingen øvre aldersgrænse. "
        "Kilde: Ankestyrelsens notat om § 104, IV Alder: 4" in ran.flat
    )
    assert "[fødselsdato: 14. maj 1979, CPR-registret (fiktiv borger), 12. januar 2026]" in ran.flat
    assert "[VUM-udredning, 9. februar 2026]" in ran.flat


def test_how_an_unclear_text_was_read_and_how_sure_the_wording_is_are_shown(
    kompas: Run, example: Example
) -> None:
    ran = kompas("assess", example("facts-c2-home"), "--municipality", "copenhagen")
    assert "Fortolkning: Om 2 dage også gælder hjemmeboende over 65 år, er ikke afgjort" in ran.flat
    assert "ordlyden er fra en ældre eller afledt kilde" in ran.flat
    assert "Det er ikke oplyst, om og hvornår den er vedtaget." in ran.flat


def test_outside_the_guiding_level_is_never_worded_as_a_refusal(
    kompas: Run, example: Example
) -> None:
    ran = kompas("assess", example("facts-c2-home"), "--municipality", "copenhagen")
    assert ran.status == 0
    assert "Det er ikke et afslag" in ran.flat
    assert "✗ ikke opfyldt (vejledende)" in ran.flat
    assert "ikke i målgruppen" not in ran.flat
    assert "vurdér konkret og individuelt, om borgeren skal have hjælpen" in ran.flat


def test_a_near_miss_says_which_value_would_have_been_enough(kompas: Run, example: Example) -> None:
    ran = kompas("assess", example("facts-c2-home"), "--municipality", "copenhagen")
    assert "ville være i målgruppen fra D1 (omfattende støttebehov, lav)" in ran.flat


def test_age_alone_is_named_as_a_conflict_with_what_it_is_against(kompas: Run) -> None:
    ran = kompas(
        "assess", "-", "--municipality", "copenhagen", stdin=facts(birth_date="1950-01-01")
    )
    assert "Omfang: 2 dage om ugen" in ran.flat
    assert "! kan ikke alene give dette svar: Alder: 7" in ran.flat
    assert "Det strider mod (praksis): Der er ingen øvre aldersgrænse" in ran.flat
    assert "Uden det ville svaret være: 3-4 dage om ugen." in ran.flat
    assert "Omfang: lad ikke »Alder« alene afgøre det." in ran.flat


def test_what_is_missing_is_asked_for_with_what_settles_most_first(
    kompas: Run, example: Example
) -> None:
    ran = kompas("assess", example("facts-unknown"), "--municipality", "copenhagen")
    assert "Målgruppe: kan ikke afgøres endnu" in ran.flat
    assert "? mangler oplysning (lov)" in ran.flat
    last = ran.flat.partition("Næste skridt")[2]
    assert "1. Spørg først: Er borgerens fysiske eller psykiske funktionsevne" in last
    assert "[considerably_reduced_capacity]" in last
    assert last.index("Spørg først") < last.index("Spørg så") < last.index("Derefter")


def test_a_failed_condition_of_the_act_is_not_softened(kompas: Run) -> None:
    ran = kompas("assess", "-", "--municipality", "vejen", stdin=facts(birth_date="2015-01-01"))
    assert "Målgruppe: ikke i målgruppen efter loven" in ran.flat
    assert "✗ ikke opfyldt (lov): Du er fyldt 18 år." in ran.flat
    assert "undersøg, hvilken anden hjælp borgeren kan få" in ran.flat


def test_a_rule_that_gives_way_says_so(kompas: Run) -> None:
    given = facts(birth_date="1950-01-01")
    ran = kompas("assess", "-", "--municipality", "copenhagen", stdin=given)
    assert "~ viger for en anden regel (vejledende): Bor du i botilbud" in ran.flat


def test_all_shows_the_rules_that_do_not_hold_too(kompas: Run, example: Example) -> None:
    path = example("facts-d2-housing")
    some = kompas("assess", path, "--municipality", "copenhagen")
    everything = kompas("assess", path, "--municipality", "copenhagen", "--all")
    assert "Bor du hjemme" not in some.flat
    assert "✗ gælder ikke (vejledende): Bor du hjemme" in everything.flat
    assert "gælder når: Boform: egen bolig" in everything.flat


def test_nothing_is_known_and_nothing_is_concluded(kompas: Run) -> None:
    ran = kompas("assess", "-", "--municipality", "copenhagen", stdin=b"{}")
    assert ran.status == 0
    assert "Målgruppe: kan ikke afgøres endnu" in ran.flat
    assert "i målgruppen" in ran.flat.partition("Kan endnu blive:")[2]


def test_the_day_decides_which_rules_are_used(kompas: Run, example: Example) -> None:
    def rules(day: str) -> list[str]:
        path = example("facts-d2-housing")
        ran = kompas("assess", path, "--municipality", "copenhagen", "--json", "--on", day)
        return [row["code"] for row in json.loads(ran.out)["questions"]["alternatives"]["rows"]]

    assert rules("2024-12-31") == ["open-offers-104"]
    assert rules("2025-01-01") == ["open-offers-79"]


def test_json_is_one_document_with_the_same_answer(kompas: Run, example: Example) -> None:
    ran = kompas(
        "assess", example("facts-d2-housing"), "--municipality", "copenhagen", "--json",
        "--on", "2026-03-01",
    )  # fmt: skip
    answered = json.loads(ran.out)
    assert answered["on"] == "2026-03-01"
    assert answered["questions"]["target_group"]["answer"] == "in"
    assert answered["questions"]["days_per_week"]["answer"]["low"] == 3
    assert answered["facts"]["vum_level"]["source"] == "VUM-udredning"
    assert all(len(norm["sha256"]) == 64 for norm in answered["norms"])


@pytest.mark.parametrize("columns", ["60", "80", "120", "200"])
def test_the_page_keeps_to_the_width_of_the_terminal(
    kompas: Run, example: Example, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    ran = kompas("assess", example("facts-unknown"), "--municipality", "copenhagen", "--all")
    assert max(map(len, ran.out.splitlines())) <= min(int(columns), 110)
    assert not any(line.endswith(" ") for line in ran.out.splitlines())


def test_a_paragraph_sign_stays_with_its_number(kompas: Run, example: Example) -> None:
    ran = kompas("assess", example("facts-unknown"), "--municipality", "copenhagen", "--all")
    assert not any(line.endswith("§") for line in ran.out.splitlines())
