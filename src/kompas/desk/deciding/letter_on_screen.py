"""The letter of a case as it stands: of the decision that was taken, or of the user's draft."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from kompas.accounts.access import Staff
from kompas.casework.case import Case
from kompas.casework.commands import Refused
from kompas.casework.context import Refusal
from kompas.casework.proceeding import Proceeding
from kompas.casework.taken_decision import Recipient, TakenDecision
from kompas.casework.trace import FindingKept
from kompas.desk.deciding.draft import DRAFT, opened
from kompas.desk.deciding.findings import NOT_TAKEN, Findings, Lack, findings_of, lacks_in
from kompas.desk.deciding.form import CaseAndNorms, DraftForm, values_of
from kompas.letters import (
    Letter,
    Readability,
    Unconfirmed,
    readability_of,
    unconfirmed,
)
from kompas.letters.letter import Missing
from kompas.norms import Library
from kompas.processes.draft_decision import Printed, drafted, letter_of
from kompas.processes.help_elsewhere import moved_since
from kompas.processes.judgement import replay
from kompas.processes.letters import copies_of
from kompas.processes.party import Party, out_of_reach_today, seen_party, with_party
from kompas.processes.reading import Entries, draft_of
from kompas.soundness import Severity
from kompas.words import _


@dataclass(frozen=True, slots=True)
class Shown:
    """The letter that a case has now. `letter` is None where there is none, and `why_not` says why.

    `recipients` are those who get a copy of it, `out_of_reach` which of them it cannot come to and
    why. `is_draft`: of a decision that is still being written, of which `findings` are what the
    check says. `demands` says for each thing that a letter may lack what it asks of the decision.
    `moved` is what was counted of help in other cases and is otherwise now.
    """

    letter: Letter | None
    why_not: tuple[Refusal, ...] = ()
    is_draft: bool = False
    demands: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    recipients: tuple[Recipient, ...] = ()
    out_of_reach: tuple[Refusal, ...] = ()
    findings: Findings | None = None
    moved: tuple[str, ...] = ()

    def copy(self, number: int) -> Letter | None:
        """The letter as recipient `number` gets it; None where there is none, or no such one."""
        copies = copies_of(self.letter, self.recipients) if self.letter else ()
        return copies[number] if number < len(copies) else None

    @property
    def readability(self) -> Readability | None:
        """How hard it is to read."""
        return readability_of(self.letter) if self.letter else None

    @property
    def lacks(self) -> Iterator[Lack]:
        """What it lacks besides being decided."""
        if self.letter is not None:
            yield from lacks_in(self.letter, self.demands)

    @property
    def unconfirmed(self) -> tuple[Unconfirmed, ...]:
        """Numbers in the caseworker's own words that nothing else in the letter repeats."""
        return unconfirmed(self.letter) if self.letter else ()


def letter_shown(  # noqa: PLR0913, PLR0917 - all that a letter is made from
    case: Case,
    on: Proceeding | None,
    norms_unit: str | None,
    by: Staff,
    library: Library,
    today: date,
    entries: Entries,
) -> Shown:
    """The letter of the decision that was taken, else of what the user is writing: both to the
    citizen as the register of persons has them today. Once sent, to those whom it went to.
    `entries` are the case's.
    """
    if on is not None and on.decision is not None:
        taken = _of_taken(case, on, on.decision, seen_party(case, by, library, today), library)
        return replace(taken, moved=_moved(case, on, on.decision, library))
    stored = draft_of(entries, DRAFT, by, on.entry if on else 0)
    if stored is None:
        return Shown(None, (_nothing(),), is_draft=True)
    form = DraftForm(opened(stored.text).typed, CaseAndNorms(case, on, library, today))
    values = values_of(form, case)
    party = seen_party(case, by, library, today)
    case = with_party(case, party)
    found = drafted(values, case, on, norms_unit, library, today)
    if found.decision is None:
        return Shown(None, (_nothing(),), is_draft=True)
    not_taken = Missing(
        NOT_TAKEN, _("Afgørelsen er ikke truffet."), _("Træf afgørelsen, før brevet laves.")
    )
    made = letter_of(found.decision, found.judgement, library, (not_taken,))
    lost = out_of_reach_today(case, party)
    shown = _shown(made, party.recipients if party else (), lost, is_draft=True)
    told = findings_of(found, form, library, lost)
    return replace(shown, findings=told)


def _moved(case: Case, on: Proceeding, taken: TakenDecision, library: Library) -> tuple[str, ...]:
    """Once it is sent, what runs elsewhere is for a new decision."""
    return () if on.sent is not None else moved_since(taken.decision, case, library.words)


def _of_taken(
    case: Case, on: Proceeding, taken: TakenDecision, party: Party | None, library: Library
) -> Shown:
    again = replay(taken, library)
    if again.judgement is None:
        remedy = _("Træf afgørelsen igen efter de regler, der gælder nu.")
        changed = tuple(Refusal("norms_changed", d, remedy) for d in again.differences)
        return Shown(None, changed)
    decision = taken.decision
    if party is not None:
        decision = replace(decision, citizen=party.citizen)
    made = letter_of(decision, again.judgement, library)
    if on.sent is not None and on.letter is not None:
        return _shown(made, on.letter.recipients)
    return _shown(made, party.recipients if party else (), out_of_reach_today(case, party))


@dataclass(frozen=True, slots=True)
class Standing:
    """What still stands between a decision that was taken and the citizen.

    `lacks` are what its letter lacks, `refusals` why there is none or whom it cannot come to;
    `unclear` is what was open when it was taken, so that it could not be judged, and `moved` what
    it counted of help in other cases and is otherwise now: with both the decision can be sent.
    """

    lacks: tuple[Lack, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    unclear: tuple[FindingKept, ...] = ()
    moved: tuple[str, ...] = ()

    @property
    def cannot_be_sent(self) -> bool:
        """Whether it has to be mended first."""
        return bool(self.lacks or self.refusals)


def standing_of(
    case: Case, on: Proceeding | None, party: Party | None, library: Library
) -> Standing:
    """What stands between the decision of a proceeding and the citizen, but for its findings that
    block; nothing where none is taken, or it is sent.
    """
    if on is None or on.decision is None or on.sent is not None:
        return Standing()
    kept = on.decision.trace.findings
    unclear = tuple(one for one in kept if one.severity == Severity.OPEN.value)
    shown = _of_taken(case, on, on.decision, party, library)
    moved = _moved(case, on, on.decision, library)
    if on.letter is not None:  # it was made of what the decision had, and lacks nothing
        return Standing((), shown.out_of_reach, unclear, moved)
    return Standing(tuple(shown.lacks), (*shown.why_not, *shown.out_of_reach), unclear, moved)


def _shown(
    made: Printed | Refused,
    recipients: tuple[Recipient, ...] = (),
    lost: tuple[Refusal, ...] = (),
    *,
    is_draft: bool = False,
) -> Shown:
    if isinstance(made, Refused):
        return Shown(None, made.reasons, is_draft=is_draft)
    return Shown(made.letter, (), is_draft, made.demands, recipients, lost)


def _nothing() -> Refusal:
    return Refusal(
        "no_decision",
        _("Der er ikke skrevet en afgørelse endnu."),
        _("Skriv afgørelsen; så kan du se brevet her."),
    )
