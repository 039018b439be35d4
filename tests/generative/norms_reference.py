"""The rule language once more, slowly: every citizen a question can tell apart, row by row.

Shares nothing with the engine but the rows themselves. And the facts to try them on, drawn from
the vocabulary and the rows' own bounds, so that new norms are covered without new code.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from hypothesis import strategies as st

from kompas.norms import Answer, AnswerKind, Outcome, Question, Row, Shape, Standard, Status
from kompas.norms.domain import Allowed, Domain, FactType
from kompas.norms.rows import Effect
from kompas.norms.table import Known
from kompas.norms.vocabulary import Favour

WORST_LAST = (Outcome.IN, Outcome.INDIVIDUAL, Outcome.OUTSIDE_GUIDING, Outcome.OUT)
NOT_STATED = Answer(AnswerKind.NOT_STATED)
Point = Mapping[str, int]


def statuses(shape: Shape, rows: Sequence[Row], point: Point) -> dict[str, Status | None]:
    """How each row comes out for a fully known citizen; None for one that does not hold."""
    holds = {
        row.code: any(
            all(any(a <= point[name] <= b for a, b in allowed) for name, allowed in box.items())
            for box in row.boxes
        )
        for row in rows
    }
    found: dict[str, Status | None] = {}
    for row in rows:
        if shape is not Shape.CRITERIA:
            gives_way = any(holds.get(code) for code in row.unless)
            status = Status.GIVES_WAY if gives_way else Status.HOLDS
            found[row.code] = status if holds[row.code] else None
        elif row.effect is Effect.INDIVIDUAL:
            found[row.code] = Status.INDIVIDUAL if holds[row.code] else Status.MET
        else:
            found[row.code] = Status.MET if holds[row.code] else Status.NOT_MET
    return found


def values(shape: Shape, rows: Sequence[Row], point: Point) -> set[Outcome | Answer]:
    """The answers of criteria or of a choice for a fully known citizen."""
    found = statuses(shape, rows, point)
    if shape is not Shape.CRITERIA:
        deciding = (row.answer for row in rows if found[row.code] is Status.HOLDS)
        return {answer for answer in deciding if answer is not None} or {NOT_STATED}
    if any(found[row.code] is Status.NOT_MET and row.rank.binds for row in rows):
        return {Outcome.OUT}
    for status, outcome in (
        (Status.NOT_MET, Outcome.OUTSIDE_GUIDING),
        (Status.INDIVIDUAL, Outcome.INDIVIDUAL),
    ):
        if status in found.values():
            return {outcome}
    return {Outcome.IN}


def points(
    rows: Sequence[Row], domains: Mapping[str, Domain], known: Mapping[str, Known]
) -> Iterator[Point]:
    """A citizen for each way that the rows tell the open citizens apart."""
    names = sorted({name for row in rows for name in row.facts})
    options = [representatives(rows, name, domains[name], known.get(name)) for name in names]
    for codes in product(*options):
        yield dict(zip(names, codes, strict=True))


def representatives(rows: Iterable[Row], name: str, domain: Domain, known: Known) -> list[int]:
    """Of each stretch of open values that the rows do not tell apart, the first."""
    if isinstance(known, int):
        return [known]
    allowed = known or domain.everything
    bounds = {edge for row in rows for box in row.boxes for a, b in box.get(name, ())
              for edge in (a, b + 1)}  # fmt: skip
    return sorted(
        {a for a, _b in allowed} | {edge for edge in bounds for a, b in allowed if a <= edge <= b}
    )


def open_values(standard: Standard, name: str, known: Mapping[str, Known]) -> set[Outcome | Answer]:
    """Every answer to a question that some citizen with these facts can get."""
    ruled = standard.questions[name]
    return {
        value
        for point in open_points(standard, name, known)
        for value in values(ruled.question.shape, ruled.rows, point)
    }


def open_points(standard: Standard, name: str, known: Mapping[str, Known]) -> Iterator[Point]:
    """The citizens that a question tells apart; answers that it builds on are worked out first."""
    rows = standard.questions[name].rows
    facts = {fact for row in rows for fact in row.facts}
    domains = {fact: standard.domain(fact) for fact in facts}
    before = {
        fact: as_codes(open_values(standard, fact, known), domains[fact])
        for fact in facts & standard.questions.keys()
        if fact not in known
    }
    return points(rows, domains, {**known, **before})


def as_codes(answers: set[Outcome | Answer], domain: Domain) -> Allowed:
    """The answers to a question as values of a fact."""
    spans = []
    for answer in answers:
        if isinstance(answer, Outcome):
            spans.append((domain.names[answer.value],) * 2)
        elif answer.kind is AnswerKind.CODE:
            spans.append((domain.names[answer.code],) * 2)
        elif answer.low is not None and answer.high is not None:
            spans.append((answer.low, answer.high))
        else:
            return domain.everything
    return tuple(sorted(spans))


def is_better(one: Outcome | Answer, other: Outcome | Answer, question: Question) -> bool:
    """Whether an answer is better for the citizen: no worse at either end, and not the same."""
    if isinstance(one, Outcome) and isinstance(other, Outcome):
        return WORST_LAST.index(one) < WORST_LAST.index(other)
    assert isinstance(one, Answer)
    assert isinstance(other, Answer)
    if one.code and other.code and question.favour is Favour.LISTED:
        listed = list(question.answers)
        return listed.index(one.code) < listed.index(other.code)
    if None in (one.low, one.high, other.low, other.high) or one == other:
        return False
    sign = {Favour.MORE: 1, Favour.LESS: -1}.get(question.favour, 0)
    steps = [
        sign * ((one.low or 0) - (other.low or 0)),
        sign * ((one.high or 0) - (other.high or 0)),
    ]
    return sign != 0 and min(steps) >= 0


# --- facts to try ------------------------------------------------------------------------------


def codes(domain: Domain, edges: Iterable[int] = ()) -> st.SearchStrategy[int]:
    """A value of a fact, often one beside a bound."""
    beside = {edge + step for edge in edges for step in (-1, 0, 1)}
    inside = sorted(
        code for code in beside | {domain.low, domain.high} if domain.low <= code <= domain.high
    )
    anywhere = st.integers(domain.low, domain.high)
    return st.one_of(st.sampled_from(inside), anywhere)


def knowns(domain: Domain, edges: Sequence[int] = ()) -> st.SearchStrategy[Known]:
    """What may be known of a fact: nothing, its value, or that it is one of several."""
    kinds: list[st.SearchStrategy[Known]] = [st.none(), codes(domain, edges)]
    if domain.groups:
        kinds.append(st.sampled_from(list(domain.groups.values())))
    if domain.type is not FactType.BOOL:
        ends = st.lists(codes(domain, edges), min_size=4, max_size=4, unique=True).map(sorted)
        apart = st.builds(lambda e: ((e[0], e[1]), (e[2], e[3])) if e[2] > e[1] + 1
                          else ((e[0], e[3]),), ends)  # fmt: skip
        if domain.high - domain.low >= 4:
            kinds.append(apart)
    return st.one_of(kinds)


@st.composite
def partly_known(draw: st.DrawFn, standard: Standard) -> dict[str, Known]:
    """What may be known of a citizen: each fact of the standard, in part or not at all."""
    found: dict[str, Known] = {}
    for name, edges in edges_of(standard).items():
        known = draw(knowns(standard.domain(name), edges))
        if known is not None:
            found[name] = known
    return found


@st.composite
def filled_in(
    draw: st.DrawFn, standard: Standard, partial: Mapping[str, Known]
) -> dict[str, Known]:
    """A citizen of whom everything is known, and who fits what is known in part."""
    found: dict[str, Known] = {}
    for name, edges in edges_of(standard).items():
        known = partial.get(name)
        if isinstance(known, int):
            found[name] = known
        elif known is None:
            found[name] = draw(codes(standard.domain(name), edges))
        else:
            found[name] = draw(st.sampled_from(known).flatmap(lambda span: st.integers(*span)))
    return found


def edges_of(standard: Standard) -> dict[str, list[int]]:
    """The facts that a standard's rules name, questions aside, with the bounds they set."""
    rows = [row for ruled in standard.questions.values() for row in ruled.rows]
    edges: dict[str, list[int]] = {}
    for row in rows:
        for box in row.boxes:
            for name, allowed in box.items():
                if name not in standard.questions:
                    edges.setdefault(name, []).extend(end for span in allowed for end in span)
    return edges
