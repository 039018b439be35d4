"""A new file replaces an older one, which may be in use and is not touched."""

import hashlib
from datetime import date

import pytest

from kompas.norms import Answer, GivenFact, Library
from kompas.norms.verify import verify
from kompas.norms.wording import file_lines
from tests.unit.norms.copies import ACT, COPENHAGEN, VEJEN, Copy
from tools import rule_pages

SERVICE = "activity_and_social"
NEW, NEWER = "copenhagen/104-2026.toml", "copenhagen/104-2027.toml"
WRONG = "Hjemmeboende fik 5 dage, hvor der stod 4."
STARTS = "valid_from   = 2019-03-01"


def replacing(norms: Copy, name: str, old: str, first: str, days: int, more: str = "") -> None:
    """A copy of Copenhagen's file that replaces another and gives other days at home."""
    text = norms.text(COPENHAGEN)
    for was, becomes in (
        (STARTS, f'valid_from   = {first}\nreplaces = "{old}"\n{more}'),
        ("answer  = { days_per_week = 5 }", f"answer  = {{ days_per_week = {days} }}"),
        ('days_per_week = ["5"]', f'days_per_week = ["{days}"]'),
    ):
        assert was in text
        text = text.replace(was, becomes)
    norms.write(name, text)


def freeze(norms: Copy, file: str) -> None:
    digest = hashlib.sha256((norms.folder / file).read_bytes()).hexdigest()
    norms.write("lock.toml", f'[sha256]\n"{file}" = "{digest}"\n')


def days_at_home(library: Library, on: date) -> int | None:
    standard = library.standard(SERVICE, "copenhagen", on)
    found = standard.assess({"housing": GivenFact("own_home")}, on).answers["days_per_week"].value
    assert isinstance(found, Answer)
    return found.low


def last_days(library: Library) -> dict[str, date | None]:
    return {file.file: file.period.last for file in library.files}


def test_a_file_in_use_ends_the_day_before_the_one_that_replaces_it(norms: Copy) -> None:
    freeze(norms, COPENHAGEN)
    replacing(norms, NEW, COPENHAGEN, "2026-01-01", 4, f'corrects = "{WRONG}"')
    library = norms.load()
    assert [problem for problem in verify(library) if problem.blocks] == []
    assert last_days(library)[COPENHAGEN] == date(2025, 12, 31)
    assert last_days(library)[NEW] is None
    assert days_at_home(library, date(2025, 12, 31)) == 5
    assert days_at_home(library, date(2026, 1, 1)) == 4


def test_each_version_replaces_the_one_before(norms: Copy) -> None:
    replacing(norms, NEW, COPENHAGEN, "2026-01-01", 4)
    replacing(norms, NEWER, NEW, "2027-01-01", 3)
    library = norms.load()
    days = [days_at_home(library, date(year, 6, 1)) for year in (2025, 2026, 2027)]
    assert days == [5, 4, 3]


def test_a_file_that_ended_before_is_not_made_to_last_longer(norms: Copy) -> None:
    replacing(norms, NEW, COPENHAGEN, "2026-01-01", 4)
    norms.change(COPENHAGEN, STARTS, f"{STARTS}\nvalid_to = 2024-12-31")
    assert last_days(norms.load())[COPENHAGEN] == date(2024, 12, 31)


def test_an_act_is_replaced_in_the_same_way(norms: Copy) -> None:
    start = "valid_from = 2022-01-24"
    text = norms.text(ACT).replace(start, f'valid_from = 2026-01-01\nreplaces = "{ACT}"')
    norms.write("national/104-2026.toml", text)
    library = norms.load()
    assert [problem for problem in verify(library) if problem.blocks] == []
    for on, act in ((date(2025, 12, 31), ACT), (date(2026, 1, 1), "national/104-2026.toml")):
        files = [file.file for file in library.standard(SERVICE, "vejen", on).files]
        assert [name for name in files if name.startswith("national/104")] == [act]


