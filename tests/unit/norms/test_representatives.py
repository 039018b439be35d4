"""Who may act for a citizen, as the norms have it; and what is refused in that file."""

import pytest

from kompas.norms import Library
from kompas.norms.vocabulary import GetsLetters, MayComplain
from tests.unit.norms.copies import Copy

FILE = "national/representatives.toml"


def test_each_kind_says_what_it_may(library: Library) -> None:
    kinds = library.representatives
    assert kinds["guardian"].letters is GetsLetters.ALWAYS
    assert kinds["custody_holder"].letters is GetsLetters.INSTEAD
    assert kinds["custody_holder"].until_age_years == 18


@pytest.mark.ledger("FW-26")
def test_only_who_has_no_power_of_attorney_needs_one_to_complain(library: Library) -> None:
    needs = {
        name
        for name, kind in library.representatives.items()
        if kind.complains is MayComplain.WITH_POWER_OF_ATTORNEY
    }
    assert needs == {"party_representative"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('letters   = "instead"', 'letters   = "never"', "er never"),
        ("until_age_years = 18", 'until_age_years = "18"', "`until_age_years`"),
        ("until_age_years = 18", "until_age_years = true", "`until_age_years`"),
        ('source    = ["fal § 2", "kk-2019 3.3"]\n', "", "kilde"),
        ('"fal § 2"', '"fl § 2"', "fl"),
        ('text      = "samværge"\n', "", "`text`"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(old: str, new: str, told: str, norms: Copy) -> None:
    norms.change(FILE, old, new)
    (problem,) = norms.refused()
    assert problem.file == FILE
    assert problem.line
    assert told in problem.what


def test_a_folder_without_them_is_not_whole(norms: Copy) -> None:
    (norms.folder / FILE).unlink()
    (problem,) = norms.refused()
    assert (problem.file, "ikke hel" in problem.what) == (FILE, True)
