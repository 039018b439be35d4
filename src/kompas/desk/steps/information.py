"""Forms for what is asked for so that a case is informed, and for what came of it."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from kompas.casework.information import AnswerOutcome, InformationRequest
from kompas.casework.steps.information_answer import OUTCOME_TEXTS, InformationReceived
from kompas.casework.steps.information_request import InformationRequested, names_a_rule
from kompas.desk.steps.examining import choose
from kompas.desk.steps.form import CONSENT, About, StepForm, consent_of, half_told
from kompas.desk.steps.hearing import answer_due, why_due
from kompas.web.fields import Choice, Day, Line, Text, Tick
from kompas.web.filters import capital, day
from kompas.words import N_, _

_FIRST_TIME = "0"
"""Stands for no request that is reminded of."""


class RequestInformationForm(StepForm):
    """The citizen, or another, is asked for what the case lacks."""

    step = "information_requested"
    title = N_("Bed om oplysninger")
    why = N_(
        "Sagen skal være oplyst, før den afgøres, og borgeren skal kunne medvirke. Svarer borgeren "
        "ikke inden fristen, afgøres sagen på det grundlag, der er, og det skal fremgå, hvad "
        "borgeren blev spurgt om og hvornår. Kompas laver brevet til borgeren. Spørger du en "
        "anden, eller er der spurgt på en anden måde, så registrér det bare her."
    )
    source = N_("retssikkerhedsloven §§ 4, 10 og 11 a-11 b")
    button = N_("Registrér anmodningen")
    needs_standard = True
    letter_text = "asks_for"

    pairs = frozenset({"consent_on", "sent_on"})
    only_when: ClassVar[Mapping[str, str]] = dict.fromkeys(
        ("asked_of", *CONSENT, "basis"), "of_others"
    )

    reminds = Choice(N_("Er det en rykker?"), required=False)
    asks_for = Text(N_("Hvad bedes der om?"), N_("Det står i brevet. Skriv det til borgeren."))
    of_others = Tick(N_("En anden end borgeren spørges, fx lægen eller botilbuddet"))
    asked_of = Line(N_("Hvem spørges?"), required=False)
    consent_scope = Line(N_("Hvad har borgeren givet samtykke til?"), required=False)
    consent_on = Day(N_("Hvornår er samtykket givet?"), required=False)
    consent_how = Line(N_("Hvordan er det givet?"), required=False)
    basis = Line(
        N_("Uden samtykke: efter hvilken regel?"),
        N_(
            "Kun når loven giver lov til at spørge uden borgerens samtykke: skriv så loven og "
            "paragraffen, og lad samtykket stå tomt."
        ),
        required=False,
    )
    sent_on = Day(N_("Hvornår spørges der?"))
    answer_by = Day(N_("Frist for svar"))
    consequence_told = Tick(
        N_("Borgeren har fået at vide, hvad der sker, hvis oplysningerne ikke kommer")
    )

    def defaults(self, about: About) -> Mapping[str, object]:
        """Today with the time to answer."""
        return {"sent_on": about.today, "answer_by": answer_due(about), "reminds": _FIRST_TIME}

    def arrange(self) -> None:
        """Where the time to answer is from; what was not answered can be asked for again."""
        self.fields["answer_by"].help_text = why_due(self.about)
        open_ = [one for one in self.about.proceeding.requests if one.is_open and not one.asked_of]
        if open_:
            again = [(str(one.seq), told(one)) for one in open_]
            choose(self, "reminds", [(_FIRST_TIME, _("Nej, det er første gang")), *again])
        else:
            del self.fields["reminds"]

    def beside(self) -> Iterator[tuple[str, str]]:
        """What was asked for before."""
        for one in self.about.proceeding.requests:
            yield told(one), one.asks_for

    def clean(self) -> dict[str, object]:
        """Who else is asked is named; a consent is told in full or not at all."""
        said = super().clean() or self.cleaned_data
        if said.get("of_others"):
            if not said.get("asked_of") and "asked_of" not in self.errors:
                self.add_error("asked_of", _("Skriv, hvem der spørges."))
            for name in half_told(said):
                if name not in self.errors:
                    self.add_error(name, _("Skriv det om samtykket."))
            if said.get("basis") and not names_a_rule(str(said["basis"])):
                text = _("Skriv loven og paragraffen, fx »retssikkerhedsloven § 11 c, stk. 1«.")
                self.add_error("basis", text)
        return said

    def command(self) -> InformationRequested:
        """The step."""
        said = self.cleaned_data
        others = said["of_others"]
        return InformationRequested(
            asks_for=self.text("asks_for"),
            sent_on=said["sent_on"],
            answer_by=said["answer_by"],
            asked_of=said["asked_of"] if others else None,
            consent=consent_of(self) if others else None,
            basis=said["basis"] or None if others else None,
            consequence_told=said["consequence_told"],
            reminds=int(again)
            if (again := said.get("reminds") or _FIRST_TIME) != _FIRST_TIME
            else None,
        )


class ReceiveInformationForm(StepForm):
    """What came of a request."""

    step = "information_received"
    title = N_("Svar på anmodning om oplysninger")
    why = N_(
        "Skriv kort, hvad der kom, og tilføj selve papirerne som bilag. Kom der intet, så notér "
        "det, når fristen er ude: så kan sagen afgøres på det grundlag, der er."
    )
    source = N_("retssikkerhedsloven § 10; offentlighedsloven § 13")

    from_link = "request"

    request = Choice(N_("Hvilken anmodning er det svar på?"))
    outcome = Choice(N_("Hvad kom der?"))
    answered_on = Day(N_("Hvornår?"))
    answer = Text(N_("Svaret"), required=False)

    def arrange(self) -> None:
        """The requests of the proceeding; where there is one, nothing is chosen."""
        sent = self.about.proceeding.requests
        if len(sent) == 1:
            del self.fields["request"]
        else:
            choose(self, "request", [(str(one.seq), told(one)) for one in sent])
        choose(self, "outcome", [(one.value, capital(_(t))) for one, t in OUTCOME_TEXTS.items()])

    def defaults(self, about: About) -> Mapping[str, object]:
        """The request that runs out first of those that wait for an answer, and today."""
        waits = [one for one in about.proceeding.requests if one.is_open]
        first = min(waits, key=lambda one: (one.answer_by, one.seq), default=None)
        return {
            "request": str(first.seq) if first else None,
            "outcome": AnswerOutcome.RECEIVED.value,
            "answered_on": about.today,
        }

    def beside(self) -> Iterator[tuple[str, str]]:
        """What was asked for, and what came of it."""
        for one in self.about.proceeding.requests:
            yield told(one), one.asks_for
            if one.outcome is not None:
                came = capital(_(OUTCOME_TEXTS[one.outcome]))
                yield _("Svaret tidligere"), f"{came}. {one.answer}".strip()

    def warnings(self) -> Iterator[str]:
        """An answer needs a request."""
        if not self.about.proceeding.requests:
            yield _("Der er ikke bedt om oplysninger. Tilføj det, der er kommet, som et bilag.")

    def command(self) -> InformationReceived:
        """The step."""
        said = self.cleaned_data
        chosen = said.get("request") or self.about.proceeding.requests[0].seq
        return InformationReceived(
            request=int(chosen),
            outcome=AnswerOutcome(said["outcome"]),
            answered_on=said["answered_on"],
            answer=self.text("answer"),
        )


def told(one: InformationRequest) -> str:
    """A request in a line: whom, when, until when."""
    return _("{who}: spurgt {sent}, frist {until}").format(
        who=one.asked_of or _("Borgeren"), sent=day(one.sent_on), until=day(one.answer_by)
    )
