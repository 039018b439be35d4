"""Letters: clauses and facts become a letter that knows what it lacks.

`read_clauses` reads the texts that jurists edit, `facts_from_norms` takes from the norms' answers
what may be said, and `compose` makes a `Letter` of them, in which every word has a clause or a
trace. `pdf.to_pdf` and `html.to_html` print the same value; only a
`CompleteLetter` may be sent.
"""

from kompas.letters.clauses import ClauseBook
from kompas.letters.composing import compose
from kompas.letters.from_norms import facts_from_norms
from kompas.letters.letter import (
    CompleteLetter,
    Letter,
    LetterIncompleteError,
    Missing,
    plain_text,
)
from kompas.letters.letter_facts import LetterFacts
from kompas.letters.notice import Notice, NoticeKind, compose_notice
from kompas.letters.read_clauses import clauses_of, notice_clauses_of, read_clauses
from kompas.letters.readability import AIM_LIX, HardSentence, Readability, readability_of
from kompas.letters.tracing import Unconfirmed, unconfirmed, untraced

__all__ = [
    "AIM_LIX",
    "ClauseBook",
    "CompleteLetter",
    "HardSentence",
    "Letter",
    "LetterFacts",
    "LetterIncompleteError",
    "Missing",
    "Notice",
    "NoticeKind",
    "Readability",
    "Unconfirmed",
    "clauses_of",
    "compose",
    "compose_notice",
    "facts_from_norms",
    "notice_clauses_of",
    "plain_text",
    "read_clauses",
    "readability_of",
    "unconfirmed",
    "untraced",
]
