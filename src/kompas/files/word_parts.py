"""What acts by itself in a Word file, by its parts and relationships (ECMA-376, part 2), never by
their names: macros, programs within it, templates and other things that are fetched from elsewhere.
"""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from posixpath import dirname, join, normpath
from xml.parsers import expat

from kompas.casework.active_content import ActiveContent
from kompas.limits import LARGEST_ZIP_PART_BYTES, LARGEST_ZIP_WHOLE_BYTES

_TYPES = "[Content_Types].xml"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MAIN_PART = "/word/document.xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file begins (MS-CFB 2.2): macros, packaged programs, older documents."""
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_MACRO_RELATIONS = ("vbaproject", "wordvbadata", "keymapcustomizations", "attachedtoolbars",
                    "extensibility", "usertoolbars")  # fmt: skip
_OTHER_DOCUMENT = "afchunk"
"""A document in another form that Word takes in when it opens the file."""
_LINKS = ("hyperlink",)
"""What may point elsewhere: it is only followed when somebody clicks."""
_FETCHING_FIELDS = ("DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "LINK", "DATABASE")


_ON_A_DRIVE = re.compile(r"file:///[A-Za-z]:")
"""A template where its writer kept it: nothing of it comes from elsewhere."""


class UnreadablePartsError(Exception):
    """It cannot be read as a Word file."""


@dataclass(frozen=True, slots=True)
class _Relation:
    """Part `source` points to `target` by `id`; `external`: outside the file."""

    source: str
    id: str
    kind: str
    target: str
    external: bool

    @property
    def acts(self) -> ActiveContent | None:
        """What following it does, where that is more than to show."""
        if self.kind in _MACRO_RELATIONS:
            return ActiveContent.MACROS
        if self.kind == _OTHER_DOCUMENT:
            return ActiveContent.EMBEDDED
        is_fetched = self.external and self.kind not in _LINKS
        return ActiveContent.REMOTE if is_fetched and not _ON_A_DRIVE.match(self.target) else None


class _Parts:
    """The parts of a file, read once, bounded. `depth`: within how many others it lies."""

    def __init__(self, place: Path | BytesIO, depth: int = 0) -> None:
        self.depth = depth
        try:
            with zipfile.ZipFile(place) as file:
                infos = file.infolist()
                if sum(one.file_size for one in infos) > LARGEST_ZIP_WHOLE_BYTES or any(
                    one.file_size > LARGEST_ZIP_PART_BYTES for one in infos
                ):
                    raise UnreadablePartsError
                names = [one.filename for one in infos]
                if len({name.lower() for name in names}) < len(names):
                    raise UnreadablePartsError  # one name for two parts: readers take either
                self.content = {one.filename: file.read(one) for one in infos if not one.is_dir()}
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, RuntimeError):
            raise UnreadablePartsError from None

    def relations(self) -> Iterator[_Relation]:
        for name, content in self.content.items():
            if not name.endswith(".rels"):
                continue
            source = join(dirname(dirname(name)), name.rsplit("/", 1)[-1].removesuffix(".rels"))
            for tag, given in _elements(content):
                if tag == "Relationship":
                    yield _relation(source, given)

    @cached_property
    def types(self) -> Mapping[str, str]:
        """The content type of each part that is named, and of each ending (`*.bin`)."""
        found = {}
        for tag, given in _elements(self.content.get(_TYPES, b"")):
            if tag == "Override":
                found[given.get("PartName", "").lstrip("/")] = given.get("ContentType", "")
            elif tag == "Default":
                found["*." + given.get("Extension", "").lower()] = given.get("ContentType", "")
        return found


def found(path: Path) -> Iterator[ActiveContent]:
    """Everything that acts by itself. Raises UnreadablePartsError."""
    parts = _Parts(path)
    yield from _in(parts)


