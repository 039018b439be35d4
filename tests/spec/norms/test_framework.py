"""What Copenhagen lays down across its services: the guidance matrix and the ladder."""

from datetime import date, timedelta
from typing import Any

import pytest

from kompas.casework import Decision, DecisionKind
from kompas.casework.ladder import RunningHelp, Step, help_of, movement, moves, step_on
from kompas.norms import GivenFact, Library, NotCodedError, Standard, load
from kompas.norms.verify import verify
from tests.spec.norms.answered import COPENHAGEN, ON, answered, choice, holding
from tests.unit.norms.copies import Copy

FILE, IN_FORCE = "copenhagen/framework-2019.toml", "copenhagen/framework-2025.toml"
HOME = {
    "housing": "own_home", "sheltered_employment_granted": False, "activity_offer_granted": False,
}  # fmt: skip
COLUMNS: dict[str, dict[str, Any]] = {
    "at home": HOME,
    "§ 103": {**HOME, "sheltered_employment_granted": True},
    "§ 104": {**HOME, "activity_offer_granted": True},
    "§ 107": {"housing": "temporary_stay"},
    "§ 108": {"housing": "long_term_stay"},
    "§ 105": {"housing": "supported_tenancy"},
}
LEVELS = [letter + degree for letter in "ABCDEFG" for degree in "123"]


@pytest.fixture(scope="module")
def framework(library: Library) -> Standard:
    return library.framework(COPENHAGEN, ON)


def often(framework: Standard, /, **facts: Any) -> set[str]:
    """What the matrix names for a citizen."""
    return set(holding(answered(framework, facts), "guidance_matrix"))


# --- the guidance matrix ------------------------------------------------------------------------

S, P, A = "socio_pedagogical_support", "sheltered_employment", "activity_and_social"
PRINTED = {
    ("at home", "AB"): {"advice"},
    ("§ 103", "D"): {S},
    ("§ 104", "DEF"): {S},
    ("§ 107", "D"): {S, P, A},
    ("§ 107", "EF"): {S, A},
    ("§ 107", "G"): {S},
}
"""The cells as the document prints them, by letter. C3 aside; §§ 105 and 108 are one column."""


def printed(column: str, level: str) -> set[str]:
    """What the document prints for a citizen."""
    if column in ("at home", "§ 103") and level == "C3":
        return {S}
    column = "§ 107" if column in ("§ 108", "§ 105") else column  # the two columns are alike
    cells = (
        named for (c, letters), named in PRINTED.items() if c == column and level[0] in letters
    )
    return next(cells, set())


@pytest.mark.ledger("FW-12")
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("column", COLUMNS)
def test_the_matrix_is_the_printed_one_cell_by_cell(
    framework: Standard, column: str, level: str
) -> None:
    assert often(framework, vum_level=level, **COLUMNS[column]) == printed(column, level)


@pytest.mark.ledger("FW-12")
def test_g2_in_temporary_housing_is_85_and_d1_is_85_103_and_104(framework: Standard) -> None:
    assert often(framework, vum_level="G2", housing="temporary_stay") == {S}
    assert often(framework, vum_level="D1", housing="temporary_stay") == {S, P, A}


@pytest.mark.ledger("FW-12")
def test_an_empty_cell_names_no_service_and_never_says_no_right(framework: Standard) -> None:
    found = answered(framework, {"vum_level": "G1", **HOME})
    assert holding(found, "guidance_matrix") == {}
    notes = holding(found, "consider")
    assert "Borgeren kan stadig have ret til hjælp" in notes["matrix-is-no-limit"]
    assert (
        "inden for det vejledende niveau for socialpædagogisk støtte"
        in (notes["support-at-home-from-d"])
    )
    at_c3 = holding(answered(framework, {"vum_level": "C3", **HOME}), "consider")
    assert "support-at-home-from-d" not in at_c3


@pytest.mark.ledger("FW-12")
def test_103_and_104_in_one_cell_is_one_of_them_as_a_rule(framework: Standard) -> None:
    for level, told in (("D2", True), ("E2", False)):
        notes = holding(
            answered(framework, {"vum_level": level, "housing": "long_term_stay"}), "consider"
        )
        assert ("one-day-offer-as-a-rule" in notes) is told


