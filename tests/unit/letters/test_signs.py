"""What is said of the signs that can be printed is so: asked of the typefaces, and of Typst."""

import json
from pathlib import Path

import pytest
import typst

from kompas.inputs.signs import told, unprintable
from tools import signs

FONTS = Path(signs.FONTS)
PARAGRAPHS = """
#set document(title: "x", author: "y")
#set text(lang: "da", font: "IBM Plex Sans", fallback: true)
= x
#for text in json(bytes(sys.inputs.texts)) { par(text) }
"""


def printed(texts: list[str], folder: Path) -> bytes:
    page = folder / "page.typ"
    page.write_text(PARAGRAPHS, encoding="utf-8")
    made = typst.compile(
        page,
        format="pdf",
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[FONTS]),
        sys_inputs={"texts": json.dumps(texts)},
        pdf_standards=["a-2a", "ua-1"],
    )
    assert isinstance(made, bytes)
    return made


def test_what_is_kept_is_what_the_typefaces_have() -> None:
    assert signs.KEPT.read_text(encoding="ascii") == signs.kept()


def test_headings_have_what_the_text_has() -> None:
    regular, bold = (
        signs.signs_of(FONTS / f"IBMPlexSans-{cut}.ttf") for cut in ("Regular", "SemiBold")
    )
    assert bold == regular


def test_every_sign_that_is_said_to_be_printable_is_printed(tmp_path: Path) -> None:
    every = [chr(code) for code in range(0x20, 0x20000) if not 0xD800 <= code < 0xE000]
    texts = [sign for sign in every if not unprintable(sign) and sign.isprintable()]
    assert len(texts) > 4_000
    printed(texts, tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "José Nguyễn, Łukasz İbrahim, Müllerup",
        "A\u030ase e\u0301\u0323",
        "tak \U0001f44d \U0001f469\u200d\U0001f9bd \u2764\ufe0f \U0001f1e9\U0001f1f0",
        "\u0645\u062d\u0645\u062f \u0641\u0627\u0631\u0633\u06cc \u0645\u06cc\u200c\u062e",
        "\u0915\u094d\u0937\u093f \u0bb5\u0ba3\u0b95\u0bcd \u1230\u120b\u121d \u05e9\u05dc",
        "\u2192 \u2713 \u00bd \u2082 \u260e",
        "\tind\nny",
    ],
)
def test_a_text_that_can_be_printed(text: str, tmp_path: Path) -> None:
    assert unprintable(text) == ""
    assert told(text) == text
    printed([text], tmp_path)


@pytest.mark.parametrize(
    ("text", "sign", "instead"),
    [
        ("hr. \u738b her", "\u738b", "hr. [U+738B] her"),
        ("x\u20dd", "x\u20dd", "[U+0078][U+20DD]"),
        ("a\u200d\U0001f469 x", "a\u200d\U0001f469", "[U+0061][U+200D][U+1F469] x"),
        ("a\U0001f6ff\u738b", "\U0001f6ff", "a[U+1F6FF][U+738B]"),
    ],
)
def test_a_sign_that_cannot_is_named_and_told(text: str, sign: str, instead: str) -> None:
    assert unprintable(text) == sign
    assert told(text) == instead
