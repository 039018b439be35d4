"""What people made of the findings of the check, gathered by rule.

Who keeps the norms reads them without the cases: of the units in which they may, whatever the cases
are. No name or number of a case is among what is read.
"""

from collections.abc import Collection
from dataclasses import dataclass

from kompas.casework.finding_reviews import Review
from kompas.register.summaries import fetch

MOST_RULES = 200
_NEWEST = 5
"""So many of the reasons that were given for one rule are shown."""


@dataclass(frozen=True, slots=True)
class Said:
    """A reason that somebody gave; `outcome` is the board's, empty where it has not decided."""

    what: Review
    why: str
    outcome: str


@dataclass(frozen=True, slots=True)
class RuleReviews:
    """What was made of one rule: how often, how the finding was last worded, the newest reasons.

    `board` counts what the board came to in decisions in which the finding was overridden.
    """

    code: str
    about: str
    says: str
    disputed: int
    overridden: int
    board: dict[str, int]
    reasons: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class OfBoard:
    """How many decisions with a verdict the board came to an outcome of."""

    verdict: str
    outcome: str
    count: int


def by_rule(units: Collection[str]) -> tuple[RuleReviews, ...]:
    """The rules of which somebody made something in some units, the most disputed first.

    One statement.
    """
    asked = {"units": list(units), "size": MOST_RULES, "newest": _NEWEST}
    return tuple(
        RuleReviews(
            code,
            about,
            says or "",
            disputed,
            overridden,
            {outcome: count for outcome, count in board if outcome},
            tuple(Said(Review(what), why, outcome) for what, why, outcome in reasons),
        )
        for code, about, says, disputed, overridden, board, reasons in fetch(_BY_RULE, asked)
    )


_BY_RULE = """
WITH found AS (
    SELECT f.*, e.recorded_at FROM finding_review f
    JOIN case_event e ON e.case_id = f.case_id AND e.seq = f.entry
    WHERE f.unit = ANY(%(units)s) AND f.what IN ('disputed', 'overridden')
)
SELECT code, about, (array_agg(says ORDER BY recorded_at DESC) FILTER (WHERE says <> ''))[1],
    count(*) FILTER (WHERE what = 'disputed'), count(*) FILTER (WHERE what = 'overridden'),
    (SELECT coalesce(json_agg(json_build_array(o.outcome, o.n)), '[]') FROM (
        SELECT outcome, count(*) AS n FROM found o
        WHERE o.code = f.code AND o.about = f.about GROUP BY 1) o),
    to_json((array_agg(json_build_array(what, why, outcome) ORDER BY recorded_at DESC))
        [1:%(newest)s])
FROM found f GROUP BY code, about
ORDER BY 4 DESC, 5 DESC, code, about LIMIT %(size)s
"""


def of_board(units: Collection[str]) -> tuple[OfBoard, ...]:
    """What the board came to, by the verdict that the check had given. One statement."""
    query = (
        "SELECT about, outcome, count(*) FROM finding_review"
        " WHERE unit = ANY(%(units)s) AND what = 'board' GROUP BY 1, 2 ORDER BY 1, 2"
    )
    return tuple(OfBoard(*row) for row in fetch(query, {"units": list(units)}))
