"""How much help a Danish text says that a citizen gets, had, or asked for.

Only what is said of the help itself is read. A figure counts where it follows words that give the
help ("du får", "bevilges"), that tell of it so far ("du har hidtil haft") or that ask for it, with
nothing between but words that belong to that; so "din mor kommer to gange om ugen" and "tre dage er
for meget" say nothing here. What is doubtful is passed over: a wrong alarm is worse than a miss.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property, lru_cache

from kompas.norms import Measure
from kompas.soundness.reading.danish_numbers import NUMBER, number_of


class Role(StrEnum):
    """What a figure says: the help from now on, the help so far, or what was asked for."""

    NOW = "now"
    BEFORE = "before"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount in a text: `low` to `high` (alike for one number) in the measure, as it is written.

    `is_full`: the text names the period too ("om ugen"), so nothing else can be meant.
    """

    role: Role
    measure: str
    low: Fraction
    high: Fraction
    is_full: bool
    words: str


@dataclass(frozen=True, slots=True)
class Saying:
    """The figures of one measure that follow the same words: each of them, or their sum, counts.

    `is_doubtful`: a place is named that may have nothing to do with the help.
    """

    figures: tuple[Figure, ...]
    is_doubtful: bool = False

    @property
    def first(self) -> Figure:
        """The first of them, which tells the role and the measure of all."""
        return self.figures[0]

    @property
    def words(self) -> str:
        """The figures as they are written."""
        return " + ".join(one.words for one in self.figures)

    @property
    def is_full(self) -> bool:
        """Whether each of them names its period."""
        return all(one.is_full for one in self.figures)

    def agrees(self, amount: Fraction) -> bool:
        """Whether some figure, or all together, are the amount."""
        low, high = sum(one.low for one in self.figures), sum(one.high for one in self.figures)
        return low <= amount <= high or any(one.low <= amount <= one.high for one in self.figures)


