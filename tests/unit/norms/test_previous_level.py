"""The level before a standard: what it keeps of the file after it, and how it can be wrong."""

from datetime import date

import pytest

from kompas.norms.compare import compare
from kompas.norms.verify import verify
from tests.unit.norms.copies import COPENHAGEN, VEJEN, Copy, Fault

BEFORE = "copenhagen/104-before-2019.toml"
PRECEDES = f'precedes     = "{COPENHAGEN}"'


def test_it_keeps_the_other_rules_of_its_questions_and_ends_the_day_before(norms: Copy) -> None:
    file = next(one for one in norms.load().earlier if one.file == BEFORE)
    assert (file.period.first, file.period.last) == (None, date(2019, 2, 28))
    assert {row.code for row in file.kept} == {"need-level-d-to-f", "stu-in-housing", "at-home"}
    assert {row.file for row in file.kept} == {COPENHAGEN}


def test_nobody_is_assessed_by_it(norms: Copy) -> None:
    library = norms.load()
    assert BEFORE not in library.file_by_name
    assert BEFORE not in {f.file for one in library.standards() for f in one.files}


@pytest.mark.parametrize(
    "fault",
    [
        Fault(BEFORE, PRECEDES, 'precedes = "copenhagen/104-2091.toml"', "precedes =",
              "104-2091.toml, som afløste niveauet, findes ikke", f"Mente du {COPENHAGEN}?"),
        Fault(BEFORE, PRECEDES, f'precedes = "{VEJEN}"', "precedes =",
              "ligger i en anden mappe", "Nævn en fil i copenhagen/"),
        Fault(BEFORE, PRECEDES, 'precedes = "copenhagen/103-2019.toml"', "precedes =",
              "ikke for samme ydelse, kommune og enhed", "ret service, municipality"),
        Fault(BEFORE, '["in-housing", "in-housing-over-65"]', '["in-housing", "over-65"]',
              "[[question.days_per_week.row]]", "blev til over-65, som ikke findes",
              "Ret koden i became"),
        Fault(BEFORE, '["in-housing", "in-housing-over-65"]', '["in-housing"]',
              "[[question.days_per_week.row]]", "", ""),
        Fault(BEFORE, 'rank    = "guiding"', 'rank = "law"', 'rank = "law"',
              "kan ikke sætte lov", "guiding"),
    ],
)  # fmt: skip
def test_a_wrong_one_is_refused(norms: Copy, fault: Fault) -> None:
    if fault.what:
        fault.plant_and_assert_refused(norms)
        return
    norms.change(fault.file, fault.old, fault.new)
    assert "in-housing-over-65" in str(norms.refused())  # kept, and it says something else


def test_two_levels_before_one_standard_are_refused(norms: Copy) -> None:
    norms.write("copenhagen/104-before-that.toml", norms.text(BEFORE))
    assert "fortæller allerede" in str(norms.refused())


def test_became_belongs_to_a_level_before(norms: Copy) -> None:
    norms.change(COPENHAGEN, 'code    = "at-home"', 'code    = "at-home"\nbecame = ["in-housing"]')
    assert "became" in str(norms.refused())


def test_a_wrong_example_and_a_row_without_one_are_found(norms: Copy) -> None:
    norms.change(BEFORE, '"..5", "in-housing-before"', '"4", "in-housing-before"')
    found = [p for p in verify(norms.load()) if p.file == BEFORE]
    assert [problem.code for problem in found] == ["example"]


def test_a_gap_in_the_standard_is_told_there_alone(norms: Copy) -> None:
    norms.change(COPENHAGEN, 'when    = { housing = "home" }', 'when = { housing = "own_home" }')
    gaps = [p for p in verify(norms.load()) if p.code == "gap"]
    assert {problem.file for problem in gaps} == {COPENHAGEN}


def test_a_question_that_it_leaves_out_is_named_and_not_compared(norms: Copy) -> None:
    library, on = norms.load(), date(2026, 6, 1)
    earlier = next(one for one in library.earlier if one.file == BEFORE)
    after = library.file_by_name[COPENHAGEN]
    one, other = (library.standard_around(file, on) for file in (earlier, after))
    for pair in ((one, other), (other, one)):
        found = compare(*pair, on, on)
        assert {c.question.name for c in found.questions} == {"target_group", "days_per_week"}
        assert "follow_up_months" in {question.name for question in found.unsaid}
    assert compare(other, other, on, on).unsaid == ()
