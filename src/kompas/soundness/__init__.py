"""The check whether a decision would stand before the appeals board.

`judge` runs a few general checks over a draft. What a ground must show, what a decision must
contain and which answer binds are read from the norms: no check names a paragraph or a case.
"""

from kompas.soundness.finding import Consequence, Finding, Judgement, Severity, Verdict, Weight
from kompas.soundness.judge import judge

__all__ = ["Consequence", "Finding", "Judgement", "Severity", "Verdict", "Weight", "judge"]
