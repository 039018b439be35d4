"""What a letter says of the municipality's rules is true of the decision that it tells."""

from dataclasses import replace

import pytest

from kompas.casework import DecisionKind
from kompas.letters import clauses_of, compose, facts_from_norms
from kompas.letters.letter import plain_text
from kompas.norms import Library
from kompas.soundness import judge
from tests.spec.soundness.drafts import GRANT, ON, ground

NO_REASON = "ikke i sig selv en grund til afslag"


@pytest.mark.parametrize("kind", [DecisionKind.REFUSAL, DecisionKind.TERMINATION])
def test_who_is_referred_to_an_open_offer_is_not_told_that_it_is_no_reason(
    kind: DecisionKind, library: Library
) -> None:
    shown = {"can_use": "Du er der nu.", "covers_need": "Du møder dem, du vil."}
    open_offer = ground("open_offer", "Idrætshuset dækker det, du har brug for.", **shown)
    draft = replace(
        GRANT,
        municipality="copenhagen",
        kind=kind,
        granted={},
        facilities=(),
        grounds=(open_offer,),
    )
    facts = facts_from_norms(draft, library, judge(draft, library, ON).assessment)
    letter = plain_text(compose(draft, facts, clauses_of(library, draft.service)))
    assert (
        "Kommunen har åbne tilbud uden visitation (servicelovens § 79), fx Pulsen og Idrætshuset."
        in letter
    )
    assert NO_REASON not in letter


def test_no_rule_that_letters_print_speaks_of_reasons_to_refuse(library: Library) -> None:
    printed = [
        row.text
        for file in library.files
        if file.municipality and file.service and file.period.holds(ON) and not file.precedes
        for name, ruled in library.standard_around(file, ON).questions.items()
        if name in {"alternatives", "payment"} or ruled.question.in_letter
        for row in ruled.rows
    ]
    assert printed
    assert not [text for text in printed if "afslag" in text]
