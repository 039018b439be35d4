"""Read who may act for a citizen, and what each may do."""

from pathlib import Path

from kompas.norms.fields import Fields
from kompas.norms.problems import Problem
from kompas.norms.read_rows import RowReader
from kompas.norms.toml_lines import parse
from kompas.norms.vocabulary import (
    GetsLetters,
    MayComplain,
    RepresentativeKind,
    Verified,
    Vocabulary,
)
from kompas.words import _


def read_representatives(
    folder: Path, relative: str, words: Vocabulary, problems: list[Problem]
) -> dict[str, RepresentativeKind]:
    """Read the kinds of representative from their file."""
    toml = parse(relative, (folder / relative).read_bytes())
    reader = RowReader(words, words.questions, relative, problems)
    top = Fields(toml, (), problems)
    found = {
        name: _kind(name, fields, reader) for name, fields in top.table("representative").named()
    }
    top.close()
    return found


def _kind(name: str, fields: Fields, reader: RowReader) -> RepresentativeKind:
    citation = reader.citation(fields)
    until_age = fields.take("until_age_years")
    kind = RepresentativeKind(
        name=name,
        text=fields.text("text"),
        text_en=fields.text("text_en"),
        letters=fields.word("letters", GetsLetters),
        complains=fields.word("complains", MayComplain),
        citation=citation,
        verified=fields.word("verified", Verified, citation.source.verified),
        until_age_years=until_age,
        reading=fields.optional_text("reading"),
    )
    if until_age is not None and (not isinstance(until_age, int) or isinstance(until_age, bool)):
        fields.fault(
            _("{key} skal være et helt tal.").format(key="`until_age_years`"),
            _("Skriv alderen i år uden anførselstegn, fx until_age_years = 18."),
            "until_age_years",
        )
    fields.close()
    return kind
