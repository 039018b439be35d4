"""Whose connections are given up: the slow, and in a crowd those who have waited longest."""

from dataclasses import dataclass, field
from typing import cast

import pytest

from kompas.site import worker
from kompas.site.worker import Channel, given_up

NOW = 1_000_000.0
MB = 1_000_000


@dataclass(eq=False)
class Connection:
    """What is asked of a connection."""

    begun: float | None = None
    arrived_bytes: int = 0
    last_activity: float = NOW
    requests: list[object] = field(default_factory=list)


def gone(*connections: Connection) -> list[Connection]:
    return cast("list[Connection]", given_up(cast("list[Channel]", list(connections)), NOW))


@pytest.mark.parametrize(
    ("seconds", "arrived", "slow"),
    [
        (1, 0, False),
        (19, 0, False),
        (21, 0, True),  # a header that drips
        (30, MB, False),  # a document over a slow line
        (30, 10, True),  # a body that drips
        (1000, 25 * MB, False),
        (1100, 25 * MB, True),
    ],
)
def test_what_arrives_too_slowly_is_given_up(seconds: int, arrived: int, slow: bool) -> None:
    one = Connection(begun=NOW - seconds, arrived_bytes=arrived)
    assert gone(one) == ([one] if slow else [])
    being_answered = Connection(NOW - seconds, arrived, requests=[object()])
    assert gone(being_answered) == []


def test_a_connection_that_rests_between_two_requests_is_kept() -> None:
    assert gone(Connection(last_activity=NOW - 60)) == []


def test_in_a_crowd_who_has_not_asked_goes_first_and_who_is_answered_stays() -> None:
    answered = [Connection(requests=[object()]) for _ in range(100)]
    resting = [Connection(last_activity=NOW - n) for n in range(200)]
    dripping = [Connection(begun=NOW - n / 100, arrived_bytes=1) for n in range(700)]
    left = gone(*answered, *resting, *dripping)
    assert len(left) == 900 - worker.MOST_CONNECTIONS // 2
    assert set(map(id, left)) <= set(map(id, dripping))
    assert left[0] is dripping[-1]
    assert gone(*answered, *resting, *dripping[:500]) == []


def test_what_lies_half_arrived_has_a_bound() -> None:
    heavy = [Connection(begun=NOW - 1, arrived_bytes=50 * MB) for _ in range(8)]
    light = [Connection(begun=NOW - 1, arrived_bytes=1000) for _ in range(50)]
    left = gone(*light, *heavy)
    assert len(left) == 3
    assert set(map(id, left)) <= set(map(id, heavy))
