"""Everything that is said in a case finds it, in every form of Danish, and is shown in its place;
nothing that is withdrawn, about somebody else, or out of one's sight does.
"""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest

from kompas.casework import Evidence, EvidenceKind
from kompas.casework.steps.access import AccessRestricted
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.casework.steps.fact import FactNoted
from kompas.casework.steps.note import NoteWritten
from kompas.casework.steps.withdrawal import Withdrawal
from kompas.casework.timeline import Speech
from kompas.norms import Library
from kompas.persons.entries import NameCorrected
from kompas.processes.attach_document import Paper, attach
from kompas.processes.finding import Excerpt, find, shown
from kompas.register import access, bulk
from kompas.register.verify import verify
from tests.processes.test_citizen import says
from tests.processes.town import (
    EAST,
    NEXT,
    PURPOSE,
    Telling,
    about_another,
    applied,
    assessed,
    counted,
    takes,
    viewer,
)
from tests.spec.case.stories import CITIZEN, NEED, TODAY, withdraws

pytestmark = pytest.mark.usefixtures("town")


def paper(title: str) -> EvidenceAdded:
    return EvidenceAdded(
        evidence=Evidence(id="x", kind=EvidenceKind.NOTE, title=title, dated=TODAY)
    )


def fact(name: str, value: Any, source: str = "Mødet") -> FactNoted:
    return FactNoted(name=name, value=value, source=source, dated=TODAY)


def found(telling: Telling, text: str, by: str = "anna") -> list[str]:
    words = telling.library.words
    hits = find(text, viewer(by), PURPOSE, now=telling.now, words=words)
    return [] if hits.near else [line.citizen_name for line in hits.lines]


def excerpt(telling: Telling, text: str, by: str = "anna") -> Excerpt | None:
    words, who = telling.library.words, viewer(by)
    hits = find(text, who, PURPOSE, now=telling.now, words=words)
    seen = shown(text, hits, who, PURPOSE, now=telling.now, speech=Speech(words))
    return seen.excerpts.get(telling.id)


def marked(telling: Telling, text: str) -> list[str]:
    seen = excerpt(telling, text)
    assert seen is not None, text
    return [part for part, is_found in seen.parts if is_found]


# ---------------------------------------------------------------- each source of text


SAYS = {
    "application": (None, "hverdagen"),
    "reason": (NEED, "hjerneskade"),
    "need": (NEED, "samvær"),
    "who was there": (NEED, "søsteren"),
    "evidence": (paper("Epikrise fra neurologen"), "epikrise"),
    "note": (NoteWritten(text="Ringede om kørestolen."), "kørestol"),
    "source of a fact": (fact("housing", "own_home", "Folkeregistret"), "folkeregistret"),
    "name of a fact": (fact("special_social_problems", value=True), "sociale problemer"),
    "value of a fact": (fact("housing", "with_parents"), "forældre"),
}


@pytest.mark.parametrize("source", SAYS)
def test_what_is_said_finds_the_case_and_is_shown(source: str, library: Library) -> None:
    command, word = SAYS[source]
    about_another(library)
    telling = applied(library)
    if command is not None:
        assert found(telling, word) in ([], ["Anden Person", "Prøve Person"])
        telling.does(command)
    assert CITIZEN.name in found(telling, word)
    assert marked(telling, word)


def test_the_title_of_a_document_finds_the_case(library: Library) -> None:
    telling = applied(library)
    file = Paper("Statusattest fra lægen", BytesIO(b"%PDF-1.4 tom"), TODAY)
    text = replace(file, content=BytesIO(b"Ren tekst\n"))
    attach(telling.id, text, viewer("anna"), library=library, now=telling.now)
    assert found(telling, "statusattest") == [CITIZEN.name]
    assert found(telling, "statusat") == [CITIZEN.name]  # a title is found by its beginning