def cleaned(path: Path, into: Path) -> None:
    """Write a copy without what acts and what points to it. Raises UnreadablePartsError."""
    parts = _Parts(path)
    dropped = {name for name in parts.content if _part_acts(parts, name)}
    cut: dict[str, set[str]] = {}
    for relation in parts.relations():
        if relation.acts or relation.target in dropped:
            cut.setdefault(relation.source, set()).add(relation.id)
            if not relation.external and relation.acts:
                dropped.add(relation.target)
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.content.items():
            if name not in dropped:
                made.writestr(zipfile.ZipInfo(name), _rewritten(name, content, dropped, cut),
                              zipfile.ZIP_DEFLATED)  # fmt: skip


def _in(parts: _Parts) -> Iterator[ActiveContent]:
    for relation in parts.relations():
        if relation.acts:
            yield relation.acts
    for name in parts.content:
        if (acts := _part_acts(parts, name)) is not None:
            yield acts
    if any("macroenabled" in kind.lower() for kind in parts.types.values()):
        yield ActiveContent.MACROS
    for name, content in parts.content.items():
        if name.endswith(".xml") and any(_fetches(text) for text in _field_codes(content)):
            yield ActiveContent.REMOTE


def _part_acts(parts: _Parts, name: str) -> ActiveContent | None:
    """What a part is by its type and its first bytes, where that is more than something shown."""
    content, ending = parts.content[name], name.rsplit(".", 1)[-1].lower()
    kind = (parts.types.get(name) or parts.types.get(f"*.{ending}", "")).lower()
    if "vba" in kind or (_VBA in content[:_HEAD] and content.startswith(_OLE)):
        return ActiveContent.MACROS
    if "activex" in kind:
        return ActiveContent.PROGRAM
    if content.startswith((_OLE, *_PROGRAMS)):
        return ActiveContent.EMBEDDED
    if content.startswith(b"PK\x03\x04") and _acts_within(content, parts.depth + 1):
        return ActiveContent.EMBEDDED
    return None


_VBA = "_VBA_PROJECT".encode("utf-16-le")
_HEAD = 8_192
_DEEPEST = 3


def _acts_within(content: bytes, depth: int) -> bool:
    """Whether something acts in a sheet or document within the file."""
    try:
        return depth > _DEEPEST or any(_in(_Parts(BytesIO(content), depth)))
    except UnreadablePartsError:
        return True


def _relation(source: str, given: Mapping[str, str]) -> _Relation:
    target, external = given.get("Target", ""), given.get("TargetMode", "").lower() == "external"
    if not external:
        target = normpath(join("/", dirname(source), target)).lstrip("/")
    kind = given.get("Type", "").rsplit("/", 1)[-1].lower()
    return _Relation(source, given.get("Id", ""), kind, target, external)


def _fetches(code: str) -> bool:
    words = code.split(None, 1)
    return bool(words) and words[0].upper() in _FETCHING_FIELDS


# ---------------------------------------------------------------- XML, part by part


def _parsed(
    content: bytes,
    begin: Callable[..., None],
    end: Callable[..., None] | None = None,
    *,
    text: Callable[[str], None] | None = None,
    other: Callable[[str], None] | None = None,
) -> None:
    """Go through a part. What declares a type of document is refused: none does (part 2, 7.2.3)."""

    def refused(*_given: object) -> None:
        raise UnreadablePartsError

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refused
    parser.StartElementHandler = lambda name, given: begin(parser, _local(name), given)
    if end is not None:
        parser.EndElementHandler = lambda name: end(parser, _local(name))
    if text is not None:
        parser.buffer_text = True
        parser.CharacterDataHandler = text
    if other is not None:
        parser.DefaultHandler = other
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat's own
    except expat.ExpatError:
        raise UnreadablePartsError from None


def _local(name: str) -> str:
    return name.rsplit(":", 1)[-1]


def _elements(content: bytes) -> list[tuple[str, Mapping[str, str]]]:
    found: list[tuple[str, Mapping[str, str]]] = []

    def begin(_parser: object, tag: str, given: dict[str, str]) -> None:
        found.append((tag, {_local(name): value for name, value in given.items()}))

    if content:
        _parsed(content, begin)
    return found


