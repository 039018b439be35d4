"""The head of a norm file, the grounds and the vocabulary are refused when they are wrong."""

import pytest

from tests.unit.norms.copies import ACT, COPENHAGEN, FRAMEWORK, GROUNDS, VEJEN, Copy, Fault

HEADS = {
    "a date as a text": Fault(
        COPENHAGEN,
        "valid_from   = 2019-03-01",
        'valid_from   = "1 March"',
        "valid_from ",
        "ikke en dato",
        "valid_from = 2026-03-01",
    ),
    "a date with a time": Fault(
        COPENHAGEN,
        "valid_from   = 2019-03-01",
        "valid_from   = 2019-03-01T00:00:00",
        "valid_from ",
        "ikke en dato",
        "valid_from = 2026-03-01",
    ),
    "no valid_from": Fault(
        VEJEN, "valid_from   = 2022-01-24\n", "", "[norm]", "hvornår", "valid_from ="
    ),
    "the end before the beginning": Fault(
        COPENHAGEN,
        "valid_from   = 2019-03-01",
        "valid_from   = 2019-03-01\nvalid_to = 2019-02-28",
        "valid_to",
        "slutter, før den begynder",
        "Byt om",
    ),
    "not said whether it is adopted": Fault(
        VEJEN, 'adopted      = "unknown"\n', "", "[norm]", "vedtaget", 'adopted = "unknown"'
    ),
    "unknown service": Fault(
        VEJEN,
        'service      = "activity_and_social"',
        'service      = "haircuts"',
        "haircuts",
        "haircuts",
        "activity_and_social",
    ),
    "no service": Fault(
        VEJEN, 'service      = "activity_and_social"\n', "", "[norm]", "ydelse", "service"
    ),
    "a framework of one service": Fault(
        FRAMEWORK,
        "framework    = true",
        'framework    = true\nservice = "home_relief"',
        "framework",
        "gælder alle ydelser i én kommune",
        "fjern service",
    ),
    "a framework of nobody": Fault(
        FRAMEWORK, 'municipality = "copenhagen"\n', "", "framework ", "én kommune", "municipality"
    ),
    "a framework that is no yes": Fault(
        FRAMEWORK,
        "framework    = true",
        'framework    = "ja"',
        "framework ",
        "hverken true eller false",
        "framework = true",
    ),
    "unknown municipality": Fault(
        VEJEN,
        'municipality = "vejen"',
        'municipality = "lilleby"',
        "lilleby",
        "lilleby",
        "copenhagen, vejen",
    ),
    "no title": Fault(
        VEJEN,
        'title        = "Kvalitetsstandard: aktivitets- og samværstilbud (servicelovens § 104)"\n',
        "",
        "[norm]",
        "`title`",
        "title =",
    ),
    "a correction of nothing": Fault(
        VEJEN,
        'adopted      = "unknown"',
        'adopted      = "unknown"\ncorrects = "Omfanget var læst forkert."',
        "corrects",
        "hvilken fil der rettes",
        "replaces =",
    ),
    "a table that nobody knows": Fault(
        VEJEN, "[norm]", '[note]\na = "b"\n\n[norm]', "[note]", "`note`", "fjern"
    ),
}

GROUNDS_AND_PROTECTION = {
    "a ground of an unknown service": Fault(
        GROUNDS,
        'services = ["socio_pedagogical_support"]',
        'services = ["haircuts"]',
        'services = ["haircuts"]',
        "haircuts",
        "home_relief",
    ),
    "a ground that carries in an unknown way": Fault(
        GROUNDS, 'carries = "alone"', 'carries = "maybe"', '"maybe"', "maybe", '"with_others"'
    ),
    "a ground without a reason": Fault(
        GROUNDS, "why     =", "because =", "[ground.met_in_housing]", "`why`", "why ="
    ),
    "a demand without its remedy": Fault(
        GROUNDS,
        'remedy = "Spørg botilbuddet, hvilke aktiviteter det har, og skriv dem."\n',
        "",
        "[[ground.met_in_housing.demand]]",
        "`remedy`",
        "remedy =",
    ),
    "a protection of an unknown fact": Fault(
        ACT,
        'facts  = { age_years = "18.." }',
        'facts  = { years = "18.." }',
        'facts  = { years = "18.." }',
        "years",
        "facts.toml",
    ),
    "a protection whose grounds are no texts": Fault(
        ACT, 'grounds = ["age"]', "grounds = 1", "grounds = 1", "liste af tekster", "grounds ="
    ),
}

