"""Read the heads of questions, and the units and headings that they name."""

from collections.abc import Mapping
from dataclasses import replace

from kompas.norms.fields import Fields
from kompas.norms.problems import remedy
from kompas.norms.read_answers import INDIVIDUAL, NOT_STATED
from kompas.norms.vocabulary import (
    LARGEST,
    Citation,
    Favour,
    Heading,
    Immaterial,
    Question,
    Shape,
    Source,
    Stage,
    Suggestion,
    Texts,
    Unit,
    Verified,
    Vocabulary,
)
from kompas.words import _


def read_question(
    name: str,
    fields: Fields,
    units: Mapping[str, Unit],
    headings: Mapping[str, Heading],
    sources: Mapping[str, Source],
) -> Question:
    """Read the head of a question."""
    answers = read_texts(fields.table("answers"))
    unit = fields.optional_text("unit")
    question = Question(
        name=name,
        shape=fields.word("shape", Shape),
        text=fields.text("text"),
        text_en=fields.text("text_en"),
        stage=fields.word("stage", Stage, Stage.HELP),
        unit=unit,
        answers={code: texts[0] for code, texts in answers.items()},
        answers_en={code: texts[1] for code, texts in answers.items()},
        favour=fields.word("favour", Favour, Favour.NONE),
        heading=fields.optional_text("heading"),
        counted=units.get(str(unit)),
        time_limit=fields.take("time_limit") is True,
        suggestion=_suggestion(fields, units.get(str(unit)), sources),
        in_letter=fields.take("in_letter") is True,
        immaterial=read_immaterial(fields, sources),
    )
    check_unit(question.unit, fields, units)
    if question.heading is not None and question.heading not in headings:
        fields.fault(
            _("Overskriften {heading} findes ikke.").format(heading=question.heading),
            remedy(
                question.heading,
                headings,
                _("Vælg en af: {known}.").format(known=", ".join(headings)),
            ),
            "heading",
        )
    _check_shape(question, fields)
    fields.close()
    return question


def read_own_question(name: str, fields: Fields, words: Vocabulary) -> Question:
    """Read the head of a question that a norm file defines for itself."""
    if name in words.questions or name in words.facts:
        fields.fault(
            _("{name} findes allerede i ordlisten.").format(name=name),
            _("Giv spørgsmålet et andet navn, eller brug det, der er, og fjern [define.{name}].")
            .format(name=name),
        )  # fmt: skip
    return read_question(name, fields, words.units, words.headings, words.sources)


def _suggestion(
    fields: Fields, unit: Unit | None, sources: Mapping[str, Source]
) -> Suggestion | None:
    """The number that is proposed, in whole steps of the unit; None where none is."""
    if "suggestion" not in fields:
        return None
    told = fields.table("suggestion")
    number, source = told.take("number"), told.text("source")
    text, text_en = told.text("text"), told.text("text_en")
    told.close()
    citation = cited(source, told, sources)
    if citation is None:
        return None
    if unit is None:
        told.fault(
            _("Kun et svar i en enhed kan foreslås."), _("Skriv unit, eller fjern suggestion.")
        )
    elif type(number) is not int or not unit.least <= number <= unit.most:
        told.fault(
            _("{key} skal være et helt tal fra {least} til {most}.").format(
                key="`number`", least=unit.least, most=unit.most
            ),
            _("Skriv fx {key} = 14.").format(key="number"),
            "number",
        )
    else:
        return Suggestion(number, text, text_en, citation)
    return None


def read_immaterial(fields: Fields, sources: Mapping[str, Source]) -> Immaterial | None:
    """That a fault alone overturns nothing, with where that is read; None where it may."""
    if "immaterial" not in fields:
        return None
    told = fields.table("immaterial")
    text, source = told.text("text"), told.text("source")
    verified = told.word("verified", Verified, Verified.UNVERIFIED)
    told.close()
    citation = cited(source, told, sources)
    return Immaterial(text, citation, verified) if citation else None


def cited(source: str, told: Fields, sources: Mapping[str, Source]) -> Citation | None:
    """The document and the place that a text of a source names; None where that is not known, which
    is told.
    """
    key, _space, section = source.partition(" ")
    if key in sources:
        return Citation(sources[key], section.strip())
    known = _("Vælg en af: {known}.").format(known=", ".join(sources))
    told.fault(
        _("Kilden {key} findes ikke.").format(key=key), remedy(key, sources, known), "source"
    )
    return None


