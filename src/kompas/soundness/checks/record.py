"""What the record says agrees with itself: birth and number, help elsewhere, the order of days."""

from collections.abc import Iterator
from datetime import date

from kompas.casework.help_elsewhere import gave_way
from kompas.casework.order_of_days import broken, days_of, text_of
from kompas.inputs.cpr import birth_date
from kompas.inputs.day import iso_day
from kompas.norms.derivations import age_years
from kompas.soundness import wording
from kompas.soundness.finding import Consequence, Finding, Severity
from kompas.soundness.subject import Subject
from kompas.words import _, day_text

_SLIPS = ("decided_before_applied", "ends_before_start")
"""The orders of days that are broken by a slip of the pen: nobody decides a case by them."""


def birth_agrees_with_number(subject: Subject) -> Iterator[Finding]:
    """The age that the facts give is that of the citizen's CPR number."""
    decision = subject.decision
    born = birth_date(decision.citizen.cpr or "") if decision.citizen else None
    on = decision.decided_on
    for name, given in decision.facts.items():
        by_number: date | int | None = born if name == "birth_date" else None
        if name == "age_years" and born and on and born <= on:
            by_number = age_years(born, on)
        if by_number is None or str(given.value) == str(by_number):
            continue
        fact = subject.words.facts[name]
        told, found = str(given.value), str(by_number)
        if isinstance(by_number, date):
            noted = iso_day(told)
            told, found = day_text(noted) if noted else told, day_text(by_number)
        yield Finding(
            code="birth_contradicts_number",
            severity=Severity.OPEN,
            says=_("{fact} er {value} i oplysningerne og {by_number} efter CPR-nummeret.").format(
                fact=wording.name_of(fact),
                value=told,
                by_number=found,
            ),
            remedy=_("Find ud af, hvad der er rigtigt, og ret oplysningen eller CPR-nummeret."),
            about=name,
        )


def notes_agree_with_running_help(subject: Subject) -> Iterator[Finding]:
    """What was noted of the help that the citizen has is what runs in the other cases."""
    for name, given in subject.decision.facts.items():
        if (noted := gave_way(given)) is not None:
            yield Finding(
                code="running_help_contradicts",
                severity=Severity.WARNING,
                says=_(
                    "{fact}: I borgerens andre sager løber {counted}, og det tæller. Der er "
                    "noteret {noted}."
                ).format(
                    fact=wording.name_of(subject.words.facts[name]),
                    counted=given.value,
                    noted=noted,
                ),
                remedy=_("Find ud af, hvad der er rigtigt, og ret noten eller den anden sag."),
                about=name,
            )


def days_fit(subject: Subject) -> Iterator[Finding]:
    """What comes first comes first: the application, the hearing, the decision, the burden."""
    for order, first, then in broken(days_of(subject.decision)):
        yield Finding(
            code=order.code,
            severity=Severity.BLOCKING,
            says=text_of(order, first, then),
            remedy=_(order.remedy),
            source=_(order.source) if order.source else "",
            about=order.then.value,
            consequence=Consequence.MUST_BE_MENDED
            if order.code in _SLIPS
            else Consequence.OVERTURNED,
        )
