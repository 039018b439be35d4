"""Read what texts of a decision may assert, and what that says of answers and facts."""

from collections.abc import Callable, Mapping

from kompas.norms.assertion import Assertion, Comparison, Stated
from kompas.norms.domain import Allowed
from kompas.norms.fields import Fields
from kompas.norms.problems import Problem, remedy
from kompas.norms.read_answers import answer_domain
from kompas.norms.toml_lines import Toml
from kompas.norms.vocabulary import Fact, Question
from kompas.words import _

KIND = "decision_kind"
"""The fact whose values are the kinds of decision."""


def read_assertion(
    name: str, fields: Fields, facts: Mapping[str, Fact], questions: Mapping[str, Question]
) -> Assertion:
    """Read one assertion; a word of the vocabulary that is not there is told."""
    assertion = Assertion(
        name=name,
        text=fields.text("text"),
        text_en=fields.text("text_en"),
        phrases=fields.texts("phrases"),
        topic=fields.texts("topic"),
        between=fields.texts("between"),
        answers=_answers("answers", fields, questions),
        denies=_answers("denies", fields, questions),
        facts=_facts(fields, facts),
        numbers=_numbers(fields, questions),
        stated=fields.word("stated", Stated) if "stated" in fields else None,
        compare=fields.word("compare", Comparison, Comparison.SAME),
        contradicts=fields.texts("contradicts"),
        cost_says=fields.flag("cost_says"),
        beside=fields.texts("beside"),
        not_beside=fields.texts("not_beside"),
        kinds=_kinds(fields, facts),
        conditional=fields.flag("conditional"),
    )
    _check_phrases(assertion, fields)
    fields.close()
    return assertion


def _check_phrases(assertion: Assertion, fields: Fields) -> None:
    """Tell of signs in the phrases that stand for nothing."""
    if not assertion.phrases:
        fields.fault(_("Der står ikke, hvordan en tekst siger det."), _("Skriv phrases."))
    if any("~" in one for one in assertion.phrases) and not assertion.topic:
        fields.fault(_("~ står for et ord i topic, og der er ingen."), _("Skriv topic."), "phrases")
    if any(".." in one.split() for one in assertion.phrases) and not assertion.between:
        fields.fault(
            _(".. står for ord i between, og der er ingen."), _("Skriv between."), "phrases"
        )
    if any(("#" in one.split()) is not assertion.is_number for one in assertion.phrases):
        fields.fault(
            _("# står for et tal, som numbers eller stated siger, hvad skal passe med."),
            _("Skriv # i hver phrase og numbers eller stated, eller ingen af delene."),
            "phrases",
        )


def check_contradicted(
    assertions: Mapping[str, Assertion], place: Callable[[str], Toml], problems: list[Problem]
) -> None:
    """Report an assertion that contradicts one which nobody has described."""
    for name, assertion in assertions.items():
        for other in assertion.contradicts:
            if other not in assertions:
                Fields(place(name), ("assertion", name), problems).fault(
                    _("Udsagnet {name} findes ikke.").format(name=other),
                    remedy(other, assertions, _("Vælg et, der findes.")),
                    "contradicts",
                )


def _answers(key: str, fields: Fields, questions: Mapping[str, Question]) -> dict[str, str]:
    found = {}
    for name, answer in fields.table(key).items():
        domain = answer_domain(questions[name]) if name in questions else None
        if domain is None or answer not in domain.names:
            known = domain.names if domain else questions
            word = str(answer) if domain else name
            fields.fault(
                _("{word} findes ikke i ordlisten.").format(word=f'"{word}"'),
                remedy(word, known, _("Vælg en af: {known}.").format(known=", ".join(known))),
                key,
            )
            continue
        found[name] = str(answer)
    return found


def _numbers(fields: Fields, questions: Mapping[str, Question]) -> tuple[str, ...]:
    """The questions of a number; one that is not there, or has no unit, is told."""
    counted = {name for name, question in questions.items() if question.unit}
    found = fields.texts("numbers")
    for name in found:
        if name not in counted:
            fields.fault(
                _("Spørgsmålet {name} findes ikke, eller det har ingen enhed.").format(name=name),
                remedy(name, counted, _("Vælg et, der svares på med et tal.")),
                "numbers",
            )
    return tuple(name for name in found if name in counted)


def _kinds(fields: Fields, facts: Mapping[str, Fact]) -> tuple[str, ...]:
    """The kinds of decision; one that is not there is told."""
    found = fields.texts("kinds")
    known = facts[KIND].domain.names if KIND in facts else {}
    for kind in found:
        if kind not in known:
            fields.fault(
                _("{word} findes ikke i ordlisten.").format(word=f'"{kind}"'),
                remedy(kind, known, _("Vælg en af: {known}.").format(known=", ".join(known))),
                "kinds",
            )
    return found


def _facts(fields: Fields, facts: Mapping[str, Fact]) -> dict[str, Allowed]:
    found = {}
    for name, condition in fields.table("facts").items():
        if name not in facts:
            what = _("Oplysningen {name} findes ikke.").format(name=name)
            fields.fault(what, remedy(name, facts, _("Vælg en, der findes.")), "facts")
            continue
        try:
            found[name] = facts[name].domain.parse(condition)
        except ValueError as error:
            what = _("{name}: {error}.").format(name=name, error=error)
            fields.fault(what, _("Ret betingelsen."), "facts")
    return found
