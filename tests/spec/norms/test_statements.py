"""Statements of the documents that a second reading found missing or half told: the rule of each.

That each rule is tried by an example of its file, `kompas norms check` demands.
"""

from datetime import date

import pytest

from kompas.norms import Library

ON = date(2026, 12, 1)
K = "copenhagen/{}-2025.toml"
PLAN, PROCEDURE = "national/plan-104-2025.toml", "national/procedure-2025.toml"
VEJEN = "vejen/104-2025.toml"
ADULT = ("85", "103", "104", "107", "108")
SIX = ("84", *ADULT)
EVERYWHERE = {
    # chapter 1: the same paragraph elsewhere; a period; 2.2 and 3: plan, follow-up, taking part
    "worth_knowing other-centres-may-differ": (SIX, "kan have et andet niveau"),
    "consider individual-assessment-weighs-most": (SIX, "kun i en periode"),
    "hand_over propose-hand-over-after-65": (ADULT, "Sundhedsforvaltningen"),
    "hand_over earlier-hand-over": (ADULT, "fx på grund af demens"),
    "follow_up goals-in-plan-or-assessment": (ADULT, "Ellers skrives de i din udredning"),
    "follow_up goals-still-right": (ADULT, "stadig de rigtige"),
    "follow_up form-as-fits": (ADULT, "i telefonen, på skrift eller ved et møde"),
    "follow_up until-the-purpose-is-met": (ADULT, "til formålet er nået"),
    "worth_knowing deadline-also-when-sent-back": (SIX, "Ankestyrelsen har sendt din sag tilbage"),
    "worth_knowing decided-on-what-is-there": (SIX, "afgør den sagen på det, den har"),
    "worth_knowing who-may-complain": (SIX, "givet fuldmagt"),
    "worth_knowing two-kinds-of-complaint": (SIX, "hvordan sagen er behandlet"),
    "worth_knowing list-of-offers": (("103", "104", "107", "108"), "www.kk.dk"),
    "content offers-differ": (("107", "108"), "hver deres målgruppe"),
    "quality night-cover": (("107", "108"), "velfærdsteknologi"),
}
"""What several standards of Copenhagen say: the rule, in which, and words of it."""

SOMEWHERE = (
    # 4.1
    (K.format(84), "weighing several-children-with-disabilities", "flere børn i familien"),
    (K.format(84), "weighing hinders-time-with-siblings", "for en enlig forælder"),
    (K.format(84), "worth_knowing children-and-youth-centre", "et andet omfang"),
    (K.format(84), "content form-by-the-childs-need", "dække barnets behov"),
    (K.format(84), "content by-day-or-overnight", "om dagen eller et døgnophold"),
    (K.format(84), "quality supervision", "handlekommune"),
    (K.format(84), "worth_knowing the-municipality-finds-the-provision", "hvilken paragraf"),
    # 4.4
    (K.format(104), "weighing especially-company", "være sammen med andre"),
    (K.format(104), "not_included a-to-c-or-g", "A, B, C eller G"),
    (K.format(104), "purpose other-surroundings", "andre rammer end dem derhjemme"),
    (K.format(104), "content daily-living-training", "ADL"),
    (K.format(104), "content personal-care-as-needed", "personlig pleje"),
    (K.format(104), "follow_up changed-need-is-judged-again", "vurderet igen"),
    (K.format(104), "quality on-the-portal", "Tilbudsportalen"),
    (K.format(104), "delivery pedagogical-plan", "dem i dit netværk"),
    (K.format(103), "delivery pedagogical-plan", "dem i dit netværk"),
    (K.format(104), "delivery internal-offer-first", "sine egne tilbud"),
    (K.format(103), "delivery internal-offer-first", "sine egne tilbud"),
    # 4.5 and 4.6
    (K.format(107), "target_group clarify-develop-or-regain", "afklare, udvikle eller genskabe"),
    (K.format(107), "delivery private-offers-in-special-cases", "godkendt af Socialtilsynet"),
    (K.format(107), "payment no-payment-beside-own-home", "som udgangspunkt ikke"),
    (K.format(107), "own_home_ability neighbourliness", "lære at være nabo"),
    (K.format(108), "consider extensive-perhaps-round-the-clock", "døgndækning"),
    (K.format(108), "extent_terms by-your-need", "hele døgnet"),
    (K.format(108), "payment stay-by-costs-and-income", "ikke få boligstøtte"),
    # Vejen 1, 2 and 3
    (VEJEN, "purpose company-and-activity", "samvær og aktivitet"),
    (VEJEN, "purpose use-and-develop-what-you-can", "holde fast i det, du kan"),
    (VEJEN, "purpose challenge-and-develop", "motorisk"),
    (VEJEN, "purpose shared-activities", "sammen med de andre"),
    (VEJEN, "content structured-day", "struktur"),
    (VEJEN, "content peers-and-safety", "tryg"),
    (VEJEN, "content part-of-daily-life-and-health", "sundhed"),
    (VEJEN, "follow_up repeated-cancellations", "om tilbuddet skal fortsætte"),
    (VEJEN, "delivery goals-in-plan-or-order", "tilbuddets indsatsplan"),
    (VEJEN, "delivery starts-as-soon-as-possible", "hurtigst muligt"),
    (VEJEN, "quality provider-documents", "før det holder statusmøde"),
    (VEJEN, "quality close-cooperation", "svær at give eller skal ændres"),
    (VEJEN, "follow_up provider-tells-of-deviation", "meget anderledes end i planen"),
    (VEJEN, "follow_up changed-need-is-judged-again", "vurderet igen"),
    (VEJEN, "follow_up considerable-change-can-be-complained-of", "kan du klage"),
    (VEJEN, "follow_up you-and-your-contact-follow-the-goals", "kontaktperson"),
    # the note on § 104, and the law of procedure
    (PLAN, "consider no-driving-by-relatives", "ikke pålægge nærtstående eller værge at køre"),
    (PROCEDURE, "processing remitted-decided-anew", "frist for området gælder også her"),
    (PROCEDURE, "processing decide-on-what-there-is", "på det grundlag, der er"),
    (PROCEDURE, "complaint_right with-power-of-attorney", "fuldmagt"),
    (PROCEDURE, "complaint_right of-decisions-only", "ikke klages over faktisk"),
)
"""What one document says: its file, the rule, and words of it."""

CASES = [
    *(
        (K.format(paragraph), rule, words)
        for rule, (paragraphs, words) in EVERYWHERE.items()
        for paragraph in paragraphs
    ),
    *SOMEWHERE,
]


@pytest.mark.parametrize(("file", "rule", "words"), CASES)
def test_the_statement_has_its_rule_in_force_today(
    file: str, rule: str, words: str, library: Library
) -> None:
    question, code = rule.split()
    found = library.file_by_name[file]
    assert found.period.holds(ON)
    (row,) = (one for one in found.rows if (one.question, one.code) == (question, code))
    assert words in row.text
    assert str(row.citation)
