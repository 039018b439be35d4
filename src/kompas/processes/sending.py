"""What sending the letter of a decision would mean: told before it is done. Stores nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kompas.accounts.lookup import UnitTerms
from kompas.casework.case import Case
from kompas.casework.commands import Context, Refused, SendLetter, decide
from kompas.casework.rules import Refusal
from kompas.casework.steps import LetterChannel, LetterSent
from kompas.norms import Library, NotCodedError, Standard


@dataclass(frozen=True, slots=True)
class Planned:
    """For each way to send that is open what would be recorded; for the others why not."""

    follows: Mapping[LetterChannel, LetterSent]
    refused: Mapping[LetterChannel, tuple[Refusal, ...]]

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """Why it can be sent in no way, each reason once; empty where one way is open."""
        if self.follows:
            return ()
        return tuple(dict.fromkeys(one for found in self.refused.values() for one in found))


def planned(
    case: Case, unit: UnitTerms | None, sent_on: date, by: str, *, library: Library, today: date
) -> Planned:
    """What would follow if the letter went out on a day, by each channel."""
    context = Context(today=today, by=by, standard=_standard(case, unit, library, today))
    follows, refused = {}, {}
    for channel in LetterChannel:
        outcome = decide(case, SendLetter(channel=channel, sent_on=sent_on), context)
        if isinstance(outcome, Refused):
            refused[channel] = outcome.reasons
            continue
        sent = outcome.events[0].event
        if isinstance(sent, LetterSent):
            follows[channel] = sent
    return Planned(follows, refused)


def _standard(case: Case, unit: UnitTerms | None, library: Library, today: date) -> Standard | None:
    """The norms that the sending is decided by (as `kompas.processes.act`)."""
    try:
        return library.standard(
            case.service, case.municipality, today, unit.norms_unit if unit else None
        )
    except NotCodedError:
        return None
