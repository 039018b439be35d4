"""The administrator brings in what ran before Kompas, from a file."""

from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kompas.register.models import CaseSummary
from kompas.workers import orders
from tests.desk.conftest import SignIn
from tests.processes.grant_files import IDA, like, lines
from tests.processes.town import counted

VEST = {"enhed": "vest", "sagsbehandler": "anna"}


@pytest.fixture
def drift(sign_in: SignIn) -> Client:
    return sign_in("drift")


def sent(client: Client, *rows: dict[str, str], text: str | None = None) -> str:
    """The address at which one hears of a file, when it is looked through."""
    told = lines([{**one, **VEST} for one in rows]) if text is None else text
    file = SimpleUploadedFile("bevillinger.csv", told.encode(), "text/csv")
    return done(client.post("/bevillinger", {"file": file}))


def done(answer: Any) -> str:
    where: str = answer.headers["Location"]
    assert where.startswith("/bevillinger/")
    orders.join(UUID(where.rsplit("/", 1)[1]))
    return where


def shown(client: Client, where: str) -> str:
    return " ".join(client.get(where).content.decode().split())


def test_a_file_is_shown_confirmed_and_brought_in(drift: Client) -> None:
    where = sent(drift, like(), like(2))
    page = shown(drift, where)
    assert "Det vil der ske" in page
    assert "2 nye sager" in page
    assert "610270" not in page
    assert CaseSummary.objects.count() == 0
    taken = done(drift.post(f"{where}/indlaes"))
    assert "Bevillingerne er indlæst" in shown(drift, taken)
    assert sorted(CaseSummary.objects.values_list("case_number", flat=True)) == ["F-1", "F-2"]
    assert drift.get(where).status_code == 404  # the file is not kept


def test_what_was_brought_in_lies_with_its_caseworker(drift: Client, sign_in: SignIn) -> None:
    drift_page = sent(drift, like(opfølgning="2026-06-25"))
    done(drift.post(f"{drift_page}/indlaes"))
    assert "Ida Prøve" in sign_in("anna").get("/min-dag").content.decode()
    assert drift.get("/find").status_code == 403


def test_it_stands_in_the_log_of_what_was_administered(drift: Client, sign_in: SignIn) -> None:
    done(drift.post(f"{sent(drift, like())}/indlaes"))
    page = sign_in("rita").get("/spor/administration").content.decode()
    assert "Løbende bevillinger indlæst: fil " in page


def test_every_fault_is_told_and_nothing_can_be_brought_in(drift: Client) -> None:
    where = sent(drift, like(cpr="12"), like(2, bevilget="i går"))
    page = shown(drift, where)
    assert "række 2, cpr: Et CPR-nummer har ti cifre" in page
    assert "række 3, bevilget: " in page
    assert "Indlæs bevillingerne" not in page
    assert "række 2, cpr" in shown(drift, done(drift.post(f"{where}/indlaes")))
    assert CaseSummary.objects.count() == 0


def test_the_faults_can_be_taken_away(drift: Client) -> None:
    where = sent(drift, like(cpr="12"))
    answer = drift.get(f"{where}/fejl.csv")
    assert "2;cpr;Et CPR-nummer har ti cifre." in b"".join(answer).decode("utf-8-sig")


def test_what_the_norms_do_not_know_is_listed_and_can_be_taken_away(drift: Client) -> None:
    where = sent(drift, like(), like(2, ydelse="§ 95"))
    assert "række 3: Reglerne kender ikke »§ 95«." in shown(drift, where)
    answer = drift.get(f"{where}/uden-regler.csv")
    assert "§ 95" in b"".join(answer).decode("utf-8-sig")


@pytest.mark.parametrize("text", ["", "a,b", "cpr;navn\n1;2", '"'])
def test_nonsense_is_refused_in_words(drift: Client, text: str) -> None:
    if not text:
        file = SimpleUploadedFile("b.csv", b"", "text/csv")
        answer = drift.post("/bevillinger", {"file": file})
        if answer.status_code == 422:
            return
        where = done(answer)
    else:
        where = sent(drift, text=text)
    assert "Filen kan ikke indlæses" in shown(drift, where)


def test_no_file_is_told(drift: Client) -> None:
    answer = drift.post("/bevillinger", {})
    assert answer.status_code == 422
    assert "Vælg en fil" in answer.content.decode()


def test_the_template_is_a_file(drift: Client) -> None:
    answer = drift.get("/bevillinger/skabelon.csv")
    assert answer.content.decode("utf-8-sig").startswith("cpr;navn;")
    assert "attachment" in answer.headers["Content-Disposition"]


def test_anothers_file_is_not_there(drift: Client, sign_in: SignIn) -> None:
    where = sent(drift, like())
    for who, status in (("anna", 403), ("vera", 403), ("rita", 403)):
        assert sign_in(who).get(where).status_code == status
        assert sign_in(who).post(f"{where}/indlaes").status_code == status
        assert sign_in(who).get(f"{where}/fejl.csv").status_code == status


def test_another_units_grants_are_faults(drift: Client) -> None:
    page = shown(drift, sent(drift, text=lines([IDA])))
    assert "Du er ikke administrator i Handicapcenter Øst" in page


def test_what_is_stopped_is_told(drift: Client) -> None:
    where = sent(drift, like())
    assert drift.post(f"{where}/stop").status_code == 302


def test_the_page_of_the_form_is_few_statements(drift: Client) -> None:
    with counted() as statements:
        drift.get("/bevillinger")
    assert len(statements) <= 8, statements


def test_the_front_page_leads_there(drift: Client, sign_in: SignIn) -> None:
    assert 'href="/bevillinger"' in drift.get("/forside").content.decode()
    assert 'href="/bevillinger"' not in sign_in("rita").get("/forside").content.decode()
