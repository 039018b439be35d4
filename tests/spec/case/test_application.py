"""The application, and the time that the municipality has to answer it."""

from dataclasses import replace
from datetime import date

import pytest

from kompas.casework.status import Status
from kompas.casework.steps.application import ApplicationReceived, Channel, Consent
from kompas.casework.steps.delay_notice import DelayNotified
from kompas.casework.steps.early_help import ReferredToEarlyHelp
from kompas.casework.summary import due
from kompas.norms import Library
from tests.proceedings import current
from tests.spec.case.stories import (
    APPLICATION,
    APPLIED_ON,
    CASEWORKER,
    CITIZEN,
    COPENHAGEN,
    NEED,
    TODAY,
    VEJEN,
    Story,
    decided,
    received,
    sent,
)

CONSENT = Consent(
    scope="At søge og at tale med kommunen om ansøgningen",
    given_on=date(2026, 5, 2),
    how="Skriftligt",
)
DELAY = DelayNotified(
    why="Vi mangler udtalelsen fra egen læge.",
    expected_on=date(2026, 7, 1),
    notified_on=TODAY,
)


@pytest.mark.ledger("FW-15", "VEJ-06")
@pytest.mark.parametrize("channel", list(Channel))
def test_an_application_comes_digitally_by_phone_or_by_letter(
    channel: Channel, library: Library
) -> None:
    case = Story(library).does(replace(APPLICATION, channel=channel)).case
    assert case.status is Status.RECEIVED
    assert case.citizen == CITIZEN
    assert case.opened_on == APPLIED_ON


@pytest.mark.ledger("VEJ-06", "PROC-09")
def test_of_an_application_by_phone_the_caseworker_writes_what_was_said(library: Library) -> None:
    told = "Har svært ved at komme ud. Har epilepsi."
    phoned = replace(APPLICATION, channel=Channel.PHONE, applied_for=told)
    story = Story(library).does(phoned)
    assert story.case.applied_for == told
    assert story.entries[0].by == story.case.assigned_to == CASEWORKER


@pytest.mark.ledger("FW-15")
def test_another_applies_on_the_citizens_behalf_with_consent(library: Library) -> None:
    by_sister = replace(APPLICATION, on_behalf_by="Søsteren", consent=CONSENT)
    story = Story(library).does(by_sister)
    received = story.entries[0].event
    assert isinstance(received, ApplicationReceived)
    assert received.consent == CONSENT
    assert story.case.citizen == CITIZEN


@pytest.mark.ledger("FW-15")
def test_without_consent_nobody_applies_for_another(library: Library) -> None:
    story = Story(library)
    (why,) = story.why_not(replace(APPLICATION, on_behalf_by="Søsteren"))
    assert (why.code, why.source) == ("consent_missing", "retssikkerhedsloven § 11")
    assert story.entries == []


def test_an_application_is_not_dated_in_the_future(library: Library) -> None:
    assert Story(library).refuses(replace(APPLICATION, received_on=date(2026, 6, 2))) == [
        "in_the_future"
    ]


@pytest.mark.ledger("VEJ-04", "FW-23", "PROC-07")
def test_in_vejen_the_deadline_is_six_weeks_from_the_application(library: Library) -> None:
    case = received(library, municipality=VEJEN).case
    assert current(case).decide_by == date(2026, 6, 15)
    assert due(case) == (date(2026, 6, 15), "decision")


@pytest.mark.ledger("FW-23")
def test_the_deadline_runs_from_the_application_and_not_from_its_registration(
    library: Library,
) -> None:
    late = Story(library, today=date(2026, 5, 20)).does(APPLICATION)
    assert late.on.decide_by == date(2026, 6, 15)


