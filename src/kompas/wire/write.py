"""Judgements as JSON for machines."""

from typing import Any

from kompas.soundness import Finding, Judgement


def judgement_json(judgement: Judgement) -> dict[str, Any]:
    """The verdict and its findings as plain data."""
    return {
        "verdict": judgement.verdict.value,
        "findings": [_finding(finding) for finding in judgement.findings],
        "not_examined": list(judgement.not_examined),
        "norms": [
            {"file": file.file, "sha256": file.digest}
            for file in (judgement.assessment.standard.files if judgement.assessment else ())
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "weight": finding.weight.value,
        "about": finding.about,
        "lacks": list(finding.lacks),
        "text": finding.text,
        "source": finding.source,
        "remedy": finding.remedy,
        "rank": finding.rank.value if finding.rank else None,
        "verified": finding.verified.value,
        "comes_to": finding.comes_to,
    }
