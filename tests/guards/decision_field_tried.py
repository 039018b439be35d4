"""What a Kompas makes of a field of a decision, from what is typed to the decision that is read.

Run by `test_new_decision_field.py` on a copy: it is told the name of the field, and prints what
came of it. All of it is JSON.
"""

import json
import sys
from datetime import date
from typing import Any
from uuid import UUID

import django
from django.conf import settings

import kompas
from kompas.register import settings as database

settings.configure(
    INSTALLED_APPS=[*database.INSTALLED_APPS, "django.contrib.messages"],
    ROOT_URLCONF="kompas.site.routes",
    USE_I18N=False,
)
django.setup()

from django.http import QueryDict  # noqa: E402

from kompas.casework import Decision, DecisionKind, Statement, amounts  # noqa: E402
from kompas.casework.case import Case  # noqa: E402
from kompas.desk.deciding.draft import DecisionDraft, of_values, opened  # noqa: E402
from kompas.desk.deciding.form import CaseAndNorms, DraftForm, values_of  # noqa: E402
from kompas.desk.deciding.remedy_places import of_trace  # noqa: E402
from kompas.norms import Library, load  # noqa: E402
from kompas.soundness import judge  # noqa: E402
from kompas.wire.draft_reading import as_written, read_written  # noqa: E402


def tried(name: str) -> dict[str, Any]:
    """All that is said of a statement by that name."""
    library = load()
    case = Case(case_id=UUID(int=1), service="home_relief", municipality="copenhagen")

    def form_of(draft: DecisionDraft) -> DraftForm:
        return DraftForm(draft.typed, CaseAndNorms(case, None, library))

    typed = QueryDict(f"kind=grant&{name}-text=Som+det+er&{name}-evidence=note-1")
    kept = opened(DecisionDraft(QueryDict()).typed_over(typed, seen=True).text())
    decision = read_written(values_of(form_of(kept), case), library)
    wrong = form_of(of_values({name: {"text": "010160-1234"}}))
    return {
        "from": kompas.__path__[0],
        "read": [getattr(decision, name).text, *getattr(decision, name).evidence],
        "mended": form_of(of_values(as_written(decision))).json()[name],
        "told": [[one.anchor, one.label] for one in wrong.faults()],
        "traced": of_trace(f"decision.{name}"),
        "read_by_check": read_by_check(name, library),
    }


def read_by_check(name: str, library: Library) -> list[str]:
    """What the check tells of the field where its text says nothing, or says another extent."""
    told = []
    for begins, text in (("Ikke ", "undersøgt"), ("Du får ", "to dage om ugen")):
        said: dict[str, Any] = {name: Statement(text=f"{begins}{text}.")}
        draft = Decision(
            kind=DecisionKind.GRANT,
            service="activity_and_social",
            municipality="copenhagen",
            granted=amounts(days_per_week=3),
            **said,
        )
        findings = judge(draft, library, date(2026, 6, 1)).findings
        told += [one.code for one in findings if text in one.text]
    return told


if __name__ == "__main__":
    print(json.dumps(tried(*json.load(sys.stdin)), ensure_ascii=False))  # noqa: T201
