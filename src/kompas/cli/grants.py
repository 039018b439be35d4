"""`kompas grant import`: running grants from before Kompas become cases, from a spreadsheet."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextvars import copy_context

from rich.console import RenderableType

from kompas.accounts.administration import AdministrationError
from kompas.cli import OK, inputs, record
from kompas.cli.failure import InputError
from kompas.cli.grant_template import keep
from kompas.cli.page import GOOD, OPEN, QUIET, STRONG, indented, show, text
from kompas.limits import LARGEST_GRANTS_BYTES
from kompas.norms import Vocabulary
from kompas.processes import administering, grant_import
from kompas.processes.grant_plan import Plan, plan_of
from kompas.processes.grant_summary import counts, follow_ups
from kompas.wire.grants_table import left_out_table, read_grants
from kompas.wire.reading import WireError
from kompas.words import SOURCE_LANGUAGE, _, set_language


def run(asked: Namespace) -> int:
    """Show what would come of the file; with `--yes` let it. Raises InputError."""
    name, library = asked.files[0], inputs.norms()
    by, now = administering.at_the_terminal(), record.now()
    raw = inputs.raw(name, most=LARGEST_GRANTS_BYTES)
    try:
        file = read_grants(inputs.called(name), raw, library.words)
    except WireError as error:
        raise _refused(error) from None
    plan = plan_of(file, by, library, now=now, tell=_progress(_("{count} rækker læst")))
    show(*_told(plan, library.words))
    if asked.left_out and plan.left_out:
        keep(asked.left_out, left_out_table(file.head, plan.left_out))
    if plan.faults:
        raise InputError(
            _("Filen har fejl, og intet er indlæst."),
            _("Ret dem, og kør igen."),
            [one.text for one in plan.faults],
        )
    if not asked.yes:
        show(text((_("Intet er indlæst endnu. Skriv --yes for at gøre det."), QUIET)))
        return OK
    try:
        # What is recorded is Danish, whatever the language of the screen.
        spoken = copy_context()
        spoken.run(set_language, SOURCE_LANGUAGE)
        tell = _progress(_("{count} sager skrevet"))
        is_new = spoken.run(grant_import.take_in, plan, by, now=now, tell=tell)
    except AdministrationError as error:
        raise InputError(str(error), error.remedy) from None
    done = (
        _("✓ Bevillingerne er indlæst.") if is_new else _("Det er der allerede. Intet er ændret.")
    )
    show(text((done, f"{STRONG} {GOOD}")))
    return OK


def _refused(error: WireError) -> InputError:
    remedy = _("Ret det, og kør igen. Overskrifterne ses med: kompas grant template")
    told = _("{name} kan ikke bruges.").format(name=error.name)
    return InputError(told, remedy, list(error.faults))


def _told(plan: Plan, words: Vocabulary) -> Iterator[RenderableType]:
    """What is so, or would be; nothing of who the citizens are."""
    yield text((_("Filen {name}, aftryk {mark}").format(
        name=plan.file.name, mark=plan.file.fingerprint), STRONG))  # fmt: skip
    yield from (indented(text(line)) for line in counts(plan, words))
    yield from (indented(text(line)) for line in follow_ups(plan, words))
    if plan.left_out:
        yield text((_("Ikke indlæst:"), OPEN))
        for one in plan.left_out:
            at = _("række {number}").format(number=one.at.number)
            yield indented(text(f"{at}: {one.why}"))
    if plan.notes:
        yield text((_("Værd at se på:"), OPEN))
        yield from (indented(text(one.text)) for one in plan.notes)


def _progress(words: str) -> Callable[[int], None] | None:
    """Tells on a terminal how far it is; None where nobody looks."""
    if not sys.stderr.isatty():
        return None

    def tell(count: int) -> None:
        if count % _EACH == 0:
            sys.stderr.write("\r" + words.format(count=count))
            sys.stderr.flush()

    return tell


_EACH = 100
