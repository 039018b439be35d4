"""Nothing that is stored breaks a page, a print, a letter or the terminal, however odd."""

from itertools import count

import pytest
from django.test import Client
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kompas.accounts import administration
from kompas.accounts.roles import Role
from kompas.casework.commands import Refused
from kompas.casework.steps.note import NoteWritten
from kompas.cli import inputs
from kompas.desk.steps import FORMS
from kompas.norms import Library
from kompas.processes.act import Acted
from kompas.register.models import CaseSummary
from kompas.register.verify import verify
from kompas.site.routes import ROUTES
from tests.desk.conftest import SignIn
from tests.desk.extremes import EXTREME, stretched, texts
from tests.desk.test_access import ARGUMENTS
from tests.desk.test_hostile_inputs import BROKEN, addresses
from tests.processes.terminal import runner
from tests.processes.town import WEST, Telling, sent
from tests.register.database import Database

ASKS = Telling.asks


class Said(list[str]):
    """Texts that are shown in short."""

    def __repr__(self) -> str:
        """The beginning of each."""
        return ascii([text[:20] for text in self])


DRAWN = (
    st.lists(texts(), min_size=6, max_size=6) | st.sampled_from([[text] for text in EXTREME])
).map(Said)
"""The texts of a case: of all sorts, or all of one."""


def tell(library: Library, said: list[str], monkeypatch: pytest.MonkeyPatch) -> Telling:
    """A case from application to sent letter and on, each of whose texts is one of these."""
    turns = count()

    def draw(_texts: object) -> str:
        return said[next(turns) % len(said)]

    def asks(telling: Telling, command: object, **given: object) -> Acted | Refused:
        return ASKS(telling, stretched(command, draw), **given)  # type: ignore[arg-type]

    monkeypatch.setattr(Telling, "asks", asks)
    told = sent(library)
    told.does(*(NoteWritten(text=text) for text in said))
    monkeypatch.setattr(Telling, "asks", ASKS)
    return told


def test_a_case_that_says_odd_things_is_shown_printed_and_exported(
    library: Library,
    sign_in: SignIn,
    town: Database,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = sign_in(with_every_role())
    monkeypatch.setattr(inputs, "norms", lambda: library)
    run = runner(town, capsys, monkeypatch)

    @settings(max_examples=8, deadline=None, phases=(Phase.generate,))
    @given(said=DRAWN)
    def tried(said: list[str]) -> None:
        told = tell(library, said, monkeypatch)
        shown(client, str(told.id))
        for text in said:
            assert client.post("/find", {"text": text[:200]}).status_code < BROKEN
        for words in (("show",), ("show", "--json"), ("as-of", "2026-06-10"), ("looks",)):
            name, *rest = words
            assert run("case", name, told.id, *rest, "--as", "vera").status == 0, words
        assert run("case", "list", "--as", "vera").status == 0
        assert list(verify()) == []

    tried()


def shown(client: Client, case_id: str) -> None:
    """Every page that there is of a case, and the lists in which it stands."""
    person = str(CaseSummary.objects.get(pk=case_id).person_id)
    known = {**ARGUMENTS, "case_id": case_id, "person_id": person}
    for route in ROUTES:
        for address in addresses(route, known) if "GET" in route.methods else ():
            answer = client.get(address)
            answer.close()
            assert answer.status_code != BROKEN, address


def with_every_role() -> str:
    """Somebody to whom no page is shut; made once."""
    if not any(one.username == "alle" for one in administration.users()):
        administration.make_user("alle", "Alle Roller")
        for role in Role:
            administration.grant_role("alle", role, WEST)
    return "alle"


def test_the_forms_of_steps_are_among_the_pages() -> None:
    assert len(FORMS) > 10
