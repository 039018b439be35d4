"""The party was heard in earnest: on the papers, in time, and with an answer that was weighed.

That a hearing is there at all is a duty of the norms (`duties_are_met`), and which day comes before
which is told by `days_fit`. What is told here is what makes a hearing none, or a poor one.
"""

from collections.abc import Iterator
from dataclasses import replace

from kompas.casework import Evidence, PartyHearing
from kompas.casework.elements import said
from kompas.casework.intervention import ADVERSE
from kompas.norms import Row
from kompas.soundness.checks.statements import empty_statements
from kompas.soundness.finding import Finding, Severity
from kompas.soundness.subject import Subject
from kompas.soundness.yardsticks import (
    ANSWER_WEIGHED,
    Measured,
    comes_to,
    is_at_stake,
    is_owed,
    is_to_weigh,
    measured,
    rule_on,
)
from kompas.words import _, day_text, ngettext

_HEARING = "party_hearing"


def hearing_is_on_the_papers(subject: Subject) -> Iterator[Finding]:
    """The party was sent every unfavourable paper that it did not know, and each was there then.

    Where the draft does not tell the papers, one that is younger than the hearing was not among
    them.
    """
    heard = subject.decision.hearing
    if heard is None or not is_owed(subject, _HEARING):
        return
    unfavourable = [one for one in subject.decision.evidence if _must_be_heard(one)]
    late = [one for one in _sent(subject, heard, unfavourable) if one.dated > heard.sent_on]
    if late:
        yield _finding(
            subject,
            "heard_before_paper",
            _("Borgeren er hørt {day}, før dette bilag var der: {papers}.").format(
                day=day_text(heard.sent_on), papers=_titles(late)
            ),
            _(
                "Hør borgeren om bilaget, før afgørelsen træffes, eller ret den dato, der er "
                "forkert."
            ),
        )
    left_out = [one for one in unfavourable if heard.papers and one.id not in heard.papers]
    if left_out:
        yield _finding(
            subject,
            "unheard_paper",
            _("Borgeren er ikke hørt om dette bilag, som taler imod borgeren: {papers}.").format(
                papers=_titles(left_out)
            ),
            _("Send en ny partshøring om bilaget, og vent på svaret, før afgørelsen træffes."),
        )
    if not heard.papers and not subject.silent("evidence"):
        told = _finding(
            subject,
            "papers_heard_on_unknown",
            _("Det fremgår ikke, hvilke bilag borgeren blev hørt om."),
            _("Se efter, at hvert bilag, der taler imod borgeren, var med i partshøringen."),
        )
        yield replace(told, severity=Severity.WARNING)


def hearing_gave_time(subject: Subject) -> Iterator[Finding]:
    """There was time to answer, and the decision waited for it."""
    heard = subject.decision.hearing
    if heard is None or not is_at_stake(subject.decision):
        return
    given = (heard.deadline_on - heard.sent_on).days
    least, usual = measured(subject, "hearing_least"), measured(subject, "hearing_usual")
    if least is not None and 0 < given < least.number:
        yield _too_short(subject, given, least, Severity.BLOCKING)
    elif usual is not None and 0 < given < usual.number:
        yield _too_short(subject, given, usual, Severity.OPEN)
    decided = subject.decision.decided_on
    if decided is None or heard.said or heard.deadline_on < decided:
        return
    if not is_owed(subject, _HEARING):  # else it is told as a duty that is not met
        told = _finding(
            subject,
            "decided_before_answer",
            _("Borgeren kunne svare på partshøringen til {deadline}, men afgørelsen er {decided}.")
            .format(deadline=day_text(heard.deadline_on), decided=day_text(decided)),
            _("Vent, til fristen er ude, eller skriv det svar, der er kommet."),
        )  # fmt: skip
        yield replace(told, severity=Severity.OPEN)


def hearing_answer_counts(subject: Subject) -> Iterator[Finding]:
    """An answer says something, and came before the decision."""
    heard = subject.decision.hearing
    if heard is None or not is_at_stake(subject.decision):
        return
    if heard.answer is not None and not heard.said:
        told = _finding(
            subject,
            "answer_is_empty",
            _(
                "Svaret på partshøringen er noteret uden ord. Det kan ikke ses, hvad borgeren "
                "sagde."
            ),
            _("Skriv, hvad borgeren svarede. Kom der intet svar, så fjern det."),
        )
        yield replace(told, severity=Severity.OPEN)
    decided = subject.decision.decided_on
    if decided is not None and heard.answered_on is not None and heard.answered_on > decided:
        told = _finding(
            subject,
            "answered_after_decision",
            _("Svaret på partshøringen er dateret {answered}, efter afgørelsen af {decided}.")
            .format(answered=day_text(heard.answered_on), decided=day_text(decided)),
            _("Ret den dato, der er forkert, eller træf afgørelsen igen, når svaret er vurderet."),
        )  # fmt: skip
        # Who did not answer in time was heard; a late answer asks to look at the case again.
        in_time = heard.deadline_on >= decided
        yield told if in_time else replace(told, severity=Severity.WARNING)


