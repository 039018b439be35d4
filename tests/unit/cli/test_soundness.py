"""`kompas soundness`: verdict, findings with what to do, and the exit status."""

import ast
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kompas import soundness
from kompas.cli.judgement_page import IN_SHORT
from tests.unit.cli.running import CASES, EXAMPLES, ROOT, Example, Run

VERDICTS = {
    "decision-grant": (0, "✓ Kompas har ingen indvendinger"),
    "decision-grant-above": (0, "✓ Kompas har ingen indvendinger"),
    "decision-reduction-stands": (0, "✓ Kompas har ingen indvendinger"),
    "decision-reduction-falls": (1, "✗ Afgørelsen holder ikke endnu"),
    "decision-refusal-cannot-be-judged": (3, "? Afgørelsen kan ikke bedømmes"),
}
NINE = tuple(CASES / f"case-{number}.json" for number in range(1, 10))

Change = Callable[[dict[str, Any]], object]


def changed(name: str, change: Change, path: Path) -> Path:
    """An example with a change, written to `path`."""
    decision = json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"))
    change(decision)
    path.write_text(json.dumps(decision), "utf-8")
    return path


@pytest.mark.parametrize("name", VERDICTS)
def test_an_example_gives_the_verdict_that_its_name_says(
    kompas: Run, example: Example, name: str
) -> None:
    ran = kompas("soundness", example(name))
    status, verdict = VERDICTS[name]
    assert ran.status == status
    assert verdict in ran.flat
    assert ran.err == ""


def test_each_finding_says_what_why_and_what_to_do(kompas: Run, example: Example) -> None:
    ran = kompas("soundness", example("decision-reduction-falls"))
    assert "Skal rettes (3)" in ran.out
    assert "Grunden »Behovet dækkes i boligen« er ikke vist." in ran.flat
    assert "Kilde: principmeddelelse 89-14" in ran.flat
    assert "· praksis · ordlyden er fra en ældre eller afledt kilde" in ran.flat
    assert "Gør nu: Spørg botilbuddet, hvilke aktiviteter det har, og skriv dem." in ran.flat
    assert ran.out.count("Gør nu:") == 3


def test_what_is_not_coded_is_for_a_jurist_and_no_verdict(kompas: Run, example: Example) -> None:
    ran = kompas("soundness", example("decision-refusal-cannot-be-judged"))
    assert "Skal afklares (1)" in ran.out
    assert "ingen standard for socialpædagogisk støtte" in ran.flat
    assert "Lad en jurist vurdere" in ran.flat
    assert "Kompas siger hverken ja eller nej" in ran.flat


def test_more_than_the_guiding_level_needs_its_individual_reason(
    kompas: Run, tmp_path: Path
) -> None:
    bare = changed("decision-grant-above", lambda d: d.update(grounds=[]), tmp_path / "bare.json")
    ran = kompas("soundness", bare)
    assert ran.status == 3
    assert "! Afgørelsen bør begrundes" in ran.flat
    assert "Ankestyrelsen:" not in ran.flat
    assert (
        "Udkastet giver 5 dage om ugen. "
        "Det vejledende niveau er 3-4 dage om ugen. "
        "Kilde: Københavns kvalitetsstandarder 2019" in ran.flat
    )


def test_a_refusal_without_grounds_is_judged_and_falls(kompas: Run, tmp_path: Path) -> None:
    path = changed("decision-reduction-stands", lambda d: d.pop("grounds"), tmp_path / "bare.json")
    ran = kompas("soundness", path)
    assert ran.status == 1
    assert "Udkastet viser ikke begrundelsen" in ran.flat


def test_the_boards_nine_cases_come_out_as_the_board_decided(kompas: Run) -> None:
    ran = kompas("soundness", *NINE, "--summary", "--table")
    assert ran.status == 1
    lines = ran.out.splitlines()
    assert len(lines) == 1 + 9 + 2
    fallen = {line[:9] for line in lines if "✗ falder" in line}
    assert fallen == {f"Sag nr. {number}" for number in (1, 2, 3, 6, 8, 9)}
    assert sum("✓ kan holde" in line for line in lines) == 3
    assert lines[-1] == "9 afgørelser: 3 kan holde, 6 falder"


def test_a_table_is_one_line_a_decision_with_the_findings_in_short(
    kompas: Run, example: Example
) -> None:
    ran = kompas("soundness", example("decision-reduction-falls"), "--table")
    heading, line = ran.out.splitlines()
    assert heading.split() == ["Sag", "Art", "Resultat", "Fund", "i", "korthed"]
    assert "27.35.08-G01-8-24" in line
    assert "nedsættelse" in line
    assert "»Behovet dækkes i boligen« er ikke vist;" in line
    assert "mangler borgerens funktionsevne" in line


