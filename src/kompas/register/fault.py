"""Something in the record is not as it was written."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the record is not as it was written.

    `where` is a column, several with commas where it cannot be told which, or `missing`,
    `replaced`, `tail`, `loose`, `unreadable`. Of a row for lists it begins with the table:
    `case_summary.unit`, `work_item.due_on`, `work_item.loose`; `seq` is then the number of the
    entry that a work item hangs on, 0 for the case itself. In the access log `case_id` is None, and
    `user` says whose chain.
    """

    case_id: UUID | None
    seq: int
    where: str
    text: str
    user: str | None = None