Cues = list[tuple[Role, re.Pattern[str]]]
"""What a figure says that follows some words."""
_PERIODS: Mapping[str, str] = {
    "om ugen": r"(?:om|i) ugen|(?:pr\.?|per|hver) uge|ugentligt?|/ ?uge",
    "hver 14. dag": r"hver (?:14\.|fjortende) dag|hver anden uge|(?:pr\.?|per|på) (?:14|fjorten) "
    r"dage|hver 2\. uge",
    "om måneden": r"(?:om|i) måneden|(?:pr\.?|per|hver) måned|månedligt?|/ ?måned",
    "om året": r"(?:om|i) året|(?:pr\.?|per|hvert) år|årligt?|/ ?år",
}
"""Other ways to say the period of a measure."""
_INVERTED: Mapping[str, str] = {
    "om ugen": "ugentlige?",
    "om måneden": "månedlige?",
    "om året": "årlige?",
}
_NAMES_ITSELF = ("dag", "døgn", "weekend")
"""What is counted in one period only, where a service counts it: hours never go without theirs."""
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ»\"(])|[\n;•]+|\s[-–]\s")
"""Where a sentence ends, or the point of a list."""
_SUBJECT = r"(?:du|(?-i:I)|borgeren{names})"
_SO_FAR = "(?:hidtil |indtil nu |indtil videre |tidligere |før )?"
_TODAY = "(?:i dag|for tiden|i øjeblikket)"
_HAD = "(?:haft|fået|modtaget|gået|brugt|været bevilget|været bevilliget)"
_GRANTS = "(?:bevilger|bevilliger|tildeler)"
_GRANTED = "(?:bevilges|bevilliges|tildeles)"
_LESSENS = "(?:nedsættes|nedsætter|sættes ned|sætter ned|ændres|ændrer|sænkes)"
_THE_HELP = (
    "(?:hjælpen|støtten|tilbuddet|dagtilbuddet|bevillingen|omfanget|antallet|aflastningen|"
    "afløsningen|timerne|dagene)"
)
_CUES: Mapping[Role, tuple[str, ...]] = {
    Role.BEFORE: (
        f"{{s}} har {_SO_FAR}{_HAD}",
        f"har {{s}} {_SO_FAR}{_HAD}",
        f"(?:hidtil|indtil nu|tidligere|{_TODAY}) (?:har|får|havde|fik|går) {{s}}",
        f"{{s}} (?:får|har|går) (?:{_TODAY}|allerede|hidtil)",
    ),
    Role.ASKED: (
        "{s} (?:har )?(?:søgt|ansøgt|søger|ansøger|bedt|beder) om",
        "har {s} (?:søgt|ansøgt|bedt) om",
        "(?:jeg|vi) (?:søger|ansøger|beder) om",
        "(?:jeg|vi) vil gerne have",
    ),
    Role.NOW: (
        f"{{s}} (?:fremover |nu |derfor |herefter )?(?:får|modtager|{_GRANTED})",
        "{s} vil (?:fremover |nu |derfor |herefter )?(?:få|modtage)",
        f"(?:får|modtager|tilbydes|{_GRANTED}) {{s}}",
        f"(?:vi|kommunen) {_GRANTS}",
        f"{_GRANTS} (?:vi|kommunen)",
        "(?:vi|kommunen) giver (?:derfor |nu |hermed )?(?:dig|jer|borgeren)",
        "giver (?:vi|kommunen) (?:derfor |nu |hermed )?(?:dig|jer|borgeren)",
        "og (?:får|modtager) (?:nu|fremover|herefter)",
        f"der {_GRANTED}",
        "{s} (?:er|bliver) (?:nu )?(?:bevilget|bevilliget|tildelt)",
        f"(?:{_THE_HELP}|{{s}}|vi) [^.,]{{0,25}}?{_LESSENS}(?:(?! ikke )[^.,]){{0,60}}? til",
    ),
}
"""The words that a figure follows; of two that fit at one place the first is meant."""
_DATE = r"(?:den )?\d{1,2}\. (?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|"
_DATE += r"november|december)(?: \d{4})?"
_FILLER = (
    f"(?:fra (?:og med )?)?{_DATE}|"
    r"(?:i|på) (?=[A-ZÆØÅ])|efter (?:service)?lovens? ?\W ?\d+\w*(?:, stk\. \d)?|"
    r"(?:nu|derfor|så|fortsat|stadig|fremover|herefter|altså|dermed|kun|igen|også|i alt|samlet|dig|"
    r"jer|det|hjælp|støtte|tilbud|dagtilbud|dagtilbuddet|tilbuddet|et|en|plads|bevilling|på|af|til|"
    r"din|dit|vi|kommunen|hermed|aktivitets- og samværstilbud|aktivitets- og samværstilbuddet|"
    r"beskyttet beskæftigelse|socialpædagogisk|bostøtte|aflastning|afløsning|i hjemmet|cirka|ca\.|"
    r"gerne|om|have|være|gå|komme|af sted{names})(?!\w)|,"
)
_STOP = re.compile(
    r"\s*(?:mere|mindre|færre|flere|ekstra|yderligere|ad gangen|hver gang|pr\. gang|om dagen|"
    r"dagligt|hver dag|til at|før|efter(?! service| lov| \W)|siden|senere|i træk|hos|sammen med|"
    r"med (?:hjemme|ledsag|terapi|undervis|uro|anfald|angst)|uden|hvor\b|om året hos|tilbage|fri\b|"
    r"for (?:lidt|meget)|til (?:de|dem|alle|borgere|mange|andre|personer)\b)",
    re.IGNORECASE,
)
_OTHER_HELP = re.compile(
    r"\b(?:hjemmehjælp\w*|hjemmepleje\w*|ledsag\w*|terapi\w*|træning\w*|undervisning\w*|skole\w*|"
    r"praktik\w*|hjemmesygeplej\w*|rengøring\w*|arbejde)\b",
    re.IGNORECASE,
)
_INSTEAD = re.compile(r"(?:i stedet for|frem for|mod|end|fra|hidtil|før)\s*$", re.IGNORECASE)
_A_NUMBER = re.compile(rf"(?<!\w)(?:{NUMBER})", re.IGNORECASE)
_COUNTED = re.compile(rf"(?<!\w)(?:{NUMBER})\s+\w", re.IGNORECASE)
_CONDITION = re.compile(r"\W*(?:hvis|når|såfremt|medmindre|skulle)\b", re.IGNORECASE)
_EARLIER = re.compile(r"\b(?:før|inden|dengang|da) (?:du|I)\b")
_PARAGRAPH = re.compile(r"[^\w\s.,:;()/»«\"'+!?-]\s?(\d+)")
_PLACE = re.compile(r"\b(?:på|i|hos) ([A-ZÆØÅ]\w+)")
_JOINED = re.compile(r"\s*(?:,? og|samt|plus|\+|,)\s+(?:i alt )?", re.IGNORECASE)
_BY_PRONOUN = re.compile(r"\b(?:han|hun)\b", re.IGNORECASE)
_OTHER_PERSON = re.compile(
    r"\b(?:mor|far|moren|faren|moderen|faderen|forældre\w*|bror\w*|søster\w*|søskende|søn\w*|"
    r"datter\w*|barn\w*|børn\w*|kone\w*|mand|manden|ægtefælle\w*|kæreste\w*|ven|vennen|veninde\w*|"
    r"nabo\w*|\w*person|\w*personen|\w*vejleder\w*|medarbejder\w*|pædagog\w*|læge\w*|værge\w*|"
    r"\w*rådgiver\w*|anden|andre|makker\w*|kollega\w*)\b",
    re.IGNORECASE,
)
"""Somebody else whom "han" and "hun" may be."""
_INSIDE_NAME = re.compile(r"(?<=[\w,] )([A-ZÆØÅ]\w+)")
"""A word with a capital within a sentence, as a name has."""
_NOT_ASSERTED = re.compile(
    r"(?:\bhvis|\bfordi|\bat|\bom|\bnår|\bmindst|\bhøjst|\bikke)\s*$", re.IGNORECASE
)
"""Words before a cue that make it no statement of what the help is."""


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, and the points of its lists, with one space between words."""
    yield from (" ".join(part.split()) for part in SENTENCE.split(text))


class Reader:
    """Reads the figures of texts about one decision.

    `measures` are all that there are, `own` those that the service is granted in; `citizen` is what
    the citizen is called, `places` the words of the names of where the help is given, `basis` the
    numbers of its paragraphs.
    """

    def __init__(
        self,
        measures: Mapping[str, Measure],
        own: Iterable[str],
        citizen: Iterable[str] = (),
        places: Iterable[str] = (),
        basis: Iterable[str] = (),
    ) -> None:
        self._own = frozenset(own)
        self._basis = frozenset(basis)
        self._places = frozenset(word.lower() for word in places)
        self._citizen = tuple(one for one in citizen if one)
        called = _alternatives(self._places)
        self._cues = _cues_with(self._citizen)
        named = rf"(?: (?:{called.strip('|')}))+(?!\w)" if called else "(?!)"
        filler = _FILLER.replace("{names}", called)
        self._filler = re.compile(rf" ?(?:{filler})", re.IGNORECASE)
        self._place_named = re.compile(rf" (?:i|på|hos)(?: \w{{1,30}})?{named}", re.IGNORECASE)
        self._units = [
            (measure, _unit_pattern(measure)) for measure in measures.values() if _is_read(measure)
        ]

    def sayings(self, text: str) -> Iterator[Saying]:
        """What a text says of how much help there is, in its order."""
        if not self.may_tell(text):
            return
        last: str | None = None
        cues = self._cues_of(text)
        for sentence in sentences(text):
            if not _A_NUMBER.search(sentence):
                continue
            if not self.is_of_other_help(sentence) and not _CONDITION.match(sentence):
                yield from self._of_sentence(sentence, last, cues)
            last = self._last_measure(sentence) or last

    def may_tell(self, text: str) -> bool:
        """Whether anything is counted in a text at all: most texts are read no further."""
        return bool(_COUNTED.search(text)) and any(
            pattern.search(" ".join(text.split())) for _measure, pattern in self._units
        )

    def is_of_other_help(self, sentence: str) -> bool:
        """Whether a sentence names a paragraph that is not the help's own."""
        return any(found[1] not in self._basis for found in _PARAGRAPH.finditer(sentence))

    def plain(self, text: str) -> Iterator[Figure]:
        """Every figure of help in words that are all about what is asked for."""
        for sentence in sentences(text) if self.may_tell(text) else ():
            place = 0
            while place < len(sentence):
                found = self._figure(sentence, place, Role.ASKED, None)
                if found is None or not _stands_alone(sentence, place):
                    place += 1
                    continue
                figure, place = found
                if not _STOP.match(sentence, place):
                    yield figure

    def _cues_of(self, text: str) -> Cues:
        """The words that a figure follows; "han" and "hun" among them in a text that names the
        citizen and nobody else whom they may be.
        """
        if not _BY_PRONOUN.search(text) or _OTHER_PERSON.search(text):
            return self._cues
        if not any(re.search(rf"\b{re.escape(one)}\b", text) for one in self._citizen):
            return self._cues
        names = {found[1].lower() for found in _INSIDE_NAME.finditer(text)}
        known = self._places | {one.lower() for one in self._citizen}
        return self._cues if names - known else self._cues_by_pronoun

    @cached_property
    def _cues_by_pronoun(self) -> Cues:
        """As `_cues`, where `han` and `hun` are the citizen: few texts need them."""
        return _cues_with((*self._citizen, "han", "hun"))

    def _of_sentence(self, sentence: str, last: str | None, cues: Cues) -> Iterator[Saying]:
        taken: set[int] = set()
        for role, cue in cues:
            for found in cue.finditer(sentence):
                if _NOT_ASSERTED.search(sentence[: found.start()]):
                    continue
                before = self._last_measure(sentence[: found.start()]) or last
                for figures, place in self._after(sentence, found.end(), role, before):
                    if place not in taken:
                        taken.add(place)
                        yield Saying(figures, self._is_elsewhere(sentence, found.start()))

    def _is_elsewhere(self, sentence: str, cue: int) -> bool:
        """Whether a sentence names a place that is none of the help's, as the citizen's home:
        before the words that give the help, or at all where it is known where that is given; or
        whether it tells of an earlier time.
        """
        return bool(_EARLIER.search(sentence)) or any(
            found[1].lower() not in self._places and (self._places or found.start() < cue)
            for found in _PLACE.finditer(sentence)
        )

    def _after(
        self, sentence: str, place: int, role: Role, last: str | None
    ) -> Iterator[tuple[tuple[Figure, ...], int]]:
        """The figures that follow a cue, by their measure, each with where the first stands."""
        found: dict[str, list[Figure]] = {}
        places: dict[str, int] = {}
        while True:
            place = self._past_filler(sentence, place)
            read = self._figure(sentence, place, role, last)
            if read is None:
                break
            figure, after = read
            if _STOP.match(sentence, after) or _OTHER_HELP.search(sentence[after : after + 40]):
                return
            found.setdefault(figure.measure, []).append(figure)
            places.setdefault(figure.measure, place)
            joined = _JOINED.match(sentence, self._past_place(sentence, after))
            if joined is None:
                self._add_further(sentence, after, found)
                break
            place, last = joined.end(), None
        for measure, figures in found.items():
            yield tuple(figures), places[measure]

    def _add_further(self, sentence: str, place: int, found: dict[str, list[Figure]]) -> None:
        """What is counted further on in the sentence may be part of the same: "to dage i X og en
        dag i Y".
        """
        for measure, pattern in self._units:
            for further in pattern.finditer(sentence, place) if measure.name in found else ():
                if not _INSTEAD.search(sentence[: further.start()]):
                    role = found[measure.name][0].role
                    found[measure.name].append(
                        self._made(role, measure.name, further, is_full=True)
                    )

    def _past_place(self, sentence: str, place: int) -> int:
        """Where a place that is named after a figure ends: "to dage i Musikhuset"."""
        found = self._place_named.match(sentence, place)
        return found.end() if found else place

    def _past_filler(self, sentence: str, place: int) -> int:
        while (found := self._filler.match(sentence, place)) and found.end() > place:
            if self._figure(sentence, place, Role.NOW, None):  # "en dag": a number, and no filler
                break
            place = found.end()
        return place + len(sentence[place:]) - len(sentence[place:].lstrip())

    def _figure(
        self, sentence: str, place: int, role: Role, last: str | None
    ) -> tuple[Figure, int] | None:
        """The figure that stands at a place, with where it ends; `last` is the measure of a number
        that stands alone ("og får nu to").
        """
        for measure, pattern in self._units:
            found = pattern.match(sentence, place)
            if found is None:
                continue
            is_full = found["period"] is not None or found["inverted"] is not None
            if is_full or self._names_itself(measure):
                return self._made(role, measure.name, found, is_full=is_full), found.end()
        alone = _ALONE.match(sentence, place) if last else None
        if alone is None or last is None or number_of(alone["low"]) == 1:
            return None
        return self._made(role, last, alone, is_full=False), alone.end()

    def _names_itself(self, measure: Measure) -> bool:
        return measure.name in self._own and measure.unit.one.split()[0] in _NAMES_ITSELF

    def _made(self, role: Role, measure: str, found: re.Match[str], *, is_full: bool) -> Figure:
        low = number_of(found["low"]) or Fraction(0)
        high = (number_of(found["high"]) if found["high"] else None) or low
        return Figure(role, measure, low, high, is_full, found[0].strip())

    def _last_measure(self, sentence: str) -> str | None:
        """The measure of the last figure that a sentence names, whatever it says of it."""
        best: tuple[int, str] | None = None
        for measure, pattern in self._units:
            for found in pattern.finditer(sentence):
                told = found["period"] or found["inverted"] or self._names_itself(measure)
                if told and (best is None or found.start() > best[0]):
                    best = found.start(), measure.name
        return best[1] if best else None


