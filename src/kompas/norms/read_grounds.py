"""Read the types of ground: those that hold everywhere, and those of one municipality alone."""

from collections.abc import Mapping
from pathlib import Path

from kompas.norms.fields import Fields
from kompas.norms.problems import Problem, remedy
from kompas.norms.read_answers import answer_domain
from kompas.norms.read_assertions import KIND
from kompas.norms.read_rows import RowReader
from kompas.norms.read_vocabulary import described_twice, own_words, read_toml
from kompas.norms.vocabulary import Carries, Demand, GroundType, Rank, Verified, Vocabulary
from kompas.words import _

GROUNDS = "national/grounds.toml"


def read_grounds(folder: Path, words: Vocabulary, problems: list[Problem]) -> dict[str, GroundType]:
    """Every type of ground by its name. Raises NormError for what is no TOML."""
    grounds: dict[str, GroundType] = {}
    file_of: dict[str, str] = {}
    places: dict[str, Fields] = {}
    for relative in (GROUNDS, *own_words(folder)):
        owner = None if relative == GROUNDS else relative.partition("/")[0]
        reader = RowReader(words, words.questions, relative, problems, owner)
        top = Fields(read_toml(folder, relative), (), problems)
        for name, fields in top.table("ground").named():
            if name in grounds:
                fields.fault(*described_twice(name, file_of[name], owner or ""))
                continue
            grounds[name], file_of[name] = _ground(name, fields, reader), relative
            places[name] = fields
        if owner is None:
            top.close()
    for name, ground in grounds.items():
        for other in (*ground.excludes, *ground.instead.values()):
            if other not in grounds:
                places[name].fault(
                    _("Grunden {name} findes ikke.").format(name=other),
                    remedy(other, grounds, _("Vælg en grund, der findes.")),
                    "excludes" if other in ground.excludes else "instead",
                )
        _check_grounds_named(places[name], ground, grounds)
    return grounds


def _check_grounds_named(
    fields: Fields, ground: GroundType, grounds: Mapping[str, GroundType]
) -> None:
    """A type that shows what another one demands is there."""
    for name in dict.fromkeys(name for one in ground.demands for name in one.or_grounds):
        if name not in grounds:
            fields.fault(
                _("Grunden {name} findes ikke.").format(name=name),
                remedy(name, grounds, _("Vælg en grund, der findes.")),
                "demand",
            )


def _ground(name: str, fields: Fields, reader: RowReader) -> GroundType:
    citation = reader.citation(fields)
    heading = fields.text("heading")
    ground = GroundType(
        name=name,
        heading=heading,
        text=fields.optional_text("text") or heading,
        text_en=fields.text("text_en"),
        carries=fields.word("carries", Carries),
        kinds=fields.texts("kinds"),
        demands=tuple(
            _demand(demand, reader, own=bool(reader.folder)) for demand in fields.tables("demand")
        ),
        why=fields.text("why"),
        rank=reader.rank(fields, national=False) if reader.folder else fields.word("rank", Rank),
        citation=citation,
        verified=fields.word("verified", Verified, citation.source.verified),
        reading=fields.optional_text("reading"),
        claims={name: str(value) for name, value in fields.table("claims").items()},
        services=fields.texts("services"),
        municipality=reader.folder,
        facts=reader.boxes(fields, "facts"),
        excludes=fields.texts("excludes"),
        alone_for=fields.texts("alone_for"),
        is_part=fields.take("is_part") is True,
        instead={name: str(other) for name, other in fields.table("instead").items()},
        waives=fields.texts("waives"),
    )
    _check_own(ground, fields, reader)
    _check_words(ground, fields, reader)
    fields.close()
    return ground


def _check_own(ground: GroundType, fields: Fields, reader: RowReader) -> None:
    """A municipality's ground never carries a decision by being named alone."""
    if reader.folder and ground.carries is Carries.ALONE and not ground.demands:
        fields.fault(
            _("Kommunens egen grund kan ikke bære en afgørelse uden noget, der skal vises."),
            _("Skriv under [[ground.{name}.demand]], hvad der skal vises for netop denne borger, "
              'eller skriv carries = "with_others".').format(name=ground.name),
            "carries",
        )  # fmt: skip


def _check_words(ground: GroundType, fields: Fields, reader: RowReader) -> None:
    """What a ground names is there: a word that is not would never fit a decision."""
    words = reader.words
    for service in ground.services:
        reader.known(fields, "services", service, words.services)
    for service in ground.instead:
        reader.known(fields, "instead", service, words.services)
    if KIND in words.facts and KIND not in words.unsound:
        for key, kinds in (("kinds", ground.kinds), ("alone_for", ground.alone_for)):
            for kind in kinds:
                reader.known(fields, key, kind, words.facts[KIND].domain.names)
    for name in ground.waives:
        reader.known(fields, "waives", name, words.questions)
    for name, answer in ground.claims.items():
        reader.known(fields, "claims", name, words.questions)
        domain = answer_domain(words.questions[name]) if name in words.questions else None
        if domain is not None:
            reader.known(fields, "claims", answer, domain.names)


def _demand(fields: Fields, reader: RowReader, *, own: bool) -> Demand:
    """What a ground must show; where the ground is `own`, with what the letter calls it."""
    code, text, remedy = (fields.text(key) for key in ("code", "text", "remedy"))
    demand = Demand(
        code,
        text,
        remedy,
        fields.text("label") if own else None,
        kinds=fields.texts("kinds"),
        elements=fields.texts("elements"),
        or_grounds=fields.texts("or_grounds"),
    )
    for element in demand.elements:
        reader.known(fields, "elements", element, reader.words.elements)
    if KIND in reader.words.facts and KIND not in reader.words.unsound:
        for kind in demand.kinds:
            reader.known(fields, "kinds", kind, reader.words.facts[KIND].domain.names)
    fields.close()
    return demand
