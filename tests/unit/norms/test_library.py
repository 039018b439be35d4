"""Which files answer on a day: versions after each other, units side by side, law that changes."""

from datetime import date

import pytest

from kompas.norms import GivenFact, Library, NotCodedError, Problem
from kompas.norms.verify import verify
from tests.unit.norms.copies import ACT, COPENHAGEN, PROCEDURE, VEJEN, Copy

SERVICE = "activity_and_social"
NEW = "copenhagen/104-2026.toml"
OLD_DAY, NEW_DAY = date(2025, 12, 31), date(2026, 1, 1)
SOUND = {"conflict"}


def blocking(library: Library) -> list[Problem]:
    return [problem for problem in verify(library) if problem.blocks]


@pytest.fixture
def two_versions(norms: Copy) -> Copy:
    """From 2026 Copenhagen gives 4 days at home instead of 5."""
    new = norms.text(COPENHAGEN).replace("valid_from   = 2019-03-01", "valid_from   = 2026-01-01")
    new = new.replace("answer  = { days_per_week = 5 }", "answer  = { days_per_week = 4 }")
    norms.write(NEW, new.replace('days_per_week = ["5"]', 'days_per_week = ["4"]'))
    norms.change(
        COPENHAGEN,
        "valid_from   = 2019-03-01",
        "valid_from   = 2019-03-01\nvalid_to = 2025-12-31",
    )
    return norms


def days(library: Library, on: date, unit: str | None = None) -> tuple[int | None, int | None]:
    standard = library.standard(SERVICE, "copenhagen", on, unit)
    value = standard.assess({"housing": GivenFact("own_home")}, on).answers["days_per_week"].value
    return getattr(value, "low", None), getattr(value, "high", None)


def test_each_day_is_answered_by_the_version_in_force(two_versions: Copy) -> None:
    library = two_versions.load()
    assert days(library, OLD_DAY) == (5, 5)
    assert days(library, NEW_DAY) == (4, 4)
    assert blocking(library) == []


def test_a_version_that_has_ended_is_still_proven(two_versions: Copy) -> None:
    two_versions.change(
        COPENHAGEN, 'expect = { days_per_week = ["5"]', 'expect = { days_per_week = ["4"]'
    )
    assert [(p.file, p.code) for p in blocking(two_versions.load())] == [(COPENHAGEN, "example")]


def test_old_standards_stay_usable_when_the_law_changes_later(two_versions: Copy) -> None:
    act = two_versions.text(ACT)
    two_versions.write("national/104-2026.toml", act.replace("2022-01-24", "2026-01-01"))
    two_versions.change(
        ACT, "valid_from = 2022-01-24", "valid_from = 2022-01-24\nvalid_to = 2025-12-31"
    )
    library = two_versions.load()
    assert blocking(library) == []
    for on, act_file in ((OLD_DAY, ACT), (NEW_DAY, "national/104-2026.toml")):
        files = [file.file for file in library.standard(SERVICE, "copenhagen", on).files]
        assert act_file in files
        assert [f for f in files if f.startswith("national/104")] == [act_file]
    # The old act is read with the standards of its own days, and proven.
    two_versions.change(
        ACT,
        'expect = { statement = ["suited-offer"], ',
        'expect = { statement = ["days-and-hours"], ',
    )
    assert {p.file for p in blocking(two_versions.load())} == {ACT}


def test_a_row_of_the_law_holds_from_and_to_its_own_days(norms: Copy) -> None:
    norms.change(
        ACT,
        'code   = "materials-and-trips"\n',
        'code   = "materials-and-trips"\nvalid_from = 2024-01-01\nvalid_to = 2025-12-31\n',
    )
    library = norms.load()
    for on, holds in (
        (date(2023, 12, 31), False),
        (date(2024, 1, 1), True),
        (OLD_DAY, True),
        (NEW_DAY, False),
    ):
        answered = library.standard(SERVICE, "vejen", on).assess({}, on).answers["payment"]
        assert ("materials-and-trips" in {row.code for row in answered.holding()}) is holds
    # Its examples must be citizens of those days.
    assert {(p.file, p.code) for p in blocking(library)} == {(ACT, "example"), (ACT, "untried")}
    for name in ("Fylder 18 i dag, uden andre tilbud", "I beskyttet beskæftigelse",
                 "Særlige sociale problemer er nok, også over pensionsalderen"):  # fmt: skip
        head = f'name   = "{name}"\nfacts  = {{ '
        norms.change(ACT, head, f'{head}on_date = "2025-12-31", ')
    assert blocking(norms.load()) == []


