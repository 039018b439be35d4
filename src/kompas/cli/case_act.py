"""`kompas case act`: do something in a case, or be told why not."""

from argparse import Namespace
from collections.abc import Iterator
from io import BytesIO
from json import dumps
from pathlib import Path
from typing import Any
from uuid import UUID

from rich.console import RenderableType

from kompas.accounts.access import Staff
from kompas.casework.commands import Refused
from kompas.casework.day_distances import UNLIKELY_DAY
from kompas.casework.record import danish_day, name_of
from kompas.casework.steps import title_of
from kompas.casework.timeline import Speech
from kompas.cli import NO, OK, inputs, record
from kompas.cli.case_pages import head, refused, refused_data, timeline
from kompas.cli.failure import InputError, reason_of
from kompas.cli.judgement_page import VERDICTS
from kompas.cli.page import GOOD, OPEN, QUIET, STRONG, indented, plain, show, text
from kompas.files.name import original_name
from kompas.norms import Library
from kompas.processes.act import Acted, act
from kompas.processes.attach_document import Paper, attach
from kompas.processes.help_elsewhere import contradictions
from kompas.processes.letters import make_letter
from kompas.processes.party import same_help_text
from kompas.register import summaries
from kompas.wire.commands import Asked, AttachDocument, MakeLetter, read_command
from kompas.wire.reading import WireError
from kompas.words import _

NEW = "new"


def run(asked: Namespace) -> int:
    """Read the command, do it and show what came of it. Raises InputError."""
    library = inputs.norms()
    called, name = asked.files
    viewer = record.worker(asked)
    try:
        command = read_command(inputs.called(name), inputs.raw(name), library)
    except WireError as error:
        raise inputs.refused(error, "command") from None
    outcome = _do(called, command, viewer, library)
    if isinstance(outcome, Refused):
        if asked.json:
            plain(dumps(refused_data(outcome), ensure_ascii=False, indent=2))
        else:
            show(*refused(outcome))
            if UNLIKELY_DAY in {one.code for one in outcome.reasons}:
                show(text((_('Er den rigtig, så skriv "days_confirmed": true.'), QUIET)))
        return NO
    if asked.json:
        plain(dumps(_data(outcome, library), ensure_ascii=False, indent=2))
    else:
        line = summaries.one(viewer, outcome.case.case_id)
        show(*_page(outcome, library, protected=line is not None and line.citizen_protected))
    return OK


def _do(called: str, asked: Asked, by: Staff, library: Library) -> Acted | Refused:
    command, now = asked.command, record.now()
    case_id: UUID | None = None if called == NEW else record.case_id(called, by)
    outcome: Acted | Refused
    if isinstance(command, MakeLetter | AttachDocument):
        if case_id is None:
            raise InputError(
                _("Det kan ikke ske i en ny sag."), _("Nævn sagen ved dens nummer eller id.")
            )
        if asked.valid_from is not None:
            raise InputError(_("{name} har ikke feltet valid_from.").format(name=asked.name))
        if isinstance(command, AttachDocument):
            outcome = _attach(case_id, command, by, library)
        else:
            belongs = asked.belongs if isinstance(asked.belongs, int) else None
            made = make_letter(case_id, by, library=library, now=now, belongs=belongs)
            outcome = made if isinstance(made, Refused) else made.acted
    else:
        outcome = act(
            case_id,
            command,
            by,
            library=library,
            now=now,
            belongs=asked.belongs,
            valid_from=asked.valid_from,
            days_confirmed=asked.days_confirmed,
        )
    return outcome


def _attach(case_id: UUID, command: AttachDocument, by: Staff, library: Library) -> Acted | Refused:
    try:
        content = Path(command.file).read_bytes()
    except OSError as error:
        raise InputError(
            _("{name} kan ikke læses: {reason}.").format(
                name=inputs.called(command.file), reason=reason_of(error)
            ),
            _("Se efter, om filen findes, og om du må læse den."),
        ) from None
    name = original_name(Path(command.file).name)
    paper = Paper(command.title, BytesIO(content), command.dated, command.clean, name)
    return attach(case_id, paper, by, library=library, now=record.now())


def _page(done: Acted, library: Library, *, protected: bool) -> Iterator[RenderableType]:
    names = ", ".join(title_of(name_of(entry.event)) for entry in done.events)
    yield text((f"✓ {names}", f"{STRONG} {GOOD}"))
    yield timeline(done.events, (), Speech(library.words, protected=protected))
    yield ""
    yield from head(done.case, library, danish_day(record.now()), protected=protected)
    yield text((_("Id: {id}").format(id=done.case.case_id), QUIET))
    if done.same_help:
        yield text((same_help_text(done.same_help), OPEN))
    if done.contradicts:
        yield text((done.contradicts, OPEN))
    if done.judgement is not None:
        sign, style, words = VERDICTS[done.judgement.verdict]
        yield ""
        told = _("Afgørelsen {verdict}.").format(verdict=_(words))
        yield text((f"{sign} {told}", style))
        for finding in done.judgement.findings:
            yield indented(text(f"- {finding.text}"))


def _data(done: Acted, library: Library) -> dict[str, Any]:
    data: dict[str, Any] = {
        "case_id": str(done.case.case_id),
        "case_number": done.case.case_number,
        "status": done.case.status.value,
        "events": [{"seq": e.seq, "event": name_of(e.event)} for e in done.events],
    }
    if done.judgement is not None:
        data["verdict"] = done.judgement.verdict.value
        data["findings"] = [f.text for f in done.judgement.findings]
    if done.same_help:
        data["same_help"] = [number for _id, number in done.same_help]
    if done.contradicts:
        data["contradicts"] = done.contradicts
    if told := contradictions(done.case, danish_day(record.now()), library.words):
        data["contradictions"] = told
    return data
