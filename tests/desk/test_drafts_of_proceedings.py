"""A draft is kept for a proceeding of its case, and for no other number."""

from kompas.norms import Library
from kompas.register.drafts import find
from tests.desk.conftest import SignIn
from tests.processes.town import assessed


def test_nothing_is_kept_for_a_proceeding_that_the_case_does_not_have(
    sign_in: SignIn, library: Library
) -> None:
    told, client = assessed(library), sign_in("anna")
    seq_of_a_fact = 3
    for nonsense in (0, seq_of_a_fact, 99, "x"):
        for name in ("afgoerelse/kladde", "kladde/need_assessed"):
            answer = client.post(f"/sager/{told.id}/{name}?forloeb={nonsense}", {"kind": "grant"})
            assert answer.status_code == 404, (name, nonsense)
    assert find(told.id, "decision", "anna", 99) is None
    answer = client.post(f"/sager/{told.id}/afgoerelse/kladde?forloeb=1", {"kind": "grant"})
    assert answer.status_code == 200
