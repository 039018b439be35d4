"""A letter goes out only when it can come to each who is to have it."""

from dataclasses import replace

import pytest

from kompas.casework import Citizen
from kompas.casework.commands import Refused
from kompas.casework.reach import NO_ADDRESS
from kompas.casework.steps.sending import SendLetter
from kompas.norms import Library
from kompas.persons.entries import DigitalPostSet, RepresentativeAppointed, Told
from kompas.persons.recipients import citizen_of, recipients_of
from kompas.processes.party import Party, out_of_reach_today
from tests.processes.test_citizen import GUARDIAN, MOVED, page, says
from tests.processes.town import Telling, decided
from tests.spec.case.stories import APPLICATION, DIGITAL_POST, PAPER, TODAY

pytestmark = pytest.mark.usefixtures("town")

NAME, CPR = "Prøve Person", "7204801234"
NOWHERE = Citizen(name=NAME, cpr=CPR)
NOBODY_KNOWS = replace(GUARDIAN, address_lines=())
EXEMPT = DigitalPostSet(exempt=True)


def told(telling: Telling, command: SendLetter) -> list[tuple[str, str]]:
    """The refusals of a sending: the code, and whom each is about."""
    outcome = telling.asks(command)
    assert isinstance(outcome, Refused), outcome
    assert all(one.remedy for one in outcome.reasons)
    return [(one.code, one.text) for one in outcome.reasons]


def ready(library: Library, citizen: Citizen = APPLICATION.citizen, *known: Told) -> Telling:
    telling = decided(library, citizen=citizen)
    if known:
        assert says(telling, *known) == []
    telling.prints()
    return telling


@pytest.mark.parametrize("channel", [DIGITAL_POST, PAPER])
def test_with_an_address_it_goes_by_either_way(channel: SendLetter, library: Library) -> None:
    ready(library, APPLICATION.citizen, GUARDIAN).does(channel)


def test_without_an_address_it_goes_by_digital_post_alone(library: Library) -> None:
    telling = ready(library, NOWHERE)
    assert telling.refuses(PAPER) == [NO_ADDRESS]
    telling.does(DIGITAL_POST)


def test_who_is_exempt_and_has_no_address_gets_it_in_no_way(library: Library) -> None:
    telling = ready(library, NOWHERE, EXEMPT)
    assert telling.refuses(PAPER) == [NO_ADDRESS]
    assert telling.refuses(DIGITAL_POST) == [NO_ADDRESS, "exempt_from_digital_post"]
    assert says(telling, MOVED) == []
    assert telling.refuses(PAPER) == ["recipients_changed"]
    telling.prints()
    telling.does(PAPER)


@pytest.mark.parametrize("channel", [DIGITAL_POST, PAPER])
def test_who_has_no_number_has_no_digital_post(channel: SendLetter, library: Library) -> None:
    assert ready(library, Citizen(name=NAME)).refuses(channel) == [NO_ADDRESS]


@pytest.mark.parametrize("channel", [DIGITAL_POST, PAPER])
def test_who_acts_for_the_citizen_has_an_address(channel: SendLetter, library: Library) -> None:
    telling = ready(library, APPLICATION.citizen, NOBODY_KNOWS)
    ((code, text),) = told(telling, channel)
    assert (code, GUARDIAN.name in text, NAME in text) == (NO_ADDRESS, True, False)


def test_each_who_would_not_get_it_is_named(library: Library) -> None:
    other = replace(NOBODY_KNOWS, name="Sara Samværge", kind="co_guardian")
    telling = ready(library, NOWHERE, EXEMPT, NOBODY_KNOWS, other)
    found = told(telling, PAPER)
    assert [code for code, _text in found] == [NO_ADDRESS] * 3
    for name, (_code, text) in zip((NAME, GUARDIAN.name, other.name), found, strict=True):
        assert text.startswith(name)


def test_who_gets_no_letter_needs_no_address(library: Library) -> None:
    lawyer = RepresentativeAppointed(kind="lawyer", name="Anton Advokat")
    ready(library, APPLICATION.citizen, lawyer).does(PAPER)


def test_of_a_child_each_holder_of_custody_is_reached_and_the_child_need_not_be(
    library: Library,
) -> None:
    telling, kinds = decided(library), library.representatives
    here, nowhere = (
        RepresentativeAppointed(kind="custody_holder", name=name, address_lines=lines)
        for name, lines in (("Moa Mor", ("Fabelgade 1",)), ("Frode Far", ()))
    )
    assert says(telling, here, nowhere) == []
    child = replace(page(telling).person.on(TODAY), cpr="7101104001", address_lines=())
    party = Party(citizen_of(child, kinds, TODAY), recipients_of(child, kinds, TODAY))
    (lost,) = out_of_reach_today(telling.case, party)
    assert lost.text.startswith("Frode Far")
