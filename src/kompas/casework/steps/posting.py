"""A letter that is sent with the step that it is about: whether it is there, and whom it reaches.

No step of its own: a hearing, a notice of delay and the like each carry their letter.
"""

from collections.abc import Iterator

from kompas.casework.context import Context, Refusal
from kompas.casework.reach import addressees, out_of_reach_by
from kompas.casework.record import Event
from kompas.casework.step import Here
from kompas.casework.steps.letter import got_by, no_such_file
from kompas.casework.steps.sending import CHANNEL_TEXTS
from kompas.casework.taken_decision import LetterChannel, PostedLetter
from kompas.casework.timeline import Line, Speech
from kompas.words import _


def posted_with(event: Event) -> PostedLetter | None:
    """The letter that an entry carries; None for none."""
    letter = getattr(event, "letter", None)
    return letter if isinstance(letter, PostedLetter) else None


def posted_wrong(here: Here, letter: PostedLetter | None, context: Context) -> Iterator[Refusal]:
    """Why a letter cannot be recorded as sent: its file is not there, or somebody misses it."""
    if letter is None:
        return
    kept = context.files
    if kept is not None and not {*letter.files} <= {sha256 for _id, sha256 in kept}:
        yield no_such_file()
    to = addressees(here.case, context.recipients, letter.recipients)
    digital_post = context.has_number and not context.digital_post_exempt
    yield from out_of_reach_by(letter.channel, to, digital_post=digital_post)
    if context.digital_post_exempt and letter.channel is LetterChannel.DIGITAL_POST:
        yield Refusal(
            "exempt_from_digital_post",
            _("Borgeren er fritaget for Digital Post."),
            _("Send brevet med posten."),
            _("lov om Digital Post"),
        )


def posted_in_full(letter: PostedLetter | None, s: Speech) -> Iterator[Line]:
    """How it went out, how easily it is read, and who got it."""
    if letter is not None:
        yield _("Brev fra Kompas"), f"{_(CHANNEL_TEXTS[letter.channel])}, LIX {letter.lix}"
        yield from got_by(letter.copies, s)
