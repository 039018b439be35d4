"""`kompas assess`: what law and standard say about one citizen, and why."""

from argparse import Namespace
from json import dumps, loads

from kompas.cli import OK, inputs, matrix
from kompas.cli.explanation_tree import Explained
from kompas.cli.failure import InputError
from kompas.cli.page import plain, show
from kompas.norms import FactError
from kompas.norms.report import to_json
from kompas.wire.facts import read_facts
from kompas.wire.reading import WireError
from kompas.words import _


def run(asked: Namespace) -> int:
    """Assess and show. Raises InputError."""
    on = inputs.day(asked.on)
    library = inputs.norms()
    standard = inputs.standard(library, asked.service, asked.municipality, asked.unit, on)
    name = asked.files[0]
    raw = inputs.raw(name)
    try:
        assessment = standard.assess(read_facts(inputs.called(name), raw, library), on)
    except WireError as error:
        raise inputs.refused(error, "facts") from None
    except FactError as error:
        raise InputError(
            _("{name} kan ikke bruges.").format(name=inputs.called(name)),
            _("Ret det, og kør igen. Formatet ses med: kompas schema {schema}").format(
                schema="facts"
            ),
            [error.text],
        ) from None
    if asked.json:
        plain(dumps(loads(to_json(assessment)), ensure_ascii=False, indent=2))
    else:
        show(*Explained(assessment, everything=asked.all).parts())
        show(*matrix.parts(library, asked.municipality, asked.unit, assessment.given, on))
    return OK
