"""From one step straight to the next: what is recorded is told there, nothing is jumped over."""

from typing import Any

import pytest
from django.test import Client

from kompas.casework.steps.fact import FactNoted
from kompas.norms import Library
from tests.clock import TODAY
from tests.desk.conftest import SignIn
from tests.desk.step_forms import address, informed, right_of, words
from tests.desk.test_new_case import APPLICATION, GRANT
from tests.processes.town import EAST, Telling, applied, assessed
from tests.spec.case.stories import ON_AGENDA, RECOMMENDATION

pytestmark = pytest.mark.usefixtures("town")


def goes_on(client: Client, told: Telling, step: str) -> str:
    """Where one is after a step is recorded and gone on from."""
    typed = {**right_of(step), "seq": told.case.seq, "onward": "1"}
    answer = client.post(address(told.id, step), typed)
    assert answer.status_code == 302, words(answer)
    at = answer.headers["Location"]
    assert "er registreret i sagen" in words(client.get(at))
    return str(at).removeprefix(f"/sager/{told.id}")


def all_is_known(told: Telling) -> Telling:
    """Every fact that the norms wait for is noted, whatever it says."""
    here = (told.case.service, told.case.municipality, TODAY, None)
    standard = told.library.standard(*here)
    while missing := standard.assess(told.case.facts_on(TODAY), TODAY).ask_first:
        name, _settles = missing[0]
        domain = standard.words.facts[name].domain
        fact = FactNoted(
            name=name, value=domain.name(domain.low), source="Samtale", dated=told.today
        )
        told.does(fact)
    return told


def test_an_application_leads_to_reason_and_need(sign_in: SignIn) -> None:
    client = sign_in("anna")
    answer: Any = client.post("/sager/ny?slags=ansoegning", {**APPLICATION, "onward": "1"})
    assert answer.headers["Location"].endswith("/registrer/need_uncovered")
    assert "Sag 2026-104-77 er oprettet." in words(client.get(answer.headers["Location"]))


def test_a_grant_that_is_taken_over_leads_nowhere(sign_in: SignIn) -> None:
    client = sign_in("anna")
    assert "og gå videre" not in words(client.get("/sager/ny?slags=loebende"))
    answer: Any = client.post("/sager/ny?slags=loebende", {**GRANT, "onward": "1"})
    at = answer.headers["Location"]
    assert answer.status_code == 302
    assert "/registrer/" not in at


def test_need_leads_to_the_facts_that_are_missing(sign_in: SignIn, library: Library) -> None:
    assert goes_on(sign_in("anna"), applied(library), "need_uncovered") == "/oplysninger"


def test_where_no_fact_is_missing_need_leads_to_the_assessment(
    sign_in: SignIn, library: Library
) -> None:
    told = all_is_known(applied(library))
    assert goes_on(sign_in("anna"), told, "need_uncovered") == "/registrer/need_assessed"


def test_facts_lead_to_the_assessment_also_while_some_are_missing(
    sign_in: SignIn, library: Library
) -> None:
    told, client = informed(library), sign_in("anna")
    assert "Notér, og gå videre" in words(client.get(f"/sager/{told.id}/oplysninger"))
    typed = {"v-needs_support_to_keep_skills": "true", "source": "Samtale", "onward": "1"}
    typed |= {"seq": str(told.case.seq), "dated": told.today.isoformat()}
    answer: Any = client.post(f"/sager/{told.id}/oplysninger/noter", typed)
    assert answer.status_code == 302, words(answer)
    assert answer.headers["Location"].endswith("/registrer/need_assessed")


def test_the_assessment_leads_to_the_decision_or_to_the_panel(
    sign_in: SignIn, library: Library
) -> None:
    west = all_is_known(informed(library))
    assert goes_on(sign_in("anna"), west, "need_assessed") == "/afgoerelse"
    east = assessed(library, EAST)
    leads = goes_on(sign_in("carla"), east, "need_assessed")
    assert leads == "/registrer/recommendation_made"


def test_where_an_answer_is_waited_for_one_is_back_at_the_case(
    sign_in: SignIn, library: Library
) -> None:
    told = assessed(library, EAST).does(RECOMMENDATION, ON_AGENDA)
    assert goes_on(sign_in("carla"), told, "evidence_added") == ""


def test_without_that_button_one_is_back_at_the_case(sign_in: SignIn, library: Library) -> None:
    told = applied(library)
    typed = {**right_of("need_uncovered"), "seq": told.case.seq}
    answer: Any = sign_in("anna").post(address(told.id, "need_uncovered"), typed)
    assert answer.headers["Location"] == f"/sager/{told.id}"
