"""What entries say in words: every kind, in short and in full, without a code of the program."""

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kompas.casework import Amounts, DecisionKind, Evidence, EvidenceKind, amounts
from kompas.casework.deadline import DeadlineKind
from kompas.casework.proceeding import BoardOutcome, ReviewOutcome
from kompas.casework.record import EVENTS, Event
from kompas.casework.steps import STEPS, step_of
from kompas.casework.steps.application import ApplicationReceived, Channel, Consent
from kompas.casework.steps.board_decision import BoardDecided
from kompas.casework.steps.complaint_review import ComplaintReviewed
from kompas.casework.steps.deadline import DeadlineSet
from kompas.casework.steps.decision import DecisionTaken
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.panel_decision import PanelDecided
from kompas.casework.steps.sending import LetterSent
from kompas.casework.steps.withdrawal import EntryWithdrawn, Withdrawal
from kompas.casework.taken_decision import LetterChannel
from kompas.casework.timeline import EVIDENCE_KINDS, Line, Speech, text_of
from kompas.casework.trace import FindingKept, Trace
from kompas.letters import number_words
from kompas.norms import Library
from tests.spec.case.stories import APPLICATION, DRAFT, RUNNING_GRANT

DECIDED = DecisionTaken(
    decision=DRAFT,
    trace=Trace(
        norms=(("vejen/104-2024.toml", "ab" * 32),),
        verdict="falls",
        findings=(
            FindingKept(
                code="ground_not_shown",
                about="met_in_housing",
                severity="blocking",
                text="Grunden er ikke vist.",
                source="Principafgørelse 9-18",
                can_be_overridden=True,
            ),
        ),
        explanation="{}",
    ),
    changes=1,
)
DRAWN = {
    "decision": st.just(DECIDED.decision),
    "trace": st.just(DECIDED.trace),
    "extent": st.dictionaries(
        st.sampled_from(["days_per_week", "place", "gone"]), st.decimals(0, 37, places=2)
    ),
    "name": st.just("vum_level"),
    "value": st.sampled_from(["D2", "D", "no such level"]),
    "depends_on": st.sampled_from([(), ("housing", "vum_level"), ("no_such_fact",)]),
}
NUMBERS = {"complaint_received", "case_remitted"}
"""Events whose `decision` is the number of an entry."""
CODES = re.compile(r"\b(?:[a-z]+_[a-z_]+|True|False|None)\b")


def told(event: Event, s: Speech) -> tuple[str, list[Line]]:
    """What an entry says, in short and in full."""
    step = step_of(event)
    return step.says(event, s), list(step.says_in_full(event, s))


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_every_entry_is_told_in_words(name: str, library: Library) -> None:
    speech = Speech(library.words, number_words.day, str.title)
    kind = EVENTS[name]
    known = {field.name: DRAWN[field.name] for field in fields(kind) if field.name in DRAWN}  # type: ignore[arg-type]
    if name in NUMBERS:
        known["decision"] = st.integers(1, 99)

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.builds(kind, **known))
    def is_told(event: Event) -> None:
        text, lines = told(event, speech)
        assert isinstance(text, str)
        for label, value in lines:
            assert label
            assert value

    is_told()


def enums(kind: type) -> Iterator[type[Enum]]:
    """The enumerations that stand in the fields of a class."""
    for hint in get_type_hints(kind).values():
        for one in (hint, *get_args(hint)):
            if isinstance(one, type) and issubclass(one, Enum):
                yield one


def test_every_value_of_an_enumeration_in_an_entry_has_its_words(library: Library) -> None:
    """What is told under a label is told in words; nothing falls on a value that has none."""
    speech = Speech(library.words)
    found = {one for step in STEPS.values() if step.labels for one in enums(step.event)}
    assert {Channel, LetterChannel, Withdrawal, DecisionKind, ReviewOutcome} <= found
    kinds: list[type[Enum]] = [*found, EvidenceKind]
    for kind in kinds:
        texts = [text_of(one, speech) for one in kind]
        assert all(text and not CODES.search(text) for text in texts), kind
        assert len(set(texts)) == len(texts)


