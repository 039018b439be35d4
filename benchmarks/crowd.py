"""Sixteen people at work at once in a town of 2,000 cases, on one server process and on two.

`kompas serve` as it is installed, behind no proxy, in a folder of its own. Each person is a user of
their own, signs in with a password as anybody does, has one connection, and asks the next thing
when the last is answered: of twelve things, four open a case, three my day, two search, one reads
the norms of a case, and two write a note (the form, then the note), half of the notes in one case
of the unit that all of it write in. The client runs on the same machine and takes of its
processors.
"""

import http.client
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.measure import QUICK

PEOPLE, CASES = 16, 2_000
ROUNDS, REQUESTS = (1, 60) if QUICK else (5, 120)
"""How often each number of processes has its turn, and the requests of each person in one."""
MIX = ("case", "day", "search", "case", "note", "day", "case", "norms", "search", "day", "case",
       "shared note")  # fmt: skip
_PEOPLE = """
import json, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "kompas.site.settings"
from kompas import register
register.setup(fictional=True)
from django.db import connections
from kompas.accounts import administration
from kompas.accounts.models import User
from kompas.accounts.roles import Role
with connections["owner"].cursor() as cursor:
    cursor.execute("SELECT assigned_to, unit, array_agg(case_id::text), array_agg(citizen_name)"
        " FROM case_summary WHERE closed_on IS NULL AND NOT restricted"
        " GROUP BY 1, 2 HAVING count(*) >= 5 ORDER BY count(*) DESC, 1 LIMIT %s",
        [int(sys.argv[1])])
    found = cursor.fetchall()
for username, unit, _cases, _names in found:
    if User.objects.filter(username=username).exists():
        administration.set_password(username, sys.argv[2])
    else:
        administration.make_user(username, username, sys.argv[2])
        administration.grant_role(username, Role.CASEWORKER, unit)
print(json.dumps([
    {"username": username, "unit": unit, "cases": cases, "names": names}
    for username, unit, cases, names in found]))
"""
"""Who has most cases; the town's caseworkers beyond the demo's become users. All get a password."""
_PASSWORD = "vinduet-staar-aabent-8"  # noqa: S105 - of a folder that is thrown away


@dataclass
class Turn:
    """What one number of processes did in one turn."""

    seconds: float
    server_ms: float
    """Milliseconds of a processor a request, of the server's processes."""
    database_ms: float
    others_share: float
    """How much of the machine's processors all others took meanwhile, this client left out."""
    took_ms: list[float]
    errors: list[str]

    @property
    def a_second(self) -> float:
        """Requests answered."""
        return len(self.took_ms) / self.seconds


