"""What people met in drafts: an example with a change comes to what it should, and no further."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kompas.cli import inputs, main
from kompas.norms import Library
from tests.unit.cli.running import EXAMPLES, Ran

Change = dict[str, Any]

HEARD = {
    "sent_on": "2026-03-27", "deadline_on": "2026-04-10", "answer": "Nej", "papers": ["laerkebo"],
}  # fmt: skip
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
CPR = {"name": "Jonas Fiktiv Lund", "address_lines": ["Opdigtet Allé 12"]}


def born(day: str) -> Change:
    return {"facts": {"birth_date": {"value": day, "source": "CPR", "dated": "2026-01-12"}}}


FOUND: tuple[tuple[str, Change, str | None], ...] = (
    # heard, decided, and when it holds from
    ("reduction", {"hearing": HEARD | {"sent_on": "2026-12-23", "deadline_on": "2026-12-24"}},
     "Partshøringen er sendt 23. december 2026, efter afgørelsen"),
    ("reduction", {"hearing": HEARD | {"sent_on": "2026-04-15", "deadline_on": "2026-04-30"}},
     "Partshøringen er sendt 15. april 2026, efter afgørelsen"),
    ("reduction", {"hearing": HEARD | {"deadline_on": "2026-03-27"}}, "ingen tid til at svare"),
    ("reduction", {"hearing": HEARD}, None),
    ("reduction", {"starts_on": "2025-01-01"}, "bliver mindre eller stopper fra 1. januar 2025"),
    ("reduction", {"starts_on": "2026-04-13"}, "bliver mindre eller stopper fra 13. april 2026"),
    ("reduction", {"kind": "termination", "granted": {}, "starts_on": None,
                   "ends_on": "2026-03-01"}, "bliver mindre eller stopper fra 1. marts 2026"),
    ("reduction", {"starts_on": "2026-04-14"}, None),
    ("grant", {"starts_on": "2026-01-01"}, None),  # a favour may hold from before
    ("grant", {"ends_on": "2026-03-15"}, "slutter 15. marts 2026, før den begynder"),
    ("grant-vejen", {"ends_on": "2026-01-01"}, "slutter 1. januar 2026, før den begynder"),
    ("partial", {"ends_on": "2026-01-01"}, "slutter 1. januar 2026, før den begynder"),
    ("grant", {"ends_on": "2026-04-01"}, None),
    ("grant", {"applied_on": "2026-04-12"}, "før ansøgningen af 12. april 2026"),
    ("partial", {"applied_on": "2027-01-01"}, "før ansøgningen af 1. januar 2027"),
    ("grant", {"applied_on": "2026-03-03"}, None),
    # who it is
    ("grant", born("1997-05-14"), "Fødselsdato er 14. maj 1997 i oplysningerne"),
    ("grant", born("1979-05-15"), "Fødselsdato er 15. maj 1979 i oplysningerne"),
    ("grant", born("1979-05-14"), None),
    ("grant", {"citizen": CPR}, None),  # no number says otherwise
    # signs
    ("grant", {"need": {"text": f"Du skrev: {LONG} tak for bussen 👍", "evidence": ["vum"]}}, None),
    ("grant", {"need": {"text": "Du skrev: नमस्ते, Łukasz İbrahim", "evidence": ["vum"]}}, None),
)  # fmt: skip
"""An example, what is changed in it, and what the check says; None where it has nothing to say."""

UNREAD: tuple[tuple[str, Change, str], ...] = (
    ("grant", {"citizen": CPR | {"cpr": "²²²²²²²²²²"}}, "citizen.cpr: Et CPR-nummer har ti cifre"),
    ("grant", {"citizen": CPR | {"cpr": "७४०५७९१२३६"}}, "citizen.cpr: Et CPR-nummer har ti cifre"),
    ("grant", {"citizen": CPR | {"cpr": "740579-123"}}, "citizen.cpr: Et CPR-nummer har ti cifre"),
    ("grant", {"granted": {"hours_per_week": "7.3333333"}}, "granted.hours_per_week"),
    ("grant", {"granted": {"hours_per_week": "7.25"}}, "granted.hours_per_week"),
    ("reduction", {"granted_before": {"days_per_week": "3.5"}}, "granted_before.days_per_week"),
    ("grant", {"decided_on": "0001-01-01"}, "decided_on: Datoen ligger for langt væk"),
    ("grant", {"ends_on": "9999-12-31"}, "ends_on: Datoen ligger for langt væk"),
    ("grant", {"need": {"text": "王小明", "evidence": ["vum"]}}, "Tegnet »王« kan ikke trykkes"),
    ("grant", {"extent": {"days_per_week": 3}}, "extent: Kompas kender ikke dette felt"),
)  # fmt: skip
"""An example, what is changed in it, and why it cannot be read."""


@pytest.fixture
def kompas(
    library: Library, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Ran]:
    """The command line, with no database."""
    monkeypatch.setattr(inputs, "norms", lambda: library)  # read once for all tests

    def run(*arguments: object) -> Ran:
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        return Ran(status, *capsys.readouterr())

    return run


def changed(name: str, change: Change, folder: Path) -> Path:
    draft = json.loads((EXAMPLES / f"decision-{name}.json").read_text("utf-8"))
    facts = {**draft["facts"], **change.get("facts", {})}
    path = folder / "decision.json"
    path.write_text(json.dumps({**draft, **change, "facts": facts}), "utf-8")
    return path


@pytest.mark.parametrize(("name", "change", "says"), FOUND)
def test_a_draft_is_told_what_is_wrong_and_no_more(
    kompas: Callable[..., Ran], tmp_path: Path, name: str, change: Change, says: str | None
) -> None:
    path = changed(name, change, tmp_path)
    ran = kompas("soundness", path, "--json")
    findings = json.loads(ran.out)["findings"]
    found = [one["text"] for one in findings]
    if says is None:
        assert (ran.status, found) == (0, [])
        assert kompas("letter", path, "--check").status == 0
    else:
        assert any(says in text for text in found), found
        blocks = any(one["severity"] == "blocking" for one in findings)
        assert kompas("letter", path, "--check").status == int(blocks)


@pytest.mark.parametrize(("name", "change", "says"), UNREAD)
def test_a_draft_that_cannot_be_is_refused_in_words(
    kompas: Callable[..., Ran], tmp_path: Path, name: str, change: Change, says: str
) -> None:
    path = changed(name, change, tmp_path)
    for command in (("soundness",), ("letter", "--check")):
        ran = kompas(*command, path)
        assert (ran.status, ran.out) == (2, "")
        assert says in " ".join(ran.err.split())
