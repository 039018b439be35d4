"""What the guide asks the citizen: the fact's question in the citizen's own words."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kompas.norms.fields import Fields, raise_if_any
from kompas.norms.library import OWN_GUIDE
from kompas.norms.problems import Problem
from kompas.norms.toml_lines import parse
from kompas.norms.vocabulary import About, Vocabulary
from kompas.words import _

FILE = "pages/guide.toml"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the citizen and, where it needs one, an explanation."""

    text: str
    help: str = ""


def read_questions(folder: Path, words: Vocabulary) -> Mapping[str, Asked]:
    """The questions by fact, from `pages/guide.toml` in a folder of norms; none where it is not.

    What a municipality asks of its own facts stands in its own folder, as `guide.toml`.

    Raises NormError with every fault.
    """
    problems: list[Problem] = []
    found: dict[str, Asked] = {}
    own = sorted(place.relative_to(folder).as_posix() for place in folder.glob(f"*/{OWN_GUIDE}"))
    for file in (FILE, *(name for name in own if name != FILE)):
        found |= _read(folder, file, words, problems)
    raise_if_any(problems)
    return found


def _read(folder: Path, file: str, words: Vocabulary, problems: list[Problem]) -> dict[str, Asked]:
    """The questions of one file: the shared one, or a municipality's own of its own facts."""
    path = folder / file
    top = Fields(parse(file, path.read_bytes() if path.is_file() else b""), (), problems)
    owner = None if file == FILE else file.partition("/")[0]
    found = {}
    for name, fields in top.table("ask").named():
        fact = words.facts.get(name)
        if fact is None:
            fields.fault(
                _("Oplysningen {name} findes ikke.").format(name=name),
                _("Vælg en, der findes, eller beskriv den i {file}.").format(
                    file=fields.words_file("facts.toml")
                ),
            )
        elif fact.about is About.SYSTEM:
            fields.fault(
                _("{name} sættes af Kompas og kan ikke spørges om.").format(name=name),
                _("Fjern [ask.{name}].").format(name=name),
            )
        elif owner is not None and words.owner.get(("fact", name)) != owner:
            fields.fault(
                _("{name} er ikke en af kommunens egne oplysninger.").format(name=name),
                _("Skriv spørgsmålet i {file}, hvor alle kan bruge det.").format(file=FILE),
            )
        found[name] = Asked(fields.text("text"), fields.optional_text("help") or "")
        fields.close()
    top.close()
    return found
