"""A logo is a picture of a kind that a letter can take, and nothing in it runs or is fetched."""

from pathlib import Path

import pytest

from kompas.limits import LARGEST_LOGO_BYTES
from kompas.norms.fields import Fields
from kompas.norms.logo import PNG, SVG, Logo, read_logo
from kompas.norms.problems import Problem
from kompas.norms.toml_lines import parse

DRAWN = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    b'<path fill="url(#a)" d="M0 0h9v9z"/></svg>'
)
PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def read(tmp_path: Path, name: str, content: bytes | None) -> tuple[Logo | None, list[Problem]]:
    (tmp_path / "skovby").mkdir(exist_ok=True)
    if content is not None:
        (tmp_path / "skovby" / name).write_bytes(content)
    toml = parse("skovby/vocabulary.toml", f'[municipality.skovby]\nlogo = "{name}"\n'.encode())
    problems: list[Problem] = []
    fields = Fields(toml, ("municipality", "skovby"), problems)
    return read_logo(fields, tmp_path), problems


@pytest.mark.parametrize(("name", "content", "kind"),
                         [("logo.svg", DRAWN, SVG), ("logo.png", PICTURE, PNG)])  # fmt: skip
def test_a_drawing_and_a_picture_are_taken(
    name: str, content: bytes, kind: str, tmp_path: Path
) -> None:
    assert read(tmp_path, name, content) == (Logo(kind, content), [])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("logo.svg", None),
        ("../logo.svg", None),
        ("logo.exe", b"MZ"),
        ("logo.png", DRAWN),
        ("logo.svg", PICTURE),
        ("logo.svg", b"<p>hej</p>"),
        ("logo.svg", DRAWN + b" " * LARGEST_LOGO_BYTES),
        ("logo.svg", DRAWN.replace(b"<path", b"<script>alert(1)</script><path")),
        ("logo.svg", DRAWN.replace(b"<path", b'<path onload="alert(1)"')),
        ("logo.svg", DRAWN.replace(b"<path", b'<image href="https://x.invalid/a.png"/><path')),
        ("logo.svg", DRAWN.replace(b"#a", b"https://x.invalid/a")),
        ("logo.svg", DRAWN.replace(b"<path", b"<text>Skovby</text><path")),
        ("logo.svg", DRAWN.replace(b"<path", b"<style>@import 'x'</style><path")),
        ("logo.svg", b'<!DOCTYPE svg [<!ENTITY a SYSTEM "/etc/passwd">]>' + DRAWN),
        ("logo.svg", b'<?xml-stylesheet href="https://x.invalid/a.css"?>' + DRAWN),
    ],
)
def test_what_is_none_is_told_at_its_line(name: str, content: bytes | None, tmp_path: Path) -> None:
    logo, problems = read(tmp_path, name, content if "/" not in name else None)
    assert logo is None
    assert [(one.file, one.line) for one in problems] == [("skovby/vocabulary.toml", 2)]
    assert problems[0].remedy
