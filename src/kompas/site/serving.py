"""The server of the screens: gunicorn keeps the processes, `worker` answers in them.

Any number of servers may run in front of one database; a proxy of one's own does TLS.
"""

import gc
import os
import resource
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

from django.db import connections
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from kompas.norms import NormError
from kompas.portal.screens import public
from kompas.register.environment import value_of
from kompas.site import static_files
from kompas.site.occupancy import Occupancy
from kompas.site.worker import MOST_CONNECTIONS, BufferingWorker
from kompas.web.norms import read_anew

_PORTS_TRIED = 50
_MOST_BY_DEFAULT = 8
"""More processes than these have to be asked for: each has connections to the database."""
_ROWS_FOR_EACH = 8
"""While norms are read anew there are new processes beside those that end, more than once maybe."""


def prepare() -> None:
    """Gather the static files, read the norms, make the public pages: before the first visitor."""
    static_files.collect()
    read_anew()
    public.make_ready()


def _prepare_again(keeper: Any) -> None:
    """At SIGHUP. What cannot be used is told, and what was read before stays."""
    try:
        prepare()
    except (NormError, OSError):
        keeper.log.exception("The norms or files could not be read anew; those before are used.")


def listening(host: str, wanted: int, *, or_next: bool = False) -> socket.socket:
    """A socket on the port that is wanted; with `or_next` on the next that nobody listens on.

    Raises OSError where there is none.
    """
    last = wanted + (_PORTS_TRIED if or_next else 1)
    for port in range(wanted, last):
        opened = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            opened.bind((host, port))
            opened.listen(socket.SOMAXCONN)
        except OSError:
            opened.close()
            if port == last - 1:
                raise
            continue
        return opened
    raise OSError(wanted)


def is_handed_a_socket() -> bool:
    """Whether systemd has opened the socket, and keeps it while we are started anew."""
    return os.environ.get("LISTEN_PID") == str(os.getpid())


def processes() -> int:
    """How many processes answer."""
    given = value_of("KOMPAS_PROCESSES")
    return int(given) if given else max(2, min(_MOST_BY_DEFAULT, len(os.sched_getaffinity(0))))


def serve(opened: socket.socket | None, ready: Callable[[], None]) -> None:
    """Answer until stopped. `ready` is called when visitors are let in.

    SIGTERM: all that has come is answered first. SIGHUP: norms and public pages are read anew, and
    new processes take over.
    """
    _make_room_for_connections()
    with _counting_together():
        connections.close_all()  # not to be shared by the processes that are split off
        gc.freeze()  # what is read is theirs together
        ours = os.getpid()
        try:
            _Site(opened, ready).run()
        except SystemExit as ended:
            if os.getpid() != ours:
                # One of the processes: what was begun before it is not its to end.
                os._exit(ended.code if isinstance(ended.code, int) else 1)
            if ended.code:
                raise


_COUNTS = "PROMETHEUS_MULTIPROC_DIR"


@contextmanager
def _counting_together() -> Iterator[None]:
    """A folder in which all processes count (`kompas.web.metrics`); told before it is imported."""
    with tempfile.TemporaryDirectory(prefix="kompas-counts-") as folder:
        os.environ[_COUNTS] = folder
        ours = os.getpid()
        try:
            yield
        finally:
            if os.getpid() == ours:
                del os.environ[_COUNTS]


def _count_as_ended(pid: int) -> None:
    from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415 - told where first

    mark_process_dead(pid)  # type: ignore[no-untyped-call]


def _make_room_for_connections() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4 * MOST_CONNECTIONS
    if soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


class _Site(BaseApplication):  # type: ignore[misc]
    """The site as gunicorn is told of it."""

    def __init__(self, opened: socket.socket | None, ready: Callable[[], None]) -> None:
        self._opened, self._ready = opened, ready
        self._occupancy = Occupancy(_ROWS_FOR_EACH * processes())
        super().__init__()

    def load_config(self) -> None:
        """How it is kept."""
        told: dict[str, Any] = {
            "workers": processes(),
            "worker_class": BufferingWorker,
            "logger_class": _Log,
            "timeout": 120,
            "graceful_timeout": 60,
            "control_socket_disable": True,
            "when_ready": lambda _keeper: self._ready(),
            "on_reload": _prepare_again,
            "pre_fork": self._give_row,
            "child_exit": self._take_back_row,
        }
        if self._opened is not None:
            # gunicorn closes the number that it is given.
            with closing(self._opened.dup()) as copy:
                told["bind"] = f"fd://{copy.detach()}"
        for name, value in told.items():
            self.cfg.set(name, value)

    def _give_row(self, _keeper: Any, worker: BufferingWorker) -> None:
        worker.occupancy, worker.row = self._occupancy, self._occupancy.give()

    def _take_back_row(self, _keeper: Any, worker: BufferingWorker) -> None:
        self._occupancy.take_back(worker.row)
        _count_as_ended(worker.pid)

    def load(self) -> Any:
        """What answers."""
        from kompas.site.wsgi import application  # noqa: PLC0415 - after the setup

        return application


class _Log(Logger):  # type: ignore[misc]
    """gunicorn's own lines go where all the others go, in the same form."""

    def setup(self, cfg: Any) -> None:
        """Nothing of its own."""
        self.cfg = cfg
        self.error_log.propagate = True
        self._access_log_enabled = False
