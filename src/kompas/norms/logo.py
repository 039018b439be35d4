"""The logo of a municipality: a file in its own folder, of a kind and size that a letter can take.

A drawing (SVG) has shapes and nothing else: nothing in it runs, and nothing is fetched.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from kompas.limits import LARGEST_LOGO_BYTES
from kompas.norms.fields import Fields
from kompas.words import _

PNG, SVG = "image/png", "image/svg+xml"
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_NAME = re.compile(r"[a-z0-9-]{1,60}\.(?:svg|png)")
_SHAPES = frozenset(
    {
        "svg", "g", "title", "desc", "defs", "path", "rect", "circle", "ellipse", "line",
        "polyline", "polygon", "lineargradient", "radialgradient", "stop",
    }
)  # fmt: skip
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|//(?!www\.w3\.org/)|javascript:|data:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture, with what kind it is by its content."""

    media_type: str
    content: bytes


def read_logo(fields: Fields, folder: Path) -> Logo | None:
    """The logo that a municipality names (`logo = "logo.svg"`), from its own folder; None for none.

    `folder` is that of the norms. What is wrong with it is a fault of the line.
    """
    name = fields.optional_text("logo")
    if name is None:
        return None
    if not _NAME.fullmatch(name):
        fields.fault(
            _("»{name}« er ikke navnet på et logo.").format(name=name),
            _("Læg filen i kommunens egen mappe, og kald den fx logo.svg eller logo.png."),
            "logo",
        )
        return None
    path = folder / str(fields.path[-1]) / name
    content = path.read_bytes() if path.is_file() else b""
    for what, remedy in _faults(name, content):
        fields.fault(what, remedy, "logo")
        return None
    return Logo(PNG if content.startswith(_SIGNATURE) else SVG, content)


def _faults(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    if not content:
        yield (
            _("Logoet {name} ligger ikke i kommunens mappe.").format(name=name),
            _("Læg det dér, eller slet linjen."),
        )
    elif len(content) > LARGEST_LOGO_BYTES:
        yield (
            _("Logoet {name} er for stort.").format(name=name),
            _("Det må fylde {most} kB.").format(most=LARGEST_LOGO_BYTES // 1000),
        )
    elif name.endswith(".png"):
        if not content.startswith(_SIGNATURE):
            yield _no_picture(name)
    elif found := _not_a_shape(content):
        yield (
            _("Logoet {name} har mere end figurer i sig: {found}.").format(name=name, found=found),
            _("Gem det som en ren tegning, hvor teksten er lavet om til figurer."),
        )


def _no_picture(name: str) -> tuple[str, str]:
    return (
        _("{name} er ikke et billede af den slags.").format(name=name),
        _("Gem det som PNG eller SVG."),
    )


def _not_a_shape(content: bytes) -> str:
    """What a drawing holds besides shapes; empty where it holds no more."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return "UTF-8"
    shapes = _Shapes()
    shapes.feed(text)
    shapes.close()
    if not shapes.begun:
        return "<svg>"
    return shapes.found


class _Shapes(HTMLParser):
    """Looks for the first thing in a drawing that is no shape."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.begun, self.found = False, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A shape, with attributes that stay within the drawing."""
        self.begun = self.begun or tag == "svg"
        if tag not in _SHAPES:
            self.found = self.found or f"<{tag}>"
        for name, value in attrs:
            inside = name.startswith("xmlns") or not _OUTSIDE.search(value or "")
            if name.startswith("on") or name.endswith("href") or not inside:
                self.found = self.found or name

    def handle_decl(self, decl: str) -> None:
        """A document type may name other files."""
        self.found = self.found or f"<!{decl.split(maxsplit=1)[0]}>"

    def handle_pi(self, data: str) -> None:
        """The line that says it is XML; any other may name a style sheet."""
        if not data.startswith("xml "):
            self.found = self.found or f"<?{data.split(maxsplit=1)[0]}>"

    def unknown_decl(self, data: str) -> None:
        """Text that is not looked at."""
        self.found = self.found or f"<![{data[:8]}"
