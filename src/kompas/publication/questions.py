"""What the guide asks the citizen: the fact's question in the citizen's own words."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kompas.norms.fields import Fields, raise_if_any
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

    Raises NormError with every fault.
    """
    path = folder / FILE
    problems: list[Problem] = []
    top = Fields(parse(FILE, path.read_bytes() if path.is_file() else b""), (), problems)
    found = {}
    for name, fields in top.table("ask").named():
        fact = words.facts.get(name)
        if fact is None:
            fields.fault(
                _("Oplysningen {name} findes ikke.").format(name=name),
                _("Vælg en fra facts.toml, eller tilføj den dér."),
            )
        elif fact.about is About.SYSTEM:
            fields.fault(
                _("{name} sættes af Kompas og kan ikke spørges om.").format(name=name),
                _("Fjern [ask.{name}].").format(name=name),
            )
        found[name] = Asked(fields.text("text"), fields.optional_text("help") or "")
        fields.close()
    top.close()
    raise_if_any(problems)
    return found
