"""The form of facts that the norms make: asked in order, noted with source and day, never lost."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kompas.casework.decision_facts import READ_OFF
from kompas.casework.steps.fact import FactNoted
from kompas.desk import fact_form
from kompas.norms import Library
from kompas.norms.vocabulary import About
from tests.desk.conftest import SignIn
from tests.processes.town import EAST, Telling, applied, assessed
from tests.spec.case.stories import TODAY

NEEDS, HOUSING, VUM = "v-needs_support_to_keep_skills", "v-housing", "v-vum_level"
SOURCE = {"source": "VUM-udredning", "dated": "2026-05-20"}


def page_of(told: Telling) -> str:
    return reverse("case_facts", kwargs={"case_id": told.id})


def post(client: Client, told: Telling, **fields: str) -> Any:
    url = reverse("case_note_facts", kwargs={"case_id": told.id})
    given = {"seq": str(told.case.seq), **fields}
    return client.post(url, given)


def noted(told: Telling) -> list[FactNoted]:
    events = [entry.event for entry in told.entries()]
    return [event for event in events if isinstance(event, FactNoted)]


def shown(client: Client, told: Telling) -> str:
    answer = client.get(page_of(told))
    assert answer.status_code == 200
    return answer.content.decode()


# ---------------------------------------------------------------- the form


def test_what_settles_most_is_asked_first(sign_in: SignIn, library: Library) -> None:
    told = applied(library, EAST)
    text = shown(sign_in("carla"), told)
    standard = library.standard(
        "activity_and_social", "copenhagen", date(2026, 6, 21), "Borgercenter Handicap"
    )
    known = told.case.facts_on(date(2026, 6, 21))  # the number says how old the citizen is
    first = [name for name, _settles in standard.assess(known, date(2026, 6, 21)).ask_first]
    places = [text.index(f'name="v-{name}"') for name in first]
    assert places == sorted(places)
    assert "Afgør: " in text


def test_each_municipality_asks_what_its_own_norms_ask(sign_in: SignIn, library: Library) -> None:
    assert HOUSING in shown(sign_in("carla"), applied(library, EAST))
    assert HOUSING not in shown(sign_in("anna"), applied(library))


def test_the_draft_itself_tells_what_is_read_off_it(sign_in: SignIn, library: Library) -> None:
    text = shown(sign_in("carla"), applied(library, EAST))
    assert all(f'name="v-{name}"' not in text for name in READ_OFF)
    assert 'name="v-age_years"' not in text  # comes of the date of birth
    assert 'name="v-birth_date"' in text


def test_every_fact_of_the_vocabulary_has_a_field_that_reads_its_values(library: Library) -> None:
    """A new norm file may ask for any of them, and needs no code."""
    for fact in library.words.facts.values():
        if fact.about is About.SYSTEM or fact.derived:
            continue
        field = fact_form.value_field(fact_form.Asked(fact, fact.ask, 0.0))
        for code in {fact.domain.low, fact.domain.high}:
            written = fact_form._written(fact.domain.name(code))
            value = field.clean(written)
            assert fact.domain.read(fact_form._read(fact, value)) == code
        assert field.clean("") in (None, "")


def test_a_new_fact_in_a_norm_file_changes_the_form(library: Library) -> None:
    """Whatever facts a standard names, those are the fields."""
    standard = library.standard("activity_and_social", "vejen", TODAY)
    for other in library.standards():
        names = {fact.name for fact in fact_form.facts_to_ask(other)}
        wanted = {
            part
            for fact in other.facts
            for part in (fact.derived.inputs if fact.derived else (fact.name,))
            if library.words.facts[part].about is not About.SYSTEM
        }
        assert names == wanted - READ_OFF
    assert list(fact_form.facts_to_ask(standard))


def test_what_a_decision_must_show_can_be_noted(sign_in: SignIn, library: Library) -> None:
    """Nothing is demanded of the record that no field takes."""
    elements = library.words.elements
    for standard in library.standards():
        asked = {fact.name for fact in fact_form.facts_to_ask(standard)}
        rows = [row for ruled in standard.questions.values() for row in ruled.rows]
        demanded = {elements[name].fact for row in rows for name in row.requires}
        assert demanded - {None} - READ_OFF <= asked
    text = shown(sign_in("anna"), applied(library))
    assert 'name="v-offer_registered"' in text.partition("en afgørelse kan skulle vise")[2]


def test_a_group_of_values_can_be_told_where_it_is_not_known_which(
    sign_in: SignIn, library: Library
) -> None:
    told = applied(library, EAST)
    client = sign_in("carla")
    assert "ikke afklaret" in shown(client, told)
    assert post(client, told, **{HOUSING: "residential"}, **SOURCE).status_code == 302
    noted = told.entries(by="carla")[-1].event
    assert isinstance(noted, FactNoted)
    assert noted.value == "residential"


# ---------------------------------------------------------------- noting


def test_facts_are_noted_with_source_and_day(sign_in: SignIn, library: Library) -> None:
    told = applied(library)
    answer = post(sign_in("anna"), told, **{NEEDS: "true", "v-birth_date": "1980-04-12"}, **SOURCE)
    assert answer.status_code == 302
    assert {event.name: event.value for event in noted(told)} == {
        "needs_support_to_keep_skills": True,
        "birth_date": "1980-04-12",
    }
    assert {(event.source, event.dated) for event in noted(told)} == {
        ("VUM-udredning", date(2026, 5, 20))
    }


def test_one_fact_may_come_from_elsewhere(sign_in: SignIn, library: Library) -> None:
    told = applied(library)
    own = {
        "kilde-birth_date": "CPR-registret",
        "dato-birth_date": "2026-05-04",
        "v-birth_date": "1980-04-12",
    }
    post(sign_in("anna"), told, **{NEEDS: "false"}, **own, **SOURCE)
    assert [(e.name, e.source) for e in noted(told) if e.name == "birth_date"] == [
        ("birth_date", "CPR-registret")
    ]


@pytest.mark.parametrize(
    ("fields", "told_so"),
    [
        ({NEEDS: "true", "dated": "2026-05-20"}, "Skriv, hvor oplysningen er fra."),
        ({NEEDS: "true", "source": "Samtale"}, "Skriv kildens dato."),
        ({NEEDS: "true", "source": "Samtale", "dated": "2026-12-24"}, "Datoen ligger i fremtiden."),
        ({"v-birth_date": "31-02-2026", **SOURCE}, "ikke en dato, der findes"),
    ],
)
def test_what_is_wrong_is_told_at_the_field_and_nothing_is_lost(
    sign_in: SignIn, library: Library, fields: dict[str, str], told_so: str
) -> None:
    told = applied(library)
    answer = post(sign_in("anna"), told, **fields)
    assert answer.status_code == 422
    assert told_so in answer.content.decode()
    assert noted(told) == []
    if NEEDS in fields:
        assert 'value="true" checked' in answer.content.decode()


def test_of_several_facts_all_are_noted_or_none(
    sign_in: SignIn, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = applied(library)
    monkeypatch.setattr(fact_form.FactsForm, "_check", lambda *_args: None)
    fields = {NEEDS: "true", "source": "Samtale", "dated": "2026-05-20"}
    fields |= {"v-birth_date": "1980-04-12", "dato-birth_date": "2026-12-24"}
    answer = post(sign_in("anna"), told, **fields)
    assert answer.status_code == 422
    assert "ligger i fremtiden" in answer.content.decode()
    assert noted(told) == []


def test_a_correction_keeps_what_stood_before(sign_in: SignIn, library: Library) -> None:
    told = applied(library, EAST)
    client = sign_in("carla")
    post(client, told, **{HOUSING: "own_home"}, **SOURCE)
    earlier = {"source": "Bostedet", "dated": "2026-05-11"}  # an older paper, noted later
    seq = str(told.entries(by="carla")[-1].seq)
    values = [value for value, _text in fact_form._choices(library.words.facts["housing"])]
    other = next(value for value in values if value not in ("own_home", "residential", "home"))
    answer = post(client, told, **{HOUSING: other, "seq": seq}, **earlier)
    assert answer.status_code == 302
    text = shown(client, told)
    assert "1 tidligere" in text
    assert "Bostedet, 11. maj 2026" in text
    before = text[text.index("1 tidligere") :]
    assert "VUM-udredning" in before


def test_a_fact_that_these_norms_do_not_ask_for_can_be_put_right(
    sign_in: SignIn, library: Library
) -> None:
    told = assessed(library)  # Vejen does not ask where the citizen lives, and the case knows it
    client = sign_in("anna")
    assert HOUSING in shown(client, told)
    post(client, told, **{HOUSING: "own_home"}, **SOURCE)
    assert noted(told)[-1].value == "own_home"


def test_who_notes_the_same_fact_after_another_is_told_and_loses_nothing(
    sign_in: SignIn, library: Library
) -> None:
    told = applied(library)
    seen = str(told.case.seq)
    post(sign_in("birk"), told, **{NEEDS: "false"}, **SOURCE)
    answer = post(sign_in("anna"), told, **{NEEDS: "true", "seq": seen}, **SOURCE)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Sagen er ændret, siden du åbnede siden" in text
    assert 'value="true" checked' in text
    assert [event.value for event in noted(told)] == [False]


def test_who_notes_another_fact_after_another_goes_on(sign_in: SignIn, library: Library) -> None:
    told = applied(library)
    seen = str(told.case.seq)
    post(sign_in("birk"), told, **{NEEDS: "false"}, **SOURCE)
    fields = {"v-birth_date": "1980-04-12", "seq": seen}
    assert post(sign_in("anna"), told, **fields, **SOURCE).status_code == 302


def test_what_is_typed_is_kept_until_it_is_noted(sign_in: SignIn, library: Library) -> None:
    told = applied(library)
    client = sign_in("anna")
    draft = reverse("save_draft", kwargs={"case_id": told.id, "name": "facts"})
    assert draft in shown(client, told)
    said = client.post(draft, {"source": "Samtale med søsteren", NEEDS: "true"})
    assert "Gemt" in said.content.decode()
    text = shown(client, told)
    assert "Samtale med søsteren" in text
    assert 'value="true" checked' in text
    assert "Kladde fra" in text
    post(client, told, **{NEEDS: "true"}, **SOURCE)
    assert "Kladde fra" not in shown(client, told)


def test_a_draft_can_be_thrown_away(sign_in: SignIn, library: Library) -> None:
    told = applied(library)
    client = sign_in("anna")
    client.post(
        reverse("save_draft", kwargs={"case_id": told.id, "name": "facts"}), {NEEDS: "true"}
    )
    post(client, told, discard="1")
    assert "Kladde fra" not in shown(client, told)
    assert noted(told) == []


def test_who_may_only_look_gets_no_form(sign_in: SignIn, library: Library) -> None:
    told = assessed(library, EAST)
    text = shown(sign_in("petra"), told)
    assert "Notér oplysningerne" not in text
    assert "Det står i sagen" in text
    assert post(sign_in("petra"), told, **{HOUSING: "own_home"}, **SOURCE).status_code == 403


def test_a_fact_that_can_no_longer_be_read_is_told(sign_in: SignIn, library: Library) -> None:
    """A fact and those that it is worked out from: the rules cannot be asked, the page is there."""
    told = assessed(library)
    fact = FactNoted(name="age_years", value=45, source="Sagen", dated=TODAY)
    told.does(fact)
    text = shown(sign_in("anna"), told)
    assert "Alder" in text
    norms = sign_in("anna").get(reverse("case_norms", kwargs={"case_id": told.id}))
    assert "regnes ud af andre oplysninger" in norms.content.decode()
    assert "Ret oplysningen, så svarer Kompas igen." in norms.content.decode()


def test_who_comes_back_to_the_answer_of_the_form_sees_the_page(
    sign_in: SignIn, library: Library
) -> None:
    """As by the switch of language, which leads back to where one was."""
    told = applied(library)
    for name, page in (("case_note_facts", "case_facts"), ("case_attach", "case_documents")):
        answer = sign_in("anna").get(reverse(name, kwargs={"case_id": told.id}))
        assert answer.headers["Location"] == reverse(page, kwargs={"case_id": told.id})
