"""Decisions about fictional citizens, whole and with names and numbers that no real person has."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

from kompas.casework import amounts
from kompas.casework.decision import (
    Citizen,
    ComplaintGuidance,
    Contact,
    Cost,
    Decision,
    DecisionForm,
    DecisionKind,
    Evidence,
    EvidenceKind,
    Facility,
    Ground,
    PartyHearing,
    Statement,
)
from kompas.letters.clauses import ClauseBook
from kompas.letters.letter_facts import (
    FactText,
    GroundText,
    LetterFacts,
    NormCode,
    NormNumber,
    NormText,
)
from kompas.letters.read_clauses import read_clauses
from kompas.norms import GivenFact, Library, load

Draft = Callable[[], Decision]

CITIZEN = Citizen(
    name="Karen Eksempelsen",
    address_lines=("Åkanden 7, 2. th.", "9999 Eksempelby"),
    cpr="6303711234",
)
CONTACT = Contact(name="Mette Prøvegaard", phone="99 99 99 99", email="voksen@eksempelby.example")
GUIDANCE = ComplaintGuidance(
    to="Ankestyrelsen",
    how="Ring eller skriv til os i Voksenenheden. Du kan også komme forbi.",
    deadline_weeks=4,
)
VUM = Evidence(
    id="vum",
    kind=EvidenceKind.ASSESSMENT,
    title="Voksenudredning",
    dated=date(2026, 2, 9),
)
HOUSING_NOTE = Evidence(
    id="aakanden",
    kind=EvidenceKind.DOCUMENT,
    title="Notat fra botilbuddet Åkanden",
    dated=date(2026, 2, 16),
)
MEETING = Evidence(
    id="meeting",
    kind=EvidenceKind.MEETING,
    title="Møde med dig",
    dated=date(2026, 2, 20),
)


def said(text: str, *evidence: str) -> Statement:
    """A statement with the evidence it rests on."""
    return Statement(text=text, evidence=evidence)


@cache
def norms() -> Library:
    """The norms that Kompas ships."""
    return load()


@cache
def book() -> ClauseBook:
    """The clauses that Kompas ships."""
    return read_clauses(norms().folder / "letters", "activity_and_social", norms().words)


def letter_facts() -> LetterFacts:
    """What the norms of the fictional municipality say."""
    return LetterFacts(
        municipality="Eksempelby Kommune",
        unit="Voksenenheden",
        measures={one.name: one for one in norms().words.measures_of("activity_and_social")},
        needs_amount=True,
        facts={
            "housing": FactText("Boform", "længerevarende botilbud (servicelovens § 108)"),
            "vum_level": FactText("Støttebehov", "D2 (omfattende støttebehov, middel)"),
            "age_years": FactText("Alder", "54 år"),
        },
        grounds={
            "met_in_housing": GroundText(
                "Behovet bliver dækket, hvor du bor",
                ("which_activities", "extent", "can_take_part", "covers_need"),
                "principmeddelelse 89-14, VI",
            ),
            "citizens_wish": GroundText(
                "Du har selv ønsket det", ("how_expressed",), "principmeddelelse 89-14, VI"
            ),
        },
        codes={
            "transport_payer": NormCode(
                "municipality_pays", "considerably-reduced", "Ankestyrelsens notat om § 104, IV"
            ),
        },
        payments=(
            NormText("Det er gratis at komme i tilbuddet.", "no-user-payment", "kk-2019 4.4"),
        ),
        options=(
            NormText(
                "Du kan også bruge de åbne steder i byen. Her møder du op, når du har lyst.",
                "open-offers",
                "kk-2019 4.4",
            ),
        ),
        follow_up_months=NormNumber(24, "follow-up", "kk-2019 4.4"),
        complaint_weeks=NormNumber(4, "complaint-deadline", "retssikkerhedsloven kap. 10"),
        complaint_review_weeks=NormNumber(4, "complaint-review", "retssikkerhedsloven kap. 10"),
    )


def grant() -> Decision:
    """A full grant: four days in a named offer."""
    return Decision(
        kind=DecisionKind.GRANT,
        service="activity_and_social",
        municipality="eksempelby",
        unit="voksen",
        case_number="27.35.08-G01-104-26",
        decided_on=date(2026, 3, 3),
        citizen=CITIZEN,
        form=DecisionForm.DECISION,
        legal_basis=("serviceloven § 104",),
        applied_for="et aktivitets- og samværstilbud fire dage om ugen",
        applied_on=date(2026, 1, 12),
        granted=amounts(days_per_week=4, hours_per_week=Decimal(28)),
        starts_on=date(2026, 4, 1),
        facts={
            "housing": GivenFact("long_term_stay", "vum", date(2026, 2, 9)),
            "vum_level": GivenFact("D2", "vum", date(2026, 2, 9)),
        },
        need=said(
            "Du har brug for hjælp til at være sammen med andre. Du har også brug for faste "
            "opgaver, som du selv vælger.",
            "vum",
        ),
        wishes=said("Du vil gerne male og synge i kor. Du vil helst møde om morgenen.", "meeting"),
        facilities=(
            Facility(
                name="Værkstedet Elmelund",
                activities=said("Du kan male, synge i kor og være med i køkkenet."),
                staff=said("Personalet er pædagoger, som kender til epilepsi."),
                premises=said("Der er ingen trapper, og der er et stille rum."),
                meets_need=said(
                    "Du møder den samme gruppe hver dag. Du får din egen plads i malerummet, og "
                    "en fast voksen hjælper dig i gang.",
                    "vum",
                ),
            ),
        ),
        contact=CONTACT,
        costs=(Cost(what="maling, lærred og mad", amount_oere=12550, period="month"),),
        evidence=(VUM, HOUSING_NOTE, MEETING),
    )


def partial() -> Decision:
    """Three days where five were applied for; the housing covers the rest."""
    return replace(
        grant(),
        kind=DecisionKind.PARTIAL_REFUSAL,
        applied_for="et aktivitets- og samværstilbud fem dage om ugen",
        granted=amounts(days_per_week=3, hours_per_week=Decimal("19.5")),
        facts={**grant().facts, "age_years": GivenFact(54, "vum", date(2026, 2, 9))},
        capacity=said(
            "Du kan selv finde rundt i botilbuddet. Du bliver hurtigt træt, og du har brug for "
            "pauser. Ude har du brug for en ved din side.",
            "vum",
        ),
        grounds=(met_in_housing(),),
        alternatives=said("Du kan tale med botilbuddet om at få hjælp til at besøge venner."),
        hearing=PartyHearing(sent_on=date(2026, 2, 17), deadline_on=date(2026, 2, 27), answer=None),
        complaint_guidance=GUIDANCE,
    )


def reduction() -> Decision:
    """From four days to three, as the citizen wishes it and the housing covers the rest."""
    return replace(
        partial(),
        kind=DecisionKind.REDUCTION,
        applied_for=None,
        applied_on=None,
        granted=amounts(days_per_week=3, hours_per_week=Decimal(21)),
        granted_before=amounts(days_per_week=4, hours_per_week=Decimal(28)),
        starts_on=date(2026, 5, 1),
        wishes=said("Du vil gerne have en dag mere hjemme.", "meeting"),
        grounds=(
            Ground(
                type="citizens_wish",
                text="Du er blevet hjemme næsten hver fredag siden sommer. Du siger, at du har "
                "brug for en rolig dag.",
                evidence=("meeting",),
                shown={
                    "how_expressed": said(
                        "Du har sagt det til os to gange, og din pædagog har hørt det samme.",
                        "meeting",
                    )
                },
            ),
            met_in_housing(),
        ),
        hearing=PartyHearing(
            sent_on=date(2026, 2, 17),
            deadline_on=date(2026, 2, 27),
            answer="Det er fint med mig.",
        ),
    )


def met_in_housing() -> Ground:
    """The housing covers part of the need, investigated."""
    return Ground(
        type="met_in_housing",
        text="Vi har spurgt dit botilbud, hvad du laver de dage, du er hjemme. Du er med i "
        "køkkenet om mandagen og går til musik om torsdagen. De to dage er du sammen med andre "
        "det meste af tiden. Sammen med tre dage ude dækker det dit behov.",
        evidence=("aakanden",),
        shown={
            "can_take_part": said(
                "Du har været med de fleste gange siden jul. En fra personalet følger dig derhen.",
                "aakanden",
                "meeting",
            ),
            "which_activities": said("Der er madlavning, musik og en gåtur i skoven.", "aakanden"),
            "extent": said("Der er noget mandag, onsdag og torsdag.", "aakanden"),
            "covers_need": said(
                "Du har brug for selskab og faste opgaver, og begge dele får du her.", "vum"
            ),
        },
    )


def refusal() -> Decision:
    """Everything is refused."""
    return replace(
        partial(),
        kind=DecisionKind.REFUSAL,
        granted={},
        starts_on=None,
        facilities=(),
        costs=(),
    )


def termination() -> Decision:
    """The help stops."""
    return replace(
        reduction(),
        kind=DecisionKind.TERMINATION,
        granted={},
        starts_on=None,
        ends_on=date(2026, 6, 30),
        facilities=(),
        costs=(),
    )


def provider_choice() -> Decision:
    """The choice of provider, which is a decision because it intrudes."""
    return replace(
        partial(),
        kind=DecisionKind.PROVIDER_CHOICE,
        form=DecisionForm.DECISION,
        considerably_intrusive=True,
        applied_for="at komme på Pileværkstedet",
    )


def provider_change() -> Decision:
    """A change of provider."""
    return replace(provider_choice(), kind=DecisionKind.PROVIDER_CHANGE)


def information() -> Decision:
    """The choice of provider as actual administration, which cannot be appealed."""
    return replace(
        provider_choice(),
        form=DecisionForm.ADMINISTRATIVE_ACT_ONLY,
        considerably_intrusive=False,
        form_reason=said(
            "Du har ikke været i et tilbud før, og begge steder ligger tæt på dit hjem. Derfor "
            "griber valget ikke meget ind i din hverdag.",
            "meeting",
        ),
        complaint_guidance=None,
    )


EVERY_KIND = (
    grant,
    partial,
    reduction,
    refusal,
    termination,
    provider_choice,
    provider_change,
    information,
)
