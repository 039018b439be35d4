"""Forms for what is kept of a case: notes, withdrawals, who handles it, who may see it, its end."""

from collections.abc import Iterator, Mapping

from kompas.casework.flows import KIND_TEXTS
from kompas.casework.proceeding import Proceeding
from kompas.casework.record import NotTold, Recorded, danish_day, name_of
from kompas.casework.steps import step_of
from kompas.casework.steps.access import AccessRestricted
from kompas.casework.steps.assignment import Assigned
from kompas.casework.steps.closing import CaseClosed
from kompas.casework.steps.note import NoteWritten
from kompas.casework.steps.proceeding_closing import ProceedingClosed
from kompas.casework.steps.reopening import CaseReopened, ended_with, stopped_with
from kompas.casework.steps.withdrawal import (
    EntryWithdrawn,
    Withdrawal,
    proposal_of,
    two_for,
)
from kompas.casework.steps.withdrawal_proposal import WithdrawalProposed
from kompas.desk.steps.examining import choose
from kompas.desk.steps.form import NO, YES, About, StepForm
from kompas.processes.permissions import withdraws
from kompas.web.fields import Choice, ChoiceOfMany, Reason, Text
from kompas.web.filters import amounts, day, step
from kompas.words import N_, _

LIMITED, OPEN = "begraenset", "aaben"


class WriteNoteForm(StepForm):
    """A note."""

    step = "note_written"
    title = N_("Skriv et notat")
    why = N_(
        "Det, der er vigtigt for sagen og ikke står andre steder, skal noteres: hvad der blev "
        "sagt i telefonen, hvad I aftalte, og hvad du selv har lagt vægt på."
    )
    source = N_("offentlighedsloven § 13")
    button = N_("Gem notatet i sagen")
    needs_seq = False

    note = Text(N_("Notat"), N_("Notatet kan læses af borgeren, der har ret til aktindsigt."))

    def command(self) -> NoteWritten:
        """The step."""
        return NoteWritten(text=self.text("note"))


class WithdrawEntryForm(StepForm):
    """An entry no longer stands."""

    step = "entry_withdrawn"
    title = N_("Annullér en registrering")
    why = N_(
        "Intet slettes i sagen. En fejl rettes ved, at registreringen ikke længere gælder; den kan "
        "stadig ses i forløbet. Det, som en sendt afgørelse bygger på, rettes med en ny afgørelse."
    )
    needs_workers = True
    source = N_("offentlighedsloven §§ 13 og 15")
    button = N_("Annullér registreringen")

    from_link = "entry"

    entry = ChoiceOfMany(N_("Hvilken registrering?"))
    cause = Choice(
        N_("Hvad er der galt?"),
        [
            (Withdrawal.MISTAKE.value, N_("Det er en fejl")),
            (Withdrawal.WRONG_CITIZEN.value, N_("Det handler om en anden borger")),
        ],
    )
    reason = Reason(N_("Hvorfor?"), N_("Skriv det, så en anden kan forstå det om et år."))
    asked = ChoiceOfMany(
        N_("Hvem skal bekræfte det?"),
        N_("Kun hvis der skal to til. Sagen står da på den andens Min dag."),
        required=False,
    )

    def arrange(self) -> None:
        """The entries that stand and that the user has the authority to withdraw, the newest first;
        and the colleagues who can be asked.
        """
        gone = set(self.about.case.withdrawn)
        left = (one for one in self.about.entries if _is_own(one))
        standing = reversed([one for one in left if one.seq not in gone and self._may(one.seq)])
        choices = [(str(one.seq), _in_a_line(one)) for one in standing]
        choose(self, "entry", [("", _("Vælg registreringen")), *choices])
        others = [(str(w.user_id), w.name) for w in self.about.workers if w.username != self._by]
        choose(self, "asked", [("", _("En, der har myndighed til det")), *others])

    @property
    def _by(self) -> str:
        return self.about.viewer.username if self.about.viewer else ""

    def _may(self, seq: int) -> bool:
        viewer = self.about.viewer
        return viewer is None or withdraws(viewer, self.about.case, seq)

    def defaults(self, about: About) -> Mapping[str, object]:
        """A mistake, most often."""
        del about
        return {"cause": Withdrawal.MISTAKE.value}

    def warnings(self) -> Iterator[str]:
        """What follows."""
        yield _(
            "Er der sendt en afgørelse i sagen, eller handler registreringen om en anden borger, "
            "skal der to til: den ene foreslår det, og en anden med samme myndighed bekræfter det."
        )
        yield _(
            "Bygger senere registreringer på den, skal de annulleres først. Er hele sagen oprettet "
            "på en forkert borger, så vælg den første registrering: sagen lukkes og bliver tom."
        )

    def command(self) -> EntryWithdrawn | WithdrawalProposed:
        """The step; where it takes two and nobody has proposed it, the proposal."""
        case, why = self.about.case, self.text("reason")
        seq, reason = int(self.cleaned_data["entry"]), Withdrawal(self.cleaned_data["cause"])
        if two_for(case, seq, reason) and proposal_of(case, seq, reason) is None:
            return WithdrawalProposed(seq=seq, reason=reason, why=why, asked=self._asked())
        return EntryWithdrawn(seq=seq, reason=reason, why=why)

    def _asked(self) -> str | None:
        chosen = self.cleaned_data["asked"]
        named = (w.username for w in self.about.workers if str(w.user_id) == chosen)
        return next(named, None)


