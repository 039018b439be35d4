"""The guidance matrix beside an assessment: what is often granted. It decides nothing."""

from collections.abc import Iterator, Mapping
from datetime import date

from rich.console import RenderableType

from kompas.cli.page import QUIET, STRONG, indented, point, text
from kompas.norms import GivenFact, Library, NotCodedError
from kompas.words import _


def parts(
    library: Library,
    municipality: str,
    unit: str | None,
    given: Mapping[str, GivenFact],
    on: date,
) -> Iterator[RenderableType]:
    """What the municipality's matrix names for the citizen; nothing where it has none.

    Nor where the facts do not yet say which cell the citizen is in.
    """
    try:
        framework = library.framework(municipality, on, unit)
    except NotCodedError:
        return
    answered = framework.assess(given, on).answers.get("guidance_matrix")
    if answered is None or (answered.missing and not answered.holding()):
        return
    yield ""
    yield text((_("Visitationskompasset: Det gives ofte"), STRONG))
    for row in answered.holding():
        yield indented(point("-", text(row.text), text((str(row.citation), QUIET))))
    if not answered.holding():
        yield indented(text(_("Visitationskompasset nævner ingen indsats her.")))
    yield indented(
        text(
            (
                _(
                    "Visitationskompasset er et overblik og ingen grænse. "
                    "Det siger intet om retten til hjælp."
                ),
                QUIET,
            )
        )
    )
