"""How long what people write may be: one measure for every way into a case.

A case's texts are read, judged, measured and printed again and again, while others wait. They are
bounded where they come in; what stands in the record stays as it is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

from kompas.limits import LONGEST_LINE, LONGEST_TEXT, LONGEST_WHOLE, LONGEST_WORD, MOST_LINES
from kompas.words import _

LINES = frozenset(
    {
        "address_lines", "case_number", "code", "cpr", "email", "evidence", "id", "municipality",
        "name", "norms_unit", "offer", "on_behalf_by", "period", "phone", "representative",
        "service", "source", "title", "to", "type", "unit", "vum_level", "what",
    }
)  # fmt: skip
"""The fields, by their names, that hold a line or several, and no running text."""

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class TooLong:
    """Where something is too long (`("grounds", 0, "text")`), how long, and what to do about it."""

    place: Place
    what: str
    remedy: str

    @property
    def text(self) -> str:
        """What is wrong and what to do, without the place."""
        return f"{self.what} {self.remedy}"


def too_long(value: object) -> tuple[TooLong, ...]:
    """Every text in a value that is too long by itself: of JSON as it was read, or of a command."""
    found = (_by_itself(place, text) for place, text in texts_of(value) if len(text) > LONGEST_LINE)
    return tuple(one for one in found if one)


def too_much(value: object) -> tuple[TooLong, ...]:
    """The longest texts of a value that is too long as a whole: so many that the rest is not."""
    texts = sorted(texts_of(value), key=lambda one: -len(one[1]))
    length = left = sum(len(text) for _place, text in texts)
    what = _("Teksterne er tilsammen på {length} tegn, og der er plads til {most}.").format(
        length=length, most=LONGEST_WHOLE
    )
    remedy = _("Forkort de længste, som denne er en af, eller læg noget på sagen som bilag.")
    found: list[TooLong] = []
    for place, text in texts:
        if left <= LONGEST_WHOLE:
            break
        left -= len(text)
        found.append(TooLong(place, what, remedy))
    return tuple(found)


def _by_itself(place: Place, text: str) -> TooLong | None:
    name = next((part for part in reversed(place) if isinstance(part, str)), "")
    most = LONGEST_LINE if name in LINES else LONGEST_TEXT
    what = _("Der er skrevet {length} tegn, og der er plads til {most}.")
    if len(text) > most:
        remedy = (
            _("Skriv det kortere.")
            if name in LINES
            else _("Forkort teksten, eller læg resten på sagen som bilag.")
        )
        return TooLong(place, what.format(length=len(text), most=most), remedy)
    if (lines := text.count("\n")) >= MOST_LINES:
        what = _("Der er {length} linjer, og der er plads til {most}.")
        remedy = _("Slet linjeskift, eller læg resten på sagen som bilag.")
        return TooLong(place, what.format(length=lines + 1, most=MOST_LINES), remedy)
    longest = max(map(len, text.split()), default=0) if len(text) > LONGEST_WORD else 0
    if longest > LONGEST_WORD:
        what = _("Der er {length} tegn i træk uden mellemrum, og det kan ikke trykkes.")
        return TooLong(place, what.format(length=longest), _("Sæt mellemrum ind."))
    return None


def texts_of(value: object) -> Iterator[tuple[Place, str]]:
    """Every text within a value, with its place, in their order; any number of levels deep."""
    waiting: list[tuple[Place, object]] = [((), value)]
    while waiting:
        place, found = waiting.pop()
        if isinstance(found, str):
            yield place, found
        else:
            waiting += [((*place, part), inner) for part, inner in reversed(_parts(found))]


def _parts(value: object) -> list[tuple[str | int, object]]:
    """What a value holds, each by its name or number; a name that is no name is a text itself."""
    if isinstance(value, Mapping):
        named = [(str(name), inner) for name, inner in value.items()]
        return [one if len(one[0]) <= LONGEST_LINE else ("name", one[0]) for one in named]
    if isinstance(value, list | tuple):
        return list(enumerate(value))
    if is_dataclass(value):
        return [(one.name, getattr(value, one.name)) for one in fields(value)]
    return []
