"""What stopped a new author: every fault in one run, each said so that it can be mended."""

from collections.abc import Callable

import pytest

from kompas.norms import Problem
from kompas.norms.verify import check
from tests.unit.norms.copies import ACT, COPENHAGEN, GROUNDS, VEJEN, Copy

VEJEN_ROW = """
[[question.{question}.row]]
code   = "{code}"
{what}
rank   = "{rank}"
text   = "En prøve."
source = "vejen-104 1"
"""


def row(question: str, code: str, what: str, rank: str = "guiding") -> str:
    return VEJEN_ROW.format(question=question, code=code, what=what, rank=rank)


def faults(norms: Copy) -> list[Problem]:
    """What blocks, in one run."""
    return [problem for problem in check(norms.folder)[1] if problem.blocks]


def said(norms: Copy, file: str, words: str) -> Problem:
    """The one fault of a file that says these words."""
    found = [p for p in check(norms.folder)[1] if p.file == file and words in p.what]
    assert len(found) == 1, "\n".join(map(str, check(norms.folder)[1]))
    return found[0]


# --- all in one run -------------------------------------------------------------------------------


def test_a_wrong_rank_hides_nothing(norms: Copy) -> None:
    norms.change(VEJEN, 'rank   = "guiding"', 'rank   = "law"')
    norms.change(VEJEN, "answer = { weeks = 6 }", "answer = { weeks = 7 }")
    norms.change(COPENHAGEN, "{ months = 24 }", '"24"')
    norms.add(VEJEN, row("leave_of_absence", "dead", 'when = { age_years = "70.." }\nanswer = 1'))
    told = faults(norms)
    assert {"lov eller praksis", "processing_deadline skulle give 6", "enheden months"} <= {
        words
        for words in ("lov eller praksis", "processing_deadline skulle give 6", "enheden months")
        if any(words in problem.what for problem in told)
    }


def test_what_is_wrongly_written_makes_no_further_faults(norms: Copy) -> None:
    norms.change(VEJEN, "answer = { weeks = 6 }", 'answer = { weeks = "six" }')
    (problem,) = faults(norms)
    assert "weeks" in problem.what


def test_a_local_limit_that_is_set_as_law_is_told_with_the_protection_it_breaks(
    norms: Copy,
) -> None:
    norms.add(VEJEN, row("target_group", "young", 'met = { age_years = "..64" }', "law"))
    norms.add(
        VEJEN,
        '[[example]]\nname = "Over grænsen"\nfacts = { age_years = 70, '
        "considerably_reduced_capacity = true, needs_support_to_keep_skills = true }\n"
        'expect = { target_group = ["outside_guiding", "young"] }\n',
    )
    rank = said(norms, VEJEN, "lov eller praksis")
    assert 'rank = "guiding"' in rank.remedy
    assert "flyt" not in rank.remedy.lower()
    conflict = said(norms, VEJEN, "regel young giver et dårligere svar")
    assert "Der er ingen øvre aldersgrænse" in conflict.what


def test_a_national_rule_that_a_standard_answers_against_is_named(norms: Copy) -> None:
    norms.change(VEJEN, 'answer = "no_free_choice"', 'answer = "free_choice"')
    problem = said(norms, VEJEN, "gælder begge")
    law = next(one for one in norms_rows(norms) if one[0] == "no-free-choice")
    assert law[1] in problem.remedy


def norms_rows(norms: Copy) -> list[tuple[str, str]]:
    norms.change(VEJEN, 'answer = "free_choice"', 'answer = "no_free_choice"')
    rows = norms.load().file_by_name[ACT].rows
    return [(one.code, one.text) for one in rows]


def test_faults_of_the_vocabulary_and_of_the_files_are_told_together(norms: Copy) -> None:
    norms.change("facts.toml", 'unit    = "years"\n', "")
    norms.change(VEJEN, 'rank   = "guiding"', 'rank   = "law"')
    told = {problem.file for problem in faults(norms)}
    assert told == {"facts.toml", VEJEN}


