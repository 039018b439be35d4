"""Forms for how a further proceeding begins, and for one that ends without a decision."""

from collections.abc import Iterator, Mapping

from kompas.casework.steps.application import CHANNEL_TEXTS, Channel
from kompas.casework.steps.change_request import ChangeRequested
from kompas.casework.steps.proceeding_closing import ProceedingClosed
from kompas.desk.steps.examining import choose
from kompas.desk.steps.form import About, AmountsForm, StepForm
from kompas.web.fields import Choice, Day, LetterText, Reason
from kompas.web.filters import amounts, capital, day
from kompas.words import N_, _


class RequestChangeForm(AmountsForm, StepForm):
    """The citizen asks for other help than what was decided."""

    step = "change_requested"
    title = N_("Ansøgning om ændring")
    why = N_(
        "Søger borgeren om mere, mindre eller anden hjælp, begynder et forløb med sin egen frist. "
        "Det, der er afgjort, står ved magt, til der er truffet en ny afgørelse."
    )
    source = N_("retssikkerhedsloven § 3; serviceloven § 148")

    received_on = Day(N_("Hvornår kom ansøgningen?"))
    channel = Choice(N_("Hvordan kom den?"))
    applied_for = LetterText(
        N_("Hvad søger borgeren om?"), N_("Så vidt muligt med borgerens egne ord.")
    )

    def arrange(self) -> None:
        """The ways in which one can apply."""
        ways = [(channel.value, capital(_(text))) for channel, text in CHANNEL_TEXTS.items()]
        choose(self, "channel", ways)
        self.ask_amounts(self.about.measures)

    def defaults(self, about: About) -> Mapping[str, object]:
        """Today."""
        return {"received_on": about.today, "channel": Channel.DIGITAL.value}

    def beside(self) -> Iterator[tuple[str, str]]:
        """What the citizen has now."""
        if self.about.case.grant:
            yield _("Bevilget nu"), amounts(self.about.case.grant)

    def command(self) -> ChangeRequested:
        """The step."""
        return ChangeRequested(
            applied_for=self.text("applied_for"),
            channel=Channel(self.cleaned_data["channel"]),
            received_on=self.cleaned_data["received_on"],
            applied_amounts=self.amounts(),
        )


class CloseProceedingForm(StepForm):
    """A proceeding ends without a decision."""

    step = "proceeding_closed"
    title = N_("Afslut forløbet uden afgørelse")
    why = N_(
        "Et forløb kan slutte uden en afgørelse, når borgeren trækker ansøgningen tilbage, eller "
        "når en opfølgning viser, at hjælpen skal fortsætte, som den er. En ansøgning, der ikke er "
        "trukket tilbage, skal have en afgørelse."
    )
    source = N_("retssikkerhedsloven § 3; serviceloven § 148")
    button = N_("Afslut forløbet")

    reason = Reason(N_("Hvorfor slutter det her?"))

    def warnings(self) -> Iterator[str]:
        """Somebody waits for a decision."""
        on = self.about.on
        if on is not None and on.decide_by:
            yield _("Borgeren venter på en afgørelse senest {day}.").format(day=day(on.decide_by))

    def command(self) -> ProceedingClosed:
        """The step."""
        return ProceedingClosed(why=self.text("reason"))
