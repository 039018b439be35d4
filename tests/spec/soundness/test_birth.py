"""The age in the facts against the CPR number."""

from dataclasses import replace
from datetime import date

import pytest

from kompas.casework import Citizen
from kompas.norms import GivenFact, Library
from kompas.soundness import judge
from tests.spec.soundness.drafts import FACTS, GRANT, ON


def found(library: Library, cpr: str | None, **facts: object) -> list[str]:
    given = {**FACTS, **{name: GivenFact(value) for name, value in facts.items()}}
    draft = replace(GRANT, citizen=Citizen(name="Mette Prøve", cpr=cpr), facts=given)
    told = judge(draft, library, ON).findings
    return [one.text for one in told if one.code == "birth_contradicts_number"]


@pytest.mark.parametrize("cpr", ["7204800001", "1204800001", "1204804000", None])
def test_a_birth_of_the_number_is_no_finding(cpr: str | None, library: Library) -> None:
    assert found(library, cpr) == []


def test_another_birth_is_told(library: Library) -> None:
    (text,) = found(library, "7204800001", birth_date="1990-04-12")
    assert (
        text
        == "Fødselsdato er 12. april 1990 i oplysningerne og 12. april 1980 efter CPR-nummeret."
    )


def test_another_century_is_told(library: Library) -> None:
    (text,) = found(library, "7204364001")
    assert "12. april 2036" in text


def test_a_date_is_compared_as_one(library: Library) -> None:
    assert found(library, "7204800001", birth_date=date(1980, 4, 12)) == []
