"""The whole file of a case as one PDF, with contents and page numbers."""

import re
from datetime import UTC, datetime
from io import BytesIO

from pypdf import PdfReader

from kompas.norms import Library
from kompas.papers.paper import Attachment, Block, Grid, Pairs, Paper, Section, Text
from kompas.papers.pdf import to_pdf
from kompas.register import access
from tests.desk.conftest import SignIn
from tests.processes.town import counted, sent


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_the_file_holds_every_entry_and_the_letter_and_leaves_a_trace(
    sign_in: SignIn, library: Library
) -> None:
    telling = sent(library)
    answer = sign_in("anna").get(f"/sager/{telling.id}/akter.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert telling.case.citizen
    assert telling.case.citizen.name not in answer.headers["Content-Disposition"]
    pages = PdfReader(BytesIO(answer.content)).pages
    whole = text_of(answer.content)
    assert f"Side 1 af {len(pages)}" in whole
    assert "Indhold" in pages[0].extract_text()
    for number in range(1, telling.case.seq + 1):
        assert re.search(rf"^(\d+–)?{number}\.|–{number}\.", whole, re.MULTILINE), number
    assert "Oplysninger noteret" in whole
    assert b"pdfuaid" not in answer.content  # the letter is a PDF, whose pages are of its own
    assert "Anna Prøve" in whole
    assert access.looks_at(telling.id)[0].purpose == "Udskrift af sagens akter"


def test_another_unit_gets_no_file(sign_in: SignIn, library: Library) -> None:
    telling = sent(library)
    assert sign_in("carla").get(f"/sager/{telling.id}/akter.pdf").status_code == 404


def test_it_takes_few_statements(sign_in: SignIn, library: Library) -> None:
    telling = sent(library)
    anna = sign_in("anna")
    with counted() as statements:
        anna.get(f"/sager/{telling.id}/akter.pdf")
    assert len(statements) <= 12


def paper(*attachments: Attachment, blocks: tuple[Block, ...] = ()) -> bytes:
    made = Paper(
        title="Akter",
        author="Kompas",
        head=(("Sag", "1"),),
        sections=(Section("Poster", blocks, level=1),),
        contents="Indhold",
        page_of="Side {page} af {pages}",
        attachments=attachments,
        not_shown="Filen kan ikke gengives her.",
    )
    return to_pdf(made, datetime(2026, 6, 1, tzinfo=UTC))


def test_a_broken_file_is_named_and_the_rest_is_whole() -> None:
    broken = Attachment("Brudt", "application/pdf", b"%PDF-1.7 nonsense\n%%EOF")
    other = Attachment("Word", "application/vnd.whatever", b"PK")
    note = Attachment("Notat", "text/plain", "Rødgrød *med* #fløde \x07".encode())
    whole = text_of(paper(broken, other, note))
    assert whole.count("Filen kan ikke gengives her.") == 2
    assert "Rødgrød *med* #fløde" in whole


def test_a_picture_that_is_none_does_not_cost_the_paper() -> None:
    whole = text_of(paper(Attachment("Foto", "image/png", b"\x89PNG no")))
    assert "Foto" in whole


def test_the_paper_is_for_screen_readers_too() -> None:
    facts = Grid(("Nr.", "Oplysning"), (("3.", "Alder"),))
    made = paper(blocks=(Pairs((("Borger", "Åse"),)), facts, Text("Et notat")))
    reader = PdfReader(BytesIO(made))
    metadata = reader.xmp_metadata
    assert metadata is not None
    assert "pdfuaid:part>1<" in metadata.stream.get_data().decode()
    assert "/StructTreeRoot" in str(reader.root_object)


def test_a_sign_that_no_typeface_has_is_told_in_its_place() -> None:
    whole = text_of(paper(blocks=(Text("Hun skrev \u738b og \U0001f44d"),)))
    assert "Hun skrev [U+738B] og \U0001f44d" in whole


def test_a_long_word_stays_on_its_page() -> None:
    word = "a" * 900 + "slut"
    made = paper(blocks=(Text(word), Pairs((("Navn", word),)), Grid(("A", "B"), ((word, word),))))
    seen: list[float] = []

    def where(text: str, _cm: object, tm: list[float], *_font: object) -> None:
        if text.strip():
            seen.append(tm[4])

    for page in PdfReader(BytesIO(made)).pages:
        page.extract_text(visitor_text=where)
    assert text_of(made).replace("\n", "").replace("\u200b", "").count("slut") == 4
    assert max(seen) < 595
