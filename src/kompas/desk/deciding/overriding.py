"""The findings that keep a decision from being sent, and the form by which another goes on."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms

from kompas.casework.proceeding import Proceeding
from kompas.casework.taken_decision import TakenDecision
from kompas.casework.trace import FindingKept
from kompas.inputs import CODE
from kompas.web.fields import Line, Reason, later
from kompas.words import N_, _


class OverrideForm(forms.Form):
    """Why one goes on in spite of a finding, and of which."""

    code = Line("", kind=CODE, widget=forms.HiddenInput)
    about = Line("", widget=forms.HiddenInput, required=False)
    why = Reason(
        N_("Hvorfor kan afgørelsen sendes alligevel?"),
        N_("Begrundelsen står i sagen med dit navn."),
        error_messages={"required": later(N_("Skriv, hvorfor afgørelsen kan sendes alligevel."))},
    )

    def said(self) -> Mapping[str, str]:
        """What was said, for the command."""
        return {name: str(self.cleaned_data[name]) for name in ("code", "about", "why")}


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """A finding of the decision that was taken, which keeps it from being sent.

    `why_not` says why this user cannot set it aside; empty where `form` is to be filled in.
    """

    kept: FindingKept
    why_not: str
    form: OverrideForm | None


def open_findings(
    on: Proceeding | None, username: str, typed: OverrideForm | None = None
) -> tuple[OpenFinding, ...]:
    """The findings that stand open in the decision that was taken. `typed` is a form that came."""
    taken = on.decision if on else None
    found = []
    if taken is None or taken.sent:
        return ()
    for number, kept in enumerate(taken.blocking()):
        why_not = _why_not(kept, taken, username)
        form = None if why_not else _form(kept, number, typed)
        found.append(OpenFinding(kept, why_not, form))
    return tuple(found)


def _why_not(kept: FindingKept, taken: TakenDecision, username: str) -> str:
    if not kept.can_be_overridden:
        return _(
            "Det kan ikke fraviges: loven kræver det, eller brevet kan ikke laves uden. Ret "
            "afgørelsen."
        )
    if taken.taken_by == username:
        return _(
            "Du har selv truffet afgørelsen og kan ikke fravige manglen. Ret afgørelsen, eller bed "
            "en kollega om at tage stilling."
        )
    return ""


def _form(kept: FindingKept, number: int, typed: OverrideForm | None) -> OverrideForm:
    if typed is not None and (typed["code"].value(), typed["about"].value()) == (
        kept.code,
        kept.about,
    ):
        typed.auto_id = f"fravig-{number}-%s"
        return typed
    return OverrideForm(
        auto_id=f"fravig-{number}-%s", initial={"code": kept.code, "about": kept.about}
    )
