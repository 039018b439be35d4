"""A decision with the longest texts that are let in, beside the same with texts of half that.

Twice the text takes about twice the time: what is read, judged, composed, measured and printed
grows as the text does. Each kind of text is made to be hard for one of the patterns that read it.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.letter import STAMP
from benchmarks.measure import QUICK, interleaved, report
from kompas.casework import Decision, Statement
from kompas.letters import compose, facts_from_norms, read_clauses, readability_of
from kompas.letters.pdf import to_pdf
from kompas.letters.tracing import unconfirmed, untraced
from kompas.limits import LONGEST_TEXT, LONGEST_WHOLE
from kompas.norms import load
from kompas.soundness import judge
from kompas.wire.draft import read_draft

EXAMPLE = Path(__file__).parents[1] / "examples" / "decision-reduction-stands.json"
ROUNDS = 2 if QUICK else 10
TEXTS = {
    "words": "Du har brug for hjælp til at komme ud og møde andre hver uge. ",
    "amounts": "1.1, ",
    "marks": ".!?)» ",
    "dates": "3. marts 2026 efter § 104, stk. 2. ",
    "long words": "x" * 990 + " ",
}
HALF, WHOLE = "half as long", "as long as may be"


def main() -> None:
    """Time all that is done with a decision before its letter goes, for each kind of text."""
    library = load()
    decision = read_draft(EXAMPLE.name, EXAMPLE.read_bytes(), library)
    book = read_clauses(library.folder / "letters", decision.service, library.words)

    def all_of_it(one: Decision) -> None:
        judgement = judge(one, library, STAMP.date())
        letter = compose(one, facts_from_norms(one, library, judgement.assessment), book)
        readability_of(letter)
        unconfirmed(letter)
        untraced(letter)
        to_pdf(letter)

    def of(kind: str, length: int) -> Callable[[int], object]:
        return lambda number: all_of_it(_with(decision, _text(kind, length, number)))

    timings = interleaved(
        {
            f"{kind}, {name}": of(kind, length)
            for kind in TEXTS
            for name, length in ((HALF, LONGEST_TEXT // 2), (WHOLE, LONGEST_TEXT))
        },
        rounds=ROUNDS,
    )
    slowest = max(timings, key=lambda name: timings[name].p50_us)
    report(
        "longest",
        timings,
        f"words, {HALF}",
        {
            "characters, at most": LONGEST_WHOLE,
            "the slowest": slowest,
            "it takes, seconds": round(timings[slowest].p50_us / 1_000_000, 2),
        },
    )


def _text(kind: str, length: int, number: int) -> str:
    """Another one each round: Typst remembers what it has set."""
    return f"{number} {TEXTS[kind] * (length // len(TEXTS[kind]))}"[:length]


def _with(decision: Decision, text: str) -> Decision:
    """The decision with a text in ten places, which is all that may come in at once."""
    parts = iter(range(LONGEST_WHOLE // LONGEST_TEXT))

    def said() -> Statement | None:
        return Statement(text=f"{text[:-2]} {next(parts)}")

    facilities = [replace(one, activities=said(), staff=said(), premises=said(), meets_need=said())
              for one in decision.facilities[:1]]  # fmt: skip
    return replace(
        decision,
        need=said(),
        wishes=said(),
        capacity=said(),
        alternatives=said(),
        facilities=tuple(facilities),
    )


if __name__ == "__main__":
    main()