@pytest.mark.ledger("FW-12")
def test_a_missing_fact_leaves_open_only_what_it_decides(framework: Standard) -> None:
    known = answered(framework, {"vum_level": "D", "housing": "residential"})
    assert set(holding(known, "guidance_matrix")) == {S, P, A}
    at_home = answered(framework, {"vum_level": "D", "housing": "home"})
    assert holding(at_home, "guidance_matrix") == {}
    assert set(at_home.answers["guidance_matrix"].missing) == {
        "sheltered_employment_granted", "activity_offer_granted",
    }  # fmt: skip


@pytest.mark.ledger("FW-13")
def test_the_matrix_is_an_overview_and_shows_only_services_that_have_a_standard(
    library: Library, framework: Standard
) -> None:
    shown = {row.code for row in framework.questions["guidance_matrix"].rows} - {"advice"}
    standards = {file.service for file in library.files if file.municipality == COPENHAGEN}
    assert shown <= standards
    notes = holding(answered(framework, {"vum_level": "D", **HOME}), "consider")
    assert "ingen grænse" in notes["matrix-is-no-limit"]
    outside = notes["only-services-with-a-standard"]
    assert "§ 83" in outside
    assert "§ 86, stk. 2" in outside


@pytest.mark.ledger("FW-13")
def test_a_new_standard_appears_in_the_matrix_by_data_alone(tmp_path: Any) -> None:
    norms = Copy(tmp_path / "norms")
    norms.change(
        FILE,
        "[[question.consider.row]]",
        '[[question.guidance_matrix.row]]\ncode = "temporary_stay"\n'
        'when = { vum_level = "D..", housing = "own_home" }\nrank = "guiding"\n'
        'text = "Midlertidigt botilbud (§ 107)."\nsource = "kk-2019 2.4"\n\n'
        "[[question.consider.row]]",
    )
    changed = norms.load().framework(COPENHAGEN, ON)
    assert often(changed, vum_level="E1", **HOME) == {"temporary_stay"}
    assert often(changed, vum_level="A1", **HOME) == {"advice"}


@pytest.mark.ledger("FW-13")
def test_the_framework_weighs_in_no_decision(library: Library) -> None:
    for service in ("activity_and_social", S):
        standard = library.standard(service, COPENHAGEN, ON)
        assert "guidance_matrix" not in standard.questions
        assert not {FILE, IN_FORCE} & {file.file for file in standard.files}


def test_vejen_has_no_framework_and_that_is_said(library: Library) -> None:
    with pytest.raises(NotCodedError, match="Vejen Kommune har ingen fælles ramme"):
        library.framework("vejen", ON)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("framework    = true\n", "", "hvilken ydelse standarden er for"),
        ("framework    = true", 'framework    = true\nservice = "home_relief"', "ramme gælder"),
        ("framework    = true", 'framework    = "ja"', "framework = true"),
    ],
)  # fmt: skip
def test_a_framework_is_said_to_be_one(tmp_path: Any, old: str, new: str, words: str) -> None:
    norms = Copy(tmp_path / "norms")
    norms.change(FILE, old, new)
    told = " ".join(f"{problem.what} {problem.remedy}" for problem in norms.refused())
    assert words in told


# --- the intervention ladder --------------------------------------------------------------------

LADDER = {
    "A": {"advice", "network_offer", "aids", "open_counselling", "group_support", "short_support"},
    "B": {"self_understanding", "extra_costs", "day_school", "aids"},
    "C": {"home_care", "home_relief", S, "training", "escort_scheme"},
    "D": {P, A},
    "E": {"clarifying_stay"},
    "F": {"temporary_stay"},
    "G": {"long_term_stay"},
    "H": {"personal_assistance"},
}


@pytest.mark.ledger("FW-10")
def test_the_ladder_has_eight_steps_each_with_its_interventions(framework: Standard) -> None:
    rows = framework.questions["intervention_ladder"].rows
    assert [row.code for row in rows] == list("ABCDEFGH")
    interventions = framework.words.facts["intervention"].domain.names
    stands = {
        name: set(holding(answered(framework, {"intervention": name}), "intervention_ladder"))
        for name in interventions
    }
    assert stands == {
        name: {step for step, names in LADDER.items() if name in names} for name in interventions
    }


