"""All norms of a folder, and the standard that a municipality's decision of a day is judged by."""

import hashlib
import os
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from kompas.norms.citizen_facts import FactReader
from kompas.norms.derivations import FUNCTIONS
from kompas.norms.fields import Fields, raise_if_any
from kompas.norms.language import Language
from kompas.norms.previous_level import completed, only_of, spoken
from kompas.norms.problems import NormError, NotCodedError, Problem
from kompas.norms.read_grounds import GROUNDS, read_grounds
from kompas.norms.read_language import LANGUAGE, own_language, read_language
from kompas.norms.read_norms import read_norm_file
from kompas.norms.read_representatives import read_representatives
from kompas.norms.read_vocabulary import OPTIONAL, VOCABULARY, own_words, read_vocabulary
from kompas.norms.report import rendered
from kompas.norms.rows import NormFile, Row
from kompas.norms.standard import Standard
from kompas.norms.toml_lines import parse
from kompas.norms.versions import closed, overlapping
from kompas.norms.vocabulary import DerivedFunction, GroundType, RepresentativeKind, Vocabulary
from kompas.words import _, day_text

REPRESENTATIVES = "national/representatives.toml"
LOCK = "lock.toml"
OWN_GUIDE = "guide.toml"
"""What the public guide asks of a municipality's own facts, in its own folder."""
_NO_NORMS = {GROUNDS, REPRESENTATIVES, LANGUAGE, LOCK}


