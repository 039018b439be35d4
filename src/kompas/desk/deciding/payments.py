"""The payments on the page of a decision: what is asked for, and the calculation line by line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kompas.casework import Decision
from kompas.casework.intervention import GIVING, PROVIDER
from kompas.desk.deciding.form import DraftForm
from kompas.economy import WANTED, Line, Payment
from kompas.norms import Assessment
from kompas.processes.payments import asked_of
from kompas.web.form_parts import PartForm
from kompas.words import N_, _

TITLES = {
    "housing": N_("Betaling for boligen"),
    "transport": N_("Betaling for transport"),
    "pay": N_("Løn for arbejdet"),
}
_BY_ITSELF = N_(
    "Du kan træffe afgørelsen, før det er regnet ud: så får borgeren at vide, at betalingen kommer "
    "i en afgørelse for sig."
)
_LATER = {
    "housing": _BY_ITSELF,
    "transport": _BY_ITSELF,
    "pay": N_(
        "Du kan træffe afgørelsen, før det er regnet ud: så siger brevet kun, hvordan lønnen "
        "bliver fastsat."
    ),
}


@dataclass(frozen=True)
class PaymentShown:
    """A payment as the page shows it: the fields that it asks for, and what it comes to."""

    payment: Payment
    fields: Sequence[PartForm]

    @property
    def title(self) -> str:
        """What it is called."""
        return _(TITLES[self.payment.name])

    @property
    def lines(self) -> Sequence[Line]:
        """The calculation."""
        return self.payment.calculation.lines

    @property
    def open(self) -> Sequence[str]:
        """What is not settled."""
        return self.payment.calculation.open

    @property
    def later(self) -> str:
        """How the decision may go on without what is open."""
        return _(_LATER[self.payment.name])

    @property
    def result(self) -> str:
        """The code of the line that it comes to."""
        return self.payment.result


def payments_shown(
    assessment: Assessment | None, decision: Decision | None, form: DraftForm
) -> tuple[PaymentShown, ...]:
    """The payments of a draft; none where nothing can be judged, or its kind has none."""
    if assessment is None or decision is None or decision.kind not in GIVING | PROVIDER:
        return ()
    parts = form.parts["amounts"].parts  # type: ignore[union-attr] # a form, no rows
    found = []
    for payment in asked_of(assessment, decision.amounts):
        asked = [one.code for one in payment.wanted]
        found.append(PaymentShown(payment, tuple(parts[code] for code in asked)))  # type: ignore[misc]
    return tuple(found)


def unasked(form: DraftForm, shown: Sequence[PaymentShown]) -> Iterator[PartForm]:
    """The amounts that stand in a draft and that nothing is worked out from now."""
    asked = {one.code for each in shown for one in each.payment.wanted}
    parts = form.parts["amounts"].parts  # type: ignore[union-attr] # a form, no rows
    for one in WANTED:
        part = parts[one.code]
        held = any(part.typed.get(name) for name in part.names())  # type: ignore[union-attr]
        if one.code not in asked and held:
            yield part  # type: ignore[misc]
