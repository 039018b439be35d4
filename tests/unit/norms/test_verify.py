"""The proof of a standard: what it finds, with an example citizen, and what it leaves."""

import hashlib
from collections import Counter

import pytest

from kompas.norms import Library, NormError, Problem
from kompas.norms.verify import verify
from tests.unit.norms.copies import ACT, COPENHAGEN, PROCEDURE, VEJEN, Copy

ROW_END = 'rank = "guiding"\ntext = "x"\nsource = "{source}"\n'
AT_HOME_ROW = """[[question.days_per_week.row]]
code    = "at-home"
when    = { housing = "home" }
answer  = { days_per_week = 5 }
"""


def found(norms: Copy, code: str) -> list[Problem]:
    """The blocking problems of a kind."""
    problems = [problem for problem in verify(norms.load()) if problem.blocks]
    return [problem for problem in problems if problem.code == code]


STANDARD_104, SHELTERED = "copenhagen/104-2025.toml", "copenhagen/103-2025.toml"


def unquoted(problem: Problem) -> str:
    """What is said, without the marks around values."""
    return problem.what.translate(dict.fromkeys(map(ord, "»«")))


def row(question: str, code: str, body: str, source: str = "kk-2019 1") -> str:
    return f'[[question.{question}.row]]\ncode = "{code}"\n{body}\n' + ROW_END.format(source=source)


# --- the shipped norms --------------------------------------------------------------------------


def test_the_shipped_norms_have_only_what_a_jurist_must_decide_and_nothing_that_blocks(
    library: Library,
) -> None:
    found = Counter((p.file, p.code) for p in verify(library) if p.code != "open_question")
    assert found == {
        (SHELTERED, "conflict"): 1,  # not beside § 104
        (SHELTERED, "restated"): 1,  # 3-4 days, and up to 3 in the table
        (STANDARD_104, "conflict"): 3,
        ("copenhagen/framework-2025.toml", "restated"): 1,  # the highest step: G or H
        # Set as law on the board's note, and on a municipality's account of § 79.
        ("national/104.toml", "second_hand"): 1,
        ("national/79.toml", "second_hand"): 1,
        ("national/transport-104.toml", "second_hand"): 1,
    }
    assert not any(problem.blocks for problem in verify(library))


def test_each_conflict_of_104_shows_the_two_citizens_and_the_practice(library: Library) -> None:
    problems = [
        problem
        for problem in verify(library)
        if (problem.file, problem.code) == (STANDARD_104, "conflict")
    ]
    rows = {row.line: row.code for row in library.file_by_name[STANDARD_104].rows}
    said = {rows[p.line]: p for p in problems}
    assert said.keys() == {
        "stu-in-housing",
        "not-with-sheltered-employment",
        "in-housing-over-65",
    }
    for code, pair, source in (
        ("stu-in-housing", "(STU) i stedet for ingen", "IV og V"),
        ("not-with-sheltered-employment", "er ja i stedet for nej", "IV og V"),
        ("in-housing-over-65", "Alder er 66 i stedet for 65", "IV og VIII, sag 3"),
    ):
        assert code in said[code].what
        assert pair in unquoted(said[code])
        assert source in said[code].what
        assert "jurist" in said[code].remedy


def test_a_new_guiding_row_against_practice_is_told_with_two_citizens(norms: Copy) -> None:
    five = "answer = { days_per_week = 5 }"
    norms.change(VEJEN, five, f'unless = ["old-age"]\n{five}')
    norms.add(
        VEJEN,
        row(
            "days_per_week",
            "old-age",
            'when = { age_years = "80.." }\nanswer = { days_per_week = 1 }',
            "vejen-104 2",
        ),
    )
    (conflict,) = [p for p in verify(norms.load()) if p.file == VEJEN and p.code == "conflict"]
    assert not conflict.blocks
    assert conflict.line == norms.line(VEJEN, 'code = "old-age"') - 1
    assert "Alder er 80 i stedet for 79" in unquoted(conflict)


