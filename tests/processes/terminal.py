"""`kompas` in process, on the test's own database, as somebody at a terminal would run it."""

import io
import json
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from kompas.cli import main
from tests.clock import stand_still
from tests.register.database import Database


class Ran(NamedTuple):
    """What a run left: its exit status, standard output and standard error."""

    status: int
    out: str
    err: str

    @property
    def flat(self) -> str:
        """The output as one line, free of how it wrapped."""
        return " ".join(self.out.split())

    @property
    def data(self) -> Any:
        """The output of `--json`."""
        return json.loads(self.out)


Run = Callable[..., Ran]


def runner(
    database: Database, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """`run("case", "list", "--as", "anna", stdin={"command": ...})`."""
    monkeypatch.setenv("KOMPAS_DATABASE_URL", database.app_url)
    monkeypatch.setenv("KOMPAS_OWNER_DATABASE_URL", database.owner_url)
    monkeypatch.setenv("COLUMNS", "100")
    stand_still(monkeypatch)
    for name in ("KOMPAS_LANG", "FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: object, stdin: object = None) -> Ran:
        raw = stdin if isinstance(stdin, bytes) else json.dumps(stdin).encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        return Ran(status, *capsys.readouterr())

    return run
