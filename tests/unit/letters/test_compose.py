"""What stands in a letter, what does not, and what it knows that it lacks."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kompas.casework import amounts
from kompas.casework.decision import Contact, Cost, Decision, DecisionKind, Ground
from kompas.letters.composing import compose
from kompas.letters.letter import (
    CompleteLetter,
    Letter,
    LetterIncompleteError,
    Missing,
    Value,
    plain_text,
    spans,
    text_of,
)
from kompas.letters.letter_facts import LetterFacts, NormNumber
from kompas.norms import GivenFact
from tests.unit.letters import samples
from tests.unit.letters.samples import Draft, book, letter_facts, said


def letter_of(decision: Decision, facts: LetterFacts | None = None) -> Letter:
    return compose(decision, facts or letter_facts(), book())


def section_codes(letter: Letter) -> list[str]:
    return [section.code for section in letter.sections]


@pytest.mark.parametrize("draft", samples.EVERY_KIND)
def test_a_whole_decision_of_every_kind_gives_a_final_letter(draft: Draft) -> None:
    letter = letter_of(draft())
    assert letter.missing == ()
    assert letter.is_final
    assert CompleteLetter(letter).letter is letter


def test_the_sections_stand_in_the_order_that_the_citizen_needs() -> None:
    assert section_codes(letter_of(samples.reduction())) == [
        "opening",
        "decided",
        "given",
        "paid",
        "reasons",
        "suitability",
        "heard",
        "facts",
        "rules",
        "alternatives",
        "follow_up",
        "complaint",
        "contact",
        "closing",
    ]


SAYS: list[tuple[Draft, str]] = [
    (samples.grant, "Du får 4 dage om ugen. Det er 28 timer om ugen i alt."),
    (samples.grant, "Dit tilbud er Værkstedet Elmelund."),
    (samples.grant, "Du kan begynde den 1. april 2026."),
    (samples.grant, "Kommunen betaler din transport til og fra tilbuddet."),
    (samples.grant, "Dette betaler du selv: maling, lærred og mad, 125,50 kr. om måneden."),
    (samples.grant, "Afgørelsen bygger på servicelovens § 104."),
    (samples.grant, "Det gør vi mindst hvert andet år."),
    (samples.partial, "Du får 3 dage om ugen. Det er 19,5 timer om ugen i alt."),
    (samples.partial, "Vi har ikke fået et svar fra dig."),
    (samples.partial, "Det skal du gøre senest 4 uger efter, at du har modtaget brevet."),
    (samples.partial, "Du klager til Ankestyrelsen."),
    (samples.partial, "Den 17. februar 2026 sendte vi dig de oplysninger, vi havde i sagen."),
    (samples.partial, "Din funktionsevne\nDu kan selv finde rundt i botilbuddet."),
    (samples.partial, "Aktiviteter: Du kan male, synge i kor og være med i køkkenet."),
    (samples.partial, "Du kan tale med botilbuddet om at få hjælp til at besøge venner."),
    (samples.partial, "Du kan også bruge de åbne steder i byen."),
    (samples.partial, "ser vi på sagen igen. Det gør vi senest 4 uger efter"),
    (samples.partial, "Du må gerne få en anden til at hjælpe dig eller tale for dig."),
    (samples.partial, "Venlig hilsen\nMette Prøvegaard\nVoksenenheden\nEksempelby Kommune"),
    (
        samples.reduction,
        "Nu har du 4 dage om ugen, i alt 28 timer om ugen. Fra den 1. maj 2026 får du 3 dage",
    ),
    (samples.reduction, "Du svarede: »Det er fint med mig.«"),
    (samples.refusal, "Vi har besluttet, at vi ikke kan give dig et aktivitets- og samværstilbud."),
    (samples.termination, "dit aktivitets- og samværstilbud stopper den 30. juni 2026."),
    (samples.provider_choice, "Vi har valgt dette aktivitets- og samværstilbud til dig: Værk"),
    (samples.provider_change, "Dit nye tilbud er Værkstedet Elmelund."),
    (samples.information, "Dette valg er ikke en afgørelse efter loven."),
    (samples.information, "Er du ikke glad for valget, vil vi gerne tale med dig om det."),
    (samples.information, "Derfor griber valget ikke meget ind i din hverdag."),
]


@pytest.mark.parametrize(("draft", "sentence"), SAYS)
def test_the_letter_says(draft: Draft, sentence: str) -> None:
    assert sentence in plain_text(letter_of(draft()))


def test_the_first_follow_up_is_told_apart_from_the_later_ones() -> None:
    half = NormNumber(6, "first", "kk-2019 4.4")
    both = replace(letter_facts(), next_follow_up_months=half)
    text = plain_text(letter_of(samples.grant(), both))
    assert "Første gang er senest 6 måneder efter afgørelsen" in text
    assert "derefter gør vi det mindst hvert andet år." in text
    # A number that depends on something is no promise for all time to come.
    for draft in (samples.grant(), samples.reduction()):
        once = replace(both, follow_up_months=None)
        text = plain_text(letter_of(draft, once))
        assert "Næste gang er senest 6 måneder efter afgørelsen." in text
        assert "mindst hver" not in text


@pytest.mark.ledger("PROC-02", "PROC-04")
def test_a_full_grant_needs_neither_reasons_nor_complaint_guidance() -> None:
    letter = letter_of(samples.grant())
    assert letter.is_final
    assert "complaint" not in section_codes(letter)


def test_a_full_grant_may_have_reasons_all_the_same() -> None:
    decision = replace(samples.grant(), grounds=(samples.met_in_housing(),))
    assert samples.met_in_housing().text in plain_text(letter_of(decision))


@pytest.mark.ledger("LAW-13")
def test_actual_administration_is_told_as_information_without_complaint_guidance() -> None:
    decision = replace(samples.information(), complaint_guidance=samples.GUIDANCE)
    text = plain_text(letter_of(decision))
    assert text_of(letter_of(decision).label) == "Orientering"
    assert "Du klager til" not in text
    assert "Afgørelsen" not in text
    assert "uger" not in text


def test_what_the_decision_does_not_hold_is_not_said() -> None:
    decision = replace(samples.grant(), applied_for=None, facilities=(), costs=(), wishes=None)
    text = plain_text(letter_of(decision))
    assert "Du får det, du har søgt om" not in text
    assert "Dit tilbud er" not in text
    assert "Du betaler" not in text
    assert "Det har du fortalt os" not in text


def test_no_letter_says_who_pays_the_transport_when_no_norm_does() -> None:
    letter = letter_of(samples.grant(), replace(letter_facts(), codes={}))
    assert "transport" not in plain_text(letter)
    assert [part.code for part in letter.missing] == ["transport"]


@pytest.mark.parametrize("draft", samples.EVERY_KIND)
def test_the_words_of_the_grounds_are_printed_as_they_stand(draft: Draft) -> None:
    decision = draft()
    printed = {span.text for span in spans(letter_of(decision)) if isinstance(span, Value)}
    for ground in decision.grounds:
        assert ground.text in printed
        assert {shown.text for shown in ground.shown.values()} <= printed


def test_what_a_ground_shows_comes_in_the_order_of_the_norm() -> None:
    text = plain_text(letter_of(samples.partial()))
    labels = ("Det kan du lave, hvor du bor:", "Så tit er der", "Så meget kan du", "Derfor dækker")
    assert sorted(labels, key=text.index) == list(labels)


def test_a_ground_is_headed_by_its_type_and_followed_by_its_evidence() -> None:
    text = plain_text(letter_of(samples.partial()))
    ground = samples.met_in_housing()
    (cites,) = re.findall(
        rf"Behovet bliver dækket, hvor du bor\n{re.escape(ground.text)}\nKilde (\d)\n", text
    )
    assert f"Notat fra botilbuddet Åkanden, 16. februar 2026 (kilde {cites})\n" in text


def test_a_text_with_its_own_full_stop_gets_no_second() -> None:
    decision = replace(samples.partial(), applied_for="fem dage om ugen.")
    assert "søgte du om: »fem dage om ugen.«\n" in plain_text(letter_of(decision))


def test_several_facilities_are_joined_as_in_speech() -> None:
    first = samples.grant().facilities[0]
    names = ("Elmelund", "Pilen", "Havnen")
    decision = replace(samples.grant(), facilities=tuple(replace(first, name=n) for n in names))
    assert "Dit tilbud er Elmelund, Pilen og Havnen." in plain_text(letter_of(decision))


def test_the_personal_number_is_never_printed() -> None:
    cpr = samples.CITIZEN.cpr or ""
    for draft in samples.EVERY_KIND:
        text = plain_text(letter_of(draft()))
        assert cpr not in text
        assert f"{cpr[:6]}-{cpr[6:]}" not in text


def without(**fields: Any) -> Callable[[Decision], Decision]:
    return lambda decision: replace(decision, **fields)


@pytest.mark.parametrize(
    ("applied", "told"),
    [
        ({}, False),  # the citizen's own words may ask for more
        (amounts(days_per_week=3), True),
        (amounts(days_per_week=2, hours_per_week=Decimal(12)), True),
        (amounts(days_per_week=4), False),
        (amounts(days_per_week=3, hours_per_week=Decimal(40)), False),
    ],
)
def test_that_it_is_all_that_was_applied_for_is_said_where_it_is_known(
    applied: Any, told: bool
) -> None:
    granted = amounts(days_per_week=3, hours_per_week=Decimal(18))
    decision = replace(samples.grant(), applied_amounts=applied, granted=granted)
    text = plain_text(letter_of(decision))
    assert ("Du får det, du har søgt om" in text) is told
    assert text.count("Vi har besluttet, at du kan få") == 1


def ground(**fields: Any) -> Callable[[Decision], Decision]:
    return without(grounds=(replace(samples.met_in_housing(), **fields),))


LACKS: list[tuple[str, Draft, Callable[[Decision], Decision]]] = [
    ("citizen", samples.grant, without(citizen=None)),
    ("case_number", samples.grant, without(case_number=None)),
    ("case_number", samples.grant, without(case_number="  ")),
    ("decided_on", samples.grant, without(decided_on=None)),
    ("contact", samples.grant, without(contact=None)),
    ("contact", samples.grant, without(contact=Contact(name="Mette"))),
    ("own_draft", samples.grant, without(not_stated=("fact:housing",))),
    ("legal_basis", samples.grant, without(legal_basis=())),
    ("rule_text", samples.grant, without(legal_basis=("serviceloven § 99",))),
    ("extent_days", samples.grant, without(granted=amounts(hours_per_week=Decimal(28)))),
    ("extent_hours", samples.partial, without(granted=amounts(days_per_week=3))),
    ("extent_before", samples.reduction, without(granted_before={})),
    ("starts_on", samples.reduction, without(starts_on=None)),
    ("ends_on", samples.termination, without(ends_on=None)),
    ("offer", samples.provider_choice, without(facilities=())),
    ("administrative_act_reason", samples.information, without(form_reason=None)),
    ("cost", samples.grant, without(costs=(Cost(what="mad", amount_oere=100, period="decade"),))),
    ("cost", samples.grant, without(costs=(Cost(what="", amount_oere=100, period="month"),))),
    ("grounds", samples.refusal, without(grounds=())),
    ("ground_text", samples.refusal, ground(text=" ")),
    ("ground_text", samples.refusal, ground(type="unheard_of", shown={})),
    ("ground_shown", samples.refusal, ground(shown={"unheard_of": said("Noget")})),
    ("ground_shown", samples.refusal, ground(shown={"extent": said("")})),
    ("facts", samples.refusal, without(facts={})),
    ("fact", samples.refusal, without(facts={"housing": GivenFact("own_home")})),
    ("fact", samples.refusal, without(facts={"shoe_size": GivenFact(43, "vum")})),
    ("evidence", samples.refusal, ground(evidence=("nowhere",))),
    ("complaint_guidance", samples.partial, without(complaint_guidance=None)),
    (
        "complaint_guidance",
        samples.partial,
        without(complaint_guidance=replace(samples.GUIDANCE, how="")),
    ),
    (
        "complaint_deadline",
        samples.partial,
        without(complaint_guidance=replace(samples.GUIDANCE, deadline_weeks=2)),
    ),
    ("cpr", samples.partial, without(need=said("Du er født 630371-1234.", "vum"))),
    ("cpr", samples.partial, ground(text="Din søn (6303711234) bor hos dig.")),
    ("printable", samples.partial, without(need=said("ab\N{RIGHT-TO-LEFT OVERRIDE}cd"))),
    ("printable", samples.partial, without(applied_for="hjælp\N{ZERO WIDTH SPACE}")),
]


@pytest.mark.ledger("PROC-03")
@pytest.mark.parametrize(("code", "draft", "spoil"), LACKS)
def test_the_letter_knows_what_it_lacks_and_refuses_to_be_final(
    code: str, draft: Draft, spoil: Callable[[Decision], Decision]
) -> None:
    letter = letter_of(spoil(draft()))
    assert [part.code for part in letter.missing] == [code]
    assert not letter.is_final
    with pytest.raises(LetterIncompleteError) as refused:
        CompleteLetter(letter)
    assert refused.value.missing == letter.missing
    assert letter.missing[0].text in str(refused.value)
    assert letter.missing[0].remedy in str(refused.value)


def test_a_price_that_nobody_gave_is_missing() -> None:
    facts = replace(letter_facts(), payments=())
    letter = letter_of(replace(samples.grant(), costs=()), facts)
    assert [part.code for part in letter.missing] == ["price"]


def test_the_deadline_comes_from_the_norm_and_not_from_the_draft() -> None:
    facts = replace(letter_facts(), complaint_weeks=NormNumber(6, "six-weeks", "en ny lov"))
    letter = letter_of(samples.partial(), facts)
    assert "senest 6 uger efter, at du har modtaget" in plain_text(letter)
    assert [part.code for part in letter.missing] == ["complaint_deadline"]


def test_without_the_norms_deadline_there_is_no_complaint_guidance() -> None:
    letter = letter_of(samples.partial(), replace(letter_facts(), complaint_weeks=None))
    assert [part.code for part in letter.missing] == ["complaint_guidance"]


def test_a_missing_part_names_its_paragraph() -> None:
    letter = letter_of(replace(samples.refusal(), grounds=()))
    assert letter.missing[0].source == "forvaltningsloven § 22"


def test_a_missing_part_names_the_thing() -> None:
    odd = Ground(type="unheard_of", text="Noget")
    letter = letter_of(replace(samples.refusal(), grounds=(odd,)))
    assert "»unheard_of«" in letter.missing[0].text


def test_defects_found_by_others_keep_the_letter_a_draft() -> None:
    finding = Missing("hearing", "Partshøringen mangler.", "Hør borgeren.", "fvl § 19")
    letter = compose(samples.grant(), letter_facts(), book(), (finding,))
    assert letter.missing == (finding,)
    assert not letter.is_final


def test_an_empty_draft_of_any_kind_can_be_composed_and_is_no_letter() -> None:
    for kind in DecisionKind:
        empty = Decision(kind=kind, service="activity_and_social", municipality="eksempelby")
        letter = compose(empty, LetterFacts(municipality="Eksempelby Kommune"), book())
        assert not letter.is_final
        assert text_of(letter.title)


def test_the_hearing_is_no_silence_before_its_deadline() -> None:
    decision = replace(samples.partial(), decided_on=date(2026, 2, 20))
    assert "Vi har ikke fået et svar" not in plain_text(letter_of(decision))


def test_the_letter_keeps_the_digests_of_its_clauses() -> None:
    names = [name for name, _digest in letter_of(samples.grant()).clauses]
    assert names == ["general.toml", "facts.toml", "activity_and_social.toml"]
