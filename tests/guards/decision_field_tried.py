"""What a Kompas makes of a field of a decision, from what is typed to the decision that is read.

Run by `test_new_decision_field.py` on a copy: it is told the name of the field, and prints what
came of it. All of it is JSON.
"""

import json
import sys
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

from kompas.casework.case import Case  # noqa: E402
from kompas.desk.deciding.draft import DecisionDraft, of_values, opened  # noqa: E402
from kompas.desk.deciding.form import CaseAndNorms, DraftForm, values_of  # noqa: E402
from kompas.desk.deciding.remedy_places import of_trace  # noqa: E402
from kompas.norms import load  # noqa: E402
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
    }


if __name__ == "__main__":
    print(json.dumps(tried(*json.load(sys.stdin)), ensure_ascii=False))  # noqa: T201