# --- folder and municipality ----------------------------------------------------------------------


def moved(text: str) -> str:
    return text


@pytest.mark.parametrize(
    ("place", "change", "what", "remedy"),
    [
        ("copenhagen/104-2026.toml", moved, "ligger i copenhagen, men er skrevet for vejen",
         'municipality = "copenhagen"'),
        ("national/104-vejen.toml", moved, "ligger i national", "Flyt filen til vejen/"),
        ("104-vejen.toml", moved, "mappen med ordlisten", "Flyt filen til vejen/"),
        ("vejen/104-2026.toml", lambda text: text.replace('municipality = "vejen"\n', ""),
         "siger ikke, hvilken kommune", 'municipality = "vejen"'),
    ],
)  # fmt: skip
def test_a_file_lies_in_the_folder_of_its_municipality(
    norms: Copy, place: str, change: Callable[[str], str], what: str, remedy: str
) -> None:
    norms.write(place, change(norms.text(VEJEN)))
    problem = said(norms, place, what)
    assert remedy in problem.remedy
    assert all(one.file == place for one in faults(norms))


def test_no_municipality_ends_another_ones_standard(norms: Copy) -> None:
    copied = norms.text(VEJEN).replace("2022-01-24", "2026-01-01", 1)
    head = 'replaces = "copenhagen/104-2019.toml"\nvalid_from'
    norms.write("vejen/104-2026.toml", copied.replace("valid_from", head, 1))
    problem = said(norms, "vejen/104-2026.toml", "ligger i en anden mappe")
    assert "vejen/" in problem.remedy


# --- slips of the pen -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("støtte = 1", "Skriv stoette og ikke"),
        ("when = { støttebehov = 1 }", "Skriv stoettebehov og ikke"),
        ("[define.ældre]", "Skriv define.aeldre og ikke"),
        ("[[question.børn.row]]", "Skriv question.boern.row og ikke"),
    ],
)
def test_a_name_with_danish_letters_is_told_with_the_one_to_write(
    norms: Copy, line: str, words: str
) -> None:
    norms.add(VEJEN, f"{line}\n")
    (problem,) = faults(norms)
    assert problem.line == norms.line(VEJEN, line)
    assert words in problem.remedy
    assert "anførselstegn" not in problem.remedy


def test_danish_letters_in_a_text_are_no_fault(norms: Copy) -> None:
    norms.change(VEJEN, 'title        = "', 'title        = "Særligt: støtte = alt, ')
    assert faults(norms) == []


def test_rules_that_give_way_to_each_other_are_named_as_one_circle(norms: Copy) -> None:
    norms.change(
        COPENHAGEN,
        'code    = "in-housing-over-65"\n',
        'code    = "in-housing-over-65"\nunless = ["in-housing"]\n',
    )
    (problem,) = faults(norms)
    assert "in-housing viger for in-housing-over-65 viger for in-housing" in problem.what


def test_a_circle_of_three_is_found_and_a_chain_is_none(norms: Copy) -> None:
    for code, way in (("a", "b"), ("b", "c"), ("c", "a")):
        norms.add(
            VEJEN, row("leave_of_absence", code, f'unless = ["{way}"]\nanswer = {{ months = 3 }}')
        )
    circle = said(norms, VEJEN, "viger for hinanden i ring")
    assert all(code in circle.what for code in ("a viger", "b viger", "c viger"))
    norms.change(VEJEN, 'code   = "c"\nunless = ["a"]', 'code   = "c"')
    assert not any("i ring" in problem.what for problem in faults(norms))


def test_a_rule_that_never_applies_needs_no_example(norms: Copy) -> None:
    norms.add(
        VEJEN,
        row("leave_of_absence", "main", "answer = { months = 3 }")
        + row("leave_of_absence", "less", 'when = { age_years = "18.." }\nunless = ["main"]\n'
              "answer = { months = 6 }")
        + '[[example]]\nname = "Orlov"\nfacts = { age_years = 30 }\n'
        'expect = { leave_of_absence = ["3"] }\n',
    )  # fmt: skip
    (problem,) = faults(norms)
    assert "kommer aldrig til at gælde" in problem.what