@pytest.mark.ledger("FW-10")
def test_an_intervention_may_stand_on_several_steps(framework: Standard) -> None:
    found = answered(framework, {"intervention": "aids"})
    assert set(holding(found, "intervention_ladder")) == {"A", "B"}


@pytest.mark.ledger("FW-10")
@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("A", ["§ 11", "Pulsen", "§§ 112, 113 og 116", "§§ 12, 82 a og 82 b"]),
        ("B", ["Selvforståelsesforløb", "§ 100", "daghøjskole"]),
        ("C", ["§§ 83 og 83 a", "§ 84", "§ 85", "§ 86", "§ 97"]),
        ("D", ["§§ 103 og 104", "egne institutioner"]),
        ("E", ["§ 107", "Afklaringsforløb"]),
        ("F", ["liste 1", "udslusningsboliger", "eksterne"]),
        ("G", ["liste 2", "CAS 5", "eksterne"]),
        ("H", ["§ 96"]),
    ],
)
def test_each_step_names_its_paragraphs(framework: Standard, step: str, words: list[str]) -> None:
    rows = {row.code: row for row in framework.questions["intervention_ladder"].rows}
    assert [word for word in words if word not in rows[step].text] == []


@pytest.mark.ledger("FW-10")
@pytest.mark.parametrize("step", ["F", "G", "H"])
def test_what_was_read_into_the_drawing_is_marked(framework: Standard, step: str) -> None:
    rows = {row.code: row for row in framework.questions["intervention_ladder"].rows}
    assert rows[step].reading is not None


@pytest.mark.ledger("FW-10")
def test_the_letters_of_the_ladder_are_not_those_of_the_need(framework: Standard) -> None:
    facts = framework.words.facts
    assert facts["step_before"].domain.names.keys() == set("ABCDEFGH")
    assert "D" not in facts["vum_level"].domain.names


@pytest.mark.ledger("FW-10")
def test_that_text_and_drawing_differ_on_the_highest_step_is_found(library: Library) -> None:
    (found,) = (problem for problem in verify(library) if problem.file == IN_FORCE)
    assert not found.blocks
    assert "»G«" in found.what
    assert "»H«" in found.what


# --- a citizen's step and moves -----------------------------------------------------------------

JAN, JUL, NEXT = date(2025, 1, 1), date(2025, 7, 1), date(2026, 1, 1)
EVE = date(2025, 6, 30)


def direction(framework: Standard, before: str, after: str, judged: str = "not_judged") -> str:
    """What a move counts as."""
    facts = {"step_before": before, "step_after": after, "move_judged_as": judged}
    (found,) = choice(answered(framework, facts), "ladder_move")
    return found


@pytest.mark.parametrize("before", "ABCDEFGH")
@pytest.mark.parametrize("after", "ABCDEFGH")
def test_a_move_goes_down_up_or_nowhere(framework: Standard, before: str, after: str) -> None:
    expected = "same" if before == after else "down" if after < before else "up"
    if {before, after} == {"G", "H"}:
        expected = "needs_reason"
    assert direction(framework, before, after) == expected


@pytest.mark.ledger("FW-10")
@pytest.mark.parametrize("judged", ["down", "same", "up"])
def test_between_housing_and_personal_assistance_a_person_says_which_way(
    framework: Standard, judged: str
) -> None:
    assert direction(framework, "G", "H", judged) == judged
    assert direction(framework, "H", "G", judged) == judged
    assert direction(framework, "G", "F", judged) == "down"  # elsewhere the ladder says


def test_a_citizens_step_is_that_of_the_most_intrusive_help_that_runs(
    framework: Standard,
) -> None:
    help_ = [RunningHelp(S, JAN), RunningHelp(A, JAN, EVE), RunningHelp("advice", JAN)]
    assert step_on(framework, help_, JAN) == Step("D", "D")
    assert step_on(framework, help_, EVE) == Step("D", "D")
    assert step_on(framework, help_, JUL) == Step("C", "C")
    assert step_on(framework, help_, date(2024, 12, 31)) is None
    assert step_on(framework, [RunningHelp("aids", JAN)], JAN) == Step("A", "B")


