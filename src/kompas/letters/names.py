"""The names that clauses may use: words to fill in, things to repeat for, and flags to ask for."""

from collections.abc import Iterable, Iterator, Mapping

FLAGS = frozenset(
    {
        "administrative_act", "all_applied_for", "begins", "contact_way", "continues",
        "cost_free", "cpr_absent",
        "deadline_agrees", "evidence_known", "granted_changed", "hearing_over", "help_before",
        "needs_amount", "facility_described", "payment_housing", "payment_open", "payment_pay",
        "payment_transport", "own_draft", "own_follow_up", "price_told",
        "printable", "shown_demanded",
    }
)  # fmt: skip
"""What a clause can ask for besides the names: facts about the draft as a whole."""

TOLD_FIRST = ("need", "capacity", "changed_since")
TOLD_LAST = ("wishes", "answer_weighed", "alternatives", "form_reason")
STATEMENTS = (*TOLD_FIRST, *TOLD_LAST)
"""What is said of the citizen: before the grounds and facilities, and behind them."""
FACILITY_STATEMENTS = ("activities", "staff", "premises", "meets_need")

REACHED = ("address", "hours", "phone", "email", "website")
"""How the municipality is reached, as a letter's head says it."""

FACT = frozenset(
    {"fact_dated", "fact_label", "fact_name", "fact_source", "fact_told", "fact_value"}
)

NAMES: Mapping[str, frozenset[str]] = {
    "": frozenset(
        {
            "applied_for", "applied_on", "case_number", "citizen_name",
            "complaint_how", "complaint_review_weeks", "complaint_to", "complaint_weeks",
            "contact_email", "contact_name", "contact_phone", "contact_title", "decided_on",
            "ends_on", "follow_up", "granted", "granted_before", "hearing_answer",
            "hearing_deadline_on", "hearing_sent_on", "legal_basis", "municipality",
            "next_follow_up", "odd_character",
            "facility_names", "representative", "starts_on", "unit",
        }
        | {f"municipality_{one}" for one in REACHED}
        | {name for one in STATEMENTS for name in (one, f"{one}_sources")}
    ),
    "address": frozenset({"address_line"}),
    "cost": frozenset({"cost_amount", "cost_period", "cost_what"}),
    "fact": FACT,
    "origin": frozenset({"origin_dated", "origin_number", "origin_source"}),
    "origin.fact": FACT,
    "other_paper": frozenset({"paper_dated", "paper_number", "paper_title"}),
    "ground": frozenset({"ground_heading", "ground_sources", "ground_text", "ground_type"}),
    "ground.shown": frozenset({"shown_code", "shown_label", "shown_sources", "shown_text"}),
    "level": frozenset({"level", "level_source"}),
    "facility": frozenset({"facility_name"})
    | {f"facility_{one}{end}" for one in FACILITY_STATEMENTS for end in ("", "_sources")},
    "option": frozenset({"option"}),
    "payment": frozenset({"payment"}),
    "worked_out": frozenset({"worked_out_amount", "worked_out_period", "worked_out_steps"}),
    "rule": frozenset({"rule_name", "rule_text"}),
}  # fmt: skip
"""The names that clauses may use, for each thing they can be repeated for ("": the letter)."""


NOTICE_NAMES: Mapping[str, frozenset[str]] = {
    "": frozenset(
        {
            "answer_by", "asked_before_on", "asks_for", "case_number", "citizen_name",
            "complaint_until", "contact_email", "contact_name", "contact_phone", "contact_title",
            "corrected_on", "expected_on", "municipality", "odd_character", "promised_on",
            "representative", "service", "told", "unit", "why", "words", "written_on",
        }
        | {f"municipality_{one}" for one in REACHED}
    ),
    "address": frozenset({"address_line"}),
    "paper": frozenset({"paper_dated", "paper_title"}),
    "slip": frozenset({"slip_now", "slip_was"}),
}  # fmt: skip
"""The same of letters that are no decision: a hearing, a delay and the like (`letters.notice`)."""

NOTICE_FLAGS = frozenset(
    {"contact_way", "cpr_absent", "for_service", "of_complaint", "overdue", "printable"}
)
"""What a clause of such a letter can ask for besides."""

AMOUNTS = ("granted", "granted_before")
"""What a decision states in the measures of the help; each measure has names of its own too."""


def names_of_measures(measures: Iterable[str]) -> Iterator[str]:
    """What clauses may use of each measure: `granted_days_per_week`, and whether it is another."""
    for measure in measures:
        yield from (f"{amounts}_{measure}" for amounts in AMOUNTS)
        yield f"granted_{measure}_changed"


def names_for(each: str, names: Mapping[str, frozenset[str]] = NAMES) -> Iterator[str]:
    """The names that a text repeated for `each` may use: its own and those around it."""
    parts = each.split(".") if each else []
    for depth in range(len(parts) + 1):
        group = ".".join(parts[:depth])
        yield from names[group]
        yield from (one.rpartition(".")[2] for one in names if one and _parent(one) == group)


def _parent(group: str) -> str:
    return group.rpartition(".")[0]
