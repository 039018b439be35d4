"""An earlier entry no longer stands: a mistake, or recorded on the wrong citizen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kompas.casework.capabilities import Capability
from kompas.casework.case import Case, Proposal
from kompas.casework.context import Context, Refusal
from kompas.casework.record import Event, Recorded, event
from kompas.casework.replacement import changed
from kompas.casework.step import Here, Step
from kompas.casework.timeline import Speech, tell_as
from kompas.casework.trail import (
    authority_over,
    base_of,
    brings_back,
    built_on,
    fits_back,
    last_sent,
    takes_two,
)
from kompas.inputs import EntryNumber, Reason
from kompas.words import N_, _


class Withdrawal(StrEnum):
    """Why an entry no longer stands."""

    MISTAKE = "mistake"
    WRONG_CITIZEN = "wrong_citizen"


CAUSE_TEXTS: Mapping[Withdrawal, str] = {
    Withdrawal.MISTAKE: N_("en fejl"),
    Withdrawal.WRONG_CITIZEN: N_("journaliseret på forkert borger"),
}
tell_as(dict(CAUSE_TEXTS.items()))


FOLLOWS = "deadline_set"
"""What nobody recorded on purpose, and what is set anew where its reasons change."""


@event("entry_withdrawn")
@dataclass(frozen=True, slots=True, kw_only=True)
class EntryWithdrawn(Event):
    """An earlier entry no longer stands."""

    seq: EntryNumber
    reason: Withdrawal
    why: Reason


class WithdrawEntry(Step[EntryWithdrawn, EntryWithdrawn]):
    """Nothing is deleted; what builds on an entry is withdrawn before it is.

    It asks of who takes it what was asked for the entry; and where the rights of others hang on it,
    that somebody else has proposed it.
    """

    event = command = EntryWithdrawn
    title = N_("Registrering annulleret")
    capability = Capability.OPEN_CASES
    when_closed = True
    explained = True
    shown_everywhere = True
    labels = {"seq": N_("Registrering nr."), "reason": N_("Årsag"), "why": N_("Hvorfor")}

    def needs(self, case: Case, command: EntryWithdrawn) -> frozenset[Capability]:
        """What was asked of those who recorded what goes or comes back."""
        return authority_over(case.trail, command.seq)

    def against(self, here: Here, event: EntryWithdrawn, context: Context) -> Iterator[Refusal]:
        """The entry stands, nothing builds on it, and no sent decision rests on it; and two agree
        where it takes two.
        """
        if found := tuple(stays(here.case, event.seq, event.reason, context)):
            yield from found
        elif proposal := proposal_of(here.case, event.seq, event.reason):
            if proposal.by == context.by:
                yield Refusal(
                    "own_proposal",
                    _("Du har selv foreslået det, og der skal to til."),
                    _("Bed en anden i enheden om at bekræfte det."),
                )
        elif two_for(here.case, event.seq, event.reason):
            yield Refusal(
                "second_person",
                _("Der skal to til at annullere registreringen: andres ret afhænger af det."),
                _("Foreslå det, så en anden i enheden kan bekræfte det."),
            )

    def on_case(self, case: Case, event: EntryWithdrawn, entry: Recorded) -> Case:
        """Nobody is asked for it any more."""
        left = tuple(one for one in case.proposals if one.about != event.seq)
        return changed(case, proposals=left)

    def says(self, event: EntryWithdrawn, s: Speech) -> str:
        """Which entry, and why; that is not told where it tells of another citizen."""
        said = _("nr. {seq}, {reason}").format(seq=event.seq, reason=_(CAUSE_TEXTS[event.reason]))
        return f"{said}: {event.why}" if event.why else said


def two_for(case: Case, seq: int, reason: Withdrawal) -> bool:
    """Whether it takes two people to withdraw an entry for a reason. Raises KeyError as
    `kompas.casework.trail.takes_two`.
    """
    return takes_two(case.trail, seq, other_citizen=reason is Withdrawal.WRONG_CITIZEN)


def proposal_of(case: Case, seq: int, reason: Withdrawal) -> Proposal | None:
    """The proposal to withdraw an entry for a reason, which waits for a second person."""
    waits = (one for one in case.open_proposals if (one.about, one.reason) == (seq, reason))
    return next(waits, None)


def stays(case: Case, seq: int, reason: Withdrawal, context: Context) -> Iterator[Refusal]:
    """Why an entry cannot be withdrawn by anybody, for a reason; nothing where it can."""
    if erased := tuple(_erased(case, seq, context)):
        yield from erased  # first: what is gone has no place in the order any more
    elif not 0 < seq <= case.seq or seq in case.withdrawn:
        yield Refusal(
            "no_such_entry",
            _("Der er ikke en gældende registrering nr. {seq}.").format(seq=seq),
            _("Se sagens registreringer."),
        )
    else:
        rests = (*_no_mistake(case, seq, reason), *_out_of_turn(case, seq))
        yield from rests[:1]


def _no_mistake(case: Case, seq: int, reason: Withdrawal) -> Iterator[Refusal]:
    """It is not an entry that is withdrawn, or no mistake any more."""
    mistake = reason is Withdrawal.MISTAKE
    named = next(one for one in case.trail if one.seq == seq)
    if named.name == FOLLOWS:
        yield Refusal(
            "follows",
            _("Fristen følger af sagens andre registreringer og kan ikke selv annulleres."),
            _("Ret det, som fristen regnes ud fra. Så sættes den igen."),
        )
    elif seq == 1 and mistake:
        yield Refusal(
            "first_entry",
            _("Sagens første registrering kan ikke annulleres."),
            _("Luk sagen, og skriv hvorfor."),
        )
    elif named.proposes is not None:
        if all(seq != one.entry for one in case.open_proposals):
            yield Refusal(
                "proposal_done",
                _("Forslaget er allerede fulgt."),
                _("Annullér i stedet den registrering, som fulgte det."),
            )
    elif mistake and seq <= last_sent(case.trail, base_of(case.trail, seq).proceeding):
        yield Refusal(
            "already_sent",
            _("Afgørelsen er sendt og kan ikke rettes ved at fjerne registreringer."),
            _("Genoptag sagen, og træf en ny afgørelse."),
        )


def _out_of_turn(case: Case, seq: int) -> Iterator[Refusal]:
    """Something else is withdrawn first, or what would come back has nothing to stand on."""
    if brings_back(case.trail, seq):
        yield Refusal(
            "brought_back",
            _("Registrering nr. {seq} bragte en registrering tilbage, der var annulleret.").format(
                seq=seq
            ),
            _("Annullér den registrering igen, som blev bragt tilbage."),
        )
    elif seq > 1 and (later := built_on(case.trail, seq)):
        yield Refusal(
            "built_on",
            _("Senere registreringer bygger på registrering nr. {seq}.").format(seq=seq),
            _("Annullér først disse registreringer, i denne rækkefølge: {entries}.").format(
                entries=", ".join(map(str, later))
            ),
        )
    elif not fits_back(case.trail, seq):
        yield Refusal(
            "built_on_nothing",
            _("Det, som registreringen byggede på, står der ikke længere."),
            _("Skriv det som en ny registrering."),
        )


def _erased(case: Case, seq: int, context: Context) -> Iterator[Refusal]:
    """What an entry said that was erased cannot come back."""
    named: int | None = seq
    passed = {one.seq: one for one in case.trail}
    while named is not None:
        if named in context.erased:
            yield Refusal(
                "erased",
                _(
                    "Registrering nr. {seq} hviler på en registrering, hvis indhold er slettet."
                ).format(seq=seq),
                _("Skriv et notat om det."),
            )
            return
        named = passed[named].withdraws if named in passed else None
