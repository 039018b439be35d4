"""What a file costs is known before it is set, and what is too large is named with the reason."""

from pathlib import Path

import pytest

from kompas.limits import (
    LONGEST_PRINTED_TEXT,
    MOST_PAGES,
    MOST_PIXELS,
    MOST_PRINTED_LINES,
)
from kompas.papers.attachment import Room, pixels_of, shown
from kompas.papers.paper import Attachment, LeftOut
from kompas.papers.pdf import print_to
from tests.unit.papers.made import MADE_AT, filed, jpeg_head, paper, pdf, png, text_of

SIDE = int(MOST_PIXELS**0.5)


@pytest.mark.parametrize(
    ("content", "media_type", "pixels"),
    [
        (png(30, 20), "image/png", 600),
        (png(20, 30)[:24], "image/png", 600),
        (jpeg_head(30, 20), "image/jpeg", 600),
        (b"\x89PNG no", "image/png", None),
        (b"\xff\xd8\xff\xd9", "image/jpeg", None),
        (b"\xff\xd8\xff\xe0\x00\x00" * 9, "image/jpeg", None),
        (b"\xff\xd8" + b"\xff" * 999, "image/jpeg", None),
    ],
)
def test_how_large_a_picture_is_stands_in_its_head(
    content: bytes, media_type: str, pixels: int | None
) -> None:
    assert pixels_of(content, media_type) == pixels


@pytest.mark.parametrize(
    ("media_type", "content", "why"),
    [
        ("image/png", png(SIDE, SIDE), None),
        ("image/png", png(SIDE + 1, SIDE + 1), LeftOut.PIXELS),
        ("image/png", png(20_000, 20_000), LeftOut.PIXELS),
        ("image/jpeg", jpeg_head(20_000, 20_000), LeftOut.PIXELS),
        ("image/png", b"\x89PNG no", LeftOut.KIND),
        ("application/pdf", pdf(MOST_PAGES), None),
        ("application/pdf", pdf(MOST_PAGES + 1), LeftOut.PAGES),
        ("application/pdf", b"%PDF-1.7 nonsense\n%%EOF", LeftOut.KIND),
        ("text/plain", b"x" * LONGEST_PRINTED_TEXT, None),
        ("text/plain", b"x" * (LONGEST_PRINTED_TEXT + 1), LeftOut.TEXT),
        ("text/plain", "€".encode() * LONGEST_PRINTED_TEXT, None),
        ("text/plain", b"x" * 25_000_000, LeftOut.TEXT),
        ("text/plain", b"x\n" * (MOST_PRINTED_LINES - 1), None),
        ("text/plain", b"x\n" * MOST_PRINTED_LINES, LeftOut.TEXT),
        ("application/vnd.whatever", b"PK", LeftOut.KIND),
    ],
)
def test_what_is_too_large_is_left_out(
    tmp_path: Path, media_type: str, content: bytes, why: LeftOut | None
) -> None:
    file = filed(tmp_path)("fil", media_type, content)
    found = shown(file, 0, tmp_path, Room())
    assert found == why if why else isinstance(found, dict)


def test_all_together_have_room_for_so_much_only(tmp_path: Path) -> None:
    file, room = filed(tmp_path), Room(pages=5, pixels=1_000)
    assert isinstance(shown(file("a", "application/pdf", pdf(3)), 0, tmp_path, room), dict)
    assert shown(file("b", "application/pdf", pdf(3)), 1, tmp_path, room) is LeftOut.WHOLE
    assert isinstance(shown(file("c", "application/pdf", pdf(2)), 2, tmp_path, room), dict)
    assert isinstance(shown(file("d", "image/png", png(30, 30)), 3, tmp_path, room), dict)
    assert shown(file("e", "image/png", png(30, 30)), 4, tmp_path, room) is LeftOut.WHOLE


def printed(folder: Path, *attachments: Attachment) -> str:
    into = folder / "made.pdf"
    print_to(into, paper(*attachments), MADE_AT, {}, tell=lambda **_how_far: None)
    return text_of(into.read_bytes())


def test_a_broken_file_is_named_and_the_rest_is_whole(tmp_path: Path) -> None:
    file = filed(tmp_path)
    whole = printed(
        tmp_path,
        file("Brudt", "application/pdf", b"%PDF-1.7 nonsense\n%%EOF"),
        file("Word", "application/vnd.whatever", b"PK"),
        Attachment("Mangler", "text/plain", tmp_path / "nowhere"),
        file("Notat", "text/plain", "Rødgrød *med* #fløde \x07".encode()),
        file("Foto", "image/png", png(30, 20)),
    )
    assert whole.count("udeladt: kind.") == 3
    assert "Rødgrød *med* #fløde" in whole
    assert "Foto" in whole


def test_a_picture_that_is_none_does_not_cost_the_paper(tmp_path: Path) -> None:
    broken = png(30, 20)[:-40] + b"\x00" * 40
    file = filed(tmp_path)
    note = file("Notat", "text/plain", b"Helt.")
    whole = printed(tmp_path, file("Foto", "image/png", broken), note)
    assert "udeladt: kind." in whole
    assert "Helt." in whole
