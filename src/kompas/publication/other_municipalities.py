"""On a municipality's page no other municipality's document is named.

Law is sometimes read second hand in one municipality's standard. That stays told, but a citizen
elsewhere is not sent to a document that does not count for them.
"""

import re
from dataclasses import dataclass
from typing import Any

from kompas.norms.vocabulary import Citation, Source, Vocabulary

_DOCUMENT = "et dokument fra en anden kommune"


@dataclass(frozen=True, slots=True)
class OtherMunicipalities:
    """Those whose page it is not, by their full names ("Vejen Kommune")."""

    names: tuple[str, ...]

    def text(self, text: str) -> str:
        """A text with "en anden kommune" for each other municipality."""
        for name in self.names:
            text = _pattern(name).sub(_replacement, text)
        return text

    def has(self, source: Source) -> bool:
        """Whether a document is another municipality's."""
        return source.title.startswith(self.names)

    def cite(self, citation: Citation) -> str:
        """Where a rule is from; of another municipality's document only that it is one."""
        places = (citation, *citation.further)
        told = (
            _DOCUMENT if self.has(one.source) else f"{one.source.short} {one.section}".strip()
            for one in places
        )
        return self.text("; ".join(dict.fromkeys(told)))

    def within(self, data: Any) -> Any:
        """Data with all its texts so told."""
        if isinstance(data, str):
            return self.text(data)
        if isinstance(data, list):
            return [self.within(one) for one in data]
        if isinstance(data, dict):
            return {key: self.within(one) for key, one in data.items()}
        return data


def others_than(words: Vocabulary, own: frozenset[str]) -> OtherMunicipalities:
    """All municipalities but those whose page it is (by their short names)."""
    return OtherMunicipalities(
        tuple(name for key, name in words.municipalities.items() if key not in own)
    )


def _pattern(name: str) -> re.Pattern[str]:
    """`Københavns Kommune`, `København`, `Københavns`; "vejen" as a word of its own is no town."""
    town = re.escape(name.removesuffix(" Kommune"))
    stem = town.removesuffix("s")
    forms = rf"{town} [Kk]ommunes?|{stem}s\b"
    if stem != town:
        forms += rf"|{stem}\b"
    return re.compile(rf"(?<!\w)(?:{forms})")


def _replacement(found: re.Match[str]) -> str:
    of = "s" if found[0].endswith("s") else ""
    before = found.string[: found.start()].rstrip()
    word = "En" if not before or before[-1] in ".:»" else "en"
    return f"{word} anden kommune{of}"
