"""Whether the parts of the need that the grounds say are covered make up the whole need."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kompas.casework import Ground
from kompas.casework.intervention import ADVERSE
from kompas.casework.wording import listed
from kompas.norms import GroundType
from kompas.soundness import wording
from kompas.soundness.agreement.texts import OF_THE_CITIZEN, texts_of
from kompas.soundness.checks.claims import of_ground
from kompas.soundness.finding import Finding, Severity
from kompas.soundness.subject import Subject
from kompas.words import _

_COVERS = "covers_need"
"""The code of the demand by which a ground says that it covers the need."""
_A_PART = re.compile(
    r"\b(?:en del|noget|nogle|dele|halvdelen|lidt) af\b|\bdelvist?\b|\btil dels\b", re.IGNORECASE
)
_THE_WHOLE = re.compile(
    r"\b(?:tilsammen|sammen med|samlet|i alt|fuldt ud|resten|det øvrige|øvrige behov|hele (?:dit|"
    r"borgerens|ugen|behovet)|begge dele)\b|\bbehov\w*\b[^.\n]{0,60}\b(?:er|bliver|være) (?:\w+ )?"
    r"dækket|\bdækker? (?:dit|borgerens|hele)\b",
    re.IGNORECASE,
)


def parts_make_a_whole(subject: Subject) -> Iterator[Finding]:
    """Where all that carries covers a part of the need, it is told how the whole is covered."""
    if subject.decision.kind not in ADVERSE:
        return
    carrying = [
        (ground, ground_type)
        for ground, ground_type in subject.typed_grounds()
        if ground in subject.carrying
    ]
    if not carrying or not all(_is_part(*one) for one in carrying) or _whole_is_told(subject):
        return
    finding = of_ground(
        subject,
        "grounds_cover_a_part",
        carrying[0][1],
        _(
            "Det, afgørelsen bygger på, dækker hver for sig en del af behovet: {grounds}. Der står "
            "ikke, hvordan hele behovet bliver dækket."
        ).format(grounds=listed([f"»{wording.heading_of(one)}«" for _ground, one in carrying])),
        _(
            "Hold det hele op mod borgerens behov, og skriv, om delene tilsammen dækker det, og "
            "hvad der dækker resten. Gør de ikke det, så giv mere hjælp."
        ),
    )
    yield replace(finding, severity=Severity.OPEN)


def _is_part(ground: Ground, ground_type: GroundType) -> bool:
    """Whether a ground says that it covers a part of the need, and no more."""
    shown = ground.shown.get(_COVERS)
    says_part = shown is not None and bool(_A_PART.search(shown.text))
    return ground_type.is_part or says_part


def _whole_is_told(subject: Subject) -> bool:
    return any(
        _THE_WHOLE.search(text.text)
        for text in texts_of(subject)
        if text.field not in OF_THE_CITIZEN and text.field != "facilities"
    )
