"""A ground rests by its words on what may be the reason, whatever it is filed under.

Each subject that cannot be the reason is tried by texts that rest on it, and by texts that look as
if they did: that name it in passing, set it aside, or quote somebody.
"""

from dataclasses import replace

import pytest

from kompas.casework import Decision, DecisionKind
from kompas.norms import Carries, Library
from kompas.soundness import Finding, Severity, Verdict, judge
from tests.spec.soundness.drafts import (
    GRANT,
    MET_IN_HOUSING,
    ON,
    REDUCTION,
    changed,
    ground,
    says,
)

RESTING: dict[str, tuple[str, ...]] = {
    "age": (
        "Du er fyldt 68 år og får folkepension, og så er to dage om ugen passende.",
        "I din alder har man ikke de samme kræfter, og derfor er to dage nok.",
        "Når man er gået på pension, er det meningen, at man skal trappe ned.",
        "Din alder taget i betragtning kan du ikke regne med så mange dage som før.",
        "Du er over 65, og så får man færre dage.",
    ),
    "relatives": (
        "Din mor har bil og kan køre dig derhen hver dag.",
        "Din søster bor i nærheden og kan hjælpe dig med at komme ud.",
        "Dine forældre tager sig af dig om eftermiddagen, og det kan de blive ved med.",
        "Din ægtefælle går hjemme og kan stå for det meste.",
    ),
    "standard": (
        "Kommunens kvalitetsstandard siger tre dage, og mere kan vi ikke give.",
        "Serviceniveauet er besluttet af byrådet og gælder for dig.",
        "Efter kommunens ydelseskatalog svarer dit niveau til tre dage.",
        "Tre dage er det, der ligger inden for det fastsatte niveau.",
    ),
    "economy": (
        "Kommunen skal spare, og derfor bliver dagene skåret ned.",
        "Budgettet på området er under pres, og vi må finde besparelser.",
        "Tilbuddet er for dyrt i forhold til et andet, og det billigste er nok.",
        "Af hensyn til kommunens økonomi er antallet sat ned.",
    ),
    "no_shows": (
        "Du er udeblevet flere gange uden afbud, og så mister du dagen.",
        "Du samarbejder ikke om aftalerne og møder ikke op til samtalerne.",
        "Du har brudt husreglerne og har fået en advarsel.",
        "Du viser ingen motivation og mangler vilje til at være med.",
    ),
    "waiting_list": (
        "Der er venteliste, og der er ingen ledige pladser i år.",
        "Vi mangler medarbejdere og kan derfor kun give tre dage.",
        "Holdet er fyldt op, og der er ikke plads til flere.",
        "På grund af personalemangel bliver der færre dage.",
    ),
    "practice": (
        "Vi plejer at give tre dage, og det er fast praksis hos os.",
        "Kommunen bevilger aldrig mere end tre dage til nogen.",
        "Det er kommunens praksis, og vi gør ikke undtagelser.",
        "Alle får tre dage her, og det vil skabe præcedens at give dig flere.",
    ),
    "other_aim": (
        "Du har beskyttet beskæftigelse, og så er du dækket ind.",
        "Du er i gang med STU og har nok at se til på din uddannelse.",
        "Du har et fleksjob, og arbejdet giver dig dine kolleger.",
    ),
    "diagnosis": (
        "Du har diagnosen ADHD, og den giver ikke ret til mere.",
        "Din diagnose hører til de lettere, og derfor får du tre dage.",
        "Med en udviklingshæmning som din giver vi tre dage.",
    ),
    "time_helped": (
        "Du har haft støtte i mange år, og nu er tiden inde til at slutte.",
        "Hjælpen har varet længe nok, og et forløb skal have en ende.",
        "Du har fået støtte i ti år, og hjælpen er ikke livsvarig.",
    ),
    "others": (
        "Andre borgere klarer sig med tre dage, så det kan du også.",
        "Mennesker som dig har sædvanligvis nok i tre dage.",
        "De fleste i samme situation nøjes med mindre.",
    ),
    "own_money": (
        "Du har en stor opsparing og kan selv betale for det.",
        "Din formue gør, at du har råd til at købe hjælpen selv.",
        "Du har arvet og kan finansiere turene for dine egne midler.",
    ),
    "moved": (
        "Du er nyligt tilflyttet og har kun boet i kommunen i kort tid.",
        "Du kom hertil fra en anden kommune for at få pladsen, og tilflyttere må vente.",
    ),
    "elsewhere": (
        "Det er regionens ansvar og ikke vores opgave.",
        "Det hører under psykiatrien, og ansvaret ligger hos sundhedsvæsenet.",
        "Det er ikke kommunens ansvar, for opgaven påhviler boligforeningen.",
    ),
    "papers": (
        "Skemaet er ikke udfyldt, og blanketten mangler din underskrift.",
        "Bilagene kom efter fristen, og derfor er ansøgningen henlagt.",
        "Du har søgt på en forkert blanket og ikke indsendt den rigtige.",
    ),
    "planning": (
        "Værkstedet holder lukket om fredagen, og minibussen skal køre fuld.",
        "Holdene er lagt sammen, og det passer stedet bedst.",
        "Ejerne har nedlagt fredagsholdet af hensyn til driften.",
    ),
}
"""The whole reason is the subject; some say it in so many words, some roundabout."""

