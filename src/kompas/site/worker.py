"""One of the processes that answer: gunicorn keeps them, waitress talks to the visitors.

waitress reads each request whole before a thread is asked for it, and sends what the thread left to
it, so that who is slow holds no thread. What is slow for too long, or is in the way of others, is
given up (`given_up`).
"""

import os
import time
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.conf import settings
from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ErrorTask

from kompas.limits import UPLOAD_IN_LARGEST
from kompas.site.occupancy import Occupancy
from kompas.web import bare

THREADS = 6
MOST_CONNECTIONS = 1000
"""At once, in one process."""
_CROWDED, _KEPT_IN_A_CROWD = MOST_CONNECTIONS * 3 // 4, MOST_CONNECTIONS // 2
_ARRIVAL_SECONDS = 20
_SLOWEST_BYTES_PER_SECOND = 25_000
"""How long a request may take to arrive, and for what is long, how slowly."""
_IDLE_SECONDS = 75
"""Longer than proxies keep a connection that is not used: nobody is cut off as they begin."""
_ON_THE_WAY_BYTES = 256_000_000
"""What may lie half arrived in one process, on its disk."""
_LOOKED_AFTER_SECONDS = 1.0
_LOOKED_AGAIN_SECONDS, _LEFT_TO_ANOTHER_SECONDS = 0.02, 0.1
"""How often we look whether who stands at the door was let in by the process that has fewer, and
how long they are left to it.
"""


class PlainErrorTask(ErrorTask):  # type: ignore[misc]
    """What waitress refuses by itself, as a page in words."""

    def execute(self) -> None:
        """Send the page, and close."""
        code = self.request.error.code
        page = bare.too_large() if code == 413 else bare.not_understood(code)
        self.status = f"{page.status_code} {page.reason_phrase}"
        self.response_headers.extend(page.items())
        self.set_close_on_finish()
        self.content_length = len(page.content)
        self.write(page.content)


class Channel(HTTPChannel):  # type: ignore[misc]
    """A visitor's connection; `begun` is when the request began that has not arrived whole, in
    seconds of a clock that nobody sets.
    """

    error_task_class = PlainErrorTask
    begun: float | None = None

    def received(self, data: bytes) -> bool:
        """Take in what has come."""
        taken = bool(super().received(data))
        if self.request is None:
            self.begun = None
        elif self.begun is None:
            self.begun = time.monotonic()
        return taken

    @property
    def arrived_bytes(self) -> int:
        """Of the request that has not arrived whole."""
        return self.request.body_bytes_received if self.request is not None else 0


def given_up(channels: Iterable[Channel], now: float) -> list[Channel]:
    """Whose connections are closed: the slow, and while it is crowded who has waited longest.

    Nobody is given up whose request is being answered.
    """
    waiting = [one for one in channels if not one.requests]
    slow = [one for one in waiting if _is_slow(one, now)]
    others = sorted(
        (one for one in waiting if one not in slow),
        key=lambda one: (one.begun is None, one.begun or one.last_activity),
    )
    crowd = len(others) - _KEPT_IN_A_CROWD if len(others) > _CROWDED else 0
    kept = others[crowd:]
    heavy = []
    on_the_way = sum(one.arrived_bytes for one in kept)
    for one in sorted(kept, key=lambda one: -one.arrived_bytes):
        if on_the_way <= _ON_THE_WAY_BYTES:
            break
        heavy.append(one)
        on_the_way -= one.arrived_bytes
    return [*slow, *others[:crowd], *heavy]


def _is_slow(one: Channel, now: float) -> bool:
    if one.begun is None:
        return False
    return now - one.begun > _ARRIVAL_SECONDS + one.arrived_bytes / _SLOWEST_BYTES_PER_SECOND


