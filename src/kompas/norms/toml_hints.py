"""What is usually wrong with a line that is no TOML, said to somebody who writes norms by hand."""

import re
from collections.abc import Iterator

from kompas.words import N_, _

_HINTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile("[\u201c\u201d\u201e\u00bb\u00ab\u2018\u2019]"),
        N_('Skriv lige anførselstegn ("), ikke de skrå, som et tekstprogram sætter.'),
    ),
    (
        re.compile("[\u00a0\u200b\u2028\ufeff\x00\x0b\x0c]"),
        N_("Der står et usynligt tegn på linjen. Slet linjen, og skriv den igen."),
    ),
    (
        re.compile(r"=\s*\d{1,2}[./-]\d{1,2}[./-]\d{4}"),
        N_("Skriv datoer som 2026-03-01: først året, så måneden, så dagen."),
    ),
    (
        re.compile(r"=\s*\d{4}-\d{2}-\d{2}\s*(?:#|$)"),
        N_("Datoen findes ikke i kalenderen. Ret den."),
    ),
    (re.compile(r"=\s*(True|False|TRUE|FALSE|ja|nej|Ja|Nej)\b"), N_("Skriv true eller false.")),
    (
        re.compile(r"=\s*(null|None|nil)\b"),
        N_("Et felt, der ikke gælder, udelades: slet linjen."),
    ),
    (
        re.compile(r"=\s*\d+,\d"),
        N_("Skriv hele tal uden komma og uden punktum, fx 1500."),
    ),
    (re.compile(r"=\s*0\d"), N_("Skriv tallet uden nul foran, fx 5 og ikke 05.")),
    (re.compile(r"=\s*\d{1,3}(\.\d{3})+\b"), N_("Skriv hele tal uden punktum, fx 1500.")),
    (
        re.compile(r"=\s*\d+\s*\.\.|=\s*\.\.\s*\d"),
        N_('Skriv et område i anførselstegn, fx "18..65".'),
    ),
    (re.compile(r"^\s*[\w-]+\s*:\s"), N_("Skriv et lighedstegn mellem navn og værdi, ikke kolon.")),
    (re.compile(r"^\s*//|^\s*/\*|^\s*;"), N_("Skriv en bemærkning med # foran.")),
    (re.compile(r"=\s*(?:#|$)"), N_("Efter lighedstegnet mangler en værdi.")),
    (
        re.compile(r'=\s*[A-Za-zæøåÆØÅ][^"\'=]*$'),
        N_('Skriv tekst i anførselstegn: navn = "tekst".'),
    ),
    (re.compile(r'^[^"]*"[^"]*$'), N_("Teksten mangler et anførselstegn.")),
    (re.compile(r"^\s*\[\[[^\]]*\]?\s*$"), N_("Overskriften mangler sine klammer: [[...]].")),
    (re.compile(r"^\s*\[[^\]]*$"), N_("Overskriften mangler en klamme: [...].")),
    (
        re.compile(r"^[^=\[\]#]+$"),
        N_("Linjen har intet lighedstegn. Er den en fortsættelse af en tekst, så sæt den sammen."),
    ),
)
_BARE_NAME = re.compile(r"[A-Za-z0-9_-]+")
_NAME = re.compile(r"(?:^\s*\[{1,2}|[{,]|^)\s*(?P<name>[^\W\d][\w-]*(?:\.[\w-]+)*)\s*(?:=|\]{1,2})")
_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa", "ä": "ae", "ö": "oe"}
)
_OTHERWISE = N_("Se efter manglende anførselstegn, klammer eller en dobbelt nøgle.")
_TEXT = re.compile(r'"(?:\\.|[^"\\])*("?)')
"""A text, or what stands of one that nothing closes."""
_LISTED = re.compile(
    r"\s*\[\s*([\w.-]*\.(?:row|demand)|example|protection|says_nothing|open_question|news)\s*\]"
    r"\s*(?:#.*)?"
)
"""The heading of a table of which a file has several, in one pair of brackets."""
_DOUBLED = "overwrite|Cannot declare|mutate immutable|already"


def remedy_of(line: str, error: str) -> str:
    """What to do about a line, by what it looks like and what the reader said of it."""
    if re.search(_DOUBLED, error) and (listed := _LISTED.fullmatch(line)):
        return _("Skriv [[{name}]] med to klammer om: der kan være flere af dem.").format(
            name=listed[1]
        )
    if re.search(_DOUBLED, error):
        return _("Se efter en dobbelt nøgle: det samme navn står to gange.")
    if named := _odd_name(line):
        return _("Et navn skrives uden æ, ø og å. Skriv {plain} og ikke {name}.").format(
            name=named, plain=named.translate(_LETTERS)
        )
    return " ".join([*_found(line), _(_OTHERWISE)])


def _odd_name(line: str) -> str | None:
    """A name on the line with other letters than a to z: TOML takes none without quotes."""
    for found in _NAME.finditer(_bare(line)):
        if any(not _BARE_NAME.fullmatch(part) for part in found["name"].split(".")):
            return found["name"]
    return None


def _found(line: str) -> Iterator[str]:
    """The first hint that fits."""
    bare = _bare(line)
    for pattern, hint in _HINTS:
        if pattern.search(bare):
            yield _(hint)
            return


def _bare(line: str) -> str:
    """The line without what stands in its texts."""
    return _TEXT.sub(lambda found: '""' if found[1] else found[0], line)
