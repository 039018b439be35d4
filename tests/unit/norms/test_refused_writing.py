"""What a jurist who writes norms by hand gets wrong, and whether the message mends it.

A wrong line in a file that is otherwise right: each is refused at its line, in words that name what
to write instead.
"""

import codecs

import pytest

from kompas.norms import NormError
from kompas.norms.verify import verify
from tests.unit.norms.copies import ACT, COPENHAGEN, VEJEN, Copy, Fault

FIRST_ROW = "[[question.target_group.row]]"
ADULT = 'met    = { age_years = "18.." }'
FIVE = "answer = { days_per_week = 5 }"

# Lines that are no TOML: the line as it is written, and what the message must teach.
NO_TOML = {
    "quotes of a word processor": (
        "title = \u201dKvalitetsstandard\u201d",
        'lige anførselstegn (")',
    ),
    "guillemets": ("title = »Kvalitetsstandard«", 'lige anførselstegn (")'),
    "no quotes": ("title = Kvalitetsstandard", "Skriv tekst i anførselstegn"),
    "one quote": ('title = "Kvalitetsstandard', "mangler et anførselstegn"),
    "a hard space": ("title\u00a0= 5", "usynligt tegn"),
    "a colon": ('title: "Kvalitetsstandard"', "lighedstegn"),
    "a Danish letter in a name": ("længde = 5", "uden æ, ø og å"),
    "a Danish date": ("valid_from = 01-03-2026", "2026-03-01"),
    "a date with dots": ("valid_from = 1.3.2026", "2026-03-01"),
    "a day that does not exist": ("valid_from = 2026-02-30", "findes ikke i kalenderen"),
    "a month that does not exist": ("valid_from = 2026-13-01", "findes ikke i kalenderen"),
    "True with a capital": ("met = True", "true eller false"),
    "yes in Danish": ("met = ja", "true eller false"),
    "nothing as null": ("unit = null", "slet linjen"),
    "nothing at all": ("unit =", "mangler en værdi"),
    "a decimal comma": ("days = 2,5", "uden komma"),
    "a zero in front": ("days = 05", "uden nul foran"),
    "a range without quotes": ("age = 18..65", '"18..65"'),
    "a remark of another language": ("// husk at spørge", "# foran"),
    "a heading half closed": ("[norm", "klamme"),
    "a sentence of its own": ("Her begynder målgruppen", "intet lighedstegn"),
    "the same name twice": ('text = "a"\ntext = "b"', "dobbelt nøgle"),
}


@pytest.mark.parametrize(("line", "taught"), NO_TOML.values(), ids=NO_TOML.keys())
def test_a_line_that_is_no_toml_says_what_to_write(norms: Copy, line: str, taught: str) -> None:
    norms.write(VEJEN, f"# a remark\n\n{line}\n")
    (problem,) = norms.refused()
    last = 3 + line.count("\n")
    assert problem.file == VEJEN
    assert last <= problem.line <= last + 1
    assert taught in problem.remedy


