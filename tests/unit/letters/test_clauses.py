"""The clause files: what Kompas ships, and how a jurist's slip is told."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from kompas.casework.decision import DecisionKind
from kompas.letters.clause_file import GENERAL
from kompas.letters.clauses import loose_amounts, names_in
from kompas.letters.names import FLAGS, NAMES
from kompas.letters.read_clauses import FACTS, read_clauses
from kompas.norms import NormError, NotCodedError
from tests.unit.letters.samples import book, norms

TITLE = '[[clause]]\ncode = "title"\nsection = "title"\ntext = "Brev"\n'
FOLDER = norms().folder / "letters"


def faults(tmp_path: Path, service_file: str) -> str:
    """What reading says of a service's own clauses beside the general ones."""
    for shared in (GENERAL, FACTS):
        (tmp_path / shared).write_bytes((FOLDER / shared).read_bytes())
    (tmp_path / "cake.toml").write_text(f'title = "Kage"\n{service_file}', "utf-8")
    with pytest.raises(NormError) as raised:
        read_clauses(tmp_path, "cake", norms().words)
    return str(raised.value)


def clause(**fields: str) -> str:
    given = {"code": '"odd"', "section": '"given"', "text": '"Ord."', **fields}
    return TITLE + "[[clause]]\n" + "".join(f"{key} = {value}\n" for key, value in given.items())


SLIPS = [
    (TITLE + '[fact.luck]\nyes = "Du er heldig."', "luck findes ikke her"),
    (TITLE + '[fact.vum_level]\nyes = "Det er det."', "yes findes ikke her"),
    (TITLE + '[fact.education]\nis = "Du er i gang med 3."', "»3« står direkte i teksten"),
    (TITLE + '[fact.education]\nis = "Du er i gang med {need}."', "{need} findes ikke her"),
    (clause(text='"Du får 3 dage."'), "»3« står direkte i teksten"),
    (clause(text='"Du har fire uger."'), "»fire uger« står direkte i teksten"),
    (clause(text='"Efter § 104."'), "»§« står direkte i teksten"),
    (clause(text='"Efter § 104."', source='"fvl § 25"'), "»104« står direkte i teksten"),
    (clause(text='"Du får {everything}."'), "{everything} findes ikke her"),
    (clause(text='"{ground_text}"'), "{ground_text} findes ikke her"),
    (clause(text='"{shown_text}"', each='"ground"'), "{shown_text} findes ikke her"),
    (clause(when='{ needs = ["luck"] }'), "{luck} findes ikke her"),
    (clause(when='{ needs = ["transport.by_air"] }'), "{transport.by_air} findes ikke her"),
    (clause(when='{ kinds = ["gift"] }'), "Afgørelsestypen gift findes ikke"),
    (clause(when='{ unless = ["x"] }'), "kender ikke feltet `unless`"),
    (clause(each='"neighbour"'), "ingen gentagelse, der hedder neighbour"),
    (clause(section='"poetry"'), "Afsnittet poetry findes ikke"),
    (clause(source='"gossip § 1"'), "Kilden gossip findes ikke"),
    (clause(code='"dear"'), "Koden dear er brugt før"),
    (clause(**{"as": '"song"'}), "`as` er song"),
    (clause(colour='"red"'), "kender ikke feltet `colour`"),
    ('[[clause]]\ncode = "x"\n', "Her mangler `section`"),
    (TITLE + '[instead.clause]\nluck = "I"\n', "Der er ingen fælles tekst med koden luck"),
    (TITLE + '[instead.section]\nluck = "I"\n', "Der er ingen fælles tekst med koden luck"),
    (TITLE + '[instead.clause]\nhearing-answer = "I svarede."\n', "ikke de samme navne"),
    (TITLE + '[instead.clause]\nassistance = "I må få 3."\n', "»3« står direkte i teksten"),
    (TITLE + '[instead.label]\ndate = "Dag"\n', "kender ikke feltet `label`"),
    (
        TITLE + '[[requirement]]\ncode = "x"\ndemands = ["luck"]\ntext = "a"\nremedy = "b"\n',
        "{luck} findes ikke her",
    ),
    (
        TITLE + '[[requirement]]\ncode = "x"\ndemands = ["granted"]\ntext = "a"\nremedy = "b"\n'
        'may_be_set_aside = "ja"\n',
        "may_be_set_aside er hverken true eller false",
    ),
    (
        '[[clause]]\ncode = "t"\nsection = "title"\ntext = "A"\nwhen = { kinds = ["grant"] }\n',
        "Breve af typen refusal har ingen overskrift",
    ),
]


