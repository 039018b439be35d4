"""Decisions on support (§ 85) and on relief (§ 84): drafts that stand, that fall, and letters."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kompas.casework import Decision, DecisionForm, DecisionKind, Facility, amounts
from kompas.letters import compose, facts_from_norms, read_clauses
from kompas.letters.letter import Letter, plain_text
from kompas.letters.readability import AIM_LIX, readability_of
from kompas.letters.tracing import unconfirmed, untraced
from kompas.norms import GivenFact, Library
from kompas.soundness import Severity, Verdict, judge
from tests.spec.soundness.drafts import ON, REDUCTION, changed, ground, says

STARTS = date(2026, 7, 1)


def noted(value: object) -> GivenFact:
    """A fact with its source and date."""
    return GivenFact(value, "Udredning", date(2026, 3, 2))


def blocking(draft: Decision, library: Library) -> list[tuple[str, str]]:
    """What blocks a draft: what was found, and about what."""
    findings = judge(draft, library, ON).findings
    return [(f.code, f.about) for f in findings if f.severity is Severity.BLOCKING]


def doubts(draft: Decision, library: Library) -> list[tuple[str, str]]:
    """What a draft should think of: what was found, and about what."""
    findings = judge(draft, library, ON).findings
    return [(f.code, f.about) for f in findings if f.severity is Severity.WARNING]


def letter_of(draft: Decision, library: Library) -> Letter:
    """The draft's letter by the norms of its day."""
    book = read_clauses(library.folder / "letters", draft.service, library.words)
    facts = facts_from_norms(draft, library, judge(draft, library, ON).assessment)
    return compose(draft, facts, book)


# --- support in the home (§ 85) -----------------------------------------------------------------

GOALS = ground(
    "goals_reached",
    "Du har nået de mål, vi aftalte.",
    each_goal="Du åbner selv din post og betaler dine regninger.",
    need_now="Du bruger kalenderen uden hjælp og siger, at du kan selv.",
)
SUPPORT_REFUSAL = changed(
    REDUCTION,
    kind=DecisionKind.REFUSAL,
    service="socio_pedagogical_support",
    case_number="2026-85-1",
    legal_basis=("serviceloven § 85",),
    applied_for="støtte til post og økonomi",
    granted={},
    granted_before={},
    facts={
        "birth_date": noted("1980-04-12"),
        "considerably_reduced_capacity": noted(True),
        "needs_help_care_or_support": noted(True),
        "needs_support_to_keep_skills": noted(True),
        "vum_level": noted("C1"),
        "housing": noted("own_home"),
        "support_situation": noted("staying_at_home"),
    },
    need=says("Du har brug for hjælp til at åbne og forstå din post."),
    grounds=(
        ground("need_level", "Udredningen viser et moderat behov for støtte til post og penge."),
        ground(
            "early_help_suffices",
            "Du kan få den hjælp, du har brug for, i åben rådgivning.",
            which_help="Åben rådgivning hver tirsdag i dit lokale medborgerhus.",
            can_use="Du har været der to gange og fortæller, at det gik godt.",
            covers_need="I har åbnet posten sammen, og du har fået betalt dine regninger.",
        ),
    ),
)
SUPPORT_GRANT = replace(
    SUPPORT_REFUSAL,
    kind=DecisionKind.GRANT,
    facts={**SUPPORT_REFUSAL.facts, "vum_level": noted("D1")},
    starts_on=STARTS,
    grounds=(),
    complaint_guidance=None,
)
SUPPORT_END = replace(
    SUPPORT_REFUSAL,
    kind=DecisionKind.TERMINATION,
    applied_for=None,
    ends_on=date(2026, 7, 31),
    grounds=(GOALS,),
)


@pytest.mark.parametrize("draft", [SUPPORT_REFUSAL, SUPPORT_GRANT, SUPPORT_END])
def test_a_sound_decision_on_support_stands_and_its_letter_is_whole(
    draft: Decision, library: Library
) -> None:
    judgement = judge(draft, library, ON)
    assert [f.text for f in judgement.findings] == []
    assert judgement.verdict is Verdict.STANDS
    letter = letter_of(draft, library)
    assert letter.missing == ()
    assert (untraced(letter), unconfirmed(letter)) == ((), ())
    assert readability_of(letter).lix <= AIM_LIX


@pytest.mark.ledger("S85-01")
@pytest.mark.parametrize("kind", ["need_level", "guiding_level"])
def test_c1_alone_refuses_nobody(kind: str, library: Library) -> None:
    draft = changed(SUPPORT_REFUSAL, grounds=(ground(kind),))
    assert blocking(draft, library) == [("ground_cannot_carry", kind)]


