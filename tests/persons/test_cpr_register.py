"""The stand-in for the CPR register: made-up people of a file, and what they differ in."""

from dataclasses import replace
from pathlib import Path

import pytest

from kompas.persons.cpr_register import CprRecord, differences, read_register
from kompas.persons.entries import AddressCorrected, NameCorrected, ProtectionSet
from tests.persons.people import FIRST, told
from tests.register.cases import DAY

PEOPLE = """
["610180-0001"]
name = "Mette Prøve"
address_lines = ["Fabelgade 1", "0000 Eksempelby"]
protected = true
"""


def test_the_stand_in_knows_the_people_of_its_file(tmp_path: Path) -> None:
    (tmp_path / "people.toml").write_text(PEOPLE, encoding="utf-8")
    register = read_register(tmp_path / "people.toml")
    record = register.look_up("6101800001")
    assert record == CprRecord(
        name="Mette Prøve", address_lines=("Fabelgade 1", "0000 Eksempelby"), protected=True
    )
    assert register.look_up("6101800002") is None
    assert record is not None
    assert differences(told().on(DAY), record) == (ProtectionSet(protected=True),)


def test_it_knows_nobody_who_may_exist(tmp_path: Path) -> None:
    (tmp_path / "people.toml").write_text(PEOPLE.replace("610180", "010180"), encoding="utf-8")
    with pytest.raises(ValueError, match=r"people\.toml"):
        read_register(tmp_path / "people.toml")


def test_only_what_differs_is_told() -> None:
    known = told().on(DAY)
    same = CprRecord(name=FIRST.name, address_lines=FIRST.address_lines)
    assert differences(known, same) == ()
    moved = replace(same, name="Mette Ny", address_lines=("Skrønevej 2",))
    assert differences(known, moved) == (
        NameCorrected(name="Mette Ny"),
        AddressCorrected(address_lines=("Skrønevej 2",)),
    )
