"""The people whom tales are about: a portrait made somebody, and the words for them."""

from dataclasses import dataclass

from kompas.casework import Citizen
from kompas.sample.people import Person, person
from kompas.sample.seeded_random import Lots
from kompas.sample.stories import Home, Offer, Portrait
from kompas.sample.town import Town

_PARENTS = (("mor", "moren"), ("far", "faren"))
_SIBLINGS = (("søster", "søsteren"), ("bror", "broren"))
_YOUNGER = (("niece", "niecen"), ("nevø", "nevøen"))
_PARENTS_LIVE_UNTIL = 50
"""Of those who are older, the parents are not spoken of."""
_WITH_PARENTS = "with_parents"


@dataclass(slots=True)
class Character:
    """Somebody in a tale. `words` fill the braces of the texts; what changes in the tale is set."""

    portrait: Portrait
    person: Person
    housing: str
    vum_level: str
    home: Home
    offer: Offer
    hours_each_day: int
    words: dict[str, str]

    @property
    def citizen(self) -> Citizen:
        """As the party of a case."""
        lines = self.person.address_lines
        if self.portrait.in_housing:
            lines = (self.home.name, self.home.street, lines[-1])
        return Citizen(name=self.person.name, address_lines=lines, cpr=self.person.cpr)


def character(town: Town, number: int, portrait: Portrait, lots: Lots) -> Character:
    """The portrait as person `number` of the town; the rest is drawn."""
    who = Character(
        portrait=portrait,
        person=person(town.seed, number, town.today, portrait.ages),
        housing=lots.pick(portrait.housing),
        vum_level=lots.pick(portrait.vum),
        home=lots.pick(town.stories.homes),
        offer=lots.pick(town.offers[portrait.key]),
        hours_each_day=lots.pick((5, 6, 6, 6, 7)),
        words={},
    )
    who.words = {**_said_of(who), **_said_around(who, town.today.year, lots)}
    return who


def _said_of(who: Character) -> dict[str, str]:
    """Name, pronouns, housing and offer."""
    name, home = who.person.first_name, who.home
    he, him, his = ("hun", "hende", "hendes") if who.person.is_woman else ("han", "ham", "hans")
    return {
        "navn": name,
        "han": he,
        "Han": he.capitalize(),
        "ham": him,
        "hans": his,
        "Hans": his.capitalize(),
        "hjem": home.name,
        "tilbud": who.offer.name,
        "steder": home.activities,
        "omfang": home.extent,
        "med": home.takes_part,
        "i_stedet": home.instead,
    }


def _said_around(who: Character, year: int, lots: Lots) -> dict[str, str]:
    """A relative, who else knows the citizen, and how old they are."""
    age = year - who.person.birth_date.year
    with_parents = who.housing == _WITH_PARENTS
    kin = _SIBLINGS + (_PARENTS if age < _PARENTS_LIVE_UNTIL else _YOUNGER)
    relative, the_relative = lots.pick(_PARENTS if with_parents else kin)
    contact = "vejlederen" if with_parents else "bostøtten"
    return {
        "kin": relative,
        "kinnen": the_relative,
        "Kinnen": the_relative.capitalize(),
        "Kontakten": "Kontaktpersonen" if who.portrait.in_housing else contact.capitalize(),
        "hjem_eller_bostoette": who.home.name if who.portrait.in_housing else contact,
        "alder_kin": str(age + 24 + lots.below(9)),
        "alder_foer": str(max(age - 12, 14)),
    }
