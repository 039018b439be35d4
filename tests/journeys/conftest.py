"""Journeys: a real browser on a real server, in Eksempelby.

The town is drawn once into a database that each journey gets a copy of.
"""

import os
import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connections
from django.test.utils import override_settings
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    expect,
)

from kompas.accounts.models import User
from kompas.norms import Library
from kompas.register import health, postgres
from kompas.sample.load import load_cases, load_offers, load_users
from kompas.sample.meetings import plan_meetings
from kompas.sample.town import Town
from kompas.web import norms
from tests.clock import TODAY, stand_still
from tests.register.database import ANY_TIME, Cluster, Database, copy_of_the_template, point_at

SEED, CASES = 1, 120
SLOWEST_MS = 120_000
"""Nothing takes so long, also where others use the machine; only a fault waits to the end."""
expect.set_options(timeout=SLOWEST_MS)
Visitor = Callable[..., Page]


@pytest.fixture(scope="session")
def eksempelby_template(cluster: Cluster, library: Library) -> Iterator[str]:
    """A database with Eksempelby in it."""
    name = f"kompas_eksempelby_{os.getpid()}"
    cluster.run(f"DROP DATABASE IF EXISTS {name}")
    postgres.prepare(cluster.superuser, name)
    point_at(cluster, name)
    health.migrate()
    cluster.run(ANY_TIME, name)
    with pytest.MonkeyPatch.context() as clock:
        stand_still(clock)
        load_users()
        load_offers(library.words)
        town = Town(SEED, TODAY, library)
        load_cases(town, range(CASES))
        plan_meetings(town)
    connections.close_all()
    yield name
    cluster.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def eksempelby(
    cluster: Cluster, eksempelby_template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Database]:
    """A fresh copy of Eksempelby."""
    monkeypatch.setenv("KOMPAS_DATA", str(tmp_path))
    for own in copy_of_the_template(cluster, eksempelby_template):
        point_at(cluster, own.name)
        yield own


@pytest.fixture(scope="session")
def address(library: Library) -> Iterator[str]:
    """Where the server answers: the same as `kompas serve` starts, in a thread of its own."""
    from waitress.server import create_server  # noqa: PLC0415

    norms._held[:] = [library]  # read once for all tests
    files = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(
        STORAGES=files,
        WHITENOISE_USE_FINDERS=True,
        WHITENOISE_AUTOREFRESH=True,
        ALLOWED_HOSTS=["127.0.0.1"],
        # As in the demo; a password takes no time to check.
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        from django.core.handlers.wsgi import WSGIHandler  # noqa: PLC0415

        server = create_server(WSGIHandler(), host="127.0.0.1", port=0, threads=4)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.effective_port}"
        server.close()
        thread.join(timeout=SLOWEST_MS / 1000)


@pytest.fixture
def visitor(
    eksempelby: Database, address: str, chromium: Browser, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Visitor]:
    """Somebody at a screen: `visitor("ronja-elm", "/min-dag")`. Fails on an error of a script."""
    del eksempelby
    stand_still(monkeypatch)
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def come(username: str | None, path: str = "/", **options: Any) -> Page:
        context = chromium.new_context(base_url=address, locale="da-DK", **options)
        contexts.append(context)
        context.set_default_timeout(SLOWEST_MS)
        if username is not None:
            name, value = settings.SESSION_COOKIE_NAME, session_of(username)
            context.add_cookies([{"name": name, "value": value, "url": address}])
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on(
            "console",
            lambda said: troubles.append(said.text) if "Content Security" in said.text else None,
        )
        page.goto(path)
        return page

    yield come
    for context in contexts:
        context.close()
    assert not troubles


def session_of(username: str) -> str:
    """The session of somebody who has signed in; the sign-in itself has a journey of its own."""
    user = User.objects.get(username=username)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)
