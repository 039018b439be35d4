"""`kompas norms`: check, show and freeze."""

import json
import re
import shutil
import tomllib
from hashlib import sha256
from pathlib import Path

import pytest

from tests.unit.cli.running import ROOT, Run

NORMS = ROOT / "norms"
STANDARD = "copenhagen/104-2019.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the norms, to spoil."""
    unlocked = shutil.ignore_patterns("lock.toml")
    return Path(shutil.copytree(NORMS, tmp_path / "norms", ignore=unlocked))


def test_the_shipped_norms_have_no_fault_but_open_questions(kompas: Run) -> None:
    ran = kompas("norms", "check")
    assert ran.status == 0
    assert "Skal rettes" not in ran.out
    assert "Modstrid: en jurist skal tage stilling" in ran.out
    assert "norms/copenhagen/104-2025.toml:" in ran.out
    assert "Gør nu: Reglen kan ikke alene bære en afgørelse. Lad en jurist" in ran.flat
    assert re.search(r"ingen fejl og \d+ åbne spørgsmål til en jurist", ran.flat)


def test_strict_counts_the_open_questions(kompas: Run) -> None:
    assert kompas("norms", "check", "--strict").status == 1


def test_a_gap_is_told_with_file_line_and_remedy(kompas: Run, folder: Path) -> None:
    file = folder / STANDARD
    text = file.read_text("utf-8").replace('housing = "home" }', 'housing = "own_home" }')
    file.write_text(text, "utf-8")
    ran = kompas("norms", "check", "--norms", folder)
    assert ran.status == 1
    assert "Skal rettes" in ran.out
    assert f"{STANDARD}:" in ran.out.replace("\n", "").replace(" ", "")
    assert "ingen regel svarer" in ran.flat


def test_a_file_that_cannot_be_read_is_told_too(kompas: Run, folder: Path) -> None:
    (folder / STANDARD).write_text("[norm\n", "utf-8")
    ran = kompas("norms", "check", "--norms", folder)
    assert ran.status == 1
    assert "Reglerne kan ikke bruges, før fejlene er rettet." in ran.flat


def test_a_fault_in_the_texts_of_letters_is_found(kompas: Run, folder: Path) -> None:
    letters = folder / "letters" / "activity_and_social.toml"
    text = (
        letters.read_text("utf-8") + '\n[[clause]]\ncode = "x"\nsection = "nowhere"\ntext = "x"\n'
    )
    letters.write_text(text, "utf-8")
    ran = kompas("norms", "check", "--norms", folder)
    assert ran.status == 1
    assert "nowhere" in ran.flat


def test_check_as_json(kompas: Run) -> None:
    problems = json.loads(kompas("norms", "check", "--json").out)["problems"]
    codes = {problem["code"] for problem in problems}
    assert codes == {"conflict", "restated", "second_hand", "open_question"}
    assert all(p["file"] and p["line"] and p["what"] and p["remedy"] for p in problems)


def test_other_commands_say_that_the_norms_cannot_be_used(kompas: Run, folder: Path) -> None:
    (folder / STANDARD).write_text("[norm\n", "utf-8")
    ran = kompas("norms", "show", "--municipality", "copenhagen", "--norms", folder)
    assert ran.status == 2
    assert "Reglerne kan ikke bruges." in ran.err
    assert f"{STANDARD}:1" in ran.err


def test_freeze_notes_the_digests_sorted(kompas: Run, folder: Path) -> None:
    names = ["vejen/104.toml", STANDARD]
    ran = kompas("norms", "freeze", "--norms", folder, *names)
    assert ran.status == 0
    assert "vejen/104.toml er låst." in ran.out
    lock = tomllib.loads((folder / "lock.toml").read_text("utf-8"))["sha256"]
    assert list(lock) == sorted(names)
    assert lock[STANDARD] == sha256((folder / STANDARD).read_bytes()).hexdigest()
    assert kompas("norms", "check", "--norms", folder).status == 0


def test_freeze_takes_a_path_and_says_what_was_frozen_before(kompas: Run, folder: Path) -> None:
    path = folder / STANDARD
    assert kompas("norms", "freeze", path, "--norms", folder).status == 0
    ran = kompas("norms", "freeze", path, folder / "vejen/104.toml", "--norms", folder)
    assert ran.status == 0
    assert f"{STANDARD} var låst i forvejen." in ran.out
    assert len(tomllib.loads((folder / "lock.toml").read_text("utf-8"))["sha256"]) == 2


def test_a_changed_file_in_use_is_refused_and_nothing_is_written(kompas: Run, folder: Path) -> None:
    assert kompas("norms", "freeze", "--norms", folder, STANDARD).status == 0
    before = (folder / "lock.toml").read_bytes()
    with (folder / STANDARD).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    ran = kompas("norms", "freeze", "--norms", folder, "vejen/104.toml", STANDARD)
    assert ran.status == 2
    assert "er allerede i brug, men har et andet indhold nu" in ran.err
    assert "en ny fil med egen valid_from" in ran.err
    assert (folder / "lock.toml").read_bytes() == before
    checked = kompas("norms", "check", "--norms", folder)
    assert checked.status == 1
    assert "Filen er i brug" in checked.flat


@pytest.mark.parametrize("name", ["nope.toml", "facts.toml", "../pyproject.toml", "vejen/105.toml"])
def test_only_norm_files_are_frozen(kompas: Run, folder: Path, name: str) -> None:
    ran = kompas("norms", "freeze", "--norms", folder, name)
    assert ran.status == 2
    assert "er ikke en regelfil" in ran.err
    assert not (folder / "lock.toml").exists()


def test_a_broken_lock_is_said(kompas: Run, folder: Path) -> None:
    (folder / "lock.toml").write_text("[sha256\n", "utf-8")
    for arguments in (("check",), ("freeze", STANDARD)):
        ran = kompas("norms", *arguments, "--norms", folder)
        assert ran.status in (1, 2)
        assert "lock.toml" in "".join((ran.out + ran.err).split())


def test_show_prints_conditions_answers_ranks_and_sources(kompas: Run) -> None:
    ran = kompas("norms", "show", "--municipality", "copenhagen", "--on", "2026-03-01")
    assert ran.status == 0
    assert "Opfyldt når: Alder: fra 18" in ran.flat
    assert "Svar: 3-4 dage om ugen Gælder når: Boform: midlertidigt botilbud" in ran.flat
    assert "Viger for: in-housing-over-65" in ran.flat
    assert "Vurderes individuelt når: Boform: bofællesskab" in ran.flat
    assert "vejledende · Københavns kvalitetsstandarder 2019, 4.4" in ran.flat
    assert "Afgørelsen skal indeholde: antallet af dage om ugen" in ran.flat
    assert "Det kan aldrig alene give et dårligere svar" in ran.out
    assert "Fortolkning: Over 65 er læst som fra den 66. fødselsdag." in ran.flat


def test_show_refuses_a_day_for_which_nothing_is_coded(kompas: Run) -> None:
    ran = kompas("norms", "show", "--municipality", "copenhagen", "--on", "2018-01-01")
    assert ran.status == 2
    assert "der er ikke lagt regler ind, som gælder den 1. januar 2018" in ran.err
    assert "Den tidligste dag, Kompas kan svare for" in ran.err
