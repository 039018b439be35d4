"""The panel's meetings on the screen: planned, moved, cancelled; agenda and minutes to read."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from kompas.casework.price import Price, PricePer
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.hearing import HearingSent
from kompas.casework.steps.hearing_answer import HearingAnswered
from kompas.casework.steps.panel_meeting import PutToPanel
from kompas.norms import Library
from kompas.processes.reading import folded
from kompas.register.models import AccessEntry, PanelMeeting
from tests import clock
from tests.desk.conftest import SignIn
from tests.desk.made_files import fetched
from tests.desk.sitting import sat
from tests.desk.test_statements import CASE, LIST, cost
from tests.proceedings import current
from tests.processes.town import EAST, FOUR_DAYS, Telling, about_another, assessed
from tests.spec.case.stories import ASSESSMENT, NEED, RECOMMENDATION, REPORT, TODAY
from tests.unit.papers.made import text_of

DAY = clock.TODAY
AT = f"/udvalg/{EAST}/{DAY.isoformat()}"
PLAN = {"unit": EAST, "meets_on": DAY.isoformat(), "begins_at": "9.30", "place": "Rådhuset, 2"}
COSTED = replace(
    RECOMMENDATION,
    extent=FOUR_DAYS,
    facility="Værkstedet",
    price=Price(oere=100_000, per=PricePer.DAY, source="Takstbladet 2026"),
)


@pytest.fixture(autouse=True)
def settled(sign_in: SignIn) -> None:
    """The town is there before its cases."""
    del sign_in


def on_next(library: Library, **told: object) -> Telling:
    """A case that waits for the panel's next meeting."""
    telling = assessed(library, EAST, today=DAY, **told)
    return telling.does(COSTED, PutToPanel())


def says(client: Client, address: str, **typed: str) -> str:
    """A page, or what is answered to what is typed there."""
    answer = client.post(address, typed, follow=True) if typed else client.get(address)
    return " ".join(answer.content.decode().split())


@pytest.mark.ledger("FW-18")
def test_a_meeting_is_planned_moved_and_cancelled(sign_in: SignIn, library: Library) -> None:
    telling, leif = on_next(library), sign_in("leif")
    assert "ikke planlagt noget" in says(leif, "/udvalg")
    page = says(leif, "/udvalg/nyt", **PLAN)
    assert "Mødet er planlagt" in page
    assert telling.case.case_number in page
    assert "kl. 9.30" in says(leif, "/udvalg")
    later = DAY + timedelta(days=7)
    moved = {"meets_on": later.isoformat(), "begins_at": "13:00", "place": "På skærm"}
    page = says(leif, f"{AT}/ret", **moved)
    assert "sagerne er fulgt med" in page
    assert telling.case.case_number in page
    at_later = f"/udvalg/{EAST}/{later.isoformat()}"
    assert "Udfyld feltet" in says(leif, f"{at_later}/ret", cancel="1", why=" ")
    assert "Mødet er aflyst" in says(leif, f"{at_later}/ret", cancel="1", why="Sygdom.")
    assert PanelMeeting.objects.get().cancelled_why == "Sygdom."
    assert leif.get(f"{at_later}/ret").status_code == 404


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"meets_on": "2026-06-20"}, "Dagen er gået"),
        ({"meets_on": "1899-01-01"}, "mellem 1900"),
        ({"meets_on": "2099-01-01"}, "mere end to år fremme"),
        ({"meets_on": "nonsens"}, "ikke en dato"),
        ({"begins_at": "25.00"}, "ikke et klokkeslæt"),
        ({"begins_at": ""}, "Udfyld feltet"),
        ({"place": ""}, "Udfyld feltet"),
        ({"place": "x" * 5000}, "Skriv det kortere"),
        ({"place": "Hos 010203-1234"}, "CPR-nummer"),
        ({"unit": "vest"}, "Vælg en af mulighederne"),
        ({"unit": "<script>"}, "Vælg en af mulighederne"),
    ],
)
def test_nonsense_is_told_at_its_field(sign_in: SignIn, typed: dict[str, str], told: str) -> None:
    answer = sign_in("petra").post("/udvalg/nyt", {**PLAN, **typed})
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not PanelMeeting.objects.exists()


