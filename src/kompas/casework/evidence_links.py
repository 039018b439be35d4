"""Where a decision rests on evidence, and on which."""

from collections.abc import Iterator
from dataclasses import fields

from kompas.casework.decision import Decision, Facility, Statement


def references(decision: Decision) -> Iterator[tuple[str, str]]:
    """Where a draft rests on evidence, and the id of it: `("grounds[0]", "note-1")`."""
    statements = _statements_of(decision, "")
    for place, facility in enumerate(decision.facilities):
        statements += _statements_of(facility, f"facilities[{place}].")
    for place, ground in enumerate(decision.grounds):
        yield from ((f"grounds[{place}]", name) for name in ground.evidence)
        statements += [(f"grounds[{place}].shown.{code}", s) for code, s in ground.shown.items()]
    for where, statement in statements:
        yield from ((where, name) for name in statement.evidence)


def _statements_of(part: Decision | Facility, before: str) -> list[tuple[str, Statement]]:
    """What a part of the draft says, each under the name of its field."""
    said = ((one.name, getattr(part, one.name)) for one in fields(part))
    return [(f"{before}{name}", value) for name, value in said if isinstance(value, Statement)]
