"""What was recorded on the wrong citizen is not told: of no kind of entry, on no day."""

import dataclasses
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest

from kompas.casework import Citizen, Evidence, EvidenceKind
from kompas.casework.correction import Slip
from kompas.casework.fold import fold
from kompas.casework.record import EVENTS, Event, Recorded
from kompas.casework.redaction import TAKEN_OUT, quotes_in, told, unsealed
from kompas.casework.steps.decision import DecisionTaken
from kompas.casework.steps.document import DocumentAttached
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.hearing import HearingSent
from kompas.casework.steps.letter import LetterMade
from kompas.casework.steps.letter_correction import LetterCorrected
from kompas.casework.steps.note import NoteWritten
from kompas.casework.steps.withdrawal import EntryWithdrawn, Withdrawal
from kompas.casework.steps.withdrawal_proposal import WithdrawalProposed
from kompas.casework.taken_decision import (
    LetterChannel,
    LetterCopy,
    PostedLetter,
    Recipient,
)
from kompas.casework.wrong_citizen import Withheld
from kompas.norms import GivenFact
from tests.spec.case.stories import APPLICATION, DRAFT, TODAY

CANARY = "Kanariefuglen hos Bodil Anden"
CASE = UUID(int=7)
WRONG = Withdrawal.WRONG_CITIZEN


def full_of_it(hint: Any) -> Any:
    """A value of a type, with the canary in each text."""
    options = [one for one in get_args(hint) if one is not NoneType]
    if get_origin(hint) in (Union, UnionType):
        return CANARY if str in options else full_of_it(options[0])
    origin = get_origin(hint) or hint
    if origin is tuple:
        return (
            (full_of_it(options[0]),)
            if options[-1] is Ellipsis
            else tuple(map(full_of_it, options))
        )
    if origin in (dict, Mapping):
        return {"a": full_of_it(options[1])}
    if dataclasses.is_dataclass(origin):
        hints = get_type_hints(origin)
        return origin(
            **{one.name: full_of_it(hints[one.name]) for one in dataclasses.fields(origin)}
        )  # type: ignore[operator]
    if isinstance(origin, type) and issubclass(origin, Enum):
        return next(iter(origin))
    plain: dict[Any, Any] = {
        str: CANARY,
        Any: CANARY,
        int: 1,
        bool: True,
        date: TODAY,
        Decimal: Decimal(1),
        UUID: CASE,
    }
    return plain[origin]


def recorded(*events: Event, proceeding: int | None = None) -> tuple[Recorded, ...]:
    """An application, and what is recorded after it: one each day."""
    first = Recorded(CASE, 1, APPLICATION, at(1), TODAY, "anna", 1)
    later = (
        Recorded(CASE, seq, event, at(seq), TODAY, "anna", proceeding)
        for seq, event in enumerate(events, 2)
    )
    return (first, *later)


def at(seq: int) -> datetime:
    return datetime(2026, 6, 1, 9, tzinfo=UTC) + timedelta(days=seq)


def out(seq: int, reason: Withdrawal = WRONG) -> EntryWithdrawn:
    return EntryWithdrawn(seq=seq, reason=reason, why=f"Det er {CANARY}.")


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_of_no_kind_of_entry_a_word_is_left(name: str) -> None:
    if name == "entry_withdrawn":
        return
    event = full_of_it(EVENTS[name])
    entries = told(recorded(event, out(2)))
    assert [type(entry.event) for entry in entries[1:]] == [Withheld, EntryWithdrawn]
    for day in (None, *(TODAY + timedelta(days=days) for days in range(5))):
        known = [e for e in entries if day is None or e.recorded_at.date() <= day]
        if known:
            assert CANARY not in repr(fold(known))
    assert CANARY not in repr(entries)
    assert unsealed(entries[1]).event == event


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_what_was_a_mistake_is_told_and_so_is_what_came_back(name: str) -> None:
    if name == "entry_withdrawn":
        return
    event = full_of_it(EVENTS[name])
    for withdrawals in ([out(2, Withdrawal.MISTAKE)], [out(2), out(3, Withdrawal.MISTAKE)]):
        entries = recorded(event, *withdrawals)
        assert told(entries) == entries