def hearing_answer_is_weighed(subject: Subject) -> Iterator[Finding]:
    """The decision tells how an answer was weighed, and weighs none that is not there.

    An answer that disputes something cannot be left alone. Where the draft does not tell the
    papers of the hearing, it is from before there was a place for it: then it is a warning.
    """
    decision, heard = subject.decision, subject.decision.hearing
    answered = heard is not None and bool(heard.said)
    if said(decision.answer_weighed) and not answered:
        told = _finding(
            subject,
            "nothing_to_weigh",
            _("Det står, hvordan svaret på partshøringen er vurderet, men der er intet svar."),
            _("Notér svaret i sagen, eller slet teksten."),
        )
        yield replace(told, severity=Severity.WARNING)
    if said(subject.reading.spoken.answer_weighed) or heard is None:
        return
    if is_to_weigh(decision) and not subject.silent(ANSWER_WEIGHED):
        disputes = subject.words.phrasings.disputes_something(heard.said)
        yield _unweighed(subject, is_open=disputes and bool(heard.papers))


def _unweighed(subject: Subject, *, is_open: bool) -> Finding:
    says = _("Borgeren har svaret på partshøringen. Det fremgår ikke, hvordan svaret er vurderet.")
    told = _finding(
        subject,
        "answer_not_weighed",
        " ".join((*empty_statements(subject, (ANSWER_WEIGHED,)), says)),
        _(
            "Skriv, hvad I har lagt vægt på i svaret. Bestrider borgeren noget, der har "
            "betydning, så skriv, hvorfor I når frem til noget andet."
        ),
    )
    severity = Severity.OPEN if is_open else Severity.WARNING
    return replace(told, severity=severity, lacks=(ANSWER_WEIGHED,))


def unfavourable_is_considered(subject: Subject) -> Iterator[Finding]:
    """Where a decision goes against the citizen, somebody asked which papers speak against them.

    The marks of the papers are no by default: none of them being yes looks like never asked.
    """
    decision = subject.decision
    untouched = decision.evidence and not any(one.unfavourable for one in decision.evidence)
    if decision.kind not in ADVERSE or decision.hearing is not None or not untouched:
        return
    if subject.silent("fact:unheard_unfavourable_facts") or subject.silent("evidence"):
        return
    told = _finding(
        subject,
        "unfavourable_not_considered",
        _(
            "Afgørelsen går borgeren imod, men intet bilag er markeret som noget, der taler imod "
            "borgeren, og borgeren er ikke hørt."
        ),
        _(
            "Se bilagene efter: bygger afgørelsen på noget, borgeren ikke kender, skal borgeren "
            "høres."
        ),
    )
    yield replace(told, severity=Severity.WARNING)


def _must_be_heard(paper: Evidence) -> bool:
    return paper.unfavourable and not paper.known_to_party


def _sent(subject: Subject, heard: PartyHearing, unfavourable: list[Evidence]) -> list[Evidence]:
    """The papers that were sent, as far as the draft tells; else those that had to be."""
    if not heard.papers:
        return unfavourable
    return [one for one in subject.decision.evidence if one.id in heard.papers]


def _too_short(subject: Subject, given: int, by: Measured, severity: Severity) -> Finding:
    heard = subject.decision.hearing
    says = ngettext(
        "Borgeren fik {days} dag til at svare på partshøringen. Mindst {least} er rimeligt.",
        "Borgeren fik {days} dage til at svare på partshøringen. Mindst {least} er rimeligt.",
        given,
    )
    finding = Finding(
        code="hearing_too_short",
        # An answer that came all the same shows that there was time.
        severity=Severity.WARNING if heard and heard.said else severity,
        says=says.format(days=given, least=by.number),
        remedy=" ".join(
            filter(
                None,
                (
                    _("Giv borgeren en ny frist, der passer til, hvor meget der er at svare på."),
                    by.whose,
                ),
            )
        ),
        source=by.source,
        about=_HEARING,
        rank=by.rank,
        verified=by.verified,
    )
    return comes_to(subject, finding, _HEARING)


def _titles(papers: list[Evidence]) -> str:
    return "; ".join(f"»{one.title}« ({day_text(one.dated)})" for one in papers)


def _finding(subject: Subject, code: str, says: str, remedy: str) -> Finding:
    row: Row | None = rule_on(subject, _HEARING)
    finding = Finding(
        code=code,
        severity=Severity.BLOCKING,
        says=says,
        remedy=remedy,
        about=_HEARING,
    ).by_rule(row)
    return comes_to(subject, finding, _HEARING)
