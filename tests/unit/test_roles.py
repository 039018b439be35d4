"""Which role may what: one table, and what is not in it is denied."""

import pytest

from kompas.accounts.access import Staff
from kompas.accounts.roles import ROLES, Role, holders
from kompas.casework.capabilities import Capability


def test_every_capability_is_somebodys() -> None:
    assert {one for one in Capability if not holders(one)} == set()
    assert ROLES.keys() == set(Role)


@pytest.mark.parametrize("role", list(Role))
def test_what_a_role_may_it_may_in_its_own_unit_alone(role: Role) -> None:
    viewer = Staff("anne", frozenset({(role, "voksen-a")}))
    for one in Capability:
        may = one in ROLES[role].capabilities
        assert viewer.can(one) is viewer.can(one, "voksen-a") is may
        assert viewer.units_of(one) == (["voksen-a"] if may else [])
        assert not viewer.can(one, "voksen-b")


def test_who_watches_sees_no_case_and_who_handles_cases_keeps_no_users() -> None:
    """Nobody both acts in cases and watches over who does."""
    acts = {Capability.OPEN_CASES, Capability.HANDLE_CASE, Capability.DECIDE_AT_PANEL}
    watches = {Capability.READ_LOGS, Capability.KEEP_USERS, Capability.WATCH_HEALTH}
    for held in ROLES.values():
        assert not (held.capabilities & acts and held.capabilities & watches)
    assert Staff("anne", frozenset()).units_of(Capability.OPEN_CASES) == []