@pytest.mark.parametrize(("text", "fault"), SLIPS)
def test_a_slip_is_told_with_its_file(tmp_path: Path, text: str, fault: str) -> None:
    told = faults(tmp_path, text)
    assert fault in told
    assert "letters/" in told


def test_a_slip_is_told_with_its_line(tmp_path: Path) -> None:
    assert "letters/cake.toml:9: »3« står" in faults(tmp_path, clause(text='"3 dage"'))


def test_all_slips_are_told_at_once(tmp_path: Path) -> None:
    told = faults(tmp_path, clause(text='"3 {luck}"', section='"poetry"'))
    assert len(told.splitlines()) == 3


def test_a_service_without_clauses_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(NotCodedError, match="ingen brevtekster om beskyttet beskæftigelse"):
        read_clauses(tmp_path, "sheltered_employment", norms().words)


@pytest.mark.parametrize(
    ("text", "source", "loose"),
    [
        ("Servicelovens § 104", "serviceloven § 104", []),
        ("Servicelovens § 104", "serviceloven", ["104", "§"]),
        ("efter 76-17", "principmeddelelse 76-17, V", []),
        ("inden to måneder", "", ["to måneder"]),
        ("de to ting", "", []),
        ("en dag mere", "", ["en dag"]),
    ],
)
def test_a_clause_holds_only_the_numbers_of_its_source(
    text: str, source: str, loose: list[str]
) -> None:
    assert loose_amounts(text, source) == loose


WITH_LETTERS = [name for name in norms().words.services if (FOLDER / f"{name}.toml").is_file()]


def demands(service: str | None) -> set[tuple[str, str]]:
    """The demands of the grounds that are about a service; None: of all grounds."""
    return {
        (ground.name, demand.code)
        for ground in norms().grounds.values()
        for demand in ground.demands
        if service is None or not ground.services or service in ground.services
    }


@pytest.mark.parametrize("service", WITH_LETTERS)
def test_every_demand_of_every_ground_has_its_label(service: str) -> None:
    shown = read_clauses(FOLDER, service, norms().words).shown
    labelled = {(ground, code) for ground, labels in shown.items() for code in labels}
    assert demands(service) - labelled == set()
    assert labelled - demands(None) == set()


def test_every_name_that_a_clause_may_use_is_used_or_asked_for() -> None:
    used = {name for one in book().clauses for name in names_in(one.text + one.cites)}
    used |= {name for one in book().clauses for c in one.columns for name in names_in(c.text)}
    for when in (*(one.when for one in book().clauses), *(one.when for one in book().requirements)):
        used |= {*when.needs, *when.lacks}
    for requirement in book().requirements:
        used |= {*requirement.demands, *names_in(requirement.text)}
    offered = FLAGS.union(*NAMES.values()) - {"decided_on", "facility_name"}
    assert offered - used == {"address_line"}


def test_every_kind_of_decision_has_a_sentence_of_its_own() -> None:
    decided = [one for one in book().of("decided") if one.when.kinds]
    for kind in DecisionKind:
        assert any(kind in one.when.kinds for one in decided), kind


TO_ONE = re.compile(r"\b(du|dig|din|dit|dine)\b", re.IGNORECASE)


def said_by(service: str) -> list[str]:
    """Every text that letters about a service in Copenhagen can say of their own."""
    library = norms()
    book = read_clauses(FOLDER, service, library.words)
    suited = {one.name: one for one in library.grounds.values() if one.suits(service, "copenhagen")}
    return [
        *(one.heading for one in book.sections),
        *(text for one in book.clauses for text in (one.text, one.cites)),
        *(rule.text for rule in book.rules.values()),
        *(label for name in suited for label in book.shown.get(name, {}).values()),
        *(book.grounds.get(name, one.heading) for name, one in suited.items()),
    ]


def test_a_family_is_never_spoken_to_as_one() -> None:
    assert [text for text in said_by("home_relief") if TO_ONE.search(text)] == []


def test_one_citizen_is_still_spoken_to_as_du() -> None:
    said = said_by("socio_pedagogical_support")
    assert "Det får du" in said
    assert "Hvis du er uenig" in said
    assert not [text for text in said if re.search(r"\b(jer|jeres)\b", text)]


def test_a_text_in_its_own_words_stands_when_the_shared_one_does() -> None:
    family = read_clauses(FOLDER, "home_relief", norms().words)
    one = read_clauses(FOLDER, "long_term_stay", norms().words)
    (theirs,), (shared,) = (
        [clause for clause in book.clauses if clause.code == "complaint"] for book in (family, one)
    )
    assert theirs.text.startswith("I kan klage")
    assert replace(theirs, text=shared.text) == shared
