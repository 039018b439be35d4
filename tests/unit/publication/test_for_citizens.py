"""The public pages as a citizen reads them: every page, on a day on which the standards hold."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from markupsafe import escape

from kompas.norms import Library, NormError, load
from kompas.norms.compare import Turn, compare
from kompas.norms.rulings import NOT_STATED
from kompas.publication.other_municipalities import others_than
from kompas.publication.plain_words import read_plain_words, to_you
from kompas.publication.site import site
from kompas.publication.standard_page import Entry, StandardPage, standard_page
from tests.third_municipality.overlay import laid_over
from tests.unit.norms.copies import Copy
from tests.unit.publication.test_site import Page

ON = date(2026, 6, 1)
STAFF = re.compile(r"\b[Bb]orger(ens|en|s)?\b(?!\.dk)")
FIGURE = re.compile(r"\d+ (år|dag|time|døgn|uge|måned|kr|weekend|procent|kilometer)")


@pytest.fixture(scope="module")
def files(library: Library) -> dict[str, str]:
    return {name: content.decode() for name, content in site(library, ON).items()}


@pytest.fixture(scope="module")
def standards(library: Library) -> dict[str, StandardPage]:
    plain = read_plain_words(library.folder, library.words)
    own = [f for f in library.files if f.municipality and f.service and f.period.holds(ON)]
    pages = (standard_page(library, f, library.standard_around(f, ON), ON, plain) for f in own)
    return {f"{page.slug}.html": page for page in pages}


def told_to_citizens(page: StandardPage) -> list[Entry]:
    sections = (*page.sections, *page.further)
    return [e for section in sections for topic in section.topics for e in topic.entries]


def escaped(text: str) -> str:
    return str(escape(text))


# --- who is spoken to -----------------------------------------------------------------------------


def test_no_instruction_to_staff_stands_among_what_is_said_to_the_citizen(
    standards: Mapping[str, StandardPage], files: Mapping[str, str]
) -> None:
    assert standards
    for name, page in standards.items():
        for entry in told_to_citizens(page):
            assert not STAFF.search(entry.row.text), (name, entry.row.code)
            assert entry.row.question not in ("consider", "hand_over", "statement")
        for topic in page.professionals:
            for entry in topic.entries:
                citizens, _heading, staff = files[name].partition('id="professionals"')
                assert escaped(entry.row.text) in staff, (name, entry.row.code)
                assert escaped(entry.row.text) not in citizens, (name, entry.row.code)


@pytest.mark.parametrize(
    ("said", "to_the_citizen"),
    [
        ("borgeren betaler op til en grænse", "du betaler op til en grænse"),
        ("Borgerens egen bolig", "Din egen bolig"),
        ("fordi det er bedst for borgeren", "fordi det er bedst for dig"),
        ("en afgørelse for hver borger", "en afgørelse for hver borger"),
        ("målgruppen er borgere fra 18 år", "målgruppen er borgere fra 18 år"),
    ],
)
def test_an_answer_is_said_to_you(said: str, to_the_citizen: str) -> None:
    assert to_you(said) == to_the_citizen


def test_the_guide_says_you(files: Mapping[str, str]) -> None:
    for name, text in files.items():
        if name.endswith("-guide-data.js"):
            answers = re.findall(r'"value": [^{}]*?"text": "([^"]*)"', text)
            assert not any(STAFF.search(answer) for answer in answers), name


# --- other municipalities -------------------------------------------------------------------------


def test_no_other_municipality_is_named(library: Library, files: Mapping[str, str]) -> None:
    forms = {"copenhagen": r"København", "vejen": r"\bVejens\b|\bVejen Kommune"}
    assert forms.keys() == library.words.municipalities.keys()
    for name, text in files.items():
        own = name.partition("-")[0]
        for other, form in forms.items():
            if own in forms and own != other:
                assert not re.search(form, text), (name, other)


def test_what_looks_like_a_name_stays(library: Library) -> None:
    others = others_than(library.words, frozenset({"copenhagen"}))
    assert others.text("Vejen går over barnets lov.") == "Vejen går over barnets lov."
    assert others.text("Københavns standard gælder.") == "Københavns standard gælder."
    assert others.text("Vejens standard. I Vejen Kommune") == (
        "En anden kommunes standard. I en anden kommune"
    )
    elsewhere = others_than(library.words, frozenset({"vejen"}))
    assert elsewhere.text("(nævnt i Københavns kvalitetsstandarder)") == (
        "(nævnt i en anden kommunes kvalitetsstandarder)"
    )


# --- figures, headings, hard words ----------------------------------------------------------------


def test_each_sentence_with_a_figure_stands_once(files: Mapping[str, str]) -> None:
    for name, text in files.items():
        if re.fullmatch(r"(copenhagen|vejen)-[\d-]+\.html", name):
            words = Page(text.encode()).words
            said = [s for one in words for s in re.split(r"(?<=[.?]) ", one) if FIGURE.search(s)]
            assert said or "before" in name
            twice = [one for one, times in Counter(said).items() if times > 1]
            assert twice == [], name


def test_no_heading_is_empty_or_points_to_itself(
    standards: Mapping[str, StandardPage], files: Mapping[str, str]
) -> None:
    for name in standards:
        parts = files[name].split('<details class="part"')[1:]
        assert len(parts) > 13
        for part in parts:
            heading, _end, content = part.partition("</h2></summary>")
            assert re.search(r"<li>|<p[ >]", content), (name, heading)
        assert "Se kommunens egen standard" not in files[name]


def test_levels_and_hard_words_are_explained_where_they_first_stand(
    library: Library, standards: Mapping[str, StandardPage], files: Mapping[str, str]
) -> None:
    plain = read_plain_words(library.folder, library.words)
    for name, page in standards.items():
        shown = files[name]
        for explanation in plain.explained.values():
            entries = told_to_citizens(page)
            first = next((e for e in entries if explanation.is_needed_by(e.row.text)), None)
            assert shown.count(explanation.text) <= 1
            if first is not None:
                at = shown.index(explanation.text)
                assert at <= shown.index(first.row.text) + len(first.row.text) + 400, name
    assert "C3 er altså det højeste af moderat støtte" in files["copenhagen-104-2025.html"]


@pytest.mark.parametrize("text", ["mindst C3", "være D, E eller F", "udredningen (VUM)", "A til C"])
def test_a_level_is_known_as_one(library: Library, text: str) -> None:
    found = read_plain_words(library.folder, library.words).explained["vum"]
    assert found.is_needed_by(text)
    assert not found.is_needed_by("Et tilbud på A4-ark, plan B og vitamin C.")


def test_words_that_are_missing_are_told(norms: Copy) -> None:
    (norms.folder / "pages").mkdir(exist_ok=True)
    norms.write(
        "pages/standard.toml",
        '[page]\nprofessionals = ["considder"]\n[explain.vum]\nwords = ["VUM", ""]\ntext = "VUM"\n',
    )
    with pytest.raises(NormError) as refusal:
        read_plain_words(norms.folder, norms.load().words)
    told = [(problem.line, problem.what) for problem in refusal.value.problems]
    assert (2, "Spørgsmålet considder findes ikke.") in told
    assert (4, "Her mangler de ord, der forklares.") in told


# --- how to apply ---------------------------------------------------------------------------------


def test_every_page_says_how_to_apply_and_whom_to_call(
    standards: Mapping[str, StandardPage], files: Mapping[str, str]
) -> None:
    for name, page in standards.items():
        for shown in (name, name.replace(".html", "-guide.html")):
            text = Page(files[shown].encode()).text
            assert "Sådan søger du" in text
            assert page.municipality in text.partition("Hvem")[2]
            phone = page.contact.phone
            told = phone or "Siden her kender ikke kommunens telefonnummer."
            assert told in text
            assert bool(page.contact.website) == ('href="https://' in files[shown])
    assert "Voksenteamet gennem borger.dk" in files["vejen-104-2025-guide.html"]
    assert 'href="https://www.kk.dk"' in files["copenhagen-84-2025.html"]


@pytest.mark.parametrize("name", ["havnsted", "lillefjord"])
def test_a_fictional_municipality_says_so(name: str, tmp_path: Path) -> None:
    made = site(load(laid_over(tmp_path / "norms", name)), ON)
    for file in (f"{name}-104-2026.html", f"{name}-104-2026-guide.html"):
        text = made[file].decode()
        assert f"{name.capitalize()} findes ikke. Nummeret og adresserne er opdigtede." in text
        assert "00 00 00 00" in text
        assert "tel:" not in text
        assert '.invalid"' not in text


# --- comparisons ----------------------------------------------------------------------------------


def test_nobody_is_better_off_where_one_side_says_nothing(library: Library) -> None:
    silent = 0
    pair = [library.standard("activity_and_social", name, ON) for name in ("copenhagen", "vejen")]
    for compared in compare(pair[0], pair[1], ON, ON).questions:
        for kind in (*compared.kinds, *compared.on_answer):
            for reply in (kind.one, kind.other):
                if isinstance(reply, tuple) and NOT_STATED in reply:
                    silent += 1
                    assert kind.turn is Turn.OTHER, compared.question.name
    assert silent


def test_no_comparison_page_says_it_either(files: Mapping[str, str]) -> None:
    for name, text in files.items():
        if name.startswith("sammenlign-"):
            for box in text.split('<div class="box">')[1:]:
                answers = box.partition("</dl>")[0]
                if "står ikke i standarden" in answers:
                    assert "Bedst for" not in box.partition("</div>")[0], name


def test_a_comparison_explains_levels_and_keeps_instructions_to_staff_apart(
    files: Mapping[str, str],
) -> None:
    text = files["sammenlign-copenhagen-104-2025-vejen-104-2025.html"]
    citizens, _heading, staff = text.partition('id="professionals"')
    assert "Forklaring: VUM" in citizens
    assert 'id="consider"' in staff
    assert 'id="days_per_week"' in citizens
    assert 'id="consider"' not in citizens


def test_a_rule_that_only_repeats_another_is_named_with_its_source(
    standards: Mapping[str, StandardPage], files: Mapping[str, str]
) -> None:
    entries = told_to_citizens(standards["vejen-104-2025.html"])
    adult = next(e for e in entries if e.row.text.startswith("Du er fyldt 18 år."))
    assert [one.row.code for one in adult.also] == ["vejen-adult"]
    assert "Også vejledende: Vejens kvalitetsstandard § 104, 1.2" in files["vejen-104-2025.html"]
