"""The examples of the matrix, read from `examples/*.json`: one file a service and municipality.

Each file tells one citizen's case: who, the assessment, the papers, the facts with source and day,
the help that may run already, and what all its decisions share. `kinds` holds, by the kind of
decision, how the proceeding begins and what is told otherwise; `left_out` the kinds that the
service's law does not have, each with why.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kompas.casework import Citizen, Decision, DecisionKind, Evidence, EvidenceKind
from kompas.casework.intervention import GIVING
from kompas.norms import Library
from kompas.wire.draft import read_draft

FOLDER = Path(__file__).parent / "examples"
DECIDED_ON = date(2026, 6, 19)
"""A Friday; every example is decided on it."""
FILES: Mapping[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))
}
OUTSIDE: Mapping[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text("utf-8"))
    for path in FOLDER.parents[1].joinpath("outside_the_six").glob("*.json")
}
"""Those of services whose norms are laid into a copy (`tests.outside_the_six`)."""
LEFT_OUT = {
    (name, kind): why for name, told in FILES.items() for kind, why in told["left_out"].items()
}
PAIRS = [
    (name, kind.value) for name, told in FILES.items() for kind in DecisionKind
    if kind.value in told["kinds"]
]  # fmt: skip


@dataclass(frozen=True)
class Example:
    """A pair of service and kind, with what the citizen's case tells."""

    name: str
    kind: DecisionKind

    @property
    def told(self) -> dict[str, Any]:
        """The whole file."""
        return FILES.get(self.name) or OUTSIDE[self.name]

    @property
    def own(self) -> dict[str, Any]:
        """What is told of this kind alone."""
        own: dict[str, Any] = self.told["kinds"][self.kind.value]
        return own

    def said(self, name: str) -> Any:
        """What is told of this kind, or else of all."""
        return self.own.get(name, self.told.get(name))

    @property
    def facts(self) -> dict[str, tuple[Any, str, date]]:
        """Value, source and day of each fact of the case."""
        given = {**self.told["facts"], **self.own.get("facts", {})}
        return {
            name: (value, source, date.fromisoformat(on))
            for name, (value, source, on) in given.items()
        }

    @property
    def papers(self) -> list[Evidence]:
        """The papers of the case; those that a hearing is about only where there is one."""
        heard = self.own.get("hearing", {}).get("evidence", [])
        return [
            Evidence(
                **{
                    **paper,
                    "kind": EvidenceKind(paper["kind"]),
                    "dated": date.fromisoformat(paper["dated"]),
                }
            )
            for paper in self.told["evidence"]
            if paper.get("known_to_party", True) or paper["id"] in heard
        ]

    @property
    def runs_already(self) -> bool:
        """Whether the citizen has help before this decision."""
        return bool(self.own["begins"] != "application")

    def citizen(self, number: int) -> Citizen:
        """The citizen under a CPR number that nobody else has."""
        born = date.fromisoformat(self.said("born"))
        century = "4" if born.year >= 2000 or born.year % 100 >= 37 else "0"
        cpr = f"{born.day + 60:02}{born.month:02}{born.year % 100:02}{century}{number:03}"
        return Citizen(
            name=self.told["name"],
            cpr=cpr,
            address_lines=("Opdigtet Allé 4", "0000 Eksempelby"),
        )

    def typed(self) -> dict[str, Any]:
        """The decision as JSON: what the caseworker writes, without what the case holds."""
        words = {**self.told["decision"], **self.own["decision"]}
        return {
            "kind": self.kind.value,
            "service": self.told["service"],
            "municipality": self.told["municipality"],
            "decided_on": DECIDED_ON.isoformat(),
            **words,
        }

    def decision(self, library: Library) -> Decision:
        """The draft, read as any other; its papers are the case's."""
        papers = [
            {"id": one.id, "kind": one.kind, "title": one.title, "dated": one.dated.isoformat()}
            for one in self.papers
        ]
        raw = json.dumps({**self.typed(), "evidence": papers})
        return read_draft(self.name, raw.encode(), library)

    @property
    def gives(self) -> bool:
        """Whether help runs by the decision."""
        return self.kind in GIVING