def test_two_drafts_of_one_case_are_told_apart(kompas: Run, example: Example) -> None:
    ran = kompas(
        "soundness", example("decision-reduction-falls"), example("decision-reduction-stands")
    )
    assert "27.35.08-G01-8-24 (decision-reduction-falls.json)" in ran.out
    assert "27.35.08-G01-8-24 (decision-reduction-stands.json)" in ran.out


def test_every_kind_of_finding_can_be_said_in_short_and_is_described() -> None:
    codes = set(_finding_codes())
    assert codes == set(IN_SHORT)
    page = (ROOT / "docs" / "soundness.md").read_text("utf-8")
    assert sorted(code for code in codes if f"`{code}`" not in page) == []


def test_many_lacks_are_a_list_on_lines_of_their_own(kompas: Run, example: Example) -> None:
    ran = kompas("soundness", example("decision-reduction-falls"))
    assert "»Behovet dækkes i boligen« er ikke vist. Det fremgår ikke: - " in ran.flat
    listed = [line.strip() for line in ran.out.splitlines() if line.startswith("     - ")]
    assert listed == [
        "- hvilke aktiviteter og hvilket samvær der er i botilbuddet",
        "- i hvilket omfang aktiviteterne findes",
        "- i hvilket omfang borgeren kan deltage",
        "- at aktiviteterne dækker borgerens behov for aktivitet og samvær",
    ]


def _finding_codes() -> Iterator[str]:
    """The codes in the checks: `Finding(code=...)` and `of_ground(subject, "...")`."""
    for path in Path(soundness.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                said = [word.value for word in node.keywords if word.arg == "code"]
                said += node.args[1:2] if node.func.id in {"of_ground", "_finding"} else []
                for part in (inner for expression in said for inner in ast.walk(expression)):
                    # What is no name is a sign of a text.
                    if isinstance(part, ast.Constant) and str(part.value).isidentifier():
                        yield str(part.value)


@pytest.mark.parametrize(
    ("names", "status"),
    [
        (("decision-grant", "decision-grant-above"), 0),
        (("decision-grant", "decision-refusal-cannot-be-judged"), 3),
        (("decision-refusal-cannot-be-judged", "decision-reduction-falls"), 1),
        (("decision-reduction-falls", "no-such-file"), 2),
    ],
)
def test_the_worst_of_several_files_gives_the_status(
    kompas: Run, example: Example, names: tuple[str, ...], status: int
) -> None:
    assert kompas("soundness", *map(example, names)).status == status


def test_a_file_that_cannot_be_read_does_not_hold_up_the_others(
    kompas: Run, example: Example
) -> None:
    ran = kompas("soundness", example("no-such-file"), example("decision-grant"))
    assert ran.status == 2
    assert "findes ikke" in ran.err
    assert "✓ kan holde" in ran.out


def test_a_summary_tells_what_it_is_silent_on(kompas: Run) -> None:
    ran = kompas("soundness", NINE[0], "--summary")
    assert "Ikke undersøgt, fordi gengivelsen ikke siger noget om det:" in ran.flat
    assert "- klagevejledningen" in ran.flat
    assert "at det åbne tilbud kompenserer borgeren for behovet" in ran.flat
    assert "Gengivelsen er bedømt på det, den siger" in ran.flat


def test_a_draft_of_our_own_may_not_be_silent(kompas: Run) -> None:
    ran = kompas("soundness", NINE[0])
    assert ran.status == 2
    assert "et udkast kan ikke tie" in ran.err
    assert "skriv --summary" in ran.err


def test_json_is_an_object_for_one_and_a_list_for_several(kompas: Run, example: Example) -> None:
    one = json.loads(kompas("soundness", example("decision-reduction-falls"), "--json").out)
    assert one["verdict"] == "falls"
    assert one["case_number"] == "27.35.08-G01-8-24"
    assert one["findings"][0]["code"] == "ground_not_shown"
    assert one["findings"][0]["lacks"]
    several = json.loads(kompas("soundness", *NINE, "--summary", "--json").out)
    assert [found["verdict"] for found in several].count("falls") == 6


def test_the_day_is_used_where_the_draft_has_none(kompas: Run, tmp_path: Path) -> None:
    path = changed(
        "decision-reduction-stands", lambda d: d.pop("decided_on"), tmp_path / "undated.json"
    )
    ran = kompas("soundness", path, "--on", "2018-01-01", "--json")
    found = {finding["code"] for finding in json.loads(ran.out)["findings"]}
    assert "not_coded" in found


def test_a_cpr_number_in_the_title_of_a_paper_is_not_repeated(kompas: Run, tmp_path: Path) -> None:
    def change(decision: dict[str, Any]) -> None:
        decision["evidence"][0] |= {"title": "Notat om 630372-1230", "dated": "2027-01-01"}

    path = changed("decision-reduction-stands", change, tmp_path / "late.json")
    for flags in ((), ("--json",), ("--table",)):
        ran = kompas("soundness", path, *flags)
        assert ran.status == 2
        assert "1230" not in ran.out + ran.err
