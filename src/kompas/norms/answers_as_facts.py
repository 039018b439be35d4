"""The answers of one question as what is known of a fact of another."""

from collections.abc import Iterable

from kompas.norms.answers import Outcome, Value
from kompas.norms.domain import Domain
from kompas.norms.rows import Answer
from kompas.norms.table import Known


def as_known(possible: Iterable[Value], domain: Domain | None) -> Known:
    """Open answers as what is known of a fact; open where one of them is no value of it."""
    found = []
    for value in possible:
        name = value if isinstance(value, Outcome) else value.code
        if domain is not None and name in domain.names:
            found.append((domain.names[name],) * 2)
        elif isinstance(value, Answer) and value.low is not None and value.high is not None:
            found.append((value.low, value.high))
        else:
            return None
    return tuple(sorted(found)) or None
