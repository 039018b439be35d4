"""Files of outsiders, harmless and not, made for tests."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
VBA = OLE + "_VBA_PROJECT".encode("utf-16-le")
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
TEXT = "<w:p><w:r><w:t>Udtalelse fra Åse.</w:t></w:r></w:p>"


def types(overrides: Mapping[str, str] = {}, main: str = MAIN) -> str:
    known = {"/word/document.xml": main, **overrides}
    parts = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in known.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="bin" ContentType="application/octet-stream"/>'
        f"{parts}</Types>"
    )


def relations(*each: tuple[str, str, str, bool]) -> str:
    parts = "".join(
        f'<Relationship Id="{id_}" Type="{RELATION}{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if external else ''}/>"
        for id_, kind, target, external in each
    )
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{parts}</Relationships>"
    )


def word(
    parts: Mapping[str, str | bytes] = {},
    *,
    body: str = TEXT,
    **made: Any,
) -> bytes:
    """A document, with more parts."""
    document = (
        '<w:document xmlns:w="urn:w" xmlns:r="urn:r" xmlns:o="urn:o" xmlns:w14="urn:w14"'
        f' xmlns:mc="urn:mc" mc:Ignorable="w14"><w:body>{body}</w:body></w:document>'
    )
    return zipped({"[Content_Types].xml": types(**made), "word/document.xml": document, **parts})


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(zipfile.ZipInfo(name), content)
    return file.getvalue()


RELS = "word/_rels/document.xml.rels"


def sheet(**more: str | bytes) -> bytes:
    """A sheet as it lies within a document."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return zipped(
        {
            "[Content_Types].xml": types({"/xl/workbook.xml": kind}),
            "xl/workbook.xml": "<workbook/>",
            **more,
        }
    )


# ---------------------------------------------------------------- PDF


def action(kind: str, **more: Any) -> DictionaryObject:
    """An action of a kind."""
    made = DictionaryObject({NameObject("/S"): NameObject(f"/{kind}")})
    for key, value in more.items():
        made[NameObject(f"/{key}")] = (
            value if not isinstance(value, str) else TextStringObject(value)
        )
    return made


def note(subtype: str, **more: Any) -> DictionaryObject:
    """An annotation on a page."""
    rect = ArrayObject(NumberObject(n) for n in (0, 0, 10, 10))
    made = DictionaryObject(
        {NameObject("/Subtype"): NameObject(f"/{subtype}"), NameObject("/Rect"): rect}
    )
    for key, value in more.items():
        made[NameObject(f"/{key}")] = value
    return made


def pdf(*notes: DictionaryObject, password: str | None = None, **root: Any) -> bytes:
    """A PDF of a page with annotations, and what stands in its root."""
    writer, made = PdfWriter(), io.BytesIO()
    page = writer.add_blank_page(200, 200)
    if notes:
        page[NameObject("/Annots")] = ArrayObject(writer._add_object(one) for one in notes)
    for key, value in root.items():
        writer.root_object[NameObject(f"/{key}")] = value
    if password is not None:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(made)
    return made.getvalue()


def with_file() -> bytes:
    """A PDF with a program within it."""
    writer, made = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.add_attachment("faktura.exe", b"MZ")
    writer.write(made)
    return made.getvalue()


def with_script() -> bytes:
    """A PDF with a script that its list of names holds."""
    names = ArrayObject([TextStringObject("a"), action("JavaScript", JS="app.alert('hej');")])
    scripts = DictionaryObject({NameObject("/Names"): names})
    return pdf(Names=DictionaryObject({NameObject("/JavaScript"): scripts}))
