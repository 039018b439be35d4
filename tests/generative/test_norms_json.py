"""The JSON of an assessment, joined from kept pieces, against the whole of it written plainly.

And that nothing which is kept from one citizen changes what another is answered.
"""

import json
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kompas.norms import Answered, Assessment, GivenFact, Library, NearMiss, Stage, Standard
from kompas.norms.report import span_json, to_json, value_json
from tests.generative.norms_reference import partly_known

moderately = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ON = date(2026, 6, 1)


@st.composite
def a_citizen(draw: st.DrawFn, standard: Standard) -> dict[str, GivenFact]:
    """Facts as they are given, some with their source and day."""
    known = draw(partly_known(standard))
    plain = {fact.name: fact for fact in standard.facts if fact.name != "on_date"}
    sources = st.sampled_from((None, "Udredning", 'Et "brev"'))
    days = st.sampled_from((None, date(2026, 1, 5)))
    return {
        name: GivenFact(fact.domain.name(code), draw(sources), draw(days))
        for name, fact in plain.items()
        if not fact.derived and isinstance(code := known.get(name), int)
    }


@moderately
@given(data=st.data())
def test_the_json_is_that_of_the_whole_assessment_written_plainly(
    library: Library, data: st.DataObject
) -> None:
    standard = data.draw(st.sampled_from(library.standards()), "standard")
    stage = data.draw(st.sampled_from(Stage), "stage")
    for _citizen in range(3):
        assessment = standard.assess(data.draw(a_citizen(standard), "citizen"), ON, stage)
        whole = json.dumps(
            written_plainly(assessment), ensure_ascii=False, separators=(",", ":"), default=str
        )
        assert to_json(assessment) == whole


@moderately
@given(data=st.data())
def test_a_standard_that_has_answered_others_answers_as_a_new_one(
    library: Library, data: st.DataObject
) -> None:
    used = data.draw(st.sampled_from(library.standards()), "standard")
    facts = data.draw(a_citizen(used), "citizen")
    new = Standard(used.service, used.files, used.words, ON)
    same_day = Standard(used.service, used.files, used.words, ON)
    same_day.assess(data.draw(a_citizen(used), "another"), ON)
    same_day.assess(facts, ON)
    again, first = same_day.assess(facts, ON), new.assess(facts, ON)
    assert again.answers == first.answers
    assert again.known == first.known
    assert to_json(again) == to_json(first)


@moderately
@given(data=st.data())
def test_the_bare_answers_of_many_are_the_explained_ones_without_their_reasons(
    library: Library, data: st.DataObject
) -> None:
    standard = data.draw(st.sampled_from(library.standards()), "standard")
    known = standard.read(data.draw(a_citizen(standard), "citizen"), ON)
    _keys, explained = standard.answer(dict(known))
    bare = standard.outcomes(dict(known), standard.questions)
    assert bare == {
        name: answered._replace(near_misses=(), conflicts=(), settles=None)
        for name, answered in explained.items()
    }


def written_plainly(assessment: Assessment) -> dict[str, Any]:
    """All of an assessment as plain data, built anew from the objects."""
    standard, local = assessment.standard, assessment.standard.local
    return {
        "on": assessment.on,
        "service": standard.service,
        "municipality": local.municipality if local else None,
        "unit": local.unit if local else None,
        "norms": [
            {
                "file": file.file,
                "sha256": file.digest,
                "title": file.title,
                "valid_from": file.period.first,
                "valid_to": file.period.last,
                "adopted": file.adopted or None,
                "reading": file.reading,
            }
            for file in standard.files
        ],
        "facts": facts_plainly(assessment),
        "questions": {
            name: answered_plainly(standard, answered)
            for name, answered in assessment.answers.items()
        },
        "missing": [
            {"fact": name, "ask": standard.words.facts[name].ask, "settles": round(share, 3)}
            for name, share in assessment.ask_first
        ],
    }


def facts_plainly(assessment: Assessment) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for name, fact in assessment.given.items():
        parts = {"value": fact.value, "source": fact.source, "dated": fact.dated}
        shown[name] = {k: v for k, v in parts.items() if v is not None}
    for name, word in assessment.standard.words.facts.items():
        code = assessment.known.get(name)
        if word.derived and isinstance(code, int) and name not in shown:
            shown[name] = {"value": word.domain.name(code), "derived": True}
    return shown


def answered_plainly(standard: Standard, answered: Answered) -> dict[str, Any]:
    return {
        "text": answered.question.text,
        "shape": answered.question.shape,
        "answer": value_json(answered.value),
        "possible": [value_json(value) for value in answered.possible],
        "rows": [
            {"status": result.status, **result.row.as_json()}
            | ({"missing": result.missing} if result.missing else {})
            for result in answered.rows
        ],
        "near_misses": [near_plainly(standard, near) for near in answered.near_misses],
        "conflicts": [
            {
                "with": conflict.protection.code,
                "text": conflict.protection.text,
                "source": str(conflict.protection.citation),
                "fact": conflict.fact,
                "rows": [row.code for row in conflict.rows],
                "answer_without": value_json(conflict.without),
            }
            for conflict in answered.conflicts
        ],
        "missing": answered.missing,
    }


def near_plainly(standard: Standard, near: NearMiss) -> dict[str, Any]:
    span = span_json(standard.domain(near.fact), near.span)
    return {"fact": near.fact, "when": span, "answer": value_json(near.better)}
