"""A service outside the six, its measure included, is data alone: § 97, hours a month, on a copy.

From the application to the letter, with the forms of the desk, and not a line of code of its own.
What the copy says of § 97 is second hand, and each of its rows says so.
"""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kompas.casework import Decision, DecisionKind, amounts
from kompas.casework.commands import Refused
from kompas.casework.steps.decision import TakeDecision
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.recommendation import RecommendationMade
from kompas.desk.steps.form import About
from kompas.desk.steps.planning import RecommendForm
from kompas.letters import compose, facts_from_norms, read_clauses
from kompas.letters.letter import Letter, plain_text
from kompas.norms import Library, default_folder, load
from kompas.norms.verify import verify
from kompas.processes.judgement import judged
from kompas.web import norms as held
from tests.processes.town import WEST, Telling
from tests.register.database import Database
from tests.spec.case.stories import APPLICATION, ASSESSMENT, NEED, NOTES, TODAY
from tests.spec.soundness.drafts import GRANT, says

HERE = Path(__file__).parent
SERVICE = "escort_scheme"
ROOT = HERE.parents[1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the norms with the service laid into it."""
    made = tmp_path_factory.mktemp("outside") / "norms"
    shutil.copytree(default_folder(), made)
    for name in ("services.toml", "questions.toml"):
        with (made / name).open("a", encoding="utf-8") as file:
            file.write((HERE / name).read_text("utf-8"))
    shutil.copy(HERE / "97.toml", made / "national" / "97.toml")
    shutil.copy(HERE / "97-2026.toml", made / "vejen" / "97-2026.toml")
    shutil.copy(HERE / "escort_scheme.toml", made / "letters" / "escort_scheme.toml")
    return made


@pytest.fixture(scope="module")
def norms(folder: Path) -> Library:
    return load(folder)


@pytest.fixture
def on_the_copy(norms: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server works by the copy."""
    monkeypatch.setattr(held, "_held", [norms])


def test_no_code_knows_the_service_or_a_measure() -> None:
    shared = {path.name for path in (ROOT / "norms").rglob("97*.toml")}
    assert shared == set()
    for path in (ROOT / "src").rglob("*.py"):
        text = path.read_text("utf-8")
        assert "hours_per_month" not in text, path
        assert SERVICE not in text, path


def test_the_check_of_the_norms_has_nothing_to_say_of_it(norms: Library) -> None:
    assert [one for one in verify(norms) if one.blocks] == []


def draft(**changes: Any) -> Decision:
    """A grant of escort as a caseworker writes it."""
    made = replace(
        GRANT,
        service=SERVICE,
        municipality="vejen",
        unit=None,
        case_number=None,
        citizen=None,
        facts={},
        evidence=(),
        hearing=None,
        legal_basis=("serviceloven § 97",),
        applied_for=None,
        applied_on=None,
        decided_on=TODAY,
        starts_on=date(2026, 8, 1),
        ends_on=None,
        granted=amounts(hours_per_month=15),
        need=says("Du kan ikke finde vej alene."),
        wishes=says("Du vil gerne i biografen og til fodbold."),
        capacity=says("Du går godt, men farer vild."),
        facilities=(),
        costs=(),
    )
    return replace(made, **changes)


FACTS: dict[str, str | bool] = {
    "birth_date": "1980-04-12",
    "considerably_reduced_capacity": True,
    "lasting_reduced_capacity": True,
}


def blocking(decision: Decision, telling: Telling, norms: Library) -> list[tuple[str, str]]:
    """What blocks a draft in the case."""
    facts = telling.case.facts_on(TODAY, telling.case.current)
    found = judged(replace(decision, facts=facts), norms, TODAY).findings
    return [(one.code, one.about) for one in found if one.severity == "blocking"]


def letter_of(decision: Decision, norms: Library) -> Letter:
    """The letter of a decision by the copy."""
    book = read_clauses(norms.folder / "letters", SERVICE, norms.words)
    assessment = judged(decision, norms, TODAY).assessment
    return compose(decision, facts_from_norms(decision, norms, assessment), book)


@pytest.fixture
def telling(town: Database, norms: Library) -> Telling:
    """An application for escort whose need is uncovered."""
    assert town is not None
    telling = Telling(norms, today=TODAY)
    application = replace(
        APPLICATION,
        service=SERVICE,
        unit=WEST,
        case_number="2026-97-1",
        applied_for="Ledsagelse 15 timer om måneden.",
        applied_amounts=amounts(hours_per_month=15),
    )
    noted = (
        FactNoted(name=name, value=value, source="Udredning", dated=TODAY)
        for name, value in FACTS.items()
    )
    papers = (EvidenceAdded(evidence=one) for one in NOTES)
    return telling.does(application, NEED, *noted, *papers, ASSESSMENT)


@pytest.mark.usefixtures("on_the_copy")
def test_its_form_asks_in_its_own_measure(telling: Telling) -> None:
    about = About(case=telling.case, on=telling.case.current, entries=(), today=TODAY)
    typed = {"kind": "grant", "hours_per_month": "12,5", "recommended": "Det svarer til behovet."}
    form = RecommendForm(about, typed)
    assert form.is_valid(), form.errors
    asked, of_price = list(form.fields), ("facility", "rate")
    assert [name for name in asked if not name.startswith(of_price)] == [
        "kind", "hours_per_month", "recommended"
    ]  # fmt: skip
    assert form.fields["hours_per_month"].label == "Timer om måneden"
    assert form.command().extent == amounts(hours_per_month="12.5")
    for wrong, said in (("2,3", "i trin på 0,5"), ("800", "fra 0 til 744"), ("ti", "fra 0 til")):
        refused = RecommendForm(about, {**typed, "hours_per_month": wrong})
        (fault,) = refused.errors["hours_per_month"]
        assert said in fault
        assert "Her tælles timer om måneden." in fault
        assert refused["hours_per_month"].value() == wrong


def test_its_decision_is_held_against_the_act(telling: Telling, norms: Library) -> None:
    ten = draft(granted=amounts(hours_per_month=10))
    assert ("against_binding_answer", "escort_hours") in blocking(ten, telling, norms)
    assert ("amount_missing", "granted") in blocking(draft(granted={}), telling, norms)
    assert blocking(draft(), telling, norms) == []


def test_it_is_not_granted_in_what_it_is_not_measured_in(telling: Telling) -> None:
    refused = telling.asks(TakeDecision(decision=draft(granted=amounts(days_per_week=3))))
    assert isinstance(refused, Refused)
    (reason,) = refused.reasons
    assert reason.text == "decision.granted.days_per_week: Ydelsen måles ikke i dage om ugen."
    assert reason.remedy == "Skriv den i timer om måneden (hours_per_month)."


def test_from_the_application_to_the_letter(telling: Telling, norms: Library) -> None:
    advised = RecommendationMade(
        kind=DecisionKind.GRANT, extent=amounts(hours_per_month=15), text="Loven siger 15 timer."
    )
    telling.does(advised, TakeDecision(decision=draft()))
    on = telling.case.current
    assert on is not None
    assert on.decision is not None
    taken = on.decision.decision
    assert taken.applied_amounts == amounts(hours_per_month=15)
    letter = letter_of(taken, norms)
    assert letter.missing == ()
    assert "Du får ledsagelse 15 timer om måneden." in plain_text(letter)
    telling.prints()
    assert [(one.code, one.about) for one in on.decision.trace.findings] == []


@pytest.mark.parametrize(
    ("hours", "said"), [("1", "1 time om måneden"), ("12.5", "12,5 timer om måneden")]
)
def test_its_letter_says_one_and_halves_as_in_danish(hours: str, said: str, norms: Library) -> None:
    one = draft(granted=amounts(hours_per_month=hours))
    assert f"Du får ledsagelse {said}." in plain_text(letter_of(one, norms))
