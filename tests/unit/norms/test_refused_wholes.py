"""What is wrong with a file as a whole, or between rules and files; and faults told all at once."""

from pathlib import Path

import pytest

from kompas.norms import NormError, load
from kompas.norms.verify import verify
from tests.unit.norms.copies import ACT, COPENHAGEN, GROUNDS, PROCEDURE, VEJEN, Copy

NEW_STANDARD = "vejen/104-2026.toml"


# --- the file itself ----------------------------------------------------------------------------


@pytest.mark.parametrize("file", [VEJEN, GROUNDS, "facts.toml"])
def test_a_file_that_is_not_utf_8_is_refused_at_its_line(norms: Copy, file: str) -> None:
    lines = norms.text(file).encode().splitlines()
    lines.insert(6, "# særlig".encode("latin-1"))
    norms.write(file, b"\n".join(lines))
    (problem,) = norms.refused()
    assert (problem.file, problem.line) == (file, 7)
    assert "UTF-8" in problem.what
    assert "UTF-8" in problem.remedy


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        ('[norm\ntitle = "x"\n', 1),
        ('[norm]\ntitle = "x\n', 2),
        ("[norm]\n\nmet = { a = 1\n", 3),
        ('[norm]\ntitle = "x"\ntitle = "y"\n', 3),
        ("[norm]\na = 1\n[norm]\n", 3),
        ("[norm]\nwhen = { a = 1, a = 2 }\n", 2),
        ('[norm]\ntext = """never closed\n', 2),
        ("valid_from = 2019-02-31\n", 1),
    ],
)
def test_broken_toml_and_doubled_keys_are_refused_at_their_line(
    norms: Copy, broken: str, line: int
) -> None:
    norms.write(VEJEN, broken)
    (problem,) = norms.refused()
    assert problem.file == VEJEN
    assert line <= problem.line <= line + 1  # an open bracket or text is seen where it should end
    assert "TOML" in problem.what
    assert "dobbelt nøgle" in problem.remedy


def test_a_doubled_key_in_a_row_is_refused_where_it_stands_again(norms: Copy) -> None:
    norms.change(VEJEN, 'rank   = "guiding"\n', 'rank   = "guiding"\nrank   = "law"\n')
    (problem,) = norms.refused()
    assert (problem.file, problem.line) == (VEJEN, norms.line(VEJEN, 'rank   = "law"'))


@pytest.mark.parametrize("file", [VEJEN, "facts.toml"])
def test_a_file_of_ten_megabytes_is_refused_unread(norms: Copy, file: str) -> None:
    norms.write(file, norms.text(file) + "# x\n" * 2_500_000)
    (problem,) = norms.refused()
    assert problem.file == file
    assert "for stor" in problem.what
    assert "Del den" in problem.remedy


def test_thousands_of_open_brackets_are_refused(norms: Copy) -> None:
    norms.write(VEJEN, "x = " + "[" * 100_000)
    (problem,) = norms.refused()
    assert problem.file == VEJEN
    assert "klamme" in problem.remedy


def test_an_empty_file_is_refused(norms: Copy) -> None:
    norms.write(VEJEN, "")
    assert {problem.file for problem in norms.refused()} == {VEJEN}


def test_a_folder_without_norms_is_refused(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "no such folder"):
        with pytest.raises(NormError) as refusal:
            load(folder)
        assert str(folder) in refusal.value.problems[0].what
        assert "facts.toml" in refusal.value.problems[0].remedy


