"""Forms for the follow-up of help that runs, goal by goal, and for the day of the next one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django import forms
from django.forms.boundfield import BoundField

from kompas.casework.case import KnownFact
from kompas.casework.deadline import Deadline
from kompas.casework.deadlines import follow_up_by
from kompas.casework.follow_up import (
    ENDED,
    FollowUpForm,
    GoalOutcome,
    GoalReview,
    HelpChange,
)
from kompas.casework.intervention import Outstanding
from kompas.casework.outstanding import ALWAYS, outstanding
from kompas.casework.steps.explanation import OUTSTANDING_TEXTS, OutstandingExplained
from kompas.casework.steps.follow_up import FORM_TEXTS, FollowUpHeld
from kompas.casework.steps.follow_up_date import FollowUpPlanned
from kompas.casework.timeline import Speech, name_of_fact, value_of_fact
from kompas.desk.fact_form import facts_to_ask
from kompas.desk.steps.examining import choose
from kompas.desk.steps.form import NO, YES, About, StepForm
from kompas.norms.domain import FactType
from kompas.web.fields import Choice, Day, Lines, Reason, Text, Tick, later
from kompas.web.filters import amounts, capital, day
from kompas.web.norms import library
from kompas.words import N_, _

GOES_ON, CHANGES = NO, YES
OUTCOMES: Mapping[GoalOutcome, str] = {
    GoalOutcome.UNCHANGED: N_("Fortsætter uændret"),
    GoalOutcome.ADJUSTED: N_("Justeres"),
    GoalOutcome.REACHED: N_("Er nået og slutter"),
    GoalOutcome.REFERRED: N_("Slutter: anden hjælp passer bedre"),
}


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal as it stands, with its fields."""

    number: int
    goal: str
    progress: BoundField
    outcome: BoundField
    wording: BoundField
    why: BoundField


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact that the norms ask for, as it stands: what it is called, its value, and since when."""

    name: str
    label: str
    value: str
    since: date
    source: str


class NextForm(StepForm):
    """A form that says when the help is followed up next: as the rule proposes, or why later."""

    def ask_next(self, since: date, *, is_first: bool) -> None:
        """Propose the day that the norms give, counted from a day, and say which rule gives it."""
        self.rule = self.by_rule(since, is_first=is_first)
        self.fields["next_on"] = Day(N_("Næste opfølgning"), self._why(self.rule))
        self.fields["later_why"] = Reason(
            N_("Hvorfor senere, end reglen siger?") if self.rule.day else N_("Hvorfor den dag?"),
            N_("Kun hvis I aftaler en senere dag.") if self.rule.day else "",
            required=False,
        )
        self.initial.setdefault("next_on", self.rule.day)

    def by_rule(self, since: date, *, is_first: bool) -> Deadline:
        """The day that the norms give, counted from one."""
        found, case = self.about.assessment, self.about.case
        standard = found.standard if found else None
        return follow_up_by(standard, case.facts_on(self.about.today), since, is_first=is_first)

    def _why(self, rule: Deadline) -> str:
        if rule.day is None:
            return _("Reglerne sætter ingen dag: aftal en ud fra det, borgeren har brug for.")
        rows = [row for named in rule.rows if (row := library().row(named))]
        why = "; ".join(f"{row.text} ({row.citation})" for row in rows)
        told = _("Senest {day}. Det kan være før.").format(day=day(rule.day))
        return f"{told} {why}" if why else told

    def norms(self) -> Iterator[tuple[str, str]]:
        """Nothing: the rule of the next follow-up stands with its day."""
        yield from ()


class HoldFollowUpForm(NextForm):
    """The help is followed up on today's goals."""

    step = "follow_up_held"
    title = N_("Opfølgning")
    why = N_(
        "Kommunen skal følge op på den enkelte hjælp: om den stadig opfylder sit formål, og om "
        "målene stadig er de rigtige. Det sker så vidt muligt sammen med borgeren, og formen "
        "følger det, borgeren har brug for."
    )
    source = N_("serviceloven § 148, stk. 2")
    template = "follow_up.html"
    needs_norms = True

    held_on = Day(N_("Hvornår fulgte I op?"))
    form = Choice(N_("Hvordan?"))
    present = Lines(N_("Hvem var med?"), N_("Én person på hver linje."), required=False)
    citizen_words = Text(
        N_("Hvad siger borgeren selv?"),
        N_("Med borgerens egne ord. Kunne eller ville borgeren ikke være med, så skriv hvorfor."),
    )
    provider_note = Text(
        N_("Hvad skriver tilbuddet?"),
        N_("Tilbuddets egen opfølgning forud for mødet, i korte træk."),
        required=False,
    )
    new_goals = Lines(N_("Nye mål"), N_("Ét mål på hver linje."), required=False)
    facts_hold = Tick(
        N_("Oplysningerne gælder stadig"),
        error_messages={
            "required": later(
                N_("Gå oplysningerne igennem, og sæt fluebenet. Er en forkert, så ret den først.")
            )
        },
    )
    help_changes = Choice(
        N_("Hvad sker der med hjælpen?"),
        [
            (GOES_ON, N_("Den fortsætter, som den er bevilget")),
            (CHANGES, N_("Den skal ændres eller ophøre")),
        ],
        N_("En ændring begynder her og kræver en afgørelse. Hjælpen løber imens."),
    )
    change_reason = Text(
        N_("Hvorfor skal hjælpen ændres?"), N_("Hvad opfølgningen har vist."), required=False
    )
    change_need = Text(N_("Hvad har borgeren brug for nu?"), required=False)

    def arrange(self) -> None:
        """A set of fields for each goal; the facts where there are any; the next day."""
        forms_of_it = [(one.value, capital(_(text))) for one, text in FORM_TEXTS.items()]
        choose(self, "form", forms_of_it)
        self.goals = self.about.case.goals
        for number, _goal in enumerate(self.goals, 1):
            self.fields |= _goal_fields(number)
            self.initial.setdefault(f"outcome_{number}", GoalOutcome.UNCHANGED.value)
        self.known = tuple(self._known())
        self.fields["facts_hold"].required = bool(self.known)
        if not self.known:
            del self.fields["facts_hold"]
        self.ask_next(self.about.today, is_first=False)

    def defaults(self, about: About) -> Mapping[str, object]:
        """Today, at a meeting with the citizen; the help goes on."""
        citizen = about.case.citizen
        return {
            "held_on": about.today,
            "form": FollowUpForm.MEETING.value,
            "present": citizen.name if citizen else "",
            "help_changes": GOES_ON,
        }

    def goal_rows(self) -> Iterator[GoalRow]:
        """Each goal with its fields."""
        for number, goal in enumerate(self.goals, 1):
            names = ("progress", "outcome", "wording", "why")
            yield GoalRow(number, goal, *(self[f"{name}_{number}"] for name in names))

    def _known(self) -> Iterator[FactRow]:
        found, case = self.about.assessment, self.about.case
        speech = Speech(library().words, day)
        for fact in facts_to_ask(found.standard) if found else ():
            if fact.domain.type is FactType.DATE:
                continue  # when somebody was born stands as it is
            valid = [k for k in case.facts.get(fact.name, ()) if k.valid_from <= self.about.today]
            if valid:
                value = value_of_fact(fact, valid[-1].fact.value, speech)
                source = valid[-1].fact.source or ""
                yield FactRow(
                    fact.name, name_of_fact(fact), capital(value), _since(valid[-1]), source
                )

    def clean(self) -> dict[str, object]:
        """What an outcome asks for is there, and so is the need where the help changes."""
        told = super().clean() or self.cleaned_data
        for number, _goal in enumerate(self.goals, 1):
            self._check_goal(number, told)
        if told.get("help_changes") == CHANGES:
            for name in ("change_reason", "change_need"):
                if name in told and not told[name]:
                    self.add_error(name, _("Skriv det, når hjælpen skal ændres."))
        self._check_whole(told)
        # The proposal was counted from today: it is the rule's, from whenever it was held.
        held_on = told.get("held_on")
        if isinstance(held_on, date) and told.get("next_on") == self.rule.day:
            told["next_on"] = self.by_rule(held_on, is_first=False).day
        return told

    def _check_goal(self, number: int, told: Mapping[str, object]) -> None:
        outcome = told.get(f"outcome_{number}")
        if outcome == GoalOutcome.ADJUSTED and not told.get(f"wording_{number}"):
            self.add_error(f"wording_{number}", _("Skriv målet, som det lyder fra nu af."))
        if outcome not in (None, GoalOutcome.UNCHANGED) and not told.get(f"why_{number}"):
            self.add_error(f"why_{number}", _("Skriv, hvorfor målet ændres eller slutter."))

    def _check_whole(self, told: Mapping[str, object]) -> None:
        """Goals are left, or the help changes; other help is a change of it."""
        outcomes = {told.get(f"outcome_{number}") for number, _g in enumerate(self.goals, 1)}
        goes_on = told.get("help_changes") == GOES_ON
        if goes_on and GoalOutcome.REFERRED in outcomes:
            text = _("Passer anden hjælp bedre, skal hjælpen ændres, og det kræver en afgørelse.")
            self.add_error("help_changes", text)
        elif goes_on and outcomes <= ENDED and not told.get("new_goals"):
            text = _("Alle mål slutter. Sæt nye mål, eller skriv, at hjælpen skal ændres.")
            none = _("Der er ingen mål. Sæt mål, eller skriv, at hjælpen skal ændres.")
            self.add_error("new_goals", text if self.goals else none)

    def beside(self) -> Iterator[tuple[str, str]]:
        """What the citizen has, when it was followed up last, and the plan."""
        case, running = self.about.case, self.about.case.help
        if case.grant:
            yield _("Bevilget nu"), amounts(case.grant)
        if running and running.facility:
            yield _("Hos"), running.facility
        if case.follow_up_due:
            yield _("Opfølgning senest"), day(case.follow_up_due)
        for one in reversed(case.proceedings):
            if one.follow_up is not None:
                yield _("Sidst fulgt op"), day(one.follow_up.held_on)
                yield _("Det sagde borgeren"), one.follow_up.citizen_words
                break
        if case.action_plan:
            said = _("Ja tak") if case.action_plan.accepted else _("Nej tak")
            yield _("Handleplan"), said
        if case.need:
            yield _("Behov"), case.need.need

    def command(self) -> FollowUpHeld:
        """The step."""
        told = self.cleaned_data
        change = HelpChange(reason=self.text("change_reason"), need=self.text("change_need"))
        return FollowUpHeld(
            held_on=told["held_on"],
            form=FollowUpForm(told["form"]),
            present=told["present"],
            citizen_words=self.text("citizen_words"),
            provider_note=self.text("provider_note"),
            goals=tuple(self._review(number, goal) for number, goal in enumerate(self.goals, 1)),
            new_goals=told["new_goals"],
            confirmed=tuple(row.name for row in self.known),
            change=change if told["help_changes"] == CHANGES else None,
            next_on=told["next_on"],
            later_why=self.text("later_why"),
        )

    def _review(self, number: int, goal: str) -> GoalReview:
        outcome = GoalOutcome(self.cleaned_data[f"outcome_{number}"])
        adjusted, same = outcome is GoalOutcome.ADJUSTED, outcome is GoalOutcome.UNCHANGED
        return GoalReview(
            goal=goal,
            progress=self.text(f"progress_{number}"),
            outcome=outcome,
            wording=self.text(f"wording_{number}") if adjusted else "",
            why="" if same else self.text(f"why_{number}"),
        )


