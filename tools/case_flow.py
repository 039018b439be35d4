"""The flows of proceedings as a page with a diagram each, made from the steps' own places."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from uuid import UUID

from kompas.casework.case import Case
from kompas.casework.flows import FINAL, KIND_TEXTS, PASSED, Place, ProceedingKind
from kompas.casework.status import STATUS_TEXTS, Status
from kompas.casework.steps import STEPS, AnyStep

_INTRODUCTION = """\
# The flow of a case

A case holds proceedings: an application, a follow-up, a complaint. Each has a status of its own,
and its kind has a flow of its own: what may follow what. Made from what each step says of itself
(`src/kompas/casework/steps/`, `make docs`). The names are those of the code; the Danish ones stand
in the tables. Besides its place in the flows, each step has rules of its own: a refusal says what
is wrong, why, and what to do.

A proceeding is at its end when it is {final}.
`proceeding_closed` is possible until then and is not drawn; `case_closed` closes all that is open,
and `case_reopened` opens what ended with the case where it stood, its deadlines with it.
A case is `running` while help runs in it and nothing else is going on.
"""
_WITHDRAWAL = """\
## What is withdrawn

An entry that was a mistake is withdrawn by a further entry; the case is then what the others make
it. Within a proceeding, the steps that lead on are withdrawn the last first; the entry that opened
a proceeding takes out all of it. Across proceedings only what names an entry builds on it: a
complaint on its decision, a decision on the sending that set the help running which it changes.
A closing that was undone by a reopening is in nobody's way. Deadlines are not withdrawn: they
follow. What a sent decision rests on is no mistake any more: the
case is taken up again. A case that was opened on the wrong citizen is closed and empty from then
on; the record keeps what was written.
"""
_CLOSING = "proceeding_closed"
_NOBODY = Case(case_id=UUID(int=0))


def render() -> str:
    """The page as Markdown."""
    *some, last = (f"`{status}`" for status in _in_order(FINAL))
    final = f"{', '.join(some)} or {last}"
    return "\n".join(
        [
            _INTRODUCTION.format(final=final),
            *(flow_of(kind) for kind in ProceedingKind),
            *_of_the_case(),
            "",
            _WITHDRAWAL,
        ]
    )


def flow_of(kind: ProceedingKind) -> str:
    """The chapter of a kind of proceeding: its diagram, its statuses, what leaves it in place."""
    places = {name: step.flows[kind] for name, step in STEPS.items() if kind in step.flows}
    return "\n".join(
        [
            f"## {kind.value.replace('_', ' ').capitalize()} ({KIND_TEXTS[kind]})",
            "",
            f"Opened by {_code(name for name, p in places.items() if Status.NEW in p.allowed)}.",
            "",
            *_diagram(places),
            "",
            "| status | in Danish | leads on by |",
            "|---|---|---|",
            *(_status_row(status, places) for status in _statuses(kind, places)),
            "",
            "| entry that leaves it in place | in Danish | while it is |",
            "|---|---|---|",
            *(_entry_row(name, p, kind) for name, p in places.items() if p.to is None),
            "",
        ]
    )


def _statuses(kind: ProceedingKind, places: Mapping[str, Place]) -> list[Status]:
    ways = (to for place in places.values() for to in (place.to, place.or_to))
    ends = {to for to in ways if to in FINAL}
    return [status for status in Status if status in PASSED[kind] or status in ends]


def _diagram(places: Mapping[str, Place]) -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield "    direction TB"
    ends: set[Status] = set()
    for name, place in sorted(places.items(), key=_opening_first):
        if place.to is not None and name != _CLOSING:
            ways = [to for to in (place.to, place.or_to) if to is not None]
            ends |= {*ways} & FINAL
            for status in _in_order(place.allowed):
                start = "[*]" if status is Status.NEW else status
                yield from (f"    {start} --> {to}: {name}" for to in ways)
    for status in _in_order(ends):
        yield f"    {status} --> [*]"
    yield "```"


def _opening_first(named: tuple[str, Place]) -> bool:
    return Status.NEW not in named[1].allowed


def _status_row(status: Status, places: Mapping[str, Place]) -> str:
    ways = [name for name, place in places.items() if place.to and status in place.allowed]
    return f"| `{status}` | {STATUS_TEXTS[status]} | {_code(ways) or 'nothing'} |"


def _entry_row(name: str, place: Place, kind: ProceedingKind) -> str:
    where = "at any time" if place.allowed >= PASSED[kind] else _where(place.allowed, kind)
    return f"| `{name}` | {STEPS[name].title} | {where} |"


def _where(allowed: frozenset[Status], kind: ProceedingKind) -> str:
    """The statuses of a flow in the shorter of two ways to say them."""
    others = PASSED[kind] - allowed
    if len(others) < len(allowed):
        return f"open, but not {_code(_in_order(others))}"
    return _code(_in_order(allowed))


def _of_the_case() -> Iterator[str]:
    yield "## What is the case's own"
    yield ""
    yield "| entry | in Danish | when |"
    yield "|---|---|---|"
    for name, step in STEPS.items():
        if not step.flows:
            yield f"| `{name}` | {step.title} | {_when(step)} |"


def _when(step: AnyStep) -> str:
    if step.ready(_NOBODY):
        return "opens a case"
    if not step.asked:
        return "follows of other entries"
    if step.when_closed and not step.ready(replace(_NOBODY, seq=1)):
        return "when the case has ended"
    return "at any time" if step.when_closed else "while the case is open"


def _in_order(statuses: Iterable[Status]) -> list[Status]:
    return sorted(statuses, key=list(Status).index)


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
