"""Every heading of every standard says what the document says, or that it says nothing."""

from datetime import date

import pytest

from kompas.norms import Library, NormFile, Outcome
from kompas.norms.verify import verify
from kompas.publication.standard_page import StandardPage, standard_page
from tests.spec.norms.citizens import AT_HOME, COPENHAGEN, VEJEN, assess, codes

ON = date(2026, 12, 1)
SIX = ("84", "85", "103", "104", "107", "108")
OPEN = {
    "copenhagen/84-2025.toml": {"pattern-does-not-give-40-days", "up-to-120-days"},
    "copenhagen/85-2025.toml": {
        "hours-in-the-grant",
        "cap-in-housing",
        "over-65-from-which-birthday",
    },
    "copenhagen/103-2025.toml": {"transports-self-against-the-act", "over-65-from-which-birthday"},
    "copenhagen/104-2025.toml": {"over-65-at-home", "over-65-from-which-birthday"},
    "copenhagen/107-2025.toml": {"shared-living-home-or-housing", "over-65-from-which-birthday"},
    "copenhagen/108-2025.toml": {"dearer-than-what", "over-65-from-which-birthday"},
    "vejen/104-2025.toml": {"who-reports-problems"},
}


def standards(library: Library) -> list[NormFile]:
    """The municipalities' standards in force."""
    return [f for f in library.files if f.municipality and f.service and f.period.holds(ON)]


def page(library: Library, file: NormFile) -> StandardPage:
    return standard_page(library, file, library.standard_around(file, ON), ON)


def text_of(library: Library, name: str, question: str, code: str) -> str:
    rows = library.file_by_name[name].rows
    return next(row.text for row in rows if (row.question, row.code) == (question, code))


@pytest.mark.ledger("FW-02")
def test_no_heading_is_left_empty(library: Library) -> None:
    files = standards(library)
    assert len(files) == len(OPEN)
    for file in files:
        for section in page(library, file).sections:
            told = section.topics or file.remarks.silence(section.name)
            assert told or section.name == "legal_basis", (file.file, section.name)


def test_a_heading_is_silent_only_where_the_file_has_no_rule(library: Library) -> None:
    for file in standards(library):
        headings = {
            library.words.questions[row.question].heading
            for row in file.rows
            if row.question in library.words.questions
        }
        assert not headings & {one.heading for one in file.remarks.silences}


def test_nothing_is_filled_with_the_word_that_nothing_is_relevant(library: Library) -> None:
    for file in standards(library):
        assert not [row.code for row in file.rows if row.text.startswith("Intet relevant")]


# --- § 104 of Copenhagen and Vejen ----------------------------------------------------------------


@pytest.mark.ledger("S104-10")
def test_what_104_is_for_and_may_hold_in_copenhagen(library: Library) -> None:
    found = assess(library, COPENHAGEN, ON)
    assert codes(found, "purpose") >= {
        "quality-of-daily-life",
        "keep-or-develop",
        "community",
        "other-surroundings",
    }
    assert codes(found, "content") >= {
        "daily-living-training",
        "personal-care-as-needed",
        "activities",
        "training-language-and-senses",  # the appeals board's note
        "plain-care-by-the-house-rules",
    }


@pytest.mark.ledger("S104-10")
def test_vejens_four_purposes_and_its_structured_day(library: Library) -> None:
    found = assess(library, VEJEN, ON)
    own = {row.code for row in library.file_by_name["vejen/104-2025.toml"].rows}
    assert len(codes(found, "purpose") & own) == 4
    assert {"structured-day", "peers-and-safety", "part-of-a-community"} <= codes(found, "content")


@pytest.mark.ledger("S104-10")
def test_adl_training_is_told_to_whom_it_is_for(library: Library) -> None:
    social = assess(
        library, COPENHAGEN, ON, considerably_reduced_capacity=False, special_social_problems=True
    )
    assert not {"daily-living-training", "training-language-and-senses"} & codes(social, "content")
    assert "activities" in codes(social, "content")


