"""`kompas letter`: the letter about a decision, when it may be sent; else what it lacks."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path

from rich.console import RenderableType

from kompas.cli import NO, OK, inputs
from kompas.cli.failure import InputError, reason_of
from kompas.cli.judgement_page import Judged
from kompas.cli.page import BAD, GOOD, OPEN, QUIET, STRONG, indented, point, show, text
from kompas.cli.soundness import judged_file
from kompas.cli.terminal_text import HIDDEN_CPR, shown
from kompas.letters import (
    AIM_LIX,
    Letter,
    Missing,
    clauses_of,
    compose,
    facts_from_norms,
    plain_text,
    readability_of,
    unconfirmed,
)
from kompas.letters.html import to_html
from kompas.letters.pdf import to_pdf
from kompas.norms import NormError, NotCodedError
from kompas.soundness import Finding, Severity, Verdict
from kompas.typesetting import UnprintableTextError
from kompas.words import _

STDOUT = "-"
"""As the name of a file to write: standard output."""
_CPR_CODE = "cpr"
"""The requirement that no CPR number stands in the text; not even a draft is written with one."""


def run(asked: Namespace) -> int:
    """Compose, and write what may be written. Raises InputError."""
    targets = _targets(asked)
    judged = judged_file(asked.files[0], inputs.norms(), inputs.day(asked.on))
    letter = _letter(judged, draft=asked.draft)
    missing = [part for part in letter.missing if part.code != _ASKED_FOR_DRAFT]
    if missing and (not asked.draft or any(part.code == _CPR_CODE for part in missing)):
        show(*_not_ready(judged, missing))
        return NO
    try:
        made = {
            path: to_html(letter, show_traces=not letter.is_final).encode()
            if path == asked.html
            else to_pdf(letter)
            for path in targets
        }
    except UnprintableTextError as error:
        raise InputError(str(error), _("Ret teksten i {file}.").format(file=judged.file)) from None
    for path, content in made.items():
        _write(path, content)
    written = [_("standard-ud") if path == STDOUT else path for path in made]
    # What is told does not end up in the letter that another program reads.
    with redirect_stdout(sys.stderr if STDOUT in made else sys.stdout):
        show(*_done(judged, letter, missing, written))
    return OK


_ASKED_FOR_DRAFT = "asked_for_draft"


def _targets(asked: Namespace) -> list[str]:
    """The files to write; none with --check. Raises InputError."""
    targets = [path for path in (asked.output, asked.html) if path]
    if asked.check:
        return []
    if not targets:
        raise InputError(
            _("Det mangler, hvor brevet skal lægges."),
            _("Skriv -o brev.pdf, eller --check for kun at se, om det kan sendes."),
        )
    source = Path(asked.files[0])
    places = [path if path == STDOUT else Path(path).resolve() for path in targets]
    if len(set(places)) < len(places) or source.resolve() in places:
        raise InputError(
            _("Brevet ville overskrive en anden fil fra samme kommando."),
            _("Giv PDF'en, websiden og udkastet hver sit navn."),
        )
    return targets


def _letter(judged: Judged, *, draft: bool) -> Letter:
    """The letter with all that keeps it from being sent. Raises InputError."""
    decision, library = judged.decision, judged.library
    try:
        book = clauses_of(library, decision.service)
    except NotCodedError as error:
        raise InputError(
            error.text, _("Skriv brevet i hånden, eller få brevteksterne lagt ind (norms/letters).")
        ) from None
    except NormError as error:
        raise inputs.broken(error) from None
    facts = facts_from_norms(decision, library, judged.judgement.assessment)
    letter = compose(decision, facts, book)
    blocking = [f for f in judged.judgement.findings if f.severity is Severity.BLOCKING]
    told = {name for finding in blocking for name in finding.lacks}
    missing = [
        *(_as_missing(finding) for finding in blocking),
        # What the soundness check tells already is not told twice.
        *(part for part in letter.missing if part.code not in told),
    ]
    if _holds_cpr(letter) and all(part.code != _CPR_CODE for part in missing):
        missing.append(
            Missing(
                _CPR_CODE,
                "Der står et cpr-nummer i brevet, fx i sagsnummeret.",
                "Slet det. Et brev viser ikke cpr-numre.",
            )
        )
    if draft and not missing:
        missing.append(
            Missing(
                _ASKED_FOR_DRAFT,
                "Intet; der er bedt om et udkast.",
                "Skriv brevet endeligt, når det skal sendes.",
            )
        )
    return replace(letter, missing=tuple(missing))


def _holds_cpr(letter: Letter) -> bool:
    """Whether a CPR number stands anywhere, in the case number or an address too."""
    return HIDDEN_CPR in shown(plain_text(letter))


def _as_missing(finding: Finding) -> Missing:
    return Missing(finding.code, finding.text, finding.remedy, finding.source)


def _write(path: str, content: bytes) -> None:
    try:
        if path == STDOUT:
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        else:
            Path(path).write_bytes(content)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(
            _("{name} kan ikke skrives: {reason}.").format(name=path, reason=reason_of(error)),
            _("Vælg en mappe, der findes, og som du må skrive i."),
        ) from None


def _not_ready(judged: Judged, missing: list[Missing]) -> Iterator[RenderableType]:
    yield judged.head()
    yield ""
    yield text((_("✗ Brevet kan ikke sendes endnu. Intet er skrevet."), f"{STRONG} {BAD}"))
    yield ""
    yield text((_("Det mangler ({count})").format(count=len(missing)), f"{STRONG} {BAD}"))
    yield from _listed(missing)
    yield ""
    advice = _("Ret udkastet, og kør igen. Med --draft bliver det skrevet, mærket UDKAST.")
    if any(part.code == _CPR_CODE for part in missing):
        advice = _("Slet CPR-nummeret, og kør igen. Et brev med CPR-numre bliver aldrig skrevet.")
    yield text((advice, QUIET))


def _listed(missing: list[Missing]) -> Iterator[RenderableType]:
    for number, part in enumerate(missing, 1):
        lines = [text(part.text)]
        if part.source:
            lines.append(text((_("Kilde: {source}").format(source=part.source), QUIET)))
        lines.append(text((_("Gør nu: {remedy}").format(remedy=part.remedy), STRONG)))
        yield indented(point(f"{number}.", *lines))


def _done(
    judged: Judged, letter: Letter, missing: list[Missing], written: list[str]
) -> Iterator[RenderableType]:
    yield judged.head()
    yield ""
    files = ", ".join(written)
    if not written:
        yield text((_("✓ Brevet kan sendes: intet mangler."), f"{STRONG} {GOOD}"))
    elif letter.is_final:
        yield text((_("✓ Brevet er skrevet: {files}").format(files=files), f"{STRONG} {GOOD}"))
    else:
        said = _("~ Skrevet som UDKAST: {files}. Det må ikke sendes.").format(files=files)
        yield text((said, f"{STRONG} {OPEN}"))
    if missing:
        yield ""
        yield text((_("Det mangler ({count})").format(count=len(missing)), f"{STRONG} {BAD}"))
        yield from _listed(missing)
    if judged.judgement.verdict is Verdict.CANNOT_BE_JUDGED:
        yield text(_("Noget i afgørelsen er åbent. Se: kompas soundness {file}").format(
            file=judged.file))  # fmt: skip
    doubtful = unconfirmed(letter)
    if doubtful:
        yield ""
        yield text((_("Se efter, om det passer: det står kun i din egen tekst."), STRONG))
        for one in doubtful:
            yield indented(point("-", text(one.amount, (f"  [{one.trace}]", QUIET))))
    yield ""
    yield from _reading(letter)


def _reading(letter: Letter) -> Iterator[RenderableType]:
    """How hard the letter is to read, and which sentences make it so."""
    found = readability_of(letter)
    told = _("Læsbarhed: LIX {lix}; målet er højst {aim}. {words} ord i {sentences} sætninger.")
    yield text(
        (
            told.format(lix=found.lix, aim=AIM_LIX, words=found.words, sentences=found.sentences),
            GOOD if found.is_plain else OPEN,
        )
    )
    if found.hard:
        yield ""
        yield text((_("Svære sætninger ({count})").format(count=len(found.hard)), STRONG))
    for number, sentence in enumerate(found.hard, 1):
        yield indented(
            point(
                f"{number}.",
                text(sentence.text),
                text((" ".join(sentence.why), STRONG)),
                text((f"LIX {sentence.lix} · {sentence.trace}", QUIET)),
            )
        )
