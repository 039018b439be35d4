"""A protected address: marked wherever staff read whose case it is, and told to nobody else."""

import pytest

from kompas.casework import Citizen
from kompas.casework.address import PROTECTED
from kompas.norms import Library
from kompas.persons.entries import ProtectionSet
from tests.processes.terminal import Run
from tests.processes.test_citizen import says
from tests.processes.town import Telling, applied, unused_number
from tests.spec.case.stories import TODAY

pytestmark = pytest.mark.usefixtures("town")

HIDDEN = "Hemmelig Sti 7"
"""A street that stands nowhere else."""


def one_who(library: Library, *, protected: bool) -> tuple[Telling, str]:
    """A case, and its number."""
    citizen = Citizen(name="Prøve Person", cpr="7204801234", address_lines=(HIDDEN,))
    number = unused_number()
    telling = applied(library, citizen=citizen)
    if protected:
        assert says(telling, ProtectionSet(protected=True)) == []
    return telling, number


@pytest.mark.parametrize("protected", [True, False])
def test_the_terminal_marks_who_is_protected_and_nobody_else(
    kompas: Run, library: Library, *, protected: bool
) -> None:
    _telling, number = one_who(library, protected=protected)
    for line in (
        ("case", "list"),
        ("case", "list", "person"),
        ("case", "show", number),
        ("case", "as-of", number, TODAY.isoformat()),
    ):
        ran = kompas(*line, "--as", "anna")
        assert ran.status == 0, ran.err
        assert (f"Prøve Person ({PROTECTED})" in ran.flat) is protected, line
        assert HIDDEN not in ran.out
    (listed,) = kompas("case", "list", "--as", "anna", "--json").data["cases"]
    assert listed["citizen_protected"] is protected
    shown = kompas("case", "show", number, "--as", "anna", "--json").data
    assert shown["citizen_protected"] is protected


def test_what_is_done_in_the_terminal_says_who_is_protected(kompas: Run, library: Library) -> None:
    _telling, number = one_who(library, protected=True)
    note = {"command": "note_written", "text": "Ringede og aftalte et møde."}
    ran = kompas("case", "act", number, "-", "--as", "anna", stdin=note)
    assert ran.status == 0, ran.err
    assert PROTECTED in ran.flat
    assert HIDDEN not in ran.out
