"""What the engine answers, held against a slow reference, for citizens drawn at random.

First on the shipped norms, then on rule tables drawn at random, which are uglier than any jurist's.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kompas.norms import (
    Answer,
    Answered,
    AnswerKind,
    Citation,
    Library,
    Outcome,
    Protection,
    Question,
    Rank,
    Row,
    Shape,
    Standard,
    Status,
    Value,
    Verified,
)
from kompas.norms.domain import Allowed, Domain, FactType, shared, union
from kompas.norms.question import RuledQuestion
from kompas.norms.rows import Effect
from kompas.norms.table import Axis, Key, Known
from kompas.norms.vocabulary import Favour, Source
from tests.generative.norms_reference import (
    Point,
    codes,
    filled_in,
    is_better,
    knowns,
    open_points,
    open_values,
    partly_known,
    points,
    representatives,
    statuses,
    values,
)

moderately = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ON = date(2026, 6, 1)


def a_standard(library: Library, data: st.DataObject) -> Standard:
    return data.draw(st.sampled_from(library.standards()), "standard")


def answers(standard: Standard, known: Mapping[str, Known]) -> dict[str, Answered]:
    return standard.answer(dict(known))[1]


def told(answered: Answered) -> dict[str, Status]:
    return {result.row.code: result.status for result in answered.rows}


# --- the shipped norms --------------------------------------------------------------------------


@moderately
@given(data=st.data())
def test_an_unknown_fact_never_turns_into_a_yes_or_a_no(
    library: Library, data: st.DataObject
) -> None:
    standard = a_standard(library, data)
    partial = data.draw(partly_known(standard), "known")
    full = data.draw(filled_in(standard, partial), "filled in")
    before, after = answers(standard, partial), answers(standard, full)
    assert before.keys() == after.keys()
    for name in before:
        assert set(after[name].possible) <= set(before[name].possible)
        if len(before[name].possible) == 1:
            assert after[name].value == before[name].value == before[name].possible[0]
        then, now = told(before[name]), told(after[name])
        for row in standard.questions[name].rows:
            if then.get(row.code) is not Status.UNKNOWN:
                assert now.get(row.code) == then.get(row.code), (name, row.code)


@moderately
@given(data=st.data())
def test_the_open_answers_are_exactly_those_that_some_citizen_gets(
    library: Library, data: st.DataObject
) -> None:
    standard = a_standard(library, data)
    known = data.draw(partly_known(standard), "known")
    for name, answered in answers(standard, known).items():
        if answered.question.shape is not Shape.DUTIES:
            assert set(answered.possible) == open_values(standard, name, known), name


@moderately
@given(data=st.data())
def test_each_row_comes_out_as_for_every_citizen_that_fits_and_else_as_unknown(
    library: Library, data: st.DataObject
) -> None:
    standard = a_standard(library, data)
    known = data.draw(partly_known(standard), "known")
    for name, answered in answers(standard, known).items():
        ruled = standard.questions[name]
        assert_rows(answered, ruled, list(open_points(standard, name, known)))


@moderately
@given(data=st.data())
def test_with_everything_known_the_answer_is_that_of_a_naive_sweep(
    library: Library, data: st.DataObject
) -> None:
    standard = a_standard(library, data)
    full = data.draw(filled_in(standard, {}), "citizen")
    found = answers(standard, full)
    for name, answered in found.items():
        ruled = standard.questions[name]
        if any(axis.fact in standard.questions for axis in ruled.axes):
            continue  # an answer such as 3-4 days leaves the next question open
        rows, shape = ruled.rows, ruled.question.shape
        point = {fact: code for fact, code in full.items() if isinstance(code, int)}
        assert told(answered) == {
            code: status
            for code, status in statuses(shape, rows, point).items()
            if status is not None
        }
        assert answered.missing == ()
        if shape is not Shape.DUTIES:
            assert {answered.value} == values(shape, rows, point)


@moderately
@given(data=st.data())
def test_near_misses_are_better_and_conflicts_differ_in_the_protected_fact_only(
    library: Library, data: st.DataObject
) -> None:
    standard = a_standard(library, data)
    known = data.draw(partly_known(standard), "known")
    _keys, found = standard.answer(known)  # and now `known` holds the answers used as facts too
    for name, answered in found.items():
        assert_near_misses(answered, standard.questions[name], known)
        assert_conflicts(answered, standard.questions[name], known)


@moderately
@given(data=st.data())
def test_what_is_missing_is_what_is_open_and_asking_for_it_settles_something(
    library: Library, data: st.DataObject
) -> None:
    standard = a_standard(library, data)
    known = data.draw(partly_known(standard), "known")
    for answered in answers(standard, known).values():
        open_rows = [result for result in answered.rows if result.status is Status.UNKNOWN]
        assert all(result.missing for result in open_rows)
        assert set(answered.missing) == {fact for r in open_rows for fact in r.missing}
        assert not any(isinstance(known.get(fact), int) for fact in answered.missing)
        assert (answered.settles or {}).keys() == set(answered.missing)
        assert all(0 <= share <= 1 for share in (answered.settles or {}).values())
        if len(answered.possible) > 1:
            assert answered.missing


# --- tables drawn at random ---------------------------------------------------------------------

NUMBER = Domain(FactType.INTEGER, 0, 9, {})
LETTER = Domain(FactType.ENUM, 0, 2, {"a": 0, "b": 1, "c": 2}, ("a", "b", "c"), ("a", "b", "c"))
SWITCH = Domain(FactType.BOOL, 0, 1, {False: 0, True: 1}, ("nej", "ja"), ("no", "yes"))
DOMAINS = {"number": NUMBER, "letter": LETTER, "switch": SWITCH}
SOMEWHERE = Citation(Source("x", "x", "x", None, Verified.READ), "1")
UNIT, LISTED = "days", ("all", "some", "none")


def subsets(domain: Domain) -> st.SearchStrategy[Allowed]:
    """A condition: any values of a domain, at least one."""
    picked = st.sets(st.integers(domain.low, domain.high), min_size=1)
    return picked.map(lambda values: union(*(((value, value),) for value in values)))


BOXES = st.lists(
    st.fixed_dictionaries({}, optional={name: subsets(d) for name, d in DOMAINS.items()}),
    min_size=1,
    max_size=2,
)
NUMBERS = st.lists(st.integers(0, 5), min_size=2, max_size=2).map(sorted)


@st.composite
def ruled_questions(draw: st.DrawFn, shapes: Sequence[Shape] = tuple(Shape)) -> RuledQuestion:
    """A question with up to five rows and a protection, which need make no sense."""
    shape = draw(st.sampled_from(shapes))
    listed = draw(st.booleans())
    favour = Favour.LISTED if listed else draw(st.sampled_from(Favour))
    question = Question(
        "q",
        shape,
        "q",
        "q",
        unit=None if listed else UNIT,
        answers=dict.fromkeys(LISTED, "x") if listed else {},
        favour=favour,
    )
    names = [str(place) for place in range(draw(st.integers(1, 5)))]
    rows = [draw(a_row(question, name, names)) for name in names]
    allowed = {name: draw(subsets(domain)) for name, domain in DOMAINS.items()}
    protection = Protection("p", "f", 1, Rank.PRECEDENT, "p", SOMEWHERE, Verified.READ, allowed)
    return RuledQuestion(question, rows, DOMAINS, [protection])


@st.composite
def a_row(draw: st.DrawFn, question: Question, code: str, all_codes: list[str]) -> Row:
    """A row of a question."""
    choice = question.shape is Shape.CHOICE
    ways = st.lists(st.sampled_from(all_codes), max_size=2, unique=True)
    return Row(
        code,
        question.name,
        "f",
        1,
        draw(st.sampled_from((*Rank, Rank.GUIDING))),
        "x",
        SOMEWHERE,
        Verified.READ,
        tuple(draw(BOXES)),
        effect=draw(st.sampled_from(Effect)) if question.shape is Shape.CRITERIA else None,
        answer=draw(an_answer(question)) if choice else None,
        unless=tuple(way for way in draw(ways) if way != code) if choice else (),
    )


def an_answer(question: Question) -> st.SearchStrategy[Answer]:
    """A number, a code, or by individual assessment."""
    individual = st.just(Answer(AnswerKind.INDIVIDUAL, unit=question.unit))
    if question.unit is None:
        code = st.sampled_from(LISTED).map(lambda code: Answer(AnswerKind.CODE, code=code))
        return st.one_of(code, individual)
    number = NUMBERS.map(lambda ends: Answer(AnswerKind.NUMBER, ends[0], ends[1], UNIT))
    return st.one_of(number, individual)


KNOWN = st.fixed_dictionaries(
    {}, optional={name: st.one_of(knowns(d), subsets(d)) for name, d in DOMAINS.items()}
)


@settings(max_examples=400, deadline=None)
@given(ruled=ruled_questions(), known=KNOWN)
def test_any_table_is_answered_as_by_the_naive_sweep(
    ruled: RuledQuestion, known: dict[str, Known]
) -> None:
    answered = ruled.answer(key(ruled, known))
    citizens = list(points(ruled.rows, DOMAINS, known))
    if ruled.question.shape is not Shape.DUTIES:
        expected = {v for p in citizens for v in values(ruled.question.shape, ruled.rows, p)}
        assert set(answered.possible) == expected
    assert_rows(answered, ruled, citizens)
    assert_near_misses(answered, ruled, known)
    assert facts_that_better(answered, ruled, known) <= {n.fact for n in answered.near_misses}
    assert_conflicts(answered, ruled, known)


# Most facts known: a conflict is told of one who surely fails.
MOSTLY_KNOWN = st.fixed_dictionaries(
    {name: st.one_of(codes(d), codes(d), knowns(d)) for name, d in DOMAINS.items()}
)


@settings(max_examples=400, deadline=None)
@given(ruled=ruled_questions((Shape.CRITERIA, Shape.CHOICE)), known=MOSTLY_KNOWN)
def test_the_conflicts_of_any_table_are_found_by_the_naive_sweep(
    ruled: RuledQuestion, known: dict[str, Known]
) -> None:
    assert_conflicts(ruled.answer(key(ruled, known)), ruled, known)


# --- what holds for every answer ----------------------------------------------------------------


def key(ruled: RuledQuestion, known: dict[str, Known]) -> Key:
    return tuple(axis.cells(known.get(axis.fact)) for axis in ruled.axes)


def assert_rows(answered: Answered, ruled: RuledQuestion, citizens: list[Point]) -> None:
    """Each row's status is that of all citizens who fit; unknown where they differ."""
    shape, rows = ruled.question.shape, ruled.rows
    each = [statuses(shape, rows, citizen) for citizen in citizens]
    expected = {row.code: {found[row.code] for found in each} for row in rows}
    assert told(answered) == {
        code: found.copy().pop() if len(found) == 1 else Status.UNKNOWN
        for code, found in expected.items()
        if found != {None}
    }


