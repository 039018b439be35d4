"""What the citizen pays is worked out, kept with its calculation, and said in the letter."""

from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from django.test import Client

from kompas.accounts.models import User
from kompas.casework import Decision, DecisionKind
from kompas.casework.decision import StatedAmount
from kompas.casework.steps.decision import TakeDecision
from kompas.desk.deciding.draft import DRAFT, of_values
from kompas.letters.letter import plain_text
from kompas.norms import Library
from kompas.processes.draft_decision import Printed, letter_of
from kompas.processes.judgement import replay
from kompas.register import drafts
from tests.desk.conftest import one_day, plain_files
from tests.desk.decision_pages import Page, opened
from tests.matrix.examples import Example
from tests.matrix.playing import CASEWORKER, assessed
from tests.processes.town import Telling

__all__ = ["one_day", "plain_files"]
"""The fixtures of the desk, which hold for each test here."""

NUMBERS = count(800)
GRANT = DecisionKind.GRANT
AMOUNTS = {
    "107-copenhagen": {"income": 12_000, "actual_costs": 6_500, "comparable_home": 6_000},
    "108-copenhagen": {"cost_part": 3_000, "income_part": 1_500, "home_costs": 6_000},
    "103-copenhagen": {"transport_cost": 900, "earnings_after_tax": 1_000},
}
"""The citizen's amounts in kroner, for each service that has a payment to be worked out."""
TOLD = {
    "107-copenhagen": "Du betaler 6.000 kr. om måneden for boligen.",
    "108-copenhagen": "Du betaler 4.500 kr. om måneden for boligen.",
    "103-copenhagen": "Du betaler 300 kr. om måneden for transport til og fra tilbuddet.",
}
LATER = "Det får du en afgørelse om for sig."


def stated(name: str) -> dict[str, StatedAmount]:
    given = AMOUNTS[name].items()
    return {code: StatedAmount(amount_oere=value * 100, source="Sagen") for code, value in given}


def taken(library: Library, name: str, **changes: Any) -> tuple[Decision, str]:
    """The decision in the record, which replays, and the text of its letter."""
    example = Example(name, GRANT)
    telling = assessed(library, example, next(NUMBERS), panel=False)
    telling.does(TakeDecision(decision=replace(example.decision(library), **changes)))
    on = telling.case.current
    assert on is not None
    assert on.decision is not None
    again = replay(on.decision, library)
    assert again.differences == ()
    made = letter_of(on.decision.decision, again.judgement, library)
    assert isinstance(made, Printed)
    return on.decision.decision, plain_text(made.letter)


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("name", AMOUNTS)
def test_it_is_worked_out_kept_and_said(name: str, library: Library) -> None:
    decision, letter = taken(library, name, amounts=stated(name))
    payment = decision.payments[0]
    assert payment.open == ()
    assert payment.lines[0].source == "Sagen"
    assert all(line.source for line in payment.lines if line.how != "oplyst")
    assert TOLD[name] in letter
    assert "Sådan har vi regnet det ud: " in letter
    assert LATER not in letter


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("name", AMOUNTS)
def test_without_the_amounts_the_case_goes_on_and_the_letter_says_so(
    name: str, library: Library
) -> None:
    decision, letter = taken(library, name)
    assert decision.payments[0].amount_oere is None
    assert decision.payments[0].open
    assert LATER in letter
    assert TOLD[name] not in letter


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("name", AMOUNTS)
def test_an_amount_from_nowhere_is_none(name: str, library: Library) -> None:
    bare = {code: replace(one, source=" ") for code, one in stated(name).items()}
    decision, _letter = taken(library, name, amounts=bare)
    assert decision.payments[0].amount_oere is None


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("name", ["84-copenhagen", "85-copenhagen", "104-copenhagen", "104-vejen"])
def test_help_without_such_a_payment_has_none(name: str, library: Library) -> None:
    given = stated("107-copenhagen")
    decision, letter = taken(library, name, amounts=given)
    assert decision.payments == ()
    assert LATER not in letter


