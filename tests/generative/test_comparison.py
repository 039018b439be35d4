"""A comparison says that a citizen changes exactly when the two explained answers differ."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kompas.norms import (
    Answer,
    Answered,
    AnswerKind,
    Fact,
    Library,
    Question,
    Row,
    Shape,
    Standard,
    Status,
    Vocabulary,
)
from kompas.norms.compare import Compared, Comparison, Kind, compare
from kompas.norms.problems import ALWAYS
from kompas.norms.read_answers import answer_domain
from kompas.norms.rows import NormFile
from kompas.norms.rulings import NOT_STATED
from kompas.norms.vocabulary import About
from tests.generative.norms_reference import filled_in
from tests.generative.test_norms_answers import DOMAINS, a_row, ruled_questions, subsets

moderately = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAYS = (date(2024, 6, 1), date(2026, 6, 1))
SERVICE = "activity_and_social"


def explained(answered: Answered | None, shape: Shape) -> object:
    """What a citizen is told: the answers, or the duties that hold. The words of rows aside."""
    if shape is Shape.DUTIES:
        rows = answered.rows if answered else ()
        return {
            (result.row.text, result.row.rank, result.row.requires)
            for result in rows
            if result.status is Status.HOLDS
        }
    if answered is None:
        return {NOT_STATED} if shape is Shape.CHOICE else set()
    return {
        NOT_STATED if isinstance(value, Answer) and value.kind is AnswerKind.NOT_STATED else value
        for value in answered.possible
    }


def replies(kind: Kind) -> list[object]:
    return [set(side) if isinstance(side, tuple) else side for side in (kind.one, kind.other)]


def assert_exact(
    comparison: Comparison, full: Mapping[str, int], answers: Sequence[Mapping[str, Answered]]
) -> None:
    for compared in comparison.questions:
        name, shape = compared.question.name, compared.question.shape
        told = [explained(side.get(name), shape) for side in answers]
        kinds = compared.kinds_of(full)
        assert bool(kinds) is (told[0] != told[1]), (name, told, kinds)
        if shape is not Shape.DUTIES and kinds:
            (kind,) = kinds
            assert replies(kind) == told, name


@moderately
@given(data=st.data())
def test_a_shipped_standard_against_another(library: Library, data: st.DataObject) -> None:
    local = [s for s in library.standards() if s.service and s.local]
    one = data.draw(st.sampled_from(local), "one")
    # Of the same help, as people compare: others share hardly a question, and take long.
    other = data.draw(st.sampled_from([s for s in local if s.service == one.service]), "other")
    days = [data.draw(st.sampled_from(DAYS), "day") for _side in (one, other)]
    comparison = compare(one, other, days[0], days[1])
    both = {**data.draw(filled_in(one, {}), "one"), **data.draw(filled_in(other, {}), "other")}
    both.pop("on_date", None)
    answers = []
    for standard, day in zip((one, other), days, strict=True):
        answers.append(standard.answer({**both, "on_date": day.toordinal()})[1])
    full = {name: code for name, code in both.items() if isinstance(code, int)}
    assert_exact(comparison, full, answers)


@moderately
@given(data=st.data())
def test_for_a_given_answer_to_another_question(library: Library, data: st.DataObject) -> None:
    one, other = (library.standard(SERVICE, name, DAYS[1]) for name in ("copenhagen", "vejen"))
    comparison = compare(one, other, *DAYS[1:] * 2)
    place = next(c for c in comparison.questions if c.question.name == "place_time")
    days = data.draw(st.integers(0, 7), "days")  # as many as a week has
    told = [s.answer({"days_per_week": days})[1]["place_time"] for s in (one, other)]
    kinds = [
        kind
        for kind in place.on_answer
        if any(low <= days <= high for box in kind.boxes for low, high in box["days_per_week"])
    ]
    assert bool(kinds) is (explained(told[0], Shape.CHOICE) != explained(told[1], Shape.CHOICE))


# --- tables drawn at random -----------------------------------------------------------------------


FACTS = {
    name: Fact(name, domain, About.CITIZEN, name, name, name) for name, domain in DOMAINS.items()
}


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Standard, Standard]:
    """Two standards with the same two questions; the second may build on the answer to the first.

    Either may lack a question. The rows need make no sense.
    """
    first, second = (draw(a_question(name)) for name in "qr")
    words = Vocabulary(FACTS, {}, {"q": first, "r": second}, {}, {}, {}, {})
    domain = answer_domain(first)
    pair = []
    for name in ("one", "other"):
        rows = draw(some_rows(first))
        on_answer = draw(some_rows(second)) if draw(st.booleans()) or not rows else []
        if rows and domain and draw(st.booleans()):
            answers = subsets(replace(domain, high=min(domain.high, 6)))
            on_answer = [
                replace(row, boxes=tuple({**box, "q": draw(answers)} for box in row.boxes))
                for row in on_answer
            ]
        file = NormFile(
            name, "", name, "s", name, None, ALWAYS, "", None, None, (*rows, *on_answer)
        )
        pair.append(Standard("s", [file], words))
    return pair[0], pair[1]


@st.composite
def a_question(draw: st.DrawFn, name: str) -> Question:
    question = replace(draw(ruled_questions()).question, name=name)
    if question.shape is Shape.CHOICE:
        return question
    return replace(question, unit=None, answers={})


@st.composite
def some_rows(draw: st.DrawFn, question: Question) -> list[Row]:
    names = [f"{question.name}{place}" for place in range(draw(st.integers(0, 4)))]
    return [
        replace(draw(a_row(question, name, names)), text=draw(st.sampled_from("abc")))
        for name in names
    ]


@moderately
@given(data=st.data())
def test_a_drawn_standard_against_another(data: st.DataObject) -> None:
    pair = data.draw(pairs(), "standards")
    comparison = compare(*pair, *DAYS[1:] * 2)
    full = {
        name: code
        for standard in pair
        for name, code in data.draw(filled_in(standard, {})).items()
        if isinstance(code, int)
    }
    answers = [standard.answer(dict(full))[1] for standard in pair]
    assert_exact(comparison, full, answers)
    for compared in comparison.questions:
        for kind in compared.kinds:
            assert_example(kind, compared, pair)


def rows_of(standard: Standard, name: str) -> tuple[Row, ...]:
    return standard.questions[name].rows if name in standard.questions else ()


def assert_example(kind: Kind, compared: Compared, pair: tuple[Standard, Standard]) -> None:
    """The facts of the example are enough for both answers, and none can be left out."""
    name, shape = compared.question.name, compared.question.shape
    if shape is Shape.DUTIES or not all(isinstance(s, set) and len(s) == 1 for s in replies(kind)):
        return  # several answers where rows contradict each other
    if any("q" in row.facts for standard in pair for row in rows_of(standard, name)):
        return  # with facts unknown, an answer used as a fact is looked at apart from them

    def told(facts: Mapping[str, int]) -> list[object]:
        return [explained(standard.answer(dict(facts))[1].get(name), shape) for standard in pair]

    assert told(kind.example) == replies(kind)
    for fact in kind.example:
        fewer = {name: code for name, code in kind.example.items() if name != fact}
        assert told(fewer) != replies(kind)
