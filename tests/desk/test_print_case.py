"""The whole file of a case as one PDF, with contents and page numbers, made by a worker."""

import re
from datetime import timedelta
from io import BytesIO
from threading import Thread
from uuid import UUID

import pytest
from pypdf import PdfReader

from kompas.norms import Library
from kompas.papers import printing
from kompas.processes import attach_document, made_files
from kompas.register import access
from kompas.workers import orders
from kompas.workers.budget import Over, OverBudget
from kompas.workers.orders import Phase
from tests.clock import NOW, TODAY
from tests.desk.conftest import SignIn
from tests.desk.decision_pages import Page
from tests.desk.made_files import fetched, order_of
from tests.processes.town import Telling, counted, sent, viewer
from tests.unit.papers.made import png, text_of


def akter(telling: Telling) -> str:
    return f"/sager/{telling.id}/akter.pdf"


def test_the_file_holds_every_entry_and_the_letter_and_leaves_a_trace(
    sign_in: SignIn, library: Library
) -> None:
    telling = sent(library)
    made = fetched(sign_in("anna"), akter(telling))
    pages = PdfReader(BytesIO(made)).pages
    whole = text_of(made)
    assert f"Side 1 af {len(pages)}" in whole
    assert "Indhold" in pages[0].extract_text()
    for number in range(1, telling.case.seq + 1):
        assert re.search(rf"^(\d+–)?{number}\.|–{number}\.", whole, re.MULTILINE), number
    assert "Oplysninger noteret" in whole
    assert b"pdfuaid" not in made  # the letter is a PDF, whose pages are of its own
    assert "Anna Prøve" in whole
    assert access.looks_at(telling.id)[0].purpose == "Udskrift af sagens akter"


def test_its_name_says_nothing_of_a_person(sign_in: SignIn, library: Library) -> None:
    telling, anna = sent(library), sign_in("anna")
    fetched(anna, akter(telling))
    answer = anna.get(akter(telling))
    answer.close()
    assert answer.headers["Content-Disposition"] == 'inline; filename="sagsakter.pdf"'


def test_another_unit_gets_no_file(sign_in: SignIn, library: Library) -> None:
    telling = sent(library)
    assert sign_in("carla").get(akter(telling)).status_code == 404


def test_it_takes_few_statements(sign_in: SignIn, library: Library) -> None:
    telling = sent(library)
    anna = sign_in("anna")
    with counted() as statements:
        order_of(anna.get(akter(telling)))
    assert len(statements) <= 12


def test_a_page_says_that_it_is_made_and_works_without_script(
    sign_in: SignIn, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orders, "_is_held", lambda _place: True)
    monkeypatch.setattr(Thread, "start", lambda _thread: None)
    telling, anna = sent(library), sign_in("anna")
    where = anna.get(akter(telling)).headers["Location"]
    page = Page(anna.get(where).content.decode())
    assert "Sagens akter bliver samlet" in page.html
    assert "Din står i kø." in page.html
    assert where in page.links
    assert '<noscript><meta http-equiv="refresh"' in page.html
    # Asked for eight times, it is made once.
    assert {anna.get(akter(telling)).headers["Location"] for _click in range(8)} == {where}
    anna.post(f"{where}/stop")
    order = made_files.find(UUID(where.rsplit("/", 1)[1]), viewer("anna"))
    assert order
    assert (order.path.parent / "stop").exists()


def test_who_asked_for_it_sees_it_and_nobody_else(sign_in: SignIn, library: Library) -> None:
    telling, anna = sent(library), sign_in("anna")
    order_id = order_of(anna.get(akter(telling)))
    assert anna.get(f"/filer/{order_id}").headers["Location"] == akter(telling)
    assert sign_in("vera").get(f"/filer/{order_id}").status_code == 404
    answer = anna.get(f"/filer/{order_id}", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, akter(telling))


def test_what_changed_since_is_never_handed_out(sign_in: SignIn, library: Library) -> None:
    telling, anna = sent(library), sign_in("anna")
    first = order_of(anna.get(akter(telling)))
    paper = attach_document.Paper("Udtalelse", BytesIO(b"En udtalelse."), TODAY)
    attach_document.attach(telling.id, paper, viewer("anna"), library=library, now=NOW)
    answer = anna.get(akter(telling))
    assert order_of(answer) != first
    assert "En udtalelse." in text_of(fetched(anna, akter(telling)))


def test_a_paper_over_its_budget_is_named_and_the_rest_is_printed(
    sign_in: SignIn, library: Library
) -> None:
    telling, anna = sent(library), sign_in("anna")
    for title, content in (("Stort foto", png(20_000, 20_000)), ("Lang tekst", b"ord " * 200_000)):
        paper = attach_document.Paper(title, BytesIO(content), TODAY)
        attach_document.attach(telling.id, paper, viewer("anna"), library=library, now=NOW)
    whole = text_of(fetched(anna, akter(telling)))
    assert "Stort foto" in whole
    assert "Billedet er på flere end 40 millioner punkter. Hent den fra sagen i Kompas." in whole
    assert "Teksten er på flere end 500000 tegn eller 20000 linjer." in whole
    assert "Anna Prøve" in whole


@pytest.mark.parametrize("over", Over)
def test_what_cannot_be_made_ends_in_words(
    over: Over, sign_in: SignIn, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_much(_printing: printing.Printing) -> dict[str, str]:
        raise OverBudget(over)

    monkeypatch.setattr(printing.Printing, "made", too_much)
    telling, anna = sent(library), sign_in("anna")
    answer = anna.get(f"/filer/{order_of(anna.get(akter(telling)))}")
    assert answer.status_code == 422
    page = Page(answer.content.decode())
    assert "Filen blev ikke lavet" in page.html
    assert akter(telling) in page.links


def test_what_was_made_goes_when_its_time_is_over(sign_in: SignIn, library: Library) -> None:
    telling, anna = sent(library), sign_in("anna")
    order_id = order_of(anna.get(akter(telling)))
    order = made_files.find(order_id, viewer("anna"))
    assert order
    assert order.phase is Phase.DONE
    assert made_files.sweep(NOW + timedelta(days=1)) >= 1
    assert not order.path.exists()
    assert anna.get(f"/filer/{order_id}").status_code == 404
