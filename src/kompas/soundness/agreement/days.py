"""The days and periods that a text gives the help, held against the fields."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from kompas.casework import Decision
from kompas.soundness.agreement.extent import reader_of
from kompas.soundness.agreement.texts import OF_OTHER_HELP, OF_THE_CITIZEN, Text, texts_of
from kompas.soundness.finding import Consequence, Finding, Severity
from kompas.soundness.reading.danish_numbers import NUMBER, number_of
from kompas.soundness.reading.figures import Role, sentences
from kompas.soundness.subject import Subject
from kompas.words import _, day_text

_MONTHS = ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september",
           "oktober", "november", "december")  # fmt: skip
_MONTH = "|".join(_MONTHS)
_DATE = rf"(?P<day>\d{{1,2}})\. (?P<month>{_MONTH})(?: (?P<year>\d{{4}}))?"

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
        if text.field in (*OF_THE_CITIZEN, *OF_OTHER_HELP, "facilities"):
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
        about=text.trace,
        lacks=(field,),
        consequence=Consequence.MUST_BE_MENDED,
    )
