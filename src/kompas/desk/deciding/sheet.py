"""The page on which a decision is written, as its template shows it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from kompas.casework import advice
from kompas.casework.amounts import many_of
from kompas.casework.case import Case
from kompas.casework.commands import place as place_of
from kompas.casework.context import Refusal
from kompas.casework.decision import DecisionForm, DecisionKind, Evidence
from kompas.casework.decision_facts import READ_OFF
from kompas.casework.flows import ProceedingKind
from kompas.casework.proceeding import Proceeding
from kompas.casework.steps import STEPS
from kompas.casework.steps.decision import panel_first
from kompas.casework.steps.information_answer import OUTCOME_TEXTS
from kompas.casework.timeline import Speech, name_of_fact, value_of_fact
from kompas.desk.deciding import places
from kompas.desk.deciding.faults import fault_words, in_list, value_at
from kompas.desk.deciding.fields import AMOUNTS, ASIDE, UNREADABLE, Written, shown, values_of
from kompas.desk.deciding.lettering import Lack, lacks_of
from kompas.desk.proceedings import belongs
from kompas.desk.steps.information import told
from kompas.inputs.day import iso_day
from kompas.norms import Answer, Answered, Carries, GroundType, Library
from kompas.norms.measures import measure_of
from kompas.norms.wording import citation_text, rank_text, value_text, verified_text
from kompas.processes.draft_decision import Drafted, drafted
from kompas.soundness import Finding, Severity, Verdict
from kompas.soundness.wording import (
    SEVERITY_HEADINGS,
    VERDICT_MEANINGS,
    heading_of,
    name_of,
    source_text,
)
from kompas.web import filters
from kompas.wire.draft_reading import Fault
from kompas.words import N_, _, language

PERIODS: Mapping[str, str] = {
    "month": N_("om måneden"),
    "week": N_("om ugen"),
    "day": N_("om dagen"),
    "year": N_("om året"),
    "once": N_("én gang"),
}
FORM_TEXTS: Mapping[DecisionForm, str] = {
    DecisionForm.DECISION: N_("En afgørelse, som borgeren kan klage over"),
    DecisionForm.ADMINISTRATIVE_ACT_ONLY: N_(
        "Faktisk forvaltningsvirksomhed, som borgeren ikke kan klage over"
    ),
}
CARRIES_TEXTS: Mapping[Carries, str] = {
    Carries.ALONE: N_("Kan bære afgørelsen alene, når alt herunder er vist"),
    Carries.WITH_OTHERS: N_("Kan kun stå ved siden af en grund, der bærer"),
    Carries.NEVER: N_("Må ikke bruges som grund"),
}
OFFER_TEXTS: Mapping[str, tuple[str, str]] = {
    "activities": (N_("Aktiviteter"), N_("De konkrete aktiviteter, borgeren kan tage del i.")),
    "staff": (
        N_("Personale"),
        N_("Personalets kompetencer i forhold til borgerens funktionsnedsættelse."),
    ),
    "premises": (N_("Fysiske rammer"), N_("Om lokaler og indretning er egnede for borgeren.")),
    "meets_need": (
        N_("Sådan dækker det behovet"),
        N_("Hvordan tilbuddet konkret dækker netop denne borgers behov."),
    ),
}
COUNTS: Mapping[Severity, str] = {
    Severity.BLOCKING: N_("{n} skal rettes"),
    Severity.OPEN: N_("{n} skal afklares"),
    Severity.WARNING: N_("{n} bør overvejes"),
}
"""How many findings there are; of one and of several it is said in the same words."""


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as it stands beside the decision. `ways` lead to the fields that mend it, each with
    what it is called; the name is empty where there is one way only.
    """

    finding: Finding
    source: str
    ways: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """The findings of one severity."""

    severity: Severity
    heading: str
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """What the check says of the draft: the verdict in words, and the findings gravest first.

    `letter` is what the letter would lack, of a decision that stands.
    """

    verdict: Verdict | None
    meaning: str
    counts: str
    groups: tuple[FoundGroup, ...] = ()
    faults: tuple[tuple[str, str, str], ...] = ()
    letter: tuple[Lack, ...] = ()


