"""One explained assessment as JSON: Kompas beside OpenFisca's trace and zen-engine's trace.

All three answer the same citizens in one process, in turns. First their outputs are held against
the plain reading of the standards, on every citizen; a difference stops the run.
"""

import os
from importlib.metadata import version
from time import process_time_ns

from benchmarks import kompas_rules, workload
from benchmarks.measure import QUICK, Contender, Timing, interleaved, report
from benchmarks.peers import openfisca_rules, zen_rules
from benchmarks.workload import Citizen
from kompas.norms import Standard
from kompas.norms.report import to_bytes

WARM_UP = 3_000 if QUICK else 10_000
CITIZENS = 60 if QUICK else 1_000
FRESH_STANDARDS = 10 if QUICK else 100
WARM_UP_SEED, SEED = 1, 2
KOMPAS, NEW = "Kompas, answers and JSON", "Kompas, every answer new"
FISCA = "OpenFisca, trace and references"


def main() -> None:
    """Check that all agree, then time a thousand citizens whom nobody has seen before."""
    citizens = list(workload.draw(CITIZENS, SEED))
    standard = kompas_rules.standard()
    fisca, engine = openfisca_rules.system(), zen_rules.engine()
    check(citizens, fisca, engine)
    for citizen in workload.draw(WARM_UP, WARM_UP_SEED):
        to_bytes(standard.assess(kompas_rules.given(citizen), citizen.on))
    kept = kept_answers(standard)
    facts = [kompas_rules.given(citizen) for citizen in citizens]
    situations = [openfisca_rules.situation(citizen) for citizen in citizens]
    cases = [zen_rules.case(citizen) for citizen in citizens]
    contenders: dict[str, Contender] = {
        KOMPAS: lambda n: to_bytes(standard.assess(facts[n], citizens[n].on)),
        "Kompas, answers only": lambda n: standard.assess(facts[n], citizens[n].on),
        FISCA: lambda n: openfisca_rules.trace(fisca, situations[n]),
        "zen-engine, trace and JSON": lambda n: zen_rules.explained(engine, cases[n]),
    }
    timings = interleaved(contenders, CITIZENS, clock=process_time_ns)
    new = kept_answers(standard) - kept
    alternating = interleaved(contenders, CITIZENS // 4, block=1, clock=process_time_ns)
    first = cold(citizens[:FRESH_STANDARDS], contenders[FISCA])
    timings[NEW] = first[NEW]
    report(
        "assess",
        timings,
        KOMPAS,
        {
            "citizens": CITIZENS,
            "citizens seen before, others than these": WARM_UP,
            "answers kept from them": kept,
            "answers new among the timed": new,
            "ratios of p50 when they take turns at every citizen": {
                name: round(timing.p50_us / alternating[KOMPAS].p50_us, 1)
                for name, timing in alternating.items()
            },
            "OpenFisca's p50, of that of every answer new, in turns of fifty": round(
                first[FISCA].p50_us / first[NEW].p50_us, 1
            ),
            "load of the machine, its processors": [round(os.getloadavg()[0], 1), os.cpu_count()],
            "bytes of JSON, Kompas": len(to_bytes(standard.assess(facts[0], citizens[0].on))),
            "bytes of JSON, zen-engine": len(zen_rules.explained(engine, cases[0])),
            "nodes, OpenFisca": len(openfisca_rules.trace(fisca, situations[0])),
            "openfisca-core": version("openfisca-core"),
            "zen-engine": version("zen-engine"),
        },
    )


def check(citizens: list[Citizen], fisca: object, engine: object) -> None:
    """All outputs of all engines are as expected, on every citizen."""
    standard = kompas_rules.standard()
    for citizen in citizens:
        right = workload.expected(citizen)
        assessment = standard.assess(kompas_rules.given(citizen), citizen.on)
        traced = openfisca_rules.trace(fisca, openfisca_rules.situation(citizen))
        answered = zen_rules.explained(engine, zen_rules.case(citizen))
        for name, found in {
            "Kompas": kompas_rules.outputs(assessment),
            "OpenFisca": openfisca_rules.outputs(traced),
            "zen-engine": zen_rules.outputs(answered),
        }.items():
            assert found == right, f"{name}: {citizen} gave {found}, not {right}"


def cold(citizens: list[Citizen], fisca: Contender) -> dict[str, Timing]:
    """As slow as it gets: each citizen before a standard that has not answered anybody yet.

    In turns with OpenFisca, which keeps nothing of one citizen for the next.
    """
    standards = [kompas_rules.standard() for _ in citizens]
    facts = [kompas_rules.given(citizen) for citizen in citizens]

    def first_answer(number: int) -> bytes:
        return to_bytes(standards[number].assess(facts[number], citizens[number].on))

    return interleaved(
        {NEW: first_answer, FISCA: fisca}, rounds=len(citizens), clock=process_time_ns
    )


def kept_answers(standard: Standard) -> int:
    """How many answers the standard has made and kept as JSON."""
    return sum(len(ruled.found) for ruled in standard.questions.values())


if __name__ == "__main__":
    main()
