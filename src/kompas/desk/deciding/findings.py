"""What the check finds in a decision that is being written, each with the fields that mend it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kompas.desk.deciding import remedy_places
from kompas.desk.deciding.lettering import Lack, lacks_of
from kompas.norms import Library
from kompas.processes.draft_decision import Drafted
from kompas.soundness import Finding, Severity, Verdict
from kompas.soundness.wording import (
    SEVERITY_HEADINGS,
    VERDICT_MEANINGS,
    name_of,
    source_text,
)
from kompas.web.form_parts import FieldFault
from kompas.words import N_, _

COUNTS: Mapping[Severity, str] = {
    Severity.BLOCKING: N_("{n} skal rettes"),
    Severity.OPEN: N_("{n} skal afklares"),
    Severity.WARNING: N_("{n} bør overvejes"),
}
"""How many findings there are; of one and of several it is said in the same words."""


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as it stands beside the decision. `ways` lead to the fields that mend it, each with
    what it is called; the name is empty where there is one way only.
    """

    finding: Finding
    source: str
    ways: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """The findings of one severity."""

    severity: Severity
    heading: str
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """What the check says of the draft: the verdict in words, and the findings gravest first.

    `letter` is what the letter would lack, of a decision that stands.
    """

    verdict: Verdict | None
    meaning: str
    counts: str
    groups: tuple[FoundGroup, ...] = ()
    faults: tuple[FieldFault, ...] = ()
    letter: tuple[Lack, ...] = ()


def findings_of(
    drafted: Drafted,
    written: Mapping[str, Any],
    library: Library,
    faults: tuple[FieldFault, ...] = (),
) -> Findings:
    """The findings of a draft, each with where it is mended; `faults` are what cannot be read.

    `written` is the JSON of the draft as far as it can be read.
    """
    judgement = drafted.judgement
    if judgement is None:
        return Findings(None, drafted.why_not, "", (), faults)
    groups = []
    counts = []
    for severity, heading in SEVERITY_HEADINGS.items():
        found = tuple(
            Found(one, source_text(one), _ways(one, written, library))
            for one in judgement.findings
            if one.severity is severity
        )
        if found:
            groups.append(FoundGroup(severity, _(heading), found))
            counts.append(_(COUNTS[severity]).format(n=len(found)))
    meaning = _(VERDICT_MEANINGS[judgement.verdict])
    letter = lacks_of(drafted, library) if judgement.verdict is Verdict.STANDS else ()
    return Findings(judgement.verdict, meaning, ", ".join(counts), tuple(groups), faults, letter)


def _ways(
    finding: Finding, written: Mapping[str, Any], library: Library
) -> tuple[tuple[str, str], ...]:
    """The places where a finding is mended, each once, with the name of what is lacking there."""
    found = remedy_places.of_finding(finding, written, library)
    if len(dict.fromkeys(found)) == 1:
        return ((found[0], ""),)
    ways: dict[str, str] = {}
    for place, code in zip(found, finding.lacks, strict=False):
        ways.setdefault(place, _name_of_lack(finding, code, library))
    return tuple(ways.items())


def _name_of_lack(finding: Finding, code: str, library: Library) -> str:
    if (ground := library.grounds.get(finding.about)) is not None:
        return next((one.text for one in ground.demands if one.code == code), code)
    element = library.words.elements.get(code)
    return name_of(element) if element else code
