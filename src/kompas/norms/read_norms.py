"""Read norm files, and refuse what is wrong with file, line and remedy."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kompas.norms.fields import NATIONAL, Fields
from kompas.norms.problems import Period, Problem, remedy
from kompas.norms.read_questions import read_own_question
from kompas.norms.read_rows import RowReader
from kompas.norms.remarks import read_remarks
from kompas.norms.rows import Example, NormFile, Reach
from kompas.norms.toml_lines import parse
from kompas.norms.vocabulary import Vocabulary
from kompas.words import _


def read_norm_file(
    folder: Path, relative: str, words: Vocabulary, problems: list[Problem]
) -> NormFile:
    """Read one norm file. Faults are added to `problems`."""
    raw = (folder / relative).read_bytes()
    toml = parse(relative, raw)
    top = Fields(toml, (), problems)
    head = top.table("norm")
    own_folder = relative.partition("/")[0] if "/" in relative else ""
    told = len(problems)
    own = {
        name: read_own_question(name, fields, words) for name, fields in top.table("define").named()
    }
    unsound = set(own) if len(problems) > told else set()
    reader = RowReader(
        words,
        {**words.questions, **own},
        relative,
        problems,
        None if own_folder == NATIONAL else own_folder,
    )
    reader.unsound |= unsound
    place = _read_place(head, own_folder, words, problems)
    reader.is_earlier = place.precedes is not None
    national = own_folder == NATIONAL
    rows = reader.rows(top.table("question"), national=national)
    file = NormFile(
        file=relative,
        digest=hashlib.sha256(raw).hexdigest(),
        title=head.text("title"),
        service=place.service,
        municipality=place.municipality,
        unit=place.unit,
        period=place.period,
        adopted=head.optional_text("adopted") or "",
        reading=head.optional_text("reading"),
        running_grants=head.optional_text("running_grants"),
        rows=tuple(row for row in rows if row.restates is None),
        protections=tuple(
            reader.protection(fields, national=national) for fields in top.tables("protection")
        ),
        examples=tuple(_example(fields, relative) for fields in top.tables("example")),
        questions=own,
        replaces=place.replaces,
        corrects=head.optional_text("corrects"),
        line_of={key: toml.line(("norm", key)) for key in ("valid_from", "replaces", "precedes")},
        restated=tuple(row for row in rows if row.restates is not None),
        reaches=head.word("reaches", Reach) if "reaches" in head else None,
        reviewed_by=str(head.take("reviewed_by") or ""),
        precedes=place.precedes,
        remarks=read_remarks(
            top,
            reader,
            [reader.questions[row.question] for row in rows if row.restates is None],
        ),
        unsound=frozenset(reader.unsound),
        is_placed=place.is_known,
    )
    if not national and not file.adopted:
        head.fault(
            _("Det står ikke, om standarden er vedtaget."),
            _('Skriv adopted = "2019-02-27, Socialudvalget" eller adopted = "unknown".'),
        )
    if file.corrects and not file.replaces:
        head.fault(
            _("Det står ikke, hvilken fil der rettes."),
            _('Skriv replaces = "mappe/fil.toml" for den fil, som denne retter.'),
            "corrects",
        )
    head.close()
    top.close()
    return file


@dataclass(frozen=True, slots=True)
class _Place:
    """Whose rules a file holds, for what and when; `is_known` is False where that is not sure."""

    service: str | None
    municipality: str | None
    unit: str | None
    period: Period
    replaces: str | None
    precedes: str | None
    is_known: bool


def _read_place(
    head: Fields, own_folder: str, words: Vocabulary, problems: list[Problem]
) -> _Place:
    """Read the part of the head that says where the file belongs."""
    told = len(problems)
    service, municipality = head.optional_text("service"), head.optional_text("municipality")
    framework = _framework(head)
    _check_known(head, "service", service, words.services)
    _check_known(head, "municipality", municipality, words.municipalities)
    if municipality in (None, *words.municipalities):
        _check_folder(head, own_folder, municipality)
    has_start = "valid_from" in head
    place = _Place(
        service,
        municipality,
        head.optional_text("unit"),
        head.period(),
        head.optional_text("replaces"),
        head.optional_text("precedes"),
        is_known=True,
    )
    if municipality is not None and service is None and not framework:
        head.fault(
            _("Det står ikke, hvilken ydelse standarden er for."),
            _("Skriv service som en af: {known}. Er filen kommunens ramme for alle ydelser, så "
              "skriv framework = true.").format(known=", ".join(words.services)),
        )  # fmt: skip
    if framework and (municipality is None or service is not None):
        head.fault(
            _("En ramme gælder alle ydelser i én kommune."),
            _("Skriv municipality, og fjern service, eller fjern framework."),
            "framework",
        )
    if not has_start and place.precedes is None:
        head.fault(
            _("Det står ikke, hvornår reglerne gælder fra."), _("Skriv valid_from = 2026-01-01.")
        )
    for key, named in (("replaces", place.replaces), ("precedes", place.precedes)):
        _check_same_folder(head, own_folder, key, named)
    return replace(place, is_known=len(problems) == told)


def _check_known(head: Fields, key: str, word: str | None, words: Mapping[str, Any]) -> None:
    if word is not None and word not in words:
        head.fault(
            _("{word} findes ikke i ordlisten.").format(word=f'"{word}"'),
            remedy(word, words, _("Vælg en af: {known}.").format(known=", ".join(words))),
            key,
        )


def _check_folder(head: Fields, own_folder: str, municipality: str | None) -> None:
    """A file lies in the folder of the municipality whose rules it holds, else in national."""
    if own_folder == (municipality or NATIONAL):
        return
    if municipality is None:
        head.fault(
            _("Filen ligger i {folder}, men siger ikke, hvilken kommune den er for.").format(
                folder=own_folder or _("mappen med ordlisten")
            ),
            _('Skriv municipality = "{folder}". Gælder den alle, hører den til i {national}/.')
            .format(folder=own_folder or "...", national=NATIONAL),
        )  # fmt: skip
        return
    head.fault(
        _("Filen ligger i {folder}, men er skrevet for {municipality}.").format(
            folder=own_folder or _("mappen med ordlisten"), municipality=municipality
        ),
        _("Flyt filen til {municipality}/.").format(municipality=municipality)
        if own_folder in ("", NATIONAL)
        else _('Skriv municipality = "{folder}", eller flyt filen til {municipality}/.').format(
            folder=own_folder, municipality=municipality
        ),
        "municipality",
    )


def _check_same_folder(head: Fields, own_folder: str, key: str, named: str | None) -> None:
    """A file follows another of its own folder: no municipality ends another's standard."""
    if named is not None and "/" in named and named.partition("/")[0] != own_folder:
        head.fault(
            _("{key} nævner {other}, som ligger i en anden mappe.").format(
                key=f"`{key}`", other=named
            ),
            _("Nævn en fil i {folder}/, eller fjern {key}.").format(
                folder=own_folder or "...", key=key
            ),
            key,
            key,
        )


def _example(fields: Fields, file: str) -> Example:
    expect = {
        name: tuple(str(item) for item in (value if isinstance(value, list) else [value]))
        for name, value in fields.table("expect").items()
    }
    facts = dict(fields.table("facts").items())
    example = Example(fields.text("name"), file, fields.line, facts, expect)
    fields.close()
    return example


def _framework(head: Fields) -> bool:
    """Whether the head says that the file is a municipality's framework across its services."""
    value = head.take("framework")
    if value is not None and not isinstance(value, bool):
        head.fault(
            _("{key} er hverken true eller false.").format(key="`framework`"),
            _("Skriv framework = true, hvis filen er kommunens ramme for alle ydelser."),
            "framework",
        )
    return value is True
