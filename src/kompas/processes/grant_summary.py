"""What would come of a file of running grants, or has come of it, in a few lines."""

from collections.abc import Iterator, Sequence

from kompas.norms import Vocabulary
from kompas.processes.grant_plan import Plan
from kompas.soundness.wording import name_of
from kompas.words import _, ngettext

_SHOWN_ROWS = 12


def counts(plan: Plan, words: Vocabulary) -> Iterator[str]:
    """How many cases of what, whose they are, and what is there already."""
    total = len(plan.grants)
    yield ngettext("{count} ny sag.", "{count} nye sager.", total).format(count=total)
    for service, count in plan.by_service.most_common():
        yield _("{service}: {count}").format(service=name_of(words.services[service]), count=count)
    yield _("Borgere: {new} nye, og {known} som Kompas har.").format(
        new=plan.new_people, known=plan.known_people
    )
    if plan.same:
        same = len(plan.same)
        yield ngettext(
            "{count} række er i Kompas allerede og bliver ikke ændret.",
            "{count} rækker er i Kompas allerede og bliver ikke ændret.",
            same,
        ).format(count=same)
    if plan.left_out:
        left = len(plan.left_out)
        yield ngettext(
            "{count} række bliver ikke til en sag, fordi reglerne ikke kender hjælpen.",
            "{count} rækker bliver ikke til sager, fordi reglerne ikke kender hjælpen.",
            left,
        ).format(count=left)


def follow_ups(plan: Plan, words: Vocabulary) -> Iterator[str]:
    """By when the help is to be followed up: by the norms, where the file says no day."""
    if plan.by_norms:
        by_norms = len(plan.by_norms)
        yield ngettext(
            "Næste opfølgning følger af reglerne i {count} sag.",
            "Næste opfølgning følger af reglerne i {count} sager.",
            by_norms,
        ).format(count=by_norms)
    for fact, count in plan.open_facts.most_common():
        yield _(
            "I {count} af dem afhænger dagen af noget, som Kompas ikke ved ({fact}). Så er den "
            "tidligst mulige dag sat."
        ).format(count=count, fact=words.facts[fact].text)
    if plan.without_day:
        yield _(
            "Hverken filen eller reglerne siger, hvornår der skal følges op: {rows}. Skriv dagen i "
            "filen."
        ).format(rows=rows_text(plan.without_day))
    if plan.overdue:
        yield _(
            "Opfølgningen skulle være sket før i dag: {rows}. Skriv den næste i filen, hvis den "
            "er aftalt."
        ).format(rows=rows_text(plan.overdue))


def rows_text(rows: Sequence[int]) -> str:
    """`række 2, 5 og 9`, and of many how many more."""
    first = ", ".join(str(row) for row in rows[:_SHOWN_ROWS])
    more = len(rows) - _SHOWN_ROWS
    if more > 0:
        return _("række {rows} og {more} mere").format(rows=first, more=more)
    return _("række {rows}").format(rows=first)
