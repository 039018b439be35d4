"""Requests for information in the database: listed by their day, judged by, replayed."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from kompas.casework.information import UNANSWERED, AnswerOutcome
from kompas.casework.steps.information_answer import InformationReceived
from kompas.casework.steps.information_request import InformationRequested
from kompas.norms import GivenFact, Library
from kompas.processes.judgement import replay
from kompas.processes.reading import folded
from kompas.register import worklists
from kompas.register.verify import verify
from kompas.register.worklists import Chosen, Part
from tests.processes.several import both, items, waits
from tests.processes.town import Telling, assessed, takes, viewer
from tests.spec.case.stories import DIGITAL_POST, TODAY, withdraws

pytestmark = pytest.mark.usefixtures("town")

UNTIL = TODAY + timedelta(days=10)
ASKED = InformationRequested(
    asks_for="Seneste kontoudtog.", sent_on=TODAY, answer_by=UNTIL, consequence_told=True
)
OF_DOCTOR = replace(
    ASKED,
    asks_for="Lægeerklæring.",
    asked_of="Egen læge",
    answer_by=UNTIL - timedelta(days=3),
    basis="retssikkerhedsloven § 11 c",
)


def asked(library: Library) -> tuple[Telling, int]:
    """A case in which the citizen was asked, and the entry that tells so."""
    telling = assessed(library).does(ASKED)
    return telling, telling.case.seq


def parts(day_after: int) -> dict[Part, int]:
    day = UNTIL + timedelta(days=day_after)
    lines = {part: worklists.mine(viewer("anna"), day, Chosen(part=part)).lines for part in Part}
    return {part: len(found) for part, found in lines.items() if found}


@pytest.mark.ledger("FW-25")
def test_what_was_not_answered_is_decided_without_and_the_record_says_when_it_was_asked(
    library: Library,
) -> None:
    telling, seq = asked(library)
    telling.today = UNTIL + timedelta(days=1)
    telling.does(takes(telling, decided_on=telling.today, starts_on=telling.today))
    taken = telling.case.decisions[-1]
    fact = taken.decision.facts[UNANSWERED]
    assert (fact.value, fact.dated) == (True, TODAY)
    explained = json.loads(taken.trace.explanation)
    assert explained["facts"][UNANSWERED] == {
        "value": True,
        "source": "Anmodning om oplysninger med frist 11.6.2026",
        "dated": "2026-06-01",
    }
    rows = explained["questions"]["processing"]["rows"]
    assert [row["status"] for row in rows if row["code"] == "decide-on-what-there-is"] == ["holds"]
    assert replay(taken, library).differences == ()
    entry = telling.entries()[seq - 1]
    assert entry.event == ASKED
    telling.prints()
    telling.does(replace(DIGITAL_POST, sent_on=telling.today))
    assert folded(telling.entries()) == telling.case
    assert list(verify()) == []


@pytest.mark.ledger("FW-25")
def test_it_waits_for_the_citizen_until_its_day_and_is_then_late(library: Library) -> None:
    telling, seq = asked(library)
    assert items(telling)[0][3:] == (UNTIL, "information_request")
    assert waits(telling) == ["party"]
    assert parts(0) == {Part.SOON: 1, Part.WAITING: 1}
    assert parts(1) == {Part.LATE: 1}
    telling.today = UNTIL + timedelta(days=1)
    nothing = InformationReceived(
        request=seq, outcome=AnswerOutcome.NOTHING, answered_on=telling.today
    )
    telling.does(nothing)
    assert items(telling)[0][4] == "decision"


@pytest.mark.ledger("FW-25")
def test_several_stand_beside_each_other_and_each_is_answered_by_itself(library: Library) -> None:
    telling, first = asked(library)
    telling.does(OF_DOCTOR)
    doctor = telling.case.seq
    assert items(telling)[0][3:] == (OF_DOCTOR.answer_by, "information_request_of_others")
    assert waits(telling) == ["source"]
    came = InformationReceived(
        request=doctor, outcome=AnswerOutcome.RECEIVED, answered_on=TODAY, answer="Erklæringen."
    )
    telling.does(came)
    assert items(telling)[0][3:] == (UNTIL, "information_request")
    assert telling.refuses(withdraws(doctor)) == ["built_on"]
    telling.does(withdraws(telling.case.seq))
    assert items(telling)[0][3:] == (OF_DOCTOR.answer_by, "information_request_of_others")
    assert telling.refuses(replace(came, request=first - 1)) == ["no_such_request"]


def test_a_request_in_one_proceeding_is_no_silence_in_another(library: Library) -> None:
    telling, follow_up, complained = both(library)
    telling.does(
        replace(ASKED, sent_on=telling.today, answer_by=telling.today + timedelta(1)),
        belongs=complained,
    )
    day = telling.today + timedelta(days=9)
    of = {one.entry: one.facts_on(day)[UNANSWERED] for one in telling.case.open_proceedings}
    assert of[follow_up] == GivenFact(value=False)
    assert of[complained].value is True