def test_line_ends_and_marks_of_other_editors_are_read(norms: Copy) -> None:
    raw = (norms.folder / VEJEN).read_bytes()
    norms.write(VEJEN, b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"))
    assert norms.load().files
    norms.change(VEJEN, "2022-01-24", '"2022"')
    assert norms.refused()[-1].line == norms.line(VEJEN, '"2022"')


# --- between rules ------------------------------------------------------------------------------


def test_a_code_used_twice_is_refused_at_both_rows(norms: Copy) -> None:
    norms.change(COPENHAGEN, '"stu-in-housing"', '"one-offer"')
    problems = norms.refused()
    assert {(p.file, p.line) for p in problems} == {
        (COPENHAGEN, norms.line(COPENHAGEN, 'code       = "one-offer"') - 1),
        (COPENHAGEN, norms.line(COPENHAGEN, 'code   = "one-offer"') - 1),
    }
    assert all("one-offer" in p.what and "sin egen kode" in p.remedy for p in problems)


def test_a_code_used_in_law_and_standard_is_refused(norms: Copy) -> None:
    norms.change(VEJEN, '"vejen-adult"', '"adult"')
    assert {p.file for p in norms.refused()} == {ACT, VEJEN}
    assert all("adult" in p.what for p in norms.refused())


def test_two_choices_that_both_hold_are_refused_with_an_example_citizen(norms: Copy) -> None:
    norms.change(COPENHAGEN, 'unless  = ["in-housing-over-65"]\n', "")
    (problem,) = norms.refused()
    over_65 = norms.line(COPENHAGEN, 'code    = "in-housing-over-65"') - 1
    assert (problem.file, problem.line) == (COPENHAGEN, over_65)
    assert "in-housing og in-housing-over-65 gælder begge" in problem.what
    assert "Boform: midlertidigt botilbud" in problem.what
    assert "Alder: 66" in problem.what
    assert 'unless = ["in-housing-over-65"] i in-housing' in problem.remedy
    assert problem.code == "overlap"


def test_of_two_rules_that_contradict_each_other_neither_need_be_the_exception(
    norms: Copy,
) -> None:
    norms.change(COPENHAGEN, 'when    = { housing = "home" }', 'when    = { age_years = "..70" }')
    problems = norms.refused()
    assert {problem.code for problem in problems} == {"overlap"}
    assert all('unless = ["in-housing"]' in p.remedy for p in problems if "in-housing og" in p.what)
    assert "Alder: 65" in problems[0].what  # beside a bound that the rules name


def test_a_standard_that_contradicts_the_law_is_refused(norms: Copy) -> None:
    norms.change(VEJEN, 'answer = "no_free_choice"', 'answer = "free_choice"')
    (problem,) = norms.refused()
    assert problem.file == VEJEN
    assert "no-free-choice og vejen-no-free-choice" in problem.what
    assert "kommunens regel" in problem.remedy  # the law does not give way to a standard


def test_the_same_answer_twice_is_no_contradiction(norms: Copy) -> None:
    norms.change(
        COPENHAGEN, "answer  = { days_per_week = 2 }", 'answer  = { days_per_week = "3..4" }'
    )
    norms.change(COPENHAGEN, 'unless  = ["in-housing-over-65"]\n', "")
    assert norms.load().files


def test_a_contradiction_that_only_arises_on_an_answer_is_told_with_that_answer(
    norms: Copy,
) -> None:
    norms.change(COPENHAGEN, 'days_per_week = "2..3"', 'days_per_week = "2..4"')
    (problem,) = norms.refused()
    assert "Omfang: 4" in problem.what


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        (
            'when    = { housing = "home" }',
            'when    = { housing = "home", place_time = "full_time" }',
            ("days_per_week", "place_time"),
        ),
        (
            'when    = { housing = "home" }',
            'when    = { housing = "home", days_per_week = 5 }',
            ("days_per_week",),
        ),
    ],
)
def test_questions_that_wait_for_each_other_are_refused(
    norms: Copy, old: str, new: str, names: tuple[str, ...]
) -> None:
    norms.change(COPENHAGEN, old, new)
    (problem,) = norms.refused()
    assert (problem.file, problem.code) == (COPENHAGEN, "circle")
    assert problem.line in {norms.line(COPENHAGEN, f"[[question.{name}.row]]") for name in names}
    assert all(name in problem.what for name in names)


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        (COPENHAGEN, '["in-housing-over-65"]', '["in-housing-over-66"]', "unless"),
        (
            VEJEN,
            "when   = { days_per_week = 5 }",
            "when   = { leave_of_absence = 5 }",
            "unanswered",
        ),
        (VEJEN, '"vejen-adult"', '"adult"', "doubled"),
        (VEJEN, 'answer = "no_free_choice"', 'answer = "free_choice"', "overlap"),
        (VEJEN, 'rank   = "guiding"', 'rank   = "binding"', "unreadable"),
    ],
)
def test_what_is_wrong_between_rules_has_a_code_of_its_own(
    norms: Copy, file: str, old: str, new: str, code: str
) -> None:
    norms.change(file, old, new)
    assert code in {problem.code for problem in norms.refused()}


