"""Mails as Outlook keeps them, made for tests: a compound file (MS-CFB) with properties in it
(MS-OXMSG), in the simplest form that there is.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

_SECTOR, _SMALL, _SHORT = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NONE = 0xFFFFFFFF
_TEXT, _BYTES, _TIME, _WHOLE = 0x001F, 0x0102, 0x0040, 0x0003
SUBJECT, BODY, HTML, CLASS = 0x0037, 0x1000, 0x1013, 0x001A
SENDER, ADDRESS, TO, CC, SENT = 0x0C1A, 0x0C1F, 0x0E04, 0x0E03, 0x0039
LONG_NAME, CONTENT, METHOD, MIME, CONTENT_ID = 0x3707, 0x3701, 0x3705, 0x370E, 0x3712
_BEFORE_PROPERTIES = {"": 32, "__attach": 8, "__recip": 8}
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)

Value = str | bytes | datetime | int


@dataclass
class Folder:
    """A storage: streams and folders by their names."""

    streams: dict[str, bytes] = field(default_factory=dict)
    folders: dict[str, "Folder"] = field(default_factory=dict)


def message(values: Mapping[int, Value], attachments: Sequence[Mapping[int, Value]] = ()) -> bytes:
    """A mail with its properties, and those of its attachments."""
    root = _with_properties({CLASS: "IPM.Note", **values}, _BEFORE_PROPERTIES[""])
    for number, attached in enumerate(attachments):
        one = _with_properties({METHOD: 1, **attached}, _BEFORE_PROPERTIES["__attach"])
        root.folders[f"__attach_version1.0_#{number:08X}"] = one
    root.folders["__nameid_version1.0"] = Folder()
    return compound(root)


def _with_properties(values: Mapping[int, Value], before: int) -> Folder:
    made, rows = Folder(), [b"\0" * before]
    for property_id, value in values.items():
        kind, content, fixed = _stored(value)
        if kind in (_TEXT, _BYTES):
            made.streams[f"__substg1.0_{property_id:04X}{kind:04X}"] = content
        rows.append(struct.pack("<HHI8s", kind, property_id, 6, fixed))
    made.streams["__properties_version1.0"] = b"".join(rows)
    return made


def _stored(value: Value) -> tuple[int, bytes, bytes]:
    if isinstance(value, str):
        content = value.encode("utf-16-le")
        return _TEXT, content, struct.pack("<II", len(content) + 2, 0)
    if isinstance(value, bytes):
        return _BYTES, value, struct.pack("<II", len(value), 0)
    if isinstance(value, datetime):
        ticks = int((value - _EPOCH).total_seconds()) * 10_000_000
        return _TIME, b"", struct.pack("<Q", ticks)
    return _WHOLE, b"", struct.pack("<II", value, 0)


# ---------------------------------------------------------------- the compound file


@dataclass
class _Entry:
    name: str
    kind: int
    content: bytes = b""
    left: int = _NONE
    right: int = _NONE
    child: int = _NONE
    start: int = _END


def compound(root: Folder) -> bytes:
    """A compound file. What is short lies in small sectors, which the root holds."""
    entries = [_Entry("Root Entry", 5)]
    _fill(root, entries, 0)
    sectors: list[bytes] = []
    table: list[int] = []
    small: list[bytes] = []
    small_table: list[int] = []
    for entry in entries[1:]:
        if entry.content and len(entry.content) < _SHORT:
            entry.start = _chain(entry.content, small, small_table, _SMALL)
        elif entry.content:
            entry.start = _chain(entry.content, sectors, table)
    entries[0].content = b"".join(small)
    entries[0].start = _chain(entries[0].content, sectors, table)
    kept = struct.pack(f"<{len(small_table)}I", *small_table)
    smalls = (_chain(kept, sectors, table, fill=b"\xff"), -(-len(kept) // _SECTOR))
    directory = _chain(b"".join(map(_packed, entries)), sectors, table)
    # The table holds itself: so many sectors more.
    count = 1
    while count * (_SECTOR // 4) < len(table) + count:
        count += 1
    places = range(len(sectors), len(sectors) + count)
    table += [_FAT] * count
    table += [_FREE] * (count * (_SECTOR // 4) - len(table))
    packed = struct.pack(f"<{len(table)}I", *table)
    sectors += [packed[n * _SECTOR : (n + 1) * _SECTOR] for n in range(count)]
    return _header(directory, list(places), smalls) + b"".join(sectors)


def _fill(folder: Folder, entries: list[_Entry], at: int) -> None:
    inside: list[int] = []
    for name, content in folder.streams.items():
        entries.append(_Entry(name, 2, content))
        inside.append(len(entries) - 1)
    for name, inner in folder.folders.items():
        entries.append(_Entry(name, 1))
        inside.append(len(entries) - 1)
        _fill(inner, entries, len(entries) - 1)
    entries[at].child = _tree(inside, entries)


def _tree(inside: list[int], entries: list[_Entry]) -> int:
    if not inside:
        return _NONE
    middle = len(inside) // 2
    top = entries[inside[middle]]
    top.left, top.right = _tree(inside[:middle], entries), _tree(inside[middle + 1 :], entries)
    return inside[middle]


def _chain(
    content: bytes, sectors: list[bytes], table: list[int], size: int = _SECTOR, fill: bytes = b"\0"
) -> int:
    if not content:
        return _END
    start = len(sectors)
    for begin in range(0, len(content), size):
        sectors.append(content[begin : begin + size].ljust(size, fill))
        table.append(len(sectors))
    table[-1] = _END
    return start


def _packed(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sI8s8sIQ",
        name, len(name), entry.kind, 1, entry.left, entry.right, entry.child,
        b"", 0, b"", b"", entry.start, len(entry.content),
    )  # fmt: skip


def _header(directory: int, places: list[int], smalls: tuple[int, int]) -> bytes:
    assert len(places) <= 109  # else the table has a table of its own
    listed = places + [_FREE] * (109 - len(places))
    return struct.pack(
        "<8s16sHHHHH6s9I109I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"",
        0, len(places), directory, 0, _SHORT, *smalls, _END, 0, *listed,
    )  # fmt: skip