def findings_of(drafted: Drafted, written: Written, library: Library) -> Findings:
    """The findings of a draft, each with where it is mended."""
    faults = tuple(
        in_list(fault, written, library)
        for fault in drafted.faults
        if fault.place != ("kind",) or "kind" in written
    )
    judgement = drafted.judgement
    if judgement is None:
        return Findings(None, drafted.why_not, "", (), faults)
    groups = []
    counts = []
    for severity, heading in SEVERITY_HEADINGS.items():
        found = tuple(
            Found(one, source_text(one), _ways(one, written, library))
            for one in judgement.findings
            if one.severity is severity
        )
        if found:
            groups.append(FoundGroup(severity, _(heading), found))
            counts.append(_(COUNTS[severity]).format(n=len(found)))
    meaning = _(VERDICT_MEANINGS[judgement.verdict])
    letter = lacks_of(drafted, library) if judgement.verdict is Verdict.STANDS else ()
    return Findings(judgement.verdict, meaning, ", ".join(counts), tuple(groups), faults, letter)


def _ways(finding: Finding, written: Written, library: Library) -> tuple[tuple[str, str], ...]:
    """The places where a finding is mended, each once, with the name of what is lacking there."""
    found = places.of_finding(finding, written, library)
    if len(dict.fromkeys(found)) == 1:
        return ((found[0], ""),)
    ways: dict[str, str] = {}
    for place, code in zip(found, finding.lacks, strict=False):
        ways.setdefault(place, _name_of_lack(finding, code, library))
    return tuple(ways.items())


def _name_of_lack(finding: Finding, code: str, library: Library) -> str:
    if (ground := library.grounds.get(finding.about)) is not None:
        return next((one.text for one in ground.demands if one.code == code), code)
    element = library.words.elements.get(code)
    return name_of(element) if element else code


@dataclass(frozen=True, slots=True)
class GroundSheet:
    """A ground of the draft with its type (None: unknown) and what it must show."""

    number: int
    type: GroundType | None
    name: str
    demands: tuple[tuple[str, str, str], ...]
    """For each: its code, what must be shown, and what to do to find it out."""