FACTS = (
    "Du går til sang og gåture tre eftermiddage om ugen. Ved besøget den 3. maj fortalte du, at du "
    "er træt bagefter og hviler dig. De tre dage i værkstedet og de tre eftermiddage dækker det."
)
PASSING: dict[str, tuple[str, ...]] = {
    "age": (
        "Din alder har ikke haft betydning. " + FACTS,
        FACTS + " Du fyldte 68 år i april.",
        "Uanset din alder har vi set på, hvad du kan. " + FACTS,
        "Du går til kor med jævnaldrende hver torsdag og spiller kort med en ven om søndagen.",
    ),
    "relatives": (
        "Din mor har fortalt, at du sover længe efter kor om onsdagen og går tur hver aften.",
        FACTS + " Din søster har bil, men hun kan ikke pålægges at køre dig.",
        FACTS + " Din far kommer på besøg om søndagen.",
    ),
    "standard": (
        "Kommunens standard er vejledende, og vi har set konkret på dig. " + FACTS,
        FACTS + " Det svarer til kommunens vejledende niveau.",
    ),
    "economy": (
        FACTS + " Kommunens økonomi har ikke haft betydning for antallet af dage.",
        "Du styrer selv din økonomi og betaler dine regninger i e-boks hver måned.",
    ),
    "no_shows": (
        FACTS + " Du var væk fire gange i marts, fordi du havde influenza.",
        FACTS + " At du udeblev to gange, er ikke grunden.",
    ),
    "waiting_list": (FACTS + " Der er en ledig plads om tirsdagen.",),
    "practice": (FACTS + " Vi har ikke lagt vægt på, hvad der er kommunens praksis.",),
    "other_aim": (FACTS + " Om mandagen er du i dit fleksjob.",),
    "diagnosis": (
        (
            "Du har epilepsi: 12 af 17 anfald i marts kom efter klokken 13, og du sover to timer "
            "efter hvert. På de korte dage i april var der fire anfald i alt."
        ),
    ),
    "time_helped": (FACTS + " Du har haft støtten siden 2019.",),
    "others": (
        FACTS + " Du spiser sammen med de andre beboere hver torsdag.",
        "Du går til kor hver onsdag med fire andre borgere fra byen og drikker kaffe bagefter.",
    ),
    "own_money": (FACTS + " Din opsparing har ikke haft betydning.",),
    "moved": ("Du flyttede til Veum den 1. marts. " + FACTS,),
    "elsewhere": (FACTS + " Regionens psykiater skrev den 12. april, at du har det bedre.",),
    "papers": (
        FACTS + " Skemaet manglede din underskrift, men det har ikke haft betydning.",
        "Du udfylder selv skemaer i e-boks og går til kor hver torsdag med en ven.",
    ),
    "planning": (
        FACTS + " Minibussen henter dig stadig kl. 9.",
        FACTS + " At værkstedet holder lukket i uge 29, er ikke grunden.",
    ),
}
"""The subject is named, but the reason is something else."""


def resting(text: str, of_type: str = "individual_need") -> Decision:
    """A reduction whose only ground has this text, and says it where it should show something."""
    return changed(REDUCTION, grounds=(ground(of_type, text, what_in_this_case=text),))


def spoken(draft: Decision, library: Library) -> list[Finding]:
    found = judge(draft, library, ON).findings
    return [one for one in found if "speak_of_another" in one.code or one.code.endswith("another")]


def texts(of: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(name, text) for name, several in of.items() for text in several]


def test_every_subject_is_tried(library: Library) -> None:
    assert library.language is not None
    assert set(RESTING) == set(PASSING) == set(library.language.topics)


@pytest.mark.parametrize(("topic", "text"), texts(RESTING))
def test_a_ground_that_rests_on_what_cannot_be_the_reason_does_not_carry(
    topic: str, text: str, library: Library
) -> None:
    draft = resting(text)
    assert judge(draft, library, ON).verdict is Verdict.FALLS
    (found,) = spoken(draft, library)
    assert (found.code, found.severity) == ("ground_speaks_of_another", Severity.BLOCKING)
    assert found.lacks == (topic,)
    assert found.source
    assert found.remedy


@pytest.mark.parametrize(("topic", "text"), texts(PASSING))
def test_a_subject_in_passing_is_no_reason(topic: str, text: str, library: Library) -> None:
    draft = changed(REDUCTION, grounds=(ground("individual_need", text, what_in_this_case=FACTS),))
    assert spoken(draft, library) == [], topic
    assert judge(draft, library, ON).verdict is Verdict.STANDS


