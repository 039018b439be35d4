"""An assessment as JSON for machines.

Everything that depends only on where the citizen stands in a question's table is rendered once for
each key and kept; the citizen's own values stand once, under `facts`, and rows name them.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from kompas.norms.answers import Conflict, NearMiss, RowResult, Value
from kompas.norms.domain import Allowed, Domain
from kompas.norms.plain_json import encode, plain, quoted
from kompas.norms.question import Found
from kompas.norms.rows import Answer, AnswerKind
from kompas.norms.standard import Assessment, Standard


def to_json(assessment: Assessment) -> str:
    """The whole assessment as a JSON object: norms, facts, questions, missing."""
    return to_bytes(assessment).decode()


def to_bytes(assessment: Assessment) -> bytes:
    """`to_json` in UTF-8."""
    standard, missing = assessment.standard, assessment.ask_first
    together = assessment.together
    if not together.rendered:
        found = together.found
        together.rendered = [one.rendered or _question(standard, one) for one in found] or [b""]
    pieces = list(together.rendered)
    # What stands around the questions goes into the pieces: joining twice would copy all of them.
    pieces[0] = b'{"on":"%b",%b,"facts":{%b},"questions":{%b' % (
        assessment.on.isoformat().encode(),
        standard.rendered.get(b"") or _head(standard),
        ",".join(assessment.shown).encode(),
        pieces[0],
    )
    pieces[-1] += b'},"missing":%b}' % (_missing(standard, missing) if missing else b"[]")
    return b",".join(pieces)


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


def rendered(standard: Standard) -> Standard:
    """A standard whose own words are in JSON already, so that the first answers take no longer."""
    _head(standard)
    for ruled in standard.questions.values():
        for row in ruled.rows:
            row.rendered  # noqa: B018 - it is kept
    return standard


def _head(standard: Standard) -> bytes:
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
    return standard.rendered.setdefault(b"", encode(head)[1:-1].encode())


def _question(standard: Standard, found: Found) -> bytes:
    answered, question = found.answered, found.answered.question
    rows = ",".join(map(_result, answered.rows))
    near = ",".join([_near_miss(standard, near) for near in answered.near_misses])
    possible = ",".join([plain(value_json(value)) for value in answered.possible])
    conflicts = encode(list(map(_conflict, answered.conflicts))) if answered.conflicts else "[]"
    text = (
        f'"{found.name}":{{"text":{quoted(question.text)},"shape":"{question.shape.value}",'
        f'"answer":{plain(value_json(answered.value))},"possible":[{possible}],"rows":[{rows}],'
        f'"near_misses":[{near}],"conflicts":{conflicts},"missing":{_names(answered.missing)}}}'
    ).encode()
    # Many keys give the same words; one copy of them is enough.
    found.rendered = standard.rendered.setdefault(text, text)
    return found.rendered


def _names(missing: Sequence[str]) -> str:
    return encode(missing) if missing else "[]"


def _result(result: RowResult) -> str:
    row, status, missing = result
    lacking = f',"missing":{_names(missing)}' if missing else ""
    return f'{{"status":"{status.value}",{row.rendered}{lacking}}}'


def _near_miss(standard: Standard, near: NearMiss) -> str:
    domain = standard.domain(near.fact)
    span = ",".join(
        [f"[{plain(domain.name(low))},{plain(domain.name(high))}]" for low, high in near.span]
    )
    return f'{{"fact":"{near.fact}","when":[{span}],"answer":{plain(value_json(near.better))}}}'


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


def _missing(standard: Standard, ask_first: Iterable[tuple[str, float]]) -> bytes:
    words = standard.words.facts
    return encode(
        [
            {"fact": name, "ask": words[name].ask, "settles": round(settles, 3)}
            for name, settles in ask_first
        ]
    ).encode()
