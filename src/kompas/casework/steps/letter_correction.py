"""A slip in a letter that was sent is put right by a new letter, which says so."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kompas.casework.case import Case
from kompas.casework.context import Context, Lookup, Refusal
from kompas.casework.correction import LetterCorrection, mended
from kompas.casework.order_of_days import D, Days
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.step import Here, Step
from kompas.casework.steps.posting import posted_in_full, posted_wrong
from kompas.casework.taken_decision import PostedLetter
from kompas.casework.timeline import Line, Speech
from kompas.words import N_, _


@event("letter_corrected")
@dataclass(frozen=True, slots=True, kw_only=True)
class LetterCorrected(LetterCorrection, Event):
    """A correcting letter went out; the first one stays in the record, marked as corrected."""

    letter: PostedLetter | None = None


LETTERS = ("letter_sent", "hearing_sent", "delay_notified", "information_requested",
           "action_plan_letter_sent")  # fmt: skip
"""The entries that tell a letter was sent, by their names."""


class CorrectLetter(Step[LetterCorrected, LetterCorrected]):
    """What was decided stays as it is: whether the slip is no more than one, the letter tells
    (`kompas.letters.correcting`).
    """

    event = command = LetterCorrected
    title = N_("Rettet brev sendt")
    ask = N_("Ret en fejl i et sendt brev")
    order = 186
    when_closed = True
    lookups = frozenset({Lookup.FILES, Lookup.RECIPIENTS})
    labels = {"corrects": N_("Retter brevet i registrering nr."), "sent_on": N_("Sendt")}

    def ready(self, case: Case) -> bool:
        """Once a letter was sent."""
        return any(sent_letters(case))

    def against(self, here: Here, event: LetterCorrected, context: Context) -> Iterator[Refusal]:
        """It corrects a letter that was sent, by a letter that is there, and something in it."""
        if event.corrects not in sent_letters(here.case):
            yield Refusal(
                "no_such_letter",
                _("Registrering nr. {seq} er ikke et brev, der er sendt.").format(
                    seq=event.corrects
                ),
                _("Vælg et brev, der er sendt fra sagen."),
            )
        if event.letter is None:
            yield Refusal(
                "no_letter",
                _("Der er ikke lavet et rettet brev."),
                _("Åbn sagen i Kompas, og lav brevet under »Ret en fejl i et sendt brev«."),
            )
        if not event.slips or any(one.was == one.now for one in event.slips):
            yield Refusal(
                "nothing_corrected",
                _("Der er ikke rettet noget."),
                _("Skriv, hvad der står i brevet, og hvad der skal stå."),
            )
        yield from posted_wrong(here, event.letter, context)

    def days(self, here: Here, event: LetterCorrected) -> Days:
        """It is sent after the letter that it corrects, and after what corrected that before."""
        yield D.CORRECTED, event.sent_on
        earlier = {event.corrects, here.case.corrections.get(event.corrects)}
        for one in here.case.trail:
            yield D.SENT, one.happened_on if one.seq in earlier else None

    def names(self, event: LetterCorrected) -> tuple[int, ...]:
        """The letter that it corrects."""
        return (event.corrects,)

    def happened_on(self, event: LetterCorrected) -> date:
        """When it went out."""
        return event.sent_on

    def on_case(self, case: Case, event: LetterCorrected, entry: Recorded) -> Case:
        """The first letter is marked; help at a place of which the name was wrong has the right
        one.
        """
        of_help = {one.entry for one in case.decisions if one.sent_by == event.corrects}
        interventions = tuple(
            replace(one, facility=mended(one.facility, event.slips))
            if one.decision in of_help and one.facility
            else one
            for one in case.interventions
        )
        corrections = {**case.corrections, event.corrects: entry.seq}
        return changed(case, interventions=interventions, corrections=corrections)

    def says(self, event: LetterCorrected, s: Speech) -> str:
        """What was put right, of which entry."""
        slips = "; ".join(f"»{one.was}« → »{one.now}«" for one in event.slips)
        return _("registrering nr. {seq}: {slips}").format(seq=event.corrects, slips=slips)

    def says_in_full(self, event: LetterCorrected, s: Speech) -> Iterator[Line]:
        """With what was put right, and those who got the letter."""
        yield from super().says_in_full(event, s)
        for one in event.slips:
            yield _("Rettet"), f"»{one.was}« → »{one.now}«"
        yield from posted_in_full(event.letter, s)


def sent_letters(case: Case) -> tuple[int, ...]:
    """The entries that tell of a letter that was sent and stands, the first that went out first."""
    out = frozenset(case.withdrawn)
    return tuple(one.seq for one in case.trail if one.name in LETTERS and one.seq not in out)