def test_a_whole_case_of_somebody_else_keeps_only_where_it_lies() -> None:
    citizen = Citizen(name=CANARY, cpr="7204801234")
    opened = dataclasses.replace(APPLICATION, citizen=citizen, applied_for=CANARY)
    first = dataclasses.replace(recorded()[0], event=opened)
    entries = (first, *recorded(NoteWritten(text=CANARY), out(1), NoteWritten(text="Ny."))[1:])
    seen, case = told(entries), fold(told(entries))
    assert CANARY not in repr(seen)
    assert CANARY not in repr(case)
    assert case == fold(entries)
    assert (case.case_number, case.notes) == (opened.case_number, ("Ny.",))
    assert fold(seen[:2]).citizen is None


def test_why_it_was_proposed_is_told_while_it_waits_and_not_when_it_is_done() -> None:
    note, proposal = NoteWritten(text="Kort."), WithdrawalProposed(seq=2, reason=WRONG, why=CANARY)
    waiting = recorded(note, proposal)
    assert told(waiting) == waiting
    done = told(recorded(note, proposal, out(2)))
    assert CANARY not in repr(done)
    assert CANARY not in repr(fold(done))
    # One that was made because of a mistake tells of nobody else.
    other = dataclasses.replace(proposal, reason=Withdrawal.MISTAKE)
    slip = recorded(note, other, out(2, Withdrawal.MISTAKE))
    assert told(slip) == slip


def test_with_a_proceeding_all_of_it_goes() -> None:
    again = Recorded(CASE, 2, APPLICATION, at(2), TODAY, "anna", 2)
    assessed = Recorded(CASE, 3, full_of_it(EVENTS["need_assessed"]), at(3), TODAY, "anna", 2)
    entries = (recorded()[0], again, assessed, *recorded(*[out(2)] * 3)[3:])
    assert CANARY not in repr(told(entries))


def test_the_case_is_the_same_whichever_way_it_is_folded() -> None:
    entries = recorded(
        NoteWritten(text=CANARY),
        FactNoted(name="age_years", value=1, source="b", dated=TODAY),
        out(2),
    )
    case = fold(entries)
    assert fold(told(entries)) == case


# ---------------------------------------------------------------- what repeats it

PAPER = Evidence(id="bodil", kind=EvidenceKind.NOTE, title=CANARY, dated=TODAY)
FACT = FactNoted(name="vum_level", value="A1", source=CANARY, dated=TODAY)
KEPT = Evidence(id="vum", kind=EvidenceKind.ASSESSMENT, title="Udredningen", dated=TODAY)


def decided(**changes: Any) -> DecisionTaken:
    """A decision that took over the paper, the fact and some words."""
    taken: DecisionTaken = full_of_it(DecisionTaken)
    decision = dataclasses.replace(
        DRAFT,
        evidence=(KEPT, PAPER),
        facts={"vum_level": GivenFact("A1", CANARY, TODAY)},
        need=dataclasses.replace(
            DRAFT.need, text=f"Du skriver: {CANARY}.", evidence=("bodil", "vum")
        ),  # type: ignore[type-var]
        **changes,
    )
    return dataclasses.replace(taken, decision=decision)


def test_a_decision_does_not_repeat_it_nor_does_its_letter() -> None:
    letter = LetterMade(document_sha256="ab" * 32, lix=30)
    added, kept = EvidenceAdded(evidence=PAPER), EvidenceAdded(evidence=KEPT)
    entries = told(recorded(kept, added, FACT, decided(), letter, out(3), out(4), proceeding=1))
    taken, made = entries[4].event, entries[5].event
    assert CANARY not in repr(entries)
    assert isinstance(taken, DecisionTaken)
    assert taken.decision.evidence == (KEPT,)
    assert taken.decision.facts == {}
    assert taken.decision.need is not None
    assert (taken.decision.need.text, taken.decision.need.evidence) == (
        f"Du skriver: {TAKEN_OUT}.",
        ("vum",),
    )
    assert isinstance(made, LetterMade)
    assert made.document_sha256 == ""


def test_a_decision_that_took_nothing_over_is_told_whole_with_its_letter() -> None:
    letter = LetterMade(document_sha256="ab" * 32, lix=30)
    taken = dataclasses.replace(full_of_it(DecisionTaken), decision=DRAFT)
    entries = recorded(taken, letter, NoteWritten(text="En anden."), out(4), proceeding=1)
    assert told(entries)[1:3] == entries[1:3]


