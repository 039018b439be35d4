"""What was asked for to inform a case, on the screen: warned of before its day, told after."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kompas.casework.information import AnswerOutcome
from kompas.casework.steps.information_answer import InformationReceived
from kompas.norms import Library
from tests.clock import TODAY
from tests.desk.conftest import SignIn
from tests.desk.step_forms import ASKED, FORM, address, asked, newest, right_of, words
from tests.processes.town import Telling, assessed, takes

pytestmark = pytest.mark.usefixtures("town")


def waiting(library: Library) -> Telling:
    """The case is ready to be decided, and the citizen may still answer."""
    return assessed(library).does(ASKED)


def overdue(library: Library) -> Telling:
    telling = assessed(library)
    return telling.does(replace(ASKED, answer_by=TODAY - timedelta(days=10)))


def page(sign_in: SignIn, telling: Telling, name: str = "") -> str:
    return words(sign_in("anna").get(f"/sager/{telling.id}{name}"))


@pytest.mark.ledger("FW-25")
def test_before_its_day_the_pages_say_until_when_an_answer_is_awaited(
    library: Library, sign_in: SignIn
) -> None:
    telling = waiting(library)
    until = "Der ventes på oplysninger fra borgeren til og med"
    assert until in page(sign_in, telling)
    decision = page(sign_in, telling, "/afgoerelse")
    assert until in decision
    assert "Seneste kontoudtog." in decision
    telling.does(takes(telling))  # a warning, and no block
    assert telling.case.decisions


@pytest.mark.ledger("FW-25")
def test_after_its_day_the_pages_say_that_it_is_decided_on_what_there_is(
    library: Library, sign_in: SignIn
) -> None:
    telling = overdue(library)
    said = "Notér, hvad der kom, eller afgør sagen på det grundlag, der er."
    assert said in page(sign_in, telling)
    decision = page(sign_in, telling, "/afgoerelse")
    assert said in decision
    assert "Anmodning om oplysninger med frist" in decision  # the fact, with its day, untyped
    assert "Borgeren har ikke svaret i tide: gå videre" in words(sign_in("anna").get("/min-dag"))
    assert 'name="v-request_unanswered"' not in page(sign_in, telling, "/oplysninger")


def test_what_was_answered_is_warned_of_no_more(library: Library, sign_in: SignIn) -> None:
    telling = waiting(library)
    telling.does(
        InformationReceived(
            request=telling.case.seq,
            outcome=AnswerOutcome.RECEIVED,
            answered_on=ASKED.sent_on,
            answer="Kontoudtoget.",
        )
    )
    assert "Der ventes på oplysninger" not in page(sign_in, telling)
    decision = page(sign_in, telling, "/afgoerelse")
    assert "Der ventes på oplysninger" not in decision
    assert "Oplysningerne er kommet." in decision


def test_of_several_requests_it_is_said_which_is_answered(
    library: Library, sign_in: SignIn
) -> None:
    telling = asked(library)
    first = telling.case.seq
    telling.does(replace(ASKED, asks_for="Huslejekontrakt."))
    client, step = sign_in("anna"), "information_received"
    form = words(client.get(address(telling.id, step)))
    assert f'value="{first}"' in form
    typed = {**right_of(step), "request": str(first + 1), "seq": telling.case.seq}
    assert client.post(address(telling.id, step), typed).status_code == 302
    event = newest(telling)
    assert isinstance(event, InformationReceived)
    assert event.request == first + 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"asked_of": ""}, "Skriv, hvem der spørges."),
        ({"consent_how": ""}, "Skriv det om samtykket."),
        ({"of_others": ""}, None),
    ],
)
def test_another_is_named_and_a_consent_is_told_in_full(
    library: Library, sign_in: SignIn, typed: dict[str, str], said: str | None
) -> None:
    step = "information_requested"
    telling = FORM[step].start(library)
    given = {**right_of(step), **typed, "seq": telling.case.seq}
    answer = sign_in("anna").post(address(telling.id, step), given)
    if said is None:  # the citizen: what is written of another does not count
        assert answer.status_code == 302
        assert getattr(newest(telling), "asked_of", "") is None
    else:
        assert answer.status_code == 422
        assert said in words(answer)
