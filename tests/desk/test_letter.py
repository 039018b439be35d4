"""The letter: as it will look, how it reads, what it lacks, and the file that is made of it."""

import base64
import re
from hashlib import sha256

import pytest

from kompas.casework import DecisionKind, Statement
from kompas.norms import Library
from kompas.register import documents
from tests.desk.conftest import SignIn
from tests.desk.decision_pages import Page, address, begin, opened, status_of, written
from tests.desk.made_files import fetched, order_of, posted
from tests.processes.town import applied, assessed, counted, decided, takes
from tests.spec.case.stories import WITHOUT_HOURS

HARD = (
    "Sagsbehandlingen dokumenterer omfattende funktionsnedsættelser, kommunikationsvanskeligheder "
    "og uforudsigelige belastningsreaktioner, hvorfor aktivitetstilbuddets personalenormering "
    "vurderes utilstrækkelig i 17 timer om ugen uden yderligere specialpædagogisk støtte "
    "fra en af de to, der er der om morgenen."
)


def test_without_a_decision_there_is_no_letter_and_a_way_to_one(
    sign_in: SignIn, library: Library
) -> None:
    telling, client = applied(library), sign_in("anna")
    page = opened(client, telling, "brev")
    assert "Der er ikke skrevet en afgørelse endnu." in page.html
    assert address(telling) in page.links
    for end in ("brev/visning", "brev/pdf"):
        assert client.get(address(telling, end)).status_code == 409


def test_a_draft_shows_its_letter_marked_as_a_draft(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, written(telling))
    assert "Sådan ville brevet se ud" in opened(client, telling, "brev").html
    sheet = client.get(address(telling, "brev/visning")).content.decode()
    assert "UDKAST" in sheet
    assert "Afgørelsen er ikke truffet." in sheet
    assert fetched(client, address(telling, "brev/pdf")).startswith(b"%PDF")
    # Another's draft is not shown.
    assert (
        "Der er ikke skrevet en afgørelse endnu." in opened(sign_in("birk"), telling, "brev").html
    )


def test_what_the_letter_lacks_leads_to_where_it_is_written(
    sign_in: SignIn, library: Library
) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, {"kind": "refusal"})
    page = opened(client, telling, "brev")
    ways = [link for link in page.links if link.startswith(address(telling) + "#")]
    assert len(ways) > 3
    there = set(opened(client, telling).ids)
    assert {way.partition("#")[2] for way in ways} <= there


def test_hard_sentences_and_loose_numbers_lead_to_their_field(
    sign_in: SignIn, library: Library
) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, written(telling, need=Statement(text=HARD, evidence=("note-1",))))
    page = opened(client, telling, "brev")
    assert "Sætningen er lang" in page.html
    assert "Mange lange ord" in page.html
    assert "17 timer" in page.html
    assert page.links.count(address(telling) + "#f-need-text") == 2


def test_nothing_in_the_letter_runs_or_loads(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    begin(telling, written(telling, need=Statement(text="<script>alert(1)</script>")))
    answer = client.get(address(telling, "brev/visning"))
    html, policy = answer.content.decode(), answer.headers["Content-Security-Policy"]
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(sha256(style[1].encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}'" in policy
    assert "script-src" not in policy
    assert policy.endswith("sandbox")
    assert "<script" not in html
    assert "sandbox></iframe>" in opened(client, telling, "brev").html


@pytest.mark.ledger("FW-20")
def test_the_letter_is_made_once_it_lacks_nothing(sign_in: SignIn, library: Library) -> None:
    telling, client = decided(library), sign_in("anna")
    assert "Lav brevet" in opened(client, telling, "brev").html
    answer = posted(client, address(telling, "brev"))
    assert answer.headers["Location"] == address(telling, "brev")
    page = opened(client, telling, "brev")
    assert address(telling, "send") in page.links
    assert "Lav brevet" not in page.html
    (name,) = [path for path in documents.folder().glob("??/*") if path.is_file()]
    assert fetched(client, address(telling, "brev/pdf")) == name.read_bytes()


def test_a_letter_that_was_made_is_put_on_the_case_by_a_form(
    sign_in: SignIn, library: Library
) -> None:
    telling, client = decided(library), sign_in("anna")
    order_id = order_of(client.post(address(telling, "brev")))
    assert "Lav brevet" in opened(client, telling, "brev").html  # nothing is recorded yet
    page = Page(client.get(f"/filer/{order_id}").content.decode())
    assert "Læg brevet på sagen" in page.html
    assert f'action="{address(telling, "brev")}" data-submit-at-once' in page.html
    client.post(address(telling, "brev"))
    assert address(telling, "send") in opened(client, telling, "brev").links


def test_a_letter_that_lacks_something_is_not_made(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    telling.does(takes(telling, contact=None))
    assert "Lav brevet" not in opened(client, telling, "brev").html
    answer = client.post(address(telling, "brev"))
    assert answer.status_code == 422
    page = Page(answer.content.decode())
    assert "Det mangler, hvem borgeren kan kontakte." in page.html
    assert status_of(telling) == "decided"


def test_no_letter_is_made_while_a_finding_blocks(sign_in: SignIn, library: Library) -> None:
    telling, client = assessed(library), sign_in("anna")
    telling.does(takes(telling, granted=WITHOUT_HOURS.granted))
    page = opened(client, telling, "brev")
    assert "Afgørelsen kan ikke sendes endnu" in page.html
    assert address(telling) + "#mangler-ved-afgoerelsen" in page.links
    assert client.post(address(telling, "brev")).status_code == 422


def test_a_letter_without_texts_for_the_help_says_so(sign_in: SignIn, library: Library) -> None:
    telling = assessed(library)
    begin(telling, {"kind": DecisionKind.GRANT.value, "extent": {"days_per_week": "tre"}})
    assert opened(sign_in("anna"), telling, "brev").html.count("<iframe") == 1


def test_the_pages_ask_the_database_little(sign_in: SignIn, library: Library) -> None:
    telling, client = decided(library), sign_in("anna")
    for end in ("brev", "brev/visning", "brev/pdf"):
        with counted() as statements:
            client.get(address(telling, end))
        assert len(statements) <= 12, statements