@pytest.mark.ledger("S104-01")
@pytest.mark.parametrize("level", ["A1", "C1", "D2", "G3"])
@pytest.mark.parametrize("housing", ["long_term_stay", "temporary_stay", "shared_living"])
def test_an_stu_in_housing_is_judged_individually_at_any_level(
    level: str, housing: str, library: Library
) -> None:
    found = assess(library, COPENHAGEN, ON, education="stu", housing=housing, vum_level=level)
    assert found.answers["target_group"].value is Outcome.INDIVIDUAL


@pytest.mark.ledger("S104-01")
@pytest.mark.parametrize(
    ("education", "housing"),
    [
        ("stu", "own_home"),
        ("stu", "with_parents"),
        ("other", "long_term_stay"),
        ("none", "shared_living"),
    ],
)
def test_all_others_are_held_against_the_level(
    education: str, housing: str, library: Library
) -> None:
    for level, outcome in (("C1", Outcome.OUTSIDE_GUIDING), ("D1", Outcome.IN)):
        found = assess(
            library, COPENHAGEN, ON, education=education, housing=housing, vum_level=level
        )
        assert found.answers["target_group"].value is outcome


def test_before_the_correction_the_old_version_answers(library: Library) -> None:
    found = assess(
        library,
        COPENHAGEN,
        date(2025, 6, 30),
        education="stu",
        housing="shared_living",
        vum_level="C1",
    )
    assert found.answers["target_group"].value is Outcome.OUTSIDE_GUIDING
    assert "purpose" not in found.answers  # the version of then said nothing of it


# --- Vejen --------------------------------------------------------------------------------------


@pytest.mark.ledger("VEJ-02", "VEJ-14", "VEJ-16")
def test_vejens_follow_up_is_whole(library: Library) -> None:
    found = assess(library, VEJEN, ON)
    assert {
        "repeated-cancellations",
        "provider-tells-of-deviation",
        "changed-need-is-judged-again",
        "considerable-change-can-be-complained-of",
        "you-and-your-contact-follow-the-goals",
    } <= codes(found, "follow_up")
    text = text_of(library, "vejen/104-2025.toml", "follow_up", "repeated-cancellations")
    assert "taler sagsbehandleren med dig og tilbuddet" in text


@pytest.mark.ledger("VEJ-06", "VEJ-07", "VEJ-08", "VEJ-10")
def test_vejens_delivery_names_order_plan_offers_and_when_it_begins(library: Library) -> None:
    assert codes(assess(library, VEJEN, ON), "delivery") >= {
        "internal-offers",
        "starts-as-soon-as-possible",
        "goals-in-plan-or-order",
    }
    text = text_of(library, "vejen/104-2025.toml", "delivery", "internal-offers")
    assert all(name in text for name in ("Kærhøj", "Nørrevang", "Veum Dag", "socialpsykiatriske"))


@pytest.mark.ledger("VEJ-11", "VEJ-15")
def test_vejens_provider_documents_and_cooperates(library: Library) -> None:
    assert codes(assess(library, VEJEN, ON), "quality") == {
        "provider-documents",
        "close-cooperation",
    }


@pytest.mark.ledger("VEJ-09", "VEJ-06")
def test_how_one_applies_and_complains_in_vejen(library: Library) -> None:
    told = codes(assess(library, VEJEN, ON), "worth_knowing")
    own = {"how-to-apply", "complaint-through-the-social-worker"}
    assert told == {*own, "an-open-offer-is-not-enough"}


# --- what holds across Copenhagen's standards -----------------------------------------------------


@pytest.mark.ledger("FW-04")
@pytest.mark.parametrize("paragraph", ["85", "103", "104", "107", "108"])
def test_every_adult_standard_asks_about_hand_over(paragraph: str, library: Library) -> None:
    rows = library.file_by_name[f"copenhagen/{paragraph}-2025.toml"].rows
    hand_over = {row.code: row for row in rows if row.question == "hand_over"}
    assert hand_over.keys() == {
        "propose-hand-over-after-65",
        "stay-after-65",
        "earlier-hand-over",
    }
    # The same word is read the same in all of them, and is marked as not settled.
    assert "ikke afgjort" in str(hand_over["stay-after-65"].reading)
    assert "fx" in hand_over["earlier-hand-over"].text


