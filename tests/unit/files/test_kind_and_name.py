"""What a file is, its content says; what it is called fits every system."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.files import kind
from kompas.files.name import download_name, file_name, original_name, title_of_name
from kompas.inputs import SHORT_OR_BLANK
from kompas.limits import LONGEST_FILE_NAME_BYTES, MOST_ZIP_PARTS
from tests.unit.files import made
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
        (b"{\\rtf1 Hej}", None),
        (b"From: a@b.dk\r\nMIME-Version: 1.0\r\n\r\nHej", kind.EML),
        (b"From a@b.dk Mon\nReceived: x\n by y\nfrom: a@b.dk\n\nHej", kind.EML),
        (b"\xef\xbb\xbfMessage-ID: <1>\nFrom: a@b.dk\n\n\xe6", kind.EML),
        (b"From: a@b.dk\nTo: c@d.dk\n\nen note", kind.TEXT),
        (b"Notat.\nFrom: a@b.dk\nMessage-ID: <1>\n", kind.TEXT),
        (b"From: a\0@b.dk\nMessage-ID: <1>\n\nx", None),
        (made.OLE + "__properties_version1.0".encode("utf-16-le"), kind.MSG),
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


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("Udtalelse (endelig), v2.1.pdf", "Udtalelse (endelig), v2.1.pdf"),
        (unicodedata.normalize("NFD", "Åse.PDF"), "Åse.PDF"),
        ("../../etc/passwd", "passwd"),
        ("C:\\fakepath\\brev.docx", "brev.docx"),
        ("udtalelse\u202egpj.exe", "udtalelse gpj.exe"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie x.pdf"),
        ("010180-1234 udtalelse.pdf", "010180-•••• udtalelse.pdf"),
        (".htaccess", "htaccess"),
        ("x" * 300 + ".pdf", "x" * LONGEST_FILE_NAME_BYTES + ".pdf"),
        ("æ" * 300 + ".pdf", "æ" * (LONGEST_FILE_NAME_BYTES // 2) + ".pdf"),
        ("<script>.txt", "script.txt"),
        ("\u738b brev.pdf", "brev.pdf"),
        ("...", ""),
        ("\u202e", ""),
        ("", ""),
    ],
)
def test_the_name_that_a_file_came_under_is_kept_safely(raw: str, kept: str) -> None:
    assert original_name(raw) == kept


@given(st.text(max_size=400))
def test_any_name_can_be_kept_and_handed_out(raw: str) -> None:
    kept = original_name(raw)
    assert SHORT_OR_BLANK.read(kept) == kept
    assert original_name(kept) == kept
    for media_type, ending in kind.ENDINGS.items():
        name = download_name(kept, "Udtalelse", media_type, "dokument")
        assert name.isprintable()
        assert not set(name) & set('/\\:*?"<>|')
        assert len(name.encode()) <= 255
        assert name.lower().endswith((ending, ".jpeg", ".jpe", ".jfif", ".csv", ".log"))


@pytest.mark.parametrize(
    ("kept", "media_type", "name"),
    [
        ("Brev fra læge.pdf", kind.PDF, "Brev fra læge.pdf"),
        ("faktura.exe", kind.PDF, "faktura.pdf"),
        ("a.pdf.exe", kind.PDF, "a.pdf.pdf"),
        ("IMG_1.JPEG", kind.JPEG, "IMG_1.JPEG"),
        ("liste.csv", kind.TEXT, "liste.csv"),
        ("side.html", kind.TEXT, "side.txt"),
        ("nul.pdf", kind.PDF, "dokument nul.pdf"),
        ("", kind.PDF, "Udtalelse.pdf"),
    ],
)
def test_a_file_is_handed_out_by_its_name_and_the_ending_of_what_it_is(
    kept: str, media_type: str, name: str
) -> None:
    assert download_name(kept, "Udtalelse", media_type, "dokument") == name


@pytest.mark.parametrize(
    ("kept", "title"),
    [
        ("Udtalelse fra bostedet.pdf", "Udtalelse fra bostedet"),
        ("udtalelse_fra-bostedet.pdf", "udtalelse fra bostedet"),
        ("VUM-udredning 2026.docx", "VUM-udredning 2026"),
    ],
)
def test_a_title_is_proposed_by_the_name(kept: str, title: str) -> None:
    assert title_of_name(kept) == title
