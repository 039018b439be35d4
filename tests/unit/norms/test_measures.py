"""Measures as data: what `norms check` refuses, and amounts that follow exactly from others."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.casework import Amounts, amounts
from kompas.casework.amounts import amounts_text, changes, contradictions, faults, whole
from kompas.norms import Library, Vocabulary
from kompas.norms.measures import in_measure
from tests.unit.norms.copies import Copy, Fault

SUPPORT = "socio_pedagogical_support"
WEEK, FORTNIGHT = "hours_per_week", "hours_per_fortnight"

REFUSED = {
    "a service in a measure that nobody knows": Fault(
        "services.toml", 'measures    = ["place"]', 'measures    = ["places"]',
        'measures    = ["places"]', "Målet places findes ikke.", "Mente du place?",
    ),
    "an element in a measure that nobody knows": Fault(
        "elements.toml", 'measure = "days_per_week"', 'measure = "days_a_week"',
        'measure = "days_a_week"', "Målet days_a_week findes ikke.", "Mente du days_per_week?",
    ),
    "an answer of 40 days a week": Fault(
        "copenhagen/104-2019.toml", "answer  = { days_per_week = 2 }",
        "answer  = { days_per_week = 40 }", "answer  = { days_per_week = 40 }", "7", "",
    ),
    "an answer off its step": Fault(
        "copenhagen/84-2019.toml", "answer  = { hours_per_week = 2 }",
        "answer  = { hours_per_week = 2.3 }", "answer  = { hours_per_week = 2.3 }",
        "trin på 0.5", "= 3.5",
    ),
    "a factor of a measure that nobody knows": Fault(
        "measures.toml", "times   = { hours_per_week = 2 }", "times   = { hours = 2 }",
        "times   = { hours = 2 }", "Målet hours findes ikke.", "measures.toml",
    ),
    "a factor that is not exact": Fault(
        "measures.toml", "times   = { hours_per_week = 2 }",
        "times   = { hours_per_week = 4.33 }", "times   = { hours_per_week = 4.33 }",
        "helt tal over 1", "Er det ikke præcist, så udelad det.",
    ),
    "a measure that follows from itself": Fault(
        "measures.toml", "times   = { hours_per_week = 2 }",
        "times   = { hours_per_fortnight = 2 }", "times   = { hours_per_fortnight = 2 }",
        "ud af sig selv", "Fjern det",
    ),
    "a measure that is a unit already": Fault(
        "questions.toml", "[unit.weeks]", "[unit.days_per_week]", "[unit.days_per_week]",
        "allerede beskrevet som et mål", "Fjern [unit.days_per_week]",
    ),
    "a measure without its plural": Fault(
        "measures.toml", 'many    = "pladser"\n', "", "[measure.place]", "`many`", "many =",
    ),
    "a step that is none": Fault(
        "measures.toml", "step    = 0.5", "step    = 0.3", "step    = 0.3", "`step`", "step = 0.5",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", REFUSED.values(), ids=REFUSED.keys())
def test_a_wrong_measure_is_refused_with_its_line(norms: Copy, fault: Fault) -> None:
    fault.plant_and_assert_refused(norms)


def test_a_folder_without_measures_has_services_that_are_not_measured(norms: Copy) -> None:
    for file in ("services.toml", "elements.toml"):
        kept = [line for line in norms.text(file).splitlines() if not line.startswith("measure")]
        norms.write(file, "\n".join(kept))
    text = (
        norms.text("measures.toml")
        .replace("[measure.", "[unit.")
        .replace("times ", "#")
        .replace("in_all ", "#")
    )
    (norms.folder / "measures.toml").unlink()
    units = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    norms.add("questions.toml", units)
    words = norms.load().words
    assert words.measures == {}
    assert words.measures_of(SUPPORT) == ()
    assert not words.needs_amount(SUPPORT)


def test_a_measure_sums_up_one_that_is_described(norms: Copy) -> None:
    norms.change("measures.toml", 'in_all  = ["days_per_week"]', 'in_all  = ["days_per_moon"]')
    found = [problem for problem in norms.refused() if "days_per_moon" in str(problem)]
    assert [(one.file, one.line) for one in found] == [
        ("measures.toml", norms.line("measures.toml", "days_per_moon"))
    ]


OWN = """
[measure.vejen_hours_a_day]
one     = "time om dagen"
many    = "timer om dagen"
one_en  = "hour a day"
many_en = "hours a day"
max     = 24
step    = 0.25