@pytest.mark.ledger("FW-09")
@pytest.mark.parametrize(
    ("paragraph", "question", "code"),
    [
        ("103", "delivery", "pedagogical-plan"),
        ("104", "delivery", "pedagogical-plan"),
        ("107", "content", "plan-from-your-goals"),
        ("108", "content", "plan-from-your-goals"),
    ],
)
def test_the_offer_makes_its_plan_with_the_citizen(
    paragraph: str, question: str, code: str, library: Library
) -> None:
    text = text_of(library, f"copenhagen/{paragraph}-2025.toml", question, code)
    assert "pædagogisk plan" in text
    assert "sammen med dig og dem i dit netværk" in text


@pytest.mark.ledger("FW-09")
def test_support_by_home_guides_has_no_plan_of_its_own(library: Library) -> None:
    text = text_of(
        library, "copenhagen/85-2025.toml", "content", "after-the-goals-and-no-other-plan"
    )
    assert "ikke også en pædagogisk plan" in text


@pytest.mark.ledger("FW-23", "FW-25", "FW-26", "FW-27")
@pytest.mark.parametrize("paragraph", SIX)
def test_deadlines_taking_part_and_complaints_are_told(paragraph: str, library: Library) -> None:
    rows = library.file_by_name[f"copenhagen/{paragraph}-2025.toml"].rows
    told = {row.code: row.text for row in rows if row.question == "worth_knowing"}
    assert "sendt din sag tilbage" in told["deadline-also-when-sent-back"]
    assert "på det, den har" in told["decided-on-what-is-there"]
    assert "fuldmagt" in told["who-may-complain"]
    assert ("forældremyndigheden" in told["who-may-complain"]) is (paragraph == "84")
    assert "over afgørelsen" in told["two-kinds-of-complaint"]


@pytest.mark.ledger("FW-21")
@pytest.mark.parametrize("paragraph", ["85", "103", "104", "107", "108"])
def test_the_municipalitys_own_offers_come_first_in_every_adult_standard(
    paragraph: str, library: Library
) -> None:
    rows = library.file_by_name[f"copenhagen/{paragraph}-2025.toml"].rows
    own = [row for row in rows if "som udgangspunkt" in row.text and "egne tilbud" in row.text]
    assert own, paragraph
    # Free choice is for long-term housing only, and there it is the act that gives it.
    no_choice = {row.answer.code for row in rows if row.question == "free_choice" and row.answer}
    assert (no_choice == {"no_free_choice"}) is (paragraph != "108")


@pytest.mark.ledger("FW-33")
@pytest.mark.parametrize(
    ("paragraph", "adjusted"),
    [("107", "bliver de rettet til"), ("108", "bliver planen rettet til")],
)
def test_the_offer_delivers_as_decided_and_changed_goals_are_written_in(
    paragraph: str, adjusted: str, library: Library
) -> None:
    name = f"copenhagen/{paragraph}-2025.toml"
    delivered = text_of(library, name, "delivery", "by-decision-and-plan")
    assert "som der står i din afgørelse, din udredning (VUM)" in delivered
    # 4.5 names the assessment and the plan, 4.6 the plan alone.
    assert adjusted in text_of(library, name, "follow_up", "goals-of-assessment-and-plan")


@pytest.mark.ledger("FW-32", "FW-35")
@pytest.mark.parametrize("paragraph", SIX)
def test_the_page_names_the_strategys_four_aims_and_who_grants(
    paragraph: str, library: Library
) -> None:
    file = library.file_by_name[f"copenhagen/{paragraph}-2025.toml"]
    shown = " ".join(
        entry.row.text
        for section in page(library, file).sections
        for topic in section.topics
        for entry in topic.guiding
    )
    for aim in (
        "et værdigt liv",
        "et selvstændigt liv",
        "en helstøbt og langsigtet løsning",
        "en sund og fagligt stærk organisation",
    ):
        assert aim in shown
    assert "Det er kommunens myndighed, der afgør" in shown


@pytest.mark.ledger("FW-35")
@pytest.mark.parametrize("paragraph", ["85", "103", "104", "107", "108"])
def test_only_support_by_home_guides_has_no_pedagogical_plan(
    paragraph: str, library: Library
) -> None:
    rows = library.file_by_name[f"copenhagen/{paragraph}-2025.toml"].rows
    planned = [row.code for row in rows if "pædagogisk plan" in row.text and "ikke" not in row.text]
    assert bool(planned) is (paragraph != "85")


