import io
import re
import unicodedata
from dataclasses import replace
from datetime import date

import pikepdf
import pytest
from pypdf import PdfReader

from kompas.letters.composing import compose
from kompas.letters.letter import Letter, plain_text, text_of
from kompas.letters.pdf import to_pdf
from kompas.typesetting import UnprintableTextError
from tests.unit.letters import samples

NASTY = (
    r"""#set page(fill: red) $x^2$ ] [ @ref "q" \ \n *fed* _i_ `c` <l> // k /* = H #eval("1") {}"""
)


def letter_of(draft: samples.Draft) -> Letter:
    return compose(draft(), samples.letter_facts(), samples.book())


def squeezed(text: str) -> str:
    """Without what setting a page changes: spaces, bullets, hyphens and joined letters."""
    return re.sub(r"[\s•-]+", "", unicodedata.normalize("NFKC", text))


def pages(made: bytes) -> list[str]:
    return [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(made)).pages]


def words(made: bytes) -> str:
    """The words of the pages without their footers and the repeated heads of a broken table."""
    bare = [re.sub(r"EksempelbyKommuneSide\d+af\d+$", "", page) for page in pages(made)]
    return bare[0] + "".join(page.removeprefix("OplysningDetvedviKildeDato") for page in bare[1:])


@pytest.mark.parametrize("draft", samples.EVERY_KIND)
def test_the_pages_have_the_words_of_the_letter_and_no_others(draft: samples.Draft) -> None:
    letter = letter_of(draft)
    assert words(to_pdf(letter)) == squeezed(plain_text(letter))


@pytest.mark.parametrize("draft", [samples.grant, samples.information])
def test_the_file_is_for_the_archive_and_for_screen_readers(draft: samples.Draft) -> None:
    letter = letter_of(draft)
    with pikepdf.open(io.BytesIO(to_pdf(letter))) as file:
        with file.open_metadata() as about:
            assert about["pdfaid:part"] == "2"
            assert about["pdfaid:conformance"] == "A"
            assert about["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
            assert about["dc:title"] == text_of(letter.title)
        assert str(file.Root.Lang).startswith("da")
        assert file.Root.MarkInfo.Marked
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert "/StructTreeRoot" in file.Root


def test_what_people_write_never_becomes_typst_code() -> None:
    decision = replace(
        samples.partial(),
        need=samples.said(NASTY, "vum"),
        applied_for=NASTY,
        citizen=replace(samples.CITIZEN, name=NASTY),
        grounds=(replace(samples.met_in_housing(), text=f"{NASTY}\nog på ny linje"),),
    )
    letter = compose(decision, samples.letter_facts(), samples.book())
    assert words(to_pdf(letter)) == squeezed(plain_text(letter))


def test_danish_letters_and_marks_can_be_read_back() -> None:
    text = "Æblegrød på åen: ÆØÅ æøå é ü § – ’ » « ½ €"
    letter = compose(
        replace(samples.grant(), need=samples.said(text, "vum")),
        samples.letter_facts(),
        samples.book(),
    )
    assert squeezed(text) in words(to_pdf(letter))


def test_a_draft_says_so_on_every_page_and_lists_what_is_missing() -> None:
    letter = compose(
        replace(samples.reduction(), contact=None), samples.letter_facts(), samples.book()
    )
    made = pages(to_pdf(letter))
    assert len(made) > 1
    assert all("UDKAST" in page for page in made)
    assert squeezed("Det mangler, hvem borgeren kan kontakte.") in made[0]


def test_a_final_letter_never_says_draft() -> None:
    for draft in samples.EVERY_KIND:
        made = "".join(pages(to_pdf(letter_of(draft))))
        assert "UDKAST" not in made
        assert "mangler" not in made


def test_every_page_has_its_number() -> None:
    made = pages(to_pdf(letter_of(samples.reduction)))
    for number, page in enumerate(made, start=1):
        assert page.endswith(f"EksempelbyKommuneSide{number}af{len(made)}")


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert to_pdf(letter_of(samples.partial)) == to_pdf(letter_of(samples.partial))


def test_the_file_is_dated_by_the_decision() -> None:
    decision = replace(samples.partial(), decided_on=date(2025, 1, 2))
    made = to_pdf(compose(decision, samples.letter_facts(), samples.book()))
    found = PdfReader(io.BytesIO(made)).metadata
    assert found is not None
    assert str(found["/CreationDate"]).startswith("D:20250102")


@pytest.mark.parametrize(
    ("text", "shown"), [("Hej \u738b", "\u738b"), ("\x00", "\\u{0}"), ("\ud800", "\\ud800")]
)
def test_a_character_without_a_glyph_is_refused_by_name(text: str, shown: str) -> None:
    decision = replace(samples.grant(), need=samples.said(f"a{text}b", "vum"))
    letter = compose(decision, samples.letter_facts(), samples.book())
    with pytest.raises(UnprintableTextError) as refused:
        to_pdf(letter)
    assert refused.value.text == shown
    assert "kan ikke trykkes" in str(refused.value)


def test_a_refused_letter_does_not_spoil_the_next() -> None:
    whole = to_pdf(letter_of(samples.grant))
    decision = replace(samples.grant(), need=samples.said("\u738b", "vum"))
    with pytest.raises(UnprintableTextError):
        to_pdf(compose(decision, samples.letter_facts(), samples.book()))
    assert to_pdf(letter_of(samples.grant)) == whole
