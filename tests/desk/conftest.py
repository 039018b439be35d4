"""Every test of the desk has a town in its database, and a browser without a screen: Django's own
client, signed in as somebody who works there.
"""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.test.utils import override_settings

from kompas.accounts.models import User
from tests.clock import stand_still
from tests.processes.town import settle
from tests.register.database import Database

_PLAIN_FILES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def plain_files() -> Iterator[None]:
    """Static files by their own names: nothing is gathered for a test."""
    with override_settings(
        STORAGES=_PLAIN_FILES,
        WHITENOISE_USE_FINDERS=True,
        WHITENOISE_AUTOREFRESH=True,
        ALLOWED_HOSTS=["testserver"],
    ):
        yield


@pytest.fixture(autouse=True)
def one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every visit is on 21 June 2026."""
    stand_still(monkeypatch)


@pytest.fixture
def town(database: Database) -> Database:
    """Two units and those who work there (`tests.processes.town`)."""
    settle()
    return database


@pytest.fixture
def sign_in(town: Database) -> SignIn:  # noqa: ARG001 - they must be there
    """Somebody's browser: `sign_in("anna")`."""

    def as_user(username: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(username=username))
        return client

    return as_user
