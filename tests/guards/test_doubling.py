"""Twice the text costs at most 2.2 times the work, in everything that reads what people write.

A function that is added to what reads a case's texts is added to `READERS`.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kompas.casework import Statement
from kompas.casework.search_words import words_of
from kompas.casework.steps.note import NoteWritten
from kompas.files import mail
from kompas.files import plain_text as files_text
from kompas.files.name import original_name
from kompas.inputs import LETTER_TEXT
from kompas.inputs.fitting import fitted
from kompas.letters import compose, facts_from_norms, read_clauses
from kompas.letters.html import to_html
from kompas.letters.letter import Letter, plain_text
from kompas.letters.pdf import sheet_of
from kompas.letters.readability import lix, readability_of
from kompas.letters.tracing import unconfirmed, untraced
from kompas.limits import LONGEST_TEXT, MOST_ITEMS
from kompas.norms import Library
from kompas.papers import attachment
from kompas.papers.paper import Attachment
from kompas.processes.letters import _lacks
from kompas.soundness import judge
from kompas.wire.draft import read_draft
from tests.guards.step_count import steps

MOST_GROWTH = 2.2
LARGEST_JUDGEMENT = 4_000_000
"""Instructions of Python: far more than those of a decision as people write them, and a few
hundredths of a second. Most of it asks of each ground again what its texts were read to say."""
EXAMPLE = Path(__file__).parents[2] / "examples" / "decision-reduction-stands.json"
TEXTS = {
    "words": "Du har brug for hjælp hver uge. ",
    "amounts": "1.1, ",
    "marks": ".!?)» ",
    "dates": "3. marts 2026 efter § 104, stk. 2. ",
    "lines": "a\n",
    "one word": "x",
    "digits": "1",
    "numbers": "630371-1234 ",
    "long words": "x" * 30 + " ",
    "quotes": "»\"'<&>«",
    "accents": "e\u0301 ",
    "unprintable": "\u738b ",
}
Reader = Callable[[str], object]


class Readers:
    """What reads a text, made ready beforehand."""

    def __init__(self, library: Library, folder: Path) -> None:
        self.library, self.path = library, folder / "text"
        self.decision = read_draft(EXAMPLE.name, EXAMPLE.read_bytes(), library)
        self.book = read_clauses(library.folder / "letters", self.decision.service, library.words)
        self.letter_facts = facts_from_norms(
            self.decision, library, judge(self.decision, library, date(2026, 6, 1)).assessment
        )

    def decided(self, text: str) -> Any:
        """A decision with the text in five places."""
        need = self.decision.need
        said = Statement(text=text, evidence=need.evidence if need else ())
        return replace(self.decision, need=said, wishes=said, capacity=said, alternatives=said)

    def letter(self, text: str) -> Letter:
        return compose(self.decided(text), self.letter_facts, self.book)

    def draft(self, text: str) -> bytes:
        draft = json.loads(EXAMPLE.read_text("utf-8"))
        draft["need"]["text"] = text
        return json.dumps(draft).encode()

    def filed(self, text: str) -> Attachment:
        self.path.write_text(text, encoding="utf-8")
        return Attachment("Notat", "text/plain", self.path)


READERS: dict[str, Callable[[Readers, str], Callable[[], object]]] = {
    "the kind of a text": lambda _r, text: lambda: LETTER_TEXT.read(text),
    "a command by its kinds": lambda _r, text: lambda: fitted(NoteWritten(text=text)),
    "a decision by its kinds": lambda r, text: _before(r.decided(text), fitted),
    "a draft read": lambda r, text: _before(
        r.draft(text), lambda raw: read_draft(EXAMPLE.name, raw, r.library)
    ),
    "soundness": lambda r, text: _before(
        r.decided(text), lambda decision: judge(decision, r.library, date(2026, 6, 1))
    ),
    "the letter composed": lambda r, text: lambda: r.letter(text),
    "the letter's tracing": lambda r, text: _before(r.letter(text), untraced),
    "numbers that nothing repeats": lambda r, text: _before(r.letter(text), unconfirmed),
    "the letter's readability": lambda r, text: _before(r.letter(text), readability_of),
    "what the letter lacks": lambda r, text: _before(r.letter(text), lambda one: list(_lacks(one))),
    "the letter in plain text": lambda r, text: _before(r.letter(text), plain_text),
    "the letter for the printer": lambda r, text: _before(r.letter(text), sheet_of),
    "the letter on the screen": lambda r, text: _before(r.letter(text), to_html),
    "LIX": lambda _r, text: lambda: lix(text),
    "search words": lambda _r, text: lambda: words_of(text),
    "what can be printed": lambda _r, text: lambda: attachment.printable(text),
    "a text out of a file": lambda _r, text: lambda: files_text.lines(text),
    "a web page as text": lambda _r, text: lambda: files_text.of_html(text),
    "tags as text": lambda _r, text: lambda: files_text.of_html("<p><b>".join(text)),
    "the name of a file": lambda _r, text: lambda: original_name(text),
    "a mail": lambda r, text: _mailed(r, text, "plain"),
    "a mail that is a web page": lambda r, text: _mailed(r, text, "html"),
    "the head of a mail": lambda r, text: _mailed(r, "", f"plain\nTo: {text.encode().hex()}"),
    "a text file printed": lambda r, text: _before(
        r.filed(text), lambda file: attachment.shown(file, 0, r.path.parent, attachment.Room())
    ),
}


def _mailed(reader: Readers, text: str, kind: str) -> Callable[[], object]:
    head = f"From: a@b.dk\nMessage-ID: <1>\nContent-Type: text/{kind}; charset=utf-8\n\n"
    reader.path.write_text(head + text, encoding="utf-8")
    return lambda: mail.read(reader.path, tell=lambda: None)


def _before(given: Any, function: Callable[[Any], object]) -> Callable[[], object]:
    """What is made beforehand is not counted."""
    return lambda: function(given)


@pytest.fixture(scope="module")
def readers(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Readers:
    return Readers(library, tmp_path_factory.mktemp("texts"))


def work(reader: Callable[[], object]) -> int:
    try:
        return steps(reader)
    except ValueError:  # refused in words, which is an answer too
        return 0


@pytest.mark.parametrize("name", READERS)
def test_twice_the_text_is_at_most_a_little_more_than_twice_the_work(
    name: str, readers: Readers
) -> None:
    for kind, part in TEXTS.items():

        def counted(length: int, part: str = part) -> int:
            text = (part * length)[:length]
            reader = READERS[name](readers, text)
            work(reader)  # what is read once only is read now
            return work(reader)

        small, middle, large = counted(100), counted(200), counted(400)
        assert large <= MOST_GROWTH * max(middle, 1) + 50, (kind, small, middle, large)
        # What does not grow with the text hides what does: the growth itself is bounded too.
        assert large - middle <= MOST_GROWTH * max(middle - small, 0) + 2_000, (
            kind,
            small,
            middle,
            large,
        )


def test_the_largest_judgement_that_is_let_in_is_small(readers: Readers) -> None:
    """Why a judgement needs no worker (0020): as many grounds as a list may have, long texts."""
    decision, library, day = readers.decision, readers.library, date(2026, 6, 1)
    texts = readers.decided("Du har brug for hjælp hver uge. " * (LONGEST_TEXT // 32))

    def counted(grounds: int) -> int:
        many = replace(texts, grounds=decision.grounds[:1] * grounds)
        return work(lambda: judge(many, library, day))

    judge(texts, library, day)  # the language of decisions is made ready once, each text read once
    small, middle, large = counted(MOST_ITEMS // 4), counted(MOST_ITEMS // 2), counted(MOST_ITEMS)
    assert large <= MOST_GROWTH * middle
    assert large - middle <= MOST_GROWTH * (middle - small)
    assert large <= LARGEST_JUDGEMENT


def test_what_takes_more_than_twice_is_seen() -> None:
    def squared(length: int) -> int:
        text = "x" * length
        return steps(lambda: [one for one in text for _other in text])

    assert squared(600) > MOST_GROWTH * squared(300)
    assert squared(600) - squared(300) > MOST_GROWTH * (squared(300) - squared(150))


def test_the_counting_is_the_same_each_time() -> None:
    lix("Du har brug for hjælp.")  # what is made once only
    assert steps(lambda: lix("Du har brug for hjælp.")) == steps(
        lambda: lix("Du har brug for hjælp.")
    )
