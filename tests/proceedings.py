"""The proceeding that stands out in a case: most cases of the tests have one."""

from kompas.casework.case import Case
from kompas.casework.proceeding import Proceeding


def current(case: Case) -> Proceeding:
    """The proceeding that a page shows where none is named."""
    on = case.current
    assert on is not None
    return on
