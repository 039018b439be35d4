"""What is typed, a draft and a decision are one thing in three forms; nothing is lost."""

import json
from contextvars import copy_context
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from kompas.casework import DecisionKind
from kompas.casework.case import Case
from kompas.desk.deciding.draft import ASIDE, DecisionDraft, of_values, opened
from kompas.desk.deciding.findings import COUNTS, findings_of
from kompas.desk.deciding.form import CaseAndNorms, DraftForm, values_of
from kompas.norms import Library
from kompas.processes.draft_decision import drafted
from kompas.soundness import Verdict
from kompas.wire.draft_reading import FaultyDraft, as_written, place_of, read_written
from kompas.words import set_language
from tests.spec.case.stories import CASE_ID, DRAFT, TODAY

CASE = Case(case_id=CASE_ID, service=DRAFT.service, municipality=DRAFT.municipality)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-10, 10) | st.text("ab.é", max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["kind", "need", "text", "evidence", "grounds", "facilities", "offers", "shown", "type",
         "x", "granted", "days_per_week", "name", "aside", "unreadable", "legal_basis", "costs",
         "amount_oere"]
    ), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip
DRAFTS = st.dictionaries(
    st.sampled_from(
        ["kind", "need", "grounds", "facilities", "costs", "granted", "contact", "legal_basis",
         "offers", "new", "unreadable", "starts_on"]
    ),
    JSON,
    max_size=6,
)  # fmt: skip


def form_of(draft: DecisionDraft, library: Library) -> DraftForm:
    """The form with a draft in it."""
    return DraftForm(draft.typed, CaseAndNorms(CASE, None, library))


def values(draft: DecisionDraft, library: Library) -> dict[str, Any]:
    """The decision that a draft holds, as far as it can be read."""
    return values_of(form_of(draft, library), CASE)


def texts(value: Any) -> list[str]:
    """Every text and number that stands anywhere in a draft, as one would type it."""
    if isinstance(value, dict):
        return [one for inner in value.values() for one in texts(inner)]
    if isinstance(value, list):
        return [one for inner in value for one in texts(inner)]
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    return [] if value in (None, "") else [str(value)]


@given(DRAFTS.filter(lambda draft: "aside" not in json.dumps(draft)))
def test_a_draft_from_before_is_typed_in_with_every_word_of_it(draft: dict[str, Any]) -> None:
    """From before drafts were kept as typed, or of any other form."""
    typed = opened(draft)
    after = {one for values in typed.text().values() for one in values}
    assert set(texts(draft)) - after <= _in_kroner(draft)
    assert opened(typed.text()).text() == typed.text()


def _in_kroner(draft: Any) -> set[str]:
    """Amounts in øre are typed in kroner."""
    return {str(n) for n in range(-10, 11)} if "amount_oere" in json.dumps(draft) else set()


@given(DRAFTS)
def test_any_draft_is_judged_as_far_as_it_can_be_read(library: Library, draft: Any) -> None:
    read = values(opened(draft), library)
    found = drafted(read, CASE, None, None, library, TODAY)
    assert found.judgement is not None or found.why_not
    if found.faults:
        with pytest.raises(FaultyDraft):
            read_written(read, library)


NAMES = st.text("gro-ulnds0123kitexypTOALFRMS_", max_size=20)


@given(draft=DRAFTS, typed=st.dictionaries(NAMES, st.text(max_size=3)), seen=st.booleans())
def test_any_form_can_be_typed_into_any_draft(
    library: Library, draft: dict[str, Any], typed: Any, *, seen: bool
) -> None:
    data = QueryDict(mutable=True)
    data.update(typed)
    before = opened(draft)
    after = before.typed_over(data, seen=seen)
    assert opened(after.text()).text() == after.text()
    form_of(after, library).json()
    if not seen and after.aside is not None:
        assert after.swapped().said() == before.said()


@given(st.integers(0, 99_999_999))
def test_kroner_are_shown_and_read_back(library: Library, oere: int) -> None:
    draft = of_values({"costs": [{"what": "mad", "amount_oere": oere, "period": "month"}]})
    assert values(draft, library)["costs"][0]["amount_oere"] == oere