class AssignForm(StepForm):
    """Who handles the case."""

    step = "assigned"
    title = N_("Overdrag sagen")
    why = N_("Sagen står derefter på den andens Min dag, og du kan stadig finde den.")
    button = N_("Overdrag sagen")
    needs_workers = True

    to = ChoiceOfMany(
        N_("Hvem skal behandle sagen?"), N_("Sagsbehandlere og teamledere i enheden.")
    )

    def arrange(self) -> None:
        """Those who handle cases in the unit, but for who has it."""
        now = self.about.case.assigned_to
        others = [(str(w.user_id), w.name) for w in self.about.workers if w.username != now]
        choose(self, "to", [("", _("Vælg en sagsbehandler")), *others])

    def beside(self) -> Iterator[tuple[str, str]]:
        """Who has it now."""
        now = self.about.case.assigned_to or "–"
        names = {worker.username: worker.name for worker in self.about.workers}
        yield _("Behandles nu af"), names.get(now, now)

    def warnings(self) -> Iterator[str]:
        """A restricted case is out of sight for who hands it over."""
        if self.about.case.restricted:
            yield _("Adgangen til sagen er begrænset: du kan ikke se den, når den er overdraget.")

    def command(self) -> Assigned:
        """The step."""
        chosen = int(self.cleaned_data["to"])
        username = next(w.username for w in self.about.workers if w.user_id == chosen)
        return Assigned(to=username)


class RestrictAccessForm(StepForm):
    """Who may see the case."""

    step = "access_restricted"
    title = N_("Begræns adgangen til sagen")
    why = N_(
        "En sag, som kolleger ikke har brug for at se, kan begrænses til den, der behandler den, "
        "og enhedens leder. Fx når borgeren er ansat i kommunen eller i familie med en kollega."
    )
    source = N_("databeskyttelsesforordningen artikel 32")
    button = N_("Gem")

    limited = Choice(
        N_("Hvem må se sagen?"),
        [
            (LIMITED, N_("Kun den, der behandler sagen, og teamlederen")),
            (OPEN, N_("Alle i enheden")),
        ],
    )
    reason = Reason(N_("Hvorfor?"))

    def defaults(self, about: About) -> Mapping[str, object]:
        """The other of what it is now."""
        return {"limited": OPEN if about.case.restricted else LIMITED}

    def beside(self) -> Iterator[tuple[str, str]]:
        """What it is now."""
        limited = self.about.case.restricted
        yield _("Adgangen nu"), _("Begrænset") if limited else _("Alle i enheden")

    def command(self) -> AccessRestricted:
        """The step."""
        return AccessRestricted(
            restricted=self.cleaned_data["limited"] == LIMITED, why=self.text("reason")
        )


