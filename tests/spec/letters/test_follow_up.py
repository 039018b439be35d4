"""The letter of the municipality's own follow-up says so, and answers no application."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kompas.casework import Decision, DecisionForm, DecisionKind, amounts
from kompas.letters import compose, facts_from_norms, read_clauses
from kompas.letters.letter import Letter, plain_text, text_of
from kompas.letters.readability import AIM_LIX, readability_of
from kompas.letters.tracing import unconfirmed, untraced
from kompas.norms import GivenFact, Library
from kompas.soundness import judge
from tests.spec.soundness.drafts import GRANT, ON, SUITED, ground
from tests.spec.soundness.test_support_and_relief import (
    RELIEF_GRANT,
    RESPITE_GRANT,
    SUPPORT_GRANT,
    SUPPORT_REFUSAL,
)
from tests.spec.soundness.work_and_housing import LONG_GRANT, TEMPORARY_GRANT, WORK_GRANT

K = DecisionKind
WISH = ground("citizens_wish", "Du har selv sagt, hvad du ønsker.", how_expressed="På mødet.")
OWN = "Det gør vi af os selv, og brevet er ikke svar på en ansøgning."
ANSWERS = (
    "søgt om",
    "søgte",
    "kan begynde",
    "flytte ind",
    "begynder den",
    "Første gang",
)
"""What only a letter says that answers an application, or tells of help that begins."""

DAYS = (amounts(days_per_week=4, hours_per_week=24), amounts(days_per_week=3, hours_per_week=18))
HOURS = (amounts(hours_per_week=Decimal(5)), amounts(hours_per_week=Decimal(3)))
YEAR = (amounts(days_per_year=80), amounts(days_per_year=60))
PLACE = (amounts(place=1), amounts(place=1))
NOTED = {
    name: GivenFact(given.value, given.source or "Udredning", given.dated or date(2026, 3, 2))
    for name, given in GRANT.facts.items()
}
SERVICES: dict[str, tuple[Decision, Any, str]] = {
    "§ 104": (replace(GRANT, facts=NOTED), DAYS, "Du får fortsat et aktivitets- og samværstilbud"),
    "§ 103": (WORK_GRANT, DAYS, "Du har fortsat beskyttet beskæftigelse"),
    "§ 85": (SUPPORT_GRANT, HOURS, "Du får fortsat støtte i hverdagen"),
    "§ 84, at home": (RELIEF_GRANT, HOURS, "I får fortsat afløsning eller aflastning"),
    "§ 84, respite": (RESPITE_GRANT, YEAR, "I får fortsat afløsning eller aflastning"),
    "§ 107": (TEMPORARY_GRANT, PLACE, "Du har fortsat et midlertidigt ophold i et botilbud"),
    "§ 108": (LONG_GRANT, PLACE, "Du har fortsat et længerevarende botilbud"),
}
"""Each help: a grant of it, much of it and less of it, and how a letter says that it goes on."""

ENDINGS = {
    "goes on": (K.GRANT, 0, 0),
    "more of it": (K.GRANT, 1, 0),
    "some of what was wished": (K.PARTIAL_REFUSAL, 1, 0),
    "less": (K.REDUCTION, 0, 1),
    "stops": (K.TERMINATION, 0, None),
    "a wish refused": (K.REFUSAL, 0, None),
    "by another": (K.PROVIDER_CHANGE, 0, 0),
    "chosen anew": (K.PROVIDER_CHOICE, 0, 0),
}
"""What a follow-up can come to: the kind, and how much there was and is (0 much, 1 less)."""


def ended(service: str, ending: str) -> Decision:
    """The decision that a follow-up of a help came to."""
    grant, measured, _title = SERVICES[service]
    kind, before, now = ENDINGS[ending]
    plain = kind is K.GRANT
    return replace(
        grant,
        kind=kind,
        form=DecisionForm.DECISION,
        applied_for=None,
        applied_on=None,
        own_follow_up=True,
        granted={} if now is None else measured[now],
        granted_before=measured[before],
        starts_on=None if now is None else date(2026, 7, 1),
        ends_on=date(2026, 7, 31) if kind is K.TERMINATION else None,
        facilities=() if now is None else grant.facilities or (SUITED,),
        grounds=() if plain else (WISH,),
        complaint_guidance=None if plain else SUPPORT_REFUSAL.complaint_guidance,
    )


def letter_of(draft: Decision, library: Library) -> Letter:
    book = read_clauses(library.folder / "letters", draft.service, library.words)
    facts = facts_from_norms(draft, library, judge(draft, library, ON).assessment)
    return compose(draft, facts, book)


POSSIBLE = [
    (service, ending)
    for service in SERVICES
    for ending in ENDINGS
    if SERVICES[service][1] is not PLACE or ending not in {"more of it", "less"}
]


@pytest.mark.parametrize(("service", "ending"), POSSIBLE)
def test_whatever_a_follow_up_comes_to_its_letter_is_the_municipalitys_own(
    service: str, ending: str, library: Library
) -> None:
    letter = letter_of(ended(service, ending), library)
    text = plain_text(letter)
    assert OWN in text
    assert [words for words in ANSWERS if words in text] == []
    assert [part.text for part in letter.missing] == []
    assert (untraced(letter), unconfirmed(letter)) == ((), ())
    assert readability_of(letter).lix <= AIM_LIX


@pytest.mark.parametrize("service", SERVICES)
def test_help_that_goes_on_is_said_to_go_on(service: str, library: Library) -> None:
    letter = letter_of(ended(service, "goes on"), library)
    assert text_of(letter.title) == SERVICES[service][2]
    assert "Det gælder fra den 1. juli 2026." in plain_text(letter)


@pytest.mark.parametrize("service", SERVICES)
def test_a_letter_that_answers_an_application_is_as_it_was(service: str, library: Library) -> None:
    grant = replace(SERVICES[service][0], applied_for="hjælp", applied_on=date(2026, 5, 4))
    text = plain_text(letter_of(grant, library))
    assert OWN not in text
    assert "Den 4. maj 2026 søgte" in text
    assert "fortsat" not in text


@pytest.mark.parametrize("service", SERVICES)
def test_who_asked_for_more_in_vain_is_not_told_to_have_nothing(
    service: str, library: Library
) -> None:
    asked = replace(ended(service, "some of what was wished"), own_follow_up=False)
    refused = replace(asked, kind=K.REFUSAL, granted={}, facilities=(), applied_for="mere hjælp")
    letter = letter_of(refused, library)
    assert text_of(letter.title) in {
        "Du får ikke det, du har søgt om",
        "I får ikke det, I har søgt om",
    }
    assert "har fortsat den hjælp" in plain_text(letter)


@pytest.mark.parametrize("service", SERVICES)
def test_a_wish_refused_in_a_follow_up_leaves_the_help(service: str, library: Library) -> None:
    refused = ended(service, "a wish refused")
    letter = letter_of(refused, library)
    wished = {"Du får ikke det, du ønsker", "I får ikke det, I ønsker"}
    assert text_of(letter.title) in wished
    assert "har fortsat den hjælp" in plain_text(letter)
    # Where nobody knows of help from before, none is promised.
    nothing = plain_text(letter_of(replace(refused, granted_before={}), library))
    assert "fortsat den hjælp" not in nothing


def test_who_gets_another_place_of_sheltered_work_is_told_so_in_danish(library: Library) -> None:
    title = text_of(letter_of(ended("§ 103", "by another"), library).title)
    assert title.endswith("til et andet sted med beskyttet beskæftigelse")