@pytest.mark.ledger("S85-01")
@pytest.mark.parametrize(
    ("level", "with_reason", "stands"),
    [("C3", False, True), ("C2", False, False), ("C2", True, True), ("B1", False, False)],
)
def test_support_below_c3_is_granted_only_with_the_special_reason_written(
    level: str, with_reason: bool, stands: bool, library: Library
) -> None:
    reason = ground("individual_need", what_in_this_case="Du har lige mistet din mor.")
    draft = changed(
        SUPPORT_GRANT,
        facts={**SUPPORT_GRANT.facts, "vum_level": noted(level)},
        grounds=(reason,) if with_reason else (),
    )
    expected = [] if stands else [("deviation_without_reason", "target_group")]
    assert blocking(draft, library) == expected


@pytest.mark.ledger("S85-02")
def test_clarification_asks_for_an_expected_time(library: Library) -> None:
    facts = {**SUPPORT_GRANT.facts, "support_situation": noted("clarification")}
    draft = changed(SUPPORT_GRANT, facts=facts)
    assert doubts(draft, library) == [("duty_not_met", "time-horizon-written")]
    written = changed(draft, facts={**facts, "time_horizon_written": noted(True)})
    assert doubts(written, library) == []


@pytest.mark.ledger("S85-03")
def test_support_is_granted_without_a_number_of_hours(library: Library) -> None:
    assert SUPPORT_GRANT.granted == {}
    text = plain_text(letter_of(SUPPORT_GRANT, library))
    assert "Der er ikke sat et bestemt antal timer" in text
    measured = changed(SUPPORT_GRANT, granted=amounts(hours_per_week=Decimal(3)))
    assert "Du får støtte 3 timer om ugen." in plain_text(letter_of(measured, library))


@pytest.mark.ledger("S85-05")
def test_the_letter_says_what_support_costs_and_when_it_is_followed_up(library: Library) -> None:
    text = plain_text(letter_of(SUPPORT_GRANT, library))
    assert "Støtten koster ikke noget for dig." in text
    assert "Det gør vi mindst en gang om året." in text


def test_early_help_that_is_only_named_carries_nothing(library: Library) -> None:
    draft = changed(SUPPORT_REFUSAL, grounds=(ground("early_help_suffices"),))
    (finding,) = (f for f in judge(draft, library, ON).findings)
    assert (finding.code, set(finding.lacks)) == (
        "ground_not_shown", {"which_help", "can_use", "covers_need"},
    )  # fmt: skip


@pytest.mark.ledger("S85-04")
def test_practical_help_is_shown_to_be_given_under_83(library: Library) -> None:
    bare = changed(SUPPORT_REFUSAL, grounds=(ground("home_care_instead"),))
    assert ("ground_not_shown", "home_care_instead") in blocking(bare, library)
    shown = ground(
        "home_care_instead",
        which_need="Du har brug for hjælp til at gøre rent og vaske tøj.",
        helped_on="Vi har sendt din ansøgning til Borgercenter Hjemmepleje den 1. maj.",
    )
    assert blocking(changed(SUPPORT_REFUSAL, grounds=(shown,)), library) == []


def test_a_ground_of_another_kind_of_help_carries_nothing(library: Library) -> None:
    draft = changed(REDUCTION, grounds=(GOALS,))
    assert blocking(draft, library) == [("ground_of_another_service", "goals_reached")]


def test_the_wrong_paragraph_is_found(library: Library) -> None:
    draft = changed(SUPPORT_GRANT, legal_basis=("serviceloven § 104",))
    assert blocking(draft, library) == [("legal_basis_does_not_fit", "legal_basis")]


@pytest.mark.ledger("S85-05")
@pytest.mark.parametrize("part", ["wishes", "capacity"])
def test_an_end_without_an_individual_assessment_falls(part: str, library: Library) -> None:
    draft = changed(SUPPORT_END, **{part: None})
    assert blocking(draft, library) == [("duty_not_met", "individual-assessment-of-change")]


# --- relief (§ 84) ------------------------------------------------------------------------------

