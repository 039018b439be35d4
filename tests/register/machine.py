"""A PostgreSQL that the machine has, as Debian packs it: a throwaway server for the tests.

Run as root, it is the package's own user `postgres` who runs it; else whoever runs the tests. It
listens on a socket in a temporary folder only, and waits for no disk.
"""

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from psycopg.conninfo import make_conninfo

from kompas.register.health import OLDEST_POSTGRESQL

INSTALLED = Path("/usr/lib/postgresql")
INSTALL = "apt-get install --yes postgresql"
_SYSTEM_USER = "postgres"


class NoServerError(Exception):
    """The machine has no PostgreSQL that will do; says what mends it."""


def programs(installed: Path = INSTALLED) -> Path | None:
    """Where the newest version's programs lie; None where none is new enough."""
    found = {
        int(place.parent.parent.name): place.parent
        for place in installed.glob("*/bin/initdb")
        if place.parent.parent.name.isdigit()
    }
    usable = [version for version in found if version >= OLDEST_POSTGRESQL]
    return found[max(usable)] if usable else None


@dataclass(frozen=True)
class Server:
    """A server in a folder of its own."""

    programs: Path
    folder: Path

    @property
    def superuser(self) -> str:
        return make_conninfo(host=str(self.folder), user="postgres", dbname="postgres")

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off"
        self._run("pg_ctl", "start", "-w", "-s", "-l", str(self.log), "-o", options, *self._data)

    def stop(self) -> None:
        """As if the power went."""
        self._run("pg_ctl", "stop", "-w", "-s", "-m", "immediate", *self._data)

    def remove(self) -> None:
        """Stop it, should it run, and leave nothing."""
        if (self.folder / "data" / "postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self.folder)

    def make(self) -> None:
        text = ("--encoding=UTF8", "--locale=C.UTF-8")
        self._run("initdb", "--no-sync", "--auth=trust", "--username=postgres", *text, *self._data)

    @property
    def _data(self) -> tuple[str, str]:
        return "-D", str(self.folder / "data")

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self.programs / program, *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
            user=_SYSTEM_USER if os.getuid() == 0 else None,
        )


def started(installed: Path = INSTALLED) -> Server:
    """A new server that runs. Raises NoServerError where the machine has none new enough."""
    place = programs(installed)
    if place is None:
        mend = INSTALL if os.getuid() == 0 else f"sudo {INSTALL}"
        raise NoServerError(
            f"No PostgreSQL {OLDEST_POSTGRESQL} or newer in {installed}."
            f" On Debian and Ubuntu this mends it: {mend}"
        )
    server = Server(place, Path(tempfile.mkdtemp(prefix="kompas-pg-")))
    try:
        if os.getuid() == 0:
            shutil.chown(server.folder, _SYSTEM_USER)
        server.make()
        server.start()
    except BaseException:
        server.remove()
        raise
    return server
