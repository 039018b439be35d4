"""The checks, each a rule about decisions as such.

A check takes the subject and yields findings. It lies with those on the same thing, is added to
`CHECKS` and described in `docs/soundness.md`; what differs between services, paragraphs and grounds
belongs in the norms.
"""

from collections.abc import Callable, Iterator

from kompas.soundness.agreement.days import texts_agree_with_days
from kompas.soundness.agreement.extent import (
    grant_gives_what_was_asked,
    texts_agree_with_extent,
    texts_are_read,
)
from kompas.soundness.agreement.levels import texts_agree_with_levels
from kompas.soundness.agreement.norms import texts_agree_with_norms
from kompas.soundness.agreement.own_payment import texts_agree_with_payments
from kompas.soundness.checks.answers import (
    amount_is_stated,
    amounts_agree,
    answers_are_followed,
    kind_agrees_with_extent,
)
from kompas.soundness.checks.change import change_has_a_cause
from kompas.soundness.checks.claims import (
    claims_agree_with_facts,
    claims_agree_with_norms,
    grounds_agree_with_each_other,
)
from kompas.soundness.checks.coverage import parts_make_a_whole
from kompas.soundness.checks.duties import duties_are_met
from kompas.soundness.checks.evidence import (
    evidence_holds,
    evidence_is_linked,
    evidence_is_recent,
    somebody_has_looked,
)
from kompas.soundness.checks.grants import (
    grant_is_within_the_act,
    grant_outside_the_level_is_reasoned,
)
from kompas.soundness.checks.grounds import (
    grounds_are_about_the_help,
    grounds_are_lawful,
    grounds_are_shown,
    grounds_carry,
)
from kompas.soundness.checks.guidance import complaint_goes_right, complaint_way_is_told
from kompas.soundness.checks.hearing import (
    hearing_answer_counts,
    hearing_answer_is_weighed,
    hearing_gave_time,
    hearing_is_on_the_papers,
    unfavourable_is_considered,
)
from kompas.soundness.checks.intrusiveness import intrusiveness_agrees_with_facts
from kompas.soundness.checks.legal_basis import legal_basis_fits, norms_are_coded
from kompas.soundness.checks.record import (
    birth_agrees_with_number,
    days_fit,
    notes_agree_with_running_help,
)
from kompas.soundness.checks.rights import bars_are_heeded, rights_are_kept
from kompas.soundness.checks.statements import (
    grounds_say_something,
    grounds_speak_of_what_may_be_the_reason,
    nothing_is_said_twice,
    reasons_are_of_this_citizen,
    statements_say_something,
)
from kompas.soundness.finding import Finding
from kompas.soundness.subject import Subject

Check = Callable[[Subject], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    norms_are_coded,
    legal_basis_fits,
    kind_agrees_with_extent,
    amounts_agree,
    amount_is_stated,
    grounds_are_lawful,
    grounds_are_about_the_help,
    grounds_are_shown,
    grounds_say_something,
    grounds_speak_of_what_may_be_the_reason,
    grounds_carry,
    parts_make_a_whole,
    claims_agree_with_norms,
    claims_agree_with_facts,
    grounds_agree_with_each_other,
    answers_are_followed,
    texts_are_read,
    grant_gives_what_was_asked,
    texts_agree_with_extent,
    texts_agree_with_levels,
    texts_agree_with_days,
    texts_agree_with_payments,
    texts_agree_with_norms,
    rights_are_kept,
    bars_are_heeded,
    grant_is_within_the_act,
    grant_outside_the_level_is_reasoned,
    duties_are_met,
    statements_say_something,
    nothing_is_said_twice,
    reasons_are_of_this_citizen,
    birth_agrees_with_number,
    notes_agree_with_running_help,
    evidence_holds,
    evidence_is_linked,
    evidence_is_recent,
    somebody_has_looked,
    hearing_is_on_the_papers,
    hearing_gave_time,
    hearing_answer_counts,
    hearing_answer_is_weighed,
    unfavourable_is_considered,
    complaint_goes_right,
    complaint_way_is_told,
    intrusiveness_agrees_with_facts,
    change_has_a_cause,
    days_fit,
)
