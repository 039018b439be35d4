"""A case whose every text is as odd as it may be: what the kinds take, and no more."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from kompas import inputs
from kompas.inputs import Unfit
from kompas.inputs.signs import unprintable
from kompas.inputs.text import Text

KNOWN_ELSEWHERE = (inputs.CODE, inputs.CODE_OR_BLANK, inputs.CASE_NUMBER)
"""What must be one of the names that are known."""
LONGEST = 6_000
"""Characters of one text here: a decision holds many, and 200,000 together."""
WOMAN_IN_WHEELCHAIR = "\U0001f469\u200d\U0001f9bd"
ARABIC, HEBREW = "\u0645\u062d\u0645\u062f \u0639\u0644\u064a", "\u05e9\u05dc\u05d5\u05dd"
EXTREME = (
    "x" * 1_000 + " " + "ord " * 3_000,
    "a\n" * 900,
    f"{ARABIC} {HEBREW} og mere {ARABIC}",
    "e\u0301\u0323" * 300,
    f"{WOMAN_IN_WHEELCHAIR} \U0001f1e9\U0001f1f0 \u2764\ufe0f" * 40,
    "{{7*7}} {% raise %} <script>alert(1)</script> &amp; %s {0} #include $x$ *a* _b_ @c `d` \\e",
    "\u738b \u0e01\u0e34 \u1230\u120b\u121d \ufffd \u3000 \u2060.",
    "§" * 400,
    "0" * 40 + ",5 timer den 31. februar 9999",
    ".",
)
Draw = Callable[[st.SearchStrategy[str]], str]


def texts() -> st.SearchStrategy[str]:
    """Odd texts that somebody thought of, and others."""
    every = st.characters(exclude_categories=("Cc", "Cs"))
    return st.sampled_from(EXTREME) | st.text(every, min_size=1, max_size=300)


def stretched(value: Any, draw: Draw) -> Any:
    """A command with each of its texts in place of another."""
    hints = get_type_hints(type(value), include_extras=True)
    changed = {
        one.name: _stretched(getattr(value, one.name), hints[one.name], draw)
        for one in fields(value)
        if one.name != "legal_basis"  # of which the norms know the texts
    }
    return replace(value, **changed)


def _stretched(value: Any, hint: Any, draw: Draw) -> Any:
    if not value:
        return value
    kind = _kind(hint)
    if kind is not None:
        return value if kind in KNOWN_ELSEWHERE else _fitting(kind, draw(texts()), value)
    if isinstance(value, tuple):
        return tuple(_stretched(one, get_args(hint)[0], draw) for one in value)
    if isinstance(value, dict):
        return {name: _stretched(one, get_args(hint)[1], draw) for name, one in value.items()}
    return stretched(value, draw) if is_dataclass(value) else value


def _kind(hint: Any) -> Text | None:
    """The kind of text that an annotation asks for; of `X | None` that of X."""
    parts = get_args(hint)
    if get_origin(hint) is Annotated:
        return next((one for one in parts[1:] if isinstance(one, Text)), None)
    return next(filter(None, map(_kind, parts)), None) if type(None) in parts else None


def _fitting(kind: Text, text: str, before: str) -> str:
    """As much of a text as its kind takes; a word where it takes nothing of it.

    It goes on as it was, a short one with a word: a decision has to say something, and name what it
    points to, before its letter is made.
    """
    kept = f"{text[:LONGEST]} {before}" if kind.lines else f"{text[: kind.longest - 4]} ord"
    while kind.printed and (sign := unprintable(kept)):
        kept = kept.replace(sign, "")
    try:
        kind.read(kept)
    except Unfit:
        return "ord"
    return kept
