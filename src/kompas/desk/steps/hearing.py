"""Forms for what the citizen is told and asked: the hearing, its answer, and a delay."""

from collections.abc import Iterator, Mapping
from datetime import date

from django import forms

from kompas.casework.case import Case
from kompas.casework.decision import Evidence
from kompas.casework.local_times import TIME_TO_ANSWER, LocalTime, local_time
from kompas.casework.proceeding import Hearing
from kompas.casework.steps.delay_notice import DelayNotified
from kompas.casework.steps.hearing import HearingSent
from kompas.casework.steps.hearing_answer import HearingAnswered, answered_by
from kompas.desk.steps.examining import choose
from kompas.desk.steps.form import About, StepForm
from kompas.norms.wording import suggestion_text
from kompas.web.fields import Choice, Day, LetterText, Text, later
from kompas.web.filters import day
from kompas.web.norms import library
from kompas.words import N_, _


def time_to_answer(about: About) -> LocalTime | None:
    """How long the municipality lets one answer; what is proposed where it has not said so."""
    facts, words = about.case.facts_on(about.today), library().words
    return local_time(TIME_TO_ANSWER, about.standard, words, facts, about.today)


def answer_due(about: About) -> date | None:
    """The day by which to answer what is asked today."""
    found = time_to_answer(about)
    return about.today + found.length if found else None


def why_due(about: About) -> str:
    """Where that day is from: the municipality's standard, a suggestion, or nowhere."""
    found = time_to_answer(about)
    if found is None:
        return _("Normerne har ingen frist, og ingen er foreslået. Giv rimelig tid.")
    length = found.text(library().words)
    if found.suggestion is None:
        sources = "; ".join(str(row.citation) for row in found.rows)
        return _("Standarden giver {length} ({source}).").format(length=length, source=sources)
    why, cited = suggestion_text(found.suggestion), found.suggestion.citation
    return _("Foreslået: {length}. {why} ({source})").format(length=length, why=why, source=cited)


class SendHearingForm(StepForm):
    """The party is told of papers, and asked."""

    step = "hearing_sent"
    title = N_("Send partshøring")
    why = N_(
        "Borgeren skal kende det, der taler imod borgerens ønske, og kunne svare, før sagen "
        "afgøres. Det gælder oplysninger af væsentlig betydning, som borgeren ikke kender, eller "
        "ikke ved indgår i sagen. Kompas laver brevet. Er høringen sendt på en anden måde, så "
        "registrér den bare her."
    )
    source = N_("forvaltningsloven § 19")
    button = N_("Registrér, at høringen er sendt")
    needs_standard = True
    letter_text = "told"

    evidence = forms.MultipleChoiceField(
        label=N_("Hvilke bilag skal borgeren svare på?"),
        help_text=N_(
            "De bilag, der taler imod borgeren, og som borgeren ikke kender, er valgt på forhånd."
        ),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": later(N_("Vælg mindst ét bilag. Er der ingen, så tilføj det først.")),
            "invalid_choice": later(N_("Vælg blandt sagens bilag.")),
        },
    )
    told = LetterText(
        N_("Hvad siger bilagene, som borgeren skal svare på?"),
        N_("Det står i brevet. Skriv kort og til borgeren, og kun det, der taler imod ønsket."),
        required=False,
    )
    sent_on = Day(N_("Hvornår sendes høringen?"))
    deadline_on = Day(N_("Frist for svar"), N_("Borgeren skal have rimelig tid til at svare."))

    def arrange(self) -> None:
        """The papers of the case, and where the time to answer is from."""
        given = self.fields["deadline_on"]
        given.help_text = f"{given.help_text} {why_due(self.about)}"
        papers = [(one.id, f"{one.title} ({day(one.dated)})") for one in self.about.case.papers]
        choose(self, "evidence", papers)

    def defaults(self, about: About) -> Mapping[str, object]:
        """Today with the time to answer; the papers that the law asks to be heard about."""
        return {
            "sent_on": about.today,
            "deadline_on": answer_due(about),
            "evidence": [one.id for one in to_be_heard(about.case)],
        }

    def beside(self) -> Iterator[tuple[str, str]]:
        """Hearings that were sent before."""
        for one in self.about.proceeding.hearings:
            yield _("Hørt tidligere"), told(one)

    def warnings(self) -> Iterator[str]:
        """Without papers there is nothing to be heard about."""
        if not self.about.case.papers:
            yield _("Sagen har ingen bilag endnu. Tilføj det, som borgeren skal høres over.")

    def command(self) -> HearingSent:
        """The step."""
        return HearingSent(
            evidence=tuple(self.cleaned_data["evidence"]),
            sent_on=self.cleaned_data["sent_on"],
            deadline_on=self.cleaned_data["deadline_on"],
            told=self.text("told"),
        )


