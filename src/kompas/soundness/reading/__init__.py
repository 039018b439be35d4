"""Reads what a draft says: whether it says anything, and what it speaks of.

Words and phrases are data (`norms/language/da.toml`); here they are looked for. A text is read once
and kept: the same draft is judged at every change on the screen.
"""

from kompas.soundness.reading.draft import DraftReading
from kompas.soundness.reading.reader import Reader, reader_of

__all__ = ["DraftReading", "Reader", "reader_of"]
