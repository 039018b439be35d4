"""Values of facts and the sets that conditions name, against plain sets; and the lines of TOML."""

import tomllib
from datetime import date, datetime, timezone
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kompas.norms import FactError, GivenFact, Library, Stage
from kompas.norms.domain import Allowed, Domain, FactType, shared, union
from kompas.norms.toml_lines import Path, parse
from tests.generative.norms_reference import codes

moderately = settings(max_examples=100, deadline=None)
LEVELS = [letter + degree for letter in "ABC" for degree in "123"]


def listed(kind: FactType, names: list[str]) -> Domain:
    """A domain of names, with a group for each first letter."""
    groups: dict[str, Allowed] = {}
    for letter in {name[0] for name in names}:
        mine = [place for place, name in enumerate(names) if name[0] == letter]
        groups[letter] = union(*(((place, place),) for place in mine))
    places = {name: place for place, name in enumerate(names)}
    return Domain(kind, 0, len(names) - 1, places, tuple(names), tuple(names), groups)


DOMAINS = {
    "integer": Domain(FactType.INTEGER, -3, 12, {}),
    "scale": listed(FactType.SCALE, LEVELS),
    "enum": listed(FactType.ENUM, ["ab", "cd", "ae", "cf", "g"]),
    "bool": Domain(FactType.BOOL, 0, 1, {False: 0, True: 1}, ("nej", "ja"), ("no", "yes")),
    "date": Domain(FactType.DATE, date(2020, 1, 1).toordinal(), date(2020, 3, 1).toordinal(), {}),
}
ORDERED = ["integer", "scale", "date"]
SPANS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 6)), max_size=4).map(
    lambda pairs: tuple((low, low + length) for low, length in pairs)
)


def members(allowed: Allowed) -> set[int]:
    return {code for low, high in allowed for code in range(low, high + 1)}


def assert_tidy(allowed: Allowed) -> None:
    """Disjoint intervals in rising order that do not touch."""
    assert all(low <= high for low, high in allowed)
    assert all(one[1] + 1 < other[0] for one, other in pairwise(allowed))


# --- sets ---------------------------------------------------------------------------------------


@moderately
@given(one=SPANS, other=SPANS)
def test_union_and_shared_are_those_of_plain_sets(one: Allowed, other: Allowed) -> None:
    both = union(one, other)
    assert members(both) == members(one) | members(other)
    assert_tidy(both)
    tidy_one, tidy_other = union(one), union(other)
    common = shared(tidy_one, tidy_other)
    assert members(common) == members(one) & members(other)
    assert members(shared(tidy_other, tidy_one)) == members(common)
    assert_tidy(union(common))


@moderately
@given(kind=st.sampled_from(list(DOMAINS)), data=st.data())
def test_a_value_reads_back_as_it_is_named(kind: str, data: st.DataObject) -> None:
    domain = DOMAINS[kind]
    code = data.draw(codes(domain))
    name = domain.name(code)
    assert domain.read(name) == code
    assert domain.parse(name) == ((code, code),)
    assert domain.text(code)
    if kind == "date":
        assert domain.read(name.isoformat()) == code
    if kind == "integer":
        assert domain.parse(f"{code}..{code}") == ((code, code),)


@moderately
@given(kind=st.sampled_from(ORDERED), data=st.data())
def test_a_range_holds_what_lies_between_its_ends(kind: str, data: st.DataObject) -> None:
    domain = DOMAINS[kind]
    ends = [data.draw(st.one_of(st.none(), codes(domain))) for _ in "ab"]
    low, high = ("" if end is None else str(domain.name(end)) for end in ends)
    space = data.draw(st.sampled_from(["", " "]))
    first = domain.low if ends[0] is None else ends[0]
    last = domain.high if ends[1] is None else ends[1]
    condition = f"{low}{space}..{space}{high}"
    if first > last:
        with pytest.raises(ValueError, match="tomt"):
            domain.parse(condition)
        return
    found = domain.parse(condition)
    inside = {code for code in range(domain.low, domain.high + 1) if first <= code <= last}
    assert members(found) == inside


@moderately
@given(kind=st.sampled_from(["scale", "enum"]), data=st.data())
def test_a_list_and_a_group_hold_the_values_they_name(kind: str, data: st.DataObject) -> None:
    domain = DOMAINS[kind]
    assert domain.groups is not None
    words = data.draw(st.lists(st.sampled_from([*domain.names, *domain.groups]), min_size=1))
    expected = {code for name, code in domain.names.items() if name in words or name[0] in words}
    found = domain.parse(words)
    assert members(found) == expected
    assert_tidy(found)


@moderately
@given(one=st.sampled_from("ABC"), other=st.sampled_from("ABC"))
def test_a_range_between_groups_runs_from_the_lowest_to_the_highest(one: str, other: str) -> None:
    domain = DOMAINS["scale"]
    if one > other:
        with pytest.raises(ValueError, match="tomt"):
            domain.parse(f"{one}..{other}")
        return
    expected = {place for place, level in enumerate(LEVELS) if one <= level[0] <= other}
    assert members(domain.parse(f"{one}..{other}")) == expected


# --- values of any kind -------------------------------------------------------------------------