class PlanFollowUpForm(NextForm):
    """The day of the next follow-up."""

    step = "follow_up_planned"
    title = N_("Aftal næste opfølgning")
    why = N_(
        "Hjælp, der løber, har altid en dag, hvor den bliver fulgt op. Sætter reglerne ingen dag, "
        "aftales den ud fra det, borgeren har brug for."
    )
    source = N_("serviceloven § 148, stk. 2")
    needs_norms = True

    def arrange(self) -> None:
        """The rule counts from when the help was last seen to."""
        running = self.about.case.help
        since = running.counted_from or running.starts_on if running else self.about.today
        self.ask_next(since, is_first=running is None or running.followed_up == 0)
        proposed = self.initial.get("next_on")
        if proposed is not None and proposed <= self.about.today:
            self.initial["next_on"] = None

    def beside(self) -> Iterator[tuple[str, str]]:
        """What the citizen has, and when it is followed up as it stands."""
        case = self.about.case
        if case.grant:
            yield _("Bevilget nu"), amounts(case.grant)
        if case.follow_up_due:
            yield _("Opfølgning senest"), day(case.follow_up_due)

    def command(self) -> FollowUpPlanned:
        """The step."""
        return FollowUpPlanned(
            next_on=self.cleaned_data["next_on"], later_why=self.text("later_why")
        )