@pytest.mark.ledger("FW-18")
def test_the_agenda_tells_each_case_on_a_page_of_its_own(sign_in: SignIn, library: Library) -> None:
    telling = assessed(library, EAST, today=DAY)
    heard = HearingSent(
        evidence=(REPORT.id,), sent_on=TODAY, deadline_on=TODAY + timedelta(days=14)
    )
    telling.does(EvidenceAdded(evidence=REPORT), heard)
    telling.does(HearingAnswered(answer="Jeg er enig.", answered_on=DAY), COSTED, PutToPanel())
    petra = sign_in("petra")
    says(petra, "/udvalg/nyt", **PLAN)
    looks = AccessEntry.objects.filter(by_user="petra", case_id=telling.id).count()
    page = says(petra, f"{AT}/dagsorden")
    pdf = " ".join(text_of(fetched(petra, f"{AT}/dagsorden.pdf")).split())
    for text in (page, pdf):
        for told in (
            "kl. 9.30",
            "Rådhuset, 2",
            "Handicapcenter Øst",
            "§ 104",
            "D2",
            "4 dage om ugen",
            "Værkstedet",
            "208.000,00 kr.",  # 1,000 kroner a day, 4 days, 52 weeks
            "Jeg er enig.",
            REPORT.title,
            "720480-••••",
        ):
            assert told in text, told
        assert "7204801234" not in text
        assert "720480-1234" not in text
    assert AccessEntry.objects.filter(by_user="petra", case_id=telling.id).count() >= looks + 2


def test_a_cost_that_is_not_known_is_said(sign_in: SignIn, library: Library) -> None:
    telling = assessed(library, EAST, today=DAY)
    telling.does(replace(COSTED, price=None, facility=""), PutToPanel())
    petra = sign_in("petra")
    says(petra, "/udvalg/nyt", **PLAN)
    assert "taksten er ikke oplyst" in says(petra, f"{AT}/dagsorden")
    assert "siger ikke, hvad hjælpen koster" in says(petra, f"/sager/{telling.id}/udvalg")


@pytest.mark.ledger("FW-19")
def test_case_by_case_with_a_conflict_and_a_dissent_to_the_minutes(
    sign_in: SignIn, library: Library
) -> None:
    petra = sign_in("petra")
    says(petra, "/udvalg/nyt", **PLAN)
    first, second = on_next(library), about_another(library, EAST, today=DAY)
    second = put_on(second)
    typed = sat(petra, first, {"petra": "chair", "leif": "left"})
    leif = next(key for key, value in typed.items() if value == "leif").removesuffix("-username")
    typed |= {f"{leif}-why": "Kender borgeren privat."}
    blank = f"person-{int(typed['personer']) - 1}"
    typed |= {f"{blank}-name": "Jens Læge", f"{blank}-part": "dissents"}
    address = f"/sager/{first.id}/udvalg"
    given = {**typed, "outcome": "follow", "seq": str(first.case.seq)}
    lacking = petra.post(address, given)
    assert lacking.status_code == 400
    assert "Skriv hvorfor." in lacking.content.decode()
    given |= {f"{blank}-why": "Fire dage er for lidt."}
    onward = petra.post(address, given)
    assert onward.headers["Location"].startswith(f"/sager/{second.id}/udvalg")
    # Who was there, is there at the next case too.
    page = petra.get(onward.headers["Location"]).content.decode()
    assert 'value="Jens Læge"' in page
    sitting = current(folded(first.entries(by="petra"))).panel
    assert sitting
    assert sitting.sitting
    assert [one.name for one in sitting.sitting.deciding] == ["Petra Prøve", "Jens Læge"]
    for text in (
        says(petra, f"{AT}/referat"),
        " ".join(text_of(fetched(petra, f"{AT}/referat.pdf")).split()),
    ):
        assert "Leif Prøve: Kender borgeren privat." in text
        assert "Jens Læge: Fire dage er for lidt." in text
        assert "Ikke behandlet" in text
    # The meeting was held: it is moved no more.
    assert "er holdt" in says(sign_in("leif"), f"{AT}/ret", **{**PLAN, "place": "Et andet sted"})


def put_on(telling: Telling) -> Telling:
    """An application on its way to the next meeting."""
    return telling.does(NEED, ASSESSMENT, COSTED, PutToPanel())


def test_who_handled_the_case_is_not_among_those_who_decide(
    sign_in: SignIn, library: Library
) -> None:
    telling, petra = on_next(library, by="leif"), sign_in("petra")
    says(petra, "/udvalg/nyt", **PLAN)
    typed = sat(petra, telling, {"petra": "chair", "leif": "member"})
    given = {**typed, "outcome": "follow", "seq": str(telling.case.seq)}
    page = petra.post(f"/sager/{telling.id}/udvalg", given).content.decode()
    assert "Leif Prøve har selv behandlet sagen" in page
    assert "forvaltningsloven §§ 3-6" in page


