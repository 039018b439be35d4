"""What a run of `kompas` leaves behind, and where its examples lie."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "examples"
CASES = ROOT / "tests" / "spec" / "cases"


class Ran(NamedTuple):
    """What a run left: its exit status, standard output and standard error."""

    status: int
    out: str
    err: str

    @property
    def flat(self) -> str:
        """The output as one line, without the marks of the tree: free of how it wrapped."""
        return " ".join(self.out.replace("│", " ").split())


Run = Callable[..., Ran]
Example = Callable[[str], Path]