@dataclass
class Library:
    """The norms of a folder: words, types of ground, who may act for a citizen, and files;
    standards are made on demand.

    `language` is how texts speak; None where its file cannot be read, and then only `norms check`
    meets the library. `earlier` are the levels before a standard: in force on no day, and only
    compared. `left_out` are files that cannot be placed, with their digests; only `norms check`
    meets a library that has any. `made` is what other rooms have made of these norms and keep as
    long as them, by name: the texts of letters about a service (`letters/home_relief`).
    """

    folder: Path
    words: Vocabulary = field(repr=False)
    grounds: Mapping[str, GroundType] = field(repr=False)
    representatives: Mapping[str, RepresentativeKind] = field(repr=False)
    language: Language | None = field(repr=False)
    files: tuple[NormFile, ...] = field(repr=False)
    functions: Mapping[str, DerivedFunction] = field(repr=False)
    earlier: tuple[NormFile, ...] = field(default=(), repr=False)
    left_out: Mapping[str, str] = field(default_factory=dict, repr=False)
    made: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    _standards: dict[tuple[str | None, tuple[str, ...], int], Standard] = field(
        default_factory=dict, repr=False
    )
    _changes: dict[tuple[str, ...], tuple[date, ...]] = field(default_factory=dict, repr=False)

    def standard(
        self, service: str, municipality: str, on: date, unit: str | None = None
    ) -> Standard:
        """The rules for a service in a municipality on a day, national and local together.

        Raises NotCodedError, in words, when law or standard is not coded for that day.
        """
        local = self._local(service, municipality, on, unit)
        return self._standard(service, (*self._national(service, on), local), on)

    def national(self, service: str, on: date) -> Standard:
        """National law and practice alone. Raises NotCodedError."""
        return self._standard(service, self._national(service, on), on)

    def procedure(self, on: date) -> Standard:
        """The rules that hold for every decision, whatever the service. Raises NotCodedError."""
        files = [file for file in self.files if file.binds_everybody and file.service is None]
        return self._standard(
            None, tuple(self._in_force(files, on, _("Sagsbehandlingsreglerne"))), on
        )

    def framework(self, municipality: str, on: date, unit: str | None = None) -> Standard:
        """What a municipality lays down across its services: its guidance matrix and its ladder.

        It is no part of a service's standard: what it answers never weighs in a decision.
        Raises NotCodedError.
        """
        return self._standard(None, (self._local(None, municipality, on, unit),), on)

    @cached_property
    def _reader(self) -> FactReader:
        return FactReader(self.words.facts)

    @cached_property
    def file_by_name(self) -> Mapping[str, NormFile]:
        """The files by their place in the folder."""
        return {file.file: file for file in self.files}

    def row(self, named: str) -> Row | None:
        """The row that an entry of a case names: its file and its code, `vejen/104.toml within-6`.

        None where the folder does not have it any more.
        """
        file, _space, code = named.partition(" ")
        rows = self.file_by_name[file].rows if file in self.file_by_name else ()
        return next((row for row in rows if row.code == code), None)

    def standards(self) -> list[Standard]:
        """Every standard the folder makes, local and national, on every day the rules change."""
        return list(dict.fromkeys(made for file in self.files for made in self.standards_of(file)))

    def standards_of(self, file: NormFile) -> list[Standard]:
        """The standards that a file is part of, the oldest first; none where law is not coded."""
        made = []
        for day in self._days_of_change(self.in_force(file)):
            try:
                made.append(self.standard_around(file, day))
            except NotCodedError:
                continue
        return made

    def standard_around(self, file: NormFile, day: date) -> Standard:
        """The rules of a day that a file is part of; an earlier level beside that day's law.

        Raises NotCodedError.
        """
        if file.precedes and file.service:
            law = only_of(self._national(file.service, day), spoken(file))
            return self._standard(file.service, (*law, file), day)
        if file.municipality:
            if file.service is None:
                return self.framework(file.municipality, day, file.unit)
            return self.standard(file.service, file.municipality, day, file.unit)
        return self.national(file.service, day) if file.service else self.procedure(day)

    def in_force(self, file: NormFile) -> NormFile:
        """The file itself; of an earlier level the one that it precedes."""
        return self.file_by_name[file.precedes] if file.precedes else file

    def _days_of_change(self, file: NormFile) -> list[date]:
        """The days of a file's validity on which it, or the law beside it, begins or changes."""
        beside = [f for f in self.files if f.binds_everybody and f.service in (None, file.service)]
        files = (file, *beside)
        days = _changes((*files, *(row for f in files for row in f.rows)))
        return [day for day in days if file.period.holds(day)]

    def _national(self, service: str, on: date) -> tuple[NormFile, ...]:
        act = [f for f in self.files if f.binds_everybody and f.service == service]
        if not act:
            raise NotCodedError(
                _("Reglerne om {service} er ikke lagt ind i Kompas.").format(
                    service=self._service_text(service)
                )
            )
        common = [f for f in self.files if f.binds_everybody and f.service is None]
        return (
            *self._in_force(common, on, _("Sagsbehandlingsreglerne")),
            *self._in_force(act, on, self._service_text(service)),
        )

    def _local(
        self, service: str | None, municipality: str, on: date, unit: str | None
    ) -> NormFile:
        name = self.words.municipalities.get(municipality)
        if name is None:
            raise NotCodedError(
                _("Kompas kender ikke kommunen {municipality}. Kendte: {known}.").format(
                    municipality=municipality, known=", ".join(self.words.municipalities)
                )
            )
        files = [f for f in self.files if (f.service, f.municipality) == (service, municipality)]
        if not files and service is None:
            raise NotCodedError(
                _("{name} har ingen fælles ramme for ydelserne i Kompas.").format(name=name)
            )
        if not files:
            raise NotCodedError(
                _("{name} har ingen standard for {service} i Kompas.").format(
                    name=name, service=self._service_text(str(service))
                )
            )
        found = self._in_force(files, on, _("{name}s standard").format(name=name))
        chosen = [file for file in found if unit in (None, file.unit)]
        if len(chosen) != 1:
            raise NotCodedError(
                _("Vælg en enhed i {name}: {units}.").format(
                    name=name, units=", ".join(sorted(file.unit or "-" for file in found))
                )
            )
        return chosen[0]

    def _in_force(self, files: Iterable[NormFile], on: date, what: str) -> list[NormFile]:
        files = list(files)
        found = [file for file in files if file.period.holds(on)]
        if not found:
            firsts = [file.period.first for file in files if file.period.first]
            raise NotCodedError(
                _(
                    "{what}: der er ikke lagt regler ind, som gælder den {day}. "
                    "Den tidligste dag, Kompas kan svare for, er {first}."
                ).format(what=what, day=day_text(on), first=day_text(min(firsts)))
                if firsts
                else _("{what}: der er ikke lagt regler ind.").format(what=what)
            )
        return found

    def _standard(self, service: str | None, files: tuple[NormFile, ...], on: date) -> Standard:
        # A day matters only by the rows in force on it: of all days between two changes it is one.
        names = tuple(file.file for file in files)
        if names not in self._changes:
            self._changes[names] = _changes(
                row for file in files for row in (*file.rows, *file.kept)
            )
        key = (service, names, bisect_right(self._changes[names], on))
        if key not in self._standards:
            made = Standard(service, files, self.words, on, self._reader)
            self._standards[key] = rendered(made)
        return self._standards[key]

    def _service_text(self, service: str) -> str:
        known = self.words.services.get(service)
        return f"{known.text} ({', '.join(known.legal_basis)})" if known else service


def _changes(lasting: Iterable[NormFile | Row]) -> tuple[date, ...]:
    """The days on which something begins to hold, or holds no longer, in their order."""
    periods = [one.period for one in lasting]
    firsts = {period.first for period in periods if period.first}
    after = {period.last + timedelta(days=1) for period in periods if period.last}
    return tuple(sorted(firsts | after))


def default_folder() -> Path:
    """The folder that KOMPAS_NORMS names; else the norms that Kompas ships.

    Those lie beside the source in a checkout, else inside the package.
    """
    if chosen := os.environ.get("KOMPAS_NORMS"):
        return Path(chosen)
    inside = Path(__file__).resolve().parents[1] / "_norms"
    return inside if inside.is_dir() else Path(__file__).resolve().parents[3] / "norms"