@dataclass
class Person:
    """Somebody at a screen, with a connection of their own."""

    port: int
    username: str
    unit: str
    cases: Sequence[str]
    names: Sequence[str]
    shared: str
    cookies: dict[str, str] = field(default_factory=dict)
    took_ms: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    _open: http.client.HTTPConnection | None = None

    def signs_in(self) -> None:
        """By name and password, on the form."""
        self.sends("/log-ind", "/log-ind", username=self.username, password=_PASSWORD)

    def works(self, requests: int) -> None:
        """Ask for one thing after the other."""
        for number in count():
            if len(self.took_ms) >= requests:
                return
            case = self.cases[number % len(self.cases)]
            match MIX[number % len(MIX)]:
                case "case":
                    self.asks("GET", f"/sager/{case}")
                case "day":
                    self.asks("GET", "/min-dag")
                case "search":
                    self.sends("/min-dag", "/find", text=self.names[number % len(self.names)])
                case "norms":
                    self.asks("GET", f"/sager/{case}/regler")
                case "note":
                    self.notes(case)
                case _:
                    self.notes(self.shared)

    def notes(self, case: str) -> None:
        """Open the form of a note, and record one."""
        form = f"/sager/{case}/registrer/note_written"
        self.sends(form, form, note="Ringede og aftalte et møde.")

    def sends(self, seen: str, to: str, **typed: str) -> None:
        """Send what was typed in a form of a page."""
        page = self.asks("GET", seen)
        hidden = dict(re.findall(r'type="hidden" name="(\w+)"\s+value="([^"]*)"', page))
        self.asks("POST", to, urlencode({**hidden, **typed}))

    def asks(self, method: str, path: str, body: str | None = None) -> str:
        """One request; what is no success is an error."""
        connection = self._open or http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        self._open = connection
        headers = {"Cookie": "; ".join(f"{name}={kept}" for name, kept in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            content = answer.read().decode()
            for cookie in answer.msg.get_all("Set-Cookie", ()):
                name, _, kept = cookie.partition(";")[0].partition("=")
                self.cookies[name] = kept
        except OSError as error:
            self.errors.append(f"{method} {path}: {error}")
            connection.close()
            self._open = None
            return ""
        finally:
            self.took_ms.append(1000 * (time.perf_counter() - began))
        # A form that is refused comes back as a page; one that is recorded leads on.
        went_well = (302, 303) if method == "POST" and path != "/find" else (200,)
        if answer.status not in went_well:
            self.errors.append(f"{method} {path}: {answer.status}")
        return content


def main() -> None:
    """Both numbers of processes in turns, on the same town."""
    if os.cpu_count() == 1:
        sys.exit("Two processes are no faster than one on a single processor.")
    with _town() as (folder, people):
        turns: dict[int, list[Turn]] = {1: [], 2: []}
        for _round in range(ROUNDS):
            for processes, done in turns.items():
                done.append(_turn(folder, people, processes))
    _tell(turns)


def _tell(turns: dict[int, list[Turn]]) -> None:
    print(f"\n{PEOPLE} people, {CASES} cases, {os.cpu_count()} processors, median of {ROUNDS}\n")
    print("| processes | requests a second | p50 ms | p95 ms | processor ms a request: server |"
          " PostgreSQL | taken by others | errors |")  # fmt: skip
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for processes, done in turns.items():
        took = [statistics.quantiles(one.took_ms, n=20) for one in done]
        figures: list[Callable[[], float]] = [
            lambda done=done: statistics.median(one.a_second for one in done),
            lambda took=took: statistics.median(one[9] for one in took),
            lambda took=took: statistics.median(one[18] for one in took),
            lambda done=done: statistics.median(one.server_ms for one in done),
            lambda done=done: statistics.median(one.database_ms for one in done),
            lambda done=done: 100 * statistics.median(one.others_share for one in done),
        ]
        cells = " | ".join(f"{figure():.1f}" for figure in figures)
        print(f"| {processes} | {cells} | {sum(len(one.errors) for one in done)} |")
    one, two = (statistics.median(turn.a_second for turn in turns[n]) for n in (1, 2))
    print(f"\ntwo processes, of one: {two / one:.2f}")
    for error in sorted({error for done in turns.values() for one in done for error in one.errors}):
        print(error)


@contextmanager
def _town() -> Iterator[tuple[Path, list[dict[str, Any]]]]:
    """A folder with the town in it, and the people with their sessions."""
    folder = Path(tempfile.mkdtemp(prefix="kompas-benchmark-"))
    try:
        _kompas(folder, "-m", "kompas.cli", "sample", "--cases", str(CASES))
        people = json.loads(_kompas(folder, "-c", _PEOPLE, str(PEOPLE), _PASSWORD))
        yield folder, people
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _kompas(folder: Path, *words: str) -> str:
    command = [sys.executable, *words]
    return subprocess.check_output(command, env=_environ(folder), text=True)  # noqa: S603 - our own


def _environ(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KOMPAS_")}
    return {**kept, "KOMPAS_DATA": str(folder), **more}


def _turn(folder: Path, people: Sequence[dict[str, Any]], processes: int) -> Turn:
    with _server(folder, processes) as (pid, port):
        shared = {one["unit"]: one["cases"][0] for one in people}
        crowd = [Person(port, shared=shared[one["unit"]], **one) for one in people]
        for person in crowd:
            person.signs_in()
            person.works(len(MIX))  # what is read once only
            person.took_ms.clear()
            person.errors.clear()
        before, began, busy = _spent_ms(folder, pid), time.perf_counter(), _busy_ms()
        with ThreadPoolExecutor(PEOPLE) as threads:
            list(threads.map(lambda person: person.works(REQUESTS), crowd))
        seconds = time.perf_counter() - began
        busy = _busy_ms() - busy
        server, database, client = (
            after - one for after, one in zip(_spent_ms(folder, pid), before, strict=True)
        )
    others = (busy - server - database - client) / (1000 * seconds * (os.cpu_count() or 1))
    took = [ms for person in crowd for ms in person.took_ms]
    errors = [error for person in crowd for error in person.errors]
    return Turn(seconds, server / len(took), database / len(took), others, took, errors)


@contextmanager
def _server(folder: Path, processes: int) -> Iterator[tuple[int, int]]:
    """The server; its process and its port."""
    running = subprocess.Popen(
        [sys.executable, "-u", "-m", "kompas.cli", "serve", "--port", "18462"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=_environ(folder, KOMPAS_PROCESSES=str(processes)),
    )
    try:
        assert running.stdout is not None
        for line in running.stdout:
            if found := re.search(r":(\d+)/", line):
                yield running.pid, int(found[1])
                return
        raise RuntimeError("kompas serve did not start")
    finally:
        running.terminate()
        running.wait()


def _spent_ms(folder: Path, server: int) -> tuple[float, float, float]:
    """Milliseconds of processors that the server, its PostgreSQL and we have taken, each with what
    it started and what of that has ended.
    """
    ticks: dict[int, int] = {}
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        one = int(stat.parent.name)
        ticks[one] = sum(map(int, words[11:15]))
        children.setdefault(int(words[1]), []).append(one)
    postgres = {int(one.read_text().split()[0]) for one in folder.rglob("postmaster.pid")}

    def of(roots: set[int], but: set[int]) -> float:
        counted: set[int] = set()
        left = list(roots)
        while left:
            one = left.pop()
            if one not in counted and one not in but:
                counted.add(one)
                left += children.get(one, [])
        return 1000 * sum(ticks.get(one, 0) for one in counted) / os.sysconf("SC_CLK_TCK")

    return of({server}, postgres), of(postgres, set()), 1000 * time.process_time()


def _busy_ms() -> float:
    """Milliseconds that the machine's processors have worked, for whomever."""
    user, nice, system = Path("/proc/stat").read_text().split()[1:4]
    return 1000 * (int(user) + int(nice) + int(system)) / os.sysconf("SC_CLK_TCK")
