"""The form of a follow-up: the goals of today, the facts, the next day; and where it leads."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kompas.casework.follow_up import FollowUp
from kompas.casework.status import Status
from kompas.casework.steps.follow_up import FollowUpHeld
from kompas.casework.steps.goals import GoalsSet
from kompas.norms import Library
from tests.clock import TODAY
from tests.desk.conftest import SignIn
from tests.desk.step_forms import FOLLOWED, GOALS, address, newest, right_of, with_goals, words
from tests.proceedings import current
from tests.processes.town import applied, counted, sent
from tests.spec.case.stories import TODAY as TOLD_ON

pytestmark = pytest.mark.usefixtures("town")
STEP = "follow_up_held"
FOLLOWED_NOW = replace(FOLLOWED, held_on=TOLD_ON, next_on=TOLD_ON + timedelta(days=100))


def test_the_form_lists_the_goals_the_facts_and_the_rule(library: Library, sign_in: SignIn) -> None:
    told = with_goals(library)
    page = words(sign_in("anna").get(address(told.id, STEP)))
    assert all(goal in page for goal in GOALS)
    assert page.count('class="follow-goal"') == len(GOALS)
    assert "Oplysningerne, som reglerne bygger på" in page
    assert "#oplysning-education" in page
    rule = library.standard("activity_and_social", "vejen", TODAY)
    months = rule.follow_up(told.case.facts_on(TODAY), TODAY, is_first=False)
    assert months.shortest == 12
    assert (TODAY.replace(year=TODAY.year + 1)).isoformat() in page
    assert months.rows[0].text in page


def test_the_help_goes_on_by_one_form(library: Library, sign_in: SignIn) -> None:
    told, client = with_goals(library), sign_in("anna")
    typed = {**right_of(STEP), "seq": told.case.seq}
    page = words(client.post(address(told.id, STEP), typed, follow=True))
    assert "Gemt i sagen: Opfølgning holdt." in page
    assert "Der er intet at gøre, før hjælpen skal følges op." in page
    facts = words(client.get(f"/sager/{told.id}/oplysninger"))
    assert "Bekræftet" in facts


def test_what_must_change_leads_to_assessment_and_decision(
    library: Library, sign_in: SignIn
) -> None:
    told, client = with_goals(library), sign_in("anna")
    typed = {**right_of(STEP), "seq": told.case.seq, "help_changes": "ja"}
    empty = words(client.post(address(told.id, STEP), typed))
    assert empty.count("Skriv det, når hjælpen skal ændres.") >= 2
    told_why = {**typed, "change_reason": "Er træt.", "change_need": "Færre dage."}
    page = words(client.post(address(told.id, STEP), told_why, follow=True))
    assert "Opfølgningen viser, at hjælpen skal ændres." in page
    assert "/registrer/need_assessed" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"facts_hold": ""}, "Gå oplysningerne igennem"),
        ({"outcome_1": "referred", "why_1": "Et andet tilbud."}, "skal hjælpen ændres"),
        (
            {"outcome_1": "reached", "why_1": "x", "outcome_2": "reached", "why_2": "x"},
            "Alle mål slutter.",
        ),
        ({"outcome_1": "reached"}, "Skriv, hvorfor målet ændres eller slutter."),
        ({"progress_1": " "}, "Udfyld feltet."),
        ({"citizen_words": ""}, "Udfyld feltet."),
        ({"next_on": ""}, "Udfyld feltet."),
        ({"next_on": TODAY.isoformat()}, "ligger ikke efter i dag"),
        ({"next_on": (TODAY + timedelta(days=400)).isoformat()}, "som reglerne giver"),
        ({"held_on": (TODAY + timedelta(days=1)).isoformat()}, "ligger i fremtiden"),
        ({"form": "raven"}, "Vælg en af mulighederne."),
    ],
)
def test_what_is_wrong_is_said_at_the_form(
    typed: dict[str, str], said: str, library: Library, sign_in: SignIn
) -> None:
    told = with_goals(library)
    posted = {**right_of(STEP), **typed, "seq": told.case.seq}
    posted = {name: value for name, value in posted.items() if value or name != "facts_hold"}
    answer = sign_in("anna").post(address(told.id, STEP), posted)
    assert answer.status_code == 422
    assert said in words(answer)
    assert not isinstance(newest(told), FollowUpHeld)


def test_the_rules_day_counts_from_when_it_was_held(library: Library, sign_in: SignIn) -> None:
    """Who leaves the proposal standing is not told that it is too late."""
    told, client = with_goals(library), sign_in("anna")
    told.today = TODAY
    proposed = TODAY.replace(year=TODAY.year + 1)
    held_on = told.case.help.counted_from if told.case.help else TODAY
    assert held_on is not None
    typed = {
        **right_of(STEP),
        "seq": told.case.seq,
        "held_on": held_on.isoformat(),
        "next_on": proposed.isoformat(),
    }
    client.post(address(told.id, STEP), typed)
    event = newest(told)
    assert isinstance(event, FollowUp)
    assert event.next_on == held_on.replace(year=held_on.year + 1)


def test_without_goals_they_are_set_in_the_form(library: Library, sign_in: SignIn) -> None:
    told, client = sent(library), sign_in("anna")
    page = words(client.get(address(told.id, STEP)))
    assert "Der er ikke sat mål for hjælpen." in page
    typed = {**right_of(STEP), "seq": told.case.seq}
    assert "Der er ingen mål. Sæt mål," in words(client.post(address(told.id, STEP), typed))
    client.post(address(told.id, STEP), {**typed, "new_goals": "Ét\r\nTo"})
    assert newest(told).new_goals == ("Ét", "To")


def test_without_help_the_form_says_why_not(library: Library, sign_in: SignIn) -> None:
    answer = sign_in("anna").get(address(applied(library).id, STEP))
    assert answer.status_code == 409
    assert "Der løber ingen hjælp i sagen" in words(answer)


def test_the_case_leads_to_it_where_help_runs_and_not_to_the_need(
    library: Library, sign_in: SignIn
) -> None:
    told = with_goals(library)
    page = words(sign_in("anna").get(f"/sager/{told.id}"))
    assert "Følg op på hjælpen" in page
    assert f"/sager/{told.id}/registrer/need_uncovered" not in page


def test_a_follow_up_is_one_proceeding_that_has_had_its_end(library: Library) -> None:
    told = with_goals(library)
    before = told.case.help
    assert before is not None
    held = FollowUpHeld(
        **{
            name: getattr(FOLLOWED_NOW, name)
            for name in ("form", "citizen_words", "goals", "held_on", "next_on")
        }
    )
    case = told.does(held).case
    assert current(case).status is Status.CLOSED


def test_its_page_costs_no_more_than_others(library: Library, sign_in: SignIn) -> None:
    told, client = with_goals(library), sign_in("anna")
    told.does(replace(FOLLOWED_NOW, confirmed=()))
    for path in (f"/sager/{told.id}", address(told.id, STEP)):
        with counted() as statements:
            assert client.get(path).status_code == 200
        assert len(statements) <= 12, statements


# ---------------------------------------------------------------- what is missing after sending


def test_what_is_missing_stays_on_the_page_and_in_my_day(library: Library, sign_in: SignIn) -> None:
    told, client = sent(library), sign_in("anna")
    page = words(client.get(f"/sager/{told.id}"))
    assert "Der er ikke sat mål for hjælpen." in page
    assert page.count("Begrund, hvorfor ikke") == 2
    day = words(client.get("/min-dag"))
    assert "Mangler, efter at afgørelsen er sendt" in day
    assert f"/sager/{told.id}/registrer/goals_set" in day
    told.does(GoalsSet(goals=GOALS))
    reason = {"what": "action_plan", "reason": "Er ikke omfattet.", "seq": told.case.seq}
    client.post(address(told.id, "outstanding_explained"), reason)
    assert "Mangler, efter at afgørelsen er sendt" not in words(client.get("/min-dag"))
    assert "Begrund, hvorfor ikke" not in words(client.get(f"/sager/{told.id}"))


def test_my_day_is_few_statements_still(library: Library, sign_in: SignIn) -> None:
    sent(library)
    client = sign_in("anna")
    client.get("/min-dag")
    with counted() as statements:
        assert client.get("/min-dag").status_code == 200
    assert len(statements) <= 8, statements