def test_what_is_written_after_it_was_found_out_is_left_as_it_is() -> None:
    entries = recorded(NoteWritten(text="Ring til borgeren."), out(2), decided(legal_basis=("x",)))
    assert told(entries)[3] == entries[3]


def test_what_was_made_of_it_goes_with_it_whatever_it_was_withdrawn_for() -> None:
    made = EvidenceAdded(evidence=dataclasses.replace(PAPER, id="notat-2"), made_of=2)
    mistake = out(3, Withdrawal.MISTAKE)
    entries = recorded(
        NoteWritten(text=CANARY), made, dataclasses.replace(mistake, why="x"), out(2)
    )
    assert CANARY not in repr(told(entries))


def test_a_draft_keeps_all_but_what_it_repeats() -> None:
    said = "Bodil Anden har været indlagt i tre uger."
    entries = told(
        recorded(
            NoteWritten(text=f"{said} Hun bor alene hos sin søster."),
            EvidenceAdded(evidence=PAPER),
            out(2),
            out(3),
        )
    )
    draft = {"need": {"text": f"Du var her. {said}", "evidence": ["bodil", "vum"]}, "days": ["3"]}
    left = quotes_in(entries).out_of(draft)
    assert left == {
        "need": {"text": f"Du var her. {TAKEN_OUT}", "evidence": ["vum"]},
        "days": ["3"],
    }
    assert quotes_in(recorded()).out_of(draft) is draft


def test_a_hearing_does_not_name_the_paper() -> None:
    hearing = HearingSent(evidence=("vum", "bodil"), sent_on=TODAY, deadline_on=TODAY)
    entries = told(recorded(EvidenceAdded(evidence=PAPER), hearing, out(2), proceeding=1))
    assert entries[2].event == dataclasses.replace(hearing, evidence=("vum",))


POSTED = PostedLetter(
    document_sha256="cd" * 32,
    lix=22,
    channel=LetterChannel.LETTER,
    copies=(LetterCopy(to=Recipient(name="Anne"), document_sha256="cd" * 32),),
)


def test_the_letter_of_a_hearing_that_names_the_paper_is_not_handed_out() -> None:
    hearing = HearingSent(
        evidence=("vum", "bodil"), sent_on=TODAY, deadline_on=TODAY, told=CANARY, letter=POSTED
    )
    entries = told(recorded(EvidenceAdded(evidence=PAPER), hearing, out(2), proceeding=1))
    heard = entries[2].event
    assert isinstance(heard, HearingSent)
    assert heard.letter is not None
    assert heard.letter.files == ("",)
    other = dataclasses.replace(hearing, evidence=("vum",), told="Andet.")
    entries = told(recorded(EvidenceAdded(evidence=PAPER), other, out(2), proceeding=1))
    assert entries[2].event == other


def test_a_letter_that_corrects_what_repeats_it_is_not_handed_out() -> None:
    added, kept = EvidenceAdded(evidence=PAPER), EvidenceAdded(evidence=KEPT)
    slip = Slip(was="mandag", now="tirsdag")
    corrects = LetterCorrected(corrects=6, slips=(slip,), sent_on=TODAY, letter=POSTED)
    letter = LetterMade(document_sha256="ab" * 32, lix=30)
    entries = told(
        recorded(kept, added, FACT, decided(), letter, corrects, out(3), out(4), proceeding=1)
    )
    corrected = entries[6].event
    assert isinstance(corrected, LetterCorrected)
    assert corrected.letter is not None
    assert corrected.letter.files == ("",)


def test_what_another_entry_says_as_well_is_no_quote() -> None:
    source = "Samtale med borgeren"
    first = dataclasses.replace(FACT, source=source)
    same = FactNoted(name="age_years", value=1, source=source, dated=TODAY)
    entries = recorded(first, same, out(2), proceeding=1)
    assert quotes_in(told(entries)).out_of({"a": source}) == {"a": source}


def test_a_file_comes_under_a_new_theme() -> None:
    file = DocumentAttached(document_id="1", title=CANARY, sha256="ab" * 32, dated=TODAY)
    entries = told(recorded(file, out(2), dataclasses.replace(file, title="Udtalelse")))
    assert CANARY not in repr(entries)
    assert isinstance(entries[1].event, Withheld)