ROWS = {
    "a fact misspelt": Fault(
        VEJEN, ADULT, 'met    = { age_year = "18.." }', "age_year ", "age_year findes ikke",
        "Mente du age_years?",
    ),
    "a document misspelt": Fault(
        VEJEN, 'source = "vejen-104 1.2"', 'source = "vejen-140 1.2"', "vejen-140", "vejen-140",
        "Mente du vejen-104?",
    ),
    "a question misspelt": Fault(
        VEJEN, "[[question.days_per_week.row]]", "[[question.day_per_week.row]]",
        "[[question.day_per_week", "day_per_week", "Mente du days_per_week?",
    ),
    "a field misspelt": Fault(
        VEJEN, 'adopted      = "unknown"', 'adopted = "unknown"\nadoptd = "x"', "adoptd",
        "`adoptd`", "Mente du adopted?",
    ),
    "a rank misspelt": Fault(
        VEJEN, 'rank   = "guiding"', 'rank   = "guidning"', "guidning", "guidning",
        "Mente du guiding?",
    ),
    "an answer misspelt": Fault(
        VEJEN, 'answer = "full_time"', 'answer = "fulltime"', '"fulltime"', "fulltime",
        "Mente du full_time?",
    ),
    "an element misspelt": Fault(
        VEJEN, 'requires = ["alternatives"]', 'requires = ["alternative"]', '"alternative"]',
        "alternative", "Mente du alternatives?",
    ),
    "a municipality misspelt": Fault(
        VEJEN, 'municipality = "vejen"', 'municipality = "vejle"', '"vejle"', "vejle",
        "Mente du vejen?",
    ),
    "a service misspelt": Fault(
        VEJEN, '"activity_and_social"', '"activity_and_socal"', "activity_and_socal",
        "activity_and_socal", "Mente du activity_and_social?",
    ),
    "a value misspelt": Fault(
        COPENHAGEN, 'housing = "home"', 'housing = "hom"', '"hom"', 'mente du "home"?', "Ret",
    ),
    "a way out misspelt": Fault(
        COPENHAGEN, 'unless  = ["in-housing-over-65"]', 'unless  = ["in-housing-over65"]',
        "[[question.days_per_week.row]]", "in-housing-over65", "Mente du in-housing-over-65?",
    ),
    "a rule that gives way to itself": Fault(
        COPENHAGEN, 'unless  = ["in-housing-over-65"]', 'unless  = ["in-housing"]',
        "[[question.days_per_week.row]]", "viger for sig selv", "undtagelsen",
    ),
    "a number where a text belongs": Fault(
        VEJEN, 'municipality = "vejen"', "municipality = 575", "municipality = 575",
        "`municipality` skal være en tekst", 'municipality = "..."',
    ),
    "a date where a text belongs": Fault(
        VEJEN, 'adopted      = "unknown"', "adopted      = 2022-01-24", "adopted ",
        "`adopted` skal være en tekst i anførselstegn", 'adopted = "..."',
    ),
    "a reading that says nothing": Fault(
        VEJEN, 'reading = "Standarden siger ikke', 'reading = ""\n# "Standarden siger ikke',
        'reading = ""', "teksten er tom", "reading =",
    ),
    "a year where a date belongs": Fault(
        VEJEN, "valid_from   = 2022-01-24", "valid_from   = 2022", "valid_from ", "ikke en dato",
        "valid_from = 2026-03-01",
    ),
    "both met and individual": Fault(
        VEJEN, ADULT, f'{ADULT}\nindividual = {{ housing = "home" }}', FIRST_ROW,
        "met eller individual", "individual = {",
    ),
    "when in a criterion": Fault(
        VEJEN, ADULT, f'{ADULT}\nwhen = {{ housing = "home" }}', "when =", "`when`", "met",
    ),
    "met in a choice": Fault(
        VEJEN, FIVE, f'{FIVE}\nmet = {{ housing = "home" }}', "met = {", "`met`", "when",
    ),
    "an answer of a duty": Fault(
        VEJEN, 'code   = "events-and-trips"', 'code   = "events-and-trips"\nanswer = "x"',
        'answer = "x"', "`answer`", "requires",
    ),
    "what a choice requires": Fault(
        VEJEN, FIVE, f'{FIVE}\nrequires = ["wishes"]', "requires = [", "`requires`", "answer",
    ),
    "a time of its own for a municipality's rule": Fault(
        VEJEN, FIVE, f"{FIVE}\nvalid_from = 2026-01-01", "valid_from = 2026", "`valid_from`",
        "fjern feltet",
    ),
    "no values at all": Fault(
        VEJEN, ADULT, "met    = []", "met    = []", "Listen er tom", "udelad met",
    ),
    "a negative number": Fault(
        VEJEN, FIVE, "answer = { days_per_week = -5 }", "-5", "mellem 0 og", "Ret tallet",
    ),
    "a number beyond all": Fault(
        VEJEN, FIVE, "answer = { days_per_week = 99999999999999999999 }", "99999", "mellem 0 og",
        "Ret tallet",
    ),
    "a range with a dash": Fault(
        VEJEN, FIVE, 'answer = { days_per_week = "3-4" }', '"3-4"', "område", '"3..4"',
    ),
    "a range with an open end": Fault(
        VEJEN, FIVE, 'answer = { days_per_week = "3.." }', '"3.."', "område", '"3..4"',
    ),
    "yes as a number of days": Fault(
        VEJEN, FIVE, "answer = { days_per_week = true }", "days_per_week = true }", "helt tal", "3",
    ),
    "not a number": Fault(
        VEJEN, FIVE, "answer = { days_per_week = nan }", "nan }", "helt tal", "3",
    ),
    "a table in a condition": Fault(
        VEJEN, ADULT, "met    = { age_years = { from = 18 } }", "from = 18", "helt tal", "Ret",
    ),
    "an age as a text": Fault(
        VEJEN, ADULT, 'met    = { age_years = "atten" }', "atten", "helt tal", "Ret",
    ),
    "an age with a unit": Fault(
        VEJEN, ADULT, 'met    = { age_years = "18 år" }', "18 år", "uden enhed", "Ret",
    ),
    "an age below the lowest": Fault(
        VEJEN, ADULT, "met    = { age_years = -1 }", "= -1", "-1 ligger uden for 0 til 130", "Ret",
    ),
    "one bracket where two belong": Fault(
        VEJEN, "[[question.free_choice.row]]", "[question.free_choice.row]",
        "[question.free_choice.row]", "række af tabeller", "[[question.free_choice.row]] med to",
    ),
    "two brackets where one belongs": Fault(
        VEJEN, "[norm]", "[[norm]]", "[[norm]]", "`norm` skal være en tabel",
        "Skriv [norm] med én klamme",
    ),
    "the row forgotten in the heading": Fault(
        VEJEN, "[[question.free_choice.row]]", "[[question.free_choice]]",
        "[[question.free_choice]]", "`free_choice` skal være en tabel", "[question.free_choice]",
    ),
    "rows outside their question": Fault(
        VEJEN, "[[question.free_choice.row]]", "[[row]]", "[[row]]", "`row`", "fjern feltet",
    ),
    "an example that is no list": Fault(
        VEJEN, "facts  = { days_per_week = 3 }", "facts  = 3", "facts  = 3",
        "`facts` skal være en tabel", "facts = {",
    ),
    "a question that is there already": Fault(
        VEJEN, "[norm]",
        '[define.transport]\nshape = "duties"\ntext = "x"\ntext_en = "x"\n\n[norm]',
        "[define.transport]", "transport findes allerede", "et andet navn",
    ),
}  # fmt: skip

