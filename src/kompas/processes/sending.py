"""What sending the letter of a decision would mean: told before it is done. Stores nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from kompas.accounts.lookup import UnitTerms
from kompas.casework.case import Case
from kompas.casework.commands import Belongs, Refused, decide
from kompas.casework.context import Context, Refusal
from kompas.casework.deadline import DeadlineKind
from kompas.casework.deadlines import follow
from kompas.casework.fold import evolve
from kompas.casework.record import NewEvent, Recorded
from kompas.casework.steps.sending import LetterSent, SendLetter
from kompas.casework.taken_decision import LetterChannel
from kompas.norms import Library, NotCodedError, Standard
from kompas.processes.party import Party


@dataclass(frozen=True, slots=True)
class Follows:
    """What would be recorded: the sending, and the days that follow from it."""

    sent: LetterSent
    complaint_until: date | None
    follow_up_due: date | None


@dataclass(frozen=True, slots=True)
class Planned:
    """For each way to send that is open what would be recorded; for the others why not."""

    follows: Mapping[LetterChannel, Follows]
    refused: Mapping[LetterChannel, tuple[Refusal, ...]]

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """Why it can be sent in no way, each reason once; empty where one way is open."""
        if self.follows:
            return ()
        return tuple(dict.fromkeys(one for found in self.refused.values() for one in found))


def planned(  # noqa: PLR0913 - all that a sending is decided in
    case: Case,
    belongs: Belongs,
    unit: UnitTerms | None,
    sent_on: date,
    by: str,
    *,
    library: Library,
    party: Party | None = None,
) -> Planned:
    """What would follow if the letter of a proceeding went out on a day, by each channel.

    `party` is the citizen as they are on that day.
    """

    def standard_on(day: date) -> Standard | None:
        return _standard(case, unit, library, day)

    context = Context(
        today=sent_on,
        by=by,
        standard=standard_on(sent_on),
        standard_on=standard_on,
        recipients=party.recipients if party else None,
        digital_post_exempt=party is not None and party.digital_post_exempt,
        has_number=party is None or party.has_number,
    )
    follows, refused = {}, {}
    for channel in LetterChannel:
        command = SendLetter(channel=channel, sent_on=sent_on)
        outcome = decide(case, command, context, belongs)
        if isinstance(outcome, Refused):
            refused[channel] = outcome.reasons
        else:
            follows[channel] = _follows(case, outcome.events[0], context)
    return Planned(follows, refused)


def _follows(case: Case, new: NewEvent, context: Context) -> Follows:
    at = datetime.min.replace(tzinfo=UTC)  # of no account: nothing is recorded
    seq = case.seq + 1
    entry = Recorded(case.case_id, seq, new.event, at, new.valid_from, context.by, new.proceeding)
    after = evolve(case, entry)
    days = {deadline.what: deadline.day for deadline, *_about in follow(after, context)}
    complaint = days.get(DeadlineKind.COMPLAINT)
    if not isinstance(new.event, LetterSent):
        raise TypeError(type(new.event))
    follow_up = days.get(DeadlineKind.FOLLOW_UP, after.follow_up_due)
    return Follows(new.event, complaint, follow_up)


def _standard(case: Case, unit: UnitTerms | None, library: Library, day: date) -> Standard | None:
    """The norms that the sending is decided by (as `kompas.processes.act`)."""
    try:
        return library.standard(
            case.service, case.municipality, day, unit.norms_unit if unit else None
        )
    except NotCodedError:
        return None