RELIEF_GRANT = changed(
    SUPPORT_GRANT,
    service="home_relief",
    case_number="2026-84-1",
    legal_basis=("barnets lov § 90, nr. 2", "serviceloven § 84, stk. 1"),
    applied_for="afløsning to timer om ugen",
    granted=amounts(hours_per_week=Decimal(2)),
    capacity=None,
    facts={
        "child_birth_date": noted("2018-04-12"),
        "cares_for_child": noted(True),
        "child_reduced_capacity": noted(True),
        "child_considerable_lasting_disability": noted(True),
        "need_from_impairment_alone": noted(True),
        "child_special_support_need": noted(False),
        "several_continuous_hours_needed": noted(False),
        "relief_form": noted("helper_at_home"),
        "relief_for_siblings": noted(True),
        "relief_for_errands": noted(False),
        "statements_on_child": noted(True),
    },
    need=says("I har brug for tid alene med Emmas søster."),
    wishes=says("I vil gerne have tiden om onsdagen."),
)
RESPITE_GRANT = replace(
    RELIEF_GRANT,
    applied_for="aflastning på institution",
    granted=amounts(days_per_year=40),
    facts={
        **RELIEF_GRANT.facts,
        "several_continuous_hours_needed": noted(True),
        "relief_form": noted("institution"),
        "respite_package": noted("small"),
    },
)
RELIEF_REFUSAL = replace(
    RELIEF_GRANT,
    kind=DecisionKind.REFUSAL,
    starts_on=None,
    granted={},
    complaint_guidance=REDUCTION.complaint_guidance,
    grounds=(
        ground(
            "time_at_other_parent",
            "Emma bor halvdelen af tiden hos sin far.",
            how_much="Emma er hos sin far hver anden uge.",
            covers_need="I den uge har du tid til Emmas søster, og det siger du er nok.",
        ),
    ),
)


@pytest.mark.parametrize("draft", [RELIEF_GRANT, RESPITE_GRANT, RELIEF_REFUSAL])
def test_a_sound_decision_on_relief_stands_and_its_letter_is_whole(
    draft: Decision, library: Library
) -> None:
    judgement = judge(draft, library, ON)
    assert [f.text for f in judgement.findings] == []
    assert judgement.verdict is Verdict.STANDS
    letter = letter_of(draft, library)
    assert letter.missing == ()
    assert (untraced(letter), unconfirmed(letter)) == ((), ())
    assert readability_of(letter).lix <= AIM_LIX


@pytest.mark.ledger("RELIEF-05")
@pytest.mark.parametrize(
    ("hours", "with_reason", "stands"),
    [("2", False, True), ("5", False, False), ("1", False, False), ("5", True, True)],
)
def test_more_or_less_than_2_hours_takes_an_individual_reason(
    hours: str, with_reason: bool, stands: bool, library: Library
) -> None:
    reason = ground("individual_need", what_in_this_case="To af børnene har handicap.")
    draft = changed(
        RELIEF_GRANT,
        applied_for=f"afløsning {hours} timer om ugen",
        granted=amounts(hours_per_week=Decimal(hours)),
        grounds=(reason,) if with_reason else (),
    )
    expected = [] if stands else [("deviation_without_reason", "hours_per_week")]
    assert blocking(draft, library) == expected


@pytest.mark.ledger("RELIEF-05", "RELIEF-08")
def test_the_letter_on_relief_speaks_to_the_parent(library: Library) -> None:
    text = plain_text(letter_of(RELIEF_GRANT, library))
    assert "I får afløsning i hjemmet" in text
    assert "I får afløsning 2 timer om ugen. En afløser passer jeres barn i hjemmet." in text
    assert "Timerne kan ikke spares op." in text
    assert "I betaler for tiden ikke noget for afløsning eller aflastning." in text
    assert "barnets lovs § 90, nr. 2" in text


@pytest.mark.ledger("RELIEF-06")
@pytest.mark.parametrize(
    ("facts", "granted", "said"),
    [
        ({"respite_package": "small"}, {"days_per_year": 40}, "40 døgn om året"),
        ({"respite_package": "large"}, {"days_per_year": 80}, "80 døgn om året"),
        (
            {"respite_package": "largest", "quite_special_case": True},
            {"days_per_year": 110},
            "110 døgn om året",
        ),
        ({"relief_form": "weekend_tours"}, {"days_per_year": 24}, "24 døgn om året"),
        ({"relief_form": "network_care"}, {"weekends_per_month": 1}, "1 weekend om måneden"),
        ({"relief_form": "network_care"}, {"weekends_per_month": 2}, "2 weekender om måneden"),
    ],
)
def test_the_letter_on_respite_says_what_was_decided(
    facts: dict[str, object], granted: dict[str, int], said: str, library: Library
) -> None:
    given = {name: noted(value) for name, value in facts.items()}
    draft = replace(
        RESPITE_GRANT, facts={**RESPITE_GRANT.facts, **given}, granted=amounts(**granted)
    )
    letter = letter_of(draft, library)
    assert letter.missing == ()
    assert f"I får aflastning {said}." in plain_text(letter)


@pytest.mark.ledger("RELIEF-09")
@pytest.mark.parametrize("value", [None, False])
def test_relief_asks_for_statements_on_the_child(value: bool | None, library: Library) -> None:
    facts = dict(RELIEF_GRANT.facts)
    del facts["statements_on_child"]
    if value is not None:
        facts["statements_on_child"] = noted(value)
    draft = changed(RELIEF_GRANT, facts=facts)
    assert doubts(draft, library) == [("duty_not_met", "statements-on-the-child")]


