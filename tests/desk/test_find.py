"""Find: by name, number, CPR and words; posted, and only what one may see."""

import re

import pytest

from kompas.casework.steps.access import AccessRestricted
from kompas.casework.steps.note import NoteWritten
from kompas.norms import Library
from kompas.register import access
from tests.clock import TODAY
from tests.desk.conftest import SignIn
from tests.desk.work import listed, words
from tests.processes.town import EAST, applied, counted

pytestmark = pytest.mark.usefixtures("town")


@pytest.mark.parametrize(
    "text",
    ["Åkjær", "mette åkj", "720480-1234", "7204801234", "2025-00001", "boligen", "  METTE  "],
)
def test_a_case_is_found(text: str, sign_in: SignIn) -> None:
    listed(
        1,
        citizen_name="Mette Åkjær",
        citizen_cpr="7204801234",
        said="2025-00001 Mette Åkjær søger en bolig",
    )
    page = words(sign_in("anna").post("/find", {"text": text}))
    assert "Mette Åkjær" in page
    assert "1 sag. Tryk på Enter for at åbne den." in page
    assert "720480-••••" in page


def test_the_first_hit_has_the_keyboard_else_the_field(sign_in: SignIn) -> None:
    for number in (1, 2):
        listed(number, said=f"Borger Nr{number}")
    client = sign_in("anna")
    assert re.search(r'<input [^>]*name="text"[^>]*data-focus', words(client.get("/find")))
    page = words(client.post("/find", {"text": "borger"}))
    assert page.count("data-focus") == 1
    assert re.search(r'<a class="work-name"[^>]*data-focus>Borger Nr1', page)
    assert "2 sager" in page


def test_a_closed_case_is_found_and_told_as_closed(sign_in: SignIn) -> None:
    listed(1, status="closed", closed_on=TODAY, said="Borger")
    assert "Lukket" in words(sign_in("anna").post("/find", {"text": "borger"}))


def test_only_what_one_may_see_is_found(library: Library, sign_in: SignIn) -> None:
    limited = AccessRestricted(restricted=True, why="I familie.")
    applied(library).does(limited, by="vera")
    applied(library, EAST)
    for who, found in (("anna", 1), ("birk", 0), ("vera", 1), ("carla", 1), ("petra", 1)):
        page = words(sign_in(who).post("/find", {"text": "7204801234"}))
        assert page.count('class="work-name"') == found, who


def test_who_does_not_handle_cases_is_led_to_no_form(library: Library, sign_in: SignIn) -> None:
    applied(library, EAST)
    assert "registrer" not in words(sign_in("petra").post("/find", {"text": "prøve"}))
    assert "need_uncovered" in words(sign_in("carla").post("/find", {"text": "prøve"}))


def test_nothing_is_told_of_how_to_go_on(sign_in: SignIn) -> None:
    page = words(sign_in("anna").post("/find", {"text": "findesikke"}))
    assert "Prøv færre ord" in page
    assert "/sager/ny" in page
    assert "Skriv, hvad du vil finde." in words(sign_in("anna").post("/find", {"text": " "}))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("\0", "Skriv, hvad du vil finde."),
        ("?!&|", "Der er ingen ord eller tal i det, du skrev."),
        ("b", "Skriv mindst tre bogstaver"),
        ("b o", "Skriv mindst tre bogstaver"),
        ("findes" * 2000, "Der er ingen sager, som du har adgang til, med de ord."),
    ],
)
def test_what_cannot_be_searched_for_is_told(text: str, answer: str, sign_in: SignIn) -> None:
    listed(1)
    assert answer in words(sign_in("anna").post("/find", {"text": text}))


def test_where_it_stands_is_shown_marked_and_safe(library: Library, sign_in: SignIn) -> None:
    applied(library).does(NoteWritten(text="<b>Ringede</b> om kørestolen & rampen."))
    page = sign_in("anna").post("/find", {"text": "koerestol"}).content.decode()
    said = "&lt;b&gt;Ringede&lt;/b&gt; om <mark>kørestolen</mark> &amp; rampen."
    assert said in page
    assert re.search(r'<a href="/sager/[^"]+/forloeb#post-\d+">Notat skrevet</a>', page)


def test_what_one_handles_stands_first_and_says_so(sign_in: SignIn) -> None:
    listed(1, assigned_to="birk", citizen_name="Abel Anden", said="møde")
    listed(2, citizen_name="Åse Anden", said="møde")
    page = words(sign_in("anna").post("/find", {"text": "møde"}))
    assert page.index("Åse Anden") < page.index("Abel Anden")
    assert page.count("· din sag") == 1


def test_what_is_like_it_is_told_as_that(sign_in: SignIn) -> None:
    listed(1, citizen_name="Mette Åkjær")
    page = words(sign_in("anna").post("/find", {"text": "mette åkjar"}))
    assert "Ingen sag har ordene, som du skrev dem." in page
    assert "Mette Åkjær" in page


def test_more_than_a_page_is_told(sign_in: SignIn) -> None:
    for number in range(30):
        listed(number)
    page = words(sign_in("anna").post("/find", {"text": "borger"}))
    assert "Mere end 25 sager. De første står her." in page
    assert page.count('class="work-name"') == 25


@pytest.mark.parametrize("text", ["\0", "' OR 1=1 --", "%", "&|!:*()", "x" * 100_000, "<b>", "٣"])
def test_nonsense_finds_nothing_and_breaks_nothing(text: str, sign_in: SignIn) -> None:
    listed(1)
    answer = sign_in("anna").post("/find", {"text": text})
    assert answer.status_code == 200
    assert "Borger Nr1" not in words(answer)


def test_what_is_searched_for_stands_in_no_address(sign_in: SignIn) -> None:
    listed(1, said="Borger")
    answer = sign_in("anna").get("/find?text=borger")
    assert "Borger Nr1" not in words(answer)
    assert 'method="post"' in words(answer)


def test_a_search_is_at_most_eight_statements(sign_in: SignIn) -> None:
    for number in range(60):
        listed(number, said=f"Borger Nr{number}")
    client = sign_in("anna")
    client.get("/find")
    for text in ("borger", "borger findesikke", "boeger", "7204801234"):
        with counted() as statements:
            client.post("/find", {"text": text})
        assert len(statements) <= 8, statements


def test_a_search_leaves_a_trace_without_its_words(sign_in: SignIn) -> None:
    sign_in("anna").post("/find", {"text": "Mette"})
    look = access.looks_by("anna")[0]
    assert (look.what, look.purpose) == (access.What.SEARCH, "Søgning efter sag")
