"""Front ends side by side: each page behind a rule, a library's own addresses too."""

import sys
from types import ModuleType

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from kompas.accounts.models import User
from kompas.portal.routes import PORTAL
from kompas.site.routes import FRONT_ENDS, ROUTES
from kompas.site.routes import urlpatterns as all_pages
from kompas.web import guard
from kompas.web.guard import Rule
from kompas.web.routes import FrontEnd, Mounted
from tests.processes.town import PEOPLE
from tests.register.database import Database


def answer(request: HttpRequest, number: int = 0) -> HttpResponse:
    del request
    return HttpResponse(f"number {number}")


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> str:
    """A library with two addresses of its own, one of them below another prefix."""
    module = ModuleType("library_urls")
    inner = [path("<int:number>", answer, name="one")]
    module.urlpatterns = [path("", answer, name="all"), path("of/", include(inner))]  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return module.__name__


def mounted(module: str, **rules: Rule) -> FrontEnd:
    return FrontEnd("", (), mounted=[Mounted("library/", module, rules)], sign_in="sign_in")


def asked(front_end: FrontEnd, address: str, username: str | None) -> int:
    urls = ModuleType("site_urls")
    urls.urlpatterns = [*all_pages, *front_end.patterns()]  # type: ignore[attr-defined]
    urls.ROUTES = ROUTES  # type: ignore[attr-defined]
    sys.modules[urls.__name__] = urls
    client = Client()
    if username:
        client.force_login(User.objects.get(username=username))
    with override_settings(ROOT_URLCONF=urls.__name__):
        return client.get(address).status_code


@pytest.mark.parametrize("username", [None, *PEOPLE])
def test_an_address_of_a_library_is_opened_by_whom_its_rule_admits(
    username: str | None, town: Database, library: str
) -> None:
    del town
    front_end = mounted(library, all=guard.LEADS, one=guard.EVERYBODY)
    admitted = {"leif", "vera"}
    expected = 302 if username is None else 200 if username in admitted else 403
    assert asked(front_end, "/library/", username) == expected
    assert asked(front_end, "/library/of/7", username) == 200


def test_an_address_for_which_no_rule_is_named_does_not_start(library: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="'one'"):
        mounted(library, all=guard.LEADS).patterns()


def test_a_page_behind_a_rule_is_not_there_where_nobody_can_sign_in(
    town: Database, library: str
) -> None:
    del town
    hidden = FrontEnd(
        "",
        (),
        mounted=[Mounted("library/", library, {"all": guard.SIGNED_IN, "one": guard.SIGNED_IN})],
    )
    assert asked(hidden, "/library/", None) == 404


def test_no_two_front_ends_share_an_address_or_a_name() -> None:
    routes = [route for front_end in FRONT_ENDS for route in front_end.routes]
    assert (
        len({route.path for route in routes})
        == len({route.name for route in routes})
        == len(routes)
    )


def test_what_is_not_there_in_the_portal_leads_home_in_the_portal(town: Database) -> None:
    del town
    page = Client().get("/standarder/findes-ikke.html")
    assert page.status_code == 404
    assert 'href="/standarder"' in page.content.decode()
    assert PORTAL.menu_of(None) == ()


def test_what_is_no_form_of_ours_is_told_in_words(town: Database) -> None:
    del town
    client = Client()
    client.force_login(User.objects.get(username="anna"))
    answer = client.post("/find", {f"field{n}": "x" for n in range(2000)})
    assert answer.status_code == 400
    assert "ikke en formular, som Kompas kender" in answer.content.decode()
