"""One clear message about what is wrong and what to do next; never a traceback."""

import json
from pathlib import Path
from typing import Any

import pytest

from kompas.wire.reading import MAX_BYTES
from tests.unit.cli.running import EXAMPLES, Example, Ran, Run
from tests.unit.cli.test_soundness import Change, changed

WHERE = ("--municipality", "copenhagen")


def refused(ran: Ran, *said: str) -> None:
    """Status 2, nothing on standard output, and a message that says these things."""
    assert ran.status == 2
    assert ran.out == ""
    assert ran.err.startswith("Fejl: ")
    assert "Traceback" not in ran.err
    for part in said:
        assert part in ran.err


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "er tom"),
        (b"  \n ", "er tom"),
        (b'{\n "vum_level": "D2"\n "housing": 1}', "Linje 3"),
        (b"[]", "skal indeholde et JSON-objekt"),
        (b'"x"', "skal indeholde et JSON-objekt"),
        (b"\xff\xfe{}", "ikke skrevet i UTF-8"),
        (b"[" * 100_000, "for mange niveauer"),
        (b'{"age_years": ' + b"1" * 5000 + b"}", "for mange cifre"),
        (b'{"age_years": NaN}', "er ikke et tal"),
        (b'{"age_years": 1e999}', "for stort"),
        (rb'{"housing": {"value": "own_home", "source": "\ud800"}}', "et halvt tegn"),
        (b'{"vum_level": "D2", "vum_level": "D3"}', "vum_level står to gange"),
        (b'{"vum_levl": "D2"}', "Mente du vum_level?"),
        (b'{"zzz": 1}', "kompas schema facts"),
        (b'{"vum_level": "H9"}', '"G3"'),
        (b'{"vum_level": null}', "null"),
        (b'{"age_years": -3}', "0 til 130"),
        (b'{"age_years": true}', "et helt tal"),
        (b'{"age_years": "47"}', "et helt tal"),
        (b'{"birth_date": "2026-02-30"}', "skriv en dato"),
        (b'{"birth_date": "2099-01-01"}', "kan ikke regnes ud"),
        (b'{"birth_date": "1990-01-01", "age_years": 36}', "Fjern den ene"),
        (b'{"housing": {"value": "own_home", "sorce": "x"}}', "Mente du source?"),
        (b'{"housing": {"source": "x"}}', "value"),
        (b'{"housing": {"value": "own_home", "source": 3}}', "en tekst"),
        (b'{"housing": {"value": "own_home", "dated": "2026-02-30"}}', "en dato, der findes"),
        (b'{"on_date": "2026-01-01"}', "Fjern den"),
    ],
)
def test_facts_that_cannot_be_used(kompas: Run, raw: bytes, said: str) -> None:
    refused(kompas("assess", "-", *WHERE, stdin=raw), said)


def test_every_fault_is_told_at_once(kompas: Run) -> None:
    raw = b'{"vum_levl": "D2", "housing": "castle", "birth_date": "yesterday"}'
    refused(kompas("assess", "-", *WHERE, stdin=raw), "vum_levl", "castle", "yesterday")


def test_but_not_hundreds_of_them(kompas: Run) -> None:
    raw = json.dumps({f"fact_{number}": 1 for number in range(300)}).encode()
    ran = kompas("assess", "-", *WHERE, stdin=raw)
    refused(ran, "og 288 mere")
    assert len(ran.err.splitlines()) < 20


DRAFTS: dict[str, tuple[Change, str]] = {
    "unknown field": (lambda d: d.update(ground=[]), "Mente du grounds?"),
    "unknown field within": (lambda d: d["grounds"][0].update(txt="x"), "grounds[0].txt"),
    "unknown field deep within": (
        lambda d: d["grounds"][0]["shown"]["extent"].update(tekst="x"),
        "grounds[0].shown.extent.tekst: Kompas kender ikke dette felt. Mente du text?",
    ),
    "unknown fact": (lambda d: d["facts"].update(vum_levl="D1"), "facts.vum_levl"),
    "missing field": (lambda d: d.pop("service"), "service: feltet mangler"),
    "unknown kind": (lambda d: d.update(kind="reducton"), '"reduction"'),
    "kind is null": (lambda d: d.update(kind=None), "kind"),
    "text for a number": (lambda d: d["granted"].update(days_per_week="tre"), "et tal"),
    "not a number": (lambda d: d["granted"].update(hours_per_week="NaN"), "et tal"),
    "eight days a week": (lambda d: d["granted"].update(days_per_week=8), "0 til 7"),
    "fewer than no hours": (lambda d: d["granted"].update(hours_per_week=-1), "0 til 168"),
    "text for a list": (lambda d: d.update(legal_basis="§ 104"), "en liste"),
    "list for facts": (lambda d: d.update(facts=[1]), "facts: her skal stå et objekt"),
    "impossible date": (lambda d: d.update(decided_on="2026-02-30"), "ikke en dato, der findes"),
    "born tomorrow": (lambda d: d["facts"].update(birth_date="2099-01-01"), "regnes ud"),
    "unknown ground": (lambda d: d["grounds"][0].update(type="met_in_hosing"), "met_in_housing"),
    "unknown demand": (lambda d: d["grounds"][0]["shown"].update(x={"text": "x"}), "extent"),
    "unknown paper": (lambda d: d["grounds"][0].update(evidence=["nope"]), "bilaget nope"),
    "unknown municipality": (lambda d: d.update(municipality="kopenhagen"), "copenhagen, vejen"),
    "less than nothing": (
        lambda d: d.update(costs=[{"what": "mad", "amount_oere": -1, "period": "month"}]),
        "et beløb fra 0",
    ),
    "impossible cpr": (lambda d: d["citizen"].update(cpr="993072-1230"), "ikke med en dato"),
    "short cpr": (lambda d: d["citizen"].update(cpr="63037212"), "ti cifre"),
    "cpr as a number": (lambda d: d["citizen"].update(cpr=630372123), "citizen.cpr"),
    "cpr as the case number": (lambda d: d.update(case_number="630372-1230"), "case_number"),
    "cpr in the wrong place": (lambda d: d.update(citizen="Karen 630372-1230"), "citizen"),
    "cpr as a kind": (lambda d: d.update(kind="6303721230"), "kind"),
    "cpr as a field": (lambda d: d.update({"630372-1230": 1}), "Kompas kender ikke dette felt"),
    "cpr cut off": (lambda d: d.update(citizen="x" * 48 + " 6303721230"), "citizen"),
}  # fmt: skip


