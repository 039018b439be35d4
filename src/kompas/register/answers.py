"""What was answered to those who proposed that an entry stands no longer, until they have seen it.

Read from the record itself: who proposed, what another did about it, and the look that came after.
There is no second copy of it that could say something else.
"""

from dataclasses import dataclass

from kompas.casework.summary import Listed
from kompas.register.case_rows import SHOWN


@dataclass(frozen=True, slots=True)
class Answer:
    """Another answered a viewer's proposal to withdraw an entry, `about`, of a case.

    `entry` is the answer: the withdrawal, or where it `is_confirmed` not, that of the proposal.
    `by` is who answered: their name, else their username.
    """

    case: Listed
    about: int
    entry: int
    is_confirmed: bool
    by: str


_ABOUT = "(p.payload ->> 'seq')::integer"
_WITHDRAWALS = (
    "FROM case_event e JOIN event_payload p ON p.case_id = e.case_id AND p.seq = e.seq"
    " WHERE e.case_id = {of}.case_id AND e.type = 'entry_withdrawn' AND e.seq > {of}.seq"
)
QUERY = f"""
WITH mine AS MATERIALIZED (
    SELECT e.case_id, e.seq, {_ABOUT} AS about
    FROM case_event e JOIN event_payload p ON p.case_id = e.case_id AND p.seq = e.seq
    WHERE e.by_user = %(worker)s AND e.type = 'withdrawal_proposed'
)
SELECT {SHOWN}, 'answer', NULL::text, a.seq, m.about, a.about = m.about,
    coalesce(u.name, a.by_user), a.recorded_at
FROM mine m
CROSS JOIN LATERAL (
    -- The first that stands: one that was withdrawn itself is none, and what was proposed waits.
    SELECT w.* FROM (
        SELECT e.case_id, e.seq, e.by_user, e.recorded_at, {_ABOUT} AS about
        {_WITHDRAWALS.format(of="m")}
    ) w
    WHERE w.about IN (m.seq, m.about) AND NOT EXISTS (
        SELECT {_WITHDRAWALS.format(of="w")} AND {_ABOUT} = w.seq
    )
    ORDER BY w.seq LIMIT 1
) a
JOIN case_summary s ON s.case_id = m.case_id
LEFT JOIN app_user u ON u.username = a.by_user
WHERE a.by_user <> %(worker)s AND NOT EXISTS (
    SELECT FROM access_log l WHERE l.case_id = m.case_id AND l.at > a.recorded_at
    AND l.by_user = %(worker)s AND l.what = 'read' AND l.purpose = ANY(%(openings)s)
)
AND {{may_see}} ORDER BY a.recorded_at, m.case_id, m.seq LIMIT %(size)s
"""
"""The answers that a worker has not seen, the first that came coming first; seen is what stood in a
case when it was opened, which is a look for one of the purposes `openings` (`register.news`).
"""