@pytest.mark.ledger("FW-30")
def test_over_65_is_one_open_question_with_one_reading(library: Library) -> None:
    said = {
        (one.text, one.meanwhile)
        for paragraph in ("85", "103", "104", "107", "108")
        for one in library.file_by_name[f"copenhagen/{paragraph}-2025.toml"].remarks.open_questions
        if one.code == "over-65-from-which-birthday"
    }
    ((text, meanwhile),) = said
    assert "»Over 18 år«" in text
    assert "overalt læst" in meanwhile
    ages = {
        ends
        for file in library.files
        if file.municipality == COPENHAGEN and file.period.holds(ON)
        for row in file.rows
        for box in row.boxes
        for ends in box.get("age_years", ())
    }
    assert {low for low, _high in ages if low > 60} == {66}


@pytest.mark.ledger("FW-01")
@pytest.mark.parametrize("paragraph", SIX)
def test_a_period_is_a_reason_in_every_standard(paragraph: str, library: Library) -> None:
    name = f"copenhagen/{paragraph}-2025.toml"
    text = text_of(library, name, "consider", "individual-assessment-weighs-most")
    assert "Er det kun i en periode" in text


def test_no_prohibition_stands_as_something_fulfilled(library: Library) -> None:
    """A criterion is shown as met or not met: it says what is so, not what is not allowed."""
    for file in standards(library):
        for row in (row for row in file.rows if row.question == "target_group"):
            words = f" {row.text.lower()} "
            assert " er ikke omfattet" not in words, row.code
            assert " kan ikke give " not in words, row.code
            assert not words.startswith(" borgere"), row.code


# --- what is open, and what is newer --------------------------------------------------------------


@pytest.mark.ledger("FW-34")
def test_what_the_document_says_against_the_act_on_follow_up_is_shown(library: Library) -> None:
    for paragraph in ("85", "103", "104", "107", "108"):
        file = library.file_by_name[f"copenhagen/{paragraph}-2025.toml"]
        (one,) = (
            o for o in file.remarks.open_questions if o.code == "follow-up-demands-of-the-act"
        )
        assert "§ 148, stk. 2" in one.text
        assert "§ 141" in one.text
        assert one.meanwhile.startswith("Loven går forud")


@pytest.mark.ledger("FW-34", "RELIEF-06", "S104-03", "S108-04")
def test_each_open_question_is_put_to_a_jurist_and_blocks_nothing(library: Library) -> None:
    found = [problem for problem in verify(library) if problem.code == "open_question"]
    assert not any(problem.blocks for problem in found)
    for name, expected in OPEN.items():
        remarks = library.file_by_name[name].remarks
        assert expected <= {one.code for one in remarks.open_questions}
        assert sum(problem.file == name for problem in found) == len(remarks.open_questions)


@pytest.mark.ledger("RELIEF-06")
def test_the_example_of_40_days_is_shown_not_to_add_up(library: Library) -> None:
    weekdays, weeks_with_a_weekend = 52 / 2, 52 / 8
    by_two, by_three = (weekdays - weeks_with_a_weekend + weeks_with_a_weekend * n for n in (2, 3))
    assert (by_two, by_three) == (32.5, 39.0)
    remarks = library.file_by_name["copenhagen/84-2025.toml"].remarks
    (one,) = (o for o in remarks.open_questions if o.code == "pattern-does-not-give-40-days")
    assert "32,5" in one.text
    assert "39" in one.text


def test_what_is_newer_than_a_standard_has_its_day_and_how_sure_it_is(library: Library) -> None:
    for file in standards(library):
        assert file.remarks.news, file.file
        assert all(one.act and one.text for one in file.remarks.news)
    relief = library.file_by_name["copenhagen/84-2025.toml"].remarks.news
    assert {one.first for one in relief} == {date(2024, 1, 1), None}
    housing = library.file_by_name["copenhagen/108-2025.toml"].remarks.news
    assert any("110 procent" in one.text for one in housing)


def test_the_citizen_to_start_from_is_inside_both(library: Library) -> None:
    assert AT_HOME["vum_level"] == "D2"
    for municipality in (COPENHAGEN, VEJEN):
        found = assess(library, municipality, ON)
        assert found.answers["target_group"].value is Outcome.IN
