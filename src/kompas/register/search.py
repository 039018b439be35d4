"""Search: the cases in which all words of a text stand, those first that one handles oneself.

The one predicate (`Viewer.where`) stands in the WHERE of every part. What is read does not grow
with the cases: one's own open cases are gone through, at most `MOST_OWN` of them; all others are
looked up in the index of words, a sixteenth of them at a time until the page is full. Where
PostgreSQL expects more than `COMMON` of all cases, the index is left alone, and `MOST_READ` open
cases are gone through in the order of their deadlines, which the answer says (`Hits.partly`).
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from kompas.accounts.access import Staff, Viewer
from kompas.casework.findable import LONGEST_WORD, unit_mark
from kompas.casework.search_words import slips_of, words_of
from kompas.casework.summary import Listed
from kompas.casework.work_items import WorkItem
from kompas.register.case_rows import ITEM_COLUMNS, ITEMS, LISTED, SHOWN
from kompas.register.summaries import fetch

SHOWN_AT_ONCE = 25
COMMON = 50_000
"""Of so many cases the index lists those that hold a word, a sixteenth at a time: one in twenty of
a million.
"""
MOST_READ = 1_000
"""So many cases are read for words that are commoner, of all the units together."""
_NARROWED = 100_000
"""Of units with so many cases at most the index is narrowed to them."""
MOST_OWN = 200
"""So many of the open cases that one handles are read, those that are due first."""
_FROM_AMONG = 50
"""From among how many hits the first by name are shown; more are not counted, nor sorted."""
_MOST_WORDS = 8
_MOST_SLIPS = 3
"""Words of one search in which a slip is looked for: each has some hundreds of neighbours."""
SHORTEST_BEGINNING = 3
"""What begins with one or two letters is nearly everything."""

Tags = Mapping[str, Collection[str]]
"""By a word that is searched for, the marks of cases that say it otherwise than in words."""


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found: what one handles oneself, then open cases, then closed, each by name.

    `items` are what is due first in each of the cases, by its id; `own` those that one handles.
    `more`: there are others that were left out. `partly`: the words are so common that not all
    cases were read. `near`: nothing has the words as they were written, and these are like them.
    """

    lines: tuple[Listed, ...] = ()
    items: Mapping[UUID, WorkItem] = field(default_factory=dict)
    own: frozenset[UUID] = frozenset()
    more: bool = False
    partly: bool = False
    near: bool = False


def search(
    viewer: Viewer, text: str, *, size: int = SHOWN_AT_ONCE, tags: Tags | None = None
) -> Hits:
    """The cases that a viewer may see and that hold all the words of a text.

    A word finds what has the same Danish stem, and what its `tags` mark. From three letters the
    last word finds names and titles that begin with it too. Where nothing is found so, each of them
    does, and names and titles that are one slip away. A number finds itself, and a CPR number the
    citizen's cases. No words: nothing is found. One statement; two where the first found nothing.
    """
    words = [word[:LONGEST_WORD] for word in words_of(text)[:_MOST_WORDS]]
    if not words:
        return Hits()
    if _CPR.fullmatch(text.strip()):
        return _of_number(viewer, re.sub(r"\D", "", text), size)
    asked = [_Asked(word, tuple((tags or {}).get(word, ()))) for word in words]
    begun = [*asked[:-1], asked[-1].begun()]
    hits = _found(viewer, asked, begun, size)
    if hits.lines or hits.partly:
        return hits
    wider = [one.begun().slipped(slips=n < _MOST_SLIPS) for n, one in enumerate(asked)]
    if wider == begun:
        return hits
    found = _found(viewer, wider, wider, size)
    return Hits(found.lines, found.items, found.own, found.more, found.partly, near=True)