@pytest.mark.ledger("FW-23")
@pytest.mark.parametrize(("weeks", "decide_by"), [(None, None), (8, date(2026, 6, 29))])
def test_in_copenhagen_the_deadline_is_the_one_that_is_configured(
    weeks: int | None, decide_by: date | None, library: Library
) -> None:
    case = received(library, municipality=COPENHAGEN, deadline_weeks=weeks).case
    assert current(case).decide_by == decide_by
    assert due(case)[0] == decide_by


@pytest.mark.ledger("VEJ-04")
def test_the_standards_own_deadline_is_not_configured_away(library: Library) -> None:
    assert received(library, deadline_weeks=20).on.decide_by == date(2026, 6, 15)


@pytest.mark.ledger("FW-24", "VEJ-04", "PROC-07")
def test_a_delay_is_told_with_its_reason_and_the_new_day(library: Library) -> None:
    story = received(library)
    before = story.on.decide_by
    case = story.does(DELAY).case
    assert current(case).delays == (DELAY,)
    assert before is not None
    assert DELAY.notified_on < before
    assert due(case) == (date(2026, 7, 1), "decision")


@pytest.mark.ledger("FW-24", "PROC-07")
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"why": "  "}, "why_missing"),
        ({"expected_on": date(2026, 6, 15)}, "no_new_date"),  # the deadline that there is
        ({"notified_on": date(2026, 6, 2)}, "in_the_future"),
    ],
)
def test_a_notice_of_delay_without_reason_or_new_day_is_none(
    change: dict[str, object], code: str, library: Library
) -> None:
    story = received(library)
    assert story.refuses(replace(DELAY, **change)) == [code]  # type: ignore[arg-type]
    assert story.on.decide_by == date(2026, 6, 15)


@pytest.mark.ledger("FW-24")
def test_a_second_delay_is_told_too(library: Library) -> None:
    again = replace(DELAY, expected_on=date(2026, 7, 20), why="Lægen er på ferie.")
    case = received(library).does(DELAY, again).case
    assert current(case).delays == (DELAY, again)
    assert current(case).decide_by == date(2026, 7, 20)


@pytest.mark.ledger("FW-24", "VEJ-04")
def test_a_notice_after_the_promised_day_is_recorded_and_marked_as_late(library: Library) -> None:
    on_the_last_day = Story(library, today=date(2026, 6, 15)).does(
        APPLICATION, replace(DELAY, notified_on=date(2026, 6, 15))
    )
    assert on_the_last_day.on.late_delays == ()
    late = replace(DELAY, notified_on=date(2026, 6, 16))
    story = Story(library, today=date(2026, 7, 2)).does(APPLICATION, late)
    assert story.on.late_delays == (late,)
    # The new day is a promise too.
    again = replace(DELAY, notified_on=date(2026, 7, 2), expected_on=date(2026, 7, 20))
    assert story.does(again).on.late_delays == (late, again)
    assert story.on.delays == (late, again)


@pytest.mark.ledger("FW-24", "VEJ-04")
def test_the_deadline_runs_on_while_early_help_is_tried(library: Library) -> None:
    early_help = ReferredToEarlyHelp(to="§ 12", why="Nok for nu.")
    story = Story(library, today=date(2026, 7, 2)).does(APPLICATION, NEED, early_help, NEED)
    assert due(story.case) == (date(2026, 6, 15), "decision")
    told = replace(DELAY, notified_on=date(2026, 7, 2), expected_on=date(2026, 8, 1))
    assert story.does(told).on.late_delays == (told,)


def test_where_no_deadline_is_known_no_notice_is_late(library: Library) -> None:
    case = received(library, municipality=COPENHAGEN).does(DELAY).case
    assert (current(case).delays, current(case).late_delays) == ((DELAY,), ())


@pytest.mark.ledger("FW-23")
def test_the_deadline_runs_until_the_decision_is_sent(library: Library) -> None:
    assert due(decided(library).case) == (date(2026, 6, 15), "decision")
    assert due(sent(library).case)[1] == "follow_up"
    assert sent(library).refuses(DELAY) == ["out_of_order"]
