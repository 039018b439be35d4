"""The words of Kompas: every domain identifier with its Danish term.

Facts, values, questions, answers, elements, grounds, services and units of measure have their
Danish texts in `norms/`. What only the code names (classes, their fields, the values of
enumerations) and the groups of values stand in `docs/glossary.toml`. `render` shows both as
`docs/glossary.md`; `tests/guards/test_glossary.py` holds them together both ways.
"""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kompas.norms import GroundType, Library, load
from kompas.norms.domain import Domain, FactType

ROOT = Path(__file__).resolve().parents[1]
ENTRIES = ROOT / "docs" / "glossary.toml"
ROOMS = ("casework", "soundness", "norms", "letters")
CHAPTERS = {
    "casework": "The decision",
    "flow": "The case and its flow",
    "soundness": "The check of a draft",
    "norms": "The norms' own language",
    "letters": "Letters",
    "groups": "Scales and groups of values",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of `docs/glossary.toml`. `danish` is empty where the norms hold the text."""

    name: str
    chapter: str
    danish: str
    law: str
    means: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """The file: its entries by name, and the names that are mechanics."""

    entries: Mapping[str, Entry]
    mechanics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identifier:
    """A name of the code: of a class (`owner` is empty) or within the class `owner`."""

    name: str
    owner: str
    place: str

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that an entry for it may have, the narrowest first: owner, room, neither."""
        plain = snake(self.name)
        within = (snake(self.owner), self.place.split("/")[1] if "/" in self.place else "")
        return (*(f"{one}.{plain}" for one in within if one), plain)


def snake(name: str) -> str:
    """`PartyHearing` as `party_hearing`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def glossary() -> Glossary:
    """Read `docs/glossary.toml`. Raises ValueError for a name that stands twice."""
    raw = tomllib.loads(ENTRIES.read_text("utf-8"))
    entries: dict[str, Entry] = {}
    for chapter in CHAPTERS:
        for name, fields in raw[chapter].items():
            if name in entries:
                raise ValueError(f"{name} stands twice in docs/glossary.toml")
            entries[name] = Entry(
                name, chapter, fields.get("da", ""), fields.get("law", ""), fields["means"]
            )
    return Glossary(entries, tuple(raw["mechanics"]))


def identifiers(package: Path = ROOT / "src" / "kompas") -> Iterator[Identifier]:
    """Every public class of the law's rooms, its fields, and the values of enumerations.

    A step of a case (`class UncoverNeed(Step[...])`) is named by a verb and is no word of its own:
    the event that it records has the entry.
    """
    for path in (path for room in ROOMS for path in sorted((package / room).rglob("*.py"))):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not _is_nameless(node):
                place = f"{path.relative_to(package.parent)}:{node.lineno}"
                yield Identifier(node.name, "", place)
                yield from (Identifier(name, node.name, place) for name in _within(node))


def _is_nameless(node: ast.ClassDef) -> bool:
    """Whether a class is private, or a step of a case."""
    return node.name.startswith("_") or any(
        ast.unparse(one).startswith("Step[") for one in node.bases
    )


def _within(node: ast.ClassDef) -> Iterator[str]:
    values = any(ast.unparse(base) == "StrEnum" for base in node.bases)
    for part in node.body:
        if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
            if not part.target.id.startswith("_"):
                yield part.target.id
        elif values and isinstance(part, ast.Assign) and isinstance(part.value, ast.Constant):
            yield str(part.value.value)


def named_in_norms(library: Library) -> dict[str, str]:
    """What the norms give a Danish term: facts, values, questions, answers, services, units."""
    words = library.words
    named = {name: service.text for name, service in words.services.items()}
    named |= {name: unit.many for name, unit in words.units.items()}
    for fact in words.facts.values():
        if fact.domain.type in (FactType.ENUM, FactType.SCALE):
            named |= {str(name): fact.domain.text(code) for name, code in fact.domain.names.items()}
    named |= {name: fact.text for name, fact in words.facts.items()}
    for name, question in words.questions.items():
        named |= {**question.answers, name: question.text}
    return named


def groups(library: Library) -> dict[str, str]:
    """The keys of the groups of values, with what each holds; a scale has one key for all its."""
    found: dict[str, str] = {}
    for name, fact in library.words.facts.items():
        for group in fact.domain.groups or {}:
            if fact.domain.type is FactType.ENUM:
                found[f"{name}.{group}"] = ", ".join(_members(fact.domain, group))
            else:
                found["vum"] = (
                    f"{fact.domain.name(fact.domain.low)}–{fact.domain.name(fact.domain.high)}"
                )
    return found


def _members(domain: Domain, group: str) -> Iterator[str]:
    for low, high in (domain.groups or {})[group]:
        yield from (str(domain.name(code)) for code in range(low, high + 1))


def missing(found: Iterable[Identifier], known: Glossary, library: Library) -> list[str]:
    """The identifiers of the code, and the groups, that nothing gives a Danish term."""
    named = named_in_norms(library)
    lacking = []
    ours = {key for key, entry in known.entries.items() if entry.danish or key in named}
    for one in found:
        if one.name in known.mechanics or one.owner in known.mechanics:
            continue
        if not any(key in ours or key in named for key in one.keys):
            lacking.append(f"{one.place}: {'.'.join(filter(None, (one.owner, one.name)))}")
    return lacking + [f"norms/facts.toml: {key}" for key in groups(library) if key not in ours]


def unused(found: Sequence[Identifier], known: Glossary, library: Library) -> list[str]:
    """The entries and mechanics that name nothing in the code or in the norms' groups."""
    borne = {key for one in found for key in one.keys} | groups(library).keys()
    narrowed = {key for key in borne if "." in key}
    plain = {one.name for one in found}
    return [
        *(key for key in known.entries if key not in (narrowed if "." in key else borne)),
        *(name for name in known.mechanics if name not in plain),
    ]


def repeated(known: Glossary, library: Library) -> list[str]:
    """The entries that say in Danish what the norms say under the same name already."""
    named = named_in_norms(library)
    return [
        key
        for key, entry in known.entries.items()
        if entry.danish.casefold() == named.get(key, "").casefold() and entry.danish
    ]


def render() -> str:
    """The glossary as a page."""
    library, known = load(), glossary()
    lines = [
        "# Glossary",
        "",
        "Names are English; users read Danish. Made from `docs/glossary.toml` and `norms/`",
        "(`make docs`): edit those. A § stands where the word has one place in the law.",
    ]
    lines += _chapters(known, library)
    lines += _facts(library)
    lines += _questions(library)
    lines += _elements(library)
    lines += _grounds(library)
    lines += _services(library)
    return "\n".join(lines)


def _table(head: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = ["", f"## {head}", "", _line(columns), _line(["---"] * len(columns))]
    return lines + [_line(row) for row in rows]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _chapters(known: Glossary, library: Library) -> list[str]:
    named, held = named_in_norms(library), groups(library)
    lines: list[str] = []
    for chapter, head in CHAPTERS.items():
        entries = sorted(
            (entry for entry in known.entries.values() if entry.chapter == chapter),
            key=lambda entry: entry.name,
        )
        rows = (
            (
                f"`{entry.name}`",
                entry.danish or named[entry.name],
                f"{entry.means} ({held[entry.name]})" if entry.name in held else entry.means,
                entry.law,
            )
            for entry in entries
        )
        lines += _table(head, ("name", "Danish", "meaning", "§"), rows)
    return lines


def _facts(library: Library) -> list[str]:
    facts = library.words.facts
    rows = ((f"`{n}`", f.text, f.text_en, f.ask) for n, f in facts.items())
    lines = _table("Facts", ("name", "Danish", "English", "how it is asked"), rows)
    values = (
        (f"`{name}.{value}`", fact.domain.text(code), fact.domain.text(code, "en"))
        for name, fact in facts.items()
        if fact.domain.type in (FactType.ENUM, FactType.SCALE)
        for value, code in fact.domain.names.items()
    )
    return lines + _table("Values of facts", ("name", "Danish", "English"), values)


def _questions(library: Library) -> list[str]:
    questions = library.words.questions
    rows = ((f"`{n}`", q.text, q.text_en, q.shape.value) for n, q in questions.items())
    lines = _table("Questions", ("name", "Danish", "English", "shape"), rows)
    answers = (
        (f"`{name}.{code}`", text, question.answers_en[code])
        for name, question in questions.items()
        for code, text in question.answers.items()
    )
    lines += _table("Fixed answers", ("name", "Danish", "English"), answers)
    units = ((f"`{n}`", f"{u.one}, {u.many}", f"{u.one_en}, {u.many_en}")
             for n, u in library.words.units.items())  # fmt: skip
    return lines + _table("Units of measure", ("name", "Danish", "English"), units)


def _elements(library: Library) -> list[str]:
    rows = ((f"`{n}`", e.text, e.text_en) for n, e in library.words.elements.items())
    return _table("Elements of a decision", ("name", "Danish", "English"), rows)


def _grounds(library: Library) -> list[str]:
    grounds = library.grounds
    rows = ((f"`{n}`", g.heading, g.text_en, str(g.citation)) for n, g in grounds.items())
    lines = _table("Types of ground", ("name", "Danish", "English", "source"), rows)
    demands = (row for ground in grounds.values() for row in _demands(ground))
    return lines + _table("Demands of grounds", ("name", "Danish"), demands)


def _demands(ground: GroundType) -> Iterator[tuple[str, str]]:
    return ((f"`{ground.name}.{demand.code}`", demand.text) for demand in ground.demands)


def _services(library: Library) -> list[str]:
    services = library.words.services
    rows = ((f"`{n}`", s.text, s.text_en, ", ".join(s.legal_basis)) for n, s in services.items())
    lines = _table("Services", ("name", "Danish", "English", "legal basis"), rows)
    units: dict[str, dict[str, None]] = {name: {} for name in library.words.municipalities}
    for file in library.files:
        if file.municipality and file.unit:
            units[file.municipality][file.unit] = None
    places = (
        (f"`{name}`", text, ", ".join(units[name]))
        for name, text in library.words.municipalities.items()
    )
    return lines + _table("Municipalities", ("name", "Danish", "units with a standard"), places)
