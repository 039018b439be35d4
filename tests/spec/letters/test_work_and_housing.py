"""Letters about sheltered employment and housing: whole, plain and traced, or telling why not."""

from dataclasses import replace

import pytest

from kompas.casework import Decision, DecisionForm, DecisionKind, amounts
from kompas.letters import compose, facts_from_norms, read_clauses
from kompas.letters.letter import Letter, plain_text
from kompas.letters.readability import AIM_LIX, readability_of
from kompas.letters.tracing import unconfirmed, untraced
from kompas.norms import Library
from kompas.soundness import Verdict, judge
from tests.spec.soundness.drafts import ON, ground, says
from tests.spec.soundness.test_work_and_housing import noted
from tests.spec.soundness.work_and_housing import (
    GRANTS,
    HOME_SUFFICES,
    LONG_GRANT,
    NOT_COVERED,
    OTHER_WORK,
    PURPOSE_MET,
    TEMPORARY_GRANT,
    WORK_GRANT,
    ended,
    refused,
)

TENANT = replace(
    noted(LONG_GRANT, housing_basis="social_housing"), legal_basis=("almenboligloven § 105",)
)
WISH = {
    "wishes_other_offer": True,
    "wished_offer_suits": True,
    "wished_offer_registered": True,
    "other_municipality": False,
    "referred_offer_price_oere": 300_000,
    "wished_offer_price_oere": 400_000,
}
ENDED_STAY = ended(noted(TEMPORARY_GRANT, stay_outcome="own_home"), PURPOSE_MET)
REFUSED_STAY = refused(noted(TEMPORARY_GRANT, need_coverable_otherwise=True), HOME_SUFFICES)
REFUSED_WISH = replace(
    noted(LONG_GRANT, **WISH),
    kind=DecisionKind.PARTIAL_REFUSAL,
    form=DecisionForm.DECISION,
    applied_for="en plads i Søhuset",
    grounds=(NOT_COVERED,),
    complaint_guidance=REFUSED_STAY.complaint_guidance,
)
REFUSED_WORK = refused(noted(WORK_GRANT, other_law_offer_usable=True), OTHER_WORK)
FEWER_DAYS = replace(
    WORK_GRANT,
    kind=DecisionKind.REDUCTION,
    form=DecisionForm.DECISION,
    granted=amounts(days_per_week=3),
    granted_before=amounts(days_per_week=5),
    grounds=(ground("citizens_wish", "Du vil gerne gå ned i tid.", how_expressed="På mødet."),),
    complaint_guidance=REFUSED_WORK.complaint_guidance,
)
WHOLE = {
    "work": WORK_GRANT,
    "work, refused": REFUSED_WORK,
    "work, fewer days": FEWER_DAYS,
    "temporary": TEMPORARY_GRANT,
    "temporary, refused": REFUSED_STAY,
    "temporary, ended": ENDED_STAY,
    "long-term": LONG_GRANT,
    "long-term, tenant": TENANT,
    "long-term, wish refused": REFUSED_WISH,
}


def letter_of(draft: Decision, library: Library) -> Letter:
    book = read_clauses(library.folder / "letters", draft.service, library.words)
    facts = facts_from_norms(draft, library, judge(draft, library, ON).assessment)
    return compose(draft, facts, book)


def lacking(draft: Decision, library: Library) -> set[str]:
    return {missing.text for missing in letter_of(draft, library).missing}


@pytest.mark.parametrize("name", WHOLE)
def test_a_draft_that_stands_has_a_letter_that_is_whole_plain_and_traced(
    name: str, library: Library
) -> None:
    draft = WHOLE[name]
    assert judge(draft, library, ON).verdict is Verdict.STANDS
    letter = letter_of(draft, library)
    assert letter.missing == ()
    assert untraced(letter) == ()
    assert unconfirmed(letter) == ()
    assert readability_of(letter).lix <= AIM_LIX


@pytest.mark.ledger("S103-03", "S103-04", "S103-06")
@pytest.mark.parametrize(
    "sentence",
    [
        "Du får beskyttet beskæftigelse",
        "Du kan arbejde 5 dage om ugen.",
        "Du får løn efter, hvad du laver.",
        "Du betaler ikke for selve tilbuddet. Befordringen er for sig.",
        "højst 30 % af det, du tjener i tilbuddet efter skat",
        "Vi følger løbende op sammen med dig.",
    ],
)
def test_the_letter_on_work_says_days_pay_and_what_transport_costs(
    sentence: str, library: Library
) -> None:
    assert sentence in plain_text(letter_of(WORK_GRANT, library))


