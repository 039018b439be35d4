"""The citizen is written to because there is no plan of action yet (serviceloven § 141)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kompas.casework.case import Case
from kompas.casework.context import Context, Lookup, Refusal
from kompas.casework.order_of_days import D, Days
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.step import Here, Step
from kompas.casework.steps.goals import has_come_to_help
from kompas.casework.steps.posting import posted_in_full, posted_wrong
from kompas.casework.taken_decision import PostedLetter
from kompas.casework.timeline import Line, Speech
from kompas.inputs import Day, LetterOrBlank
from kompas.words import N_, _


@event("action_plan_letter_sent")
@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPlanLetterSent(Event):
    """The citizen was asked by letter whether to have a plan of action; `words` are added to it."""

    sent_on: Day
    answer_by: Day
    words: LetterOrBlank = ""
    letter: PostedLetter | None = None


class SendActionPlanLetter(Step[ActionPlanLetterSent, ActionPlanLetterSent]):
    """The offer waits for its answer: whether the citizen wants the plan is an entry of its own."""

    event = command = ActionPlanLetterSent
    title = N_("Brev om manglende handleplan sendt")
    ask = N_("Skriv til borgeren om handleplan")
    order = 72
    lookups = frozenset({Lookup.FILES, Lookup.RECIPIENTS})
    labels = {
        "sent_on": N_("Sendt"),
        "answer_by": N_("Svarfrist"),
        "words": N_("Skrevet til borgeren"),
    }

    def ready(self, case: Case) -> bool:
        """From the assessment on, while no plan was offered and answered."""
        return has_come_to_help(case) and case.action_plan is None

    def against(
        self, here: Here, event: ActionPlanLetterSent, context: Context
    ) -> Iterator[Refusal]:
        """The letter comes to its readers."""
        yield from posted_wrong(here, event.letter, context)

    def days(self, here: Here, event: ActionPlanLetterSent) -> Days:
        """There is time to answer."""
        del here
        yield D.ASKED, event.sent_on
        yield D.REPLY_DUE, event.answer_by

    def happened_on(self, event: ActionPlanLetterSent) -> date:
        """When it was sent."""
        return event.sent_on

    def on_case(self, case: Case, event: ActionPlanLetterSent, entry: Recorded) -> Case:
        """The citizen is asked, and has until a day to answer."""
        del entry
        return changed(case, plan_answer_by=event.answer_by)

    def says(self, event: ActionPlanLetterSent, s: Speech) -> str:
        """By when an answer is asked for."""
        return _("svar senest {date}").format(date=s.day(event.answer_by))

    def says_in_full(self, event: ActionPlanLetterSent, s: Speech) -> Iterator[Line]:
        """With those who got the letter."""
        yield from super().says_in_full(event, s)
        yield from posted_in_full(event.letter, s)
