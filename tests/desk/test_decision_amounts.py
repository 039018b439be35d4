"""How much help, as it is written in a decision: in the measures of the service, never lost."""

from dataclasses import replace
from html import unescape

import pytest

from kompas.desk.deciding.draft import DRAFT
from kompas.norms import Library
from kompas.register import drafts
from kompas.register.drafts import Draft
from tests.desk.conftest import SignIn
from tests.desk.decision_pages import Page, address, begin, opened, status_of, written
from tests.processes.several import both
from tests.processes.town import EAST, Telling, assessed
from tests.spec.case.stories import APPLICATION, ASSESSMENT, NEED

AMOUNTS = {
    "granted-days_per_week": ("40", "»40« kan ikke bruges. Skriv et helt tal fra 0 til 7."),
    "granted-hours_per_week": ("2,3", "i trin på 0,5, fx 2,5. Her tælles timer om ugen."),
    "granted_before-days_per_week": ("tre", "»tre« kan ikke bruges."),
    "granted_before-hours_per_week": ("-1", "Skriv et tal fra 0 til 168"),
}


@pytest.mark.parametrize("name", AMOUNTS)
def test_an_amount_that_cannot_be_is_refused_with_its_unit_and_stays(
    name: str, sign_in: SignIn, library: Library
) -> None:
    telling, client = assessed(library), sign_in("anna")
    typed, said = AMOUNTS[name]
    page = opened(client, telling)
    client.post(address(telling), {**page.sent, "kind": "grant", name: typed, "do": "save"})
    page = opened(client, telling)
    assert page.fields[name] == [typed]
    assert f"#f-{name}" in page.links
    assert said in page.html
    assert client.post(address(telling), {**page.sent, "do": "take"}).status_code == 422
    assert status_of(telling) == "assessed"


def test_a_draft_from_before_measures_opens_with_what_it_held(
    sign_in: SignIn, library: Library
) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, {
        "kind": "reduction",
        "extent": {"days_per_week": 3, "hours_per_week": "17.5"},
        "extent_before": {"days_per_week": 4},
    })  # fmt: skip
    page = opened(client, telling)
    assert page.fields["granted-days_per_week"] == ["3"]
    assert page.fields["granted-hours_per_week"] == ["17,5"]
    assert page.fields["granted_before-days_per_week"] == ["4"]


MEASURES = {
    "home_relief": ["hours_per_week", "days_per_year", "weekends_per_month"],
    "socio_pedagogical_support": ["hours_per_week", "hours_per_fortnight"],
    "sheltered_employment": ["days_per_week", "hours_per_week"],
    "temporary_stay": [],
    "long_term_stay": [],
}


@pytest.mark.parametrize("service", MEASURES)
def test_a_decision_is_written_in_the_measures_of_its_service(
    service: str, sign_in: SignIn, library: Library
) -> None:
    application = replace(APPLICATION, service=service, unit=EAST, municipality="copenhagen")
    telling = Telling(library, by="carla").does(application, NEED, ASSESSMENT)
    page = opened(sign_in("carla"), telling)
    for part in ("granted", "granted_before"):
        fields = [name.partition("-")[2] for name in page.fields if name.startswith(f"{part}-")]
        assert fields == MEASURES[service], part


@pytest.mark.parametrize("kind", ["grant", "termination"])
def test_a_place_that_a_taken_decision_holds_is_never_typed(
    kind: str, sign_in: SignIn, library: Library
) -> None:
    application = replace(
        APPLICATION, service="temporary_stay", unit=EAST, municipality="copenhagen"
    )
    telling = Telling(library, by="carla").does(application, NEED, ASSESSMENT)
    draft = {"kind": kind, "granted": {"place": "1"}, "granted_before": {"place": "1"}}
    begin(telling, draft, by="carla")
    page = opened(sign_in("carla"), telling)
    assert "granted-place" not in page.fields
    # What the draft was of is no help that is left when it is mended into a termination.
    assert "kind_contradicts_extent" not in [code for code, _way in page.findings]


def test_an_amount_that_is_none_of_the_help_is_shown_to_be_deleted(
    sign_in: SignIn, library: Library
) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, {"kind": "grant", "granted": {"place": "1"}})
    assert opened(client, telling).fields["granted-place"] == ["1"]


def test_all_that_is_wrong_is_told_at_once_with_the_field_of_each(
    sign_in: SignIn, library: Library
) -> None:
    telling, client = assessed(library), sign_in("anna")
    wrong = {
        "granted-days_per_week": ("1e9", "Dage om ugen"),
        "granted_before-days_per_week": ("-1", "Dage om ugen hidtil"),
        "granted-hours_per_week": ("2,3", "Timer om ugen"),
        "starts_on": ("snart", "Gælder fra"),
        "complaint_guidance-deadline_weeks": ("x", "Frist i uger"),
    }
    typed = {name: text for name, (text, _label) in wrong.items()}
    page = opened(client, telling)
    for kind in ("grant", ""):
        answer = client.post(address(telling), {**page.sent, **typed, "kind": kind, "do": "take"})
        assert answer.status_code == 422
        html = unescape(answer.content.decode())
        listed = html.partition('role="alert"')[2].partition("</ul>")[0]
        for name, (_text, label) in wrong.items():
            at = f"f-{name}"
            assert f'<a href="#{at}">{label}</a>: ' in listed, (kind, name)
            assert f'for="{at}">{label}</label>' in html, name
        assert ('href="#f-kind">Hvilken afgørelse er det?</a>' in listed) is (not kind), kind


def test_what_the_citizen_has_is_the_cases_to_say(sign_in: SignIn, library: Library) -> None:
    """A decision that is mended states it; the page has no field for it where the help runs."""
    telling, follow_up, _complained = both(library)
    client = sign_in("anna")
    draft = {**written(telling), "granted_before": {"days_per_week": 4, "hours_per_week": "20"}}
    drafts.save(Draft(telling.id, DRAFT, "anna", draft, telling.now, follow_up))
    answer = client.get(f"{address(telling)}?forloeb={follow_up}")
    page = Page(answer.content.decode())
    assert "Borgeren har nu: " in page.html
    assert "granted_before-days_per_week" not in page.fields
    assert "ulaeseligt" not in page.ids
