"""One case of each other service: allowed step by step, with how much in its own measure."""

from datetime import date

import pytest

from kompas.casework import amounts
from kompas.casework.amounts import amounts_text
from kompas.norms import Library
from kompas.processes.judgement import judged, whole
from kompas.sample.draw import drawn
from kompas.sample.nine import CASES, OTHER_SERVICES, written_out
from kompas.sample.town import Town
from kompas.sample.users import UNIT
from tests.proceedings import current
from tests.unit.sample.replaying import folded, refused

TODAY = date(2026, 7, 1)
HELP = {
    84: ("home_relief", "60 døgn om året"),
    85: ("socio_pedagogical_support", "2,5 timer om ugen"),
    103: ("sheltered_employment", "4 dage om ugen og 22,5 timer om ugen"),
    107: ("temporary_stay", "1 plads"),
    108: ("long_term_stay", "1 plads"),
}


@pytest.fixture(scope="module")
def town(library: Library) -> Town:
    return Town(1, TODAY, library)


@pytest.mark.parametrize("place", range(len(OTHER_SERVICES)))
def test_it_is_allowed_and_has_help_in_its_own_measure(place: int, town: Town) -> None:
    case = drawn(town, CASES + place)
    assert list(refused(town, case)) == []
    held = folded(case)
    service, help_text = HELP[written_out()[CASES + place].case]
    assert held.service == service
    on = held.current
    advised = on.panel.extent if on is not None and on.panel is not None else None
    assert amounts_text(held.grant or advised or {}, town.library.words) == help_text


@pytest.mark.parametrize("place", [0, 1])
def test_its_draft_is_of_what_the_panel_decided(place: int, town: Town) -> None:
    case = drawn(town, CASES + place)
    assert case.draft is not None
    held = folded(case)
    words = town.library.words
    draft = whole(case.draft, held, current(held), UNIT[held.unit or ""].norms_unit, words)
    assert draft.applied_amounts == amounts(**({"days_per_year": 80} if not place else {
        "hours_per_week": "2.5"}))  # fmt: skip
    codes = {one.code for one in judged(draft, town.library, TODAY).findings}
    assert not codes & {"kind_contradicts_extent", "amount_missing", "deviation_without_reason"}
