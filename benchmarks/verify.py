"""Proving a standard: Kompas beside the Z3 solver, on the workload's tables and on spoilt ones.

Each round takes another fault that a jurist may write into the file: a row left out, or a
condition forgotten. Both must find the same: rows that never decide, rows that contradict each
other, citizens whom no row answers. Kompas finds more than that in the same time (repeated rows,
conflicts with precedent), and words it; Z3 is asked for no more than the three.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import version
from time import process_time_ns

from benchmarks import kompas_rules
from benchmarks.measure import QUICK, interleaved, report
from benchmarks.peers import z3_tables
from benchmarks.peers.z3_tables import Finding
from kompas.norms import NormFile, Row, Standard
from kompas.norms.verify import verify_standard

COMPARED = {"dead", "overlap", "gap"}
Files = tuple[NormFile, ...]


def main() -> None:
    """Check that both find the same in every spoilt standard, then time them."""
    sound = kompas_rules.standard()
    spoilt = list(spoil(sound.files))
    if QUICK:
        spoilt = spoilt[::8]
    rounds = [sound.files, *spoilt]
    by_kind = dict.fromkeys(sorted(COMPARED), 0)
    for files in rounds:
        found = kompas_findings(sound, files)
        right = z3_tables.findings(Standard(sound.service, files, sound.words))
        assert found == right, f"Kompas found {found}, Z3 {right}"
        for kind, _file, _line in found:
            by_kind[kind] += 1
    standards = [Standard(sound.service, files, sound.words) for files in rounds]
    timings = interleaved(
        {
            "Kompas": lambda n: kompas_findings(sound, rounds[n]),
            "Z3": lambda n: z3_tables.findings(standards[n]),
        },
        rounds=len(rounds),
        clock=process_time_ns,
    )
    report(
        "verify",
        timings,
        "Kompas",
        {
            "standards checked": len(rounds),
            "rows": sum(len(ruled.rows) for ruled in sound.questions.values()),
            "points of all tables": sum(q.table.size for q in sound.questions.values()),
            "faults found by both": by_kind,
            "load of the machine, its processors": [round(os.getloadavg()[0], 1), os.cpu_count()],
            "z3-solver": version("z3-solver"),
        },
    )


def kompas_findings(sound: Standard, files: Files) -> list[Finding]:
    """Put the files together and prove them, as when a norm file is saved."""
    standard = Standard(sound.service, files, sound.words)
    found = [*standard.problems, *verify_standard(standard)]
    return sorted((p.code, p.file, p.line) for p in found if p.code in COMPARED)


def spoil(files: Files) -> Iterator[Files]:
    """The files with one fault each: every row left out, and every condition forgotten."""
    for place, file in enumerate(files):
        for number, row in enumerate(file.rows):
            for rows in ((), *((worse,) for worse in _forgetful(row))):
                changed = (*file.rows[:number], *rows, *file.rows[number + 1 :])
                yield (*files[:place], replace(file, rows=changed), *files[place + 1 :])


def _forgetful(row: Row) -> Iterator[Row]:
    for place, box in enumerate(row.boxes):
        for name in box:
            wider = {fact: allowed for fact, allowed in box.items() if fact != name}
            yield replace(row, boxes=(*row.boxes[:place], wider, *row.boxes[place + 1 :]))


if __name__ == "__main__":
    main()
