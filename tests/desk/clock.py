"""The day on which the screens believe to be, so that a story of 2026 does not age."""

from datetime import UTC, datetime, tzinfo

import pytest

from kompas.desk import middleware

NOW = datetime(2026, 6, 21, 9, tzinfo=UTC)
"""Three weeks after the stories' own day (`tests.spec.case.stories.TODAY`)."""


class _InJune(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return NOW.astimezone(tz)


@pytest.fixture
def in_june(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every visit is on 21 June 2026."""
    monkeypatch.setattr(middleware, "datetime", _InJune)