def test_more_help_by_age_is_no_conflict(norms: Copy) -> None:
    five = "answer = { days_per_week = 5 }"
    norms.change(VEJEN, five, f'unless = ["old-age"]\n{five}')
    norms.add(
        VEJEN,
        row(
            "days_per_week",
            "old-age",
            'when = { age_years = "80.." }\nanswer = { days_per_week = 6 }',
            "vejen-104 2",
        ),
    )
    # The younger get less only because the older get more, and the row that says so names no age.
    assert [p for p in verify(norms.load()) if p.file == VEJEN and p.code == "conflict"] == []


def test_a_lower_age_limit_than_the_protected_is_no_conflict(norms: Copy) -> None:
    assert not [p for p in verify(norms.load()) if p.file == VEJEN]  # vejen-adult: from 18 years


@pytest.mark.parametrize(
    ("protected", "pair"),
    [
        ('"18.."', "er 66 i stedet for 65"),
        ('"60.."', "er 66 i stedet for 65"),
        ('["18..64", "70.."]', "er 70 i stedet for 64"),
        ('["18..40", "50..60", "68..70"]', "er 68 i stedet for 60"),
        ('"66.."', None),
        ('["18..65"]', None),
    ],
)
def test_a_conflict_is_shown_by_two_citizens_who_are_both_protected(
    norms: Copy, protected: str, pair: str | None
) -> None:
    norms.change(ACT, 'facts  = { age_years = "18.." }', f"facts  = {{ age_years = {protected} }}")
    conflicts = [p for p in verify(norms.load()) if "in-housing-over-65" in p.what]
    assert len(conflicts) == (pair is not None)
    assert all(str(pair) in unquoted(conflict) for conflict in conflicts)


# --- rules that miss somebody, or nobody --------------------------------------------------------


def test_a_gap_is_told_with_a_citizen_whom_no_rule_answers(norms: Copy) -> None:
    text = norms.text(COPENHAGEN)
    start = text.index(AT_HOME_ROW)
    norms.write(COPENHAGEN, text[:start] + text[text.index("[[", start + 2) :])
    (gap,) = found(norms, "gap")
    assert (gap.file, gap.line) == (
        COPENHAGEN,
        norms.line(COPENHAGEN, "[[question.days_per_week.row]]"),
    )
    assert "Omfang: ingen regel svarer for: Boform: egen bolig; Alder: 65." in gap.what
    assert "individual" in gap.remedy


def test_a_narrow_gap_between_two_bounds_is_found(norms: Copy) -> None:
    norms.change(COPENHAGEN, 'days_per_week = "2..3"', "days_per_week = 2")
    (gap,) = found(norms, "gap")
    assert "Omfang: 3" in gap.what


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        (COPENHAGEN, 'vum_level = "D..F"', 'vum_level = "A..G"', "need-level-d-to-f"),
        (VEJEN, 'age_years = "18.."', 'age_years = "0.."', "vejen-adult"),
        (ACT, 'age_years = "18.."', 'age_years = "0..130"', "adult"),
        (
            COPENHAGEN,
            "met    = { other_activity_offer = false }",
            "met    = { other_activity_offer = [true, false] }",
            "one-offer",
        ),
    ],
)
def test_a_criterion_that_tells_nobody_apart_is_dead(
    norms: Copy, file: str, old: str, new: str, code: str
) -> None:
    norms.change(file, old, new)
    assert [(p.file, code in p.what) for p in found(norms, "dead")] == [(file, True)]


def test_a_rule_that_always_gives_way_is_dead(norms: Copy) -> None:
    norms.add(
        COPENHAGEN,
        row(
            "leave_of_absence",
            "short-leave",
            'unless = ["leave-up-to-a-year"]\nanswer = { months = 3 }',
        ),
    )
    (dead,) = found(norms, "dead")
    assert "short-leave" in dead.what
    assert dead.line == norms.line(COPENHAGEN, 'code = "short-leave"') - 1


