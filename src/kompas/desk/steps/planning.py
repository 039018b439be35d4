"""Forms for the plan, the goals, the recommendation, and the panel's agenda."""

from collections.abc import Iterator, Mapping

from django import forms

from kompas.casework.decision import DecisionKind
from kompas.casework.proceeding import Proceeding
from kompas.casework.steps.action_plan import ActionPlanOffered
from kompas.casework.steps.goals import GoalsSet
from kompas.casework.steps.panel_meeting import PutToPanel
from kompas.casework.steps.recommendation import RecommendationMade
from kompas.desk.steps.examining import choose, the_need
from kompas.desk.steps.form import NO, YES, About, AmountsForm, StepForm, kinds
from kompas.web.fields import Choice, Day, Lines, Text
from kompas.web.filters import amounts, capital, day, kind
from kompas.web.norms import library
from kompas.words import N_, _


class OfferActionPlanForm(StepForm):
    """The plan of action was offered."""

    step = "action_plan_offered"
    title = N_("Tilbud om handleplan")
    why = N_(
        "Borgeren skal tilbydes en handleplan, når hjælpen gives på grund af en betydelig nedsat "
        "funktionsevne eller alvorlige sociale problemer. Borgeren bestemmer selv, om der skal "
        "være en. Målene for indsatsen sættes under alle omstændigheder."
    )
    source = N_("serviceloven § 141")

    offered_on = Day(N_("Hvornår blev handleplanen tilbudt?"))
    accepted = Choice(
        N_("Hvad svarede borgeren?"),
        [(YES, N_("Ja tak til en handleplan")), (NO, N_("Nej tak til en handleplan"))],
    )

    def defaults(self, about: About) -> Mapping[str, object]:
        """Today."""
        return {"offered_on": about.today}

    def command(self) -> ActionPlanOffered:
        """The step."""
        return ActionPlanOffered(
            offered_on=self.cleaned_data["offered_on"],
            accepted=self.cleaned_data["accepted"] == YES,
        )


class SetGoalsForm(StepForm):
    """The goals of the help."""

    step = "goals_set"
    title = N_("Mål for indsatsen")
    why = N_(
        "Målene siger, hvad hjælpen skal føre til, og opfølgningen ser på dem. De sættes sammen "
        "med borgeren, også når borgeren ikke ønsker en handleplan."
    )
    source = N_("serviceloven §§ 141 og 148")

    goals = Lines(
        N_("Mål"), N_("Ét mål på hver linje. Skriv dem, så man kan se, om de bliver nået.")
    )

    def defaults(self, about: About) -> Mapping[str, object]:
        """The goals that stand, to go on from."""
        return {"goals": "\n".join(about.case.goals)}

    def beside(self) -> Iterator[tuple[str, str]]:
        """The need and the assessment."""
        yield from the_need(self.about.case)
        yield from the_assessment(self.about.on)

    def command(self) -> GoalsSet:
        """The step."""
        return GoalsSet(goals=self.cleaned_data["goals"])


class RecommendForm(AmountsForm, StepForm):
    """What the caseworker recommends."""

    step = "recommendation_made"
    title = N_("Indstilling")
    why = N_(
        "Indstillingen er det, udvalget eller du selv afgør sagen ud fra. Standardens omfang er "
        "vejledende: skriv, hvad borgeren har brug for, og hvorfor, også når det er mere eller "
        "mindre end standarden."
    )
    source = N_("retssikkerhedsloven §§ 5 og 10")
    needs_norms = True

    kind = Choice(N_("Hvad indstiller du til?"))
    recommended = Text(
        N_("Begrundelse"),
        N_("Hvad der taler for og imod, og hvordan omfanget svarer til behovet."),
    )

    def arrange(self) -> None:
        """The kinds of decision, and the measures of the help."""
        choose(self, "kind", kinds())
        last = self.about.proceeding.recommendation
        self.ask_amounts(self.about.measures, last.extent if last else self.about.case.grant)
        self.order_fields(("kind", *self.asked, "recommended"))

    def defaults(self, about: About) -> Mapping[str, object]:
        """What was recommended last."""
        last = about.proceeding.recommendation
        return {
            "kind": last.kind.value if last else None,
            "recommended": last.text if last else "",
        }

    def clean(self) -> dict[str, object]:
        """What gives help says how much."""
        told = super().clean() or self.cleaned_data
        empty = all(name in told and not told[name] for name in self.asked)
        needed = library().words.needs_amount(self.about.case.service)
        if self.asked and needed and empty and told.get("kind") == DecisionKind.GRANT.value:
            raise forms.ValidationError(
                {self.asked[0]: _("Skriv, hvor meget hjælp du indstiller til.")}
            )
        return told

    def beside(self) -> Iterator[tuple[str, str]]:
        """The need, the assessment, what runs now, and what the panel lacked."""
        yield from the_need(self.about.case)
        yield from the_assessment(self.about.on)
        if self.about.case.grant:
            yield _("Bevilget nu"), amounts(self.about.case.grant)
        if self.about.proceeding.panel_misses:
            yield _("Det manglede visitationsudvalget"), self.about.proceeding.panel_misses

    def command(self) -> RecommendationMade:
        """The step."""
        return RecommendationMade(
            kind=DecisionKind(self.cleaned_data["kind"]),
            extent=self.amounts(),
            text=self.text("recommended"),
        )


class PutToPanelForm(StepForm):
    """On the agenda of a meeting."""

    step = "put_to_panel"
    title = N_("Sæt på visitationsudvalgets dagsorden")
    why = N_("Udvalget får sagen på én side: borgeren, behovet, indstillingen og bilagene.")
    button = N_("Sæt på dagsordenen")

    meets_on = Day(N_("Hvilket møde?"), N_("Datoen for udvalgets møde."))

    def beside(self) -> Iterator[tuple[str, str]]:
        """The recommendation, and until when the case must be decided."""
        yield from the_recommendation(self.about.on)
        if self.about.proceeding.decide_by:
            yield _("Frist for afgørelse"), day(self.about.proceeding.decide_by)

    def command(self) -> PutToPanel:
        """The step."""
        return PutToPanel(meets_on=self.cleaned_data["meets_on"])


def the_assessment(on: Proceeding | None) -> Iterator[tuple[str, str]]:
    """What the assessment found."""
    found = on.assessment if on else None
    if found:
        if found.vum_level:
            yield _("Støttebehov efter VUM"), found.vum_level
        yield _("Funktionsevne"), found.capacity
        yield _("Udredningens sammenfatning"), found.summary


def the_recommendation(on: Proceeding | None) -> Iterator[tuple[str, str]]:
    """What is recommended."""
    advised = on.recommendation if on else None
    if advised:
        said = f"{capital(kind(advised.kind))}: {amounts(advised.extent)}. {advised.text}"
        yield _("Indstilling"), said