def test_a_date_as_text_is_not_told_to_be_missing(norms: Copy) -> None:
    norms.change(VEJEN, "= 2022-01-24", '= "24. januar 2022"')
    (problem,) = faults(norms)
    assert "ikke en dato" in problem.what


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (">67", "68.."), (">= 67", "67.."), ("<18", "..17"), ("<=18", "..18"), ("67+", "67.."),
        ("over 67", "68.."), ("under 18", "..17"), ("fra 18", "18.."), ("18-64", "18..64"),
        ("18 til 64", "18..64"), ("18...64", "18..64"), ("højst 40", "..40"),
    ],
)  # fmt: skip
def test_another_way_to_write_a_range_is_told_with_the_right_one(
    norms: Copy, written: str, meant: str
) -> None:
    norms.change(VEJEN, 'age_years = "18.."', f'age_years = "{written}"')
    (problem,) = faults(norms)
    assert f'skriv "{meant}"' in problem.what


def test_levels_of_a_scale_have_their_ranges_too(norms: Copy) -> None:
    norms.change(COPENHAGEN, 'vum_level = "D..F"', 'vum_level = ">C3"')
    assert 'skriv "D1.."' in faults(norms)[0].what


@pytest.mark.parametrize(
    ("answer", "what", "remedy"),
    [
        ("{ months = 6 }", "months (måneder), men processing_deadline tælles i weeks",
         "Regn det om til uger"),
        ("{ weeks = 2.5 }", "2.5 er ikke et helt tal", "step = 0.5"),
        ("{ weeks = -3 }", "mellem 0 og 520 uger, ikke -3", "Ret tallet"),
        ('{ weeks = "2-3" }', '"2-3" er ikke et område', '"2..3"'),
        ("6", "enheden weeks", "{ weeks = 3 }"),
    ],
)  # fmt: skip
def test_an_answer_in_another_unit_or_form_is_told(
    norms: Copy, answer: str, what: str, remedy: str
) -> None:
    norms.change(VEJEN, "answer = { weeks = 6 }", f"answer = {answer}")
    (problem,) = faults(norms)
    assert what in problem.what
    assert remedy in problem.remedy


@pytest.mark.parametrize("days", ["40", '"5..8"'])
def test_no_answer_lies_outside_what_its_unit_can_be(norms: Copy, days: str) -> None:
    norms.change(VEJEN, "answer = { days_per_week = 5 }", f"answer = {{ days_per_week = {days} }}")
    assert "mellem 0 og 7 dage om ugen" in faults(norms)[0].what


def test_a_fact_lies_within_what_its_unit_can_be(norms: Copy) -> None:
    norms.add(
        "facts.toml",
        '[fact.hours_needed]\ntype = "integer"\nunit = "hours_per_week"\nmin = 0\nmax = 200\n'
        'text = "Timer"\ntext_en = "Hours"\nask = "Hvor mange timer?"\n',
    )
    (problem,) = faults(norms)
    assert "168" in problem.what


def test_an_example_may_write_a_range_as_an_answer_does(norms: Copy) -> None:
    norms.change(COPENHAGEN, 'days_per_week = ["3-4"]', 'days_per_week = ["3..4"]')
    assert faults(norms) == []


@pytest.mark.parametrize("gone", ["questions.toml", "sources.toml", GROUNDS])
def test_a_part_of_a_folder_is_told_to_be_one(norms: Copy, gone: str) -> None:
    (norms.folder / gone).unlink()
    (problem,) = faults(norms)
    assert (problem.file, "ikke hel" in problem.what) == (gone, True)
    assert "Kopiér hele mappen" in problem.remedy


