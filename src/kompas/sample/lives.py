"""All lives, dealt as a deck: among so many cases each comes as often as its cards say."""

from kompas.sample import later_lives, open_lives, settled_lives
from kompas.sample.case_mix import LIVES, Life, deck

__all__ = ["DECK", "LIVES", "Life"]

_TOLD_BY = (open_lives, settled_lives, later_lives)
"""Importing them registers their lives."""

DECK = deck()
"""Every life as often as it is dealt, with its unit."""
