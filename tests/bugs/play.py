"""Play a sequence of commands as somebody at a terminal would, and hold what each came to.

A sequence is a file of JSON lines. Each is one of these:

- `{"as": USER, "command": {...}}`: the command is done;
- with `"refused": [CODE, ...]`: it is refused for these reasons and no others;
- with `"unread": TEXT`: the file cannot be read, and the terminal says TEXT;
- a decision, with `"finds": [TEXT, ...]`: each finding of the check has one of the texts, in order;
  without: it finds nothing;
- with `"tells": TEXT`: what came of it says TEXT besides;
- `{"include": FILE}`: another file stands here; `"decision": {...}` changes what it decides;
- `{"at": TIME}`: from here on it is another moment; `{"new": true}`: from here on another case.

In commands, `{today}`, `{today-N}` and `{today+N}` are days, `{number}` a case number.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kompas.casework.record import danish_day
from kompas.cli import record
from tests.clock import NOW
from tests.processes.terminal import Ran, Run

SEQUENCES = Path(__file__).parent / "sequences"
NEW = "new"
_DAY = re.compile(r"\{today([+-]\d+)?\}")


@dataclass
class Player:
    """Whoever sits at the terminal: which case it is about, and when."""

    kompas: Run
    monkeypatch: pytest.MonkeyPatch
    case_id: str = NEW
    now: datetime = NOW
    cases: int = 1
    ran: list[Ran] = field(default_factory=list)

    def play(self, name: str) -> "Player":
        """Do every line of a sequence, and hold what is expected of it."""
        self.monkeypatch.setattr(record, "now", lambda: self.now)
        for line in lines_of(SEQUENCES / f"{name}.jsonl"):
            if "at" in line:
                self.now = datetime.fromisoformat(line["at"])
            elif "new" in line:
                self.case_id, self.cases = NEW, self.cases + 1
            else:
                _hold(line, self.does(line["as"], line["command"]))
        return self

    def does(self, who: str, command: dict[str, Any]) -> Ran:
        """One command in the case, or the one that opens it."""
        asked = ("case", "act", self.case_id, "-", "--as", who, "--json")
        ran = self.kompas(*asked, stdin=self._filled(command))
        if self.case_id == NEW and ran.status == 0:
            self.case_id = ran.data["case_id"]
        self.ran.append(ran)
        return ran

    def _filled(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: self._filled(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self._filled(one) for one in value]
        if not isinstance(value, str):
            return value
        today = danish_day(self.now)
        found = _DAY.sub(lambda day: str(today + timedelta(int(day[1] or 0))), value)
        return found.replace("{number}", f"2026-{self.cases}")


def lines_of(path: Path, changes: dict[str, Any] | None = None) -> Iterator[dict[str, Any]]:
    """The lines of a sequence, with those of the files that it takes in."""
    for text in path.read_text("utf-8").splitlines():
        line = json.loads(text)
        if "include" in line:
            yield from lines_of(SEQUENCES / f"{line['include']}.jsonl", line)
            continue
        if changes and "decision" in line.get("command", {}):
            line["command"]["decision"] |= changes.get("decision", {})
            line |= {name: changes[name] for name in ("finds", "refused", "tells", "unread")
                     if name in changes}  # fmt: skip
        yield line


def _hold(line: dict[str, Any], ran: Ran) -> None:
    said = f"{line}\n{ran.status} {ran.out} {ran.err}"
    if "unread" in line:
        assert (ran.status, line["unread"] in " ".join(ran.err.split())) == (2, True), said
        return
    if "refused" in line:
        assert ran.status == 1, said
        assert [one["code"] for one in ran.data["refused"]] == line["refused"], said
        return
    assert ran.status == 0, said
    found = ran.data.get("findings", [])
    expected = line.get("finds", [])
    assert len(found) == len(expected), said
    assert all(text in one for text, one in zip(expected, found, strict=True)), said
    assert line.get("tells", "") in json.dumps(ran.data, ensure_ascii=False), said