VOCABULARY = {
    "unknown type": Fault(
        "facts.toml", 'type    = "integer"', 'type    = "float"', '"float"', "float", '"integer"'
    ),
    "a number without a unit": Fault(
        "facts.toml", 'unit    = "years"\n', "", "[fact.age_years]", "enhed", "unit ="
    ),
    "a number in an unknown unit": Fault(
        "facts.toml", 'unit    = "years"', 'unit    = "winters"', '"winters"', "winters",
        "[unit.winters]",
    ),
    "a number without ends": Fault(
        "facts.toml", "max     = 130\n", "", "[fact.age_years]", "største", "max ="
    ),
    "unknown scale": Fault(
        "facts.toml", 'scale   = "vum"', 'scale   = "icf"', 'scale   = "icf"', "icf", "[scale.icf]"
    ),
    "unknown function": Fault(
        "facts.toml", '"age_years", inputs', '"age", inputs', '"age", inputs', "age", "age_years"
    ),
    "too few inputs": Fault(
        "facts.toml",
        'inputs = ["birth_date", "on_date"]',
        'inputs = ["birth_date"]',
        'inputs = ["birth_date"]',
        "age_years",
        "inputs",
    ),
    "inputs that are no dates": Fault(
        "facts.toml",
        'inputs = ["birth_date", "on_date"]',
        'inputs = ["housing", "on_date"]',
        'inputs = ["housing", "on_date"]',
        "age_years",
        "inputs",
    ),
    "a value without its English text": Fault(
        "facts.toml",
        'own_home         = ["egen bolig", "own home"]',
        'own_home         = "egen bolig"',
        "own_home ",
        "own_home",
        '["dansk", "English"]',
    ),
    "a group of unknown values": Fault(
        "facts.toml", 'home        = ["own_home"', 'home        = ["tent"', "[fact.housing]",
        "home", "own_home",
    ),
    "a group that is no list": Fault(
        "facts.toml",
        'home        = ["own_home", "with_parents", "shared_living"]',
        "home        = 3",
        "home        = 3",
        "liste af tekster",
        "home =",
    ),
    "a question in an unknown unit": Fault(
        "questions.toml", 'unit    = "weeks"', 'unit    = "moons"', '"moons"', "moons",
        "[unit.moons]",
    ),
    "a choice with no answers": Fault(
        "questions.toml", 'unit    = "days_per_week"\n', "", "[question.days_per_week]", "valg",
        "unit eller answers",
    ),
    "a suggestion that is no number": Fault(
        "questions.toml", "number  = 14", 'number  = "fjorten"', 'number  = "fjorten"',
        "et helt tal fra 0 til 365", "number = 14",
    ),
    "a suggestion beyond its unit": Fault(
        "questions.toml", "number  = 14", "number  = 366", "number  = 366",
        "et helt tal fra 0 til 365", "number = 14",
    ),
    "a suggestion without a source": Fault(
        "questions.toml", 'source  = "fvl § 19"', 'source  = "lov § 19"', 'source  = "lov § 19"',
        "Kilden lov findes ikke", "fvl",
    ),
    "a suggestion that counts nothing": Fault(
        "questions.toml",
        "[question.decision_form.answers]",
        '[question.decision_form.suggestion]\nnumber = 1\ntext = "x"\ntext_en = "x"\n'
        'source = "fvl § 2"\n\n[question.decision_form.answers]',
        "[question.decision_form.suggestion]",
        "Kun et svar i en enhed",
        "fjern suggestion",
    ),
    "an unknown heading": Fault(
        "questions.toml",
        'heading = "extent"',
        'heading = "length"',
        'heading = "length"',
        "length findes ikke",
        "not_included",
    ),
    "an unknown shape": Fault(
        "questions.toml", 'shape   = "criteria"', 'shape   = "list"', '"list"', "list", '"choice"'
    ),
    "a document dated in words": Fault(
        "sources.toml", "dated    = 2022-01-24", 'dated    = "2022"', 'dated    = "2022"', "dato",
        "dated =",
    ),
    "a table in the wrong place": Fault(
        "services.toml", "[municipality.vejen]", "[fact.vejen]", "[fact.vejen]", "`fact`",
        "service, municipality",
    ),
    "an element without its remedy": Fault(
        "elements.toml", 'remedy  = "Skriv den paragraf, afgørelsen bygger på."\n', "",
        "[element.legal_basis]", "`remedy`", "remedy =",
    ),
}  # fmt: skip


ALL = {
    f"{place}: {name}": fault
    for place, faults in (
        ("head", HEADS),
        ("ground", GROUNDS_AND_PROTECTION),
        ("vocabulary", VOCABULARY),
    )
    for name, fault in faults.items()
}


@pytest.mark.parametrize("fault", ALL.values(), ids=ALL.keys())
def test_a_wrong_word_is_refused(norms: Copy, fault: Fault) -> None:
    fault.plant_and_assert_refused(norms)
