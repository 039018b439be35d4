"""Many cases at once: taken in, and all summaries made again from the events."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import batched
from uuid import UUID
