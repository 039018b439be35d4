"""What a file is, its content says; what it is called fits every system."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.files import kind
from kompas.files.name import file_name
from kompas.limits import LONGEST_FILE_NAME_BYTES, MOST_ZIP_PARTS
from tests.unit.files.made import pdf, word, zipped


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (pdf(), kind.PDF),
        (b"\r\n" + pdf(), kind.PDF),
        (b"x" * 1_000 + pdf(), kind.PDF),
        (b"x" * 1_024 + pdf(), None),  # no reader looks so far
        (b"Notat om %PDF-1.7.", kind.TEXT),
        (b"%PDF-1.7 half", None),
        (word(), kind.WORD),
        (zipped({"word/document.xml": "<x/>"}), None),
        (zipped({"a": "b"}), None),
        (b"PK\x03\x04 no archive", None),
        ("Brev\r\nÆrø\t1\n".encode(), kind.TEXT),
        ("æøå".encode("latin-1"), None),
        (b"GIF89a\x01\x00", None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", None),
        (b"", None),
    ],
)
def test_what_a_file_is(content: bytes, media_type: str | None, tmp_path: Path) -> None:
    path = tmp_path / "faktura.exe"
    path.write_bytes(content)
    assert kind.media_type_of(path) == media_type


def test_an_archive_of_too_many_parts_is_not_gone_through(tmp_path: Path) -> None:
    path = tmp_path / "fil"
    many = {f"word/{number}": "" for number in range(MOST_ZIP_PARTS)}
    path.write_bytes(word(many))
    assert kind.media_type_of(path) is None


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Udtalelse fra Åse, é", "Udtalelse fra Åse é"),
        (unicodedata.normalize("NFD", "Udtalelse fra Åse, é"), "Udtalelse fra Åse é"),
        ("../../etc/passwd", "etc passwd"),
        ("C:\\Windows\\a.exe", "C Windows a exe"),
        ("nul", "dokument nul"),
        ("COM1", "dokument COM1"),
        ("Com", "Com"),
        ("udtalelse\u202egpj.exe", "udtalelse gpj exe"),
        ("a\r\nSet-Cookie: x", "a Set-Cookie x"),
        ("...", "dokument"),
        (" - ", "dokument"),
        ("नमस्ते", "नमस्ते"),
        ("x" * 500, "x" * LONGEST_FILE_NAME_BYTES),
        ("€", "dokument"),
    ],
)
def test_a_name_is_kept_as_far_as_a_file_can_be_called_so(title: str, name: str) -> None:
    assert file_name(title, "dokument") == name


@given(st.text(max_size=400))
def test_any_title_gives_a_name(title: str) -> None:
    name = file_name(title, "dokument")
    assert name
    assert len(name.encode()) <= LONGEST_FILE_NAME_BYTES + len("dokument ")
    assert unicodedata.is_normalized("NFC", name)
    assert not set(name) & set('/\\:*?"<>|\0\r\n\t')
    assert name == name.strip()
    assert file_name(name, "dokument") == name