@pytest.mark.ledger("S107-02", "S107-05", "S107-07")
@pytest.mark.parametrize(
    "sentence",
    [
        "Du får et midlertidigt ophold i et botilbud",
        "Dit tilbud er Bostedet Lindevej.",
        "Det slutter, når formålet er opfyldt.",
        "Du betaler for opholdet, også el, vand og varme, efter din indtægt.",
        "Du betaler ikke indskud.",
        "betaler du aldrig for",
        "Den støtte, du får i botilbuddet, står i sin egen afgørelse.",
    ],
)
def test_the_letter_on_a_temporary_stay_says_how_long_and_what_it_costs(
    sentence: str, library: Library
) -> None:
    assert sentence in plain_text(letter_of(TEMPORARY_GRANT, library))


@pytest.mark.ledger("S107-05")
def test_who_keeps_an_own_home_is_told_that_there_is_no_payment(library: Library) -> None:
    text = plain_text(letter_of(noted(TEMPORARY_GRANT, keeps_own_home=True), library))
    assert "betaler derfor som udgangspunkt ikke for opholdet" in text
    assert "efter din indtægt" not in text


@pytest.mark.ledger("S108-04", "FW-21")
def test_the_letter_on_long_term_housing_tells_of_the_free_choice(library: Library) -> None:
    text = plain_text(letter_of(LONG_GRANT, library))
    assert "Du kan frit vælge et andet længerevarende botilbud" in text
    refusal = plain_text(letter_of(REFUSED_WISH, library))
    assert "Du kan frit vælge" not in refusal
    assert "Det, der skal til, og som mangler: Prisen er over grænsen." in refusal


@pytest.mark.ledger("S108-02", "S108-06")
def test_a_tenant_is_told_of_the_rent_and_a_resident_of_the_payment(library: Library) -> None:
    tenant = plain_text(letter_of(TENANT, library))
    assert "Du betaler husleje efter din lejekontrakt." in tenant
    assert "boligstøtte" not in tenant
    resident = plain_text(letter_of(LONG_GRANT, library))
    assert "efter dens omkostninger og din indtægt" in resident
    assert "husleje" not in resident


@pytest.mark.ledger("S108-04", "PROC-11")
def test_a_refused_wish_shows_the_two_prices_that_it_rests_on(library: Library) -> None:
    text = plain_text(letter_of(REFUSED_WISH, library))
    assert "4.000 kr. i døgnet" in text
    assert "3.000 kr. i døgnet" in text


def test_the_end_of_a_stay_says_when_and_what_was_reached(library: Library) -> None:
    text = plain_text(letter_of(ENDED_STAY, library))
    assert "stopper den 31. august 2026" in text
    assert "Det har du nået: Borgeren laver selv mad" in text


def test_fewer_days_say_before_and_after(library: Library) -> None:
    text = plain_text(letter_of(FEWER_DAYS, library))
    assert "Nu har du 5 dage om ugen. Fra den 1. juli 2026 får du 3 dage om ugen." in text


@pytest.mark.parametrize(
    ("draft", "missing"),
    [
        (noted(WORK_GRANT, pay_by_effort_possible=None), "hvordan borgeren får løn"),
        (replace(WORK_GRANT, granted={}), "hvor mange dage om ugen borgeren får"),
        (
            replace(FEWER_DAYS, granted_before={}),
            "hvor mange dage om ugen borgeren har nu",
        ),
        (noted(TEMPORARY_GRANT, keeps_own_home=None), "hvordan borgeren betaler for opholdet"),
        (noted(LONG_GRANT, housing_basis=None), "hvordan borgeren betaler for boligen"),
        (noted(LONG_GRANT, wishes_other_offer=None), "om borgeren kan vælge et andet tilbud"),
        (replace(TEMPORARY_GRANT, starts_on=None), "hvornår det gælder fra"),
    ],
)
def test_a_letter_that_lacks_something_says_what(
    draft: Decision, missing: str, library: Library
) -> None:
    assert lacking(draft, library) == {f"Det mangler, {missing}."}


@pytest.mark.parametrize("draft", GRANTS, ids=lambda draft: draft.service)
@pytest.mark.parametrize("kind", list(DecisionKind))
def test_every_kind_of_decision_has_a_title_and_says_what_was_decided(
    draft: Decision, kind: DecisionKind, library: Library
) -> None:
    text = plain_text(letter_of(replace(draft, kind=kind, form_reason=says("Tæt på.")), library))
    assert "Det har vi besluttet" in text
    assert ("botilbud" if draft is not WORK_GRANT else "beskyttet beskæftigelse") in text.lower()
