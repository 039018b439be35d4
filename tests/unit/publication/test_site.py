"""The public pages: the document's headings, what binds and what only guides, nothing inline."""

import re
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from kompas.norms import Library, NormError
from kompas.norms.wording import since_text
from kompas.publication.questions import read_questions
from kompas.publication.site import site
from tests.unit.norms.copies import VEJEN, Copy

ON = date(2026, 6, 1)
HEADINGS = [
    "Lovgrundlag",
    "Målgruppe",
    "Målgruppen omfatter ikke",
    "Formål",
    "Indhold",
    "Afgrænsning",
    "Omfang og varighed",
    "Kriterier",
    "Opfølgning",
    "Levering",
    "Kvalitetskrav",
    "Omkostninger for dig",
    "Særlige opmærksomhedspunkter",
]


class Page(HTMLParser):
    """What a page is made of: its elements in order, and its words."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.within: list[tuple[str, str]] = []
        self.feed(content.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "input", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"{tag} is not closed where it was opened"

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append(" ".join(data.split()))
            self.within.append((self.open[-1] if self.open else "", self.words[-1]))

    @property
    def text(self) -> str:
        return " ".join(self.words)

    def of(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.found if tag in tags]

    def headings(self, level: str) -> list[str]:
        return [words for tag, words in self.within if tag == level]


@pytest.fixture(scope="module")
def files(library: Library) -> dict[str, bytes]:
    return site(library, ON)


@pytest.fixture(scope="module")
def pages(files: dict[str, bytes]) -> dict[str, Page]:
    return {name: Page(content) for name, content in files.items() if name.endswith(".html")}


@pytest.mark.ledger("FW-02")
def test_every_standard_stands_under_the_thirteen_headings(
    library: Library, pages: dict[str, Page]
) -> None:
    own = [file for file in library.files if file.municipality and file.service]
    assert own
    for file in own:
        page = pages[f"{file.file.removesuffix('.toml').replace('/', '-')}.html"]
        every = page.headings("h2")
        shown = every[every.index(HEADINGS[0]) :][: len(HEADINGS)]
        assert len(shown) == len(HEADINGS)
        assert all(text.startswith(head) for text, head in zip(shown, HEADINGS, strict=True))


@pytest.mark.ledger("FW-02")
def test_every_rule_of_a_standard_is_on_its_page(library: Library, pages: dict[str, Page]) -> None:
    for name, file in (
        ("copenhagen-104-2025.html", "copenhagen/104-2025.toml"),
        ("vejen-104-2025.html", "vejen/104-2025.toml"),
    ):
        words = pages[name].text
        for row in library.file_by_name[file].rows:
            assert row.text in words, row.code


def test_what_binds_and_what_only_guides_is_told_apart(pages: dict[str, Page]) -> None:
    text = pages["copenhagen-104-2025.html"].text
    binding = text.index("Bindende Det siger loven")
    guiding = text.index("Vejledende Kommunens eget niveau")
    assert binding < text.index("Du er fyldt 18 år.") < guiding
    assert guiding < text.index("skal det som udgangspunkt være D, E eller F")


def test_dates_adoption_sources_readings_and_doubt_are_told(pages: dict[str, Page]) -> None:
    text = pages["copenhagen-104-2025.html"].text
    assert "fra 1. juli 2025" in text
    assert "Rettet Formål, indhold, hvem der ikke er omfattet" in text
    assert "Det fremgår ikke, om og hvornår standarden er vedtaget" in text
    assert "Dokumentet er et forslag fra 2019" in text
    assert "Fortolkning: Over 65 er læst som fra den 66. fødselsdag." in text
    assert "Ordlyden er fra en ældre eller afledt kilde." in text
    assert "Hjælp, du har i forvejen" in text


def test_a_rule_that_practice_speaks_against_says_so(pages: dict[str, Page]) -> None:
    text = pages["copenhagen-104-2025.html"].text
    rule = text.index("er udgangspunktet 2 dage om ugen")
    said = text.index("Reglen kan ikke alene begrunde, at du får mindre hjælp.", rule)
    assert said - rule < 200
    assert "Alder kan ikke i sig selv føre til mindre hjælp" in text[said:]


def test_a_heading_without_rules_says_so(pages: dict[str, Page]) -> None:
    assert "Dokumentet siger »Intet relevant« her" in pages["copenhagen-104-2025.html"].text
    assert "Dokumentet nævner ikke nogen, der ikke er med" in pages["vejen-104-2025.html"].text


def test_the_index_leads_to_every_page_and_every_page_back(pages: dict[str, Page]) -> None:
    links = {link["href"] for link in pages["index.html"].of("a")}
    assert pages.keys() - {"index.html"} <= links
    assert all("index.html" in {link["href"] for link in page.of("a")} for page in pages.values())


def test_who_reads_no_danish_is_told_so_in_english(files: dict[str, bytes]) -> None:
    for name, content in files.items():
        if name.endswith(".html"):
            text = content.decode()
            assert '<a href="#in-english" lang="en">In English</a>' in text, name
            assert '<p id="in-english" lang="en">In English: these pages are in Danish' in text


def test_every_link_leads_somewhere(files: dict[str, bytes], pages: dict[str, Page]) -> None:
    for page in pages.values():
        ids = [attributes["id"] for _tag, attributes in page.found if "id" in attributes]
        assert len(ids) == len(set(ids))
        for link in page.of("a", "link", "script"):
            to = str(link.get("href") or link.get("src"))
            if to.startswith(("https://", "tel:")):  # the municipality's own, see how to apply
                continue
            file, _hash, part = to.partition("#")
            assert not file or file in files, to
            if part:
                there = pages[file] if file else page
                assert part in {attributes.get("id") for _tag, attributes in there.found}, to


def test_nothing_is_inline_or_from_elsewhere(files: dict[str, bytes]) -> None:
    """A policy of `default-src 'self'` holds: no script or style in a page, and no other host.

    A link to the municipality's own website fetches nothing until somebody follows it.
    """
    for name, content in files.items():
        text = content.decode()
        text = text.replace('<a href="https://www.kk.dk" rel="noreferrer">', "<a>")
        if name.endswith(".html"):
            page = Page(content)
            assert all("src" in script for script in page.of("script"))
            assert page.of("style") == []
            for _tag, attributes in page.found:
                assert not any(key == "style" or key.startswith("on") for key in attributes), name
        assert not re.search(r"https?://|data:|javascript:", text), name
        assert not re.search(r"\beval\b|new Function|innerHTML", text), name


def test_nothing_is_stored_or_sent(files: dict[str, bytes]) -> None:
    script = files["guide.js"].decode()
    for word in ("fetch", "XMLHttpRequest", "sendBeacon", "localStorage", "sessionStorage",
                 "cookie", "indexedDB", "location"):  # fmt: skip
        assert word not in script
    assert not any(b"<form" in content for name, content in files.items() if ".html" in name)


def test_a_page_can_be_read_by_everybody(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert page.of("html") == [{"lang": "da"}], name
        assert page.of("main") == [{"id": "main"}]
        assert page.of("a")[0] == {"class": "skip", "href": "#main"}
        assert len(page.of("h1")) == 1
        levels = [int(tag[1]) for tag, _attributes in page.found if re.fullmatch(r"h\d", tag)]
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert all(nav.get("aria-label") for nav in page.of("nav"))
        assert not page.open


def test_the_guide_never_refuses_and_says_what_becomes_of_the_answers(
    pages: dict[str, Page],
) -> None:
    guides = {name: page for name, page in pages.items() if name.endswith("-guide.html")}
    assert guides
    for page in guides.values():
        shown = dict(page.of("div")[0])
        said = f"{page.text} {' '.join(str(value) for value in shown.values())}".lower()
        assert "afslag" not in said
        assert "ikke en afgørelse" in said
        assert "de gemmes ikke og sendes ikke" in said
        assert "du kan altid søge" in said
        assert "det er ikke et nej" in str(shown["data-outside_guiding"]).lower()
        assert "du kan stadig søge" in str(shown["data-out-lead"]).lower()


def test_no_page_writes_a_day_as_a_file_does(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert not re.search(r"\b\d{4}-\d{2}-\d{2}\b", " ".join(page.words)), name


def test_the_comparison_page_tells_who_changes(pages: dict[str, Page]) -> None:
    text = pages["sammenlign-copenhagen-104-2025-vejen-104-2025.html"].text
    assert "Københavns Kommune 3-4 dage om ugen Vejen Kommune 5 dage om ugen" in text
    assert "Bedst for borgeren: Vejen Kommune." in text


def test_each_standard_is_held_against_the_level_before_it(pages: dict[str, Page]) -> None:
    for paragraph in ("84", "85", "103", "104", "107", "108"):
        name = f"copenhagen-{paragraph}-2019"
        before = f"copenhagen-{paragraph}-before-2019"
        text = pages[f"sammenlign-{before}-{name}.html"].text
        assert "før og fra 1. marts 2019" in text
        assert "Det bruges ikke i nogen afgørelse." in text
        assert "Dokumentet siger ikke, hvad der gjaldt før, om:" in text
        links = [attrs.get("href") for _tag, attrs in pages[f"{name}.html"].found]
        assert f"sammenlign-{before}-{name}.html" in links
        assert f"{before}.html" not in pages
    days = pages["sammenlign-copenhagen-84-before-2019-copenhagen-84-2019.html"].text
    assert "før 1. marts 2019 45 døgn om året fra 1. marts 2019 40 døgn om året" in days


def test_an_older_version_stays_and_is_told_from_the_one_in_force(norms: Copy) -> None:
    text = norms.text(VEJEN).replace(
        "valid_from   = 2022-01-24", f'valid_from   = 2026-01-01\nreplaces = "{VEJEN}"'
    )
    norms.write("vejen/104-2026.toml", text)
    made = site(norms.load(), ON)
    assert "Denne udgave gælder ikke i dag" in made["vejen-104.html"].decode()
    assert "Denne udgave gælder ikke i dag" not in made["vejen-104-2026.html"].decode()
    assert "vejen-104-guide.html" not in made
    assert "vejen-104-2026-guide.html" in made
    assert "sammenlign-vejen-104-vejen-104-2026.html" in made
    assert "til og med 31. december 2025" in made["vejen-104.html"].decode()
    title = "Vejen Kommune: fra 24. januar 2022 over for fra 1. januar 2026"
    assert title in made["index.html"].decode()


def test_the_questions_of_the_guide_are_checked(norms: Copy) -> None:
    (norms.folder / "pages").mkdir(exist_ok=True)
    norms.write("pages/guide.toml", '[ask.huose]\ntext = "Hvor bor du?"\n\n[ask.housing]\nhelp = 1')
    with pytest.raises(NormError) as refusal:
        read_questions(norms.folder, norms.load().words)
    told = [(problem.line, problem.what) for problem in refusal.value.problems]
    assert (1, "Oplysningen huose findes ikke.") in told
    assert any(line == 4 and "`text`" in what for line, what in told)


def test_a_day_is_written_as_people_write_it() -> None:
    assert since_text(date(2019, 3, 1)) == "1. marts 2019"
    assert since_text(None) == "ukendt dag"
