"""A rule that is wrong is refused, with the file, the line and what to do about it."""

import pytest

from tests.unit.norms.copies import ACT, COPENHAGEN, VEJEN, Copy, Fault

AT_HOME = 'when    = { housing = "home" }'
FIVE_DAYS = "answer  = { days_per_week = 5 }"
OVER_65 = 'when    = { housing = "residential", age_years = "66.." }'
LEVEL = 'met     = { vum_level = "D..F" }'
SHELTERED = "met    = { sheltered_employment_granted = false }"

ROWS = {
    "no source": Fault(
        ACT,
        'Der er ingen øvre aldersgrænse."\nsource = "ast-104 IV"\n',
        'Der er ingen øvre aldersgrænse."\n',
        "[[question.target_group.row]]",
        "kilde",
        "sel § 104",
    ),
    "unknown document": Fault(
        ACT, 'source = "sel § 104"', 'source = "lov § 104"', 'source = "lov', "lov", "sources.toml"
    ),
    "no section": Fault(
        ACT, 'source = "sel § 104"', 'source = "sel "', 'source = "sel "', "paragraf", "sel § 104"
    ),
    "unknown fact": Fault(
        COPENHAGEN,
        AT_HOME,
        'when    = { house = "home" }',
        'when    = { house = "home" }',
        "house",
        "copenhagen/vocabulary.toml",
    ),
    "unknown value": Fault(
        COPENHAGEN,
        AT_HOME,
        'when    = { housing = "castle" }',
        "castle",
        '"castle"; skriv en af: "own_home"',
        "Ret",
    ),
    "unknown value in a list": Fault(
        COPENHAGEN,
        AT_HOME,
        'when    = { housing = ["home", "castle"] }',
        "castle",
        '"castle"',
        "Ret",
    ),
    "a text where yes or no belongs": Fault(
        COPENHAGEN, SHELTERED, SHELTERED.replace("false", '"nej"'), '"nej"', '"nej"', "Ret"
    ),
    "age outside all ages": Fault(
        COPENHAGEN,
        OVER_65,
        OVER_65.replace("66..", "131.."),
        "131..",
        "131 ligger uden for 0 til 130",
        "Ret",
    ),
    "an age below none": Fault(
        COPENHAGEN, OVER_65, OVER_65.replace("66..", "-1..65"), "-1..65", "-1", "Ret"
    ),
    "a day outside the calendar": Fault(
        COPENHAGEN, '"..2024-12-31"', '"..1789-07-14"', "1789-07-14", "1789-07-14", "Ret"
    ),
    "no such day": Fault(
        COPENHAGEN, '"..2024-12-31"', '"..2024-02-31"', "2024-02-31", "2024-02-31", "Ret"
    ),
    "empty range of ages": Fault(
        COPENHAGEN, OVER_65, OVER_65.replace("66..", "66..18"), "66..18", "er tomt", "Ret"
    ),
    "empty range of levels": Fault(
        COPENHAGEN, '"D..F"', '"F..D"', '"F..D"', "er tomt", "Ret"
    ),
    "unknown level": Fault(COPENHAGEN, '"D..F"', '"D..H"', '"D..H"', '"H"', "Ret"),
    "empty list": Fault(
        COPENHAGEN, AT_HOME, "when    = { housing = [] }", "housing = []", "listen er tom", "Ret"
    ),
    "a range of what has no order": Fault(
        COPENHAGEN,
        AT_HOME,
        'when    = { housing = "own_home..shared_living" }',
        "own_home..",
        "ingen rækkefølge",
        "Ret",
    ),
    "a number that is none": Fault(
        COPENHAGEN, OVER_65, OVER_65.replace("66..", "gammel.."), "gammel..", "helt tal", "Ret"
    ),
    "a condition that is no table": Fault(
        COPENHAGEN, AT_HOME, 'when    = "home"', 'when    = "home"', "tabel", "when = {"
    ),
    "wrong unit": Fault(
        COPENHAGEN,
        FIVE_DAYS,
        "answer  = { months = 5 }",
        "answer  = { months = 5 }",
        "Svaret er i months (måneder), men days_per_week tælles i days_per_week",
        "Regn det om til dage om ugen",
    ),
    "two units": Fault(
        COPENHAGEN,
        FIVE_DAYS,
        "answer  = { days_per_week = 5, months = 1 }",
        "answer  = { days_per_week = 5, m",
        "days_per_week",
        "{ days_per_week = 3 }",
    ),
    "a number without a unit": Fault(
        COPENHAGEN, FIVE_DAYS, "answer  = 5", "answer  = 5", "enheden days_per_week", "{ days"
    ),
    "a part of a day": Fault(
        COPENHAGEN,
        FIVE_DAYS,
        "answer  = { days_per_week = 2.5 }",
        "2.5",
        "helt tal",
        "step = 0.5",
    ),
    "a range the wrong way round": Fault(
        COPENHAGEN,
        FIVE_DAYS,
        'answer  = { days_per_week = "5..3" }',
        "5..3",
        "det største",
        "det mindste først",
    ),
    "an answer that is not in the list": Fault(
        VEJEN,
        'answer = "municipality_pays"',
        'answer = "relatives_drive"',
        "relatives_drive",
        "relatives_drive",
        "municipality_pays, citizen_pays_to_limit, citizen_pays_first_10_km, no_duty",
    ),
    "no answer": Fault(
        VEJEN,
        'answer = "municipality_pays"\n',
        "",
        "[[question.transport.row]]",
        "`answer`",
        "municipality_pays",
    ),
    "unknown key": Fault(
        VEJEN, 'rank   = "guiding"', 'rank   = "guiding"\ntekst = "x"', "tekst", "`tekst`", "fjern"
    ),
    "no rank": Fault(
        VEJEN,
        'met    = { age_years = "18.." }\nrank   = "guiding"\n',
        'met    = { age_years = "18.." }\n',
        "[[question.target_group.row]]",
        "`rank`",
        '"law", "precedent", "guiding"',
    ),
    "unknown rank": Fault(
        VEJEN, 'rank   = "guiding"', 'rank   = "binding"', '"binding"', "binding", '"law"'
    ),
    "no text": Fault(
        VEJEN,
        'text   = "Målgruppen er borgere fra 18 år."\n',
        "",
        "[[question.target_group.row]]",
        "`text`",
        "text =",
    ),
    "an empty text": Fault(
        VEJEN,
        'text   = "Målgruppen er borgere fra 18 år."',
        'text   = " "',
        'text   = " "',
        "`text`",
        "text =",
    ),
    "no code": Fault(
        VEJEN, 'code   = "vejen-adult"\n', "", "[[question.target_group.row]]", "`code`", "code ="
    ),
    "unknown element": Fault(
        ACT, '"extent_hours"]', '"extent_minutes"]', "extent_minutes", "extent_minutes", "wishes"
    ),
    "elements that are no texts": Fault(
        ACT,
        'requires = ["extent_days", "extent_hours"]',
        "requires = 2",
        "requires = 2",
        "liste af tekster",
        'requires = ["...", "..."]',
    ),
    "a criterion with neither met nor individual": Fault(
        VEJEN,
        'met    = { age_years = "18.." }\n',
        "",
        "[[question.target_group.row]]",
        "met eller individual",
        "met = {",
    ),
    "a guiding rule among the national ones": Fault(
        ACT, 'rank   = "law"', 'rank   = "guiding"', 'rank   = "guiding"', "nationale", "kommunens"
    ),
    "law in a municipality's file": Fault(
        VEJEN, 'rank   = "guiding"', 'rank   = "law"', 'rank   = "law"', "lov eller praksis",
        'rank = "guiding"',
    ),
    "practice in a municipality's file": Fault(
        COPENHAGEN, 'rank    = "guiding"', 'rank    = "precedent"', 'rank    = "precedent"',
        "lov eller praksis", 'rank = "guiding"',
    ),
    "a protection that does not bind": Fault(
        ACT,
        'grounds = ["age"]\nrank   = "precedent"',
        'grounds = ["age"]\nrank   = "guiding"',
        'rank   = "guiding"',
        "beskytte",
        "law eller precedent",
    ),
    "a protection in a municipality's file": Fault(
        VEJEN,
        "# --- examples",
        '[[protection]]\ncode = "x"\nrank = "law"\ntext = "x"\nsource = "vejen-104 1"\n'
        "# --- examples",
        'rank = "law"',
        "lov eller praksis",
        "nationale filer",
    ),
    "unknown question": Fault(
        VEJEN,
        "[[question.free_choice.row]]",
        "[[question.freedom.row]]",
        "[[question.freedom.row]]",
        "freedom",
        "[define.freedom]",
    ),
    "a way out to a rule that is missing": Fault(
        COPENHAGEN,
        'unless  = ["in-housing-over-65"]',
        'unless  = ["in-housing-over-66"]',
        "[[question.days_per_week.row]]",
        "in-housing-over-66",
        "unless",
    ),
    "a rule that needs an answer nobody gives": Fault(
        VEJEN,
        "when   = { days_per_week = 5 }",
        "when   = { leave_of_absence = 5 }",
        "[[question.place_time.row]]",
        "leave_of_absence",
        "Tilføj regler for leave_of_absence",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", ROWS.values(), ids=ROWS.keys())
def test_a_wrong_rule_is_refused(norms: Copy, fault: Fault) -> None:
    fault.plant_and_assert_refused(norms)
