"""What was put right in a letter that was sent: by a new letter that says so."""

from dataclasses import dataclass

from kompas.inputs import Day, EntryNumber, ShortText


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """Words of a letter that were wrong, and those that stand there now."""

    was: ShortText
    now: ShortText


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterCorrection:
    """A correcting letter: `corrects` is the entry that tells the first letter was sent."""

    corrects: EntryNumber
    slips: tuple[Slip, ...]
    sent_on: Day


def mended(text: str, slips: tuple[Slip, ...]) -> str:
    """The text with what was wrong put right."""
    for slip in slips:
        text = text.replace(slip.was, slip.now)
    return text
