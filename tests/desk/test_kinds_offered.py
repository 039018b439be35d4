"""Where nothing runs, nobody is offered to reduce, move or stop it."""

import re

from kompas.casework import DecisionKind
from kompas.casework.decision_kinds import OF_RUNNING_HELP
from kompas.casework.flows import ProceedingKind
from kompas.casework.steps.panel_meeting import PutToPanel
from kompas.norms import Library
from tests.clock import TODAY
from tests.desk.conftest import SignIn
from tests.desk.decision_pages import address, begin, opened
from tests.desk.step_forms import recommended
from tests.processes.town import EAST, assessed, sent
from tests.spec.case.stories import NEED


def offered(html: str) -> set[str]:
    """The kinds that a page lets one choose."""
    of_kind = html.partition('name="kind"')[2].partition("</select>")[0]
    of_radios = re.findall(r'name="kind"[^>]*value="([a-z_]+)"', html)
    return {*re.findall(r'<option value="([a-z_]+)"', of_kind), *of_radios}


def test_a_first_application_is_answered_by_what_there_is(
    sign_in: SignIn, library: Library
) -> None:
    telling, client = assessed(library), sign_in("anna")
    found = offered(opened(client, telling).html)
    assert found == {kind.value for kind in DecisionKind if kind not in OF_RUNNING_HELP}
    assert {"grant", "partial_refusal", "refusal", "provider_choice"} <= found


def test_what_is_written_already_is_kept(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, {"kind": "reduction"})
    page = opened(client, telling)
    assert page.fields["kind"] == ["reduction"]
    assert offered(page.html) == {*map(str, set(DecisionKind) - OF_RUNNING_HELP), "reduction"}


def test_nor_is_it_recommended_or_decided_by_the_panel(sign_in: SignIn, library: Library) -> None:
    telling = assessed(library, EAST)
    page = sign_in("carla").get(address(telling, "registrer/recommendation_made"))
    less = {kind.value for kind in OF_RUNNING_HELP}
    assert offered(page.content.decode()) & less == set()
    told = recommended(library)
    told.does(PutToPanel(meets_on=TODAY))
    page = sign_in("petra").get(address(told, "udvalg"))
    assert "grant" in offered(page.content.decode())
    assert offered(page.content.decode()) & less == set()


def test_where_help_runs_all_are_offered(sign_in: SignIn, library: Library) -> None:
    telling = sent(library)
    telling.does(NEED)
    assert telling.case.current
    assert telling.case.current.kind is ProceedingKind.FOLLOW_UP
    client = sign_in("anna")
    assert offered(opened(client, telling).html) == set(map(str, DecisionKind))
