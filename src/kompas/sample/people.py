"""The people of Eksempelby: ordinary names, invented streets, CPR numbers that nobody can have.

Each follows from the seed and a number alone, so that one can be made without the others.
"""

from dataclasses import dataclass
from datetime import date

from kompas.sample.seeded_random import Lots

POSTCODE_AND_TOWN = "0000 Eksempelby"
"""No Danish postcode is 0000."""

STREETS = (
    "Opdigtet Allé", "Påfundsvej", "Fabelgade", "Digtervænget", "Luftkastelvej", "Skrønevej",
    "Hittepåvej", "Ingenstedsgade", "Sagnstræde", "Kulissevej", "Fantasivej", "Ordspilsgade",
    "Røverhistorievej", "Blankpapirvej", "Eventyrstien", "Tankespindvej", "Hjernespindvej",
    "Romanfigurvej", "Landkortvej", "Tegnedrengsvej", "Dagdrømmervej", "Gættelegsvej",
    "Maskeradevej", "Marionetgade", "Talemådevej", "Punktumsplads", "Kommavej", "Prologvej",
)  # fmt: skip
"""Invented, and so that one can see it."""

WOMEN = (
    "Agnete", "Aisha", "Alma", "Amina", "Anja", "Anne", "Astrid", "Benedikte", "Birgit", "Birthe",
    "Bodil", "Camilla", "Cecilie", "Charlotte", "Clara", "Dorte", "Ellen", "Else", "Emma", "Esther",
    "Eva", "Fatima", "Frida", "Grethe", "Hanne", "Helle", "Ida", "Inge", "Ingrid", "Jette",
    "Johanne", "Josefine", "Julie", "Jytte", "Karen", "Karin", "Kirsten", "Laila", "Laura", "Lene",
    "Lis", "Lisbeth", "Lone", "Maja", "Maria", "Marianne", "Mathilde", "Merete", "Mette", "Nadia",
    "Nanna", "Pernille", "Pia", "Ragnhild", "Rikke", "Sanne", "Signe", "Sofie", "Susanne", "Tove",
    "Trine", "Ulla", "Vibeke", "Yasmin", "Zeynep",
)  # fmt: skip
MEN = (
    "Adam", "Ahmed", "Aksel", "Anders", "Anton", "Arne", "Asger", "Bent", "Bjarne", "Bo", "Carl",
    "Christian", "Claus", "Daniel", "Ejnar", "Emil", "Erik", "Esben", "Flemming", "Frede",
    "Frederik", "Gert", "Hans", "Hassan", "Henning", "Henrik", "Holger", "Ibrahim", "Ivan", "Jacob",
    "Jens", "Jeppe", "Johan", "Jonas", "Jørgen", "Karl", "Keld", "Kenneth", "Kim", "Kristian",
    "Lars", "Lasse", "Leif", "Magnus", "Malthe", "Mads", "Mehmet", "Mikkel", "Mogens", "Morten",
    "Niels", "Ole", "Oliver", "Oskar", "Palle", "Per", "Peter", "Poul", "Rasmus", "Rune", "Simon",
    "Steen", "Svend", "Søren", "Tage", "Thomas", "Torben", "Victor", "Yusuf",
)  # fmt: skip
LAST_NAMES = (
    "Abdi", "Andersen", "Axelsen", "Bak", "Bech", "Berg", "Berthelsen", "Bertelsen", "Bjerre",
    "Bruun", "Bæk", "Christensen", "Dahl", "Dam", "Danielsen", "Demir", "Eriksen", "Fisker",
    "Frandsen", "Frost", "Gade", "Gram", "Gregersen", "Hald", "Hansen", "Hedegaard", "Henriksen",
    "Hermansen", "Holm", "Holst", "Hvid", "Ibsen", "Iversen", "Jakobsen", "Jensen", "Jepsen",
    "Johansen", "Juhl", "Juul", "Jørgensen", "Karlsen", "Kaya", "Kjær", "Klausen", "Knudsen",
    "Kofoed", "Kristensen", "Krogh", "Lange", "Larsen", "Lassen", "Laursen", "Lind", "Lorenzen",
    "Lund", "Madsen", "Mathiesen", "Mikkelsen", "Mohamad", "Munk", "Møller", "Nielsen", "Nissen",
    "Nygaard", "Olesen", "Olsen", "Overgaard", "Petersen", "Pedersen", "Poulsen", "Rasmussen",
    "Ravn", "Riis", "Simonsen", "Skov", "Sommer", "Svendsen", "Søgaard", "Sørensen", "Thomsen",
    "Thorsen", "Toft", "Vestergaard", "Vinther", "Wagner", "Winther", "Yilmaz", "Østergaard",
)  # fmt: skip

_FICTIONAL_DAYS = 60
_DOORS = ("", "", "", ", st. tv.", ", 1. tv.", ", 1. th.", ", 2. tv.", ", 2. mf.", ", 3. th.")
_SERIALS = 2_000
"""Last four digits that go with a day of birth and a sex: four first digits, 500 odd or even."""
_BIRTHDAYS = 500
_PEOPLE = _SERIALS * _BIRTHDAYS
_SCATTER = 614_657
"""Coprime to `_PEOPLE`: neighbours get numbers far from each other, and no two the same."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who does not exist. `cpr` is ten digits with 60 added to the day."""

    first_name: str
    name: str
    is_woman: bool
    birth_date: date
    cpr: str
    address_lines: tuple[str, ...]


def person(seed: int, number: int, today: date, ages: tuple[int, int] = (18, 90)) -> Person:
    """Person `number` of the town that `seed` gives, whose age today lies between two.

    The ages are in years, both included, at least one year apart. No two of the first million
    share a CPR number.
    """
    lots = Lots(seed, "person", number)
    is_woman = lots.chance(48)
    first_name = lots.pick(WOMEN if is_woman else MEN)
    scattered = (number * _SCATTER + seed) % _PEOPLE
    serial, turn = scattered % _SERIALS, scattered // _SERIALS
    youngest, oldest = (_years_before(today, age) for age in (ages[0], ages[1] + 1))
    day = lots.between(oldest + 1, youngest - _BIRTHDAYS + 1)
    # Those who share a serial differ in the day.
    born = date.fromordinal(day + (turn - day) % _BIRTHDAYS)
    return Person(
        first_name=first_name,
        name=f"{first_name} {lots.pick(LAST_NAMES)}",
        is_woman=is_woman,
        birth_date=born,
        cpr=_cpr(born, serial, is_woman=is_woman),
        address_lines=(
            f"{lots.pick(STREETS)} {lots.between(1, 94)}{lots.pick(_DOORS)}",
            POSTCODE_AND_TOWN,
        ),
    )


def _years_before(day: date, years: int) -> int:
    """The same day of the year, some years before; 28 February for the 29th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return date(day.year - years, day.month, 28 if is_leap_day else day.day).toordinal()


def _cpr(born: date, serial: int, *, is_woman: bool) -> str:
    """The seventh digit tells the century, the last the sex."""
    first, rest = divmod(serial, _SERIALS // 4)
    century = first + (4 if born.year >= 2000 else 0)
    last = 2 * rest + (not is_woman)
    year = born.year % 100
    return f"{born.day + _FICTIONAL_DAYS}{born.month:02d}{year:02d}{century}{last:03d}"
