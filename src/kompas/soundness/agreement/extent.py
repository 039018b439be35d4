"""One comparison: what the texts of a decision say, held against its fields and facts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from kompas.casework import Amounts, Decision, DecisionKind
from kompas.casework.amounts import amount_text
from kompas.casework.intervention import GIVING
from kompas.norms.measures import in_measure
from kompas.soundness import wording
from kompas.soundness.agreement.texts import (
    OF_OTHER_HELP,
    OF_THE_CITIZEN,
    Text,
    texts_of,
    too_long,
)
from kompas.soundness.finding import Consequence, Finding, Severity
from kompas.soundness.reading.figures import Figure, Reader, Role, Saying
from kompas.soundness.subject import Subject
from kompas.words import _


def texts_are_read(subject: Subject) -> Iterator[Finding]:
    """Texts that are far longer than any letter are not all read, and that is said."""
    text = too_long(subject)
    if text is not None:
        yield Finding(
            code="texts_too_long",
            severity=Severity.OPEN,
            says=_("{place}: Herfra er teksterne så lange, at Kompas ikke læser dem.").format(
                place=text.place
            ),
            remedy=_("Skriv kortere, eller hold selv teksterne op mod felterne."),
            about=text.trace,
        )


def texts_agree_with_extent(subject: Subject) -> Iterator[Finding]:
    """What a text says of how much help there is, was or was asked for is what the fields say."""
    told: set[tuple[str, str]] = set()
    reader = reader_of(subject)
    for text in texts_of(subject):
        for saying in reader.sayings(text.text):
            stated = _stated(subject, text, saying.first)
            key = (text.place, saying.words)
            if stated is None or saying.agrees(stated) or key in told:
                continue
            told.add(key)
            yield _contradiction(subject, text, saying, stated)


def grant_gives_what_was_asked(subject: Subject) -> Iterator[Finding]:
    """A grant gives no less than the citizen's own words ask for, where no amount is noted.

    The words of an application may tell more than one figure: then the lowest counts.
    """
    decision = subject.decision
    if decision.kind is not DecisionKind.GRANT or decision.applied_amounts:
        return
    asked: dict[str, list[Figure]] = {}
    for one in reader_of(subject).plain(decision.applied_for or ""):
        asked.setdefault(one.measure, []).append(one)
    for name, figures in asked.items():
        given = _amount(subject, decision.granted, name)
        least = min(figures, key=lambda one: one.low)
        if given is None or given >= least.low:
            continue
        is_clear = least.is_full and len({one.low for one in figures}) == 1
        yield Finding(
            code="grant_is_less_than_asked",
            severity=Severity.BLOCKING if is_clear else Severity.OPEN,
            says=_(
                "Afgørelsen er kaldt »{kind}«, men der er søgt om »{asked}«, og borgeren får {now}."
            ).format(
                kind=wording.kind_of(decision, subject.words),
                asked=least.words,
                now=_told(subject, name, given),
            ),
            remedy=_(
                "Skriv det søgte omfang i tal. Får borgeren mindre end det, så kald afgørelsen et "
                "delvist afslag, og begrund den."
            ),
            about="decision_kind",
        )


def reader_of(subject: Subject) -> Reader:
    """The reader of the texts of a decision, who knows the citizen and the places by name, where
    they are named: then its patterns are the decision's own, and take some milliseconds to make.
    """
    decision = subject.decision
    whole = "\n".join(text.text for text in texts_of(subject)).lower()
    citizen = decision.citizen.name.split()[:1] if decision.citizen else []
    citizen = [name for name in citizen if name.lower() in whole]
    places = [
        word
        for one in decision.facilities
        for word in one.name.split()
        if word[:1].isupper() and word.lower() in whole
    ]
    own = [measure.name for measure in subject.words.measures_of(decision.service)]
    service = subject.words.services[decision.service]
    basis = re.findall(r"\d+", " ".join((*service.legal_basis, *decision.legal_basis)))
    return Reader(subject.words.measures, own, citizen, places, basis)


def _stated(subject: Subject, text: Text, figure: Figure) -> Fraction | None:
    """What the fields say where a text has a figure; None where they say nothing of that."""
    decision = subject.decision
    if figure.role is Role.NOW and (decision.kind not in GIVING or _is_of_other_help(text)):
        return None
    if figure.role is Role.ASKED and decision.kind is DecisionKind.REDUCTION:
        return None  # who asks for less may have asked for something else before
    return _amount(subject, _field(decision, figure.role), figure.measure)


def _is_of_other_help(text: Text) -> bool:
    return text.field in OF_OTHER_HELP or text.field in OF_THE_CITIZEN


def _field(decision: Decision, role: Role) -> Amounts:
    return {
        Role.NOW: decision.granted,
        Role.BEFORE: decision.granted_before,
        Role.ASKED: decision.applied_amounts,
    }[role]


def _amount(subject: Subject, given: Amounts, name: str) -> Fraction | None:
    return in_measure(given, subject.words.measures[name], subject.words.measures)


def _told(subject: Subject, name: str, amount: Fraction) -> str:
    return amount_text(amount, subject.words.measures[name].unit)


def _contradiction(subject: Subject, text: Text, saying: Saying, stated: Fraction) -> Finding:
    role, name = saying.first.role, saying.first.measure
    finding = Finding(
        code="text_contradicts_extent",
        severity=Severity.BLOCKING,
        says=_SAYS[role]().format(
            place=text.place, words=saying.words, amount=_told(subject, name, stated)
        ),
        remedy=_("Find ud af, hvad der er rigtigt, og skriv det samme begge steder."),
        about=text.trace,
        consequence=Consequence.MUST_BE_MENDED,
    )
    before = _amount(subject, subject.decision.granted_before, name)
    is_the_help_so_far = role is Role.NOW and before is not None and saying.agrees(before)
    if saying.is_doubtful:
        return replace(finding, severity=Severity.WARNING)
    if is_the_help_so_far or (role is not Role.NOW and not saying.is_full):
        return replace(
            finding,
            severity=Severity.WARNING,
            remedy=_("Skriv, om det er omfanget før eller nu, så borgeren ikke er i tvivl."),
        )
    return finding


_SAYS = {
    Role.NOW: lambda: _("{place}: Teksten siger »{words}«, men omfanget er skrevet som {amount}."),
    Role.BEFORE: lambda: _(
        "{place}: Teksten siger »{words}« om hjælpen hidtil, men den er skrevet som {amount}."
    ),
    Role.ASKED: lambda: _(
        "{place}: Teksten siger, at der er søgt om »{words}«, men det søgte omfang er skrevet som "
        "{amount}."
    ),
}
