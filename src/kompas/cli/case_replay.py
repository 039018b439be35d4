"""`kompas case replay`: an old decision judged again, under the norms of its own day."""

from argparse import Namespace
from json import dumps

from kompas.cli import NO, OK, inputs, record
from kompas.cli.judgement_page import VERDICTS
from kompas.cli.page import BAD, GOOD, STRONG, indented, plain, point, show, text
from kompas.inputs import ENTRY_NUMBER
from kompas.processes.judgement import Replayed
from kompas.processes.reading import replay
from kompas.words import _


def run(asked: Namespace) -> int:
    """Judge again and compare. Raises InputError."""
    viewer, now = record.worker(asked), record.now()
    case_id = record.case_id(asked.files[0], viewer)
    seq = inputs.typed(ENTRY_NUMBER, asked.files[1], _("Nummeret på registreringen"))
    again = replay(case_id, seq, viewer, record.purpose(asked), library=inputs.norms(), now=now)
    if asked.json:
        verdict = again.judgement.verdict.value if again.judgement else None
        data = {"verdict": verdict, "differences": list(again.differences)}
        plain(dumps(data, ensure_ascii=False, indent=2))
    else:
        _show(again)
    return NO if again.differences else OK


def _show(again: Replayed) -> None:
    if again.differences:
        show(text((_("✗ Ikke det samme som dengang."), f"{STRONG} {BAD}")))
        show(*(indented(point("-", text(one))) for one in again.differences))
        return
    verdict = again.judgement.verdict if again.judgement else None
    said = _(VERDICTS[verdict][2]) if verdict else "-"
    show(
        text(
            (
                _("✓ Det samme som dengang: afgørelsen {verdict}.").format(verdict=said),
                f"{STRONG} {GOOD}",
            )
        )
    )
