"""How much work a function makes, counted and not timed: the instructions of Python that it runs.

What C does for one instruction is not seen; a regular expression's own work is counted by
`pattern_steps`, a worker's is bounded by its budget.
"""

import gc
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType, FrameType
from typing import Any


def steps(function: Callable[[], object]) -> int:
    """So many instructions it runs, and nothing beside: what the collector calls for objects that
    an earlier test left behind is not counted.
    """
    count = 0

    def one_more() -> None:
        nonlocal count
        count += 1

    collects = gc.isenabled()
    gc.disable()
    try:
        with _telling(one_more):
            function()
    finally:
        if collects:
            gc.enable()
    return count


if sys.version_info >= (3, 12):
    # There the trace of single instructions leaves out those of code that it meets the first time.
    @contextmanager
    def _telling(instruction: Callable[[], None]) -> Iterator[None]:
        """Told of each instruction of this thread."""
        seen, ours = sys.monitoring, threading.get_ident()
        tool, event = seen.PROFILER_ID, seen.events.INSTRUCTION

        def met(code: CodeType, _offset: int) -> None:
            if code.co_filename != __file__ and threading.get_ident() == ours:
                instruction()

        seen.use_tool_id(tool, "steps")
        seen.register_callback(tool, event, met)
        seen.set_events(tool, event)
        try:
            yield
        finally:
            seen.set_events(tool, 0)
            seen.free_tool_id(tool)
else:

    @contextmanager
    def _telling(instruction: Callable[[], None]) -> Iterator[None]:
        """Told of each instruction of this thread."""

        def local(_frame: FrameType, event: str, _argument: Any) -> Any:
            if event == "opcode":
                instruction()
            return local

        def entered(frame: FrameType, _event: str, _argument: Any) -> Any:
            if frame.f_code.co_filename == __file__:
                return None
            frame.f_trace_opcodes, frame.f_trace_lines = True, False
            return local

        before = sys.gettrace()
        sys.settrace(entered)
        try:
            yield
        finally:
            sys.settrace(before)
