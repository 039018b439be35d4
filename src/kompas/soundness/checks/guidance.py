"""The complaint guidance leads to where complaints are looked at."""

from collections.abc import Iterator

from kompas.casework.elements import has_words
from kompas.casework.wording import listed
from kompas.norms import Row
from kompas.norms.phrasings import Phrasing
from kompas.soundness.finding import Finding, Severity
from kompas.soundness.subject import Subject
from kompas.soundness.yardsticks import comes_to, rule_on
from kompas.words import SOURCE_LANGUAGE, _, language

_A_SENTENCE = 4
_GUIDANCE = "complaint_guidance"


def complaint_goes_right(subject: Subject) -> Iterator[Finding]:
    """The complaint goes to the municipality, which looks again and sends it on to the board.

    Both may be named, in the words that people use for them (`norms/phrasings.toml`), and so may
    the unit and whom to ask.
    """
    guidance, phrasings = subject.decision.complaint_guidance, subject.words.phrasings
    if guidance is None or not phrasings.bodies or not has_words(guidance.to):
        return
    named = phrasings.bodies_in(guidance.to)
    wrong = [one for one in named if not one.takes_complaints]
    is_right = len(wrong) < len(named) or _names_us(subject, guidance.to)
    if wrong:
        says = _(
            "Borgeren vejledes om at klage til {to}. {body} behandler ikke klager over hjælpen."
        )
        yield _finding(
            subject,
            "complaint_to_wrong_body",
            Severity.WARNING if is_right else Severity.BLOCKING,
            says.format(to=f"»{guidance.to.strip()}«", body=_capital(listed([*map(_name, wrong)]))),
        )
    elif not is_right:
        says = _("Det kan ikke ses, om {to} er kommunen eller Ankestyrelsen.")
        yield _finding(
            subject,
            "complaint_to_unknown_body",
            Severity.OPEN,
            says.format(to=f"»{guidance.to.strip()}«"),
        )


def complaint_way_is_told(subject: Subject) -> Iterator[Finding]:
    """How one complains says how: orally or in writing, and to whom one turns."""
    guidance, phrasings = subject.decision.complaint_guidance, subject.words.phrasings
    if guidance is None or not has_words(guidance.how) or phrasings.tells_a_way(guidance.how):
        return
    if any(one.takes_complaints for one in phrasings.bodies_in(guidance.how)):
        return
    # Nobody can list all that people write; of a word or two it is sure that it tells no way.
    in_short = len(guidance.how.split()) < _A_SENTENCE
    yield _finding(
        subject,
        "complaint_way_unclear",
        Severity.OPEN if in_short else Severity.WARNING,
        _("Klagevejledningen siger ikke, hvordan borgeren klager: {how}").format(
            how=f"»{guidance.how.strip()}«"
        ),
        _(
            "Skriv, at borgeren kan klage mundtligt eller skriftligt, og hvor klagen skal sendes "
            "hen."
        ),
    )


def _names_us(subject: Subject, text: str) -> bool:
    """Whether a text names the municipality, the unit, or whom to ask."""
    decision = subject.decision
    own = (
        subject.words.municipalities.get(decision.municipality),
        decision.unit,
        decision.contact.name if decision.contact else None,
    )
    return any(one and one.strip() and one.lower() in text.lower() for one in own)


def _name(body: Phrasing) -> str:
    return body.text if language() == SOURCE_LANGUAGE else body.text_en


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _finding(
    subject: Subject, code: str, severity: Severity, says: str, remedy: str = ""
) -> Finding:
    row: Row | None = _review(subject) or rule_on(subject, _GUIDANCE)
    send = _(
        "Skriv, at klagen sendes til kommunen, som vurderer sagen igen og sender den videre til "
        "Ankestyrelsen."
    )
    finding = Finding(
        code=code,
        severity=severity,
        says=says,
        remedy=remedy or send,
        about=_GUIDANCE,
        lacks=(_GUIDANCE,) if severity is Severity.BLOCKING else (),
    ).by_rule(row)
    return comes_to(subject, finding, _GUIDANCE)


def _review(subject: Subject) -> Row | None:
    """The rule that the municipality looks at its decision again, and sends the complaint on."""
    answered = subject.assessment.answers.get("complaint_review") if subject.assessment else None
    rows = answered.holding() if answered else ()
    return rows[0] if rows else None
