"""The law and the municipality's standards as data, and what they answer about one citizen.

`load` reads a folder of norms into a `Library`; `Library.standard` puts together the rules of one
service, municipality and day; `Standard.assess` answers for a citizen, with reasons and sources.
"""

from kompas.norms.answers import Answered, Conflict, NearMiss, Outcome, RowResult, Status, Value
from kompas.norms.assertion import Assertion, Comparison, Stated
from kompas.norms.library import Library, default_folder, load
from kompas.norms.numbers import Numbers, PossibleNumber
from kompas.norms.problems import FactError, NormError, NotCodedError, Problem
from kompas.norms.rows import Answer, AnswerKind, NormFile, Protection, Row
from kompas.norms.standard import Assessment, Standard
from kompas.norms.vocabulary import (
    Carries,
    Citation,
    Demand,
    Element,
    Fact,
    Favour,
    GivenFact,
    GroundType,
    Measure,
    Question,
    Rank,
    Shape,
    Stage,
    Unit,
    Verified,
    Vocabulary,
)

__all__ = [
    "Answer",
    "AnswerKind",
    "Answered",
    "Assertion",
    "Assessment",
    "Carries",
    "Citation",
    "Comparison",
    "Conflict",
    "Demand",
    "Element",
    "Fact",
    "FactError",
    "Favour",
    "GivenFact",
    "GroundType",
    "Library",
    "Measure",
    "NearMiss",
    "NormError",
    "NormFile",
    "NotCodedError",
    "Numbers",
    "Outcome",
    "PossibleNumber",
    "Problem",
    "Protection",
    "Question",
    "Rank",
    "Row",
    "RowResult",
    "Shape",
    "Stage",
    "Standard",
    "Stated",
    "Status",
    "Unit",
    "Value",
    "Verified",
    "Vocabulary",
    "default_folder",
    "load",
]
