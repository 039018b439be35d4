"""Who may read which address: the one place that decides it, and that marks a protected one.

A citizen with name and address protection (CPR-loven § 28) has an address that is marked wherever
staff read it, and that nobody else is told.
"""

from enum import Enum, auto

from kompas.words import N_, _

PROTECTED = N_("Navne- og adressebeskyttet")


def name_with_mark(name: str, *, protected: bool) -> str:
    """A citizen's name as staff read it in plain words, on paper or in the terminal."""
    return f"{name} ({_(PROTECTED)})" if protected else name


class Reader(Enum):
    """Who is going to read an address."""

    STAFF = auto()
    """Who works with the case, on a screen, on paper or in a file of the whole case."""
    OWN = auto()
    """Whose address it is, on a letter to them."""
    ANOTHER = auto()
    """Anybody else who gets a letter about the citizen."""
    PROVIDER = auto()
    """Who gives the help, or is asked to."""


def address_for(
    reader: Reader, lines: tuple[str, ...], *, protected: bool = False
) -> tuple[str, ...]:
    """The lines of an address as somebody may read them; for staff with a mark where protected."""
    if not protected or not lines or reader is Reader.OWN:
        return lines
    return (*lines, _(PROTECTED)) if reader is Reader.STAFF else ()
