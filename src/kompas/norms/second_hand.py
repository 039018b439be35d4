"""Binding rows that rest on a document which cannot carry their rank.

What a municipality writes about the law is not the law. A row takes rank `law` from an act or an
order, and `precedent` from a decision, or from the appeals board's own account of its decisions. A
criterion that can shut a citizen out may not rest on a municipality's words, nor on them beside an
act that nobody has read for the row: that blocks. Elsewhere it is told and does not block.

A file that another replaces is not looked at: it is history, and its successor mends it.
"""

from collections.abc import Iterator

from kompas.norms.library import Library
from kompas.norms.problems import Problem
from kompas.norms.rows import Effect, NormFile, Protection, Row
from kompas.norms.vocabulary import Rank, SourceKind, Verified
from kompas.words import _

_AT_LEAST_HEARD = (SourceKind.ACT, SourceKind.ORDER, SourceKind.DECISION, SourceKind.PRACTICE)
_NAMES = {Rank.LAW: "law", Rank.PRECEDENT: "precedent"}


def second_hand(library: Library) -> Iterator[Problem]:
    """The rows and protections whose documents do not carry their rank, and unsorted documents."""
    replaced = {file.replaces for file in library.files}
    for file in library.files:
        if file.binds_everybody and file.file not in replaced:
            yield from _of_file(file)
    yield from _unsorted(library)


def _of_file(file: NormFile) -> Iterator[Problem]:
    """Each row that can shut out, and the others together by what they rest on."""
    others: dict[tuple[str, Rank], list[Row | Protection]] = {}
    for one in _binding(file):
        kinds = {source.kind for source in one.citation.sources}
        shuts_out = isinstance(one, Row) and one.effect is Effect.MET
        carried = any(kind and kind.carries(one.rank) for kind in kinds)
        borrowed = SourceKind.MUNICIPAL_STANDARD in kinds and one.verified is not Verified.READ
        if shuts_out and (borrowed if carried else kinds.isdisjoint(_AT_LEAST_HEARD)):
            yield _problem(
                one,
                _(
                    "{code} kan lukke en borger ude som {rank}, men ordlyden er en kommunes, eller "
                    "loven er ikke læst: {sources}."
                ).format(code=one.code, rank=_NAMES[one.rank], sources=_titles(one)),
                blocks=True,
            )
        elif not carried:
            others.setdefault((_titles(one), one.rank), []).append(one)
    for (titles, rank), rows in others.items():
        yield _problem(
            rows[0],
            _("Sat som {rank}, men hviler kun på {sources}: {codes}.").format(
                rank=_NAMES[rank], sources=titles, codes=", ".join(row.code for row in rows)
            ),
            blocks=False,
        )


def _binding(file: NormFile) -> Iterator[Row | Protection]:
    """What binds, and of whose documents it is known what they are."""
    for row in file.rows:
        if row.rank.binds and None not in {source.kind for source in row.citation.sources}:
            yield row
    for one in file.protections:
        if one.rank.binds and None not in {source.kind for source in one.citation.sources}:
            yield one


def _problem(one: Row | Protection, what: str, *, blocks: bool) -> Problem:
    return Problem(
        one.file,
        one.line,
        what,
        _(
            "Læs loven, bekendtgørelsen eller afgørelsen, og nævn den alene. Står kravet kun i "
            "kommunens dokument, hører det til i kommunens egen fil som guiding."
        ),
        blocks,
        "second_hand",
    )


def _unsorted(library: Library) -> Iterator[Problem]:
    """Shared documents of which it is not said what they are."""
    known = ", ".join(f'"{kind}"' for kind in SourceKind)
    for source in library.words.sources.values():
        if source.kind is None:
            yield Problem(
                "sources.toml",
                0,
                _("Det står ikke, hvad {key} er for et dokument.").format(key=source.key),
                _("Skriv kind under [source.{key}], en af: {known}.").format(
                    key=source.key, known=known
                ),
                blocks=False,
                code="second_hand",
            )


def _titles(one: Row | Protection) -> str:
    return ", ".join(dict.fromkeys(source.title for source in one.citation.sources))