class AnswerHearingForm(StepForm):
    """What the party answered."""

    step = "hearing_answered"
    title = N_("Svar på partshøring")
    why = N_(
        "Det, borgeren svarer, indgår i afgørelsen. Skriv også ned, hvad der blev sagt i telefonen."
    )
    source = N_("forvaltningsloven § 19; offentlighedsloven § 13")

    from_link = "hearing"

    hearing = Choice(N_("Hvilken høring er der svaret på?"))
    answered_on = Day(N_("Hvornår kom svaret?"))
    answer = LetterText(N_("Hvad svarede borgeren?"))

    def arrange(self) -> None:
        """The hearings of the case; where there is one, nothing is chosen."""
        sent = self.about.proceeding.hearings
        if len(sent) > 1:
            choose(self, "hearing", [(str(one.seq), told(one)) for one in sent])
        else:
            del self.fields["hearing"]

    def defaults(self, about: About) -> Mapping[str, object]:
        """The hearing that waits for an answer, and today."""
        asked = HearingAnswered(answer="", answered_on=about.today)
        meant = answered_by(asked, about.proceeding.hearings)
        return {"answered_on": about.today, "hearing": str(meant.seq) if meant else None}

    def beside(self) -> Iterator[tuple[str, str]]:
        """What was sent, and what was answered to it."""
        titles = {one.id: one.title for one in self.about.case.papers}
        for one in self.about.proceeding.hearings:
            yield told(one), ", ".join(titles.get(name, name) for name in one.evidence)
            if one.answer is not None:
                yield _("Svaret tidligere"), one.answer

    def warnings(self) -> Iterator[str]:
        """An answer needs a hearing."""
        if not self.about.proceeding.hearings:
            yield _("Der er ikke sendt en partshøring. Skriv borgerens bemærkning som et notat.")

    def command(self) -> HearingAnswered:
        """The step."""
        sent = self.about.proceeding.hearings
        chosen = self.cleaned_data.get("hearing") or (sent[0].seq if len(sent) == 1 else None)
        return HearingAnswered(
            answer=self.text("answer"),
            answered_on=self.cleaned_data["answered_on"],
            hearing_seq=int(chosen) if chosen else None,
        )


class NotifyDelayForm(StepForm):
    """The citizen is told of a delay."""

    step = "delay_notified"
    title = N_("Giv besked om forsinkelse")
    why = N_(
        "Kan fristen ikke holdes, skal borgeren have skriftlig besked om hvorfor, og om hvornår "
        "afgørelsen kan ventes, før fristen er gået. Kompas laver brevet. Er beskeden givet på en "
        "anden måde, så registrér den bare her."
    )
    source = N_("retssikkerhedsloven § 3, stk. 2")
    button = N_("Registrér beskeden")
    letter_text = "reason"

    notified_on = Day(N_("Hvornår får borgeren besked?"))
    expected_on = Day(N_("Hvornår kan afgørelsen ventes?"), N_("Det bliver sagens nye frist."))
    reason = Text(
        N_("Hvorfor bliver det senere?"), N_("Det står i brevet. Skriv det til borgeren.")
    )

    def defaults(self, about: About) -> Mapping[str, object]:
        """Today."""
        return {"notified_on": about.today}

    def beside(self) -> Iterator[tuple[str, str]]:
        """The day that was promised."""
        yield _("Fristen nu"), day(self.about.proceeding.decide_by)
        for one in self.about.proceeding.delays:
            yield _("Besked {day}").format(day=day(one.notified_on)), one.why

    def warnings(self) -> Iterator[str]:
        """The day has passed already."""
        promised = self.about.proceeding.decide_by
        if promised and promised < self.about.today:
            yield _("Fristen er gået. Det kommer til at fremgå af sagen, at beskeden kom for sent.")

    def command(self) -> DelayNotified:
        """The step."""
        return DelayNotified(
            why=self.text("reason"),
            expected_on=self.cleaned_data["expected_on"],
            notified_on=self.cleaned_data["notified_on"],
        )


def to_be_heard(case: Case) -> tuple[Evidence, ...]:
    """The papers that speak against the party, unknown to it, and that no hearing was about."""
    heard = {name for one in case.proceedings for h in one.hearings for name in h.evidence}
    return tuple(
        one
        for one in case.papers
        if one.unfavourable and not one.known_to_party and one.id not in heard
    )


def told(hearing: Hearing) -> str:
    """A hearing in a line."""
    return _("Sendt {sent}, frist {deadline}").format(
        sent=day(hearing.sent_on), deadline=day(hearing.deadline_on)
    )