_CPR = re.compile(r"\d{6}[- ]?\d{4}")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A word that is asked for: the marks that say the same, and as what else it may stand."""

    word: str
    marks: tuple[str, ...] = ()
    begins: bool = False
    slips: tuple[str, ...] = ()

    def begun(self) -> "_Asked":
        begins = len(self.word) >= SHORTEST_BEGINNING and not self.word.isdigit()
        return _Asked(self.word, self.marks, begins, self.slips)

    def slipped(self, *, slips: bool) -> "_Asked":
        found = slips_of(self.word) if slips else ()
        return _Asked(self.word, self.marks, self.begins, found)

    @property
    def lexemes(self) -> str:
        """What stands in the index for it but its stem, as PostgreSQL writes a query."""
        names = [f"{_quoted('.' + self.word)}{':*' if self.begins else ''}"]
        return " | ".join([*names, *map(_quoted, self.marks)])


def _quoted(lexeme: str) -> str:
    doubled = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"


# ---------------------------------------------------------------- the statement


def _of_number(viewer: Viewer, cpr: str, size: int) -> Hits:
    may_see, parameters = viewer.where("s")
    found = (
        "SELECT s.case_id, s.sort_name, s.closed_on, s.assigned_to FROM case_summary s"
        f" WHERE s.citizen_cpr = %(cpr)s AND {may_see} LIMIT {_FROM_AMONG + 1}"
    )
    query = f"WITH o AS (SELECT false AS partly), hits AS ({found}) {_SHOWN}"
    return _hits(query, {**parameters, **_of(viewer), "cpr": cpr}, size)


def _found(viewer: Viewer, whole: Sequence[_Asked], begun: Sequence[_Asked], size: int) -> Hits:
    """The cases of `whole`, and where those do not fill a page, those of `begun` too."""
    may_see, parameters = viewer.where("s")
    asked: dict[str, object] = {**parameters, **_of(viewer), "common": COMMON}
    for name, words in (("whole", whole), ("begun", begun)):
        for number, one in enumerate(words):
            asked |= {f"{name}{number}": one.lexemes, f"word{number}": one.word}
            asked[f"slips{number}"] = [_quoted(f".{slip}") for slip in one.slips]
    query = _SEARCH.format(
        may_see=may_see,
        whole=_query("whole", whole),
        begun=_query("begun", begun) if begun != whole else "NULL::tsquery",
        named=" && ".join(f"%(whole{n})s::tsquery" for n in range(len(whole))),
        each=MOST_READ // max(len(_units(viewer)), 1),
    )
    return _hits(query, asked, size)


def _units(viewer: Viewer) -> list[str]:
    """The units to which the index is narrowed; who may see which case is asked besides."""
    return viewer.units if isinstance(viewer, Staff) else []


def _of(viewer: Viewer) -> dict[str, object]:
    units = _units(viewer)
    marks = [_quoted(unit_mark(one, is_open=still)) for one in units for still in (True, False)]
    return {
        "viewer_name": viewer.username,
        "viewer_all": units,
        "units": " | ".join(marks),
    }


def _query(name: str, words: Sequence[_Asked]) -> str:
    return " && ".join(
        f"(%({name}{n})s::tsquery || plainto_tsquery('public.kompas', %(word{n})s)"
        f"{f' || kompas_standing(%(slips{n})s::tsquery[])' if one.slips else ''})"
        for n, one in enumerate(words)
    )


_HIT = "s.case_id, s.sort_name, s.closed_on, s.assigned_to"
# A part of the cases at a time, until there are enough.
_LOOKED_UP = (
    f"SELECT {_HIT} FROM unnest((SELECT kompas_parts({{words}} && narrowed) FROM q)) AS p (part)"
    " CROSS JOIN LATERAL (SELECT c.case_id FROM case_search c"
    " WHERE kompas_parted(c.case_id, c.search) @@ p.part OFFSET 0) c"
    " JOIN case_summary s USING (case_id)"
    " WHERE {where} AND (SELECT count(*) FROM {before}) < %(most)s AND {{may_see}}"
    f" LIMIT {_FROM_AMONG + 1}"
)
# One by one, whatever PostgreSQL expects: it may not look the words up in the index.
_GONE_THROUGH = (
    "JOIN LATERAL (SELECT c.search @@ (SELECT words FROM q) AS holds FROM case_search c"
    " WHERE c.case_id = s.case_id OFFSET 0) c ON c.holds"
)
_SHOWN = f"""
SELECT (SELECT partly FROM o), h.own, {SHOWN}, w.* FROM (SELECT) always LEFT JOIN (
    SELECT DISTINCT case_id, sort_name, closed_on IS NOT NULL AS closed,
        closed_on IS NULL AND assigned_to IS NOT DISTINCT FROM %(viewer_name)s AS own
    FROM hits ORDER BY own DESC, closed, sort_name, case_id LIMIT %(most)s
) h ON true
LEFT JOIN case_summary s USING (case_id)
LEFT JOIN LATERAL (
    SELECT {ITEM_COLUMNS} FROM work_item w WHERE w.case_id = s.case_id
    ORDER BY due_key, entry LIMIT 1
) w ON true
ORDER BY h.own DESC, h.closed, h.sort_name, h.case_id
"""
# Many columns only of those that are shown. A query that is made in q is unknown when the statement
# is planned: it is looked up in the index, whatever the words.
_SEARCH = (
    f"""
