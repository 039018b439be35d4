"""From a decision to the bytes of its PDF: Kompas beside a bare page by the same Typst.

The letter is the example of a reduction that stands: what the norms say, the composed text, its
traces, and a PDF for the archive and for screen readers. The bare page is one line, compiled to
the same standards with the same fonts. Every round has another citizen and other words in the
grounds, since Typst keeps what it has set before.
"""

import time
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

import kompas.letters
from benchmarks.measure import QUICK, interleaved, report
from kompas.casework import Decision
from kompas.letters import LetterFacts, compose, facts_from_norms, read_clauses
from kompas.letters.pdf import to_pdf
from kompas.norms import load
from kompas.soundness import judge
from kompas.typesetting import STANDARDS
from kompas.wire.draft import read_draft

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "decision-reduction-stands.json"
FONTS = Path(kompas.letters.__file__).parent / "fonts"
ROUNDS = 10 if QUICK else 100
BARE = """
#let line = sys.inputs.line
#set document(title: line)
#set text(lang: "da", font: "IBM Plex Sans")
#line
"""
STAMP = datetime(2026, 3, 17, 12, tzinfo=UTC)


def main() -> None:
    """Time composing, printing, and both, beside the bare page."""
    library = load()
    decision = read_draft(EXAMPLE.name, EXAMPLE.read_bytes(), library)
    book = read_clauses(library.folder / "letters", decision.service, library.words)
    assessment = judge(decision, library, STAMP.date()).assessment

    def facts(one: Decision) -> LetterFacts:
        return facts_from_norms(one, library, assessment)

    decisions = [_of_another(decision, number) for number in range(ROUNDS)]
    assert compose(decision, facts(decision), book).is_final
    more = [_of_another(decision, ROUNDS + number) for number in range(ROUNDS)]
    to_print = [compose(one, facts(one), book) for one in more]
    with TemporaryDirectory() as folder:
        source = Path(folder) / "bare.typ"
        source.write_text(BARE, "utf-8")
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[FONTS])
        compiler = typst.Compiler(source, root=folder, font_paths=fonts)

        def bare(number: int) -> object:
            return compiler.compile(
                format="pdf",
                sys_inputs={"line": f"Brev {number}"},
                pdf_standards=STANDARDS,
                timestamp=STAMP,
            )

        bare(-1)
        began = time.perf_counter()
        made = to_pdf(compose(decision, facts(decision), book))
        first_ms = (time.perf_counter() - began) * 1000
        timings = interleaved(
            {
                "bare page": bare,
                "compose and print": lambda n: to_pdf(
                    compose(decisions[n], facts(decisions[n]), book)
                ),
                "compose": lambda n: compose(decisions[n], facts(decisions[n]), book),
                "print": lambda n: to_pdf(to_print[n]),
            },
            rounds=ROUNDS,
        )
    report(
        "letter",
        timings,
        "bare page",
        {
            "the first letter of a process, ms": round(first_ms, 1),
            "bytes of PDF": len(made),
            "typst": version("typst"),
        },
    )


def _of_another(decision: Decision, number: int) -> Decision:
    """The same decision about another citizen, with another case number in each ground."""
    assert decision.citizen is not None
    citizen = replace(decision.citizen, name=f"Karen Fiktiv Damsgaard {number:04}")
    grounds = tuple(
        replace(ground, text=f"{ground.text} Se sag {number:04}.") for ground in decision.grounds
    )
    return replace(decision, citizen=citizen, grounds=grounds)


if __name__ == "__main__":
    main()
