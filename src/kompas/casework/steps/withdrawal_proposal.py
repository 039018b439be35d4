"""Somebody proposes that an earlier entry no longer stands, where it takes two."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kompas.casework.capabilities import Capability
from kompas.casework.case import Case, Proposal
from kompas.casework.context import Context, Lookup, Refusal
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.step import Here, Step
from kompas.casework.steps.withdrawal import (
    CAUSE_TEXTS,
    EntryWithdrawn,
    Withdrawal,
    stays,
    two_for,
)
from kompas.casework.timeline import Speech
from kompas.casework.trail import authority_over
from kompas.inputs import Code, EntryNumber, Reason
from kompas.words import N_, _


@event("withdrawal_proposed")
@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalProposed(Event):
    """An entry is to stand no longer, when somebody else agrees: `asked`, or whoever may."""

    seq: EntryNumber
    reason: Withdrawal
    why: Reason
    asked: Code | None = None


class ProposeWithdrawal(Step[WithdrawalProposed, WithdrawalProposed]):
    """The entry stands until another withdraws it. Taken back as every entry is."""

    event = command = WithdrawalProposed
    title = N_("Forslag om at annullere en registrering")
    capability = Capability.OPEN_CASES
    when_closed = True
    explained = True
    alone = True
    lookups = frozenset({Lookup.WORKERS})
    labels = {
        "seq": N_("Registrering nr."),
        "reason": N_("Årsag"),
        "why": N_("Hvorfor"),
        "asked": N_("Bedt om at bekræfte"),
    }

    def needs(self, case: Case, command: WithdrawalProposed) -> frozenset[Capability]:
        """The same as the withdrawal."""
        return authority_over(case.trail, command.seq)

    def of_workers(self, case: Case, command: WithdrawalProposed) -> frozenset[Capability]:
        """Who is asked must be able to agree, and see the case."""
        sees = Capability.SEE_RESTRICTED if case.restricted else Capability.OPEN_CASES
        return self.needs(case, command) | {sees}

    def against(self, here: Here, event: WithdrawalProposed, context: Context) -> Iterator[Refusal]:
        """It could be withdrawn, it takes two, nobody has proposed it, and another is asked."""
        case = here.case
        if found := tuple(stays(case, event.seq, event.reason, context)):
            yield from found
        elif not two_for(case, event.seq, event.reason):
            yield Refusal(
                "one_is_enough",
                _("Der skal ikke to til at annullere den registrering."),
                _("Annullér registreringen."),
            )
        elif other := next((o for o in case.open_proposals if o.about == event.seq), None):
            yield Refusal(
                "already_proposed",
                _("Det er allerede foreslået, i registrering nr. {seq}.").format(seq=other.entry),
                _("Bekræft forslaget, eller træk det tilbage."),
            )
        else:
            yield from _asked(event.asked, context)

    def on_case(self, case: Case, event: WithdrawalProposed, entry: Recorded) -> Case:
        """One more that waits for a second person."""
        proposal = Proposal(
            entry=entry.seq,
            about=event.seq,
            reason=event.reason.value,
            why=event.why,
            by=entry.by,
            asked=event.asked,
        )
        return changed(case, proposals=(*case.proposals, proposal))

    def says(self, event: WithdrawalProposed, s: Speech) -> str:
        """Which entry, why, and who is asked; why is not told where it tells of another citizen."""
        told = _("nr. {seq}, {reason}").format(seq=event.seq, reason=_(CAUSE_TEXTS[event.reason]))
        told = f"{told}: {event.why}" if event.why else told
        if event.asked is None:
            return told
        return _("{what} ({name} er bedt om at bekræfte)").format(
            what=told, name=s.name(event.asked)
        )


@dataclass(frozen=True, slots=True)
class ProposalAnswer:
    """In words: a proposal that was not followed. `title` and `says` tell the entry that ended it,
    `ended` stands at the proposal itself.
    """

    title: str
    says: str
    ended: str


def answer_of(entry: Recorded, others: Mapping[int, Recorded]) -> ProposalAnswer | None:
    """What an entry answers to a proposal that it withdraws; None for any other. `others` are the
    entries of the case by number.

    It is recorded as the proposal withdrawn: what was proposed about still stands.
    """
    event = entry.event
    proposed = others.get(event.seq) if isinstance(event, EntryWithdrawn) else None
    if not isinstance(event, EntryWithdrawn) or proposed is None:
        return None
    if not isinstance(proposed.event, WithdrawalProposed):
        return None
    stands = _("Registrering nr. {seq} står.").format(seq=proposed.event.seq)
    says = f"{stands} {event.why}" if event.why else stands
    if entry.by == proposed.by:
        ended = _("Taget tilbage ved registrering nr. {seq}:")
        return ProposalAnswer(_("Forslag taget tilbage"), says, ended.format(seq=entry.seq))
    ended = _("Afslået ved registrering nr. {seq}:")
    return ProposalAnswer(_("Forslag afslået"), says, ended.format(seq=entry.seq))


def _asked(asked: str | None, context: Context) -> Iterator[Refusal]:
    if asked is not None and (asked == context.by or asked not in (context.workers or ())):
        yield Refusal(
            "cannot_confirm",
            _("Den, du har bedt om at bekræfte det, kan ikke."),
            _("Vælg en anden i enheden, der selv kunne annullere registreringen, eller ingen."),
        )