class BufferingWorker(Worker):  # type: ignore[misc]
    """Answers until told to end; then what has come is answered, and no more is taken.

    `occupancy` and the process's `row` in it are given before it is split off.
    """

    occupancy: Occupancy | None = None
    row: int | None = None

    def run(self) -> None:
        """Answer. Ends when told to, or when the process that keeps us is gone."""
        self.map: dict[int, Any] = {}
        made = create_server(self.wsgi, map=self.map, **options([s.sock for s in self.sockets]))
        self.servers = [one for one in self.map.values() if isinstance(one, BaseWSGIServer)]
        for server in self.servers:
            server.channel_class = Channel
            if self.occupancy:
                server.readable = partial(self._looks_at_the_door, server)
                server.handle_accept = partial(self._opens, server)
        while self.alive and self.ppid == os.getppid():
            self._turn(_LOOKED_AFTER_SECONDS)
        self._finish()
        made.task_dispatcher.shutdown(cancel_pending=False)

    def _turn(self, seconds: float) -> None:
        """Let the connections go on until something has happened; look after them now and then."""
        looks_again = self._looks_again_at - time.monotonic()
        if looks_again > 0:
            seconds = min(seconds, looks_again)
        if self.occupancy:
            self.occupancy.tell(self.row, len(self._channels()))
        self._somebody_stood_there = False
        wasyncore.loop(timeout=seconds, use_poll=True, map=self.map, count=1)
        now = time.monotonic()
        if looks_again <= 0 and not self._somebody_stood_there:
            self._first_seen_at = None
        full = any(server.in_connection_overflow for server in self.servers)
        if full or now - self._looked_after >= _LOOKED_AFTER_SECONDS:
            self._looked_after = now
            self.notify()
            for one in given_up(self._channels(), now):
                one.handle_close()

    _looked_after = 0.0
    _looks_again_at = 0.0
    _first_seen_at: float | None = None
    _somebody_stood_there = False

    def _looks_at_the_door(self, server: Any) -> bool:
        return bool(BaseWSGIServer.readable(server)) and time.monotonic() >= self._looks_again_at

    def _opens(self, server: Any) -> None:
        """Let in who stands at the door; for a moment they are left to a process with fewer."""
        now = time.monotonic()
        self._somebody_stood_there = True
        if self._first_seen_at is None:
            self._first_seen_at = now
        waits = now - self._first_seen_at < _LEFT_TO_ANOTHER_SECONDS
        ours = len(self._channels())
        if waits and self.occupancy and self.occupancy.another_has_fewer(self.row, ours):
            self._looks_again_at = now + _LOOKED_AGAIN_SECONDS
            return
        self._first_seen_at = None
        BaseWSGIServer.handle_accept(server)
        if self.occupancy:
            self.occupancy.tell(self.row, len(self._channels()))

    def _channels(self) -> list[Channel]:
        return [one for server in self.servers for one in server.active_channels.values()]

    def _finish(self) -> None:
        """Who has come to the door is let in, and everybody inside is answered."""
        if self.occupancy:
            self.occupancy.close(self.row)
            self.occupancy = None
        for server in self.servers:
            known = -1
            while known != len(server.active_channels):
                known = len(server.active_channels)
                BaseWSGIServer.handle_accept(server)
            server.del_channel()
        self._turn(0)
        while any(one.requests or one.request or one.writable() for one in self._channels()):
            self._turn(_LOOKED_AFTER_SECONDS / 10)


def options(sockets: Sequence[Any]) -> dict[str, Any]:
    """What waitress is told. Who the visitor is behind a proxy is `kompas.site.proxies`' to say."""
    return {
        "sockets": list(sockets),
        "threads": THREADS,
        "ident": None,
        "connection_limit": MOST_CONNECTIONS,
        "channel_timeout": _IDLE_SECONDS,
        "cleanup_interval": 10,
        # Somewhat larger than what may come at once: who brings more is told by the page.
        "max_request_body_size": UPLOAD_IN_LARGEST * settings.DOCUMENT_MAX_BYTES + 5_000_000,
        "max_request_header_size": 32_768,
        # No answer is so long that it holds its thread until a slow visitor has it.
        "outbuf_high_watermark": 4 * settings.DOCUMENT_MAX_BYTES + 64_000_000,
        "clear_untrusted_proxy_headers": False,
        "asyncore_use_poll": True,
        "log_socket_errors": False,
    }
