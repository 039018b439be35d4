"""Forms for what is found out: reason and need, other help, evidence, and the assessment."""

from collections.abc import Iterator, Mapping

from django import forms

from kompas.casework.case import Case
from kompas.casework.decision import Evidence, EvidenceKind
from kompas.casework.evidence_code import code_of
from kompas.casework.steps.assessment import NeedAssessed
from kompas.casework.steps.early_help import ReferredToEarlyHelp
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.need import NeedUncovered
from kompas.casework.steps.other_help import OtherHelpConsidered
from kompas.desk.steps.form import About, StepForm
from kompas.web.fields import Choice, ChoiceOfMany, Day, Line, Lines, Reason, Text, Tick
from kompas.web.filters import day
from kompas.web.norms import library
from kompas.words import N_, _

EVIDENCE_TEXTS: Mapping[EvidenceKind, str] = {
    EvidenceKind.NOTE: N_("Notat"),
    EvidenceKind.DOCUMENT: N_("Dokument"),
    EvidenceKind.MEETING: N_("Møde"),
    EvidenceKind.ASSESSMENT: N_("Udredning"),
}
"""Where something was learnt, in words."""


class UncoverNeedForm(StepForm):
    """Reason and need after the meeting."""

    step = "need_uncovered"
    leads_on = True
    title = N_("Årsag og behov efter mødet")
    why = N_(
        "Sagen skal være oplyst, før den kan afgøres, og borgeren skal kunne medvirke. Skriv "
        "derfor, hvad I talte om, så vidt muligt med borgerens egne ord."
    )
    source = N_("retssikkerhedsloven §§ 4 og 10")

    met_on = Day(N_("Hvornår mødtes I?"))
    present = Lines(N_("Hvem var med?"), N_("Én person på hver linje."), required=False)
    reason = Text(
        N_("Hvorfor har borgeren brug for hjælp?"),
        N_("Fx en nedsat funktionsevne eller særlige sociale problemer, og siden hvornår."),
    )
    need = Text(
        N_("Hvad har borgeren brug for?"),
        N_(
            "Hvad borgeren kan og ikke kan i hverdagen, og hvad borgeren selv ønsker. Skriver du "
            "det til borgeren (du), kan afgørelsen hente det, som det står."
        ),
    )

    def defaults(self, about: About) -> Mapping[str, object]:
        """Today, with the citizen."""
        citizen = about.case.citizen
        return {"met_on": about.today, "present": citizen.name if citizen else ""}

    def beside(self) -> Iterator[tuple[str, str]]:
        """What was applied for, and what is known from before."""
        yield from applied_for(self.about.case)

    def warnings(self) -> Iterator[str]:
        """A sent decision is taken up again."""
        if self.about.on is None and self.about.case.decisions:
            yield _(
                "Der er sendt en afgørelse i sagen. Når du registrerer her, begynder en "
                "opfølgning med sin egen udredning, indstilling og partshøring. Bevilling og mål "
                "løber videre."
            )

    def command(self) -> NeedUncovered:
        """The step."""
        return NeedUncovered(
            reason=self.text("reason"),
            need=self.text("need"),
            met_on=self.cleaned_data["met_on"],
            present=self.cleaned_data["present"],
        )


class ReferToEarlyHelpForm(StepForm):
    """Early help is enough for now."""

    step = "referred_to_early_help"
    title = N_("Henvis til tidlig forebyggende indsats")
    why = N_(
        "Er en tidlig forebyggende indsats nok, skal borgeren ikke igennem en udredning. Sagen "
        "bliver stående, og viser det sig ikke at være nok, afdækker du behovet igen."
    )
    source = N_("serviceloven §§ 82 a og 82 b")

    to = Line(N_("Hvad henvises borgeren til?"), N_("Fx et kursus, en gruppe eller et netværk."))
    reason = Reason(N_("Hvorfor er det nok for nu?"))

    def beside(self) -> Iterator[tuple[str, str]]:
        """The need."""
        yield from the_need(self.about.case)

    def command(self) -> ReferredToEarlyHelp:
        """The step."""
        return ReferredToEarlyHelp(to=self.text("to"), why=self.text("reason"))


class ConsiderOtherHelpForm(StepForm):
    """Other help, and what came of it."""

    step = "other_help_considered"
    leads_on = True
    title = N_("Anden hjælp, der er overvejet")
    why = N_(
        "Kommunen skal se på alle de muligheder, loven giver for at hjælpe, og ikke kun på det, "
        "der er søgt om. Det gælder også hjælp fra andre myndigheder."
    )
    source = N_("retssikkerhedsloven § 5")

    considered = Lines(
        N_("Hvilken hjælp er overvejet?"),
        N_("En mulighed på hver linje, fx åbent værested, hjemmevejleder eller beskæftigelse."),
    )
    result = Text(
        N_("Hvad blev resultatet?"), N_("Hvad der passer, hvad der ikke gør, og hvorfor.")
    )

    def beside(self) -> Iterator[tuple[str, str]]:
        """What was considered before."""
        yield from the_need(self.about.case)
        for one in self.about.proceeding.other_help:
            yield _("Overvejet tidligere"), f"{', '.join(one.considered)}. {one.result}"

    def command(self) -> OtherHelpConsidered:
        """The step."""
        return OtherHelpConsidered(
            considered=self.cleaned_data["considered"], result=self.text("result")
        )