def _field_codes(content: bytes) -> list[str]:
    """What the fields of a part say that they do; a code may be written in several runs."""
    codes: list[str] = []
    runs: list[str] = []
    within = False

    def begin(_parser: object, tag: str, given: Mapping[str, str]) -> None:
        nonlocal within
        if tag == "fldSimple":
            codes.extend(value for name, value in given.items() if _local(name) == "instr")
        elif tag == "fldChar":
            codes.append("".join(runs))
            runs.clear()
        within = tag == "instrText"

    def end(_parser: object, _tag: str) -> None:
        nonlocal within
        within = False

    def text(data: str) -> None:
        if within:
            runs.append(data)

    _parsed(content, begin, end, text=text)
    return [*codes, "".join(runs)]


def _rewritten(name: str, content: bytes, dropped: set[str], cut: Mapping[str, set[str]]) -> bytes:
    """A part without what points to what is dropped."""
    if name == _TYPES:
        made = _without(content, lambda tag, given: tag == "Override"
                        and given.get("PartName", "").lstrip("/") in dropped)  # fmt: skip
        return _plain_document(made)
    if name.endswith(".rels"):
        source = join(dirname(dirname(name)), name.rsplit("/", 1)[-1].removesuffix(".rels"))
        gone = cut.get(source, set())
        return _without(
            content, lambda tag, given: tag == "Relationship" and given.get("Id") in gone
        )
    if not name.endswith(".xml"):
        return content
    gone = cut.get(name, set())
    fetches = any(map(_fetches, _field_codes(content)))
    if not gone and not fetches:
        return content

    def acts(tag: str, given: Mapping[str, str]) -> bool:
        # A field without its code shows what it last showed.
        is_field = tag == "instrText" or (tag == "fldSimple" and _fetches(given.get("instr", "")))
        return bool(gone.intersection(given.values())) or (fetches and is_field)

    return _without(content, acts)


def _plain_document(types: bytes) -> bytes:
    """The main part is a document without macros."""
    made = types
    for _tag, given in _elements(types):
        kind = given.get("ContentType", "")
        if "macroenabled" in kind.lower() and given.get("PartName", _MAIN_PART) == _MAIN_PART:
            made = made.replace(kind.encode(), _DOCUMENT.encode())
    return made


def _without(content: bytes, drop: Callable[[str, Mapping[str, str]], bool]) -> bytes:
    """The part, byte for byte, without the elements that are dropped and all that is in them."""
    if not content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raise UnreadablePartsError  # not in UTF-8: places in it would be others
    cutting = _Cutting(content, drop)
    _parsed(content, cutting.begin, cutting.end, other=cutting.other)
    left, at = [], 0
    for first, last in cutting.cuts:
        left.append(content[at:first])
        at = last
    return b"".join([*left, content[at:]])


class _Cutting:
    """Where the elements that are dropped begin and end."""

    def __init__(self, content: bytes, drop: Callable[[str, Mapping[str, str]], bool]) -> None:
        self.content, self.drop = content, drop
        self.cuts: list[tuple[int, int]] = []
        self.depth = self.dropped_at = self.begun = 0
        self.is_bare = False

    def begin(self, parser: expat.XMLParserType, tag: str, given: Mapping[str, str]) -> None:
        self.depth += 1
        self.is_bare = True
        local = {_local(name): value for name, value in given.items()}
        if not self.dropped_at and self.drop(tag, local):
            self.dropped_at, self.begun = self.depth, parser.CurrentByteIndex

    def other(self, _data: str) -> None:
        self.is_bare = False

    def end(self, parser: expat.XMLParserType, _tag: str) -> None:
        if self.depth == self.dropped_at:
            at = parser.CurrentByteIndex
            # An element that is written as one tag has ended here; of another the last tag begins.
            is_one = self.is_bare and self.content[at - 2 : at] == b"/>"
            self.cuts.append((self.begun, at if is_one else self.content.index(b">", at) + 1))
            self.dropped_at = 0
        self.depth -= 1
        self.is_bare = False
