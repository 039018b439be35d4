"""The referral panel: agenda, decisions, deferral, against the recommendation, minutes."""

from dataclasses import replace

import pytest

from kompas.casework.address import PROTECTED
from kompas.casework.sitting import Member, Sitting
from kompas.casework.status import Status
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.panel_decision import PanelDecided
from kompas.casework.steps.panel_meeting import PutToPanel
from kompas.norms import Library
from kompas.persons.entries import ProtectionSet
from kompas.processes.reading import folded
from tests import clock
from tests.desk.conftest import SignIn
from tests.desk.made_files import fetched
from tests.desk.sitting import sat
from tests.proceedings import current
from tests.processes.test_citizen import says
from tests.processes.town import EAST, FOUR_DAYS, Telling, assessed, counted
from tests.spec.case.stories import APPLICATION, ON_AGENDA, RECOMMENDATION, REPORT, TODAY
from tests.unit.papers.made import text_of

AT_TODAY = f"/udvalg/{EAST}/{TODAY.isoformat()}"


@pytest.fixture
def on_agenda(library: Library) -> Telling:
    """A case of the eastern unit that waits for the panel's meeting."""
    return assessed(library, EAST).does(replace(RECOMMENDATION, extent=FOUR_DAYS), ON_AGENDA)


@pytest.fixture(autouse=True)
def settled(sign_in: SignIn) -> None:
    """The town is there before its cases."""
    del sign_in


def decide(sign_in: SignIn, telling: Telling, **said: str) -> str:
    """What is answered to what Petra, who led the meeting, types of a case."""
    petra = sign_in("petra")
    given = {"seq": str(telling.case.seq), **sat(petra, telling), **said}
    answer = petra.post(f"/sager/{telling.id}/udvalg", given, follow=True)
    return answer.content.decode()


@pytest.mark.ledger("FW-18")
def test_the_agenda_shows_what_is_recommended(sign_in: SignIn, on_agenda: Telling) -> None:
    page = sign_in("petra").get(AT_TODAY).content.decode()
    assert on_agenda.case.case_number in page
    assert "4 dage om ugen" in page
    assert "Venter" in page


@pytest.mark.ledger("FW-19")
def test_the_panel_follows_the_recommendation(sign_in: SignIn, on_agenda: Telling) -> None:
    assert "skrevet ned" in decide(sign_in, on_agenda, outcome="follow")
    case = folded(on_agenda.entries(by="petra"))
    assert case.status is Status.PANEL_DECIDED
    assert current(case).panel == PanelDecided(
        kind=RECOMMENDATION.kind,
        extent=FOUR_DAYS,
        sitting=Sitting(
            held_on=TODAY,
            chair="Petra Prøve",
            present=(Member(name="Petra Prøve", username="petra"),),
        ),
    )


@pytest.mark.ledger("FW-19")
def test_against_the_recommendation_only_with_why(sign_in: SignIn, on_agenda: Telling) -> None:
    otherwise = {"outcome": "otherwise", "kind": "grant", "days_per_week": "2"}
    assert "hvorfor udvalget går imod" in decide(sign_in, on_agenda, **otherwise)
    decide(sign_in, on_agenda, **otherwise, hours_per_week="10,5", why="Borgeren ønsker to dage.")
    panel = current(folded(on_agenda.entries(by="petra"))).panel
    assert panel
    assert panel.against_recommendation
    assert panel.why == "Borgeren ønsker to dage."


def test_a_case_is_deferred_with_what_is_missing(sign_in: SignIn, on_agenda: Telling) -> None:
    assert "Skriv, hvad der mangler" in decide(sign_in, on_agenda, outcome="defer")
    decide(sign_in, on_agenda, outcome="defer", missing="Botilbuddets beskrivelse")
    case = folded(on_agenda.entries(by="petra"))
    assert (case.status, current(case).panel_misses) == (
        Status.ASSESSED,
        "Botilbuddets beskrivelse",
    )


def test_two_at_one_case_are_told(sign_in: SignIn, on_agenda: Telling) -> None:
    on_agenda.does(EvidenceAdded(evidence=REPORT))
    stale = str(on_agenda.case.seq - 1)
    page = decide(sign_in, on_agenda, outcome="defer", missing="Mere viden", seq=stale)
    assert "Sagen er ændret" in page
    assert "Mere viden" in page


def test_a_caseworker_reads_the_page_and_decides_nothing(
    sign_in: SignIn, on_agenda: Telling
) -> None:
    carla = sign_in("carla")
    where = f"/sager/{on_agenda.id}/udvalg"
    assert carla.get(where).status_code == 403
    assert carla.post(where, {"outcome": "follow"}).status_code == 403


def test_another_units_meeting_is_empty(sign_in: SignIn, on_agenda: Telling) -> None:
    vera = sign_in("vera")
    assert vera.get(AT_TODAY).status_code == 404
    assert on_agenda.case.case_number not in vera.get("/udvalg").content.decode()


def test_the_minutes_tell_each_meeting_its_own(
    sign_in: SignIn, on_agenda: Telling, library: Library
) -> None:
    del library
    petra = sign_in("petra")
    decide(sign_in, on_agenda, outcome="defer", missing="Botilbuddets beskrivelse")
    later = on_agenda.today = clock.TODAY  # when the panel decided on the screen
    on_agenda.does(replace(RECOMMENDATION, extent=FOUR_DAYS), PutToPanel(meets_on=later))
    decide(sign_in, on_agenda, outcome="follow")
    first, second = (
        text_of(fetched(petra, f"/udvalg/{EAST}/{day.isoformat()}/referat.pdf"))
        for day in (TODAY, later)
    )
    assert "Udsat" in first
    assert "Botilbuddets beskrivelse" in first
    assert "som indstillet" in second
    assert petra.get(f"/udvalg/{EAST}/2001-01-01/referat.pdf").status_code == 404
    assert petra.get(f"/udvalg/{EAST}/nonsens/referat.pdf").status_code == 404


def test_agenda_and_minutes_mark_who_is_protected_and_name_no_address(
    sign_in: SignIn, on_agenda: Telling
) -> None:
    petra, day = sign_in("petra"), TODAY.isoformat()
    street = APPLICATION.citizen.address_lines[0]

    def read() -> tuple[str, str]:
        agenda = petra.get(AT_TODAY).content.decode()
        minutes = text_of(fetched(petra, f"/udvalg/{EAST}/{day}/referat.pdf"))
        return agenda, " ".join(minutes.split())

    assert not [text for text in read() if PROTECTED in text]
    assert says(on_agenda, ProtectionSet(protected=True), by="carla") == []
    for text in read():
        assert PROTECTED in text
        assert street not in text


def test_a_full_meeting_takes_few_statements(sign_in: SignIn, library: Library) -> None:

    for _number in range(3):
        assessed(library, EAST).does(replace(RECOMMENDATION, extent=FOUR_DAYS), ON_AGENDA)
    petra = sign_in("petra")
    with counted() as statements:
        page = petra.get(AT_TODAY).content.decode()
    assert page.count("<strong>Venter</strong>") == 3
    assert len(statements) <= 12
