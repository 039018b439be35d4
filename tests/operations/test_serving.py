"""`kompas serve` as visitors and whoever operates it meet it: a process of its own, by HTTP."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import pytest

from tests.operations.places import ROOT, environ, kompas, place

__all__ = ["place"]

TOKEN = "t" * 40
DROPPED = 100
"""Requests that are under way when the server is told to end."""


@dataclass
class Server:
    """One that runs."""

    process: subprocess.Popen[str]
    port: int

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        try:
            given = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, given)
            answer = connection.getresponse()
            content = answer.read().decode("utf-8", "replace")
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, content
        finally:
            connection.close()

    def begin(self, path: str) -> socket.socket:
        """Ask, and do not wait for the answer."""
        begun = socket.create_connection(("127.0.0.1", self.port))
        words = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        begun.sendall(words.encode())
        return begun

    def until_it_says(self, words: str) -> str:
        for line in cast("IO[str]", self.process.stdout):
            if words in line:
                return line
        raise AssertionError(words)


def started(folder: Path, *words: str, **more: str) -> Server:
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "kompas.cli", "serve", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env=environ(folder, KOMPAS_PROCESSES="2", KOMPAS_METRICS_TOKEN=TOKEN, **more),
    )
    server = Server(process, 0)
    found = re.search(r":(\d+)/", server.until_it_says("Kompas er klar"))
    assert found
    server.port = int(found[1])
    return server


def free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return str(probe.getsockname()[1])


@pytest.fixture
def server(place: Path) -> Iterator[Server]:
    running = started(place, "--port", free_port())
    yield running
    if running.process.poll() is None:
        running.process.terminate()
        running.process.communicate()


def whole(begun: socket.socket) -> bytes:
    with begun, begun.makefile("rb") as file:
        return file.read()


def test_a_visit_from_outside(server: Server, place: Path) -> None:
    for path in ("/livez", "/readyz", "/healthz"):
        assert server.ask(path)[::2] == (200, '{"status": "ok"}')
    status, headers, page = server.ask("/log-ind")
    assert status == 200
    for path in re.findall(r'(?:href|src)="(/static/[^"]+)"', page):
        assert server.ask(path)[0] == 200, path

    # The headers alone, of a page, a file and what is not there.
    head = server.ask("/log-ind", "HEAD")
    assert (head[0], head[2]) == (200, "")
    assert head[1]["content-type"] == headers["content-type"]
    assert server.ask("/findes-ikke", "HEAD")[::2] == (404, "")

    # Another name than ours, in Danish.
    status, _headers, page = server.ask("/log-ind", Host="evil.example")
    assert (status, "Kompas svarer ikke på det navn" in page, "evil" in page) == (400, True, False)

    # Too much is refused before it has come, and garbage is no traceback.
    status, _headers, page = server.ask("/nowhere", "POST", Content_Length="299000000")
    assert (status, "Det er for stort" in page) == (413, True)
    with socket.create_connection(("127.0.0.1", server.port)) as raw:
        raw.sendall(b"\x00\xff nonsense\r\n\r\n")
        assert b" 400 " in raw.recv(4096)

    # Who is nobody leaves nothing behind.
    for path in ("/", "/min-dag", "/brugere", "/log-ind", "/standarder/index.html"):
        assert server.ask(path)[0] in (200, 302), path
    swept = kompas(place, "db", "sweep")
    assert "Fjernet: 0 udløbne sessioner" in swept.stdout
    rows = subprocess.run(
        [sys.executable, "-c", _SESSIONS], env=environ(place), check=True, capture_output=True
    )
    assert rows.stdout.split() == [b"0"]

    # What Prometheus reads is for who has the token.
    assert server.ask("/metrics")[0] == 404
    assert server.ask("/metrics", Authorization="Bearer wrong")[0] == 404
    status, _headers, said = server.ask("/metrics", Authorization=f"Bearer {TOKEN}")
    assert status == 200
    assert 'kompas_requests_total{method="GET",route="sign_in",status="200"}' in said
    assert "kompas_database_up 1.0" in said
    assert "evil" not in said


_SESSIONS = """
import kompas.register as r; r.setup()
from django.contrib.sessions.models import Session
print(Session.objects.count())
"""


def test_told_to_read_anew_and_to_end_nobody_is_dropped(server: Server) -> None:
    for told in (signal.SIGHUP, signal.SIGTERM):
        begun = [server.begin("/log-ind") for _number in range(DROPPED)]
        os.kill(server.process.pid, told)
        answers = [whole(one) for one in begun]
        assert [answer[:15] for answer in answers] == [b"HTTP/1.1 200 OK"] * DROPPED
        assert all(answer.rstrip().endswith(b"</html>") for answer in answers)
    server.process.communicate()
    assert server.process.returncode == 0


def test_visitors_are_shared_out_evenly_among_the_processes(server: Server) -> None:
    """Each connection stays with its process: left to chance one had eleven of sixteen."""
    with ExitStack() as inside:
        while len(_connections_of_processes(server)) < 2:
            comes_in(server, inside)  # the second process is still beginning
        first, second = _connections_of_processes(server)
        for _ in range(abs(first - second) + _VISITORS):
            comes_in(server, inside)
        first, second = _connections_of_processes(server)
        assert (
            abs(first - second) <= _VISITORS // 10
        )  # a process that gets no turn is not waited for


def comes_in(server: Server, inside: ExitStack) -> None:
    """A visitor who is answered and stays."""
    one = inside.enter_context(socket.create_connection(("127.0.0.1", server.port)))
    one.sendall(b"GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    assert one.recv(4096).startswith(b"HTTP/1.1 200")


def _connections_of_processes(server: Server) -> list[int]:
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    ours = {f"socket:[{row[9]}]" for row in rows if row[1].endswith(f":{server.port:04X}")
            and row[3] == _ESTABLISHED}  # fmt: skip
    parent = str(server.process.pid)
    stats = {stat.parent: _text(stat) for stat in Path("/proc").glob("[0-9]*/stat")}
    kept = [one for one, stat in stats.items() if stat.rpartition(")")[2].split()[1:2] == [parent]]
    held = [[_target(file) for file in (one / "fd").iterdir()] for one in kept]
    return [count for files in held if (count := len(ours.intersection(files)))]


def _text(stat: Path) -> str:
    """What is told of a process; nothing of one that has ended meanwhile."""
    try:
        return stat.read_text()
    except OSError:
        return ""


def _target(file: Path) -> str:
    """What an open file is; nothing of one that was closed meanwhile."""
    try:
        return str(file.readlink())
    except OSError:
        return ""


_ESTABLISHED = "01"
_VISITORS = 40


def test_a_port_that_is_taken_is_refused(place: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = kompas(place, "serve", "--port", taken.getsockname()[1])
    assert (ran.returncode, "porten er optaget" in ran.stderr) == (2, True)
    assert "klar" not in ran.stdout


def test_who_debugs_does_so_on_this_machine(place: Path) -> None:
    ran = kompas(place, "serve", "--host", "::", "--port", free_port(), KOMPAS_DEBUG="1")
    assert (ran.returncode, "KOMPAS_DEBUG" in ran.stderr) == (2, True)


def test_the_processes_end_with_who_keeps_them(place: Path) -> None:
    server = started(place, "--port", free_port())
    os.kill(server.process.pid, signal.SIGKILL)
    # The pipe ends when the last process that holds it does.
    server.process.communicate()
    assert kompas(place, "db", "status").returncode == 0


def test_another_wsgi_server_says_in_words_what_it_lacks(place: Path) -> None:
    program = "import kompas.site.wsgi"
    ran = subprocess.run(
        [sys.executable, "-c", program],
        check=False,
        capture_output=True,
        text=True,
        env=environ(place, KOMPAS_HTTPS="ja"),
    )
    assert (ran.returncode, ran.stderr) == (1, "KOMPAS_HTTPS skal være 1, 0 eller tom.\n")
    assert kompas(place, "db", "migrate").returncode == 0
    before = subprocess.run(
        [sys.executable, "-c", _ANOTHER], env=environ(place), check=True, capture_output=True
    )
    assert before.stdout.split() == [b"503", b"500", b"False"]
    assert kompas(place, "static").returncode == 0
    after = subprocess.run(
        [sys.executable, "-c", _ANOTHER], env=environ(place), check=True, capture_output=True
    )
    assert after.stdout.split() == [b"200", b"200", b"True"]


_ANOTHER = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "kompas.site.settings"
import kompas.register as r; r.setup()
from kompas.site.wsgi import application
from django.test import Client
from django.conf import settings
settings.ALLOWED_HOSTS = ["testserver"]
client = Client(raise_request_exception=False)
page = client.get("/log-ind")
print(client.get("/readyz").status_code, page.status_code, b"/static/" in page.content)
"""