@pytest.mark.parametrize(
    ("typed", "oere"),
    [
        ("420", 42_000), ("420,50", 42_050), ("1.420", 142_000), ("1 420,00 kr.", 142_000),
        ("0", 0), ("420,-", 42_000), ("fyrre", None), ("4,5", None), ("-3", None),
        ("1.42", None), ("", None),
    ],
)  # fmt: skip
def test_kroner_as_people_write_them(typed: str, oere: int | None, library: Library) -> None:
    draft = of_values({"costs": [{"what": "mad", "amount_oere": typed}]})
    form = form_of(draft, library)
    assert form.json()["costs"][0].get("amount_oere") == oere
    told = [one for one in form.faults() if one.anchor == "f-costs-0-amount_oere"]
    assert bool(told) is (oere is None and typed != "")


@given(st.integers(0, 336))
def test_hours_are_shown_and_read_back(library: Library, halves: int) -> None:
    hours = Decimal(halves) / 2
    draft = of_values({"granted": {"hours_per_week": str(hours)}})
    read = values(draft, library)["granted"]
    assert Decimal(read["hours_per_week"]) == hours


def test_what_is_typed_into_the_form_is_the_decision(library: Library) -> None:
    written = as_written(DRAFT)
    read = read_written(values(of_values(written), library), library)
    assert as_written(read) == written


def test_a_decision_as_a_draft_is_that_decision_again(library: Library) -> None:
    written = as_written(DRAFT)
    again = as_written(read_written(written, library))
    assert again == written
    assert not {"citizen", "facts", "evidence", "case_number"} & set(written)


def test_a_draft_with_faults_is_judged_by_the_rest(library: Library) -> None:
    good = values(of_values(as_written(DRAFT)), library)
    odd = {
        **good,
        "kind": DecisionKind.REFUSAL.value,
        "starts_on": "snart",
        "grounds": [{"type": "ukendt", "text": "?"}, {"type": "age", "text": "Alder"}],
    }
    found = drafted(odd, CASE, None, None, library, TODAY)
    assert {fault.place for fault in found.faults} == {("starts_on",), ("grounds", 0, "type")}
    assert found.judgement is not None
    assert found.judgement.verdict is Verdict.FALLS
    assert "unlawful_ground" in {one.code for one in found.judgement.findings}


def test_places_are_read_as_they_are_told() -> None:
    assert place_of("grounds[0].shown.extent") == ("grounds", 0, "shown", "extent")


def test_how_much_is_found_is_told_in_the_readers_language(library: Library) -> None:
    read = values(of_values({"kind": "refusal"}), library)

    def counts(language: str) -> str:
        set_language(language)
        found = drafted(read, CASE, None, None, library, TODAY)
        return findings_of(found, form_of(of_values({"kind": "refusal"}), library), library).counts

    assert "skal rettes" in copy_context().run(counts, "da")
    english = copy_context().run(counts, "en")
    assert "must be" in english or "to be" in english
    for severity in COUNTS.values():
        assert severity.partition("} ")[2] not in english


# ---------------------------------------------------------------- rows


@pytest.fixture
def three() -> DecisionDraft:
    """A draft with three costs."""
    return of_values({"costs": [{"what": f"betaling {n}"} for n in range(3)]})


def whats(draft: DecisionDraft, library: Library) -> list[str]:
    """What the costs of a draft are for."""
    return [one["what"] for one in values(draft, library).get("costs", [])]


@pytest.mark.parametrize("gone", range(3))
def test_a_row_that_goes_takes_no_other_with_it(
    gone: int, three: DecisionDraft, library: Library
) -> None:
    left = [f"betaling {n}" for n in range(3) if n != gone]
    assert whats(three.without_row("costs", gone), library) == left


@pytest.mark.parametrize("gone", [3, 77, 10**8])
def test_a_row_that_is_not_there_cannot_go(gone: int, three: DecisionDraft) -> None:
    assert three.without_row("costs", gone) is three


def test_rows_come_until_there_is_no_room(three: DecisionDraft, library: Library) -> None:
    draft = three
    for _more in range(60):
        draft = draft.with_row("costs", {"what": "mere"})
    assert len(whats(draft, library)) == 50


def test_two_windows_change_places_and_back(three: DecisionDraft) -> None:
    data = QueryDict("kind=grant")
    both = three.typed_over(data, seen=False)
    assert both.text()[ASIDE] == three.text()
    assert both.swapped().swapped().text() == both.text()
    assert ASIDE not in three.typed_over(data, seen=True).text()
    assert ASIDE not in both.without_aside().text()