@pytest.mark.parametrize(
    ("question", "body", "other"),
    [
        ("days_per_week", 'when = { housing = "home" }\nanswer = { days_per_week = 5 }', "at-home"),
        (
            "days_per_week",
            'when = { housing = "home", age_years = "66.." }\nanswer = { days_per_week = 5 }',
            "at-home",
        ),
        ("target_group", "met = { other_activity_offer = false }", "one-offer"),
    ],
)
def test_a_rule_that_says_what_another_says_is_repeated(
    norms: Copy, question: str, body: str, other: str
) -> None:
    norms.add(COPENHAGEN, row(question, "again", body))
    (repeated,) = found(norms, "repeated")
    assert "again" in repeated.what
    assert other in repeated.what


# --- examples, sources, protections, files in use -----------------------------------------------


def test_an_example_that_the_norms_answer_otherwise_is_told_with_both_answers(norms: Copy) -> None:
    norms.change(VEJEN, 'days_per_week = ["5"]', 'days_per_week = ["4"]')
    (wrong,) = found(norms, "example")
    assert (wrong.file, wrong.line) == (VEJEN, norms.line(VEJEN, "[[example]]"))
    assert '"D2 i botilbud, 70 år": days_per_week skulle give 4, men giver 5' in wrong.what


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("facts  = { days_per_week = 3 }", "facts  = { weeks = 3 }", "weeks"),
        ("facts  = { days_per_week = 3 }", 'facts  = { housing = "castle" }', "castle"),
        ("facts  = { days_per_week = 3 }", "facts  = { consider = 3 }", "consider"),
        ('place_time = ["individual"] }', 'leave_of_absence = ["3"] }', "leave_of_absence"),
        ('place_time = ["individual"] }', 'leave = ["3"] }', "leave"),
        ('"vejen-adult"] }', '"adult"] }', "vejen-adult"),
        ('payment = ["events-and-trips"', 'payment = ["wage"', "wage"),
    ],
)  # fmt: skip
def test_an_example_of_something_that_is_not_there_is_wrong(
    norms: Copy, old: str, new: str, said: str
) -> None:
    norms.change(VEJEN, old, new)
    problems = found(norms, "example")
    assert problems
    assert all(problem.file == VEJEN for problem in problems)
    assert said in problems[0].what


REDUCED = "considerably_reduced_capacity = true"


@pytest.mark.parametrize(
    ("facts", "expect", "said"),
    [
        # A choice: the answer alone, or all of the file's own rows that it rests on.
        (REDUCED, 'transport = ["municipality_pays"]', None),
        (REDUCED, 'transport = ["municipality_pays", "vejen-transport"]', None),
        (
            REDUCED,
            'transport = ["municipality_pays", "vejen-transport", "considerably-reduced"]',
            None,
        ),
        (REDUCED, 'transport = ["municipality_pays", "transporten"]', "giver municipality_pays."),
        (
            REDUCED,
            'transport = ["municipality_pays", "considerably-reduced"]',
            "giver municipality_pays, vejen-transport.",
        ),
        # Duties: all of the file's own rows, none more and none less; of other files at will.
        ("", 'payment = ["events-and-trips", "chosen-materials"]', None),
        ("", 'payment = ["events-and-trips", "chosen-materials", "no-wage"]', None),
        ("", 'payment = ["events-and-trips"]', "giver events-and-trips, chosen-materials."),
        ("", "payment = []", "skulle give intet, men giver events-and-trips"),
        (
            "sheltered_employment_granted = false",
            'payment = ["events-and-trips", "chosen-materials", "wage-for-sheltered-employment"]',
            "wage-for-sheltered-employment, men",
        ),
        # An example must say enough to tell whether a row holds.
        ('decision_kind = "grant"', "statement = []", None),
        ('decision_kind = "adverse"', "statement = []", "alternatives (mangler decision_kind)."),
        ("", "statement = []", "alternatives (mangler decision_kind)."),
    ],
)
def test_an_example_is_held_against_all_rows_of_its_own_file(
    norms: Copy, facts: str, expect: str, said: str | None
) -> None:
    norms.add(VEJEN, f'[[example]]\nname = "x"\nfacts = {{ {facts} }}\nexpect = {{ {expect} }}\n')
    wrong = found(norms, "example")
    assert len(wrong) == (said is not None)
    assert all(str(said) in problem.what for problem in wrong)