[service.vejen_companion]
text        = "følgeordning"
text_en     = "companion scheme"
legal_basis = ["kommunalfuldmagten"]
measures    = ["vejen_hours_a_day", "hours_per_month"]
"""


def test_a_municipality_has_measures_and_services_of_its_own(norms: Copy) -> None:
    norms.write("vejen/vocabulary.toml", OWN)
    words = norms.load().words
    own, shared = words.measures_of("vejen_companion")
    assert (own.name, shared.name) == ("vejen_hours_a_day", "hours_per_month")
    assert own.kind.read("2,25") == Decimal("2.25")
    given = amounts(vejen_hours_a_day="1.25", hours_per_month=30)
    assert list(faults(given, "vejen_companion", words)) == []
    assert amounts_text(given, words) == "30 timer om måneden og 1,25 timer om dagen"


def test_a_measure_of_one_municipality_is_nobody_elses(norms: Copy) -> None:
    norms.write("vejen/vocabulary.toml", OWN)
    norms.change("services.toml", '["place"]', '["place", "vejen_hours_a_day"]')
    (problem,) = norms.refused()
    assert problem.file == "services.toml"
    assert "vejen_hours_a_day hører til mappen vejen" in problem.what


# --- amounts --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("service", "measures", "needed"),
    [
        ("activity_and_social", ["days_per_week", "hours_per_week"], True),
        ("sheltered_employment", ["days_per_week", "hours_per_week"], True),
        (SUPPORT, [WEEK, FORTNIGHT], False),
        ("home_relief", ["hours_per_week", "days_per_year", "weekends_per_month"], True),
        ("temporary_stay", ["place"], False),
        ("long_term_stay", ["place"], False),
        ("open_access_service", [], False),
    ],
)
def test_a_service_is_granted_in_its_own_measures(
    service: str, measures: list[str], needed: bool, library: Library
) -> None:
    words = library.words
    assert [measure.name for measure in words.measures_of(service)] == measures
    assert words.needs_amount(service) is needed


HALVES = st.integers(0, 336).map(lambda steps: Decimal(steps) / 2)


@given(HALVES)
def test_hours_a_week_and_every_14_days_follow_exactly_from_each_other(
    library: Library, hours: Decimal
) -> None:
    words = library.words
    week, fortnight = words.measures[WEEK], words.measures[FORTNIGHT]
    assert in_measure({WEEK: hours}, fortnight, words.measures) == Fraction(hours) * 2
    assert in_measure({FORTNIGHT: hours}, week, words.measures) == Fraction(hours) / 2
    assert in_measure({WEEK: hours, FORTNIGHT: Decimal(1)}, week, words.measures) == Fraction(hours)
    assert list(contradictions({WEEK: hours, FORTNIGHT: hours * 2}, words)) == []
    assert list(changes({FORTNIGHT: hours * 2}, {WEEK: hours}, words)) == [0]


AMOUNTS = st.dictionaries(
    st.sampled_from((WEEK, FORTNIGHT, "days_per_year", "place", "gone")), HALVES, max_size=4
)


@given(AMOUNTS, AMOUNTS)
def test_only_what_can_be_compared_is(library: Library, now: Amounts, before: Amounts) -> None:
    words = library.words
    found = list(changes(now, before, words))
    known = [name for name in now if name in words.measures and name != "place"]
    alike = ({WEEK, FORTNIGHT}, {"days_per_year"})
    comparable = [
        name for name in known if any(name in group and group & set(before) for group in alike)
    ]
    assert len(found) == len(comparable)


@given(AMOUNTS)
def test_what_cannot_be_granted_is_told_with_its_unit(library: Library, given: Amounts) -> None:
    words = library.words
    told = {measure: f"{what} {remedy}" for measure, what, remedy in faults(given, SUPPORT, words)}
    own = {measure.name: measure for measure in words.measures_of(SUPPORT)}
    for name, amount in given.items():
        fine = name in own and amount <= own[name].unit.most
        assert (name not in told) is fine
        if not fine:
            assert "timer om ugen" in told[name] or "timer hver 14. dag" in told[name]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (amounts(days_per_week=40), "»40« kan ikke bruges."),
        (amounts(hours_per_week="2.3"), "i trin på 0,5, fx 2,5. Her tælles timer om ugen."),
        (
            amounts(place=1),
            "Ydelsen måles ikke i pladser. Skriv den i dage om ugen eller timer om ugen.",
        ),
        (amounts(gone=1), "Ydelsen måles ikke i gone."),
    ],
)
def test_an_amount_that_cannot_be_is_refused_in_words(
    given: Amounts, said: str, library: Library
) -> None:
    ((_measure, what, remedy),) = faults(given, "activity_and_social", library.words)
    assert said in f"{what} {remedy}"


@pytest.mark.parametrize("service", ["temporary_stay", "long_term_stay"])
def test_of_a_home_no_amount_is_written(service: str, library: Library) -> None:
    ((_measure, what, remedy),) = faults(amounts(days_per_week=3), service, library.words)
    assert what == "Ydelsen måles ikke i dage om ugen."
    assert remedy == "Den gives helt eller slet ikke, så der skrives intet omfang. Slet tallet."


def test_who_writes_json_is_told_the_codes_of_the_measures(library: Library) -> None:
    given, words = amounts(place=1), library.words
    ((_measure, _what, remedy),) = faults(given, "activity_and_social", words, coded=True)
    assert "dage om ugen (days_per_week)" in remedy
    ((_measure, _what, remedy),) = faults(given, "activity_and_social", words)
    assert "_" not in remedy


def test_help_that_is_all_or_nothing_is_all(library: Library) -> None:
    assert whole({}, "temporary_stay", library.words) == amounts(place=1)
    assert whole(amounts(place=0), "temporary_stay", library.words) == amounts(place=0)
    assert whole({}, "home_relief", library.words) == {}
    assert whole({}, "open_access_service", library.words) == {}


def test_amounts_stand_in_the_order_of_the_measures(library: Library) -> None:
    words: Vocabulary = library.words
    given = amounts(gone=2, days_per_year=60, hours_per_week="2.50", days_per_week=1)
    assert amounts_text(given, words) == (
        "1 dag om ugen, 2,5 timer om ugen, 60 døgn om året og 2 gone"
    )
