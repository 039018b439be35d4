"""A canary through processes and terminal: a name and a number that no log or error may repeat."""

import traceback
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError

from kompas.casework import Citizen
from kompas.casework.commands import Refused
from kompas.casework.steps.note import NoteWritten
from kompas.norms import Library
from kompas.processes import finding, reading
from kompas.processes.act import perform
from kompas.processes.erasing import erase_case
from kompas.processes.export import export
from kompas.processes.letters import make_letter
from kompas.register import case_rows
from kompas.register.access import acting
from kompas.register.environment import data_folder
from tests.processes.terminal import Run
from tests.processes.town import PURPOSE, WEST, Telling, decided, viewer
from tests.register.database import Database
from tests.register.test_silence import CPR, NAME, SIGNS, listening
from tests.spec.case.stories import APPLICATION, NEED

CANARY = replace(APPLICATION, unit=WEST, citizen=Citizen(name=NAME, cpr=CPR))


def repeated(text: str) -> list[str]:
    return [sign for sign in SIGNS if sign in text.lower()]


def told(action: Callable[[], object]) -> str:
    """What an error says, with its whole traceback, or a refusal; "" where it was done."""
    try:
        outcome = action()
    except Exception as error:  # noqa: BLE001 - whatever it is, it must be silent
        return "".join(traceback.format_exception(error)) + repr(error) + str(vars(error))
    return repr(outcome) if isinstance(outcome, Refused) else ""


def test_nothing_that_is_done_or_goes_wrong_repeats_a_name(
    library: Library, town: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    with listening(heard):
        telling = Telling(library).does(CANARY, NEED)
        case_id, now, anna = telling.id, telling.now, viewer("anna")
        first = telling.entries()[:1]

        def too_late() -> None:
            with acting(anna):
                perform(first, NEED, anna, library=library, now=now)

        def broken(*_given: object, **_more: object) -> None:
            raise DatabaseError

        errors = [
            told(too_late),
            told(lambda: reading.read(case_id, viewer("carla"), PURPOSE, now=now)),
            told(lambda: reading.read(case_id, anna, f"om {CPR}", now=now)),
            told(lambda: reading.replay(case_id, 1, anna, PURPOSE, library=library, now=now)),
            told(lambda: telling.asks(replace(CANARY, case_number=f"{NAME}\0"))),
            told(lambda: Telling(library).asks(replace(CANARY, applied_for=f"{NAME}\ud800"))),
            told(lambda: Telling(library).asks(replace(CANARY, case_number=f"{NAME}\0"))),
            told(lambda: erase_case(case_id, f"om {CPR}", viewer("drift"), now=now)),
        ]
        finding.find(NAME, anna, PURPOSE, now=now)
        finding.find(CPR, anna, PURPOSE, now=now)
        reading.browse(anna, reading.Wanted(), PURPOSE, now=now + timedelta(days=1))
        export(case_id, anna, PURPOSE, now=now)
        monkeypatch.setattr(case_rows, "upsert", broken)
        errors.append(told(lambda: telling.asks(NoteWritten(text=f"{NAME} {CPR}"))))
    assert [repeated(error) for error in errors if error] == [[]] * len(list(filter(None, errors)))
    assert sum(map(bool, errors)) >= 7
    assert repeated("\n".join(heard)) == []
    with town.as_superuser() as all_seeing:
        logged = all_seeing.execute("SELECT access_log::text FROM access_log").fetchall()
    assert len(logged) >= 5
    assert repeated(str(logged)) == []


@pytest.mark.usefixtures("town")
def test_no_file_is_called_after_anybody(library: Library) -> None:
    telling = decided(library)
    make_letter(telling.id, viewer("anna"), library=library, now=telling.now)
    names = [path.name for path in data_folder().glob("**/*")]
    assert any(len(name) == 64 for name in names)
    assert not [name for name in names if "prøve" in name.lower() or "7204801234" in name]


def test_the_terminal_repeats_no_number(kompas: Run, library: Library, tmp_path: Path) -> None:
    Telling(library).does(CANARY)
    dashed = f"{CPR[:6]}-{CPR[6:]}"
    for line in (
        ("case", "show", CPR, "--as", "anna"),
        ("case", "show", dashed, "--as", "anna"),
        ("case", "list", CPR, "--as", "anna"),
        ("case", "list", dashed, "--as", "anna", "--json"),
        ("case", "list", "--after", CPR, "--as", "anna"),
        ("case", "list", "--status", dashed, "--as", "anna"),
        ("case", "list", "--as", CPR),
        ("case", "as-of", APPLICATION.case_number, CPR, "--as", "anna"),
        ("case", "replay", APPLICATION.case_number, dashed, "--as", "anna"),
        ("case", "looks", APPLICATION.case_number, "--as", "anna", "--purpose", dashed),
        ("case", "export", APPLICATION.case_number, "--as", "anna"),
        ("case", "export", APPLICATION.case_number, "--as", "anna", "-o", tmp_path / CPR / "x"),
        ("erase", CPR, "--why", dashed, "--yes", "--as", "drift"),
        ("verify-log", "--heads", dashed),
        ("backup", tmp_path / CPR / "x"),
        ("restore", tmp_path / f"{dashed}.tar"),
        ("sample", "--cases", CPR),
    ):
        ran = kompas(*line)
        assert CPR not in ran.out + ran.err, line
        assert dashed not in ran.out + ran.err, line
