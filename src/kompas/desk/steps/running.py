"""Forms for help that runs: it is ordered, it begins, the citizen has leave and comes back."""

from collections.abc import Iterator, Mapping

from kompas.casework.steps.help_start import HelpBegun
from kompas.casework.steps.leave import LeaveGranted
from kompas.casework.steps.leave_end import LeaveEnded
from kompas.casework.steps.service_order import ServiceOrdered
from kompas.desk.steps.form import NO, YES, About, StepForm
from kompas.web.fields import Choice, Day, Line, Reason, Text
from kompas.web.filters import amounts, day
from kompas.words import N_, _


class RunningForm(StepForm):
    """A form about the help that runs."""

    def beside(self) -> Iterator[tuple[str, str]]:
        """What the citizen has, where, since when, and the leave."""
        case, running = self.about.case, self.about.case.help
        if running is None:
            return
        if case.grant:
            yield _("Bevilget nu"), amounts(case.grant)
        if running.facility:
            yield _("Hos"), running.facility
        yield _("Fra"), day(running.starts_on)
        if running.ends_on:
            yield _("Til og med"), day(running.ends_on)
        if running.leave:
            yield _("Orlov fra"), day(running.leave.from_on)
            yield _("Orlov til og med"), day(running.leave.until_on)
        if case.goals:
            yield _("Mål"), "; ".join(case.goals)


class OrderHelpForm(RunningForm):
    """The help is ordered of a provider."""

    step = "service_ordered"
    title = N_("Bestil hjælpen")
    why = N_(
        "Kommunen bestemmer, hvilken hjælp borgeren får, og tilbuddet giver den. Bestillingen "
        "siger, hvad der er bevilget, hvad målene er, og hvad tilbuddet må vide. Omfang og mål "
        "følger med fra sagen."
    )
    source = N_("servicelovens §§ 4 og 148")

    facility = Line(N_("Hvor bestiller I hjælpen?"))
    ordered_on = Day(N_("Hvornår er den bestilt?"))
    starts_on = Day(N_("Hvornår skal hjælpen begynde?"))
    ends_on = Day(N_("Hvornår slutter den?"), N_("Kun hvis det er aftalt."), required=False)
    contact = Line(N_("Kontakt hos tilbuddet"), N_("Navn og telefon."), required=False)
    may_know = Text(
        N_("Hvad må tilbuddet få at vide?"),
        N_("Kun det, der er nødvendigt for at give hjælpen, og som borgeren er spurgt om."),
    )
    pairs = frozenset(("starts_on",))

    def defaults(self, about: About) -> Mapping[str, object]:
        """Today, the place of the decision, and the time of the grant."""
        running = about.case.help
        return {
            "facility": running.facility if running else None,
            "ordered_on": about.today,
            "starts_on": running.starts_on if running else None,
            "ends_on": running.ends_on if running else None,
        }

    def command(self) -> ServiceOrdered:
        """The step."""
        return ServiceOrdered(
            facility=self.text("facility"),
            ordered_on=self.cleaned_data["ordered_on"],
            starts_on=self.cleaned_data["starts_on"],
            ends_on=self.cleaned_data["ends_on"],
            contact=self.text("contact"),
            may_know=self.text("may_know"),
        )


class BeginHelpForm(RunningForm):
    """The help has begun."""

    step = "help_begun"
    title = N_("Hjælpen er begyndt")
    why = N_(
        "Hjælpen skal begynde inden rimelig tid. Når det står i sagen, at den er begyndt, kan alle "
        "se, om borgeren har det, der er bevilget."
    )
    source = N_("serviceloven § 4")

    begun_on = Day(N_("Hvornår begyndte hjælpen?"))
    facility = Line(N_("Hvor?"))

    def defaults(self, about: About) -> Mapping[str, object]:
        """The place that it was ordered of."""
        return {"facility": about.case.help.facility if about.case.help else None}

    def command(self) -> HelpBegun:
        """The step."""
        return HelpBegun(begun_on=self.cleaned_data["begun_on"], facility=self.text("facility"))


class GrantLeaveForm(RunningForm):
    """The citizen gets leave from the help."""

    step = "leave_granted"
    title = N_("Orlov fra hjælpen")
    why = N_(
        "Borgeren kan have brug for at være væk en tid, fx under en indlæggelse eller for at prøve "
        "et job. Bevillingen bliver ved med at gælde. Siger standarden, hvor lang tid der gives "
        "orlov, er den vejledende: længere tid kræver en grund."
    )
    source = N_("kommunens kvalitetsstandard, hvor den har en regel om orlov")

    from_on = Day(N_("Fra"))
    until_on = Day(N_("Til og med"))
    reason = Reason(N_("Hvorfor er borgeren væk?"))
    keeps_place = Choice(
        N_("Holder tilbuddet pladsen?"),
        [(YES, N_("Ja, pladsen holdes")), (NO, N_("Nej, der kan blive ventetid bagefter"))],
    )
    longer_why = Reason(
        N_("Hvorfor længere end standarden?"),
        N_("Kun hvis orloven er længere, end standarden siger."),
        required=False,
    )
    pairs = frozenset(("from_on",))

    def command(self) -> LeaveGranted:
        """The step."""
        return LeaveGranted(
            from_on=self.cleaned_data["from_on"],
            until_on=self.cleaned_data["until_on"],
            why=self.text("reason"),
            keeps_place=self.cleaned_data["keeps_place"] == YES,
            longer_why=self.text("longer_why"),
        )


class EndLeaveForm(RunningForm):
    """The citizen is back from leave."""

    step = "leave_ended"
    title = N_("Tilbage fra orlov")
    why = N_(
        "Bevillingen gælder stadig. Er pladsen ikke holdt, skal behovet dækkes på en anden måde, "
        "til der er en plads."
    )
    source = N_("serviceloven § 4")

    back_on = Day(N_("Hvornår kom borgeren tilbage?"))
    has_place = Choice(
        N_("Har borgeren sin plads igen?"),
        [(YES, N_("Ja")), (NO, N_("Nej, borgeren venter på en plads"))],
    )
    meanwhile = Reason(
        N_("Hvilken hjælp får borgeren imens?"),
        N_("Kun hvis der ikke er en plads endnu."),
        required=False,
    )

    def defaults(self, about: About) -> Mapping[str, object]:
        """Today."""
        return {"back_on": about.today}

    def command(self) -> LeaveEnded:
        """The step."""
        return LeaveEnded(
            back_on=self.cleaned_data["back_on"],
            has_place=self.cleaned_data["has_place"] == YES,
            meanwhile=self.text("meanwhile"),
        )
