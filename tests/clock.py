"""The moment at which tests stand: a story of 2026 does not age, and no test sees midnight pass."""

from datetime import UTC, datetime, tzinfo
from importlib import import_module

import pytest

from kompas.casework.record import danish_day

NOW = datetime(2026, 6, 21, 9, tzinfo=UTC)
"""Three weeks after the stories' own day (`tests.spec.case.stories.TODAY`); the same day anywhere
in Europe."""
TODAY = danish_day(NOW)

READERS = (
    "kompas.accounts.sign_in",
    "kompas.cli.inputs",
    "kompas.cli.record",
    "kompas.web.middleware",
    "kompas.portal.screens.public",
    "kompas.sample.load",
    "kompas.sample.meetings",
    "kompas.desk.screens.sign_in",
    "kompas.desk.screens.units",
)
"""The modules that read the clock; all others are told the time (`tests/guards/test_clocks.py`)."""


class _Still(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return NOW.astimezone(tz)


def stand_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """For the rest of the test it is NOW wherever Kompas asks."""
    for reader in READERS:
        monkeypatch.setattr(import_module(reader), "datetime", _Still)
    # Sessions end by Django's clock, and are removed by ours.
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
