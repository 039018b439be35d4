"""Levels, days, periods and amounts of money that a text states, held against the record."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from kompas.casework import Decision
from kompas.norms.domain import FactType
from kompas.soundness import wording
from kompas.soundness.agreement import reader_of
from kompas.soundness.danish_numbers import IN_WORDS, NUMBER, number_of
from kompas.soundness.figures import Role, sentences
from kompas.soundness.finding import Consequence, Finding, Severity
from kompas.soundness.subject import Subject
from kompas.soundness.texts import OF_THE_CITIZEN, Text, texts_of
from kompas.words import _, day_text, language

_MONTHS = ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september",
           "oktober", "november", "december")  # fmt: skip
_MONTH = "|".join(_MONTHS)
_DATE = rf"(?P<day>\d{{1,2}})\. (?P<month>{_MONTH})(?: (?P<year>\d{{4}}))?"

# ---------------------------------------------------------------- levels

_LEVEL_CUE = r"(?:niveau|støttebehov|behov|kompas|visitationskompas|vum)\w{0,12}\b[^.;:\n]{0,40}?"
_NO_LEVEL = re.compile(
    r"(?:tidligere|sidst|hidtil|før|dengang|\b(?:19|20)\d\d\b|mindst|højst|over|under|standard|"
    r"vejledende|kræve|skal|tema|område|inden for|når det gælder|i forhold til|med hensyn til|fra|"
    r"til og med|eller derover|ville|mellem|ikke)",
    re.IGNORECASE,
)
"""Words that make a level a limit, one of another time, or one of a part of daily life."""


def texts_agree_with_levels(subject: Subject) -> Iterator[Finding]:
    """The level of need that a text names is the one that is recorded."""
    known = subject.assessment.known if subject.assessment else {}
    for name, fact in subject.words.facts.items():
        levels = [str(one) for one in fact.domain.names if len(str(one)) > 1]
        code = known.get(name)
        if fact.domain.type is not FactType.SCALE or not levels or code is None:
            continue
        spans = ((code, code),) if isinstance(code, int) else code
        pattern = re.compile(rf"{_LEVEL_CUE}\b(?P<level>(?-i:{'|'.join(levels)}))\b", re.IGNORECASE)
        for text, found in _levels(subject, pattern):
            told = fact.domain.names[found]
            if any(low <= told <= high for low, high in spans):
                continue
            yield Finding(
                code="text_contradicts_fact",
                severity=Severity.BLOCKING,
                says=_("{place}: Teksten siger {told}, men i sagen står {fact}: {value}.").format(
                    place=text.place,
                    told=found,
                    fact=wording.name_of(fact),
                    value=_(" eller ").join(
                        fact.domain.text(one, language()) for low, high in spans
                        for one in range(low, high + 1)
                    ),
                ),
                remedy=_("Find ud af, hvad der er rigtigt, og ret teksten eller oplysningen."),
                source="",
                about=text.trace,
                lacks=(name,),
            )  # fmt: skip


def _levels(subject: Subject, pattern: re.Pattern[str]) -> Iterator[tuple[Text, str]]:
    for text in texts_of(subject):
        for sentence in sentences(text.text) if pattern.search(text.text) else ():
            found = [one["level"] for one in pattern.finditer(sentence)]
            if len(set(found)) == 1 and not _NO_LEVEL.search(sentence):
                yield text, found[0]


# ---------------------------------------------------------------- days and periods

_THE_HELP = (
    r"(?:afgørelsen|bevillingen|hjælpen|støtten|ændringen|nedsættelsen|opholdet|ophøret|"
    r"aflastningen|afløsningen)"
)
_BEGINS = r"(?:gælder|begynder|starter|træder i kraft|nedsættes|ændres|løber)"
_ENDS = r"(?:ophører|stopper|slutter|udløber)"
_GAP = r"(?:(?! (?:har|fik|blev|hvor|men|til) )[^.;\n]){0,50}?"
_SINCE = r"(?:fra(?: og med)?(?: den)?|den|pr\.|efter den)"
_START = re.compile(rf"\b{_THE_HELP} {_BEGINS}\b{_GAP}\b{_SINCE} {_DATE}", re.IGNORECASE)
_END = re.compile(rf"\b{_THE_HELP} {_ENDS}\b{_GAP}\b{_SINCE} {_DATE}", re.IGNORECASE)
_UNTIL = re.compile(
    rf"\b{_THE_HELP} {_BEGINS}\b[^.;\n]{{0,50}}?"
    rf"\b(?:til og med|indtil|frem til|til)(?: den)? {_DATE}",
    re.IGNORECASE,
)
_DATED = re.compile(rf"\d\.\s(?:{_MONTH})|(?<!\w)(?:{NUMBER})\s(?:måned|uge|år)", re.IGNORECASE)
"""Something that every day or period has: most texts have none and are read no further."""
_FROM = re.compile(rf"\bfra(?: og med)?(?: den)? {_DATE}", re.IGNORECASE)
_FOR = re.compile(
    rf"\b{_THE_HELP} {_BEGINS}\b[^.;\n]{{0,40}}?\b(?:i|på|for en periode på)"
    rf" (?P<number>{NUMBER}) (?P<unit>måneder|måned|år|uger|uge)\b",
    re.IGNORECASE,
)


def texts_agree_with_days(subject: Subject) -> Iterator[Finding]:
    """The days from and until which a text says that the help runs are those of the fields."""
    decision, reader = subject.decision, reader_of(subject)
    ends = decision.ends_on
    last = (ends, ends + timedelta(days=1)) if ends else ()
    for text in texts_of(subject):
        if text.field in (*OF_THE_CITIZEN, "alternatives", "facilities"):
            continue
        if not _DATED.search(text.text):
            continue
        for sentence in sentences(text.text):
            if reader.is_of_other_help(sentence):
                continue
            starts = list(_START.finditer(sentence))
            if any(one.first.role is Role.NOW for one in reader.sayings(sentence)):
                starts += _FROM.finditer(sentence)
            first = (decision.starts_on,) if decision.starts_on else ()
            yield from _days(text, starts, first, "starts_on")
            yield from _days(text, [*_END.finditer(sentence)], last, "ends_on")
            yield from _days(text, [*_UNTIL.finditer(sentence)], last, "ends_on")
            yield from _periods(text, sentence, decision)


def _days(
    text: Text, found: list[re.Match[str]], right: tuple[date, ...], field: str
) -> Iterator[Finding]:
    for one in dict.fromkeys(_told_day(match) for match in found):
        if right and not any(_is(one, day) for day in right):
            day, month, year = one
            yield _of_days(
                text,
                _("{place}: Teksten siger »{told}«, men datoen er skrevet som {day}.").format(
                    place=text.place,
                    told=f"{day}. {_MONTHS[month - 1]}" + (f" {year}" if year else ""),
                    day=day_text(right[0]),
                ),
                field,
            )


def _told_day(found: re.Match[str]) -> tuple[int, int, int | None]:
    month = _MONTHS.index(found["month"].lower()) + 1
    return int(found["day"]), month, int(found["year"]) if found["year"] else None


def _is(told: tuple[int, int, int | None], day: date) -> bool:
    return told[:2] == (day.day, day.month) and told[2] in (None, day.year)


def _periods(text: Text, sentence: str, decision: Decision) -> Iterator[Finding]:
    """A period of months that is not the one from the first day to the last."""
    first, last = decision.starts_on or decision.decided_on, decision.ends_on
    for found in _FOR.finditer(sentence) if first and last else ():
        number = number_of(found["number"])
        unit = found["unit"].lower()
        if first is None or last is None or number is None:
            continue
        days = float(number) * (365.25 if unit == "år" else 7 if unit[0] == "u" else 365.25 / 12)
        if abs((last - first).days + 1 - days) > 16:
            yield _of_days(
                text,
                _(
                    "{place}: Teksten siger »{told}«, men hjælpen er skrevet fra {first} til "
                    "{last}."
                ).format(
                    place=text.place,
                    told=f"{found['number']} {found['unit']}",
                    first=day_text(first),
                    last=day_text(last),
                ),
                "ends_on",
            )


def _of_days(text: Text, says: str, field: str) -> Finding:
    return Finding(
        code="text_contradicts_day",
        severity=Severity.BLOCKING,
        says=says,
        remedy=_("Find ud af, hvad der er rigtigt, og skriv det samme begge steder."),
        source="",
        about=text.trace,
        lacks=(field,),
        consequence=Consequence.MUST_BE_MENDED,
    )


# ---------------------------------------------------------------- money

_OERE_PER_KRONE = 100
_PAYS = (
    r"(?:\b(?:du|borgeren) (?:skal |kommer til at )?(?:selv )?(?:betaler|betale)\b"
    r"|\bbetaler (?:du|borgeren)\b|\b(?:din )?egenbetaling(?:en)?\b|\bdin betaling\b)"
)
_MONEY = re.compile(
    rf"{_PAYS}(?:(?!kommunen|\bikke\b|højst|mindst|op til|hidtil|før)[^.;\n]){{0,60}}?"
    rf"(?<![\w.,])(?P<number>{IN_WORDS}|{NUMBER}) (?:kr\b\.?|kroner)",
    re.IGNORECASE,
)


def texts_agree_with_payments(subject: Subject) -> Iterator[Finding]:
    """The amount that a text says the citizen pays stands among what the citizen pays."""
    decision = subject.decision
    known = set(_amounts(decision))
    for text in texts_of(subject):
        for sentence in sentences(text.text) if " kr" in text.text.lower() else ():
            for found in _MONEY.finditer(sentence):
                number = number_of(found["number"])
                if number is None or number in known or text.field in OF_THE_CITIZEN:
                    continue
                yield _of_money(text, found["number"], _same_cost(decision, sentence))


def _amounts(decision: Decision) -> Iterator[Fraction]:
    for cost in decision.costs:
        yield Fraction(cost.amount_oere, _OERE_PER_KRONE)
    for payment in decision.payments:
        if payment.amount_oere is not None:
            yield Fraction(payment.amount_oere, _OERE_PER_KRONE)
        for line in payment.lines:
            for found in re.finditer(rf"{NUMBER}", line.amount):
                yield number_of(found[0]) or Fraction(0)
    for amount in decision.amounts.values():
        yield Fraction(amount.amount_oere, _OERE_PER_KRONE)


def _same_cost(decision: Decision, sentence: str) -> str | None:
    """What the citizen pays for that a sentence names too."""
    words = {word[:6].lower() for word in re.findall(r"\w{4,}", sentence)} - {"betale"}
    for cost in decision.costs:
        if words & {word[:6].lower() for word in re.findall(r"\w{4,}", cost.what)}:
            return cost.what
    return None


def _of_money(text: Text, told: str, cost: str | None) -> Finding:
    says = _("{place}: Teksten siger »{told} kr.«, men det står ikke under det, borgeren betaler.")
    if cost:
        says = _("{place}: Teksten siger »{told} kr.«, men »{cost}« er skrevet med et andet beløb.")
    return Finding(
        code="text_contradicts_payment",
        severity=Severity.BLOCKING if cost else Severity.WARNING,
        says=says.format(place=text.place, told=told, cost=cost),
        remedy=_("Find ud af, hvad der er rigtigt, og skriv det samme begge steder."),
        source="",
        about=text.trace,
        consequence=Consequence.MUST_BE_MENDED,
    )
