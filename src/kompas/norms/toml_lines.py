"""Read TOML and remember on which line each table and key stands.

The standard library's `tomllib` gives no positions, and a fault without its line is no help
to a jurist with a long file. Keys within an inline table share its line.
"""

import codecs
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kompas.norms.problems import NormError, Problem
from kompas.norms.toml_hints import remedy_of
from kompas.words import _

Path = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)([A-Za-z0-9_.\-\"* \t]+)\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_\-]+)\s*=")
_ERROR_LINE = re.compile(r"line (\d+)")
# A text that nothing closes ends with the file or the line: no place is looked at twice.
_QUOTED = re.compile(
    r'"{3}(?:\\(?:.|\Z)|[^\\])*?(?:"{3,5}|\Z)|"(?:\\.|[^"\\\n])*"?'
    r"|'{3}.*?(?:'{3,5}|\Z)|'[^'\n]*'?|\#[^\n]*",
    re.DOTALL,
)
_SIGN = re.compile(r"[\[\]{}\n]")
MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Toml:
    """A parsed file: its values and the line of each path into them."""

    file: str
    data: dict[str, Any]
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """The line of `path`, or of the nearest part of it that has one."""
        while path:
            if path in self.lines:
                return self.lines[path]
            within = [line for other, line in self.lines.items() if other[: len(path)] == path]
            if within:
                return min(within)
            path = path[:-1]
        return 0


def parse(file: str, raw: bytes) -> Toml:
    """Parse the bytes of `file`. Raises NormError with the line when they are no TOML."""
    if len(raw) > MAX_BYTES:
        raise _broken(
            file,
            0,
            _("Filen er for stor til en normfil ({size} byte).").format(size=len(raw)),
            _("Del den i en fil for hver ydelse og version."),
        )
    if raw[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) or b"\0" in raw[:100]:
        raise _broken(
            file,
            1,
            _("Filen er gemt som UTF-16, som nogle tekstprogrammer kalder Unicode."),
            _("Gem den som UTF-8."),
        )
    try:
        text = raw.decode("utf-8-sig")  # some editors put a mark before the first letter
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _broken(
            file, line, _("Linjen er ikke skrevet i UTF-8."), _("Gem filen som UTF-8.")
        ) from None
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _ERROR_LINE.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise _broken(
            file,
            line,
            _("Linjen kan ikke læses som TOML ({error}).").format(error=error),
            remedy_of([*text.split("\n"), ""][line - 1], str(error)),
        ) from None
    except ValueError:  # a number with more digits than Python reads
        raise _broken(
            file, 0, _("Filen har et tal med tusinder af cifre."), _("Find det, og ret det.")
        ) from None
    except RecursionError:
        raise _broken(
            file,
            0,
            _("Filen har for mange klammer inden i hinanden."),
            _("Se efter en klamme, der ikke er lukket."),
        ) from None
    return Toml(file, data, dict(_positions(text)))


def _broken(file: str, line: int, what: str, remedy: str) -> NormError:
    return NormError((Problem(file, line, what, remedy),))


def _positions(text: str) -> Iterator[tuple[Path, int]]:
    """Yield each table's and key's path with its 1-based line."""
    counts: dict[Path, int] = {}
    table: Path = ()
    within = _lines_within_values(text)
    for number, line in enumerate(text.split("\n"), start=1):
        if number in within:
            continue
        if header := _HEADER.match(line):
            table = _table_path(header[2], counts, is_array=header[1] == "[[")
            yield table, number
        elif key := _KEY.match(line):
            yield (*table, key[1]), number


def _lines_within_values(text: str) -> set[int]:
    """The lines that begin inside a text or a list, where nothing is a header or a key."""
    within: set[int] = set()
    line, depth = 1, 0
    for sign in _SIGN.finditer(_QUOTED.sub(_only_lines, text)):
        if sign[0] == "\n":
            line += 1
            if depth:
                within.add(line)
        else:
            depth += 1 if sign[0] in "[{" else -1
    return within


def _only_lines(found: re.Match[str]) -> str:
    """A text or comment without its letters; one of several lines is like a list of as many."""
    lines = "\n" * found[0].count("\n")
    return f"[{lines}]" if lines else ""


def _table_path(dotted: str, counts: dict[Path, int], *, is_array: bool) -> Path:
    """The path of a header, with the index of each array of tables that it lies in."""
    path: Path = ()
    parts = [part.strip().strip('"') for part in dotted.split(".")]
    for part in parts[:-1]:
        path = (*path, part)
        if path in counts:
            path = (*path, counts[path])
    path = (*path, parts[-1])
    if is_array:
        counts[path] = counts.get(path, -1) + 1
        path = (*path, counts[path])
    return path
