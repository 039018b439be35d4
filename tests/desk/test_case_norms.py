"""What law and standard say, and why: with rank and source, and never a refusal by a level."""

from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from kompas.casework.steps.fact import FactNoted
from kompas.norms import Library, Rank, load
from kompas.norms.wording import rank_text
from kompas.web import norms
from tests.desk.conftest import SignIn
from tests.processes.days_elsewhere import ELSEWHERE, FROM_THE_RECORD, applies_for_more, noted
from tests.processes.town import EAST, Telling, applied, assessed
from tests.third_municipality.overlay import laid_over


def panel(sign_in: SignIn, told: Telling, by: str = "carla") -> str:
    answer = sign_in(by).get(reverse("case_norms", kwargs={"case_id": told.id}))
    assert answer.status_code == 200
    return answer.content.decode()


def with_facts(library: Library, **facts: str | bool) -> Telling:
    told = applied(library, EAST)
    for name, value in facts.items():
        told.does(FactNoted(name=name, value=value, source="Mødet", dated=date(2026, 5, 12)))
    return told


def test_the_answers_stand_with_rank_source_and_facts(sign_in: SignIn, library: Library) -> None:
    text = panel(sign_in, assessed(library, EAST))
    assert "Målgruppe" in text
    for rank in Rank:
        assert f">{rank_text(rank)}</span>" in text
    assert "Københavns kvalitetsstandarder 2019" in text
    assert "Udredning, 2. marts 2026" in text
    assert "Fortolkning:" in text
    assert "ordlyden" in text  # what was not read in the source itself


def test_what_is_not_known_is_asked_for(sign_in: SignIn, library: Library) -> None:
    text = panel(sign_in, applied(library, EAST))
    assert "Spørg om dette, det vigtigste først" in text
    assert "Mangler:" in text
    assert "Hvor bor borgeren?" in text


def test_outside_the_guiding_level_is_no_refusal(sign_in: SignIn, library: Library) -> None:
    told = with_facts(
        library,
        birth_date="1980-04-12",
        considerably_reduced_capacity=True,
        needs_support_to_keep_skills=True,
        vum_level="A1",
        housing="own_home",
        education="none",
        sheltered_employment_granted=False,
        other_activity_offer=False,
    )
    text = panel(sign_in, told)
    assert "Det er ikke et afslag" in text
    assert "Uden for det vejledende niveau: vurdér konkret og individuelt" in text
    assert "Tæt på:" in text
    assert "Ikke i målgruppen efter loven" not in text


def test_a_protected_fact_may_not_decide_alone(sign_in: SignIn, library: Library) -> None:
    told = with_facts(library, birth_date="1950-04-12", housing="long_term_stay")
    text = panel(sign_in, told)
    assert "Kan ikke alene give dette svar:" in text
    assert "Det strider mod:" in text
    assert "lad ikke »" in text  # and what the caseworker is to do instead


def test_a_past_day_is_answered_by_what_was_known_then(sign_in: SignIn, library: Library) -> None:
    told = assessed(library, EAST)
    told.today = date(2026, 6, 15)
    told.does(FactNoted(name="vum_level", value="A1", source="Ny udredning", dated=told.today))
    client = sign_in("carla")
    url = reverse("case_norms", kwargs={"case_id": told.id})
    assert "Ny udredning" in client.get(url).content.decode()
    assert "Ny udredning" not in client.get(f"{url}?pr=2026-06-10").content.decode()


def test_what_runs_in_another_case_is_told_and_what_it_contradicts(
    sign_in: SignIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, own = sign_in("anna"), load(laid_over(tmp_path / "norms", "havnsted"))
    monkeypatch.setattr(norms, "_held", [own])
    told = applies_for_more(own)

    def shown(name: str) -> str:
        answer = anna.get(reverse(name, kwargs={"case_id": told.id}))
        assert answer.status_code == 200
        return answer.content.decode()

    assert FROM_THE_RECORD in shown("case_norms")
    assert f"v-{ELSEWHERE}" not in shown("case_facts")  # nobody is asked
    told.does(noted(ELSEWHERE, 1))
    for name in ("case_norms", "case_facts"):
        assert "Der er noteret 1 dag om ugen, men i borgerens andre sager løber 2" in shown(name)
    assert "Noteret er 1, som ikke tæller" in shown("case_norms")
    assert f"v-{ELSEWHERE}" in shown("case_facts")  # the note can be put right
