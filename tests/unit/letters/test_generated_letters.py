"""Whatever the draft, the letter says only what the draft and the norms carry."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kompas.casework import amounts
from kompas.casework.decision import (
    Citizen,
    ComplaintGuidance,
    Contact,
    Cost,
    Decision,
    DecisionForm,
    DecisionKind,
    Evidence,
    EvidenceKind,
    Facility,
    Ground,
    PartyHearing,
    Statement,
)
from kompas.letters import number_words
from kompas.letters.composing import compose
from kompas.letters.letter import ClauseText, Value, lines, plain_text, spans, text_of
from kompas.letters.letter_facts import (
    FactText,
    GroundText,
    LetterFacts,
    NormCode,
    NormNumber,
    NormText,
)
from kompas.letters.tracing import untraced
from kompas.norms import GivenFact
from tests.unit.letters.samples import EVERY_KIND, Draft, book, letter_facts

TEXT = st.text(
    st.characters(codec="latin-1", categories=("L", "N", "P", "S", "Zs")), min_size=0, max_size=30
)
MAYBE_TEXT = st.none() | TEXT
DATES = st.dates(date(2000, 1, 1), date(2100, 12, 31))
IDS = ("note", "assessment", "gone")
CITED = st.lists(st.sampled_from(IDS), max_size=2, unique=True).map(tuple)
SAID = st.builds(Statement, text=TEXT, evidence=CITED)
MAYBE_SAID = st.none() | SAID
TYPES = ("met_in_housing", "citizens_wish", "unheard_of")
DEMANDS = ("which_activities", "extent", "how_expressed", "odd")
BASES = ("serviceloven § 104", "serviceloven § 9")
FACTS = ("housing", "vum_level", "shoe_size")
EXTENT = st.builds(
    amounts,
    days_per_week=st.none() | st.integers(0, 7),
    hours_per_week=st.none() | st.decimals(0, 168, places=2),
)
NUMBERS = st.none() | st.builds(
    NormNumber, value=st.integers(1, 99), norm=st.just("number"), source=st.just("§ 25")
)
SENTENCES = st.lists(
    st.builds(NormText, text=TEXT, norm=st.sampled_from(("one", "two")), source=TEXT), max_size=2
).map(tuple)

BARE = Decision(kind=DecisionKind.GRANT, service="", municipality="")
EMPTY = {
    part.name: getattr(BARE, part.name)
    for part in fields(Decision)
    if part.name not in {"kind", "service", "municipality"}
}

DECISIONS = st.builds(
    Decision,
    kind=st.sampled_from(DecisionKind),
    service=st.just("activity_and_social"),
    municipality=st.just("eksempelby"),
    case_number=MAYBE_TEXT,
    decided_on=st.none() | DATES,
    citizen=st.none()
    | st.builds(
        Citizen,
        name=TEXT,
        address_lines=st.lists(TEXT, max_size=3).map(tuple),
        cpr=st.just("9912319999"),
        representative=MAYBE_TEXT,
    ),
    form=st.none() | st.sampled_from(DecisionForm),
    form_reason=MAYBE_SAID,
    legal_basis=st.lists(
        st.sampled_from(("serviceloven § 104", "serviceloven § 9")), max_size=2
    ).map(tuple),
    applied_for=MAYBE_TEXT,
    applied_on=st.none() | DATES,
    granted=EXTENT,
    granted_before=EXTENT,
    starts_on=st.none() | DATES,
    ends_on=st.none() | DATES,
    facts=st.dictionaries(
        st.sampled_from(FACTS),
        st.builds(
            GivenFact,
            value=st.integers(0, 99),
            source=st.none() | st.sampled_from(IDS) | TEXT,
            dated=st.none() | DATES,
        ),
    ),
    need=MAYBE_SAID,
    wishes=MAYBE_SAID,
    capacity=MAYBE_SAID,
    grounds=st.lists(
        st.builds(
            Ground,
            type=st.sampled_from(TYPES),
            text=TEXT,
            evidence=CITED,
            shown=st.dictionaries(st.sampled_from(DEMANDS), SAID),
        ),
        max_size=2,
    ).map(tuple),
    evidence=st.tuples(
        *(
            st.builds(
                Evidence, id=st.just(one), kind=st.just(EvidenceKind.NOTE), title=TEXT, dated=DATES
            )
            for one in IDS[:2]
        )
    ),
    facilities=st.lists(
        st.builds(
            Facility,
            name=TEXT,
            activities=MAYBE_SAID,
            staff=MAYBE_SAID,
            premises=MAYBE_SAID,
            meets_need=MAYBE_SAID,
        ),
        max_size=3,
    ).map(tuple),
    alternatives=MAYBE_SAID,
    hearing=st.none()
    | st.builds(
        PartyHearing,
        sent_on=DATES,
        deadline_on=DATES,
        answer=MAYBE_TEXT,
        papers=st.just(()) | st.just(IDS[:1]),
        answered_on=st.none() | DATES,
    ),
    changed_since=MAYBE_SAID,
    answer_weighed=MAYBE_SAID,
    complaint_guidance=st.none()
    | st.builds(ComplaintGuidance, to=TEXT, how=TEXT, deadline_weeks=st.integers(1, 9)),
    contact=st.none() | st.builds(Contact, name=TEXT, phone=MAYBE_TEXT, email=MAYBE_TEXT),
    costs=st.lists(
        st.builds(
            Cost,
            what=TEXT,
            amount_oere=st.integers(0, 10**8),
            period=st.sampled_from(("month", "once", "decade")),
        ),
        max_size=2,
    ).map(tuple),
)

LETTER_FACTS = st.builds(
    LetterFacts,
    municipality=st.just("Eksempelby Kommune"),
    unit=MAYBE_TEXT,
    facts=st.dictionaries(st.sampled_from(FACTS), st.builds(FactText, label=TEXT, value=TEXT)),
    grounds=st.dictionaries(
        st.sampled_from(TYPES),
        st.builds(
            GroundText, heading=TEXT, demands=st.permutations(DEMANDS[:3]).map(tuple), source=TEXT
        ),
    ),
    codes=st.dictionaries(
        st.just("transport_payer"),
        st.builds(
            NormCode,
            code=st.sampled_from(("municipality_pays", "citizen_pays")),
            norm=st.just("transport"),
            source=TEXT,
        ),
    ),
    payments=SENTENCES,
    options=SENTENCES,
    follow_up_months=NUMBERS,
    next_follow_up_months=NUMBERS,
    complaint_weeks=NUMBERS,
    complaint_review_weeks=NUMBERS,
)


def numbers_in(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


def carried(value: Any) -> Iterator[str]:
    """Every number that the draft or the norms hold, as a letter would write it."""
    if isinstance(value, str):
        yield from numbers_in(value)
    elif isinstance(value, int):
        yield from numbers_in(number_words.number(value)) | numbers_in(number_words.money(value))
    elif isinstance(value, Decimal):
        yield from numbers_in(number_words.number(value))
    elif isinstance(value, date):
        yield from numbers_in(number_words.day(value))
    else:
        for inner in parts_of(value):
            yield from carried(inner)


def parts_of(value: Any) -> list[Any]:
    """What a value is made of: of a dataclass its fields, of a mapping its keys and values."""
    if isinstance(value, Mapping):
        return [*value.keys(), *value.values()]
    if is_dataclass(value):
        return [getattr(value, part.name) for part in fields(value)]
    return list(value) if isinstance(value, tuple) else []


def resolved(trace: str, decision: Decision) -> Any:
    """What stands in the decision at the end of a trace."""
    at: Any = decision
    for step in re.findall(r"[^.\[\]]+|\[\d+\]", trace.removeprefix("decision.")):
        if step.startswith("["):
            at = at[int(step[1:-1])]
        elif isinstance(at, Mapping):
            at = at[step]
        elif isinstance(at, tuple):
            at = next(paper for paper in at if paper.id == step)
        else:
            at = getattr(at, step)
    return at


@given(DECISIONS, LETTER_FACTS)
def test_nothing_is_untraced(decision: Decision, facts: LetterFacts) -> None:
    assert untraced(compose(decision, facts, book())) == ()


@given(DECISIONS, LETTER_FACTS)
def test_every_number_is_one_that_the_draft_or_the_norms_hold(
    decision: Decision, facts: LetterFacts
) -> None:
    known = set(carried(decision)) | set(carried(facts))
    known |= {str(place) for place, _paper in enumerate(decision.evidence, 1)}  # their numbers
    known |= {number for rule in book().rules.values() for number in numbers_in(rule.name)}
    assert numbers_in(plain_text(compose(decision, facts, book()))) <= known


@given(DECISIONS, LETTER_FACTS)
def test_every_trace_leads_to_something(decision: Decision, facts: LetterFacts) -> None:
    for span in spans(compose(decision, facts, book())):
        if isinstance(span, Value) and span.trace.startswith("decision."):
            found = resolved(span.trace, decision)
            assert found is not None
            if isinstance(found, str) and span.trace.endswith((".text", ".how", ".title")):
                assert found == span.text


@given(DECISIONS, LETTER_FACTS)
def test_the_words_of_every_ground_are_printed_unaltered(
    decision: Decision, facts: LetterFacts
) -> None:
    letter = compose(decision, facts, book())
    printed = [span.text for span in spans(letter) if isinstance(span, Value)]
    lacks = {part.code for part in letter.missing}
    for ground in decision.grounds:
        if ground.text.strip():
            assert ground.text in printed
        else:
            assert "ground_text" in lacks


@given(DECISIONS, LETTER_FACTS)
def test_the_words_of_a_line_are_its_spans_and_nothing_else(
    decision: Decision, facts: LetterFacts
) -> None:
    known = {clause.code for clause in book().clauses}
    prefixes = ("section:", "label:", "shown:", "rule:", "told:", "separator")
    for line in lines(compose(decision, facts, book())):
        assert text_of(line) == "".join(span.text for span in line)
        for span in line:
            if isinstance(span, ClauseText):
                assert span.clause in known or span.clause.startswith(prefixes)


@given(st.sampled_from(EVERY_KIND), st.sets(st.sampled_from(sorted(EMPTY)), max_size=3))
def test_a_final_letter_has_what_the_law_asks_for(draft: Draft, taken_away: set[str]) -> None:
    whole = draft()
    decision = replace(whole, **{name: EMPTY[name] for name in taken_away})
    letter = compose(decision, letter_facts(), book())
    if not letter.is_final:
        return
    assert {"decided", "rules", "contact"} <= {section.code for section in letter.sections}
    if decision.form is DecisionForm.ADMINISTRATIVE_ACT_ONLY:
        assert decision.form_reason is not None
    elif decision.kind is not DecisionKind.GRANT:
        assert decision.grounds
        assert decision.facts
        assert decision.complaint_guidance is not None
        assert "4 uger efter, at du har modtaget" in plain_text(letter)
