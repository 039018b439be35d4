"""What a form or an address brings, made a value. Anybody can write anything there."""

_LONGEST = 9


def as_number(text: str) -> int | None:
    """A whole number that PostgreSQL has room for too; None for nonsense."""
    fits = text.isascii() and text.isdigit() and len(text) <= _LONGEST
    return int(text) if fits else None
