"""Does a decision that was taken still rest on what the case says? Else it is not sent."""

from collections.abc import Iterator
from dataclasses import replace

from kompas.casework.birth import is_by_number
from kompas.casework.case import Case
from kompas.casework.context import Context, Refusal
from kompas.casework.decision import PartyHearing
from kompas.casework.help_elsewhere import is_from_record
from kompas.casework.information import UNANSWERED
from kompas.casework.proceeding import Proceeding
from kompas.casework.taken_decision import TakenDecision
from kompas.casework.trail import lost_since
from kompas.words import N_, _

_AGAIN = N_("Træf afgørelsen igen på det, sagen nu siger. Skal den ikke træffes, så annullér den.")
_SOURCE = "retssikkerhedsloven § 10"


def no_longer_carried(case: Case, on: Proceeding, context: Context) -> Iterator[Refusal]:
    """Why the decision of a proceeding cannot go out as it stands: what it rests on has changed.

    That is what was withdrawn since; the facts that its norms ask for, when they are others today;
    the hearing of the party; and information that was asked for, or came, after it was taken.
    """
    taken = on.decision
    if taken is None:
        return
    for seq in lost_since(case.trail, taken.entry):
        text = _("Afgørelsen hviler på registrering nr. {seq}, som er annulleret siden.")
        yield _refusal("rests_on_withdrawn", text.format(seq=seq))
    if changed := ", ".join(f"»{name}«" for name in _other_facts(case, taken, context)):
        text = _("Oplysninger, som afgørelsen hviler på, er ændret siden: {facts}.")
        yield _refusal("facts_changed", text.format(facts=changed))
    decision = taken.decision
    heard = on.hearing_on(decision.decided_on) if decision.decided_on else decision.hearing
    if not _same_hearing(heard, decision.hearing):
        yield _refusal(
            "hearing_changed", _("Partshøringen er en anden end den, afgørelsen hviler på.")
        )
    for request in on.requests:
        if request.seq > taken.entry or request.came_after(taken.entry):
            text = _(
                "Siden afgørelsen er der bedt om oplysninger, eller de er kommet: "
                "registrering nr. {seq}."
            )
            yield _refusal("informed_since", text.format(seq=request.seq))


def _other_facts(case: Case, taken: TakenDecision, context: Context) -> Iterator[str]:
    """What the facts are called that are others now: of those that the decision was taken on, and
    of those that its norms ask for. One that is known no more was withdrawn, and told as that; what
    the record of the proceeding tells changes with its own entries.
    """
    standard = context.norms(taken.decision.decided_on or context.today)
    now, then = case.facts_on(context.today), taken.decision.facts
    asked = {fact.name for fact in standard.facts} if standard else set()
    for name, given in now.items():
        if name == UNANSWERED:
            continue
        was = then.get(name)
        if was and is_from_record(was) and name not in case.elsewhere:
            continue  # who looks now does not see the case that told it
        if was is None and is_by_number(name, given):
            continue  # decided before the number was asked for it
        if was.value != given.value if was else name in asked:
            known = standard.words.facts.get(name) if standard else None
            yield known.text if known else name


def _same_hearing(now: PartyHearing | None, then: PartyHearing | None) -> bool:
    """Whether it is still the hearing that the decision was taken on: one that was taken before a
    decision kept the papers and the day of the answer says neither.
    """
    if now is None or then is None or then.papers:
        return now == then
    return replace(now, papers=(), answered_on=then.answered_on) == then


def _refusal(code: str, text: str) -> Refusal:
    return Refusal(code, text, _(_AGAIN), _SOURCE)
