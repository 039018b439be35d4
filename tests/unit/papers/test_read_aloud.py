"""A paper is for those who hear it too, and prints whatever was written."""

from io import BytesIO

from pypdf import PdfReader

from kompas.papers.paper import Block, Grid, Pairs, Text
from kompas.papers.pdf import to_pdf
from tests.unit.papers.made import MADE_AT, paper, text_of


def made(*blocks: Block) -> bytes:
    return to_pdf(paper(blocks=blocks), MADE_AT)


def test_the_paper_is_for_screen_readers_too() -> None:
    facts = Grid(("Nr.", "Oplysning"), (("3.", "Alder"),))
    reader = PdfReader(BytesIO(made(Pairs((("Borger", "Åse"),)), facts, Text("Et notat"))))
    metadata = reader.xmp_metadata
    assert metadata is not None
    assert "pdfuaid:part>1<" in metadata.stream.get_data().decode()
    assert "/StructTreeRoot" in str(reader.root_object)


def test_a_sign_that_no_typeface_has_is_told_in_its_place() -> None:
    whole = text_of(made(Text("Hun skrev \u738b og \U0001f44d")))
    assert "Hun skrev [U+738B] og \U0001f44d" in whole


def test_a_long_word_stays_on_its_page() -> None:
    word = "a" * 900 + "slut"
    pdf = made(Text(word), Pairs((("Navn", word),)), Grid(("A", "B"), ((word, word),)))
    seen: list[float] = []

    def where(text: str, _cm: object, tm: list[float], *_font: object) -> None:
        if text.strip():
            seen.append(tm[4])

    for page in PdfReader(BytesIO(pdf)).pages:
        page.extract_text(visitor_text=where)
    assert text_of(pdf).replace("\n", "").replace("\u200b", "").count("slut") == 4
    assert max(seen) < 595
