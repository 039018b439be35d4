"""Nothing of what somebody may not see stands on any page that they can walk to."""

import pytest

from kompas.casework.address import PROTECTED
from kompas.norms import Library
from kompas.sample.seeded_random import Lots
from tests.desk.conftest import SignIn
from tests.desk.leaks import drawn_town, hidden_from, walk
from tests.processes.town import PEOPLE

CASES, PAGES, FORMS, SEARCHES, PRINTS = 9, 26, 6, 3, 2


@pytest.mark.parametrize("seed", [1])
def test_no_page_tells_what_its_reader_may_not_see(
    seed: int, sign_in: SignIn, library: Library
) -> None:
    secrets = drawn_town(library, Lots("leaks", seed), CASES)
    told, marked, printed = [], 0, 0
    for username in PEOPLE:
        visit = walk(username, sign_in(username), secrets, seed)
        may_not = hidden_from(username, secrets).never
        visit.walks(PAGES, FORMS)
        for one in visit.lots.some(secrets, SEARCHES):
            visit.sends("/find", "post", {"text": one.cpr})
            visit.sends("/sager/ny/borger", "post", {"cpr": one.cpr})
        printed += sum(visit.prints(one) for one in visit.lots.some(secrets, PRINTS))
        told += [f"{username}: {one}" for one in visit.told]
        # Who sees cases has read of them, or nothing was tried.
        mine = {one.name for one in secrets if one.name not in may_not}
        assert not mine or any(name in visit.read for name in mine), username
        marked += any(one.street in visit.read for one in secrets) and PROTECTED in visit.read
    assert told == []
    assert marked
    assert printed
