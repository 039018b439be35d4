"""How much work a function makes, counted and not timed: the instructions of Python that it runs.

What C does for one instruction is not seen; a regular expression's own work is counted by
`pattern_steps`, a worker's is bounded by its budget.
"""

import gc
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def steps(function: Callable[[], object]) -> int:
    """So many instructions it runs, and nothing beside: what the collector calls for objects that
    an earlier test left behind is not counted.
    """
    count = 0

    def local(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "opcode"
        return local

    def entered(frame: FrameType, _event: str, _argument: Any) -> Any:
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        return local

    before, collects = sys.gettrace(), gc.isenabled()
    gc.disable()
    sys.settrace(entered)
    try:
        function()
    finally:
        sys.settrace(before)
        if collects:
            gc.enable()
    return count