def test_what_a_file_replaces_and_corrects_is_shown(norms: Copy) -> None:
    replacing(norms, NEW, COPENHAGEN, "2026-01-01", 4, f'corrects = "{WRONG}"')
    library = norms.load()
    lines = list(file_lines(library.file_by_name[NEW]))
    assert f"Afløser: {COPENHAGEN}" in lines
    assert f"Retter: {WRONG}" in lines
    told = list(file_lines(library.file_by_name[NEW], library.file_by_name))
    older = library.file_by_name[COPENHAGEN].title
    assert f"Afløser: {older}, fra 1. marts 2019" in told
    assert "Til og med 31. december 2025" in file_lines(library.file_by_name[COPENHAGEN])
    page = rule_pages._file(library, library.file_by_name[NEW])
    assert f"Afløser `norms/{COPENHAGEN}`.\nRetter: {WRONG}" in page
    old = rule_pages._file(library, library.file_by_name[COPENHAGEN])
    assert "gælder fra 2019-03-01 til og med 2025-12-31." in old


def test_files_that_do_not_replace_each_other_may_still_not_overlap(norms: Copy) -> None:
    replacing(norms, NEW, COPENHAGEN, "2026-01-01", 4)
    replacing(norms, NEWER, COPENHAGEN, "2027-01-01", 3)
    norms.change(NEWER, f'replaces = "{COPENHAGEN}"\n', "")
    (problem,) = norms.refused()
    assert (problem.file, problem.line) == (NEWER, norms.line(NEWER, "valid_from"))
    assert problem.code == "same_days"
    assert NEW in problem.what


@pytest.mark.parametrize(
    ("old", "first", "what", "remedy"),
    [
        ("copenhagen/104-1919.toml", "2026-01-01", "findes ikke", COPENHAGEN),
        (VEJEN, "2026-01-01", "ligger i en anden mappe", "fil i copenhagen/"),
        (ACT, "2026-01-01", "ligger i en anden mappe", "fil i copenhagen/"),
        ("copenhagen/103-2019.toml", "2026-01-01", "samme ydelse, kommune og enhed", "service"),
        (COPENHAGEN, "2019-03-01", "begynder ikke før", "valid_from"),
        (COPENHAGEN, "2018-12-31", "begynder ikke før", "valid_from"),
        (NEW, "2026-01-01", "begynder ikke før", "valid_from"),  # itself
    ],
)
def test_only_an_older_file_for_the_same_can_be_replaced(
    norms: Copy, old: str, first: str, what: str, remedy: str
) -> None:
    replacing(norms, NEW, old, first, 4)
    (problem,) = norms.refused()
    assert (problem.file, problem.line) == (NEW, norms.line(NEW, "replaces"))
    assert problem.code == "replaces"
    assert what in problem.what
    assert remedy in problem.remedy


def test_another_unit_cannot_replace(norms: Copy) -> None:
    replacing(norms, NEW, COPENHAGEN, "2026-01-01", 4)
    norms.change(NEW, '"Borgercenter Handicap"', '"Borgercenter Voksne"')
    (problem,) = norms.refused()
    assert "enhed" in problem.what


def test_a_file_is_replaced_once(norms: Copy) -> None:
    replacing(norms, NEW, COPENHAGEN, "2026-01-01", 4)
    replacing(norms, NEWER, COPENHAGEN, "2027-01-01", 3)
    (problem,) = norms.refused()
    assert (problem.file, problem.line) == (NEWER, norms.line(NEWER, "replaces"))
    assert f"allerede afløst af {NEW}" in problem.what


def test_files_cannot_replace_each_other_in_a_circle(norms: Copy) -> None:
    replacing(norms, NEW, NEWER, "2026-01-01", 4)
    replacing(norms, NEWER, NEW, "2027-01-01", 3)
    problems = norms.refused()
    assert {(p.file, p.code) for p in problems} == {(NEW, "replaces")}
