"""An assessment as JSON for machines.

Everything that depends only on where the citizen stands in a question's table is rendered once for
each key and kept; the citizen's own values stand once, under `facts`, and rows name them.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from kompas.norms.answers import Answered, Conflict, NearMiss, RowResult, Value
from kompas.norms.domain import Allowed, Domain
from kompas.norms.plain_json import encode, quoted
from kompas.norms.question import Found, RuledQuestion
from kompas.norms.rows import Answer
from kompas.norms.rulings import Ruling
from kompas.norms.standard import Assessment, Standard

MOST_BEGUN = 64
"""How many ways of its rows to hold together a question may have to be told of each beforehand."""


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
    return value.as_json() if isinstance(value, Answer) else value and value.value


def _value(value: Value | None) -> bytes:
    if isinstance(value, Answer):
        return value.rendered
    return b'"%b"' % value.encode() if value else b"null"


def rendered(standard: Standard) -> Standard:
    """A standard whose own words are in JSON already, so that the first answers take no longer."""
    _head(standard)
    for ruled in standard.questions.values():
        kept: list[Any] = [ruled.rendered, ruled.domain]
        kept += [row.answer.rendered for row in ruled.rows if row.answer]
        kept += [_span(standard, axis.fact, (run,)) for axis in ruled.axes for run in axis.runs]
        kept += [result.rendered for side in ruled.rulings.sides for result in side.shown]
        kept += [_begun(ruled, ruled.rulings[mask]) for mask in ruled.table.ways(MOST_BEGUN)]
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
    """An answer in JSON. Many keys give the same words; one copy of them is enough."""
    ruling, told = found.ruling, _told(standard, found.answered)
    ruled = standard.questions[found.name]
    if ruling is None:
        text = _beginning(ruled, *found.answered[1:4]) + told
        found.rendered = standard.rendered.setdefault(text, text)
    else:
        beginning = ruling.beginning or _begun(ruled, ruling)
        found.rendered = ruling.rendered.get(told) or ruling.rendered.setdefault(
            told, beginning + told
        )
    return found.rendered


def _begun(ruled: RuledQuestion, ruling: Ruling) -> bytes:
    """What follows from the rows that hold, in JSON: the same for all for whom they do."""
    ruling.beginning = _beginning(ruled, ruling.value, ruling.possible, ruling.rows)
    return ruling.beginning


def _beginning(
    ruled: RuledQuestion,
    value: Value | None,
    possible: Sequence[Value],
    rows: Iterable[RowResult],
) -> bytes:
    """What the question is, its answer, and how the rows come out."""
    shown = _value(value)
    return b'%b"answer":%b,"possible":[%b],"rows":[%b],' % (
        ruled.rendered,
        shown,
        shown if len(possible) == 1 else b",".join(map(_value, possible)),
        b",".join([result.rendered for result in rows]),
    )


_NOTHING_TOLD = b'"near_misses":[],"conflicts":[],"missing":[]}'


def _told(standard: Standard, answered: Answered) -> bytes:
    """What is told beside the rows."""
    _question, _value, _possible, _rows, missing, near_misses, conflicts, _settles = answered
    if not near_misses and not conflicts and not missing:
        return _NOTHING_TOLD
    near = b",".join([_near_miss(standard, one) for one in near_misses])
    against = b",".join([_conflict(one) for one in conflicts])
    lacking = encode(missing).encode() if missing else b"[]"
    return b'"near_misses":[%b],"conflicts":[%b],"missing":%b}' % (near, against, lacking)


def _near_miss(standard: Standard, near: NearMiss) -> bytes:
    start = standard.rendered_spans.get((near.fact, near.span)) or _span(standard, *near[:2])
    return start + _value(near.better) + b"}"


def _span(standard: Standard, fact: str, span: Allowed) -> bytes:
    """The beginning of a near miss: where the fact would have to lie."""
    when = encode(span_json(standard.domain(fact), span))
    text = f'{{"fact":"{fact}","when":{when},"answer":'.encode()
    return standard.rendered_spans.setdefault((fact, span), text)


def _conflict(conflict: Conflict) -> bytes:
    protection, fact, rows, without = conflict
    codes = b",".join([quoted(row.code).encode() for row in rows])
    start = protection.rendered
    return b'%b"fact":"%b","rows":[%b],"answer_without":%b}' % (
        start,
        fact.encode(),
        codes,
        _value(without),
    )


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
