"""The citizen is asked for what the case lacks; what is not answered in time keeps nothing back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kompas.casework import advice, decision_facts
from kompas.casework.fold import fold
from kompas.casework.information import UNANSWERED, AnswerOutcome
from kompas.casework.steps.application import Consent
from kompas.casework.steps.early_help import ReferredToEarlyHelp
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.information_answer import InformationReceived
from kompas.casework.steps.information_request import InformationRequested
from kompas.casework.summary import due
from kompas.casework.work_items import work_items
from kompas.norms import GivenFact, Library
from kompas.norms.vocabulary import Stage
from kompas.processes.judgement import replay
from tests.spec.case.stories import (
    DIGITAL_POST,
    LETTER,
    REFUSED,
    TODAY,
    Story,
    assessed,
    informed,
    received,
    sent,
    takes,
    withdraws,
)

ASKED_ON, UNTIL = date(2026, 5, 13), date(2026, 5, 27)
NEXT_WEEK = TODAY + timedelta(days=7)
ASKED = InformationRequested(
    asks_for="Hvor mange dage om ugen ønsker du at komme?",
    sent_on=ASKED_ON,
    answer_by=UNTIL,
    consequence_told=True,
)
RUNS = replace(ASKED, answer_by=NEXT_WEEK)
CONSENT = Consent(scope="Oplysninger om helbred", given_on=ASKED_ON, how="på mødet")
OF_DOCTOR = replace(ASKED, asks_for="Lægeerklæring", asked_of="Egen læge", consent=CONSENT)
CAME = InformationReceived(
    request=1, outcome=AnswerOutcome.RECEIVED, answered_on=TODAY, answer="Fire dage."
)
NOTHING = replace(CAME, outcome=AnswerOutcome.NOTHING, answer="")
NO = replace(CAME, outcome=AnswerOutcome.REFUSED, answer="Det vil jeg ikke svare på.")
ANEW = "decide-on-what-there-is"


def asked(library: Library, request: InformationRequested = ASKED) -> tuple[Story, int]:
    """A case in which one request was made, and its entry."""
    story = assessed(library).does(request)
    return story, story.seq


def said(story: Story) -> tuple[GivenFact | None, list[str]]:
    """What the decision that was taken rests on of requests, and the norms' rows on the process."""
    assert story.on.decision is not None
    decision = story.on.decision.decision
    standard = story.standard_on(TODAY)
    assert standard is not None
    answers = standard.assess(decision_facts(decision), TODAY, Stage.DECISION).answers
    codes = [row.code for row in answers["processing"].holding()]
    return decision.facts.get(UNANSWERED), codes


def codes(story: Story, day: date = TODAY) -> list[str]:
    return [lack.code for lack in advice.requests(story.on, day)]


# ---------------------------------------------------------------- in time, and not


@pytest.mark.ledger("FW-25")
def test_the_record_shows_what_the_citizen_was_asked_when_and_until_when(library: Library) -> None:
    story, seq = asked(library)
    (request,) = story.on.requests
    assert (request.seq, request.asks_for) == (seq, ASKED.asks_for)
    assert (request.sent_on, request.answer_by, request.outcome) == (ASKED_ON, UNTIL, None)
    assert due(story.case) == (UNTIL, "information_request")
    (item,) = work_items(story.case)
    assert (item.due_on, item.waits_for) == (UNTIL, "party")


@pytest.mark.ledger("FW-25")
def test_without_an_answer_in_time_it_is_decided_on_what_there_is(library: Library) -> None:
    story, _seq = asked(library)
    assert codes(story) == ["overdue"]
    story.does(takes(REFUSED))
    fact, rows = said(story)
    assert fact == GivenFact(
        value=True, source="Anmodning om oplysninger med frist 27.5.2026", dated=ASKED_ON
    )
    assert ANEW in rows
    assert due(story.case)[1] == "decision"
    assert story.on.decision is not None
    assert replay(story.on.decision, library).differences == ()
    assert story.does(LETTER, DIGITAL_POST).on.sent is not None


@pytest.mark.ledger("FW-25")
def test_an_answer_in_time_is_no_silence(library: Library) -> None:
    story, seq = asked(library)
    story.does(replace(CAME, request=seq, answered_on=UNTIL), takes(REFUSED))
    fact, rows = said(story)
    assert fact == GivenFact(value=False)
    assert ANEW not in rows
    assert codes(story) == []