WORDS = {
    "a criterion with answers": Fault(
        "questions.toml", 'shape   = "criteria"', 'shape   = "criteria"\nunit = "weeks"',
        "[question.target_group]", "Kun et valg", 'shape = "choice"',
    ),
    "fixed answers of which more is better": Fault(
        "questions.toml", 'favour  = "listed"', 'favour  = "more"',
        'favour  = "more"\ntext    = "He',
        "ikke mere eller mindre", 'favour = "listed"',
    ),
    "a number on a list": Fault(
        "questions.toml", 'favour  = "more"', 'favour  = "listed"',
        'favour  = "listed"\ntext    = "Om',
        "ikke nævnt på en liste", '"more" eller "less"',
    ),
    "an answer that all choices have": Fault(
        "questions.toml", 'part_time = ["deltid", "part time"]',
        'individual = ["individuelt", "individual"]', "[question.place_time]",
        "alle valg i forvejen", "anden kode",
    ),
    "a unit misspelt": Fault(
        "questions.toml", 'unit    = "weeks"', 'unit    = "week"', 'unit    = "week"', "week",
        "Mente du weeks?",
    ),
    "the largest before the smallest": Fault(
        "facts.toml", "min     = 0\nmax     = 130", "min     = 130\nmax     = 0", "min     = 130",
        "større end det største", "Byt om",
    ),
    "an end that is no number": Fault(
        "facts.toml", "max     = 130", 'max     = "130"', "[fact.age_years]", "mindste", "hele tal",
    ),
    "a step twice on a scale": Fault(
        "facts.toml", '"A1", "A2", "A3", "B1"', '"A1", "A1", "A3", "B1"', 'levels = ["A1"',
        "A1 står to gange", "én gang",
    ),
    "a text to a step that is not there": Fault(
        "facts.toml", 'G3 = ["G3 (1:1', 'G4 = ["G3 (1:1', "[scale.vum.texts]", "G4",
        "tilføj trinnet",
    ),
    "a scale without steps": Fault(
        "facts.toml", "[scale.vum]", "[scale.empty]\nlevels = []\n\n[scale.vum]",
        "[scale.empty]", "ingen trin", "levels = [",
    ),
    "a service without its act": Fault(
        "services.toml", 'legal_basis = ["serviceloven § 104"]', "legal_basis = []",
        "[service.activity_and_social]", "hvilken lov", "legal_basis =",
    ),
    "a document that is neither read nor not": Fault(
        "sources.toml", 'verified = "read"', 'verified = "yes"', '"yes"', "yes", '"older_source"',
    ),
}  # fmt: skip

ALL = {**{f"row: {n}": f for n, f in ROWS.items()}, **{f"word: {n}": f for n, f in WORDS.items()}}


@pytest.mark.parametrize("fault", ALL.values(), ids=ALL.keys())
def test_a_slip_is_refused_at_its_line_with_what_to_write(norms: Copy, fault: Fault) -> None:
    fault.plant_and_assert_refused(norms)