class ExplainOutstandingForm(StepForm):
    """Why something that the help lacks is not made."""

    step = "outstanding_explained"
    title = N_("Begrund, at noget mangler")
    why = N_(
        "Det, der mangler, når afgørelsen er sendt, står i sagen, til det er gjort. Skal det ikke "
        "gøres, skriver du hvorfor, så en anden kan forstå det. Får borgeren en ny bevilling, "
        "spørges der igen."
    )
    source = N_("offentlighedsloven § 13")

    what = Choice(N_("Hvad mangler?"))
    reason = Reason(N_("Hvorfor skal det ikke gøres?"))

    def arrange(self) -> None:
        """What is lacking and can be done without."""
        lacking = [one for one in outstanding(self.about.case) if one not in ALWAYS]
        choose(self, "what", [(o.value, capital(_(OUTSTANDING_TEXTS[o]))) for o in lacking])
        if len(lacking) == 1:
            self.initial.setdefault("what", lacking[0].value)

    def command(self) -> OutstandingExplained:
        """The step."""
        return OutstandingExplained(
            what=Outstanding(self.cleaned_data["what"]), why=self.text("reason")
        )


def _since(known: KnownFact) -> date:
    """From when a fact is known to hold: when it was last confirmed, else its own day."""
    return known.confirmed_on or known.fact.dated or known.valid_from


def _goal_fields(number: int) -> dict[str, forms.Field]:
    return {
        f"progress_{number}": Text(N_("Hvordan går det med målet?")),
        f"outcome_{number}": Choice(
            N_("Hvad sker der med målet?"),
            [(one.value, text) for one, text in OUTCOMES.items()],
        ),
        f"wording_{number}": Text(N_("Hvordan lyder målet nu?"), required=False),
        f"why_{number}": Text(N_("Hvorfor?"), required=False),
    }
