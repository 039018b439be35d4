"""A form is stale when what it shows has gone on since, and not by all else that is recorded."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kompas.casework.steps.evidence import EvidenceAdded
from kompas.norms import Library
from kompas.register import log
from tests.processes.several import FACT, LATER, NOTE, REVIEWED, UPHELD, both, names
from tests.processes.town import (
    OPENING,
    applied,
    takes,
)
from tests.spec.case.stories import (
    ASSESSMENT,
    DIGITAL_POST,
    NEED,
    REPORT,
    withdraws,
)

pytestmark = pytest.mark.usefixtures("town")
AGAIN = replace(ASSESSMENT, assessed_on=LATER)


def test_what_a_form_does_not_show_makes_it_not_stale(library: Library) -> None:
    telling, follow_up, _complained = both(library)
    seen = telling.case.seq
    telling.does(NOTE, by="birk")
    telling.does(REVIEWED, by="birk")
    telling.does(AGAIN, belongs=follow_up, seen_seq=seen)


ITSELF = "the proceeding itself"
SHOWN: dict[str, Callable[[int], Any]] = {
    "a fact": lambda _seen: FACT,
    "a paper": lambda _seen: EvidenceAdded(evidence=replace(REPORT, dated=LATER)),
    "a withdrawal": withdraws,
    ITSELF: lambda _seen: AGAIN,
}


@pytest.mark.parametrize("what", SHOWN)
def test_what_a_form_shows_makes_it_stale(library: Library, what: str) -> None:
    telling, follow_up, complained = both(library)
    telling.does(REVIEWED)
    seen = telling.case.seq
    telling.does(SHOWN[what](seen), by="birk", belongs=follow_up if what == ITSELF else None)
    before = telling.entries()
    with pytest.raises(log.Conflict) as conflict:
        telling.asks(AGAIN, belongs=follow_up, seen_seq=seen)
    assert (conflict.value.expected, conflict.value.found) == (seen, telling.case.seq)
    assert telling.entries() == before
    # With what there is now it goes.
    telling.does(AGAIN, belongs=follow_up, seen_seq=telling.case.seq)
    assert complained in {one.entry for one in telling.case.open_proceedings}


def test_a_sending_elsewhere_makes_a_form_stale(library: Library) -> None:
    telling, follow_up, complained = both(library)
    telling.does(UPHELD)
    telling.does(takes(telling, decided_on=LATER, starts_on=LATER), belongs=complained)
    seen = telling.case.seq
    telling.prints()  # as yet it changes nothing for the citizen
    telling.does(AGAIN, belongs=follow_up, seen_seq=seen)
    seen = telling.case.seq
    telling.does(replace(DIGITAL_POST, sent_on=LATER), belongs=complained)
    with pytest.raises(log.Conflict):
        telling.asks(AGAIN, belongs=follow_up, seen_seq=seen)


def test_a_form_that_has_seen_what_is_not_there_is_refused(library: Library) -> None:
    telling, follow_up, _complained = both(library)
    with pytest.raises(log.Conflict):
        telling.asks(NOTE, belongs=follow_up, seen_seq=telling.case.seq + 1)


def test_a_deadline_that_follows_makes_its_own_form_not_stale(library: Library) -> None:
    """Who took the step has seen as far as the step."""
    telling = applied(library)
    assert names(telling.entries()) == OPENING
    telling.does(NEED, seen_seq=1)
