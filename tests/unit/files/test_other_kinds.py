"""What is not taken in is told by what it is; what is called something else is told too."""

from pathlib import Path

import pytest

from kompas.files import kind
from kompas.files.other_kinds import contradiction, refusal
from tests.unit.files.made import OLE, zipped


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Filen er tom."),
        (b"MZ\x90", "et program"),
        (b"#!/bin/sh\n\0", "et program"),
        (b"PK\x03\x04", "en pakke med andre filer"),
        (zipped({"xl/workbook.xml": ""}), "et regneark"),
        (zipped({"ppt/presentation.xml": ""}), "en præsentation"),
        (stream("WordDocument"), "det gamle format (.doc)"),
        (stream("Workbook"), "et regneark"),
        (stream("EncryptedPackage"), "låst med en adgangskode"),
        (OLE, "Brug PDF, PNG"),
        (b"{\\rtf1 Hej}", "formatet RTF"),
        (b"\0\0\0\x18ftypheic\0\0", "et billede fra en telefon (HEIC)"),
        (b"\0\0\0\x18ftypisom\0\0", "lyd eller film"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "et format, der ikke kan gemmes"),
        (b"%PDF-1.7 half", "ikke hel"),
        ("Ærø".encode("latin-1"), "ikke gemt som UTF-8"),
        (b"\x01\x02\0", "Brug PDF, PNG"),
    ],
)
def test_what_is_refused_is_told_with_what_to_do(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "fil"
    path.write_bytes(content)
    assert kind.media_type_of(path) is None
    said = refusal(path)
    assert told in said
    assert said.count(".") >= 2  # what it is, and what to do
    assert "Navnet ender" not in said


@pytest.mark.parametrize(
    ("content", "ending", "told"),
    [
        (b"MZ\x90", ".pdf", True),
        (b"MZ\x90", ".exe", False),
        (b"%PDF-1.7 half", ".pdf", False),
        (stream("EncryptedPackage"), ".docx", False),
        (zipped({"xl/workbook.xml": ""}), ".docx", True),
    ],
)
def test_a_refused_file_of_another_name_is_told(
    tmp_path: Path, content: bytes, ending: str, told: bool
) -> None:
    path = tmp_path / "fil"
    path.write_bytes(content)
    assert (f"Navnet ender på {ending}, men det er filen ikke." in refusal(path, ending)) is told


@pytest.mark.parametrize(
    ("ending", "media_type", "said"),
    [
        (".pdf", kind.PDF, ""),
        (".jpeg", kind.JPEG, ""),
        ("", kind.PDF, ""),
        (".bin", kind.PDF, ""),
        (".csv", kind.TEXT, ""),
        (".pdf", kind.JPEG, "Navnet ender på .pdf, men indholdet er et billede (JPEG)."),
        (".exe", kind.PDF, "Navnet ender på .exe, men indholdet er en PDF."),
        (".eml", kind.TEXT, "Navnet ender på .eml, men indholdet er ren tekst."),
        (".html", kind.TEXT, "Navnet ender på .html, men indholdet er ren tekst."),
    ],
)
def test_what_a_name_says_is_held_against_what_a_file_is(
    ending: str, media_type: str, said: str
) -> None:
    assert contradiction(ending, media_type) == said
