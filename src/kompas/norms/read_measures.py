"""Read the measures that help is granted in, and the names of measures in other entries."""

from collections.abc import Callable, Mapping

from kompas.norms.fields import Fields
from kompas.norms.problems import Problem, remedy
from kompas.norms.read_questions import read_unit
from kompas.norms.toml_lines import Toml
from kompas.norms.vocabulary import Measure
from kompas.words import _


def read_measure(name: str, fields: Fields) -> Measure:
    """Read a measure: the words, bounds and step of a unit, and how it follows from others."""
    told = fields.table("times")
    times = {other: _factor(other, value, told) for other, value in told.items()}
    in_all = fields.texts("in_all")
    return Measure(read_unit(name, fields), times, in_all)


def _factor(other: str, value: object, fields: Fields) -> int:
    """How many times as much it is; 1 with a fault where that is no whole number above it."""
    if isinstance(value, int) and not isinstance(value, bool) and value > 1:
        return value
    fields.fault(
        _("{key} skal være et helt tal over 1.").format(key=f"`{other}`"),
        _(
            "Skriv fx times = {{ hours_per_week = 2 }}: så mange gange tallet i det andet mål. Er "
            "det ikke præcist, så udelad det."
        ).format(),
        other,
    )
    return 1


def check_times(
    measures: Mapping[str, Measure], place: Callable[[str], Toml], problems: list[Problem]
) -> None:
    """Report a measure that follows from one that nobody has described, or from itself."""
    for name, measure in measures.items():
        fields = Fields(place(name), ("measure", name), problems)
        for other in set(measure.in_all) - measures.keys():
            fields.fault(
                _("Målet {name} findes ikke.").format(name=other),
                _("Skriv en af: {known}.").format(known=", ".join(measures)),
                "in_all",
            )
        for other in measure.times:
            if other == name:
                fields.fault(
                    _("{name} kan ikke regnes ud af sig selv.").format(name=name),
                    _("Fjern det fra times."),
                    "times",
                )
            else:
                measures_named((other,), fields, measures, "times")


def measures_named(
    names: tuple[str, ...], fields: Fields, measures: Mapping[str, Measure], key: str
) -> tuple[str, ...]:
    """The names that are measures, each once; the others are reported."""
    for name in names:
        if name not in measures:
            fields.fault(
                _("Målet {name} findes ikke.").format(name=name),
                remedy(
                    name,
                    measures,
                    _("Beskriv [measure.{name}] i {file}, eller vælg en af: {known}.").format(
                        name=name,
                        file=fields.words_file("measures.toml"),
                        known=", ".join(measures),
                    ),
                ),
                key,
            )
    return tuple(dict.fromkeys(name for name in names if name in measures))