def _check_shape(question: Question, fields: Fields) -> None:
    """Only a choice has answers of its own, of one sort; and favour fits them."""
    if question.in_letter and question.shape is Shape.CRITERIA:
        fields.fault(
            _("Kriterier kan ikke stå i brevet som regler: der siger grundene hvorfor."),
            _("Fjern in_letter, eller skriv et valg med et svar for hver mulighed."),
            "in_letter",
        )
    if question.shape is not Shape.CHOICE:
        if question.unit or question.answers:
            fields.fault(
                _("Kun et valg har unit eller answers."),
                _('Fjern dem, eller skriv shape = "choice".'),
            )
        return
    if bool(question.unit) == bool(question.answers):
        fields.fault(
            _("Et valg svarer enten med et tal i en enhed eller med et af nogle faste svar."),
            _("Skriv enten unit eller answers."),
        )
    elif question.answers and question.favour in (Favour.MORE, Favour.LESS):
        fields.fault(
            _("Faste svar er ikke mere eller mindre end hinanden."),
            _('Skriv favour = "listed" og nævn svarene med det bedste først, eller udelad favour.'),
            "favour",
        )
    elif question.unit and question.favour is Favour.LISTED:
        fields.fault(
            _("Tal i en enhed er ikke nævnt på en liste."),
            _('Skriv favour = "more" eller "less" efter, hvad der er bedst for borgeren.'),
            "favour",
        )
    for code in (INDIVIDUAL, NOT_STATED):
        if code in question.answers:
            fields.fault(
                _("Svaret {code} har alle valg i forvejen.").format(code=code),
                _("Fjern det, eller giv svaret en anden kode."),
            )


def check_unit(unit: str | None, fields: Fields, units: Mapping[str, Unit]) -> None:
    """Report a unit that nobody has described."""
    if unit is not None and unit not in units:
        fields.fault(
            _("Enheden {unit} findes ikke.").format(unit=unit),
            remedy(
                unit,
                units,
                _("Tilføj [unit.{unit}] i {file}, eller ret stavemåden.").format(
                    unit=unit, file=fields.words_file("questions.toml")
                ),
            ),
            "unit",
        )


def read_unit(name: str, fields: Fields) -> Unit:
    """Read a unit: its words, the least and the most that can be, and the step it is counted in."""
    unit = Unit(
        name,
        fields.text("one"),
        fields.text("many"),
        fields.text("one_en"),
        fields.text("many_en"),
        parts=_parts(fields),
    )
    least, most = _bound(fields, "min", 0), _bound(fields, "max", LARGEST)
    if least > most:
        fields.fault(_("Det mindste er større end det største."), _("Byt om på min og max."), "min")
        least, most = most, least
    fields.close()
    return replace(unit, least=least, most=most)


def _bound(fields: Fields, key: str, default: int) -> int:
    value = fields.take(key)
    if value is None:
        return default
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST:
        return value
    fields.fault(
        _("{key} skal være et helt tal fra 0.").format(key=f"`{key}`"),
        _("Skriv fx {key} = 7, eller fjern det, hvis der ingen grænse er.").format(key=key),
        key,
    )
    return default


def _parts(fields: Fields) -> int:
    """How many steps make one whole: `step = 0.5` counts halves."""
    value = fields.take("step")
    steps = {1: 1, 0.5: 2, 0.25: 4}
    if value is None:
        return 1
    if isinstance(value, int | float) and not isinstance(value, bool) and value in steps:
        return steps[value]
    fields.fault(
        _("{key} kan ikke bruges som trin.").format(key="`step`"),
        _("Skriv step = 0.5 for halve, step = 0.25 for kvarte, eller udelad det for hele."),
        "step",
    )
    return 1


def read_heading(name: str, fields: Fields) -> Heading:
    """Read a heading that a standard is read under."""
    heading = Heading(name, fields.text("text"), fields.text("text_en"))
    fields.close()
    return heading


def read_texts(fields: Fields) -> Texts:
    """Codes with their Danish and English text."""
    texts: Texts = {}
    for code, value in fields.items():
        if isinstance(value, list) and len(value) == 2 and all(isinstance(t, str) for t in value):
            texts[code] = (value[0], value[1])
        else:
            fields.fault(
                _("{code} mangler sin tekst på dansk og engelsk.").format(code=code),
                _('Skriv {code} = ["dansk", "English"].').format(code=code),
                code,
            )
    return texts