def test_every_kind_of_paper_has_a_name() -> None:
    assert set(EVIDENCE_KINDS) == set(EvidenceKind)


TOLD: list[Any] = [
    DECIDED,
    EvidenceAdded(
        evidence=Evidence(
            id="note-1", kind=EvidenceKind.NOTE, title="Notat", dated=date(2026, 5, 7)
        )
    ),
    EntryWithdrawn(seq=3, reason=Withdrawal.WRONG_CITIZEN, why="Forkert borger."),
    LetterSent(
        channel=LetterChannel.DIGITAL_POST,
        sent_on=date(2026, 6, 1),
        received_on=date(2026, 6, 1),
    ),
    PanelDecided(kind=DecisionKind.PARTIAL_REFUSAL, extent=amounts(hours_per_week=Decimal("7.5"))),
    FactNoted(name="housing", value="own_home", source="Mødet", dated=date(2026, 5, 7)),
    FactNoted(name="housing", value="residential", source="", dated=date(2026, 5, 7)),
    ApplicationReceived(
        **{
            **{field.name: getattr(APPLICATION, field.name) for field in fields(APPLICATION)},
            "case_number": "27.35.08-G01-1-26",
            "on_behalf_by": "Søsteren",
            "consent": Consent(scope="Ansøgningen", given_on=date(2026, 5, 3), how="skriftligt"),
        }
    ),
    ComplaintReviewed(
        outcome=ReviewOutcome.PARTLY_UPHELD, why="Ikke vist.", reviewed_on=date(2026, 7, 1)
    ),
    BoardDecided(outcome=BoardOutcome.REMITTED, decided_on=date(2026, 9, 1), text="Undersøg det."),
    DeadlineSet(
        what=DeadlineKind.FOLLOW_UP,
        day=date(2026, 12, 1),
        counted_from=date(2026, 6, 1),
        rows=("copenhagen/84-2019.toml first-follow-up",),
        depends_on=("housing", "vum_level"),
        about=9,
    ),
    DeadlineSet(what=DeadlineKind.DECISION, day=None, counted_from=date(2026, 6, 1), about=1),
]


@pytest.mark.parametrize("event", TOLD, ids=lambda event: type(event).__name__)
def test_codes_of_the_program_are_not_shown(event: Event, library: Library) -> None:
    text, lines = told(event, Speech(library.words))
    shown = [text, *(value for _label, value in lines)]
    assert [one for one in shown if CODES.search(one) and ".toml" not in one] == []
    text, lines = told(event, Speech(library.words, number_words.day))
    assert not any("2026-" in one for one in (text, *(value for _label, value in lines)))


def test_a_consent_is_told_in_its_parts(library: Library) -> None:
    applied = next(one for one in TOLD if isinstance(one, ApplicationReceived))
    text, lines = told(applied, Speech(library.words, number_words.day))
    assert "Søsteren" in text
    assert {"Ansøgningen", "skriftligt", "Søsteren"} <= {value for _label, value in lines}


def test_a_deadline_says_what_it_depends_on_and_whose_it_is(library: Library) -> None:
    follow_up, none = (one for one in TOLD if isinstance(one, DeadlineSet))
    text, lines = told(follow_up, Speech(library.words, number_words.day))
    facts = library.words.facts
    assert all(facts[name].text in text for name in follow_up.depends_on)
    assert follow_up.rows[0] in {value for _label, value in lines}
    text, lines = told(none, Speech(library.words, number_words.day))
    assert text.endswith("ingen")
    assert "enhedens egen frist" in {value for _label, value in lines}


@pytest.mark.parametrize(
    ("extent", "said"),
    [
        ({}, "Værkstedet, bevilget 1. marts 2019"),
        (amounts(days_per_week=4), "Værkstedet, 4 dage om ugen, bevilget 1. marts 2019"),
    ],
)
def test_a_running_grant_is_told_as_far_as_it_is_stated(
    extent: Amounts, said: str, library: Library
) -> None:
    speech = Speech(library.words, number_words.day, str.title)
    assert told(replace(RUNNING_GRANT, extent=extent), speech)[0] == said
