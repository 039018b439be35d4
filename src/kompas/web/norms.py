"""The norms that the server works by: read once, when it starts."""

from kompas.norms import Library, load

_held: list[Library] = []


def library() -> Library:
    """The law and the standards."""
    return _held[0] if _held else read_anew()


def read_anew() -> Library:
    """Read them again. NormError where they cannot be used; those before then stay."""
    _held[:] = [load()]
    return _held[0]