def test_what_a_decision_says_finds_the_case(library: Library) -> None:
    telling = assessed(library)
    need = takes(telling).decision.need
    assert need is not None
    telling.does(takes(telling, need=replace(need, text="Du har brug for hippoterapi.")))
    assert found(telling, "hippoterapi") == [CITIZEN.name]
    seen = excerpt(telling, "hippoterapi")
    assert seen is not None
    assert (seen.title, seen.entry) == ("Afgørelse truffet", telling.case.seq - 1) or seen.entry


def test_all_words_must_stand_in_the_case_wherever(library: Library) -> None:
    telling = applied(library).does(NEED, paper("Epikrise"))
    assert found(telling, "epikrise hjerneskade prøve") == [CITIZEN.name]
    assert found(telling, "epikrise hjernerystelse") == []


def test_addresses_find_nobody(library: Library) -> None:
    telling = applied(library)
    assert found(telling, "opdigtet") == found(telling, "eksempelby") == []


# ---------------------------------------------------------------- forms of Danish


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Åse", "aase"), ("Aase", "åse"), ("ÅSE", "A\u030ase"), ("Søren", "soeren"),
        ("Soeren", "SØREN"), ("Ærøskøbing", "aeroeskoebing"), ("José", "jose"),
        ("Müller", "muller"), ("Åkjær", "åkjærs"), ("bolig", "boligens"), ("boligerne", "bolig"),
        ("Jensens", "jensen"), ("ansøgninger", "ansøgning"), ("hans", "hans"), ("og", "OG"),
        ("kørestolen", "koerestol"), ("3e5", "3e5"), ("G01", "g01"),
    ],
)  # fmt: skip
def test_a_word_is_found_in_its_forms(said: str, asked: str, library: Library) -> None:
    telling = applied(library).does(NoteWritten(text=f"Aftalt: {said}."))
    assert found(telling, asked) == [CITIZEN.name]
    assert marked(telling, asked) == [said]


@pytest.mark.parametrize("slip", ["Åkjar", "Åkjæxr", "Åkær", "Åkjræ", "Aakjar", "Metxe", "Mtte"])
def test_a_slip_of_one_letter_in_a_name_is_forgiven_and_told(slip: str, library: Library) -> None:
    telling = applied(library, citizen=replace(CITIZEN, name="Mette Åkjær"))
    hits = find(slip, viewer("anna"), PURPOSE, now=telling.now)
    assert ([line.citizen_name for line in hits.lines], hits.near) == (["Mette Åkjær"], True)


def test_a_slip_in_a_title_is_forgiven_and_two_are_not(library: Library) -> None:
    telling = applied(library).does(paper("Epikrise"), NoteWritten(text="Fysioterapi."))

    def near(text: str) -> bool:
        return bool(find(text, viewer("anna"), PURPOSE, now=telling.now).lines)

    assert near("epikrice")
    assert not near("epkrice")
    assert not near("fysioterapu")  # running text is found by its words alone
    assert not near("epi2")


# ---------------------------------------------------------------- who may see what


@pytest.mark.parametrize("cause", list(Withdrawal))
def test_what_is_withdrawn_finds_nothing(cause: Withdrawal, library: Library) -> None:
    telling = applied(library).does(NoteWritten(text="Kanariefuglen er syg."))
    assert found(telling, "kanariefuglen") == [CITIZEN.name]
    telling.does(withdraws(NEXT, cause))
    assert found(telling, "kanariefuglen") == []
    assert bulk.rebuild() == 1
    assert found(telling, "kanariefuglen") == []
    assert list(verify()) == []


def test_what_repeats_something_of_the_wrong_citizen_finds_nothing(library: Library) -> None:
    said = "Kanariefuglen Bodil har været indlagt i tre uger."
    telling = assessed(library).does(NoteWritten(text=said))
    wrong = telling.case.seq
    need = takes(telling).decision.need
    assert need is not None
    telling.does(takes(telling, need=replace(need, text=f"Du bor her. {said}")))
    assert found(telling, "kanariefuglen") == [CITIZEN.name]
    telling.does(withdraws(wrong, Withdrawal.WRONG_CITIZEN))
    assert found(telling, "kanariefuglen") == []
    assert bulk.rebuild() == 1
    assert found(telling, "bodil") == []
    assert list(verify()) == []


