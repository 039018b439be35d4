"""The process that keeps the embedded PostgreSQL for as long as somebody uses it.

`kompas.register.postgres` starts one of these; PostgreSQL is its child. Whoever uses the server
holds a shared lock on `USERS`, which the kernel lets go of when the process ends, however it ends.
When nobody holds it, PostgreSQL is stopped; and should this process be killed, the kernel stops it.

It imports nothing that is slow, for it stands beside every command.
"""

import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

LOCK = "postgres.lock"
"""The file in the data folder by which those who start and stop the server wait for each other."""
USERS = "postgres.users"
"""The file that everybody who uses the server holds."""
KEEPER = "postgres.keeper"
"""The file that the one process holds which keeps the server."""

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of <linux/prctl.h>
_CONTROL = getattr(ctypes.CDLL(None), "prctl", None)  # found before anything is split off


class FolderLock:
    """One process at a time, and one thread of it, starts or stops the server of a folder.

    The lock is a file in the folder, and goes with whoever holds it. Where the folder is gone,
    there is nothing to guard and nothing is made.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / LOCK
        self._held = threading.local()

    def __enter__(self) -> Self:
        self._held.descriptor = None
        with suppress(FileNotFoundError):
            self._held.descriptor = opened(self._file)
            fcntl.flock(self._held.descriptor, fcntl.LOCK_EX)
        return self

    def __exit__(self, *_error: object) -> None:
        if self._held.descriptor is not None:
            os.close(self._held.descriptor)


def opened(file: Path) -> int:
    """A file to hold a lock on, made where it is missing, for its owner only."""
    return os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)


def is_held(file: Path) -> bool:
    """Whether anybody holds a lock on a file."""
    with _briefly(file) as descriptor:
        return not taken(descriptor)


def is_shared(file: Path) -> bool:
    """Whether those who hold a lock on a file would let others hold it too."""
    with _briefly(file) as descriptor:
        return not taken(descriptor) and taken(descriptor, fcntl.LOCK_SH)


def taken(descriptor: int, lock: int = fcntl.LOCK_EX) -> bool:
    """Whether the lock on an open file could be had at once; it is ours then."""
    try:
        fcntl.flock(descriptor, lock | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def as_server() -> Mapping[str, Any]:
    """As whom PostgreSQL's programs run: as ourselves, or as a user of their own for root."""
    if os.getuid() != 0:
        return {}
    import pwd  # noqa: PLC0415 - only for root

    entry = pwd.getpwnam("pgserver")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def die_with_parent() -> None:
    """In a child that was just split off: end in order when its parent does. On Linux."""
    if _CONTROL is not None:
        _CONTROL(_DIE_WITH_PARENT, signal.SIGINT)


@contextmanager
def _briefly(file: Path) -> Iterator[int]:
    descriptor = opened(file)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


# ---------------------------------------------------------------- the process


def main(folder: Path, programs: Path) -> int:
    """Keep the server of a folder until nobody uses it. Who starts this hands `KEEPER` over."""
    server = _started(folder / "postgres", programs)
    threading.Thread(target=_end_with, args=(server,), daemon=True).start()
    with _briefly(folder / USERS) as users:
        # Waits until nobody is left. Who comes from here on waits until all has ended.
        fcntl.flock(users, fcntl.LOCK_EX)
        server.send_signal(signal.SIGINT)
        return server.wait()


def _started(data: Path, programs: Path) -> subprocess.Popen[bytes]:
    if (data / "postmaster.pid").exists():
        # Left by a keeper that was killed. Where it does not run, this says so and goes on.
        stop = [str(programs / "pg_ctl"), "stop", "-w", "-m", "fast", "-D", str(data)]
        subprocess.run(stop, check=False, capture_output=True, cwd=data, **as_server())  # noqa: S603
    arguments = ["-D", str(data), "-c", "listen_addresses=", "-k", str(data)]
    with (data / "log").open("ab") as log:
        return subprocess.Popen(  # noqa: S603 - a program of the wheel, with arguments of our own
            [programs / "postgres", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=data,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - no thread has been started yet
            **as_server(),
        )


def _end_with(server: subprocess.Popen[bytes]) -> None:
    """A server that ended leaves nothing to keep."""
    server.wait()
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
