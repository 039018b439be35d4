"""Letters that are no decision: a hearing, a delay, a request for information, a missing plan.

They are written by the same engine from clauses of their own (`norms/letters/notices`), with the
sender, the signature and the demands of every letter.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from kompas.casework.correction import Slip
from kompas.casework.decision import Citizen, Contact, Evidence
from kompas.letters import number_words
from kompas.letters.clauses import ClauseBook
from kompas.letters.composing import written
from kompas.letters.from_norms import sender_facts
from kompas.letters.letter import Letter
from kompas.letters.scope import Scope, Words, value, worded
from kompas.letters.variables import address, checked, has_a_way, people, sender
from kompas.norms import Library

_PATH = "notice"


class NoticeKind(StrEnum):
    """What the citizen is written to about; each has a file of clauses."""

    HEARING = "hearing"
    DELAY = "delay"
    INFORMATION_REQUEST = "information_request"
    ACTION_PLAN = "action_plan"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What one such letter says. `service` is the kind of help, by its name.

    `days` and `texts` are by the names that clauses use (`answer_by`, `told`); a text is the
    caseworker's own. `papers` are what the citizen is sent, `slips` what is put right.
    """

    kind: NoticeKind
    service: str
    municipality: str
    unit: str | None
    citizen: Citizen | None
    contact: Contact | None
    case_number: str
    written_on: date | None
    of_complaint: bool = False
    days: Mapping[str, date] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    papers: tuple[Evidence, ...] = ()
    slips: tuple[Slip, ...] = ()


def compose_notice(notice: Notice, library: Library, book: ClauseBook) -> Letter:
    """The letter, whole or as a draft that says what it lacks. `book` has the clauses of its kind
    (`kompas.letters.notice_clauses_of`).
    """
    facts = sender_facts(notice.municipality, notice.unit, library.words)
    named = library.words.services.get(notice.service)
    days = {"written_on": notice.written_on, **notice.days}
    words: Words = {
        **sender(facts, _PATH),
        **people(notice.citizen, notice.contact, _PATH),
        **worded("case_number", notice.case_number, f"{_PATH}.case_number"),
        **worded("service", named.text if named else None, f"{_PATH}.service"),
    }
    for name, day in days.items():
        words |= worded(name, number_words.day(day) if day else None, f"{_PATH}.{name}")
    for name, text in notice.texts.items():
        words |= worded(name, text, f"{_PATH}.{name}.text")
    groups = {
        "address": tuple(address(notice.citizen, _PATH)),
        "paper": tuple(_papers(notice)),
        "slip": tuple(_slips(notice)),
    }
    scope = checked(Scope(words, frozenset(_flags(notice, book)), groups))
    return replace(written(scope, book, notice.written_on), logo=facts.logo)


def _papers(notice: Notice) -> Iterator[Scope]:
    for paper in notice.papers:
        path = f"{_PATH}.papers.{paper.id}"
        dated = value(number_words.day(paper.dated), f"{path}.dated")
        yield Scope({"paper_title": value(paper.title, f"{path}.title"), "paper_dated": dated})


def _slips(notice: Notice) -> Iterator[Scope]:
    for place, one in enumerate(notice.slips):
        path = f"{_PATH}.slips[{place}]"
        said = {"slip_was": one.was, "slip_now": one.now}
        yield Scope({name: value(text, f"{path}.{name}") for name, text in said.items()})


def _flags(notice: Notice, book: ClauseBook) -> Iterator[str]:
    held = {
        "contact_way": has_a_way(notice.contact),
        "for_service": not book.services or notice.service in book.services,
        "of_complaint": notice.of_complaint,
        "overdue": _is_overdue(notice),
    }
    yield from (name for name, holds in held.items() if holds)


def _is_overdue(notice: Notice) -> bool:
    """Whether the day that was promised had gone when the letter was written."""
    promised = notice.days.get("promised_on")
    return bool(promised and notice.written_on and notice.written_on > promised)
