"""Text out of what others wrote: bytes in whatever letters, web pages, names with hidden signs."""

import codecs
import re
from collections.abc import Iterator
from html import unescape

from kompas.limits import LONGEST_MAIL_HTML

_STEERING = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\N{ARABIC LETTER MARK}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}"
    "\N{LEFT-TO-RIGHT EMBEDDING}-\N{RIGHT-TO-LEFT OVERRIDE}"
    "\N{LEFT-TO-RIGHT ISOLATE}-\N{POP DIRECTIONAL ISOLATE}\ud800-\udfff]"
)
"""Signs that steer, turn the text around or cannot be kept."""
_LINE_ENDS = re.compile("\r\n?|[\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")
_BLANKS = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_LETTERS = re.compile(
    r"(?:ascii|utf|cp|iso8859|latin|koi8|mac|big5|gb|euc|shift|iso2022|johab|hz)", re.IGNORECASE
)
"""Codecs that are letters, and no other way of writing bytes."""
_USUAL = ("utf-8-sig", "cp1252")


def one_line(text: str) -> str:
    """A text on one line, without what steers."""
    return " ".join(_STEERING.sub(" ", text).split())


def lines(text: str) -> str:
    """A text of some lines, without what steers, and never more than one empty line together."""
    plain = _STEERING.sub("", _LINE_ENDS.sub("\n", text))
    return _BLANK_LINES.sub("\n\n", "\n".join(map(str.rstrip, plain.split("\n")))).strip("\n")


def decoded(content: bytes, charset: str) -> str:
    """Bytes as text: in the letters that are named, else in the usual ones; always something."""
    for name in (*_known(charset), *_USUAL):
        try:
            return content.decode(name)
        except ValueError:
            continue
    return content.decode("utf-8", errors="replace")


def _known(charset: str) -> tuple[str, ...]:
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        return ()
    return (name,) if _LETTERS.match(name) and name != "utf-7" else ()


def of_html(page: str) -> str:
    """A web page as text: paragraphs, lists and rows on lines of their own; no script, no style.

    At most `LONGEST_MAIL_HTML` characters of it are read, each once.
    """
    read = page[:LONGEST_MAIL_HTML]
    parts = "".join(_shown(read, max(read.lower().find("<body"), 0)))
    return lines("\n".join(line.strip() for line in parts.split("\n")))


_NOT_SHOWN = frozenset({"script", "style", "title", "template", "noscript"})
_APART = frozenset({"p", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})
_ON_LINES = frozenset(
    {"div", "tr", "hr", "pre", "section", "article", "header", "footer", "br", "dt", "dd"}
)
_TAG = re.compile(r"/?[a-zA-Z][a-zA-Z0-9]*")


def _shown(page: str, at: int) -> Iterator[str]:
    """What a page shows, from a place on. What is begun and never ended shows nothing.

    Python's own reader of web pages takes more than twice the time for twice as many comments that
    never end; here each sign is looked at once.
    """
    small = page.lower()
    while (begin := page.find("<", at)) >= 0:
        yield _spaced(page[at:begin])
        tag = _TAG.match(page, begin + 1)
        if page.startswith("<!--", begin):
            at = page.find("-->", begin) + 3
        elif tag is None and page[begin + 1 : begin + 2] not in ("!", "?"):
            yield "<"
            at = begin + 1
            continue
        else:
            at = page.find(">", begin) + 1
        if at < 3:
            return  # it never ends
        name = tag[0].lower() if tag else ""
        if name in _NOT_SHOWN and (at := small.find(f"</{name}", at)) < 0:
            return
        yield _between(name)
    yield _spaced(page[at:])


def _spaced(text: str) -> str:
    return _BLANKS.sub(" ", unescape(text).replace("\n", " "))


def _between(name: str) -> str:
    """What stands in place of a tag."""
    plain = name.removeprefix("/")
    if name == "li":
        return "\n- "
    if plain in _APART:
        return "\n\n"
    if plain in _ON_LINES or name == "/li":
        return "\n"
    return " " if name in ("td", "th") else ""