def test_a_contradiction_that_only_begins_later_is_refused(norms: Copy) -> None:
    norms.add(
        PROCEDURE,
        '[[question.complaint_deadline.row]]\ncode = "six-weeks-to-complain"\n'
        'valid_from = 2030-01-01\nanswer = { weeks = 6 }\nrank = "law"\n'
        'text = "x"\nsource = "rsl kapitel 10"\n',
    )
    (problem,) = norms.refused()
    assert problem.file == PROCEDURE
    assert "four-weeks og six-weeks-to-complain" in problem.what


def test_a_row_of_a_municipality_has_no_dates_of_its_own(norms: Copy) -> None:
    norms.change(VEJEN, 'rank   = "guiding"\n', 'rank   = "guiding"\nvalid_from = 2024-01-01\n')
    (problem,) = norms.refused()
    assert "`valid_from`" in problem.what


def test_two_units_of_a_municipality_have_standards_side_by_side(norms: Copy) -> None:
    other = norms.text(COPENHAGEN).replace('"Borgercenter Handicap"', '"Borgercenter Voksne"')
    other = other.replace("answer  = { days_per_week = 5 }", "answer  = { days_per_week = 4 }")
    norms.write(NEW, other.replace('days_per_week = ["5"]', 'days_per_week = ["4"]'))
    library = norms.load()
    on = date(2026, 6, 1)
    assert days(library, on, "Borgercenter Handicap") == (5, 5)
    assert days(library, on, "Borgercenter Voksne") == (4, 4)
    with pytest.raises(NotCodedError) as asked:
        library.standard(SERVICE, "copenhagen", on)
    assert "Borgercenter Handicap, Borgercenter Voksne" in asked.value.text
    assert blocking(library) == []


def test_a_standard_that_no_law_stands_beside_is_found_by_the_proof(norms: Copy) -> None:
    norms.add(
        "services.toml",
        '[service.ferry]\ntext = "færge"\ntext_en = "ferry"\nlegal_basis = ["færgeloven § 1"]\n',
    )
    norms.change(VEJEN, 'service      = "activity_and_social"', 'service      = "ferry"')
    library = norms.load()
    assert [(p.file, p.code) for p in blocking(library)] == [(VEJEN, "unused")]
    with pytest.raises(NotCodedError):
        library.standard("ferry", "vejen", date(2026, 6, 1))


def test_a_standard_hidden_by_another_units_is_found_by_the_proof(norms: Copy) -> None:
    norms.write(NEW, norms.text(COPENHAGEN).replace('unit         = "Borgercenter Handicap"\n', ""))
    assert [(p.file, p.code) for p in blocking(norms.load())] == [(NEW, "unused")]


def test_a_municipality_may_ask_a_question_of_its_own(norms: Copy) -> None:
    norms.add(
        VEJEN,
        '[define.trial_weeks]\nshape = "choice"\nunit = "weeks"\nfavour = "more"\n'
        'text = "Prøvetid"\ntext_en = "Trial"\n'
        '[[question.trial_weeks.row]]\ncode = "trial"\nanswer = { weeks = 2 }\nrank = "guiding"\n'
        'text = "x"\nsource = "vejen-104 2"\n'
        '[[example]]\nname = "Prøve"\nexpect = { trial_weeks = ["2"] }\n',
    )
    library = norms.load()
    assert blocking(library) == []
    on = date(2026, 6, 1)
    assert "trial_weeks" in library.standard(SERVICE, "vejen", on).assess({}, on).answers
    assert "trial_weeks" not in library.standard(SERVICE, "copenhagen", on).questions


def test_a_standard_is_put_together_once(library: Library) -> None:
    one = library.standard(SERVICE, "vejen", date(2026, 6, 1))
    assert one is library.standard(SERVICE, "vejen", date(2026, 5, 1))
