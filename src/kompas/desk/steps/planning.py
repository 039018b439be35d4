"""Forms for the plan, the goals, the recommendation, and the panel's agenda."""

from collections.abc import Iterator, Mapping

from django import forms

from kompas.casework.decision import DecisionKind
from kompas.casework.price import PER_TEXTS, Price, PricePer
from kompas.casework.proceeding import Proceeding, Recommendation
from kompas.casework.status import Status
from kompas.casework.steps.action_plan import ActionPlanOffered
from kompas.casework.steps.goals import GoalsSet
from kompas.casework.steps.panel_meeting import PutToPanel
from kompas.casework.steps.recommendation import RecommendationMade
from kompas.desk.steps.examining import choose, the_need
from kompas.desk.steps.form import NO, YES, About, AmountsForm, StepForm, kinds
from kompas.web.fields import Choice, ChoiceOfMany, Day, Kroner, Line, Lines, Text
from kompas.web.filters import amounts, capital, day, kind
from kompas.web.norms import library
from kompas.words import N_, _, clock_text


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
    leads_on = True
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
    facility = Line(N_("Tilbud"), N_("Hvor hjælpen skal gives, når det er kendt."), required=False)
    rate = Kroner(
        N_("Takst i kroner"),
        N_("Så regner Kompas udgiften om året ud til udvalget."),
        required=False,
    )
    rate_per = ChoiceOfMany(N_("Taksten er for"), required=False)
    rate_source = Line(
        N_("Hvor står taksten?"),
        N_("Fx Tilbudsportalen eller kommunens takstblad."),
        required=False,
    )

    def arrange(self) -> None:
        """The kinds of decision, and the measures of the help."""
        last = self.about.proceeding.recommendation
        held = (last.kind.value,) if last else ()
        choose(self, "kind", kinds(self.about.case, self.about.on, *held))
        self.ask_amounts(self.about.measures, last.extent if last else self.about.case.grant)
        times = [(per.value, _(text)) for per, text in PER_TEXTS.items()]
        choose(self, "rate_per", [("", "–"), *times])
        self.order_fields(("kind", *self.asked, "recommended", *_COST))

    def defaults(self, about: About) -> Mapping[str, object]:
        """What was recommended last."""
        last = about.proceeding.recommendation
        return {
            "kind": last.kind.value if last else None,
            "recommended": last.text if last else "",
            "facility": last.facility if last else "",
            **_price_of(last),
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
        if any(told.get(name) for name in _PRICE):
            for name in _PRICE:
                if name not in self.errors and not told.get(name):
                    self.add_error(name, _("Skriv taksten, hvad den er for, og hvor den står."))
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
            facility=self.text("facility"),
            price=self._price(),
        )

    def _price(self) -> Price | None:
        told = self.cleaned_data
        if not told["rate"]:
            return None
        per = PricePer(told["rate_per"])
        return Price(oere=told["rate"], per=per, source=told["rate_source"])


_PRICE = ("rate", "rate_per", "rate_source")
_COST = ("facility", *_PRICE)


def _price_of(last: Recommendation | None) -> Mapping[str, object]:
    """The rate that was told last, as the fields show it."""
    price = last.price if last else None
    if price is None:
        return {}
    kroner, rest = divmod(price.oere, 100)
    return {
        "rate": f"{kroner},{rest:02d}",
        "rate_per": price.per.value,
        "rate_source": price.source,
    }


class PutToPanelForm(StepForm):
    """On the agenda of a meeting."""

    step = "put_to_panel"
    title = N_("Sæt på visitationsudvalgets dagsorden")
    why = N_("Udvalget får sagen på én side: borgeren, behovet, indstillingen og bilagene.")
    button = N_("Sæt på dagsordenen")

    needs_meetings = True

    meeting = ChoiceOfMany(N_("Hvilket møde?"), required=False)
    meets_on = Day(
        N_("Eller et møde, der ikke er planlagt endnu"),
        N_("Datoen for mødet. Lad feltet stå tomt, når du har valgt et møde."),
        required=False,
    )

    def arrange(self) -> None:
        """The meetings of the unit's panel that are to come."""
        planned = [
            (
                str(one.id),
                _("{day} kl. {time}, {place}").format(
                    day=day(one.meets_on), time=clock_text(one.begins_at), place=one.place
                ),
            )
            for one in self.about.meetings
        ]
        choose(self, "meeting", [("", _("Udvalgets næste møde")), *planned])

    def clean(self) -> dict[str, object]:
        """One meeting is meant."""
        told = super().clean() or self.cleaned_data
        if told.get("meeting") and told.get("meets_on"):
            self.add_error("meets_on", _("Vælg et møde, eller skriv en dato, ikke begge dele."))
        return told

    def warnings(self) -> Iterator[str]:
        """It waits for a meeting already."""
        if self.about.proceeding.status is Status.AT_PANEL:
            yield _("Sagen venter allerede på et møde. Den flyttes til det, du vælger.")

    def beside(self) -> Iterator[tuple[str, str]]:
        """The recommendation, and until when the case must be decided."""
        yield from the_recommendation(self.about.on)
        if self.about.proceeding.decide_by:
            yield _("Frist for afgørelse"), day(self.about.proceeding.decide_by)

    def command(self) -> PutToPanel:
        """The step."""
        told = self.cleaned_data
        return PutToPanel(meets_on=told["meets_on"], meeting=told["meeting"])


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