@pytest.mark.ledger("RELIEF-08")
def test_the_choice_of_a_helper_asks_for_the_certificates(library: Library) -> None:
    draft = changed(
        RELIEF_GRANT,
        kind=DecisionKind.PROVIDER_CHOICE,
        form=DecisionForm.ADMINISTRATIVE_ACT_ONLY,
        form_reason=says("Afløseren kender Emma."),
        considerably_intrusive=False,
        facilities=(
            Facility(
                name="En afløser, der kender Emma",
                staff=says("Afløseren er pædagog og har passet børn med epilepsi."),
                meets_need=says("Afløseren kender Emmas anfald og kan passe hende om aftenen."),
            ),
        ),
    )
    assert doubts(draft, library) == [("duty_not_met", "certificates-before-the-helper")]
    there = changed(draft, facts={**draft.facts, "helper_certificates": noted(True)})
    assert doubts(there, library) == []
    assert judge(there, library, ON).verdict is Verdict.STANDS
    assert letter_of(there, library).missing == ()


@pytest.mark.ledger("RELIEF-01")
def test_a_childs_own_need_refuses_relief_only_when_the_other_help_was_considered(
    library: Library,
) -> None:
    facts = {**RELIEF_REFUSAL.facts, "child_special_support_need": noted(True)}
    bare = changed(RELIEF_REFUSAL, facts=facts, grounds=(ground("child_has_own_need"),))
    assert blocking(bare, library) == [("ground_not_shown", "child_has_own_need")]
    shown = ground(
        "child_has_own_need",
        which_need="Emma har brug for støtte hele døgnet.",
        help_instead="Vi har givet Emma støtte efter barnets lov den 1. maj.",
    )
    assert blocking(changed(bare, grounds=(shown,)), library) == []


@pytest.mark.ledger("RELIEF-07")
def test_time_at_the_other_parent_is_counted_only_when_it_covers_the_need(
    library: Library,
) -> None:
    only_said = ground("time_at_other_parent", how_much="Hver anden weekend.")
    assert blocking(changed(RELIEF_REFUSAL, grounds=(only_said,)), library) == [
        ("ground_not_shown", "time_at_other_parent")
    ]


@pytest.mark.ledger("RELIEF-01")
def test_an_adult_child_is_outside_the_act(library: Library) -> None:
    facts = {**RELIEF_GRANT.facts, "child_birth_date": noted("2008-06-01")}
    draft = changed(RELIEF_GRANT, facts=facts)
    assert blocking(draft, library) == [("outside_the_act", "target_group")]


# --- letters of every kind ----------------------------------------------------------------------

KINDS = [
    (SUPPORT_REFUSAL, "Du får ikke den støtte"),
    (SUPPORT_GRANT, "Du får støtte i hverdagen"),
    (SUPPORT_END, "Din støtte stopper"),
    (replace(SUPPORT_GRANT, kind=DecisionKind.PARTIAL_REFUSAL), "Du får noget af det"),
    (replace(SUPPORT_GRANT, kind=DecisionKind.REDUCTION), "Din støtte bliver mindre"),
    (replace(SUPPORT_GRANT, kind=DecisionKind.PROVIDER_CHOICE), "hvem der skal støtte dig"),
    (replace(SUPPORT_GRANT, kind=DecisionKind.PROVIDER_CHANGE), "støtte fra nogle andre"),
    (RELIEF_REFUSAL, "I får ikke afløsning"),
    (RELIEF_GRANT, "I får afløsning i hjemmet"),
    (RESPITE_GRANT, "I får aflastning"),
    (replace(RELIEF_GRANT, kind=DecisionKind.PARTIAL_REFUSAL), "I får noget af det"),
    (replace(RELIEF_GRANT, kind=DecisionKind.REDUCTION), "I får mindre afløsning"),
    (replace(RELIEF_GRANT, kind=DecisionKind.TERMINATION), "aflastning stopper"),
    (replace(RELIEF_GRANT, kind=DecisionKind.PROVIDER_CHOICE), "hvem der skal hjælpe jer"),
    (replace(RELIEF_GRANT, kind=DecisionKind.PROVIDER_CHANGE), "hjælp fra nogle andre"),
]


@pytest.mark.parametrize(("draft", "title"), KINDS)
def test_a_letter_of_every_kind_has_its_title_and_is_plain(
    draft: Decision, title: str, library: Library
) -> None:
    letter = letter_of(draft, library)
    assert title in "".join(span.text for span in letter.title)
    assert readability_of(letter).lix <= AIM_LIX
    assert untraced(letter) == ()
