"""The norms that the server works by: read once, when it starts."""

from functools import cache

from kompas.norms import Library, load


@cache
def library() -> Library:
    """The law and the standards."""
    return load()