WITH asked AS MATERIALIZED (
    SELECT {{whole}} AS whole, {{begun}} AS begun, {{named}} AS named, %(units)s::tsquery AS units
),
q AS MATERIALIZED (
    SELECT coalesce(begun, whole) AS words,
        -- Of common words, those who are called so.
        CASE WHEN kompas_expected(whole) <= %(common)s THEN whole
            WHEN kompas_expected(named) <= %(common)s THEN named END AS whole,
        CASE WHEN kompas_expected(coalesce(begun, whole)) <= %(common)s
            THEN coalesce(begun, whole) END AS begun,
        -- A list of most cases takes longer to read than the rows that it would leave out.
        CASE WHEN kompas_expected(units) <= {_NARROWED} THEN units ELSE '' END AS narrowed
    FROM asked
),
o AS MATERIALIZED (
    SELECT whole IS NOT NULL AS look, begun IS NULL AS partly FROM q
),
own AS MATERIALIZED (
    SELECT s.* FROM (
        SELECT * FROM case_summary s
        WHERE s.assigned_to = %(viewer_name)s AND s.closed_on IS NULL
        ORDER BY s.due_key, s.case_id LIMIT {MOST_OWN}
    ) s {_GONE_THROUGH} WHERE {{may_see}} LIMIT %(most)s
),
open AS MATERIALIZED (
    {
        _LOOKED_UP.format(
            where="(SELECT look FROM o) AND s.closed_on IS NULL", before="own", words="whole"
        )
    }
),
found AS MATERIALIZED (SELECT case_id FROM own UNION SELECT case_id FROM open),
also AS MATERIALIZED (
    {_LOOKED_UP.format(where="NOT (SELECT partly FROM o)", before="found", words="begun")}
),
rest AS MATERIALIZED (
    {_LOOKED_UP.format(where="(SELECT look AND partly FROM o)", before="found", words="whole")}
),
walked AS MATERIALIZED (
    SELECT {_HIT} FROM unnest(%(viewer_all)s::text[]) AS u (unit) CROSS JOIN LATERAL (
        SELECT * FROM case_summary s WHERE s.unit = u.unit AND s.closed_on IS NULL
        ORDER BY s.due_key, s.case_id LIMIT {{each}}
    ) s {_GONE_THROUGH}
    WHERE (SELECT partly FROM o) AND (SELECT count(*) FROM found) < %(most)s
    AND {{may_see}} LIMIT %(most)s
),
hits AS (
    SELECT {_HIT} FROM own s UNION ALL TABLE open UNION ALL TABLE also
    UNION ALL TABLE rest UNION ALL TABLE walked
)
"""
    + _SHOWN
)


def _hits(query: str, asked: Mapping[str, object], size: int) -> Hits:
    rows = fetch(query, {**asked, "most": size + 1})
    partly, found = rows[0][0], [row[1:] for row in rows if row[2]]
    lines = tuple(LISTED.read(row[1:]) for row in found[:size])
    items = (ITEMS.read(row[1 + len(LISTED) :]) for row in found[:size] if row[1 + len(LISTED)])
    return Hits(
        lines,
        {item.case_id: item for item in items},
        frozenset(row[1] for row in found if row[0]),
        more=len(found) > size,
        partly=partly,
    )