@pytest.mark.ledger("FW-25")
def test_on_the_last_day_there_is_still_time(library: Library) -> None:
    story, _seq = asked(library, replace(ASKED, answer_by=TODAY))
    assert codes(story) == ["awaited"]
    assert codes(story, TODAY + timedelta(days=1)) == ["overdue"]
    story.does(takes(REFUSED))
    assert said(story)[0] == GivenFact(value=False)


@pytest.mark.ledger("FW-25")
def test_while_an_answer_is_awaited_the_decision_waits_but_is_not_kept_back(
    library: Library,
) -> None:
    story, _seq = asked(library, RUNS)
    found = advice.next_step(story.case, story.on, TODAY, panel_required=False)
    assert (found.step, found.waits_until) == ("information_received", NEXT_WEEK)
    assert "8. juni 2026" in found.text
    story.does(takes(REFUSED))
    assert ANEW not in said(story)[1]
    assert due(story.case) == (NEXT_WEEK, "information_request")
    assert story.does(LETTER, DIGITAL_POST).on.sent is not None


@pytest.mark.ledger("FW-25")
@pytest.mark.parametrize(
    ("answer", "silent"),
    [(NOTHING, True), (NO, True), (replace(CAME, answered_on=TODAY), False)],
    ids=["nothing", "refused", "late"],
)
def test_what_came_is_told_as_it_was(
    library: Library, answer: InformationReceived, *, silent: bool
) -> None:
    """Nothing and a refusal are no help; what came late, but before the decision, is."""
    story, seq = asked(library)
    story.does(replace(answer, request=seq), takes(REFUSED))
    assert (ANEW in said(story)[1]) == silent
    assert due(story.case)[1] == "decision"


@pytest.mark.ledger("FW-25")
def test_a_refusal_ends_the_wait_before_the_day(library: Library) -> None:
    story, seq = asked(library, RUNS)
    story.does(replace(NO, request=seq))
    assert codes(story) == []
    assert ANEW in said(story.does(takes(REFUSED)))[1]


@pytest.mark.ledger("FW-25")
def test_another_who_does_not_answer_is_not_the_citizen_who_does_not_help(
    library: Library,
) -> None:
    story, _seq = asked(library, OF_DOCTOR)
    assert due(story.case) == (UNTIL, "information_request_of_others")
    (item,) = work_items(story.case)
    assert item.waits_for == "source"
    assert codes(story) == ["overdue"]
    story.does(takes(REFUSED))
    assert said(story)[0] == GivenFact(value=False)


def test_who_was_not_told_what_follows_is_told_first(library: Library) -> None:
    story, _seq = asked(library, replace(ASKED, consequence_told=False))
    assert codes(story) == ["overdue", "consequence_untold"]
    story.does(RUNS)
    assert codes(story) == ["overdue", "awaited"]


def test_what_did_not_come_in_time_goes_before_what_is_awaited(library: Library) -> None:
    story, _seq = asked(library)
    story.does(RUNS)
    (item,) = work_items(story.case)
    assert item.due_on == UNTIL  # the list says that its time is out
    found = advice.next_step(story.case, story.on, TODAY, panel_required=False)
    assert found.step != "information_received"


def test_where_nothing_was_asked_nobody_was_silent(library: Library) -> None:
    fact, rows = said(assessed(library).does(takes(REFUSED)))
    assert fact == GivenFact(value=False)
    assert ANEW not in rows


def test_nobody_says_so_by_typing_it(library: Library) -> None:
    typed = FactNoted(name=UNANSWERED, value=True, source="Sagen", dated=ASKED_ON)
    fact, rows = said(assessed(library).does(typed, takes(REFUSED)))
    assert fact == GivenFact(value=False)
    assert ANEW not in rows


# ---------------------------------------------------------------- several


@pytest.mark.ledger("FW-25")
def test_a_later_request_drops_none_before_it(library: Library) -> None:
    story, first = asked(library)
    story.does(RUNS, OF_DOCTOR)
    doctor = story.seq
    assert [one.seq for one in story.on.requests_due()] == [first, first + 1, doctor]
    story.does(replace(CAME, request=doctor, answer="Erklæringen."))
    assert [one.seq for one in story.on.requests_due()] == [first, first + 1]
    assert due(story.case) == (UNTIL, "information_request")
    story.does(replace(NOTHING, request=first))
    assert due(story.case) == (NEXT_WEEK, "information_request")
    assert codes(story) == ["awaited"]
    # The one that was not answered stands, though the other still runs.
    assert ANEW in said(story.does(takes(REFUSED)))[1]


