"""All public pages as files by name, made from the norms as they are on a day."""

from collections.abc import Iterator, Mapping
from contextvars import copy_context
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import combinations
from json import dumps
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kompas.norms import Library, NormFile, NotCodedError, Standard
from kompas.norms.compare import Compared, Comparison, compare
from kompas.norms.comparison_text import (
    example_text,
    reply_text,
    side_names,
    turn_text,
    who_texts,
)
from kompas.norms.wording import rank_text, since_text, verified_text, with_days
from kompas.publication.guide import Guide, guide_of
from kompas.publication.other_municipalities import OtherMunicipalities, others_than
from kompas.publication.plain_words import PlainWords, read_plain_words, to_you
from kompas.publication.questions import read_questions
from kompas.publication.standard_page import (
    StandardPage,
    is_certain,
    slug_of,
    standard_page,
)
from kompas.words import SOURCE_LANGUAGE, set_language

_FOLDER = Path(__file__).parent
_STATIC = ("site.css", "guide.js")


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """Two standards beside each other.

    `pages` are those that have a page of their own; an `earlier` level has none.
    """

    slug: str
    title: str
    comparison: Comparison
    pages: tuple[StandardPage, ...]
    earlier: NormFile | None = None

    @property
    def differing(self) -> list[Compared]:
        """The questions whose answers or rules are not the same."""
        return [
            one
            for one in self.comparison.questions
            if not one.is_same or one.only_one or one.only_other or one.reworded
        ]


def site(library: Library, on: date) -> dict[str, bytes]:
    """Every file of the public pages by its name, by the norms of a day.

    A page for each standard and each version of it, a guide for each that is in force, the
    comparisons, and an index. Danish whatever the language of the caller. Raises NormError.
    """
    return copy_context().run(_site, library, on)


def _site(library: Library, on: date) -> dict[str, bytes]:
    set_language(SOURCE_LANGUAGE)
    plain = read_plain_words(library.folder, library.words)
    pages = list(_pages(library, on, plain))
    comparisons = [*_comparisons(pages), *_with_earlier(library, pages)]
    guides = {page.slug: _guide(library, page) for page in pages if page.in_force}
    shared = {"pages": pages, "comparisons": comparisons, "guides": guides, "on": on}
    files = {name: (_FOLDER / "static" / name).read_bytes() for name in _STATIC}
    files["index.html"] = _rendered("index.html.j2", shared)
    for page in pages:
        mine = [one for one in comparisons if page in one.pages and _is_of_one(one)]
        values = {**shared, "page": page, "mine": mine, "others": _others(library, page)}
        files[f"{page.slug}.html"] = _rendered("standard.html.j2", values)
    for slug, guide in guides.items():
        page = next(one for one in pages if one.slug == slug)
        files[f"{slug}-guide.html"] = _rendered(
            "guide.html.j2", {**shared, "page": page, "guide": guide}
        )
        data = dumps(_to_citizens(guide, plain, _others(library, page)), ensure_ascii=False)
        script = f'"use strict";\nglobalThis.kompasGuide = {data};\n'
        files[f"{slug}-guide-data.js"] = script.encode()
    for one in comparisons:
        values = {**shared, "page": one, "others": _others(library, *one.pages), "plain": plain}
        files[f"{one.slug}.html"] = _rendered("comparison.html.j2", values)
    return files


def _others(library: Library, *pages: StandardPage) -> OtherMunicipalities:
    """The municipalities that some pages are not about."""
    return others_than(library.words, frozenset(str(page.file.municipality) for page in pages))


def _is_of_one(comparison: ComparisonPage) -> bool:
    """Whether a comparison is about one municipality: only those stand on its page."""
    return len({page.file.municipality for page in comparison.pages}) == 1


def _to_citizens(guide: Guide, plain: PlainWords, others: OtherMunicipalities) -> dict[str, Any]:
    """The guide's data as a citizen reads it."""
    data = guide.data()
    for question, ruled in zip(data["questions"], guide.questions(), strict=True):
        question["staff"] = question["name"] in plain.professionals
        for answer in question["answers"]:
            answer["text"] = to_you(answer["text"])
        for shown, row in zip(question["rows"], ruled.rows, strict=True):
            shown["source"] = others.cite(row.citation)
    explained = [{"words": list(one.words), "text": one.text} for one in plain.explained.values()]
    return {**others.within(data), "explained": explained}


def _pages(library: Library, on: date, plain: PlainWords) -> Iterator[StandardPage]:
    for file in library.files:
        if file.municipality is None or file.service is None:
            continue
        found = _standard_near(library, file, on)
        if found is not None:
            standard, day = found
            page = standard_page(library, file, standard, day, plain)
            yield replace(page, in_force=file.period.holds(on))


def _standard_near(library: Library, file: NormFile, on: date) -> tuple[Standard, date] | None:
    """The rules that a file is part of, on the day or the nearest one that has law."""
    first, last = file.period.first or on, file.period.last or date.max
    starts = [one.period.first for one in library.files if one.binds_everybody]
    days = [min(max(on, first), last), *sorted(d for d in starts if d and first <= d <= last)]
    for day in days:
        try:
            return library.standard_around(file, day), day
        except NotCodedError:
            continue
    return None


def _comparisons(pages: list[StandardPage]) -> Iterator[ComparisonPage]:
    """Each two standards in force for the same help, and each version with the one before it."""
    for one, other in combinations(pages, 2):
        older, newer = (other, one) if one.file.replaces == other.file.file else (one, other)
        versions = newer.file.replaces == older.file.file
        beside = one.in_force and other.in_force and one.file.service == other.file.service
        if versions or beside:
            comparison = compare(older.standard, newer.standard, older.on, newer.on)
            names = side_names(comparison)
            whose = older.service.capitalize()
            if versions:
                whose += f", {older.municipality}"
                names = _since(older), _since(newer)
            title = f"{whose}: {names[0]} over for {names[1]}"
            slug = f"sammenlign-{slug_of(older.file)}-{slug_of(newer.file)}"
            yield ComparisonPage(slug, title, comparison, (older, newer))


def _since(page: StandardPage) -> str:
    return f"fra {since_text(page.file.period.first)}"


def _with_earlier(library: Library, pages: list[StandardPage]) -> Iterator[ComparisonPage]:
    """Each standard held against the level before it, both beside the law of the same day."""
    for file in library.earlier:
        page = next((one for one in pages if one.file.file == file.precedes), None)
        if page is not None:
            standard = library.standard_around(file, page.on)
            comparison = compare(standard, page.standard, page.on, page.on)
            since = since_text(page.file.period.first)
            title = f"{page.service.capitalize()}, {page.municipality}: før og fra {since}"
            slug = f"sammenlign-{slug_of(file)}-{slug_of(page.file)}"
            yield ComparisonPage(slug, title, comparison, (page,), file)


def _guide(library: Library, page: StandardPage) -> Guide:
    return guide_of(page.standard, page.on, read_questions(library.folder, library.words))


def _rendered(template: str, values: Mapping[str, Any]) -> bytes:
    return _environment().get_template(template).render(**values).encode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        example_text=example_text,
        reply_text=reply_text,
        side_names=side_names,
        turn_text=turn_text,
        who_texts=who_texts,
    )
    environment.filters.update(
        day=since_text,
        days=with_days,
        rank=rank_text,
        sentence=_sentence,
        unsure=verified_text,
        you=to_you,
        certain=is_certain,
    )
    return environment


def _sentence(text: str) -> str:
    """With a capital first letter; the rest as it is."""
    return text[:1].upper() + text[1:]
