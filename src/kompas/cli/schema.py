"""`kompas schema`: what the input must look like, as JSON Schema."""

from argparse import Namespace
from json import dumps

from kompas.casework.steps import STEPS
from kompas.cli import OK, inputs
from kompas.cli.failure import InputError, meant
from kompas.cli.page import plain
from kompas.wire.commands import command_schema
from kompas.wire.schema import decision_schema, facts_schema
from kompas.words import _, language


def run(asked: Namespace) -> int:
    """Show the schema. Raises InputError."""
    name = asked.files[0]
    library = inputs.norms()
    made = {
        "facts": lambda: facts_schema(library, language()),
        "decision": lambda: decision_schema(library),
        "command": lambda: command_schema(library, {n: _(s.title) for n, s in STEPS.items()}),
    }
    if name not in made:
        raise InputError(
            _("Formatet {name} findes ikke.").format(name=name),
            meant(name, made) or _("Skriv facts, decision eller command."),
        )
    plain(dumps(made[name](), ensure_ascii=False, indent=2))
    return OK
