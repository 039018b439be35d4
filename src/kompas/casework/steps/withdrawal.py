"""An earlier entry no longer stands: a mistake, or recorded on the wrong citizen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kompas.casework.case import Case
from kompas.casework.context import Context, Refusal
from kompas.casework.record import Event, event
from kompas.casework.step import Here, Step
from kompas.casework.timeline import Speech, tell_as
from kompas.casework.trail import base_of, brings_back, built_on, fits_back, last_sent
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
    """Nothing is deleted; what builds on an entry is withdrawn before it is."""

    event = command = EntryWithdrawn
    title = N_("Post trukket tilbage")
    when_closed = True
    explained = True
    shown_everywhere = True
    labels = {"seq": N_("Post nr."), "reason": N_("Årsag"), "why": N_("Hvorfor")}

    def against(self, here: Here, event: EntryWithdrawn, context: Context) -> Iterator[Refusal]:
        """The entry stands, nothing builds on it, and no sent decision rests on it."""
        case = here.case
        if erased := tuple(_erased(case, event.seq, context)):
            yield from erased  # first: what is gone has no place in the order any more
        elif not 0 < event.seq <= case.seq or event.seq in case.withdrawn:
            yield Refusal(
                "no_such_entry",
                _("Der er ikke en gældende post nr. {seq}.").format(seq=event.seq),
                _("Se sagens poster."),
            )
        else:
            yield from _rests(case, event)

    def says(self, event: EntryWithdrawn, s: Speech) -> str:
        """Which entry, and why; that is not told where it tells of another citizen."""
        said = _("nr. {seq}, {reason}").format(seq=event.seq, reason=_(CAUSE_TEXTS[event.reason]))
        return f"{said}: {event.why}" if event.why else said


def _rests(case: Case, event: EntryWithdrawn) -> Iterator[Refusal]:
    """Something rests on the entry, or what it rested on is gone: the first that is so."""
    found = next(_stays(case, event), None) or next(_out_of_turn(case, event.seq), None)
    if found is not None:
        yield found


def _stays(case: Case, event: EntryWithdrawn) -> Iterator[Refusal]:
    """It is not an entry that is withdrawn, or no mistake any more."""
    mistake = event.reason is Withdrawal.MISTAKE
    named = next(one for one in case.trail if one.seq == event.seq)
    if named.name == FOLLOWS:
        yield Refusal(
            "follows",
            _("Fristen følger af sagens andre poster og kan ikke selv trækkes tilbage."),
            _("Ret det, som fristen regnes ud fra. Så sættes den igen."),
        )
    elif event.seq == 1 and mistake:
        yield Refusal(
            "first_entry",
            _("Sagens første post kan ikke trækkes tilbage."),
            _("Luk sagen, og skriv hvorfor."),
        )
    elif mistake and event.seq <= last_sent(case.trail, base_of(case.trail, event.seq).proceeding):
        yield Refusal(
            "already_sent",
            _("Afgørelsen er sendt og kan ikke rettes ved at fjerne poster."),
            _("Genoptag sagen, og træf en ny afgørelse."),
        )


def _out_of_turn(case: Case, seq: int) -> Iterator[Refusal]:
    """Something else is withdrawn first, or what would come back has nothing to stand on."""
    if brings_back(case.trail, seq):
        yield Refusal(
            "brought_back",
            _("Post nr. {seq} bragte en post tilbage, der var trukket tilbage.").format(seq=seq),
            _("Træk den post tilbage igen, som blev bragt tilbage."),
        )
    elif seq > 1 and (later := built_on(case.trail, seq)):
        yield Refusal(
            "built_on",
            _("Senere poster bygger på post nr. {seq}.").format(seq=seq),
            _("Træk først disse poster tilbage, i denne rækkefølge: {entries}.").format(
                entries=", ".join(map(str, later))
            ),
        )
    elif not fits_back(case.trail, seq):
        yield Refusal(
            "built_on_nothing",
            _("Det, som posten byggede på, står der ikke længere."),
            _("Skriv det som en ny post."),
        )


def _erased(case: Case, seq: int, context: Context) -> Iterator[Refusal]:
    """What an entry said that was erased cannot come back."""
    named: int | None = seq
    passed = {one.seq: one for one in case.trail}
    while named is not None:
        if named in context.erased:
            yield Refusal(
                "erased",
                _("Post nr. {seq} hviler på en post, hvis indhold er slettet.").format(seq=seq),
                _("Skriv et notat om det."),
            )
            return
        named = passed[named].withdraws if named in passed else None
