"""An assessment as JSON for machines.

Everything that depends only on where the citizen stands in a question's table is rendered once for
each key and kept; the citizen's own values stand once, under `facts`, and rows name them.
"""

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from kompas.norms.answers import Answered, Conflict, NearMiss, RowResult, Value
from kompas.norms.domain import Allowed, Domain
from kompas.norms.question import Found
from kompas.norms.rows import Answer, AnswerKind, Row
from kompas.norms.standard import Assessment, Standard
from kompas.norms.vocabulary import Verified

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode
_PLAIN: dict[type, Callable[[Any], str]] = {
    str: json.encoder.encode_basestring,
    int: str,
    bool: {True: "true", False: "false"}.__getitem__,
}
"""How `_encode` writes plain values: it takes longer to start than they take to write."""


def to_json(assessment: Assessment) -> str:
    """The whole assessment as a JSON object: norms, facts, questions, missing."""
    return to_bytes(assessment).decode()


def to_bytes(assessment: Assessment) -> bytes:
    """`to_json` in UTF-8."""
    questions = [found.rendered or _question(assessment, found) for found in assessment.found]
    missing = _missing(assessment)
    return b"".join(
        (
            b'{"on":"',
            assessment.on.isoformat().encode(),
            b'",',
            _head(assessment.standard),
            b',"facts":{',
            _facts(assessment).encode(),
            b'},"questions":{',
            b",".join(questions),
            b'},"missing":',
            _encode(missing).encode() if missing else b"[]",
            b"}",
        )
    )


def value_json(value: Value | None) -> Any:
    """An answer as plain data; None where none stands."""
    if not isinstance(value, Answer):
        return None if value is None else value.value
    if value.kind is AnswerKind.CODE:
        return value.code
    if value.kind is AnswerKind.NUMBER:
        if value.parts > 1:
            return {
                "low": amount(value.low, value.parts),
                "high": amount(value.high, value.parts),
                "unit": value.unit,
            }
        return {"low": value.low, "high": value.high, "unit": value.unit}
    return value.kind.value


def amount(steps: int | None, parts: int) -> float | None:
    """A number of wholes, from the steps that it is kept in."""
    return None if steps is None else steps // parts if steps % parts == 0 else steps / parts


def _head(standard: Standard) -> bytes:
    if b"" not in standard.rendered:
        local = standard.local
        head = {
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
        }
        standard.rendered[b""] = _encode(head)[1:-1].encode()
    return standard.rendered[b""]


def _question(assessment: Assessment, found: Found) -> bytes:
    standard = assessment.standard
    answered = _encode(_answered(standard, found.answered))
    text = f'"{found.name}":{answered}'.encode()
    # Many keys give the same words; one copy of them is enough.
    found.rendered = standard.rendered.setdefault(text, text)
    return found.rendered


def _answered(standard: Standard, answered: Answered) -> dict[str, Any]:
    return {
        "text": answered.question.text,
        "shape": answered.question.shape.value,
        "answer": value_json(answered.value),
        "possible": [value_json(value) for value in answered.possible],
        "rows": [_result(result) for result in answered.rows],
        "near_misses": [_near_miss(standard, near) for near in answered.near_misses],
        "conflicts": [_conflict(conflict) for conflict in answered.conflicts],
        "missing": list(answered.missing),
    }


def row_json(row: Row) -> dict[str, Any]:
    """A row with its rank and source, for machines."""
    shown = {
        "code": row.code,
        "rank": row.rank.value,
        "text": row.text,
        "source": str(row.citation),
        "file": row.file,
        "line": row.line,
        "facts": list(row.facts),
    }
    if row.reading:
        shown["reading"] = row.reading
    if row.verified is not Verified.READ:
        shown["verified"] = row.verified.value
    if row.requires:
        shown["requires"] = list(row.requires)
    return shown


def _result(result: RowResult) -> dict[str, Any]:
    shown = {"status": result.status.value, **row_json(result.row)}
    if result.missing:
        shown["missing"] = list(result.missing)
    return shown


def _near_miss(standard: Standard, near: NearMiss) -> dict[str, Any]:
    domain = standard.domain(near.fact)
    return {
        "fact": near.fact,
        "when": span_json(domain, near.span),
        "answer": value_json(near.better),
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "with": conflict.protection.code,
        "text": conflict.protection.text,
        "source": str(conflict.protection.citation),
        "fact": conflict.fact,
        "rows": [row.code for row in conflict.rows],
        "answer_without": value_json(conflict.without),
    }


def span_json(domain: Domain, span: Allowed) -> list[list[Any]]:
    """Intervals of a domain as its own values."""
    return [[domain.name(low), domain.name(high)] for low, high in span]


def _facts(assessment: Assessment) -> str:
    shown = []
    for name, fact in assessment.given.items():
        value = fact.value
        if fact.source is None and fact.dated is None:
            shown.append(_bare(name, value.__class__.__name__, value))
            continue
        text = _plain(value)
        origin = "" if fact.source is None else f',"source":{_plain(fact.source)}'
        if fact.dated is not None:
            origin += f',"dated":"{fact.dated.isoformat()}"'
        shown.append(f'"{name}":{{"value":{text}{origin}}}')
    known, given = assessment.known, assessment.given
    for derived in assessment.standard.derived:
        name = derived.name
        code = known.get(name)
        if isinstance(code, int) and name not in given:
            shown.append(f'"{name}":{{"value":{_plain(derived.domain.name(code))},"derived":true}}')
    return ",".join(shown)


@lru_cache(maxsize=10_000)
def _bare(name: str, _type: str, value: Any) -> str:
    """A fact without a source; its type beside it, since 1 and true are alike to a cache."""
    return f'"{name}":{{"value":{_plain(value)}}}'


def _plain(value: Any) -> str:
    return _PLAIN.get(type(value), _encode)(value)


def _missing(assessment: Assessment) -> list[dict[str, Any]]:
    words = assessment.standard.words.facts
    return [
        {"fact": name, "ask": words[name].ask, "settles": round(settles, 3)}
        for name, settles in assessment.ask_first
    ]
