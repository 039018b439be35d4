"""Kompas never answers from the nearest norm that it has: what is not coded is refused in words."""

from dataclasses import replace
from datetime import date

import pytest

from kompas.norms import Library, NotCodedError
from tests.spec.norms.citizens import COPENHAGEN, ON, SERVICE, VEJEN


@pytest.mark.parametrize(
    ("service", "municipality", "on", "unit", "words"),
    [
        pytest.param(
            SERVICE,
            COPENHAGEN,
            date(2012, 1, 1),
            None,
            ["1. januar 2012", "Den tidligste dag", "1. marts 2019"],
            id="before the standard",
        ),
        pytest.param(
            SERVICE,
            COPENHAGEN,
            date(2020, 1, 1),
            None,
            ["1. januar 2020", "Den tidligste dag", "24. januar 2022"],
            id="before the law that is coded",
        ),
        pytest.param(
            SERVICE,
            VEJEN,
            date(2022, 1, 23),
            None,
            ["23. januar 2022", "24. januar 2022"],
            id="a day early",
        ),
        pytest.param(
            SERVICE,
            "eksempelby",
            ON,
            None,
            ["eksempelby", "Kendte: copenhagen, vejen"],
            id="unknown municipality",
        ),
        pytest.param(
            "long_term_stay",
            VEJEN,
            ON,
            None,
            ["Vejen Kommune", "længerevarende ophold i botilbud", "serviceloven § 108"],
            id="municipality without a standard for the service",
        ),
        pytest.param(
            "haircut", COPENHAGEN, ON, None, ["haircut"], id="a service nobody has heard of"
        ),
        pytest.param(
            SERVICE,
            COPENHAGEN,
            ON,
            "Socialpsykiatrien",
            ["Københavns Kommune", "Borgercenter Handicap"],
            id="unknown unit",
        ),
    ],
)
def test_what_is_not_coded_is_refused_with_what_is_there_instead(
    library: Library,
    service: str,
    municipality: str,
    on: date,
    unit: str | None,
    words: list[str],
) -> None:
    with pytest.raises(NotCodedError) as refused:
        library.standard(service, municipality, on, unit)
    assert [word for word in words if word not in refused.value.text] == []


def test_a_national_service_that_is_not_coded_is_refused(library: Library) -> None:
    kept = tuple(file for file in library.files if file.service != "sheltered_employment")
    uncoded = replace(library, files=kept, _standards={})
    with pytest.raises(NotCodedError) as refused:
        uncoded.national("sheltered_employment", ON)
    assert "beskyttet beskæftigelse (serviceloven § 103" in refused.value.text
    assert "ikke lagt ind i Kompas" in refused.value.text


@pytest.mark.parametrize("on", [date(2022, 1, 24), ON])
def test_from_the_first_coded_day_there_is_an_answer(library: Library, on: date) -> None:
    for municipality in (COPENHAGEN, VEJEN):
        assert library.standard(SERVICE, municipality, on).questions
    assert library.standard(SERVICE, COPENHAGEN, on, "Borgercenter Handicap").questions
    assert library.procedure(on).questions