ANYTHING = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.just(10**70),
        st.floats(),
        st.text(max_size=8),
        st.binary(max_size=4),
        st.dates(),
        st.datetimes(),
        st.just(datetime(2000, 1, 1, tzinfo=timezone.utc)),  # noqa: UP017
        st.sampled_from(["D", "D2", "residential", "1959-05-02", "66..", "66", "true", "none"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2), st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=3,
)


@settings(max_examples=300, deadline=None)
@given(value=ANYTHING, kind=st.sampled_from(list(DOMAINS)))
def test_a_domain_reads_any_value_or_says_in_words_why_not(value: Any, kind: str) -> None:
    domain = DOMAINS[kind]
    for read in (domain.read, domain.parse):
        said = ""
        found: int | Allowed = ((0, 0),)
        try:
            found = read(value)
        except ValueError as error:
            said = str(error)
        spans: Allowed = ((found, found),) if isinstance(found, int) else found
        if said:
            assert 5 < len(said) < 400
        else:
            assert members(spans) <= members(domain.everything)
            assert spans


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_a_fact_of_the_wrong_kind_is_refused_in_words_and_never_crashes(
    library: Library, data: st.DataObject
) -> None:
    standard = data.draw(st.sampled_from(library.standards()))
    names = st.sampled_from([*library.words.facts, *library.words.questions, "Alder", ""])
    given_facts = {
        name: GivenFact(value)
        for name, value in data.draw(st.dictionaries(names, ANYTHING, max_size=3)).items()
    }
    on = data.draw(st.dates(date(2022, 1, 24), date(2199, 1, 1)))
    refusal, assessment = None, None
    try:
        assessment = standard.assess(given_facts, on, data.draw(st.sampled_from(Stage)))
    except FactError as error:
        refusal = error
    if refusal:
        assert refusal.name in given_facts or refusal.name in library.words.facts
        assert refusal.text[-1] in ".?"
        assert len(refusal.text) < 500
    else:
        assert assessment
        assert set(assessment.missing) <= library.words.facts.keys()


def test_a_number_that_python_will_not_print_is_refused_in_danish(library: Library) -> None:
    standard = library.standards()[0]
    with pytest.raises(FactError) as refusal:
        standard.assess({"age_years": GivenFact(10**5000)}, date(2026, 6, 1))
    assert "Alder (age_years)" in refusal.value.text
    assert "ligger uden for 0 til 130" in refusal.value.text


# --- lines of TOML ------------------------------------------------------------------------------

NAMES = st.text("abcdefgæ_-1", min_size=1, max_size=4).filter(lambda name: name.isascii())
ONE_LINE = st.sampled_from(
    ["1", '"x"', '"[a]"', "true", "2026-01-01", "{ a = 1, b = [1, 2] }", '["# no", "b"]', "'''t'''",
     '"""short"""', '"\u2028 \u0085"', '"a = \\"b\\""', "'\"'"]
)  # fmt: skip
SEVERAL = st.sampled_from(
    ['"""\na = 1\n[b]\n"""', '[\n  "a",\n  "b", # c\n]', "[\n  { a = 1 },\n  { b = 2 },\n]",
     '"""one\ntwo"""', "'''\na = 1\n[b]\n'''", '[\n  ["a"],\n  ["b"]\n]', '"""\n# \'\'\'\n"""',
     "'''\n\"\"\" x = 1\n[y]\n'''"]
)  # fmt: skip
GAPS = st.sampled_from(["", "\n", "# [comment]\n", "  # a = 1\n\n"])


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, dict[Path, int]]:
    """A TOML text with the line of each table and key in it."""
    text, lines = draw(GAPS), {}

    def keys(path: Path) -> None:
        nonlocal text
        for name in draw(st.lists(NAMES, unique=True, max_size=3)):
            text += draw(GAPS)
            lines[(*path, name)] = text.count("\n") + 1
            indent, pad = draw(st.sampled_from([("", " "), ("  ", "   "), ("", "")]))
            text += f"{indent}{name}{pad}={pad}{draw(st.one_of(ONE_LINE, SEVERAL))}\n"

    def header(words: str, path: Path) -> None:
        nonlocal text
        text += draw(GAPS)
        lines[path] = text.count("\n") + 1
        text += f"{words}{draw(st.sampled_from(['', '  # why']))}\n"
        keys(path)

    keys(())
    for name in draw(st.lists(NAMES.map(lambda name: f"T{name}"), unique=True, max_size=3)):
        if draw(st.booleans()):
            header(f"[{name}]", (name,))
            for under in draw(st.lists(NAMES.map(lambda n: f"U{n}"), unique=True, max_size=2)):
                for index in range(draw(st.integers(1, 2))):
                    header(f"[[{name}.{under}]]", (name, under, index))
        else:
            for index in range(draw(st.integers(1, 3))):
                header(f"[[{name}]]", (name, index))
                if draw(st.booleans()):
                    header(f"[{name}.inner]", (name, index, "inner"))
    return text, lines


def value_at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


@moderately
@given(document=documents(), ends=st.sampled_from(["\n", "\r\n"]))
def test_every_table_and_key_is_found_on_its_line(
    document: tuple[str, dict[Path, int]], ends: str
) -> None:
    text, lines = document
    toml = parse("f.toml", text.replace("\n", ends).encode())
    assert toml.data == tomllib.loads(text)
    for path, line in lines.items():
        value_at(toml.data, path)  # the document is what we think it is
        assert toml.line(path) == line, path
        assert toml.line((*path, "no such key")) == line
    assert toml.line(()) == 0
