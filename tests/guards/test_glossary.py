"""Every domain identifier has a Danish term, and every term of the glossary an identifier."""

from dataclasses import replace
from pathlib import Path

import pytest

from kompas.casework.steps import STEPS
from kompas.norms import Library
from tools import glossary
from tools.glossary import Entry, Glossary, Identifier

FOUND = tuple(glossary.identifiers())
KNOWN = glossary.glossary()


def with_entries(*entries: Entry) -> Glossary:
    return replace(KNOWN, entries={**KNOWN.entries, **{entry.name: entry for entry in entries}})


def test_every_identifier_has_a_danish_term(library: Library) -> None:
    assert glossary.missing(FOUND, KNOWN, library) == []


def test_every_entry_is_used(library: Library) -> None:
    assert glossary.unused(FOUND, KNOWN, library) == []


def test_no_entry_repeats_what_the_norms_say(library: Library) -> None:
    assert glossary.repeated(KNOWN, library) == []


def test_no_name_is_both_a_term_and_mechanics() -> None:
    assert sorted(KNOWN.entries.keys() & set(KNOWN.mechanics)) == []


def test_every_room_of_the_law_is_read() -> None:
    places = {identifier.place.split("/")[1] for identifier in FOUND}
    assert places == set(glossary.ROOMS)
    names = {identifier.name for identifier in FOUND}
    assert {"Decision", "Finding", "Row", "Letter", "ComplaintReceived"} <= names


def test_a_new_class_field_and_value_are_named(tmp_path: Path, library: Library) -> None:
    for room in glossary.ROOMS:
        (tmp_path / "kompas" / room / "steps").mkdir(parents=True)
    (tmp_path / "kompas" / "casework" / "appeal.py").write_text(
        "class Appeal:\n    lodged_on: date\n\n\nclass Merits(StrEnum):\n    UPHELD = 'upheld'\n",
        encoding="utf-8",
    )
    (tmp_path / "kompas" / "casework" / "steps" / "appeal.py").write_text(
        "class AppealLodged(Event):\n    heard_by: str\n\n\n"
        "class LodgeAppeal(Step[AppealLodged, AppealLodged]):\n    title = 'Anke'\n\n\n"
        "class Stepping(Event):\n    pass\n",
        encoding="utf-8",
    )
    found = glossary.identifiers(tmp_path / "kompas")
    # A step is named by a verb; its event has the word.
    assert glossary.missing(found, KNOWN, library) == [
        "kompas/casework/appeal.py:1: Appeal",
        "kompas/casework/appeal.py:1: Appeal.lodged_on",
        "kompas/casework/appeal.py:5: Merits",
        "kompas/casework/appeal.py:5: Merits.upheld",
        "kompas/casework/steps/appeal.py:1: AppealLodged",
        "kompas/casework/steps/appeal.py:1: AppealLodged.heard_by",
        "kompas/casework/steps/appeal.py:9: Stepping",
    ]


@pytest.mark.parametrize("name", ["waiting_list", "housing.waiting_list"])
def test_an_entry_that_names_nothing_is_told(name: str, library: Library) -> None:
    known = with_entries(Entry(name, "casework", "venteliste", "", "Who waits for a place."))
    assert glossary.unused(FOUND, known, library) == [name]


def test_an_entry_without_danish_needs_the_norms_to_hold_it(library: Library) -> None:
    known = with_entries(replace(KNOWN.entries["finding"], danish=""))
    assert [line.rpartition(" ")[2] for line in glossary.missing(FOUND, known, library)] == [
        "Finding"
    ]


def test_an_entry_with_the_words_of_the_norms_is_told(library: Library) -> None:
    known = with_entries(replace(KNOWN.entries["service"], name="housing", danish="boform"))
    assert glossary.repeated(known, library) == ["housing"]


def test_a_step_needs_no_word_of_its_own_for_its_event_has_one() -> None:
    names = {identifier.name for identifier in FOUND}
    for step in STEPS.values():
        assert type(step).__name__ not in names
        assert {step.event.__name__, step.command.__name__} <= names


def test_a_name_means_two_things_only_where_its_owner_or_room_is_named() -> None:
    note = Identifier("assessment", "EvidenceKind", "kompas/casework/decision.py:40")
    assert note.keys == ("evidence_kind.assessment", "casework.assessment", "assessment")
    status = Identifier("Status", "", "kompas/norms/answers.py:25")
    assert status.keys == ("norms.status", "status")


def test_the_page_shows_the_words_of_the_code_and_of_the_norms() -> None:
    page = glossary.render()
    for shown in (
        "| `party_hearing` | partshøring |",
        "| `housing.long_term_stay` | længerevarende botilbud (servicelovens § 108) |",
        "| `decision_form.administrative_act_only` | faktisk forvaltningsvirksomhed |",
        "| `met_in_housing.covers_need` |",
        "| `copenhagen` | Københavns Kommune | Borgercenter Handicap |",
    ):
        assert shown in page
