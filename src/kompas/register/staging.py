"""Folders in which something is made whole before it is put in its place.

Whoever is killed meanwhile leaves one. The next who makes such a folder beside it removes it: the
kernel has let go of its lock.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = ".kompas-"


@contextmanager
def staged(beside: Path, kind: str) -> Iterator[Path]:
    """A folder for its owner only, in `beside`; gone at the end, if it was not moved."""
    for left in beside.glob(f"{PREFIX}{kind}-*"):
        with suppress(OSError), _held(left):
            shutil.rmtree(left, ignore_errors=True)
    made = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{kind}-", dir=beside))
    with _held(made):
        try:
            yield made
        finally:
            shutil.rmtree(made, ignore_errors=True)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Hold a folder. BlockingIOError where somebody else does."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)