def test_before_the_meeting_nothing_can_be_written_down(sign_in: SignIn, library: Library) -> None:
    telling, petra = on_next(library), sign_in("petra")
    tomorrow = DAY + timedelta(days=1)
    says(petra, "/udvalg/nyt", **{**PLAN, "meets_on": tomorrow.isoformat()})
    page = says(petra, f"/sager/{telling.id}/udvalg")
    assert "når mødet er holdt" in page
    assert "Gem beslutningen" not in page
    said = {"outcome": "defer", "missing": "Mere", "meeting": "day", "personer": "1"}
    refused = petra.post(
        f"/sager/{telling.id}/udvalg", {**said, "person-0-name": "A", "person-0-part": "chair"}
    )
    assert refused.status_code == 400


@pytest.mark.parametrize(
    "nonsense",
    [
        {"personer": "-1"},
        {"personer": "999999"},
        {"personer": "x"},
        {"meeting": "00000000-0000-0000-0000-000000000000"},
        {"meeting": "' OR 1=1"},
        {"person-0-part": "king"},
        {"person-0-part": "chair"},
        {"person-0-username": "nobody", "person-0-part": "member"},
        {"person-2-name": "x" * 5000, "person-2-part": "member"},
        {"person-2-name": "010203-1234", "person-2-part": "member"},
        {"person-2-name": "Uden rolle"},
    ],
)
def test_what_nobody_can_mean_is_refused_and_nothing_lost(
    sign_in: SignIn, library: Library, nonsense: dict[str, str]
) -> None:
    telling, petra = on_next(library), sign_in("petra")
    says(petra, "/udvalg/nyt", **PLAN)
    given = {**sat(petra, telling), "outcome": "follow", "seq": str(telling.case.seq), **nonsense}
    answer = petra.post(f"/sager/{telling.id}/udvalg", given)
    # How many rows there were is no user's to say: there are as many as there are people.
    assert answer.status_code == (302 if "personer" in nonsense else 400)


def test_the_minutes_have_a_page_for_each_case_however_long_its_texts(
    sign_in: SignIn, library: Library
) -> None:
    long = "Det er en lang begrundelse med mange ord. " * 400
    petra = sign_in("petra")
    says(petra, "/udvalg/nyt", **PLAN)
    telling = assessed(library, EAST, today=DAY)
    telling.does(replace(COSTED, text=long, facility="Værkstedet " * 18), PutToPanel())
    typed = sat(petra, telling, {"petra": "chair", "leif": "left"})
    typed = {
        **typed,
        **{key.replace("username", "why"): long for key in typed if "username" in key},
    }
    given = {**typed, "outcome": "otherwise", "kind": "grant", "days_per_week": "2", "why": long}
    given |= {"hours_per_week": "10", "seq": str(telling.case.seq)}
    assert petra.post(f"/sager/{telling.id}/udvalg", given).status_code == 302
    for paper in ("referat", "dagsorden"):
        pdf = fetched(petra, f"{AT}/{paper}.pdf")
        pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
        assert len(pages) == 3  # the front, the overview, the case
        assert "D2" in pages[2]


def test_a_case_is_put_to_a_meeting_that_is_chosen(sign_in: SignIn, library: Library) -> None:
    says(sign_in("leif"), "/udvalg/nyt", **PLAN)
    meeting = PanelMeeting.objects.get()
    telling, carla = assessed(library, EAST, today=DAY).does(COSTED), sign_in("carla")
    form = f"/sager/{telling.id}/registrer/put_to_panel"
    assert f'value="{meeting.id}"' in says(carla, form)
    both = {"meeting": str(meeting.id), "meets_on": DAY.isoformat(), "seq": str(telling.case.seq)}
    assert "ikke begge dele" in says(carla, form, **both)
    says(carla, form, **{**both, "meets_on": ""})
    (item,) = folded(telling.entries()).meetings
    assert (item.meeting, item.meets_on) == (str(meeting.id), DAY)


def test_meetings_cost_few_statements(sign_in: SignIn, library: Library) -> None:
    petra = sign_in("petra")
    says(petra, "/udvalg/nyt", **PLAN)
    first, second = on_next(library), on_next(library)
    for address, most in (
        ("/udvalg", LIST),
        ("/udvalg/nyt", LIST),
        (AT, CASE),
        (f"{AT}/dagsorden", CASE),
        (f"/sager/{first.id}/udvalg", CASE),
        (f"/sager/{second.id}/registrer/note_written", CASE),
    ):
        assert cost(petra if "note" not in address else sign_in("carla"), address) <= most, address