def test_what_comes_later_is_added_and_nothing_unsays_it(library: Library) -> None:
    story, seq = asked(library)
    story.does(replace(NOTHING, request=seq), replace(CAME, request=seq))
    story.does(replace(CAME, request=seq, answer="Og helst ikke fredag."))
    assert story.on.requests[0].answer == "Fire dage.\n\nOg helst ikke fredag."
    assert story.refuses(replace(NO, request=seq)) == ["has_been_answered"]


def test_it_stays_open_where_the_citizen_goes_to_early_help_first(library: Library) -> None:
    story = informed(library).does(RUNS)
    seq = story.seq
    story.does(ReferredToEarlyHelp(to="Værested", why="Det prøves først."))
    assert due(story.case) == (NEXT_WEEK, "information_request")
    assert story.does(replace(CAME, request=seq)).on.requests[0].outcome is AnswerOutcome.RECEIVED


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"asks_for": "  "}, ["asked_for_nothing"]),
        ({"answer_by": ASKED_ON}, ["no_time_to_reply"]),
        ({"sent_on": TODAY + timedelta(days=1), "answer_by": NEXT_WEEK}, ["in_the_future"]),
        ({"asked_of": "Egen læge"}, ["consent_missing"]),
        (
            {"asked_of": "Egen læge", "consent": replace(CONSENT, given_on=TODAY)},
            ["asked_before_consent"],
        ),
        ({"asked_of": "Egen læge", "consent": CONSENT}, []),
        ({"asked_of": "Egen læge", "basis": "retssikkerhedsloven § 11 c"}, []),
        ({"asked_of": "Egen læge", "basis": "sundhedsloven"}, []),
        ({"asked_of": "Egen læge", "basis": "fordi det haster"}, ["no_rule"]),
    ],
)
def test_a_request_says_what_of_whom_by_what_right_and_leaves_time(
    library: Library, changes: dict[str, object], code: list[str]
) -> None:
    assert assessed(library).refuses(replace(ASKED, **changes)) == code  # type: ignore[arg-type]


def test_an_answer_names_a_request_that_stands_and_comes_after_it(library: Library) -> None:
    assert assessed(library).refuses(CAME) == ["no_such_request"]
    story, seq = asked(library)
    assert story.refuses(replace(CAME, request=seq, answer=" ")) == ["answer_missing"]
    early = replace(CAME, request=seq, answered_on=ASKED_ON - timedelta(days=1))
    assert story.refuses(early) == ["replied_before_asked"]
    assert story.refuses(replace(NOTHING, request=seq, answered_on=UNTIL)) == [
        "still_time_to_answer"
    ]
    assert story.refuses(replace(NOTHING, request=seq)) == []


def test_nothing_is_asked_once_the_decision_is_sent(library: Library) -> None:
    assert sent(library).refuses(ASKED) == ["out_of_order"]
    assert received(library).refuses(ASKED) == []


# ---------------------------------------------------------------- withdrawn, and since


def test_a_request_is_withdrawn_after_its_answer_and_is_then_no_ground(library: Library) -> None:
    story, seq = asked(library)
    story.does(replace(NOTHING, request=seq))
    assert story.refuses(withdraws(seq)) == ["built_on"]
    story.does(withdraws(seq + 1))
    assert codes(story) == ["overdue"]
    story.does(withdraws(seq))
    assert story.on.requests == ()
    assert said(story.does(takes(REFUSED)))[0] == GivenFact(value=False)
    assert fold(story.entries) == story.case


@pytest.mark.parametrize("request_", [ASKED, RUNS, OF_DOCTOR], ids=["late", "runs", "doctor"])
def test_what_comes_after_the_decision_is_decided_on_before_it_is_sent(
    library: Library, request_: InformationRequested
) -> None:
    story, seq = asked(library, request_)
    story.does(takes(REFUSED), LETTER, replace(CAME, request=seq))
    assert story.refuses(DIGITAL_POST) == ["informed_since"]
    assert story.does(takes(REFUSED), LETTER, DIGITAL_POST).on.sent is not None


def test_that_nothing_came_after_the_decision_keeps_nothing_back(library: Library) -> None:
    story, seq = asked(library)
    story.does(takes(REFUSED), LETTER, replace(NOTHING, request=seq))
    assert story.refuses(DIGITAL_POST) == []