def test_what_one_may_not_see_is_neither_found_nor_shown(library: Library) -> None:
    telling = applied(library).does(NoteWritten(text="Kanariefuglen."))
    limited = AccessRestricted(restricted=True, why="I familie.")
    telling.does(limited, by="vera")
    for who, text in (("birk", "kanariefuglen"), ("carla", "kanariefuglen"), ("birk", "kanarie")):
        assert found(telling, text, who) == [], who
        assert excerpt(telling, text, who) is None
    near = find("prøvee", viewer("birk"), PURPOSE, now=telling.now)
    assert near.lines == ()
    assert found(telling, "kanariefuglen", "vera") == [CITIZEN.name]


def test_what_is_shown_of_a_case_is_a_look_at_it(library: Library) -> None:
    telling = applied(library).does(NoteWritten(text="Kanariefuglen."))
    assert access.looks_at(telling.id) == ()
    assert excerpt(telling, "prøve") is None  # the line shows it
    assert access.looks_at(telling.id) == ()
    assert excerpt(telling, "kanariefuglen") is not None
    (look,) = access.looks_at(telling.id)
    assert (look.by_user, look.what, look.purpose) == ("anna", access.What.SEARCH, PURPOSE)


def test_a_name_that_was_changed_finds_the_case_and_survives_a_rebuild(library: Library) -> None:
    telling = applied(library)
    assert says(telling, NameCorrected(name="Ny Navnesen")) == []
    telling.does(NoteWritten(text="Et møde."))
    for _time in range(2):
        assert found(telling, "navnesen møde") == found(telling, "navn") == ["Ny Navnesen"]
        assert list(verify()) == []
        assert bulk.rebuild() == 1


def test_a_number_in_a_text_is_shown_without_its_end(library: Library) -> None:
    telling = applied(library).does(NoteWritten(text="Kanariefuglen, 610190-0051, ringede."))
    seen = excerpt(telling, "kanariefuglen")
    assert seen is not None
    assert "".join(part for part, _found in seen.parts) == "Kanariefuglen, 610190-••••, ringede."


# ---------------------------------------------------------------- order, bounds


def test_what_one_handles_comes_first(library: Library) -> None:
    for number in range(3):
        telling = about_another(library, by="birk" if number else "anna")
    telling = applied(library, citizen=replace(CITIZEN, name="Åse Anden"))
    hits = find("anden", viewer("anna"), PURPOSE, now=telling.now)
    own = [line.case_id in hits.own for line in hits.lines]
    assert own == sorted(own, reverse=True)
    assert hits.lines[0].assigned_to == "anna"


def test_a_search_with_what_it_shows_is_six_statements(library: Library) -> None:
    telling = applied(library).does(NoteWritten(text="Kanariefuglen."))
    applied(library, EAST)
    words, who = library.words, viewer("anna")
    with counted() as statements:
        hits = find("kanariefuglen", who, PURPOSE, now=telling.now, words=words)
        shown("kanariefuglen", hits, who, PURPOSE, now=telling.now, speech=Speech(words))
    assert len(statements) == 6, statements


def test_a_long_text_is_cut_around_what_was_found(library: Library) -> None:
    long = f"{'før ' * 100}<script>kanariefuglen</script>{' efter' * 100}"
    telling = applied(library).does(NoteWritten(text=long))
    seen = excerpt(telling, "kanariefuglen")
    assert seen is not None
    text = "".join(part for part, _found in seen.parts)
    assert len(text) < 160
    assert text.startswith("… før")
    assert text.endswith("efter …")
    assert [part for part, is_found in seen.parts if is_found] == ["kanariefuglen"]