class CloseCaseForm(StepForm):
    """The case ends."""

    step = "case_closed"
    title = N_("Luk sagen")
    why = N_(
        "En sag lukkes, når borgeren trækker ansøgningen tilbage, flytter, dør, eller når der ikke "
        "er mere at gøre. En ansøgning, der ikke er trukket tilbage, skal have en afgørelse."
    )
    source = N_("retssikkerhedsloven § 3")
    button = N_("Luk sagen")

    reason = Reason(N_("Hvorfor lukkes sagen?"))

    def warnings(self) -> Iterator[str]:
        """What a closed case takes; what runs on is told."""
        yield _("En lukket sag kan kun få notater og dokumenter, til den bliver genåbnet.")
        if self.about.case.grant:
            yield _("Borgeren har en bevilling. Skal den ophøre, kræver det en afgørelse.")
        for one in self.about.case.open_proceedings:
            if one.decide_by:
                yield _("Borgeren venter på en afgørelse senest {day}.").format(
                    day=day(one.decide_by)
                )

    def command(self) -> CaseClosed:
        """The step."""
        return CaseClosed(why=self.text("reason"))


class ReopenCaseForm(StepForm):
    """The case goes on."""

    step = "case_reopened"
    title = N_("Genåbn sagen")
    why = N_(
        "Er en sag lukket for tidligt, eller er der nyt i den, går den videre, hvor den var. Det "
        "forløb, der sluttede med sagen, åbner igen med sin frist: borgeren har ventet imens. Er "
        "lukningen en fejl, kan den i stedet annulleres."
    )
    source = N_("retssikkerhedsloven §§ 3 og 5")
    button = N_("Genåbn sagen")

    reason = Reason(N_("Hvorfor genåbnes sagen?"))
    help_resumes = Choice(
        N_("Løber hjælpen igen?"),
        [(YES, N_("Ja, borgeren får den, som den var bevilget")), (NO, N_("Nej"))],
        N_("Hjælpen stoppede, da sagen blev lukket."),
    )

    def arrange(self) -> None:
        """It is asked where help stopped with the case."""
        if stopped_with(self.about.case) is None:
            del self.fields["help_resumes"]

    def beside(self) -> Iterator[tuple[str, str]]:
        """When and why it was closed, and what goes on again."""
        case = self.about.case
        if case.ended_on is not None:
            yield _("Lukket"), day(case.ended_on)
        for one in self.about.entries:
            if one.seq == case.ended_by and isinstance(one.event, CaseClosed | ProceedingClosed):
                yield _("Hvorfor den blev lukket"), one.event.why
        if stopped := stopped_with(case):
            yield _("Hjælpen, der stoppede"), amounts(stopped.extent)
        for proceeding in case.proceedings:
            if ended_with(case, proceeding):
                yield _("Åbner igen"), _in_short(proceeding)

    def command(self) -> CaseReopened:
        """The step."""
        resumes = self.cleaned_data.get("help_resumes")
        told = None if resumes is None else resumes == YES
        return CaseReopened(why=self.text("reason"), help_resumes=told)


def _in_short(one: Proceeding) -> str:
    """What a proceeding is, and until when it is to be decided."""
    kind, since = _(KIND_TEXTS[one.kind]), day(one.opened_on)
    if one.decide_by is None:
        return _("{kind} af {day}").format(kind=kind, day=since)
    told = _("{kind} af {day}, afgørelse senest {until}")
    return told.format(kind=kind, day=since, until=day(one.decide_by))


def _is_own(entry: Recorded) -> bool:
    """Whether it is there still and somebody recorded it: a deadline follows of other entries."""
    return not isinstance(entry.event, NotTold) and step_of(entry.event).asked


def _in_a_line(entry: Recorded) -> str:
    """An entry as one chooses it: number, what it is, and when it was recorded."""
    name, recorded_on = step(name_of(entry.event)), day(danish_day(entry.recorded_at))
    return _("Nr. {seq}: {name}, {day}").format(seq=entry.seq, name=name, day=recorded_on)
