"""What a command is to the command line: its module, its help and its options."""

from collections.abc import Callable
from typing import Any, NamedTuple

from kompas.words import _


class Command(NamedTuple):
    """A command: the module whose `run` does it, its help, and how many files it takes.

    `always` is the option that it cannot do without. `record` says that it works on the record
    of cases, which is opened first; `fictional` that it fills it with people who do not exist.
    """

    module: str
    summary: str
    about: str
    files: str
    fewest: int
    most: int | None
    declare: Callable[[Any], None]
    examples: tuple[str, ...]
    always: str = ""
    record: bool = False
    fictional: bool = False


def json_option(add: Any) -> None:
    """`--json`."""
    add.add_argument("--json", action="store_true", help=_("svar som JSON til andre programmer"))