@pytest.mark.usefixtures("town")
def test_nobody_types_a_result(library: Library) -> None:
    forged, _letter = taken(library, "107-copenhagen", amounts=stated("107-copenhagen"))
    cheap = replace(forged.payments[0], amount_oere=1)
    decision, letter = taken(
        library, "107-copenhagen", amounts=stated("107-copenhagen"), payments=(cheap,)
    )
    assert decision.payments[0].amount_oere == 600_000
    assert TOLD["107-copenhagen"] in letter


# ---------------------------------------------------------------- on the screen


def begun(library: Library, name: str, **more: Any) -> tuple[Telling, Client]:
    example = Example(name, GRANT)
    telling = assessed(library, example, next(NUMBERS), panel=False)
    on = telling.case.current
    assert on is not None
    typed = of_values({**example.typed(), **more}).text()
    drafts.save(drafts.Draft(telling.id, DRAFT, CASEWORKER, typed, telling.now, on.entry))
    client = Client()
    client.force_login(User.objects.get(username=CASEWORKER))
    return telling, client


def asked_for(page: Page) -> set[str]:
    """The amounts that the form asks for."""
    names = (name.split("-") for name in page.fields)
    return {parts[1] for parts in names if parts[0] == "amounts" and len(parts) > 1}


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("name", AMOUNTS)
def test_the_form_asks_for_what_is_needed_and_shows_the_calculation(
    name: str, library: Library
) -> None:
    telling, client = begun(library, name)
    page = opened(client, telling)
    assert set(AMOUNTS[name]) <= asked_for(page)
    other = {code for each in AMOUNTS.values() for code in each} - set(AMOUNTS[name])
    assert not other & asked_for(page)
    assert "Kan ikke regnes ud endnu:" in page.html
    said = dict(page.sent)
    for code, kroner in AMOUNTS[name].items():
        said[f"amounts-{code}-amount_oere"], said[f"amounts-{code}-source"] = str(kroner), "Sagen"
    where = f"/sager/{telling.id}/afgoerelse"
    assert (
        client.post(where, {**said, "do": "show:amounts"})
        .headers["Location"]
        .endswith("#f-amounts")
    )
    page = opened(client, telling)
    assert 'class="is-result"' in page.html
    answer = client.post(where, {**page.sent, "do": "take"})
    assert answer.headers.get("Location") == f"/sager/{telling.id}/brev", answer.content.decode()
    assert TOLD[name] in client.get(f"/sager/{telling.id}/brev/visning").content.decode()


@pytest.mark.usefixtures("town")
def test_an_amount_without_a_source_is_told_at_its_field(library: Library) -> None:
    given = {"income": {"amount_oere": 1_200_000}}
    telling, client = begun(library, "107-copenhagen", amounts=given)
    page = opened(client, telling)
    where = f"/sager/{telling.id}/afgoerelse"
    answer = client.post(where, {**page.sent, "do": "take"})
    assert answer.status_code == 422
    assert "Skriv, hvor beløbet står" in answer.content.decode()


@pytest.mark.usefixtures("town")
def test_a_price_that_is_typed_has_a_source_and_what_is_free_needs_none(library: Library) -> None:
    price = {"what": "kost", "amount_oere": 190_000, "period": "month"}
    telling, client = begun(library, "107-copenhagen", costs=[price])
    where = f"/sager/{telling.id}/afgoerelse"
    answer = client.post(where, {**opened(client, telling).sent, "do": "take"})
    assert "fx tilbuddets takstblad" in answer.content.decode()
    telling, client = begun(library, "107-copenhagen", costs=[{**price, "amount_oere": 0}])
    where = f"/sager/{telling.id}/afgoerelse"
    answer = client.post(where, {**opened(client, telling).sent, "do": "take"})
    assert answer.status_code == 302


@pytest.mark.usefixtures("town")
def test_an_amount_that_nothing_is_worked_out_from_stands_there_to_be_deleted(
    library: Library,
) -> None:
    given = {"rent": {"amount_oere": 500_000, "source": "Lejekontrakten"}}
    telling, client = begun(library, "107-copenhagen", amounts=given)
    page = opened(client, telling)
    assert "Disse beløb bruges ikke" in page.html
    assert page.fields["amounts-rent-source"] == ["Lejekontrakten"]