@pytest.mark.parametrize("what", DRAFTS)
def test_a_decision_that_cannot_be_used(kompas: Run, tmp_path: Path, what: str) -> None:
    change, said = DRAFTS[what]
    path = changed("decision-reduction-stands", change, tmp_path / "decision.json")
    for command in (("soundness",), ("letter", "--check")):
        ran = kompas(*command, path)
        refused(ran, said)
        assert "6303721" not in ran.err.replace("-", "").replace(" ", "")


def test_ten_megabytes_are_refused_unread(kompas: Run, tmp_path: Path) -> None:
    path = tmp_path / "big.json"
    path.write_bytes(b'{"x": "' + b"x" * 10_000_000 + b'"}')
    assert path.stat().st_size > MAX_BYTES
    refused(kompas("assess", path, *WHERE), "er for stor", "2 MB")
    refused(kompas("soundness", path), "er for stor")
    refused(kompas("assess", "-", *WHERE, stdin=path.read_bytes()), "er for stor")


def test_files_that_are_not_there_or_no_files(kompas: Run, example: Example) -> None:
    refused(kompas("assess", "no-such-thing", *WHERE), "findes ikke", "rigtige mappe")
    refused(kompas("assess", example("facts-d2-hosing"), *WHERE), "facts-d2-housing.json?")
    refused(kompas("assess", EXAMPLES, *WHERE), "er en mappe")
    refused(kompas("assess", "a\0b", *WHERE), "kan ikke læses")
    refused(kompas("assess", "x" * 5000, *WHERE), "kan ikke læses")
    refused(kompas("soundness", "610190-1234.json"), "findes ikke")
    assert "1234" not in kompas("soundness", "610190-1234.json").err


FACTS = EXAMPLES / "facts-d2-housing.json"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("assess",), "assess mangler FACTS.json."),
        (("assess", FACTS), "hvilken kommune"),
        (("assess", FACTS, FACTS, *WHERE), "kun én ad gangen"),
        (("assess", FACTS, "--municipality", "kopenhagen"), "Mente du copenhagen?"),
        (("assess", FACTS, *WHERE, "--service", "activity"), "Mente du activity_and_social?"),
        (
            ("assess", FACTS, "--municipality", "vejen", "--service", "home_relief"),
            "ingen standard for",
        ),
        (("assess", FACTS, *WHERE, "--unit", "Nord"), "Kendte: Borgercenter Handicap."),
        (("assess", FACTS, "--municipality", "vejen", "--unit", "Nord"), "Udelad --unit."),
        (("assess", FACTS, *WHERE, "--on", "2018-01-01"), "ikke lagt regler ind"),
        (("assess", FACTS, *WHERE, "--on", "2026-02-30"), "ikke en dato, der findes"),
        (("assess", FACTS, *WHERE, "--on"), "--on mangler en værdi."),
        (("assess", FACTS, *WHERE, "--json=3"), "--json tager ingen værdi."),
        (("assess", FACTS, "--municpality", "vejen"), "Mente du --municipality?"),
        (("asses",), "Mente du assess?"),
        (("norms", "chek"), "Mente du norms check?"),
        (("norms", "check", "x"), "ved ikke, hvad x er"),
        (("norms", "freeze"), "norms freeze mangler FIL."),
        (("norms", "check", "--norms", "/no/such"), "ikke en mappe med regler"),
        (("schema",), "schema mangler"),
        (("schema", "decison"), "Mente du decision?"),
        (("--nope",), "Valget --nope findes ikke."),
        (("--lang", "sv", "schema", "facts"), "Vælg et af disse: da, en."),
        (("--lang",), "Vælg et af disse: da, en."),
        (("soundness", FACTS), "kind: feltet mangler."),
    ],
)
def test_a_line_that_cannot_be_understood(
    kompas: Run, arguments: tuple[Any, ...], said: str
) -> None:
    refused(kompas(*arguments), said)


def test_options_may_stand_among_the_files(kompas: Run, example: Example) -> None:
    ran = kompas("soundness", example("decision-grant"), "--table", example("decision-grant-above"))
    assert ran.status == 0
    assert ran.out.count("✓ kan holde") == 2
