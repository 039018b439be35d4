from kompas.norms import Library
import pytest
from tests.processes.town import sent, EAST, WEST, counted, Telling
@pytest.mark.parametrize("unit",[WEST,EAST])
def test_x(library: Library, town, unit):
    with counted() as c:
        t = sent(library, unit)
    print(len(c), t.case.status, t.case.decision.trace.findings, t.acted[-2].case.letter)
    assert 0
