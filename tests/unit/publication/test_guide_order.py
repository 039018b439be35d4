"""What the guide asks, in which order, and that it asks nothing that changes no answer."""

from collections.abc import Mapping
from datetime import date

import pytest

from kompas.norms import Library, Outcome, Stage
from kompas.norms.table import Known
from kompas.publication.guide import Guide, guide_of
from kompas.publication.questions import read_questions

ON = date(2026, 12, 1)
SERVICES = (
    "home_relief",
    "socio_pedagogical_support",
    "sheltered_employment",
    "activity_and_social",
    "temporary_stay",
    "long_term_stay",
)


def guide(library: Library, service: str) -> Guide:
    standard = library.standard(service, "copenhagen", ON)
    return guide_of(standard, ON, read_questions(library.folder, library.words))


def asked(of: Guide, said: Mapping[str, int]) -> list[str]:
    """The facts that are asked for, in order; what `said` does not name gets its first value."""
    known: dict[str, Known] = dict(of.start())
    order: list[str] = []
    while True:
        _keys, answers = of.standard.answer(dict(known), Stage.HELP)
        left = [one for one in of.ask_first(answers, known) if one not in known]
        if not left:
            return order
        order.append(left[0])
        known[left[0]] = said.get(left[0], of.axes()[left[0]].domain.low)
        assert len(order) < 30


def of_the_act(of: Guide) -> set[str]:
    rows = of.standard.questions["target_group"].rows
    return {name for row in rows if row.rank.binds for name in row.facts}


def of_criteria(of: Guide) -> set[str]:
    rows = of.standard.questions["target_group"].rows
    return {name for row in rows for name in row.facts}


@pytest.mark.ledger("FW-02")
@pytest.mark.parametrize("service", SERVICES)
def test_the_act_is_asked_about_first(service: str, library: Library) -> None:
    of = guide(library, service)
    _keys, answers = of.standard.answer(dict(of.start()), Stage.HELP)
    first = of.ask_first(answers, of.start())
    act, own = of_the_act(of), of_criteria(of)
    places = [0 if name in act else 1 if name in own else 2 for name in first]
    # A fact of the standard's own may come through a question that is used as one.
    assert places[0] == 0
    assert [one for one in places if one == 0] == places[: places.count(0)]


def test_what_changes_nothing_is_not_asked(library: Library) -> None:
    parents = guide(library, "home_relief")
    assert "parents_in_home" not in parents.asked
    yes = {"cares_for_child": 1, "child_reduced_capacity": 1, "child_age_years": 8}
    order = asked(parents, {**yes, "child_considerable_lasting_disability": 1, "relief_form": 0})
    assert order[:2] != ["relief_form"]
    assert "relief_for_siblings" in order
    assert "relief_for_errands" in order


def test_once_outside_the_standard_its_other_criteria_are_not_asked(library: Library) -> None:
    """Who cannot be inside the level any more is only asked what the act may still say."""
    of = guide(library, "sheltered_employment")
    known = dict(of.start())
    known["flex_job"] = 1
    _keys, answers = of.standard.answer(known, Stage.HELP)
    assert Outcome.IN not in answers["target_group"].possible
    left = of.ask_first(answers, known)
    assert "below_pension_age" in left
    assert "other_sheltered_employment" not in left


@pytest.mark.parametrize("service", ["temporary_stay", "sheltered_employment"])
def test_what_it_costs_comes_last(service: str, library: Library) -> None:
    of = guide(library, service)
    _keys, answers = of.standard.answer(dict(of.start()), Stage.HELP)
    first = of.ask_first(answers, of.start())
    costs = {"keeps_own_home"} & set(first)
    assert all(name == first[-1] for name in costs)
    assert first[0] not in costs