def load(
    folder: Path | None = None, functions: Mapping[str, DerivedFunction] = FUNCTIONS
) -> Library:
    """Read a folder of norms. Raises NormError with every fault of every file."""
    problems: list[Problem] = []
    library = gather(folder or default_folder(), problems, functions)
    raise_if_any(problems)
    return library


def gather(
    folder: Path, problems: list[Problem], functions: Mapping[str, DerivedFunction] = FUNCTIONS
) -> Library:
    """Read as much of a folder as can be read; `problems` gets every fault that it meets.

    Where there is any, the library serves only to find more: what is wrong with one row hides
    nothing that is wrong with another. Raises NormError where nothing can be read, because there
    are no norms or the vocabulary is no TOML.
    """
    _check_whole(folder)
    words = read_vocabulary(folder, functions, problems)
    problems += _misnamed(folder)
    grounds = _grounds(folder, words, problems)
    acting = _representatives(folder, words, problems)
    files: list[NormFile] = []
    left_out: dict[str, str] = {}
    for relative in _norm_files(folder):
        try:
            file = read_norm_file(folder, relative, words, problems)
        except NormError as error:
            problems.extend(error.problems)
            left_out[relative] = hashlib.sha256((folder / relative).read_bytes()).hexdigest()
            continue
        if file.is_placed:
            files.append(file)
        else:
            left_out[relative] = file.digest
    earlier = [file for file in files if file.precedes]
    files = closed([file for file in files if not file.precedes], problems, left_out)
    earlier_levels = completed(earlier, files, problems, left_out)
    problems += overlapping(files, {one.file for one in problems if one.code == "replaces"})
    language = _language(folder, words, grounds, problems)
    library = Library(
        folder, words, grounds, acting, language, tuple(files), functions, earlier_levels, left_out
    )
    for standard in library.standards():
        problems += standard.problems
    told = {problem.file for problem in problems}
    for file in earlier_levels:  # what it keeps of a broken file is told there
        if file.file not in told and file.precedes not in told:
            for standard in library.standards_of(file):
                problems += standard.problems
    return library


def _grounds(folder: Path, words: Vocabulary, problems: list[Problem]) -> dict[str, GroundType]:
    try:
        return read_grounds(folder, words, problems)
    except NormError as error:
        problems.extend(error.problems)
        return {}


def _language(
    folder: Path,
    words: Vocabulary,
    grounds: Mapping[str, GroundType],
    problems: list[Problem],
) -> Language | None:
    try:
        return read_language(folder, words, grounds, problems)
    except NormError as error:
        problems.extend(error.problems)
        return None


def _representatives(
    folder: Path, words: Vocabulary, problems: list[Problem]
) -> dict[str, RepresentativeKind]:
    try:
        return read_representatives(folder, REPRESENTATIVES, words, problems)
    except NormError as error:
        problems.extend(error.problems)
        return {}


def _check_whole(folder: Path) -> None:
    """A folder of norms is whole: a standard stands on the words and the law beside it.

    Raises NormError.
    """
    missing = [
        name
        for name in (*VOCABULARY, GROUNDS, REPRESENTATIVES, LANGUAGE)
        if name not in OPTIONAL and not (folder / name).is_file()
    ]
    if "facts.toml" in missing:
        what = _("Der er ingen normer i mappen {folder}.").format(folder=folder)
        todo = _("Peg på en mappe med facts.toml og resten af ordlisten.")
        raise NormError((Problem("facts.toml", 0, what, todo),))
    if missing:
        todo = _(
            "Kopiér hele mappen norms, som Kompas har med, og læg kommunens egen mappe i kopien."
        )
        what = _("Mappen med regler er ikke hel: {name} mangler.")
        raise NormError(tuple(Problem(name, 0, what.format(name=name), todo) for name in missing))


def frozen_digests(folder: Path) -> dict[str, str]:
    """The digests of the files in use (`lock.toml`), or none. Raises NormError."""
    path = folder / LOCK
    problems: list[Problem] = []
    toml = parse(LOCK, path.read_bytes() if path.exists() else b"")
    digests = dict(Fields(toml, (), problems).table("sha256").items())
    raise_if_any(problems)
    return digests


def _misnamed(folder: Path) -> list[Problem]:
    """Files that look like norms but would not be read: editors add endings of their own."""
    return [
        Problem(
            path.relative_to(folder).as_posix(),
            0,
            _("Filen bliver ikke læst: navnet ender ikke på .toml."),
            _("Giv den et navn, der ender på .toml, eller flyt den ud af mappen."),
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".toml" and ".toml" in path.name.lower()
        and not path.name.startswith((".", "~", "#")) and not path.name.endswith("~")
    ]  # fmt: skip


def _norm_files(folder: Path) -> list[str]:
    own = {*own_words(folder), *own_language(folder)}
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*.toml"))
    return sorted(
        name
        for name in names
        if name not in VOCABULARY.keys() | _NO_NORMS | own
        and not name.startswith(("letters/", "pages/"))
        and not name.endswith(f"/{OWN_GUIDE}")
    )
