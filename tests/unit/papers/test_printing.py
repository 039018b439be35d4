"""A paper with a file over its budget prints the rest, and says which file is left out and why."""

from pathlib import Path
from typing import Any

import pytest

from kompas.papers.paper import Attachment, LeftOut
from kompas.papers.printing import Printing
from kompas.workers.budget import Budget, Over, OverBudget
from kompas.workers.process import Told, run
from tests.unit.papers.made import MADE_AT, filed, paper, png, text_of

NOWHERE = Path("/nowhere")


class Machine:
    """A worker whose files cost what the test says: `cost` by title, all of them at most `most`.

    `measured` cost too much already while they are read.
    """

    def __init__(self, *, most: int, measured: tuple[str, ...] = (), **cost: int) -> None:
        self.most, self.measured, self.cost = most, measured, cost
        self.tries = 0

    def __call__(
        self, _work: Any, given: tuple[Any, ...], budget: Budget, told: Told
    ) -> dict[str, str]:
        _into, made_of, _made_at, without = given
        self.tries += 1
        spent = 0
        for number, file in enumerate(made_of.attachments):
            if number not in without:
                told({"file": number})
                if file.title in self.measured:
                    raise OverBudget(Over.MEMORY)
                spent += self.cost[file.title]
        told({"file": None})
        if spent > min(self.most, budget.processor_seconds):
            raise OverBudget(Over.PROCESSOR)
        return {str(number): why.value for number, why in without.items()}


def left_out(machine: Machine) -> dict[str, str]:
    files = tuple(Attachment(title, "text/plain", NOWHERE) for title in machine.cost)
    printing = Printing(paper(*files), MADE_AT, NOWHERE, machine, lambda **_told: None)
    found = printing.made(Budget(60, 0), Budget(20, 0))
    return {files[int(number)].title: why for number, why in found.items()}


def test_all_that_fits_is_printed_at_once() -> None:
    machine = Machine(most=60, a=10, b=10, c=10)
    assert left_out(machine) == {}
    assert machine.tries == 1


def test_the_one_that_takes_too_much_is_found_alone() -> None:
    assert left_out(Machine(most=60, a=10, b=100, c=10)) == {"b": "processor"}


def test_the_one_that_cannot_even_be_measured_is_found_at_once() -> None:
    machine = Machine(most=60, measured=("b",), a=10, b=0, c=10)
    assert left_out(machine) == {"b": "memory"}
    assert machine.tries == 2


def test_of_many_that_are_too_much_together_the_first_are_printed() -> None:
    assert left_out(Machine(most=60, a=19, b=19, c=19, d=19)) == {"c": "whole", "d": "whole"}


def test_a_paper_that_takes_too_much_by_itself_is_not_made() -> None:
    with pytest.raises(OverBudget):
        left_out(Machine(most=-1, a=1, b=1))


def test_in_worker_processes_too(tmp_path: Path) -> None:
    """A picture that is within its pixels and needs more memory than there is."""
    file, into = filed(tmp_path), tmp_path / "made.pdf"
    made_of = paper(
        file("Foto", "image/png", png(6_300, 6_300, deep=True)),
        file("Notat", "text/plain", b"Helt."),
    )
    told: list[dict[str, Any]] = []

    def do(work: Any, given: tuple[Any, ...], budget: Budget, heard: Told) -> Any:
        return run(work, given, budget, told=heard)

    printing = Printing(made_of, MADE_AT, into, do, lambda **how_far: told.append(how_far))
    small = Budget(20, 400_000_000)
    assert printing.made(small, small) == {"0": LeftOut.MEMORY.value}
    whole = text_of(into.read_bytes())
    assert "udeladt: memory." in whole
    assert "Helt." in whole
    assert {"alone": 0, "of": 2} in told