class AddEvidenceForm(StepForm):
    """A note, document, meeting or assessment to rest on."""

    step = "evidence_added"
    leads_on = True
    title = N_("Tilføj et bilag")
    why = N_(
        "Et bilag er det, afgørelsen kan hvile på. Er det noget, borgeren ikke kender, og som "
        "taler imod det, borgeren ønsker, skal borgeren høres om det, før sagen afgøres."
    )
    source = N_("forvaltningsloven § 19")
    button = N_("Tilføj bilaget")
    needs_seq = False

    kind = Choice(N_("Hvad er det?"))
    name = Line(N_("Hvad handler det om?"), N_("Fx »Udtalelse fra værkstedet«."))
    dated = Day(N_("Dato på bilaget"))
    known_to_party = Tick(
        N_("Borgeren kender bilaget"),
        N_("Borgeren har selv givet det, fået det eller været med."),
    )
    unfavourable = Tick(
        N_("Bilaget taler imod det, borgeren ønsker"),
        N_("Så skal borgeren høres, hvis bilaget er af væsentlig betydning for afgørelsen."),
    )

    def arrange(self) -> None:
        """The kinds, in the reader's language."""
        choose(self, "kind", [(kind.value, _(text)) for kind, text in EVIDENCE_TEXTS.items()])

    def defaults(self, about: About) -> Mapping[str, object]:
        """A document of today that the citizen knows."""
        return {
            "kind": EvidenceKind.DOCUMENT.value,
            "dated": about.today,
            "known_to_party": True,
        }

    def beside(self) -> Iterator[tuple[str, str]]:
        """What the case has already."""
        for one in self.about.case.papers:
            yield _(EVIDENCE_TEXTS[one.kind]), f"{one.title}, {day(one.dated)}"

    def command(self) -> EvidenceAdded:
        """The step."""
        told = self.cleaned_data
        evidence = Evidence(
            id=code_of(told["name"], {one.id for one in self.about.case.papers}),
            kind=EvidenceKind(told["kind"]),
            title=told["name"],
            dated=told["dated"],
            known_to_party=told["known_to_party"],
            unfavourable=told["unfavourable"],
        )
        return EvidenceAdded(evidence=evidence)


class AssessNeedForm(StepForm):
    """The assessment by VUM."""

    step = "need_assessed"
    leads_on = True
    title = N_("Udredning efter VUM")
    why = N_(
        "Udredningen viser, hvad borgeren kan, og hvor stort støttebehovet er. Niveauet alene "
        "afgør ingenting: det er den konkrete vurdering, der gør."
    )
    source = N_("Voksenudredningsmetoden; retssikkerhedsloven § 10")
    needs_norms = True

    assessed_on = Day(N_("Hvornår er udredningen færdig?"))
    vum_level = ChoiceOfMany(
        N_("Samlet støttebehov"), N_("A er begrænset, F er fuldstændigt, og G er 1:1 eller mere.")
    )
    capacity = Text(
        N_("Borgerens funktionsevne"),
        N_(
            "Hvad borgeren kan selv, og hvad der er svært. Skriver du det til borgeren (du), kan "
            "afgørelsen hente det, som det står."
        ),
    )
    summary = Text(N_("Sammenfatning"), N_("Det, som indstilling og afgørelse skal bygge på."))

    def arrange(self) -> None:
        """The levels as the norms know them; a standard with a scale of its own may do without."""
        levels = [(name, name) for name in vum_levels()]
        asked = self.about.assessment.standard.facts if self.about.assessment else ()
        is_needed = not asked or any(fact.name == "vum_level" for fact in asked)
        self.fields["vum_level"].required = is_needed
        none = _("Vælg niveau") if is_needed else _("Ikke et af disse niveauer")
        choose(self, "vum_level", [("", none), *levels])

    def norms(self) -> Iterator[tuple[str, str]]:
        """Nothing: the need is described as it is, whatever the norms make of it."""
        yield from ()

    def defaults(self, about: About) -> Mapping[str, object]:
        """What the last assessment said, to be written anew."""
        last = about.proceeding.assessment
        if last is None:
            return {"assessed_on": about.today}
        return {
            "assessed_on": about.today,
            "vum_level": last.vum_level,
            "capacity": last.capacity,
            "summary": last.summary,
        }

    def beside(self) -> Iterator[tuple[str, str]]:
        """The need."""
        yield from the_need(self.about.case)

    def warnings(self) -> Iterator[str]:
        """What built on the last assessment counts no more."""
        if self.about.proceeding.recommendation or self.about.proceeding.panel:
            yield _(
                "Der er allerede en indstilling. Med en ny udredning gælder den ikke længere, og "
                "sagen skal indstilles igen."
            )

    def command(self) -> NeedAssessed:
        """The step."""
        return NeedAssessed(
            vum_level=self.cleaned_data["vum_level"],
            capacity=self.text("capacity"),
            summary=self.text("summary"),
            assessed_on=self.cleaned_data["assessed_on"],
        )


def choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    """Give a field of a form what can be chosen."""
    form.fields[name].choices = choices  # type: ignore[attr-defined]


def vum_levels() -> tuple[str, ...]:
    """The levels of need, the lowest first (FW-06)."""
    fact = library().words.facts.get("vum_level")
    return tuple(str(name) for name in fact.domain.names) if fact else ()


def applied_for(case: Case) -> Iterator[tuple[str, str]]:
    """What the citizen applied for."""
    if case.applied_for:
        yield _("Ansøgt om"), case.applied_for


def the_need(case: Case) -> Iterator[tuple[str, str]]:
    """What was applied for, the reason and the need."""
    yield from applied_for(case)
    if case.need:
        yield _("Årsag"), case.need.reason
        yield _("Behov"), case.need.need
