"""The code of a paper is made of its title, is nobody's number, and is had by one paper alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas import inputs
from kompas.casework.evidence_code import code_of


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Udtalelse fra værkstedet", "udtalelse-fra-vaerkstedet"),
        ("Møde den 2. juni 2026", "moede-den-2-juni-2026"),
        ("Brev om 010180-1234 fra lægen", "brev-om-fra-laegen"),
        ("Brev om 0101801234", "brev-om"),
        ("»…«", "bilag"),
    ],
)
def test_it_is_read_in_the_title(title: str, code: str) -> None:
    assert code_of(title, ()) == code


def test_two_papers_of_one_title_are_told_apart() -> None:
    assert code_of("Notat", ["notat"]) == "notat-2"
    assert code_of("Notat", ["notat", "notat-2"]) == "notat-3"


@given(st.text(max_size=300), st.lists(st.text(max_size=5)))
def test_it_is_a_code_that_a_case_can_hold(title: str, taken: list[str]) -> None:
    code = code_of(title, taken)
    assert inputs.CODE.read(code) == code
    assert code not in taken