def test_a_rule_that_no_example_tries_is_named(norms: Copy) -> None:
    norms.add(COPENHAGEN, row("consider", "new-reminder", 'when = { housing = "own_home" }'))
    (untried,) = found(norms, "untried")
    assert "new-reminder" in untried.what
    assert untried.line == norms.line(COPENHAGEN, 'code = "new-reminder"') - 1
    assert "[[example]]" in untried.remedy


def test_a_rule_older_than_its_source_is_named(norms: Copy) -> None:
    norms.change("sources.toml", "dated    = 2019-03-01", "dated    = 2019-03-02")
    # Once, and not for each of its rows.
    (problem,) = [one for one in found(norms, "source") if one.file == COPENHAGEN]
    assert problem.file == COPENHAGEN
    assert problem.line == norms.line(COPENHAGEN, "[[question.target_group.row]]")
    assert all(part in problem.what for part in ("1. marts 2019", "kk-2019", "2. marts 2019"))


@pytest.mark.parametrize("ground", ["individual_need", "old_age"])
def test_a_protection_may_not_name_a_ground_that_carries_alone_or_is_missing(
    norms: Copy, ground: str
) -> None:
    norms.change(ACT, 'grounds = ["age"]', f'grounds = ["{ground}"]')
    (problem,) = found(norms, "ground")
    assert (problem.file, problem.line) == (ACT, norms.line(ACT, "[[protection]]"))
    assert ground in problem.what


def lock(norms: Copy, *files: str) -> None:
    digests = {
        file: hashlib.sha256((norms.folder / file).read_bytes()).hexdigest() for file in files
    }
    lines = [f'"{file}" = "{digest}"' for file, digest in digests.items()]
    norms.write("lock.toml", "[sha256]\n" + "\n".join(lines) + "\n")


def test_a_file_in_use_may_not_change_by_one_letter(norms: Copy) -> None:
    lock(norms, VEJEN, ACT, PROCEDURE)
    assert found(norms, "frozen") == []
    norms.change(VEJEN, "# Vejen", "# VEjen")
    (frozen,) = found(norms, "frozen")
    assert frozen.file == VEJEN
    assert "ny fil" in frozen.remedy


def test_a_file_in_use_may_not_be_deleted(norms: Copy) -> None:
    lock(norms, VEJEN)
    (norms.folder / VEJEN).unlink()
    (frozen,) = found(norms, "frozen")
    assert frozen.file == VEJEN


@pytest.mark.parametrize("content", ["sha256 = 3\n", "[sha256\n"])
def test_a_broken_lock_is_told_and_not_passed_over(norms: Copy, content: str) -> None:
    norms.write("lock.toml", content)
    with pytest.raises(NormError) as refusal:
        verify(norms.load())
    assert (refusal.value.problems[0].file, refusal.value.problems[0].line) == ("lock.toml", 1)


def test_an_example_of_a_day_on_which_its_question_has_no_rules_is_wrong(norms: Copy) -> None:
    """The question is answered on other days; on this one nobody is told anything."""
    norms.change("national/79.toml", 'valid_from = 2025-01-01\nanswer     = "section_79"',
                 'valid_from = 2025-01-02\nanswer     = "section_79"')  # fmt: skip
    (problem, other) = found(norms, "example")
    assert "offer_basis skulle give section_79, converted-79, men giver intet" in problem.what
    assert '"Blandet tilbud efter omlægningen"' in other.what
