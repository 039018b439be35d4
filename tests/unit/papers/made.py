"""Papers and files of all kinds, small and large, for tests of printing."""

import struct
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader, PdfWriter

from kompas.papers.paper import Attachment, Block, LeftOut, Paper, Section

MADE_AT = datetime(2026, 6, 1, tzinfo=UTC)
REASONS = {reason: f"udeladt: {reason.value}." for reason in LeftOut}


def paper(*attachments: Attachment, blocks: tuple[Block, ...] = ()) -> Paper:
    return Paper(
        title="Akter",
        author="Kompas",
        head=(("Sag", "1"),),
        sections=(Section("Registreringer", blocks, level=1),) if blocks else (),
        contents="Indhold",
        page_of="Side {page} af {pages}",
        attachments=attachments,
        not_shown=REASONS,
    )


def filed(folder: Path) -> Callable[[str, str, bytes], Attachment]:
    """Puts a file on the disk."""

    def file(title: str, media_type: str, content: bytes) -> Attachment:
        path = folder / title
        path.write_bytes(content)
        return Attachment(title, media_type, path)

    return file


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def png(width: int, height: int, *, deep: bool = False) -> bytes:
    """A picture of one colour: a bit for each pixel, or eight bytes where it is `deep`."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    row = b"\x00" * (1 + (width * 8 if deep else (width + 7) // 8))
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(row) for _row in range(height)) + packer.flush()
    depth, colours = (16, 6) if deep else (1, 0)
    head = struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


def jpeg_head(width: int, height: int) -> bytes:
    """As much of a JPEG as says how large it is, after a comment."""
    frame = struct.pack(">HBHHB", 8, 8, height, width, 1)
    return b"\xff\xd8\xff\xfe\x00\x06text\xff\xc2" + frame + b"\x00" * 8


def pdf(pages: int) -> bytes:
    writer, made = PdfWriter(), BytesIO()
    for _page in range(pages):
        writer.add_blank_page(200, 200)
    writer.write(made)
    return made.getvalue()
