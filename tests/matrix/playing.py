"""An example played in a town of its own, by the commands that a caseworker gives."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from kompas.accounts.roles import Role
from kompas.casework import amounts
from kompas.casework.sitting import Member, Sitting
from kompas.casework.steps.application import ApplicationReceived, Channel
from kompas.casework.steps.assessment import NeedAssessed
from kompas.casework.steps.change_request import ChangeRequested
from kompas.casework.steps.decision import TakeDecision
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.hearing import HearingSent
from kompas.casework.steps.hearing_answer import HearingAnswered
from kompas.casework.steps.need import NeedUncovered
from kompas.casework.steps.panel_decision import PanelDecided
from kompas.casework.steps.panel_meeting import PutToPanel
from kompas.casework.steps.recommendation import RecommendationMade
from kompas.casework.steps.running_grant import RunningGrantTakenOver
from kompas.casework.steps.sending import SendLetter
from kompas.casework.taken_decision import LetterChannel
from kompas.norms import Library
from kompas.processes import administering
from kompas.processes.letters import LetterStored
from kompas.processes.note_facts import note_facts
from tests.clock import NOW
from tests.matrix.examples import DECIDED_ON, Example
from tests.processes.town import Telling, viewer

APPLIED_ON, MET_ON, ASSESSED_ON = date(2026, 5, 11), date(2026, 5, 19), date(2026, 6, 2)
NORMS_UNIT = {"copenhagen": "Borgercenter Handicap", "vejen": None}
CASEWORKER, MEMBER = "sofie", "petra"


def unit_of(municipality: str, *, panel: bool) -> str:
    """The unit of a municipality that decides with its panel, or without."""
    return f"{municipality}-udvalg" if panel else municipality


def settle() -> None:
    """Of each municipality a unit with a panel and one without, and who works in them."""
    by, now = administering.at_the_terminal(), NOW
    for username, name in ((CASEWORKER, "Sofie Holm"), (MEMBER, "Petra Prøve")):
        administering.make_user(username, name, by, now=now)
    for municipality, norms_unit in NORMS_UNIT.items():
        for panel in (False, True):
            unit = unit_of(municipality, panel=panel)
            administering.make_unit(
                unit,
                f"Voksne, {unit}",
                municipality,
                by,
                now=now,
                norms_unit=norms_unit,
                panel_required=panel,
            )
            administering.grant_role(CASEWORKER, Role.CASEWORKER, unit, by, now=now)
            administering.grant_role(MEMBER, Role.PANEL_MEMBER, unit, by, now=now)


@dataclass(frozen=True)
class Played:
    """A case whose letter is sent, and the letter."""

    telling: Telling
    letter: LetterStored


def play(library: Library, example: Example, number: int, *, panel: bool) -> Played:
    """The example from the application, or from the help that runs, to the sent letter."""
    return _sent(library, example, assessed(library, example, number, panel=panel))


def play_on(library: Library, example: Example, before: Played) -> Played:
    """A further decision in a case in which something was decided before."""
    telling = before.telling
    if example.own["begins"] == "change_request":
        telling.does(ChangeRequested(**_applied(example)))
    telling.does(_need(example))
    known = {paper.id for paper in telling.case.evidence}
    telling.does(
        *(EvidenceAdded(evidence=paper) for paper in example.papers if paper.id not in known)
    )
    _notes(telling, library, example, set(example.own.get("facts", {})))
    telling.does(_assessment(example))
    _heard(telling, example)
    return _sent(library, example, telling)


def _sent(library: Library, example: Example, telling: Telling) -> Played:
    telling.does(TakeDecision(decision=example.decision(library)))
    letter = telling.prints()
    telling.does(SendLetter(channel=LetterChannel.DIGITAL_POST, sent_on=DECIDED_ON))
    return Played(telling, letter)


def assessed(library: Library, example: Example, number: int, *, panel: bool) -> Telling:
    """The case as it is when only the decision is left to take."""
    telling = _begun(library, example, number, unit_of(example.told["municipality"], panel=panel))
    _notes(telling, library, example, set(example.facts))
    telling.does(*(EvidenceAdded(evidence=paper) for paper in example.papers), _assessment(example))
    _heard(telling, example)
    if panel:
        _through_panel(telling, example, library)
    return telling


def _begun(library: Library, example: Example, number: int, unit: str) -> Telling:
    """Applied for; or help runs, and is followed up, or the citizen asks for a change."""
    told, own = example.told, example.own
    telling = Telling(library, by=CASEWORKER, today=DECIDED_ON)
    frame: dict[str, Any] = {
        "citizen": example.citizen(number),
        "service": told["service"],
        "municipality": told["municipality"],
        "unit": unit,
        "case_number": f"2026-{number}",
    }
    if example.runs_already:
        running = told["running"]
        telling.does(
            RunningGrantTakenOver(
                **frame,
                extent=amounts(**running["extent"]),
                facility=own.get("running_facility", running["facility"]),
                granted_on=date.fromisoformat(running["granted_on"]),
            )
        )
    else:
        telling.does(ApplicationReceived(**frame, **_applied(example)))
    if own["begins"] == "change_request":
        telling.does(ChangeRequested(**_applied(example)))
    return telling.does(_need(example))


def _applied(example: Example) -> dict[str, Any]:
    """What is applied for, in words and as a measure."""
    return {
        "applied_for": example.own.get("applied_for"),
        "applied_amounts": amounts(**example.own.get("applied_amounts", {})),
        "channel": Channel.DIGITAL,
        "received_on": APPLIED_ON,
    }


def _need(example: Example) -> NeedUncovered:
    told = example.told
    return NeedUncovered(
        reason=told["reason"], need=told["need"], met_on=MET_ON, present=(told["name"],)
    )


def _assessment(example: Example) -> NeedAssessed:
    told = {**example.told["assessment"], **example.own.get("assessment", {})}
    return NeedAssessed(**told, assessed_on=ASSESSED_ON)


def _notes(telling: Telling, library: Library, example: Example, names: set[str]) -> None:
    """Facts of the case are noted, all at once."""
    noted = [
        FactNoted(name=name, value=value, source=source, dated=on)
        for name, (value, source, on) in example.facts.items()
        if name in names
    ]
    known = note_facts(telling.id, noted, viewer(CASEWORKER), library=library, now=telling.now)
    assert isinstance(known, tuple), known
    telling.acted += known


def _heard(telling: Telling, example: Example) -> None:
    """The party is heard, and answers, where the example says so."""
    told = example.own.get("hearing")
    if told is None:
        return
    telling.does(
        HearingSent(
            evidence=tuple(told["evidence"]),
            sent_on=date.fromisoformat(told["sent_on"]),
            deadline_on=date.fromisoformat(told["deadline_on"]),
        ),
        HearingAnswered(answer=told["answer"], answered_on=date.fromisoformat(told["answered_on"])),
    )


def _through_panel(telling: Telling, example: Example, library: Library) -> None:
    """The panel follows what the caseworker recommends."""
    decision = example.decision(library)
    advised = RecommendationMade(
        kind=decision.kind,
        extent=decision.granted if example.gives else {},
        text="Det svarer til borgerens behov, som udredningen viser det.",
    )
    telling.does(advised, PutToPanel(meets_on=DECIDED_ON))
    sitting = Sitting(
        held_on=DECIDED_ON,
        chair="Petra Prøve",
        present=(Member(name="Petra Prøve", username=MEMBER),),
    )
    telling.does(PanelDecided(kind=advised.kind, extent=advised.extent, sitting=sitting), by=MEMBER)
