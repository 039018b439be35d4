"""Who asks the citizen, or another, sees by when to answer, and where that day is from."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kompas.desk.steps.form import About, StepForm
from kompas.desk.steps.hearing import SendHearingForm
from kompas.desk.steps.information import RequestInformationForm
from kompas.norms import Library, load
from kompas.web import norms as held
from tests.clock import TODAY
from tests.spec.case.stories import APPLICATION, NEED, SERVICE, Story
from tests.third_municipality.overlay import laid_over

FORMS = {SendHearingForm: "deadline_on", RequestInformationForm: "answer_by"}


@pytest.fixture(scope="module")
def norms(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder: Path = tmp_path_factory.mktemp("answers") / "norms"
    return load(laid_over(folder, "lillefjord"))


def opened(kind: type[StepForm], library: Library, municipality: str) -> StepForm:
    """The form as it is opened in a case of a municipality, whose standard may not be coded."""
    case = Story(library).does(APPLICATION, NEED).case
    coded = municipality in library.words.municipalities
    standard = library.standard(SERVICE, municipality, TODAY) if coded else None
    case = replace(case, municipality=municipality)
    return kind(About(case=case, on=case.current, entries=(), today=TODAY, standard=standard))


@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.parametrize(
    ("municipality", "days", "said"),
    [
        ("lillefjord", 21, "Standarden giver 21 dage (Lillefjords"),
        ("vejen", 14, "Foreslået: 14 dage. Det er et forslag fra Kompas: loven siger"),
        ("ukendt", 14, "nævner intet antal dage. (forvaltningsloven § 19)"),
    ],
)
def test_the_day_is_the_municipalitys_own_or_is_said_to_be_proposed(
    kind: type[StepForm], municipality: str, days: int, said: str,
    norms: Library, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(held, "_held", [norms])
    form, field = opened(kind, norms, municipality), FORMS[kind]
    assert form.initial[field] == TODAY + timedelta(days=days)
    assert said in str(form.fields[field].help_text)


@pytest.mark.parametrize("kind", FORMS)
def test_where_nothing_gives_a_number_the_day_is_empty_and_one_is_told_so(
    kind: type[StepForm], norms: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = {n: one for n, one in norms.words.questions.items() if n != "time_to_answer"}
    silent = replace(norms, words=replace(norms.words, questions=questions))
    monkeypatch.setattr(held, "_held", [silent])
    form, field = opened(kind, silent, "vejen"), FORMS[kind]
    assert form.initial[field] is None
    assert "Giv rimelig tid." in str(form.fields[field].help_text)