# --- the file as editors save it ------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_saved_as_unicode_is_told_so(norms: Copy, encoding: str) -> None:
    norms.write(VEJEN, norms.text(VEJEN).encode(encoding))
    (problem,) = norms.refused()
    assert (problem.file, problem.line) == (VEJEN, 1)
    assert "UTF-16" in problem.what
    assert "UTF-8" in problem.remedy


@pytest.mark.parametrize(
    "change",
    [
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("   = ", "\t= ").encode(),
        lambda text: text.replace("\n", "   \n").encode(),
        lambda text: text.rstrip("\n").encode(),
    ],
    ids=["mark", "windows", "tabs", "trailing space", "no last line end"],
)
def test_what_does_no_harm_is_read(norms: Copy, change: object) -> None:
    assert callable(change)
    norms.write(VEJEN, change(norms.text(VEJEN)))
    assert norms.load().file_by_name[VEJEN].rows


@pytest.mark.parametrize("name", ["vejen/104.toml.txt", "vejen/104.TOML", "vejen/105.toml.docx"])
def test_a_file_that_would_not_be_read_is_told(norms: Copy, name: str) -> None:
    norms.write(name, "[norm]\n")
    problems = norms.refused()
    assert [problem.file for problem in problems] == [name]
    assert "ender på .toml" in problems[0].remedy


@pytest.mark.parametrize("content", ["", "# nothing yet\n", "\n\n", "[norm]\n"])
def test_a_file_with_nothing_in_it_is_told_what_it_lacks(norms: Copy, content: str) -> None:
    norms.write(VEJEN, content)
    told = " ".join(f"{p.what} {p.remedy}" for p in norms.refused())
    assert "`title`" in told
    assert "valid_from = 2026-01-01" in told


def test_a_number_of_ten_thousand_digits_is_told(norms: Copy) -> None:
    norms.write(VEJEN, f"x = {'9' * 10_000}\n")
    (problem,) = norms.refused()
    assert problem.file == VEJEN
    assert "cifre" in problem.what


def test_a_word_that_is_both_a_fact_and_a_question_is_told(norms: Copy) -> None:
    norms.add("questions.toml", '[question.housing]\nshape = "duties"\ntext = "x"\ntext_en = "x"\n')
    (problem,) = norms.refused()
    assert problem.line == norms.line("questions.toml", "[question.housing]")
    assert "både en oplysning og et spørgsmål" in problem.what


# --- examples -------------------------------------------------------------------------------------

EXAMPLES = {
    "that tries nothing": (
        'expect = { place_time = ["individual"] }',
        "",
        '"Plads på tre dage" prøver intet',
        "expect =",
    ),
    "with the name of another": (
        'name   = "Plads på tre dage"',
        'name   = "Intet behov"',
        'To eksempler hedder "Intet behov"',
        "hvad det prøver",
    ),
    "that asks what nobody answers": (
        'expect = { place_time = ["individual"] }',
        'expect = { place_tim = ["individual"] }',
        "intet svarer på place_tim",
        "Mente du place_time?",
    ),
    "of a fact that is not there": (
        "facts  = { days_per_week = 3 }",
        "facts  = { age_year = 3 }",
        "age_year",
        "Mente du age_years?",
    ),
    "of a value that is not there": (
        'facts  = { decision_kind = "refusal" }',
        'facts  = { decision_kind = "no" }',
        'kender ikke "no"',
        "Ret oplysningen",
    ),
    "of a rule that is not there": (
        'expect = { statement = ["written-refusal-with-alternatives"] }',
        'expect = { statement = ["written-refusal"] }',
        "statement skulle give written-refusal, men giver",
        "Ret reglen eller eksemplet",
    ),
}


@pytest.mark.parametrize(("old", "new", "what", "todo"), EXAMPLES.values(), ids=EXAMPLES.keys())
def test_an_example_is_told(norms: Copy, old: str, new: str, what: str, todo: str) -> None:
    norms.change(VEJEN, old, new)
    problems = [p for p in verify(norms.load()) if p.code == "example"]
    assert any(what in p.what and todo in p.remedy and p.line for p in problems), problems


def test_a_protection_of_an_unknown_value_is_told(norms: Copy) -> None:
    norms.change(ACT, 'facts  = { age_years = "18.." }', 'facts  = { age_years = "alle" }')
    with pytest.raises(NormError) as refusal:
        norms.load()
    assert any(p.line and "helt tal" in p.what for p in refusal.value.problems)