# --- what law rests on ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "blocks"),
    [('"vejen-104 1"', True), ('["sel-old § 104", "vejen-104 1"]', True), ('"vejl-9286 1"', True),
     ('"sel § 104"', False), ('"pm-89-14 1"', False)],
)  # fmt: skip
def test_a_law_that_shuts_out_may_not_rest_on_a_municipalitys_words(
    norms: Copy, source: str, blocks: bool
) -> None:
    text = norms.text(ACT)
    start = text.index('code   = "adult"')
    old = text[start : text.index("\n\n", start)]
    line = next(line for line in old.split("\n") if line.startswith("source"))
    changed = old.replace(line, f"source = {source}")
    verified = next((one for one in old.split("\n") if one.startswith("verified")), None)
    if verified:
        changed = changed.replace(f"{verified}\n", "").replace(f"\n{verified}", "")
    norms.change(ACT, old, changed)
    told = [p for p in check(norms.folder)[1] if p.code == "second_hand" and p.file == ACT]
    assert any(p.blocks and "adult kan lukke en borger ude" in p.what for p in told) is blocks
    assert len([p for p in told if p.blocks]) == blocks


def test_what_is_replaced_is_history_and_its_successor_has_mended_it(norms: Copy) -> None:
    """The file on § 107 once took a municipality's words for the law."""
    assert faults(norms) == []
    for later in norms.folder.glob("*/107-2025.toml"):
        later.unlink()
    (problem,) = faults(norms)
    assert (problem.file, problem.code) == ("national/107.toml", "second_hand")
    assert "needs-a-limited-time kan lukke en borger ude" in problem.what


# --- a municipality by data alone -----------------------------------------------------------------


def test_an_answer_that_is_not_there_is_told_though_a_rule_builds_on_it(norms: Copy) -> None:
    rows = row("transport", "paid", 'answer = "by_boat"') + row(
        "payment", "by-boat", 'when = { transport = "municipality_pays" }'
    )
    norms.add(VEJEN, rows)
    assert "by_boat" in said(norms, VEJEN, "by_boat").what


def test_an_example_may_give_what_a_fact_is_computed_from(norms: Copy) -> None:
    norms.change(VEJEN, "age_years = 17,", 'birth_date = "2005-01-02", on_date = "2023-01-01",')
    assert faults(norms) == []
    norms.change(VEJEN, 'birth_date = "2005', 'age_years = 17, birth_date = "2005')
    assert "regnes ud af andre oplysninger" in said(norms, VEJEN, "regnes ud").what


def test_an_example_that_leaves_a_criterion_open_is_told_which_facts_it_lacks(norms: Copy) -> None:
    norms.change(VEJEN, "age_years = 17, considerably_reduced_capacity = true,", "age_years = 18,")
    told = said(norms, VEJEN, "skulle give out").what
    assert "unknown (mangler considerably_reduced_capacity, special_social_problems" in told


@pytest.mark.parametrize(
    ("shows", "what"),
    [("", "hvilken oplysning"), ('fact = "hosing"', "hosing"),
     ('fact = "offer_registered"\nvalue = "ja"', "ja")],
)  # fmt: skip
def test_an_element_of_ones_own_says_which_fact_shows_it(
    norms: Copy, shows: str, what: str
) -> None:
    text = f'[element.vejen_visit]\ntext = "besøget"\ntext_en = "visit"\nremedy = "Aftal."\n{shows}'
    norms.write("vejen/elements.toml", text)
    assert said(norms, "vejen/elements.toml", what).line


def test_one_pair_of_brackets_too_few_is_told_as_that(norms: Copy) -> None:
    norms.change(VEJEN, "[[question.free_choice.row]]", "[[question.payment.row]]\ncode = 1\n"
                 "[question.payment.row]")  # fmt: skip
    assert "[[question.payment.row]] med to klammer" in faults(norms)[0].remedy


def test_a_sum_of_what_is_not_there_is_told_once(norms: Copy) -> None:
    norms.change(
        "facts.toml", 'inputs = ["birth_date", "on_date"]', 'inputs = ["birth", "on_date"]'
    )
    (told,) = faults(norms)
    assert "birth_date" in told.remedy