_NOT_WITHIN = (
    r"(?:og|men|der|som|hvor|hos|mere|mindre|færre|flere|ekstra|ad|fri|pause|hvile|hjemme)\b"
)
"""Words that do not stand between what is counted and its period."""
_OF_HELP = (
    r"(?:s(?= (?:\w{1,30} )?(?:\w{0,20}støtte|hjælp|\w{0,20}vejledning|\w{0,20}aflastning|"
    r"afløsning|tilbud|samvær)))?"
)
"""What may be counted in the genitive: "to timers støtte", and not "to dages ferie"."""
_RANGE = rf"(?<![\w.,])(?P<low>{NUMBER})(?: ?(?:-|–|til|eller) ?(?P<high>{NUMBER}))?(?![.,]?\d)"
_ALONE = re.compile(rf"{_RANGE}(?= ?(?:[.,]|$|fremover|fra))", re.IGNORECASE)


def _unit_pattern(measure: Measure) -> re.Pattern[str]:
    """A number and what is counted, with or without its period: `to dage`, `to ugentlige dage`."""
    one, _space, rest = measure.unit.one.partition(" ")
    return _counted(one, measure.unit.many.partition(" ")[0], rest)


@lru_cache(maxsize=100)
def _counted(one: str, many: str, rest: str) -> re.Pattern[str]:
    period = _PERIODS.get(rest, re.escape(rest))
    inverted = _INVERTED.get(rest, r"(?!)")
    noun = f"(?:aflastnings|afløsnings|støtte)?(?:{re.escape(many)}|{re.escape(one)})"
    return re.compile(
        rf"{_RANGE} (?:(?P<inverted>{inverted}) )?(?:hele |faste )?{noun}{_OF_HELP}(?!\w)"
        rf"(?:(?: (?!{_NOT_WITHIN})[^\s.,;]{{1,30}}){{0,3}}? (?P<period>{period})(?!\w))?",
        re.IGNORECASE,
    )


def _cues_with(names: Iterable[str]) -> Cues:
    subject = _SUBJECT.replace("{names}", _alternatives(names))
    return [(role, _words("|".join(cues).replace("{s}", subject))) for role, cues in _CUES.items()]


def _alternatives(words: Iterable[str]) -> str:
    return "".join(f"|{re.escape(word.lower())}" for word in sorted(set(words)) if word)


@lru_cache(maxsize=500)  # the same draft is read at every change
def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


def _is_read(measure: Measure) -> bool:
    return not measure.is_single and bool(measure.unit.one.partition(" ")[2])


def _stands_alone(sentence: str, place: int) -> bool:
    """Whether no word before a figure makes it something else than an amount that is asked for."""
    before = sentence[:place].rstrip().lower()
    if place and sentence[place - 1].isalnum():
        return False
    return not re.search(
        r"\b(?:(?:i|inden|efter|fra|end|for|hidtil|nu|mindst|højst|de)$"
        r"|(?:har|havde|haft|går|får)(?: \w+){0,2}$|(?<!søger )(?<!beder )(?<!søgt )(?<!bedt )om$)",
        before,
    )
