"""What runs in the citizen's other cases is read from the record, in all that asks the norms."""

import json
from dataclasses import replace

import pytest

from kompas.accounts.access import Staff
from kompas.casework import amounts
from kompas.casework.case import Case
from kompas.casework.steps.access import AccessRestricted
from kompas.casework.steps.decision import TakeDecision
from kompas.casework.steps.evidence import EvidenceAdded
from kompas.cli import inputs
from kompas.norms import Library, Outcome, Standard, load
from kompas.norms.wording import known
from kompas.processes.act import Acted, act
from kompas.processes.help_elsewhere import contradictions, moved_since, with_help_elsewhere
from kompas.processes.judgement import replay
from kompas.processes.reading import folded
from kompas.register import access
from tests.processes.days_elsewhere import (
    ELSEWHERE,
    FROM_THE_RECORD,
    NAME,
    OTHER,
    SERVICE,
    TOGETHER,
    applies_for_more,
    case_with,
    noted,
)
from tests.processes.terminal import Run
from tests.processes.town import WHOLE_DRAFT, Telling, applied, counted, viewer
from tests.spec.case.stories import ASSESSMENT, NEED, NOTES, TODAY
from tests.third_municipality.overlay import laid_over

pytestmark = pytest.mark.usefixtures("town")


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return load(laid_over(tmp_path_factory.mktemp("own") / "norms", NAME))


@pytest.fixture
def telling(own: Library) -> Telling:
    return applies_for_more(own)


def norms_of(telling: Telling) -> Standard:
    return telling.library.standard(SERVICE, NAME, TODAY)


def as_seen(telling: Telling, by: Staff) -> Case:
    case = folded(telling.entries(by=by.username))
    return with_help_elsewhere(case, norms_of(telling), by, now=telling.now)


def test_the_sum_is_read_from_the_other_case_and_says_so(telling: Telling) -> None:
    case = as_seen(telling, viewer("anna"))
    found = norms_of(telling).assess(case.facts_on(TODAY), TODAY)
    assert found.answers["target_group"].value is Outcome.OUTSIDE_GUIDING
    assert found.known[TOGETHER] == 6
    assert FROM_THE_RECORD in [one.source for one in known(found, TOGETHER).origins]
    assert ELSEWHERE not in [name for name, _settles in found.ask_first]


def test_all_cases_of_the_services_are_summed_and_no_others(telling: Telling) -> None:
    for number, service in (("2019-10", "sheltered_employment"), ("2019-11", "temporary_stay")):
        extent = amounts(days_per_week=1) if service == "sheltered_employment" else {}
        grant = replace(OTHER, case_number=number, service=service, extent=extent)
        Telling(telling.library).does(grant)
    told = as_seen(telling, viewer("anna")).elsewhere[ELSEWHERE]
    assert told.value == 3
    assert told.source == (
        "Fra sagen: 1 i sag 2019-10 fra 1. marts 2019; 2 i sag 2019-9 fra 1. marts 2019"
    )


def test_a_note_that_says_otherwise_is_told_and_does_not_count(telling: Telling) -> None:
    telling.does(noted(ELSEWHERE, 1))
    case = as_seen(telling, viewer("anna"))
    counts = case.facts_on(TODAY)[ELSEWHERE]
    assert (counts.value, counts.source) == (
        2, f"{FROM_THE_RECORD}. Noteret er 1, som ikke tæller",
    )  # fmt: skip
    (told,) = contradictions(case, TODAY, telling.library.words)
    assert told == (
        "Dage i et andet dagtilbud: Der er noteret 1 dag om ugen, men i borgerens andre sager "
        "løber 2 dage om ugen. Det, der løber, tæller. Ret noten, eller ret den anden sag."
    )


def test_the_check_tells_it_and_finds_the_same_again(telling: Telling) -> None:
    telling.does(noted(ELSEWHERE, 1))
    telling.does(NEED, *(EvidenceAdded(evidence=paper) for paper in NOTES), ASSESSMENT)
    draft = replace(WHOLE_DRAFT, municipality=NAME, granted=amounts(days_per_week=4))
    telling.does(TakeDecision(decision=draft))
    judgement = telling.acted[-1].judgement
    assert judgement is not None
    (told,) = [one for one in judgement.findings if one.code == "running_help_contradicts"]
    assert told.text == (
        "Dage i et andet dagtilbud: I borgerens andre sager løber 2, og det tæller. Der er "
        "noteret 1."
    )
    taken = folded(telling.entries()).decisions[-1]
    assert taken.decision.facts[ELSEWHERE].value == 2
    assert replay(taken, telling.library).differences == ()