@pytest.mark.parametrize(
    ("running", "unit", "what", "remedy"),
    [
        ("haircuts", "days_per_week", "Ydelsen haircuts findes ikke", "services.toml"),
        ("temporary_stay", "days_per_week", "kan ikke regnes ud af", "place"),
        ("activity_and_social", "years", "kan ikke regnes ud af", "days_per_week"),
    ],
)
def test_running_help_is_summed_in_what_it_is_granted_in(
    norms: Copy, running: str, unit: str, what: str, remedy: str
) -> None:
    norms.write(
        "vejen/vocabulary.toml",
        f'[fact.vejen_elsewhere]\ntype = "integer"\nunit = "{unit}"\nmin = 0\nmax = 7\n'
        'text = "Andet"\ntext_en = "Other"\nask = "Hvor meget?"\n'
        f'running_help = "{running}"\n',
    )
    told = said(norms, "vejen/vocabulary.toml", what)
    assert remedy in told.remedy


def test_a_range_that_runs_backwards_is_told_as_that(norms: Copy) -> None:
    norms.change(VEJEN, "answer = { weeks = 6 }", 'answer = { weeks = "8..6" }')
    assert "det mindste først" in said(norms, VEJEN, "8..6").remedy


def test_a_unit_that_is_wrongly_described_is_told_once(norms: Copy) -> None:
    norms.change("questions.toml", "[unit.weeks]", "[unit.weeks]\nstep = 0.3")
    (told,) = faults(norms)
    assert "step" in told.what


# --- each word's own place, and one fault told once -----------------------------------------------


def test_a_function_that_is_not_there_is_told_once(norms: Copy) -> None:
    norms.change("facts.toml", 'function = "age_years"', 'function = "years_of_age"')
    (told,) = faults(norms)
    assert "years_of_age" in told.what


@pytest.mark.parametrize("replaced", ["vejen/nowhere.toml", "copenhagen/103-2019.toml", VEJEN])
def test_a_file_that_replaces_wrongly_is_told_that_alone(norms: Copy, replaced: str) -> None:
    head = f'replaces = "{replaced}"\nvalid_from'
    norms.write("vejen/104-new.toml", norms.text(VEJEN).replace("valid_from", head, 1))
    (told,) = [problem for problem in faults(norms) if problem.file == "vejen/104-new.toml"]
    assert told.code == "replaces"


@pytest.mark.parametrize(
    ("own", "remedy"),
    [
        ('[question.vejen_time]\nshape = "choice"\nunit = "eons"\n', "vejen/vocabulary.toml"),
        ('[fact.vejen_time]\ntype = "scale"\nscale = "eons"\nask = "Hvad?"\n', "vejen/vocabulary"),
    ],
)
def test_a_municipality_is_sent_to_its_own_words(norms: Copy, own: str, remedy: str) -> None:
    norms.write("vejen/vocabulary.toml", f'{own}text = "Tid"\ntext_en = "Time"\n')
    assert remedy in said(norms, "vejen/vocabulary.toml", "eons").remedy


def test_a_source_that_is_not_there_belongs_in_the_municipalitys_own_words(norms: Copy) -> None:
    norms.change(VEJEN, 'source = "vejen-104 ', 'source = "skovby-104 ')
    assert "vejen/vocabulary.toml" in said(norms, VEJEN, "skovby-104").remedy
    norms.change(ACT, 'source = "sel § 104"', 'source = "skovby-104 § 104"')
    assert "sources.toml" in said(norms, ACT, "skovby-104").remedy


def test_a_fact_that_nobody_can_be_asked_for_is_told(norms: Copy) -> None:
    own = '[fact.vejen_goal]\ntype = "bool"\ntext = "Mål"\ntext_en = "Goal"\n'
    norms.write("vejen/vocabulary.toml", own)
    assert 'ask = "' in said(norms, "vejen/vocabulary.toml", "vejen_goal").remedy