def assert_near_misses(answered: Answered, ruled: RuledQuestion, known: dict[str, Known]) -> None:
    """Each near miss really is better."""
    question = ruled.question
    for near in answered.near_misses:
        for code in {end for span in near.span for end in (*span, sum(span) // 2)}:
            assert all_values(ruled, {**known, near.fact: code}) == {near.better}
        assert is_better(near.better, answered.possible[0], question)
        assert not any(is_better(value, near.better, question) for value in answered.possible)


def facts_that_better(
    answered: Answered, ruled: RuledQuestion, known: dict[str, Known]
) -> set[str]:
    """The facts known for sure of which another value alone would surely give a better answer."""
    found = set()
    for axis in ruled.axes if answered.possible else ():
        others = representatives(ruled.rows, axis.fact, axis.domain, axis.domain.everything)
        there = [all_values(ruled, {**known, axis.fact: code}) for code in others]
        best, worst = answered.possible[0], answered.possible[-1]
        better = [
            values
            for values in there
            if any(is_better(value, best, ruled.question) for value in values)
            and not any(is_better(worst, value, ruled.question) for value in values)
        ]
        if isinstance(known.get(axis.fact), int) and better and all(len(v) == 1 for v in better):
            found.add(axis.fact)
    return found


def assert_conflicts(answered: Answered, ruled: RuledQuestion, known: dict[str, Known]) -> None:
    """The conflicts told are those that a look at every protected value of a fact finds."""
    told = {(one.protection.code, one.fact): one for one in answered.conflicts}
    assert len(told) == len(answered.conflicts)
    for place, protection, *_rest in ruled.protected:
        axis = ruled.axes[place]
        allowed = protection.facts[axis.fact]
        conflict = told.pop((protection.code, axis.fact), None)
        protected = is_within(known.get(axis.fact), axis, allowed)
        others = representatives(ruled.rows, axis.fact, axis.domain, allowed) if protected else []
        changed = [{**known, axis.fact: code} for code in others]
        surely, perhaps = turned_rows(answered, ruled, known, axis.fact, changed)
        rows = {row.code for row in conflict.rows} if conflict else set()
        assert rows in (surely, perhaps)
        if conflict:
            unsure = conflict.without in (None, Outcome.UNKNOWN)
            each = (all_values(ruled, facts) for facts in changed)
            assert any(len(v) > 1 if unsure else v == {conflict.without} for v in each)
    assert not told  # of facts that no protection names


def is_within(known: Known, axis: Axis, allowed: Allowed) -> bool:
    """Whether a value is protected, or several that nothing tells apart."""
    cell = axis.cells(known)
    if not isinstance(cell, int):
        return False
    span = (known, known) if isinstance(known, int) else axis.span(cell)
    return shared((span,), allowed) == (span,)


def turned_rows(
    answered: Answered,
    ruled: RuledQuestion,
    known: dict[str, Known],
    fact: str,
    changed: list[dict[str, Known]],
) -> tuple[set[str], set[str]]:
    """The guiding rows naming a fact that surely weigh against the citizen, and with a change not.

    First those that must be told, then those that may be.
    """
    rows = {row.code for row in ruled.rows if fact in row.facts and not row.rank.binds}
    if ruled.question.shape is Shape.CRITERIA:
        failing = sure(ruled, known, {Status.NOT_MET, Status.INDIVIDUAL}) & rows
        turned = failing & set().union(*(sure(ruled, other, {Status.MET}) for other in changed))
        return turned, turned
    deciding = sure(ruled, known, {Status.HOLDS}) & rows
    best, worst = answered.possible[0], answered.possible[-1]
    must, may = False, False
    for there in (all_values(ruled, other) for other in changed):
        better = any(is_better(value, best, ruled.question) for value in there)
        worse = any(is_better(worst, value, ruled.question) for value in there)
        may |= better and not worse
        must |= better and len(there) == len(answered.possible) == 1
    return deciding if must else set(), deciding if may else set()


def sure(ruled: RuledQuestion, known: dict[str, Known], wanted: set[Status]) -> set[str]:
    """The rows that come out as wanted, one and the same way, for all citizens who fit."""
    shape, rows = ruled.question.shape, ruled.rows
    each = [statuses(shape, rows, point) for point in points(rows, domains_of(ruled), known)]
    return {
        row.code
        for row in rows
        if len(found := {one[row.code] for one in each}) == 1 and found <= wanted
    }


def all_values(ruled: RuledQuestion, known: dict[str, Known]) -> set[Value]:
    """The answers that stand open."""
    citizens = points(ruled.rows, domains_of(ruled), known)
    return {v for one in citizens for v in values(ruled.question.shape, ruled.rows, one)}


def domains_of(ruled: RuledQuestion) -> dict[str, Domain]:
    return {axis.fact: axis.domain for axis in ruled.axes}
