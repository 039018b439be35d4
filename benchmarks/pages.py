"""Pages of the desk, as a signed-in caseworker gets them, beside a bare Django page of fifty rows.

The bare page is what Django's own start of a project gives: its middleware, fifty objects of the
ORM by primary key, a table by Django's templates. Nobody is signed in there, nothing is looked up
of access, nothing is logged and nothing is drawn.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

os.environ["DJANGO_SETTINGS_MODULE"] = "kompas.site.settings"
os.environ["KOMPAS_DEBUG"] = "1"  # static files by their own names: nothing is gathered here

from django.conf import settings
from django.db import connection, connections
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path

from benchmarks import place
from benchmarks.lists import DRAWN, QUICK, SIZES
from benchmarks.measure import Contender, interleaved, report
from kompas.accounts.models import User
from kompas.norms import load
from kompas.register.models import CaseSummary
from kompas.sample.load import load_cases
from kompas.sample.town import Town
from kompas.site import routes

ROUNDS = 10 if QUICK else 60
BARE = "bare Django page of 50 rows"
WORKER = "ronja-elm"

_PAGE = Engine().from_string(
    "<!doctype html><title>Cases</title><table>{% for c in cases %}<tr>"
    "<td>{{ c.citizen_name }}</td><td>{{ c.case_number }}</td><td>{{ c.status }}</td>"
    "<td>{{ c.service }}</td>"
    "<td>{{ c.due_on|date }}</td><td>{{ c.assigned_to }}</td></tr>{% endfor %}</table>"
)
_STARTPROJECT = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
_ids: list[UUID] = []


def bare(request: HttpRequest) -> HttpResponse:
    """Fifty rows in a table."""
    del request
    cases = CaseSummary.objects.filter(pk__in=_ids)
    return HttpResponse(_PAGE.render(Context({"cases": cases})))


ROUTES = routes.ROUTES
urlpatterns = [*routes.urlpatterns, path("bare", bare)]


@dataclass(frozen=True, slots=True)
class Desk:
    """A database of a size, with somebody who is signed in there."""

    size: int
    connection: Any
    client: Client
    cases: Sequence[UUID]
    names: Sequence[str]


def main() -> None:
    """Fill the databases, then ask for the same pages in all of them, in turns."""
    settings.ROOT_URLCONF = __name__
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.DEBUG = False
    plain = Client()
    with_all = settings.MIDDLEWARE
    settings.MIDDLEWARE = _STARTPROJECT
    plain.handler.load_middleware()
    settings.MIDDLEWARE = with_all
    with place.server() as superuser:
        _fill(superuser)
        desks = [_opened(superuser, size) for size in SIZES]
        asked: dict[str, Contender] = {}
        statements: dict[str, int] = {}
        for desk in desks:
            connections["default"] = desk.connection
            for name, work in _asked_of(desk, plain).items():
                statements[name] = max(statements.get(name, 0), _counted(work))
                asked[f"{name}, {desk.size:,}"] = _at(desk, work)
        timings = interleaved(asked, rounds=ROUNDS, block=5)
    report("pages", timings, f"{BARE}, {SIZES[0]:,}", {"SQL": statements})


def _asked_of(desk: Desk, plain: Client) -> dict[str, Contender]:
    def get(where: str) -> HttpResponse:
        answer = desk.client.get(where)
        assert answer.status_code == 200, (where, answer.status_code)
        return answer

    def search(number: int) -> HttpResponse:
        answer = desk.client.post("/find", {"text": desk.names[number % len(desk.names)]})
        assert answer.status_code == 200
        return answer

    return {
        BARE: lambda _n: plain.get("/bare"),
        "my day": lambda _n: get("/min-dag"),
        "a search": search,
        "a case": lambda n: get(f"/sager/{desk.cases[n % len(desk.cases)]}"),
        "the norms of a case": lambda n: get(f"/sager/{desk.cases[n % len(desk.cases)]}/regler"),
    }


def _fill(superuser: str) -> None:
    library = load()
    place.make_database(superuser, "drawn")
    load_cases(Town(place.SEED, place.TODAY, library), range(min(DRAWN, SIZES[0])))
    for size in SIZES:
        place.make_database(superuser, f"desk_{size}", like="drawn")
        place.multiply(size)
        place.settle_down(superuser, f"desk_{size}")


def _opened(superuser: str, size: int) -> Desk:
    opened = place.connected_to(superuser, f"desk_{size}")
    connections["default"] = opened
    client = Client()
    client.force_login(User.objects.get(username=WORKER))
    with opened.cursor() as cursor:
        cursor.execute(
            "SELECT s.case_id FROM case_summary s WHERE s.assigned_to = %s AND EXISTS"
            " (SELECT FROM case_event e WHERE e.case_id = s.case_id) LIMIT 50",
            (WORKER,),
        )
        cases = [row[0] for row in cursor.fetchall()]
        cursor.execute(
            "SELECT citizen_name FROM case_summary WHERE assigned_to = %s LIMIT 50", (WORKER,)
        )
        names = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT case_id FROM case_summary LIMIT 50")
        _ids[:] = [row[0] for row in cursor.fetchall()]
    return Desk(size, opened, client, cases, names)


def _counted(work: Contender) -> int:
    work(0)  # what is read once only
    with CaptureQueriesContext(connection) as captured:
        work(1)
    return len(captured)


def _at(desk: Desk, work: Contender) -> Contender:
    def there(number: int) -> object:
        connections["default"] = desk.connection
        return work(number)

    return there
