"""What all tests share: the norms that Kompas ships, read once, one PostgreSQL, one browser."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from random import Random
from typing import NoReturn

import pytest
from django.db import connections
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from kompas.norms import Library, load
from tests.register.database import cluster, database, fresh_database, shared_database
from tools import browser as browsers

__all__ = ["cluster", "database", "fresh_database", "shared_database"]


# Playwright keeps an event loop in the main thread, and Django then refuses to ask the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# How long an example takes is no fault of the code on a busy machine. Every run draws the same
# examples, so that a change is judged by itself; KOMPAS_TEST_EXPLORE=1 draws others each time.
settings.register_profile(
    "kompas",
    derandomize=not os.environ.get("KOMPAS_TEST_EXPLORE"),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("kompas")


_LONG = frozenset({"journeys", "operations", "generative"})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`KOMPAS_TEST_ORDER=3` draws the order of the files, and of the tests in each, by that seed:
    none may need what another left behind. Else files of few long tests come first, so that no
    worker is left alone with one at the end (`--no-loadscope-reorder`).
    """
    items.sort(key=lambda item: not _LONG.intersection(item.path.parts))
    if seed := os.environ.get("KOMPAS_TEST_ORDER"):
        drawn = Random(seed)  # noqa: S311 - no secret
        files = {item.path: drawn.random() for item in items}
        items.sort(key=lambda item: (files[item.path], drawn.random()))


@pytest.fixture(autouse=True)
def _no_norms_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that is told of a folder by `--norms` leaves it to no other test."""
    monkeypatch.setenv("KOMPAS_NORMS", "")


@pytest.fixture(autouse=True)
def _only_who_asks_has_a_database(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that asks for no database finds none, and not the one that the test before it left."""
    with ExitStack() as kept_out:
        if "cluster" not in request.fixturenames:
            for connection in connections.all():
                kept_out.enter_context(connection.execute_wrapper(_nobody_asked))
        yield


def _nobody_asked(*_statement: object) -> NoReturn:
    raise AssertionError("the test uses a database that it has not asked for")


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped norms."""
    return load()


_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
"""No service of its own behind the tests' back."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser. It is there: `make test` sees to that."""
    executable = browsers.find()
    assert executable, "no browser: run `make browser`"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=_ARGUMENTS)
        yield started
        started.close()
