"""Read clause files, and say on which line what is wrong with them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from kompas.casework.decision import DecisionKind
from kompas.letters.clause_file import GENERAL, NOTICES, ClauseFile
from kompas.letters.clauses import (
    LABEL_SECTION,
    SENDER_SECTION,
    TITLE_SECTION,
    Clause,
    ClauseBook,
    names_in,
)
from kompas.norms import Library
from kompas.norms.fields import raise_if_any
from kompas.norms.problems import NotCodedError, Problem
from kompas.norms.vocabulary import Vocabulary
from kompas.words import _

FACTS = "facts.toml"
_HEAD_SECTIONS = (SENDER_SECTION, LABEL_SECTION, TITLE_SECTION)


def clauses_of(library: Library, service: str) -> ClauseBook:
    """The clauses for letters about a service, read once for as long as the norms are held.

    Raises as `read_clauses`.
    """
    name = f"letters/{service}"
    if name not in library.made:
        library.made[name] = read_clauses(library.folder / "letters", service, library.words)
    book: ClauseBook = library.made[name]
    return book


def notice_clauses_of(library: Library, kind: str, service: str) -> ClauseBook:
    """The clauses for a kind of letter that is no decision, about a service; read once, as above.

    Raises as `read_notice_clauses`.
    """
    name = f"{NOTICES}/{kind}/{service}"
    if name not in library.made:
        folder = library.folder / "letters"
        library.made[name] = read_notice_clauses(folder, kind, service, library.words)
    book: ClauseBook = library.made[name]
    return book


def read_clauses(folder: Path, service: str, words: Vocabulary) -> ClauseBook:
    """The clauses for letters about `service` from `folder` (`norms/letters`).

    `words` is the norms' vocabulary: the documents that clauses cite and the questions that they
    ask for. Raises NormError with every fault of both files, NotCodedError when the service has
    no clauses.
    """
    if not (folder / f"{service}.toml").is_file():
        name = words.services[service].text if service in words.services else service
        raise NotCodedError(_("Der er ingen brevtekster om {service}.").format(service=name))
    problems: list[Problem] = []
    seen: set[tuple[str | int, str]] = set()
    own = ClauseFile(folder / f"{service}.toml", words, problems, seen)
    general = ClauseFile(folder / GENERAL, words, problems, seen)
    told = ClauseFile(folder / FACTS, words, problems, seen)
    shared = general.sections()
    headings = own.instead("section", {one.code: (one.heading, "") for one in shared})
    sections = (*(replace(one, heading=headings.get(one.code, one.heading)) for one in shared),
                *own.sections())  # fmt: skip
    common = general.clauses()
    noticed = _noticed(folder, words)
    texts = own.instead("clause", {**_texts(common), **noticed})
    book = ClauseBook(
        sections=tuple(one for one in sections if one.code not in _HEAD_SECTIONS),
        clauses=(
            *own.clauses(),
            *(replace(one, text=texts.get(one.code, one.text)) for one in common),
        ),
        requirements=(*own.requirements(), *general.requirements()),
        labels=general.labels(),
        complaint=general.complaint(),
        periods=general.periods(),
        rules={**general.rules(), **own.rules()},
        shown={**general.shown(), **own.shown()},
        grounds=own.grounds(),
        sentences={**told.sentences(words.facts), **own.sentences(words.facts)},
        services=(),
        digests=(general.digest, told.digest, own.digest),
    )
    for reader in (general, told, own):
        reader.close(frozenset(one.code for one in sections))
    problems += _untitled(book, f"letters/{service}.toml")
    raise_if_any(problems)
    return book


def read_notice_clauses(folder: Path, kind: str, service: str, words: Vocabulary) -> ClauseBook:
    """The clauses for a kind of letter that is no decision (`norms/letters/notices/KIND.toml`).

    What all letters share comes from the general file: the clauses of the sections that this one
    has, and the requirements that it names. A service that speaks to more than one does so here
    too. Raises NormError with every fault of the file.
    """
    problems: list[Problem] = []
    seen: set[tuple[str | int, str]] = set()
    own = ClauseFile(folder / NOTICES / f"{kind}.toml", words, problems, seen, of_notice=True)
    general = ClauseFile(folder / GENERAL, words, [], seen)
    sections, asked, services = own.sections(), own.words("requires"), own.words("services")
    codes = {one.code for one in sections}
    general_headings = {one.code: one.heading for one in general.sections()}
    shared = tuple(one for one in general.clauses() if one.section in codes)
    demands = tuple(one for one in general.requirements() if one.code in asked)
    clauses, requirements = (*own.clauses(), *shared), (*own.requirements(), *demands)
    texts, headings = _said_otherwise(folder, service, words)
    own.close(frozenset(codes))
    problems += _no_title(clauses, own.name)
    raise_if_any(problems)
    return ClauseBook(
        sections=tuple(
            replace(
                one,
                heading=headings.get(one.code, one.heading or general_headings.get(one.code, "")),
            )
            for one in sections
            if one.code not in _HEAD_SECTIONS
        ),
        clauses=tuple(replace(one, text=texts.get(one.code, one.text)) for one in clauses),
        requirements=requirements,
        labels=general.labels(),
        complaint={},
        periods={},
        rules={},
        shown={},
        grounds={},
        sentences={},
        services=services,
        digests=(general.digest, own.digest),
    )


def _said_otherwise(
    folder: Path, service: str, words: Vocabulary
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """What a service says in its own words of shared clauses and headings, by their code. What is
    wrong there is told where its own letters are read.
    """
    path = folder / f"{service}.toml"
    if not path.is_file():
        return {}, {}
    own = ClauseFile(path, words, [], set())
    return own.instead("clause", {}), own.instead("section", {})


def _noticed(folder: Path, words: Vocabulary) -> dict[str, tuple[str, str]]:
    """The text and source of each clause of the letters that are no decision, by its code."""
    found: dict[str, tuple[str, str]] = {}
    for path in sorted((folder / NOTICES).glob("*.toml")):
        found |= _texts(ClauseFile(path, words, [], set(), of_notice=True).clauses())
    return found


def _texts(clauses: Iterable[Clause]) -> dict[str, tuple[str, str]]:
    return {one.code: (one.text, one.source or "") for one in clauses}


def _no_title(clauses: Iterable[Clause], file: str) -> Iterator[Problem]:
    """A letter needs a title that always stands."""
    titles = (one for one in clauses if one.section == TITLE_SECTION)
    if not any(not (t.when.needs or t.when.lacks or names_in(t.text)) for t in titles):
        yield Problem(
            file,
            0,
            _("Brevet har ingen overskrift, der altid står."),
            _('Skriv en [[clause]] med section = "title", uden needs og lacks.'),
        )


def _untitled(book: ClauseBook, file: str) -> Iterator[Problem]:
    """Each kind of decision needs a title that always stands."""
    for kind in DecisionKind:
        if not any(
            kind in (one.when.kinds or DecisionKind)
            and not (one.when.needs or one.when.lacks or names_in(one.text))
            for one in book.of(TITLE_SECTION)
        ):
            yield Problem(
                file,
                0,
                _("Breve af typen {kind} har ingen overskrift.").format(kind=kind),
                _('Skriv en [[clause]] med section = "title" for typen, uden needs og lacks.'),
            )
