"""Aflønning in sheltered employment (§ 105, stk. 2)."""

import pytest

from kompas.economy import Amount, Calculation, Work, pay
from kompas.norms import Library
from tests.spec.norms.drawn import WORK, asked

WAGE = Amount(13_000, "Overenskomst for området")  # an invented wage of 130 kr. an hour


def paid(library: Library, work: Work, *, by_effort: bool = False, limited: bool = True) -> int:
    return calculated(library, work, by_effort=by_effort, limited=limited)["pay"]


def calculated(
    library: Library, work: Work, *, by_effort: bool = False, limited: bool = True
) -> Calculation:
    found = asked(library, WORK, pay_by_effort_possible=by_effort, very_limited_work=limited)
    return pay(found, work)


@pytest.mark.ledger("S103-04")
def test_pay_by_effort_is_what_the_effort_is_worth(library: Library) -> None:
    work = Work(by_effort=Amount(84_550, "Opgørelse for maj"))
    assert paid(library, work, by_effort=True) == 84_550


@pytest.mark.ledger("S103-04")
@pytest.mark.parametrize(
    ("minutes", "oere"), [(60, 2_500), (90, 3_750), (0, 0), (1, 42), (61, 2_542)]
)
def test_an_individual_hourly_wage_counts_the_hours_attended(
    library: Library, minutes: int, oere: int
) -> None:
    work = Work(minutes_attended=minutes, hourly_wage=Amount(2_500, "Arbejdsvurdering"))
    assert paid(library, work, limited=False) == oere


@pytest.mark.ledger("S103-04")
@pytest.mark.parametrize(
    ("minutes", "agreed", "oere"),
    [
        (60, None, 650),  # 5 percent of 130 kr.
        (600, None, 6_500),
        (600, 6_499, 6_500),  # an agreed gratuity below the least is lifted to it
        (600, 6_500, 6_500),
        (600, 9_000, 9_000),
        (1, None, 11),  # 216.67 is rounded up to 217, and 10.85 of that to 11
    ],
)
def test_a_gratuity_is_never_below_5_percent_of_the_lowest_wage(
    library: Library, minutes: int, agreed: int | None, oere: int
) -> None:
    gratuity = None if agreed is None else Amount(agreed, "Aftale")
    work = Work(minutes_attended=minutes, lowest_wage=WAGE, gratuity=gratuity)
    assert paid(library, work) == oere


@pytest.mark.ledger("S103-04")
def test_the_share_is_the_norms_and_the_wage_is_given_with_its_source(library: Library) -> None:
    found = calculated(library, Work(minutes_attended=600, lowest_wage=WAGE))
    lines = {line.code: line for line in found.lines}
    assert "5 % af lønnen for timerne, rundet op" in lines["least"].how
    assert "bekendtgørelse 483" in lines["least"].source
    assert lines["lowest_wage"].source == "Overenskomst for området"


@pytest.mark.ledger("S103-04")
@pytest.mark.parametrize(
    ("work", "by_effort", "limited", "missing"),
    [
        (Work(), True, False, "løn efter indsats"),
        (Work(minutes_attended=60), False, False, "individuel timeløn"),
        (Work(minutes_attended=60), False, True, "laveste overenskomstmæssige løn"),
        (Work(lowest_wage=WAGE), False, True, "hvor længe borgeren var mødt"),
    ],
)
def test_an_amount_that_no_norm_has_is_asked_for_and_not_invented(
    library: Library, work: Work, by_effort: bool, limited: bool, missing: str
) -> None:
    found = calculated(library, work, by_effort=by_effort, limited=limited)
    assert found.results == ()
    assert missing in found.open[0]


def test_where_the_form_of_pay_is_not_known_there_is_no_pay(library: Library) -> None:
    found = pay(asked(library, WORK), Work(minutes_attended=60, lowest_wage=WAGE))
    assert found.results == ()
    assert "Er det muligt at lønne borgeren efter indsats?" in found.open[0]