@dataclass
class Sheet:
    """Everything that the page shows: the decision that is written in the proceeding `on`.

    `faults` are those of a submit, by the field.
    """

    case: Case
    on: Proceeding | None
    written: Written
    library: Library
    norms_unit: str | None
    panel_required: bool
    today: date
    faults: Sequence[Fault] = ()
    refusals: Sequence[Refusal] = ()
    overtaken: bool = False
    confirm: bool = False
    version: str = ""
    _at: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for fault in self.faults:
            at = places.of_place(fault.place) or places.TOP
            self._at.setdefault(at, []).append(fault_words(fault, self.written, self.library))

    @cached_property
    def drafted(self) -> Drafted:
        """The draft judged as it stands."""
        values = values_of(self.written, self.case.service, self.case.municipality)
        return drafted(values, self.case, self.on, self.norms_unit, self.library, self.today)

    @cached_property
    def findings(self) -> Findings:
        """What is found."""
        return findings_of(self.drafted, self.written, self.library)

    # ------------------------------------------------------------ values and faults of fields

    def value(self, name: str) -> str:
        """What stands in a field."""
        return shown(name, value_at(self.written, name.split(".")))

    def is_day(self, value: str) -> bool:
        """Whether a text is a date that exists, as a browser's own field takes it."""
        return iso_day(value) is not None

    def papers_of(self, name: str) -> Sequence[str]:
        """The ids of the evidence that a statement rests on."""
        found = value_at(self.written, [*name.split("."), "evidence"])
        return found if isinstance(found, list) else ()

    def faults_at(self, place: str) -> Sequence[str]:
        """What is wrong with a field."""
        return self._at.get(place, ())

    @property
    def all_faults(self) -> Sequence[tuple[str, str, str]]:
        """Every fault for the list above the form: its place, the field's name, what is wrong."""
        return [in_list(fault, self.written, self.library) for fault in self.faults]

    @property
    def unreadable(self) -> Mapping[str, Any]:
        """What the draft holds that no field shows, by its place."""
        found = self.written.get(UNREADABLE)
        return found if isinstance(found, dict) else {}

    @property
    def has_other(self) -> bool:
        """Whether another window saved a draft that this one took the place of."""
        return isinstance(self.written.get(ASIDE), dict)

    # ------------------------------------------------------------ choices

    @property
    def kinds(self) -> Sequence[tuple[str, str]]:
        """The kinds of decision."""
        return [(kind.value, filters.capital(filters.kind(kind))) for kind in DecisionKind]

    @property
    def forms(self) -> Sequence[tuple[str, str]]:
        """A decision, or none that can be appealed."""
        return [(form.value, _(text)) for form, text in FORM_TEXTS.items()]

    @property
    def periods(self) -> Sequence[tuple[str, str]]:
        """How often something is paid."""
        return [(name, _(text)) for name, text in PERIODS.items()]

    @property
    def basis(self) -> Sequence[str]:
        """The paragraphs that the help can be given under."""
        return self.library.words.services[self.case.service].legal_basis

    @property
    def other_basis(self) -> str:
        """What else the draft names, a line each."""
        stated = self.written.get("legal_basis", ())
        return "\n".join(one for one in stated if one not in self.basis)

    @property
    def ground_types(self) -> Sequence[tuple[str, Sequence[GroundType]]]:
        """The types that a ground of this help can be of, by what they can carry."""
        case, grounds = self.case, self.library.grounds.values()
        fitting = [one for one in grounds if one.suits(case.service, case.municipality)]
        grouped = [
            (_(text), [one for one in fitting if one.carries is carries])
            for carries, text in CARRIES_TEXTS.items()
        ]
        return [(text, group) for text, group in grouped if group]

    def ground_heading(self, ground_type: GroundType) -> str:
        """What a type of ground is called."""
        return heading_of(ground_type)

    def ground_kinds(self, ground_type: GroundType) -> str:
        """The kinds of decision that a type of ground can carry; empty for all."""
        return ", ".join(filters.kind(kind) for kind in ground_type.kinds)

    def ground_source(self, ground_type: GroundType) -> str:
        """Where it is written what a type of ground must show, and what that weighs."""
        parts = (
            citation_text(ground_type.citation, self.library.words, self.case.municipality),
            rank_text(ground_type.rank),
            verified_text(ground_type.verified),
        )
        return " · ".join(filter(None, parts))

    def carries(self, ground_type: GroundType) -> str:
        """What a type of ground can carry."""
        if ground_type.carries is Carries.ALONE and not ground_type.demands:
            return _("Kan bære afgørelsen alene")
        return _(CARRIES_TEXTS[ground_type.carries])

    # ------------------------------------------------------------ the parts of which there are many

    @property
    def grounds(self) -> Iterator[GroundSheet]:
        """The grounds of the draft."""
        for number, ground in enumerate(self.written.get("grounds", ())):
            name = str(ground.get("type", ""))
            known = self.library.grounds.get(name)
            demands = [(one.code, one.text, one.remedy) for one in known.demands] if known else []
            codes = {code for code, _text, _remedy in demands}
            demands += [(code, code, "") for code in ground.get("shown", {}) if code not in codes]
            yield GroundSheet(number, known, name, tuple(demands))

    @property
    def offers(self) -> range:
        """The numbers of the offers."""
        return range(len(self.written.get("offers", ())))

    @property
    def costs(self) -> range:
        """The numbers of the costs."""
        return range(len(self.written.get("costs", ())))

    # ------------------------------------------------------------ what the case holds

    @property
    def papers(self) -> Sequence[Evidence]:
        """The evidence of the case, the newest first."""
        return sorted(self.case.evidence, key=lambda one: one.dated, reverse=True)

    def unknown_papers(self, name: str) -> Sequence[str]:
        """What a statement rests on that the case does not have."""
        known = {one.id for one in self.case.evidence}
        return [one for one in self.papers_of(name) if one not in known]

    @property
    def facts(self) -> Iterator[tuple[str, str, str, date | None]]:
        """The facts of the case as they hold today: name, value, source, date."""
        speech = Speech(self.library.words, filters.day)
        for name, given in self.case.facts_on(self.today, self.on).items():
            if given.source is None and name in READ_OFF:
                continue  # the record says no, as of nearly every case
            fact = self.library.words.facts.get(name)
            label = name_of_fact(fact) if fact else name
            value = value_of_fact(fact, given.value, speech) if fact else str(given.value)
            yield filters.capital(label), value, given.source or "", given.dated

    @property
    def informing(self) -> Sequence[str]:
        """What was asked for and has not come, in words; empty where nothing is."""
        found = advice.requests(self.on, self.today) if self.on else ()
        return [lack.text for lack in found]

    @property
    def requests(self) -> Iterator[tuple[str, str, str]]:
        """Each request for information: of whom and when, what for, and what came of it."""
        for one in self.on.requests if self.on else ():
            came = _(OUTCOME_TEXTS[one.outcome]) if one.outcome else _("ikke besvaret")
            yield told(one), one.asks_for, filters.capital(came)

    @property
    def advised(self) -> tuple[str, Any] | None:
        """Who has said before what the decision is to be: the panel, else the recommendation."""
        if self.on is None:
            return None
        if self.on.panel is not None:
            return _("Visitationsudvalget har besluttet"), self.on.panel
        if self.on.recommendation is not None:
            return _("Det er indstillet"), self.on.recommendation
        return None

    @property
    def measures(self) -> Sequence[tuple[str, str, str]]:
        """The measures that have fields: the name, what it is called, and how a phone types it.

        Those of the service, and such as a draft holds beside them, so that it can be mended; of
        help that is all or nothing there is no number to type.
        """
        words = self.library.words
        own = {one.name: one for one in words.measures_of(self.case.service)}
        held = {name for part in AMOUNTS for name in self.written.get(part) or {}}
        held -= {name for name, one in own.items() if one.is_single}
        shown = {name: one for name, one in own.items() if not one.is_single}
        shown |= {name: words.measures[name] for name in held if name in words.measures}
        found = [
            (
                one.name,
                filters.capital(many_of(one.unit)),
                "numeric" if one.unit.parts == 1 else "decimal",
            )
            for one in shown.values()
        ]
        return [*found, *((name, name, "decimal") for name in sorted(held - words.measures.keys()))]

    @property
    def is_applied_for(self) -> bool:
        """Whether somebody has applied; a follow-up is the municipality's own."""
        return self.on is None or self.on.kind is not ProceedingKind.FOLLOW_UP

    @property
    def guiding(self) -> Sequence[str]:
        """What the norms answer on how much help there is, with where it is written."""
        judgement = self.drafted.judgement
        answers = judgement.assessment.answers if judgement and judgement.assessment else {}
        return [
            self._said(answered)
            for answered in answers.values()
            if measure_of(answered.question, self.library.words)
            and isinstance(answered.value, Answer)
        ]

    def _said(self, answered: Answered) -> str:
        said = value_text(answered.value, answered.question, self.library.words, language())
        rows = answered.holding()
        return f"{said} ({rows[0].citation})" if rows else said

    @property
    def is_against_the_law(self) -> bool:
        """Whether something stands in the way that nobody can set aside."""
        judgement = self.drafted.judgement
        return judgement is not None and any(
            one.severity is Severity.BLOCKING and not one.can_be_overridden
            for one in judgement.findings
        )

    @property
    def not_yet(self) -> Refusal | None:
        """Why the proceeding is not where a decision can be taken; None where it is."""
        step = STEPS["decision_taken"]
        here = place_of(self.case, step, belongs(step, self.on))
        if isinstance(here, Refusal):
            return here
        deciding = here.proceeding.kind is not ProceedingKind.COMPLAINT
        if self.panel_required and deciding and here.proceeding.panel is None:
            return panel_first()
        return None
