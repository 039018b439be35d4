"""Fields and drafts are the same thing in two forms; nothing is lost on the way."""

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
from kompas.desk.deciding import fields
from kompas.desk.deciding.sheet import COUNTS, findings_of
from kompas.norms import Library
from kompas.processes.draft_decision import drafted
from kompas.soundness import Verdict
from kompas.wire.draft_reading import FaultyDraft, as_written, place_of, read_written
from kompas.words import set_language
from tests.spec.case.stories import CASE_ID, DRAFT, TODAY

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-10, 10) | st.text("ab.é", max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["kind", "need", "text", "evidence", "grounds", "offers", "shown", "type", "x", "granted",
         "days_per_week", "name", "aside", "unreadable", "legal_basis", "costs", "amount_oere"]
    ), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip
DRAFTS = st.dictionaries(
    st.sampled_from(
        ["kind", "need", "grounds", "offers", "costs", "granted", "contact", "legal_basis", "new",
         "unreadable", "starts_on"]
    ),
    JSON,
    max_size=6,
)  # fmt: skip


def texts(value: Any) -> list[str]:
    """Every text and number that stands anywhere in a draft."""
    if isinstance(value, dict):
        return [one for inner in value.values() for one in texts(inner)]
    if isinstance(value, list):
        return [one for inner in value for one in texts(inner)]
    return [] if value in (None, "") else [json.dumps(value)]


@given(DRAFTS)
def test_opening_any_draft_keeps_every_word_of_it(draft: dict[str, Any]) -> None:
    opened = fields.opened(draft)
    # What stands twice under one name may be kept once.
    assert set(texts(opened)) == set(texts(draft))
    assert fields.opened(opened) == opened


@given(DRAFTS)
def test_any_draft_is_judged_as_far_as_it_can_be_read(library: Library, draft: Any) -> None:
    case = Case(case_id=CASE_ID, service=DRAFT.service, municipality=DRAFT.municipality)
    values = fields.values_of(fields.opened(draft), case.service, case.municipality)
    found = drafted(values, case, None, None, library, TODAY)
    assert found.judgement is not None or found.why_not
    if found.faults:
        with pytest.raises(FaultyDraft):
            read_written(values, library)


@given(DRAFTS, st.dictionaries(st.text("gro.ulnds0123kitexyp", max_size=16), st.text(max_size=3)))
def test_any_form_can_be_typed_into_any_draft(draft: dict[str, Any], typed: Any) -> None:
    data = QueryDict(mutable=True)
    data.update(typed)
    after = fields.typed_into(fields.opened(draft), data)
    assert fields.opened(after) == after


@given(st.integers(0, 99_999_999))
def test_kroner_are_shown_and_read_back(oere: int) -> None:
    typed = fields.shown("costs.0.amount_oere", oere)
    assert _typed("amount_oere", typed) == oere


@pytest.mark.parametrize(
    ("typed", "oere"),
    [
        ("420", 42_000), ("420,50", 42_050), ("1.420", 142_000), ("1 420,00 kr.", 142_000),
        ("0", 0), ("420,-", 42_000), ("fyrre", "fyrre"), ("4,5", "4,5"), ("-3", "-3"),
        ("1.42", "1.42"), ("", None),
    ],
)  # fmt: skip
def test_kroner_as_people_write_them(typed: str, oere: Any) -> None:
    assert _typed("amount_oere", typed) == oere


def _typed(name: str, typed: str) -> Any:
    data = QueryDict(mutable=True)
    data.update({"costs.0.what": "mad", f"costs.0.{name}": typed})
    return fields.typed_into({}, data)["costs"][0].get(name)


@given(st.decimals(0, 168, places=2))
def test_hours_are_shown_and_read_back(hours: Decimal) -> None:
    data = QueryDict(mutable=True)
    data["granted.hours_per_week"] = fields.shown("granted.hours_per_week", str(hours))
    read = fields.typed_into({}, data).get("granted", {})
    assert Decimal(read["hours_per_week"]) == hours


def test_a_decision_as_a_draft_is_that_decision_again(library: Library) -> None:
    written = as_written(DRAFT)
    again = as_written(read_written(written, library))
    assert again == written
    assert not {"citizen", "facts", "evidence", "case_number"} & set(written)


def test_a_draft_with_faults_is_judged_by_the_rest(library: Library) -> None:
    case = Case(case_id=CASE_ID, service=DRAFT.service, municipality=DRAFT.municipality)
    good = fields.values_of(as_written(DRAFT), case.service, case.municipality)
    odd = {
        **good,
        "kind": DecisionKind.REFUSAL.value,
        "starts_on": "snart",
        "grounds": [{"type": "ukendt", "text": "?"}, {"type": "age", "text": "Alder"}],
    }
    found = drafted(odd, case, None, None, library, TODAY)
    assert {fault.place for fault in found.faults} == {("starts_on",), ("grounds", 0, "type")}
    assert found.judgement is not None
    assert found.judgement.verdict is Verdict.FALLS
    assert "unlawful_ground" in {one.code for one in found.judgement.findings}


def test_places_are_read_as_they_are_told() -> None:
    assert place_of("grounds[0].shown.extent") == ("grounds", 0, "shown", "extent")


def test_how_much_is_found_is_told_in_the_readers_language(library: Library) -> None:
    case = Case(case_id=CASE_ID, service=DRAFT.service, municipality=DRAFT.municipality)
    values = fields.values_of({"kind": "refusal"}, case.service, case.municipality)

    def counts(language: str) -> str:
        set_language(language)
        found = drafted(values, case, None, None, library, TODAY)
        return findings_of(found, {}, library).counts

    assert "skal rettes" in copy_context().run(counts, "da")
    english = copy_context().run(counts, "en")
    assert "must be" in english or "to be" in english
    for severity in COUNTS.values():
        assert severity.partition("} ")[2] not in english
