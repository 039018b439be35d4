"""Read what texts of a decision may assert, and what that says of answers and facts."""

from collections.abc import Callable, Mapping

from kompas.norms.assertion import Assertion
from kompas.norms.domain import Allowed
from kompas.norms.fields import Fields
from kompas.norms.problems import Problem, remedy
from kompas.norms.read_answers import answer_domain
from kompas.norms.toml_lines import Toml
from kompas.norms.vocabulary import Fact, Question
from kompas.words import _


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
        answers=_answers("answers", fields, questions),
        denies=_answers("denies", fields, questions),
        facts=_facts(fields, facts),
        contradicts=fields.texts("contradicts"),
        cost_says=fields.take("cost_says") is True,
        not_beside=fields.texts("not_beside"),
    )
    if not assertion.phrases:
        fields.fault(_("Der står ikke, hvordan en tekst siger det."), _("Skriv phrases."))
    if any("~" in one for one in assertion.phrases) and not assertion.topic:
        fields.fault(_("~ står for et ord i topic, og der er ingen."), _("Skriv topic."), "phrases")
    fields.close()
    return assertion


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