@pytest.mark.parametrize("topic", sorted(RESTING))
def test_half_of_each_is_put_to_a_person(topic: str, library: Library) -> None:
    half = "Du går til kor. " + RESTING[topic][0]
    draft = changed(REDUCTION, grounds=(ground("individual_need", half, what_in_this_case=half),))
    assert judge(draft, library, ON).verdict is not Verdict.STANDS


@pytest.mark.parametrize("topic", sorted(RESTING))
def test_a_full_grant_goes_nobody_against(topic: str, library: Library) -> None:
    text = RESTING[topic][0]
    draft = changed(GRANT, grounds=(ground("individual_need", text, what_in_this_case=text),))
    assert spoken(draft, library) == []


def test_where_another_ground_carries_only_what_never_may_be_a_ground_is_told(
    library: Library,
) -> None:
    assert library.language is not None
    for name, topic in library.language.topics.items():
        (one,) = resting(RESTING[name][0]).grounds
        draft = changed(REDUCTION, grounds=(MET_IN_HOUSING, one))
        told = [found.lacks for found in spoken(draft, library)]
        assert told == ([(name,)] if topic.carries is Carries.NEVER else []), name


def test_a_subject_is_the_reason_where_it_is_the_grounds_own(library: Library) -> None:
    parent = ground(
        "time_at_other_parent",
        "Din søn er hos sin far hver anden uge, og faren tager sig af ham dér.",
        how_much="Han er hos sin far fra torsdag til torsdag hver anden uge.",
        covers_need="I den uge sover du igennem, og det er nok, siger du.",
    )
    draft = changed(REDUCTION, service="home_relief", grounds=(parent,))
    assert spoken(draft, library) == []


def test_another_offer_may_be_the_reason_where_its_aim_is_the_same(library: Library) -> None:
    for service, told in [("activity_and_social", 1), ("long_term_stay", 0)]:
        draft = replace(resting(RESTING["other_aim"][0]), service=service)
        assert len(spoken(draft, library)) == told


def test_what_was_read_can_be_overridden_by_another_person(library: Library) -> None:
    """That an act says so, is sure; that the text means it, was read, and may be misread."""
    for name in ("age", "standard"):
        (one,) = spoken(resting(RESTING[name][0]), library)
        assert one.can_be_overridden, name


def test_the_finding_quotes_the_sentence_that_speaks_of_it(library: Library) -> None:
    text = "Du går til kor. " + RESTING["economy"][0]
    (found,) = spoken(resting(text), library)
    assert RESTING["economy"][0] in found.text
    assert "Du går til kor" not in found.text


@pytest.mark.parametrize("kind", [DecisionKind.REDUCTION, DecisionKind.TERMINATION])
def test_the_same_words_under_another_type_do_not_carry_either(
    kind: DecisionKind, library: Library
) -> None:
    text = RESTING["age"][1]
    moved = ground("citizens_wish", RESTING["no_shows"][0], how_expressed=RESTING["no_shows"][1])
    purpose = ground("purpose_reached", text, need_gone=text)
    for one in (moved, purpose):
        draft = changed(REDUCTION, kind=kind, grounds=(one,))
        assert spoken(draft, library), one.type


OF_NOBODY = (
    "Skemaet giver 14 point. Til 14 point hører to timer i Solhuset, og det er lagt fast.",
    "Peter rejser til Randers i august, og Lone begynder den 1. september.",
    "Solhuset og Månehuset ligger på samme vej, og ruten er lagt om siden juni.",
)


@pytest.mark.parametrize("text", OF_NOBODY)
def test_a_ground_that_tells_nothing_of_the_citizen_is_put_to_a_person(
    text: str, library: Library
) -> None:
    judgement = judge(resting(text), library, ON)
    assert judgement.verdict is Verdict.CANNOT_BE_JUDGED
    (found,) = judgement.findings
    assert (found.code, found.about) == ("ground_without_citizen", "individual_need")
    assert found.source
    assert "Fx: »" in found.remedy
    told = resting(text + " Du bliver træt efter to timer.")
    assert judge(told, library, ON).verdict is Verdict.STANDS
    beside = changed(REDUCTION, grounds=(*resting(text).grounds, MET_IN_HOUSING))
    assert judge(beside, library, ON).verdict is Verdict.STANDS


def test_a_ground_about_something_else_than_the_citizen_is_not_asked(library: Library) -> None:
    assert library.language is not None
    of_citizen = set(library.language.of_citizen.grounds)
    assert not of_citizen & {"wished_offer_not_covered", "pension_age_reached", "offer_suited"}
    assert {"individual_need", "need_met_by_new_grant", "goals_reached"} <= of_citizen


def test_a_statement_beside_the_grounds_may_speak_of_anything(library: Library) -> None:
    draft = changed(
        REDUCTION, need=says("Din mor kan ikke køre dig, og du er 68 år og går til kor.")
    )
    assert judge(draft, library, ON).verdict is Verdict.STANDS