def test_duties_are_no_facts(norms: Copy) -> None:
    norms.change(COPENHAGEN, 'when    = { housing = "home" }', 'when    = { consider = "x" }')
    (problem,) = norms.refused()
    assert "consider" in problem.what


# --- between files ------------------------------------------------------------------------------


@pytest.mark.parametrize("start", ["2022-01-24", "2026-01-01"])
def test_two_standards_of_one_unit_in_force_on_the_same_day_are_refused(
    norms: Copy, start: str
) -> None:
    norms.write(
        NEW_STANDARD,
        norms.text(VEJEN).replace("valid_from   = 2022-01-24", f"valid_from   = {start}"),
    )
    (problem,) = norms.refused()
    newer, older = (VEJEN, NEW_STANDARD) if start == "2022-01-24" else (NEW_STANDARD, VEJEN)
    assert (problem.file, problem.line) == (newer, norms.line(newer, "valid_from"))
    assert (problem.code, older in problem.what) == ("same_days", True)
    assert f'replaces = "{older}"' in problem.remedy


# --- all at once --------------------------------------------------------------------------------


def test_all_faults_of_all_files_are_told_at_once_in_order(norms: Copy) -> None:
    planted = [
        (COPENHAGEN, "valid_from   = 2019-03-01", 'valid_from   = "soon"', '"soon"'),
        (COPENHAGEN, 'rank    = "guiding"', 'rank    = "strong"', '"strong"'),
        (COPENHAGEN, 'housing = "home"', 'housing = "castle"', '"castle"'),
        (COPENHAGEN, 'source = "kk-2019 2.2"', 'source = "kk-2018 2.2"', '"kk-2018'),
        (VEJEN, 'age_years = "18.."', 'age_years = "200.."', '"200.."'),
        (ACT, 'answer = "no_duty"', 'answer = "duty"', '"duty"'),
        (GROUNDS, 'carries = "never"', 'carries = "seldom"', '"seldom"'),
    ]
    for file, old, new, _at in planted:
        norms.change(file, old, new)
    norms.write(PROCEDURE, "[norm\n")
    problems = norms.refused()
    told = [(p.file, p.line) for p in problems]
    wanted = [(file, norms.line(file, at)) for file, _old, _new, at in planted]
    assert set(wanted) <= set(told)
    assert (PROCEDURE, 1) in told
    assert told == sorted(told)
    assert len(set(problems)) == len(problems)


@pytest.mark.parametrize("value", ["1", '"x"', "[]", "[[1]]", "{}", "[{ a = [1] }]", "2026-01-01"])
@pytest.mark.parametrize(
    ("file", "key"),
    [
        (VEJEN, "rank"),
        (VEJEN, "answer"),
        (VEJEN, "when"),
        (VEJEN, "met"),
        (VEJEN, "source"),
        (VEJEN, "requires"),
        (VEJEN, "facts"),
        (VEJEN, "expect"),
        (VEJEN, "service"),
        (VEJEN, "municipality"),
        (VEJEN, "valid_from"),
        (COPENHAGEN, "unless"),
        (COPENHAGEN, "individual"),
        (COPENHAGEN, "unit"),
        (ACT, "grounds"),
        (GROUNDS, "kinds"),
        (GROUNDS, "carries"),
    ],
)
def test_a_value_of_the_wrong_kind_never_crashes(
    norms: Copy, file: str, key: str, value: str
) -> None:
    lines = norms.text(file).splitlines()
    number = next(n for n, line in enumerate(lines) if line.split(" ")[0] == key)
    lines[number] = f"{key} = {value}"
    norms.write(file, "\n".join(lines))
    try:
        problems = verify(norms.load())
    except NormError as refusal:
        problems = list(refusal.problems)
    assert all(problem.what and problem.remedy for problem in problems)


def test_the_shipped_norms_are_read_without_a_word(norms: Copy) -> None:
    assert norms.load().files
