"""What entries say in words: every kind, in short and in full, without a code of the program."""

import re
from dataclasses import fields
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kompas.casework import DecisionKind, Evidence, EvidenceKind, Extent, steps
from kompas.casework.record import EVENTS, Event
from kompas.letters import spoken
from kompas.norms import Library
from kompas.processes.said import Speech, said
from kompas.processes.said_in_full import EVIDENCE_KINDS, FIELD_TEXTS, in_full
from tests.register.test_events import DECIDED

# What says nothing to people, or is told in another way (a decision, a fact, a hash).
SILENT = {
    "id",
    "decision",
    "document_id",
    "document_sha256",
    "municipality",
    "name",
    "service",
    "sha256",
    "trace",
    "unit",
    "value",
}
DRAWN = {
    "decision": st.just(DECIDED.decision),
    "trace": st.just(DECIDED.trace),
    "extent": st.builds(Extent, hours_per_week=st.none() | st.decimals(0, 37, places=2)),
    "name": st.just("vum_level"),
    "value": st.sampled_from(["D2", "D", "no such level"]),
}
CODES = re.compile(r"\b(?:[a-z]+_[a-z_]+|True|False|None)\b")


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_every_entry_is_told_in_words(name: str, library: Library) -> None:
    speech = Speech(library.words, spoken.day, str.title)
    kind = EVENTS[name]
    drawn = {field.name: DRAWN[field.name] for field in fields(kind) if field.name in DRAWN}

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.builds(kind, **drawn))
    def told(event: Event) -> None:
        said(event, speech)
        for label, text in in_full(event, speech):
            assert label
            assert text

    told()


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_every_field_of_an_entry_is_told_or_left_out_knowingly(name: str) -> None:
    unknown = {field.name for field in fields(EVENTS[name])} - FIELD_TEXTS.keys() - SILENT
    assert unknown == set(), f"{name}: FIELD_TEXTS lacks {sorted(unknown)}"


def test_every_kind_of_paper_has_a_name() -> None:
    assert set(EVIDENCE_KINDS) == set(EvidenceKind)


@pytest.mark.parametrize(
    "event",
    [
        DECIDED,
        steps.EvidenceAdded(
            evidence=Evidence(
                id="note-1", kind=EvidenceKind.NOTE, title="Notat", dated=date(2026, 5, 7)
            )
        ),
        steps.EntryWithdrawn(seq=3, reason=steps.Withdrawal.WRONG_CITIZEN, why="Forkert borger."),
        steps.LetterSent(
            channel=steps.LetterChannel.DIGITAL_POST,
            sent_on=date(2026, 6, 1),
            received_on=date(2026, 6, 1),
            complaint_until=date(2026, 6, 29),
            follow_up_due=None,
        ),
        steps.PanelDecided(
            kind=DecisionKind.PARTIAL_REFUSAL, extent=Extent(hours_per_week=Decimal("7.5"))
        ),
        steps.FactNoted(name="housing", value="own_home", source="Mødet", dated=date(2026, 5, 7)),
        steps.FactNoted(name="housing", value="residential", source="", dated=date(2026, 5, 7)),
    ],
    ids=lambda event: type(event).__name__,
)
def test_codes_of_the_program_are_not_shown(event: Event, library: Library) -> None:
    told = [
        said(event, Speech(library.words)),
        *(t for _l, t in in_full(event, Speech(library.words))),
    ]
    assert [text for text in told if CODES.search(text) and ".toml" not in text] == []
    dates = Speech(library.words, spoken.day)
    assert not any("2026-" in text for _label, text in in_full(event, dates))
