"""Find cases by what stands in them, and show where it stands.

The words that are searched for come into no trace and no address. What is shown of a case is read
as everybody reads its record (`kompas.processes.reading.visible_several`).
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from kompas.accounts.access import Staff
from kompas.casework.findable import fact_mark, standing, texts_of
from kompas.casework.record import Recorded
from kompas.casework.search_words import is_form_of, placed, words_of
from kompas.casework.steps import step_of
from kompas.casework.steps.fact import FactNoted
from kompas.casework.timeline import Speech
from kompas.inputs.cpr import cpr_fault, digits_of, with_hidden
from kompas.norms import Fact, Vocabulary
from kompas.norms.domain import FactType
from kompas.persons import lookup
from kompas.processes.reading import checked, folded, visible_several
from kompas.register import access, search
from kompas.register.log import Erased
from kompas.words import _

SHORTEST_IN_FACTS = 4
"""Letters of a word that is looked for in the names of facts."""
AROUND = 60
"""Characters of a text that are shown on each side of what was found in it."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Where in a case something was found: the entry, what it is called, its day, and the text in
    parts, each with whether it is what was searched for.
    """

    entry: int
    title: str
    day: date
    parts: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, and where, by the ids of the cases; nothing for what the line shows."""

    hits: search.Hits
    excerpts: Mapping[UUID, Excerpt] = field(default_factory=dict)


def find(
    text: str, by: Staff, purpose: str, *, now: datetime, words: Vocabulary | None = None
) -> search.Hits:
    """Search the cases that a user may see. At most six statements. Raises PurposeRefused.

    A CPR number finds the cases of whom it belongs to, also by a record that was merged. With the
    norms' `words`, what is called so among the facts is found too.
    """
    with access.acting(by):
        access.note(by.username, now, access.What.SEARCH, checked(purpose), query=text)
    hits = search.search(by, text, tags=_marked(text, words) if words else None)
    digits = digits_of(text.strip())
    person = lookup.with_cpr(digits) if cpr_fault(digits) is None else None
    if person is None or person.merged_into is None:
        return hits
    return _with(hits, lookup.cases_of(by, person.root))


def shown(
    text: str, hits: search.Hits, by: Staff, purpose: str, *, now: datetime, speech: Speech
) -> Found:
    """What was found with where it stands: a look at each case of which something is shown. Three
    statements; none for a CPR number, which stands in no text.
    """
    asked = words_of(text)
    if not hits.lines or cpr_fault(digits_of(text.strip())) is None:
        return Found(hits)
    with access.acting(by):
        records = visible_several([line.case_id for line in hits.lines])
        excerpts = _excerpts(asked, hits, records, speech)
        if excerpts:
            what = access.What.SEARCH
            access.note_each(by.username, now, what, checked(purpose), [*excerpts])
    return Found(hits, excerpts)


def remarks(hits: search.Hits) -> tuple[str, ...]:
    """What is to be said of how it was found; nothing for what is as it was typed."""
    said = []
    if hits.near and hits.lines:
        said.append(_("Ingen sag har ordene, som du skrev dem. Her er det, der ligner."))
    if hits.partly and not hits.more:
        text = _(
            "Ordene står i rigtig mange sager. Der er søgt i dine egne og i de {n} åbne sager,"
            " hvis frist er nærmest. Skriv et ord mere, så søges der i alle."
        )
        said.append(text.format(n=search.MOST_READ))
    return tuple(said)


def _excerpts(
    asked: Sequence[str],
    hits: search.Hits,
    records: Mapping[UUID, Sequence[Recorded]],
    speech: Speech,
) -> dict[UUID, Excerpt]:
    excerpts = {}
    for line in hits.lines:
        known = words_of(f"{line.citizen_name} {line.case_number}")
        sought = [word for word in asked if not _stands(word, known)]
        found = _excerpt(records.get(line.case_id, ()), sought, speech) if sought else None
        if found is not None:
            excerpts[line.case_id] = found
    return excerpts


def _with(hits: search.Hits, cases: Sequence[lookup.CaseOfPerson]) -> search.Hits:
    there = {line.case_id for line in hits.lines}
    # What was erased is found by no number.
    also = [one for one in cases if one.line.citizen_name and one.line.case_id not in there]
    items = {case.line.case_id: case.items[0] for case in also if case.items}
    lines = (*hits.lines, *(case.line for case in also))
    return replace(hits, lines=lines, items={**hits.items, **items})


# ---------------------------------------------------------------- facts


def _marked(text: str, words: Vocabulary) -> search.Tags:
    """The marks of the facts that a word of the text is a name of, or of a value of theirs."""
    asked = (one for one in words_of(text) if len(one) >= SHORTEST_IN_FACTS)
    return {word: tuple(_marks_of(word, words)) for word in asked}


def _marks_of(word: str, words: Vocabulary) -> Iterator[str]:
    for fact in words.facts.values():
        if _stands(word, words_of(fact.text)):
            yield fact_mark(fact.name)
        else:
            yield from (fact_mark(fact.name, value) for value in _values(fact, word))


def _values(fact: Fact, word: str) -> Iterator[str]:
    if fact.domain.type in (FactType.ENUM, FactType.SCALE):
        for name, code in fact.domain.names.items():
            if _stands(word, words_of(fact.domain.text(code))):
                yield str(name)


def _stands(word: str, among: Collection[str]) -> bool:
    return any(is_form_of(word, one) for one in among)


# ---------------------------------------------------------------- where it stands


def _excerpt(entries: Sequence[Recorded], sought: Sequence[str], speech: Speech) -> Excerpt | None:
    """The newest text in which most of the words stand; None where none does."""
    if not entries:
        return None
    try:
        stand = standing(folded(entries), entries)
    except Erased:
        return None
    best: tuple[int, Recorded, str] | None = None
    for entry in reversed(stand):
        for text in _said(entry, speech):
            count = len({word for word in sought if _stands(word, words_of(text))})
            if count > (best[0] if best else 0):
                best = count, entry, text
        if best and best[0] == len(sought):
            break
    if best is None:
        return None
    _count, entry, text = best
    parts = tuple(_parts(text, lambda word: _stands(word, sought)))
    return Excerpt(entry.seq, step_of(entry.event).title, entry.valid_from, parts)


def _said(entry: Recorded, speech: Speech) -> Iterator[str]:
    if isinstance(entry.event, FactNoted):
        yield step_of(entry.event).says(entry.event, speech)
    yield from (with_hidden(text) for text, _is_title in texts_of(entry.event))


def _parts(text: str, is_sought: Callable[[str], bool]) -> Iterator[tuple[str, bool]]:
    """A text around the first word that is sought, cut at words, with all that are marked."""
    places = list(placed(text))
    found = [(start, end) for word, start, end in places if is_sought(word)]
    low, high = found[0][0] - AROUND, found[0][1] + AROUND
    begin = next((start for _word, start, _end in places if start >= low), 0)
    finish = max((end for _word, _start, end in places if end <= high), default=0)
    begin, finish = min(begin, found[0][0]), max(finish, found[0][1])
    first = low <= 0
    begin, at = (0, 0) if first else (begin, begin)
    last = high >= len(text)
    finish = len(text) if last else finish
    if not first:
        yield "… ", False
    for start, end in found:
        if start >= at and end <= finish:
            if start > at:
                yield text[at:start], False
            yield text[start:end], True
            at = end
    yield text[at:finish] + ("" if last else " …"), False