def test_a_note_that_agrees_is_no_contradiction(telling: Telling) -> None:
    telling.does(noted(ELSEWHERE, 2))
    case = as_seen(telling, viewer("anna"))
    assert case.facts_on(TODAY)[ELSEWHERE].source == FROM_THE_RECORD
    assert contradictions(case, TODAY, telling.library.words) == ()


def test_who_may_not_see_the_other_case_is_told_nothing_of_it(telling: Telling) -> None:
    hide = AccessRestricted(restricted=True, why="Borgeren er ansat her.")
    hidden = act(
        case_with("2019-9"), hide, viewer("vera"), library=telling.library, now=telling.now
    )
    assert isinstance(hidden, Acted)
    telling.does(noted(ELSEWHERE, 1))
    unseen = as_seen(telling, viewer("birk"))
    assert unseen.elsewhere == {}
    assert unseen.facts_on(TODAY)[ELSEWHERE].value == 1


def test_that_the_other_case_was_read_is_noted_in_it_once(telling: Telling) -> None:
    other = case_with("2019-9")
    with access.acting(viewer("anna")):
        before = len(access.looks_at(other))
    as_seen(telling, viewer("anna"))
    as_seen(telling, viewer("anna"))
    with access.acting(viewer("anna")):
        looks = access.looks_at(other)
    assert before == 1  # noting the facts of the new case read it already
    assert len(looks) == 1
    assert looks[0].purpose == "Løbende hjælp regnet med i en anden af borgerens sager"


def test_norms_that_sum_nothing_ask_the_database_nothing(library: Library) -> None:
    telling = applied(library)
    standard = library.standard(SERVICE, "vejen", TODAY)
    by, case = viewer("anna"), telling.case
    with counted() as statements:
        assert with_help_elsewhere(case, standard, by, now=telling.now) is case
    assert statements == []


def test_the_terminal_tells_the_sum_and_the_contradiction(
    telling: Telling, kompas: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "norms", lambda: telling.library)
    telling.does(noted(ELSEWHERE, 1))
    shown = " ".join(kompas("case", "show", "2026-9", "--as", "anna").out.split())
    assert f"Dage i et andet dagtilbud: 2 [{FROM_THE_RECORD}]" in shown
    assert "Der er noteret 1 dag om ugen, men i borgerens andre sager løber 2" in shown
    told = {
        "command": "fact_noted",
        "name": ELSEWHERE,
        "value": 3,
        "source": "Borgeren",
        "dated": "2026-06-01",
    }
    done = kompas("case", "act", "2026-9", "-", "--json", "--as", "anna", stdin=told)
    assert "noteret 3 dage" in json.loads(done.out)["contradictions"][0]


def test_help_that_stops_after_the_decision_is_told_before_the_letter(telling: Telling) -> None:
    telling.does(NEED, *(EvidenceAdded(evidence=paper) for paper in NOTES), ASSESSMENT)
    draft = replace(WHOLE_DRAFT, municipality=NAME, granted=amounts(days_per_week=4))
    telling.does(TakeDecision(decision=draft))
    taken = folded(telling.entries()).decisions[-1].decision
    words = telling.library.words
    running = as_seen(telling, viewer("anna"))
    assert moved_since(taken, running, words) == ()
    (told,) = moved_since(taken, replace(running, elsewhere={}), words)
    assert told.startswith("Dage i et andet dagtilbud: Afgørelsen regner med 2 dage om ugen.")
    assert "løber der ikke noget nu" in told
    less = {name: replace(given, value=1) for name, given in running.elsewhere.items()}
    (told,) = moved_since(taken, replace(running, elsewhere=less), words)
    assert "løber der nu 1 dag om ugen" in told
    before = replace(taken, facts={n: g for n, g in taken.facts.items() if n != ELSEWHERE})
    (told,) = moved_since(before, running, words)
    assert "løber der nu 2 dage om ugen. Afgørelsen regner ikke med det." in told
