"""Read the types of ground."""

from pathlib import Path

from kompas.norms.fields import Fields
from kompas.norms.problems import Problem
from kompas.norms.read_rows import RowReader
from kompas.norms.toml_lines import parse
from kompas.norms.vocabulary import Carries, Demand, GroundType, Rank, Verified, Vocabulary


def read_grounds(
    toml_path: Path, relative: str, words: Vocabulary, problems: list[Problem]
) -> dict[str, GroundType]:
    """Read the types of ground from their file."""
    toml = parse(relative, toml_path.read_bytes())
    reader = RowReader(words, words.questions, relative, problems)
    top = Fields(toml, (), problems)
    grounds = {name: _ground(name, fields, reader) for name, fields in top.table("ground").named()}
    top.close()
    return grounds


def _ground(name: str, fields: Fields, reader: RowReader) -> GroundType:
    citation = reader.citation(fields)
    ground = GroundType(
        name=name,
        heading=fields.text("heading"),
        text_en=fields.text("text_en"),
        carries=fields.word("carries", Carries),
        kinds=fields.texts("kinds"),
        demands=tuple(_demand(demand) for demand in fields.tables("demand")),
        why=fields.text("why"),
        rank=fields.word("rank", Rank),
        citation=citation,
        verified=fields.word("verified", Verified, citation.source.verified),
        reading=fields.optional_text("reading"),
        claims={name: str(value) for name, value in fields.table("claims").items()},
        services=fields.texts("services"),
    )
    for service in ground.services:
        reader.known(fields, "services", service, reader.words.services)
    fields.close()
    return ground


def _demand(fields: Fields) -> Demand:
    demand = Demand(fields.text("code"), fields.text("text"), fields.text("remedy"))
    fields.close()
    return demand
