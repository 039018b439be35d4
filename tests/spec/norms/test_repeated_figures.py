"""What the documents say in two places is held together, and where they disagree it is told."""

from datetime import date

import pytest

from kompas.norms import Library, Problem
from kompas.norms.verify import verify
from tests.spec.norms.citizens import answers
from tests.spec.norms.drawn import LONG, WORK, asked


@pytest.fixture(scope="module")
def open_findings(library: Library) -> list[Problem]:
    return [problem for problem in verify(library) if problem.code == "restated"]


def told(findings: list[Problem], code: str) -> list[Problem]:
    return [problem for problem in findings if problem.what.startswith(f"{code} ")]


@pytest.mark.ledger("S104-03")
def test_3_to_4_days_in_the_standard_and_up_to_3_in_the_table_is_found(
    open_findings: list[Problem],
) -> None:
    (found,) = told(open_findings, "savings-table-days-104")
    assert "højst 3" in found.what
    assert "»3-4«" in found.what
    assert not found.blocks
    assert "jurist" in found.remedy


@pytest.mark.parametrize(
    ("file", "code"),
    [
        pytest.param("103", "savings-table-days", marks=pytest.mark.ledger("S103-03")),
        pytest.param("103", "savings-table-radius", marks=pytest.mark.ledger("S103-05")),
        pytest.param("103", "savings-table-share", marks=pytest.mark.ledger("S103-06")),
        pytest.param("108", "savings-table-target-group", marks=pytest.mark.ledger("S108-01")),
    ],
)
def test_what_is_repeated_rightly_is_no_finding(
    library: Library, open_findings: list[Problem], file: str, code: str
) -> None:
    restated = library.file_by_name[f"copenhagen/{file}-2019.toml"].restated
    assert [row.unless for row in restated if row.code == code] == [()]
    assert told(open_findings, code) == []


@pytest.mark.ledger("FW-21")
def test_chapter_3_on_free_choice_gives_way_to_the_standard_itself(
    library: Library, open_findings: list[Problem]
) -> None:
    (row,) = [
        row for row in library.file_by_name["copenhagen/108-2019.toml"].restated
        if row.code == "chapter-3-names-108-only"
    ]  # fmt: skip
    assert row.unless == ("free-choice-of-both-forms",)
    assert "4.6, som er standarden selv" in str(row.reading)
    assert told(open_findings, row.code) == []


def test_a_row_that_repeats_another_answers_nothing(library: Library) -> None:
    found = asked(library, WORK, housing="long_term_stay")
    assert answers(found, "days_per_week") == ["3"]
    assert all(row.restates is None for file in library.files for row in file.rows)
    choice = asked(library, LONG, date(2026, 6, 1)).answers["free_choice"]
    assert "chapter-3-names-108-only" not in {result.row.code for result in choice.rows}


@pytest.mark.ledger("LAW-05", "S104-02")
def test_that_103_and_104_are_not_combined_is_found_against_practice(library: Library) -> None:
    found = [p for p in verify(library) if p.code == "conflict"]
    said = [p.what for p in found if p.file == "copenhagen/104-2025.toml"]
    assert any("not-with-sheltered-employment" in what for what in said)
    here = [p.what for p in found if p.file == "copenhagen/103-2025.toml"]
    assert any("not-with-activity-offer" in what for what in here)


@pytest.mark.ledger("LAW-03")
def test_the_age_norm_is_found_against_practice(library: Library) -> None:
    found = [p for p in verify(library) if p.code == "conflict"]
    assert any("in-housing-over-65" in p.what and "»66« i stedet for »65«" in p.what for p in found)


def test_no_jurist_has_signed_yet(library: Library) -> None:
    assert {file.reviewed_by for file in library.files} == {""}
