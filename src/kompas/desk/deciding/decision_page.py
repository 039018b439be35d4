"""The page on which a decision is written, as its template shows it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from kompas.casework import advice
from kompas.casework.case import Case
from kompas.casework.commands import place as place_of
from kompas.casework.context import Refusal
from kompas.casework.decision import DecisionForm
from kompas.casework.decision_facts import READ_OFF
from kompas.casework.flows import ProceedingKind
from kompas.casework.intervention import PROVIDER
from kompas.casework.proceeding import Proceeding
from kompas.casework.steps import STEPS
from kompas.casework.steps.decision import panel_first
from kompas.casework.steps.information_answer import OUTCOME_TEXTS
from kompas.casework.timeline import Speech, name_of_fact, value_of_fact
from kompas.desk.deciding.draft import DecisionDraft, of_values
from kompas.desk.deciding.findings import Findings, findings_of
from kompas.desk.deciding.form import CaseAndNorms, DraftForm, values_of
from kompas.desk.deciding.offers import TableOfOffers
from kompas.desk.deciding.papers_behind import Claim, claims_of
from kompas.desk.deciding.parts_by_kind import ASKED_AT
from kompas.desk.deciding.payments import PaymentShown, payments_shown, unasked
from kompas.desk.deciding.proposals import complaint_guidance, held_texts, standard_of
from kompas.desk.deciding.standard_texts import text_fields
from kompas.desk.deciding.writing_steps import WritingStep, part_of, steps_of
from kompas.desk.proceedings import belongs
from kompas.desk.steps.information import told
from kompas.norms import Answer, Answered, AnswerKind, Carries, GivenFact, GroundType, Library
from kompas.norms.measures import measure_of
from kompas.norms.wording import citation_text, rank_text, value_text, verified_text
from kompas.processes.draft_decision import Drafted, drafted
from kompas.processes.facilities import offers_on
from kompas.processes.party import Party, out_of_reach_today
from kompas.soundness import Severity
from kompas.soundness.wording import heading_of
from kompas.web import filters
from kompas.web.form_parts import FieldFault, PartForm, Rows
from kompas.wire.draft_reading import Fault
from kompas.words import N_, _, language, ngettext

ALWAYS = DecisionForm.DECISION.value
"""What a decision is that nobody has to take a stand on."""
OF_THE_FORM = frozenset(("considerably_intrusive", "form_reason"))
"""What stands with the form of the decision."""
CARRIES_TEXTS: Mapping[Carries, str] = {
    Carries.ALONE: N_("Kan bære afgørelsen alene, når alt herunder er vist"),
    Carries.WITH_OTHERS: N_("Kan kun stå ved siden af en grund, der bærer"),
    Carries.NEVER: N_("Må ikke bruges som grund"),
}


@dataclass
class DecisionPage:
    """Everything that the page shows of the decision that is written about a case.

    `is_refused`: it was to be taken, and what is wrong with it is listed above the form.
    `is_before`: the draft is the user's from before somebody took the decision, and not that.
    `phrases` are the unit's standard texts, by number and title.
    """

    about: CaseAndNorms
    draft: DecisionDraft
    norms_unit: str | None
    panel_required: bool
    today: date
    party: Party | None = None
    version: str = ""
    refusals: Sequence[Refusal] = ()
    overtaken: bool = False
    confirm: bool = False
    is_refused: bool = False
    is_before: bool = False
    phrases: Sequence[tuple[int, str]] = ()

    @property
    def case(self) -> Case:
        """The case."""
        return self.about.case

    @property
    def on(self) -> Proceeding | None:
        """The proceeding in which the decision is written."""
        return self.about.on

    @property
    def library(self) -> Library:
        """The norms."""
        return self.about.library

    @property
    def noted(self) -> Mapping[str, GivenFact]:
        """The facts of the case today."""
        return self.case.facts_on(self.today, self.on)

    # ------------------------------------------------------------ what is written

    @cached_property
    def form(self) -> DraftForm:
        """The form with what was typed."""
        return DraftForm(self.draft.typed, self.about)

    @cached_property
    def written(self) -> dict[str, Any]:
        """The decision as far as it can be read, as JSON."""
        return values_of(self.form, self.case)

    @cached_property
    def drafted(self) -> Drafted:
        """The draft judged as it stands."""
        case, on = self.case, self.on
        return drafted(
            self.written, case, on, self.norms_unit, self.library, self.today, self.table.offers
        )

    @cached_property
    def table(self) -> TableOfOffers:
        """The offers that there are on the day of the decision."""
        on = self.form.readable().get("decided_on") or self.today
        return TableOfOffers(offers_on(on), on, self.case.service, self.library.words)

    @cached_property
    def findings(self) -> Findings:
        """What is found."""
        lost = out_of_reach_today(self.case, self.party)
        return findings_of(self.drafted, self.form, self.library, lost)

    def refuse(self, faults: Sequence[Fault]) -> None:
        """Tell what is wrong with what was to be taken, each at its field."""
        for one in faults:
            self.form.tell(one.place, filters.capital(one.text))
        self.is_refused = True

    @property
    def faults(self) -> Sequence[FieldFault]:
        """What is listed above the form."""
        return tuple(self.form.faults()) if self.is_refused else ()

    @cached_property
    def unreadable(self) -> Sequence[tuple[str, Sequence[str]]]:
        """What the draft holds that no field shows, by its name."""
        known = set(self.form.names())
        return [(name, said) for name, said in self.draft.typed.lists() if name not in known]

    # ------------------------------------------------------------ what the case holds

    @property
    def facts(self) -> Iterator[tuple[str, str, str, date | None]]:
        """The facts of the case as they hold today: name, value, source, date."""
        speech = Speech(self.library.words, filters.day)
        decision = self.drafted.decision
        known = decision.facts if decision else self.case.facts_on(self.today, self.on)
        for name, given in known.items():
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
    def guiding(self) -> Sequence[str]:
        """What the norms answer on how much help there is, with where it is written."""
        judgement = self.drafted.judgement
        answers = judgement.assessment.answers if judgement and judgement.assessment else {}
        measured = [
            (answered, answered.value.kind)
            for answered in answers.values()
            if measure_of(answered.question, self.library.words)
            and isinstance(answered.value, Answer)
        ]
        # That one measure is not stated says nothing where another is.
        stated = [pair for pair in measured if pair[1] is not AnswerKind.NOT_STATED]
        return [self._said(answered) for answered, _kind in stated or measured[:1]]

    def _said(self, answered: Answered) -> str:
        said = value_text(answered.value, answered.question, self.library.words, language())
        rows = answered.holding()
        return f"{said} ({rows[0].citation})" if rows else said

    @cached_property
    def payments(self) -> Sequence[PaymentShown]:
        """What the norms ask to be worked out, as far as it is written."""
        judgement = self.drafted.judgement
        assessment = judgement.assessment if judgement else None
        return payments_shown(assessment, self.drafted.decision, self.form)

    @property
    def unasked(self) -> Sequence[PartForm]:
        """Amounts that are written, and that nothing is worked out from."""
        return tuple(unasked(self.form, self.payments))

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

    @property
    def guidance(self) -> Mapping[str, str]:
        """How one complains as the norms have it, as it would be typed, by the fields' names."""
        standard = standard_of(self.case, self.norms_unit, self.library, self.today)
        proposed = complaint_guidance(self.case, standard, self.library, self.today)
        return {name: said[0] for name, said in of_values(proposed).said().items()}

    @property
    def held_texts(self) -> Mapping[str, str]:
        """What the case says of what nothing is written about yet (`proposals.held_texts`)."""
        held = held_texts(self.case, self.on)
        empty = (name for name in held if not self.written.get(name, {}).get("text"))
        return {name: held[name] for name in empty}

    # ------------------------------------------------------------ what the kind asks for

    def only(self, name: str) -> str:
        """The attributes of what is asked for at some kinds of decision alone: out of the way at
        others, unless something stands there, or is pointed to from what is found.
        """
        kinds = format_html(' data-kinds="{}"', " ".join(sorted(ASKED_AT[name])))
        return kinds if self._is_shown(name) else kinds + mark_safe(" hidden")

    def _is_shown(self, name: str) -> bool:
        """Whether a part is asked for at the kind of decision, or something stands there."""
        kind = self.form.chosen_kind
        # What stands with the form of the decision is shown with it.
        part = "form" if name in OF_THE_FORM else name
        return kind is None or kind in ASKED_AT.get(part, (kind,)) or part in self._held

    @cached_property
    def text_fields(self) -> Mapping[str, str]:
        """The fields of running text that the page shows: a standard text goes into one."""
        return text_fields(self.form, frozenset(filter(self._is_shown, self.form.parts)))

    @property
    def claims(self) -> Sequence[Claim]:
        """What the decision that was taken says, with the papers that it rests on."""
        taken = self.on.decision if self.on else None
        return claims_of(taken.decision, self.library) if taken else ()

    def titles(self, ids: Sequence[str]) -> str:
        """The titles and days of some papers of the case; one that is gone by its id."""
        known = dict(self.about.paper_choices)
        return "; ".join(known.get(one, one) for one in ids)

    @property
    def answer_only(self) -> str:
        """The attribute of what is asked for where the citizen answered a hearing."""
        answered = self.on is not None and any(one.answer for one in self.on.hearings)
        return "" if answered or "answer_weighed" in self._held else mark_safe(" hidden")

    @cached_property
    def _held(self) -> frozenset[str]:
        """The parts in which something stands, or to which something leads."""
        counts = {rows.count_name for rows in self.form.parts.values() if isinstance(rows, Rows)}
        typed = self.draft.said().keys() - counts
        if self.form.chosen_kind not in PROVIDER and self.written.get("form") == ALWAYS:
            typed -= {"form"}
        parts = self._led_to.union(map(part_of, typed))
        return parts | {"form"} if parts & OF_THE_FORM else parts

    @cached_property
    def _led_to(self) -> frozenset[str]:
        """The parts of the page to which something leads."""
        faults = (one.anchor for one in self.form.faults())
        return frozenset(map(part_of, (*self.findings.places, *faults)))

    def opens(self, *parts: str) -> str:
        """The attribute of a fold: open where something leads into one of its parts."""
        return mark_safe(" open") if self._led_to & set(parts) else ""

    @property
    def steps(self) -> Sequence[WritingStep]:
        """The steps of the page, with what is found in each."""
        return steps_of(self.findings)

    # ------------------------------------------------------------ what is folded, in short

    @property
    def basis_in_short(self) -> str:
        """The legal basis, and the day where another than today is written."""
        day = self.form["decided_on"].value() if self.written.get("decided_on") else ""
        return "; ".join(filter(None, (", ".join(self.written.get("legal_basis", ())), day)))

    @property
    def letter_in_short(self) -> str:
        """To whom one complains and whom one asks, as far as it is written."""
        complaint, contact = (
            self.written.get(name) or {} for name in ("complaint_guidance", "contact")
        )
        asked = ", ".join(filter(None, (contact.get(name) for name in ("name", "phone", "email"))))
        to = complaint.get("to")
        told = (
            _("Klage til {to}.").format(to=to) if to else "",
            _("Spørgsmål til {asked}.").format(asked=asked) if asked else "",
        )
        return " ".join(filter(None, told))

    @property
    def held_in_short(self) -> str:
        """How much the case holds that goes into the decision by itself."""
        facts, papers = len(list(self.facts)), len(self.about.papers)
        told = (
            ngettext("{n} oplysning", "{n} oplysninger", facts).format(n=facts),
            ngettext("{n} bilag", "{n} bilag", papers).format(n=papers),
            _("partshøring sendt") if self.on and self.on.hearings else _("ingen partshøring"),
        )
        return ", ".join(told)

    # ------------------------------------------------------------ the grounds to choose from

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