def test_a_citizens_moves_are_seen_over_time(framework: Standard) -> None:
    help_ = [
        RunningHelp(S, JAN),
        RunningHelp("temporary_stay", date(2025, 3, 1), EVE),
        RunningHelp(A, JUL, date(2025, 12, 31)),
    ]
    found = [(m.on, m.before.high, m.after.high, m.direction) for m in moves(framework, help_)]
    assert found == [
        (date(2025, 3, 1), "C", "F", "up"),
        (JUL, "F", "D", "down"),
        (NEXT, "D", "C", "down"),
    ]
    assert all(move.row and move.row.text for move in moves(framework, help_))


def decided(kind: DecisionKind, on: date, /, **parts: Any) -> Decision:
    """A decision on a temporary stay, taken a month before it begins."""
    return Decision(
        kind=kind,
        service="temporary_stay",
        municipality=COPENHAGEN,
        decided_on=on - timedelta(days=30),
        **{"starts_on": on, **parts},
    )


def test_the_decisions_of_a_case_are_the_help_that_ran(framework: Standard) -> None:
    clarifying = {"stay_aim": GivenFact("clarification")}
    decisions = [
        decided(DecisionKind.REFUSAL, JAN),
        decided(DecisionKind.GRANT, JAN, facts=clarifying),
        decided(DecisionKind.REDUCTION, date(2025, 3, 1), facts=clarifying),
        decided(DecisionKind.TERMINATION, JUL, starts_on=None, ends_on=EVE),
        decided(DecisionKind.GRANT, NEXT),
    ]
    stays = help_of(decisions)
    assert stays == (RunningHelp("clarifying_stay", JAN, EVE), RunningHelp("temporary_stay", NEXT))
    assert step_on(framework, stays, JAN) == Step("E", "E")
    (found,) = moves(framework, [*stays, RunningHelp(S, JAN)])[-1:]
    assert (found.before.high, found.after.high, found.direction) == ("C", "F", "up")


def test_a_grant_that_ends_by_itself_runs_to_its_last_day() -> None:
    (stay,) = help_of([decided(DecisionKind.GRANT, JAN, ends_on=EVE)])
    assert (stay.first, stay.last) == (JAN, EVE)
    assert help_of([decided(DecisionKind.TERMINATION, JAN)]) == ()


def test_to_come_onto_the_ladder_or_to_leave_it_is_no_move(framework: Standard) -> None:
    assert moves(framework, [RunningHelp(S, JAN, EVE)]) == ()
    assert moves(framework, [RunningHelp(S, JAN, EVE), RunningHelp("training", JUL)]) == ()


def test_a_move_that_cannot_be_told_is_not_guessed(framework: Standard) -> None:
    unsure = [RunningHelp("aids", JAN, EVE), RunningHelp("extra_costs", JUL)]
    (found,) = moves(framework, unsure)
    assert found.direction is None
    (sure,) = moves(framework, [RunningHelp("aids", JAN, EVE), RunningHelp(S, JUL)])
    assert sure.direction == "up"


def test_the_caseloads_movements_of_a_period_are_counted(framework: Standard) -> None:
    caseload = [
        [RunningHelp("long_term_stay", JAN, EVE), RunningHelp("temporary_stay", JUL)],  # down
        [RunningHelp(S, JAN)],  # same
        [RunningHelp(S, JAN), RunningHelp(A, JUL)],  # up
        [RunningHelp("long_term_stay", JAN, EVE), RunningHelp("personal_assistance", JUL)],
        [
            RunningHelp("long_term_stay", JAN, EVE),
            RunningHelp("personal_assistance", JUL, judged="down"),
        ],
        [RunningHelp("aids", JAN, EVE), RunningHelp("extra_costs", JUL)],
        [RunningHelp(S, JUL)],  # came onto the ladder: no move
    ]
    assert movement(framework, caseload, JAN, JUL) == {
        "down": 2, "same": 1, "up": 1, "needs_reason": 1, "unclear": 1,
    }  # fmt: skip


def test_the_right_step_from_the_start_and_then_down_or_stable(framework: Standard) -> None:
    note = holding(answered(framework, {}), "consider")["right-step-from-the-start"]
    assert "rette trin fra starten" in note
    assert "ned ad trappen" in note
    assert "stabilisér" in note


def test_facts_of_the_ladder_are_never_asked_of_a_caseworker() -> None:
    facts = load().words.facts
    for name in ("intervention", "step_before", "step_after", "move_judged_as"):
        assert facts[name].about == "system"
        assert not facts[name].ask
