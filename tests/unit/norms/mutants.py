"""Plants faults in norm files, text by text."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from kompas.norms import Library, NormFile, Row
from kompas.norms.domain import Allowed, Domain, FactType
from kompas.norms.read_answers import answer_domain

_CONDITION = re.compile(r'(\w+)\s*=\s*("[^"]*"|\[[^\]]*\]|true|false|\d+)')
_BOXES = re.compile(  # up to the next key, also over several lines
    r"^(?:when|met|individual)\s*=\s*(.*?)(?=^\w+\s*=|\Z)", re.MULTILINE | re.DOTALL
)
_NUMBER = re.compile(r'(answer\s*=\s*\{\s*\w+\s*=\s*)("[^"]*"|\d+)')
_CODE = re.compile(r'(answer\s*=\s*)"(\w+)"')


KINDS = {
    "removed": "the row is gone",
    "doubled": "the row stands twice, under two codes",
    "impossible": "a condition names values that are not there",
    "never": "a bound is moved so far that the condition hardly ever holds",
    "always": "a bound is moved so far that the condition always holds",
    "widened": "a list is widened to all values",
    "member": "a list has one value more or less, a yes became a no",
    "moved": "a bound is moved by one",
    "answer": "another answer",
}


@dataclass(frozen=True)
class Mutant:
    """A norm file with one row spoiled. `change` says how, `text` is the whole file."""

    kind: str
    file: str
    row: str
    change: str
    text: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.file} {self.row}: {self.change}"

    @property
    def question(self) -> str:
        """The question that the spoiled row answers."""
        return self.row.partition(".")[0]


def plant(library: Library, file: NormFile) -> Iterator[Mutant]:
    """Every mutant of every row of a file."""
    lines = (library.folder / file.file).read_text("utf-8").splitlines(keepends=True)
    for row in file.rows:
        first, last = _block(lines, row)
        block = "".join(lines[first:last])

        def mutant(
            kind: str, change: str, new: str, row: Row = row, at: tuple[int, int] = (first, last)
        ) -> Mutant:
            text = "".join((*lines[: at[0]], new, *lines[at[1] :]))
            return Mutant(kind, file.file, f"{row.question}.{row.code}", change, text)

        yield mutant("removed", "", "")
        yield mutant(
            "doubled", "", block + block.replace(f'"{row.code}"', f'"{row.code}-again"', 1)
        )
        for kind, change, new in _changed_conditions(library, file, block):
            yield mutant(kind, change, new)
        for change, new in _changed_answers(library, file, row, block):
            yield mutant("answer", change, new)


def _block(lines: list[str], row: Row) -> tuple[int, int]:
    """From the row's header to the next one, counted from 0."""
    first = row.line - 1
    rest = range(first + 1, len(lines))
    return first, next((n for n in rest if lines[n].startswith(("[", "#"))), len(lines))


def _changed_conditions(
    library: Library, file: NormFile, block: str
) -> Iterator[tuple[str, str, str]]:
    for part in _BOXES.finditer(block):
        for found in _CONDITION.finditer(block, part.start(1), part.end(1)):
            domain = _domain(library, file, found[1])
            allowed = domain.parse(tomllib.loads(f"x = {found[2]}")["x"])
            ordered = domain.type not in (FactType.BOOL, FactType.ENUM)
            for kind, value in (_moved if ordered else _picked)(domain, allowed):
                new = block[: found.start(2)] + value + block[found.end(2) :]
                yield kind, f"{found[1]} = {found[2]} became {value}", new


def _picked(domain: Domain, allowed: Allowed) -> Iterator[tuple[str, str]]:
    """Other conditions on a listed fact: impossible, always, and one value more or less."""
    yield "impossible", '"no such value"'
    values = set(range(domain.low, domain.high + 1))
    inside = {value for low, high in allowed for value in range(low, high + 1)}
    if inside != values:
        yield "widened", _listed(domain, values)
    for changed in (inside ^ {value} for value in sorted(values)):
        if changed and changed != values:
            yield "member", _listed(domain, changed)
    if domain.type is FactType.BOOL:
        yield "member", _listed(domain, values - inside)


def _moved(domain: Domain, allowed: Allowed) -> Iterator[tuple[str, str]]:
    """Other conditions on an ordered fact: impossible, always, hardly ever, one step off."""
    low, high = (domain.name(end) for end in (domain.low, domain.high))
    beyond = {FactType.SCALE: "H1", FactType.DATE: "2200-01-01"}.get(domain.type, domain.high + 1)
    yield "impossible", f'"{beyond}.."'
    yield "impossible", f'"{high}..{low}"'
    yield "always", f'"{low}..{high}"'
    yield "never", f'"{low}..{low}"'
    yield "never", f'"{high}..{high}"'
    for place, (first, last) in enumerate(allowed):
        lows = {first - 1, first + 1} if first > domain.low else set()
        highs = {last - 1, last + 1} if last < domain.high else set()
        for a, b in (*((one, last) for one in lows), *((first, one) for one in highs)):
            if a <= b:
                spans = (*allowed[:place], (a, b), *allowed[place + 1 :])
                texts = (f'"{domain.name(one)}..{domain.name(other)}"' for one, other in spans)
                yield "moved", f"[{', '.join(texts)}]"


def _listed(domain: Domain, values: set[int]) -> str:
    """The values as a condition of TOML."""
    names = (domain.name(value) for value in sorted(values))
    texts = (str(name).lower() if isinstance(name, bool) else f'"{name}"' for name in names)
    return f"[{', '.join(texts)}]"


def _changed_answers(
    library: Library, file: NormFile, row: Row, block: str
) -> Iterator[tuple[str, str]]:
    head = {**library.words.questions, **file.questions}[row.question]
    if found := _NUMBER.search(block):
        for new in ("0", "6", '"1..9"'):
            if new != found[2]:
                yield f"{found[2]} became {new}", block.replace(found[0], found[1] + new)
        yield (
            f"{found[2]} became individual",
            re.sub(r"answer\s*=.*", 'answer = "individual"', block),
        )
    elif found := _CODE.search(block):
        for new in (*head.answers, "individual", "not_stated"):
            if new != found[2]:
                yield f"{found[2]} became {new}", block.replace(found[0], f'{found[1]}"{new}"')
    for one, other in (("met", "individual"), ("individual", "met")):
        if re.search(rf"^{one}\s*=", block, flags=re.MULTILINE):
            yield (
                f"{one} became {other}",
                re.sub(rf"^{one}(\s*=)", rf"{other}\1", block, flags=re.MULTILINE),
            )


def _domain(library: Library, file: NormFile, name: str) -> Domain:
    if name in library.words.facts:
        return library.words.facts[name].domain
    domain = answer_domain({**library.words.questions, **file.questions}[name])
    assert domain is not None
    return domain
