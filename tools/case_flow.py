"""The flow of a case as a page with a diagram, made from the one table in `casework/status.py`."""

from collections.abc import Iterable, Iterator

from kompas.casework.status import STATUS_TEXTS, STEP_TEXTS, STEPS, Status, Step

_INTRODUCTION = """\
# The flow of a case

Where a case stands, and what may follow what. Made from the table in
`src/kompas/casework/status.py` (`make docs`). The names are those of the code; the Danish ones
stand in the tables below. Besides the table, each step has rules of its own
(`src/kompas/casework/rules.py`): a refusal says what is wrong, why, and what to do.
"""
_WITHDRAWAL = """\
## What is withdrawn

An entry that was a mistake is withdrawn by a further entry; the case is then what the others make
it. The steps of the diagram are withdrawn the last first. What a sent decision rests on is no
mistake any more: the case is taken up again. A case that was opened on the wrong citizen is closed
and empty from then on; the record keeps what was written.
"""


def render() -> str:
    """The page as Markdown."""
    return "\n".join(
        [
            _INTRODUCTION,
            *_diagram(),
            "",
            "`case_closed` is possible from every status but `new` and is not drawn.",
            "",
            "## The statuses",
            "",
            "| status | in Danish | leads on by |",
            "|---|---|---|",
            *(_status_row(status) for status in Status),
            "",
            "## What leaves the case where it is",
            "",
            "| entry | in Danish | while the case is |",
            "|---|---|---|",
            *(_entry_row(name, step) for name, step in STEPS.items() if step.to is None),
            "",
            _WITHDRAWAL,
        ]
    )


def _diagram() -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield "    direction TB"
    yield f"    [*] --> {Status.NEW}"
    for name, step in STEPS.items():
        if step.to is not None and name != "case_closed":
            for status in _in_order(step.allowed):
                yield f"    {status} --> {step.to}: {name}"
    yield "```"


def _status_row(status: Status) -> str:
    ways = [name for name, step in STEPS.items() if step.to and status in step.allowed]
    return f"| `{status}` | {STATUS_TEXTS[status]} | {_code(ways) or 'nothing'} |"


def _entry_row(name: str, step: Step) -> str:
    return f"| `{name}` | {STEP_TEXTS[name]} | {_where(step.allowed)} |"


def _where(allowed: frozenset[Status]) -> str:
    """The statuses in the shorter of two ways to say them."""
    others = frozenset(Status) - allowed
    if len(others) < len(allowed):
        return f"all but {_code(_in_order(others))}"
    return _code(_in_order(allowed))


def _in_order(statuses: Iterable[Status]) -> list[Status]:
    return sorted(statuses, key=list(Status).index)


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
