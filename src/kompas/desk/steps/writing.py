"""Forms for letters that are no decision: about a plan of action, and to put a slip right."""

from collections.abc import Iterator, Mapping

from kompas.casework.correction import Slip
from kompas.casework.record import NotTold, Recorded, name_of
from kompas.casework.steps.action_plan_letter import ActionPlanLetterSent
from kompas.casework.steps.letter_correction import LetterCorrected, sent_letters
from kompas.desk.steps.examining import choose
from kompas.desk.steps.form import About, StepForm
from kompas.desk.steps.hearing import answer_due, why_due
from kompas.web.fields import Choice, Day, LetterText, Line, Tick, later
from kompas.web.filters import day, step
from kompas.words import N_, _


class ActionPlanLetterForm(StepForm):
    """The citizen is asked whether to have the plan of action that is missing."""

    step = "action_plan_letter_sent"
    title = N_("Skriv til borgeren om handleplan")
    why = N_(
        "Borgeren skal tilbydes en handleplan, når loven siger det, og bestemmer selv. Kompas "
        "laver brevet. Hvad borgeren svarer, noterer du under »Tilbyd handleplan«."
    )
    source = N_("serviceloven § 141")
    button = N_("Registrér brevet")
    needs_standard = True
    letter_text = "words"

    words = LetterText(
        N_("Vil du skrive noget mere?"),
        N_("Det står i brevet, fx hvad planen kunne handle om."),
        required=False,
    )
    sent_on = Day(N_("Hvornår sendes brevet?"))
    answer_by = Day(N_("Frist for svar"))

    def arrange(self) -> None:
        """Where the time to answer is from."""
        self.fields["answer_by"].help_text = why_due(self.about)

    def defaults(self, about: About) -> Mapping[str, object]:
        """Today with the time to answer."""
        return {"sent_on": about.today, "answer_by": answer_due(about)}

    def warnings(self) -> Iterator[str]:
        """It was asked before."""
        if self.about.case.plan_answer_by:
            text = _("Der er skrevet til borgeren. Svarfristen var {day}.")
            yield text.format(day=day(self.about.case.plan_answer_by))

    def command(self) -> ActionPlanLetterSent:
        """The step."""
        return ActionPlanLetterSent(
            sent_on=self.cleaned_data["sent_on"],
            answer_by=self.cleaned_data["answer_by"],
            words=self.text("words"),
        )


class CorrectLetterForm(StepForm):
    """A slip in a letter that was sent is put right by a new one."""

    step = "letter_corrected"
    title = N_("Ret en fejl i et sendt brev")
    why = N_(
        "En skrivefejl, fx en forkert dato eller et forkert navn på et sted, rettes med et nyt "
        "brev, der siger, hvad der er rettet. Det første brev bliver i sagen. Er det noget af det, "
        "der er besluttet, så tag sagen op igen, og træf en ny afgørelse."
    )
    source = N_("god forvaltningsskik")
    letter_text = "now"
    only_letter = True
    takes_phrases = False
    from_link = "corrects"

    corrects = Choice(N_("Hvilket brev er der en fejl i?"))
    was = Line(N_("Hvad står der?"), N_("Skriv ordene, præcis som de står i brevet."))
    now = Line(N_("Hvad skal der stå?"))
    no_substance = Tick(
        N_(
            "Rettelsen ændrer ikke, hvad der er besluttet, hvorfor, eller hvad borgeren har ret til"
        ),
        required=True,
        error_messages={
            "required": later(
                N_("Ændrer den noget af det, så tag sagen op igen, og træf en ny afgørelse.")
            )
        },
    )
    sent_on = Day(N_("Hvornår sendes det rettede brev?"))

    def arrange(self) -> None:
        """The letters of the case that were sent, the newest first."""
        sent = {one.seq: one for one in self.about.entries}
        letters = [sent[seq] for seq in reversed(sent_letters(self.about.case)) if seq in sent]
        choose(self, "corrects", [(str(one.seq), _told(one)) for one in letters])

    def defaults(self, about: About) -> Mapping[str, object]:
        """Today, and the letter that went out last."""
        last = next(reversed(sent_letters(about.case)), None)
        return {"sent_on": about.today, "corrects": str(last) if last else None}

    def command(self) -> LetterCorrected:
        """The step, without its letter."""
        return LetterCorrected(
            corrects=int(self.cleaned_data["corrects"]),
            slips=(Slip(was=self.text("was"), now=self.text("now")),),
            sent_on=self.cleaned_data["sent_on"],
        )


def _told(entry: Recorded) -> str:
    """A letter in a line."""
    event = entry.event
    name = event.type if isinstance(event, NotTold) else name_of(event)
    return _("{letter}, {day}").format(letter=step(name), day=day(entry.valid_from))
