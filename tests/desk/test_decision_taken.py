"""Taking a decision: only as it can be read, on purpose where it would fall; and setting aside."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kompas.casework import DecisionKind
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.override import FindingOverridden
from kompas.casework.steps.withdrawal import EntryWithdrawn, Withdrawal
from kompas.norms import Library
from tests.desk.conftest import SignIn
from tests.desk.decision_pages import Page, address, begin, opened, status_of, stored, written
from tests.proceedings import current
from tests.processes.town import EAST, Telling, assessed, takes
from tests.spec.case.stories import ASSESSMENT, WITHOUT_HOURS

NOTHING = "Intet står i vejen for at sende den"


def take(client: Any, telling: Telling, **typed: Any) -> Any:
    page = opened(client, telling)
    return client.post(address(telling), {**page.sent, **typed, "do": "take"})


def noted(telling: Telling, name: str) -> tuple[int, FactNoted]:
    """The entry by which a fact was noted."""
    return next(
        (one.seq, one.event)
        for one in telling.entries()
        if isinstance(one.event, FactNoted) and one.event.name == name
    )


def test_a_sound_decision_is_taken_and_the_draft_is_gone(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, written(telling))
    answer = take(client, telling)
    assert answer.headers["Location"] == address(telling, "brev")
    assert status_of(telling) == "decided"
    assert stored(telling) is None
    # The browser is told to forget what it kept of it.
    assert address(telling, "afgoerelse/kladde") in opened(client, telling, "brev").html


def test_a_decision_that_would_fall_is_taken_only_on_purpose(
    sign_in: SignIn, library: Library
) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, written(telling, granted=WITHOUT_HOURS.granted))
    answer = take(client, telling)
    assert answer.status_code == 422
    assert "Jeg vil træffe afgørelsen alligevel" in answer.content.decode()
    assert status_of(telling) == "assessed"
    answer = take(client, telling, in_spite="1")
    assert answer.status_code == 302
    assert status_of(telling) == "decided"


def test_help_from_another_age_is_granted_when_the_date_is_said_to_be_right(
    sign_in: SignIn, library: Library
) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, written(telling, granted=WITHOUT_HOURS.granted, starts_on=date(1926, 6, 1)))
    answer = take(client, telling, in_spite="1")
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Hjælpen begynder 1. juni 1926" in shown
    # Both boxes stand there: ticking the one does not lose the other.
    assert "Ja, datoen er rigtig" in shown
    assert "Jeg vil træffe afgørelsen alligevel" in shown
    answer = take(client, telling, in_spite="1", days_confirmed="yes")
    assert answer.status_code == 302
    assert status_of(telling) == "decided"


def test_a_decision_without_a_kind_is_not_taken(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    answer = take(client, telling)
    page = Page(answer.content.decode())
    assert answer.status_code == 422
    assert "#f-kind" in page.links
    assert "f-kind-error" in page.ids


def test_what_the_rules_of_the_case_refuse_is_told(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library, EAST), sign_in("carla")
    begin(telling, written(telling), by="carla")
    assert "Sagen skal for visitationsudvalget" in opened(client, telling).html
    answer = take(client, telling)
    assert answer.status_code == 422
    assert "Sagen skal for visitationsudvalget" in answer.content.decode()
    assert stored(telling, "carla") is not None


@pytest.mark.parametrize("seq", ["1", "-7", "mange", ""])
def test_who_saw_an_older_case_is_told_and_loses_nothing(
    seq: str, sign_in: SignIn, library: Library
) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, written(telling))
    answer = take(client, telling, seq=seq, **{"need-text": "Skrevet imens"})
    assert answer.status_code == 409
    page = Page(answer.content.decode())
    assert "Sagen er ændret, siden du åbnede siden" in page.html
    assert page.fields["need-text"] == ["Skrevet imens"]
    assert status_of(telling) == "assessed"
    # The page that came back knows the case as it is now.
    assert client.post(address(telling), {**page.sent, "do": "take"}).status_code == 302


# ---------------------------------------------------------------- setting a finding aside


def falls_by_practice(library: Library) -> Telling:
    telling = assessed(library)
    return telling.does(takes(telling, granted=WITHOUT_HOURS.granted))


def test_another_sets_a_finding_aside_and_the_writer_cannot(
    sign_in: SignIn, library: Library
) -> None:
    telling = falls_by_practice(library)
    own = opened(sign_in("anna"), telling)
    assert "Du har selv truffet afgørelsen" in own.html
    assert "Fravig manglen" not in own.html
    birk = sign_in("birk")
    page = opened(birk, telling)
    assert "Fravig manglen" in page.html
    (kept,) = (
        one
        for one in current(telling.case).decision.trace.findings  # type: ignore[union-attr]
        if one.severity == "blocking"
    )
    said = {"code": kept.code, "about": kept.about, "seq": telling.case.seq}
    answer = birk.post(address(telling, "afgoerelse/fravig"), {**said, "why": " "})
    assert answer.status_code == 422
    assert "Skriv, hvorfor afgørelsen kan sendes alligevel." in answer.content.decode()
    why = "Timerne aftales med tilbuddet i indsatsplanen."
    stale = birk.post(address(telling, "afgoerelse/fravig"), {**said, "why": why, "seq": "1"})
    assert stale.status_code == 409
    assert why in stale.content.decode()
    assert sign_in("anna").post(
        address(telling, "afgoerelse/fravig"), {**said, "why": why}
    ).status_code == 422  # fmt: skip
    assert birk.post(address(telling, "afgoerelse/fravig"), {**said, "why": why}).status_code == 302
    assert telling.entries()[-1].event == FindingOverridden(
        code=kept.code, about=kept.about, why=why
    )
    # Without the hours the letter is whole, by the responsibility of who went on.
    again = opened(birk, telling).html
    assert "Fravig manglen" not in again
    assert NOTHING in again
    assert "Det mangler, hvor mange timer om ugen borgeren får." not in again
    assert birk.post(address(telling, "brev")).status_code == 302


def test_what_the_law_demands_cannot_be_set_aside(sign_in: SignIn, library: Library) -> None:
    telling = assessed(library)
    telling.does(takes(telling, kind=DecisionKind.REFUSAL, granted={}, legal_basis=()))
    page = opened(sign_in("birk"), telling)
    assert "Det kan ikke fraviges: loven kræver det" in page.html


def test_a_decision_that_was_taken_can_be_mended(sign_in: SignIn, library: Library) -> None:
    telling, client = falls_by_practice(library), sign_in("anna")
    page = opened(client, telling)
    assert page.fields["kind"] == ["grant"]
    answer = take(client, telling, **{"granted-hours_per_week": "35"})
    assert answer.headers["Location"] == address(telling, "brev")
    assert "Intet står i vejen" in opened(client, telling).html


def test_two_levels_of_need_are_told_before_the_decision_is_taken(
    sign_in: SignIn, library: Library
) -> None:
    telling, anna = assessed(library), sign_in("anna")
    words = "Udredningen siger støttebehov A1, og sagens oplysninger siger D2."
    assert words not in opened(anna, telling).html
    telling.does(replace(ASSESSMENT, vum_level="A1"))
    assert words in opened(anna, telling).html


def test_it_is_not_said_that_nothing_is_in_the_way_while_the_letter_lacks_something(
    sign_in: SignIn, library: Library
) -> None:
    telling, anna = assessed(library), sign_in("anna")
    telling.does(takes(telling, contact=None))
    page = opened(anna, telling)
    assert NOTHING not in page.html
    assert "Den kan ikke sendes endnu. Få dette på plads:" in page.html
    assert "Det mangler, hvem borgeren kan kontakte." in page.html
    assert "Ret det, og træf så afgørelsen igen." in page.html
    assert "Ret det, og træf så afgørelsen igen." in opened(anna, telling, "brev").html


def test_a_fact_that_the_letter_lacks_is_noted_and_the_decision_taken_again(
    sign_in: SignIn, library: Library
) -> None:
    telling, anna = assessed(library), sign_in("anna")
    seq, _fact = noted(telling, "considerably_reduced_capacity")
    mistake = EntryWithdrawn(seq=seq, reason=Withdrawal.MISTAKE, why="Noteret forkert.")
    telling.does(mistake, takes(telling))
    for page in (opened(anna, telling), opened(anna, telling, "brev")):
        assert NOTHING not in page.html
        assert "så notér den, og træf så afgørelsen igen" in page.html


def test_what_was_open_when_it_was_taken_is_told_though_the_letter_is_whole(
    sign_in: SignIn, library: Library
) -> None:
    telling = assessed(library)
    born = replace(noted(telling, "birth_date")[1], value="1980-02-03")
    telling.does(born, takes(telling))
    assert current(telling.case).decision.trace.verdict == "cannot_be_judged"  # type: ignore[union-attr]
    page = opened(sign_in("anna"), telling).html
    assert NOTHING not in page
    assert "Brevet kan laves, men Kompas kunne ikke bedømme afgørelsen" in page
    assert "efter CPR-nummeret" in page
