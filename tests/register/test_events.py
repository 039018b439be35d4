"""Events to JSON and back, also from older versions of Kompas."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from kompas.casework import (
    Amounts,
    Cost,
    Decision,
    DecisionKind,
    Evidence,
    EvidenceKind,
    Facility,
    PartyHearing,
    Statement,
    amounts,
    record,
)
from kompas.casework.record import EVENTS, Event
from kompas.casework.step import Step
from kompas.casework.steps import STEPS
from kompas.casework.steps.application import Channel
from kompas.casework.steps.change_request import ChangeRequested
from kompas.casework.steps.decision import DecisionTaken
from kompas.casework.steps.delay_notice import DelayNotified
from kompas.casework.steps.document import DocumentAttached
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.hearing import HearingSent
from kompas.casework.steps.hearing_answer import HearingAnswered
from kompas.casework.steps.information_request import InformationRequested
from kompas.casework.steps.letter import LetterMade
from kompas.casework.steps.panel_decision import PanelDecided
from kompas.casework.steps.panel_deferral import PanelDeferred
from kompas.casework.steps.panel_meeting import PutToPanel
from kompas.casework.steps.recommendation import RecommendationMade
from kompas.casework.steps.running_grant import RunningGrantTakenOver
from kompas.casework.steps.sending import LetterSent
from kompas.casework.taken_decision import LetterChannel, LetterCopy, Recipient
from kompas.casework.trace import Trace
from kompas.inputs import Kind
from kompas.norms import GivenFact
from kompas.wire import events
from kompas.wire.events import UnreadableEvent, decode, encode, upcast
from tests.register.cases import application, note

GIVEN = GivenFact(True, "samtale", date(2026, 3, 2))
DECIDED = DecisionTaken(
    decision=Decision(
        kind=DecisionKind.GRANT,
        service="sel-104",
        municipality="eksempelby",
        facts={"vum_level": GivenFact("D2"), "age": GivenFact(47), "works": GIVEN},
        granted=amounts(days_per_week=3, hours_per_week=Decimal("7.50")),
        need=Statement(text="Støtte til struktur", evidence=("e1",)),
        facilities=(Facility(name="Værkstedet", staff=Statement(text="To pædagoger")),),
    ),
    trace=Trace(
        norms=(("sel-104.toml", "ab" * 32),), verdict="stands", findings=(), explanation=""
    ),
)


@pytest.mark.parametrize(
    "event",
    [
        application(),
        note("Æble, “citat” og \N{GRINNING FACE}, linje\nskift, nul \x00"),
        FactNoted(name="works", value=True, source="samtale", dated=date(2026, 3, 2)),
        FactNoted(name="days", value=1, source="samtale", dated=date(2026, 3, 2)),
        FactNoted(name="level", value="1", source="samtale", dated=date(2026, 3, 2)),
        PanelDecided(kind=DecisionKind.REFUSAL, extent={}, why="ikke i målgruppen"),
        DECIDED,
    ],
    ids=lambda event: type(event).__name__,
)
def test_what_is_encoded_is_decoded_to_the_same(event: Event) -> None:
    name, version, payload = encode(event)
    again = decode(name, version, payload.decode())
    assert again == event
    assert type(getattr(again, "value", None)) is type(getattr(event, "value", None))


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_every_event_can_be_stored_and_read(name: str) -> None:
    @settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.builds(EVENTS[name], **_drawn(EVENTS[name])))
    def same(event: Event) -> None:
        stored_name, version, payload = encode(event)
        assert isinstance(json.loads(payload), dict)
        assert decode(stored_name, version, payload.decode()) == event

    same()


def _drawn(cls: type) -> dict[str, st.SearchStrategy[Any]]:
    """What cannot be drawn by its type alone."""
    hours = st.decimals(0, 37, places=2)
    known: dict[Any, st.SearchStrategy[Any]] = {
        Decision: st.just(DECIDED.decision),
        Amounts: st.dictionaries(
            st.sampled_from(["days_per_week", "hours_per_week", "place"]), hours
        ),
    }
    return {field.name: known[field.type] for field in fields(cls) if field.type in known}


# ---------------------------------------------------------------- what cannot be read


def refusal(name: str, version: int, payload: str) -> str:
    with pytest.raises(UnreadableEvent) as refused:
        decode(name, version, payload)
    assert refused.value.__cause__ is None
    assert refused.value.__context__ is None
    return str(refused.value)


def test_an_event_from_a_newer_kompas_is_refused_in_words() -> None:
    assert refusal("moon_landed", 1, "{}") == (
        "Kompas kender ikke hændelsen moon_landed. Opdater Kompas."
    )
    assert refusal("note_written", 2, "{}") == (
        "Kompas kender ikke version 2 af hændelsen note_written. Opdater Kompas."
    )


def test_a_payload_that_does_not_fit_is_refused_without_telling_what_stands_in_it() -> None:
    said = refusal("note_written", 1, '{"text": 7, "writer": "Kirsten Birk"}')
    assert said == (
        "Hændelsen note_written (version 1) kan ikke læses: "
        "text (string_type), writer (unexpected_keyword_argument)."
    )
    assert "kan ikke læses: $ (json_invalid)" in refusal("note_written", 1, "{")


@pytest.mark.parametrize(
    "event",
    [
        note("Kirsten \ud800"),
        replace(DECIDED.decision, facts={"Kirsten": GivenFact(date(2026, 3, 2))}),
        PanelDecided(kind=DecisionKind.GRANT, extent=amounts(hours_per_week=Decimal("Infinity"))),
    ],
    ids=["not Unicode", "another type when read", "not finite"],
)
def test_what_could_not_be_read_again_is_not_written(event: Event) -> None:
    event = replace(DECIDED, decision=event) if isinstance(event, Decision) else event
    with pytest.raises(UnreadableEvent, match="indeholder noget, der ikke kan gemmes") as refused:
        encode(event)
    assert "Kirsten" not in str(refused.value)
    assert refused.value.__context__ is None


# ---------------------------------------------------------------- older versions


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitMade(Event):
    """As it is today, in version 3: who was there, and how long in minutes."""

    present: tuple[str, ...]
    minutes: int


class MakeVisit(Step[VisitMade, VisitMade]):
    event = command = VisitMade
    title = "Besøg aflagt"


@pytest.fixture
def _visits(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(events, "UPCASTS", {})
    record.event("visit_made", version=3)(VisitMade)
    monkeypatch.setattr(events, "STEPS", {**STEPS, "visit_made": MakeVisit()})

    @upcast("visit_made", version=1)
    def hours_become_minutes(values: dict[str, Any]) -> dict[str, Any]:
        return {"who": values["who"], "minutes": values["hours"] * 60}

    @upcast("visit_made", version=2)
    def one_becomes_several(values: dict[str, Any]) -> dict[str, Any]:
        return {"present": [values["who"]], "minutes": values["minutes"]}

    yield
    del record._TYPES["visit_made"], record._NAMES[VisitMade]


@pytest.mark.usefixtures("_visits")
def test_an_older_event_is_read_by_newer_code() -> None:
    today = VisitMade(present=("bror",), minutes=90)
    assert encode(today)[:2] == ("visit_made", 3)
    assert decode("visit_made", 3, encode(today)[2].decode()) == today
    assert decode("visit_made", 2, '{"who": "bror", "minutes": 90}') == today
    assert decode("visit_made", 1, '{"who": "bror", "hours": 1.5}') == today
    with pytest.raises(ValueError, match="visit_made"):
        upcast("visit_made", version=1)(lambda values: values)


def test_an_answer_from_before_hearings_were_numbered_is_read() -> None:
    stored = '{"answer": "Det passer ikke.", "answered_on": "2026-03-02"}'
    assert decode("hearing_answered", 1, stored) == HearingAnswered(
        answer="Det passer ikke.", answered_on=date(2026, 3, 2)
    )


TAKEN_OVER = RunningGrantTakenOver(
    citizen=application().citizen,
    service="sel-104",
    municipality="eksempelby",
    case_number="2026-00001",
    extent=amounts(days_per_week=3),
    facility="Værkstedet",
    granted_on=date(2026, 3, 2),
)
CHANGE = ChangeRequested(
    applied_for="En dag mere", channel=Channel.LETTER, received_on=date(2026, 3, 2)
)
ADVISED = RecommendationMade(
    kind=DecisionKind.GRANT, extent=amounts(days_per_week=3, hours_per_week="7.5"), text="Godt."
)
AT_PANEL = PanelDecided(kind=DecisionKind.REFUSAL, extent={}, why="ikke i målgruppen")
COSTED = ("facility", "price")


def _of_offers(decision: dict[str, Any]) -> dict[str, Any]:
    """The decision as it was stored while its facilities were called offers."""
    return {("offers" if n == "facilities" else n): value for n, value in decision.items()}


def _before_measures() -> dict[str, Any]:
    """The decision as it was stored while it had whole days and hours a week only."""
    kept = dict(json.loads(encode(DECIDED)[2])["decision"])
    now, before = kept.pop("granted"), kept.pop("granted_before")
    del kept["applied_amounts"], kept["own_follow_up"]
    days, hours = now.get("days_per_week"), now.get("hours_per_week")
    assert before == {}
    return {
        **_of_offers(kept),
        "extent": {"days_per_week": days and int(days), "hours_per_week": hours},
        "extent_before": {"days_per_week": None, "hours_per_week": None},
    }


PAID = replace(
    DECIDED,
    decision=replace(
        DECIDED.decision, costs=(Cost(what="kost", amount_oere=190_000, period="month"),)
    ),
)


def _before_the_table() -> dict[str, Any]:
    """The decision as it was stored before there was a table of offers, and before payments were
    worked out.
    """
    kept = dict(json.loads(encode(PAID)[2])["decision"])
    del kept["amounts"], kept["payments"]
    without = {"facilities": "offer", "costs": "source"}
    return kept | {
        part: [{n: value for n, value in one.items() if n != gone} for one in kept[part]]
        for part, gone in without.items()
    }


BEFORE_THE_TABLE = _before_the_table()
BEFORE_MEASURES = _before_measures()
BEFORE_FACILITIES = _of_offers(json.loads(encode(DECIDED)[2])["decision"])
BEFORE_FOLLOW_UPS = {n: value for n, value in BEFORE_FACILITIES.items() if n != "own_follow_up"}
BEFORE_TITLES = json.loads(encode(DECIDED)[2])["decision"]
if BEFORE_TITLES["contact"]:
    del BEFORE_TITLES["contact"]["title"]
HEARD = replace(
    DECIDED,
    decision=replace(
        DECIDED.decision,
        hearing=PartyHearing(
            sent_on=date(2026, 3, 2), deadline_on=date(2026, 3, 16), answer="Det passer ikke."
        ),
    ),
)


def _before_answers_were_weighed(taken: DecisionTaken) -> dict[str, Any]:
    """The decision as it was stored while a hearing did not tell its papers."""
    kept = dict(json.loads(encode(taken)[2])["decision"])
    del kept["changed_since"], kept["answer_weighed"]
    if kept["hearing"]:
        kept["hearing"] = {
            name: kept["hearing"][name] for name in ("sent_on", "deadline_on", "answer")
        }
    return kept


PAPER: dict[str, Any] = {
    "kind": EvidenceKind.NOTE,
    "title": "Samtale",
    "dated": date(2026, 3, 2),
}
OF_DAYS = {"extent": {"days_per_week": 3, "hours_per_week": None}}
OF_OFFER = {"offer": "Værkstedet"}
OLDER = [
    (application(), 1, {"decide_by": "2026-04-13"}, ("person_id", "applied_amounts")),
    (application(), 1, {"decide_by": None}, ("person_id", "applied_amounts")),
    (application(), 2, {}, ("person_id", "applied_amounts")),
    (application(), 3, {}, ("applied_amounts",)),
    (CHANGE, 1, {}, ("applied_amounts",)),
    (TAKEN_OVER, 1, {**OF_OFFER, **OF_DAYS}, ("person_id", "facility")),
    (TAKEN_OVER, 2, {**OF_OFFER, **OF_DAYS}, ("facility",)),
    (TAKEN_OVER, 3, OF_OFFER, ("facility",)),
    (ADVISED, 1, {"extent": {"days_per_week": 3, "hours_per_week": "7.50"}}, COSTED),
    (ADVISED, 2, {}, COSTED),
    (AT_PANEL, 1, {"extent": {"days_per_week": None, "hours_per_week": None}}, ("sitting",)),
    (AT_PANEL, 2, {}, ("sitting",)),
    (PanelDeferred(missing="En udtalelse"), 1, {}, ("sitting",)),
    (PutToPanel(meets_on=date(2026, 3, 2)), 1, {}, ("meeting",)),
    (
        LetterSent(
            channel=LetterChannel.LETTER, sent_on=date(2026, 3, 2), received_on=date(2026, 3, 9)
        ),
        1,
        {"complaint_until": "2026-04-06", "follow_up_due": "2027-03-02"},
        ("copies",),
    ),
    (
        LetterSent(
            channel=LetterChannel.DIGITAL_POST,
            sent_on=date(2026, 3, 2),
            received_on=date(2026, 3, 2),
        ),
        1,
        {"complaint_until": None, "follow_up_due": None},
        ("copies",),
    ),
    (
        LetterSent(
            channel=LetterChannel.LETTER, sent_on=date(2026, 3, 2), received_on=date(2026, 3, 9)
        ),
        2,
        {},
        ("copies",),
    ),
    (DECIDED, 1, {"decision": BEFORE_MEASURES}, ("changes",)),
    (DECIDED, 2, {"decision": BEFORE_MEASURES}, ()),
    (DECIDED, 3, {"decision": BEFORE_FOLLOW_UPS}, ()),
    (DECIDED, 4, {"decision": BEFORE_FACILITIES}, ()),
    (DECIDED, 5, {"decision": BEFORE_TITLES}, ()),
    (PAID, 5, {"decision": BEFORE_THE_TABLE}, ()),
    (DECIDED, 6, {"decision": _before_answers_were_weighed(DECIDED)}, ()),
    (HEARD, 6, {"decision": _before_answers_were_weighed(HEARD)}, ()),
    (
        DocumentAttached(
            document_id="d1", title="Udtalelse", sha256="cd" * 32, dated=date(2026, 3, 2)
        ),
        1,
        {},
        ("cleaned_of", "original_sha256", "file_name", "made_of"),
    ),
    (
        DocumentAttached(
            document_id="d1", title="Udtalelse", sha256="cd" * 32, dated=date(2026, 3, 2)
        ),
        2,
        {},
        ("file_name", "made_of"),
    ),
    (EvidenceAdded(evidence=Evidence(**PAPER, id="vum")), 1, {}, ("made_of",)),
    (EvidenceAdded(evidence=Evidence(**PAPER, id="notat-7"), made_of=7), 1, {}, ("made_of",)),
    (LetterMade(document_sha256="ab" * 32, lix=31), 1, {}, ("copies",)),
    (
        LetterMade(
            document_sha256="ab" * 32,
            lix=31,
            copies=(LetterCopy(to=Recipient(name="Anne"), document_sha256="ab" * 32),),
        ),
        2,
        {"recipients": [{"name": "Anne", "address_lines": [], "kind": None}]},
        ("copies",),
    ),
    (
        HearingSent(evidence=("vum",), sent_on=date(2026, 3, 2), deadline_on=date(2026, 3, 16)),
        1,
        {},
        ("told", "letter"),
    ),
    (
        DelayNotified(
            why="Vi venter.", expected_on=date(2026, 3, 16), notified_on=date(2026, 3, 2)
        ),
        1,
        {},
        ("letter",),
    ),
    (
        InformationRequested(
            asks_for="Papirer", sent_on=date(2026, 3, 2), answer_by=date(2026, 3, 16)
        ),
        1,
        {},
        ("reminds", "letter"),
    ),
    (
        HearingAnswered(answer="Det passer ikke.", answered_on=date(2026, 3, 2)),
        1,
        {},
        ("hearing_seq",),
    ),
]


@pytest.mark.parametrize(("event", "version", "had", "lacked"), OLDER)
def test_what_an_older_version_stored_is_read(
    event: Event, version: int, had: dict[str, Any], lacked: tuple[str, ...]
) -> None:
    name, newest, payload = encode(event)
    stored = {k: v for k, v in json.loads(payload).items() if k not in lacked} | had
    assert version < newest
    assert decode(name, version, json.dumps(stored)) == event
    # Only of the version that had it: what nobody knows is refused.
    if had and set(had) - {"extent", "decision"}:
        assert "unexpected_keyword_argument" in refusal(name, newest, json.dumps(stored))


def test_of_every_older_version_one_stored_event_is_read() -> None:
    tried = {(record.name_of(event), version) for event, version, _had, _lacked in OLDER}
    assert tried == set(events.UPCASTS)


def test_every_older_version_of_an_event_has_a_way_up() -> None:
    missing = [
        (name, version)
        for name, cls in EVENTS.items()
        for version in range(1, record._NAMES[cls][1])
        if (name, version) not in events.UPCASTS
    ]
    assert missing == []


FORMATS = Path(__file__).with_name("event_formats.json")


def test_an_events_fields_change_only_with_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    # The kinds bound what comes in; what is stored is read whatever it says.
    monkeypatch.setattr(
        Kind, "__get_pydantic_json_schema__", lambda _kind, core, handler: handler(core)
    )
    # What is written is read for ever. If this fails, raise the version and write an upcast; then,
    # or for a new event, take the formats over with KOMPAS_ACCEPT_FORMATS=1.
    formats = {
        f"{name} {record._NAMES[cls][1]}": hashlib.sha256(
            json.dumps(_told_of_nothing(TypeAdapter(cls).json_schema()), sort_keys=True).encode()
        ).hexdigest()[:16]
        for name, cls in sorted(EVENTS.items())
    }
    if os.environ.get("KOMPAS_ACCEPT_FORMATS"):
        FORMATS.write_text(json.dumps(formats, indent=1) + "\n", encoding="utf-8")
    kept = json.loads(FORMATS.read_text(encoding="utf-8"))
    assert kept == formats


def _told_of_nothing(schema: Any, *, names: bool = False) -> Any:
    """A schema without its docstrings; what is called `description` as a field stays."""
    if isinstance(schema, list):
        return [_told_of_nothing(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _told_of_nothing(value, names=not names and key in ("properties", "$defs"))
        for key, value in schema.items()
        if names or key != "description"
    }


def test_a_docstring_is_no_part_of_a_format_and_a_field_is() -> None:
    def schema(**fields: str) -> dict[str, Any]:
        return {
            "description": "x",
            "properties": {n: {"description": t} for n, t in fields.items()},
        }

    assert _told_of_nothing(schema(text="a")) == _told_of_nothing(schema(text="b"))
    assert _told_of_nothing(schema(text="a")) != _told_of_nothing(schema(text="a", description="b"))
