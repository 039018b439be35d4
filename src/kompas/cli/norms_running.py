"""`kompas norms running`: the running grants that the standard of a day touches."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from json import dumps

from rich.console import RenderableType

from kompas.casework.amounts import amounts_text
from kompas.casework.wording import listed
from kompas.cli import OK, inputs
from kompas.cli.failure import InputError
from kompas.cli.page import GOOD, OPEN, QUIET, STRONG, indented, plain, point, show, text
from kompas.norms import Answer, FactError, NotCodedError, Outcome
from kompas.norms.examples import answer_code
from kompas.norms.rows import NormFile, Reach
from kompas.norms.running_grants import Reached, reached
from kompas.norms.wording import file_lines, outcome_text, value_text
from kompas.wire.grants_file import read_running
from kompas.wire.reading import WireError
from kompas.words import _, language, ngettext


def run(asked: Namespace) -> int:
    """List and show. Raises InputError."""
    on = inputs.day(asked.on)
    library = inputs.norms()
    name = asked.files[0]
    try:
        grants = read_running(inputs.called(name), inputs.raw(name), library)
        found = list(reached(library, grants, on))
    except WireError as error:
        raise inputs.refused(error, "facts") from None
    except FactError as error:
        raise InputError(error.text, _("Ret det, og kør igen.")) from None
    except NotCodedError as error:
        raise InputError(error.text, _("Vælg en anden dag, eller få reglerne lagt ind.")) from None
    if asked.json:
        data = [_data(one) for one in found]
        plain(dumps({"grants": data}, ensure_ascii=False, indent=2))
    else:
        show(*_page(found, len(grants), everything=asked.all))
    return OK


def _page(found: Sequence[Reached], count: int, *, everything: bool) -> Iterator[RenderableType]:
    for version in {one.version.file: one.version for one in found}.values():
        own = [one for one in found if one.version is version]
        if not (everything or any(one.is_touched for one in own)):
            continue
        first, *_rest = file_lines(version)
        yield text((first, STRONG))
        yield indented(text((_how(version), QUIET)))
        yield from (indented(part) for one in own for part in _one(one, everything=everything))
        yield ""
    outside = sum(one.falls_outside for one in found)
    said = ngettext(
        "{outside} af {count} bevilling falder uden for det vejledende niveau.",
        "{outside} af {count} bevillinger falder uden for det vejledende niveau.",
        count,
    )
    yield text((said.format(outside=outside, count=count), OPEN if outside else GOOD))
    if outside:
        yield text(_("Borgerne skal følges, så de får anden støtte. Ingen har dermed fået afslag."))


def _one(one: Reached, *, everything: bool) -> Iterator[RenderableType]:
    if not (one.is_touched or everything):
        return
    lines = [text((f"{one.grant.case}: {outcome_text(one.outcome)}", STRONG))]
    lines += [text(row.text, (f"  [{row.code}]", QUIET)) for row in one.failing]
    words = one.assessment.standard.words
    if one.guiding:
        said = _("Har {granted}; det vejledende niveau er {guiding}.")
        levels = [value_text(a.value, a.question, words, language()) for a in one.guiding]
        granted = amounts_text(one.grant.amounts, words)
        lines.append(text(said.format(granted=granted, guiding=listed(levels))))
    facts = one.assessment.standard.words.facts
    if one.outcome is Outcome.UNKNOWN:
        group = one.assessment.answers["target_group"]
        asked = [a for name in group.missing
                 for a in one.assessment.standard.to_ask(name, one.assessment.known)]  # fmt: skip
        lines += [text(facts[name].ask) for name in dict.fromkeys(asked)]
    yield point("-", *lines)


def _how(version: NormFile) -> str:
    """How the version reaches running grants, in its own words."""
    known = {
        Reach.AT_FOLLOW_UP: _("Løbende bevillinger tages op ved den næste opfølgning."),
        Reach.INDIVIDUALLY: _("Løbende bevillinger tages op enkeltvis."),
        Reach.PLANNED_PROCESS: _("Løbende bevillinger tages op i en tilrettelagt proces."),
        Reach.TO_SOME_EXTENT: _("Standarden gælder i nogen grad for løbende bevillinger."),
        None: _("Standarden siger ikke, hvad der gælder for løbende bevillinger."),
    }
    return version.running_grants or known[version.reaches]


def _data(one: Reached) -> dict[str, object]:
    return {
        "case": one.grant.case,
        "version": one.version.file,
        "reaches": one.version.reaches.value if one.version.reaches else None,
        "outcome": one.outcome.value,
        "falls_outside": one.falls_outside,
        "failing": [row.code for row in one.failing],
        "guiding": {
            answered.question.name: answer_code(answered.value)
            for answered in one.guiding
            if isinstance(answered.value, Answer)
        },
    }
